"""A local stand-in for Telegram's Bot API server, with people to talk to; it knows nothing else of the project."""

from bot.simulator.clock import SimClock
from bot.simulator.server import Simulator
from bot.simulator.state import Options, fresh_number

__all__ = ["Options", "SimClock", "Simulator", "fresh_number"]
