"""The steps of the meeting form, in the order in which a manager thinks of them (guide 3.7)."""

from collections.abc import Iterable
from datetime import date, datetime, time
from enum import StrEnum

from bot.domain.conversation import Conversation, Kind, Option, Repeat, Step
from bot.domain.meeting import ItemKind, MeetingKind, Rung, missing_looks
from bot.domain.meeting_times import day_off
from bot.domain.message import Text, text
from bot.domain.town import Town
from bot.services.meetings.answers import ITEM, items_of, minutes_open
from bot.services.meetings.people import people_steps

TITLE, PLACE, STATUTE, OWNER = 80, 100, 300, 50
"""The most characters of each, so that an agenda stays one message."""

SHORTEST, LONGEST = 10, 600
"""Minutes that a meeting can last."""

MOST_ITEMS = 15

STARTS = (time(8), time(14), time(19, 30), time(20))
"""Hours that are offered: early and late, when entrepreneurs can leave their shop, and one between."""

LENGTHS, ITEM_LENGTHS = (60, 90, 120), (5, 10, 15, 20, 30)


def moment_steps(town: Town, conversation: Conversation) -> tuple[Step, ...]:
    """Return the steps for when and where; the second says so when the chosen day is a day off."""
    return (
        Step("day", Kind.DATE, text("meeting.ask_day"), required=True, title=text("meeting.title_day")),
        Step(
            "start",
            Kind.TIME,
            _ask_start(town, conversation),
            tuple(_hour(town, start) for start in STARTS),
            required=True,
            title=text("meeting.title_start"),
        ),
        _typed("place", "meeting.ask_place", "meeting.title_place", PLACE),
    )


def meeting_steps(town: Town, conversation: Conversation) -> tuple[Step | Repeat, ...]:
    """Return all steps; what they ask depends on what was answered before."""
    day, start, place = moment_steps(town, conversation)
    kinds = _options("meeting.kind", MeetingKind)
    minutes = Step(
        "minutes",
        Kind.NUMBER,
        text("meeting.ask_minutes"),
        _lengths(LENGTHS),
        required=True,
        least=SHORTEST,
        most=LONGEST,
        title=text("meeting.title_minutes"),
    )
    return (
        _chosen("kind", "meeting.ask_kind", "meeting.title_kind", kinds),
        _typed("title", "meeting.ask_title", "meeting.title_title", TITLE),
        day,
        start,
        minutes,
        place,
        _typed("decided", "meeting.ask_decided", "meeting.title_decided", STATUTE),
        _typed("open", "meeting.ask_open", "meeting.title_open", STATUTE),
        _chosen("rung", "meeting.ask_rung", "meeting.title_rung", _rungs()),
        Repeat(ITEM, _item_steps(conversation), _ask_more(conversation), most=MOST_ITEMS),
        *people_steps(town),
    )


def _item_steps(conversation: Conversation) -> tuple[Step, ...]:
    left = max(0, minutes_open(conversation, _round(conversation)))
    ask = text("meeting.ask_item_minutes", count=left)
    kinds = _options("meeting.item", ItemKind)
    return (
        _chosen("kind", "meeting.ask_item_kind", "meeting.title_item_kind", kinds),
        _typed("title", "meeting.ask_item_title", "meeting.title_item_title", TITLE),
        Step(
            "minutes",
            Kind.NUMBER,
            ask,
            _lengths(tuple(one for one in ITEM_LENGTHS if one <= left)),
            required=True,
            least=1,
            most=LONGEST,
            title=text("meeting.title_item_minutes"),
        ),
        Step("owner", Kind.TEXT, text("meeting.ask_item_owner"), most=OWNER, title=text("meeting.title_item_owner")),
    )


def off_day(town: Town, conversation: Conversation) -> Text | None:
    """Return what day off the chosen day is, None when it is none, or not chosen yet."""
    chosen = conversation.value("day")
    day = date.fromisoformat(chosen) if chosen else None
    if day is None or not day_off(town.calendar, day):
        return None
    holiday = town.calendar.holidays.get(day)
    return text("meeting.holiday", holiday=holiday) if holiday else text("meeting.sunday")


def _ask_start(town: Town, conversation: Conversation) -> Text:
    chosen = conversation.value("day")
    if not chosen:
        return text("meeting.ask_start")
    day, off = date.fromisoformat(chosen), off_day(town, conversation)
    if off is None:
        return text("meeting.ask_start_on", day=day)
    return text("meeting.ask_start_off", day=day, off=off)


def _ask_more(conversation: Conversation) -> Text:
    missing = missing_looks(items_of(conversation))
    left = minutes_open(conversation)
    if left <= 0:
        return text("meeting.ask_more_full")
    if not missing:
        return text("meeting.ask_more", count=left)
    looks = tuple(text(f"meeting.look.{kind}") for kind in missing)
    return text("meeting.ask_more_look", count=left, looks=looks)


def _round(conversation: Conversation) -> str:
    """Return the key of the item that is asked now, "" when another step is."""
    key, _, last = conversation.step.rpartition(".")
    return key if last == "minutes" else ""


def _typed(key: str, ask: str, title: str, most: int) -> Step:
    return Step(key, Kind.TEXT, text(ask), required=True, most=most, title=text(title))


def _chosen(key: str, ask: str, title: str, options: tuple[Option, ...]) -> Step:
    return Step(key, Kind.CHOICE, text(ask), options, required=True, title=text(title))


def _options(start: str, kinds: Iterable[StrEnum]) -> tuple[Option, ...]:
    return tuple(Option(str(kind), Text(f"{start}.{kind}")) for kind in kinds)


def _rungs() -> tuple[Option, ...]:
    return tuple(Option(str(rung), text(f"meeting.rung.{rung}"), text(f"meeting.rung_says.{rung}")) for rung in Rung)


def _hour(town: Town, start: time) -> Option:
    at = datetime.combine(date(2000, 1, 1), start, tzinfo=town.zone)
    return Option(f"{start:%H:%M}", text("meeting.hour", at=at))


def _lengths(offered: Iterable[int]) -> tuple[Option, ...]:
    return tuple(Option(str(count), text("meeting.minutes", count=count)) for count in offered)
