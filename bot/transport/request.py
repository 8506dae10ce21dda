"""HTTP to Telegram over aiohttp, for python-telegram-bot (as its ``BaseRequest``) and for our own quick calls.

No error or log line that leaves this module holds an address, because the address holds the token.
"""

import json
from collections.abc import Mapping
from typing import IO, Any

import orjson
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientHttpProxyError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    InvalidURL,
    TCPConnector,
)
from telegram._utils.defaultvalue import DefaultValue  # do_request's signature asks for these two;
from telegram._utils.types import ODVInput  # the library exports them nowhere else
from telegram.error import BadRequest, TelegramError
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.transport.failures import TOO_MANY, NotSent, Uncertain, silence_asked
from bot.transport.proxies import Proxies
from bot.transport.silence import Silence

Files = Mapping[str, tuple[str, bytes | IO[bytes], str]]
"""Part name → file name, content, media type."""

_JSON = {"Content-Type": "application/json"}
_NO_HEADERS: dict[str, str] = {}
_ERRORS_OF_SERVER = 500
# Shorter than the server's own, so that we rarely write to a connection that it is just closing: that is "uncertain".
_KEEP_ALIVE = 30.0
# These mean that nothing was sent yet; every other failure may have come after Telegram had read the request.
_BEFORE_SENDING = (ConnectionTimeoutError, ClientConnectorError, ClientHttpProxyError, InvalidURL)


class AiohttpRequest(BaseRequest):
    """A pool of connections to one Bot API server. Times are in seconds; None means without end.

    Args:
        pool_size: connections at the same time.
        proxy: address of a proxy; without it the environment decides.
        connect_timeout: to make a connection.
        read_timeout: of silence while waiting for the answer.
        write_timeout: to send what we say.
        media_write_timeout: to send files.
        pool_timeout: to wait for a free connection.
        silence: kept, and begun, by the calls that python-telegram-bot makes; the sender keeps it by itself.
    """

    __slots__ = (
        "_connect",
        "_media_write",
        "_pool",
        "_pool_size",
        "_proxies",
        "_read",
        "_session",
        "_silence",
        "_usual",
        "_write",
    )

    def __init__(
        self,
        *,
        pool_size: int = 128,
        proxy: str | None = None,
        connect_timeout: float | None = 5.0,
        read_timeout: float | None = 20.0,
        write_timeout: float | None = 10.0,
        media_write_timeout: float | None = 60.0,
        pool_timeout: float | None = 5.0,
        silence: Silence | None = None,
    ) -> None:
        self._session: ClientSession | None = None
        self._silence = silence or Silence()
        self._pool_size = pool_size
        self._proxies = Proxies(proxy)
        self._connect, self._read, self._pool = connect_timeout, read_timeout, pool_timeout
        self._write, self._media_write = write_timeout, media_write_timeout
        # A message without files leaves in one write and comes back in one read, so the two times per step bound it; a
        # third timer for the whole would only be made and thrown away, some thousand times a second on a busy day.
        self._usual = without_total(client_timeout(connect_timeout, read_timeout, write_timeout, pool_timeout))

    @property
    def read_timeout(self) -> float | None:
        """Return how long to wait for an answer, in seconds."""
        return self._read

    async def initialize(self) -> None:
        """Open the pool; doing so twice changes nothing."""
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(limit=self._pool_size, keepalive_timeout=_KEEP_ALIVE),
                cookie_jar=DummyCookieJar(),
                # A JSON answer of half a kilobyte is not worth compressing.
                headers={"User-Agent": self.USER_AGENT, "Accept-Encoding": "identity"},
            )

    async def shutdown(self) -> None:
        """Close the pool with all its connections."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return status and body of the answer; raise as ``exchange`` does, ``Uncertain`` on a 5xx."""
        files: Files | None = request_data.multipart_data if request_data else None
        times = client_timeout(
            _given(connect_timeout, self._connect),
            _given(read_timeout, self._read),
            _given(write_timeout, self._media_write if files else self._write),
            _given(pool_timeout, self._pool),
        )
        if method == "GET":
            # A download may take as long as it likes while bytes keep coming.
            return await self.exchange(URL(url), method=method, times=without_total(times))
        await self._silence.over()
        data = request_data.parameters if request_data else {}
        status, answer = await self.exchange(URL(url), data, files, times=times)
        if status >= _ERRORS_OF_SERVER:
            # Left to itself the library would make this a bare NetworkError, which says nothing about repeating.
            raise Uncertain(f"Server answered {status}")
        if status == TOO_MANY:
            self._silence.begin(silence_asked(parse(answer)))
        return status, answer

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the parsed answer; raise ``TelegramError`` when it is no JSON object."""
        answer = parse(payload)
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer

    async def exchange(
        self,
        url: URL,
        parameters: Mapping[str, object] | None = None,
        files: Files | None = None,
        *,
        method: str = "POST",
        times: ClientTimeout | None = None,
    ) -> tuple[int, bytes]:
        """Return status and body of the answer, whatever the status.

        Raises:
            NotSent: nothing left our side.
            Uncertain: the request left, and then something broke.
            BadRequest: the parameters cannot be encoded as JSON.
        """
        if self._session is None:
            raise NotSent("The connections are closed")
        body, headers = encode(parameters or {}, files) if method == "POST" else (None, _NO_HEADERS)
        failure: TelegramError
        try:
            proxy = self._proxies.of(url)
            if proxy and url.scheme == "http":
                # aiohttp sends a proxy's own headers only when it opens a tunnel.
                headers = {**headers, **proxy.headers}
            async with self._session.request(
                method,
                url,
                data=body,
                headers=headers,
                timeout=times or self._usual,
                # A redirect would carry the token somewhere else.
                allow_redirects=False,
                proxy=proxy.url if proxy else None,
                proxy_headers=proxy.headers if proxy else None,
            ) as answer:
                return answer.status, await answer.read()
        except (*_BEFORE_SENDING, ValueError) as error:
            failure = NotSent(f"No connection: {type(error).__name__}")
        except (ClientError, OSError, TimeoutError) as error:
            failure = Uncertain(f"No answer: {type(error).__name__}")
        # Raised out here, so that the original, which names the address, is in no traceback.
        raise failure


def encode(parameters: Mapping[str, object], files: Files | None) -> tuple[bytes | FormData, dict[str, str]]:
    """Return body and headers of a request: JSON, or multipart when there are files; raise ``BadRequest``."""
    try:
        if not files:
            return orjson.dumps(parameters), _JSON
        # Telegram takes a file name as it stands; it does not undo the escapes of addresses.
        form = FormData(quote_fields=False)
        for name, value in parameters.items():
            form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
    except TypeError:
        # Half a surrogate pair, a number over 64 bits: Telegram would refuse it as well.
        raise BadRequest("Request cannot be encoded") from None
    for part, (file_name, content, media_type) in files.items():
        form.add_field(part, content, filename=file_name, content_type=media_type)
    return form, _NO_HEADERS


def parse(payload: bytes) -> object:
    """Return the payload's JSON value, None when it is none."""
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        return _parse_leniently(payload)


def _parse_leniently(payload: bytes) -> object:
    # Half a surrogate pair in one person's text must not make a whole batch of updates unreadable.
    try:
        return json.loads(payload)
    except ValueError:
        return None


def client_timeout(connect: float | None, read: float | None, write: float | None, pool: float | None) -> ClientTimeout:
    """Return aiohttp's form of the four times; it knows none for writing, so their sum bounds the whole."""
    waiting = None if connect is None or pool is None else connect + pool
    total = None if waiting is None or read is None or write is None else waiting + read + write
    return ClientTimeout(total=total, connect=waiting, sock_connect=connect, sock_read=read)


def without_total(timeout: ClientTimeout) -> ClientTimeout:
    """Return the same times without a bound on the whole."""
    return ClientTimeout(connect=timeout.connect, sock_connect=timeout.sock_connect, sock_read=timeout.sock_read)


def _given(value: ODVInput[float], usual: float | None) -> float | None:
    return usual if isinstance(value, DefaultValue) else value
