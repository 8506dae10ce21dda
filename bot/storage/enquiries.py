"""The enquiries themselves: storing them, finding them, counting them, numbering them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.enquiry import Enquiry, Standing, Status
from bot.storage.answers import AnswerTable
from bot.storage.codec import day_or_none, moment, moment_or_none, moment_text, optional_day, optional_moment
from bot.storage.database import Params, Row
from bot.storage.enquiry_parts import PartTable
from bot.storage.table import Table

# Written out, exactly as the index enquiries_queue has them: only then do the engines use that index.
OPEN_SQL = "status IN ('new', 'offered', 'accepted', 'asked', 'snoozed', 'elsewhere', 'answered', 'reopened')"
WAITING_SQL = "status IN ('new', 'offered', 'accepted', 'snoozed', 'reopened')"
WAITING_FIRST_SQL = f"CASE WHEN {WAITING_SQL} THEN 0 ELSE 1 END"
# An engine's own order of NULL differs; a promise that was never made comes last on both.
PROMISED_SQL = "COALESCE(missed_on, promised_on, '9999-12-31')"

_FIELDS = (
    "asker_id, status, language, summary, started_at, changed_at, number, topic, department, owner_id, asked_at, "
    "promised_on, satisfied, promises, resumes, paused_until, follows, busy_id, busy_until, missed_on"
)
_NAMES = _FIELDS.split(", ")
ENQUIRY_COLUMNS = ", ".join(f"enquiries.{name}" for name in ("id", *_NAMES))
_SELECT = f"SELECT {ENQUIRY_COLUMNS} FROM enquiries"

_ADD = f"INSERT INTO enquiries ({_FIELDS}) VALUES ({', '.join(f':{name}' for name in _NAMES)}) RETURNING id"
_SAVE = f"UPDATE enquiries SET {', '.join(f'{name} = :{name}' for name in _NAMES)} WHERE id = :id"
_NEXT_NUMBER = "UPDATE counters SET value = value + 1 WHERE name = 'enquiry' RETURNING value"
_OF_ASKER = f"""{_SELECT} WHERE asker_id = :asker_id AND number IS NOT NULL
ORDER BY CASE WHEN {OPEN_SQL} THEN 0 ELSE 1 END, number DESC LIMIT :limit OFFSET :offset"""
_COUNT_OF_ASKER = f"""SELECT COUNT(CASE WHEN {OPEN_SQL} THEN 1 END) AS still_open, COUNT(*) AS total
FROM enquiries WHERE asker_id = :asker_id AND number IS NOT NULL"""
_QUEUE = f"""{_SELECT} WHERE {OPEN_SQL}
ORDER BY {WAITING_FIRST_SQL}, {PROMISED_SQL}, number LIMIT :limit OFFSET :offset"""
_COUNT_OPEN = f"""SELECT COUNT(*) AS still_open, (
  SELECT COUNT(*) FROM enquiries WHERE {OPEN_SQL} AND {WAITING_FIRST_SQL} = 0 AND {PROMISED_SQL} < :today
) AS late FROM enquiries WHERE {OPEN_SQL}"""
_STANDING = f"""SELECT status, department, COUNT(*) AS total,
  COUNT(CASE WHEN {WAITING_SQL} AND {PROMISED_SQL} < :today THEN 1 END) AS late
FROM enquiries WHERE {OPEN_SQL} GROUP BY status, department ORDER BY status, department"""
_FORGOTTEN = f"""{_SELECT} WHERE status = 'draft' AND nudged_at IS NULL AND changed_at < :before
ORDER BY id LIMIT :limit"""
_RECENT = f"""{_SELECT} WHERE number IS NOT NULL AND asked_at > :since
ORDER BY asked_at DESC, id DESC LIMIT :limit"""
_OF_ALBUM = f"""{_SELECT} JOIN enquiry_parts ON enquiry_parts.enquiry_id = enquiries.id
WHERE enquiry_parts.author_id = :author_id AND enquiry_parts.album = :album AND enquiry_parts.album <> ''
ORDER BY enquiry_parts.id DESC LIMIT 1"""


class EnquiryRows(Table):
    """The rows of the enquiries."""

    __slots__ = ()

    def add(self, enquiry: Enquiry) -> Enquiry:
        """Store a new enquiry and return it with its id."""
        row = self._tx.fetch_one(_ADD, _values(enquiry))
        return enquiry if row is None else replace(enquiry, id=row["id"])

    def save(self, enquiry: Enquiry) -> None:
        """Store the changed enquiry."""
        self._tx.execute(_SAVE, _values(enquiry))

    def get(self, enquiry_id: int) -> Enquiry | None:
        """Return the enquiry with that id."""
        return self._find(f"{_SELECT} WHERE id = :id", {"id": enquiry_id})

    def by_number(self, number: int) -> Enquiry | None:
        """Return the enquiry with the number that people use."""
        return self._find(f"{_SELECT} WHERE number = :number", {"number": number})

    def next_number(self) -> int:
        """Return the next number; each is given once, in order, also when two ask at the same moment."""
        row = self._tx.fetch_one(_NEXT_NUMBER)
        if row is None:
            raise LookupError("the counter of the enquiries is gone from the database")
        number: int = row["value"]
        return number

    def draft_of(self, asker_id: int) -> Enquiry | None:
        """Return the asker's question that was not sent yet; there is at most one."""
        return self._find(f"{_SELECT} WHERE asker_id = :asker_id AND status = 'draft'", {"asker_id": asker_id})

    def forgotten_drafts(self, before: datetime, limit: int) -> Sequence[Enquiry]:
        """Return drafts that nobody touched since that moment and whose asker was not reminded of them."""
        rows = self._tx.fetch_all(_FORGOTTEN, {"before": moment_text(before), "limit": limit})
        return [enquiry_of(row) for row in rows]

    def mark_nudged(self, enquiry_id: int, at: datetime) -> None:
        """Note that the asker was reminded of the draft."""
        sql = "UPDATE enquiries SET nudged_at = :at WHERE id = :id"
        self._tx.execute(sql, {"id": enquiry_id, "at": moment_text(at)})

    def latest_sent_of(self, asker_id: int) -> Enquiry | None:
        """Return the enquiry that this asker sent last."""
        sql = f"{_SELECT} WHERE asker_id = :asker_id AND number IS NOT NULL ORDER BY number DESC LIMIT 1"
        return self._find(sql, {"asker_id": asker_id})

    def of_asker(self, asker_id: int, limit: int, offset: int = 0) -> Sequence[Enquiry]:
        """Return the asker's sent enquiries: open ones first, then the newest first."""
        rows = self._tx.fetch_all(_OF_ASKER, {"asker_id": asker_id, "limit": limit, "offset": offset})
        return [enquiry_of(row) for row in rows]

    def count_of_asker(self, asker_id: int) -> tuple[int, int]:
        """Return how many sent enquiries of the asker are open, and how many there are."""
        row = self._tx.fetch_one(_COUNT_OF_ASKER, {"asker_id": asker_id})
        return (row["still_open"], row["total"]) if row else (0, 0)

    def recent(self, since: datetime, limit: int) -> Sequence[Enquiry]:
        """Return sent enquiries that were asked after that moment, the newest first."""
        rows = self._tx.fetch_all(_RECENT, {"since": moment_text(since), "limit": limit})
        return [enquiry_of(row) for row in rows]

    def adopt(self, owner_id: int) -> None:
        """Give every open enquiry without an owner that one."""
        self._tx.execute(
            f"UPDATE enquiries SET owner_id = :owner WHERE owner_id = 0 AND {OPEN_SQL}", {"owner": owner_id}
        )

    def pass_on(self, owner_id: int, heir_id: int) -> int:
        """Give every open enquiry of that owner to the heir, and return how many those were."""
        values = {"owner": owner_id, "heir": heir_id}
        return self._tx.execute(f"UPDATE enquiries SET owner_id = :heir WHERE owner_id = :owner AND {OPEN_SQL}", values)

    def queue(self, limit: int, offset: int = 0) -> Sequence[Enquiry]:
        """Return open enquiries: those that wait for the town first, by promised day, then by number."""
        return [enquiry_of(row) for row in self._tx.fetch_all(_QUEUE, {"limit": limit, "offset": offset})]

    def count_open(self, today: str) -> tuple[int, int]:
        """Return how many enquiries are open, and how many wait past their promised day (ISO date)."""
        row = self._tx.fetch_one(_COUNT_OPEN, {"today": today})
        return (row["still_open"], row["late"]) if row else (0, 0)

    def standing(self, today: str) -> Sequence[Standing]:
        """Return how many open enquiries are in each state with each department, and how many of those are late."""
        rows = self._tx.fetch_all(_STANDING, {"today": today})
        return [Standing(Status(row["status"]), row["department"], row["total"], row["late"]) for row in rows]

    def of_album(self, author_id: int, album: str) -> Enquiry | None:
        """Return the enquiry that other pictures of the same album went to."""
        return self._find(_OF_ALBUM, {"author_id": author_id, "album": album})

    def _find(self, sql: str, params: Params) -> Enquiry | None:
        row = self._tx.fetch_one(sql, params)
        return None if row is None else enquiry_of(row)


class EnquiryTable(EnquiryRows, PartTable, AnswerTable):
    """Implements ``bot.services.ports.Enquiries``: the rows, what was said in them, and the answers."""

    __slots__ = ()


def _values(enquiry: Enquiry) -> Params:
    return {
        "id": enquiry.id,
        "asker_id": enquiry.asker_id,
        "status": enquiry.status.value,
        "language": enquiry.language,
        "summary": enquiry.summary,
        "started_at": moment_text(enquiry.started_at),
        "changed_at": moment_text(enquiry.changed_at),
        "number": enquiry.number or None,
        "topic": enquiry.topic,
        "department": enquiry.department,
        "owner_id": enquiry.owner_id,
        "asked_at": moment_or_none(enquiry.asked_at),
        "promised_on": day_or_none(enquiry.promised_on),
        "satisfied": None if enquiry.satisfied is None else int(enquiry.satisfied),
        "promises": enquiry.promises,
        "resumes": enquiry.resumes.value if enquiry.resumes else None,
        "paused_until": moment_or_none(enquiry.paused_until),
        "follows": enquiry.follows,
        "busy_id": enquiry.busy_id,
        "busy_until": moment_or_none(enquiry.busy_until),
        "missed_on": day_or_none(enquiry.missed_on),
    }


def enquiry_of(row: Row) -> Enquiry:
    """Return the enquiry in a row with ``ENQUIRY_COLUMNS``."""
    return Enquiry(
        id=row["id"],
        asker_id=row["asker_id"],
        status=Status(row["status"]),
        language=row["language"],
        summary=row["summary"],
        started_at=moment(row["started_at"]),
        changed_at=moment(row["changed_at"]),
        number=row["number"] or 0,
        topic=row["topic"],
        department=row["department"],
        owner_id=row["owner_id"],
        asked_at=optional_moment(row["asked_at"]),
        promised_on=optional_day(row["promised_on"]),
        satisfied=None if row["satisfied"] is None else bool(row["satisfied"]),
        promises=row["promises"],
        resumes=Status(row["resumes"]) if row["resumes"] else None,
        paused_until=optional_moment(row["paused_until"]),
        follows=row["follows"],
        busy_id=row["busy_id"],
        busy_until=optional_moment(row["busy_until"]),
        missed_on=optional_day(row["missed_on"]),
    )
