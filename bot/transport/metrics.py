"""What the transport counts while it runs; ``exposition`` puts it in the words of ``/metrics`` where that is served."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Metrics:
    """The counts of one running bot since it came up; none of them names a person or a chat.

    ``handled`` is by how an attempt ended, ``messages`` by the state that it left them in, and ``waiting`` says by
    place how to count what waits in memory at the moment somebody asks.
    """

    received: int = 0
    quarantined: int = 0
    floods: int = 0
    handled: Counter[str] = field(default_factory=Counter)
    messages: Counter[str] = field(default_factory=Counter)
    waiting: dict[str, Callable[[], int]] = field(default_factory=dict)
