"""The command ``kernpunt``: what an operator types. Each failure is one sentence that says what to do."""

import asyncio
import contextlib
import errno
import secrets
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.app import build, build_catalogues, content_folder
from bot.clock import SystemClock
from bot.config import Settings, SettingsError, read_settings
from bot.content import ContentError, load_town
from bot.demo import Demo
from bot.demo_console import Console
from bot.doctor import examine
from bot.domain.access import Role
from bot.i18n import MissingText
from bot.interpreter import settle
from bot.logs import configure
from bot.running import Running
from bot.services.staff import Appointments
from bot.services.welcome import INVITE_PREFIX
from bot.simulator import Options, Simulator, fresh_number
from bot.storage.connect import connect
from bot.storage.database import StorageError
from bot.storage.migrations import migrate as apply_migrations
from bot.storage.unit import StorageUnit
from bot.tenancy import LeaseLost
from bot.transport.failures import TokenRevoked

EX_USAGE, EX_PROBLEM, EX_LEASE, EX_TOKEN = 2, 1, 75, 78
"""Exit codes: wrong use; something to mend; another program runs; Telegram refuses the token (EX_CONFIG)."""

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
content_app = typer.Typer(no_args_is_help=True, help="Look at the content folder.")
app.add_typer(content_app, name="content")

ASK_FOR_ONE = """\
TELEGRAM_TOKEN is not set. Talk to @BotFather in Telegram, send /newbot, and put what it gives you in TELEGRAM_TOKEN.
Just looking? `kernpunt demo` needs no token."""


def main() -> None:
    """Run the command; a failure that we know ends it with one sentence and its own exit code."""
    try:
        app()
    except (SettingsError, ContentError, MissingText, StorageError) as error:
        _stop(str(error), EX_PROBLEM)
    except TokenRevoked:
        _stop("Telegram does not know this token (any more). Ask @BotFather for the right one.", EX_TOKEN)
    except LeaseLost:
        _stop("Another program took over on this database; this one stops.", EX_LEASE)


@app.command()
def run(
    *,
    webhook: Annotated[
        bool, typer.Option("--webhook", help="Receive updates at PUBLIC_URL instead of polling.")
    ] = False,
    init: Annotated[
        bool, typer.Option("--init", help="Make the database when there is none, migrate it when old.")
    ] = False,
) -> None:
    """Run the bot."""
    settings = read_settings()
    if not settings.telegram_token.get_secret_value():
        _stop(ASK_FOR_ONE, EX_USAGE)
    if webhook and not settings.public_url:
        _stop("PUBLIC_URL is not set: the https address where Telegram reaches this server.", EX_USAGE)
    configure(settings.log_level, sys.stderr)
    try:
        running = Running(build(settings, webhook=webhook, create=init), create=init)
    except ValueError as error:
        _stop(str(error), EX_USAGE)
    settle()
    try:
        asyncio.run(_until_signal(running.run(), running.stop))
    except OSError as error:
        _stop(f"{_refused(settings.port, error)}; set PORT to another.", EX_PROBLEM)


@app.command()
def migrate() -> None:
    """Bring the database to this program's schema; makes it when there is none, and a copy of an older one first."""
    settings = read_settings()
    applied = asyncio.run(_migrate(settings))
    typer.echo(f"Applied: {', '.join(applied)}" if applied else "The database is up to date.")


@app.command()
def doctor() -> None:
    """Look at everything the bot needs; each line is ok, or says what to do."""
    raise typer.Exit(asyncio.run(_doctor(read_settings())))


@app.command()
def invite(
    role: Annotated[Role, typer.Argument(help="manager or administrator")] = Role.MANAGER,
    name: Annotated[str, typer.Option("--bot", help="the bot's user name, to print the whole link")] = "",
) -> None:
    """Invite the first administrator or manager: a link for one person, for 24 hours."""
    if role not in {Role.MANAGER, Role.ADMINISTRATOR}:
        _stop("Only a manager or an administrator can be invited from here.", EX_USAGE)
    secret = secrets.token_urlsafe(32)
    asyncio.run(_invite(read_settings(), role, secret))
    payload = f"{INVITE_PREFIX}{secret}"
    typer.echo(f"Valid for 24 hours, for one person who becomes {role.value}. It is shown only once.")
    typer.echo(f"Link: https://t.me/{name or '<bot>'}?start={payload}")
    typer.echo(f"Or send this to the bot: /start {payload}")


@content_app.command("check")
def content_check(
    folder: Annotated[Path | None, typer.Argument(help="the folder; CONTENT_DIR without it")] = None,
) -> None:
    """Check a town's folder: every file, every key, every text in every language."""
    folder = folder or content_folder(read_settings())
    try:
        town = load_town(folder)
    except ContentError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        raise typer.Exit(EX_PROBLEM) from None
    problems = build_catalogues(folder, town).check()
    for line in problems:
        typer.echo(line, err=True)
    if problems:
        raise typer.Exit(EX_PROBLEM)
    typer.echo(f"{town.name}: {len(town.topics)} topics, {len(town.departments)} departments, all texts complete.")


@app.command()
def simulator(
    port: Annotated[int, typer.Option(help="0 takes a free one")] = 8081,
) -> None:
    """Run the local Bot API server alone, for any bot: no Telegram, nothing leaves this computer."""
    asyncio.run(_serve_simulator(port))


@app.command()
def demo(
    *,
    port: Annotated[int, typer.Option(help="0 takes a free one")] = 8765,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page.")] = True,
    keep: Annotated[Path | None, typer.Option(help="Keep the database in this file.")] = None,
    lang: Annotated[str, typer.Option(help="The first entrepreneur's language: nl, fr or en.")] = "nl",
    console: Annotated[bool, typer.Option("--console", help="Talk in the terminal instead of on the page.")] = False,
) -> None:
    """Try everything, on this computer only: the real bot, a make-believe Telegram, a clock that you can move."""
    configure("WARNING", sys.stderr)
    try:
        asyncio.run(_demo(Demo(keep=keep, language=lang), port, browser=browser and not console, console=console))
    except OSError as error:
        _stop(
            f"{_refused(port, error)}; choose another with --port, 0 takes a free one.",
            EX_PROBLEM,
        )


async def _demo(session: Demo, port: int, *, browser: bool, console: bool) -> None:
    address = await session.start(port)
    try:
        for line in session.greeting(address):
            typer.echo(line)
        if browser:
            session.open_browser(address)
        if console:
            await _until_signal(Console(address, session.catalogues, session.language).run())
        else:
            await _until_signal(asyncio.Event().wait())
    finally:
        await session.stop()


async def _serve_simulator(port: int) -> None:
    server = Simulator(options=Options(first_number=fresh_number(SystemClock().now())))
    try:
        address = await server.start(port=port)
    except OSError as error:
        _stop(f"{_refused(port, error)}; choose another with --port, 0 takes a free one.", EX_PROBLEM)
    typer.echo(f"Bot API: {address}  (only on this computer; any token such as 1:{'a' * 35})")
    try:
        await _until_signal(asyncio.Event().wait())
    finally:
        await server.stop()


async def _until_signal(work: Coroutine[None, None, object], stop: Callable[[], object] | None = None) -> None:
    """Run the work until it ends; when the terminal or the system asks to stop, call ``stop``, or cancel the work."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop or task.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _migrate(settings: Settings) -> list[str]:
    database = connect(settings.database_url, create=True)
    await database.open()
    try:
        return await apply_migrations(database, SystemClock().now())
    finally:
        await database.close()


async def _invite(settings: Settings, role: Role, secret: str) -> None:
    database = connect(settings.database_url)
    await database.open()
    try:
        now = SystemClock().now()
        await database.run(lambda tx: Appointments().invite(StorageUnit(tx, now), secret, role))
    finally:
        await database.close()


async def _doctor(settings: Settings) -> int:
    well = True
    async for finding in examine(settings):
        typer.echo(f"{'ok  ' if finding.well else 'MEND'} {finding.subject}: {finding.said}")
        well = well and finding.well
    return 0 if well else EX_PROBLEM


def _refused(port: int, error: OSError) -> str:
    in_use = error.errno == errno.EADDRINUSE
    return f"Port {port} is in use by another program" if in_use else f"Port {port} cannot be used ({error.strerror})"


def _stop(sentence: str, code: int) -> NoReturn:
    typer.echo(sentence, err=True)
    raise SystemExit(code)
