"""How a command ends: by itself, by a signal, or with one sentence and an exit code."""

import asyncio
import contextlib
import errno
import signal
from collections.abc import Callable, Coroutine
from typing import NoReturn

import click

EX_USAGE, EX_PROBLEM, EX_LEASE, EX_TOKEN = 2, 1, 75, 78
"""Exit codes: wrong use; something to mend; another program runs; Telegram refuses the token (EX_CONFIG)."""


def stop(sentence: str, code: int) -> NoReturn:
    """Say what is wrong and what to do, and end with that exit code."""
    click.echo(sentence, err=True)
    raise SystemExit(code)


def port_refused(port: int, error: OSError) -> str:
    """Return why nothing can listen there, without an end, so that a caller can add what to do."""
    in_use = error.errno == errno.EADDRINUSE
    return f"Port {port} is in use by another program" if in_use else f"Port {port} cannot be used ({error.strerror})"


async def until_signal(work: Coroutine[None, None, object], stop: Callable[[], object] | None = None) -> None:
    """Run the work until it ends; when the terminal or the system asks to stop, call ``stop``, or cancel the work."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop or task.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await task
