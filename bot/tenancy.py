"""Who runs: one program at a time for one database, and the next as soon as that one is gone."""

import os
import secrets
import socket
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.services.ports import Unit

NAME = "kernpunt"
LASTS = timedelta(seconds=10)
"""How long a program that died without a word still counts, when nobody can see that it died."""

RENEW_SECONDS = 3.0


class LeaseLost(Exception):  # noqa: N818 - a state of this program: another one runs now
    """Another program took over, because this one stood still for too long."""


@dataclass(frozen=True, slots=True)
class Tenant:
    """This program, as it is known in the database."""

    holder: str

    @classmethod
    def this_process(cls) -> "Tenant":
        """Return a name that no other process has, and that says where to look for it."""
        return cls(f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}")

    def take(self, unit: Unit) -> bool:
        """Take or renew the lease; a holder on this machine whose process is gone does not have to be waited for."""
        until = unit.now + LASTS
        if unit.leases.take(NAME, self.holder, unit.now, until):
            return True
        present = unit.leases.holder(NAME)
        if not self._is_gone(present):
            return False
        unit.leases.release(NAME, present)
        return bool(unit.leases.take(NAME, self.holder, unit.now, until))

    def release(self, unit: Unit) -> None:
        """Give the lease back."""
        unit.leases.release(NAME, self.holder)

    @staticmethod
    def _is_gone(holder: str) -> bool:
        host, _, rest = holder.partition("/")
        number = rest.partition("/")[0]
        return host == socket.gethostname() and number.isdigit() and not Path(f"/proc/{number}").exists()
