"""Faults on demand: refusals, slowness and cut connections for the calls a script names."""

from dataclasses import dataclass, field
from http import HTTPStatus

from bot.simulator.wire import ApiError, JsonObject

_OK = 200


@dataclass(slots=True)
class Fault:
    """What shall go wrong, for which calls, and how often.

    Attributes:
        method: Bot API method, or "*" for any.
        status: HTTP status of the answer; 200 leaves the answer as it is, 0 cuts the connection.
        times: how many calls are hit; None for all until the faults are taken away.
        retry_after: seconds that a 429 asks for.
        after_accept: let the call have its effect first.
        delay: real seconds before the answer.
        chat: only calls with this chat_id.
        description: words of the refusal; the usual ones when not given.
    """

    method: str = "*"
    status: int = _OK
    times: int | None = 1
    retry_after: int | None = None
    after_accept: bool = False
    delay: float = 0.0
    chat: int | None = None
    description: str | None = None

    @property
    def cuts(self) -> bool:
        """Whether the connection is closed instead of answered."""
        return self.status == 0

    @property
    def only_slow(self) -> bool:
        """Whether the answer itself stays as it is."""
        return self.status == _OK

    def error(self) -> ApiError:
        """Return the refusal this fault stands for."""
        parameters: JsonObject | None = None
        words = self.description or ("connection closed" if self.cuts else _words(self.status))
        if self.status == HTTPStatus.TOO_MANY_REQUESTS:
            seconds = self.retry_after or 1
            words = self.description or f"Too Many Requests: retry after {seconds}"
            parameters = {"retry_after": seconds}
        return ApiError(self.status, words, parameters)

    def shown(self) -> JsonObject:
        """Return the fault as the control interface tells it."""
        return {key: getattr(self, key) for key in self.__slots__}


@dataclass(slots=True)
class Faults:
    """The faults that are waiting, in the order they were asked for."""

    waiting: list[Fault] = field(default_factory=list)

    def take(self, method: str, chat_id: object) -> Fault | None:
        """Return the first fault that hits this call, counted down, or None."""
        for fault in self.waiting:
            if fault.method not in {"*", method.lower()} or (
                fault.chat is not None and str(fault.chat) != str(chat_id)
            ):
                continue
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
            return fault
        return None


def _words(status: int) -> str:
    special = {
        401: "Unauthorized",
        403: "Forbidden: bot was blocked by the user",
        409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    }
    if status in special:
        return special[status]
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown Error"
