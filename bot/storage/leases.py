"""The leases: who may run, one holder of a name at a time."""

from datetime import datetime

from bot.storage.codec import moment_text
from bot.storage.table import Table

_TAKE = """INSERT INTO leases (name, holder, token, expires_at) VALUES (:name, :holder, 1, :until)
ON CONFLICT (name) DO UPDATE SET
  token = CASE WHEN leases.holder = excluded.holder THEN leases.token ELSE leases.token + 1 END,
  holder = excluded.holder,
  expires_at = excluded.expires_at
WHERE leases.holder = excluded.holder OR leases.expires_at <= :at
RETURNING token"""
_HOLDER = "SELECT holder FROM leases WHERE name = :name"
# The row stays, held by nobody and long over, so that the token goes on growing.
_RELEASE = "UPDATE leases SET holder = '', expires_at = '' WHERE name = :name AND holder = :holder"


class LeaseTable(Table):
    """Implements ``bot.services.ports.Leases``."""

    __slots__ = ()

    def take(self, name: str, holder: str, at: datetime, until: datetime) -> int:
        """Take or renew the lease; return its token (it grows with each new holder), 0 when another holds it."""
        values = {"name": name, "holder": holder, "at": moment_text(at), "until": moment_text(until)}
        row = self._tx.fetch_one(_TAKE, values)
        return row["token"] if row else 0

    def holder(self, name: str) -> str:
        """Return who holds the lease or held it last, "" when nobody does."""
        row = self._tx.fetch_one(_HOLDER, {"name": name})
        return row["holder"] if row else ""

    def release(self, name: str, holder: str) -> None:
        """Give the lease back, if it is ours."""
        self._tx.execute(_RELEASE, {"name": name, "holder": holder})
