"""How the open questions can be narrowed to some of them, and what a period of asked questions is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_DECEMBER = 12


class Filter(StrEnum):
    """Which of the open questions are shown."""

    ALL = "all"
    LATE = "late"
    NEW = "new"
    MINE = "mine"
    ASKER = "asker"
    LATER = "later"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A filter with what it needs: a department's key, or whose questions they are."""

    by: Filter = Filter.ALL
    department: str = ""
    owner_id: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year; as a number (202611) it fits in a button."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month of that day."""
        return cls(day.year, day.month)

    @classmethod
    def numbered(cls, number: int) -> "Month | None":
        """Return the month with that number, None when there is no such month."""
        year, month = divmod(number, 100)
        return cls(year, month) if 1 <= month <= _DECEMBER and date.min.year < year < date.max.year else None

    @property
    def number(self) -> int:
        """Return the number of the month: 202611."""
        return 100 * self.year + self.month

    @property
    def key(self) -> str:
        """Return the month as rows have it: "2026-11"."""
        return f"{self.year:04}-{self.month:02}"

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, self.month, 1)

    def plus(self, months: int) -> "Month":
        """Return the month so many later, or earlier."""
        year, month = divmod(_DECEMBER * self.year + self.month - 1 + months, _DECEMBER)
        return Month(year, month + 1)
