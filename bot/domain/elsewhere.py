"""Who else helps, when the town does not: authorities and other matters, with what people ask about them."""

from dataclasses import dataclass

from bot.domain.message import Localized


@dataclass(frozen=True, slots=True)
class Authority:
    """Somebody outside the desk, or a kind of message that asks the town nothing.

    ``family`` groups those whose matters resemble each other. ``examples`` are sentences about their matters in all
    languages, ``asked`` such as they come in. Without a ``name`` there is nobody to send people to; ``when`` says when
    they are the ones to ask. ``url`` and ``phone`` may be "".
    """

    key: str
    family: str
    name: Localized
    when: Localized
    examples: tuple[str, ...]
    asked: tuple[str, ...] = ()
    url: str = ""
    phone: str = ""
