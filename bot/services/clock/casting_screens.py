"""What a manager sees of a message to many (screens B15): preview with count, the held card, progress and report."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import respect
from bot.domain.calendar import Calendar
from bot.domain.contact import Contact
from bot.domain.due import Cast, CastState, DueRow, DueState, place_of
from bot.domain.message import Message, Rows, Text, button, text
from bot.domain.respect import Topic
from bot.services.ports import Unit
from bot.services.wording import named

MOST_NAMES = 8
"""Names that one line lists."""

_SOON = timedelta(minutes=1)
_REPORT = {
    CastState.HELD: "cast.report_sending",
    CastState.SENDING: "cast.report_sending",
    CastState.STOPPED: "cast.report_stopped",
    CastState.DONE: "cast.report_done",
}
_DROPPED = (DueState.VOID, DueState.LATE)
_MISSED = (DueState.BLOCKED, DueState.FAILED, DueState.UNCERTAIN, DueState.MUTED)


@dataclass(frozen=True, slots=True)
class Count:
    """Whom a message would go to, and how many of them would not get it, or not at once."""

    people: int
    languages: Sequence[tuple[str, int]]
    off: int
    paused: int
    unreachable: int


def count(people: Sequence[Contact], topics: Sequence[Topic], languages: Sequence[str], now: datetime) -> Count:
    """Count these people; ``topics`` says for each, in the same order, what they would be told about."""
    pairs = list(zip(people, topics, strict=True))
    in_language = Counter(person.language for person in people)
    reachable = [(person, topic) for person, topic in pairs if person.unreachable_since is None]
    wanted = [person for person, topic in reachable if respect.wants(person, topic)]
    return Count(
        people=len(people),
        languages=[(language, in_language[language]) for language in languages if in_language[language]],
        off=len(reachable) - len(wanted),
        paused=sum(respect.is_paused(person, now) for person in wanted),
        unreachable=len(people) - len(reachable),
    )


def preview(title: Text, found: Count, quiet: Text | None, sample: DueRow) -> Message:
    """Show what would be sent to whom, and what to do with it; ``sample`` is the row as it would be for one of them."""
    languages = tuple(text("cast.language", count=number, language=code.upper()) for code, number in found.languages)
    lines = (
        text("cast.to", count=found.people, title=title, languages=languages),
        *_if(found.off, text("cast.off", count=found.off)),
        *_if(found.paused, text("cast.paused", count=found.paused)),
        *_if(found.unreachable, text("cast.unreachable", count=found.unreachable)),
        *((quiet,) if quiet else ()),
    )
    what, subject, version = place_of(sample.what), sample.subject_id, sample.version
    rows = (
        (button("cast.test", "cast.test", what, subject, version), button("cast.drop", "cast.drop")),
        (button("cast.send", "cast.send", what, subject, version, count=found.people),),
    )
    return Message(text("cast.preview", lines=lines), rows)


def quiet_line(calendar: Calendar, now: datetime) -> Text | None:
    """Return the line that says that it is quiet now, and from when it leaves; None when it is not quiet."""
    if not respect.is_quiet(calendar, now):
        return None
    return text("cast.quiet", now=now, until=respect.allowed_from(calendar, now))


def held_card(cast: Cast, title: Text, people: int) -> Message:
    """Show that it leaves soon, and how to stop that."""
    shown = text("cast.held", title=title, at=cast.starts_at, count=people)
    return Message(shown, ((button("cast.stop", "cast.stop", cast.id),),))


def progress_card(unit: Unit, cast: Cast, title: Text) -> Message:
    """Show how many have it, how many do not and why; the numbers add up to the recipients at every moment."""
    totals = unit.dues.totals(cast.id)
    people = sum(totals.values())
    if not people:
        return Message(text("cast.nobody_got", title=title))
    lines = (
        text("cast.got", count=totals.get(DueState.DELIVERED, 0), people=people),
        *_on_the_way(unit, cast, totals.get(DueState.OWED, 0), totals.get(DueState.WAITING, 0)),
        *(text(f"cast.{state}", count=totals[state]) for state in _MISSED if totals.get(state)),
        *_dropped(cast, sum(totals.get(state, 0) for state in _DROPPED)),
    )
    missed = any(totals.get(state) for state in (*_MISSED, *_DROPPED, DueState.WAITING))
    return Message(
        text(_REPORT[cast.state], title=title, lines=lines),
        _progress_rows(cast, totals.get(DueState.WAITING, 0), missed),
    )


def missed(unit: Unit, cast: Cast, title: Text) -> Message:
    """Name those who did not get it, by why."""
    lines = []
    for state in (*_MISSED, *_DROPPED, DueState.WAITING):
        rows = unit.dues.of_cast(cast.id, (state,), MOST_NAMES + 1)
        people = [unit.contacts.get(row.person_id) for row in rows[:MOST_NAMES]]
        names = tuple(text("cast.name", name=named(person)) for person in people)
        more = (text("cast.more"),) if len(rows) > MOST_NAMES else ()
        if names:
            lines.append(text(f"cast.missed_{state}", names=(*names, *more)))
    back = ((button("back", "cast.show_card", cast.id),),)
    if not lines:
        return Message(text("cast.missed_nobody"), back)
    return Message(text("cast.missed", title=title, lines=tuple(lines)), back)


def _if(number: int, line: Text) -> tuple[Text, ...]:
    return (line,) if number else ()


def _on_the_way(unit: Unit, cast: Cast, owed: int, waiting: int) -> tuple[Text, ...]:
    first = unit.dues.of_cast(cast.id, (DueState.WAITING,), 1) if waiting and not owed else ()
    if first and first[0].due_at - unit.now > _SOON:
        return (text("cast.waiting", count=waiting, until=first[0].due_at),)
    return _if(owed + waiting, text("cast.under_way", count=owed + waiting))


def _dropped(cast: Cast, number: int) -> tuple[Text, ...]:
    stopped = cast.state is CastState.STOPPED
    return _if(number, text("cast.stopped_for" if stopped else "cast.dropped", count=number))


def _progress_rows(cast: Cast, waiting: int, missed: bool) -> Rows:  # noqa: FBT001 - a private helper of one caller
    stop = (button("cast.stop", "cast.stop", cast.id),) if waiting and cast.state is CastState.SENDING else ()
    who = (button("cast.who", "cast.missed", cast.id),) if missed else ()
    return ((*stop, *who),) if stop or who else ()
