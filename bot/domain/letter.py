"""What staff write for an asker besides an answer: a question back, who helps instead, a second question of theirs."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.message import Attachment
from bot.domain.note import UseFor

MOST_WORDS = 1500
"""UTF-16 units of such a letter: with what stands around it, it is one message on every screen that shows it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, kept from its first word until it is sent; ``sent_at`` tells that it was.

    ``party`` is the key of whoever helps instead, "" in a question back. ``message_id`` is the message in which its
    author typed the words, 0 where they come from a canned text.
    """

    id: int
    enquiry_id: int
    author_id: int
    use_for: UseFor
    text: str
    drafted_at: datetime
    party: str = ""
    sent_at: datetime | None = None
    attachment: Attachment | None = None
    message_id: int = 0

    def sent(self, at: datetime) -> "Letter":
        """Return it as one that left at that moment."""
        return replace(self, sent_at=at)

    def saying(self, words: str, at: datetime, message_id: int = 0) -> "Letter":
        """Return it with these words, typed in that message."""
        return replace(self, text=words, drafted_at=at, message_id=message_id)

    def taking(self, attachment: Attachment | None) -> "Letter":
        """Return it with that file along; without one it keeps the file that it had."""
        return replace(self, attachment=attachment or self.attachment)
