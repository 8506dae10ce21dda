"""What was thought of each question when its asker saw it last, and how that compares with what it is about."""

from datetime import datetime

from bot.domain.lesson import Forecast, Outcome
from bot.storage.codec import moment, moment_text
from bot.storage.database import Params
from bot.storage.table import Table

_PUT = """INSERT INTO forecasts (enquiry_id, band, proposed, shown, at)
VALUES (:enquiry_id, :band, :proposed, :shown, :at)
ON CONFLICT (enquiry_id) DO UPDATE SET
  band = excluded.band, proposed = excluded.proposed, shown = excluded.shown, at = excluded.at"""
_OF_ENQUIRY = "SELECT enquiry_id, band, proposed, shown, at FROM forecasts WHERE enquiry_id = :enquiry_id"
_OUTCOME = """SELECT forecasts.proposed, enquiries.topic, COUNT(*) AS times
FROM forecasts JOIN enquiries ON enquiries.id = forecasts.enquiry_id
WHERE forecasts.at >= :since AND forecasts.at < :until AND forecasts.proposed <> '' AND enquiries.number IS NOT NULL
GROUP BY forecasts.proposed, enquiries.topic
ORDER BY times DESC, forecasts.proposed, enquiries.topic"""


class ForecastTable(Table):
    """Implements ``bot.services.ports.Forecasts``."""

    __slots__ = ()

    def put(self, forecast: Forecast) -> None:
        """Store it, in the place of what was thought of the same enquiry before."""
        self._tx.execute(
            _PUT,
            {
                "enquiry_id": forecast.enquiry_id,
                "band": forecast.band,
                "proposed": forecast.proposed,
                "shown": ",".join(forecast.shown),
                "at": moment_text(forecast.at),
            },
        )

    def of_enquiry(self, enquiry_id: int) -> Forecast | None:
        """Return what was thought of an enquiry."""
        row = self._tx.fetch_one(_OF_ENQUIRY, {"enquiry_id": enquiry_id})
        if row is None:
            return None
        shown = tuple(filter(None, row["shown"].split(",")))
        return Forecast(row["enquiry_id"], row["band"], row["proposed"], shown, moment(row["at"]))

    def outcome(self, since: datetime, until: datetime) -> Outcome:
        """Return how the forecasts of that time came out for what was sent, by the topic that it has now."""
        between: Params = {"since": moment_text(since), "until": moment_text(until)}
        rows = [(row["proposed"], row["topic"], row["times"]) for row in self._tx.fetch_all(_OUTCOME, between)]
        right = sum(times for proposed, topic, times in rows if proposed == topic)
        confused = tuple(row for row in rows if row[0] != row[1])
        return Outcome(sum(row[2] for row in rows), right, confused)
