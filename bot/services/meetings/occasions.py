"""What comes due of meetings: the agenda, the reminders of those who are invited, and the report."""

from collections.abc import Sequence

from bot.domain.audience import audience_of
from bot.domain.contact import Contact, Matter
from bot.domain.due import Cast, Due, DueRow
from bot.domain.meeting import Attendance, Coming, Meeting, MeetingStatus, MeetingStep
from bot.domain.message import Message
from bot.domain.town import Town
from bot.services.clock.occasions import Occasion
from bot.services.meetings.dues import REMINDERS, invited, plan_reminders
from bot.services.meetings.notices import MeetingCancelled, MeetingChanged, ReportOwed, ReportOwedAgain
from bot.services.meetings.occasion_base import MeetingOccasion
from bot.services.meetings.report import MeetingReports
from bot.services.ports import Unit


def meeting_occasions(town: Town) -> tuple[Occasion, ...]:
    """Return the occasions of this room."""
    return (
        Agenda(town),
        WeekBefore(town),
        DayBefore(town),
        MeetingChanged(town),
        MeetingCancelled(town),
        Report(town),
        ReportOwed(town),
        ReportOwedAgain(town),
    )


class Agenda(MeetingOccasion):
    """The invitation, with the agenda; whoever gets it late sees the meeting as it is by then."""

    what = Due.MEETING_AGENDA
    matter: Matter | None = Matter.MEETING
    line = "meeting.due_agenda"
    statuses = frozenset({MeetingStatus.PLANNED, MeetingStatus.ANNOUNCED})

    def begun(self, unit: Unit, cast: Cast) -> None:
        """Announce the meeting, note who is invited, and plan the reminders."""
        meeting = self._meeting(unit, cast.subject_id)
        if meeting is None or meeting.status is not MeetingStatus.PLANNED or meeting.version != cast.version:
            return
        unit.meetings.save(meeting.after(MeetingStep.ANNOUNCE, unit.now))
        for person in self._concerned(unit, meeting):
            if person.hears(Matter.MEETING):
                unit.meetings.invite(Attendance(meeting.id, person.id, None, unit.now))
        plan_reminders(unit, self._town, meeting)

    def _current(self, meeting: Meeting, version: int) -> bool:
        # What changed since it was announced stands in the agenda itself.
        return meeting.version == version or meeting.status is MeetingStatus.ANNOUNCED

    def _concerned(self, unit: Unit, meeting: Meeting) -> Sequence[Contact]:
        return unit.contacts.in_audience(audience_of(meeting.audience))

    def _message(self, unit: Unit, meeting: Meeting, due: DueRow, person: Contact) -> Message:
        del due
        return self._screens.agenda(meeting, coming=_answer(unit, meeting, person))


class WeekBefore(MeetingOccasion):
    """The reminder of those who have not answered."""

    what = Due.MEETING_WEEK
    matter: Matter | None = Matter.MEETING
    line = "meeting.due_week"

    def _concerned(self, unit: Unit, meeting: Meeting) -> Sequence[Contact]:
        return invited(unit, meeting.id, {None})

    def _message(self, unit: Unit, meeting: Meeting, due: DueRow, person: Contact) -> Message | None:
        del due
        answered = _answer(unit, meeting, person) is not None
        return None if answered else self._screens.agenda(meeting, key="meeting.week")


class DayBefore(MeetingOccasion):
    """The reminder that was promised to those who come, or may come; only saying no to meetings stops it."""

    what = Due.MEETING_DAY
    line = "meeting.due_day"

    def _concerned(self, unit: Unit, meeting: Meeting) -> Sequence[Contact]:
        return invited(unit, meeting.id, {Coming.YES, Coming.MAYBE})

    def _message(self, unit: Unit, meeting: Meeting, due: DueRow, person: Contact) -> Message | None:
        del due
        coming = _answer(unit, meeting, person)
        if coming is None or coming is Coming.NO or Matter.MEETING in person.muted:
            return None
        return self._screens.day(meeting, coming, unit.now)


class Report(MeetingOccasion):
    """What came of each item, for everybody who was invited."""

    what = Due.MEETING_REPORT
    matter: Matter | None = Matter.MEETING
    line = "meeting.due_report"
    statuses = frozenset({MeetingStatus.ANNOUNCED, MeetingStatus.REPORTED})

    def helps(self, unit: Unit, due: DueRow) -> bool:
        """Tell that it still helps, however late it is."""
        del unit, due
        return True

    def begun(self, unit: Unit, cast: Cast) -> None:
        """Note that the report was sent; nobody has to be reminded of it any more."""
        meeting = self._meeting(unit, cast.subject_id)
        if meeting is not None and meeting.status is MeetingStatus.ANNOUNCED:
            unit.meetings.save(meeting.reported(unit.now))
            unit.dues.void(REMINDERS, meeting.id, unit.now)

    def _concerned(self, unit: Unit, meeting: Meeting) -> Sequence[Contact]:
        return invited(unit, meeting.id, (*Coming, None))

    def _message(self, unit: Unit, meeting: Meeting, due: DueRow, person: Contact) -> Message | None:
        del unit, due, person
        return MeetingReports(self._screens).message(meeting) if meeting.reportable else None


def _answer(unit: Unit, meeting: Meeting, person: Contact) -> Coming | None:
    answered = unit.meetings.attendance(meeting.id, person.id)
    return answered.coming if answered is not None else None
