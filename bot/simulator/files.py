"""Files that were sent: their ids, their bytes (in memory), and the objects that describe them in messages."""

import hashlib
import mimetypes
from dataclasses import dataclass, field
from itertools import count

from bot.simulator.wire import MAX_DOWNLOAD_BYTES, JsonObject, bad_request, without_none

_FOLDERS = {
    "photo": "photos",
    "voice": "voice",
    "video": "videos",
    "audio": "music",
    "sticker": "stickers",
    "animation": "animations",
    "video_note": "video_notes",
}
_DEFAULT_MIME = {
    "photo": "image/jpeg",
    "voice": "audio/ogg",
    "audio": "audio/mpeg",
    "video": "video/mp4",
    "animation": "video/mp4",
    "video_note": "video/mp4",
    "sticker": "image/webp",
}
_PHOTO_SIZES = ((90, 68), (320, 240), (1280, 960))


@dataclass(slots=True)
class StoredFile:
    """One file; `data` may be None for a file of which only the size was declared."""

    kind: str
    unique_id: str
    file_id: str
    path: str
    size: int
    data: bytes | None
    name: str | None
    mime_type: str
    extra: JsonObject = field(default_factory=dict)

    def content(self) -> bytes:
        """Return the bytes; a file that only has a declared size is all zeros."""
        return self.data if self.data is not None else bytes(min(self.size, MAX_DOWNLOAD_BYTES))

    def described(self) -> object:
        """Return the message field for this file: PhotoSize list, Document, Voice and so on."""
        if self.kind == "photo":
            return [self._photo_size(index) for index in range(len(_PHOTO_SIZES))]
        base = {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}
        return without_none({**base, **_shape(self)})

    def _photo_size(self, index: int) -> JsonObject:
        width, height = _PHOTO_SIZES[index]
        largest = index == len(_PHOTO_SIZES) - 1
        return {
            "file_id": self.file_id if largest else f"{self.file_id}-{index}",
            "file_unique_id": self.unique_id if largest else f"{self.unique_id}{index}",
            "file_size": self.size if largest else max(1, self.size * width * height // 1_228_800),
            "width": width,
            "height": height,
        }


def _shape(file: StoredFile) -> JsonObject:
    named: JsonObject = {"file_name": file.name, "mime_type": file.mime_type}
    by_kind: dict[str, JsonObject] = {
        "document": named,
        "audio": {"duration": 0, **named},
        "voice": {"duration": 0, "mime_type": file.mime_type},
        "video": {"width": 1280, "height": 720, "duration": 0, **named},
        "animation": {"width": 480, "height": 270, "duration": 0, **named},
        "video_note": {"length": 240, "duration": 0},
        "sticker": {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
    }
    return {**by_kind[file.kind], **file.extra}


class FileStore:
    """All files of the simulator, by id and by path."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._by_unique_id: dict[str, StoredFile] = {}

    def reset(self) -> None:
        """Forget all files; numbers are not used again."""
        self._by_id.clear()
        self._by_path.clear()
        self._by_unique_id.clear()

    def add(
        self,
        kind: str,
        data: bytes | None,
        *,
        name: str | None = None,
        mime_type: str | None = None,
        size: int | None = None,
        extra: JsonObject | None = None,
    ) -> StoredFile:
        """Keep a file and return it with its new ids.

        Args:
            kind: photo, document, voice, audio, video, animation, video_note or sticker.
            data: the bytes, or None when only `size` is declared.
            name: file name, for the kinds that have one.
            mime_type: when not given it is guessed from the name and kind.
            size: declared size in bytes; the length of `data` when not given.
            extra: further fields of the message object, such as duration.
        """
        number = next(self._numbers)
        digest = hashlib.sha256(f"{kind}-{number}".encode()).hexdigest()
        guessed = mimetypes.guess_type(name or "")[0] if kind in {"document", "audio", "video"} else None
        mime = mime_type or guessed or _DEFAULT_MIME.get(kind, "application/octet-stream")
        suffix = _suffix(kind, name, mime)
        file = StoredFile(
            kind=kind,
            unique_id=f"AQAD{digest[:12]}",
            file_id=f"BQACAgQAAxk{number:06d}{digest[12:44]}",
            path=f"{_FOLDERS.get(kind, 'documents')}/file_{number}{suffix}",
            size=size if size is not None else len(data or b""),
            data=data,
            name=name,
            mime_type=mime,
            extra=extra or {},
        )
        self._by_path[file.path] = file
        self._by_unique_id[file.unique_id] = file
        for index in range(len(_PHOTO_SIZES) - 1):
            self._by_id[f"{file.file_id}-{index}"] = file
        self._by_id[file.file_id] = file
        return file

    def by_id(self, file_id: str) -> StoredFile | None:
        """Return the file with this file_id (of any photo size), or None."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """Return the file that getFile gave this path, or None."""
        return self._by_path.get(path)

    def by_unique_id(self, unique_id: str) -> StoredFile | None:
        """Return the file with this file_unique_id, or None."""
        return self._by_unique_id.get(unique_id)

    def downloadable(self, file_id: str) -> JsonObject:
        """Return the File object that getFile answers.

        Raises:
            ApiError: an id nobody gave out, or a file over 20 MB.
        """
        file = self.by_id(file_id)
        if file is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if file.size > MAX_DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        return {
            "file_id": file_id,
            "file_unique_id": file.unique_id,
            "file_size": file.size,
            "file_path": file.path,
        }


def _suffix(kind: str, name: str | None, mime: str) -> str:
    if kind == "photo":
        return ".jpg"
    if kind == "voice":
        return ".oga"
    if name and "." in name:
        extension = name.rsplit(".", 1)[1]
        return f".{extension}" if extension.isalnum() and extension.isascii() else ""
    return mimetypes.guess_extension(mime) or ""


def grey_jpeg(width: int = 320, height: int = 240) -> bytes:
    """Return a small, valid, plain grey JPEG; what a person's photo holds when the script gives none."""
    blocks = ((width + 7) // 8) * ((height + 7) // 8)
    size = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    quantization = b"\xff\xdb\x00\x43\x00" + bytes([1] * 64)
    frame = b"\xff\xc0\x00\x0b\x08" + size + b"\x01\x01\x11\x00"
    one_code = bytes([1] + [0] * 15) + b"\x00"
    tables = b"\xff\xc4\x00\x14\x00" + one_code + b"\xff\xc4\x00\x14\x10" + one_code
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + _padded_zero_bits(2 * blocks)
    return b"\xff\xd8" + quantization + frame + tables + scan + b"\xff\xd9"


def _padded_zero_bits(count_of_bits: int) -> bytes:
    whole, rest = divmod(count_of_bits, 8)
    return bytes(whole) + (bytes([0xFF >> rest]) if rest else b"")
