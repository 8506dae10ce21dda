"""What an invited person does besides answering: begin, put it off, be reminded, say no, look at their answers."""

from dataclasses import replace

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.conversation import Conversation, Stage
from bot.domain.due import Due, DueRow, DueState
from bot.domain.errors import NotFound
from bot.domain.interview import Campaign, Progress, progress
from bot.domain.message import Message, text
from bot.domain.town import Town
from bot.services.forms.conversing import Conversing
from bot.services.forms.screens import ConversationScreens
from bot.services.interviews.form import closed, form_of
from bot.services.interviews.person_screens import HOURS, PersonScreens
from bot.services.interviews.rounds import FORM, interview_of, is_over, round_of, was_asked
from bot.services.ports import Speech, Unit
from bot.services.visit import Reply


class InterviewTaking:
    """The buttons under invitations, reminders and thanks; each works as long as answers are taken."""

    def __init__(self, town: Town, conversing: Conversing, speech: Speech) -> None:
        self._town = town
        self._conversing = conversing
        self._summaries = ConversationScreens(town, speech)
        self._screens = PersonScreens(town)

    def begin(self, unit: Unit, actor: Contact, campaign_id: int) -> Reply:
        """Show the first question, or the one where they were; who is through sees their answers."""
        campaign = self._open(unit, actor, campaign_id)
        latest = unit.conversations.latest(actor.id, FORM, campaign.id)
        if latest is not None and progress(latest) is Progress.FINISHED:
            return self.mine(unit, actor, campaign.id)
        # Whoever stopped and comes back finds what they answered before.
        known = latest.answers if latest is not None and latest.stage is Stage.LEFT else None
        return replace(self._conversing.begin(unit, actor, FORM, campaign.id, known), fresh=True)

    def later(self, unit: Unit, actor: Contact, campaign_id: int) -> Reply:
        """Offer to remind them."""
        campaign = self._open(unit, actor, campaign_id)
        return Reply(self._screens.ask_when(unit, actor, campaign, text("interview.later_then")))

    def remind(self, unit: Unit, actor: Contact, campaign_id: int, hour: int) -> Reply:
        """Plan the one reminder for that hour of tomorrow; until it comes another hour may be chosen."""
        campaign = self._open(unit, actor, campaign_id)
        if hour not in HOURS:
            raise NotFound
        at = self._screens.tomorrow_at(unit, hour)
        before = unit.dues.find(Due.INTERVIEW_LATER, campaign.id, 0, actor.id)
        if before is None:
            unit.dues.plan([DueRow(0, Due.INTERVIEW_LATER, campaign.id, 0, actor.id, at)])
        elif before.state is DueState.WAITING:
            unit.dues.postpone(before.id, at)
        else:
            return Reply(self._screens.ask_when(unit, actor, campaign, text("interview.reminded")))
        return Reply(self._screens.will_remind(campaign, at))

    def alone(self, unit: Unit, actor: Contact, campaign_id: int) -> Reply:
        """Take note that they come back by themselves: a reminder that they chose before is not sent."""
        campaign = self._open(unit, actor, campaign_id)
        before = unit.dues.find(Due.INTERVIEW_LATER, campaign.id, 0, actor.id)
        if before is None:
            row = DueRow(
                0, Due.INTERVIEW_LATER, campaign.id, 0, actor.id, unit.now, state=DueState.VOID, ended_at=unit.now
            )
            unit.dues.plan([row])
        elif before.state is DueState.WAITING:
            unit.dues.end(before.id, DueState.VOID, unit.now)
        return Reply(self._screens.alone(campaign))

    def decline(self, unit: Unit, actor: Contact, campaign_id: int) -> Reply:
        """Respect a no: nobody reminds them, and the way back stays open."""
        campaign = self._open(unit, actor, campaign_id)
        latest = unit.conversations.latest(actor.id, FORM, campaign.id)
        if latest is None:
            said_no = Conversation(0, FORM, actor.id, unit.now, unit.now, subject=campaign.id, stage=Stage.LEFT)
            unit.conversations.add(said_no)
        elif progress(latest) is Progress.FINISHED:
            return self.mine(unit, actor, campaign.id)
        elif latest.stage is not Stage.LEFT:
            return self._conversing.leave(unit, actor, latest.id)
        return Reply(self._screens.declined(campaign))

    def mine(self, unit: Unit, actor: Contact, campaign_id: int) -> Reply:
        """Show what they answered, to be changed as long as answers are taken."""
        campaign = round_of(unit, campaign_id)
        latest = unit.conversations.latest(actor.id, FORM, campaign.id)
        if latest is None:
            raise NotFound
        if is_over(self._town, unit, campaign):
            form = form_of(interview_of(self._town, campaign))
            lines = self._summaries.summary(form, latest).text.values["lines"]
            return Reply(Message(text("interview.mine_closed", closes=campaign.closes_on, lines=lines)), fresh=True)
        return replace(self._conversing.reopen(unit, actor, latest.id), fresh=True)

    def _open(self, unit: Unit, actor: Contact, campaign_id: int) -> Campaign:
        """Return a round that they were asked in and that still takes answers; a manager may try how it looks."""
        campaign = round_of(unit, campaign_id)
        if actor.role is Role.ASKER and not was_asked(unit, campaign, actor):
            raise NotFound
        if is_over(self._town, unit, campaign):
            raise closed(campaign)
        return campaign
