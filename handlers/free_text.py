"""Any message that is no command: words, pictures, voice, files, a place."""

from telegram import Update
from telegram.ext import filters

from bot.domain.access import Permission
from bot.services.ledger.kinds import Ended
from handlers.context import Context, allows
from handlers.incoming import said

READABLE = (
    filters.TEXT
    | filters.PHOTO
    | filters.VOICE
    | filters.VIDEO
    | filters.VIDEO_NOTE
    | filters.ANIMATION
    | filters.AUDIO
    | filters.Document.ALL
    | filters.LOCATION
)
"""What can be part of a question."""


@allows(Permission.ASK, Ended.WORDS)
async def message(update: Update, context: Context) -> None:
    """A message of a person."""
    if update.message is not None:
        await context.run(update, context.shell.free_text.receive, said(update.message))
