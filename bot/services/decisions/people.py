"""Whom a decision concerns and why: who asked, who was invited where it was discussed, and who was chosen besides."""

from collections.abc import Iterator, Sequence

from bot.domain.access import Role
from bot.domain.audience import Group, audience_of
from bot.domain.contact import Contact
from bot.domain.decision import Decision, LinkKind
from bot.domain.due import Due
from bot.domain.enquiry import Enquiry
from bot.domain.meeting import Item, Meeting
from bot.domain.message import Text, text
from bot.domain.town import Town
from bot.services.clock.occasions import Concerned
from bot.services.clock.saying import OWN
from bot.services.ports import Unit
from bot.services.wording import titled

ASKED, INVITED = OWN, "invited"
"""Reasons beside the groups of an audience: somebody asked this, or was invited to where it was discussed."""


SUBJECT = "decision"
"""What the screens of a decision are about, in the outbox; the card that comes by itself is about its due row."""


def concerned(unit: Unit, decision: Decision) -> Sequence[Concerned]:
    """Return everybody whom the decision concerns, each once, with the reason that matters most to them."""
    found: dict[int, Concerned] = {}
    for one in _all_reasons(unit, decision):
        found.setdefault(one.person.id, one)
    return tuple(found.values())


def reason(unit: Unit, decision: Decision, person: Contact) -> str:
    """Return why the decision concerns this person, "" when it does not."""
    if asked_by(unit, decision, person.id):
        return ASKED
    if _discussed_with(unit, decision, person.id) is not None:
        return INVITED
    audience = audience_of(decision.audience)
    return str(audience.group) if person.role is Role.ASKER and audience.includes(person) else ""


def asked_by(unit: Unit, decision: Decision, person_id: int) -> Sequence[Enquiry]:
    """Return the questions of this person that the decision answers."""
    return tuple(enquiry for enquiry in _questions(unit, decision) if enquiry.asker_id == person_id)


def replied_to(unit: Unit, person_id: int, message_id: int) -> int:
    """Return the decision that this message of the person's chat is about, 0 when it is about none."""
    subject, _, number = unit.outbox.subject_of(person_id, message_id).partition(":")
    if subject == SUBJECT:
        return int(number)
    due = unit.dues.get(int(number)) if subject == "due" else None
    return due.subject_id if due is not None and due.what is Due.DECISION else 0


class Reasons:
    """Says in one line why somebody gets a decision, with their own words or the item that was discussed."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def line(self, unit: Unit, decision: Decision, person: Contact, why: str) -> Text | None:
        """Return that line, None when there is nothing (any more) to say."""
        if why == ASKED:
            return self._asked(asked_by(unit, decision, person.id))
        if why == INVITED:
            found = _discussed_with(unit, decision, person.id)
            return None if found is None else text("decision.why.invited", item=found[1].title, day=found[0].day)
        if why == Group.EVERYONE:
            return text("decision.why.all", town=self._town.name)
        return self._chosen(decision)

    @staticmethod
    def _asked(questions: Sequence[Enquiry]) -> Text | None:
        if not questions:
            return None
        numbers = tuple(text("decision.number", number=enquiry.number) for enquiry in questions)
        return text("decision.why.asked", numbers=numbers, words=titled(questions[0]))

    def _chosen(self, decision: Decision) -> Text | None:
        audience = audience_of(decision.audience)
        match audience.group:
            case Group.TRADE if audience.key in self._town.trades:
                return text("decision.why.trade", name=self._town.trades[audience.key].name)
            case Group.ZONE if audience.key in self._town.zones:
                return text("decision.why.zone", name=self._town.zones[audience.key].name)
            case Group.THEME if audience.key in self._town.themes:
                return text("decision.why.theme", name=self._town.themes[audience.key].name)
            case _:
                return None


def _all_reasons(unit: Unit, decision: Decision) -> Iterator[Concerned]:
    for enquiry in _questions(unit, decision):
        yield from _person(unit, enquiry.asker_id, ASKED)
    for meeting, _ in _items(unit, decision):
        for line in unit.meetings.attendances(meeting.id):
            yield from _person(unit, line.person_id, INVITED)
    audience = audience_of(decision.audience)
    if audience.group is not Group.NOBODY:
        for person in unit.contacts.in_audience(audience):
            yield Concerned(person, str(audience.group))


def _person(unit: Unit, person_id: int, why: str) -> Iterator[Concerned]:
    person = unit.contacts.get(person_id)
    if person is not None:
        yield Concerned(person, why)


def _questions(unit: Unit, decision: Decision) -> Iterator[Enquiry]:
    for ref in decision.linked(LinkKind.ENQUIRY):
        enquiry = unit.enquiries.get(ref)
        if enquiry is not None:
            yield enquiry


def _items(unit: Unit, decision: Decision) -> Iterator[tuple[Meeting, Item]]:
    for ref in decision.linked(LinkKind.ITEM):
        meeting = unit.meetings.of_item(ref)
        if meeting is not None:
            yield from ((meeting, item) for item in meeting.items if item.id == ref)


def _discussed_with(unit: Unit, decision: Decision, person_id: int) -> tuple[Meeting, Item] | None:
    return next(
        ((m, item) for m, item in _items(unit, decision) if unit.meetings.attendance(m.id, person_id) is not None), None
    )
