"""Other ways to route, to put beside ours: keywords alone, SQLite's full text search, other marks."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch
from zlib import crc32

from bot.domain.town import Town
from bot.routing import classifier
from bot.routing.features import MARKS, different_units, marks, tokens
from bot.routing.teaching import examples
from bot.routing.vocabulary import Vocabulary

Order = Callable[[str], Sequence[str]]
"""From a question to topics, the most probable first."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to make marks: letters in a row, from so many to so many, and whole words and pairs or not."""

    shortest: int
    longest: int
    words: bool
    pairs: bool

    def units(self, text: str) -> dict[str, None]:
        """Return what marks are made of."""
        return dict.fromkeys(different_units(text) if self.pairs else tokens(text))

    def marks(self, unit: str) -> tuple[int, ...]:
        """Return the marks of one of the units."""
        if " " in unit:
            return marks(unit)
        ends = f" {unit[:40]} ".encode()
        sizes = range(self.shortest, self.longest + 1)
        grams = (crc32(ends[at : at + size]) % MARKS for size in sizes for at in range(len(ends) - size + 1))
        return (*marks(unit)[: int(self.words)], *grams)


KINDS = {
    "2 to 5 letters alone": Kind(2, 5, words=False, pairs=False),
    "3 and 4 letters alone": Kind(3, 4, words=False, pairs=False),
    "2 to 5 letters, words, pairs": Kind(2, 5, words=True, pairs=True),
    "3 to 5 letters, words, pairs": Kind(3, 5, words=True, pairs=True),
    "3 and 4 letters, words": Kind(3, 4, words=True, pairs=False),
}


@contextmanager
def other_marks(kind: Kind) -> Iterator[None]:
    """Let classifiers go by other marks than ours within the block."""
    with patch.multiple(classifier, marks=kind.marks, different_units=kind.units):
        yield


def by_keywords(town: Town) -> Order:
    """Return the order by keywords and titles alone, compounds and typos forgiven."""
    vocabulary = Vocabulary(town.topics.values())

    def ranked(text: str) -> Sequence[str]:
        totals = dict.fromkeys(town.topics, 0.0)
        for word in dict.fromkeys(tokens(text)):
            for topic, weight in vocabulary.weights(word).items():
                totals[topic] += weight
        return sorted((topic for topic in totals if totals[topic]), key=lambda topic: -totals[topic])

    return ranked


def by_full_text(town: Town, *, add: bool) -> Order:
    """Return the order of SQLite's full text search (bm25): by the best example, or by all of a topic added up."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE examples USING fts5(text, topic UNINDEXED, tokenize = 'unicode61')")
    known = [(one.text, one.label) for one in examples(town.topics.values(), ())]
    database.executemany("INSERT INTO examples VALUES (?, ?)", known)
    total = "SUM(score)" if add else "MIN(score)"
    query = (
        "WITH found AS MATERIALIZED (SELECT topic, bm25(examples) AS score FROM examples WHERE examples MATCH ?)"
        f" SELECT topic FROM found GROUP BY topic ORDER BY {total}"
    )

    def ranked(text: str) -> Sequence[str]:
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(tokens(text)))
        return [topic for (topic,) in database.execute(query, (words,))]

    return ranked
