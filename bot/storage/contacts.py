"""The contacts: one row a person, read together with the role that they have at this moment."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.domain.access import Role
from bot.domain.audience import Audience, Group
from bot.domain.contact import Contact, Engagement, Expectation, Expects, Matter, Proactive, Welcome
from bot.storage.codec import keys, keys_text, moment, moment_or_none, moment_text, optional_moment
from bot.storage.database import Row
from bot.storage.names import name_of, note_name
from bot.storage.table import Table

CONTACT_COLUMNS = """contacts.id, contacts.name, contacts.language, contacts.language_chosen, contacts.welcome,
  contacts.proactive, contacts.trade, contacts.expects, contacts.expects_subject, contacts.expects_topic,
  contacts.expects_since, contacts.unreachable_since, contacts.first_seen_at, contacts.zone, contacts.engagement,
  contacts.themes, contacts.muted, contacts.paused_until, staff.role, staff.department"""

_TOO_MANY_DIGITS = 19

_WITH_ROLES = f"""SELECT {CONTACT_COLUMNS}
FROM contacts LEFT JOIN staff ON staff.person_id = contacts.id AND staff.revoked_at IS NULL"""
_GET = f"{_WITH_ROLES} WHERE contacts.id = :id"

# Whoever has not read yet what we keep of them is written to by nobody.
_GREETED_ASKERS = f"""{_WITH_ROLES}
WHERE staff.person_id IS NULL AND contacts.welcome NOT IN ('language', 'notice')"""
_NARROWED: Mapping[Group, str] = MappingProxyType(
    {
        Group.EVERYONE: "",
        Group.TRADE: "AND contacts.trade = :key",
        Group.ZONE: "AND contacts.zone = :key",
        Group.THEME: "AND contacts.themes <> ''",
        Group.PERSON: "AND contacts.id = :id",
    }
)

_SAVE = """INSERT INTO contacts (
  id, name, language, language_chosen, welcome, proactive, trade, expects, expects_subject, expects_topic,
  expects_since, unreachable_since, first_seen_at, zone, engagement, themes, muted, paused_until
) VALUES (
  :id, :name, :language, :language_chosen, :welcome, :proactive, :trade, :expects, :expects_subject, :expects_topic,
  :expects_since, :unreachable_since, :first_seen_at, :zone, :engagement, :themes, :muted, :paused_until
) ON CONFLICT (id) DO UPDATE SET
  name = excluded.name, language = excluded.language, language_chosen = excluded.language_chosen,
  welcome = excluded.welcome, proactive = excluded.proactive, trade = excluded.trade, expects = excluded.expects,
  expects_subject = excluded.expects_subject, expects_topic = excluded.expects_topic,
  expects_since = excluded.expects_since, unreachable_since = excluded.unreachable_since,
  first_seen_at = excluded.first_seen_at, zone = excluded.zone, engagement = excluded.engagement,
  themes = excluded.themes, muted = excluded.muted, paused_until = excluded.paused_until"""

# What somebody began and we planned before they said no; with anything that they asked or gave along it is refused.
_FORGET = (
    "DELETE FROM conversation_answers WHERE conversation_id IN (SELECT id FROM conversations WHERE person_id = :id)",
    "DELETE FROM conversations WHERE person_id = :id",
    "DELETE FROM attendances WHERE person_id = :id",
    "DELETE FROM dues WHERE person_id = :id",
    "DELETE FROM name_words WHERE person_id = :id",
    "DELETE FROM contacts WHERE id = :id",
)


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
        before = name_of(self._tx, contact.id)
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
                "zone": contact.zone,
                "engagement": contact.engagement.value if contact.engagement else None,
                "themes": keys_text(contact.themes),
                "muted": keys_text(contact.muted),
                "paused_until": moment_or_none(contact.paused_until),
            },
        )
        if before != contact.name:
            note_name(self._tx, contact.id, contact.name)

    def in_audience(self, audience: Audience) -> Sequence[Contact]:
        """Return the askers (no staff) who belong to that audience and were greeted, in order of their ids."""
        narrowed = _NARROWED.get(audience.group)
        if narrowed is None:
            return []
        person_id = int(audience.key) if audience.group is Group.PERSON and _is_id(audience.key) else 0
        sql = f"{_GREETED_ASKERS} {narrowed} ORDER BY contacts.id"
        found = map(contact_of, self._tx.fetch_all(sql, {"key": audience.key, "id": person_id}))
        return [contact for contact in found if audience.includes(contact)]

    def forget(self, person_id: int) -> None:
        """Remove a contact who said no before asking anything; raise nothing when there is none.

        Raises ``StorageError`` when there are enquiries of theirs: that is erasing, which has its own rules.
        """
        for statement in _FORGET:
            self._tx.execute(statement, {"id": person_id})


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
        zone=row["zone"],
        engagement=Engagement(row["engagement"]) if row["engagement"] else None,
        themes=keys(row["themes"]),
        muted=frozenset(map(Matter, keys(row["muted"]))),
        paused_until=optional_moment(row["paused_until"]),
        expects=_expectation_of(row),
        unreachable_since=optional_moment(row["unreachable_since"]),
        role=Role(row["role"]) if row["role"] else Role.ASKER,
        department=row["department"] or "",
    )


def _is_id(key: str) -> bool:
    # More digits than any id has would not fit in a row, and be refused there.
    return key.isascii() and key.isdigit() and len(key) < _TOO_MANY_DIGITS


def _expectation_of(row: Row) -> Expectation | None:
    if row["expects"] is None:
        return None
    return Expectation(
        kind=Expects(row["expects"]),
        since=moment(row["expects_since"]),
        subject=row["expects_subject"],
        topic=row["expects_topic"],
    )
