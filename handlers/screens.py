"""The one place where a message becomes what Telegram is asked to do: text, keyboard, file."""

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.message import AttachmentKind, Button, Rows
from bot.domain.words import utf16_length
from bot.i18n import Catalogues
from bot.services.ports import Outgoing
from handlers.callback_data import encode

Call = tuple[str, dict[str, object]]
"""A method of the Bot API and its parameters."""

_NO_PREVIEW: Mapping[str, bool] = {"is_disabled": True}

_BESIDE = 36
"""Signs of all labels in a row, on a narrow phone: Telegram makes buttons equally wide, and cuts what does not fit."""

_FILE_METHODS = {
    AttachmentKind.PHOTO: ("sendPhoto", "photo"),
    AttachmentKind.VIDEO: ("sendVideo", "video"),
    AttachmentKind.VIDEO_NOTE: ("sendVideoNote", "video_note"),
    AttachmentKind.ANIMATION: ("sendAnimation", "animation"),
    AttachmentKind.VOICE: ("sendVoice", "voice"),
    AttachmentKind.AUDIO: ("sendAudio", "audio"),
    AttachmentKind.DOCUMENT: ("sendDocument", "document"),
}


class Screens:
    """Renders rows of the outbox in the words of the catalogues."""

    def __init__(self, catalogues: Catalogues) -> None:
        self._catalogues = catalogues

    def render(self, row: Outgoing) -> Call:
        """Return the call that shows this row; a row that edits replaces the text and the buttons of that message."""
        words = self._catalogues.render(row.message.text, row.language)
        params: dict[str, object] = {"chat_id": row.chat_id}
        if row.message.rows or row.edits:
            params["reply_markup"] = {"inline_keyboard": self.keyboard(row.message.rows, row.language)}
        if row.edits:
            shown = {"message_id": row.edits, "text": words, "parse_mode": "HTML", "link_preview_options": _NO_PREVIEW}
            return "editMessageText", params | shown
        if row.message.silent:
            params["disable_notification"] = True
        if row.reply_to:
            params["reply_parameters"] = {"message_id": row.reply_to, "allow_sending_without_reply": True}
        return self._new(row, words, params)

    def keyboard(self, rows: Rows, language: str) -> list[list[dict[str, str]]]:
        """Return the buttons as Telegram's inline keyboard; those that would be cut off beside others go below them."""
        drawn = ([self._button(button, language) for button in row] for row in rows)
        return [fitting for row in drawn for fitting in _fitting(row)]

    @staticmethod
    def _new(row: Outgoing, words: str, params: dict[str, object]) -> Call:
        file = row.message.attachment
        if file is None:
            shown = {"text": words, "parse_mode": "HTML", "link_preview_options": _NO_PREVIEW}
            return "sendMessage", params | shown
        if file.kind is AttachmentKind.LOCATION:
            return "sendLocation", params | {"latitude": file.latitude, "longitude": file.longitude}
        method, field = _FILE_METHODS[file.kind]
        # A round video takes no words.
        caption = {} if file.kind is AttachmentKind.VIDEO_NOTE else {"caption": words, "parse_mode": "HTML"}
        # What sends it uploads a file of ours; a file at Telegram goes by its id.
        return method, params | {field: file if file.content else file.file_id} | caption

    def _button(self, button: Button, language: str) -> dict[str, str]:
        label = self._catalogues.label(button.label, language)
        return {"text": label, "url": button.url} if button.url else {"text": label, "callback_data": encode(button)}


def _fitting(row: Sequence[dict[str, str]]) -> Iterator[list[dict[str, str]]]:
    beside: list[dict[str, str]] = []
    widest = 0
    for button in row:
        width = utf16_length(button["text"])
        if beside and max(widest, width) * (len(beside) + 1) > _BESIDE:
            yield beside
            beside, widest = [], 0
        beside.append(button)
        widest = max(widest, width)
    if beside:
        yield beside
