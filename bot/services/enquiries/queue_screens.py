"""What the centre manager sees (screens B4): the list of what is open, the card of one question, the preview."""

from collections.abc import Sequence

from bot.domain.access import Role
from bot.domain.assignment import Assignment
from bot.domain.contact import Contact
from bot.domain.enquiry import OPEN, Author, Enquiry, Part, Status
from bot.domain.message import Message, Rows, Text, button, text
from bot.domain.narrowing import Narrowed
from bot.domain.town import Town
from bot.domain.words import shorten, split, utf16_length
from bot.services.decisions.screens import reacts_to
from bot.services.enquiries.card_lines import staff_lines
from bot.services.enquiries.card_rows import card_rows
from bot.services.enquiries.holding import department_lines, department_name, manager_lines, no_longer, own_of
from bot.services.enquiries.queue_list import QueueList
from bot.services.enquiries.screens import WHOLE_TEXT
from bot.services.helping.card_lines import standing_line
from bot.services.learning.reasons import Reasons
from bot.services.ports import Unit
from bot.services.wording import attached, named, pairs

CARD_WORDS = 2400
"""UTF-16 units of people's words on one card; what is longer is shortened, with a button to read it whole."""

CARD_PART = 400
"""UTF-16 units that each part keeps on a card that is too long."""

CARD_PARTS = 6
"""Parts that such a card shows: the first and the latest."""


class QueueScreens:
    """The manager's screens, in the words of one town."""

    def __init__(self, town: Town, reasons: Reasons) -> None:
        self._town = town
        self._reasons = reasons
        self.listed = QueueList(town)

    def list(self, unit: Unit, offset: int = 0) -> Message:
        """Show a page of open questions, those that wait for the town first."""
        return self.listed.shown(unit, Narrowed(), offset)

    def several_new(self, unit: Unit) -> Message:
        """Show the list, as the news that several questions came in."""
        shown = self.list(unit)
        return Message(text("queue.several_new", list=shown.text), shown.rows)

    def card(self, unit: Unit, enquiry: Enquiry, viewer: Contact, *, changed: bool = False) -> Message:
        """Show one question with everything said in it, so that nobody has to ask twice; and what ``viewer`` can do.

        Of what is with their department no more, colleagues see no word.
        """
        given = unit.assignments.of_enquiry(enquiry.id)
        own = own_of(viewer, given) if viewer.role is Role.STAFF else None
        if own is None and viewer.role is Role.STAFF:
            return no_longer(enquiry)
        asker = unit.contacts.get(enquiry.asker_id)
        parts = unit.enquiries.parts(enquiry.id)
        long = sum(utf16_length(part.text) for part in parts) > CARD_WORDS
        trade = self._town.trades.get(asker.trade) if asker else None
        who = (
            text("card.who_trade", name=named(asker), trade=trade.name)
            if trade
            else text("card.who", name=named(asker))
        )
        said = (
            who,
            *reacts_to(unit, enquiry.id),
            *self._conversation(unit, parts, long=long),
            *((text("ask.files", files=attached(parts)),) if attached(parts) else ()),
            *staff_lines(unit, enquiry, viewer),
        )
        news = (text("card.changed"),) if changed else ()
        lines = (*news, *self._around(unit, enquiry, viewer, own, given, said, parts))
        return Message(text("card", lines=lines), card_rows(unit, self._town, viewer, enquiry, parts, given, long=long))

    def _around(
        self,
        unit: Unit,
        enquiry: Enquiry,
        viewer: Contact,
        own: Assignment | None,
        given: Sequence[Assignment],
        said: Sequence[Text],
        parts: Sequence[Part],
    ) -> tuple[Text, ...]:
        """Return what was said between its heading and how it stands: as the manager sees it, or a department."""
        if own is not None:
            manager = named(unit.contacts.get(own.offered_by))
            department = department_name(self._town, own.department)
            head = text("card.for_department", number=enquiry.number, department=department, name=manager)
            promised = enquiry.status in OPEN - {Status.ASKED}
            stands = () if promised else (self._promise(unit, enquiry),)
            return (head, *said, *department_lines(unit, self._town, enquiry, viewer, own), *stands)
        held = manager_lines(unit, self._town, enquiry, given)
        # Where departments had it already, what brought it to the first one is no news any more.
        reasons = () if held else self._reasons.line(unit, enquiry, unit.contacts.get(enquiry.asker_id), parts)
        return (self._head(enquiry), *said, *reasons, *held, self._promise(unit, enquiry))

    def whole(self, unit: Unit, enquiry: Enquiry) -> tuple[Message, ...]:
        """Return everything that was said, in full and in every version, in as many messages as it takes."""
        newest = {(part.author_id, part.message_id): part.version for part in unit.enquiries.parts(enquiry.id)}
        said = []
        for part in unit.enquiries.versions(enquiry.id):
            replaced = part.version < newest[part.author_id, part.message_id]
            for piece in split(part.text, WHOLE_TEXT):
                shown = text("card.said_before", words=piece) if replaced else self._said(unit, part, piece)
                said.append(Message(shown))
        return tuple(said)

    def next_row(self, unit: Unit) -> Rows:
        """Return the way on to the next question that waits, or to the empty list."""
        waiting = unit.enquiries.queue(1)
        if waiting and waiting[0].status is not Status.ANSWERED:
            first = waiting[0]
            return ((button("queue.next", "queue.show", first.id, number=first.number),),)
        return ((button("queue.open", "queue.list", 0),),)

    def topics(self, enquiry: Enquiry) -> Message:
        """Offer the topics that the question could be moved to."""
        offered = [
            button("topic.button", "queue.reroute", enquiry.id, t.key, topic=t.short)
            for t in self._town.topics.values()
        ]
        rows = (*pairs(offered), (button("back", "queue.show", enquiry.id),))
        return Message(text("queue.reroute", number=enquiry.number, topic=self._town.title(enquiry.topic)), rows)

    def _head(self, enquiry: Enquiry) -> Text:
        return text(
            "card.head",
            number=enquiry.number,
            status=text(f"card.status.{enquiry.status}"),
            asked=enquiry.asked_at or enquiry.started_at,
            language=enquiry.language.upper(),
            topic=self._town.title(enquiry.topic),
        )

    def _promise(self, unit: Unit, enquiry: Enquiry) -> Text:
        department = self._town.departments.get(enquiry.department)
        today = self._town.calendar.local_date(unit.now)
        if (standing := standing_line(unit, self._town, enquiry)) is not None:
            return standing
        if enquiry.promised_on is None or enquiry.status not in OPEN:
            return text("card.done", at=enquiry.changed_at)
        where = department.name if department else self._town.role
        if enquiry.missed_on is not None:
            return text("card.promise_missed", department=where, promised=enquiry.promised_on, missed=enquiry.missed_on)
        key = "card.promise_late" if enquiry.is_late(today) else "card.promise"
        return text(key, department=where, promised=enquiry.promised_on)

    def _conversation(self, unit: Unit, parts: Sequence[Part], *, long: bool) -> Sequence[Text]:
        said = [part for part in parts if part.text]
        if not long:
            return [self._said(unit, part, part.text) for part in said]
        # How it began and what came last; everything is one tap away.
        ends = said if len(said) <= CARD_PARTS else [said[0], *said[1 - CARD_PARTS :]]
        return [self._said(unit, part, shorten(part.text, CARD_PART)) for part in ends]

    @staticmethod
    def _said(unit: Unit, part: Part, words: str) -> Text:
        if part.author is Author.STAFF:
            key = "card.answered_edited" if part.version > 1 else "card.answered"
            return Text(key, {"words": words, "name": named(unit.contacts.get(part.author_id)), "at": part.at})
        key = "card.said_edited" if part.version > 1 else "card.said"
        return text(key, words=words)
