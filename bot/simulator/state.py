"""Everything the simulator remembers: bots, people, files, faults, ledger; and how an update enters it."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from bot.simulator.bots import Bot
from bot.simulator.callbacks import Presses
from bot.simulator.chats import Chat, StoredMessage
from bot.simulator.clock import SimClock
from bot.simulator.events import EventHub
from bot.simulator.faults import Faults
from bot.simulator.files import FileStore
from bot.simulator.flood import PER_CHAT_BURST, FloodGuard
from bot.simulator.ledger import Ledger
from bot.simulator.people import People
from bot.simulator.updates import UpdateQueue
from bot.simulator.verify import verify_update
from bot.simulator.webhook import Courier
from bot.simulator.wire import ApiError, JsonObject, ViolationError

_TOKEN = re.compile(r"(\d{1,16}):[\w-]{30,}", re.ASCII)
_WAITING_BOT_ID = 7_000_000_001

WebhookReply = Callable[[Bot, str, JsonObject], Awaitable[object]]


@dataclass(slots=True)
class Options:
    """Switches of the whole simulator.

    Attributes:
        flood_limits: whether too many messages get 429.
        burst: messages a private chat takes at once.
        webhook_timeout: real seconds a webhook has to answer.
        webhook_backoff: first and longest pause between two tries, in simulated seconds.
        tap_patience: real seconds that a tap waits for the bot's answer.
        first_number: where messages and updates are counted from; see ``fresh_number``.
    """

    flood_limits: bool = True
    burst: int = PER_CHAT_BURST
    webhook_timeout: float = 60.0
    webhook_backoff: tuple[float, float] = (0.5, 60.0)
    tap_patience: float = 5.0
    first_number: int = 1


def fresh_number(now: datetime) -> int:
    """Return a number that no earlier run counted up to: a bot that remembers must not meet its old numbers again.

    It grows by one a second, and nobody writes faster than that for long.
    """
    return int((now - datetime(2020, 1, 1, tzinfo=UTC)).total_seconds())


@dataclass(slots=True)
class Registry:
    """Which tokens there are, by token; nothing but this table holds one."""

    only: str | None
    bots: dict[str, int] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)


class State:
    """The simulator's memory."""

    def __init__(
        self,
        clock: SimClock,
        token: str | None,
        personas: Iterable[Mapping[str, object]],
        options: Options,
        reply: WebhookReply,
    ) -> None:
        self.clock = clock
        self.options = options
        self.people = People(personas)
        self.files = FileStore()
        self.events = EventHub()
        self.ledger = Ledger(clock, self.events)
        self.faults = Faults()
        self.bots: dict[int, Bot] = {}
        self._reply = reply
        self._album_ids = count(13_900_000_000_000_001)
        self._group_numbers = count(1)
        self._poll_ids = count(5_600_000_000_000_001)
        self._tokens = Registry(token)
        self._unclaimed: Bot | None = None
        if token is not None:
            self.bot_for(token)

    @property
    def violations(self) -> list[JsonObject]:
        """What the server nearly said against the facts; must stay empty."""
        return self.ledger.violations

    def bot_for(self, token: str) -> Bot:
        """Return the bot of this token, made at its first use.

        Raises:
            ApiError: 404 for what is no token, 401 for one that is revoked or not this server's.
        """
        known = self._tokens.bots.get(token)
        if known is not None and token not in self._tokens.revoked:
            return self.bots[known]
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise ApiError(404, "Not Found")
        if token in self._tokens.revoked or self._tokens.only not in {None, token}:
            raise ApiError(401, "Unauthorized")
        bot_id = int(match[1])
        self._tokens.bots[token] = bot_id
        if bot_id not in self.bots:
            self._claim(bot_id)
        return self.bots[bot_id]

    def revoke(self, token: str) -> None:
        """Let this token answer 401 from now on."""
        self._tokens.revoked.add(token)

    def default_bot(self) -> Bot:
        """Return the first bot; before any has called, one that waits for the first token."""
        if not self.bots:
            self._unclaimed = self._new_bot(_WAITING_BOT_ID)
        return next(iter(self.bots.values()))

    def push(self, bot: Bot, kind: str, payload: JsonObject, chat_id: int) -> None:
        """Queue an update for the bot, if it wants this kind.

        Raises:
            ViolationError: the update does not fit the facts; it is noted and not queued.
        """
        if not bot.updates.wants(kind):
            return
        update = {"update_id": bot.updates.next_id(), kind: payload}
        try:
            verify_update(update)
        except ViolationError as violation:
            self.ledger.violation(f"update {kind}", str(violation))
            raise
        bot.updates.push(update, chat_id)

    def new_album_id(self) -> str:
        """Return a media_group_id that was not used before."""
        return str(next(self._album_ids))

    def new_group_number(self) -> int:
        """Return a number for a new group that was not used before."""
        return next(self._group_numbers)

    def new_poll_id(self) -> str:
        """Return a poll id that was not used before."""
        return str(next(self._poll_ids))

    def post(self, chat: Chat, message: StoredMessage) -> None:
        """Keep a new message and tell the page."""
        chat.add(message)
        self.touched(chat)

    def touched(self, chat: Chat) -> None:
        """Tell the page that a chat looks different."""
        self.events.publish("chat", {"id": chat.id})

    def reset(self) -> None:
        """Begin again: no messages, files, faults or calls, the first personas, the first time.

        What the bots set about themselves stays, and so do the counters: a bot that goes on running never sees a
        number twice.
        """
        self.people.reset()
        for bot in self.bots.values():
            bot.chats = {
                person.id: Chat(person.id, "private", person=person, numbers=bot.private_chat(person).numbers)
                for person in self.people.all()
            }
            bot.updates.clear()
            bot.presses.clear()
            bot.flood.reset()
            bot.ballots.clear()
        self.files.reset()
        self.faults.waiting.clear()
        self.ledger.reset()
        self._tokens.revoked.clear()
        self.clock.reset()
        self.events.publish("reset", {})

    def _claim(self, bot_id: int) -> None:
        waiting, self._unclaimed = self._unclaimed, None
        if waiting is None:
            self._new_bot(bot_id)
            return
        del self.bots[waiting.id]
        waiting.id = bot_id
        self.bots[bot_id] = waiting

    def _new_bot(self, bot_id: int) -> Bot:
        updates = UpdateQueue(self.clock, self.options.first_number)

        async def reply(method: str, params: JsonObject) -> object:
            return await self._reply(bot, method, params)

        courier = Courier(updates, reply, self.options.webhook_timeout, self.options.webhook_backoff)
        flood = FloodGuard(self.clock, self.options.flood_limits, self.options.burst)
        presses, first = Presses(self.clock), self.options.first_number
        bot = Bot(bot_id, updates, courier, flood, presses, first_number=first)
        self.bots[bot_id] = bot
        return bot
