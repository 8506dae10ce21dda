"""The part of a form that most forms leave as it is: they look, rest and stop as any form does."""

from bot.domain.contact import Contact
from bot.domain.conversation import Conversation, Step
from bot.domain.message import Message
from bot.services.guard import Thing
from bot.services.ports import Unit
from bot.services.visit import Reply


class UsualScreens:
    """The part of a ``FormKind`` that is about screens; each returns None, so that the usual one is shown.

    Its subject belongs to nobody in particular, unless ``thing`` says otherwise.
    """

    thing = Thing.NOTHING

    def screen(self, unit: Unit, actor: Contact, conversation: Conversation, step: Step) -> Message | None:
        """Return None: the questions look as those of any form."""
        del unit, actor, conversation, step
        return None

    def summary(self, unit: Unit, actor: Contact, conversation: Conversation) -> Message | None:
        """Return None: the usual summary shows what was answered."""
        del unit, actor, conversation
        return None

    def paused(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply | None:
        """Return None: the usual pause."""
        del unit, actor, conversation
        return None

    def left(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply | None:
        """Return None: the usual end."""
        del unit, actor, conversation
        return None
