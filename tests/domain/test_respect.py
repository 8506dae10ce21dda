"""Respect: never at night, never twice a day, never against a switch; and what waits, waits for a moment that comes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Calendar, Interval
from bot.domain.contact import Contact, Matter, Proactive
from bot.domain.message import Localized
from bot.domain.respect import (
    Never,
    Now,
    Topic,
    Wait,
    allowed_from,
    day_began,
    decide,
    is_paused,
    is_quiet,
    wants,
)

ZONE = ZoneInfo("Europe/Brussels")
CHRISTMAS, BOXING_DAY = date(2026, 12, 25), date(2026, 12, 26)  # a Friday, and a closing day of the town hall
CALENDAR = Calendar(
    zone=ZONE,
    hours=((Interval(time(9), time(12)),),) * 5 + ((), ()),
    holidays={CHRISTMAS: Localized(nl="Kerstmis")},
    closing_days={BOXING_DAY: Localized(nl="Brugdag")},
)
PERSON = Contact(1, "Sofie", "nl", datetime(2026, 1, 1, tzinfo=UTC), proactive=Proactive.ALL)
MEETING = Topic(Matter.MEETING)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - see timezones


def at(month: int, day: int, hour: int, minute: int = 0, second: int = 0, *, year: int = 2026) -> datetime:
    """Return that wall time in town, as a moment."""
    return datetime(year, month, day, hour, minute, second, tzinfo=ZONE).astimezone(UTC)


def person(**more: object) -> Contact:
    known = {"proactive": Proactive.ALL} | more
    return Contact(1, "Sofie", "nl", PERSON.first_seen_at, **known)  # type: ignore[arg-type] # any field


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        (at(11, 24, 8, 59, 59), True),
        (at(11, 24, 9), False),
        (at(11, 24, 18, 59, 59), False),
        (at(11, 24, 19), True),
        (at(11, 24, 0), True),
        (at(11, 28, 12), False),  # a Saturday
        (at(11, 29, 12), True),  # a Sunday
        (at(12, 25, 12), True),
        (at(12, 26, 12), False),  # the town hall is closed, and people are at work
    ],
)
def test_quiet_are_evenings_nights_sundays_and_public_holidays(moment: datetime, quiet: bool) -> None:
    assert is_quiet(CALENDAR, moment) is quiet


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        (at(11, 24, 10), at(11, 24, 10)),
        (at(11, 24, 6), at(11, 24, 9)),
        (at(11, 24, 21, 10), at(11, 25, 9)),
        (at(11, 28, 19), at(11, 30, 9)),  # over a Sunday
        (at(12, 24, 20), at(12, 26, 9)),  # over Christmas
        (at(3, 27, 22, year=2027), at(3, 29, 9, year=2027)),  # over the night on which an hour is skipped
        (at(10, 30, 22, year=2027), at(11, 1, 9, year=2027)),  # and the one on which an hour comes twice
    ],
)
def test_what_is_quiet_waits_for_nine_in_the_morning(moment: datetime, allowed: datetime) -> None:
    assert allowed_from(CALENDAR, moment) == allowed


def test_nine_is_nine_on_the_wall_on_both_sides_of_a_clock_change() -> None:
    assert allowed_from(CALENDAR, at(3, 26, 20, year=2027)).hour == 8
    assert allowed_from(CALENDAR, at(3, 28, 20, year=2027)).hour == 7


@pytest.mark.parametrize(
    "moment", [at(3, 28, 12, year=2027), at(10, 31, 12, year=2027), at(11, 24, 0), at(11, 24, 23, 59)]
)
def test_a_day_begins_at_midnight_in_town(moment: datetime) -> None:
    began = day_began(CALENDAR, moment).astimezone(ZONE)
    assert (began.date(), began.time()) == (moment.astimezone(ZONE).date(), time())


@pytest.mark.parametrize(
    ("who", "topic", "heard"),
    [
        (PERSON, MEETING, True),
        (person(proactive=None), MEETING, False),
        (person(proactive=None), Topic(Matter.DECISION, own=True), True),
        (person(muted=frozenset({Matter.MEETING})), MEETING, False),
        (person(muted=frozenset({Matter.MEETING})), Topic(Matter.MEETING, own=True, urgent=True), False),
        (person(muted=frozenset({Matter.DECISION})), MEETING, True),
        (person(proactive=Proactive.OWN), MEETING, False),
        (person(proactive=Proactive.OWN), Topic(Matter.DECISION, own=True), True),
        (person(proactive=Proactive.NONE), Topic(Matter.DECISION, own=True), False),
        (person(proactive=Proactive.NONE), Topic(None), True),
    ],
)
def test_the_switches_are_the_persons(who: Contact, topic: Topic, heard: bool) -> None:
    assert wants(who, topic) is heard
    assert isinstance(decide(who, topic, at(11, 24, 10), 0, CALENDAR), Now if heard else Never)


def test_one_a_day_and_the_next_tomorrow_morning() -> None:
    now = at(11, 28, 10)
    assert decide(PERSON, MEETING, now, 0, CALENDAR) == Now()
    assert decide(PERSON, MEETING, now, 1, CALENDAR) == Wait(at(11, 30, 9))  # tomorrow is a Sunday


def test_own_questions_and_what_is_urgent_come_besides_the_one_a_day() -> None:
    now = at(11, 24, 10)
    assert decide(PERSON, Topic(Matter.DECISION, own=True), now, 3, CALENDAR) == Now()
    assert decide(PERSON, Topic(Matter.MEETING, urgent=True), now, 3, CALENDAR) == Now()


def test_only_what_is_urgent_or_asked_for_comes_at_night() -> None:
    night = at(11, 24, 23)
    assert decide(PERSON, Topic(Matter.MEETING, urgent=True), night, 0, CALENDAR) == Now()
    assert decide(PERSON, Topic(None), night, 5, CALENDAR) == Now()
    assert decide(PERSON, Topic(Matter.DECISION, own=True), night, 0, CALENDAR) == Wait(at(11, 25, 9))


def test_a_pause_is_waited_for_whatever_it_is_except_what_people_asked_for() -> None:
    paused = person(paused_until=at(12, 4, 22))
    assert is_paused(paused, at(12, 4, 21))
    assert not is_paused(paused, at(12, 4, 22))
    assert decide(paused, Topic(Matter.MEETING, urgent=True), at(11, 24, 10), 0, CALENDAR) == Wait(at(12, 5, 9))
    assert decide(paused, Topic(None), at(11, 24, 10), 0, CALENDAR) == Now()
    assert decide(paused, MEETING, at(12, 5, 10), 0, CALENDAR) == Now()


PEOPLE = st.builds(
    person,
    proactive=st.sampled_from([None, *Proactive]),
    muted=st.frozensets(st.sampled_from(Matter)),
    paused_until=st.none() | MOMENTS,
)
TOPICS = st.builds(Topic, st.none() | st.sampled_from(Matter), own=st.booleans(), urgent=st.booleans())


@given(PEOPLE, TOPICS, MOMENTS, st.integers(0, 3))
def test_whatever_it_is_nobody_is_disturbed_and_a_wait_is_always_later(
    who: Contact, topic: Topic, now: datetime, said: int
) -> None:
    verdict = decide(who, topic, now, said, CALENDAR)
    if isinstance(verdict, Wait):
        assert verdict.until > now
        assert not is_quiet(CALENDAR, verdict.until)
    if topic.matter is not None and not topic.urgent and is_quiet(CALENDAR, now):
        assert not isinstance(verdict, Now)
    if topic.matter in who.muted:
        assert isinstance(verdict, Never)


@given(st.lists(st.tuples(st.sampled_from(Matter), st.timedeltas(timedelta(0), timedelta(hours=30)))), MOMENTS)
def test_over_the_days_nobody_gets_two_on_one_day_and_all_of_them_come(
    news: list[tuple[Matter, timedelta]], start: datetime
) -> None:
    waiting = []
    for matter, later in news:
        start += later
        waiting.append((start, matter))
    said: list[date] = []
    for moment, matter in waiting:
        now, verdict = moment, decide(PERSON, Topic(matter), moment, said.count(CALENDAR.local_date(moment)), CALENDAR)
        for _ in range(len(news) + 10):
            if isinstance(verdict, Now):
                break
            assert isinstance(verdict, Wait)
            now = verdict.until
            verdict = decide(PERSON, Topic(matter), now, said.count(CALENDAR.local_date(now)), CALENDAR)
        assert verdict == Now()
        said.append(CALENDAR.local_date(now))
    assert len(set(said)) == len(news)
