"""Which proxy a request takes: the one given, else what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say.

aiohttp can read the environment itself, but does so anew in a thread for every request; here a host is looked up once.
"""

import base64
from dataclasses import dataclass, field
from urllib.request import getproxies, proxy_bypass

from yarl import URL


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where the proxy is, without a password, and the headers that carry it."""

    url: URL
    headers: dict[str, str] = field(default_factory=dict, repr=False)


def parse_proxy(address: str) -> Proxy:
    """Return the proxy at that address; raise ``ValueError`` when it is of a kind that we cannot use."""
    url = URL(address if "://" in address else f"http://{address}")
    if url.scheme not in {"http", "https"} or not url.host:
        raise ValueError(f"HTTPS_PROXY and HTTP_PROXY must be http:// or https:// addresses, not {url.scheme}://")
    if url.user is None:
        return Proxy(url)
    credentials = base64.b64encode(f"{url.user}:{url.password or ''}".encode()).decode()
    return Proxy(url.with_user(None), {"Proxy-Authorization": f"Basic {credentials}"})


class Proxies:
    """The proxy for each host that we talk with."""

    def __init__(self, address: str | None = None) -> None:
        self._fixed = parse_proxy(address) if address else None
        self._known: dict[tuple[str, str], Proxy | None] = {}

    def of(self, url: URL) -> Proxy | None:
        """Return the proxy for that address, None when there is none; raise ``ValueError`` on a wrong setting."""
        if self._fixed is not None:
            return self._fixed
        key = (url.scheme, url.host or "")
        if key not in self._known:
            self._known[key] = _from_environment(*key)
        return self._known[key]


def _from_environment(scheme: str, host: str) -> Proxy | None:
    addresses = getproxies()
    address = addresses.get(scheme) or addresses.get("all")
    if not address or proxy_bypass(host):
        return None
    return parse_proxy(address)
