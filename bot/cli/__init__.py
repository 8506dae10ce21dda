"""The command ``kernpunt``: what an operator types. Each failure is one sentence that says what to do.

A command's module is loaded when it is asked for, so that a server never carries what only the demo needs.
"""

from importlib import import_module
from typing import cast

import click

from bot.cli.ends import EX_LEASE, EX_PROBLEM, EX_TOKEN, stop
from bot.config import SettingsError
from bot.content_problems import ContentError
from bot.i18n_catalogue import MissingText
from bot.storage.database import StorageError
from bot.tenancy import LeaseLost
from bot.transport.failures import TokenRevoked

_MODULES = {
    "run": "operating",
    "migrate": "operating",
    "doctor": "operating",
    "invite": "operating",
    "content": "content",
    "route": "routing",
    "ledger": "ledger",
    "demo": "trying",
    "simulator": "trying",
}
"""Command → the module of this package that holds it under the same name, in the order of the help."""


class Commands(click.Group):
    """The commands by name, each imported when somebody asks for it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, the everyday ones first."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return that command, None when there is none of that name."""
        module = _MODULES.get(cmd_name)
        return cast("click.Command", getattr(import_module(f"{__name__}.{module}"), cmd_name)) if module else None


kernpunt = Commands(
    "kernpunt", no_args_is_help=True, help="One door between the entrepreneurs of a town and its administration."
)


def main() -> None:
    """Run the command; a failure that we know ends it with one sentence and its own exit code."""
    try:
        kernpunt()
    except (SettingsError, ContentError, MissingText, StorageError) as error:
        stop(str(error), EX_PROBLEM)
    except TokenRevoked:
        stop("Telegram does not know this token (any more). Ask @BotFather for the right one.", EX_TOKEN)
    except LeaseLost:
        stop("Another program took over on this database; this one stops.", EX_LEASE)
