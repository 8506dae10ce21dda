"""Who may be sent to next: a schedule of chats that is told the time and does nothing else.

Replies leave before notices and notices before messages to many, over all chats and within one. Within a chat and a
lane the order of the rows is kept: the next leaves when the one before it has ended, so one that waits to be tried
again holds back those after it. Lower lanes never hold back a reply.
"""

import heapq
import itertools
from bisect import insort
from dataclasses import dataclass, replace

from bot.services.ports import Lane, Outgoing
from bot.transport.limits import NEVER, Arrivals, Landing, Limits, Rhythm, Window

_MINUTE = 60.0
# The lower lanes leave evenly and keep one place free, so that a reply finds room at once: in a full second the next
# place comes when it came a second ago, and gaps come back. These few may make up for a late beat.
_EVEN_BURST = 3
_SPARE = 1
_SWEEP_FROM = 1_024
_LONGEST_WAY = 0.3
"""Seconds after which a request has arrived, though its answer may take longer."""


@dataclass(slots=True, eq=False)
class Job:
    """A row on its way. ``chat_id`` and ``lane`` say where it queues: a claim may bring back another row than it was.

    ``not_before`` is a moment of the pacer's clock; ``failures`` and ``uncertain`` count attempts in a row; ``plain``
    and ``anew`` say that the next attempt is made without formatting, or as a new message instead of an edit; ``part``
    counts the requests that were answered, of those that the row takes; ``landing`` is where the last one is counted.
    """

    row: Outgoing
    chat_id: int = 0
    lane: Lane = Lane.REPLY
    not_before: float = NEVER
    failures: int = 0
    uncertain: int = 0
    plain: bool = False
    anew: bool = False
    part: int = 0
    landing: Landing | None = None

    @property
    def is_edit(self) -> bool:
        """Tell whether it changes a message instead of making one."""
        return self.row.edits != 0 and not self.anew


class _Chat:
    """What waits for one chat, what is under way to it, and when it may have more."""

    __slots__ = ("busy", "group", "id", "planned", "rhythm", "ticket", "waiting")

    def __init__(self, chat_id: int, limits: Limits) -> None:
        self.id = chat_id
        # Lists, of which few ever hold more than a handful: an empty deque takes ten times the memory, per chat.
        self.waiting: tuple[list[Job], ...] = tuple([] for _ in Lane)
        self.busy = [False for _ in Lane]
        self.rhythm = Rhythm(limits.per_chat_per_second, limits.chat_burst)
        self.group = Window(limits.per_group_per_minute, _MINUTE) if chat_id < 0 else None
        self.planned: Job | None = None
        self.ticket = 0

    def head(self) -> Job | None:
        """Return the row whose turn it is, None while the one before it is under way."""
        for lane, jobs in enumerate(self.waiting):
            if self.busy[lane]:
                return None
            if jobs:
                return jobs[0]
        return None

    def free_at(self) -> float:
        return self.rhythm.free_at() if self.group is None else max(self.rhythm.free_at(), self.group.free_at())

    def note(self, now: float) -> None:
        self.rhythm.note(now)
        if self.group is not None:
            self.group.note(now)

    def idle(self, now: float) -> bool:
        return not any(self.waiting) and not any(self.busy) and self.free_at() <= now


class Pacer:
    """The schedule. Every moment given to it is in seconds of one clock that never goes back."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        ceiling = limits.overall_per_second
        self._arrivals = Arrivals(ceiling, 1.0)
        self._spare = _SPARE if ceiling is not None and ceiling > _SPARE else 0
        self._even = Rhythm(None if ceiling is None else ceiling - self._spare, _EVEN_BURST)
        self._silent_until = NEVER
        self._chats: dict[int, _Chat] = {}
        self._sweep_at = _SWEEP_FROM
        self._now = NEVER
        self._tickets = itertools.count(1)
        # A chat is in one of these with its newest ticket; entries with an older one are left-overs.
        self._later: list[tuple[float, int, _Chat]] = []
        self._ready: tuple[list[tuple[int, int, _Chat]], ...] = tuple([] for _ in Lane)

    def waiting(self, lane: Lane) -> int:
        """Return how many rows of that lane wait to leave."""
        return sum(len(chat.waiting[lane]) for chat in self._chats.values())

    def add(self, job: Job) -> None:
        """Put a row in its place among those of its chat and lane."""
        job.chat_id, job.lane = job.row.chat_id, job.row.lane
        chat = self._chats.get(job.chat_id) or self._new_chat(job.chat_id)
        jobs = chat.waiting[job.lane]
        if jobs and jobs[-1].row.id > job.row.id:
            insort(jobs, job, key=_number)
        else:
            jobs.append(job)
        self._plan(chat)

    def take(self, now: float) -> Job | None:
        """Return the row that leaves now, None when none may; it is under way until ``done`` or ``again``."""
        self._promote(now)
        if now < self._free_at():
            return None
        for lane in Lane:
            if lane is not Lane.REPLY and now < self._lower_free_at():
                return None
            if self._first_ready(lane) is not None:
                return self._start(heapq.heappop(self._ready[lane])[2], lane, now)
        return None

    def wait(self, now: float) -> float | None:
        """Return how many seconds to wait before ``take`` can return a row; None when nothing is planned."""
        self._promote(now)
        times = [self._later[0][0]] if self._later else []
        if self._first_ready(Lane.REPLY) is not None:
            times.append(now)
        elif any(self._first_ready(lane) is not None for lane in Lane):
            times.append(self._lower_free_at())
        return max(min(times), self._free_at(), now) - now if times else None

    def answered(self, job: Job, now: float) -> None:
        """Note that the answer to this row's request came: it arrived at that moment or before."""
        if job.landing is not None:
            job.landing.latest = min(job.landing.latest, now)

    def done(self, job: Job) -> None:
        """Let the next row of that chat and lane come: this one ended."""
        chat = self._chats[job.chat_id]
        chat.busy[job.lane] = False
        self._plan(chat)

    def again(self, job: Job) -> None:
        """Put a row that was under way back at the front of its chat and lane."""
        self._chats[job.chat_id].busy[job.lane] = False
        self.add(job)

    def pause(self, until: float) -> None:
        """Let nothing leave before that moment."""
        self._silent_until = max(self._silent_until, until)

    def move(self, old_chat_id: int, new_chat_id: int) -> None:
        """Let what waits for the old chat wait for the new one; what it would have edited is not there."""
        chat = self._chats.get(old_chat_id)
        for jobs in chat.waiting if chat else ():
            while jobs:
                job = jobs.pop(0)
                job.row = moved(job.row, new_chat_id)
                self.add(job)
        if chat:
            self._plan(chat)

    def _new_chat(self, chat_id: int) -> _Chat:
        if len(self._chats) >= self._sweep_at:
            self._chats = {number: chat for number, chat in self._chats.items() if not chat.idle(self._now)}
            self._sweep_at = max(_SWEEP_FROM, 2 * len(self._chats))
        chat = self._chats[chat_id] = _Chat(chat_id, self._limits)
        return chat

    def _plan(self, chat: _Chat) -> None:
        head = chat.head()
        if head is chat.planned:
            return
        chat.planned, chat.ticket = head, next(self._tickets)
        if head is not None:
            due = head.not_before if head.is_edit else max(head.not_before, chat.free_at())
            heapq.heappush(self._later, (due, chat.ticket, chat))

    def _promote(self, now: float) -> None:
        self._now = now
        while self._later and (self._later[0][0] <= now or self._later[0][2].ticket != self._later[0][1]):
            _, ticket, chat = heapq.heappop(self._later)
            if chat.ticket == ticket and chat.planned is not None:
                heapq.heappush(self._ready[chat.planned.lane], (chat.planned.row.id, ticket, chat))

    def _first_ready(self, lane: Lane) -> _Chat | None:
        ready = self._ready[lane]
        while ready and ready[0][2].ticket != ready[0][1]:
            heapq.heappop(ready)
        return ready[0][2] if ready else None

    def _start(self, chat: _Chat, lane: Lane, now: float) -> Job:
        job = chat.waiting[lane].pop(0)
        chat.busy[lane] = True
        job.landing = Landing(now + _LONGEST_WAY)
        self._arrivals.note(now, job.landing)
        if lane is not Lane.REPLY:
            self._even.note(now)
        if not job.is_edit:
            chat.note(now)
        self._plan(chat)
        return job

    def _free_at(self) -> float:
        return max(self._silent_until, self._arrivals.free_at())

    def _lower_free_at(self) -> float:
        return max(self._even.free_at(), self._arrivals.free_at(self._spare))


def moved(row: Outgoing, chat_id: int) -> Outgoing:
    """Return the row as it is owed to a group that got another id; message ids of the old one mean nothing there."""
    return replace(row, chat_id=chat_id, edits=0, reply_to=0, merge_key="")


def _number(job: Job) -> int:
    return job.row.id
