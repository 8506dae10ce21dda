"""Not ours: the asker hears who helps instead, why and how to reach them; later we ask whether that worked."""

from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.enquiry import Enquiry, Step
from bot.domain.errors import NotFound, Refused
from bot.domain.letter import Letter
from bot.domain.message import Message, button, text
from bot.domain.note import UseFor
from bot.domain.town import Town
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.queue import sent
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.helping.letters import kept, own_letter, sent_off, short_enough, with_keeping, with_said
from bot.services.helping.moments import of_hand_over
from bot.services.helping.parties import Parties, Party
from bot.services.helping.screens import HelpingScreens
from bot.services.ports import Unit
from bot.services.visit import Reply, Said
from bot.services.wording import named


class HandingOver:
    """Sends an asker on to whoever does help, and not away."""

    def __init__(
        self, town: Town, parties: Parties, cards: QueueScreens, screens: HelpingScreens, moves: Moves
    ) -> None:
        self._town = town
        self._parties = parties
        self._cards = cards
        self._screens = screens
        self._moves = moves

    def choose(self, unit: Unit, _actor: Contact, enquiry_id: int, offset: int = 0) -> Reply:
        """Offer those who may help instead, the likeliest first."""
        enquiry, asker = self._movable(unit, enquiry_id)
        return Reply(self._screens.parties(enquiry, self._parties.ranked(unit, enquiry, asker), offset))

    def pick(self, unit: Unit, actor: Contact, enquiry_id: int, key: str) -> Reply:
        """Show what the asker would get; words that are typed now come with it."""
        enquiry, _ = self._movable(unit, enquiry_id)
        if self._parties.get(key) is None:
            raise NotFound
        letter = unit.letters.add(Letter(0, enquiry.id, actor.id, UseFor.HAND_OVER, "", unit.now, party=key))
        return self.preview(unit, actor, enquiry, letter)

    def take(self, unit: Unit, actor: Contact, said: Said, enquiry_id: int) -> Reply:
        """Put the words with the letter and show it again; what cannot be sent so is asked for again."""
        enquiry, _ = self._movable(unit, enquiry_id)
        letter_id = int(said.about) if said.about.isdigit() else 0
        letter = own_letter(unit, actor, enquiry, letter_id, UseFor.HAND_OVER)
        if letter.sent_at is not None:
            return self._card(unit, actor, enquiry, "help.was_sent", letter)
        try:
            worded = with_said(unit, letter, said)
        except Refused as refused:
            self._expect(unit, actor, letter)
            return Reply(Message(refused.reason, ((button("back", "queue.show", enquiry.id),),)))
        return self.preview(unit, actor, enquiry, kept(unit, worded))

    def propose(self, unit: Unit, actor: Contact, enquiry: Enquiry, words: str) -> Reply:
        """Show the letter that was begun last with these words; without one, ask first who helps."""
        self._movable(unit, enquiry.id)
        letter = unit.letters.unsent(enquiry.id, actor.id, UseFor.HAND_OVER)
        if letter is None:
            return self.choose(unit, actor, enquiry.id)
        return self.preview(unit, actor, enquiry, kept(unit, letter.saying(short_enough(words), unit.now)))

    def again(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Show the letter that was begun last once more, as it stood; without one, ask who helps."""
        enquiry, _ = self._movable(unit, enquiry_id)
        letter = unit.letters.unsent(enquiry.id, actor.id, UseFor.HAND_OVER)
        return self.preview(unit, actor, enquiry, letter) if letter else self.choose(unit, actor, enquiry.id)

    def send(self, unit: Unit, actor: Contact, enquiry_id: int, letter_id: int) -> Reply:
        """Tell the asker who helps, and plan to ask whether it did; a second tap changes nothing and says so."""
        enquiry = sent(unit, enquiry_id)
        letter = own_letter(unit, actor, enquiry, letter_id, UseFor.HAND_OVER)
        if letter.sent_at is not None:
            return self._card(unit, actor, enquiry, "help.was_sent", letter)
        party = self._parties.get(letter.party)
        if party is None:
            raise NotFound
        after = enquiry.after(Step.HAND_OVER, unit.now).owned(actor.id)
        current = self._moves.keep(unit, enquiry, after, Step.HAND_OVER, actor.id, letter.party)
        letter = sent_off(unit, letter)
        unit.dues.plan(of_hand_over(self._town, current, letter, unit.now))
        if actor.expects is not None:
            unit.contacts.save(actor.expecting(None))
        asker = unit.contacts.get(current.asker_id)
        if asker is not None:
            self._owe(unit, asker, current, letter, party)
        reached = asker is not None and asker.unreachable_since is None
        return self._card(unit, actor, current, "help.sent" if reached else "help.sent_unreachable", letter)

    def _owe(self, unit: Unit, asker: Contact, enquiry: Enquiry, letter: Letter, party: Party) -> None:
        told = self._screens.handed_over(enquiry, letter, party)
        for message in (*self._screens.file_ahead(enquiry, letter), told):
            unit.outbox.put(asker, message, subject=f"enquiry:{enquiry.id}")

    def preview(self, unit: Unit, actor: Contact, enquiry: Enquiry, letter: Letter) -> Reply:
        """Show what the asker would get; words that are typed now come with it."""
        self._movable(unit, enquiry.id)
        party = self._parties.get(letter.party)
        if party is None:
            raise NotFound
        self._expect(unit, actor, letter)
        return Reply(self._screens.over_preview(unit, enquiry, letter, party))

    @staticmethod
    def _expect(unit: Unit, actor: Contact, letter: Letter) -> None:
        expected = Expectation(Expects.HAND_OVER, unit.now, subject=letter.enquiry_id, topic=str(letter.id))
        unit.contacts.save(actor.expecting(expected))

    def _card(self, unit: Unit, actor: Contact, enquiry: Enquiry, toast: str, letter: Letter) -> Reply:
        name = named(unit.contacts.get(enquiry.asker_id))
        card = with_keeping(self._cards.card(unit, enquiry, actor), letter)
        return Reply(card, toast=text(toast, name=name, number=enquiry.number), subject=f"card:{enquiry.id}")

    @staticmethod
    def _movable(unit: Unit, enquiry_id: int) -> tuple[Enquiry, Contact]:
        """Return the question and its asker, where it can be handed over now."""
        enquiry = sent(unit, enquiry_id)
        enquiry.after(Step.HAND_OVER, unit.now)
        asker = unit.contacts.get(enquiry.asker_id)
        if asker is None:
            raise NotFound
        return enquiry, asker
