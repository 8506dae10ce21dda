"""What a question back and a hand-over share: words that were typed, looked at once more, and sent once."""

from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.enquiry import Author, Enquiry, Part
from bot.domain.errors import NotFound, Refused
from bot.domain.letter import MOST_WORDS, Letter
from bot.domain.message import Message, Value, button
from bot.domain.note import UseFor
from bot.domain.town import Town
from bot.domain.words import utf16_length
from bot.services.ports import Unit
from bot.services.visit import Said
from bot.services.wording import named


def with_said(unit: Unit, letter: Letter, said: Said) -> Letter:
    """Return the letter with the words and the file of that message; a file alone leaves the words as they were.

    Raises ``Refused`` for more words than one message holds.
    """
    taken = letter.taking(said.attachment)
    if letter.text and not said.text:
        return taken
    # A file that came without words can still get a caption.
    return taken.saying(short_enough(said.text), unit.now, said.message_id)


def short_enough(words: str) -> str:
    """Return the words; raise ``Refused`` for more than one message holds."""
    if utf16_length(words) > MOST_WORDS:
        raise Refused("help.too_long", count=MOST_WORDS)
    return words


def kept(unit: Unit, letter: Letter) -> Letter:
    """Store the letter, as a new one where it is new, and return it."""
    if not letter.id:
        return unit.letters.add(letter)
    unit.letters.save(letter)
    return letter


def own_letter(unit: Unit, actor: Contact, enquiry: Enquiry, letter_id: int, use_for: UseFor) -> Letter:
    """Return the actor's own letter of that kind about that question; any other answers as if it were not there."""
    letter = unit.letters.get(letter_id)
    if letter is None or (letter.enquiry_id, letter.author_id, letter.use_for) != (enquiry.id, actor.id, use_for):
        raise NotFound
    return letter


def sent_off(unit: Unit, letter: Letter) -> Letter:
    """Store that the letter left, with its words as a part of what is said in the question, and return it."""
    sent = letter.sent(unit.now)
    unit.letters.save(sent)
    if sent.text or sent.attachment is not None:
        said = Part(sent.enquiry_id, Author.STAFF, sent.author_id, sent.text, unit.now, sent.attachment)
        unit.enquiries.add_part(said)
    return sent


def signed(town: Town, author: Contact | None) -> Value:
    """Return how the asker knows whoever wrote the letter."""
    return named(author) if author is not None and author.name else town.manager


def with_keeping(card: Message, letter: Letter) -> Message:
    """Return the card that follows a letter, with the way to keep its words for others where it has any."""
    if not letter.text:
        return card
    keep = (button("canned.make", "canned.make_sent", letter.enquiry_id, letter.id),)
    return replace(card, rows=(*card.rows, keep))
