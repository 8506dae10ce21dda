"""What ``kernpunt content check`` tells of known answers that nobody has looked at for too long."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from tests.command_line import Terminal
from tests.town_folder import copied, replaced

TERRAS = "topics/terras.toml"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Terminal]:
    yield Terminal(monkeypatch, capsys, tmp_path)
    structlog.reset_defaults()


def test_an_answer_past_its_review_is_told_and_no_mistake(terminal: Terminal, tmp_path: Path) -> None:
    town = copied(tmp_path)
    before = terminal.runs("content", "check", str(town)).out.splitlines()
    replaced(
        town,
        TERRAS,
        ("dated = 2026-03-01\nreview = 2027-03-01", "dated = 2019-03-01\nreview = 2020-03-01"),
    )
    end = terminal.runs("content", "check", str(town))
    (notice,) = [line for line in end.out.splitlines() if line not in before]
    assert end.code == 0
    assert notice == f"Notice: {TERRAS}: aanvragen is past its review date 2020-03-01, not offered."


def test_a_rule_without_meaning_stops_the_check_and_the_start(terminal: Terminal, tmp_path: Path) -> None:
    town = copied(tmp_path)
    (town / "rules.toml").write_text('[[rules]]\nkey = "leeg"\ntopic = "teras"\nwords = ["teras"]\n', "utf-8")
    terminal.sets(TELEGRAM_TOKEN="123456:" + "A" * 35, CONTENT_DIR=town)
    for command in (["content", "check", str(town)], ["run"]):
        end = terminal.runs(*command)
        assert end.code == 1
        assert "rules.toml: rules.1.topic: expected a key of topics" in end.err
