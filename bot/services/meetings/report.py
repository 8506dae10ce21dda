"""The report of a meeting: what came of each item, short with the whole folded below, and whole when asked for."""

from bot.domain.meeting import Item, Meeting
from bot.domain.message import Message, Text, button, text
from bot.domain.words import shorten, split, utf16_length
from bot.services.meetings.screens import MeetingScreens, mute, titled

FOLDED_UNITS = 2400
"""UTF-16 units of outcomes in the report's own message; what is longer is shortened, and one tap away."""

PIECE_UNITS = 3000
"""UTF-16 units of one outcome in the whole report, which takes as many messages as it needs."""


class MeetingReports:
    """The screens of a report."""

    def __init__(self, screens: MeetingScreens) -> None:
        self._screens = screens

    def message(self, meeting: Meeting) -> Message:
        """Return the report as everybody who was invited gets it."""
        told = [item for item in meeting.items if item.outcome]
        long = sum(utf16_length(item.outcome) for item in told) > FOLDED_UNITS
        room = FOLDED_UNITS // max(1, len(told))
        lines = tuple(_line(item, shorten(item.outcome, room) if long else item.outcome) for item in told)
        facts = self._screens.facts(meeting)
        shown = text("meeting.report", **facts, lines=lines, why=self._screens.why(meeting))
        whole = (button("meeting.report_whole", "meeting.report_whole", meeting.id),)
        return Message(shown, (*((whole,) if long else ()), (button("menu.ask", "ask.invite"), mute())))

    def whole(self, meeting: Meeting) -> tuple[Message, ...]:
        """Return everything that the report says, in as many messages as it takes."""
        return tuple(
            Message(_line(item, piece))
            for item in meeting.items
            if item.outcome
            for piece in split(item.outcome, PIECE_UNITS)
        )


def _line(item: Item, words: str) -> Text:
    return text("meeting.outcome", title=titled(item), words=words)
