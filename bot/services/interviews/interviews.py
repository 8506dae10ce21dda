"""Rounds of interviews (guide 3.3, screens B6): invite, gather, show what was heard, and tell what is done with it."""

from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.due import Due
from bot.domain.errors import NotFound, Refused
from bot.domain.interview import Campaign, feedback_of
from bot.domain.message import Message, button, text
from bot.domain.town import Town
from bot.services.clock.casting import Casting
from bot.services.forms.conversing import Conversing
from bot.services.interviews.feedback_form import FORM as FEEDBACK
from bot.services.interviews.results import Results
from bot.services.interviews.round_form import FORM as ROUND
from bot.services.interviews.rounds import interview_of, is_over, round_of
from bot.services.interviews.screens import RoundScreens
from bot.services.interviews.table import Table
from bot.services.interviews.taking import InterviewTaking
from bot.services.ports import Speech, Unit
from bot.services.visit import Reply


class Interviews:
    """What a manager does with rounds of interviews; ``taking`` is what an invited person does besides answering."""

    def __init__(self, town: Town, conversing: Conversing, casting: Casting, speech: Speech) -> None:
        self._town = town
        self._conversing = conversing
        self._casting = casting
        self._speech = speech
        self._screens = RoundScreens(town)
        self.taking = InterviewTaking(town, conversing, speech)

    def list(self, unit: Unit, _actor: Contact, offset: int = 0) -> Reply:
        """Show the rounds, the newest first, and the way to a new one."""
        return Reply(self._screens.list(unit, offset))

    def new(self, unit: Unit, actor: Contact) -> Reply:
        """Start the form for a new round, or go on with it."""
        if not self._town.interviews:
            raise Refused("interview.no_files")
        return replace(self._conversing.begin(unit, actor, ROUND), fresh=True)

    def show(self, unit: Unit, _actor: Contact, campaign_id: int) -> Reply:
        """Show one round with how far it is."""
        campaign, results = self._results(unit, campaign_id)
        return Reply(self._screens.card(unit, campaign, results))

    def preview(self, unit: Unit, actor: Contact, campaign_id: int) -> Reply:
        """Show again what would be sent to whom, for a round that was not sent yet."""
        campaign = round_of(unit, campaign_id)
        if is_over(self._town, unit, campaign):
            raise Refused("interview.too_late", closes=campaign.closes_on)
        return self._casting.preview(unit, actor, Due.INTERVIEW_INVITATION, campaign.id, 0)

    def answers(self, unit: Unit, _actor: Contact, campaign_id: int, at: int, offset: int) -> Reply:
        """Show how one question was answered."""
        campaign, results = self._results(unit, campaign_id)
        if not 1 <= at <= len(results.interview.questions):
            raise NotFound
        return Reply(self._screens.question(campaign, results, at, offset))

    def open(self, unit: Unit, actor: Contact, campaign_id: int, at: int, conversation_id: int) -> Reply:
        """Send one answer whole: its words, its voice or its picture."""
        campaign, results = self._results(unit, campaign_id)
        if not 1 <= at <= len(results.interview.questions):
            raise NotFound
        entries = results.entries(results.interview.questions[at - 1])
        entry = next((one for one in entries if one.conversation.id == conversation_id), None)
        if entry is None:
            raise NotFound
        for message in self._screens.whole(entry, at):
            unit.outbox.put(actor, message)
        offset = entries.index(entry)
        return Reply(self._screens.question(campaign, results, at, offset), fresh=True)

    def table(self, unit: Unit, actor: Contact, campaign_id: int) -> Reply:
        """Send everything that was answered as a table, without names."""
        campaign, results = self._results(unit, campaign_id)
        name = f"{campaign.interview}-{campaign.id}.csv"
        file = Table(self._town, self._speech, actor.language).file(results, name)
        unit.outbox.put(actor, self._screens.table(results, file))
        return Reply(self._screens.card(unit, campaign, results), fresh=True)

    def tell(self, unit: Unit, actor: Contact, campaign_id: int) -> Reply:
        """Start the feedback; one that was written but not sent can be sent as it is, or written again."""
        campaign = round_of(unit, campaign_id)
        if campaign.feedback_at is not None:
            raise Refused("interview.feedback_told", at=campaign.feedback_at)
        if campaign.sent_at is None:
            raise Refused("interview.not_sent_yet")
        if not campaign.feedback:
            return self.write(unit, actor, campaign.id)
        rows = (
            (button("interview.preview", "round.told", campaign.id),),
            (button("interview.write_again", "round.write", campaign.id),),
        )
        told = feedback_of(campaign.feedback)
        return Reply(Message(text("interview.written", heard=told.heard, doing=told.doing), rows))

    def write(self, unit: Unit, actor: Contact, campaign_id: int) -> Reply:
        """Start the form of the feedback, or go on with it."""
        campaign = round_of(unit, campaign_id)
        return replace(self._conversing.begin(unit, actor, FEEDBACK, campaign.id), fresh=True)

    def told(self, unit: Unit, actor: Contact, campaign_id: int) -> Reply:
        """Show what would be told to whom."""
        return self._casting.preview(unit, actor, Due.INTERVIEW_FEEDBACK, round_of(unit, campaign_id).id, 0)

    def _results(self, unit: Unit, campaign_id: int) -> tuple[Campaign, Results]:
        campaign = round_of(unit, campaign_id)
        return campaign, Results(unit, campaign, interview_of(self._town, campaign))
