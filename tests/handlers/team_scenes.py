"""What dialogues about the people of the town begin with."""

import re

from bot.domain.access import Role
from bot.services.team.invitations import issue
from bot.services.team.passes import Pass
from tests.dialogue import Dialogue, Person

OPENS = Pass("s3cret-" + "x" * 30, "ABCD-EFGH-JKLM")


async def on_the_console(talk: Dialogue, role: Role = Role.MANAGER, opens: Pass = OPENS) -> None:
    """Make an invitation as ``kernpunt invite`` does."""
    await talk.unit(lambda unit: issue(unit, opens, role))


async def invites(talk: Dialogue, person: Person, place: str) -> Pass:
    """Let somebody make an invitation in the chat, and return what it shows; ``place`` as the buttons name it."""
    await person.says("/team")
    await person.taps("team.new")
    if not place.startswith("@"):
        await person.taps("team.departments")
    message_id, data = await button_for(person, place)
    await person.taps_data(data, message_id)
    await person.looks_away()
    return await shown_pass(person)


async def button_for(person: Person, place: str) -> tuple[int, str]:
    """Return the newest button that makes an invitation for that place: its message's id, and its data."""
    for row in reversed(await person.messages()):
        for one in (one for line in row["buttons"] for one in line):
            if f"|team.make|{place}|" in one["data"]:
                return row["message_id"], one["data"]
    raise AssertionError(f"nobody can be invited for {place}")


async def shown_pass(person: Person) -> Pass:
    """Return the link's secret and the code that the newest invitation shows, as whoever reads it does."""
    words = next(row["text"] for row in reversed(await person.messages()) if "?start=in-" in row["text"])
    link, code = re.search(r"\?start=in-([\w-]+)", words), re.search(r"/code ([\w-]+)", words)
    assert link is not None, words
    assert code is not None, words
    return Pass(link[1], code[1])


async def comes_in(talk: Dialogue, issuer: Person, person: Person, place: str = "mobiliteit") -> None:
    """Let somebody be invited, claim it, and be confirmed; nobody looks at what was said meanwhile."""
    opens = await invites(talk, issuer, place)
    await person.starts(f"in-{opens.secret}")
    await talk.settle()
    await issuer.taps("team.confirm")
    await person.looks_away()
    await issuer.looks_away()


async def appointed(talk: Dialogue, name: str, role: Role = Role.STAFF, department: str = "mobiliteit") -> Person:
    """Return somebody new who has that role, as if they had come in long ago."""
    person = await talk.somebody(name=name)
    await talk.appoint(person, role, department if role is Role.STAFF else "", name)
    return person


async def role_of(person: Person) -> Role:
    """Return what somebody is for us now."""
    contact = await person.contact()
    assert contact is not None
    return contact.role


async def acts(talk: Dialogue) -> list[str]:
    """Return the acts that the audit holds about the team, in order."""
    rows = await talk.rows("SELECT action FROM audit WHERE action LIKE 'team.%' ORDER BY id")
    return [row["action"] for row in rows]
