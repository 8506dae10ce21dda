"""Looking through the questions: the queue narrowed, a search, a period. Each statement has its index."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from types import MappingProxyType

from bot.domain.enquiry import Enquiry
from bot.domain.narrowing import Filter, Narrowed
from bot.services.ports.browsing import Asked
from bot.storage.archive import FOUND, MOST_ASKED, NEWEST, SHARED
from bot.storage.assignments import READABLE_SQL
from bot.storage.codec import moment_text, optional_moment
from bot.storage.database import Params
from bot.storage.enquiries import ENQUIRY_COLUMNS, OPEN_SQL, PROMISED_SQL, WAITING_FIRST_SQL, enquiry_of
from bot.storage.names import note_name
from bot.storage.table import Table

MOST_TERMS = 3
"""Words of a search that count; more narrow nothing that is worth it."""

FOUND_BY_WORD = 150
"""Questions that one word of a search may bring: the newest."""

FOUND_BY_NAME = 60
"""People that one name may bring, with the highest ids; who searches for one of more types more of the name."""

# The conditions stand as in the indexes; a department's and an owner's come first in theirs.
_WHERE: Mapping[Filter, str] = MappingProxyType(
    {
        Filter.ALL: "",
        Filter.LATE: f"AND {WAITING_FIRST_SQL} = 0 AND {PROMISED_SQL} < :today",
        Filter.NEW: "AND status || '' = 'new'",
        Filter.MINE: "AND owner_id = :owner_id",
        Filter.ASKER: "AND status || '' = 'asked'",
        Filter.LATER: "AND status || '' = 'snoozed'",
        Filter.DEPARTMENT: "AND department = :department",
    }
)
_ALL_ALIKE = frozenset({Filter.LATE, Filter.NEW, Filter.ASKER, Filter.LATER})
"""Of these all wait for the town, or none does."""
_COUNT = f"SELECT COUNT(*) AS total FROM enquiries WHERE {OPEN_SQL}"
_PAGE = f"SELECT {ENQUIRY_COLUMNS} FROM enquiries WHERE {OPEN_SQL}"
_ORDER = f"ORDER BY {WAITING_FIRST_SQL}, {PROMISED_SQL}, number LIMIT :limit OFFSET :offset"
_ORDER_ALIKE = f"ORDER BY {PROMISED_SQL}, number LIMIT :limit OFFSET :offset"
_BY_DEPARTMENT = f"SELECT department, COUNT(*) AS total FROM enquiries WHERE {OPEN_SQL} GROUP BY department"

_GIVEN = f"""EXISTS (SELECT 1 FROM assignments
WHERE enquiry_id = enquiries.id AND department = :department AND {READABLE_SQL})"""
_SAYS = """SELECT enquiry_id FROM (
  SELECT enquiry_id FROM enquiry_words WHERE word = :stem{0} ORDER BY enquiry_id DESC LIMIT :most
) AS saying_{0}"""
_BY_NAME = """SELECT asking_{0}.id FROM (
  SELECT person_id FROM name_words WHERE word = :name{0} ORDER BY person_id DESC LIMIT :people
) AS named_{0} JOIN enquiries AS asking_{0} ON asking_{0}.asker_id = named_{0}.person_id"""
_FITS = """(EXISTS (
  SELECT 1 FROM enquiry_words WHERE word = :stem{0} AND enquiry_id = enquiries.id
) OR EXISTS (SELECT 1 FROM name_words WHERE word = :name{0} AND person_id = enquiries.asker_id))"""

_BETWEEN = f"""SELECT {ENQUIRY_COLUMNS}, contacts.zone AS zone,
  (SELECT MIN(sent_at) FROM answers WHERE answers.enquiry_id = enquiries.id AND sent_at IS NOT NULL) AS answered_at
FROM enquiries LEFT JOIN contacts ON contacts.id = enquiries.asker_id
WHERE number IS NOT NULL AND asked_at >= :since AND asked_at < :until AND (:department = '' OR {_GIVEN})
ORDER BY asked_at, enquiries.id LIMIT :limit"""
_FOLLOWERS = f"""SELECT {ENQUIRY_COLUMNS} FROM enquiries
WHERE follows = :id AND follows <> 0 ORDER BY number"""
_OPEN_LIKE = f"""SELECT {ENQUIRY_COLUMNS} FROM enquiries JOIN (
  SELECT enquiry_id, COUNT(*) AS shared FROM ({FOUND}) AS found
  WHERE enquiry_id <> :but GROUP BY enquiry_id HAVING COUNT(*) >= :shared
) AS alike ON alike.enquiry_id = enquiries.id
WHERE status IN ('new', 'offered', 'accepted', 'asked', 'snoozed', 'reopened')
ORDER BY alike.shared DESC, enquiries.id DESC LIMIT :limit"""
_UNNAMED = "SELECT value FROM counters WHERE name = 'unnamed'"
_OLDER = "SELECT id, name FROM contacts WHERE id >= :id ORDER BY id LIMIT :limit"
_DONE = "UPDATE counters SET value = :value WHERE name = 'unnamed'"


class BrowsingTable(Table):
    """Implements ``bot.services.ports.Browsing``."""

    __slots__ = ()

    def page(self, narrowed: Narrowed, today: str, limit: int, offset: int = 0) -> Sequence[Enquiry]:
        """Return open questions in the queue's order; ``today`` is an ISO date."""
        order = _ORDER_ALIKE if narrowed.by in _ALL_ALIKE else _ORDER
        bounds = {"limit": limit, "offset": offset}
        rows = self._tx.fetch_all(f"{_PAGE} {_WHERE[narrowed.by]} {order}", {**_wanted(narrowed, today), **bounds})
        return [enquiry_of(row) for row in rows]

    def count(self, narrowed: Narrowed, today: str) -> int:
        """Return how many open questions there are of that kind."""
        row = self._tx.fetch_one(f"{_COUNT} {_WHERE[narrowed.by]}", _wanted(narrowed, today))
        return row["total"] if row else 0

    def by_department(self) -> Mapping[str, int]:
        """Return how many open questions each department has or is to get, "" for those of none."""
        return {row["department"]: row["total"] for row in self._tx.fetch_all(_BY_DEPARTMENT)}

    def search(
        self, terms: Sequence[tuple[str, str]], department: str, limit: int, offset: int = 0
    ) -> tuple[Sequence[Enquiry], int]:
        """Return questions in which each term is said or in the asker's name, the newest first, and how many."""
        asked = [(stem, name) for stem, name in terms if stem][:MOST_TERMS]
        if not asked:
            return (), 0
        wanted: dict[str, str | int] = {f"stem{place}": stem for place, (stem, _) in enumerate(asked)}
        wanted |= {f"name{place}": name for place, (_, name) in enumerate(asked)}
        wanted |= {"department": department} if department else {}
        bounds = {"most": FOUND_BY_WORD, "people": FOUND_BY_NAME, "limit": limit, "offset": offset}
        rows = self._tx.fetch_all(_search(len(asked), of_department=bool(department)), {**wanted, **bounds})
        return [enquiry_of(row) for row in rows], rows[0]["total"] if rows else 0

    def asked_between(self, since: datetime, until: datetime, department: str, limit: int) -> Sequence[Asked]:
        """Return what was asked from ``since`` up to ``until``, the oldest first, of one department or of all."""
        bounds = {"since": moment_text(since), "until": moment_text(until), "department": department, "limit": limit}
        return [
            Asked(enquiry_of(row), row["zone"] or "", optional_moment(row["answered_at"]))
            for row in self._tx.fetch_all(_BETWEEN, bounds)
        ]

    def followers(self, enquiry_id: int) -> Sequence[Enquiry]:
        """Return the questions that get the answer of that one too, in order."""
        return [enquiry_of(row) for row in self._tx.fetch_all(_FOLLOWERS, {"id": enquiry_id})]

    def open_like(self, words: Sequence[str], but: int, limit: int) -> Sequence[Enquiry]:
        """Return questions still to be answered that share the most of these words, as the archive does."""
        asked = list(dict.fromkeys(words))[:MOST_ASKED]
        if not asked:
            return []
        wanted = {f"word{place}": asked[place] if place < len(asked) else "" for place in range(MOST_ASKED)}
        bounds: Params = {"newest": NEWEST, "but": but, "shared": min(SHARED, len(asked)), "limit": limit}
        return [enquiry_of(row) for row in self._tx.fetch_all(_OPEN_LIKE, {**wanted, **bounds})]

    def index_names(self, limit: int) -> bool:
        """Note the names of some contacts of before names were noted; return whether there may be more."""
        row = self._tx.fetch_one(_UNNAMED)
        if row is None or not row["value"]:
            return False
        found = self._tx.fetch_all(_OLDER, {"id": row["value"], "limit": limit})
        for one in found:
            note_name(self._tx, one["id"], one["name"])
        self._tx.execute(_DONE, {"value": found[-1]["id"] + 1 if found else 0})
        return bool(found)


def _wanted(narrowed: Narrowed, today: str) -> Params:
    """Return what the condition of that filter names, and nothing else: an engine refuses what it does not know."""
    match narrowed.by:
        case Filter.LATE:
            return {"today": today}
        case Filter.MINE:
            return {"owner_id": narrowed.owner_id}
        case Filter.DEPARTMENT:
            return {"department": narrowed.department}
        case _:
            return {}


@cache
def _search(terms: int, *, of_department: bool) -> str:
    """Return the search for so many terms; what one term brought fits that term."""
    places = range(terms)
    brought = " UNION ".join(form.format(place) for place in places for form in (_SAYS, _BY_NAME))
    fitting = [_FITS.format(place) for place in places] if terms > 1 else []
    conditions = " AND ".join(("number IS NOT NULL", *fitting, *((_GIVEN,) if of_department else ())))
    # First which, then what they say: only a page of them is read whole.
    return f"""SELECT {ENQUIRY_COLUMNS}, found.total FROM (
  SELECT enquiries.id AS found_id, COUNT(*) OVER () AS total FROM enquiries
  JOIN ({brought}) AS candidates ON candidates.enquiry_id = enquiries.id
  WHERE {conditions} ORDER BY number DESC LIMIT :limit OFFSET :offset
) AS found JOIN enquiries ON enquiries.id = found.found_id ORDER BY enquiries.number DESC"""
