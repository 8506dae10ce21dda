"""A meeting with entrepreneurs: its agenda with minutes and owners, what is decided and what is open (guide 3.7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.domain.errors import Refused
from bot.domain.message import Attachment


class MeetingKind(StrEnum):
    """What kind of meeting it is, so that nobody comes for nothing."""

    CONSULTATION = "consultation"
    INFORMATION = "information"
    WORKSHOP = "workshop"
    BOARD = "board"


class ItemKind(StrEnum):
    """What is done with an item of the agenda."""

    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"
    LOOK_BACK = "look_back"
    LOOK_AHEAD = "look_ahead"


class Rung(StrEnum):
    """The rung of the participation ladder that is promised, lowest first."""

    INFORM = "inform"
    CONSULT = "consult"
    ADVISE = "advise"
    COPRODUCE = "coproduce"
    DECIDE = "decide"


class MeetingStatus(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"
    REPORTED = "reported"


class MeetingStep(StrEnum):
    """What can happen to a meeting."""

    ANNOUNCE = "announce"
    MOVE = "move"
    CANCEL = "cancel"
    REPORT = "report"


MEETING_TRANSITIONS: Mapping[tuple[MeetingStatus, MeetingStep], MeetingStatus] = MappingProxyType(
    {
        (MeetingStatus.PLANNED, MeetingStep.ANNOUNCE): MeetingStatus.ANNOUNCED,
        (MeetingStatus.PLANNED, MeetingStep.MOVE): MeetingStatus.PLANNED,
        (MeetingStatus.PLANNED, MeetingStep.CANCEL): MeetingStatus.CANCELLED,
        (MeetingStatus.ANNOUNCED, MeetingStep.MOVE): MeetingStatus.ANNOUNCED,
        (MeetingStatus.ANNOUNCED, MeetingStep.CANCEL): MeetingStatus.CANCELLED,
        (MeetingStatus.ANNOUNCED, MeetingStep.REPORT): MeetingStatus.REPORTED,
    }
)
"""The only steps there are."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the agenda. ``outcome`` is what the report says of it, "" until it is written."""

    kind: ItemKind
    title: str
    minutes: int
    owner: str = ""
    id: int = 0
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting. ``day`` and ``start`` are wall time here, as somebody chose them; ``starts_at`` is that moment.

    ``minutes`` is how long it may last. ``version`` grows with each change that people must hear of; it is the
    calendar file's SEQUENCE. ``decided`` and ``open`` are its statute: what is fixed, what can still change.
    """

    id: int
    kind: MeetingKind
    title: str
    day: date
    start: time
    starts_at: datetime
    minutes: int
    place: str
    decided: str
    open: str
    rung: Rung
    created_by: int
    status: MeetingStatus = MeetingStatus.PLANNED
    version: int = 0
    audience: str = "none"
    items: tuple[Item, ...] = ()
    reported_at: datetime | None = None
    changed_at: datetime | None = None

    @property
    def ends_at(self) -> datetime:
        """Return the moment at which it ends; minutes pass as they do, also in the night that the clock changes."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def reportable(self) -> bool:
        """Tell whether at least one item says what came of it."""
        return any(item.outcome for item in self.items)

    def begun(self, at: datetime) -> bool:
        """Tell whether it has begun at that moment."""
        return at >= self.starts_at

    def after(self, step: MeetingStep, at: datetime) -> "Meeting":
        """Return this meeting one step further, or raise ``Refused`` when the step is not allowed."""
        status = MEETING_TRANSITIONS.get((self.status, step))
        if status is None:
            raise Refused("meeting.step_refused")
        return replace(self, status=status, changed_at=at)

    def moved(self, day: date, start: time, starts_at: datetime, place: str, at: datetime) -> "Meeting":
        """Return this meeting at another moment or place, one version further."""
        there = replace(self, day=day, start=start, starts_at=starts_at, place=place, version=self.version + 1)
        return there.after(MeetingStep.MOVE, at)

    def cancelled(self, at: datetime) -> "Meeting":
        """Return this meeting called off, one version further."""
        return replace(self, version=self.version + 1).after(MeetingStep.CANCEL, at)

    def reported(self, at: datetime) -> "Meeting":
        """Return this meeting with its report sent at that moment."""
        return replace(self, reported_at=at).after(MeetingStep.REPORT, at)


def missing_looks(items: Sequence[Item]) -> tuple[ItemKind, ...]:
    """Return which of looking back and looking ahead the agenda lacks; the guide asks for both at every meeting."""
    present = {item.kind for item in items}
    return tuple(kind for kind in (ItemKind.LOOK_BACK, ItemKind.LOOK_AHEAD) if kind not in present)


def minutes_left(minutes: int, items: Sequence[Item]) -> int:
    """Return how many minutes of the meeting no item has yet; less than nothing when they do not fit."""
    return minutes - sum(item.minutes for item in items)


class Coming(StrEnum):
    """What somebody answered to an invitation."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Attendance:
    """One invited person's answer, None until there is one."""

    meeting_id: int
    person_id: int
    coming: Coming | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Input:
    """What somebody who does not come wants to be said there."""

    id: int
    meeting_id: int
    person_id: int
    words: str
    at: datetime
    attachment: Attachment | None = None
