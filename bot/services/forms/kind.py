"""What a kind of form adds to the one engine: its steps, its own checks, and one function that receives the answers."""

from typing import Protocol

from bot.domain.access import Permission
from bot.domain.contact import Contact
from bot.domain.conversation import Conversation, Form, Given, Step
from bot.domain.message import Message
from bot.services.guard import Gate, Thing
from bot.services.ports import Unit
from bot.services.visit import Reply


class FormKind(Protocol):
    """One kind of form: an interview, a meeting to plan, a decision to tell, the welcome.

    ``key`` is what ``Conversation.form`` says; ``permission`` is asked at every step, for the subject of the
    conversation where ``thing`` says what that is.
    """

    key: str
    permission: Permission
    thing: Thing

    def form(self, unit: Unit, conversation: Conversation) -> Form:
        """Return the steps, for this conversation's subject."""
        ...

    def check(self, unit: Unit, conversation: Conversation, step: Step, given: Given) -> None:
        """Raise ``Refused`` with one sentence when this answer cannot be (a date that has passed)."""
        ...

    def screen(self, unit: Unit, actor: Contact, conversation: Conversation, step: Step) -> Message | None:
        """Return a screen of its own for this step, None for the usual one."""
        ...

    def summary(self, unit: Unit, actor: Contact, conversation: Conversation) -> Message | None:
        """Return a screen of its own for the summary, None for the usual one."""
        ...

    def finish(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply:
        """Receive the answers of a finished conversation, and return what the person sees next."""
        ...

    def paused(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply | None:
        """Return what somebody sees who paused, None for the usual."""
        ...

    def left(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply | None:
        """Return what somebody sees who stopped for good, None for the usual."""
        ...


def gate_of(kind: FormKind) -> Gate:
    """Return what must be allowed to somebody who fills in such a form."""
    return Gate(kind.permission, kind.thing)
