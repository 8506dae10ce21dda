"""What fits nowhere else: kinds of messages that we cannot read, groups, people who come and go."""

from telegram import ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from bot.domain.access import Permission
from bot.services.ledger.kinds import Ended
from handlers.context import TURN, Context, allows

GONE = {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}


@allows(Permission.BE_GREETED, Ended.IGNORED)
async def unreadable(update: Update, context: Context) -> None:
    """A sticker, a contact, a poll, a game: a friendly word about what we can read."""
    await context.run(update, context.shell.free_text.unreadable)


@allows(Permission.BE_GREETED)
async def unknown_command(update: Update, context: Context) -> None:
    """A command that we do not have: what there is instead."""
    await context.run(update, context.desk.welcoming.help)


@allows(Permission.BE_GREETED)
async def membership(update: Update, context: Context) -> None:
    """Somebody stopped or restarted the bot, or put it in a group, where it does not stay."""
    change = update.my_chat_member
    if change is None:
        return
    if change.chat.type != ChatType.PRIVATE:
        await _leave(change, context)
        await _end(context, "group")
    elif change.new_chat_member.status in GONE:
        turn, door = TURN.get(), context.desk.door
        await context.shell.run(lambda unit: door.left(unit, turn.update_id, change.from_user.id))
        turn.ended = True
    else:
        # They come back by writing, and are then recognised again; there is nothing to say yet.
        await _end(context, "came back")


@allows(Permission.BE_GREETED)
async def elsewhere(_update: Update, context: Context) -> None:
    """Anything in a group or a channel: this bot talks with one person at a time."""
    await _end(context, "not a private chat")


async def _leave(change: ChatMemberUpdated, context: Context) -> None:
    if change.new_chat_member.status in GONE:
        return
    try:
        await context.bot.leave_chat(change.chat.id)
    except TelegramError:
        return


async def _end(context: Context, reason: str) -> None:
    turn, door = TURN.get(), context.desk.door
    await context.shell.run(lambda unit: door.ignore(unit, turn.update_id, reason))
    turn.ended = True
