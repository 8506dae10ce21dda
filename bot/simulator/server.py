"""The simulator as one HTTP server: Bot API, files, control interface and page, on this machine only."""

import asyncio
import contextlib
import inspect
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import orjson
from aiohttp import web

from bot.simulator.body import MAX_BODY_BYTES, read_params
from bot.simulator.bots import Bot
from bot.simulator.clock import SimClock
from bot.simulator.control import ROUTES, Control
from bot.simulator.control.args import Args, ControlError
from bot.simulator.dispatch import Outcome, answer
from bot.simulator.guard import refuse_strangers
from bot.simulator.people import DEFAULT_PERSONAS
from bot.simulator.state import Options, State
from bot.simulator.wire import ApiError, JsonObject, ViolationError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PAGE_FOLDER = Path(__file__).with_name("page")
_HEARTBEAT = 15.0
_SHUTDOWN = 0.3
_JSON = "application/json"
_PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_log = logging.getLogger(__name__)


class Simulator:
    """A local Bot API server.

    Args:
        clock: the time it lives in.
        token: the only token it takes; with None every well-formed token is a bot of its own.
        personas: the people there are at the beginning.
        flood_limits: whether too many messages get 429, as at Telegram.
        page: whether it serves the page for people.
        options: finer switches; `flood_limits` overrides the one in there.
    """

    def __init__(
        self,
        clock: SimClock | None = None,
        token: str | None = None,
        personas: Iterable[Mapping[str, object]] = DEFAULT_PERSONAS,
        *,
        flood_limits: bool = True,
        page: bool = True,
        options: Options | None = None,
    ) -> None:
        self.clock = clock or SimClock()
        self.url = ""
        options = replace(options or Options(), flood_limits=flood_limits)
        self.state = State(self.clock, token, personas, options, self._webhook_reply)
        self._page = page
        self._extra: dict[tuple[str, str], Handler] = {}
        self._runner: web.AppRunner | None = None
        self._unsubscribe: Callable[[], None] | None = None

    def add_control(self, method: str, path: str, handler: Handler) -> None:
        """Attach a route before the start, guarded like the others; it may take the place of one of ours."""
        self._extra[method.upper(), path] = handler

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen, and return the address such as http://127.0.0.1:8081.

        Raises:
            OSError: the port is in use.
        """
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=_SHUTDOWN)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        self._unsubscribe = self.clock.subscribe(self._tell_time)
        self.url = f"http://{host}:{runner.addresses[0][1]}"
        return self.url

    async def stop(self) -> None:
        """Stop listening, end open polls, streams and deliveries."""
        if self._unsubscribe is not None:
            self._unsubscribe()
        for bot in self.state.bots.values():
            await bot.webhook.stop()
            bot.updates.close()
        self.state.events.close()
        if self._runner is not None:
            runner, self._runner = self._runner, None
            await runner.cleanup()

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=MAX_BODY_BYTES, middlewares=[refuse_strangers])
        routes: dict[tuple[str, str], Handler] = {key: self._controlled(control) for key, control in ROUTES.items()}
        routes["GET", "/sim/events"] = self._events
        routes["GET", "/sim/files/{unique_id}"] = self._shown_file
        if self._page:
            routes["GET", "/"] = self._page_file
            routes["GET", "/page/{name:.*}"] = self._page_file
        # A text file's route must come before the one that would take its name for an id.
        for (method, path), handler in sorted({**routes, **self._extra}.items(), key=lambda item: -len(item[0][1])):
            app.router.add_route(method, path, handler)
        for method in ("GET", "POST"):
            app.router.add_route(method, "/bot{token}/{method}", self._bot_api)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        return app

    async def _bot_api(self, request: web.Request) -> web.StreamResponse:
        try:
            bot = self.state.bot_for(request.match_info["token"])
            params = await read_params(request)
        except ApiError as error:
            return _answered(Outcome.of_error(error))
        outcome = await answer(self.state, bot, request.match_info["method"], params)
        if outcome.status == 0 and request.transport is not None:
            request.transport.abort()
        return _answered(outcome)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        try:
            self.state.bot_for(request.match_info["token"])
        except ApiError as error:
            return _answered(Outcome.of_error(error))
        file = self.state.files.by_path(request.match_info["path"])
        if file is None:
            return _answered(Outcome.of_error(ApiError(404, "Not Found")))
        return web.Response(body=file.content(), content_type="application/octet-stream")

    def _controlled(self, control: Control) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            try:
                result = control(Args(self.state, await _arguments(request)))
                if inspect.isawaitable(result):
                    result = await result
            except ControlError as error:
                return _json({"error": str(error)}, error.status)
            except ViolationError as violation:
                return _json({"error": f"this would break the facts: {violation}"}, 500)
            except Exception as error:  # noqa: BLE001 - a slip here must be told in a sentence and show as a violation
                detail = f"{type(error).__name__}: {error}"
                self.state.ledger.violation(request.path, detail)
                return _json({"error": f"the simulator failed: {detail}"}, 500)
            if isinstance(result, str):
                return web.Response(text=result, headers=_PAGE_HEADERS)
            return _json(result)

        return handle

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        queue = self.state.events.open()
        try:
            await response.prepare(request)
            await response.write(b": hello\n\n")
            while (entry := await _next_entry(queue)) is not None:
                await response.write(entry)
        except ConnectionError:
            _log.debug("a listener went away")
        finally:
            self.state.events.leave(queue)
        return response

    async def _shown_file(self, request: web.Request) -> web.StreamResponse:
        file = self.state.files.by_unique_id(request.match_info["unique_id"])
        if file is None:
            return _json({"error": "no such file"}, 404)
        # Only a picture is shown; whatever else people send is offered for saving, never run.
        picture = file.kind == "photo" or file.mime_type in {"image/png", "image/jpeg", "image/webp"}
        headers = dict(_PAGE_HEADERS)
        if not picture:
            headers["Content-Disposition"] = "attachment"
        kind = file.mime_type if picture else "application/octet-stream"
        return web.Response(body=file.content(), content_type=kind, headers=headers)

    async def _page_file(self, request: web.Request) -> web.StreamResponse:
        path = (PAGE_FOLDER / request.match_info.get("name", "index.html")).resolve()
        if not path.is_relative_to(PAGE_FOLDER.resolve()) or not path.is_file():
            return web.Response(text="404: not found", status=404, headers=_PAGE_HEADERS)
        return web.FileResponse(path, headers=_PAGE_HEADERS)

    async def _webhook_reply(self, bot: Bot, method: str, params: JsonObject) -> object:
        return await answer(self.state, bot, method, params)

    def _tell_time(self) -> None:
        self.state.events.publish("clock", {"now": self.clock.now().isoformat(), "frozen": self.clock.frozen})


async def _next_entry(queue: asyncio.Queue[bytes | None]) -> bytes | None:
    with contextlib.suppress(TimeoutError):
        return await asyncio.wait_for(queue.get(), _HEARTBEAT)
    return b": still here\n\n"


async def _arguments(request: web.Request) -> JsonObject:
    values: JsonObject = dict(request.query)
    try:
        body = await request.read()
        given = orjson.loads(body) if body.strip() else {}
    except orjson.JSONDecodeError:
        message = "the body is not valid JSON"
        raise ControlError(message) from None
    except web.HTTPRequestEntityTooLarge:
        message = "the body is too large"
        raise ControlError(message, 413) from None
    if not isinstance(given, dict):
        message = "the body must be a JSON object"
        raise ControlError(message)
    return {**values, **given, **request.match_info}


def _json(value: object, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(value, default=str), status=status, content_type=_JSON, headers=_PAGE_HEADERS)


def _answered(outcome: Outcome) -> web.Response:
    headers = {}
    if outcome.status == 429:
        headers["Retry-After"] = str(orjson.loads(outcome.body).get("parameters", {}).get("retry_after", 1))
    return web.Response(body=outcome.body, status=outcome.status or 502, content_type=_JSON, headers=headers)
