"""Answering: the buttons of an answer, from the first word to what is done once it arrived; notes and canned texts."""

from collections.abc import Mapping

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap, Thing


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do."""
    return {**_answers(desk), **_canned(desk)}


def _answers(desk: Desk) -> Mapping[str, Tap]:
    answering, drafts, earlier, answer = desk.answering, desk.answer_drafts, desk.earlier, Permission.ANSWER
    return {
        "queue.answer": Tap(answer, answering.ask_for_answer, (int,), Thing.ENQUIRY),
        "earlier.list": Tap(answer, earlier.list, (int,), Thing.ENQUIRY),
        "earlier.show": Tap(answer, earlier.show, (int, int), Thing.ENQUIRY),
        "earlier.use": Tap(answer, answering.reuse, (int, int), Thing.ENQUIRY),
        "answer.choose": Tap(answer, answering.choose, (int, int), Thing.ANSWER),
        "answer.ask": Tap(answer, answering.ask_myself, (int,), Thing.ANSWER),
        "answer.go_on": Tap(answer, drafts.go_on, (int,), Thing.ANSWER),
        "answer.sign": Tap(answer, drafts.sign, (int, int), Thing.ANSWER),
        "answer.reword": Tap(answer, drafts.reword, (int,), Thing.ANSWER),
        "answer.drop": Tap(answer, drafts.drop, (int,), Thing.ANSWER),
        "answer.send": Tap(answer, desk.sending.send, (int, int), Thing.ANSWER),
        "answer.take_back": Tap(answer, desk.corrections.take_back, (int,), Thing.ANSWER),
        "note.ask": Tap(answer, desk.notes.ask, (int,), Thing.ENQUIRY),
    }


def _canned(desk: Desk) -> Mapping[str, Tap]:
    canned, making, answer = desk.canned, desk.canned_making, Permission.ANSWER
    return {
        "canned.list": Tap(answer, canned.list, (int, int, str), Thing.ENQUIRY),
        "canned.tidy": Tap(answer, canned.tidy, (int, int, str), Thing.ENQUIRY),
        "canned.use": Tap(answer, canned.use, (int, int), Thing.ENQUIRY),
        "canned.make": Tap(answer, making.make, (int,), Thing.ANSWER),
        "canned.make_sent": Tap(answer, making.make_sent, (int, int), Thing.ENQUIRY),
        "canned.save": Tap(answer, making.save, (int, int), Thing.ANSWER),
        "canned.keep": Tap(answer, making.keep, (int, int, int), Thing.ENQUIRY),
        "canned.rename": Tap(answer, making.ask_title, (int,)),
        "canned.look": Tap(answer, canned.look, (int, int)),
        "canned.end": Tap(answer, canned.end, (int, int)),
    }
