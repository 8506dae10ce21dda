"""Nobody replied: a question back that lapses, and a hand-over of which nothing was heard; both are told."""

from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.due import Due, DueRow, DueState
from bot.domain.enquiry import Enquiry, Status, Step
from bot.domain.message import Message, Text, text
from bot.domain.note import UseFor
from bot.domain.respect import is_quiet
from bot.domain.town import Town
from bot.services.enquiries.moves import CLOCK, Moves
from bot.services.helping.hearing import holders_and, tell
from bot.services.helping.occasions import current
from bot.services.helping.screens import HelpingScreens
from bot.services.ports import Unit
from bot.services.wording import named, titled

UNHEARD = "unheard"
"""The detail of a question that is closed because nobody said that it should not be."""


class Lapse:
    """Ends the wait for an asker; the version of its row is the letter that we waited for."""

    what = Due.ENQUIRY_LAPSE

    def __init__(self, town: Town, screens: HelpingScreens, moves: Moves) -> None:
        self._town = town
        self._screens = screens
        self._moves = moves

    def do(self, unit: Unit, due: DueRow) -> None:
        """End the wait, when there still is one."""
        enquiry = unit.enquiries.get(due.subject_id)
        if enquiry is None:
            return
        if enquiry.status is Status.ASKED and (letter := current(unit, due, UseFor.ASK_BACK)):
            self._go_on(unit, enquiry, letter.author_id)
        elif enquiry.status is Status.ELSEWHERE and current(unit, due, UseFor.HAND_OVER) and _was_asked(unit, due):
            ended = self._moves.move(unit, enquiry, Step.CLOSE, CLOCK, UNHEARD)
            self._tell_asker(unit, ended, self._screens.unheard(ended))

    def title(self, unit: Unit, due: DueRow) -> Text:
        """Return one line that names it."""
        enquiry = unit.enquiries.get(due.subject_id)
        return text(f"help.title.{self.what}", number=enquiry.number if enquiry else 0)

    def _go_on(self, unit: Unit, enquiry: Enquiry, author_id: int) -> None:
        resumed = self._moves.move(unit, enquiry, Step.LAPSE, CLOCK)
        asker = self._tell_asker(unit, resumed, self._screens.lapsed(resumed))
        promised = resumed.promised_on or self._town.calendar.local_date(unit.now)
        said = text(
            "help.lapsed_staff",
            number=resumed.number,
            title=titled(resumed),
            name=named(asker),
            promised=promised,
        )
        tell(unit, holders_and(unit, resumed, author_id), resumed, said)

    def _tell_asker(self, unit: Unit, enquiry: Enquiry, message: Message) -> Contact | None:
        asker = unit.contacts.get(enquiry.asker_id)
        if asker is not None:
            quiet = is_quiet(self._town.calendar, unit.now)
            unit.outbox.put(asker, replace(message, silent=quiet), subject=f"enquiry:{enquiry.id}")
        return asker


def _was_asked(unit: Unit, due: DueRow) -> bool:
    """Tell whether the check reached them: nothing is closed because of silence about what nobody was asked."""
    asked = [row for row in unit.dues.about(Due.ENQUIRY_CHECK, due.subject_id) if row.version == due.version]
    return any(row.state is DueState.DELIVERED for row in asked)
