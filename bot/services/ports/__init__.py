"""What the use cases need of the outside, as Protocols. ``bot/storage`` implements them; tests may bring their own."""

from bot.services.ports.browsing import Asked, Browsing
from bot.services.ports.conversations import Conversations
from bot.services.ports.decisions import Campaigns, Decisions
from bot.services.ports.dues import Dues
from bot.services.ports.enquiries import Enquiries
from bot.services.ports.inbox import Handled, Inbox, Incoming, Waiting
from bot.services.ports.learning import Archive, Forecasts, Lessons, StaffRules
from bot.services.ports.meetings import Meetings
from bot.services.ports.outbox import Delivery, Lane, Outbox, Outgoing, State
from bot.services.ports.people import Contacts, Staff
from bot.services.ports.queue import Assignments, Audit, CannedTexts, Ledger, Letters, Notes, Tallies
from bot.services.ports.speech import Speech
from bot.services.ports.unit import Leases, Unavailable, Unit

__all__ = [
    "Archive",
    "Asked",
    "Assignments",
    "Audit",
    "Browsing",
    "Campaigns",
    "CannedTexts",
    "Contacts",
    "Conversations",
    "Decisions",
    "Delivery",
    "Dues",
    "Enquiries",
    "Forecasts",
    "Handled",
    "Inbox",
    "Incoming",
    "Lane",
    "Leases",
    "Ledger",
    "Lessons",
    "Letters",
    "Meetings",
    "Notes",
    "Outbox",
    "Outgoing",
    "Speech",
    "Staff",
    "StaffRules",
    "State",
    "Tallies",
    "Unavailable",
    "Unit",
    "Waiting",
]
