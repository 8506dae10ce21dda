"""``bot run`` at another moment: the same parts, with a clock that is so many seconds ahead of the computer's."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta

from bot.app import build
from bot.cli.ends import until_signal
from bot.config import read_settings
from bot.logs import configure
from bot.running import Running


class Ahead:
    """A clock that runs as the computer's does, so many seconds ahead."""

    def __init__(self, seconds: float) -> None:
        self._ahead = timedelta(seconds=seconds)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead


def main() -> None:
    settings = read_settings()
    configure(settings.log_level, sys.stderr)
    running = Running(build(settings, clock=Ahead(float(sys.argv[1]))))
    asyncio.run(until_signal(running.run(), running.stop))


if __name__ == "__main__":
    main()
