"""``kernpunt route``: where a question goes and why, and how good that is on a file of questions."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.domain.lesson import Lesson, Source
from bot.domain.rule import Rule
from bot.storage.connect import connect
from bot.storage.unit import StorageUnit
from tests.command_line import ROOT, Terminal
from tests.storage.examples import ANNA, BRAM, DRAFT, NOW, known, sent


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Terminal]:
    yield Terminal(monkeypatch, capsys, tmp_path)
    structlog.reset_defaults()


def test_a_question_shows_its_topics_the_words_that_counted_and_the_rules(terminal: Terminal) -> None:
    end = terminal.runs("route", "waar kan de camion lossen in de laad- en loszone", "--language", "nl")
    assert end.code == 0, end.err
    first, best, *_ = end.out.splitlines()
    assert first.startswith("one: ")
    assert "parkeren" in best
    assert "loszone" in best
    assert "rules that held: none" in end.out
    forced = terminal.runs("route", "wie is de marktleider", "--json")
    assert json.loads(forced.out)["fired"] == ["marktwezen"]
    assert json.loads(forced.out)["candidates"] == [{"topic": "markt", "score": 1.0}]


def test_a_question_for_somebody_else_names_them(terminal: Terminal) -> None:
    said = terminal.runs("route", "wanneer komt het favv controleren of mijn thermometers juist zijn").out
    assert said.startswith("none: ")
    assert "favv" in said


def test_a_file_is_evaluated(terminal: Terminal) -> None:
    file = ROOT / "tests" / "routing" / "development.csv"
    told = terminal.runs("route", "--evaluate", str(file), "--json")
    assert told.code == 0, told.err
    quality = json.loads(told.out)
    assert (quality["questions"], quality["outside"]) == (398, 60)
    assert quality["first"] > 0.85
    assert [one["topic"] for one in quality["topics"]][-1] == "anders"
    shown = terminal.runs("route", "--evaluate", str(file)).out
    for words in ("398 questions", "top-1", "top-3", "proposed alone", "microseconds", "recall", "anders → "):
        assert words in shown


@pytest.mark.parametrize(
    "written",
    [
        "text,topic\nmijn terras,terras\nwat dan ook,kermis\n",
        "\ufefftopic;text;more\nterras;mijn terras;x\n;wat, dan ook;y\n",
        'text,topic\r\n"mijn\nterras",terras\r\nwat dan ook\r\n',
    ],
)
def test_an_unknown_or_missing_topic_counts_as_none(terminal: Terminal, written: str) -> None:
    file = terminal.folder / "asked.csv"
    file.write_text(written, "utf-8", newline="")
    quality = json.loads(terminal.runs("route", "--evaluate", str(file), "--json").out)
    assert (quality["questions"], quality["outside"], quality["first"]) == (2, 1, 1.0)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (None, "cannot be read"),
        (b"text,subject\na,b\n", "no column topic"),
        (b"question,subject\na,b\n", "no column text and no column topic"),
        (b"", "no column text"),
        (b"text,topic\n", "no questions"),
        ("text,topic\ncafé,horeca\n".encode("latin-1"), "UTF-8"),
        ("text,topic\na,b\n".encode("utf-16"), "UTF-8"),
        (b'text,topic\n"a,b\n', "proper CSV"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(terminal: Terminal, written: bytes | None, names: str) -> None:
    file = terminal.folder / "asked.csv"
    if written is not None:
        file.write_bytes(written)
    end = terminal.runs("route", "--evaluate", str(file))
    assert end.code == 2
    assert names in end.err
    assert len(end.err.strip().splitlines()) == 1
    assert end.out == ""


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ((), "--evaluate"),
        (("mijn terras", "--evaluate", "asked.csv"), "--evaluate"),
        (("mijn terras", "--zone", "de maan"), "de maan"),
        (("mijn terras", "--language", "xx"), "xx"),
    ],
)
def test_wrong_use(terminal: Terminal, arguments: tuple[str, ...], names: str) -> None:
    end = terminal.runs("route", *arguments)
    assert end.code == 2
    assert names in end.err
    assert "Traceback" not in end.err


def test_what_people_taught_and_staff_ruled_counts_when_asked_for(terminal: Terminal) -> None:
    terminal.sets(DATABASE_URL=f"sqlite:///{terminal.database}")
    assert terminal.runs("migrate").code == 0
    asyncio.run(teach(f"sqlite:///{terminal.database}"))
    alone = json.loads(terminal.runs("route", "zeepkistenrace zondag", "--json").out)
    learnt = json.loads(terminal.runs("route", "zeepkistenrace zondag", "--learnt", "--json").out)
    score = [[one["score"] for one in told["candidates"] if one["topic"] == "evenement"] for told in (alone, learnt)]
    assert score[1][0] > (score[0] or [0.0])[0]
    assert json.loads(terminal.runs("route", "een knikkerbaan", "--learnt", "--json").out)["fired"]


def test_what_was_learnt_needs_a_database(terminal: Terminal) -> None:
    end = terminal.runs("route", "mijn terras", "--learnt")
    assert end.code == 1
    assert "There is no database" in end.err


async def teach(url: str) -> None:
    database = connect(url)
    await database.open()
    try:
        await database.run(lambda tx: store(StorageUnit(tx, NOW)))
    finally:
        await database.close()


def store(unit: StorageUnit) -> None:
    known(unit)
    number = sent(unit, DRAFT).id
    unit.lessons.teach(Lesson(number, ANNA.id, "zeepkistenrace zondag", "evenement", Source.MANAGER, BRAM.id, NOW))
    unit.staff_rules.add(Rule("", "evenement", words=("knikkerbaan",), staff_id=BRAM.id), NOW)
