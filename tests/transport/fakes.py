"""An outbox, an inbox, an API and rows, all in memory."""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.message import Message, text
from bot.services.ports import Delivery, Incoming, Lane, Outgoing, State
from bot.transport.request import Files
from bot.transport.uploads import Parameters


def row(number: int, chat: int = 1, lane: Lane = Lane.REPLY, *, edits: int = 0, merge_key: str = "") -> Outgoing:
    return Outgoing(number, chat, lane, Message(text("a.key")), "nl", edits=edits, merge_key=merge_key)


def update(number: int, chat: int = 1) -> Incoming:
    return Incoming(number, chat, f'{{"update_id":{number}}}')


def render(outgoing: Outgoing) -> tuple[str, Parameters]:
    """The row's id travels as the text, so that a test sees which row a request was for."""
    parameters = {"chat_id": outgoing.chat_id, "text": f"<b>{outgoing.id}</b>", "parse_mode": "HTML"}
    if outgoing.edits:
        return "editMessageText", {**parameters, "message_id": outgoing.edits}
    return "sendMessage", parameters


class StorageAwayError(Exception):
    pass


@dataclass
class FakeOutbox:
    """As ``bot.storage`` does it: pending rows, BULK uncertain while claimed, an end stays an end."""

    rows: dict[int, Outgoing] = field(default_factory=dict)
    states: dict[int, State] = field(default_factory=dict)
    ends: dict[int, Delivery] = field(default_factory=dict)
    recorded: list[Delivery] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    latency: float = 0.0
    away: int = 0
    reads: int = 0
    migrations: list[tuple[int, int]] = field(default_factory=list)

    def put(self, *rows: Outgoing) -> list[Outgoing]:
        for one in rows:
            self.rows[one.id] = one
            self.states[one.id] = State.PENDING
        return list(rows)

    def merge(self, number: int, message: Message) -> bool:
        if self.rows[number].merge_key and self.states[number] is State.PENDING:
            self.rows[number] = replace(self.rows[number], message=message)
            return True
        return False

    async def _hop(self) -> None:
        await asyncio.sleep(self.latency)
        if self.away:
            self.away -= 1
            raise StorageAwayError

    async def pending(self, after: int, limit: int) -> Sequence[Outgoing]:
        await self._hop()
        self.reads += 1
        return [self.rows[n] for n in sorted(self.rows) if n > after and self.states[n] is State.PENDING][:limit]

    async def claim(self, row_id: int) -> Outgoing | None:
        self.events.append("claim")
        await self._hop()
        if row_id in self.ends:
            return None
        self.rows[row_id] = replace(self.rows[row_id], merge_key="")
        if self.rows[row_id].lane is Lane.BULK:
            self.states[row_id] = State.UNCERTAIN
        return self.rows[row_id]

    async def record(self, deliveries: Sequence[Delivery]) -> None:
        await self._hop()
        self.batches.append(len(deliveries))
        self.recorded.extend(deliveries)
        self.events.extend(delivery.state.value for delivery in deliveries)
        for delivery in deliveries:
            if delivery.row_id not in self.ends:
                self.states[delivery.row_id] = delivery.state
                if delivery.state is not State.PENDING:
                    self.ends[delivery.row_id] = delivery

    async def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        await self._hop()
        self.migrations.append((old_chat_id, new_chat_id))
        for number, one in self.rows.items():
            if one.chat_id == old_chat_id and number not in self.ends:
                self.rows[number] = replace(one, chat_id=new_chat_id, edits=0, reply_to=0, merge_key="")


@dataclass
class FakeApi:
    """Gives each call the next of ``script``: an exception to raise, seconds to take, or a function; then an id."""

    script: deque[object] = field(default_factory=deque)
    latency: float = 0.0
    calls: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    uploads: list[Files] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)
    in_flight: int = 0
    most_in_flight: int = 0

    @property
    def sent(self) -> list[int]:
        """The row ids, in the order in which they were asked for."""
        return [int(str(parameters["text"]).removeprefix("<b>").removesuffix("</b>")) for _, parameters in self.calls]

    async def call(
        self,
        method: str,
        parameters: Mapping[str, object] | None = None,
        *,
        files: Files | None = None,
        read_timeout: float | None = None,
    ) -> object:
        del read_timeout
        self.uploads += [files] if files else []
        self.calls.append((method, dict(parameters or {})))
        self.moments.append(asyncio.get_running_loop().time())
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            return await self._answer(len(self.calls))
        finally:
            self.in_flight -= 1

    async def _answer(self, number: int) -> object:
        step = self.script.popleft() if self.script else self.latency
        if isinstance(step, BaseException):
            await asyncio.sleep(0)
            raise step
        if isinstance(step, asyncio.Event):
            await step.wait()
        elif isinstance(step, int | float) and not isinstance(step, bool):
            await asyncio.sleep(step)
        else:
            return step
        return {"message_id": 1000 + number}
