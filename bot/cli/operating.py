"""The commands of whoever runs the bot for a town: start it, migrate, examine, invite the first manager."""

import asyncio
import sys

import click

from bot.app import build
from bot.cli.ends import EX_PROBLEM, EX_USAGE, port_refused, stop, until_signal
from bot.clock import SystemClock
from bot.config import Settings, read_settings
from bot.doctor import examine
from bot.domain.access import Role
from bot.interpreter import settle
from bot.logs import configure
from bot.running import Running
from bot.services.team.invitations import INVITE_PREFIX, issue
from bot.services.team.passes import Pass, new_pass
from bot.storage.connect import connect
from bot.storage.migrations import migrate as apply_migrations
from bot.storage.unit import StorageUnit

ASK_FOR_ONE = """\
TELEGRAM_TOKEN is not set. Talk to @BotFather in Telegram, send /newbot, and put what it gives you in TELEGRAM_TOKEN.
Just looking? `kernpunt demo` needs no token."""

_FIRST_ROLES = (Role.MANAGER, Role.ADMINISTRATOR)


@click.command()
@click.option("--webhook", is_flag=True, help="Receive updates at PUBLIC_URL instead of polling.")
@click.option("--init", is_flag=True, help="Make the database when there is none, migrate it when old.")
def run(*, webhook: bool, init: bool) -> None:
    """Run the bot."""
    settings = read_settings()
    if not settings.telegram_token.get_secret_value():
        stop(ASK_FOR_ONE, EX_USAGE)
    if webhook and not settings.public_url:
        stop("PUBLIC_URL is not set: the https address where Telegram reaches this server.", EX_USAGE)
    configure(settings.log_level, sys.stderr)
    try:
        running = Running(build(settings, webhook=webhook, create=init), create=init)
    except ValueError as error:
        stop(str(error), EX_USAGE)
    settle()
    try:
        asyncio.run(until_signal(running.run(), running.stop))
    except OSError as error:
        stop(f"{port_refused(settings.port, error)}; set PORT to another.", EX_PROBLEM)


@click.command()
def migrate() -> None:
    """Bring the database to this program's schema; makes it when there is none, and a copy of an older one first."""
    settings = read_settings()
    applied = asyncio.run(_migrate(settings))
    click.echo(f"Applied: {', '.join(applied)}" if applied else "The database is up to date.")


@click.command()
def doctor() -> None:
    """Look at everything the bot needs; each line is ok, or says what to do."""
    raise SystemExit(asyncio.run(_doctor(read_settings())))


@click.command()
@click.argument("role", type=click.Choice([role.value for role in _FIRST_ROLES]), default=Role.MANAGER.value)
@click.option("--bot", "name", default="", help="The bot's user name, to print the whole link.")
def invite(role: str, name: str) -> None:
    """Invite the first administrator or manager: a link for one person, for 24 hours."""
    opens = new_pass()
    asyncio.run(_invite(read_settings(), Role(role), opens))
    payload = f"{INVITE_PREFIX}{opens.secret}"
    click.echo(f"Valid for 24 hours, for one person who becomes {role}. It is shown only once.")
    click.echo(f"Link: https://t.me/{name or '<bot>'}?start={payload}")
    click.echo(f"Or send this to the bot: /start {payload}")
    click.echo(f"Or type this in the bot: /code {opens.code}")


async def _migrate(settings: Settings) -> list[str]:
    database = connect(settings.database_url, create=True)
    await database.open()
    try:
        return await apply_migrations(database, SystemClock().now())
    finally:
        await database.close()


async def _invite(settings: Settings, role: Role, opens: Pass) -> None:
    database = connect(settings.database_url)
    await database.open()
    try:
        now = SystemClock().now()
        await database.run(lambda tx: issue(StorageUnit(tx, now), opens, role))
    finally:
        await database.close()


async def _doctor(settings: Settings) -> int:
    well = True
    async for finding in examine(settings):
        click.echo(f"{'ok  ' if finding.well else 'MEND'} {finding.subject}: {finding.said}")
        well = well and finding.well
    return 0 if well else EX_PROBLEM
