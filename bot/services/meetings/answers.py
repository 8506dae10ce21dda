"""The answers of the meeting form as a meeting, and a meeting as answers that can be changed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from bot.domain.audience import NOBODY, audience_of
from bot.domain.conversation import NO, YES, Answered, Answers, Conversation, Given, rounds
from bot.domain.errors import Refused
from bot.domain.meeting import Item, ItemKind, Meeting, MeetingKind, Rung, minutes_left
from bot.domain.meeting_times import moment_of
from bot.domain.town import Town
from bot.services.meetings.people import audience_in, people_answers

ITEM = "item"
"""The key of the repeated steps of the agenda."""


def meeting_of(town: Town, conversation: Conversation, now: datetime, *, id_: int = 0, version: int = 0) -> Meeting:
    """Return the meeting that these answers describe.

    Raises ``Refused`` when its moment has passed meanwhile, or the items do not fit in its minutes.
    """
    day, start = day_of(conversation), start_of(conversation)
    meeting = Meeting(
        id=id_,
        kind=MeetingKind(conversation.value("kind")),
        title=_line(conversation, "title"),
        day=day,
        start=start,
        starts_at=ahead(town, day, start, now),
        minutes=int(conversation.value("minutes")),
        place=_line(conversation, "place"),
        decided=_line(conversation, "decided"),
        open=_line(conversation, "open"),
        rung=Rung(conversation.value("rung")),
        created_by=conversation.person_id,
        version=version,
        audience=str(audience_in(conversation) or NOBODY),
        items=items_of(conversation),
        changed_at=now,
    )
    if minutes_left(meeting.minutes, meeting.items) < 0:
        raise Refused("meeting.too_short", count=sum(item.minutes for item in meeting.items))
    return meeting


def ahead(town: Town, day: date, start: time, now: datetime) -> datetime:
    """Return that wall time as a moment; raise ``Refused`` when it has passed, or the clock skips it."""
    at = moment_of(town.calendar, day, start)
    if at <= now:
        raise Refused("meeting.past_hour")
    return at


def check_moment(town: Town, conversation: Conversation, step: str, value: str, now: datetime) -> None:
    """Refuse a day that has passed, and a time that has passed or does not exist on the day that goes with it."""
    if step == "day":
        day = date.fromisoformat(value)
        if day < town.calendar.local_date(now):
            raise Refused("meeting.past_day", day=day)
        if conversation.value("start"):
            ahead(town, day, start_of(conversation), now)
    elif conversation.value("day"):
        ahead(town, day_of(conversation), time.fromisoformat(value), now)


def day_of(conversation: Conversation) -> date:
    """Return the chosen day."""
    return date.fromisoformat(conversation.value("day"))


def start_of(conversation: Conversation) -> time:
    """Return the chosen wall time."""
    return time.fromisoformat(conversation.value("start"))


def items_of(conversation: Conversation) -> tuple[Item, ...]:
    """Return the items whose kind, title and minutes are known, in order."""
    found = []
    for number in rounds(ITEM, conversation.answers):
        key = f"{ITEM}.{number}"
        kind, minutes = conversation.value(f"{key}.kind"), conversation.value(f"{key}.minutes")
        if kind and minutes:
            title, owner = _line(conversation, f"{key}.title"), _line(conversation, f"{key}.owner")
            found.append(Item(ItemKind(kind), title, int(minutes), owner))
    return tuple(found)


def minutes_open(conversation: Conversation, besides: str = "") -> int:
    """Return how many minutes of the meeting no item has yet, not counting the item with that key."""
    answers = {key: one for key, one in conversation.answers.items() if key != f"{besides}.minutes"}
    spent = sum(int(one.value) for key, one in answers.items() if key.startswith(ITEM) and key.endswith(".minutes"))
    return int(conversation.value("minutes") or 0) - spent


def answers_of(meeting: Meeting) -> Answers:
    """Return the meeting as the answers that would make it."""
    values = {
        "kind": str(meeting.kind),
        "day": meeting.day.isoformat(),
        "start": f"{meeting.start:%H:%M}",
        "minutes": str(meeting.minutes),
        "rung": str(meeting.rung),
        **people_answers(audience_of(meeting.audience)),
    }
    words = {"title": meeting.title, "place": meeting.place, "decided": meeting.decided, "open": meeting.open}
    return {**_given(values), **_typed(words), **_items(meeting.items)}


def moment_answers(meeting: Meeting) -> Answers:
    """Return when and where the meeting is, as answers."""
    known = answers_of(meeting)
    return {key: known[key] for key in ("day", "start", "place")}


def _items(items: Sequence[Item]) -> Answers:
    answers: dict[str, Given] = {}
    for number, item in enumerate(items, 1):
        key, more = f"{ITEM}.{number}", YES if number < len(items) else NO
        answers |= _given({f"{key}.kind": item.kind, f"{key}.minutes": str(item.minutes), f"{key}.more": more})
        answers |= _typed({f"{key}.title": item.title})
        owner = f"{key}.owner"
        answers |= _typed({owner: item.owner}) if item.owner else {owner: Given(owner, Answered.SKIPPED)}
    return answers


def _given(values: Mapping[str, str]) -> dict[str, Given]:
    return {key: Given(key, value=value) for key, value in values.items()}


def _typed(words: Mapping[str, str]) -> dict[str, Given]:
    return {key: Given(key, words=one) for key, one in words.items()}


def _line(conversation: Conversation, step: str) -> str:
    return " ".join(conversation.words(step).split())
