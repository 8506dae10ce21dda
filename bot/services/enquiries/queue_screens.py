"""What the centre manager sees (screens B4): the list of what is open, the card of one question, the preview."""

from collections.abc import Sequence

from bot.domain.enquiry import OPEN, WAITING_FOR_TOWN, Answer, Author, Enquiry, Part, Status
from bot.domain.message import Button, Message, Rows, Text, Value, button, text
from bot.domain.town import Town
from bot.domain.words import shorten, split, utf16_length
from bot.services.decisions.screens import reacts_to
from bot.services.enquiries.archive import earlier_like
from bot.services.enquiries.screens import WHOLE_TEXT
from bot.services.learning.reasons import Reasons
from bot.services.ports import Unit
from bot.services.wording import attached, named, pairs, titled

PAGE = 5
"""Questions on one page of the list, so that no screen is longer than eight lines."""

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

    def list(self, unit: Unit, offset: int = 0) -> Message:
        """Show a page of open questions, those that wait for the town first."""
        today = self._town.calendar.local_date(unit.now)
        total, late = unit.enquiries.count_open(today.isoformat())
        if not total:
            return Message(text("queue.empty"))
        start = min(max(0, offset), max(0, total - 1))
        page = unit.enquiries.queue(PAGE, start)
        lines = tuple(
            text(
                "queue.line",
                number=e.number,
                title=titled(e),
                state=self._state(e, unit),
                topic=self._town.short(e.topic),
            )
            for e in page
        )
        turning: list[Button] = []
        if start:
            turning.append(button("page.back", "queue.list", max(0, start - PAGE)))
        if start + PAGE < total:
            turning.append(button("page.on", "queue.list", start + PAGE))
        rows = pairs(
            [button("queue.button", "queue.show", e.id, number=e.number, topic=self._town.short(e.topic)) for e in page]
        )
        heading = text("queue.list_late" if late else "queue.list", count=total, late=late, lines=lines)
        return Message(heading, (*rows, *((tuple(turning),) if turning else ())))

    def several_new(self, unit: Unit) -> Message:
        """Show the list, as the news that several questions came in."""
        shown = self.list(unit)
        return Message(text("queue.several_new", list=shown.text), shown.rows)

    def card(self, unit: Unit, enquiry: Enquiry, *, changed: bool = False) -> Message:
        """Show one question with everything said in it, so that nobody has to ask twice."""
        asker = unit.contacts.get(enquiry.asker_id)
        parts = unit.enquiries.parts(enquiry.id)
        long = sum(utf16_length(part.text) for part in parts) > CARD_WORDS
        trade = self._town.trades.get(asker.trade) if asker else None
        who = (
            text("card.who_trade", name=named(asker), trade=trade.name)
            if trade
            else text("card.who", name=named(asker))
        )
        lines = (
            *((text("card.changed"),) if changed else ()),
            self._head(enquiry),
            who,
            *reacts_to(unit, enquiry.id),
            *self._conversation(unit, parts, long=long),
            *((text("ask.files", files=attached(parts)),) if attached(parts) else ()),
            *self._reasons.line(unit, enquiry, asker, parts),
            self._promise(unit, enquiry),
        )
        rows = (*self._card_rows(enquiry, parts, long=long), _ways_on(unit, enquiry))
        return Message(text("card", lines=lines), rows)

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

    def preview(self, unit: Unit, enquiry: Enquiry, answer: Answer, author: Value) -> Message:
        """Show the answer as it will reach the asker, before it leaves."""
        asker = unit.contacts.get(enquiry.asker_id)
        shown = text(
            "answer.preview",
            name=named(asker),
            number=enquiry.number,
            words=shorten(answer.text, 3000) or text("answer.see_file"),
            signed=text("answer.signed", author=author, role=self._town.role),
        )
        return Message(
            shown,
            (
                (button("answer.send_close", "answer.send", answer.id, 1),),
                (
                    button("answer.send_open", "answer.send", answer.id, 0),
                    button("answer.reword", "answer.reword", answer.id),
                ),
                (button("answer.drop", "answer.drop", answer.id),),
            ),
        )

    def on_its_way(self, unit: Unit, enquiry: Enquiry, answer: Answer, *, reachable: bool) -> Message:
        """Say that the answer left, or waits until the asker can be reached; its arrival takes the place of this."""
        key = "answer.on_its_way_closed" if answer.closes else "answer.on_its_way_open"
        key = key if reachable else "answer.unreachable"
        asker = unit.contacts.get(enquiry.asker_id)
        return Message(text(key, name=named(asker), number=enquiry.number), self.next_row(unit))

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
        if enquiry.promised_on is None or enquiry.status not in OPEN:
            return text("card.done", at=enquiry.changed_at)
        return text(
            "card.promise_late" if enquiry.is_late(today) else "card.promise",
            department=department.name if department else self._town.role,
            promised=enquiry.promised_on,
        )

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
            return text("card.answered", words=words, name=named(unit.contacts.get(part.author_id)), at=part.at)
        key = "card.said_edited" if part.version > 1 else "card.said"
        return text(key, words=words)

    def _state(self, enquiry: Enquiry, unit: Unit) -> Text:
        today = self._town.calendar.local_date(unit.now)
        if enquiry.is_late(today) and enquiry.promised_on:
            return text("queue.late", count=(today - enquiry.promised_on).days)
        return text(f"queue.state.{enquiry.status}")

    @staticmethod
    def _card_rows(enquiry: Enquiry, parts: Sequence[Part], *, long: bool) -> Rows:
        first = [button("queue.answer", "queue.answer", enquiry.id)]
        if enquiry.status is Status.ANSWERED:
            first.append(button("queue.close", "queue.close", enquiry.id))
        elif enquiry.status in OPEN:
            first.append(button("queue.topic", "queue.topics", enquiry.id))
        files = sum(part.attachment is not None for part in parts)
        edited = any(part.version > 1 for part in parts)
        reading = (
            *((button("queue.files", "queue.files", enquiry.id, count=files),) if files else ()),
            *((button("queue.whole", "queue.whole", enquiry.id),) if long or edited else ()),
        )
        return (tuple(first), *((reading,) if reading else ()))


def _ways_on(unit: Unit, enquiry: Enquiry) -> tuple[Button, ...]:
    earlier = len(earlier_like(unit, enquiry)) if enquiry.status in WAITING_FOR_TOWN else 0
    asked_before = (button("earlier.button", "earlier.list", enquiry.id, count=earlier),) if earlier else ()
    return (*asked_before, button("queue.open", "queue.list", 0))
