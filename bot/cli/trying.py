"""The commands for trying: the demo, and the local Bot API server alone. Neither needs a token or a network."""

import asyncio
import sys
from pathlib import Path

import click

from bot.cli.ends import EX_PROBLEM, port_refused, stop, until_signal
from bot.clock import SystemClock
from bot.demo import Demo
from bot.demo_console import Console
from bot.logs import configure
from bot.simulator import Options, Simulator, fresh_number

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--port", type=int, default=8765, show_default=True, help="0 takes a free one")
@click.option("--browser/--no-browser", default=True, help="Open the page.")
@click.option("--keep", type=_FILE, help="Keep the database in this file.")
@click.option("--lang", default="nl", show_default=True, help="The first entrepreneur's language: nl, fr or en.")
@click.option("--empty", is_flag=True, help="Start in a town where nobody asked anything yet.")
@click.option("--console", is_flag=True, help="Talk in the terminal instead of on the page.")
def demo(*, port: int, browser: bool, keep: Path | None, lang: str, empty: bool, console: bool) -> None:
    """Try everything, on this computer only: the real bot, a make-believe Telegram, a clock that you can move."""
    configure("WARNING", sys.stderr)
    try:
        session = Demo(keep=keep, language=lang, empty=empty)
        asyncio.run(_demo(session, port, browser=browser and not console, console=console))
    except OSError as error:
        stop(f"{port_refused(port, error)}; choose another with --port, 0 takes a free one.", EX_PROBLEM)


@click.command()
@click.option("--port", type=int, default=8081, show_default=True, help="0 takes a free one")
def simulator(port: int) -> None:
    """Run the local Bot API server alone, for any bot: no Telegram, nothing leaves this computer."""
    asyncio.run(_serve(port))


async def _demo(session: Demo, port: int, *, browser: bool, console: bool) -> None:
    address = await session.start(port)
    try:
        for line in session.greeting(address):
            click.echo(line)
        if browser:
            session.open_browser(address)
        if console:
            await until_signal(Console(address, session.catalogues, session.language).run())
        else:
            await until_signal(asyncio.Event().wait())
    finally:
        await session.stop()


async def _serve(port: int) -> None:
    server = Simulator(options=Options(first_number=fresh_number(SystemClock().now())))
    try:
        address = await server.start(port=port)
    except OSError as error:
        stop(f"{port_refused(port, error)}; choose another with --port, 0 takes a free one.", EX_PROBLEM)
    click.echo(f"Bot API: {address}  (only on this computer; any token such as 1:{'a' * 35})")
    try:
        await until_signal(asyncio.Event().wait())
    finally:
        await server.stop()
