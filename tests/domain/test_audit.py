"""The chain of entries."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audit import Entry, broken_at

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WORDS = st.text(max_size=12)


def chain(*acts: tuple[str, str]) -> list[Entry]:
    entries: list[Entry] = []
    for number, (action, subject) in enumerate(acts, 1):
        before = entries[-1].hash if entries else ""
        entries.append(Entry(number, NOW, 2001, action, subject, "done").after(before))
    return entries


THREE = chain(("one", "a"), ("two", "b"), ("three", "c"))


def test_a_chain_that_nobody_touched_is_whole() -> None:
    assert broken_at([]) == 0
    assert broken_at(THREE) == 0
    assert broken_at(THREE[1:], THREE[0].hash) == 0


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6), st.data())
def test_any_change_shows(acts: list[tuple[str, str]], data: st.DataObject) -> None:
    entries = chain(*acts)
    place = data.draw(st.integers(0, len(entries) - 1))
    one = entries[place]
    changed = data.draw(
        st.sampled_from(
            [
                replace(one, actor_id=one.actor_id + 1),
                replace(one, at=one.at + timedelta(microseconds=1)),
                replace(one, action=f"{one.action}x"),
                replace(one, subject=f"{one.subject}x"),
                replace(one, outcome="refused"),
                replace(one, hash=""),
            ]
        )
    )
    assert broken_at([*entries[:place], changed, *entries[place + 1 :]]) == one.id


def test_what_is_taken_out_shows_at_the_next_one() -> None:
    assert broken_at([THREE[0], THREE[2]]) == 3
    assert broken_at(THREE[1:]) == 2


def test_words_cannot_move_from_one_field_to_the_next() -> None:
    one, other = Entry(1, NOW, 1, "ab", "c", "done"), Entry(1, NOW, 1, "a", "bc", "done")
    assert one.after("").hash != other.after("").hash


def test_the_same_moment_in_another_zone_is_the_same() -> None:
    one = Entry(1, NOW, 1, "a", "b", "done")
    elsewhere = replace(one, at=NOW.astimezone(timezone(timedelta(hours=2))))
    assert one.after("").hash == elsewhere.after("").hash
