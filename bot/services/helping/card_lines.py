"""What a card says instead of the promised day: that we wait for the asker, who helps instead, or that it is over."""

from bot.domain.enquiry import Enquiry, Status
from bot.domain.message import Text, text
from bot.domain.note import UseFor
from bot.domain.town import Town
from bot.services.helping.parties import party_of
from bot.services.ports import Unit


def standing_line(unit: Unit, town: Town, enquiry: Enquiry) -> Text | None:
    """Return that line, which takes the place of the promised day; None where we do not wait for anybody outside."""
    if enquiry.status is Status.ASKED and enquiry.paused_until is not None:
        return text("card.waits", at=enquiry.paused_until)
    if enquiry.status is Status.WITHDRAWN:
        return text("card.withdrawn", at=enquiry.changed_at)
    if enquiry.status is not Status.ELSEWHERE:
        return None
    letter = unit.letters.latest(enquiry.id, UseFor.HAND_OVER)
    party = party_of(town, letter.party) if letter is not None else None
    return text("card.passed_on", name=party.name if party is not None else text("help.somebody_else"))
