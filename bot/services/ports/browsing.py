"""What the use cases need to look through the questions: narrowed, searched, over a period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.enquiry import Enquiry
from bot.domain.narrowing import Narrowed


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what an account of it needs: its asker's zone, and when it was first answered."""

    enquiry: Enquiry
    zone: str
    answered_at: datetime | None


class Browsing(Protocol):
    """Looks through the questions."""

    def page(self, narrowed: Narrowed, today: str, limit: int, offset: int = 0) -> Sequence[Enquiry]:
        """Return open questions in the queue's order; ``today`` is an ISO date."""
        ...

    def count(self, narrowed: Narrowed, today: str) -> int:
        """Return how many open questions there are of that kind."""
        ...

    def by_department(self) -> Mapping[str, int]:
        """Return how many open questions each department has or is to get, "" for those of none."""
        ...

    def search(
        self, terms: Sequence[tuple[str, str]], department: str, limit: int, offset: int = 0
    ) -> tuple[Sequence[Enquiry], int]:
        """Return questions in which each term is said or in the asker's name, the newest first, and how many there are.

        A term is a stem of a question and the beginning of a name. With a ``department`` only what that was given. Of
        each term the newest few hundred count: a word that half of the town uses costs no more than a rare one.
        """
        ...

    def asked_between(self, since: datetime, until: datetime, department: str, limit: int) -> Sequence[Asked]:
        """Return what was asked from ``since`` up to ``until``, the oldest first, of one department or of all."""
        ...

    def followers(self, enquiry_id: int) -> Sequence[Enquiry]:
        """Return the questions that get the answer of that one too, in order."""
        ...

    def open_like(self, words: Sequence[str], but: int, limit: int) -> Sequence[Enquiry]:
        """Return questions still to be answered that share the most of these words, as the archive does."""
        ...

    def index_names(self, limit: int) -> bool:
        """Note the names of some contacts of before names were noted; return whether there may be more."""
        ...
