"""How people, topics and questions are named on every screen: the small texts that many messages share."""

from collections.abc import Sequence

from bot.domain.contact import Contact
from bot.domain.enquiry import Author, Enquiry, Part
from bot.domain.message import AttachmentKind, Button, Localized, Rows, Text, Value, button, text

SUMMARY_LENGTH = 60
"""Characters of the asker's own words that a list shows of a question."""

ROOM_BESIDE = 20
"""Characters of a name that still fit on a button beside another, with a tick in front of it."""


def named(person: Contact | None) -> Value:
    """Return how we address somebody: their own name, or a friendly word when that is empty or gone."""
    return person.name if person is not None and person.name else text("person.nameless")


def titled(enquiry: Enquiry) -> Value:
    """Return the short line that names an enquiry in a list: the asker's words, or what they sent without words."""
    return enquiry.summary or text("enquiry.without_words")


def words_of(parts: Sequence[Part]) -> str:
    """Return all that the asker wrote in a question, each message as it reads now."""
    return "\n".join(part.text for part in parts if part.author is Author.ASKER and part.text)


def summary_of(parts: Sequence[Part]) -> str:
    """Return one line of the asker's first words, at most ``SUMMARY_LENGTH`` characters, "" when there are none."""
    return one_line(next((part.text for part in parts if part.text), ""))


def one_line(words: str) -> str:
    """Return the words on one line, at most ``SUMMARY_LENGTH`` characters."""
    line = " ".join(words.split())
    return line if len(line) <= SUMMARY_LENGTH else line[: SUMMARY_LENGTH - 1].rstrip() + "…"


def attached(parts: Sequence[Part]) -> tuple[Text, ...]:
    """Return one text a kind of attachment, with how many there are: "2 foto's"."""
    kinds = [part.attachment.kind for part in parts if part.attachment is not None]
    return tuple(text(f"attachment.{kind}", count=kinds.count(kind)) for kind in AttachmentKind if kind in kinds)


def menu_rows() -> Rows:
    """Return the buttons that lead an entrepreneur anywhere."""
    return (
        (button("menu.ask", "ask.invite"), button("menu.mine", "mine.list", 0)),
        (button("menu.agenda", "meeting.list"), button("menu.take_part", "part.show")),
    )


def pairs(buttons: Sequence[Button]) -> Rows:
    """Return the buttons two a row, in order."""
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def fitted(offered: Sequence[tuple[Localized, Button]]) -> Rows:
    """Return the buttons in order, two a row where both names are short enough in every language, else alone."""
    rows: list[tuple[Button, ...]] = []
    room = False
    for name, one in offered:
        short = max(map(len, name.values())) <= ROOM_BESIDE
        if short and room:
            rows[-1] = (*rows[-1], one)
        else:
            rows.append((one,))
        room = short and not room
    return tuple(rows)
