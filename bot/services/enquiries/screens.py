"""What an asker sees of a question (screens B2 and B3): the draft, the receipt, the list, one question, the answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.enquiry import WAITING_FOR_TOWN, Answer, Enquiry, Event, Part, Status
from bot.domain.message import Button, Message, Rows, Text, Value, button, text
from bot.domain.town import Town
from bot.domain.words import split
from bot.services.enquiries.signing import signature, signer
from bot.services.enquiries.tracking import since, track
from bot.services.ports import Unit
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
                state=text(f"mine.state.{e.status}", manager=self._town.manager, department=self._department(e)),
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

    def one(
        self,
        enquiry: Enquiry,
        parts: Sequence[Part],
        history: Sequence[Event],
        owner: Contact | None,
        more: Sequence[Text] = (),
    ) -> Message:
        """Show one question: whose turn it is (``owner`` is who has it), by when, and what can be done.

        ``more`` are lines about what we asked, or who helps instead.
        """
        lines = [text("mine.words", words=titled(enquiry))]
        if files := attached(parts):
            lines.append(text("ask.files", files=files))
        colleague = owner.name if owner is not None and owner.name else self._town.manager
        who = {"manager": self._town.manager, "department": self._department(enquiry), "colleague": colleague}
        # Where departments only advise, the manager still has it.
        advised = enquiry.status is Status.ACCEPTED and owner is not None and owner.role is Role.MANAGER
        now = "advised" if advised else enquiry.status.value
        lines.append(text(f"mine.now.{now}", at=since(enquiry, history), **who))
        if enquiry.status is not Status.WITHDRAWN:
            lines.append(track(enquiry, history))
        if enquiry.follows:
            lines.append(text("mine.together"))
        if enquiry.status in WAITING_FOR_TOWN and enquiry.promised_on:
            lines.append(text("mine.promised", promised=enquiry.promised_on))
        rows = (*_asker_rows(enquiry), (button("back", "mine.list", 0),))
        return Message(text("mine.one", number=enquiry.number, lines=(*lines, *more)), rows)

    def _department(self, enquiry: Enquiry) -> Value:
        known = self._town.departments.get(enquiry.department)
        return known.name if known else self._town.role

    def answer(self, enquiry: Enquiry, answer: Answer, signed: Text, *, asks: bool = True) -> tuple[Message, ...]:
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
            signed=signed,
            closing=text("answer.asks" if asks else "answer.asked"),
        )
        return (*ahead, *first, Message(last, rows if asks else ()))

    def signed(self, unit: Unit, answer: Answer) -> Text:
        """Return the line that signs an answer."""
        return signature(self._town, unit, answer)

    def taken_back(self, unit: Unit, enquiry: Enquiry, answer: Answer) -> Message:
        """Stand where an answer stood that holds no more."""
        key = "answer.taken_back" if enquiry.status in WAITING_FOR_TOWN else "answer.taken_back_older"
        return Message(Text(key, {"name": signer(self._town, unit, answer), "number": enquiry.number}))

    def reopened(self, enquiry: Enquiry) -> Message:
        """Say that the question is open again and ask what is missing."""
        rows = ((button("back", "mine.show", enquiry.id),),)
        return Message(text("mine.reopened", **self._again(enquiry)), rows)

    def reopened_why(self, enquiry: Enquiry) -> Message:
        """Say the same to whoever said "not yet": what it was about, and that we want to know why."""
        rows = ((button("back", "mine.show", enquiry.id),),)
        shown = text("mine.reopened_why", title=titled(enquiry), **self._again(enquiry))
        return Message(shown, rows)

    def _again(self, enquiry: Enquiry) -> Mapping[str, Value]:
        promised = enquiry.promised_on or self._town.promised(enquiry.topic, enquiry.changed_at)
        return {"number": enquiry.number, "manager": self._town.manager, "promised": promised}


def _asker_rows(enquiry: Enquiry) -> Rows:
    """Return what its asker can do with a question as it stands, the most usual first."""
    add, withdraw = button("mine.add", "mine.add", enquiry.id), button("mine.withdraw", "mine.withdraw", enquiry.id)
    if enquiry.status in WAITING_FOR_TOWN:
        return ((add, button("mine.nudge", "mine.nudge", enquiry.id)), (withdraw,))
    if enquiry.status is Status.ASKED:
        return ((button("help.reply", "mine.add", enquiry.id), withdraw),)
    if enquiry.status is Status.ANSWERED:
        return ((add, button("mine.answer", "mine.answer", enquiry.id)),)
    reopen = button("mine.reopen", "mine.reopen", enquiry.id)
    if enquiry.status is Status.CLOSED:
        return ((reopen, button("mine.answer", "mine.answer", enquiry.id)),)
    return ((reopen,),)
