"""The day by which an answer is promised, anew when a question comes back to us after it was not our turn."""

from datetime import datetime

from bot.domain.enquiry import WAITING_FOR_TOWN, Enquiry
from bot.domain.town import Town


class Promising:
    """Promises days as the town's terms say; never an earlier one than was told before."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def after(self, before: Enquiry, after: Enquiry, at: datetime) -> Enquiry:
        """Return the enquiry with the promised day that holds after a step: told anew where it is our turn again.

        Time in which we waited for the asker, or thought that we were done, so never makes a question late.
        """
        if before.status in WAITING_FOR_TOWN or after.status not in WAITING_FOR_TOWN:
            return after
        day = self._town.promised(after.topic, at)
        # Also the same day is promised anew: what hung on it ended when it was not our turn any more.
        return after.promising(day if after.promised_on is None else max(day, after.promised_on))
