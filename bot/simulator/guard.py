"""Keeps other web pages away: only this machine's own names, and no call from a foreign page."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

_OWN_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


@web.middleware
async def refuse_strangers(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answer 403 to a request for another host name, or one that a page from elsewhere makes."""
    headers = request.headers
    port = _own_port(headers.get("Host", ""))
    if port is None:
        return web.Response(status=403, text="only for 127.0.0.1 and localhost")
    origin = headers.get("Origin")
    if (origin is not None and _own_port(urlsplit(origin).netloc) != port) or headers.get("Sec-Fetch-Site") in {
        "cross-site",
        "same-site",
    }:
        return web.Response(status=403, text="not from another page")
    return await handler(request)


def _own_port(netloc: str) -> int | None:
    """Return the port when the host is this machine by one of its own names, else None."""
    try:
        parts = urlsplit(f"//{netloc}")
        return (parts.port or 80) if parts.hostname in _OWN_NAMES else None
    except ValueError:
        return None
