"""What the use cases need of meetings: the agenda, who comes, what was given along, what was reported."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.meeting import Attendance, Input, Item, Meeting


class Meetings(Protocol):
    """The meetings, each with its agenda."""

    def add(self, meeting: Meeting) -> Meeting:
        """Store a new meeting with its items and return it with all ids."""
        ...

    def save(self, meeting: Meeting) -> None:
        """Store the changed meeting; items with an id are changed, others are added, missing ones go."""
        ...

    def get(self, meeting_id: int) -> Meeting | None:
        """Return the meeting with that id, its items in order."""
        ...

    def of_item(self, item_id: int) -> Meeting | None:
        """Return the meeting whose agenda has that item."""
        ...

    def upcoming(self, after: datetime, limit: int) -> Sequence[Meeting]:
        """Return announced and planned meetings that start after that moment, the first one first."""
        ...

    def newest(self, limit: int, offset: int = 0) -> Sequence[Meeting]:
        """Return meetings of any status, the one that starts last first."""
        ...

    def invite(self, attendance: Attendance) -> bool:
        """Note that this person was invited; False when they were before (their answer stays as it is)."""
        ...

    def answer(self, attendance: Attendance) -> None:
        """Store what this person answered, invited or not."""
        ...

    def attendance(self, meeting_id: int, person_id: int) -> Attendance | None:
        """Return this person's line, None when they were never invited."""
        ...

    def attendances(self, meeting_id: int) -> Sequence[Attendance]:
        """Return everybody's line, in the order in which they were invited."""
        ...

    def add_input(self, given: Input) -> Input:
        """Store what somebody wants to be said there and return it with its id."""
        ...

    def inputs(self, meeting_id: int) -> Sequence[Input]:
        """Return what people gave along, oldest first."""
        ...

    def recent_items(self, since: datetime, limit: int) -> Sequence[tuple[Meeting, Item]]:
        """Return agenda items of meetings that were announced and start after that moment, the newest first."""
        ...
