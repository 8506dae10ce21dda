"""What the occasions of a meeting share: they look at the meeting as it is now, and say nothing of one that is gone."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from bot.domain.contact import Contact, Matter
from bot.domain.due import Cast, Due, DueRow
from bot.domain.meeting import Meeting, MeetingStatus
from bot.domain.message import Message, Text, text
from bot.domain.town import Town
from bot.services.clock.occasions import Concerned
from bot.services.meetings.screens import MeetingScreens
from bot.services.ports import Unit


class MeetingOccasion(ABC):
    """One kind of thing that is said about a meeting; ``line`` is the key of the line that names it."""

    what: Due
    matter: Matter | None = None
    line: str
    statuses: ClassVar[frozenset[MeetingStatus]] = frozenset({MeetingStatus.ANNOUNCED})
    """Where a meeting must stand for this to be said."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._screens = MeetingScreens(town)

    def people(self, unit: Unit, subject_id: int, version: int) -> Sequence[Concerned]:
        """Return everybody whom it concerns at this moment."""
        meeting = self._meeting(unit, subject_id)
        if meeting is None or not self._current(meeting, version):
            return ()
        return [Concerned(person) for person in self._concerned(unit, meeting)]

    def message(self, unit: Unit, due: DueRow, person: Contact) -> Message | None:
        """Return what this person is told of the meeting as it is now, None when there is nothing to tell."""
        meeting = self._meeting(unit, due.subject_id)
        if meeting is None or not self._current(meeting, due.version):
            return None
        return self._message(unit, meeting, due, person)

    def title(self, unit: Unit, due: DueRow) -> Text:
        """Return the line that names it."""
        meeting = unit.meetings.get(due.subject_id)
        return text(self.line, title=meeting.title) if meeting is not None else text("meeting.gone")

    def helps(self, unit: Unit, due: DueRow) -> bool:
        """Tell whether the meeting is still to begin."""
        meeting = unit.meetings.get(due.subject_id)
        return meeting is not None and not meeting.begun(unit.now)

    def urgent(self, unit: Unit, due: DueRow) -> bool:
        """Tell that it can wait until people are awake."""
        del unit, due
        return False

    def begun(self, unit: Unit, cast: Cast) -> None:
        """Do nothing: it is no message to many."""
        del unit, cast

    def _meeting(self, unit: Unit, meeting_id: int) -> Meeting | None:
        meeting = unit.meetings.get(meeting_id)
        return meeting if meeting is not None and meeting.status in self.statuses else None

    def _current(self, meeting: Meeting, version: int) -> bool:
        return meeting.version == version

    @abstractmethod
    def _concerned(self, unit: Unit, meeting: Meeting) -> Sequence[Contact]: ...

    @abstractmethod
    def _message(self, unit: Unit, meeting: Meeting, due: DueRow, person: Contact) -> Message | None: ...
