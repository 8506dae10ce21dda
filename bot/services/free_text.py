"""A loose message: a typed button, something that we asked for, part of a question, or a new question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.domain.access import Permission, Role, authorize
from bot.domain.contact import Contact, Expects, Welcome
from bot.domain.enquiry import Enquiry, Status
from bot.domain.message import Button, Language, Message, Text, button, text
from bot.domain.words import plain
from bot.routing.small_talk import SmallTalk
from bot.services.decisions.people import replied_to
from bot.services.door import UseCase
from bot.services.enquiries.additions import Additions
from bot.services.enquiries.answering import Answering
from bot.services.enquiries.asking import Asking
from bot.services.forms.conversing import Conversing
from bot.services.people.welcome import Welcoming
from bot.services.ports import Unit
from bot.services.visit import Reply, Said
from bot.services.wording import menu_rows

LONGEST_LABEL = 40
"""Characters; what is longer was not meant as a button."""

Taker = Callable[[Unit, Contact, Said, int], Reply]
"""Takes a message that we asked for, about the subject of the expectation."""


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button's action does: whom it is for, which use case, and the kinds of values it carries."""

    permission: Permission
    use_case: UseCase
    kinds: tuple[type[int] | type[str], ...] = ()


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
            authorize(actor.role, tap.permission)
            return _aloud(tap.use_case(unit, actor, *typed.args))
        if not said.text and said.attachment is None:
            if (asked := self._conversing.again(unit, actor, text("other.empty"))) is not None:
                return asked
            return Reply(Message(text("other.empty"), () if actor.role is Role.MANAGER else menu_rows()))
        expectation = actor.expectation(unit.now)
        if expectation is not None and expectation.kind in self._takers and not said.reply_to:
            unit.contacts.save(actor.expecting(None))
            return self._takers[expectation.kind](unit, actor.expecting(None), said, expectation.subject)
        if actor.role is not Role.MANAGER and said.reply_to and (told := replied_to(unit, actor.id, said.reply_to)):
            return self._takers[Expects.REACTION](unit, actor, said, told)
        if (answered := self._conversing.receive(unit, actor, said)) is not None:
            return answered
        if actor.role is Role.MANAGER:
            return self._answering.receive(unit, actor, said)
        return self._from_asker(unit, actor, said)

    def _from_asker(self, unit: Unit, actor: Contact, said: Said) -> Reply:
        expectation = actor.expectation(unit.now)
        if expectation is not None and expectation.kind is Expects.QUESTION:
            unit.contacts.save(actor.expecting(None))
            return self._asking.begin(unit, actor.expecting(None), said, expectation.topic)
        if expectation is not None and expectation.kind is Expects.REPLACEMENT:
            unit.contacts.save(actor.expecting(None))
            return self._asking.replace_words(unit, actor.expecting(None), expectation.subject, said)
        draft = unit.enquiries.draft_of(actor.id)
        small_talk = draft is None and self._is_small_talk(said)
        home = self._home(unit, actor, said, may_join=draft is None and not small_talk)
        if home is not None:
            return self._additions.add(unit, actor, home, said)
        if small_talk:
            if actor.welcome is Welcome.LANGUAGE:
                return self._welcoming.start(unit, actor)
            return Reply(Message(text("other.small_talk"), menu_rows()))
        return self._conversing.offer(unit, actor, self._asking.gather(unit, actor, said, draft))

    def unreadable(self, unit: Unit, actor: Contact) -> Reply:
        """Say what we can read, to whoever sent something that we cannot; a form that is asked stays in view."""
        rows = () if actor.role is Role.MANAGER else menu_rows()
        why = text("other.unknown_kind")
        return self._conversing.again(unit, actor, why) or Reply(Message(why, rows))

    def _home(self, unit: Unit, actor: Contact, said: Said, *, may_join: bool) -> Enquiry | None:
        # In this order: the rest of an album, what we asked for, what is replied to, what was sent a moment ago.
        album = unit.enquiries.of_album(actor.id, said.album) if said.album else None
        if album is not None:
            return album if album.status is not Status.DRAFT else None
        expectation = actor.expectation(unit.now)
        if expectation is not None and expectation.kind in {Expects.ADDITION, Expects.REASON}:
            return unit.enquiries.get(expectation.subject)
        if said.reply_to and (replied := self._replied(unit, actor, said)) is not None:
            return replied
        latest = unit.enquiries.latest_sent_of(actor.id) if may_join else None
        return latest if latest is not None and latest.joins(unit.now) else None

    @staticmethod
    def _replied(unit: Unit, actor: Contact, said: Said) -> Enquiry | None:
        subject, _, number = unit.outbox.subject_of(actor.id, said.reply_to).partition(":")
        if subject in {"receipt", "enquiry"}:
            found = unit.enquiries.get(int(number))
        elif subject == "answer":
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


def unknown_button(unit: Unit, actor: Contact) -> Reply:
    """Explain a button that we do not know (any more), and show a fresh start instead of it."""
    del unit
    rows = ((button("queue.open", "queue.list", 0),),) if actor.role is Role.MANAGER else menu_rows()
    return Reply(Message(text("other.old_button"), rows), toast=text("other.old_button_toast"), fresh=True)


def _aloud(reply: Reply) -> Reply:
    """Return the reply with its short word as a message: who typed a button sees no toast."""
    return reply if reply.screen is not None or reply.toast is None else replace(reply, screen=Message(reply.toast))
