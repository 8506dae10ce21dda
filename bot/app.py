"""The composition root: it sees every part, puts them together for one set of settings, and starts none of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from telegram.ext import Application, ContextTypes, ExtBot

import handlers
from bot.clock import Clock, SystemClock
from bot.config import Settings
from bot.content import load_town, packaged_content
from bot.domain.town import Town
from bot.i18n import Catalogues
from bot.routing.small_talk import SmallTalk
from bot.scheduling import Ticks
from bot.services.desk import Desk, build_desk
from bot.services.free_text import FreeText
from bot.services.ports import Delivery, Incoming, Outgoing, Unit
from bot.storage.connect import connect
from bot.storage.database import Database, Transaction
from bot.storage.unit import StorageUnit
from bot.transport.api import BotApi
from bot.transport.attempt import Courier
from bot.transport.intake import Intake
from bot.transport.limits import Limits
from bot.transport.metrics import Metrics
from bot.transport.polling import Poller
from bot.transport.presses import Presses
from bot.transport.request import AiohttpRequest
from bot.transport.sender import Sender
from bot.transport.silence import Silence
from bot.transport.worker import Worker
from handlers import errors
from handlers.context import Context, Shell
from handlers.dispatch import Dispatcher
from handlers.menu import Menu
from handlers.screens import Screens
from handlers.taps import taps

if TYPE_CHECKING:
    from bot.transport.serving import Server

T = TypeVar("T")

WEBHOOK_PATH = "/telegram"
"""Below PUBLIC_URL; the secret, not the path, keeps others out."""

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that we ask Telegram for; each has a handler."""

TelegramApplication = Application[ExtBot[None], Context, dict[Any, Any], dict[Any, Any], dict[str, Shell], Any]


class Units:
    """Runs use cases on the database, each in one transaction, and gives what they owe to whoever sends it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.committed: Callable[[Sequence[Outgoing]], None] = lambda _rows: None

    async def __call__(self, work: Callable[[Unit], T]) -> T:
        """Return what the work returns, once it is committed."""
        result, fresh = await self._database.run(partial(self._whole, work))
        if fresh:
            self.committed(fresh)
        return result

    def _whole(self, work: Callable[[Unit], T], transaction: Transaction) -> tuple[T, Sequence[Outgoing]]:
        unit = StorageUnit(transaction, self._clock.now())
        return work(unit), unit.fresh


class Postbox:
    """The outbox as the sender sees it: each call a transaction of its own."""

    def __init__(self, units: Units, desk: Desk) -> None:
        self._units = units
        self._desk = desk

    async def pending(self, after: int, limit: int) -> Sequence[Outgoing]:
        """Return undelivered rows with an id above ``after``, in order."""
        return await self._units(lambda unit: unit.outbox.pending(after, limit))

    async def claim(self, row_id: int) -> Outgoing | None:
        """Return the row as it leaves now."""
        return await self._units(lambda unit: self._desk.deliveries.claim(unit, row_id))

    async def record(self, deliveries: Sequence[Delivery]) -> None:
        """Store how attempts ended, with what follows from it."""
        await self._units(lambda unit: self._desk.deliveries.record(unit, deliveries))

    async def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        """Rewrite what is owed to a group that got another id."""
        await self._units(lambda unit: unit.outbox.migrate(old_chat_id, new_chat_id))


@dataclass(frozen=True, slots=True)
class Kernpunt:
    """Every part of one running bot, by name; ``bot/running.py`` brings them to life and to rest."""

    settings: Settings
    town: Town
    clock: Clock
    database: Database
    units: Units
    desk: Desk
    requests: tuple[AiohttpRequest, AiohttpRequest]
    application: TelegramApplication
    metrics: Metrics
    menu: Menu
    presses: Presses
    worker: Worker
    sender: Sender
    poller: Poller
    server: "Server | None"
    api: BotApi
    ticks: Ticks


def content_folder(settings: Settings) -> Path:
    """Return the folder that says which town this is."""
    return settings.content_dir or packaged_content()


def build_catalogues(folder: Path, town: Town) -> Catalogues:
    """Return the words; a town that brings none of its own speaks with ours."""
    own = folder / "locales"
    return Catalogues(own if own.is_dir() else packaged_content() / "locales", town.zone)


class Mailbag:
    """The inbox as polling and webhook see it: each call a transaction of its own."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def store(self, updates: Sequence[Incoming]) -> Sequence[int]:
        """Store a batch and return the ids that were not known yet."""
        return await self._units(lambda unit: unit.inbox.store(updates, unit.now))

    async def quarantine(self, update: Incoming, reason: str) -> None:
        """Put an update that nobody can read aside."""
        await self._units(lambda unit: unit.inbox.quarantine(update, unit.now, reason))


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    limits: Limits | None = None,
    webhook: bool = False,
    create: bool = False,
    town: Town | None = None,
    catalogues: Catalogues | None = None,
) -> Kernpunt:
    """Return the bot for these settings, ready to be started; ``create`` allows that there is no database yet.

    ``town`` and ``catalogues`` are what the content folder says, for whoever read it already.

    Raises ``ContentError``, ``MissingText``, ``StorageError`` or ``ValueError``: a sentence that says what is wrong.
    """
    clock = clock or SystemClock()
    folder = content_folder(settings)
    town = town or load_town(folder)
    catalogues = catalogues or build_catalogues(folder, town)
    database = connect(settings.database_url, create=create)
    units = Units(database, clock)
    token = settings.telegram_token.get_secret_value()
    silence = Silence()
    calls, polls = AiohttpRequest(silence=silence), AiohttpRequest(pool_size=2)
    api = BotApi(calls, settings.telegram_api_url, token)
    presses = Presses(api, silence)
    shell = build_shell(town, catalogues, units, presses)
    application = build_application(settings, calls, polls, shell)
    metrics = Metrics()
    postbox = Postbox(units, shell.desk)
    courier = Courier(api, postbox, Screens(catalogues).render)
    sender = Sender(courier, postbox, clock, limits=limits, silence=silence, metrics=metrics)
    units.committed = sender.offer
    handle = Dispatcher(application, shell).handle
    worker = Worker(handle, lambda after, limit: units(lambda u: u.inbox.waiting(after, limit)), metrics=metrics)
    intake = Intake(Mailbag(units), worker.offer, metrics)
    return Kernpunt(
        settings=settings,
        town=town,
        clock=clock,
        database=database,
        units=units,
        desk=shell.desk,
        requests=(calls, polls),
        application=application,
        metrics=metrics,
        menu=Menu(api, town, catalogues),
        presses=presses,
        worker=worker,
        sender=sender,
        poller=Poller(BotApi(polls, settings.telegram_api_url, token), intake, ALLOWED_UPDATES),
        server=build_server(settings, intake, metrics) if webhook else None,
        api=api,
        ticks=Ticks(),
    )


def build_shell(town: Town, catalogues: Catalogues, units: Units, presses: Presses) -> Shell:
    """Return what the handlers reach: the use cases, with the words and the transactions they run in."""
    desk = build_desk(town, catalogues)
    actions = taps(desk)
    small_talk = SmallTalk(town.small_talk)
    free_text = FreeText(
        desk.welcoming,
        desk.asking,
        desk.additions,
        desk.answering,
        desk.conversing,
        desk.takers,
        small_talk,
        actions,
        catalogues.label,
    )
    return Shell(desk, free_text, actions, units, catalogues, presses.answer)


def build_server(settings: Settings, intake: Intake, metrics: Metrics) -> "Server":
    """Return the web server that updates are posted to; a bot that polls is 3 MB smaller without its libraries."""
    serving, webhook = import_module("bot.transport.serving"), import_module("bot.transport.webhook")
    hook = webhook.Webhook(intake, WEBHOOK_PATH, settings.webhook_secret.get_secret_value())
    server: Server = serving.Server(metrics, hook, host=settings.host, port=settings.port)
    return server


def build_application(
    settings: Settings, calls: AiohttpRequest, polls: AiohttpRequest, shell: Shell
) -> TelegramApplication:
    """Return python-telegram-bot's application with our handlers: parser, dispatcher and client, nothing more."""
    bot: ExtBot[None] = ExtBot(
        settings.telegram_token.get_secret_value(),
        base_url=f"{settings.telegram_api_url.rstrip('/')}/bot",
        base_file_url=f"{settings.telegram_api_url.rstrip('/')}/file/bot",
        request=calls,
        get_updates_request=polls,
    )
    builder = Application.builder().bot(bot).updater(None).job_queue(None)
    application = builder.context_types(ContextTypes(context=Context)).build()
    application.bot_data["shell"] = shell
    application.add_handlers(handlers.table())
    application.add_error_handler(errors.note)
    return application
