"""Nothing that people say or are called reaches a log, and no token does."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.logs import configure
from tests.dialogue import dialogue_on, sqlite_copy
from tests.handlers.scenes import ANSWER, TERRACE, answers, asks
from tests.simulator.client import TOKEN

SECRETS = [
    TOKEN,
    TOKEN.partition(":")[2],
    TERRACE,
    "kerstmarkt",
    ANSWER,
    "anderhalve",
    "Sofie",
    "Claes",
    "Amira",
    "sofieclaes",
]


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """What the log holds, at the most talkative; afterwards logging is as it was."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    configure("DEBUG", stream)
    yield stream
    root.handlers[:], level = before
    root.setLevel(level)
    structlog.reset_defaults()


def events(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines() if line.startswith("{")]


async def test_a_whole_dialogue_with_all_its_troubles_logs_nothing_of_it(
    stream: io.StringIO, sqlite_template: Path, tmp_path: Path
) -> None:
    async with dialogue_on(sqlite_copy(sqlite_template, tmp_path)) as talk:
        talk.forgives = True
        sofie, amira = talk.person("entrepreneur"), talk.person("manager")
        await asks(sofie)
        await talk.faults("sendMessage", 400, chat=sofie.id)
        await answers(amira, closes=False)
        await answers(amira)
        await talk.faults("editMessageText", 429, retry_after=1)
        await sofie.taps("mine.helped")
        await talk.settle()
        await talk.change("ALTER TABLE enquiries RENAME TO enquiries_away")
        await sofie.says(TERRACE)
        await talk.settle()
        await talk.change("ALTER TABLE enquiries_away RENAME TO enquiries")
        await talk.faults("getUpdates", 0, disconnect=True)
        await sofie.says("en de kerstmarkt?")
        await sofie.blocks()
        await talk.settle()
    said = stream.getvalue()
    assert {"bot.up", "update.failed"} <= {event["event"] for event in events(stream)}
    assert [secret for secret in SECRETS if secret in said] == []


def test_a_token_is_left_out_wherever_it_stands(stream: io.StringIO) -> None:
    structlog.get_logger().info("polling", url=f"https://api.telegram.org/bot{TOKEN}/getMe", text="mag dat?")
    logging.getLogger("aiohttp").warning("cannot reach %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
    said = stream.getvalue()
    assert "polling" in said
    assert "cannot reach" in said
    assert TOKEN not in said
    assert "mag dat?" not in said


def test_a_traceback_keeps_its_kind_and_not_its_words(stream: io.StringIO) -> None:
    try:
        raise ValueError(TERRACE)
    except ValueError:
        logging.getLogger("apscheduler").exception("a tick failed")
    said = stream.getvalue()
    assert "ValueError" in said
    assert TERRACE not in said


def test_a_traceback_of_our_own_keeps_its_kind_and_not_its_words(stream: io.StringIO) -> None:
    try:
        raise ValueError(TERRACE)
    except ValueError:
        structlog.get_logger().exception("worker.handler_raised", update_id=5)
    said = stream.getvalue()
    assert "worker.handler_raised" in said
    assert TERRACE not in said


def test_the_level_is_kept_and_libraries_only_warn() -> None:
    stream = io.StringIO()
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        configure("WARNING", stream)
        structlog.get_logger().info("quiet")
        structlog.get_logger().warning("loud")
        configure("DEBUG", stream)
        logging.getLogger("telegram").info("chatter")
    finally:
        root.handlers[:], level = before
        root.setLevel(level)
        structlog.reset_defaults()
    assert [event["event"] for event in events(stream)] == ["loud"]
    assert "chatter" not in stream.getvalue()


class Screen(io.StringIO):
    """A stream that somebody reads."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_it_reads_like_text() -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = Screen()
    try:
        configure("INFO", stream)
        structlog.get_logger().info("bot.up", database="sqlite")
    finally:
        root.handlers[:], level = before
        root.setLevel(level)
        structlog.reset_defaults()
    assert "bot.up" in stream.getvalue()
    assert not stream.getvalue().startswith("{")
