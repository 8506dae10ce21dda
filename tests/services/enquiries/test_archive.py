"""Which earlier questions are worth a look, and how older ones become findable."""

from collections.abc import Iterable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.domain.enquiry import Enquiry, Status
from bot.services.enquiries.archive import BATCH, MOST, earlier_like, index, index_older
from bot.services.ports import Unit

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
ASKED = "mag mijn terras blijven staan tijdens de kerstmarkt?"


class Archive:
    """Finds every question that shares a word, as long as the real one keeps to its contract."""

    def __init__(self, *said: tuple[str, str]) -> None:
        self.words = {number: words for number, (words, _) in enumerate(said, 1)}
        self.enquiries = {
            number: Enquiry(number, 7, Status.CLOSED, "nl", "", NOW, NOW, number, topic=topic)
            for number, (_, topic) in enumerate(said, 1)
        }
        self.indexed: dict[int, tuple[str, ...]] = {}
        self.older: list[int] = []

    @property
    def unit(self) -> Unit:
        return cast("Unit", cast("Any", SimpleNamespace(archive=self)))

    def index(self, enquiry_id: int, words: Iterable[str]) -> None:
        self.indexed[enquiry_id] = tuple(words)

    def unindexed(self, limit: int) -> list[int]:
        batch, self.older = self.older[:limit], self.older[limit:]
        return batch

    def said(self, enquiry_ids: Iterable[int], most: int) -> dict[int, str]:
        return {one: self.words[one][:most] for one in enquiry_ids}

    def answered_like(self, words: Iterable[str], but: int, limit: int) -> list[Enquiry]:
        wanted = set(words)
        found = [number for number, had in self.indexed.items() if number != but and wanted & set(had)]
        return [self.enquiries[number] for number in sorted(found, reverse=True)[:limit]]


def found(*said: tuple[str, str]) -> list[int]:
    """Return which of these (from 2) are shown with the first."""
    archive = Archive((ASKED, "terras"), *said)
    for number in archive.words:
        index(archive.unit, number)
    return [one.id for one in earlier_like(archive.unit, archive.enquiries[1])]


def test_the_likest_come_first_and_few_are_shown() -> None:
    others = [("moet mijn terras weg voor de kerstmarkt?", "terras")] * MOST
    assert found(*others, (ASKED, "terras")) == [5, 4, 3]


def test_nothing_is_like_what_shares_no_word() -> None:
    assert found(("wanneer komt het karton", "afval")) == []


@pytest.mark.parametrize(("topic", "shown"), [("terras", [2]), ("evenement", [])])
def test_about_another_topic_it_must_be_liker(topic: str, shown: list[int]) -> None:
    half = ("mag ik tijdens de kerstmarkt een vuurkorf en drie statafels zetten voor mijn zaak op het kerkplein", topic)
    assert found(half, ("iets anders", "afval")) == shown


def test_the_very_same_words_are_shown_whatever_the_topic() -> None:
    assert found((ASKED, "evenement")) == [2]


def test_a_question_without_words_is_like_none() -> None:
    archive = Archive(("", "anders"), (ASKED, "terras"))
    index(archive.unit, 2)
    assert earlier_like(archive.unit, archive.enquiries[1]) == ()


def test_older_questions_become_findable_a_batch_at_a_time() -> None:
    archive = Archive(*[(ASKED, "terras")] * (BATCH + 1))
    archive.older = list(archive.words)
    assert index_older(archive.unit)
    assert len(archive.indexed) == BATCH
    assert index_older(archive.unit)
    assert archive.indexed.keys() == archive.words.keys()
    assert not index_older(archive.unit)
    assert set(archive.indexed[1]) == {"kerstm", "tijden", "blijve", "terras", "staan", "mijn"}
