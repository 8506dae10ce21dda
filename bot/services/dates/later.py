"""Putting a question off until a day that somebody chooses, and its coming back as a new card."""

from datetime import date, datetime, timedelta

from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.conversation import Kind
from bot.domain.conversation import Step as Asked
from bot.domain.due import EVERYBODY, Due, DueRow
from bot.domain.enquiry import CAN_BE_PUT_OFF, Enquiry, Status, Step
from bot.domain.errors import NotFound, Refused
from bot.domain.message import Message, Text, button, text
from bot.domain.promises import wakes_at
from bot.domain.reading import Hints, read
from bot.domain.town import Town
from bot.services.dates.gathering import Gathering
from bot.services.dates.holders import holders
from bot.services.dates.warnings import number_of
from bot.services.enquiries.moves import CLOCK, Moves
from bot.services.enquiries.queue import sent
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.ports import Speech, Unit
from bot.services.visit import Reply, Said

SOME_DAYS = 3
_WEEK = 7
_DAY = Asked("day", Kind.DATE, text("dates.later"), required=True)


class Later:
    """Lets whoever has a question put it off; the promised day stands, so it is never put off beyond that."""

    def __init__(self, town: Town, moves: Moves, speech: Speech) -> None:
        self._town = town
        self._moves = moves
        self._speech = speech

    def ask(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Offer some days, and take a typed one."""
        enquiry = self._waiting(unit, enquiry_id)
        unit.contacts.save(actor.expecting(Expectation(Expects.SNOOZE, unit.now, subject=enquiry.id)))
        return self._choice(unit, enquiry)

    def put_off(self, unit: Unit, actor: Contact, enquiry_id: int, day: int) -> Reply:
        """Put the question off until that day, given as its number in the calendar; a second tap changes nothing."""
        try:
            until = date.fromordinal(day)
        except (ValueError, OverflowError):
            raise NotFound from None
        if actor.expects is not None and actor.expects.kind is Expects.SNOOZE:
            unit.contacts.save(actor.expecting(None))
        return self._until(unit, actor, self._waiting(unit, enquiry_id), until)

    def take_day(self, unit: Unit, actor: Contact, said: Said, enquiry_id: int) -> Reply:
        """Take a typed day; where it is none, or cannot be, say why and ask again."""
        enquiry = self._waiting(unit, enquiry_id)
        names = self._speech.date_names(actor.language)
        today = self._town.calendar.local_date(unit.now)
        hints = Hints(today, names, lambda one: self._speech.label(one, actor.language))
        try:
            day = date.fromisoformat(read(_DAY, said.text, said.attachment, hints).value)
            return self._until(unit, actor, enquiry, day)
        except Refused as refused:
            unit.contacts.save(actor.expecting(Expectation(Expects.SNOOZE, unit.now, subject=enquiry.id)))
            again = self._choice(unit, enquiry)
            screen = again.screen or Message(refused.reason)
            why = text("dates.later_again", why=refused.reason, screen=screen.text)
            return Reply(Message(why, screen.rows), subject=again.subject)

    def _until(self, unit: Unit, actor: Contact, enquiry: Enquiry, day: date) -> Reply:
        at = wakes_at(self._town.calendar, day, enquiry.promised_on, unit.now)
        done_before = enquiry.status is Status.SNOOZED and enquiry.paused_until == at
        if not done_before:
            moved = enquiry.after(Step.SNOOZE, unit.now).paused(at)
            enquiry = self._moves.keep(unit, enquiry, moved, Step.SNOOZE, actor.id, day.isoformat())
            unit.dues.void((Due.ENQUIRY_WAKE,), enquiry.id, unit.now)
            version = len(unit.enquiries.history(enquiry.id))
            unit.dues.plan([DueRow(0, Due.ENQUIRY_WAKE, enquiry.id, version, EVERYBODY, at)])
        rows = ((button("dates.show", "queue.show", enquiry.id),),)
        shown = Message(text("dates.put_off", number=enquiry.number, at=at), rows)
        toast = text("dates.was_put_off") if done_before else None
        return Reply(shown, toast=toast, subject=f"card:{enquiry.id}")

    def _choice(self, unit: Unit, enquiry: Enquiry) -> Reply:
        days = self._days(unit, enquiry)
        offered = [button("dates.day", "dates.put_off", enquiry.id, day.toordinal(), day=day) for day in days]
        ways = (button("dates.postpone", "dates.postpone", enquiry.id), button("back", "queue.show", enquiry.id))
        key = "dates.later" if days else "dates.later_none"
        promised = enquiry.promised_on or self._town.calendar.local_date(unit.now)
        shown = text(key, number=enquiry.number, promised=promised)
        return Reply(Message(shown, (*((one,) for one in offered), ways)), subject=f"card:{enquiry.id}")

    def _days(self, unit: Unit, enquiry: Enquiry) -> list[date]:
        """Return the days that are offered, in order: the next one, some days on, and the beginning of next week."""
        calendar = self._town.calendar
        today = calendar.local_date(unit.now)
        sunday = today + timedelta(days=_WEEK - today.isoweekday())
        found = {calendar.working_day_after(today), calendar.working_day_after(today, SOME_DAYS)}
        found.add(calendar.working_day_after(sunday))
        last = enquiry.promised_on
        return sorted(day for day in found if last is None or day <= last)

    @staticmethod
    def _waiting(unit: Unit, enquiry_id: int) -> Enquiry:
        enquiry = sent(unit, enquiry_id)
        if enquiry.status is Status.OFFERED:
            raise Refused("dates.later_offered")
        if enquiry.status not in CAN_BE_PUT_OFF:
            raise Refused("error.step_refused", number=enquiry.number, status=text(f"status.{enquiry.status}"))
        return enquiry


class Waking:
    """Brings back what was put off; its version is how long the question's history was when that was done."""

    what = Due.ENQUIRY_WAKE

    def __init__(self, moves: Moves, screens: QueueScreens, gathering: Gathering) -> None:
        self._moves = moves
        self._screens = screens
        self._gathering = gathering

    def do(self, unit: Unit, due: DueRow) -> None:
        """Let the question go on where it was and show its card to who has it; nothing when it went on before."""
        enquiry = unit.enquiries.get(due.subject_id)
        if enquiry is None or not _sleeps_until(enquiry, unit.now):
            return
        awake = self._moves.move(unit, enquiry, Step.WAKE, CLOCK)
        for person in holders(unit, awake):
            card = self._screens.card(unit, awake, person)
            message = Message(text("dates.woken", card=card.text), card.rows)
            self._gathering.owe(unit, person, f"card:{awake.id}", message)

    def title(self, unit: Unit, due: DueRow) -> Text:
        """Return one line that names it."""
        return text("dates.wake_title", number=number_of(unit, due))


def _sleeps_until(enquiry: Enquiry, now: datetime) -> bool:
    """Tell whether it is put off, and comes back by now."""
    until = enquiry.paused_until
    return enquiry.status is Status.SNOOZED and until is not None and until <= now
