"""How staff come in: an invitation from the console, claimed in the chat, once."""

from bot.domain.access import Role
from bot.services.people.staff import Appointments
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import asks

SECRET = "s3cret-" + "x" * 30


async def invite(talk: Dialogue, role: Role = Role.MANAGER, secret: str = SECRET) -> None:
    await talk.unit(lambda unit: Appointments().invite(unit, secret, role))


async def role_of(person: Person) -> Role:
    contact = await person.contact()
    assert contact is not None
    return contact.role


async def test_an_invitation_makes_a_manager(talk: Dialogue, sofie: Person) -> None:
    jan = talk.person("staff")
    await invite(talk)
    await jan.starts(f"in-{SECRET}")
    (welcome,) = await jan.sees("staff.welcome.manager")
    assert welcome.actions == ["queue.list"]
    assert await role_of(jan) is Role.MANAGER
    await asks(sofie)
    await jan.sees("card")


async def test_it_works_once(talk: Dialogue, sofie: Person) -> None:
    jan = talk.person("staff")
    await invite(talk)
    await jan.starts(f"in-{SECRET}")
    await sofie.starts(f"in-{SECRET}")
    await sofie.sees("staff.invite_invalid")
    assert await role_of(sofie) is Role.ASKER


async def test_it_ends_after_a_day(talk: Dialogue, sofie: Person) -> None:
    await invite(talk)
    talk.passes(hours=24, seconds=1)
    await sofie.starts(f"in-{SECRET}")
    await sofie.sees("staff.invite_invalid")


async def test_an_administrator_reads_no_questions(talk: Dialogue, sofie: Person) -> None:
    jan = talk.person("staff")
    await invite(talk, Role.ADMINISTRATOR)
    await jan.starts(f"in-{SECRET}")
    await jan.sees("staff.welcome.administrator")
    await asks(sofie)
    await jan.sees()
    await jan.says("/werklijst")
    await jan.sees("error.not_allowed")
    await jan.says("/1")
    await jan.sees("error.not_found")


async def test_only_the_hash_is_stored(talk: Dialogue) -> None:
    await invite(talk)
    (row,) = await talk.rows("SELECT * FROM invites")
    assert SECRET not in str(row)
