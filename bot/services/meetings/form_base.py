"""What the forms around a meeting share: who may use them, and screens that are the usual ones."""

from bot.domain.access import Permission
from bot.domain.conversation import Conversation, Given, Kind, Step
from bot.domain.errors import NotFound, Refused
from bot.domain.meeting import Meeting
from bot.services.forms.usual import UsualScreens
from bot.services.ports import Unit


class MeetingFormKind(UsualScreens):
    """A form of a manager, with the engine's own screens."""

    permission = Permission.PLAN

    def check(self, unit: Unit, conversation: Conversation, step: Step, given: Given) -> None:
        """Refuse a voice or picture where words are printed on an agenda or in a report."""
        del unit, conversation
        if step.kind is Kind.TEXT and given.attachment is not None and not given.words:
            raise Refused("meeting.words_only")


def meeting_with(unit: Unit, meeting_id: int) -> Meeting:
    """Return that meeting; raise ``NotFound`` when there is none."""
    meeting = unit.meetings.get(meeting_id)
    if meeting is None:
        raise NotFound
    return meeting
