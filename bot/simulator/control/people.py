"""Who there is: personas, new people, groups, and who blocks whom."""

from bot.simulator.chats import Chat
from bot.simulator.control.args import Args, ControlError
from bot.simulator.control.messages import release
from bot.simulator.members import announce
from bot.simulator.state import State

_OK = {"ok": True}


def personas(args: Args) -> object:
    """Return everybody there is."""
    return [person.persona() for person in args.state.people.all()]


def put_user(args: Args) -> object:
    """Make a person, or change one."""
    if not (args.has("first_name") or args.has("name") or args.has("id")):
        text = 'a person needs a "first_name" or "name"'
        raise ControlError(text)
    if args.has("id") and args.integer("id") <= 0:
        text = '"id" of a person must be above zero'
        raise ControlError(text)
    for key in ("first_name", "name", "last_name", "username", "language_code", "role"):
        if args.has(key):
            args.text(key)
    return args.state.people.put({key: value for key, value in args.values.items() if value is not None}).persona()


def block(args: Args) -> object:
    """Let a person block the bot; it gets my_chat_member, and 403 from now on."""
    chat = args.bot().private_chat(args.person())
    if not chat.blocked:
        chat.blocked = True
        announce(args.state, args.bot(), chat, args.person(), ("member", "kicked"))
    return _OK


def unblock(args: Args) -> object:
    """Let a person unblock the bot."""
    chat = args.bot().private_chat(args.person())
    if chat.blocked:
        release(args, chat)
    return _OK


def deactivate(args: Args) -> object:
    """Let a person's account be gone: 403 from now on, without an update, as at Telegram."""
    args.person().deactivated = True
    return _OK


def make_group(args: Args) -> object:
    """Make a supergroup (or with `type` an old-fashioned group) and return its id; the first member owns it."""
    bot, numbers = args.bot(), args.get("members")
    if not isinstance(numbers, list) or not numbers:
        text = '"members" must be a list of ids of people'
        raise ControlError(text)
    people = [Args(args.state, {"from": number}).person() for number in numbers]
    kind = args.text("type") if args.has("type") else "supergroup"
    if kind not in {"group", "supergroup"}:
        text = '"type" must be group or supergroup'
        raise ControlError(text)
    chat = Chat(_new_id(args.state, kind), kind, title=args.text("title"), bot_status="left")
    chat.members = {person.id: "creator" if number == 0 else "member" for number, person in enumerate(people)}
    bot.chats[chat.id] = chat
    role = args.get("bot")
    if role:
        chat.bot_status = "administrator" if role == "administrator" else "member"
        announce(args.state, bot, chat, people[0], ("left", chat.bot_status))
    args.state.touched(chat)
    return {"id": chat.id, "title": chat.title, "type": kind}


def kick_bot(args: Args) -> object:
    """Let the first member of a group put the bot out; it gets my_chat_member, and 403 from now on."""
    chat = _group(args)
    before, chat.bot_status = chat.bot_status, "kicked"
    owner = args.state.people.get(next(iter(chat.members)))
    if owner is not None:
        announce(args.state, args.bot(), chat, owner, (before, "kicked"))
    return _OK


def migrate(args: Args) -> object:
    """Let a group become a supergroup with a new id; calls with the old id are told so."""
    old, bot = _group(args), args.bot()
    new = Chat(_new_id(args.state, "supergroup"), "supergroup", title=old.title, members=old.members)
    new.bot_status = old.bot_status
    bot.chats[new.id] = new
    old.migrated_to = new.id
    service = {"message_id": next(old.numbers), "chat": old.described(), "date": int(args.state.clock.timestamp())}
    owner = args.state.people.user_of(next(iter(old.members)))
    args.state.push(bot, "message", {**service, "from": owner, "migrate_to_chat_id": new.id}, old.id)
    arrived = {**service, "message_id": next(new.numbers), "chat": new.described(), "from": owner}
    args.state.push(bot, "message", {**arrived, "migrate_from_chat_id": old.id}, new.id)
    return {"id": new.id}


def _group(args: Args) -> Chat:
    chat = args.bot().chats.get(args.integer("chat"))
    if chat is None or chat.person is not None:
        text = f"no group {args.get('chat')}"
        raise ControlError(text, 404)
    return chat


def _new_id(state: State, kind: str) -> int:
    number = state.new_group_number()
    return -1_002_000_000_000 - number if kind == "supergroup" else -4_000_000 - number
