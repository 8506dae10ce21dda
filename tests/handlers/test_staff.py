"""How staff come in: an invitation from the console, claimed in the chat, once."""

from bot.domain.access import Role
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import asks
from tests.handlers.team_scenes import OPENS, acts, on_the_console, role_of


async def test_an_invitation_makes_a_manager(talk: Dialogue, sofie: Person) -> None:
    jan = talk.person("staff")
    await on_the_console(talk)
    await jan.starts(f"in-{OPENS.secret}")
    (welcome,) = await jan.sees("staff.welcome.manager")
    assert welcome.actions == ["queue.list"]
    assert await role_of(jan) is Role.MANAGER
    assert await acts(talk) == ["team.invited", "team.claimed", "team.appointed"]
    await asks(sofie)
    await jan.sees("card")


async def test_its_code_does_the_same(talk: Dialogue) -> None:
    jan = talk.person("staff")
    await on_the_console(talk)
    await jan.says("/code abcd efgh jklm")
    await jan.sees("staff.welcome.manager")
    assert await role_of(jan) is Role.MANAGER


async def test_it_works_once(talk: Dialogue, sofie: Person) -> None:
    jan = talk.person("staff")
    await on_the_console(talk)
    await jan.starts(f"in-{OPENS.secret}")
    await sofie.starts(f"in-{OPENS.secret}")
    await sofie.sees("staff.invite_invalid")
    await sofie.says(f"/code {OPENS.code}")
    await sofie.sees("team.code_wrong")
    assert await role_of(sofie) is Role.ASKER
    assert (await acts(talk))[-2:] == ["team.claim_refused", "team.claim_refused"]


async def test_it_ends_after_a_day(talk: Dialogue, sofie: Person) -> None:
    await on_the_console(talk)
    talk.passes(hours=24, seconds=1)
    await sofie.starts(f"in-{OPENS.secret}")
    await sofie.sees("staff.invite_invalid")
    assert await role_of(sofie) is Role.ASKER


async def test_an_administrator_reads_no_questions(talk: Dialogue, sofie: Person) -> None:
    jan = talk.person("staff")
    await on_the_console(talk, Role.ADMINISTRATOR)
    await jan.starts(f"in-{OPENS.secret}")
    (welcome,) = await jan.sees("staff.welcome.administrator")
    assert welcome.actions == ["team.show"]
    await asks(sofie)
    await jan.sees()
    await jan.says("/werklijst")
    await jan.sees("error.not_allowed")
    await jan.says("/1")
    await jan.sees("error.not_found")


async def test_what_opens_the_door_stands_nowhere(talk: Dialogue) -> None:
    jan = talk.person("staff")
    await on_the_console(talk)
    await jan.starts(f"in-{OPENS.secret}")
    await talk.settle()
    for table in ("invites", "inbox", "outbox", "audit"):
        assert OPENS.secret not in str(await talk.rows(f"SELECT * FROM {table}"))
