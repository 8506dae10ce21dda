"""One message with two questions becomes two questions (screens B4): each with its number, its day and its answer."""

from dataclasses import replace

from bot.domain.access import Permission
from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.enquiry import TRANSITIONS, Author, Enquiry, Part, Status, Step
from bot.domain.errors import Refused
from bot.domain.letter import Letter
from bot.domain.message import Message, button, text
from bot.domain.note import UseFor
from bot.domain.town import ANDERS, Town
from bot.domain.words import shorten
from bot.services.enquiries.archive import index
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.queue import sent
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.guard import Gate, Thing, guard
from bot.services.helping.letters import kept, own_letter
from bot.services.learning.guide import Guide
from bot.services.merging.halving import Halving
from bot.services.ports import Unit
from bot.services.visit import NOTHING, Reply, Said
from bot.services.wording import named, one_line

_SHOWN = 600
"""UTF-16 units of each half on one screen."""

_PREVIEWED = 3000
"""UTF-16 units of typed words that their preview shows."""

_SPLITS = Gate(Permission.WORK_QUEUE, Thing.ENQUIRY)


class Splitting:
    """Proposes where a message falls apart, or takes the words of the second question."""

    def __init__(self, town: Town, guide: Guide, screens: QueueScreens, moves: Moves) -> None:
        self._town = town
        self._halving = Halving(guide)
        self._screens = screens
        self._moves = moves

    def offer(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Show the two halves, or ask for the words of the second question where none are seen."""
        enquiry = _splittable(unit, enquiry_id)
        proposed = self._halving.of(unit, enquiry)
        if proposed is None:
            return self.ask(unit, actor, enquiry.id)
        shown = text(
            "split.proposed",
            number=enquiry.number,
            first=shorten(proposed.first, _SHOWN),
            second=shorten(proposed.second, _SHOWN),
            topic=self._town.title(proposed.topic),
        )
        rows = (
            (button("split.so", "split.so", enquiry.id, proposed.mark),),
            (button("split.type", "split.type", enquiry.id), button("back", "queue.show", enquiry.id)),
        )
        return Reply(Message(shown, rows))

    def ask(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Ask for the words of the second question."""
        enquiry = _splittable(unit, enquiry_id)
        unit.contacts.save(actor.expecting(Expectation(Expects.SPLIT, unit.now, subject=enquiry.id)))
        before = unit.letters.unsent(enquiry.id, actor.id, UseFor.SPLIT)
        go_on = ((button("answer.go_on", "split.go_on", enquiry.id, before.id),),) if before is not None else ()
        rows = (*go_on, (button("back", "queue.show", enquiry.id),))
        return Reply(Message(text("split.how", number=enquiry.number), rows), fresh=True, subject=f"card:{enquiry.id}")

    def so(self, unit: Unit, actor: Contact, enquiry_id: int, mark: int) -> Reply:
        """Split as proposed; a second tap, or words that changed meanwhile, change nothing and show the card."""
        enquiry = sent(unit, enquiry_id)
        proposed = self._halving.of(unit, enquiry)
        if self._is_split(unit, enquiry) or proposed is None or proposed.mark != mark:
            return self._not_now(unit, actor, enquiry)
        return self._split(unit, actor, enquiry, proposed.second, proposed.topic)

    def take(self, unit: Unit, actor: Contact, said: Said, enquiry_id: int) -> Reply:
        """Keep typed words and show them as the second question; those that were kept before give way to them."""
        enquiry = _splittable(unit, enquiry_id)
        if not said.text:
            return self.ask(unit, actor, enquiry_id)
        before = unit.letters.unsent(enquiry.id, actor.id, UseFor.SPLIT)
        begun = before or Letter(0, enquiry.id, actor.id, UseFor.SPLIT, said.text, unit.now)
        return self._preview(unit, enquiry, kept(unit, begun.saying(said.text, unit.now, said.message_id)))

    def edit(self, unit: Unit, actor: Contact, said: Said) -> Reply | None:
        """Take over what somebody changed in the words that they typed; None when that message was no such thing."""
        letter = unit.letters.typed_as(actor.id, said.message_id)
        if letter is None or letter.use_for is not UseFor.SPLIT:
            return None
        if not said.text or letter.text == said.text:
            return NOTHING
        guard(unit, actor, _SPLITS, (letter.enquiry_id,))
        if letter.sent_at is not None:
            return Reply(Message(text("split.not_now", number=sent(unit, letter.enquiry_id).number)))
        enquiry = _splittable(unit, letter.enquiry_id)
        return self._preview(unit, enquiry, kept(unit, letter.saying(said.text, unit.now, said.message_id)))

    def go_on(self, unit: Unit, actor: Contact, enquiry_id: int, letter_id: int) -> Reply:
        """Show words again that were kept; nothing is asked for any more."""
        letter = own_letter(unit, actor, sent(unit, enquiry_id), letter_id, UseFor.SPLIT)
        if letter.sent_at is not None:
            return self._not_now(unit, actor, sent(unit, enquiry_id))
        if actor.expects is not None:
            unit.contacts.save(actor.expecting(None))
        return self._preview(unit, _splittable(unit, enquiry_id), letter)

    def make(self, unit: Unit, actor: Contact, enquiry_id: int, letter_id: int) -> Reply:
        """Make a question of the words that were shown; a second tap changes nothing and says so."""
        letter = own_letter(unit, actor, sent(unit, enquiry_id), letter_id, UseFor.SPLIT)
        if letter.sent_at is not None:
            return self._not_now(unit, actor, sent(unit, enquiry_id))
        enquiry = _splittable(unit, enquiry_id)
        unit.letters.save(letter.sent(unit.now))
        return self._split(unit, actor, enquiry, letter.text, self._halving.topic(unit, enquiry, letter.text))

    def _preview(self, unit: Unit, enquiry: Enquiry, letter: Letter) -> Reply:
        shown = text(
            "split.preview",
            number=enquiry.number,
            name=named(unit.contacts.get(enquiry.asker_id)),
            words=shorten(letter.text, _PREVIEWED),
            topic=self._town.title(self._halving.topic(unit, enquiry, letter.text)),
        )
        rows = (
            (button("split.make", "split.make", enquiry.id, letter.id),),
            (button("help.reword", "split.type", enquiry.id), button("back", "queue.show", enquiry.id)),
        )
        return Reply(Message(shown, rows))

    def _not_now(self, unit: Unit, actor: Contact, enquiry: Enquiry) -> Reply:
        card = self._screens.card(unit, enquiry, actor)
        return Reply(card, toast=text("split.not_now", number=enquiry.number), subject=f"card:{enquiry.id}")

    def _split(self, unit: Unit, actor: Contact, enquiry: Enquiry, words: str, topic: str) -> Reply:
        new = self._added(unit, actor, enquiry, words, topic)
        self._moves.move(unit, enquiry, Step.SPLIT, actor.id, str(new.number))
        asker = unit.contacts.get(enquiry.asker_id)
        if asker is not None:
            told = text(
                "split.receipt",
                number=new.number,
                first=enquiry.number,
                words=new.summary,
                promised=new.promised_on or self._town.promised(topic, unit.now),
            )
            rows = ((button("ask.view", "mine.show", new.id),),)
            unit.outbox.put(asker, Message(told, rows), subject=f"receipt:{new.id}")
        toast = text("split.done", number=new.number)
        return Reply(self._screens.card(unit, new, actor), toast=toast, fresh=True, subject=f"card:{new.id}")

    def _added(self, unit: Unit, actor: Contact, enquiry: Enquiry, words: str, topic: str) -> Enquiry:
        """Store the second question as sent now, with everything that a question has."""
        known = self._town.topics.get(topic)
        begun = Enquiry(0, enquiry.asker_id, Status.DRAFT, enquiry.language, one_line(words), unit.now, unit.now)
        asked = replace(
            begun.after(Step.SUBMIT, unit.now),
            number=unit.enquiries.next_number(),
            topic=known.key if known else ANDERS,
            department=known.department if known else "",
            owner_id=actor.id,
            asked_at=unit.now,
        ).promising(self._town.promised(topic, unit.now))
        stored = unit.enquiries.add(asked)
        unit.enquiries.add_part(Part(stored.id, Author.ASKER, enquiry.asker_id, words, unit.now))
        kept = self._moves.keep(unit, replace(begun, id=stored.id), stored, Step.SUBMIT, actor.id, stored.topic)
        index(unit, kept.id)
        return kept

    @staticmethod
    def _is_split(unit: Unit, enquiry: Enquiry) -> bool:
        return any(event.step is Step.SPLIT for event in unit.enquiries.history(enquiry.id))


def _splittable(unit: Unit, enquiry_id: int) -> Enquiry:
    enquiry = sent(unit, enquiry_id)
    if (enquiry.status, Step.SPLIT) not in TRANSITIONS:
        raise Refused("error.step_refused", number=enquiry.number, status=text(f"status.{enquiry.status}"))
    return enquiry
