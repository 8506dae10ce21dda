"""Our bot as it runs for a town, except that the stub has no flood limits to keep below."""

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
    running = Running(build(settings, limits=Limits.none()))
    settle()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, running.stop)
    with contextlib.suppress(asyncio.CancelledError):
        await running.run()


if __name__ == "__main__":
    configure("WARNING", sys.stderr)
    asyncio.run(run(*sys.argv[1:]))
