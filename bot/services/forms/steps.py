"""One form in somebody's hands: who may touch it, what stands on its screen now, and keeping what changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.access import PERMITTED, Role, authorize
from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.conversation import Answered, Conversation, Form, Given, Kind, Stage, Step, give, present
from bot.domain.errors import NotAllowed, NotFound, Refused
from bot.domain.message import Message, Text, button, text
from bot.domain.town import Town
from bot.services.forms.kind import FormKind, gate_of
from bot.services.forms.layout import stands_for
from bot.services.forms.screens import ConversationScreens
from bot.services.guard import guard, may
from bot.services.ports import Speech, Unit
from bot.services.visit import Reply
from bot.services.wording import named

SUBJECT = "form:"
"""How the messages of a form are named, with its id: a reply to one of them is meant for that form."""

TAPPED = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.SCALE, Kind.CONFIRM, Kind.PEOPLE})
"""The kinds of steps that take no words, unless they are open."""

AT_ONCE = timedelta(seconds=5)
"""Within this time a tap on a step that was just answered is the same tap again."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A form that somebody may act on: its kind, its steps as they are now, and how far it is."""

    kind: FormKind
    form: Form
    conversation: Conversation

    @property
    def step(self) -> Step | None:
        """Return the step that is asked now, None at the summary."""
        return present(self.form, self.conversation)


Move = Callable[[Opened], Reply]


class FormSteps:
    """What all acts on forms share."""

    def __init__(self, town: Town, kinds: Sequence[FormKind], speech: Speech) -> None:
        self.screens = ConversationScreens(town, speech)
        self._kinds = {kind.key: kind for kind in kinds}

    def kind(self, actor: Contact, key: str) -> FormKind:
        """Return that kind of form; raise ``Refused`` when there is none (any more) or it is not for this person."""
        kind = self._kinds.get(key)
        if kind is None:
            raise Refused("form.gone")
        authorize(actor, kind.permission)
        return kind

    def kind_of(self, unit: Unit, actor: Contact, conversation: Conversation) -> FormKind:
        """Return the kind of that form, as long as what it is about may still concern this person."""
        kind = self.kind(actor, conversation.form)
        guard(unit, actor, gate_of(kind), (conversation.subject,))
        return kind

    def act(self, unit: Unit, actor: Contact, conversation_id: int, move: Move) -> Reply:
        """Return what the move on this conversation gives, or why there can be none.

        Whatever the move refuses is said above the present step, so that nobody has to look for it.
        """
        conversation = unit.conversations.get(conversation_id)
        if conversation is None:
            raise NotFound
        kind = self._kinds.get(conversation.form)
        if conversation.person_id != actor.id:
            return self._somebody_elses(unit, actor, conversation, kind)
        kind = self.kind_of(unit, actor, conversation)
        if conversation.ended:
            return Reply(toast=text("form.done" if conversation.stage is Stage.DONE else "form.left"))
        opened = Opened(kind, kind.form(unit, conversation), conversation)
        try:
            return move(opened)
        except (NotFound, NotAllowed):
            raise
        except Refused as refused:
            return self.shown(unit, actor, opened, why=refused.reason)

    def on_step(
        self, unit: Unit, actor: Contact, conversation_id: int, mark: str, move: Callable[[Opened, Step], Reply]
    ) -> Reply:
        """Do the same for a button of one step; one of a step that is not asked now shows the step that is."""

        def checked(opened: Opened) -> Reply:
            step = opened.step
            if step is None or not stands_for(mark, step.key):
                return self.not_now(unit, actor, opened)
            return move(opened, step)

        return self.act(unit, actor, conversation_id, checked)

    def not_now(self, unit: Unit, actor: Contact, opened: Opened) -> Reply:
        """Show the present step below an old button, with a word why; the second of two quick taps gets the word."""
        if unit.now - opened.conversation.changed_at < AT_ONCE:
            return Reply(toast=text("form.noted"))
        return self.shown(unit, actor, opened, fresh=True, toast=text("form.old_button"))

    def kept(self, unit: Unit, opened: Opened, conversation: Conversation) -> Opened:
        """Store the changed conversation, and return it with its steps as they are now."""
        unit.conversations.save(conversation)
        return replace(opened, form=opened.kind.form(unit, conversation), conversation=conversation)

    def asks(self, unit: Unit, actor: Contact, conversation: Conversation, *, in_words: bool = False) -> bool:
        """Tell whether this conversation waits for an answer of this person: not at its summary, not at its end.

        ``in_words`` leaves out the steps that are answered by tapping only.
        """
        kind = self._kinds.get(conversation.form)
        if kind is None or conversation.ended or not may(unit, actor, gate_of(kind), conversation.subject):
            return False
        step = present(kind.form(unit, conversation), conversation)
        return step is not None and not (in_words and step.kind in TAPPED and not step.open)

    def given(self, unit: Unit, actor: Contact, opened: Opened, given: Given) -> Reply:
        """Store an answer to the present step, if its kind of form has nothing against it, and show what comes next."""
        step = opened.step
        if given.how is Answered.GIVEN and step is not None:
            opened.kind.check(unit, opened.conversation, step, given)
        answered = give(opened.form, opened.conversation, given, unit.now)
        return self.shown(unit, actor, self.kept(unit, opened, answered))

    def shown(
        self,
        unit: Unit,
        actor: Contact,
        opened: Opened,
        *,
        fresh: bool = False,
        toast: Text | None = None,
        why: Text | None = None,
    ) -> Reply:
        """Show the present step or the summary, and expect its answer; ``why`` stands above it.

        The person is read again: an answer may have changed their language.
        """
        current = unit.contacts.get(actor.id) or actor
        kind, form, conversation, step = opened.kind, opened.form, opened.conversation, opened.step
        if step is None:
            screen = kind.summary(unit, current, conversation) or self.screens.summary(form, conversation)
            current = self.expect_nothing(unit, current, conversation.id)
        else:
            screen = kind.screen(unit, current, conversation, step) or self.screens.step(form, conversation, step)
            current = current.expecting(Expectation(Expects.FORM, unit.now, subject=conversation.id))
            unit.contacts.save(current)
        if why is not None and (whole := self.screens.with_reason(why, screen)) is not None:
            screen = whole
        elif why is not None:
            unit.outbox.put(current, Message(why))
        return Reply(screen, toast=toast, fresh=fresh, subject=f"{SUBJECT}{conversation.id}", actor=current)

    @staticmethod
    def expect_nothing(unit: Unit, actor: Contact, conversation_id: int) -> Contact:
        """Return this person, who no longer owes an answer to that conversation."""
        expects = actor.expects
        if expects is None or expects.kind is not Expects.FORM or expects.subject != conversation_id:
            return actor
        unit.contacts.save(actor.expecting(None))
        return actor.expecting(None)

    def _somebody_elses(self, unit: Unit, actor: Contact, conversation: Conversation, kind: FormKind | None) -> Reply:
        """Say who has a draft that this person's colleagues share; anything else is nobody's business."""
        if kind is None or not shared(kind) or conversation.ended:
            raise NotFound
        if not may(unit, actor, gate_of(kind), conversation.subject):
            raise NotFound
        return replace(self.taken(unit, kind, conversation), actor=self.expect_nothing(unit, actor, conversation.id))

    @staticmethod
    def taken(unit: Unit, kind: FormKind, conversation: Conversation) -> Reply:
        """Say who has the draft now, and offer to take it over."""
        name = named(unit.contacts.get(conversation.person_id))
        title = kind.form(unit, conversation).title
        rows = ((button("form.take", "form.take", conversation.id),),)
        return Reply(Message(text("form.taken", name=name, title=title), rows))


def shared(kind: FormKind) -> bool:
    """Tell whether forms of this kind belong to colleagues together, and not to one person alone."""
    return Role.ASKER not in PERMITTED[kind.permission]
