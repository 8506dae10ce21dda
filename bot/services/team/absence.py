"""Being away: until which day, who stands in meanwhile, and back again. It ends by itself."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.access import Permission, authorize
from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.errors import NotFound, Refused
from bot.domain.form import Kind, Step
from bot.domain.message import Button, Message, Rows, Text, button, text
from bot.domain.reading import Hints, read
from bot.domain.staff import Member
from bot.domain.town import Town
from bot.services.ports import Lane, Speech, Unit
from bot.services.team.naming import labelled, last_day, ways_in
from bot.services.visit import Reply, Said
from bot.services.wording import named

LONGEST = timedelta(days=366)
"""How far ahead somebody may say that they are away; whoever is away longer leaves."""

PAGE = 6
FRIDAY = 4
_DAY = Step("day", Kind.DATE, text("away.until_when"))


class Absence:
    """Keeps who of the town is away; what they accepted stays theirs."""

    def __init__(self, town: Town, speech: Speech) -> None:
        self._town = town
        self._speech = speech

    def show(self, unit: Unit, actor: Contact) -> Reply:
        """Say until when the actor is away, or ask until when they will be."""
        member = _member(unit, actor.id)
        if not member.is_away(unit.now) or member.away_until is None:
            return self.begin(unit, actor)
        rows = ((button("away.back", "away.back"), button("away.other_day", "away.begin")),)
        return Reply(Message(self._said("away.you_are", unit, member.away_until, member.stand_in_id), rows))

    def begin(self, unit: Unit, actor: Contact) -> Reply:
        """Ask for the last day; it is tapped or typed."""
        unit.contacts.save(actor.expecting(Expectation(Expects.AWAY, unit.now)))
        today = self._town.calendar.local_date(unit.now)
        friday = today + timedelta(days=(FRIDAY - today.weekday()) % 7)
        near = (
            button("away.today", "away.until", today.isoformat(), 0),
            button("away.tomorrow", "away.until", (today + timedelta(days=1)).isoformat(), 0),
        )
        far = (
            *((button("away.friday", "away.until", friday.isoformat(), 0),) if (friday - today).days > 1 else ()),
            button("away.two_weeks", "away.until", (today + timedelta(days=14)).isoformat(), 0),
        )
        return Reply(Message(text("away.until_when"), (near, far, (button("back", "away.drop"),))), fresh=True)

    def take_day(self, unit: Unit, actor: Contact, said: Said, _subject: int) -> Reply:
        """Take a typed day; one that cannot be read is asked again, with what would be readable."""
        authorize(actor, Permission.BE_AWAY)
        names = self._speech.date_names(actor.language)
        hints = Hints(
            self._town.calendar.local_date(unit.now), names, lambda one: self._speech.label(one, actor.language)
        )
        try:
            day = read(_DAY, said.text, said.attachment, hints).value
            return self.until(unit, actor, day)
        except Refused as refused:
            unit.contacts.save(actor.expecting(Expectation(Expects.AWAY, unit.now)))
            return Reply(Message(refused.reason, ((button("back", "away.drop"),),)))

    def drop(self, unit: Unit, actor: Contact) -> Reply:
        """Leave everything as it was."""
        _ask_no_more(unit, actor)
        return Reply(Message(text("away.dropped"), (ways_in(actor),)))

    def until(self, unit: Unit, actor: Contact, day: str, offset: int = 0) -> Reply:
        """Ask who stands in until the end of that day."""
        self._end_of(unit, day)
        _ask_no_more(unit, actor)
        others = self._candidates(unit, actor)
        page = others[offset : offset + PAGE]
        if not others:
            alone = (button("away.yes", "away.set", day, 0),), (button("back", "away.begin"),)
            return Reply(Message(text("away.alone", day=date.fromisoformat(day)), alone))
        offered = tuple((_stands_in(one, day),) for one in page)
        turning = _turning(day, offset, len(others))
        last = (button("away.nobody", "away.set", day, 0), button("back", "away.begin"))
        return Reply(Message(text("away.who", day=date.fromisoformat(day)), (*offered, *turning, last)))

    def set(self, unit: Unit, actor: Contact, day: str, stand_in_id: int) -> Reply:
        """Keep until when, and who stands in; that colleague is told."""
        until = self._end_of(unit, day)
        before = _member(unit, actor.id)
        if stand_in_id and stand_in_id not in {one.person.id for one in self._candidates(unit, actor)}:
            raise NotFound
        rows = ((button("away.back", "away.back"), *ways_in(actor)),)
        screen = Message(self._said("away.noted", unit, until, stand_in_id), rows)
        if (before.away_until, before.stand_in_id) == (until, stand_in_id):
            return Reply(screen)
        unit.staff.set_away(actor.id, until, stand_in_id)
        unit.audit.append(unit.now, actor.id, "team.away", f"person:{stand_in_id}" if stand_in_id else "")
        if before.stand_in_id != stand_in_id and before.is_away(unit.now):
            self._tell(unit, before.stand_in_id, "away.stand_in_over", actor, until)
        self._tell(unit, stand_in_id, "away.you_stand_in", actor, until)
        return Reply(screen)

    def back(self, unit: Unit, actor: Contact) -> Reply:
        """Note that the actor is there again."""
        member = _member(unit, actor.id)
        if member.is_away(unit.now):
            unit.staff.set_away(actor.id, None, 0)
            unit.audit.append(unit.now, actor.id, "team.back")
            self._tell(unit, member.stand_in_id, "away.stand_in_over", actor, unit.now)
        return Reply(Message(text("away.welcome_back"), (ways_in(actor),)))

    def _end_of(self, unit: Unit, day: str) -> datetime:
        """Return the moment at which that day is over; raise ``Refused`` for a day that cannot be meant."""
        try:
            wanted = date.fromisoformat(day)
        except ValueError:
            raise NotFound from None
        today = self._town.calendar.local_date(unit.now)
        if wanted < today:
            raise Refused("away.past", day=wanted)
        if wanted - today > LONGEST:
            raise Refused("away.too_long")
        midnight = datetime.combine(wanted + timedelta(days=1), time(), tzinfo=self._town.zone)
        return midnight.astimezone(UTC)

    def _tell(self, unit: Unit, stand_in_id: int, key: str, actor: Contact, until: datetime) -> None:
        stand_in = unit.staff.member(stand_in_id) if stand_in_id else None
        if stand_in is not None:
            said = text(key, name=named(actor), day=last_day(self._town, until))
            unit.outbox.put(stand_in.person, Message(said, (ways_in(stand_in.person),)), lane=Lane.NOTICE)

    def _candidates(self, unit: Unit, actor: Contact) -> Sequence[Member]:
        """Return who can stand in: who has the same work and is there."""
        same = (actor.role, actor.department)
        members = [one for one in unit.staff.members() if (one.person.role, one.person.department) == same]
        return [one for one in members if one.person.id != actor.id and not one.is_away(unit.now)]

    def _said(self, key: str, unit: Unit, until: datetime, stand_in_id: int) -> Text:
        stand_in = unit.contacts.get(stand_in_id) if stand_in_id else None
        who = text("away.stands_in", name=named(stand_in)) if stand_in is not None else text("away.no_stand_in")
        return text(key, day=last_day(self._town, until), who=who)


def _member(unit: Unit, person_id: int) -> Member:
    member = unit.staff.member(person_id)
    if member is None:
        raise NotFound
    return member


def _ask_no_more(unit: Unit, actor: Contact) -> None:
    if actor.expects is not None and actor.expects.kind is Expects.AWAY:
        unit.contacts.save(actor.expecting(None))


def _stands_in(member: Member, day: str) -> Button:
    name = labelled(named(member.person))
    return button("team.to_person", "away.set", day, member.person.id, name=name)


def _turning(day: str, offset: int, count: int) -> Rows:
    turning = (
        *((button("page.back", "away.until", day, max(0, offset - PAGE)),) if offset else ()),
        *((button("page.on", "away.until", day, offset + PAGE),) if offset + PAGE < count else ()),
    )
    return (turning,) if turning else ()
