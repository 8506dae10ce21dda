import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest
from aiohttp import web

from tests.simulator.client import AMIRA, SOFIE, World, until


@dataclass
class Receiver:
    """A bot's own web server: keeps what comes, answers what it is told to."""

    url: str = ""
    updates: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    text: str = ""
    slow: float = 0.0
    at_once: int = 0
    most_at_once: int = 0

    async def take(self, request: web.Request) -> web.Response:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.slow)
        self.at_once -= 1
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200:
            self.updates.append(await request.json())
            self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return web.Response(text=self.text, status=status)

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_updates_are_brought_with_the_secret(started: World, receiver: Receiver) -> None:
    await started.people.says(SOFIE, "eerder")
    assert await started.api("setWebhook", url=receiver.url, secret_token="s-3_cret")
    await started.people.says(SOFIE, "later")
    await until(lambda: len(receiver.updates) == 2)
    assert receiver.texts() == ["eerder", "later"]
    assert receiver.secrets == ["s-3_cret"] * 2
    info = await started.api("getWebhookInfo")
    assert info["url"] == receiver.url
    assert (info["pending_update_count"], info["max_connections"]) == (0, 40)
    assert (await started.people.get("/sim/calls?method=setWebhook"))[-1]["params"]["secret_token"] != "s-3_cret"


async def test_what_is_not_taken_comes_again_in_order(started: World, receiver: Receiver) -> None:
    receiver.statuses = [500, 503]
    await started.api("setWebhook", url=receiver.url)
    for text in "abc":
        await started.people.says(SOFIE, text)
    started.sim.clock.advance(1)
    await until(lambda: len(receiver.updates) == 3)
    assert receiver.texts() == ["a", "b", "c"]
    info = await started.api("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 50")
    assert info["last_error_date"] > 0


async def test_chats_go_side_by_side_but_not_more_than_allowed(started: World, receiver: Receiver) -> None:
    people = [(await started.people.post("/sim/users", name=f"P {number}"))["id"] for number in range(6)]
    receiver.slow = 0.05
    await started.api("setWebhook", url=receiver.url, max_connections=3)
    await asyncio.gather(*(started.people.says(person, str(part)) for person in people for part in range(2)))
    await until(lambda: len(receiver.updates) == 12)
    assert receiver.most_at_once == 3
    for person in people:
        assert [u["message"]["text"] for u in receiver.updates if u["message"]["chat"]["id"] == person] == ["0", "1"]


async def test_a_chat_that_fails_does_not_hold_up_another(started: World, receiver: Receiver) -> None:
    receiver.statuses = [500]
    await started.api("setWebhook", url=receiver.url)
    await started.people.says(SOFIE, "traag")
    await until(lambda: not receiver.statuses)
    await started.people.says(AMIRA, "vlot")
    await until(lambda: len(receiver.updates) == 2)


async def test_nobody_home(started: World, receiver: Receiver) -> None:
    await started.api("setWebhook", url="http://127.0.0.1:9/hook")
    await started.people.says(SOFIE, "x")
    bot = started.sim.state.default_bot()
    await until(lambda: bot.webhook.info().get("last_error_message"))
    assert (await started.api("getWebhookInfo"))["last_error_message"] == "Connection refused"
    assert (await started.api("getWebhookInfo"))["pending_update_count"] == 1
    await started.api("setWebhook", url=receiver.url)
    await until(lambda: receiver.texts() == ["x"])


async def test_a_bot_that_does_not_answer_in_time(started: World, receiver: Receiver) -> None:
    started.sim.state.default_bot().webhook.timeout = 0.05
    receiver.slow = 0.2
    await started.api("setWebhook", url=receiver.url)
    await started.people.says(SOFIE, "x")
    bot = started.sim.state.default_bot()
    await until(lambda: bot.webhook.info().get("last_error_message") == "Read timeout expired")


async def test_an_answer_can_be_a_call(started: World, receiver: Receiver) -> None:
    receiver.text = orjson.dumps({"method": "sendMessage", "chat_id": SOFIE, "text": "meteen"}).decode()
    await started.api("setWebhook", url=receiver.url)
    await started.people.says(SOFIE, "x")
    chat = started.sim.state.default_bot().chats[SOFIE]
    await until(lambda: [message.text for message in chat.messages.values()][-1] == "meteen")


@pytest.mark.parametrize("answer", ["{broken", '{"ok":true}', "[]", "prima"])
async def test_an_answer_that_is_no_call_is_only_an_answer(started: World, receiver: Receiver, answer: str) -> None:
    receiver.text = answer
    await started.api("setWebhook", url=receiver.url)
    await started.people.says(SOFIE, "x")
    await until(lambda: started.sim.state.default_bot().webhook.info()["pending_update_count"] == 0)
    assert len(receiver.updates) == 1


async def test_polling_and_a_webhook_exclude_each_other(started: World, receiver: Receiver) -> None:
    await started.api("setWebhook", url=receiver.url, allowed_updates=["message"])
    refusal = await started.api.refused("getUpdates")
    assert (refusal.code, refusal.description) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    assert (await started.api("getWebhookInfo"))["allowed_updates"] == ["message"]
    assert await started.api("deleteWebhook") is True
    await started.people.says(SOFIE, "x")
    assert len(await started.api("getUpdates")) == 1
    await started.api("deleteWebhook", drop_pending_updates=True)
    assert await started.api("getUpdates") == []


async def test_an_empty_address_takes_the_webhook_away_and_what_waits_can_be_dropped(
    started: World, receiver: Receiver
) -> None:
    await started.people.says(SOFIE, "x")
    await started.api("setWebhook", url=receiver.url, drop_pending_updates=True)
    await started.api("setWebhook", url="")
    assert (await started.api("getWebhookInfo"))["url"] == ""
    assert receiver.updates == []


async def test_a_new_webhook_ends_an_open_poll(started: World, receiver: Receiver) -> None:
    poll = asyncio.create_task(started.api("getUpdates", timeout=30))
    await asyncio.sleep(0.02)
    await started.api("setWebhook", url=receiver.url)
    assert await asyncio.wait_for(poll, 1) == []


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ({"url": "ftp://127.0.0.1/x"}, "bad webhook: HTTPS url must be provided"),
        ({"url": "niets"}, "bad webhook: HTTPS url must be provided"),
        ({"url": "https://example.org/hook"}, "only delivers to this machine"),
        ({"url": "http://127.0.0.1/x", "secret_token": "met spatie"}, "secret token contains unallowed characters"),
    ],
)
async def test_webhooks_that_are_refused(started: World, params: dict[str, str], says: str) -> None:
    assert says in (await started.api.refused("setWebhook", **params)).description


async def test_accounts_can_be_closed_and_logged_out(started: World) -> None:
    assert await started.api("logOut") is True
    assert await started.api("close") is True
