from collections.abc import Mapping
from datetime import timedelta

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken

from bot.domain.message import Message, text
from bot.services.ports import Delivery, Lane, Outgoing, State
from bot.transport.attempt import Courier, Outcome, Step
from bot.transport.backoff import Patience
from bot.transport.failures import Flood, NotSent, Uncertain
from bot.transport.pacer import Job
from bot.transport.plain import plain_text
from bot.transport.uploads import Parameters
from tests.transport.fakes import FakeApi, FakeOutbox, render, row

PATIENCE = Patience(uncertain=(2.0, 8.0))


class Desk:
    """A courier with its fakes, and one row."""

    def __init__(self, owed: Outgoing, *script: object) -> None:
        self.api = FakeApi()
        self.api.script.extend(script)
        self.outbox = FakeOutbox()
        self.outbox.put(owed)
        self.job = Job(owed)
        self.courier = Courier(self.api, self.outbox, render, patience=PATIENCE)

    async def attempt(self) -> Outcome:
        return await self.courier.attempt(self.job)


@pytest.mark.parametrize(
    ("result", "message_id"),
    [({"message_id": 7}, 7), ([{"message_id": 8}, {"message_id": 9}], 8), (True, 0), ({}, 0), ([], 0)],
)
async def test_a_delivered_row_tells_its_message_id(result: object, message_id: int) -> None:
    desk = Desk(row(1), result)
    assert await desk.attempt() == Outcome(Step.END, state=State.DELIVERED, message_id=message_id)


async def test_an_edit_keeps_the_id_of_what_it_edits() -> None:
    assert (await Desk(row(1, edits=55), True).attempt()).message_id == 55
    unchanged = await Desk(row(1, edits=55), BadRequest("Message is not modified")).attempt()
    assert (unchanged.state, unchanged.message_id) == (State.DELIVERED, 55)


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), State.BLOCKED),
        (BadRequest("Chat not found"), State.BLOCKED),
        (BadRequest("Wrong file identifier/http url specified"), State.FAILED),
        (BadRequest("Message to edit not found"), State.FAILED),
        (KeyError("x"), State.FAILED),
    ],
)
async def test_telegrams_no_ends_a_row(failure: Exception, expected: State) -> None:
    outcome = await Desk(row(1), failure).attempt()
    assert (outcome.step, outcome.state) == (Step.END, expected)
    assert outcome.error


@pytest.mark.parametrize(
    ("failure", "step"),
    [
        (NotSent("x"), Step.OUTAGE),
        (Flood(timedelta(seconds=3)), Step.FLOOD),
        (InvalidToken(), Step.REVOKED),
    ],
)
async def test_what_is_not_about_the_row_leaves_it_pending(failure: Exception, step: Step) -> None:
    outcome = await Desk(row(1), failure).attempt()
    assert (outcome.step, outcome.state) == (step, State.PENDING)


@pytest.mark.parametrize("lane", [Lane.REPLY, Lane.NOTICE, Lane.MANY])
async def test_a_promise_is_repeated_while_its_end_is_uncertain_and_then_it_is_uncertain(lane: Lane) -> None:
    desk = Desk(row(1, lane=lane), *(Uncertain("x") for _ in range(3)))
    outcomes = [await desk.attempt() for _ in range(3)]
    assert [(one.step, one.seconds) for one in outcomes[:2]] == [(Step.AGAIN, 2.0), (Step.AGAIN, 8.0)]
    assert outcomes[2] == Outcome(Step.END, "uncertain", State.UNCERTAIN)


async def test_news_is_not_repeated_but_an_edit_is() -> None:
    assert (await Desk(row(1, lane=Lane.BULK), Uncertain("x")).attempt()).state is State.UNCERTAIN
    assert (await Desk(row(1, lane=Lane.BULK, edits=4), Uncertain("x")).attempt()).step is Step.AGAIN


async def test_an_edit_of_what_is_gone_becomes_a_new_message() -> None:
    for lane in Lane:
        desk = Desk(row(1, lane=lane, edits=4), BadRequest("Message to edit not found"))
        assert (await desk.attempt()).step is Step.AGAIN
        assert not desk.job.is_edit
        assert (await desk.attempt()).state is State.DELIVERED
        assert [method for method, _ in desk.api.calls] == ["editMessageText", "sendMessage"]


async def test_what_cannot_be_parsed_goes_out_once_more_as_plain_text() -> None:
    desk = Desk(row(1), BadRequest("Can't parse entities: x"), BadRequest("Can't parse entities: x"))
    assert (await desk.attempt()).step is Step.AGAIN
    assert (await desk.attempt()).state is State.FAILED
    assert desk.api.calls[1][1] == {"chat_id": 1, "text": "1"}


async def test_a_row_that_cannot_be_rendered_fails_by_the_name_of_what_was_raised() -> None:
    def broken(_: Outgoing) -> tuple[str, Parameters]:
        raise LookupError("words of somebody")

    desk = Desk(row(1))
    desk.courier = Courier(desk.api, desk.outbox, broken)
    assert await desk.attempt() == Outcome(Step.END, "render:LookupError", State.FAILED)

    def broken_plain(_: Mapping[str, object]) -> Parameters:
        raise LookupError

    desk.courier = Courier(desk.api, desk.outbox, render, broken_plain)
    desk.job.plain = True
    assert (await desk.attempt()).error == "render:LookupError"
    assert not desk.api.calls


async def test_a_card_that_grew_while_it_waited_leaves_as_it_is_now_and_grows_no_more() -> None:
    desk = Desk(row(1, merge_key="card"))
    assert desk.outbox.merge(1, Message(text("newer")))
    assert (await desk.attempt()).state is State.DELIVERED
    assert desk.job.row.message.key == "newer"
    assert not desk.outbox.merge(1, Message(text("too late")))


async def test_news_counts_as_uncertain_before_it_leaves() -> None:
    desk = Desk(row(1, lane=Lane.BULK))
    await desk.attempt()
    assert desk.outbox.states[1] is State.UNCERTAIN


async def test_a_row_that_ended_meanwhile_is_not_sent() -> None:
    desk = Desk(row(1, lane=Lane.BULK))
    await desk.attempt()
    await desk.outbox.record([Delivery(1, 1, State.DELIVERED)])
    assert (await desk.attempt()).step is Step.FORGET
    assert len(desk.api.calls) == 1


async def test_nothing_is_sent_that_cannot_be_claimed() -> None:
    desk = Desk(row(1, lane=Lane.BULK))
    desk.outbox.away = 2
    waits = [await desk.attempt() for _ in range(2)]
    assert [(one.step, one.error, one.seconds) for one in waits] == [
        (Step.AGAIN, "storage", 1.0),
        (Step.AGAIN, "storage", 2.0),
    ]
    assert not desk.api.calls


async def test_a_group_with_a_new_id_is_rewritten_and_tried_again() -> None:
    desk = Desk(row(1, -5, edits=9), ChatMigrated(-1005), ChatMigrated(-1005))
    desk.outbox.away = 1
    assert (await desk.attempt()).error == "storage"
    assert (await desk.attempt()).step is Step.MIGRATED
    assert desk.outbox.migrations == [(-5, -1005)]
    assert (desk.job.row.chat_id, desk.job.row.edits) == (-1005, 0)
    assert (await desk.attempt()).state is State.DELIVERED


def test_plain_text_keeps_the_words() -> None:
    parameters = {"text": "<b>Dag</b> &lt;Jan&gt; & 3 < 4 <a href='x'>hier</a>", "parse_mode": "HTML", "chat_id": 1}
    assert plain_text(parameters) == {"text": "Dag <Jan> & 3 < 4 hier", "chat_id": 1}
    assert plain_text({"caption": 3}) == {"caption": 3}
