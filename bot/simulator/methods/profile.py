"""What a bot says of itself: name, descriptions, commands and menu button, by language and scope."""

import re

from bot.simulator.bots import Bot, ScopeKey
from bot.simulator.calls import Call, chat_by_id, find_chat
from bot.simulator.chats import Chat
from bot.simulator.wire import JsonObject, bad_request

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_MAX_COMMANDS = 100
_DEFAULT_BUTTON: JsonObject = {"type": "commands"}


def get_me(call: Call) -> object:
    """Answer getMe."""
    return call.bot.me()


def set_my_name(call: Call) -> object:
    """Answer setMyName."""
    return _set(call, call.bot.profile.names, "name")


def get_my_name(call: Call) -> object:
    """Answer getMyName."""
    return {"name": text_for(call.bot.profile.names, _language(call)) or call.bot.username}


def set_my_description(call: Call) -> object:
    """Answer setMyDescription: what a person reads before START."""
    return _set(call, call.bot.profile.descriptions, "description")


def get_my_description(call: Call) -> object:
    """Answer getMyDescription."""
    return {"description": text_for(call.bot.profile.descriptions, _language(call))}


def set_my_short_description(call: Call) -> object:
    """Answer setMyShortDescription."""
    return _set(call, call.bot.profile.short_descriptions, "short_description")


def get_my_short_description(call: Call) -> object:
    """Answer getMyShortDescription."""
    return {"short_description": text_for(call.bot.profile.short_descriptions, _language(call))}


def set_my_commands(call: Call) -> object:
    """Answer setMyCommands."""
    commands = call.params["commands"]
    if len(commands) > _MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if any(not _COMMAND.fullmatch(command["command"].removeprefix("/")) for command in commands):
        raise bad_request("BOT_COMMAND_INVALID")
    kept = [{**command, "command": command["command"].removeprefix("/")} for command in commands]
    key = (_scope(call), _language(call))
    if kept:
        call.bot.profile.commands[key] = kept
    else:
        call.bot.profile.commands.pop(key, None)
    return True


def delete_my_commands(call: Call) -> object:
    """Answer deleteMyCommands."""
    call.bot.profile.commands.pop((_scope(call), _language(call)), None)
    return True


def get_my_commands(call: Call) -> object:
    """Answer getMyCommands: what was set for exactly this scope and language."""
    return call.bot.profile.commands.get((_scope(call), _language(call)), [])


def set_chat_menu_button(call: Call) -> object:
    """Answer setChatMenuButton: for one private chat, or for all when none is named."""
    button = call.params.get("menu_button", {"type": "default"})
    if button["type"] == "web_app" and not button["web_app"]["url"].startswith("https://"):
        raise bad_request("menu button Web App URL is invalid: only HTTPS links are allowed")
    call.bot.profile.menu_buttons[_button_chat(call)] = button
    return True


def get_chat_menu_button(call: Call) -> object:
    """Answer getChatMenuButton."""
    return menu_button(call.bot, _button_chat(call))


def menu_button(bot: Bot, chat_id: int | None) -> JsonObject:
    """Return the menu button that this chat shows."""
    own = bot.profile.menu_buttons.get(chat_id)
    if own is None or own["type"] == "default":
        own = bot.profile.menu_buttons.get(None)
    return _DEFAULT_BUTTON if own is None or own["type"] == "default" else own


def text_for(texts: dict[str, str], language: str) -> str:
    """Return the text in this language, else the one for everybody, else nothing."""
    return texts.get(language) or texts.get("", "")


def visible_commands(bot: Bot, chat: Chat, user_id: int, language: str | None) -> list[JsonObject]:
    """Return the commands that this user sees in this chat, by Telegram's order of scopes and then languages."""
    for scope in _scopes_for(chat, user_id):
        for code in dict.fromkeys(((language or "")[:2], "")):
            if commands := bot.profile.commands.get((scope, code)):
                return commands
    return []


def _scopes_for(chat: Chat, user_id: int) -> list[ScopeKey]:
    if chat.person is not None:
        return [("chat", chat.id, 0), ("all_private_chats", 0, 0), ("default", 0, 0)]
    leads = chat.members.get(user_id) in {"creator", "administrator"}
    scopes: list[tuple[ScopeKey, bool]] = [
        (("chat_member", chat.id, user_id), True),
        (("chat_administrators", chat.id, 0), leads),
        (("chat", chat.id, 0), True),
        (("all_chat_administrators", 0, 0), leads),
        (("all_group_chats", 0, 0), True),
        (("default", 0, 0), True),
    ]
    return [scope for scope, counts in scopes if counts]


def _scope(call: Call) -> ScopeKey:
    scope = call.params.get("scope", {"type": "default"})
    chat_id = 0
    if "chat_id" in scope:
        chat = chat_by_id(call, scope["chat_id"])
        if chat.person is not None and not chat.started:
            raise bad_request("chat not found")
        chat_id = chat.id
    return scope["type"], chat_id, scope.get("user_id", 0)


def _language(call: Call) -> str:
    code = call.params.get("language_code", "")
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return str(code)


def _set(call: Call, texts: dict[str, str], key: str) -> bool:
    language, text = _language(call), call.params.get(key, "").strip()
    if text:
        texts[language] = text
    else:
        texts.pop(language, None)
    return True


def _button_chat(call: Call) -> int | None:
    return find_chat(call).id if "chat_id" in call.params else None
