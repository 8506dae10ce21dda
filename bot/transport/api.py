"""The Bot API without objects: parameters in, raw result out. That is what makes sending and polling quick."""

from collections.abc import Mapping
from typing import Protocol

from yarl import URL

from bot.transport.failures import refusal
from bot.transport.request import AiohttpRequest, Files, client_timeout, parse

_OK = 200
_CONNECT, _WRITE, _POOL = 5.0, 60.0, 5.0


class Api(Protocol):
    """Anything that makes Bot API calls; tests bring their own."""

    async def call(
        self,
        method: str,
        parameters: Mapping[str, object] = ...,
        *,
        files: Files | None = None,
        read_timeout: float | None = None,
    ) -> object:
        """Return the result of the method as plain JSON values; raise ``telegram.error`` exceptions."""
        ...


class BotApi:
    """One bot at one Bot API server.

    Args:
        request: the connections; a long poll keeps one busy, so it is given a ``BotApi`` and connections of its own.
        base_url: the server, "https://api.telegram.org" for Telegram's own.
        token: the bot's secret; it is in no exception and no log line.
    """

    def __init__(self, request: AiohttpRequest, base_url: str, token: str) -> None:
        self._request = request
        self._root = f"{base_url.rstrip('/')}/bot{token}/"
        self._addresses: dict[str, URL] = {}

    async def call(
        self,
        method: str,
        parameters: Mapping[str, object] | None = None,
        *,
        files: Files | None = None,
        read_timeout: float | None = None,
    ) -> object:
        """Return the result of the method as plain JSON values.

        Args:
            method: its name, as Telegram writes it.
            parameters: plain JSON values by name.
            files: what is uploaded, by part name.
            read_timeout: seconds to wait for the answer, when not the usual ones.

        Raises:
            telegram.error.TelegramError: as ``failures.classify`` reads them.
        """
        address = self._addresses.get(method) or self._address(method)
        times = None
        if read_timeout is not None or files:
            times = client_timeout(_CONNECT, read_timeout or self._request.read_timeout, _WRITE, _POOL)
        status, payload = await self._request.exchange(address, parameters, files, times=times)
        answer = parse(payload)
        if status == _OK and isinstance(answer, dict) and "result" in answer:
            return answer["result"]
        raise refusal(status, answer)

    def _address(self, method: str) -> URL:
        return self._addresses.setdefault(method, URL(self._root + method))
