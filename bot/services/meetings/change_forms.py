"""Move a meeting, or call it off: one transaction in which old reminders stop and everybody who knew of it is told."""

from bot.domain.contact import Contact
from bot.domain.conversation import Conversation, Form, Given, Kind, Step
from bot.domain.errors import Refused
from bot.domain.meeting import Meeting, MeetingStatus
from bot.domain.message import Message, button, text
from bot.domain.town import Town
from bot.services.meetings.answers import ahead, check_moment, day_of, start_of
from bot.services.meetings.dues import changes_of, tell_cancelled, tell_moved, who_knows
from bot.services.meetings.form_base import MeetingFormKind, meeting_with
from bot.services.meetings.screens import CANCEL_FORM
from bot.services.meetings.steps import moment_steps
from bot.services.ports import Unit
from bot.services.visit import Reply

LONGEST_WHY = 600


class MoveForm(MeetingFormKind):
    """Another day, hour or place for an announced meeting; the subject is that meeting."""

    key = "meeting_move"

    def __init__(self, town: Town) -> None:
        self._town = town

    def form(self, unit: Unit, conversation: Conversation) -> Form:
        """Return the three steps; the title says how many people hear of it."""
        meeting = meeting_with(unit, conversation.subject)
        count = len(who_knows(unit, meeting))
        title = text("meeting.move_form", title=meeting.title, count=count)
        return Form(self.key, title, moment_steps(self._town, conversation))

    def check(self, unit: Unit, conversation: Conversation, step: Step, given: Given) -> None:
        """Refuse a moment that has passed or does not exist."""
        super().check(unit, conversation, step, given)
        if step.key in {"day", "start"}:
            check_moment(self._town, conversation, step.key, given.value, unit.now)

    def finish(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply:
        """Move the meeting, stop its old reminders, plan new ones, and tell everybody who knew of it."""
        del actor
        before = movable(unit, conversation.subject)
        day, start = day_of(conversation), start_of(conversation)
        place = " ".join(conversation.words("place").split())
        moved = before.moved(day, start, ahead(self._town, day, start, unit.now), place, unit.now)
        if not changes_of(before, moved):
            raise Refused("meeting.nothing_moved")
        unit.meetings.save(moved)
        count = tell_moved(unit, self._town, before, moved)
        done = text("meeting.moved", title=moved.title, at=moved.starts_at, place=moved.place, count=count)
        return _done(moved, Message(done))


class CancelForm(MeetingFormKind):
    """The why of calling a meeting off; the subject is that meeting."""

    key = CANCEL_FORM

    def __init__(self, town: Town) -> None:
        self._town = town

    def form(self, unit: Unit, conversation: Conversation) -> Form:
        """Return the one step; the title says how many people hear of it."""
        meeting = meeting_with(unit, conversation.subject)
        title = text("meeting.cancel_form", title=meeting.title, count=len(who_knows(unit, meeting)))
        ask = text("meeting.ask_why", title=meeting.title)
        why = Step("why", Kind.TEXT, ask, required=True, most=LONGEST_WHY, title=text("meeting.title_why"))
        return Form(self.key, title, (why,))

    def finish(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply:
        """Call the meeting off, stop everything that was planned, and tell everybody who knew of it."""
        del actor
        before = cancellable(unit, conversation.subject)
        cancelled = before.cancelled(unit.now)
        unit.meetings.save(cancelled)
        count = tell_cancelled(unit, self._town, before, cancelled)
        return _done(cancelled, Message(text("meeting.called_off", title=cancelled.title, count=count)))


def movable(unit: Unit, meeting_id: int) -> Meeting:
    """Return the meeting when it is announced and has not begun; raise ``Refused`` otherwise."""
    meeting = meeting_with(unit, meeting_id)
    if meeting.status is not MeetingStatus.ANNOUNCED or meeting.begun(unit.now):
        raise Refused("meeting.step_refused")
    return meeting


def cancellable(unit: Unit, meeting_id: int) -> Meeting:
    """Return the meeting when it can be called off: not yet begun, or never announced."""
    meeting = meeting_with(unit, meeting_id)
    return meeting if meeting.status is MeetingStatus.PLANNED else movable(unit, meeting_id)


def _done(meeting: Meeting, message: Message) -> Reply:
    rows = ((button("meeting.to_card", "meeting.card", meeting.id),),)
    return Reply(Message(message.text, rows), fresh=True)
