"""The metrics as Prometheus reads them."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.transport.metrics import Metrics


class Exposition(Collector):
    """Reads the counts whenever they are asked for."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._registry = CollectorRegistry()
        self._registry.register(self)

    def text(self) -> bytes:
        """Return everything in Prometheus's text format."""
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        """Yield each family with its samples."""
        counts = self._metrics
        yield CounterMetricFamily("kernpunt_updates_received", "Updates stored for the first time", counts.received)
        yield CounterMetricFamily("kernpunt_updates_quarantined", "Updates nobody can read", counts.quarantined)
        yield CounterMetricFamily("kernpunt_flood_pauses", "Times Telegram asked for silence", counts.floods)
        handled = CounterMetricFamily("kernpunt_updates_handled", "Updates by how an attempt ended", labels=["outcome"])
        for outcome, count in counts.handled.items():
            handled.add_metric([outcome], count)
        yield handled
        messages = CounterMetricFamily(
            "kernpunt_messages", "Messages by the state that an attempt left them in", labels=["state"]
        )
        for state, count in counts.messages.items():
            messages.add_metric([state], count)
        yield messages
        waiting = GaugeMetricFamily("kernpunt_waiting", "What waits in memory", labels=["where"])
        for where, count_now in counts.waiting.items():
            waiting.add_metric([where], count_now())
        yield waiting
