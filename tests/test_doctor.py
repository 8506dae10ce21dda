"""A look at everything that the bot needs: each line is ok, or says what to do."""

import shutil
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from bot.config import Settings
from bot.content import packaged_content
from bot.doctor import Finding, examine
from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.simulator import Options, Simulator
from bot.storage.connect import connect
from bot.storage.unit import StorageUnit
from tests.command_line import ended, process
from tests.dialogue import sqlite_copy
from tests.simulator.client import AMIRA, SOFIE, TOKEN, Api, People, until

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    simulator = Simulator(token=TOKEN, page=False, options=Options(webhook_timeout=0.2, webhook_backoff=(0.01, 0.05)))
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def settings(simulator: Simulator, sqlite_template: Path, tmp_path: Path) -> Settings:
    """Settings with which all is well."""
    url = sqlite_copy(sqlite_template, tmp_path)
    await with_database(url, appoint)
    return Settings.model_construct(telegram_token=SecretStr(TOKEN), telegram_api_url=simulator.url, database_url=url)


def appoint(unit: StorageUnit) -> None:
    unit.contacts.save(Contact(AMIRA, "Amira", "nl", unit.now))
    unit.staff.appoint(AMIRA, Role.MANAGER, "", unit.now)


async def with_database(url: str, use: Callable[[StorageUnit], object]) -> None:
    database = connect(url)
    await database.open()
    try:
        await database.run(lambda tx: use(StorageUnit(tx, datetime.now(UTC))))
    finally:
        await database.close()


async def findings(settings: Settings, **changes: object) -> dict[str, Finding]:
    return {finding.subject: finding async for finding in examine(settings.model_copy(update=changes))}


async def test_all_is_well(settings: Settings) -> None:
    found = await findings(settings)
    assert {"content", "time zone", "database", "token", "webhook"} <= found.keys()
    assert [finding for finding in found.values() if not finding.well] == []
    assert "journal wal" in found["database"].said
    assert "Europe/Brussels" in found["time zone"].said


async def test_a_town_without_manager_is_told(settings: Settings, sqlite_template: Path, tmp_path: Path) -> None:
    found = await findings(settings, database_url=sqlite_copy(sqlite_template, tmp_path))
    assert not found["manager"].well
    assert "kernpunt invite" in found["manager"].said


async def test_nothing_is_there_yet(settings: Settings, tmp_path: Path) -> None:
    missing = f"sqlite:///{tmp_path}/none.sqlite3"
    found = await findings(settings, telegram_token=SecretStr(""), database_url=missing)
    assert not found["database"].well
    assert "kernpunt migrate" in found["database"].said
    assert not found["token"].well
    assert "@BotFather" in found["token"].said
    assert not (tmp_path / "none.sqlite3").exists()


async def test_a_wrong_token_is_told_apart_from_a_telegram_that_is_away(settings: Settings) -> None:
    wrong = await findings(settings, telegram_token=SecretStr("654321:" + "B" * 35))
    assert (wrong["token"].well, "@BotFather" in wrong["token"].said) == (False, True)
    away = await findings(settings, telegram_api_url=NOWHERE)
    assert not away["API"].well
    assert NOWHERE in away["API"].said
    assert "webhook" not in away


async def test_broken_content_is_told_with_its_file(settings: Settings, tmp_path: Path) -> None:
    town = Path(shutil.copytree(packaged_content(), tmp_path / "town"))
    (town / "municipality.toml").write_text("name = 'Molenbeke'\n")
    found = await findings(settings, content_dir=town)
    assert not found["content"].well
    assert "municipality.toml" in found["content"].said
    assert not found["time zone"].well


async def test_a_text_that_is_missing_is_told_with_its_key(settings: Settings, tmp_path: Path) -> None:
    town = Path(shutil.copytree(packaged_content(), tmp_path / "town"))
    file = town / "locales" / "en" / "LC_MESSAGES" / "messages.po"
    file.write_text(file.read_text("utf-8").replace('msgid "ask.receipt"', 'msgid "ask.reciept"'), "utf-8")
    found = await findings(settings, content_dir=town)
    assert not found["content"].well
    assert "ask." in found["content"].said


async def test_a_webhook_says_how_it_goes(settings: Settings, simulator: Simulator) -> None:
    async with aiohttp.ClientSession() as session:
        api, people = Api(simulator.url, session), People(simulator.url, session)
        await api("setWebhook", url="http://127.0.0.1:9/telegram")
        found = await findings(settings)
        assert (found["webhook"].well, "0 waiting" in found["webhook"].said) == (True, True)
        await people.starts(SOFIE)
        hook = simulator.state.bot_for(TOKEN).webhook
        await until(lambda: hook.settings and hook.settings.last_error_message)
    found = await findings(settings)
    assert (found["webhook"].well, "Connection refused" in found["webhook"].said) == (False, True)


async def test_the_command_prints_a_line_each_and_ends_with_what_there_is_to_mend(
    settings: Settings, simulator: Simulator, tmp_path: Path
) -> None:
    environment = {
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": simulator.url,
        "DATABASE_URL": settings.database_url,
    }
    async with process("doctor", folder=tmp_path, environment=environment) as command:
        well = await ended(command)
    assert (well.code, "MEND" in well.out) == (0, False)
    assert "ok   token" in well.out
    async with process("doctor", folder=tmp_path, environment={}) as command:
        unwell = await ended(command)
    assert unwell.code == 1
    assert "MEND token" in unwell.out
    assert TOKEN not in well.out + well.err + unwell.out + unwell.err
