"""``python -m tests.bench.routing``: the router beside simpler ones on the development set, its speed and its size."""

import argparse
import csv
import json
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import count, cycle, islice
from pathlib import Path
from statistics import median

from bot.content import load_town, packaged_content
from bot.domain.topic import Topic
from bot.domain.town import ANDERS, Town
from bot.routing.evaluation import evaluate
from bot.routing.router import Router
from tests.bench.routing_rivals import KINDS, Order, by_full_text, by_keywords, other_marks

DEVELOPMENT = Path(__file__).parent.parent / "routing" / "development.csv"
LEARNT = 50_000
_ALL = 77
"""Examples a topic, in the three languages together, that make a thousand for thirteen topics."""


@dataclass(frozen=True, slots=True)
class Line:
    """How one way of routing did."""

    name: str
    first: float
    among_three: float
    microseconds: float


def main() -> None:
    """Measure and print; with ``--quick`` fewer learnt examples."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.routing", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="learn a tenth as much")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there as well")
    given = parser.parse_args()
    town, rows = load_town(packaged_content()), questions()
    lines = compared(town, rows)
    print(f"{'':44}  top-1  top-3  microseconds (median)")
    for line in lines:
        print(f"{line.name:44}  {line.first:.3f}  {line.among_three:.3f}  {line.microseconds:6.0f}")
    quality = evaluate(rows, town.topics, _router(town, calibrated=True).rank, time.perf_counter)
    alone, right = quality.proposed or 0.0, quality.proposed_right or 0.0
    print(f"\nproposed alone {alone:.1%}, right {right:.1%}; out of scope left to a person {quality.caught or 0.0:.1%}")
    figures = dict(measured(town, [text for text, _ in rows], LEARNT // 10 if given.quick else LEARNT))
    for name, figure in figures.items():
        print(f"{name:60} {figure:10.2f}")
    if given.json:
        written = {"compared": list(map(asdict, lines)), "quality": asdict(quality), "figures": figures}
        given.json.write_text(json.dumps(written, indent=1))


def questions(file: Path = DEVELOPMENT) -> list[tuple[str, str]]:
    """Return the development set: questions with their topics."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [(row["text"], row["topic"]) for row in csv.DictReader(lines)]


def compared(town: Town, rows: Sequence[tuple[str, str]]) -> list[Line]:
    """Return how each way does on the questions that are about a topic."""
    inside = [row for row in rows if row[1] != ANDERS]
    ours = _router(town, calibrated=True)
    lines = [
        _line("keywords alone", by_keywords(town), inside),
        _line("SQLite FTS5, topic of the best example", by_full_text(town, add=False), inside),
        _line("SQLite FTS5, examples of a topic added up", by_full_text(town, add=True), inside),
    ]
    for name, kind in KINDS.items():
        with other_marks(kind):
            lines.append(_line(f"ours, with {name}", _by(_router(town)), inside))
    return [*lines, _line("ours", _by(ours), inside)]


def measured(town: Town, texts: Sequence[str], learnt: int) -> Iterator[tuple[str, float]]:
    """Yield figures of speed and size with their names."""
    thousand = [_first(topic) for topic in town.topics.values()]
    yield "examples in the small town", float(sum(map(_size, thousand)))
    yield "its router ready, ms", _milliseconds(lambda: Router(thousand), 5)
    yield "its router, MB kept", _megabytes(lambda: Router(thousand))[0]
    yield "packaged town ready, ms", _milliseconds(lambda: _router(town), 5)
    kept, peak = _megabytes(lambda: _router(town))
    yield "packaged town, MB kept", kept
    yield "packaged town, MB at the peak while made", peak
    yield "calibrating the packaged town, ms", _milliseconds(_router(town).calibrate, 1)
    router = _router(town, calibrated=True)
    yield "a question, median microseconds", _median(router.rank, texts)
    long, places = " ".join(texts)[:3990], count()
    yield "4,000 characters, ms", _milliseconds(lambda: router.rank(f"{next(places)} {long}"), 5)
    taught = list(islice(_lessons(town), learnt))
    start = time.perf_counter()
    for text, topic in taught:
        router.learn(text, topic)
    yield "learning a lesson, microseconds", (time.perf_counter() - start) * 1e6 / learnt
    yield f"a question after {learnt} lessons learnt one by one, microseconds", _median(router.rank, texts)
    start = time.perf_counter()
    again = _router(town, taught=taught)
    made = time.perf_counter()
    again.calibrate()
    yield f"learning {learnt} lessons anew, ms", (made - start) * 1e3
    yield "calibrating on them, ms", (time.perf_counter() - made) * 1e3
    yield f"a question after {learnt} lessons learnt anew, microseconds", _median(again.rank, texts)


def _router(town: Town, *, taught: Sequence[tuple[str, str]] = (), calibrated: bool = False) -> Router:
    router = Router(town.topics.values(), town.authorities, town.rules, taught)
    if calibrated:
        router.calibrate()
    return router


def _by(router: Router) -> Order:
    return lambda text: [one.topic for one in router.rank(text).candidates]


def _line(name: str, order: Order, rows: Sequence[tuple[str, str]]) -> Line:
    times: list[float] = []
    ranked: list[tuple[str, Sequence[str]]] = []
    for text, topic in rows:
        start = time.perf_counter()
        ranked.append((topic, order(text)))
        times.append(time.perf_counter() - start)
    first = sum(found[:1] == [topic] for topic, found in ranked) / len(rows)
    among = sum(topic in found[:3] for topic, found in ranked) / len(rows)
    return Line(name, first, among, median(times) * 1e6)


def _first(topic: Topic) -> Topic:
    """Return the topic as a town would write it that has a thousand examples for thirteen."""
    most = _ALL - len(topic.examples_fr) - len(topic.examples_en)
    both = (*topic.examples, *topic.asked)[:most]
    return replace(topic, examples=both, asked=(), known=())


def _size(topic: Topic) -> int:
    return len(topic.examples) + len(topic.examples_fr) + len(topic.examples_en)


def _lessons(town: Town) -> Iterator[tuple[str, str]]:
    """Yield questions without an end, each of the words of one question and some of another, always the same ones."""
    asked = [(text, topic.key) for topic in town.topics.values() for text in (*topic.asked, *topic.examples)]
    for number, (text, topic) in enumerate(cycle(asked)):
        words, others = text.split(), asked[(number * 7919 + number // len(asked)) % len(asked)][0].split()
        turn = number % len(words)
        yield " ".join((*words[turn:], *words[:turn], *others[:3])), topic


def _median(work: Callable[[str], object], texts: Sequence[str]) -> float:
    times = []
    for text in texts:
        start = time.perf_counter()
        work(text)
        times.append(time.perf_counter() - start)
    return median(times) * 1e6


def _milliseconds(work: Callable[[], object], times: int) -> float:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return median(took) * 1e3


def _megabytes(work: Callable[[], object]) -> tuple[float, float]:
    """Return what the result of ``work`` keeps, and what was held at most on the way, as tracemalloc sees it."""
    tracemalloc.start()
    made = work()
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del made
    return kept / 1e6, peak / 1e6


if __name__ == "__main__":
    main()
