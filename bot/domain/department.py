"""The municipal departments that an enquiry can lie with."""

from dataclasses import dataclass

from bot.domain.message import Localized


@dataclass(frozen=True, slots=True)
class Department:
    """One municipal department: the key that rows and buttons carry, its name, and its mailbox ("" for none)."""

    key: str
    name: Localized
    email: str = ""
