import asyncio
import time
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import aiohttp
import orjson
import pytest
from aiohttp import web

from bot.simulator import SimClock, Simulator, server
from tests.simulator.client import OTHER_TOKEN, SOFIE, TOKEN, Api, People, World


async def get(world: World, path: str, **headers: str) -> tuple[int, str]:
    async with world.api.session.get(world.api.url + path, headers=headers) as response:
        return response.status, await response.text()


def multipart(disposition: bytes, data: bytes) -> bytes:
    return b"--x\r\nContent-Disposition: form-data; " + disposition + b"\r\n\r\n" + data + b"\r\n--x--\r\n"


@pytest.mark.parametrize("method", ["sendMessage", "sendmessage", "SENDMESSAGE"])
@pytest.mark.parametrize("way", ["query", "json", "form", "multipart"])
async def test_every_way_to_send_parameters(started: World, method: str, way: str) -> None:
    url = f"{started.api.url}/bot{TOKEN}/{method}"
    params = {"chat_id": str(SOFIE), "text": "één & twee"}
    form = aiohttp.MultipartWriter("form-data")
    for name, value in params.items():
        form.append(value).set_content_disposition("form-data", name=name)
    sent = {
        "query": started.api.session.get(url, params=params),
        "json": started.api.session.post(url, json=params),
        "form": started.api.session.post(url, data=params),
        "multipart": started.api.session.post(url, data=form),
    }
    for unused in sent.keys() - {way}:
        sent[unused].close()
    async with sent[way] as response:
        assert (await response.json())["result"]["text"] == "één & twee"


@pytest.mark.parametrize(
    ("body", "kind", "says"),
    [
        (b"{", "application/json", "can't parse JSON object"),
        (b"[1]", "application/json", "object expected as parameters"),
        (b"text=%ff", "application/x-www-form-urlencoded", "strings must be encoded in UTF-8"),
        (b"\xff", "application/x-www-form-urlencoded", "strings must be encoded in UTF-8"),
        (b"a=1&" * 1001, "application/x-www-form-urlencoded", "can't parse application/x-www-form-urlencoded body"),
        (b"nonsense", "multipart/form-data; boundary=x", "can't parse multipart/form-data body"),
        (b"nonsense", "multipart/form-data", "can't parse multipart/form-data body"),
        (multipart(b"name=text", b"\xff"), "multipart/form-data; boundary=x", "strings must be encoded in UTF-8"),
    ],
)
async def test_bodies_that_cannot_be_read(started: World, body: bytes, kind: str, says: str) -> None:
    url = f"{started.api.url}/bot{TOKEN}/sendMessage"
    async with started.api.session.post(url, data=body, headers={"Content-Type": kind}) as response:
        assert response.status == 400
        assert (await response.json())["description"] == f"Bad Request: {says}"


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x"])
async def test_a_body_without_a_length_has_a_limit_too(started: World, kind: str) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="document"; filename="a"\r\n\r\n'
        for _ in range(52):
            yield bytes(1024 * 1024)
        yield b"\r\n--x--\r\n"

    url = f"{started.api.url}/bot{TOKEN}/sendDocument"
    async with started.api.session.post(url, data=endless(), headers={"Content-Type": kind}) as response:
        assert response.status == 413


async def test_empty_bodies_are_no_parameters(started: World) -> None:
    url = f"{started.api.url}/bot{TOKEN}/getMe"
    for kind in ("application/json", "text/plain"):
        async with started.api.session.post(url, data=b"", headers={"Content-Type": kind}) as response:
            assert response.status == 200


async def test_unknown_methods(started: World) -> None:
    refusal = await started.api.refused("sendTelepathy", chat_id=1)
    assert (refusal.code, refusal.description) == (404, "Not Found: method not found")


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff\xfe", b'"x"', b'{"from": NaN}'])
async def test_control_bodies_that_cannot_be_read(started: World, body: bytes) -> None:
    async with started.api.session.post(f"{started.api.url}/sim/message", data=body) as response:
        assert response.status == 400
        assert set(orjson.loads(await response.read())) == {"error"}


async def test_a_control_body_has_a_limit(started: World) -> None:
    async with started.api.session.post(
        f"{started.api.url}/sim/message", data=BytesIO(bytes(52 * 1024**2))
    ) as response:
        assert response.status == 413
        assert await response.json() == {"error": "the body is too large"}


async def test_foreign_pages_and_names_are_kept_out(started: World) -> None:
    port = started.api.url.rsplit(":", 1)[1]
    own = f"http://localhost:{port}"
    for headers, status in (
        ({}, 200),
        ({"Origin": own}, 200),
        ({"Origin": started.api.url}, 200),
        ({"Host": f"localhost:{port}"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Host": "[::1"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
    ):
        for path in ("/sim/reset", f"/bot{TOKEN}/getMe"):
            async with started.api.session.post(started.api.url + path, headers=headers) as response:
                assert response.status == status, headers


async def test_the_page(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "index.html").write_text("<p>page</p>")
    (tmp_path / "a.js").write_text("1")
    (tmp_path.parent / "secret.txt").write_text("secret")
    monkeypatch.setattr(server, "PAGE_FOLDER", tmp_path)
    async with world.api.session.get(world.api.url + "/") as response:
        assert await response.text() == "<p>page</p>"
        assert response.headers["Content-Security-Policy"] == "default-src 'self'"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"
    assert await get(world, "/page/a.js") == (200, "1")
    assert (await get(world, "/page/none.js"))[0] == 404
    assert (await get(world, "/page/%2e%2e/secret.txt"))[0] == 404
    assert (await get(world, "/page/"))[0] == 404


async def test_without_a_page() -> None:
    sim = Simulator(page=False)
    url = await sim.start()
    async with aiohttp.ClientSession() as session, session.get(url + "/") as response:
        assert response.status == 404
    await sim.stop()


async def test_routes_can_be_added_and_replaced() -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.json_response({"own": True})

    sim = Simulator()
    sim.add_control("post", "/sim/restart", answer)
    sim.add_control("POST", "/sim/reset", answer)
    url = await sim.start()
    async with aiohttp.ClientSession() as session:
        people = People(url, session)
        for path in ("/sim/restart", "/sim/reset"):
            assert await people.post(path) == {"own": True}
        async with session.post(url + "/sim/restart", headers={"Origin": "https://evil.example"}) as response:
            assert response.status == 403
    await sim.stop()


async def test_a_port_in_use() -> None:
    first, second = Simulator(), Simulator()
    url = await first.start()
    with pytest.raises(OSError, match="in use"):
        await second.start(port=int(url.rsplit(":", 1)[1]))
    await second.stop()
    await first.stop()


async def test_it_stops_at_once_though_everybody_waits() -> None:
    sim = Simulator()
    url = await sim.start()
    async with aiohttp.ClientSession() as session:
        api, people = Api(url, session), People(url, session)
        await people.starts(SOFIE)
        number = (await api("sendMessage", chat_id=SOFIE, text="?"))["message_id"]
        await api.updates()
        await people.post("/sim/faults", method="getMe", status=200, delay=30, times=1)
        waiting = [
            asyncio.create_task(api.raw("getUpdates", timeout=50)),
            asyncio.create_task(api.raw("getMe")),
            asyncio.create_task(people.call("GET", "/sim/events")),
            asyncio.create_task(people.call("POST", "/sim/tap", {"from": SOFIE, "data": "x", "message_id": number})),
        ]
        await asyncio.sleep(0.05)
        before = time.monotonic()
        await sim.stop()
        assert time.monotonic() - before < 1
        await asyncio.gather(*waiting, return_exceptions=True)
    await sim.stop()


async def test_one_token_only() -> None:
    sim = Simulator(token=TOKEN)
    url = await sim.start()
    async with aiohttp.ClientSession() as session:
        assert (await Api(url, session)("getMe"))["id"] == 123456
        assert (await Api(url, session, OTHER_TOKEN).refused("getMe")).code == 401
    await sim.stop()


async def test_people_may_speak_before_the_bot_first_calls() -> None:
    sim = Simulator()
    url = await sim.start()
    async with aiohttp.ClientSession() as session:
        api, people = Api(url, session), People(url, session)
        await people.starts(SOFIE)
        assert [update["message"]["text"] for update in await api.updates()] == ["/start"]
        assert (await people.get("/sim/bot"))["id"] == 123456
    await sim.stop()


async def test_own_personas() -> None:
    sim = Simulator(personas=[{"id": 9, "name": "An", "role": "entrepreneur"}])
    url = await sim.start()
    async with aiohttp.ClientSession() as session:
        assert [one["id"] for one in await People(url, session).get("/sim/personas")] == [9]
    await sim.stop()


async def test_a_wrong_answer_is_a_500_and_is_remembered(clock: SimClock) -> None:
    sim = Simulator(clock)
    url = await sim.start()
    async with aiohttp.ClientSession() as session:
        api, people = Api(url, session), People(url, session)
        await people.starts(SOFIE)
        chat = sim.state.default_bot().chats[SOFIE]
        assert chat.person is not None
        chat.person.username = 5  # type: ignore[assignment]  # the point is a value that the facts refuse
        assert (await api.refused("sendMessage", chat_id=SOFIE, text="x")).code == 500
        assert (await people.fails("/sim/message", from_=SOFIE, text="x"))[0] == 500
        chat.person.language_code = 5  # type: ignore[assignment]  # and one that a method stumbles over
        assert (await people.call("GET", f"/sim/bot?user={SOFIE}"))[0] == 500
        chat.numbers = iter(())
        assert (await api.refused("sendMessage", chat_id=SOFIE, text="x")).code == 500
        where = [one["where"] for one in await people.get("/sim/violations")]
        assert where == ["sendMessage", "update message", "/sim/bot", "sendMessage"]
    await sim.stop()
