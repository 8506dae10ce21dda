"""What a person's message holds, put together from a control request."""

import base64
import binascii

from bot.simulator.control.args import Args, ControlError
from bot.simulator.entities import split_text, with_found
from bot.simulator.files import FileStore, StoredFile, grey_jpeg
from bot.simulator.wire import JsonObject, without_none

FILE_KINDS = ("photo", "voice", "document", "video", "audio", "sticker", "animation", "video_note")
KINDS = ("text", *FILE_KINDS, "location", "contact")
_SAMPLE_NAMES = {"document": "document.txt", "video": "video.mp4", "audio": "audio.mp3"}
_ROUGHLY_HERE = {"latitude": 51.0259, "longitude": 4.4776}
_PARTS_OF_FILE = ("duration", "width", "height", "emoji", "title", "performer")


def kind_of(args: Args) -> str:
    """Return which kind of message is asked for; ControlError unless it is exactly one."""
    kinds = [kind for kind in KINDS if args.has(kind)]
    if len(kinds) != 1:
        message = f"a message needs exactly one of {', '.join(KINDS)}"
        raise ControlError(message)
    return kinds[0]


def text_contents(args: Args) -> list[JsonObject]:
    """Return the fields of the text messages a client would make of `text`: long ones are split unless `raw`."""
    text = args.text("text")
    pieces = [text] if args.flag("raw") else split_text(text.strip())
    if not all(pieces):
        message = '"text" must not be empty'
        raise ControlError(message)
    return [text_fields(piece) for piece in pieces]


def text_fields(text: str) -> JsonObject:
    """Return text and the entities found in it."""
    return _with_entities("text", text)


def caption_fields(caption: str | None) -> JsonObject:
    """Return caption and the entities found in it; nothing without a caption."""
    return _with_entities("caption", caption) if caption else {}


def content(args: Args, kind: str) -> JsonObject:
    """Return the fields of one message that is not a text."""
    if kind == "location":
        return {"location": _place(args.get("location"))}
    if kind == "contact":
        return {"contact": _contact(args)}
    caption = args.text("caption") if args.has("caption") else None
    return {kind: stored(args.state.files, kind, args.get(kind)).described(), **caption_fields(caption)}


def album(args: Args) -> list[JsonObject]:
    """Return the fields of each message of an album; the caption stands under the first."""
    wanted = args.get("album")
    entries: list[object] = list(wanted) if isinstance(wanted, list) else [True] * args.integer("album")
    if not 0 < len(entries) <= 10:
        message = "an album has 1 to 10 items"
        raise ControlError(message)
    contents = []
    for entry in entries:
        kind = next((kind for kind in FILE_KINDS if isinstance(entry, dict) and kind in entry), "photo")
        spec = entry.get(kind, entry) if isinstance(entry, dict) else entry
        own = entry.get("caption") if isinstance(entry, dict) else None
        contents.append({kind: stored(args.state.files, kind, spec).described(), **caption_fields(own)})
    if args.has("caption"):
        contents[0] |= caption_fields(args.text("caption"))
    return contents


def stored(files: FileStore, kind: str, spec: object) -> StoredFile:
    """Return a new file made from `true`, its contents, a data: address, or {"name", "size", "data"}."""
    if isinstance(spec, dict):
        return _described(files, kind, spec)
    if spec is True:
        return files.add(kind, _sample(kind), name=_SAMPLE_NAMES.get(kind), extra=_extra(kind, {}))
    if not isinstance(spec, str):
        message = f'"{kind}" must be true, a text, or an object with name, size and data'
        raise ControlError(message)
    if kind == "sticker":
        return files.add(kind, _sample(kind), extra={"emoji": spec})
    if spec.startswith("data:"):
        head, _, payload = spec.removeprefix("data:").partition(",")
        mime = head.split(";")[0] or None
        return files.add(kind, _decoded(payload), name=_SAMPLE_NAMES.get(kind), mime_type=mime)
    return files.add(kind, spec.encode(), name=_SAMPLE_NAMES.get(kind), extra=_extra(kind, {}))


def _described(files: FileStore, kind: str, spec: JsonObject) -> StoredFile:
    data = _decoded(spec["data"]) if isinstance(spec.get("data"), str) else None
    size, name = spec.get("size"), spec.get("name")
    if size is not None and (not isinstance(size, int) or size < 0):
        message = f'"size" of "{kind}" must be a number of bytes'
        raise ControlError(message)
    if data is None and size is None:
        data = _sample(kind)
    return files.add(
        kind,
        data,
        name=str(name) if name else _SAMPLE_NAMES.get(kind),
        mime_type=spec.get("mime_type"),
        size=size,
        extra=_extra(kind, spec),
    )


def _extra(kind: str, spec: JsonObject) -> JsonObject:
    extra = {key: spec[key] for key in _PARTS_OF_FILE if key in spec}
    return {"duration": 3, **extra} if kind in {"voice", "audio", "video"} else extra


def _sample(kind: str) -> bytes:
    return grey_jpeg() if kind == "photo" else f"sample {kind}\n".encode()


def _decoded(payload: str) -> bytes:
    payload = payload.partition("base64,")[2] if payload.startswith("data:") else payload
    try:
        return base64.b64decode(payload, validate=True)
    except (binascii.Error, ValueError):
        message = "the data of a file must be base64"
        raise ControlError(message) from None


def _place(spec: object) -> JsonObject:
    place = spec if isinstance(spec, dict) else _ROUGHLY_HERE
    if not all(isinstance(place.get(key), int | float) for key in _ROUGHLY_HERE):
        message = '"location" must be true or have latitude and longitude'
        raise ControlError(message)
    return {key: float(place[key]) for key in _ROUGHLY_HERE}


def _contact(args: Args) -> JsonObject:
    spec, person = args.get("contact"), args.person()
    if isinstance(spec, dict):
        if not isinstance(spec.get("phone_number"), str):
            message = '"contact" must be true or have a phone_number'
            raise ControlError(message)
        keys = ("phone_number", "first_name", "last_name", "user_id", "vcard")
        return without_none({"first_name": person.first_name, **{key: spec[key] for key in keys if key in spec}})
    own = {"phone_number": f"+3247000{person.id:04d}", "first_name": person.first_name}
    return without_none({**own, "last_name": person.last_name, "user_id": person.id})


def _with_entities(key: str, text: str) -> JsonObject:
    entities = with_found(text, [])[1]
    name = "entities" if key == "text" else "caption_entities"
    return {key: text, name: entities} if entities else {key: text}
