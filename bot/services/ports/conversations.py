"""What the use cases need of conversations: to keep each with its answers, and find it again."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.conversation import Conversation


class Conversations(Protocol):
    """Everybody's forms and interviews, each with the answers that it has."""

    def add(self, conversation: Conversation) -> Conversation:
        """Store a new conversation with its answers and return it with its id."""
        ...

    def save(self, conversation: Conversation) -> None:
        """Store the changed conversation; answers that it no longer has go."""
        ...

    def get(self, conversation_id: int) -> Conversation | None:
        """Return the conversation with that id."""
        ...

    def latest(self, person_id: int, form: str, subject: int) -> Conversation | None:
        """Return this person's unfinished conversation in that form about that subject, else their newest one."""
        ...

    def unfinished(self, person_id: int) -> Sequence[Conversation]:
        """Return this person's open and paused conversations, the one that changed last first."""
        ...

    def of_form(self, form: str) -> Sequence[Conversation]:
        """Return everybody's open and paused conversations in that form, the one that changed last first."""
        ...

    def of_subject(self, form: str, subject: int) -> Sequence[Conversation]:
        """Return all conversations in that form about that subject, oldest first."""
        ...
