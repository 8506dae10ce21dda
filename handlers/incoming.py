"""From Telegram's objects to our values: who is there, and what they said. Everything is cleaned here, once."""

from dataclasses import replace

from telegram import Message as TelegramMessage
from telegram import Update, User

from bot.domain.message import Attachment, AttachmentKind
from bot.domain.words import clean
from bot.services.visit import Said, Visit

LONGEST_NAME = 64


def visit(update: Update) -> Visit:
    """Return who acts in this update, and on which message they tapped."""
    user = update.effective_user
    if user is None:
        raise ValueError("an update without a person reached a handler for persons")
    query = update.callback_query
    tapped = query.message.message_id if query is not None and query.message is not None else 0
    return Visit(update.update_id, user.id, name_of(user), user.language_code or "", tapped)


def name_of(user: User) -> str:
    """Return the person's name on one line, "" when nothing readable is in it."""
    return " ".join(clean(user.full_name or "").split())[:LONGEST_NAME]


def said(message: TelegramMessage) -> Said:
    """Return what the message says."""
    replied = message.reply_to_message
    return Said(
        text=clean(message.text or message.caption or ""),
        message_id=message.message_id,
        attachment=attachment_of(message),
        album=message.media_group_id or "",
        reply_to=replied.message_id if replied is not None else 0,
    )


def said_after_command(message: TelegramMessage) -> Said:
    """Return what the message says behind its command."""
    whole = said(message)
    return replace(whole, text="".join(whole.text.split(maxsplit=1)[1:]))


def attachment_of(message: TelegramMessage) -> Attachment | None:
    """Return the file or place in the message; None when there is none that we can pass on."""
    if message.location is not None:
        place = message.location
        return Attachment(AttachmentKind.LOCATION, latitude=place.latitude, longitude=place.longitude)
    if message.photo:
        largest = message.photo[-1]
        return Attachment(AttachmentKind.PHOTO, largest.file_id, size=largest.file_size or 0)
    for kind, file in (
        (AttachmentKind.VOICE, message.voice),
        (AttachmentKind.VIDEO, message.video),
        (AttachmentKind.VIDEO_NOTE, message.video_note),
        (AttachmentKind.ANIMATION, message.animation),  # before the document that it also is
        (AttachmentKind.AUDIO, message.audio),
        (AttachmentKind.DOCUMENT, message.document),
    ):
        if file is not None:
            name = clean(getattr(file, "file_name", None) or "")
            return Attachment(kind, file.file_id, name=name, size=file.file_size or 0)
    return None
