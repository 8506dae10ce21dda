"""The buttons of one step: answer, choose some, skip, do not know, keep, back, change."""

from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.conversation import Answered, Given, Kind, Step, back, change, keep, mark, path
from bot.domain.errors import Refused
from bot.domain.reading import choices
from bot.services.forms.layout import stands_for
from bot.services.forms.steps import FormSteps, Opened
from bot.services.ports import Unit
from bot.services.visit import Reply


class FormTaps:
    """Takes taps; a button of another step than the present one changes nothing."""

    def __init__(self, steps: FormSteps) -> None:
        self._steps = steps

    def pick(self, unit: Unit, actor: Contact, conversation_id: int, step: str, option: str) -> Reply:
        """Take one option as the answer."""

        def move(opened: Opened, asked: Step) -> Reply:
            key = _option(asked, option)
            if key is None or asked.kind is Kind.CHOICES:
                return self._steps.not_now(unit, actor, opened)
            return self._steps.given(unit, actor, opened, Given(asked.key, value=key))

        return self._steps.on_step(unit, actor, conversation_id, step, move)

    def toggle(self, unit: Unit, actor: Contact, conversation_id: int, step: str, option: str) -> Reply:
        """Choose one of several options, or take it back; the step stays until it is done."""

        def move(opened: Opened, asked: Step) -> Reply:
            key = _option(asked, option)
            if key is None or asked.kind is not Kind.CHOICES:
                return self._steps.not_now(unit, actor, opened)
            had = opened.conversation.answers.get(asked.key) or Given(asked.key)
            keys = set(had.value.split(",")) ^ {key}
            value = ",".join(one.key for one in choices(asked) if one.key in keys)
            so_far = replace(had, how=Answered.GIVEN, value=value)
            marked = mark(opened.form, opened.conversation, so_far, unit.now)
            return self._steps.shown(unit, actor, self._steps.kept(unit, opened, marked))

        return self._steps.on_step(unit, actor, conversation_id, step, move)

    def done(self, unit: Unit, actor: Contact, conversation_id: int, step: str) -> Reply:
        """Go on with what was chosen; nothing at all is a skipped step, where that may be."""

        def move(opened: Opened, asked: Step) -> Reply:
            given = opened.conversation.answers.get(asked.key)
            if given is None and asked.required:
                raise Refused("form.choose_some")
            return self._steps.given(unit, actor, opened, given or Given(asked.key, Answered.SKIPPED))

        return self._steps.on_step(unit, actor, conversation_id, step, move)

    def skip(self, unit: Unit, actor: Contact, conversation_id: int, step: str) -> Reply:
        """Go on without an answer."""
        return self._instead(unit, actor, conversation_id, step, Answered.SKIPPED)

    def unsure(self, unit: Unit, actor: Contact, conversation_id: int, step: str) -> Reply:
        """Take "I do not know" as the answer."""
        return self._instead(unit, actor, conversation_id, step, Answered.UNSURE)

    def keep(self, unit: Unit, actor: Contact, conversation_id: int, step: str) -> Reply:
        """Go on with the answer that the step has."""

        def move(opened: Opened, asked: Step) -> Reply:
            kept = keep(opened.form, opened.conversation, asked.key, unit.now)
            return self._steps.shown(unit, actor, self._steps.kept(unit, opened, kept))

        return self._steps.on_step(unit, actor, conversation_id, step, move)

    def back(self, unit: Unit, actor: Contact, conversation_id: int, step: str) -> Reply:
        """Show the step before; nothing that was answered goes."""

        def move(opened: Opened, _asked: Step) -> Reply:
            moved = back(opened.form, opened.conversation, unit.now)
            return self._steps.shown(unit, actor, self._steps.kept(unit, opened, moved))

        return self._steps.on_step(unit, actor, conversation_id, step, move)

    def choose(self, unit: Unit, actor: Contact, conversation_id: int, offset: int) -> Reply:
        """List what was answered, to change one of it."""

        def move(opened: Opened) -> Reply:
            return Reply(self._steps.screens.to_change(opened.form, opened.conversation, offset))

        return self._steps.act(unit, actor, conversation_id, move)

    def change(self, unit: Unit, actor: Contact, conversation_id: int, step: str) -> Reply:
        """Ask one step again."""

        def move(opened: Opened) -> Reply:
            keys = [one.key for one in path(opened.form, opened.conversation.answers) if stands_for(step, one.key)]
            if not keys:
                return self._steps.not_now(unit, actor, opened)
            changing = change(opened.form, opened.conversation, keys[0], unit.now)
            return self._steps.shown(unit, actor, self._steps.kept(unit, opened, changing))

        return self._steps.act(unit, actor, conversation_id, move)

    def _instead(self, unit: Unit, actor: Contact, conversation_id: int, step: str, how: Answered) -> Reply:
        def move(opened: Opened, asked: Step) -> Reply:
            return self._steps.given(unit, actor, opened, Given(asked.key, how))

        return self._steps.on_step(unit, actor, conversation_id, step, move)


def _option(step: Step, option: str) -> str | None:
    return next((one.key for one in choices(step) if stands_for(option, one.key)), None)
