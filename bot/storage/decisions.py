"""The decisions, each read in one statement with its links."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.decision import Decision, Legal, Link, LinkKind, Outcome
from bot.storage.codec import day_or_none, moment, moment_or_none, moment_text, optional_day, optional_moment
from bot.storage.database import Params, Row
from bot.storage.table import Table

_FIELDS = (
    "what, outcome, why, created_by, created_at, next_on, next_words, url, contact, legal, appeal, audience, "
    "published_at"
)
_NAMES = _FIELDS.split(", ")
_ADD = f"INSERT INTO decisions ({_FIELDS}) VALUES ({', '.join(f':{name}' for name in _NAMES)}) RETURNING id"
_SAVE = f"UPDATE decisions SET {', '.join(f'{name} = :{name}' for name in _NAMES)} WHERE id = :id"
_WITH_LINKS = f"""SELECT {", ".join(f"decisions.{name}" for name in ("id", *_NAMES))},
  decision_links.kind, decision_links.ref_id
FROM decisions LEFT JOIN decision_links ON decision_links.decision_id = decisions.id"""
_GET = f"{_WITH_LINKS} WHERE decisions.id = :id ORDER BY decision_links.id"
_OF = f"""{_WITH_LINKS} WHERE decisions.id IN (
  SELECT decision_id FROM decision_links WHERE kind = :kind AND ref_id = :ref_id
) ORDER BY decisions.id, decision_links.id"""
# The limit counts decisions, not links.
_PUBLISHED = f"""{_WITH_LINKS} WHERE decisions.id IN (
  SELECT id FROM decisions WHERE published_at IS NOT NULL
  ORDER BY published_at DESC, id DESC LIMIT :limit OFFSET :offset
) ORDER BY decisions.published_at DESC, decisions.id DESC, decision_links.id"""
_UNTOLD = f"""{_WITH_LINKS} WHERE decisions.id IN (
  SELECT id FROM decisions WHERE published_at IS NULL ORDER BY id DESC LIMIT :limit
) ORDER BY decisions.id DESC, decision_links.id"""
_COUNT = "SELECT COUNT(*) AS told FROM decisions WHERE published_at IS NOT NULL"

_LINKS = "SELECT kind, ref_id FROM decision_links WHERE decision_id = :decision_id ORDER BY id"
_LINK = """INSERT INTO decision_links (decision_id, kind, ref_id) VALUES (:decision_id, :kind, :ref_id)
ON CONFLICT DO NOTHING"""
_UNLINK_UNTOLD = """DELETE FROM decision_links WHERE decision_id = :id
AND EXISTS (SELECT 1 FROM decisions WHERE id = :id AND published_at IS NULL)"""
_REMOVE_UNTOLD = "DELETE FROM decisions WHERE id = :id AND published_at IS NULL"
_UNLINK = "DELETE FROM decision_links WHERE decision_id = :decision_id"


class DecisionTable(Table):
    """Implements ``bot.services.ports.Decisions``."""

    __slots__ = ()

    def add(self, decision: Decision) -> Decision:
        """Store a new decision with its links and return it with its id."""
        row = self._tx.fetch_one(_ADD, _values(decision))
        stored = decision if row is None else replace(decision, id=row["id"])
        self._link_all(stored)
        return stored

    def save(self, decision: Decision) -> None:
        """Store the changed decision and its links."""
        self._tx.execute(_SAVE, _values(decision))
        kept = self._tx.fetch_all(_LINKS, {"decision_id": decision.id})
        if tuple(_link(row) for row in kept) != decision.links:
            self._tx.execute(_UNLINK, {"decision_id": decision.id})
            self._link_all(decision)

    def remove_untold(self, decision_id: int) -> None:
        """Remove a decision that nobody was told, with its links; one that was told stays."""
        self._tx.execute(_UNLINK_UNTOLD, {"id": decision_id})
        self._tx.execute(_REMOVE_UNTOLD, {"id": decision_id})

    def link(self, decision_id: int, link: Link) -> None:
        """Add one link; one that is there already changes nothing."""
        self._tx.execute(_LINK, _link_values(decision_id, link))

    def get(self, decision_id: int) -> Decision | None:
        """Return the decision with that id, with its links."""
        return next(iter(self._find(_GET, {"id": decision_id})), None)

    def of(self, kind: LinkKind, ref_id: int) -> Sequence[Decision]:
        """Return the decisions with such a link, oldest first."""
        return self._find(_OF, {"kind": kind.value, "ref_id": ref_id})

    def published(self, limit: int, offset: int = 0) -> Sequence[Decision]:
        """Return the decisions that were told, the newest first."""
        return self._find(_PUBLISHED, {"limit": limit, "offset": offset})

    def untold(self, limit: int) -> Sequence[Decision]:
        """Return the decisions that were prepared and told to nobody yet, the newest first."""
        return self._find(_UNTOLD, {"limit": limit})

    def count_published(self) -> int:
        """Return how many decisions were told."""
        row = self._tx.fetch_one(_COUNT)
        return row["told"] if row else 0

    def _find(self, sql: str, params: Params) -> list[Decision]:
        found: dict[int, tuple[Row, list[Link]]] = {}
        for row in self._tx.fetch_all(sql, params):
            links = found.setdefault(row["id"], (row, []))[1]
            if row["kind"] is not None:
                links.append(_link(row))
        return [_decision(row, tuple(links)) for row, links in found.values()]

    def _link_all(self, decision: Decision) -> None:
        if decision.links:
            self._tx.execute_many(_LINK, [_link_values(decision.id, link) for link in decision.links])


def _values(decision: Decision) -> Params:
    return {
        "id": decision.id,
        "what": decision.what,
        "outcome": decision.outcome.value,
        "why": decision.why,
        "created_by": decision.created_by,
        "created_at": moment_text(decision.created_at),
        "next_on": day_or_none(decision.next_on),
        "next_words": decision.next_words,
        "url": decision.url,
        "contact": decision.contact,
        "legal": decision.legal.value,
        "appeal": decision.appeal,
        "audience": decision.audience,
        "published_at": moment_or_none(decision.published_at),
    }


def _link_values(decision_id: int, link: Link) -> Params:
    return {"decision_id": decision_id, "kind": link.kind.value, "ref_id": link.ref_id}


def _link(row: Row) -> Link:
    return Link(LinkKind(row["kind"]), row["ref_id"])


def _decision(row: Row, links: tuple[Link, ...]) -> Decision:
    return Decision(
        id=row["id"],
        what=row["what"],
        outcome=Outcome(row["outcome"]),
        why=row["why"],
        created_by=row["created_by"],
        created_at=moment(row["created_at"]),
        next_on=optional_day(row["next_on"]),
        next_words=row["next_words"],
        url=row["url"],
        contact=row["contact"],
        legal=Legal(row["legal"]),
        appeal=row["appeal"],
        audience=row["audience"],
        published_at=optional_moment(row["published_at"]),
        links=links,
    )
