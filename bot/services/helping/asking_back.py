"""A question back: staff ask the asker something, who has a term to answer; until then the promise stands still."""

from bot.domain.access import Role
from bot.domain.assignment import Held
from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.enquiry import Enquiry, Step
from bot.domain.errors import Refused
from bot.domain.letter import Letter
from bot.domain.message import Message, text
from bot.domain.note import UseFor
from bot.domain.town import Town
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.queue import sent
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.helping.letters import kept, own_letter, sent_off, short_enough, with_keeping, with_said
from bot.services.helping.moments import lapses_at, of_question_back
from bot.services.helping.screens import HelpingScreens
from bot.services.ports import Unit
from bot.services.visit import Reply, Said
from bot.services.wording import named, titled


class AskingBack:
    """Carries a question back from the button to the asker's chat."""

    def __init__(self, town: Town, cards: QueueScreens, screens: HelpingScreens, moves: Moves) -> None:
        self._town = town
        self._cards = cards
        self._screens = screens
        self._moves = moves

    def ask(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Ask for the words of the question back."""
        enquiry = self._askable(unit, actor, enquiry_id)
        _expect(unit, actor, enquiry)
        asker = unit.contacts.get(enquiry.asker_id)
        how = text("help.ask_how", number=enquiry.number, title=titled(enquiry), name=named(asker))
        return Reply(Message(how, self._screens.ask_rows(enquiry)), fresh=True)

    def reword(self, unit: Unit, actor: Contact, enquiry_id: int, letter_id: int) -> Reply:
        """Ask for other words, the present ones ready to copy; a file that goes along stays with it."""
        enquiry = self._askable(unit, actor, enquiry_id)
        letter = own_letter(unit, actor, enquiry, letter_id, UseFor.ASK_BACK)
        if letter.sent_at is not None:
            return self._card(unit, actor, enquiry, "help.was_sent", letter)
        _expect(unit, actor, enquiry, letter)
        how = text("help.reword_how", words=letter.text)
        return Reply(Message(how, self._screens.ask_rows(enquiry)), fresh=True)

    def take(self, unit: Unit, actor: Contact, said: Said, enquiry_id: int) -> Reply:
        """Keep words and file, and show how they will reach the asker; a file alone waits for its words."""
        enquiry = self._askable(unit, actor, enquiry_id)
        begun = self._begun(unit, actor, enquiry, said.about)
        try:
            letter = kept(unit, with_said(unit, begun, said))
        except Refused as refused:
            _expect(unit, actor, enquiry, begun)
            return Reply(Message(refused.reason, self._screens.ask_rows(enquiry)))
        if not letter.text:
            _expect(unit, actor, enquiry, letter)
            return Reply(Message(text("help.words_with_file"), self._screens.ask_rows(enquiry)))
        return self.preview(unit, actor, enquiry, letter)

    def propose(self, unit: Unit, actor: Contact, enquiry: Enquiry, words: str) -> Reply:
        """Show these words as the question back, with the file that waits for words; asked again it is the same one."""
        self._askable(unit, actor, enquiry.id)
        begun = self._begun(unit, actor, enquiry, _about(actor, enquiry))
        before = unit.letters.unsent(enquiry.id, actor.id, UseFor.ASK_BACK)
        if not begun.id and before is not None and before.text == words:
            begun = before
        letter = kept(unit, begun.saying(short_enough(words), unit.now))
        return self.preview(unit, actor, enquiry, letter)

    def preview(self, unit: Unit, actor: Contact, enquiry: Enquiry, letter: Letter) -> Reply:
        """Show the question back as it will reach the asker; we wait for no words any more."""
        self._askable(unit, actor, enquiry.id)
        if actor.expects is not None:
            unit.contacts.save(actor.expecting(None))
        return Reply(self._screens.ask_preview(unit, enquiry, letter))

    def send(self, unit: Unit, actor: Contact, enquiry_id: int, letter_id: int) -> Reply:
        """Ask the asker, and wait for them; a second tap changes nothing and says so."""
        enquiry = sent(unit, enquiry_id)
        letter = own_letter(unit, actor, enquiry, letter_id, UseFor.ASK_BACK)
        if letter.sent_at is not None:
            return self._card(unit, actor, enquiry, "help.was_sent", letter)
        before = self._askable(unit, actor, enquiry_id)
        if not letter.text:
            raise Refused("help.words_with_file")
        lapses = lapses_at(self._town, unit.now)
        after = before.after(Step.ASK_BACK, unit.now).paused(lapses)
        current = self._moves.keep(unit, before, after, Step.ASK_BACK, actor.id)
        letter = sent_off(unit, letter)
        unit.dues.plan(of_question_back(self._town, current, letter, unit.now))
        key = "help.sent" if self._reaches(unit, current, letter) else "help.sent_unreachable"
        return self._card(unit, actor, current, key, letter)

    def _reaches(self, unit: Unit, enquiry: Enquiry, letter: Letter) -> bool:
        """Owe the asker the question, take what they type next as the answer, and tell whether they can be reached."""
        asker = unit.contacts.get(enquiry.asker_id)
        if asker is None:
            return False
        for message in (*self._screens.file_ahead(enquiry, letter), self._screens.asked(unit, enquiry, letter)):
            unit.outbox.put(asker, message, subject=f"enquiry:{enquiry.id}")
        if asker.expectation(unit.now) is None and unit.enquiries.draft_of(asker.id) is None:
            unit.contacts.save(asker.expecting(Expectation(Expects.ADDITION, unit.now, subject=enquiry.id)))
        return asker.unreachable_since is None

    def _card(self, unit: Unit, actor: Contact, enquiry: Enquiry, toast: str, letter: Letter) -> Reply:
        name = named(unit.contacts.get(enquiry.asker_id))
        card = with_keeping(self._cards.card(unit, enquiry, actor), letter)
        return Reply(card, toast=text(toast, name=name, number=enquiry.number), subject=f"card:{enquiry.id}")

    @staticmethod
    def _begun(unit: Unit, actor: Contact, enquiry: Enquiry, about: str) -> Letter:
        """Return the letter that waits for words, a new one where none does."""
        letter = unit.letters.get(int(about)) if about.isdecimal() else None
        if letter is not None and letter.sent_at is None:
            return own_letter(unit, actor, enquiry, letter.id, UseFor.ASK_BACK)
        return Letter(0, enquiry.id, actor.id, UseFor.ASK_BACK, "", unit.now)

    @staticmethod
    def _askable(unit: Unit, actor: Contact, enquiry_id: int) -> Enquiry:
        """Return the question when this person may ask its asker something now."""
        enquiry = sent(unit, enquiry_id)
        enquiry.after(Step.ASK_BACK, unit.now)
        if actor.role is Role.STAFF:
            given = unit.assignments.live(enquiry.id, actor.department)
            if given is None or given.state is not Held.ACCEPTED or given.is_advice:
                raise Refused("help.accept_first", number=enquiry.number)
        return enquiry


def _expect(unit: Unit, actor: Contact, enquiry: Enquiry, letter: Letter | None = None) -> None:
    """Take what they type next as the question back, of that letter where it is begun already."""
    about = str(letter.id) if letter is not None and letter.id else ""
    expected = Expectation(Expects.ASK_BACK, unit.now, subject=enquiry.id, topic=about)
    unit.contacts.save(actor.expecting(expected))


def _about(actor: Contact, enquiry: Enquiry) -> str:
    """Return which letter about that question waits for words of this person, "" for none."""
    waits = actor.expects
    asked = waits is not None and waits.kind is Expects.ASK_BACK and waits.subject == enquiry.id
    return waits.topic if waits is not None and asked else ""
