"""One transaction with all its repositories: what a use case is given."""

from datetime import datetime

from bot.services.ports import (
    Archive,
    Assignments,
    Audit,
    Browsing,
    Campaigns,
    CannedTexts,
    Contacts,
    Conversations,
    Decisions,
    Dues,
    Enquiries,
    Forecasts,
    Inbox,
    Leases,
    Ledger,
    Lessons,
    Letters,
    Meetings,
    Notes,
    Outbox,
    Outgoing,
    Staff,
    StaffRules,
    Tallies,
)
from bot.storage.archive import ArchiveTable
from bot.storage.assignments import AssignmentTable
from bot.storage.audit import AuditTable
from bot.storage.browsing import BrowsingTable
from bot.storage.campaigns import CampaignTable
from bot.storage.contacts import ContactTable
from bot.storage.conversations import ConversationTable
from bot.storage.database import Transaction
from bot.storage.decisions import DecisionTable
from bot.storage.dues import DueTable
from bot.storage.enquiries import EnquiryTable
from bot.storage.forecasts import ForecastTable
from bot.storage.inbox import InboxTable
from bot.storage.leases import LeaseTable
from bot.storage.ledger import LedgerTable
from bot.storage.lessons import LessonTable
from bot.storage.letters import LetterTable
from bot.storage.meetings import MeetingTable
from bot.storage.notes import CannedTable, NoteTable
from bot.storage.outbox import OutboxTable
from bot.storage.staff import StaffTable
from bot.storage.staff_rules import StaffRuleTable
from bot.storage.tallies import TallyTable


class StorageUnit:
    """Implements ``bot.services.ports.Unit`` on a transaction.

    ``fresh`` holds the rows that were put in the outbox here; they are the sender's once the transaction committed.
    """

    __slots__ = (
        "archive",
        "assignments",
        "audit",
        "browsing",
        "campaigns",
        "canned",
        "contacts",
        "conversations",
        "decisions",
        "dues",
        "enquiries",
        "forecasts",
        "fresh",
        "inbox",
        "leases",
        "ledger",
        "lessons",
        "letters",
        "meetings",
        "notes",
        "now",
        "outbox",
        "staff",
        "staff_rules",
        "tallies",
    )

    def __init__(self, transaction: Transaction, now: datetime) -> None:
        outbox = OutboxTable(transaction, now)
        self.now = now
        self.contacts: Contacts = ContactTable(transaction)
        self.staff: Staff = StaffTable(transaction)
        self.enquiries: Enquiries = EnquiryTable(transaction)
        self.outbox: Outbox = outbox
        self.inbox: Inbox = InboxTable(transaction)
        self.leases: Leases = LeaseTable(transaction)
        self.conversations: Conversations = ConversationTable(transaction)
        self.meetings: Meetings = MeetingTable(transaction)
        self.decisions: Decisions = DecisionTable(transaction)
        self.campaigns: Campaigns = CampaignTable(transaction)
        self.dues: Dues = DueTable(transaction)
        self.lessons: Lessons = LessonTable(transaction)
        self.forecasts: Forecasts = ForecastTable(transaction)
        self.staff_rules: StaffRules = StaffRuleTable(transaction)
        self.archive: Archive = ArchiveTable(transaction)
        self.browsing: Browsing = BrowsingTable(transaction)
        self.assignments: Assignments = AssignmentTable(transaction)
        self.notes: Notes = NoteTable(transaction)
        self.letters: Letters = LetterTable(transaction)
        self.canned: CannedTexts = CannedTable(transaction)
        self.audit: Audit = AuditTable(transaction)
        self.tallies: Tallies = TallyTable(transaction)
        self.ledger: Ledger = LedgerTable(transaction)
        self.fresh: list[Outgoing] = outbox.fresh
