"""What an asker sees of a question (screens B2 and B3): the draft, the receipt, the list, one question, the answer."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.enquiry import OPEN, Answer, Enquiry, Part, Status
from bot.domain.message import Button, Message, Rows, Value, button, text
from bot.domain.town import Town
from bot.domain.words import split
from bot.services.wording import attached, pairs, titled

LIST_LENGTH = 5
"""Questions on one screen, so that no screen is longer than eight lines."""

WHOLE_TEXT = 3500
"""UTF-16 units of people's words that we put in one message; Telegram takes 4,096 with everything around it."""


class EnquiryScreens:
    """The screens of one question, in the words of one town."""

    def __init__(self, town: Town) -> None:
        self._town = town

    @staticmethod
    def sent_off(sent: Enquiry) -> Message:
        """Take the draft's place once it is sent; the receipt itself is a message of its own and stays."""
        return Message(text("ask.sent_off", words=titled(sent), number=sent.number))

    def sent_without_topic(self, sent: Enquiry) -> Message:
        """Do the same where the topic on the button is gone: the manager finds another."""
        return Message(text("ask.sent_off_gone", words=titled(sent), number=sent.number, manager=self._town.manager))

    def receipt(self, sent: Enquiry, at: datetime) -> Message:
        """Give the number, who reads it, and the promised day; outside opening hours also from when."""
        rows: Rows = ((button("ask.view", "mine.show", sent.id), button("ask.another", "ask.invite")),)
        values: dict[str, Value] = {"number": sent.number, "manager": self._town.manager}
        values["promised"] = sent.promised_on or self._town.promised(sent.topic, at)
        if self._town.calendar.is_open(at):
            return Message(text("ask.receipt", **values), rows)
        return Message(text("ask.receipt_closed", opens=self._town.calendar.next_opening(at), **values), rows)

    def mine(self, enquiries: Sequence[Enquiry], open_count: int, total: int, offset: int) -> Message:
        """List the asker's questions, open ones first, with one button each."""
        if not total:
            return Message(text("mine.none"), ((button("menu.ask", "ask.invite"),),))
        lines = tuple(
            text(
                "mine.line",
                number=e.number,
                title=titled(e),
                state=text(f"mine.state.{e.status}", manager=self._town.manager),
            )
            for e in enquiries
        )
        turning: list[Button] = []
        if offset:
            turning.append(button("page.newer", "mine.list", max(0, offset - LIST_LENGTH)))
        if offset + LIST_LENGTH < total:
            turning.append(button("page.older", "mine.list", offset + LIST_LENGTH))
        rows = pairs(
            [
                button("mine.button", "mine.show", e.id, number=e.number, topic=self._town.short(e.topic))
                for e in enquiries
            ]
        )
        listed = text("mine.list", open=open_count, done=total - open_count, lines=lines)
        return Message(listed, (*rows, *((tuple(turning),) if turning else ()), (button("menu.ask", "ask.invite"),)))

    def one(self, enquiry: Enquiry, parts: Sequence[Part]) -> Message:
        """Show one question: whose turn it is, by when, and what can be done."""
        lines = [text("mine.words", words=titled(enquiry))]
        if files := attached(parts):
            lines.append(text("ask.files", files=files))
        lines.append(text(f"mine.now.{enquiry.status}", manager=self._town.manager, at=enquiry.changed_at))
        if enquiry.status in OPEN and enquiry.status is not Status.ANSWERED and enquiry.promised_on:
            lines.append(text("mine.promised", promised=enquiry.promised_on))
        rows: list[tuple[Button, ...]] = []
        if enquiry.status is Status.CLOSED:
            rows.append(
                (button("mine.reopen", "mine.reopen", enquiry.id), button("mine.answer", "mine.answer", enquiry.id))
            )
        elif enquiry.status is Status.ANSWERED:
            rows.append((button("mine.add", "mine.add", enquiry.id), button("mine.answer", "mine.answer", enquiry.id)))
        else:
            rows.append((button("mine.add", "mine.add", enquiry.id),))
        rows.append((button("back", "mine.list", 0),))
        return Message(text("mine.one", number=enquiry.number, lines=tuple(lines)), tuple(rows))

    def answer(self, enquiry: Enquiry, answer: Answer, author: Value, *, asks: bool = True) -> tuple[Message, ...]:
        """Return the answer as it reaches the asker; only the last message asks whether it helped."""
        pieces = split(answer.text, WHOLE_TEXT) or ("",)
        rows: Rows = (
            (button("answer.yes", "mine.helped", answer.id), button("answer.no", "mine.not_helped", answer.id)),
            (button("answer.write_back", "mine.add", enquiry.id),),
        )
        # A caption holds a quarter of a text, and a place on the map none at all: the file goes ahead on its own.
        file = answer.attachment
        ahead = [Message(text("answer.file", number=enquiry.number), attachment=file)] if file else []
        first = [Message(text("answer.part", words=piece)) for piece in pieces[:-1]]
        last = text(
            "answer.message",
            number=enquiry.number,
            title=titled(enquiry),
            words=pieces[-1] or text("answer.see_file"),
            signed=text("answer.signed", author=author, role=self._town.role),
            closing=text("answer.asks" if asks else "answer.asked"),
        )
        return (*ahead, *first, Message(last, rows if asks else ()))

    def reopened(self, enquiry: Enquiry) -> Message:
        """Say that the question is open again and ask what is missing."""
        rows = ((button("back", "mine.show", enquiry.id),),)
        return Message(text("mine.reopened", number=enquiry.number, manager=self._town.manager), rows)
