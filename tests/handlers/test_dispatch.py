"""One stored update on its way: whatever it is, it ends."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import pytest
from telegram import Update

from bot.domain.errors import NotAllowed
from bot.services.free_text import unknown_button
from bot.services.ports import Handled, Incoming, Unavailable, Unit
from handlers.context import TURN, Context, Turn
from handlers.dispatch import Dispatcher
from handlers.incoming import visit
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import TERRACE

T = TypeVar("T")
UPDATE = 7_000_000


class Away:
    """A storage that cannot do its work now."""

    async def __call__(self, work: Callable[[Unit], T]) -> T:
        raise Unavailable


def dispatcher(talk: Dialogue) -> Dispatcher:
    return Dispatcher(talk.bot.application, talk.bot.application.bot_data["shell"])


async def store(talk: Dialogue, raw: str, chat_id: int = 0) -> Incoming:
    """Put an update in the inbox as the poller does, but hand it to nobody."""
    incoming = Incoming(UPDATE, chat_id, raw)
    await talk.unit(lambda unit: unit.inbox.store([incoming], unit.now))
    return incoming


def message(person: Person, **what: Any) -> str:  # noqa: ANN401 - any part of a Telegram message
    chat = {"id": person.id, "type": "private", "first_name": "Sofie"}
    sender = {"id": person.id, "is_bot": False, "first_name": "Sofie"}
    said = {"message_id": 900, "date": 1_795_511_520, "chat": chat, "from": sender, **what}
    return json.dumps({"update_id": UPDATE, "message": said})


async def state(talk: Dialogue) -> dict[str, Any]:
    (row,) = await talk.rows("SELECT state, outcome, attempts FROM inbox WHERE update_id = :id", id=UPDATE)
    return row


async def test_an_update_that_comes_twice_is_handled_once(talk: Dialogue, sofie: Person) -> None:
    talk.forgives = True  # nobody with this id pressed START at the simulator
    incoming = await store(talk, message(sofie, text=TERRACE), sofie.id)
    assert await dispatcher(talk).handle(incoming) is Handled.DONE
    assert await dispatcher(talk).handle(incoming) is Handled.DONE
    assert len(await talk.rows("SELECT * FROM enquiry_parts")) == 1
    assert (await state(talk))["state"] == "handled"


@pytest.mark.parametrize(
    "raw",
    [
        '{"update_id": 7000000}',
        '{"update_id": 7000000, "something_new": {"id": 1}}',
        '{"update_id": 7000000, "poll_answer": {"poll_id": "1", "option_ids": [0], "option_persistent_ids": []}}',
    ],
)
async def test_an_update_that_is_nobodys_ends_with_a_reason(talk: Dialogue, raw: str) -> None:
    assert await dispatcher(talk).handle(await store(talk, raw)) is Handled.DONE
    assert (await state(talk))["outcome"] == "ignored: no handler"


@pytest.mark.parametrize("raw", ["no json", "[]", '{"update_id": 7000000, "message": "text"}'])
async def test_an_update_that_cannot_be_read_is_set_aside_after_three_tries(talk: Dialogue, raw: str) -> None:
    talk.forgives = True
    incoming = await store(talk, raw)
    handle = dispatcher(talk).handle
    assert [await handle(incoming) for _ in range(3)] == [Handled.FAILED, Handled.FAILED, Handled.DONE]
    row = await state(talk)
    assert (row["state"], row["attempts"]) == ("aside", 3)


async def test_a_storage_that_is_away_is_waited_for(talk: Dialogue, sofie: Person) -> None:
    talk.forgives = True
    incoming = await store(talk, message(sofie, text=TERRACE), sofie.id)
    shell = talk.bot.application.bot_data["shell"]

    talk.bot.application.bot_data["shell"] = replace(shell, run=Away())
    assert await dispatcher(talk).handle(incoming) is Handled.RETRY
    talk.bot.application.bot_data["shell"] = shell
    assert (await state(talk))["attempts"] == 0
    assert await dispatcher(talk).handle(incoming) is Handled.DONE


async def test_a_storage_that_goes_away_while_a_failure_is_noted_is_waited_for(talk: Dialogue) -> None:
    talk.forgives = True

    shell = replace(talk.bot.application.bot_data["shell"], run=Away())
    incoming = await store(talk, "no json")
    assert await Dispatcher(talk.bot.application, shell).handle(incoming) is Handled.RETRY


async def test_a_handler_that_declares_nothing_can_do_nothing(talk: Dialogue, sofie: Person) -> None:
    update = Update.de_json(json.loads(message(sofie, text=TERRACE)), talk.bot.application.bot)
    TURN.set(Turn(UPDATE))
    with pytest.raises(NotAllowed):
        await Context(talk.bot.application).run(update, unknown_button)
    assert await sofie.contact() is None


async def test_a_visit_has_a_visitor() -> None:
    with pytest.raises(ValueError, match="person"):
        visit(Update(UPDATE))
