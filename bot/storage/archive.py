"""The words of questions that were sent, as an index of our own that is the same on every engine."""

from collections.abc import Iterable, Mapping, Sequence

from bot.domain.enquiry import Enquiry
from bot.storage.database import Params
from bot.storage.enquiries import ENQUIRY_COLUMNS, enquiry_of
from bot.storage.table import Table

MOST_ASKED = 12
"""Words of a question that are looked for; the first ones are those that say most."""

NEWEST = 200
"""Questions that one word may bring: a word that half of the town uses costs no more than a rare one."""

SHARED = 2
"""Words that two questions have in common to be compared at all, where there are as many."""

_FORGET = "DELETE FROM enquiry_words WHERE enquiry_id = :enquiry_id"
_ADD = "INSERT INTO enquiry_words (word, enquiry_id) VALUES (:word, :enquiry_id) ON CONFLICT DO NOTHING"
_OF_WORD = """SELECT enquiry_id FROM (
  SELECT enquiry_id FROM enquiry_words WHERE word = :word{0} ORDER BY enquiry_id DESC LIMIT :newest
) AS having_{0}"""
FOUND = " UNION ALL ".join(_OF_WORD.format(place) for place in range(MOST_ASKED))
_LIKE = f"""SELECT {ENQUIRY_COLUMNS} FROM enquiries JOIN (
  SELECT enquiry_id, COUNT(*) AS shared FROM ({FOUND}) AS found
  WHERE enquiry_id <> :but GROUP BY enquiry_id HAVING COUNT(*) >= :shared
) AS alike ON alike.enquiry_id = enquiries.id
WHERE EXISTS (SELECT 1 FROM answers WHERE answers.enquiry_id = enquiries.id AND answers.sent_at IS NOT NULL)
ORDER BY alike.shared DESC, enquiries.id DESC LIMIT :limit"""
_SAID = """SELECT enquiry_id, substr(text, 1, :most) AS text FROM enquiry_parts
WHERE enquiry_id IN ({}) AND author = 'asker' AND text <> '' AND NOT EXISTS (
  SELECT 1 FROM enquiry_parts AS later
  WHERE later.author_id = enquiry_parts.author_id AND later.message_id = enquiry_parts.message_id
  AND later.message_id <> 0 AND later.version > enquiry_parts.version
) ORDER BY id"""
_LEFT = "SELECT value FROM counters WHERE name = 'unindexed'"
_OLDER = "SELECT id, number FROM enquiries WHERE number <= :number ORDER BY number DESC LIMIT :limit"
_DONE = "UPDATE counters SET value = :number WHERE name = 'unindexed'"


class ArchiveTable(Table):
    """Implements ``bot.services.ports.Archive``."""

    __slots__ = ()

    def index(self, enquiry_id: int, words: Iterable[str]) -> None:
        """Note which words (normalised) a question has, instead of those it had."""
        self._tx.execute(_FORGET, {"enquiry_id": enquiry_id})
        rows = [{"word": word, "enquiry_id": enquiry_id} for word in words]
        if rows:
            self._tx.execute_many(_ADD, rows)

    def unindexed(self, limit: int) -> Sequence[int]:
        """Return the ids of questions that were sent before words were noted, the newest first, each once."""
        row = self._tx.fetch_one(_LEFT)
        if row is None or not row["value"]:
            return []
        found = self._tx.fetch_all(_OLDER, {"number": row["value"], "limit": limit})
        self._tx.execute(_DONE, {"number": found[-1]["number"] - 1 if found else 0})
        return [one["id"] for one in found]

    def answered_like(self, words: Iterable[str], but: int, limit: int) -> Sequence[Enquiry]:
        """Return answered questions, not ``but``, that share the most of these words; the newest of equals first.

        The first words count, at most ``MOST_ASKED``; of each the newest questions. What is sought costs the same in a
        town with a hundred questions and in one with a million.
        """
        asked = list(dict.fromkeys(words))[:MOST_ASKED]
        if not asked:
            return []
        wanted = {f"word{place}": asked[place] if place < len(asked) else "" for place in range(MOST_ASKED)}
        bounds: Params = {"newest": NEWEST, "but": but, "shared": min(SHARED, len(asked)), "limit": limit}
        return [enquiry_of(row) for row in self._tx.fetch_all(_LIKE, {**wanted, **bounds})]

    def said(self, enquiry_ids: Sequence[int], most: int) -> Mapping[int, str]:
        """Return what the askers of these questions said, in their newest words, at most so many characters of each."""
        if not enquiry_ids:
            return {}
        wanted = {f"id{place}": enquiry_id for place, enquiry_id in enumerate(enquiry_ids)}
        sql = _SAID.format(", ".join(f":{name}" for name in wanted))
        said: dict[int, str] = dict.fromkeys(enquiry_ids, "")
        for row in self._tx.fetch_all(sql, {**wanted, "most": most}):
            before = said[row["enquiry_id"]]
            said[row["enquiry_id"]] = f"{before}\n{row['text']}".lstrip()[:most]
        return said
