"""What happened in the demo's town before it opens, as its file says it: people, their questions, and what followed."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.contact import Proactive
from bot.domain.note import UseFor

Moment = Annotated[str, Field(pattern=r"^(-?\d+ [0-2]\d:[0-5]\d|last \d+)$")]
"""Working days from the demo's day with the time on the clock, or "last 50": so many minutes before it opens."""

Day = Annotated[str, Field(pattern=r"^-?\d+$")]


class Deed(StrEnum):
    """What somebody did with a question."""

    OFFER = "offer"
    ACCEPT = "accept"
    REFUSE = "refuse"
    ASK_BACK = "ask_back"
    ANSWER = "answer"
    NOTE = "note"
    ADD = "add"
    POSTPONE = "postpone"
    SNOOZE = "snooze"
    HAND_OVER = "hand_over"
    NUDGE = "nudge"
    WITHDRAW = "withdraw"
    HELPED = "helped"
    NOT_HELPED = "not_helped"
    CLOSE = "close"


BY_ASKER = frozenset({Deed.ADD, Deed.NUDGE, Deed.WITHDRAW, Deed.HELPED, Deed.NOT_HELPED})
"""What askers do, at any hour; everything else is done in opening hours."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PersonTable(_Table):
    """Somebody with a business in the town."""

    key: str
    id: int
    name: str
    trade: str
    zone: str
    themes: list[str]
    hears: Proactive

    def persona(self) -> Mapping[str, object]:
        """Return them as the make-believe Telegram knows its people."""
        return {"id": self.id, "role": "entrepreneur_town", "name": self.name, "language_code": "nl"}


class CannedTable(_Table):
    """An answer that staff use again."""

    title: str
    text: str
    by: str
    topic: str = ""
    department: str = ""
    use_for: UseFor = UseFor.ANSWER
    used: int = 0


class StepTable(_Table):
    """One thing that was done with a question; ``by`` "" is the manager, or the asker where only they can."""

    does: Deed
    at: Moment
    by: str = ""
    says: str = ""
    to: str = ""
    on: Day = "0"
    until: Day = "0"
    closes: bool = False


class QuestionTable(_Table):
    """One question, and what followed."""

    asker: str
    topic: str
    at: Moment
    says: str
    steps: list[StepTable] = []


class Script(_Table):
    """The whole file."""

    people: list[PersonTable] = []
    canned: list[CannedTable] = []
    questions: list[QuestionTable] = []


def read_script(folder: Path) -> Script:
    """Return what the content folder says of the demo's town; nothing happened where it says nothing.

    Raises ``ValueError`` (of pydantic or of tomllib) when the file is not as it should be.
    """
    file = folder / "demo" / "town.toml"
    return Script.model_validate(tomllib.loads(file.read_text("utf-8"))) if file.is_file() else Script()
