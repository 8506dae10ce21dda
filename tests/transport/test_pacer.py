from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.ports import Lane
from bot.transport.limits import Limits, Rhythm, Window
from bot.transport.pacer import Job, Pacer
from tests.transport.fakes import row

EPSILON = 1e-6


@dataclass
class Run:
    """Plays a schedule in a time of its own: every request takes ``latency`` and then ends."""

    pacer: Pacer
    latency: float = 0.05
    now: float = 0.0
    sent: list[tuple[float, Job]] = field(default_factory=list)
    under_way: list[tuple[float, Job]] = field(default_factory=list)

    def until(self, end: float) -> None:
        while self.now < end:
            self._finish()
            while job := self.pacer.take(self.now):
                self.sent.append((self.now, job))
                self.under_way.append((self.now + self.latency, job))
            wait = self.pacer.wait(self.now)
            steps = [moment for moment, _ in self.under_way] + ([self.now + wait] if wait is not None else [])
            self.now = min(end, max(min(steps, default=end), self.now + EPSILON))

    def _finish(self) -> None:
        for moment, job in [pair for pair in self.under_way if pair[0] <= self.now]:
            self.under_way.remove((moment, job))
            self.pacer.answered(job, moment)
            self.pacer.done(job)

    @property
    def order(self) -> list[int]:
        return [job.row.id for _, job in self.sent]


def most_within(moments: list[float], seconds: float) -> int:
    return max(
        (sum(start <= other < start + seconds - EPSILON for other in moments) for start in moments),
        default=0,
    )


rows = st.lists(
    st.tuples(
        st.floats(0, 5),
        st.sampled_from([1, 2, 3, 4, -7]),
        st.sampled_from(Lane),
        st.booleans(),
    ),
    max_size=60,
)
pauses = st.lists(st.tuples(st.floats(0, 8), st.floats(0.1, 3)), max_size=2)


Arrival = tuple[float, int, Lane, bool]


def play(arrivals: list[Arrival], silences: list[tuple[float, float]], latency: float) -> Run:
    run = Run(Pacer(Limits(overall_per_second=5)), latency)
    events: list[tuple[float, Job | float]] = [(at, length) for at, length in silences]
    for number, (at, chat, lane, edit) in enumerate(arrivals, start=1):
        events.append((at, Job(row(number, chat, lane, edits=9 if edit else 0))))
    for at, event in sorted(events, key=lambda pair: pair[0]):
        run.until(at)
        if isinstance(event, Job):
            run.pacer.add(event)
        else:
            run.pacer.pause(at + event)
    run.until(300)
    return run


@given(rows, pauses, st.floats(0, 0.4))
def test_the_overall_ceiling_holds_pauses_are_silent_and_everything_leaves(
    arrivals: list[Arrival], silences: list[tuple[float, float]], latency: float
) -> None:
    run = play(arrivals, silences, latency)
    moments = [moment for moment, _ in run.sent]
    assert sorted(run.order) == list(range(1, len(arrivals) + 1))
    assert most_within(moments, 1.0) <= 5
    # What arrives in the same instant as the pause may just have left.
    assert not [m for m in moments for at, length in silences if at + EPSILON < m < at + length - EPSILON]


@given(rows, st.floats(0, 0.4))
def test_no_chat_gets_more_than_its_share(arrivals: list[Arrival], latency: float) -> None:
    by_chat: dict[int, list[float]] = defaultdict(list)
    for moment, job in play(arrivals, [], latency).sent:
        if not job.is_edit:
            by_chat[job.chat_id].append(moment)
    for chat, moments in by_chat.items():
        assert all(most_within(moments, seconds) <= 3 + seconds for seconds in (1.0, 5.0, 20.0))
        assert chat > 0 or most_within(moments, 60.0) <= 20


@given(rows, st.floats(0, 0.4))
def test_within_a_chat_and_lane_the_next_leaves_when_the_one_before_has_ended(
    arrivals: list[Arrival], latency: float
) -> None:
    by_lane: dict[tuple[int, Lane], list[float]] = defaultdict(list)
    for moment, job in play(arrivals, [], latency).sent:
        by_lane[job.chat_id, job.lane].append(moment)
    for moments in by_lane.values():
        assert all(later - earlier >= latency - EPSILON for earlier, later in pairwise(moments))


@given(rows)
def test_within_a_chat_and_lane_the_order_of_the_rows_is_kept(arrivals: list[Arrival]) -> None:
    run = Run(Pacer(Limits()))
    for number, (_, chat, lane, _edit) in sorted(enumerate(arrivals, start=1), key=lambda pair: pair[1][0]):
        run.pacer.add(Job(row(number, chat, lane)))
    run.until(300)
    places: dict[tuple[int, Lane], list[int]] = defaultdict(list)
    for _, job in run.sent:
        places[job.chat_id, job.lane].append(job.row.id)
    assert all(numbers == sorted(numbers) for numbers in places.values())


@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.sampled_from(Lane), st.sampled_from(["done", "again", "add"])), max_size=80
    )
)
def test_whatever_happens_to_the_attempts_nothing_is_lost_or_doubled(
    script: list[tuple[int, Lane, str]],
) -> None:
    pacer, now = Pacer(Limits.none()), 0.0
    under_way: list[Job] = []
    ended: list[int] = []
    for number, (chat, lane, what) in enumerate(script, start=1):
        now += 1
        if what == "add":
            pacer.add(Job(row(number, chat, lane)))
        elif job := pacer.take(now):
            under_way.append(job)
        if under_way and what != "add":
            job = under_way.pop(0)
            if what == "done":
                pacer.done(job)
                ended.append(job.row.id)
            else:
                job.not_before = now + 2
                pacer.again(job)
    for job in under_way:
        pacer.again(job)
    while (wait := pacer.wait(now)) is not None:
        now += wait
        job_now = pacer.take(now)
        assert job_now is not None
        ended.append(job_now.row.id)
        pacer.done(job_now)
    assert sorted(ended) == [number for number, (_, _, what) in enumerate(script, start=1) if what == "add"]


def test_replies_leave_before_notices_and_notices_before_messages_to_many() -> None:
    run = Run(Pacer(Limits.none()))
    for number, lane in enumerate([Lane.BULK, Lane.NOTICE, Lane.REPLY, Lane.BULK, Lane.REPLY], start=1):
        run.pacer.add(Job(row(number, number, lane)))
    run.until(1)
    assert run.order == [3, 5, 2, 1, 4]


@pytest.mark.parametrize("latency", [0.002, 0.02, 0.05, 0.2])
def test_a_reply_amid_a_broadcast_does_not_wait(latency: float) -> None:
    run = Run(Pacer(Limits()), latency)
    for number in range(1, 301):
        run.pacer.add(Job(row(number, number, Lane.BULK)))
    run.until(5.0)
    run.pacer.add(Job(row(1000, 5000, Lane.REPLY)))
    run.until(20)
    moment = next(moment for moment, job in run.sent if job.row.id == 1000)
    assert moment - 5.0 <= EPSILON
    # 29 a second, or fewer where answers take long: each counts from its answer on.
    assert run.sent[-1][0] <= 300 / 29 * (1 + latency) + 0.1
    assert most_within([moment for moment, _ in run.sent], 1.0) <= 30


def test_a_gap_in_a_broadcast_does_not_come_back_every_second_for_replies() -> None:
    run = Run(Pacer(Limits()), latency=0.002)
    for number in range(1, 31):
        run.pacer.add(Job(row(number, number, Lane.MANY)))
    run.until(1.2)
    for number in range(31, 300):
        run.pacer.add(Job(row(number, number, Lane.MANY)))
    for number, moment in enumerate((4.05, 5.15, 6.25, 7.35), start=1000):
        run.until(moment)
        run.pacer.add(Job(row(number, number, Lane.REPLY)))
        run.until(moment + EPSILON)
        assert run.order[-1] == number


def test_where_only_one_a_second_is_taken_lower_lanes_leave_too() -> None:
    run = Run(Pacer(Limits(overall_per_second=1)), latency=0.01)
    for number in (1, 2, 3):
        run.pacer.add(Job(row(number, number, Lane.MANY)))
    run.until(3)
    assert run.order == [1, 2, 3]
    assert most_within([moment for moment, _ in run.sent], 1.0) == 1


def test_a_broadcast_leaves_evenly_so_that_a_reply_just_after_its_start_finds_room() -> None:
    run = Run(Pacer(Limits()))
    for number in range(1, 101):
        run.pacer.add(Job(row(number, number, Lane.BULK)))
    run.until(0.1)
    run.pacer.add(Job(row(1000, 5000, Lane.REPLY)))
    run.until(0.1 + EPSILON)
    assert run.order[-1] == 1000
    assert len(run.sent) <= 3 + 3 + 1


def test_a_chat_gets_a_short_burst_and_then_one_a_second() -> None:
    run = Run(Pacer(Limits()), latency=0.0)
    for number in range(1, 7):
        run.pacer.add(Job(row(number)))
    run.until(10)
    assert [round(moment, 3) for moment, _ in run.sent] == [0, 0, 0, 1, 2, 3]


def test_a_group_gets_twenty_a_minute() -> None:
    run = Run(Pacer(Limits()))
    for number in range(1, 31):
        run.pacer.add(Job(row(number, -5)))
    run.until(59.9)
    assert len(run.sent) == 20
    run.until(100)
    assert len(run.sent) == 30


def test_edits_do_not_wait_for_the_chats_beat() -> None:
    run = Run(Pacer(Limits()), latency=0.0)
    for number in range(1, 8):
        run.pacer.add(Job(row(number, edits=5)))
    run.until(0.5)
    assert len(run.sent) == 7


def test_one_that_is_tried_again_holds_back_its_chat_but_no_other_and_no_reply() -> None:
    pacer = Pacer(Limits.none())
    for number, chat, lane in [(1, 1, Lane.BULK), (2, 1, Lane.BULK), (3, 2, Lane.BULK)]:
        pacer.add(Job(row(number, chat, lane)))
    first = pacer.take(0.0)
    assert first is not None
    first.not_before = 5.0
    pacer.again(first)
    pacer.add(Job(row(4, 1, Lane.REPLY)))
    run = Run(pacer, latency=0.0)
    run.until(10)
    assert run.order == [4, 3, 1, 2]
    assert run.sent[2][0] == 5.0


def test_a_reply_that_waits_holds_back_later_replies_and_notices_of_its_chat() -> None:
    pacer = Pacer(Limits.none())
    pacer.add(Job(row(1)))
    waiting = pacer.take(0.0)
    assert waiting is not None
    pacer.add(Job(row(2)))
    pacer.add(Job(row(3, lane=Lane.NOTICE)))
    assert pacer.take(1.0) is None
    assert pacer.wait(1.0) is None
    waiting.not_before = 2.0
    pacer.again(waiting)
    run = Run(pacer, now=1.0)
    run.until(5)
    assert run.order == [1, 2, 3]


def test_a_reply_leaves_while_a_message_to_many_is_under_way_to_the_same_chat() -> None:
    pacer = Pacer(Limits())
    pacer.add(Job(row(1, lane=Lane.BULK)))
    assert pacer.take(0.0) is not None
    pacer.add(Job(row(2)))
    later = pacer.take(0.0)
    assert later is not None
    assert later.row.id == 2


def test_what_waits_for_a_group_moves_with_it() -> None:
    pacer = Pacer(Limits.none())
    for number in (1, 2, 3):
        pacer.add(Job(row(number, -5, edits=number)))
    first = pacer.take(0.0)
    assert first is not None
    pacer.move(-5, -1005)
    pacer.done(first)
    run = Run(pacer)
    run.until(1)
    assert [(job.row.id, job.row.chat_id, job.row.edits) for _, job in run.sent] == [(2, -1005, 0), (3, -1005, 0)]
    pacer.move(-99, -1)


def test_chats_that_are_quiet_are_forgotten() -> None:
    run = Run(Pacer(Limits.none()), latency=0.0)
    for number in range(1, 5_000):
        run.pacer.add(Job(row(number, number)))
        run.until(run.now + 0.001)
    assert len(run.sent) == 4_999
    assert len(run.pacer._chats) <= 2_100


def test_counts_by_lane() -> None:
    pacer = Pacer(Limits())
    pacer.add(Job(row(1)))
    pacer.add(Job(row(2, lane=Lane.MANY)))
    assert [pacer.waiting(lane) for lane in Lane] == [1, 0, 1, 0]


def test_what_is_held_up_on_its_way_does_not_arrive_with_too_many_others() -> None:
    """The first few leave in time and arrive late: seen from there, too, no second holds more than it may."""
    run = Run(Pacer(Limits(chat_burst=100)), latency=0.01)
    for number in range(1, 121):
        run.pacer.add(Job(row(number, number, Lane.MANY)))
    arrived = []
    for step in range(1, 60):
        run.latency = 0.12 if step % 7 == 0 else 0.002
        already = len(run.sent)
        run.until(step / 10)
        arrived += [moment + run.latency for moment, _ in run.sent[already:]]
    assert len(arrived) == 120
    assert most_within(sorted(arrived), 1.0) <= 30


def test_an_answer_that_takes_long_holds_back_no_more_than_a_little() -> None:
    run = Run(Pacer(Limits()), latency=2.0)
    for number in range(1, 101):
        run.pacer.add(Job(row(number, number, Lane.MANY)))
    run.until(10)
    assert run.sent[-1][0] <= 100 / 30 * 1.3 + 0.1


def test_a_window_is_exact_and_a_rhythm_lets_a_few_come_early() -> None:
    window, rhythm = Window(2, 1.0), Rhythm(2, 2)
    for moment in (0.0, 0.3):
        assert window.free_at() <= moment
        window.note(moment)
    assert window.free_at() == 1.0
    for moment in (0.0, 0.0):
        assert rhythm.free_at() <= moment
        rhythm.note(moment)
    assert rhythm.free_at() == 0.5
