"""Reads the parameters of a Bot API request, whichever way they were sent."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

import orjson
from aiohttp import BodyPartReader, web

from bot.simulator.wire import MAX_UPLOAD_BYTES, ApiError, JsonObject, Upload, bad_request

# What the fields beside a file may add to the largest upload.
MAX_BODY_BYTES = MAX_UPLOAD_BYTES + 1024 * 1024
_MAX_FIELDS = 1000


async def read_params(request: web.Request) -> JsonObject:
    """Return the parameters of the query and the body together; values are still as they were sent.

    Raises:
        ApiError: 400 for a body that cannot be read, 413 for one that is too large.
    """
    if (request.content_length or 0) > MAX_BODY_BYTES:
        raise _too_large()
    try:
        params: JsonObject = dict(request.query)
        params.update(await _body(request))
    except web.HTTPRequestEntityTooLarge:
        raise _too_large() from None
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    except (ValueError, AssertionError, RuntimeError, ConnectionError, web.RequestPayloadError):
        raise bad_request(f"can't parse {request.content_type} body") from None
    return params


async def _body(request: web.Request) -> Mapping[str, object]:
    kind = request.content_type
    if kind == "application/json":
        return _from_json(await request.read())
    if kind == "application/x-www-form-urlencoded":
        text = (await request.read()).decode()
        return dict(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS))
    if kind.startswith("multipart/"):
        return await _from_multipart(request)
    return {}


def _from_json(body: bytes) -> JsonObject:
    if not body.strip():
        return {}
    try:
        values = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad_request("object expected as parameters")
    return values


async def _from_multipart(request: web.Request) -> JsonObject:
    values: JsonObject = {}
    total = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read(decode=True))
        total += len(data)
        if total > MAX_BODY_BYTES:
            # Younger versions of aiohttp stop here by themselves.
            raise _too_large()
        is_file = part.filename is not None
        kind = part.headers.get("Content-Type", "application/octet-stream")
        values[part.name] = Upload(part.filename or "file", kind, data) if is_file else data.decode()
    return values


def _too_large() -> ApiError:
    return ApiError(413, "Request Entity Too Large")
