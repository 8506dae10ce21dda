"""One transaction as a use case sees it, who may run, and the storage that may be away."""

from datetime import datetime
from typing import Protocol

from bot.services.ports.browsing import Browsing
from bot.services.ports.conversations import Conversations
from bot.services.ports.decisions import Campaigns, Decisions
from bot.services.ports.dues import Dues
from bot.services.ports.enquiries import Enquiries
from bot.services.ports.inbox import Inbox
from bot.services.ports.learning import Archive, Forecasts, Lessons, StaffRules
from bot.services.ports.meetings import Meetings
from bot.services.ports.outbox import Outbox
from bot.services.ports.people import Contacts, Staff
from bot.services.ports.queue import Assignments, Audit, CannedTexts, Ledger, Letters, Notes, Tallies


class Unavailable(Exception):  # noqa: N818 - a state that passes, named as operators name it
    """The storage cannot do its work now; nothing was kept, and the same use case may be run again later."""


class Leases(Protocol):
    """Who may run: one holder of a name at a time."""

    def take(self, name: str, holder: str, at: datetime, until: datetime) -> int:
        """Take or renew the lease; return its token (it grows with each new holder), 0 when another holds it."""
        ...

    def holder(self, name: str) -> str:
        """Return who holds the lease or held it last, "" when nobody does."""
        ...

    def release(self, name: str, holder: str) -> None:
        """Give the lease back, if it is ours."""
        ...


class Unit(Protocol):
    """One transaction, with everything in it that a use case may touch, and the moment that it happens."""

    now: datetime
    contacts: Contacts
    staff: Staff
    enquiries: Enquiries
    outbox: Outbox
    inbox: Inbox
    leases: Leases
    conversations: Conversations
    meetings: Meetings
    decisions: Decisions
    campaigns: Campaigns
    dues: Dues
    lessons: Lessons
    forecasts: Forecasts
    staff_rules: StaffRules
    archive: Archive
    browsing: Browsing
    assignments: Assignments
    notes: Notes
    canned: CannedTexts
    letters: Letters
    audit: Audit
    tallies: Tallies
    ledger: Ledger
