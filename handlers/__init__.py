"""Telegram in, messages out. This list is the table of contents: what is looked at first stands first."""

from collections.abc import Sequence
from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from handlers import (
    ask,
    decisions,
    fallback,
    free_text,
    handing,
    interviews,
    journal,
    meetings,
    my_enquiries,
    overview,
    routing,
    rules,
    settings,
    start,
    taking_part,
    taps,
    team,
)
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
        CommandHandler(("werklijst", "queue"), handing.worklist, _PRIVATE & _NEW),
        CommandHandler(("overzicht", "apercu", "overview"), overview.overview, _PRIVATE & _NEW),
        CommandHandler(("zoek", "chercher", "search"), overview.search, _PRIVATE & _NEW),
        CommandHandler(("waarheen", "destination", "whereto"), routing.where_to, _PRIVATE & _NEW),
        CommandHandler(("regels", "regles", "rules"), rules.list_, _PRIVATE & _NEW),
        CommandHandler(("logboek", "journal", "log"), journal.list_, _PRIVATE & _NEW),
        CommandHandler(("taal", "langue", "language"), start.language, _PRIVATE & _NEW),
        CommandHandler("privacy", start.privacy, _PRIVATE & _NEW),
        CommandHandler("stop", start.stop, _PRIVATE & _NEW),
        CommandHandler(("help", "menu"), start.help_, _PRIVATE & _NEW),
        CommandHandler(("agenda", "calendar"), meetings.agenda, _PRIVATE & _NEW),
        CommandHandler(("beslissingen", "decisions"), decisions.list_, _PRIVATE & _NEW),
        CommandHandler(("bevragingen", "interviews", "enquetes"), interviews.list_, _PRIVATE & _NEW),
        CommandHandler(("meedoen", "participer", "takepart"), taking_part.show, _PRIVATE & _NEW),
        CommandHandler(("instellingen", "reglages", "settings"), settings.show, _PRIVATE & _NEW),
        CommandHandler(("team", "equipe"), team.show, _PRIVATE & _NEW),
        CommandHandler("code", team.code, _PRIVATE & _NEW),
        CommandHandler(("afwezig", "absent", "away"), team.away, _PRIVATE & _NEW),
        CommandHandler(("afmelden", "quitter", "leave"), team.leave, _PRIVATE & _NEW),
        MessageHandler(_PRIVATE & _NEW & filters.Regex(_NUMBER), my_enquiries.by_number),
        MessageHandler(_PRIVATE & _NEW & filters.COMMAND, fallback.unknown_command),
        MessageHandler(_PRIVATE & _NEW & free_text.READABLE, free_text.message),
        MessageHandler(_PRIVATE & _NEW, fallback.unreadable),
        MessageHandler(_PRIVATE & filters.UpdateType.EDITED_MESSAGE, ask.edited),
        ChatMemberHandler(fallback.membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.ALL, fallback.elsewhere),
    )
