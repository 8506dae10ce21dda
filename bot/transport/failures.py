"""What a failed request means: whether it can have arrived, whether it may be repeated, and how long to wait.

The error texts are those of Telegram's Bot API server; it gives no other codes than HTTP's.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

_OK, _ERRORS_OF_SERVER = 200, 500
_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _CONFLICT = 401, 403, 404, 409
TOO_MANY = 429
"""The status with which Telegram asks for silence."""


class NotSent(NetworkError):  # noqa: N818 - named as its parent's other children, TimedOut and BadRequest
    """The request never reached Telegram: it is safe to repeat."""


class Uncertain(TimedOut):
    """The request left and nobody knows whether Telegram did what it asked."""


class Flood(RetryAfter):
    """Telegram wants silence; told apart because the library's own class warns each time its delay is read."""

    @property
    def retry_after(self) -> timedelta:
        """Return how long to be silent."""
        return self._retry_after


class TokenRevoked(Exception):  # noqa: N818 - a state of the token, and the end of the process
    """Telegram does not know our token (any more): nothing helps but a new one."""


class Kind(StrEnum):
    """What a failure asks of whoever made the request."""

    SAFE = "safe"
    FLOOD = "flood"
    UNCERTAIN = "uncertain"
    BLOCKED = "blocked"
    CHAT_GONE = "chat_gone"
    GONE = "gone"
    UNCHANGED = "unchanged"
    EXPIRED = "expired"
    UNPARSED = "unparsed"
    MIGRATED = "migrated"
    REVOKED = "revoked"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do about a failure; ``error`` is a short technical name without anybody's words in it.

    ``retry_after`` is in seconds (FLOOD only), ``chat_id`` the group's new id (MIGRATED only).
    """

    kind: Kind
    error: str
    retry_after: float = 0.0
    chat_id: int = 0


# Parts of the descriptions that come with a 400, in lower case.
_BAD_REQUESTS: tuple[tuple[str, Kind], ...] = (
    ("message is not modified", Kind.UNCHANGED),
    ("message to edit not found", Kind.GONE),
    ("message can't be edited", Kind.GONE),
    ("message_id_invalid", Kind.GONE),
    ("there is no text in the message to edit", Kind.GONE),
    ("there is no caption in the message to edit", Kind.GONE),
    ("query is too old", Kind.EXPIRED),
    ("can't parse", Kind.UNPARSED),
    ("chat not found", Kind.CHAT_GONE),
    ("user not found", Kind.CHAT_GONE),
    ("user is deactivated", Kind.CHAT_GONE),
    ("peer_id_invalid", Kind.CHAT_GONE),
    ("input_user_deactivated", Kind.CHAT_GONE),
    ("group chat was deactivated", Kind.CHAT_GONE),
    ("bot can't initiate conversation", Kind.CHAT_GONE),
    ("chat_write_forbidden", Kind.CHAT_GONE),
    ("not enough rights to send", Kind.CHAT_GONE),
)


def classify(failure: BaseException) -> Verdict:
    """Return what that failure of a request means.

    One that is no Telegram error is a fault of the program in making the request: REFUSED, with its class name.
    """
    if isinstance(failure, Flood):
        return Verdict(Kind.FLOOD, "flood", retry_after=failure.retry_after.total_seconds())
    if isinstance(failure, RetryAfter):
        # How the library pickles it is the one public way to the seconds that does not warn.
        return Verdict(Kind.FLOOD, "flood", retry_after=float(failure.__reduce__()[1][0]))
    if isinstance(failure, ChatMigrated):
        return Verdict(Kind.MIGRATED, "migrated", chat_id=failure.new_chat_id)
    if isinstance(failure, BadRequest):
        return _bad_request(failure)
    for kind_of_error, kind in _BY_CLASS:
        if isinstance(failure, kind_of_error):
            return Verdict(kind, _name(str(failure)) if kind is Kind.BLOCKED else kind.value)
    return Verdict(Kind.REFUSED, type(failure).__name__)


# The order matters: NotSent is a NetworkError, and so is BadRequest, which never gets here.
_BY_CLASS: tuple[tuple[type[TelegramError], Kind], ...] = (
    (InvalidToken, Kind.REVOKED),
    (Conflict, Kind.CONFLICT),
    (Forbidden, Kind.BLOCKED),
    (NotSent, Kind.SAFE),
    (TelegramError, Kind.UNCERTAIN),
)


def _bad_request(failure: BadRequest) -> Verdict:
    text = str(failure).lower()
    kind = next((kind for part, kind in _BAD_REQUESTS if part in text), Kind.REFUSED)
    return Verdict(kind, _name(text))


def _name(description: str) -> str:
    """Return a description as a short name, without what follows a colon or quotes (that can be somebody's words)."""
    description = description.lower().removeprefix("bad request: ").removeprefix("forbidden: ")
    head = re.split(r'[:"]', description, maxsplit=1)[0].replace("'", "")
    return re.sub(r"[^a-z]+", "_", head)[:48].strip("_") or "refused"


def refusal(status: int, answer: object) -> TelegramError:
    """Return the exception for an answer that is not a result; ``answer`` is its parsed JSON, None when it was none."""
    if status >= _ERRORS_OF_SERVER or status == _OK:
        return Uncertain(f"Server answered {status} without a result")
    if not isinstance(answer, Mapping) or "description" not in answer:
        # Whoever answered was not Telegram: a proxy, a captive portal. It must not get anybody marked as blocked.
        return NotSent(f"Something that is not Telegram answered {status}")
    parameters = answer.get("parameters") or {}
    if chat_id := parameters.get("migrate_to_chat_id"):
        return ChatMigrated(chat_id)
    if status == TOO_MANY:
        return Flood(timedelta(seconds=silence_asked(answer)))
    return _BY_STATUS.get(status, BadRequest)(str(answer["description"]))


def silence_asked(answer: object) -> float:
    """Return how many seconds the answer to a 429 asks for; 1 when it does not say."""
    parameters = answer.get("parameters") if isinstance(answer, Mapping) else None
    seconds = parameters.get("retry_after") if isinstance(parameters, Mapping) else None
    return float(seconds) if isinstance(seconds, int | float) and seconds > 0 else 1.0


# 404 is what Telegram answers to a malformed token.
_BY_STATUS: dict[int, type[InvalidToken | Forbidden | Conflict | BadRequest]] = {
    _UNAUTHORIZED: InvalidToken,
    _NOT_FOUND: InvalidToken,
    _FORBIDDEN: Forbidden,
    _CONFLICT: Conflict,
}
