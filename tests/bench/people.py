"""The people of the benchmark: each does one thing, waits for the answer, does another, and makes room for the next."""

import itertools
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

FIRST_PERSON, MANAGER = 10_001, 9_001
DEEDS = 2
"""What each person does: writes twice, or writes once and taps once."""

SUBMIT, RECEIPT = "1|ask.submit|", "1|mine.show|"
QUESTIONS = (
    "Mag ik mijn terras op het plein in de winter laten staan, en wat kost dat per maand?",
    "Er zijn wegenwerken voor mijn winkel gepland: hoe kunnen klanten en leveranciers er nog bij?",
    "Ik wil een rommelmarkt organiseren in onze straat. Welke vergunning vraag ik aan?",
    "Krijg ik een premie als ik de gevel en het uithangbord van mijn zaak vernieuw?",
    "Het bedrijfsafval is deze week niet opgehaald, kan iemand dat nakijken?",
    "Hoeveel parkeerplaatsen voor laden en lossen komen er na de heraanleg?",
    "Ik open in maart een frituur. Wat moet ik vooraf in orde brengen bij de gemeente?",
)


def person(number: int) -> Json:
    """Return a Telegram user."""
    return {
        "id": number,
        "is_bot": False,
        "first_name": "Sofie",
        "last_name": f"Claes {number}",
        "username": f"sofie{number}",
        "language_code": "nl",
    }


def chat(number: int) -> Json:
    """Return that person's private chat."""
    return {
        "id": number,
        "first_name": "Sofie",
        "last_name": f"Claes {number}",
        "username": f"sofie{number}",
        "type": "private",
    }


@dataclass
class Tally:
    """What was counted: updates that were answered, seconds from handing one out to its answer, calls by method."""

    answered: int = 0
    waits: list[float] = field(default_factory=list)
    calls: dict[str, int] = field(default_factory=dict)
    began: float = 0.0
    ended: float = 0.0


class Crowd:
    """People who come in, write twice, and leave; as many are in at once as there are ``chats``.

    Nobody does a second thing before the first was answered, so the bot always has at most one update of each.
    ``push`` is given each update, with whose it is.
    """

    def __init__(self, chats: int, updates: int, push: Callable[[int, Json], None]) -> None:
        self.tally = Tally()
        self._chats = chats
        self._wanted = updates
        self._outside = iter(range(FIRST_PERSON, FIRST_PERSON + updates // DEEDS))
        self._push = push
        self._ids = itertools.count(500_000_001)
        self._messages = itertools.count(1_001)
        self._pending: dict[int, float] = {}
        self._again: set[int] = set()

    def begin(self) -> None:
        """Let the first ones in."""
        self.tally = Tally(began=time.monotonic())
        for _ in range(self._chats):
            self.enter()

    @property
    def over(self) -> bool:
        """Tell whether everything was answered."""
        return self.tally.answered >= self._wanted

    def handed_out(self, number: int) -> None:
        """Note that this person's update goes to the bot at this moment."""
        self._pending[number] = time.monotonic()

    def called(self, method: str, params: Mapping[str, Any]) -> None:
        """Take in what the bot did."""
        self.tally.calls[method] = self.tally.calls.get(method, 0) + 1
        if method == "sendMessage" and int(params["chat_id"]) in self._pending:
            self.shown(int(params["chat_id"]), params)

    def message(self, params: Mapping[str, Any]) -> Json:
        """Return the message that a call made or changed."""
        number = int(params["message_id"]) if "message_id" in params else next(self._messages)
        return {
            "message_id": number,
            "from": {"id": 1, "is_bot": True, "first_name": "Kernpunt", "username": "kernpunt_bot"},
            "chat": chat(int(params["chat_id"])),
            "date": int(time.time()),
            "text": params["text"],
            **({"reply_markup": params["reply_markup"]} if "reply_markup" in params else {}),
        }

    def enter(self) -> None:
        """Let the next one in, if there is one, who writes at once."""
        number = next(self._outside, None)
        if number is not None:
            self.write(number)

    def write(self, number: int) -> None:
        """Let the person write something."""
        self.cause(number, {"message": self._said(number, QUESTIONS[number % len(QUESTIONS)])})

    def shown(self, number: int, _params: Mapping[str, Any]) -> None:
        """Take in what the person who waits is shown: any message will do."""
        self.answer(number)
        if number in self._again:
            self._again.remove(number)
            self.enter()
        else:
            self._again.add(number)
            self.write(number)

    def answer(self, number: int) -> None:
        """Note that what the person did is answered."""
        self.tally.ended = time.monotonic()
        self.tally.waits.append(self.tally.ended - self._pending.pop(number))
        self.tally.answered += 1

    def cause(self, number: int, update: Json) -> None:
        """Put an update in the queue."""
        self._push(number, {"update_id": next(self._ids), **update})

    def _said(self, number: int, words: str) -> Json:
        return {
            "message_id": next(self._messages),
            "from": person(number),
            "chat": chat(number),
            "date": int(time.time()),
            "text": f"{words} ({next(self._messages)})",
        }


class Askers(Crowd):
    """They ask a question, tap the first topic under the draft, and leave with the receipt."""

    def shown(self, number: int, params: Mapping[str, Any]) -> None:
        """Take in the draft, and tap; or the receipt, and leave; whatever else there is, is only looked at."""
        rows = params.get("reply_markup", {}).get("inline_keyboard", ())
        first = next((button["callback_data"] for row in rows for button in row), "")
        if first.startswith(SUBMIT):
            self.answer(number)
            self._tap(number, first, params)
        elif first.startswith(RECEIPT):
            self.answer(number)
            self.enter()

    def _tap(self, number: int, data: str, params: Mapping[str, Any]) -> None:
        query = {
            "id": str(4_000_000_000_000 + next(self._messages)),
            "from": person(number),
            "message": self.message(params),
            "chat_instance": str(9_000_000_000_000 + number),
            "data": data,
        }
        self.cause(number, {"callback_query": query})
