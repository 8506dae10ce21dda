"""The interview itself (screens B6): its questions as steps, its pause with a reminder, and its end."""

from bot.domain.access import Permission
from bot.domain.contact import Contact
from bot.domain.conversation import Answered, Conversation, Form, Given, Kind, Option, Step, path, present
from bot.domain.errors import Refused
from bot.domain.interview import Campaign, Interview, Question
from bot.domain.message import Message, button, text
from bot.domain.town import Town
from bot.services.clock.casting import Casting
from bot.services.forms.kind import FormKind
from bot.services.forms.usual import UsualScreens
from bot.services.interviews.feedback_form import FeedbackForm
from bot.services.interviews.person_screens import PersonScreens
from bot.services.interviews.round_form import RoundForm
from bot.services.interviews.rounds import FORM, interview_of, is_over, round_of
from bot.services.ports import Unit
from bot.services.visit import Reply


def interview_forms(town: Town, casting: Casting) -> tuple[FormKind, ...]:
    """Return the kinds of form of this room."""
    return InterviewForm(town), RoundForm(town, casting), FeedbackForm(town, casting)


class InterviewForm(UsualScreens):
    """Asks one person the questions of a round; each may be skipped, not known, spoken or photographed."""

    key = FORM
    permission = Permission.TAKE_PART

    def __init__(self, town: Town) -> None:
        self._town = town
        self._screens = PersonScreens(town)

    def form(self, unit: Unit, conversation: Conversation) -> Form:
        """Return the questions of the round that the conversation is about."""
        return form_of(interview_of(self._town, round_of(unit, conversation.subject)))

    def check(self, unit: Unit, conversation: Conversation, step: Step, given: Given) -> None:
        """Refuse answers after the last day."""
        del step, given
        if is_over(self._town, unit, round_of(unit, conversation.subject)):
            raise Refused("interview.answer_late")

    def screen(self, unit: Unit, actor: Contact, conversation: Conversation, step: Step) -> Message | None:
        """Return the usual question, and after the last day the sentence that says so."""
        del actor, step
        campaign = round_of(unit, conversation.subject)
        return Message(closed(campaign).reason) if is_over(self._town, unit, campaign) else None

    def finish(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply:
        """Thank, and say until when answers can change and when the results come."""
        del actor
        campaign = round_of(unit, conversation.subject)
        form = self.form(unit, conversation)
        steps = path(form, conversation.answers)
        skipped = sum(
            (given := conversation.answers.get(step.key)) is None or given.how is Answered.SKIPPED for step in steps
        )
        thanks = text(
            "interview.thanks",
            questions=len(steps),
            skipped=skipped,
            closes=campaign.closes_on,
            results=campaign.results_on,
        )
        rows = ((button("interview.mine", "interview.mine", campaign.id), button("menu.ask", "ask.invite")),)
        return Reply(Message(thanks, rows), fresh=True)

    def paused(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply | None:
        """Say where they are, and offer to remind them at a moment that they choose."""
        campaign = round_of(unit, conversation.subject)
        form = self.form(unit, conversation)
        step = present(form, conversation)
        if step is None:
            return None
        keys = [one.key for one in path(form, conversation.answers)]
        where = text("interview.paused", at=keys.index(step.key) + 1, of=len(keys))
        return Reply(self._screens.ask_when(unit, actor, campaign, where))

    def left(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply | None:
        """Take leave, and keep the way back open."""
        del actor
        return Reply(self._screens.declined(round_of(unit, conversation.subject)))


def form_of(interview: Interview) -> Form:
    """Return an interview as a form."""
    steps = tuple(_step(interview, question) for question in interview.questions)
    return Form(FORM, text("interview.form", title=interview.title), steps, counted=True)


def _step(interview: Interview, question: Question) -> Step:
    options = tuple(
        Option(
            choice.key,
            text("interview.words", words=choice.label),
            text("interview.words", words=choice.says) if choice.says else None,
        )
        for choice in question.choices
    )
    return Step(
        key=question.key,
        kind=question.kind,
        ask=text("interview.ask", part=interview.parts[question.part], question=question.asks),
        options=options,
        unsure=True,
        open=question.kind is not Kind.TEXT,
        least=question.least,
        most=question.most,
        title=text("interview.words", words=question.short),
    )


def closed(campaign: Campaign) -> Refused:
    """Return the sentence for whoever comes too late."""
    if campaign.feedback_at is not None:
        return Refused("interview.closed_told", closes=campaign.closes_on)
    return Refused("interview.closed", closes=campaign.closes_on, results=campaign.results_on)
