"""A look at everything that the bot needs, before anybody else finds out: each line is ok, or says what to do."""

import zoneinfo
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from bot.app import build_catalogues, content_folder
from bot.clock import SystemClock
from bot.config import TELEGRAM, Settings
from bot.content import ContentError, load_town
from bot.domain.access import Role
from bot.domain.town import Town
from bot.i18n import MissingText
from bot.storage.connect import connect
from bot.storage.database import StorageError, Transaction
from bot.storage.migrations import latest_version, version_of
from bot.storage.unit import StorageUnit
from bot.transport.api import BotApi
from bot.transport.failures import Kind, classify
from bot.transport.request import AiohttpRequest


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's: what was looked at, whether it is well, and what was seen or is to be done."""

    subject: str
    well: bool
    said: str


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Yield a finding for each thing that the bot needs, in the order in which to mend them."""
    content, town = _content(settings)
    yield content
    yield _time_zone(town)
    yield await _database(settings)
    token = settings.telegram_token.get_secret_value()
    if not token:
        yield Finding("token", well=False, said="TELEGRAM_TOKEN is not set; ask @BotFather for one with /newbot")
        return
    request = AiohttpRequest(pool_size=2, connect_timeout=5, read_timeout=10)
    await request.initialize()
    try:
        api = BotApi(request, settings.telegram_api_url, token)
        for look in (_identity, _webhook):
            finding = await _asked(settings, api, look)
            yield finding
            if not finding.well:
                return
    finally:
        await request.shutdown()


def _content(settings: Settings) -> tuple[Finding, Town | None]:
    folder = content_folder(settings)
    try:
        town = load_town(folder)
        problems = build_catalogues(folder, town).check()
    except (ContentError, MissingText) as error:
        return Finding("content", well=False, said=str(error)), None
    if problems:
        return Finding("content", well=False, said=problems[0]), town
    return Finding(
        "content", well=True, said=f"{town.name}, {len(town.topics)} topics, {', '.join(town.languages)}"
    ), town


def _time_zone(town: Town | None) -> Finding:
    if town is None:
        return Finding("time zone", well=False, said="unknown until the content is right")
    known = town.zone.key in zoneinfo.available_timezones()
    return Finding("time zone", well=known, said=town.zone.key if known else "install the tzdata package")


async def _database(settings: Settings) -> Finding:
    try:
        database = connect(settings.database_url)
        await database.open()
    except StorageError as error:
        return Finding("database", well=False, said=f"{error} Run `kernpunt migrate` for a new one.")
    try:
        version = await database.run(version_of)
        pragmas = await database.run(_pragmas) if database.name == "sqlite" else ""
        managed = version < latest_version() or await database.run(_has_manager)
    finally:
        await database.close()
    if version < latest_version():
        todo = f"schema {version} is older than the program's {latest_version()}; run `kernpunt migrate`"
        return Finding("database", well=False, said=todo)
    if not managed:
        return Finding("manager", well=False, said="nobody reads the questions yet; run `kernpunt invite manager`")
    return Finding("database", well=True, said=f"{database.name}, schema {version}{pragmas}")


def _has_manager(tx: Transaction) -> bool:
    return bool(StorageUnit(tx, SystemClock().now()).staff.with_role(Role.MANAGER))


def _pragmas(tx: Transaction) -> str:
    read = [tx.fetch_one(f"PRAGMA {name}") or {} for name in ("journal_mode", "synchronous", "foreign_keys")]
    journal, synchronous, keys = (next(iter(row.values()), "?") for row in read)
    return f", journal {journal}, synchronous {synchronous}, foreign keys {keys}"


async def _asked(settings: Settings, api: BotApi, look: Callable[[BotApi], Awaitable[Finding]]) -> Finding:
    try:
        return await look(api)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong here is exactly what the doctor is asked about
        kind = classify(error).kind
    if kind is Kind.REVOKED:
        return Finding("token", well=False, said="Telegram does not know this token; ask @BotFather for the right one")
    where = "Telegram" if settings.telegram_api_url == TELEGRAM else settings.telegram_api_url
    return Finding(
        "API", well=False, said=f"{where} cannot be reached; check the network, TELEGRAM_API_URL, HTTPS_PROXY"
    )


async def _identity(api: BotApi) -> Finding:
    me = await api.call("getMe")
    name = me.get("username", "?") if isinstance(me, dict) else "?"
    return Finding("token", well=True, said=f"@{name}")


async def _webhook(api: BotApi) -> Finding:
    info = await api.call("getWebhookInfo")
    if not isinstance(info, dict) or not info.get("url"):
        return Finding("webhook", well=True, said="none; updates come by polling")
    if info.get("last_error_message"):
        return Finding("webhook", well=False, said=f"set, but Telegram says: {info['last_error_message']}")
    return Finding("webhook", well=True, said=f"set, {info.get('pending_update_count', 0)} waiting")
