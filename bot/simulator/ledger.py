"""The ledger of Bot API calls, and the list of answers that broke the facts."""

from collections import deque
from dataclasses import dataclass, field

from bot.simulator.clock import SimClock
from bot.simulator.events import EventHub
from bot.simulator.wire import JsonObject, Upload

_KEPT = 5000


@dataclass(slots=True)
class Ledger:
    """The last 5,000 calls, oldest first; a token or secret is never in it."""

    clock: SimClock
    events: EventHub
    rows: deque[JsonObject] = field(default_factory=lambda: deque(maxlen=_KEPT))
    violations: list[JsonObject] = field(default_factory=list)
    last_seq: int = 0

    def record(self, bot_id: int, method: str, params: JsonObject, status: int, result: object) -> None:
        """Note one call; status 0 stands for a connection that was cut."""
        self.last_seq += 1
        row = {
            "seq": self.last_seq,
            "at": self.clock.now().isoformat(timespec="milliseconds"),
            "bot": bot_id,
            "method": method,
            "params": {key: _shown(key, value) for key, value in params.items()},
            "status": status,
            "result": result,
        }
        self.rows.append(row)
        self.events.publish("call", row)

    def since(self, seq: int, method: str | None) -> list[JsonObject]:
        """Return the rows after number `seq`, only those of `method` when one is given."""
        wanted = method.lower() if method else None
        return [row for row in self.rows if row["seq"] > seq and (not wanted or row["method"].lower() == wanted)]

    def violation(self, where: str, detail: str) -> None:
        """Note that the server nearly said something the facts do not allow."""
        self.violations.append({"at": self.clock.now().isoformat(), "where": where, "detail": detail})

    def reset(self) -> None:
        """Forget everything; the numbering goes on."""
        self.rows.clear()
        self.violations.clear()


def _shown(key: str, value: object) -> object:
    if key == "secret_token":
        return "…"
    return value.shown() if isinstance(value, Upload) else value
