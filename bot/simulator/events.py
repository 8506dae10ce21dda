"""Server-Sent Events: what the page is told the moment it happens."""

import asyncio

import orjson

_QUEUE_SIZE = 2000


class EventHub:
    """Hands every event to all listeners; a listener that falls behind loses its oldest events."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[bytes | None]] = set()

    @property
    def listening(self) -> bool:
        """Whether anybody listens, so that nobody else need put an event together."""
        return bool(self._listeners)

    def publish(self, name: str, payload: object) -> None:
        """Send an event to all listeners."""
        if self._listeners:
            self._put(b"event: " + name.encode() + b"\ndata: " + orjson.dumps(payload, default=str) + b"\n\n")

    def close(self) -> None:
        """End all streams."""
        self._put(None)

    def open(self) -> asyncio.Queue[bytes | None]:
        """Return a new listener's queue; None in it means the end."""
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(_QUEUE_SIZE)
        self._listeners.add(queue)
        return queue

    def leave(self, queue: asyncio.Queue[bytes | None]) -> None:
        """Forget a listener."""
        self._listeners.discard(queue)

    def _put(self, entry: bytes | None) -> None:
        for queue in self._listeners:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(entry)
