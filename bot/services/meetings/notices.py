"""That a meeting moved or is off, with a new calendar file; and that its report is still owed."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.due import Due, DueRow
from bot.domain.meeting import Meeting, MeetingStatus
from bot.domain.message import Message, button, text
from bot.services.meetings.calendar_file import calendar_file
from bot.services.meetings.dues import BETWEEN, who_knows
from bot.services.meetings.occasion_base import MeetingOccasion
from bot.services.ports import Unit


class MeetingChanged(MeetingOccasion):
    """The meeting is at another moment or place."""

    what = Due.MEETING_CHANGED
    line = "meeting.due_changed"

    def _concerned(self, unit: Unit, meeting: Meeting) -> Sequence[Contact]:
        return who_knows(unit, meeting)

    def _message(self, unit: Unit, meeting: Meeting, due: DueRow, person: Contact) -> Message:
        answered = unit.meetings.attendance(meeting.id, person.id)
        changes = frozenset(due.why.split(BETWEEN))
        shown = self._screens.changed(meeting, changes, answered.coming if answered is not None else None)
        return replace(shown, attachment=calendar_file(self._town, meeting, unit.now))


class MeetingCancelled(MeetingOccasion):
    """The meeting does not take place."""

    what = Due.MEETING_CANCELLED
    line = "meeting.due_cancelled"
    statuses = frozenset({MeetingStatus.CANCELLED})

    def _concerned(self, unit: Unit, meeting: Meeting) -> Sequence[Contact]:
        return who_knows(unit, meeting)

    def _message(self, unit: Unit, meeting: Meeting, due: DueRow, person: Contact) -> Message:
        del due, person
        shown = self._screens.cancelled(unit, meeting)
        return replace(shown, attachment=calendar_file(self._town, meeting, unit.now))


class ReportOwed(MeetingOccasion):
    """The managers' reminder of a report that was not sent."""

    what = Due.MEETING_OWED_3
    line = "meeting.due_owed"

    def helps(self, unit: Unit, due: DueRow) -> bool:
        """Tell that it still helps, however late it is."""
        del unit, due
        return True

    def _concerned(self, unit: Unit, meeting: Meeting) -> Sequence[Contact]:
        del meeting
        return unit.staff.with_role(Role.MANAGER)

    def _message(self, unit: Unit, meeting: Meeting, due: DueRow, person: Contact) -> Message:
        del due, person
        days = (self._town.calendar.local_date(unit.now) - meeting.day).days
        rows = ((button("meeting.write_report", "meeting.write_report", meeting.id),),)
        return Message(text("meeting.owed", count=days, **self._screens.facts(meeting)), rows)


class ReportOwedAgain(ReportOwed):
    """The same, some days later."""

    what = Due.MEETING_OWED_7
