"""One attempt to send one row: claim it, render it, make the request, and say what must happen next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from telegram.error import TelegramError

from bot.services.ports import Delivery, Lane, Outgoing, State
from bot.transport.api import Api
from bot.transport.backoff import Patience
from bot.transport.failures import Kind, Verdict, classify
from bot.transport.pacer import Job, moved
from bot.transport.plain import plain_text
from bot.transport.uploads import Parameters, parts, separate

Render = Callable[[Outgoing], tuple[str, Parameters]]
"""Returns the Bot API method and its parameters; may raise, and then the row ends as failed.

A parameter that is an ``Attachment`` is a file of our own: it is uploaded.
"""


class Promises(Protocol):
    """The outbox, each call a transaction of its own. Any exception means: not done, try again later."""

    async def pending(self, after: int, limit: int) -> Sequence[Outgoing]:
        """Return undelivered rows with an id above ``after``, in order."""
        ...

    async def claim(self, row_id: int) -> Outgoing | None:
        """Return the row as it leaves now (see ``Outbox.claim``); None when it has ended."""
        ...

    async def record(self, deliveries: Sequence[Delivery]) -> None:
        """Store how attempts ended."""
        ...

    async def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        """Rewrite what is owed to a group that got another id."""
        ...


class Step(StrEnum):
    """What an attempt asks for."""

    END = "end"
    FORGET = "forget"
    AGAIN = "again"
    FLOOD = "flood"
    OUTAGE = "outage"
    MIGRATED = "migrated"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The step to take; ``state`` and ``message_id`` belong to END, ``seconds`` is how long to wait before another."""

    step: Step
    error: str = ""
    state: State = State.PENDING
    message_id: int = 0
    seconds: float = 0.0

    @property
    def answered(self) -> bool | None:
        """Tell whether Telegram answered as it should; None when this outcome does not show."""
        if self.step is Step.OUTAGE or self.error == Kind.UNCERTAIN:
            return False
        return True if self.state in {State.DELIVERED, State.BLOCKED} else None


class Courier:
    """Makes attempts; what it learns about a row it notes on the job.

    Args:
        api: makes the requests.
        promises: the outbox.
        render: turns a row into a request.
        plain: takes the formatting out of a request that Telegram could not parse.
        patience: the delays between attempts.
    """

    def __init__(
        self,
        api: Api,
        promises: Promises,
        render: Render,
        plain: Callable[[Parameters], Parameters] = plain_text,
        patience: Patience | None = None,
    ) -> None:
        self._api = api
        self._promises = promises
        self._render = render
        self._plain = plain
        self._patience = patience or Patience()

    async def attempt(self, job: Job) -> Outcome:
        """Try to send the row and return what must happen next; raises nothing but cancellation."""
        if (job.row.merge_key or job.row.lane is Lane.BULK) and (refused := await self._claim(job)):
            return refused
        row = replace(job.row, edits=0) if job.anew else job.row
        try:
            (method, parameters), is_last = self._request(job, row)
            parameters, files = separate(parameters)
        except Exception as error:  # noqa: BLE001 - a row that cannot be rendered must not stop the others
            return Outcome(Step.END, f"render:{type(error).__name__}", State.FAILED)
        try:
            result = await self._api.call(method, parameters, files=files)
        except TelegramError as error:
            return await self._judge(job, row, classify(error))
        except Exception as error:  # noqa: BLE001 - a fault in making the request must not stop the others
            return Outcome(Step.END, classify(error).error, State.FAILED)
        if not is_last:
            job.part += 1
            return Outcome(Step.AGAIN)
        return Outcome(Step.END, state=State.DELIVERED, message_id=_message_id(result) or row.edits)

    def _request(self, job: Job, row: Outgoing) -> tuple[tuple[str, Parameters], bool]:
        """Return the request that is next for the row, and whether it is its last."""
        method, parameters = self._render(row)
        requests = parts(method, self._plain(parameters) if job.plain else parameters)
        return requests[job.part], job.part == len(requests) - 1

    async def _claim(self, job: Job) -> Outcome | None:
        try:
            row = await self._promises.claim(job.row.id)
        except Exception:  # noqa: BLE001 - storage is away: nothing is sent that could not be accounted for
            return self._storage_away(job)
        if row is None:
            return Outcome(Step.FORGET)
        job.row = row
        return None

    async def _judge(self, job: Job, row: Outgoing, verdict: Verdict) -> Outcome:
        match verdict.kind:
            case Kind.UNCHANGED:
                return Outcome(Step.END, verdict.error, State.DELIVERED, row.edits)
            case Kind.BLOCKED | Kind.CHAT_GONE:
                return Outcome(Step.END, verdict.error, State.BLOCKED)
            case Kind.UNCERTAIN:
                return self._uncertain(job, row)
            case Kind.MIGRATED:
                return await self._migrate(job, verdict)
            case Kind.GONE | Kind.UNPARSED:
                return _another_way(job, row, verdict)
            case _:
                step = _STEPS.get(verdict.kind)
                if step is None:
                    return Outcome(Step.END, verdict.error, State.FAILED)
                return Outcome(step, verdict.error, seconds=verdict.retry_after)

    async def _migrate(self, job: Job, verdict: Verdict) -> Outcome:
        try:
            await self._promises.migrate(job.row.chat_id, verdict.chat_id)
        except Exception:  # noqa: BLE001 - storage is away: Telegram will say the same at the next attempt
            return self._storage_away(job)
        job.row = moved(job.row, verdict.chat_id)
        return Outcome(Step.MIGRATED, verdict.error)

    def _storage_away(self, job: Job) -> Outcome:
        job.failures += 1
        return Outcome(
            Step.AGAIN, "storage", seconds=min(self._patience.first * 2**job.failures, self._patience.longest)
        )

    def _uncertain(self, job: Job, row: Outgoing) -> Outcome:
        """Keep a promise at least once, send news at most once; an edit may be repeated."""
        tries = self._patience.uncertain
        if (row.lane is Lane.BULK and not row.edits) or job.uncertain >= len(tries):
            return Outcome(Step.END, Kind.UNCERTAIN, State.UNCERTAIN)
        job.uncertain += 1
        return Outcome(Step.AGAIN, Kind.UNCERTAIN, seconds=tries[job.uncertain - 1])


_STEPS = {Kind.SAFE: Step.OUTAGE, Kind.FLOOD: Step.FLOOD, Kind.REVOKED: Step.REVOKED}


def _another_way(job: Job, row: Outgoing, verdict: Verdict) -> Outcome:
    """An edit of a message that is gone becomes a new message; what cannot be parsed goes out as plain text; once."""
    if verdict.kind is Kind.GONE and row.edits:
        job.anew = True
    elif verdict.kind is Kind.UNPARSED and not job.plain:
        job.plain = True
    else:
        return Outcome(Step.END, verdict.error, State.FAILED)
    return Outcome(Step.AGAIN, verdict.error)


def _message_id(result: object) -> int:
    if isinstance(result, list) and result:
        result = result[0]
    number = result.get("message_id") if isinstance(result, dict) else None
    return number if isinstance(number, int) else 0
