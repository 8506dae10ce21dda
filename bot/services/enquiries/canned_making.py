"""Words to use again, made from what was sent: an answer, a question back, what went with a hand-over; and named."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.access import Permission, Role, authorize
from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.enquiry import Enquiry
from bot.domain.errors import NotFound, Refused
from bot.domain.message import Button, Localized, button
from bot.domain.note import Canned, UseFor, generalised, title_of, unknown_parameters
from bot.domain.town import Town
from bot.domain.words import shorten
from bot.services.enquiries.answer_drafts import own_answer
from bot.services.enquiries.canned_screens import TITLE, CannedScreens
from bot.services.enquiries.canned_values import ways_of
from bot.services.enquiries.queue import sent
from bot.services.ports import Unit
from bot.services.visit import Reply, Said

MOST = 100
"""Canned texts of a topic among which the same words are looked for."""


@dataclass(frozen=True, slots=True)
class Given:
    """Words that left to an asker: in which question, for what, and when."""

    enquiry: Enquiry
    use: UseFor
    words: str
    at: datetime


class CannedMaking:
    """Keeps the words of whoever wrote them, with parameters for what was this asker's."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._screens = CannedScreens(town)

    def make(self, unit: Unit, actor: Contact, answer_id: int) -> Reply:
        """Show an answer as the text that others could use."""
        given = _answered(unit, actor, answer_id)
        here = button("canned.for_topic", "canned.save", answer_id, 0, topic=self._short(given))
        return self._proposal(unit, given, here, button("canned.for_all", "canned.save", answer_id, 1))

    def make_sent(self, unit: Unit, actor: Contact, enquiry_id: int, letter_id: int) -> Reply:
        """Show the words of a letter in the same way."""
        given = _written(unit, actor, enquiry_id, letter_id)
        topic = self._short(given)
        here = button("canned.for_topic", "canned.keep", enquiry_id, letter_id, 0, topic=topic)
        everywhere = button("canned.for_all", "canned.keep", enquiry_id, letter_id, 1)
        return self._proposal(unit, given, here, everywhere)

    def save(self, unit: Unit, actor: Contact, answer_id: int, everywhere: int) -> Reply:
        """Keep an answer for the question's topic, or for every topic; the same words are kept once."""
        return self._save(unit, actor, _answered(unit, actor, answer_id), everywhere)

    def keep(self, unit: Unit, actor: Contact, enquiry_id: int, letter_id: int, everywhere: int) -> Reply:
        """Keep the words of a letter in the same way."""
        return self._save(unit, actor, _written(unit, actor, enquiry_id, letter_id), everywhere)

    def ask_title(self, unit: Unit, actor: Contact, canned_id: int) -> Reply:
        """Ask for another title."""
        canned = changeable(unit, actor, canned_id)
        unit.contacts.save(actor.expecting(Expectation(Expects.CANNED, unit.now, subject=canned.id)))
        return Reply(self._screens.ask_title(canned), fresh=True)

    def take_title(self, unit: Unit, actor: Contact, said: Said, canned_id: int) -> Reply:
        """Give the text the title that was typed."""
        authorize(actor, Permission.ANSWER)
        canned = changeable(unit, actor, canned_id)
        title = shorten(" ".join(said.text.split()), TITLE)
        if not title:
            return self.ask_title(unit, actor, canned.id)
        named = replace(canned, title=title)
        unit.canned.save(named)
        return Reply(self._screens.kept(named))

    def _proposal(self, unit: Unit, given: Given, *saving: Button) -> Reply:
        return Reply(self._screens.proposal(given.enquiry, self._words(unit, given), saving), fresh=True)

    def _save(self, unit: Unit, actor: Contact, given: Given, everywhere: int) -> Reply:
        topic = "" if everywhere else given.enquiry.topic
        words = self._words(unit, given)
        if unknown := unknown_parameters(words):
            raise Refused("canned.unknown", name=unknown[0])
        department = actor.department if actor.role is Role.STAFF else ""
        before = unit.canned.for_topic(topic, department, given.use, MOST)
        kept = next((one for one in before if (one.topic, one.text) == (topic, words)), None)
        if kept is None:
            title = shorten(title_of(words), TITLE)
            new = Canned(0, title, words, actor.id, unit.now, department=department, topic=topic, use_for=given.use)
            kept = unit.canned.add(new)
        return Reply(self._screens.kept(kept, given.enquiry.id))

    def _words(self, unit: Unit, given: Given) -> str:
        return generalised(given.words, ways_of(self._town, unit, given.enquiry, given.at))

    def _short(self, given: Given) -> Localized:
        return self._town.short(given.enquiry.topic)


def usable(unit: Unit, actor: Contact, canned_id: int) -> Canned:
    """Return a text that the actor may use, everybody's or their department's; raise ``NotFound`` for any other."""
    canned = unit.canned.get(canned_id)
    if canned is None or canned.department not in {"", actor.department}:
        raise NotFound
    return canned


def changeable(unit: Unit, actor: Contact, canned_id: int) -> Canned:
    """Return a text that the actor may change: their own, their department's, and for a manager everybody's."""
    canned = usable(unit, actor, canned_id)
    of_theirs = bool(canned.department) or canned.made_by == actor.id or actor.role is Role.MANAGER
    if not of_theirs:
        raise Refused("canned.not_yours")
    return canned


def _answered(unit: Unit, actor: Contact, answer_id: int) -> Given:
    answer = own_answer(unit, actor, answer_id)
    if answer.sent_at is None or not answer.text:
        raise NotFound
    return Given(sent(unit, answer.enquiry_id), UseFor.ANSWER, answer.text, answer.sent_at)


def _written(unit: Unit, actor: Contact, enquiry_id: int, letter_id: int) -> Given:
    letter = unit.letters.get(letter_id)
    if letter is None or (letter.enquiry_id, letter.author_id) != (enquiry_id, actor.id):
        raise NotFound
    if letter.sent_at is None or not letter.text:
        raise NotFound
    return Given(sent(unit, enquiry_id), letter.use_for, letter.text, letter.sent_at)
