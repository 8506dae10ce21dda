"""The contacts: one row a person, read together with the role that they have at this moment."""

from bot.domain.access import Role
from bot.domain.contact import Contact, Expectation, Expects, Proactive, Welcome
from bot.storage.codec import moment, moment_or_none, moment_text, optional_moment
from bot.storage.database import Row
from bot.storage.table import Table

CONTACT_COLUMNS = """contacts.id, contacts.name, contacts.language, contacts.language_chosen, contacts.welcome,
  contacts.proactive, contacts.trade, contacts.expects, contacts.expects_subject, contacts.expects_topic,
  contacts.expects_since, contacts.unreachable_since, contacts.first_seen_at, staff.role, staff.department"""

_GET = f"""SELECT {CONTACT_COLUMNS}
FROM contacts LEFT JOIN staff ON staff.person_id = contacts.id AND staff.revoked_at IS NULL
WHERE contacts.id = :id"""

_SAVE = """INSERT INTO contacts (
  id, name, language, language_chosen, welcome, proactive, trade, expects, expects_subject, expects_topic,
  expects_since, unreachable_since, first_seen_at
) VALUES (
  :id, :name, :language, :language_chosen, :welcome, :proactive, :trade, :expects, :expects_subject, :expects_topic,
  :expects_since, :unreachable_since, :first_seen_at
) ON CONFLICT (id) DO UPDATE SET
  name = excluded.name, language = excluded.language, language_chosen = excluded.language_chosen,
  welcome = excluded.welcome, proactive = excluded.proactive, trade = excluded.trade, expects = excluded.expects,
  expects_subject = excluded.expects_subject, expects_topic = excluded.expects_topic,
  expects_since = excluded.expects_since, unreachable_since = excluded.unreachable_since,
  first_seen_at = excluded.first_seen_at"""


class ContactTable(Table):
    """Implements ``bot.services.ports.Contacts``."""

    __slots__ = ()

    def get(self, person_id: int) -> Contact | None:
        """Return the contact, with the role that they have at this moment."""
        row = self._tx.fetch_one(_GET, {"id": person_id})
        return None if row is None else contact_of(row)

    def save(self, contact: Contact) -> None:
        """Store the contact, new or changed; the role is not theirs to store."""
        expects = contact.expects
        self._tx.execute(
            _SAVE,
            {
                "id": contact.id,
                "name": contact.name,
                "language": contact.language,
                "language_chosen": int(contact.language_chosen),
                "welcome": contact.welcome.value,
                "proactive": contact.proactive.value if contact.proactive else None,
                "trade": contact.trade,
                "expects": expects.kind.value if expects else None,
                "expects_subject": expects.subject if expects else 0,
                "expects_topic": expects.topic if expects else "",
                "expects_since": moment_text(expects.since) if expects else None,
                "unreachable_since": moment_or_none(contact.unreachable_since),
                "first_seen_at": moment_text(contact.first_seen_at),
            },
        )

    def forget(self, person_id: int) -> None:
        """Remove a contact who said no before asking anything; raise nothing when there is none.

        Raises ``StorageError`` when there are enquiries of theirs: that is erasing, which has its own rules.
        """
        self._tx.execute("DELETE FROM contacts WHERE id = :id", {"id": person_id})


def contact_of(row: Row) -> Contact:
    """Return the contact in a row with ``CONTACT_COLUMNS``."""
    return Contact(
        id=row["id"],
        name=row["name"],
        language=row["language"],
        first_seen_at=moment(row["first_seen_at"]),
        language_chosen=bool(row["language_chosen"]),
        welcome=Welcome(row["welcome"]),
        proactive=Proactive(row["proactive"]) if row["proactive"] else None,
        trade=row["trade"],
        expects=_expectation_of(row),
        unreachable_since=optional_moment(row["unreachable_since"]),
        role=Role(row["role"]) if row["role"] else Role.ASKER,
        department=row["department"] or "",
    )


def _expectation_of(row: Row) -> Expectation | None:
    if row["expects"] is None:
        return None
    return Expectation(
        kind=Expects(row["expects"]),
        since=moment(row["expects_since"]),
        subject=row["expects_subject"],
        topic=row["expects_topic"],
    )
