"""What the transport counts, for ``/metrics``; no label ever names a person or a chat."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge


class Metrics:
    """The counters of one running bot, in a registry of its own unless another is given."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry if registry is not None else CollectorRegistry()
        self.received = Counter(
            "kernpunt_updates_received", "Updates stored for the first time", registry=self.registry
        )
        self.quarantined = Counter("kernpunt_updates_quarantined", "Updates nobody can read", registry=self.registry)
        self.handled = Counter(
            "kernpunt_updates_handled", "Updates by how an attempt ended", ["outcome"], registry=self.registry
        )
        self.messages = Counter(
            "kernpunt_messages", "Messages by the state that an attempt left them in", ["state"], registry=self.registry
        )
        self.floods = Counter("kernpunt_flood_pauses", "Times Telegram asked for silence", registry=self.registry)
        self._waiting = Gauge("kernpunt_waiting", "What waits in memory", ["where"], registry=self.registry)

    def watch(self, where: str, count: Callable[[], float]) -> None:
        """Show what ``count`` returns at the moment somebody asks, under that name."""
        self._waiting.labels(where).set_function(count)
