"""What comes through the door and goes back out of it: who is there, what they said, what they see next."""

from dataclasses import dataclass

from bot.domain.contact import Contact
from bot.domain.message import Attachment, Language, Message, Text


@dataclass(frozen=True, slots=True)
class Visit:
    """One act of one person; ``tapped`` is the message whose button they tapped, 0 when they wrote."""

    update_id: int
    person_id: int
    name: str
    language_code: str = ""
    tapped: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a person: cleaned words, at most one attachment, and what it hangs on.

    ``album`` names the group of pictures that it belongs to, ``reply_to`` the message that it answers (0: none).
    ``about`` is the key that what we asked for began with (``Expectation.topic``), "" for none.
    """

    text: str
    message_id: int
    attachment: Attachment | None = None
    album: str = ""
    reply_to: int = 0
    about: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person sees next.

    ``screen`` takes the place of the message that was tapped, unless ``fresh``; after a typed message it is always a
    new one. ``toast`` is the short word above a tapped button. ``subject``, ``merge_key`` and ``hold`` go with the
    screen to the outbox (see ``Outgoing``). ``actor`` is the person as this act changed them (another language).
    ``outcome`` is as what the message ended in the ledger, "" where its button or command says that by itself.
    """

    screen: Message | None = None
    toast: Text | None = None
    fresh: bool = False
    subject: str = ""
    merge_key: str = ""
    hold: float = 0.0
    actor: Contact | None = None
    outcome: str = ""


NOTHING = Reply()
"""There is nothing to say; only where an answer would be noise (the second picture of an album)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the shell still has to do after the commit: the toast, in the person's language."""

    toast: Text | None
    language: Language
