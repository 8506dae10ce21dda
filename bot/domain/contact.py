"""Who talks with us: their language, how far the welcome came, and what their next message is meant for."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.access import Role

EXPECTATION_LASTS = timedelta(hours=1)
"""After this long a message is no longer taken as what we last asked for; it would surprise whoever wrote it."""


class Welcome(StrEnum):
    """The step of the welcome (screens B1) that a newcomer has reached."""

    LANGUAGE = "language"
    NOTICE = "notice"
    OPT_IN = "opt_in"
    TRADE = "trade"
    DONE = "done"


class Proactive(StrEnum):
    """Which messages we may start ourselves: about meetings too, about the person's own questions only, or none."""

    ALL = "all"
    OWN = "own"
    NONE = "none"


class Expects(StrEnum):
    """What the next message of this person is meant for."""

    QUESTION = "question"
    REPLACEMENT = "replacement"
    ADDITION = "addition"
    REASON = "reason"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What we asked for last; ``subject`` is the enquiry it is about, ``topic`` the one it starts with."""

    kind: Expects
    since: datetime
    subject: int = 0
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """One person at Telegram; their private chat has the same id. ``role`` is read with them, at this moment."""

    id: int
    name: str
    language: str
    first_seen_at: datetime
    language_chosen: bool = False
    welcome: Welcome = Welcome.LANGUAGE
    proactive: Proactive | None = None
    trade: str = ""
    expects: Expectation | None = None
    unreachable_since: datetime | None = None
    role: Role = Role.ASKER
    department: str = ""

    def expecting(self, expectation: Expectation | None) -> "Contact":
        """Return this contact with that as the meaning of the next message."""
        return replace(self, expects=expectation)

    def expectation(self, at: datetime) -> Expectation | None:
        """Return what the next message is meant for, as long as that is not too long ago."""
        if self.expects is None or at - self.expects.since > EXPECTATION_LASTS:
            return None
        return self.expects
