"""A loose message: a typed button, something that we asked for, part of a question, or a new question."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.domain.access import Role
from bot.domain.contact import Contact, Expectation, Expects, Welcome
from bot.domain.enquiry import Enquiry, Status
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.message import Button, Language, Message, Text, button, text
from bot.domain.words import plain
from bot.routing.small_talk import SmallTalk
from bot.services.decisions.people import replied_to
from bot.services.enquiries.additions import Additions
from bot.services.enquiries.albums import rest_of_album
from bot.services.enquiries.answering import Answering
from bot.services.enquiries.asking import Asking
from bot.services.forms.conversing import Conversing
from bot.services.guard import TYPED, Tap, guard
from bot.services.ledger.kinds import TAKEN, Ended, outcome, taken_as
from bot.services.people.welcome import Welcoming
from bot.services.ports import Unit
from bot.services.visit import Reply, Said
from bot.services.wording import menu_rows

LONGEST_LABEL = 40
"""Characters; what is longer was not meant as a button."""

Taker = Callable[[Unit, Contact, Said, int], Reply]
"""Takes a message that we asked for, about the subject of the expectation."""


class FreeText:
    """Finds out what a loose message is meant for; whatever happens, the words are kept or answered."""

    def __init__(
        self,
        welcoming: Welcoming,
        asking: Asking,
        additions: Additions,
        answering: Answering,
        conversing: Conversing,
        takers: Mapping[Expects, Taker],
        small_talk: SmallTalk,
        taps: Mapping[str, Tap],
        label: Callable[[Text, Language], str],
    ) -> None:
        self._welcoming = welcoming
        self._asking = asking
        self._additions = additions
        self._answering = answering
        self._conversing = conversing
        self._takers = takers
        self._small_talk = small_talk
        self._taps = taps
        self._label = label

    def receive(self, unit: Unit, actor: Contact, said: Said) -> Reply:
        """Answer one message of a person."""
        if (typed := self._typed_button(unit, actor, said)) is not None:
            tap = self._taps[typed.action]
            guard(unit, actor, tap.gate, typed.args)
            return taken_as(tap.ends, _aloud(tap.use_case(unit, actor, *typed.args)), tap.use_case.__qualname__)
        if not said.text and said.attachment is None:
            return taken_as(Ended.IGNORED, self._empty(unit, actor), "empty")
        if (rest := rest_of_album(unit, actor, said)) is not None:
            return rest
        expectation = actor.expectation(unit.now)
        if expectation is not None and expectation.kind in self._takers and not _about_another(unit, actor, said):
            return self._taken(unit, actor, replace(said, about=expectation.topic), expectation)
        if actor.role is not Role.MANAGER and said.reply_to and (told := replied_to(unit, actor.id, said.reply_to)):
            return taken_as(Ended.QUESTION, self._takers[Expects.REACTION](unit, actor, said, told))
        if (answered := self._conversing.receive(unit, actor, said)) is not None:
            return taken_as(Ended.FORM_ANSWER, answered)
        if (taken := self._from_staff(unit, actor, said)) is not None:
            return taken
        return self._from_asker(unit, actor, said)

    def _taken(self, unit: Unit, actor: Contact, said: Said, asked: Expectation) -> Reply:
        """Hand the words to whoever takes what we asked for."""
        unit.contacts.save(actor.expecting(None))
        try:
            guard(unit, actor, TYPED[asked.kind], (asked.subject,))
            taken = self._takers[asked.kind](unit, actor.expecting(None), said, asked.subject)
        except (NotAllowed, NotFound) as refused:
            # Told here: were it raised, nothing would be kept, and we would go on asking for what may not be given.
            unit.audit.append(unit.now, actor.id, f"refused: {asked.kind}", outcome=refused.reason.key)
            return taken_as(Ended.REFUSED, Reply(Message(refused.reason)), refused.reason.key)
        return taken_as(TAKEN[asked.kind], taken)

    def _from_staff(self, unit: Unit, actor: Contact, said: Said) -> Reply | None:
        """Return what comes of words as an answer to an asker, None when they are not meant as one."""
        replied = self._answering.card_replied_to(unit, actor, said)
        if replied and (advises := self._answering.advice_asked(unit, actor, replied)):
            return taken_as(Ended.NOTE, self._takers[Expects.ADVICE](unit, actor, said, advises))
        alone = not said.reply_to or actor.role is Role.MANAGER
        if enquiry_id := replied or (self._answering.awaited(unit, actor) if alone else 0):
            return taken_as(Ended.ANSWER, self._answering.receive(unit, actor, said, enquiry_id))
        if actor.role is not Role.MANAGER:
            return None
        loose = self._answering.receive_loose(unit, actor, said)
        if loose is not None:
            return taken_as(Ended.ANSWER, loose)
        return taken_as(Ended.IGNORED, Reply(Message(text("queue.nothing_to_answer"))), "nothing to answer")

    def _empty(self, unit: Unit, actor: Contact) -> Reply:
        if (asked := self._conversing.again(unit, actor, text("other.empty"))) is not None:
            return asked
        return Reply(Message(text("other.empty"), () if actor.role is Role.MANAGER else menu_rows()))

    def _from_asker(self, unit: Unit, actor: Contact, said: Said) -> Reply:
        expectation = actor.expectation(unit.now)
        if expectation is not None and expectation.kind is Expects.QUESTION:
            unit.contacts.save(actor.expecting(None))
            begun = self._asking.begin(unit, actor.expecting(None), said, expectation.topic)
            return taken_as(Ended.QUESTION, begun)
        if expectation is not None and expectation.kind is Expects.REPLACEMENT:
            unit.contacts.save(actor.expecting(None))
            reworded = self._asking.replace_words(unit, actor.expecting(None), expectation.subject, said)
            return taken_as(Ended.QUESTION, reworded)
        draft = unit.enquiries.draft_of(actor.id)
        small_talk = draft is None and self._is_small_talk(said)
        home = self._home(unit, actor, said, may_join=draft is None and not small_talk)
        if home is not None:
            return taken_as(Ended.ADDITION, self._additions.add(unit, actor, home, said))
        if small_talk:
            return taken_as(Ended.IGNORED, self._greeted(unit, actor), "small talk")
        if draft is None and actor.role is Role.STAFF:
            loose = self._answering.receive_loose(unit, actor, said)
            if loose is not None:
                return taken_as(Ended.ANSWER, loose)
        asked = self._conversing.offer(unit, actor, self._asking.gather(unit, actor, said, draft))
        return taken_as(Ended.QUESTION, asked)

    def _greeted(self, unit: Unit, actor: Contact) -> Reply:
        if actor.welcome is Welcome.LANGUAGE:
            return self._welcoming.start(unit, actor)
        return Reply(Message(text("other.small_talk"), menu_rows()))

    def unreadable(self, unit: Unit, actor: Contact) -> Reply:
        """Say what we can read, to whoever sent something that we cannot; a form that is asked stays in view."""
        rows = () if actor.role is Role.MANAGER else menu_rows()
        why = text("other.unknown_kind")
        answered = self._conversing.again(unit, actor, why) or Reply(Message(why, rows))
        return taken_as(Ended.IGNORED, answered, "not for us to read")

    def _home(self, unit: Unit, actor: Contact, said: Said, *, may_join: bool) -> Enquiry | None:
        # In this order: the rest of an album, what is replied to, what we asked for, what was sent a moment ago.
        album = unit.enquiries.of_album(actor.id, said.album) if said.album else None
        if album is not None:
            return album if album.status is not Status.DRAFT else None
        if said.reply_to and (replied := self._replied(unit, actor, said)) is not None:
            return replied
        expectation = actor.expectation(unit.now)
        if expectation is not None and expectation.kind in {Expects.ADDITION, Expects.REASON}:
            return unit.enquiries.get(expectation.subject)
        latest = unit.enquiries.latest_sent_of(actor.id) if may_join else None
        return latest if latest is not None and latest.joins(unit.now) else None

    @staticmethod
    def _replied(unit: Unit, actor: Contact, said: Said) -> Enquiry | None:
        subject, number, *_ = f"{unit.outbox.subject_of(actor.id, said.reply_to)}::".split(":")
        if subject in {"receipt", "enquiry"}:
            found = unit.enquiries.get(int(number))
        elif subject == "due":
            due = unit.dues.get(int(number))
            found = unit.enquiries.get(due.subject_id) if due and due.what.value.startswith("enquiry.") else None
        elif subject in {"answer", "piece"}:
            answer = unit.enquiries.answer(int(number))
            found = unit.enquiries.get(answer.enquiry_id) if answer else None
        else:
            own_words = unit.enquiries.newest_version(actor.id, said.reply_to)
            found = unit.enquiries.get(own_words.enquiry_id) if own_words else None
        return found if found is not None and found.asker_id == actor.id and found.number else None

    def _is_small_talk(self, said: Said) -> bool:
        return said.attachment is None and self._small_talk.matches(said.text)

    def _typed_button(self, unit: Unit, actor: Contact, said: Said) -> Button | None:
        if not said.text or len(said.text) > LONGEST_LABEL or said.attachment is not None or said.reply_to:
            return None
        shown = unit.outbox.latest_with_buttons(actor.id)
        if shown is None:
            return None
        typed = plain(said.text)
        labels = {
            plain(self._label(candidate.label, actor.language)): candidate
            for row in shown.message.rows
            for candidate in row
            if candidate.action in self._taps
        }
        begun = [label for label in labels if label == typed or label.startswith(f"{typed} ")]
        return labels.get(typed) or (labels[begun[0]] if typed and len(begun) == 1 else None)


def _about_another(unit: Unit, actor: Contact, said: Said) -> bool:
    """Tell whether the words reply to something else than to our asking for them, which has no subject."""
    if not said.reply_to:
        return False
    asked = unit.outbox.subject_of(actor.id, said.reply_to)
    return bool(asked) or unit.enquiries.newest_version(actor.id, said.reply_to) is not None


def unknown_button(unit: Unit, actor: Contact) -> Reply:
    """Explain a button that we do not know (any more), and show a fresh start instead of it."""
    unit.audit.append(unit.now, actor.id, "refused: button", outcome="unknown")
    rows = ((button("queue.open", "queue.list", 0),),) if actor.role is Role.MANAGER else menu_rows()
    screen, toast = Message(text("other.old_button"), rows), text("other.old_button_toast")
    return Reply(screen, toast, fresh=True, outcome=outcome(Ended.REFUSED, toast.key))


def _aloud(reply: Reply) -> Reply:
    """Return the reply with its short word as a message: who typed a button sees no toast."""
    return reply if reply.screen is not None or reply.toast is None else replace(reply, screen=Message(reply.toast))
