"""The rounds of interviews: one row each."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.interview import Campaign
from bot.storage.codec import day, moment, moment_or_none, moment_text, optional_moment
from bot.storage.database import Params, Row
from bot.storage.table import Table

_FIELDS = "interview, audience, created_by, created_at, closes_on, results_on, sent_at, feedback, feedback_at"
_NAMES = _FIELDS.split(", ")
_SELECT = f"SELECT id, {_FIELDS} FROM campaigns"
_ADD = f"INSERT INTO campaigns ({_FIELDS}) VALUES ({', '.join(f':{name}' for name in _NAMES)}) RETURNING id"
_SAVE = f"UPDATE campaigns SET {', '.join(f'{name} = :{name}' for name in _NAMES)} WHERE id = :id"
_NEWEST = f"{_SELECT} ORDER BY id DESC LIMIT :limit OFFSET :offset"


class CampaignTable(Table):
    """Implements ``bot.services.ports.Campaigns``."""

    __slots__ = ()

    def add(self, campaign: Campaign) -> Campaign:
        """Store a new round and return it with its id."""
        row = self._tx.fetch_one(_ADD, _values(campaign))
        return campaign if row is None else replace(campaign, id=row["id"])

    def save(self, campaign: Campaign) -> None:
        """Store the changed round."""
        self._tx.execute(_SAVE, _values(campaign))

    def get(self, campaign_id: int) -> Campaign | None:
        """Return the round with that id."""
        row = self._tx.fetch_one(f"{_SELECT} WHERE id = :id", {"id": campaign_id})
        return None if row is None else _campaign(row)

    def newest(self, limit: int, offset: int = 0) -> Sequence[Campaign]:
        """Return the rounds, the newest first."""
        return [_campaign(row) for row in self._tx.fetch_all(_NEWEST, {"limit": limit, "offset": offset})]


def _values(campaign: Campaign) -> Params:
    return {
        "id": campaign.id,
        "interview": campaign.interview,
        "audience": campaign.audience,
        "created_by": campaign.created_by,
        "created_at": moment_text(campaign.created_at),
        "closes_on": campaign.closes_on.isoformat(),
        "results_on": campaign.results_on.isoformat(),
        "sent_at": moment_or_none(campaign.sent_at),
        "feedback": campaign.feedback,
        "feedback_at": moment_or_none(campaign.feedback_at),
    }


def _campaign(row: Row) -> Campaign:
    return Campaign(
        id=row["id"],
        interview=row["interview"],
        audience=row["audience"],
        created_by=row["created_by"],
        created_at=moment(row["created_at"]),
        closes_on=day(row["closes_on"]),
        results_on=day(row["results_on"]),
        sent_at=optional_moment(row["sent_at"]),
        feedback=row["feedback"],
        feedback_at=optional_moment(row["feedback_at"]),
    )
