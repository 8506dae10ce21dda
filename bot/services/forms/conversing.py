"""The one driver of conversations: begins them, shows where they are, lets them rest, and hands over the end."""

from collections.abc import Sequence
from types import MappingProxyType

from bot.domain.contact import Contact
from bot.domain.conversation import (
    Answers,
    Conversation,
    Stage,
    begin,
    finish,
    leave,
    pause,
    resume,
    take_over,
)
from bot.domain.errors import NotFound, Refused
from bot.domain.message import Message, Text, text
from bot.domain.town import Town
from bot.services.enquiries.asking import Asking
from bot.services.forms.kind import FormKind
from bot.services.forms.steps import FormSteps, Opened, shared
from bot.services.forms.taps import FormTaps
from bot.services.forms.words import FormWords
from bot.services.ports import Speech, Unit
from bot.services.visit import Reply, Said


class Conversing:
    """Carries people through forms; what a form is about is its kind's business.

    ``taps`` are the buttons of one step, ``words`` what is typed there.
    """

    def __init__(self, town: Town, kinds: Sequence[FormKind], asking: Asking, speech: Speech) -> None:
        self._steps = FormSteps(town, kinds, speech)
        self.taps = FormTaps(self._steps)
        self.words = FormWords(town, self._steps, asking, speech)

    def begin(self, unit: Unit, actor: Contact, form: str, subject: int = 0, answers: Answers | None = None) -> Reply:
        """Start that form, or go on where this person was in it; ``answers`` are known beforehand.

        Where a colleague has the draft about that subject, who that is, with the way to take it over.
        """
        kind = self._steps.kind(actor, form)
        found = unit.conversations.latest(actor.id, form, subject)
        if found is not None and not found.ended:
            opened = self._going_on(unit, kind, found)
            return self._steps.shown(unit, actor, opened, fresh=True, toast=text("form.went_on"))
        others = [one for one in self.drafts(unit, form) if one.subject == subject] if shared(kind) and subject else []
        if others:
            return self._steps.taken(unit, kind, others[0])
        known = MappingProxyType(dict(answers or {}))
        new = Conversation(0, form, actor.id, unit.now, unit.now, subject=subject, answers=known)
        started = unit.conversations.add(begin(kind.form(unit, new), new))
        return self._steps.shown(unit, actor, Opened(kind, kind.form(unit, started), started), fresh=True)

    def receive(self, unit: Unit, actor: Contact, said: Said) -> Reply | None:
        """Take a typed (or spoken, or photographed) message as the answer to what was asked; None when it is none."""
        return self.words.receive(unit, actor, said)

    def drafts(self, unit: Unit, form: str) -> Sequence[Conversation]:
        """Return everybody's unfinished conversations in that form, the one that changed last first."""
        return unit.conversations.of_form(form)

    def show(self, unit: Unit, actor: Contact, conversation_id: int) -> Reply:
        """Show the exact step where somebody was, below whatever they tapped; one that rested goes on."""

        def move(opened: Opened) -> Reply:
            current = self._going_on(unit, opened.kind, opened.conversation)
            return self._steps.shown(unit, actor, current, fresh=True)

        return self._steps.act(unit, actor, conversation_id, move)

    def reopen(self, unit: Unit, actor: Contact, conversation_id: int) -> Reply:
        """Show the summary of a finished conversation again, to change answers and finish it once more.

        Until when that may be is for the caller to say. Raises ``NotFound``, or ``Refused`` when another one about the
        same has begun since.
        """
        conversation = unit.conversations.get(conversation_id)
        if conversation is None or conversation.person_id != actor.id:
            raise NotFound
        if conversation.stage is not Stage.DONE:
            return self.show(unit, actor, conversation_id)
        kind = self._steps.kind_of(unit, actor, conversation)
        self._check_free(unit, actor, conversation)
        return self._steps.shown(unit, actor, self._going_on(unit, kind, conversation), fresh=True)

    def pause(self, unit: Unit, actor: Contact, conversation_id: int) -> Reply:
        """Let the form rest, and say where it goes on."""

        def move(opened: Opened) -> Reply:
            rested = self._steps.kept(unit, opened, pause(opened.conversation, unit.now))
            person = self._steps.expect_nothing(unit, actor, conversation_id)
            own = rested.kind.paused(unit, person, rested.conversation)
            screen = self._steps.screens.paused(rested.form, rested.conversation, rested.step)
            return own or Reply(screen, actor=person)

        return self._steps.act(unit, actor, conversation_id, move)

    def stop(self, unit: Unit, actor: Contact, conversation_id: int) -> Reply:
        """Ask whether somebody is sure to stop for good."""
        return self._steps.act(
            unit,
            actor,
            conversation_id,
            lambda opened: Reply(self._steps.screens.sure_to_stop(opened.form, opened.conversation)),
        )

    def leave(self, unit: Unit, actor: Contact, conversation_id: int) -> Reply:
        """End the form without its last step."""

        def move(opened: Opened) -> Reply:
            left = self._steps.kept(unit, opened, leave(opened.conversation, unit.now))
            person = self._steps.expect_nothing(unit, actor, conversation_id)
            own = left.kind.left(unit, person, left.conversation)
            return own or Reply(Message(text("form.was_left", title=left.form.title)), actor=person)

        return self._steps.act(unit, actor, conversation_id, move)

    def finish(self, unit: Unit, actor: Contact, conversation_id: int) -> Reply:
        """Hand the answers over to whom they are for; a second tap changes nothing and says so."""
        ended: list[Opened] = []

        def move(opened: Opened) -> Reply:
            ended.append(self._steps.kept(unit, opened, finish(opened.form, opened.conversation, unit.now)))
            return Reply()

        reply = self._steps.act(unit, actor, conversation_id, move)
        # Outside the act: what its receiver refuses must undo everything, and not be told above a step.
        for opened in ended:
            person = self._steps.expect_nothing(unit, actor, conversation_id)
            return opened.kind.finish(unit, person, opened.conversation)
        return reply

    def take(self, unit: Unit, actor: Contact, conversation_id: int) -> Reply:
        """Go on with a colleague's draft, where they were; theirs says from now on who has it."""
        conversation = unit.conversations.get(conversation_id)
        if conversation is None:
            raise NotFound
        kind = self._steps.kind_of(unit, actor, conversation)
        if not shared(kind):
            raise NotFound
        if conversation.person_id == actor.id or conversation.ended:
            return self.show(unit, actor, conversation_id)
        self._check_free(unit, actor, conversation)
        taken = take_over(conversation, actor.id, unit.now)
        unit.conversations.save(taken)
        return self._steps.shown(unit, actor, Opened(kind, kind.form(unit, taken), taken), fresh=True)

    def again(self, unit: Unit, actor: Contact, why: Text) -> Reply | None:
        """Show the step that is asked now once more, under that sentence; None when none is."""
        return self.words.again(unit, actor, why)

    def offer(self, unit: Unit, actor: Contact, drafted: Reply) -> Reply:
        """Return the screen of a new draft with a way to make it the answer in a form that waits, if one does."""
        return self.words.offer(unit, actor, drafted)

    @staticmethod
    def _check_free(unit: Unit, actor: Contact, conversation: Conversation) -> None:
        """Raise ``Refused`` when this person has another unfinished conversation in that form about the same."""
        own = unit.conversations.latest(actor.id, conversation.form, conversation.subject)
        if own is not None and own.id != conversation.id and not own.ended:
            raise Refused("form.own_first")

    @staticmethod
    def _going_on(unit: Unit, kind: FormKind, conversation: Conversation) -> Opened:
        current = conversation
        if conversation.stage is not Stage.OPEN:
            current = resume(conversation, unit.now)
            unit.conversations.save(current)
        return Opened(kind, kind.form(unit, current), current)
