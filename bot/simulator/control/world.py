"""The world around the bots: clock, faults, ledger, tokens, beginning again."""

from datetime import datetime

from bot.simulator.control.args import Args, ControlError
from bot.simulator.faults import Fault
from bot.simulator.methods import METHODS
from bot.simulator.methods.profile import menu_button, text_for, visible_commands
from bot.simulator.state import State
from bot.simulator.wire import JsonObject

_OK = {"ok": True}
_MAX_STATUS = 599


def reset(args: Args) -> object:
    """Begin again."""
    args.state.reset()
    return _OK


def revoke(args: Args) -> object:
    """Let a token answer 401 from now on."""
    args.state.revoke(args.text("token"))
    return _OK


def show_clock(args: Args) -> object:
    """Return the simulated moment."""
    return _clock(args.state)


def move_clock(args: Args) -> object:
    """Move the clock by seconds, to a moment, or stop or release it."""
    clock = args.state.clock
    if not any(args.has(key) for key in ("advance", "to", "frozen")):
        text = 'the clock needs "advance", "to" or "frozen"'
        raise ControlError(text)
    if args.has("to"):
        clock.set(_moment(args.text("to")))
    if args.has("advance"):
        try:
            clock.advance(args.number("advance"))
        except OverflowError:
            text = '"advance" is too far'
            raise ControlError(text) from None
    if args.has("frozen"):
        (clock.freeze if args.flag("frozen") else clock.unfreeze)()
    return _clock(args.state)


def add_fault(args: Args) -> object:
    """Let something go wrong in the calls to come."""
    method = args.text("method")
    if method != "*" and method.lower() not in METHODS:
        text = f"no method {method}"
        raise ControlError(text)
    status = 0 if args.flag("disconnect") else args.integer("status", 200)
    if status != 0 and not 200 <= status <= _MAX_STATUS:
        text = '"status" must be 0 or an HTTP status'
        raise ControlError(text)
    times = args.integer("times", 1) if args.values.get("times", 1) is not None else None
    fault = Fault(
        method=method.lower(),
        status=status,
        times=times,
        retry_after=args.integer("retry_after") if args.has("retry_after") else None,
        after_accept=args.flag("after_accept"),
        delay=args.number("delay", 0),
        chat=args.integer("chat") if args.has("chat") else None,
        description=args.text("description") if args.has("description") else None,
    )
    if times is None or times > 0:
        args.state.faults.waiting.append(fault)
    return _OK


def show_faults(args: Args) -> object:
    """Return the faults that still wait."""
    return [fault.shown() for fault in args.state.faults.waiting]


def clear_faults(args: Args) -> object:
    """Take all faults away."""
    args.state.faults.waiting.clear()
    return _OK


def calls(args: Args) -> object:
    """Return the ledger, only what came after `since` or of `method` when given."""
    method = args.text("method") if args.has("method") else None
    return args.state.ledger.since(args.integer("since", 0), method)


def demo(_args: Args) -> object:
    """Return what a demo around this server offers: alone it offers nothing, and a demo puts its own answer here."""
    return {"can_restart": False, "planned": []}


def violations(args: Args) -> object:
    """Return what the server nearly said against the facts."""
    return args.state.violations


def bot_profile(args: Args) -> object:
    """Return what the bot set about itself; with `user` (and `chat`) also what this person sees of it."""
    bot = args.bot()
    profile = bot.profile
    told: JsonObject = {
        "id": bot.id,
        "username": bot.username,
        "name": bot.name,
        "names": profile.names,
        "descriptions": profile.descriptions,
        "short_descriptions": profile.short_descriptions,
        "commands": [
            {"scope": _scope(scope), "language_code": language, "commands": commands}
            for (scope, language), commands in profile.commands.items()
        ],
        "menu_buttons": [{"chat": chat, "button": button} for chat, button in profile.menu_buttons.items()],
    }
    if args.has("user"):
        told["visible"] = _visible(args)
    return told


def _visible(args: Args) -> JsonObject:
    bot, person = args.bot(), args.person("user")
    chat = Args(args.state, {**args.values, "from": person.id}).chat()
    language = (person.language_code or "")[:2]
    return {
        "name": text_for(bot.profile.names, language) or bot.username,
        "description": text_for(bot.profile.descriptions, language),
        "short_description": text_for(bot.profile.short_descriptions, language),
        "commands": visible_commands(bot, chat, person.id, language),
        "menu_button": menu_button(bot, chat.id),
    }


def _scope(key: tuple[str, int, int]) -> JsonObject:
    kind, chat_id, user_id = key
    scope: JsonObject = {"type": kind}
    if chat_id:
        scope["chat_id"] = chat_id
    if user_id:
        scope["user_id"] = user_id
    return scope


def _clock(state: State) -> JsonObject:
    return {"now": state.clock.now().isoformat(), "frozen": state.clock.frozen}


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        message = '"to" must be a moment such as 2026-12-07T09:00:00+01:00'
        raise ControlError(message) from None
