"""What the use cases need of the outside, as Protocols. ``bot/storage`` implements them; tests may bring their own."""

from bot.services.ports.enquiries import Enquiries
from bot.services.ports.inbox import Handled, Inbox, Incoming, Waiting
from bot.services.ports.outbox import Delivery, Lane, Outbox, Outgoing, State
from bot.services.ports.people import Contacts, Invite, Staff
from bot.services.ports.unit import Leases, Unavailable, Unit

__all__ = [
    "Contacts",
    "Delivery",
    "Enquiries",
    "Handled",
    "Inbox",
    "Incoming",
    "Invite",
    "Lane",
    "Leases",
    "Outbox",
    "Outgoing",
    "Staff",
    "State",
    "Unavailable",
    "Unit",
    "Waiting",
]
