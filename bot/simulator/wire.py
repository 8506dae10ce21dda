"""What travels over the wire: JSON shapes, Bot API errors, and lengths as Telegram counts them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

JsonObject = dict[str, Any]

MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024


class ApiError(Exception):
    """A refusal as Telegram words it.

    Attributes:
        code: HTTP status, repeated as `error_code` in the body.
        description: the text Telegram's server gives.
        parameters: ResponseParameters such as `retry_after`, when there are any.
    """

    def __init__(self, code: int, description: str, parameters: JsonObject | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> JsonObject:
        """Return the JSON answer that carries this error."""
        answer: JsonObject = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class ViolationError(Exception):
    """The server itself was about to say something that the facts do not allow."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a multipart request."""

    name: str
    content_type: str
    data: bytes

    def shown(self) -> JsonObject:
        """Return what the ledger tells of the file: never its bytes."""
        return {"file": self.name, "size": len(self.data)}


def bad_request(text: str) -> ApiError:
    """Return a 400 with Telegram's prefix before `text`."""
    return ApiError(400, f"Bad Request: {text}")


def forbidden(text: str) -> ApiError:
    """Return a 403 with Telegram's prefix before `text`."""
    return ApiError(403, f"Forbidden: {text}")


def too_many_requests(seconds: int) -> ApiError:
    """Return a 429 that asks for `seconds` of silence."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def utf16_len(text: str) -> int:
    """Return the length of `text` in UTF-16 code units, the unit of all of Telegram's text limits and offsets."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def without_none(values: Mapping[str, object]) -> JsonObject:
    """Return the entries that have a value; Telegram leaves absent fields out instead of sending null."""
    return {key: value for key, value in values.items() if value is not None}
