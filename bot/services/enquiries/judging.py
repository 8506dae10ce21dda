"""How an asker judges what we did: helped or not yet, right after the answer, after a hand-over, and weeks later."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.contact import Contact, Expects
from bot.domain.enquiry import Answer, Enquiry, Event, Status, Step
from bot.domain.errors import NotFound
from bot.domain.message import Button, Message, button, text
from bot.services.enquiries.asking import own
from bot.services.enquiries.following import Following
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.notices import Notices
from bot.services.enquiries.screens import EnquiryScreens
from bot.services.ports import Unit
from bot.services.visit import Reply
from bot.services.wording import titled

HELPED, NOT_HELPED = "helped", "not helped"
"""The detail of the step by which an asker judged."""

ENDED = frozenset({Status.ANSWERED, Status.CLOSED})


class Judging:
    """Lets the first tap count; another one later asks what changed, and changes nothing by itself."""

    def __init__(self, screens: EnquiryScreens, following: Following, notices: Notices, moves: Moves) -> None:
        self._screens = screens
        self._following = following
        self._notices = notices
        self._moves = moves

    def helped(self, unit: Unit, actor: Contact, answer_id: int) -> Reply:
        """Note that the answer helped; the question is then closed. A second tap changes nothing."""
        enquiry, answer = self._answered(unit, actor, answer_id)
        self._without_buttons(unit, actor, enquiry, answer)
        said = _said(unit.enquiries.history(enquiry.id))
        if enquiry.status in ENDED and said is not False:
            if said is None:
                enquiry = self._satisfied(unit, actor, enquiry)
            return self._thanked(enquiry)
        if enquiry.status is Status.REOPENED and said is False:
            withdraw = button("mine.withdraw", "mine.withdraw", enquiry.id)
            return self._ask_what_changed(unit, actor, enquiry, "mine.said_not_yet", withdraw)
        return self._following.shown(unit, enquiry)

    def not_helped(self, unit: Unit, actor: Contact, answer_id: int) -> Reply:
        """Note that it did not help, open the question again and ask what is missing."""
        enquiry, _ = self._answered(unit, actor, answer_id)
        said = _said(unit.enquiries.history(enquiry.id))
        if enquiry.status in ENDED and said:
            reopen = button("mine.reopen", "mine.reopen", enquiry.id)
            return self._ask_what_changed(unit, actor, enquiry, "mine.said_helped", reopen)
        if enquiry.status in ENDED:
            return self._dissatisfied(unit, actor, enquiry)
        if said is False:
            return self._ask_why(unit, actor, enquiry)
        return self._following.shown(unit, enquiry)

    def checked(self, unit: Unit, actor: Contact, enquiry_id: int, helped: int) -> Reply:
        """Note whether they were helped where we sent them; if not, the question is ours again."""
        enquiry = own(unit, actor, enquiry_id)
        if enquiry.status is not Status.ELSEWHERE:
            return self._following.shown(unit, enquiry)
        if not helped:
            return self._dissatisfied(unit, actor, enquiry)
        return self._thanked(self._satisfied(unit, actor, enquiry))

    def went(self, unit: Unit, actor: Contact, enquiry_id: int, well: int) -> Reply:
        """Note how it went after the answer; where it did not go well the question opens again."""
        enquiry = own(unit, actor, enquiry_id)
        if enquiry.status not in ENDED:
            return self._following.shown(unit, enquiry)
        if not well:
            return self._dissatisfied(unit, actor, enquiry)
        if enquiry.status is Status.ANSWERED or enquiry.satisfied is not True:
            enquiry = self._satisfied(unit, actor, enquiry)
        return self._thanked(enquiry)

    def _satisfied(self, unit: Unit, actor: Contact, enquiry: Enquiry) -> Enquiry:
        step = Step.JUDGE if enquiry.status is Status.CLOSED else Step.CLOSE
        after = replace(enquiry.after(step, unit.now), satisfied=True)
        current = self._moves.keep(unit, enquiry, after, step, actor.id, HELPED)
        self._notices.asker_judged(unit, current, helped=True)
        return current

    def _dissatisfied(self, unit: Unit, actor: Contact, enquiry: Enquiry) -> Reply:
        current = self._following.reopened(unit, actor, enquiry, NOT_HELPED, satisfied=False)
        return self._ask_why(unit, actor, current)

    def _ask_why(self, unit: Unit, actor: Contact, enquiry: Enquiry) -> Reply:
        screen = self._screens.reopened_why(enquiry)
        return self._following.ask_more(unit, actor, enquiry, Expects.REASON, screen)

    def _ask_what_changed(self, unit: Unit, actor: Contact, enquiry: Enquiry, key: str, way: Button) -> Reply:
        rows = ((way, button("back", "mine.show", enquiry.id)),)
        screen = Message(text(key, number=enquiry.number, title=titled(enquiry)), rows)
        return self._following.ask_more(unit, actor, enquiry, Expects.REASON, screen)

    @staticmethod
    def _thanked(enquiry: Enquiry) -> Reply:
        rows = ((button("mine.reopen", "mine.reopen", enquiry.id), button("ask.another", "ask.invite")),)
        shown = text("mine.closed", number=enquiry.number, title=titled(enquiry))
        return Reply(Message(shown, rows), fresh=True, toast=text("mine.thanks"), subject=f"enquiry:{enquiry.id}")

    @staticmethod
    def _answered(unit: Unit, actor: Contact, answer_id: int) -> tuple[Enquiry, Answer]:
        answer = unit.enquiries.answer(answer_id)
        if answer is None or answer.sent_at is None:
            raise NotFound
        return own(unit, actor, answer.enquiry_id), answer

    def _without_buttons(self, unit: Unit, actor: Contact, enquiry: Enquiry, answer: Answer) -> None:
        # The answer itself stays as it is, only the question under it goes.
        shown = unit.outbox.message_of(f"answer:{answer.id}", actor.id)
        if shown:
            signed = self._screens.signed(unit, answer)
            last = self._screens.answer(enquiry, answer, signed, asks=False)[-1]
            # Not "answer:…": when this change arrives, that is not the arrival of the answer.
            unit.outbox.put(actor, last, edits=shown, subject=f"enquiry:{enquiry.id}")


def _said(history: Sequence[Event]) -> bool | None:
    """Return what the asker said first of the newest answer, None when they did not say it yet."""
    said: bool | None = None
    for event in reversed(history):
        if event.step is Step.ANSWER:
            break
        if event.detail in {HELPED, NOT_HELPED} and event.step in {Step.JUDGE, Step.CLOSE, Step.REOPEN}:
            said = event.detail == HELPED
    return said
