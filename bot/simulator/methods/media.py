"""Sending files: photos, documents, sound, video, stickers, albums; and fetching them."""

from bot.simulator.calls import Call
from bot.simulator.files import StoredFile
from bot.simulator.outbound import address, caption_content, post, send
from bot.simulator.wire import MAX_UPLOAD_BYTES, ApiError, JsonObject, Upload, bad_request

MEDIA_KINDS = ("photo", "document", "voice", "audio", "video", "animation", "video_note", "sticker")
_MAX_PHOTO_BYTES = 10 * 1024 * 1024
_MAX_ALBUM = 10
_APART = ("document", "audio")
_EXTRAS = {
    "voice": ("duration",),
    "audio": ("duration", "performer", "title"),
    "video": ("duration", "width", "height"),
    "animation": ("duration", "width", "height"),
    "video_note": ("duration", "length"),
    "sticker": ("emoji",),
}


def send_photo(call: Call) -> object:
    """Answer sendPhoto."""
    return _send(call, "photo")


def send_document(call: Call) -> object:
    """Answer sendDocument."""
    return _send(call, "document")


def send_voice(call: Call) -> object:
    """Answer sendVoice."""
    return _send(call, "voice")


def send_audio(call: Call) -> object:
    """Answer sendAudio."""
    return _send(call, "audio")


def send_video(call: Call) -> object:
    """Answer sendVideo."""
    return _send(call, "video")


def send_animation(call: Call) -> object:
    """Answer sendAnimation."""
    return _send(call, "animation")


def send_video_note(call: Call) -> object:
    """Answer sendVideoNote."""
    return _send(call, "video_note")


def send_sticker(call: Call) -> object:
    """Answer sendSticker."""
    return _send(call, "sticker")


def send_media_group(call: Call) -> object:
    """Answer sendMediaGroup: one message an item, all with one media_group_id; a single item goes alone."""
    items = call.params["media"]
    _check_album(items)
    contents = [media_content(call, item) for item in items]
    envelope = address(call, len(items))
    if len(items) > 1:
        envelope.fields["media_group_id"] = call.state.new_album_id()
    return [post(call, envelope, content) for content in contents]


def get_file(call: Call) -> object:
    """Answer getFile."""
    return call.state.files.downloadable(call.params["file_id"])


def media_content(call: Call, item: JsonObject) -> JsonObject:
    """Return the message fields of one InputMedia object."""
    return _content(call, item["type"], item["media"], item)


def _send(call: Call, kind: str) -> JsonObject:
    return send(call, _content(call, kind, call.params[kind], call.params))


def _content(call: Call, kind: str, value: object, params: JsonObject) -> JsonObject:
    caption = caption_content(call, params)
    file = _take(call, kind, value, params)
    content: JsonObject = {kind: file.described(), **caption}
    if params.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return content


def _take(call: Call, kind: str, value: object, params: JsonObject) -> StoredFile:
    if isinstance(value, str) and value.startswith("attach://"):
        value = call.attached.get(value.removeprefix("attach://"))
        if value is None:
            raise bad_request("can't parse InputMedia: media not found")
    if isinstance(value, Upload):
        _check_size(kind, len(value.data))
        extra = {key: params[key] for key in _EXTRAS.get(kind, ()) if key in params}
        return call.state.files.add(kind, value.data, name=value.name, extra=extra)
    return _known(call, kind, str(value))


def _known(call: Call, kind: str, value: str) -> StoredFile:
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    file = call.state.files.by_id(value)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
    return file


def _check_size(kind: str, size: int) -> None:
    if size == 0:
        raise bad_request("file must be non-empty")
    if size > MAX_UPLOAD_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo" and size > _MAX_PHOTO_BYTES:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; the maximum size is {_MAX_PHOTO_BYTES} bytes"
        )


def _check_album(items: list[JsonObject]) -> None:
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) > _MAX_ALBUM:
        raise bad_request("too many messages to send as an album")
    kinds = {item["type"] for item in items}
    for kind in _APART:
        if kind in kinds and len(kinds) > 1:
            raise bad_request(f"{kind} can't be mixed with other media types")
    if "live_photo" in kinds:
        raise bad_request('InputMedia of type "live_photo" is not supported')
