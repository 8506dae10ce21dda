"""Who talks with us: their language, how far the welcome came, and what their next message is meant for."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.access import Role

EXPECTATION_LASTS = timedelta(hours=1)
"""After this long a message is no longer taken as what we last asked for; it would surprise whoever wrote it."""


class Welcome(StrEnum):
    """The step of the welcome (screens B1) that a newcomer has reached: the key of that step of its form, or the end.

    It repeats what the form's conversation says, so that who asks a question need not be looked up there.
    """

    LANGUAGE = "language"
    NOTICE = "notice"
    OPT_IN = "opt_in"
    TRADE = "trade"
    ZONE = "zone"
    DONE = "done"


class Proactive(StrEnum):
    """Which messages we may start ourselves: about meetings too, about the person's own questions only, or none."""

    ALL = "all"
    OWN = "own"
    NONE = "none"


class Engagement(StrEnum):
    """How somebody wants to take part (guide 3.4, screen B12), from reading along to leading."""

    FOLLOW = "follow"
    THINK = "think"
    HELP = "help"
    LEAD = "lead"


class Matter(StrEnum):
    """What a message that we start ourselves is about; each can be switched off alone."""

    MEETING = "meeting"
    DECISION = "decision"
    INTERVIEW = "interview"


class Expects(StrEnum):
    """What the next message of this person is meant for; ``Expectation.subject`` names the row it belongs to."""

    QUESTION = "question"
    REPLACEMENT = "replacement"
    ADDITION = "addition"
    REASON = "reason"
    ANSWER = "answer"
    FORM = "form"
    MEETING_INPUT = "meeting_input"
    REACTION = "reaction"
    NOTE = "note"
    REFUSAL = "refusal"
    RELEASE = "release"
    ADVICE = "advice"
    OFFER_NOTE = "offer_note"
    ASK_BACK = "ask_back"
    HAND_OVER = "hand_over"
    NUDGE = "nudge"
    SNOOZE = "snooze"
    SEARCH = "search"
    CANNED = "canned"
    SPLIT = "split"
    INVITE_CODE = "invite_code"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What we asked for last; ``subject`` is the enquiry it is about, ``topic`` the one it starts with."""

    kind: Expects
    since: datetime
    subject: int = 0
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """One person at Telegram; their private chat has the same id. ``role`` is read with them, at this moment.

    ``muted`` are the matters that they switched off, ``paused_until`` the moment until which they want nothing unasked.
    """

    id: int
    name: str
    language: str
    first_seen_at: datetime
    language_chosen: bool = False
    welcome: Welcome = Welcome.LANGUAGE
    proactive: Proactive | None = None
    trade: str = ""
    zone: str = ""
    engagement: Engagement | None = None
    themes: frozenset[str] = frozenset()
    muted: frozenset[Matter] = frozenset()
    paused_until: datetime | None = None
    expects: Expectation | None = None
    unreachable_since: datetime | None = None
    role: Role = Role.ASKER
    department: str = ""

    def hears(self, matter: Matter) -> bool:
        """Tell whether we may write them ourselves about that matter; whether this is the moment is another thing."""
        return self.proactive is Proactive.ALL and matter not in self.muted

    def hearing(self, matter: Matter, *, wanted: bool) -> "Contact":
        """Return this contact with that one matter switched on or off.

        Where everything was off, only this one goes on. Off it goes too where it was off by another switch: who hears
        of their own questions only can still want nothing of the decisions about them.
        """
        if not wanted:
            return self if matter in self.muted else replace(self, muted=self.muted | {matter})
        if self.hears(matter):
            return self
        others = {one for one in Matter if not self.hears(one)} - {matter}
        return replace(self, proactive=Proactive.ALL, muted=frozenset(others))

    def hearing_all(self, *, wanted: bool) -> "Contact":
        """Return this contact with everything off but their own questions, or on again as it was before."""
        if any(self.hears(matter) for matter in Matter) is wanted:
            return self
        if not wanted:
            return replace(self, proactive=Proactive.OWN)
        return replace(self, proactive=Proactive.ALL, muted=self.muted if {*Matter} - self.muted else frozenset())

    def taking_part(self, engagement: Engagement) -> "Contact":
        """Return this contact taking part that way, with the messages that belong to it.

        Whoever only follows is not asked anything. What somebody switched off after their choice stays off.
        """
        if self.engagement is engagement and any(self.hears(matter) for matter in Matter):
            return self
        muted = frozenset({Matter.INTERVIEW} if engagement is Engagement.FOLLOW else ())
        return replace(self, engagement=engagement, proactive=Proactive.ALL, muted=muted)

    def paused(self, at: datetime) -> datetime | None:
        """Return until when they want nothing unasked, None when they are not on pause at that moment."""
        return self.paused_until if self.paused_until is not None and self.paused_until > at else None

    def expecting(self, expectation: Expectation | None) -> "Contact":
        """Return this contact with that as the meaning of the next message."""
        return replace(self, expects=expectation)

    def expectation(self, at: datetime) -> Expectation | None:
        """Return what the next message is meant for, as long as that is not too long ago."""
        if self.expects is None or at - self.expects.since > EXPECTATION_LASTS:
            return None
        return self.expects
