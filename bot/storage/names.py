"""The names of contacts, noted so that their questions are found by them."""

from bot.domain.naming import beginnings
from bot.storage.database import Transaction

_FORGET = "DELETE FROM name_words WHERE person_id = :id"
_ADD = "INSERT INTO name_words (word, person_id) VALUES (:word, :id) ON CONFLICT DO NOTHING"
_NAME = "SELECT name FROM contacts WHERE id = :id"


def name_of(tx: Transaction, person_id: int) -> str | None:
    """Return the name that somebody has until now, None for a newcomer."""
    row = tx.fetch_one(_NAME, {"id": person_id})
    return None if row is None else row["name"]


def note_name(tx: Transaction, person_id: int, name: str) -> None:
    """Note the beginnings of a name, instead of those of the one before."""
    tx.execute(_FORGET, {"id": person_id})
    if words := sorted(beginnings(name)):
        tx.execute_many(_ADD, [{"word": word, "id": person_id} for word in words])
