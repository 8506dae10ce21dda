"""Who works here: everybody by department, one group, one colleague."""

from collections.abc import Mapping, Sequence

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.errors import NotFound
from bot.domain.message import Button, Localized, Message, Rows, Text, button, text
from bot.domain.staff import Member, appointable
from bot.domain.town import Town
from bot.services.ports import Unit
from bot.services.team.colleagues import stand_in
from bot.services.team.naming import department_named, labelled, last_day, role_named
from bot.services.visit import Reply
from bot.services.wording import fitted, named

GROUPS, PEOPLE, NAMES = 5, 6, 4
"""Groups on a page of the overview, people on a page of a group, and names that the overview tells of a group."""

MANAGERS, ADMINISTRATORS = "@manager", "@administrator"
"""How buttons name the groups that are no department."""


class Roster:
    """Shows whoever runs the team who is there."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def show(self, unit: Unit, actor: Contact, offset: int = 0) -> Reply:
        """Show a page of the groups, with who is in them."""
        members = unit.staff.members()
        groups = self._groups(members)
        shown = list(groups)[offset : offset + GROUPS]
        lines = [self._line(unit, key, groups[key]) for key in shown]
        empty = sum(key not in groups for key in self._town.departments)
        if empty:
            lines.append(text("team.empty_departments", count=empty))
        return Reply(
            Message(text("team.all", count=len(members), lines=tuple(lines)), self._rows(shown, groups, offset))
        )

    def group(self, _unit: Unit, actor: Contact, key: str, offset: int = 0) -> Reply:
        """Show a page of the people of one group."""
        people = self._groups(_unit.staff.members()).get(key)
        if people is None:
            return self.show(_unit, actor)
        page = people[offset : offset + PEOPLE]
        lines = tuple(self.described(_unit, one) for one in page)
        buttons = tuple((self._to(one),) for one in page)
        turning = _turning(offset, len(people), PEOPLE, key)
        said = text("team.group", group=self._named(key), lines=lines)
        return Reply(Message(said, (*buttons, *turning, (button("back", "team.show", 0),))))

    def member(self, unit: Unit, actor: Contact, person_id: int) -> Reply:
        """Show one colleague, and the way to end their access."""
        member = unit.staff.member(person_id)
        if member is None:
            raise NotFound
        person = member.person
        back = button("back", "team.group", self.key_of(person), 0)
        may_end = person.id != actor.id and person.role in appointable(actor.role)
        end = (button("team.ask_revoke", "team.ask_revoke", person.id),) if may_end else ()
        lines = (
            text("team.is", role=role_named(self._town, person.role, person.department), since=member.since),
            *((text("team.is_away", absence=self._absence(unit, member)),) if member.is_away(unit.now) else ()),
        )
        return Reply(
            Message(text("team.member", name=named(person), lines=lines), (end, (back,)) if end else ((back,),))
        )

    def described(self, unit: Unit, member: Member) -> Text:
        """Return the line that says who it is, and until when they are away."""
        if member.is_away(unit.now):
            return text("team.person_away", name=named(member.person), absence=self._absence(unit, member))
        return text("team.person", name=named(member.person))

    @staticmethod
    def key_of(person: Contact) -> str:
        """Return how buttons name the group of a colleague."""
        return person.department if person.role is Role.STAFF else f"@{person.role}"

    def _absence(self, unit: Unit, member: Member) -> Text:
        until = member.away_until or unit.now
        day = last_day(self._town, until)
        standing_in = stand_in(unit, member)
        if standing_in is None:
            return text("team.away", day=day)
        return text("team.away_with", day=day, name=named(standing_in))

    def _groups(self, members: Sequence[Member]) -> Mapping[str, Sequence[Member]]:
        """Return those groups in which there is somebody: managers, administrators, departments in their order."""
        keys = [MANAGERS, ADMINISTRATORS, *self._town.departments]
        found: dict[str, list[Member]] = {key: [] for key in keys}
        for member in members:
            found.setdefault(self.key_of(member.person), []).append(member)
        return {key: people for key, people in found.items() if people}

    def _line(self, unit: Unit, key: str, people: Sequence[Member]) -> Text:
        names = [self._short(unit, one) for one in people[:NAMES]]
        if len(people) > NAMES:
            names.append(text("team.others", count=len(people) - NAMES))
        return text("team.group_line", group=self._named(key), people=tuple(names))

    @staticmethod
    def _short(unit: Unit, member: Member) -> Text:
        return text("team.name_away" if member.is_away(unit.now) else "team.name", name=named(member.person))

    def _named(self, key: str) -> Localized | Text:
        if key in {MANAGERS, ADMINISTRATORS}:
            return text("team.managers" if key == MANAGERS else "team.administrators")
        return department_named(self._town, key)

    def _rows(self, shown: Sequence[str], groups: Mapping[str, Sequence[Member]], offset: int) -> Rows:
        roles = tuple(self._to_group(key) for key in shown if key.startswith("@"))
        departments = [(_words(self._named(key)), self._to_group(key)) for key in shown if not key.startswith("@")]
        invite = (button("team.new", "team.new"), button("team.invites", "team.invites"))
        turning = _turning(offset, len(groups), GROUPS)
        return (*((roles,) if roles else ()), *fitted(departments), *turning, invite)

    def _to_group(self, key: str) -> Button:
        return button("team.to_group", "team.group", key, 0, group=self._named(key))

    @staticmethod
    def _to(member: Member) -> Button:
        return button("team.to_person", "team.member", member.person.id, name=labelled(named(member.person)))


def _words(name: Localized | Text) -> Localized:
    """Return a name as it is measured; one that the town no longer has gets a row of its own."""
    return name if isinstance(name, Localized) else Localized(nl="x" * 40)


def _turning(offset: int, count: int, page: int, key: str = "") -> Rows:
    if key:
        back = button("page.back", "team.group", key, max(0, offset - page))
        on = button("page.on", "team.group", key, offset + page)
    else:
        back, on = (
            button("page.back", "team.show", max(0, offset - page)),
            button("page.on", "team.show", offset + page),
        )
    turning = (*((back,) if offset else ()), *((on,) if offset + page < count else ()))
    return (turning,) if turning else ()
