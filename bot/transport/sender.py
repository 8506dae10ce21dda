"""Sends what the outbox holds, within Telegram's limits, until every row is delivered, blocked, failed or uncertain.

A row is given up only by Telegram's own answer: while Telegram is out of reach it waits, however long that takes.
"""

import asyncio
from collections.abc import Sequence

import structlog

from bot.clock import Clock
from bot.services.ports import Delivery, Lane, Outgoing, State
from bot.transport.attempt import Courier, Outcome, Promises, Step
from bot.transport.backlog import Backlog
from bot.transport.backoff import Patience
from bot.transport.ends import Ends
from bot.transport.failures import TokenRevoked
from bot.transport.limits import NEVER, Limits
from bot.transport.metrics import Metrics
from bot.transport.pacer import Job, Pacer
from bot.transport.reach import Reach
from bot.transport.silence import Silence

log = structlog.get_logger(__name__)

_SHORTEST_WAIT = 0.001
_SHORTEST_FLUSH = 0.5


class Sender:
    """The one that all rows of the outbox leave through.

    Args:
        courier: makes the attempts.
        promises: the outbox.
        clock: the moment that is stored with an end.
        limits: Telegram's ceilings.
        in_flight: how many requests may wait for their answer at once.
        room: how many rows may wait in memory; messages to many beyond it wait in the outbox.
        silence: shared with others who make requests.
        patience: the delays between attempts.
        metrics: counts ends and floods.
    """

    def __init__(
        self,
        courier: Courier,
        promises: Promises,
        clock: Clock,
        *,
        limits: Limits | None = None,
        in_flight: int = 64,
        room: int = 5_000,
        silence: Silence | None = None,
        patience: Patience | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._courier = courier
        self._clock = clock
        self._most_in_flight = in_flight
        self._silence = silence or Silence()
        self._metrics = metrics or Metrics()
        self._pacer = Pacer(limits or Limits())
        self._backlog: Backlog[Outgoing] = Backlog(promises.pending, lambda row: row.id, room=room)
        self._ends = Ends(promises.record, self._stored)
        self._in_flight: dict[Job, asyncio.Task[None]] = {}
        self._parked: dict[int, Job] = {}
        self._reach = Reach(patience or Patience())
        self._running = False
        self._timer: asyncio.TimerHandle | None = None
        self._filling: asyncio.Task[None] | None = None
        self._over = asyncio.Event()
        self._revoked = False
        self._idle = asyncio.Event()
        self._idle.set()
        self._metrics.waiting["outbox"] = lambda: len(self._backlog)

    def offer(self, rows: Sequence[Outgoing]) -> None:
        """Take in rows that were just put in the outbox; one that is here already is left out."""
        for row in rows:
            self._take(row, from_table=False)
        self._pump()

    async def recover(self) -> None:
        """Load what the outbox still owes from before; ``run`` does so first."""
        self._idle.clear()
        await self._backlog.scan(self._take)
        self._note_idle()

    async def run(self) -> None:
        """Send until ``stop``; raise ``TokenRevoked`` when Telegram does not know our token any more."""
        await self.recover()
        self._running = not self._over.is_set()
        self._pump()
        await self._over.wait()
        if self._revoked:
            raise TokenRevoked

    async def stop(self, grace: float = 4.0) -> bool:
        """Take no more rows and finish those under way.

        Returns:
            False when some took longer than ``grace`` seconds; what is not stored as ended goes out at the next start,
            except that news counts as uncertain.
        """
        self._halt()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + grace
        late: set[asyncio.Task[None]] = set()
        if self._in_flight:
            _, late = await asyncio.wait(self._in_flight.values(), timeout=grace)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return await self._ends.flush(max(deadline - loop.time(), _SHORTEST_FLUSH)) and not late

    def waiting(self) -> dict[Lane, int]:
        """Return how many rows in memory wait to leave, by lane; those under way are not counted."""
        return {lane: self._pacer.waiting(lane) for lane in Lane}

    async def drained(self) -> None:
        """Wait until every row that is known has ended and is stored so."""
        await self._idle.wait()

    def _take(self, row: Outgoing, *, from_table: bool = True) -> None:
        behind = not from_table and self._backlog.behind
        if row.lane >= Lane.MANY and (behind or self._backlog.full):
            # To one person we owe little; only messages to many can be more than memory should hold.
            self._backlog.miss(row.id)
        elif self._backlog.admit(row):
            held = asyncio.get_running_loop().time() + row.hold if row.hold else NEVER
            self._pacer.add(Job(row, not_before=held))
        self._idle.clear()

    def _fill_if_room(self) -> None:
        if self._running and self._filling is None and self._backlog.wants_more:
            self._filling = asyncio.create_task(self._backlog.fill(self._take))
            self._filling.add_done_callback(self._filled)

    def _filled(self, task: asyncio.Task[None]) -> None:
        self._filling = None
        if not task.cancelled():
            task.result()
            self._pump()
            self._note_idle()

    def _pump(self) -> None:
        if not self._running:
            return
        loop = asyncio.get_running_loop()
        now = loop.time()
        if silent := self._silence.remaining():
            self._pacer.pause(now + silent)
        while len(self._in_flight) < (1 if self._reach.lost else self._most_in_flight):
            job = self._pacer.take(now)
            if job is None:
                self._set_timer(loop, now)
                return
            self._in_flight[job] = loop.create_task(self._carry(job))

    def _set_timer(self, loop: asyncio.AbstractEventLoop, now: float) -> None:
        wait = self._pacer.wait(now)
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if wait is None else loop.call_later(max(wait, _SHORTEST_WAIT), self._pump)

    async def _carry(self, job: Job) -> None:
        try:
            outcome = await self._courier.attempt(job)
        except asyncio.CancelledError:
            if job.row.lane is Lane.BULK:
                self._end(job, Outcome(Step.END, "stopped", State.UNCERTAIN))
            raise
        finally:
            del self._in_flight[job]
        now = asyncio.get_running_loop().time()
        self._pacer.answered(job, now)
        self._pacer.pause(self._reach.note(answered=outcome.answered, error=outcome.error, now=now))
        self._follow(job, outcome)
        self._pump()

    def _follow(self, job: Job, outcome: Outcome) -> None:
        match outcome.step:
            case Step.END:
                self._end(job, outcome)
            case Step.FORGET:
                self._pacer.done(job)
                self._forget(job.row.id)
            case Step.REVOKED:
                self._again(job, outcome)
                self._revoked = True
                self._halt()
            case Step.FLOOD:
                self._metrics.floods += 1
                log.warning("sender.flood", seconds=outcome.seconds)
                self._silence.begin(outcome.seconds)
                self._again(job, outcome)
            case Step.MIGRATED:
                self._pacer.move(job.chat_id, job.row.chat_id)
                self._again(job, outcome)
            case _:
                self._again(job, outcome)

    def _end(self, job: Job, outcome: Outcome) -> None:
        self._pacer.done(job)
        self._record(job, outcome)

    def _again(self, job: Job, outcome: Outcome) -> None:
        if outcome.step is Step.AGAIN:
            job.not_before = asyncio.get_running_loop().time() + outcome.seconds
        self._record(job, outcome)
        if job.row.lane is Lane.BULK:
            # It counts as uncertain since it was claimed; it may be claimed again once it is stored as pending.
            self._parked[job.row.id] = job
        else:
            self._pacer.again(job)

    def _record(self, job: Job, outcome: Outcome) -> None:
        row = job.row
        self._ends.add(
            Delivery(
                row.id, row.chat_id, outcome.state, outcome.message_id, outcome.error, row.subject, self._clock.now()
            )
        )

    def _stored(self, delivery: Delivery) -> None:
        self._metrics.messages[delivery.state] += 1
        if delivery.state is not State.PENDING:
            self._forget(delivery.row_id)
        elif job := self._parked.pop(delivery.row_id, None):
            self._pacer.again(job)
            self._pump()

    def _forget(self, row_id: int) -> None:
        self._backlog.forget(row_id)
        self._fill_if_room()
        self._note_idle()

    def _note_idle(self) -> None:
        if not self._backlog and not self._backlog.behind:
            self._idle.set()

    def _halt(self) -> None:
        self._running = False
        if self._timer is not None:
            self._timer.cancel()
        if self._filling is not None:
            self._filling.cancel()
        self._over.set()
