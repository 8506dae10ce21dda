"""What the counts of some months come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.tally import Count, Counted


class By(StrEnum):
    """What numbers are broken down by."""

    TOPIC = "topic"
    ZONE = "zone"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Sums:
    """How often each thing was counted."""

    counts: Mapping[Counted, int] = field(default_factory=dict)

    def __getitem__(self, what: Counted) -> int:
        """Return how often; 0 for what never happened."""
        return self.counts.get(what, 0)

    @property
    def days(self) -> float:
        """Return the working days until the first answer, on average and to one decimal; 0 without answers."""
        answered = self[Counted.ANSWERED]
        return round(self[Counted.DAYS] / answered, 1) if answered else 0.0


def total(counts: Iterable[Count]) -> Sums:
    """Return the sums of all of these."""
    summed: dict[Counted, int] = {}
    for one in counts:
        summed[one.tally.what] = summed.get(one.tally.what, 0) + one.count
    return Sums(summed)


def broken_down(counts: Iterable[Count], by: By) -> tuple[tuple[str, Sums], ...]:
    """Return the sums for each key, the one with most questions asked first; "" is who has none."""
    groups: dict[str, list[Count]] = {}
    for one in counts:
        groups.setdefault(getattr(one.tally, by.value), []).append(one)
    summed = [(key, total(group)) for key, group in groups.items()]
    return tuple(sorted(summed, key=lambda pair: (-pair[1][Counted.ASKED], -pair[1][Counted.ANSWERED], pair[0])))
