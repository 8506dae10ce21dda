"""What goes into the log: events with ids and numbers; never a name, a text, a telephone number or a token."""

import logging
import re
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
_PRIVATE = frozenset({"text", "name", "first_name", "last_name", "username", "phone", "caption", "raw", "token"})

Event = MutableMapping[str, Any]


def redact(_logger: object, _method: str, event: Event) -> Event:
    """Return the event without what must not be in a log, whoever put it there."""
    for key, value in event.items():
        if key in _PRIVATE:
            event[key] = "(left out)"
        elif isinstance(value, str):
            event[key] = _TOKEN.sub("(token)", value)
    return event


class _RedactingFilter(logging.Filter):
    """The same for libraries that log by themselves."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _TOKEN.sub("(token)", record.getMessage())
        record.args = None
        # A traceback's exception can hold people's words; its type says enough.
        if record.exc_info and record.exc_info[0]:
            record.msg = f"{record.msg} ({record.exc_info[0].__name__})"
        record.exc_info = record.exc_text = None
        return True


def configure(level: str, stream: TextIO) -> None:
    """Send events of at least that level to the stream, a line each, readable on a terminal and JSON elsewhere."""
    number = logging.getLevelNamesMapping()[level]
    plain = stream.isatty()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            redact,
            structlog.dev.ConsoleRenderer(colors=False) if plain else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.addFilter(_RedactingFilter())
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler], force=True)
