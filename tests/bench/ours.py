"""Our bot as it runs for a town, except for the ceiling over all chats, which would be all that is measured.

The limits of a single chat hold as always: a person of the benchmark never meets them, and the manager's cards become
one growing list, as they do on a busy day.
"""

import asyncio
import contextlib
import signal
import sys

from pydantic import SecretStr

from bot.app import build
from bot.config import Settings
from bot.interpreter import settle
from bot.logs import configure
from bot.running import Running
from bot.transport.limits import Limits


async def run(url: str, token: str, database_url: str) -> None:
    """Run until we are asked to stop."""
    settings = Settings(telegram_token=SecretStr(token), telegram_api_url=url, database_url=database_url)
    running = Running(build(settings, limits=Limits(overall_per_second=None)))
    settle()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, running.stop)
    with contextlib.suppress(asyncio.CancelledError):
        await running.run()


if __name__ == "__main__":
    configure("WARNING", sys.stderr)
    asyncio.run(run(*sys.argv[1:]))
