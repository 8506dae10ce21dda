"""Files of our own on their way out, and words that are too long to travel under a file."""

import asyncio

import aiohttp
import pytest

from bot.clock import SystemClock
from bot.domain.message import Attachment, AttachmentKind
from bot.services.ports import Lane, Outgoing, State
from bot.simulator import Options, Simulator
from bot.transport.api import BotApi
from bot.transport.attempt import Courier, Step
from bot.transport.limits import Limits
from bot.transport.pacer import Job
from bot.transport.request import AiohttpRequest
from bot.transport.sender import Sender
from bot.transport.uploads import CAPTION_LIMIT, Parameters, parts, separate
from tests.simulator.client import People
from tests.transport.fakes import FakeApi, FakeOutbox, row

CALENDAR = Attachment(AttachmentKind.DOCUMENT, name="overleg één.ics", content="BEGIN:VCALENDAR\r\nSUMMARY:één\r\n")
BUTTONS = {"inline_keyboard": [[{"text": "Ja", "callback_data": "1|a"}]]}
TOKEN = "9:upload-upload-upload-upload-upload-upload"


def with_caption(words: str) -> dict[str, object]:
    return {
        "chat_id": 1001,
        "reply_parameters": {"message_id": 3},
        "document": CALENDAR,
        "caption": words,
        "parse_mode": "HTML",
        "reply_markup": BUTTONS,
    }


@pytest.mark.parametrize(
    "words",
    ["", "kort", f"<b>{'w' * CAPTION_LIMIT}</b>", "&lt;" * CAPTION_LIMIT, "🙂" * (CAPTION_LIMIT // 2)],
)
def test_words_that_fit_stay_under_their_file(words: str) -> None:
    assert parts("sendDocument", with_caption(words)) == (("sendDocument", with_caption(words)),)


def test_a_message_without_a_file_is_one_request_however_long() -> None:
    assert len(parts("sendMessage", {"text": "w" * 4000})) == 1


@pytest.mark.parametrize("words", ["w" * (CAPTION_LIMIT + 1), "🙂" * (CAPTION_LIMIT // 2 + 1)])
def test_longer_words_follow_their_file_with_the_buttons(words: str) -> None:
    file, text = parts("sendDocument", with_caption(words))
    assert file == (
        "sendDocument",
        {"chat_id": 1001, "reply_parameters": {"message_id": 3}, "document": CALENDAR, "disable_notification": True},
    )
    assert text[0] == "sendMessage"
    assert text[1] == {
        "chat_id": 1001,
        "text": words,
        "parse_mode": "HTML",
        "reply_markup": BUTTONS,
        "link_preview_options": {"is_disabled": True},
    }


def test_words_of_a_silent_message_are_silent_too() -> None:
    _, text = parts("sendPhoto", {**with_caption("w" * 2000), "disable_notification": True})
    assert text[1]["disable_notification"] is True


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.ics", "text/calendar"), ("a.csv", "text/csv"), ("a.json", "application/json"), ("a", "text/plain")],
)
def test_a_file_of_ours_is_uploaded_under_its_name(name: str, media_type: str) -> None:
    file = Attachment(AttachmentKind.DOCUMENT, name=name, content="één;2")
    rest, files = separate({"chat_id": 1, "document": file})
    assert (rest, files) == ({"chat_id": 1}, {"document": (name, "één;2".encode(), media_type)})


def test_the_name_of_a_file_is_one_line() -> None:
    _, files = separate({"document": Attachment(AttachmentKind.DOCUMENT, name="a\r\nb  c.ics", content="x")})
    assert files == {"document": ("a b c.ics", b"x", "text/calendar")}


def test_a_file_at_telegram_is_not_uploaded() -> None:
    assert separate({"chat_id": 1, "document": "file-1"}) == ({"chat_id": 1, "document": "file-1"}, None)


async def test_the_two_requests_of_a_row_are_made_once_each_and_the_second_names_the_message() -> None:
    api, job = FakeApi(), Job(row(1))
    api.script.extend([{"message_id": 7}, TimeoutError(), {"message_id": 8}])

    def long(_: Outgoing) -> tuple[str, Parameters]:
        return "sendDocument", with_caption("<i>" + "w" * 1025 + "</i>")

    courier = Courier(api, FakeOutbox(), long)
    assert (await courier.attempt(job)).step is Step.AGAIN
    assert (await courier.attempt(job)).state is State.FAILED  # whatever went wrong, the file is not sent twice
    end = await courier.attempt(job)
    assert (end.state, end.message_id) == (State.DELIVERED, 8)
    assert [method for method, _ in api.calls] == ["sendDocument", "sendMessage", "sendMessage"]
    assert [list(files) for files in api.uploads] == [["document"]]


@pytest.mark.parametrize("lane", Lane)
async def test_the_sender_carries_a_row_of_two_requests_in_every_lane(lane: Lane) -> None:
    api, outbox, clock = FakeApi(), FakeOutbox(), SystemClock()
    long = "sendDocument", with_caption("w" * 1025)
    sender = Sender(Courier(api, outbox, lambda _row: long), outbox, clock, limits=Limits.none())
    task = asyncio.create_task(sender.run())
    sender.offer(outbox.put(row(1, lane=lane)))
    async with asyncio.timeout(3):
        await sender.drained()
    await sender.stop()
    await task
    assert [method for method, _ in api.calls] == ["sendDocument", "sendMessage"]
    assert (outbox.states[1], outbox.ends[1].message_id) == (State.DELIVERED, 1002)


@pytest.mark.parametrize(("length", "messages"), [(10, 1), (1025, 2)])
async def test_a_bot_api_server_takes_them(length: int, messages: int) -> None:
    simulator, request = Simulator(options=Options(flood_limits=False)), AiohttpRequest()
    await simulator.start()
    await request.initialize()
    async with aiohttp.ClientSession() as session:
        people = People(simulator.url, session)
        api = BotApi(request, simulator.url, TOKEN)
        await api.call("getMe")
        await people.post("/sim/start", from_=1001)
        given = {**with_caption("w" * length), "reply_parameters": {"message_id": 1}}
        courier, job = Courier(api, FakeOutbox(), lambda _row: ("sendDocument", given)), Job(row(1, 1001, Lane.REPLY))
        ends = [(await courier.attempt(job)).step for _ in range(messages)]
        chat = await people.get("/sim/chats/1001")
        async with session.get(simulator.url + chat[1]["media"]["url"]) as answer:
            assert await answer.text() == CALENDAR.content
    await request.shutdown()
    await simulator.stop()
    assert ends == [Step.AGAIN] * (messages - 1) + [Step.END]
    media = chat[1]["media"]
    assert (media["file_name"], media["mime_type"]) == (CALENDAR.name, "text/calendar")
    assert media["file_size"] == len(CALENDAR.content.encode())
    assert chat[-1]["buttons"]
    assert len(chat) == 1 + messages
