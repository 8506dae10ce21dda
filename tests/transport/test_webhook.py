import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import BytesIO

import pytest
from aiohttp import ClientSession

from bot.transport.intake import Intake
from bot.transport.metrics import Metrics
from bot.transport.serving import Server
from bot.transport.webhook import Webhook
from tests.transport.test_polling import FakeKeeper

SECRET = "a_secret-of-16-chars"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Door:
    server: Server
    keeper: FakeKeeper
    metrics: Metrics
    session: ClientSession
    trouble: str = ""

    async def post(self, body: bytes, secret: str | None = SECRET, path: str = "/telegram") -> int:
        headers = {HEADER: secret} if secret is not None else {}
        url = f"http://127.0.0.1:{self.server.port}{path}"
        async with self.session.post(url, data=BytesIO(body), headers=headers) as answer:
            if answer.status != 413:
                assert await answer.text() in ("", "404: Not Found")
            return answer.status

    async def get(self, path: str) -> tuple[int, str]:
        async with self.session.get(f"http://127.0.0.1:{self.server.port}{path}") as answer:
            return answer.status, await answer.text()


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    keeper, metrics = FakeKeeper(), Metrics()
    webhook = Webhook(Intake(keeper, keeper.offer, metrics), "/telegram", SECRET)
    server = Server(metrics, webhook)
    server.health = lambda: opened.trouble
    await server.start()
    async with ClientSession() as session:
        opened = Door(server, keeper, metrics, session)
        yield opened
    await server.stop()


async def test_an_update_is_kept_and_then_confirmed(door: Door) -> None:
    assert await door.post(b'{"update_id": 5, "message": {"chat": {"id": 1}}}') == 200
    assert await door.post(b'{"update_id": 5, "message": {"chat": {"id": 1}}}') == 200
    assert (door.keeper.stored, door.keeper.offered) == ([5], [5])


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "é"])
async def test_without_the_secret_nothing_is_kept(door: Door, secret: str | None) -> None:
    assert await door.post(b'{"update_id": 5}', secret) == 403
    assert not door.keeper.stored


async def test_while_nothing_can_be_kept_telegram_must_bring_it_again(door: Door) -> None:
    door.keeper.away = 2
    assert await door.post(b'{"update_id": 5}') == 503
    assert await door.post(b"not json") == 503
    assert await door.post(b'{"update_id": 5}') == 200


@pytest.mark.parametrize("body", [b"not json", b"", b"\xff\x00", b"null", b"[1]", b'"x"', b'{"message": {}}'])
async def test_what_nobody_can_read_is_set_apart_and_confirmed(door: Door, body: bytes) -> None:
    assert await door.post(body) == 200
    assert len(door.keeper.set_apart) == 1
    assert not door.keeper.stored


async def test_a_body_over_a_mebibyte_is_refused(door: Door) -> None:
    assert await door.post(b" " * (1024 * 1024 + 1)) == 413


async def test_other_paths_are_not_there(door: Door) -> None:
    assert await door.post(b"{}", path="/other") == 404


async def test_health_is_ok_or_one_reason(door: Door) -> None:
    assert await door.get("/healthz") == (200, "ok")
    door.trouble = "database away"
    assert await door.get("/healthz") == (503, "database away")


async def test_metrics_are_shown(door: Door) -> None:
    await door.post(b'{"update_id": 5}')
    status, text = await door.get("/metrics")
    assert status == 200
    assert "kernpunt_updates_received_total 1.0" in text


@pytest.mark.parametrize("secret", ["", "short", "has a space in it, sadly", "x" * 257])
def test_it_refuses_to_be_made_without_a_good_secret(secret: str) -> None:
    keeper = FakeKeeper()
    with pytest.raises(ValueError, match="WEBHOOK_SECRET"):
        Webhook(Intake(keeper, keeper.offer), "/telegram", secret)


async def test_a_port_that_is_taken_is_an_os_error_and_leaves_nothing_open() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        server = Server(Metrics(), port=taken.getsockname()[1])
        with pytest.raises(OSError, match="address"):
            await server.start()


async def test_without_a_webhook_it_still_shows_how_it_is() -> None:
    server = Server(Metrics())
    await server.start()
    async with ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{server.port}/healthz") as answer:
            assert answer.status == 200
        async with session.post(f"http://127.0.0.1:{server.port}/telegram") as answer:
            assert answer.status == 404
    await server.stop()
