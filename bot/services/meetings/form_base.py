"""What the forms around a meeting share: who may use them, and screens that are the usual ones."""

from bot.domain.access import Permission
from bot.domain.contact import Contact
from bot.domain.conversation import Conversation, Given, Kind, Step
from bot.domain.errors import NotFound, Refused
from bot.domain.meeting import Meeting
from bot.domain.message import Message
from bot.services.ports import Unit
from bot.services.visit import Reply


class MeetingFormKind:
    """A form of a manager, with the engine's own screens."""

    permission = Permission.PLAN

    def check(self, unit: Unit, conversation: Conversation, step: Step, given: Given) -> None:
        """Refuse a voice or picture where words are printed on an agenda or in a report."""
        del unit, conversation
        if step.kind is Kind.TEXT and given.attachment is not None and not given.words:
            raise Refused("meeting.words_only")

    def screen(self, unit: Unit, actor: Contact, conversation: Conversation, step: Step) -> Message | None:
        """Return None: the usual screen."""
        del unit, actor, conversation, step
        return None

    def summary(self, unit: Unit, actor: Contact, conversation: Conversation) -> Message | None:
        """Return None: the usual summary."""
        del unit, actor, conversation
        return None

    def paused(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply | None:
        """Return None: the usual screen."""
        del unit, actor, conversation
        return None

    def left(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply | None:
        """Return None: the usual screen."""
        del unit, actor, conversation
        return None


def meeting_with(unit: Unit, meeting_id: int) -> Meeting:
    """Return that meeting; raise ``NotFound`` when there is none."""
    meeting = unit.meetings.get(meeting_id)
    if meeting is None:
        raise NotFound
    return meeting
