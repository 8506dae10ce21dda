"""The control interface: what may be asked under /sim/, by method and path."""

from collections.abc import Awaitable, Callable

from bot.simulator.control import messages, people, taps, views, world
from bot.simulator.control.args import Args

Control = Callable[[Args], object | Awaitable[object]]

ROUTES: dict[tuple[str, str], Control] = {
    ("POST", "/sim/reset"): world.reset,
    ("GET", "/sim/personas"): people.personas,
    ("POST", "/sim/users"): people.put_user,
    ("POST", "/sim/groups"): people.make_group,
    ("POST", "/sim/kick"): people.kick_bot,
    ("POST", "/sim/migrate"): people.migrate,
    ("POST", "/sim/block"): people.block,
    ("POST", "/sim/unblock"): people.unblock,
    ("POST", "/sim/deactivate"): people.deactivate,
    ("POST", "/sim/message"): messages.message,
    ("POST", "/sim/start"): messages.start,
    ("POST", "/sim/tap"): taps.tap,
    ("POST", "/sim/react"): taps.react,
    ("POST", "/sim/revoke"): world.revoke,
    ("GET", "/sim/clock"): world.show_clock,
    ("POST", "/sim/clock"): world.move_clock,
    ("GET", "/sim/faults"): world.show_faults,
    ("POST", "/sim/faults"): world.add_fault,
    ("DELETE", "/sim/faults"): world.clear_faults,
    ("GET", "/sim/calls"): world.calls,
    ("GET", "/sim/violations"): world.violations,
    ("GET", "/sim/bot"): world.bot_profile,
    ("GET", "/sim/demo"): world.demo,
    ("GET", "/sim/chats"): views.overview,
    ("GET", "/sim/chats/{id:-?[0-9]+}"): views.messages,
    ("GET", "/sim/chats/{id:-?[0-9]+}.txt"): views.transcript,
}
