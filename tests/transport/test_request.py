import asyncio
import logging
import socket
import traceback
from io import BytesIO

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from yarl import URL

from bot.transport.api import BotApi
from bot.transport.failures import Kind, NotSent, Uncertain, classify
from bot.transport.proxies import Proxies, parse_proxy
from bot.transport.request import AiohttpRequest
from bot.transport.silence import Silence
from tests.transport.stub import TOKEN, Stub, hang_up, late, ok, raw, refused


async def failure_of(api: BotApi, read_timeout: float | None = None) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await api.call("sendMessage", {"chat_id": 1}, read_timeout=read_timeout)
    return caught.value


async def test_a_call_sends_json_and_returns_the_bare_result(api: BotApi, stub: Stub) -> None:
    stub.script.append(ok({"message_id": 7}))
    parameters = {"chat_id": 1, "text": "dág", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}}
    assert await api.call("sendMessage", parameters) == {"message_id": 7}
    assert stub.calls == [("sendMessage", parameters)]


async def test_files_go_as_multipart(api: BotApi, stub: Stub) -> None:
    await api.call("sendDocument", {"chat_id": 1, "x": [1]}, files={"document": ("a.txt", b"abc", "text/plain")})
    assert stub.calls[0][1] == {"chat_id": "1", "x": "[1]", "document": ("a.txt", b"abc", "text/plain")}


async def test_python_telegram_bot_speaks_through_it(stub: Stub) -> None:
    stub.script.extend([ok({"id": 5, "is_bot": True, "first_name": "B", "username": "b_bot"}), ok(True)])
    message = {"message_id": 3, "date": 1, "chat": {"id": 1, "type": "private"}}
    stub.usually = ok(message)
    async with Bot(TOKEN, f"{stub.url}/bot", request=AiohttpRequest(), get_updates_request=AiohttpRequest()) as bot:
        assert bot.username == "b_bot"
        assert await bot.answer_callback_query("1")
        assert (await bot.send_message(1, "hé", parse_mode="HTML")).message_id == 3
        await bot.send_document(1, InputFile(BytesIO(b"abc"), "a.txt"), caption="c")
    assert stub.calls[2][1] == {"chat_id": 1, "text": "hé", "parse_mode": "HTML"}
    assert stub.calls[3][1]["document"][:2] == ("a.txt", b"abc")


async def test_python_telegram_bot_gets_the_exceptions_that_it_knows(stub: Stub) -> None:
    stub.script.append(ok({"id": 5, "is_bot": True, "first_name": "B", "username": "b_bot"}))
    stub.script.append(refused(403, "Forbidden: bot was blocked by the user"))
    stub.script.append(refused(400, "Bad Request: upgraded", migrate_to_chat_id=-7))
    stub.script.append(raw(502, b"<html>"))
    stub.script.append(raw(200, b"<html>"))
    stub.script.append(raw(200, b"[1]"))
    async with Bot(TOKEN, f"{stub.url}/bot", request=AiohttpRequest(), get_updates_request=AiohttpRequest()) as bot:
        for kind in (Forbidden, ChatMigrated, Uncertain, TelegramError, TelegramError):
            with pytest.raises(kind):
                await bot.send_message(1, "x")


async def test_it_downloads_files(stub: Stub, request_: AiohttpRequest) -> None:
    stub.usually = raw(200, b"\x00\x01")
    assert await request_.retrieve(f"{stub.url}/file/bot{TOKEN}/photos/1.jpg") == b"\x00\x01"


async def test_a_connection_that_is_refused_is_safe(request_: AiohttpRequest) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        api = BotApi(request_, f"http://127.0.0.1:{taken.getsockname()[1]}", TOKEN)
        assert isinstance(await failure_of(api), NotSent)


async def test_a_full_pool_is_safe(stub: Stub) -> None:
    stub.usually = late(0.3, ok(True))
    async with AiohttpRequest(pool_size=1, pool_timeout=0.05, connect_timeout=0.05) as narrow:
        api = BotApi(narrow, stub.url, TOKEN)
        first = asyncio.create_task(api.call("sendMessage"))
        await asyncio.sleep(0.05)
        assert isinstance(await failure_of(api), NotSent)
        await first


@pytest.mark.parametrize("answer", [hang_up, late(0.5, ok(True)), raw(500, b""), raw(502, b"<html>"), raw(200, b"{")])
async def test_whatever_breaks_after_sending_is_uncertain(api: BotApi, stub: Stub, answer: object) -> None:
    stub.usually = answer  # type: ignore[assignment]  # parametrize loses the type
    assert isinstance(await failure_of(api, read_timeout=0.1), Uncertain)


async def test_a_redirect_is_not_followed(api: BotApi, stub: Stub) -> None:
    async def elsewhere(_: web.Request) -> web.Response:
        return web.Response(status=307, headers={"Location": f"{stub.url}/elsewhere"})

    stub.script.append(elsewhere)
    assert classify(await failure_of(api)).kind is Kind.SAFE
    assert len(stub.calls) == 1


async def test_what_cannot_be_encoded_is_refused_before_it_leaves(api: BotApi, stub: Stub) -> None:
    for files in (None, {"f": ("a", b"", "text/plain")}):
        with pytest.raises(BadRequest):
            await api.call("sendMessage", {"text": ["\ud83d"]}, files=files)
    assert not stub.calls


async def test_closed_it_says_so(stub: Stub) -> None:
    request = AiohttpRequest()
    assert isinstance(await failure_of(BotApi(request, stub.url, TOKEN)), NotSent)
    await request.initialize()
    await request.initialize()
    await request.shutdown()
    await request.shutdown()
    assert isinstance(await failure_of(BotApi(request, stub.url, TOKEN)), NotSent)
    assert request.read_timeout == 20


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1", "http://", "nonsense://x", "http://[::1", "http://nowhere.invalid"]
)
async def test_the_token_is_in_no_exception_and_no_log(
    address: str, request_: AiohttpRequest, caplog: pytest.LogCaptureFixture, stub: Stub
) -> None:
    caplog.set_level(logging.DEBUG)
    failures: list[BaseException] = []
    try:
        await BotApi(request_, address, TOKEN).call("sendMessage", {"chat_id": 1})
    except (TelegramError, ValueError) as error:
        failures.append(error)
    stub.script.append(hang_up)
    failures.append(await failure_of(BotApi(request_, stub.url, TOKEN)))
    text = "".join("".join(traceback.format_exception(failure)) + repr(failure) for failure in failures)
    assert len(failures) == 2
    assert TOKEN not in text + caplog.text
    assert all(failure.__context__ is None for failure in failures if isinstance(failure, TelegramError))


async def test_the_library_keeps_the_silence_that_telegram_asks_for(stub: Stub) -> None:
    now = [0.0]
    silence = Silence(lambda: now[0])
    async with AiohttpRequest(silence=silence) as request:
        stub.script.append(refused(429, "Too Many Requests: retry after 3", retry_after=3))
        status, _ = await request.do_request(f"{stub.url}/bot{TOKEN}/sendMessage", "POST")
        assert (status, silence.remaining()) == (429, 3)
        waiting = asyncio.create_task(request.do_request(f"{stub.url}/bot{TOKEN}/sendMessage", "POST"))
        await asyncio.sleep(0.05)
        assert len(stub.calls) == 1
        waiting.cancel()
        now[0] = 3.0
        assert (await request.do_request(f"{stub.url}/bot{TOKEN}/sendMessage", "POST"))[0] == 200


async def test_a_proxy_from_the_environment_is_used(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", stub.url.replace("http://", "http://jan:geheim@"))
    monkeypatch.setenv("NO_PROXY", "direct.test")
    async with AiohttpRequest() as request:
        assert await BotApi(request, "http://telegram.test", TOKEN).call("getMe") == {"message_id": 1}
        assert isinstance(await failure_of(BotApi(request, "http://direct.test", TOKEN)), NotSent)
    assert stub.headers[0]["Host"] == "telegram.test"
    assert stub.headers[0]["Proxy-Authorization"] == "Basic amFuOmdlaGVpbQ=="


async def test_a_tunnel_is_asked_for_with_the_password_and_a_refusal_is_safe() -> None:
    heads: list[bytes] = []

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as server:
        address = f"http://jan:geheim@127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with AiohttpRequest(proxy=address) as request:
            assert isinstance(await failure_of(BotApi(request, "https://telegram.test", TOKEN)), NotSent)
    assert heads[0].startswith(b"CONNECT telegram.test:443")
    assert b"Basic amFuOmdlaGVpbQ==" in heads[0]
    assert TOKEN.encode() not in heads[0]


def test_a_given_proxy_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "proxy.one:3128")
    api = URL("https://api.telegram.org/")
    proxy, given = Proxies().of(api), Proxies("http://proxy.two:8080").of(api)
    assert proxy is not None
    assert given is not None
    assert (str(proxy.url), str(given.url)) == ("http://proxy.one:3128", "http://proxy.two:8080")
    assert Proxies().of(URL("http://localhost")) is None


def test_a_proxy_that_we_cannot_use_is_named_without_its_password() -> None:
    with pytest.raises(ValueError, match="HTTPS_PROXY") as caught:
        parse_proxy("socks5://jan:geheim@proxy:1080")
    assert "geheim" not in str(caught.value)
