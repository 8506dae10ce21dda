"""Meetings as those who are invited use them (guide 3.7, screens B7): look, answer, give something along."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.access import Role
from bot.domain.audience import audience_of
from bot.domain.contact import EXPECTATION_LASTS, Contact, Expectation, Expects
from bot.domain.errors import NotFound, Refused
from bot.domain.meeting import Attendance, Coming, Input, Meeting, MeetingStatus
from bot.domain.message import Message, button, text
from bot.domain.town import Town
from bot.services.clock.casting import Casting
from bot.services.forms.conversing import Conversing
from bot.services.meetings.calendar_file import calendar_file
from bot.services.meetings.plans import MeetingPlans
from bot.services.meetings.report import MeetingReports
from bot.services.meetings.screens import MeetingScreens, on_button
from bot.services.ports import Lane, Unit
from bot.services.visit import Reply, Said
from bot.services.wording import menu_rows, named

LISTED = 5
"""Meetings that an entrepreneur sees at once, each on one line."""

SEARCHED = 50
ALBUM = timedelta(seconds=10)
"""How long the other pictures of an album may take to come in."""


class Meetings:
    """What invited people see and answer; ``plans`` is what a manager does."""

    def __init__(self, town: Town, conversing: Conversing, casting: Casting) -> None:
        self._town = town
        self._screens = MeetingScreens(town)
        self._reports = MeetingReports(self._screens)
        self.plans = MeetingPlans(town, conversing, casting)

    def agenda(self, unit: Unit, actor: Contact) -> Reply:
        """Show the coming meetings, as an entrepreneur or as the manager sees them."""
        if actor.role is Role.MANAGER:
            return self.plans.list(unit, actor)
        announced = (one for one in unit.meetings.upcoming(unit.now, SEARCHED) if _may_see(unit, actor, one))
        mine = [one for one in announced if one.status is MeetingStatus.ANNOUNCED][:LISTED]
        if not mine:
            return Reply(Message(text("meeting.none"), menu_rows()))
        lines = []
        for one in mine:
            coming = _answer(unit, one, actor)
            answer = text(f"meeting.your.{coming}") if coming is not None else text("meeting.your_none")
            lines.append(text("meeting.mine_line", title=one.title, at=one.starts_at, answer=answer))
        rows = tuple((button("meeting.button", "meeting.show", one.id, title=on_button(one.title)),) for one in mine)
        return Reply(Message(text("meeting.mine", lines=tuple(lines)), rows))

    def show(self, unit: Unit, actor: Contact, meeting_id: int) -> Reply:
        """Show the agenda of one meeting as it is now."""
        meeting = self._seen(unit, actor, meeting_id)
        if self._is_over(unit, meeting):
            return Reply(self._screens.ended(unit, meeting), fresh=True)
        return Reply(self._screens.agenda(meeting, coming=_answer(unit, meeting, actor)), fresh=True)

    def whole(self, unit: Unit, actor: Contact, meeting_id: int) -> Reply:
        """Show every item of the agenda."""
        return Reply(self._screens.whole(self._seen(unit, actor, meeting_id)), fresh=True)

    def calendar(self, unit: Unit, actor: Contact, meeting_id: int) -> Reply:
        """Send the meeting as a file for the person's own calendar."""
        meeting = self._seen(unit, actor, meeting_id)
        file = calendar_file(self._town, meeting, unit.now)
        return Reply(Message(text("meeting.file", **self._screens.facts(meeting)), attachment=file), fresh=True)

    def come(self, unit: Unit, actor: Contact, meeting_id: int, version: int, answer: str) -> Reply:
        """Keep whether this person comes; a button of before a change still works, and shows what is true now."""
        meeting = self._seen(unit, actor, meeting_id)
        if answer not in set(Coming):
            raise NotFound
        if meeting.status is MeetingStatus.PLANNED:
            raise Refused("meeting.only_preview")
        if self._is_over(unit, meeting):
            return Reply(self._screens.ended(unit, meeting), fresh=True)
        coming, before = Coming(answer), _answer(unit, meeting, actor)
        if coming is not before:
            unit.meetings.answer(Attendance(meeting.id, actor.id, coming, unit.now))
        self._expect_input(unit, actor, meeting, coming)
        again, moved = coming is before, version < meeting.version
        screen = self._screens.noted(meeting, coming, unit.now, moved=moved, again=again)
        return Reply(screen, toast=text(f"meeting.toast.{coming}"), fresh=True)

    def no_input(self, unit: Unit, actor: Contact, meeting_id: int) -> Reply:
        """Give nothing along."""
        meeting = self._seen(unit, actor, meeting_id)
        if actor.expects is not None and actor.expects.kind is Expects.MEETING_INPUT:
            unit.contacts.save(actor.expecting(None))
        return Reply(Message(text("meeting.input_none", **self._screens.facts(meeting)), menu_rows()), fresh=True)

    def take_input(self, unit: Unit, actor: Contact, said: Said, meeting_id: int) -> Reply:
        """Keep what somebody who does not come wants to be said there, and tell the managers."""
        meeting = self._seen(unit, actor, meeting_id)
        unit.meetings.add_input(Input(0, meeting.id, actor.id, said.text, unit.now, said.attachment))
        self._tell_managers(unit, actor, meeting, said)
        if said.album:
            since = unit.now - EXPECTATION_LASTS + ALBUM
            unit.contacts.save(actor.expecting(Expectation(Expects.MEETING_INPUT, since, subject=meeting.id)))
        thanks = text("meeting.input_thanks", manager=self._town.manager, title=meeting.title)
        more = (button("meeting.input_more", "meeting.give", meeting.id),)
        return Reply(Message(thanks, (more,)), merge_key=f"meeting.input:{meeting.id}")

    def give(self, unit: Unit, actor: Contact, meeting_id: int) -> Reply:
        """Ask what this person wants to give along."""
        meeting = self._seen(unit, actor, meeting_id)
        if self._is_over(unit, meeting):
            return Reply(self._screens.ended(unit, meeting), fresh=True)
        unit.contacts.save(actor.expecting(Expectation(Expects.MEETING_INPUT, unit.now, subject=meeting.id)))
        rows = ((button("meeting.no_input", "meeting.no_input", meeting.id),),)
        return Reply(Message(text("meeting.input_ask", manager=self._town.manager), rows), fresh=True)

    def report_whole(self, unit: Unit, actor: Contact, meeting_id: int) -> Reply:
        """Send the whole report."""
        meeting = self._seen(unit, actor, meeting_id)
        if meeting.status is not MeetingStatus.REPORTED:
            raise NotFound
        *ahead, last = self._reports.whole(meeting)
        for message in ahead:
            unit.outbox.put(actor, message)
        return Reply(replace(last, rows=menu_rows() if actor.role is not Role.MANAGER else ()), fresh=True)

    def _seen(self, unit: Unit, actor: Contact, meeting_id: int) -> Meeting:
        meeting = unit.meetings.get(meeting_id)
        if meeting is None or not _may_see(unit, actor, meeting):
            raise NotFound
        return meeting

    @staticmethod
    def _is_over(unit: Unit, meeting: Meeting) -> bool:
        return meeting.status in {MeetingStatus.CANCELLED, MeetingStatus.REPORTED} or meeting.ends_at <= unit.now

    def _expect_input(self, unit: Unit, actor: Contact, meeting: Meeting, coming: Coming) -> None:
        if coming is Coming.NO:
            unit.contacts.save(actor.expecting(Expectation(Expects.MEETING_INPUT, unit.now, subject=meeting.id)))
        elif actor.expects is not None and actor.expects.kind is Expects.MEETING_INPUT:
            unit.contacts.save(actor.expecting(None))

    @staticmethod
    def _tell_managers(unit: Unit, actor: Contact, meeting: Meeting, said: Said) -> None:
        key = "meeting.input_notice" if said.text else "meeting.input_notice_file"
        shown = text(key, name=named(actor), title=meeting.title, words=said.text)
        rows = ((button("meeting.to_card", "meeting.card", meeting.id),),)
        for manager in unit.staff.with_role(Role.MANAGER):
            unit.outbox.put(manager, Message(shown, rows), lane=Lane.NOTICE)
            if said.attachment is not None:
                file = Message(text("meeting.input_file", name=named(actor)), attachment=said.attachment)
                unit.outbox.put(manager, file, lane=Lane.NOTICE)


def _may_see(unit: Unit, actor: Contact, meeting: Meeting) -> bool:
    """Tell whether a meeting concerns this person; to others it is as if it were not there."""
    if actor.role is Role.MANAGER or unit.meetings.attendance(meeting.id, actor.id) is not None:
        return True
    return meeting.status is not MeetingStatus.PLANNED and audience_of(meeting.audience).includes(actor)


def _answer(unit: Unit, meeting: Meeting, actor: Contact) -> Coming | None:
    answered = unit.meetings.attendance(meeting.id, actor.id)
    return answered.coming if answered is not None else None
