"""What an enquiry can be about, and who else helps when the town does not."""

from dataclasses import dataclass

from bot.domain.message import Localized


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An authority outside the town: when it is the one to ask, and how it is reached (url and phone may be "")."""

    name: Localized
    when: Localized
    url: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject of enquiries: its words for people, what recognises it, and what the town promises for it.

    ``department`` is a department's key, ``working_days`` the days within which an answer is promised. ``keywords`` are
    single words; ``examples`` are questions as entrepreneurs type them in Dutch, with French and English beside them.
    """

    key: str
    title: Localized
    short: Localized
    department: str
    keywords: tuple[str, ...]
    examples: tuple[str, ...]
    examples_fr: tuple[str, ...]
    examples_en: tuple[str, ...]
    working_days: int
    elsewhere: tuple[Elsewhere, ...] = ()
