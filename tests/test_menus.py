"""Whose chat shows which commands: right after a change of role, after a restart, and after somebody was away."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.access import Role
from tests.dialogue import Dialogue, Person, dialogue_on, sqlite_copy


@pytest.fixture
async def talk(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Dialogue]:
    async with dialogue_on(sqlite_copy(sqlite_template, tmp_path)) as dialogue:
        yield dialogue


@pytest.fixture
async def jan(talk: Dialogue) -> Person:
    """Somebody of a department, with the commands of it."""
    person = talk.person("staff")
    await talk.appoint(person, Role.STAFF, "mobiliteit")
    await talk.running.menus.publish()
    return person


async def chats_with_commands(talk: Dialogue) -> set[int]:
    commands = (await talk.world.get("/sim/bot"))["commands"]
    return {entry["scope"]["chat_id"] for entry in commands if entry["scope"]["type"] == "chat"}


async def revoke(talk: Dialogue, person: Person) -> None:
    await talk.unit(lambda unit: unit.staff.revoke(person.id, unit.now))


async def calls(talk: Dialogue) -> int:
    return sum([len(await talk.world.get(f"/sim/calls?method={name}MyCommands")) for name in ("set", "delete")])


async def test_whose_role_changed_gets_the_commands_of_it(talk: Dialogue, jan: Person) -> None:
    assert {talk.person("manager").id, jan.id} <= await chats_with_commands(talk)
    before = await calls(talk)
    await talk.running.menus.publish()
    assert await calls(talk) == before
    await revoke(talk, jan)
    await talk.running.menus.publish()
    assert jan.id not in await chats_with_commands(talk)
    before = await calls(talk)
    await talk.running.menus.publish()
    assert await calls(talk) == before


async def test_who_was_revoked_while_the_bot_was_down_loses_the_commands(talk: Dialogue, jan: Person) -> None:
    await talk.restart()
    # As if it had ended between the two: nothing that the new bot remembers says that they had any.
    await revoke(talk, jan)
    await talk.restart()
    await talk.running.menus.publish()
    assert jan.id not in await chats_with_commands(talk)
    assert talk.person("manager").id in await chats_with_commands(talk)


async def test_who_cannot_be_reached_loses_them_as_soon_as_they_can(talk: Dialogue, jan: Person) -> None:
    await talk.world.post(
        "/sim/faults",
        method="deleteMyCommands",
        status=403,
        description="Forbidden: bot was blocked by the user",
        times=1,
    )
    await revoke(talk, jan)
    await talk.restart()
    await talk.running.menus.publish()
    assert jan.id in await chats_with_commands(talk)
    before = await calls(talk)
    await talk.running.menus.publish()
    # Nobody goes on calling whoever is not there.
    assert await calls(talk) == before
    await jan.says("/help")
    await jan.looks_away()
    await talk.running.menus.publish()
    assert jan.id not in await chats_with_commands(talk)


async def test_what_failed_is_tried_again(talk: Dialogue, jan: Person) -> None:
    await talk.world.post("/sim/faults", method="deleteMyCommands", status=500, times=None)
    await revoke(talk, jan)
    await talk.running.menus.publish()
    assert jan.id in await chats_with_commands(talk)
    talk.simulator.state.faults.waiting.clear()
    await talk.running.menus.publish()
    assert jan.id not in await chats_with_commands(talk)
