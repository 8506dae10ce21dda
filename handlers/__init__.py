"""Telegram in, messages out. This list is the table of contents: what is looked at first stands first."""

from collections.abc import Sequence
from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from handlers import ask, fallback, free_text, my_enquiries, queue, start, taps
from handlers.context import Context

_PRIVATE = filters.ChatType.PRIVATE
_NEW = filters.UpdateType.MESSAGE
_NUMBER = r"^/(\d{1,9})(?:@\w+)?\s*$"


def table() -> Sequence[BaseHandler[Any, Context, Any]]:
    """Return every handler, in the order in which they are asked whether an update is theirs."""
    return (
        CallbackQueryHandler(taps.tapped),
        CommandHandler("start", start.start, _PRIVATE & _NEW),
        CommandHandler(("vraag", "ask", "question"), ask.question, _PRIVATE & _NEW),
        CommandHandler(("mijnvragen", "mesquestions", "myquestions"), my_enquiries.mine, _PRIVATE & _NEW),
        CommandHandler(("werklijst", "queue"), queue.worklist, _PRIVATE & _NEW),
        CommandHandler(("taal", "langue", "language"), start.language, _PRIVATE & _NEW),
        CommandHandler("privacy", start.privacy, _PRIVATE & _NEW),
        CommandHandler("stop", start.stop, _PRIVATE & _NEW),
        CommandHandler(("help", "menu", "settings", "instellingen"), start.help_, _PRIVATE & _NEW),
        MessageHandler(_PRIVATE & _NEW & filters.Regex(_NUMBER), my_enquiries.by_number),
        MessageHandler(_PRIVATE & _NEW & filters.COMMAND, fallback.unknown_command),
        MessageHandler(_PRIVATE & _NEW & free_text.READABLE, free_text.message),
        MessageHandler(_PRIVATE & _NEW, fallback.unreadable),
        MessageHandler(_PRIVATE & filters.UpdateType.EDITED_MESSAGE, ask.edited),
        ChatMemberHandler(fallback.membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.ALL, fallback.elsewhere),
    )
