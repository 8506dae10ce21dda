"""Questions of which the topic is known and that stand in no content file: the router is measured on them."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

from bot.domain.elsewhere import Authority
from bot.domain.topic import Topic
from bot.domain.town import Town

Asked = tuple[str, str]
"""A question and the key of its topic."""

_HERE = Path(__file__).parent


def development() -> list[Asked]:
    """Return the development set: written before the tuning, by another hand than the examples."""
    with (_HERE / "development.csv").open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["topic"]) for row in csv.DictReader(file)]


def two_questions() -> list[tuple[str, frozenset[str]]]:
    """Return messages that ask two things, with both topics."""
    with (_HERE / "two_questions.csv").open(encoding="utf-8", newline="") as file:
        return [(row["text"], frozenset(row["topics"].split("|"))) for row in csv.DictReader(file)]


def halves(rows: Sequence[Asked]) -> tuple[list[Asked], list[Asked]]:
    """Return two halves with as many questions about each topic."""
    sorted_rows = sorted(rows, key=lambda row: row[1])
    return sorted_rows[::2], sorted_rows[1::2]


def starting(town: Town) -> tuple[list[Topic], list[Authority]]:
    """Return the town as it starts: 25 examples a topic, 15 keywords, 8 in French and English, no questions asked."""
    topics = [
        replace(
            topic,
            keywords=_drawn(topic.keywords, 15),
            examples=_drawn(topic.examples, 25),
            examples_fr=_drawn(topic.examples_fr, 8),
            examples_en=_drawn(topic.examples_en, 8),
            asked=(),
            known=(),
        )
        for topic in town.topics.values()
    ]
    return topics, [replace(authority, asked=()) for authority in town.authorities]


def _drawn(words: Iterable[str], count: int) -> tuple[str, ...]:
    """Return so many of the words, always the same, whatever their order in the file."""
    return tuple(sorted(words, key=lambda one: crc32(one.encode()))[:count])
