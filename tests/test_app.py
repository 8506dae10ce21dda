"""The composition root: it puts everything together and starts nothing."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import build, content_folder
from bot.config import Settings
from bot.content import ContentError, packaged_content
from bot.domain.contact import Contact
from bot.domain.message import Message, text
from bot.services.ports import Outgoing, Unit
from bot.storage.database import StorageError
from tests.command_line import ROOT
from tests.dialogue import sqlite_copy
from tests.simulator.client import TOKEN


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.model_construct(
        telegram_token=SecretStr(TOKEN),
        telegram_api_url="http://127.0.0.1:9",
        database_url=f"sqlite:///{tmp_path}/none.sqlite3",
    )


def test_building_opens_nothing(settings: Settings, tmp_path: Path) -> None:
    bot = build(settings)
    assert bot.town.name == "Molenbeke"
    assert bot.server is None
    assert list(tmp_path.iterdir()) == []


def test_importing_builds_nothing(tmp_path: Path) -> None:
    # What is made at import could read the environment, open a file or start a thread.
    program = "import bot.app, bot.cli, threading; assert threading.active_count() == 1"
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, check=True)
    assert list(tmp_path.iterdir()) == []


def test_a_webhook_has_a_secret_or_there_is_none(settings: Settings) -> None:
    with pytest.raises(ValueError, match="WEBHOOK_SECRET"):
        build(settings, webhook=True)
    with_secret = settings.model_copy(update={"webhook_secret": SecretStr("between-telegram-and-us")})
    assert build(with_secret, webhook=True).server is not None


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [("content_dir", Path("/nowhere/at/all"), ContentError), ("database_url", "mysql://here", StorageError)],
)
def test_what_is_wrong_is_said_before_anything_runs(
    settings: Settings, name: str, value: object, error: type[Exception]
) -> None:
    with pytest.raises(error):
        build(settings.model_copy(update={name: value}))


def test_the_example_town_is_the_default(settings: Settings, tmp_path: Path) -> None:
    assert content_folder(settings) == packaged_content()
    assert content_folder(settings.model_copy(update={"content_dir": tmp_path})) == tmp_path


class OddError(Exception):
    """Nothing else raises this."""


async def test_what_a_use_case_owes_goes_to_the_sender_once_it_is_committed(
    settings: Settings, sqlite_template: Path, tmp_path: Path
) -> None:
    bot = build(settings.model_copy(update={"database_url": sqlite_copy(sqlite_template, tmp_path)}))
    offered: list[Outgoing] = []
    bot.units.committed = offered.extend

    def owes(unit: Unit) -> None:
        unit.outbox.put(Contact(1001, "Sofie", "nl", unit.now), Message(text("help.asker")))

    def fails(unit: Unit) -> None:
        owes(unit)
        raise OddError

    await bot.database.open()
    try:
        with pytest.raises(OddError):
            await bot.units(fails)
        assert offered == []
        await bot.units(owes)
        assert [row.message.key for row in offered] == ["help.asker"]
    finally:
        await bot.database.close()
