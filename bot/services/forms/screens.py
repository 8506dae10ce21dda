"""What every form and interview shows: one question with its buttons, the summary, the list to change from."""

from collections.abc import Sequence
from datetime import date, datetime, time

from bot.domain.conversation import MORE, Answered, Conversation, Form, Given, Kind, Option, Step, path
from bot.domain.message import Button, Message, Rows, Text, button, text
from bot.domain.reading import choices, takes_words
from bot.domain.town import Town
from bot.services.forms.layout import Layout, option_marks, step_mark
from bot.services.ports import Speech
from bot.services.wording import one_line

LINES = 8
"""Lines of one screen, everything counted."""

SHOWN_AT_ONCE = 5
"""Answers that the summary shows without folding them."""

SUMMARY_LENGTH = 3000
"""Characters of a summary; what is longer is left to the list to change from."""

KEY_WORD = 17
"""Units of a step's title on a button, beside its number and another button."""

TITLE_UNITS = 80
"""Units of a question that names its step in a list."""

LIST_LENGTH = 6
"""Steps on one screen of the list to change from."""


class ConversationScreens:
    """The screens of any form, laid out by how long its words are."""

    def __init__(self, town: Town, speech: Speech) -> None:
        self._zone = town.zone
        self._layout = Layout(town, speech)

    def step(self, form: Form, conversation: Conversation, step: Step) -> Message:
        """Show one question: which one it is, its answers, the answer that it has, and the ways on."""
        offered = choices(step)
        counted = self.counted(form, conversation, step)
        lines = [*((counted,) if counted is not None else ()), step.ask]
        given = conversation.answers.get(step.key)
        had = [text("form.given", answer=self.answer(step, given))] if _shows_answer(step, given) and given else []
        lines += [*self._sentences(offered, room=LINES - self._layout.height(*lines, *had)), *had]
        if offered and takes_words(step) and self._layout.height(*lines) < LINES:
            lines.append(text("form.or_type"))
        chosen = given.value.split(",") if given is not None and step.kind is Kind.CHOICES else ()
        rows = self._layout.rows(_options(conversation, step, offered, chosen))
        return Message(text("form.step", lines=tuple(lines)), (*rows, *self.ways(form, conversation, step)))

    def counted(self, form: Form, conversation: Conversation, step: Step) -> Text | None:
        """Return "question 3 of 12" where the form counts, else None."""
        if not form.counted:
            return None
        keys = [one.key for one in path(form, conversation.answers)]
        return text("form.counted", number=keys.index(step.key) + 1, total=len(keys))

    @staticmethod
    def ways(form: Form, conversation: Conversation, step: Step) -> Rows:
        """Return the buttons below the answers: done, not knowing, back, on, pause."""
        here, mark = conversation.id, step_mark(step.key)
        above: list[Button] = []
        if step.kind is Kind.CHOICES:
            above.append(button("form.done_choosing", "form.done", here, mark))
        if step.unsure:
            above.append(button("form.unsure", "form.unsure", here, mark))
        row: list[Button] = []
        if conversation.changing or path(form, conversation.answers)[0].key != step.key:
            row.append(button("back", "form.back", here, mark))
        if _shows_answer(step, conversation.answers.get(step.key)) and not conversation.changing:
            row.append(button("form.keep", "form.keep", here, mark))
        elif not step.required:
            row.append(button("form.skip", "form.skip", here, mark))
        row.append(button("form.pause", "form.pause", here))
        return (tuple(above), tuple(row)) if above else (tuple(row),)

    def summary(self, form: Form, conversation: Conversation) -> Message:
        """Show everything that was answered, and ask whether it is right."""
        lines: list[Text] = []
        room = SUMMARY_LENGTH
        answered = _answered(form, conversation)
        for step, given in answered:
            line = text("form.answer_line", title=self._titled(step), answer=self.answer(step, given))
            room -= self._layout.width(line)
            if room < 0:
                lines.append(text("form.more_lines", count=len(answered) - len(lines)))
                break
            lines.append(line)
        here = conversation.id
        rows = (
            (button("form.finish", "form.finish", here), button("form.choose", "form.choose", here, 0)),
            (button("form.pause", "form.pause", here), button("form.stop", "form.stop", here)),
        )
        key = "form.summary_long" if self._layout.height(*lines) > SHOWN_AT_ONCE else "form.summary"
        return Message(text(key, title=form.title, lines=tuple(lines)), rows)

    def to_change(self, form: Form, conversation: Conversation, offset: int) -> Message:
        """List some of the steps, each with a button that leads to it."""
        answered = _answered(form, conversation)
        offset = min(offset, max(0, len(answered) - 1)) // LIST_LENGTH * LIST_LENGTH
        here = list(enumerate(answered, 1))[offset : offset + LIST_LENGTH]
        lines = tuple(
            text("form.change_line", number=number, title=self._titled(step), answer=self.answer(step, given))
            for number, (step, given) in here
        )
        buttons = [self._to_step(conversation, number, step) for number, (step, _) in here]
        turning: list[Button] = []
        if offset:
            turning.append(button("page.back", "form.choose", conversation.id, offset - LIST_LENGTH))
        if offset + LIST_LENGTH < len(answered):
            turning.append(button("page.on", "form.choose", conversation.id, offset + LIST_LENGTH))
        turning.append(button("form.to_summary", "form.show", conversation.id))
        return Message(text("form.which", lines=lines), (*self._layout.rows(buttons), tuple(turning)))

    def paused(self, form: Form, conversation: Conversation, step: Step | None) -> Message:
        """Say that everything is kept, and where it goes on."""
        counted = self.counted(form, conversation, step) if step is not None else None
        rows = ((_on(conversation), button("form.stop", "form.stop", conversation.id)),)
        if counted is None:
            return Message(text("form.paused", title=form.title), rows)
        return Message(text("form.paused_at", title=form.title, where=counted), rows)

    @staticmethod
    def waits(form: Form, conversation: Conversation) -> Message:
        """Say that the form waits while something else is done, one tap away."""
        return Message(text("form.waits", title=form.title), ((_on(conversation),),))

    @staticmethod
    def sure_to_stop(form: Form, conversation: Conversation) -> Message:
        """Ask whether the form may really be stopped for good."""
        stop = button("form.leave", "form.leave", conversation.id)
        return Message(text("form.sure", title=form.title), ((_on(conversation), stop),))

    @staticmethod
    def what_for(conversation: Conversation, words: str, *, fits: bool) -> Message:
        """Ask whether words are the answer to the present step or a question to the town."""
        answer = button("form.mine", "form.mine", conversation.id)
        question = button("form.question", "form.question", conversation.id)
        if fits:
            return Message(text("form.what_for", words=words), ((answer, question),))
        return Message(text("form.not_here", words=words), ((question,), (_on(conversation),)))

    def with_reason(self, why: Text, screen: Message) -> Message | None:
        """Return the screen with that sentence above it, None when that is too long for one screen."""
        both = text("form.again", why=why, screen=screen.text)
        return Message(both, screen.rows, screen.attachment) if self._layout.height(both) <= LINES else None

    def answer(self, step: Step, given: Given) -> Text:
        """Return how an answer reads in a list."""
        if given.how is not Answered.GIVEN:
            return text("form.was_skipped") if given.how is Answered.SKIPPED else text("form.was_unsure")
        labels = {option.key: option.label for option in choices(step)}
        chosen = [labels.get(key) or self._read_back(step, key) for key in given.value.split(",") if key]
        typed = [text("form.words", words=one_line(given.words))] if given.words else []
        file = [text(f"attachment.{given.attachment.kind}", count=1)] if given.attachment is not None else []
        return text("form.answers", answers=(*chosen, *typed, *file))

    def _read_back(self, step: Step, value: str) -> Text:
        """Return a value that was typed and not tapped, as people write it."""
        try:
            if step.kind is Kind.DATE:
                return text("form.day", day=date.fromisoformat(value))
            if step.kind is Kind.TIME:
                at = datetime.combine(date(2000, 1, 1), time.fromisoformat(value), self._zone)
                return text("form.time", at=at)
        except ValueError:
            return text("form.words", words=value)
        return text("form.words", words=value)

    def _sentences(self, offered: Sequence[Option], *, room: int) -> list[Text]:
        """Return the options whose sentence is longer than their button, folded where they take too many lines."""
        if not any(option.says for option in offered):
            return []
        says = [option.says or option.label for option in offered]
        lines = [text("form.option_line", number=number, says=one) for number, one in enumerate(says, 1)]
        if self._layout.height(*lines) <= room:
            return lines
        return [text("form.folded", lines=tuple(text("form.folded_line", line=line) for line in lines))]

    def _titled(self, step: Step) -> Text:
        """Return how a step is named in a list: its title and a colon, or the question itself, on one line."""
        if step.title is not None:
            return text("form.titled", title=step.title)
        return text("form.asked", question=self._layout.short(step.ask, TITLE_UNITS))

    def _to_step(self, conversation: Conversation, number: int, step: Step) -> Button:
        title = self._layout.short(step.title or step.ask, KEY_WORD)
        mark = step_mark(step.key)
        return button("form.change", "form.change", conversation.id, mark, number=number, title=title)


def _on(conversation: Conversation) -> Button:
    return button("form.go_on", "form.show", conversation.id)


def _shows_answer(step: Step, given: Given | None) -> bool:
    """Tell whether the answer that a step has is said in words; several choices show theirs on the buttons."""
    return given is not None and (step.kind is not Kind.CHOICES or given.how is not Answered.GIVEN)


def _options(conversation: Conversation, step: Step, offered: Sequence[Option], chosen: Sequence[str]) -> list[Button]:
    numbered = any(option.says for option in offered)
    buttons = []
    for number, option in enumerate(offered, 1):
        here, (asked, chooses) = conversation.id, option_marks(conversation.id, step.key, option.key)
        label = text("form.numbered", number=number, label=option.label) if numbered else option.label
        if step.kind is not Kind.CHOICES:
            buttons.append(button("form.option", "form.pick", here, asked, chooses, label=label))
        elif option.key in chosen:
            buttons.append(button("form.chosen", "form.toggle", here, asked, chooses, label=label))
        else:
            buttons.append(button("form.option", "form.toggle", here, asked, chooses, label=label))
    return buttons


def _answered(form: Form, conversation: Conversation) -> list[tuple[Step, Given]]:
    """Return the steps of the path that have an answer; whether there was another round goes without saying."""
    answers = conversation.answers
    steps = [step for step in path(form, answers) if step.key in answers]
    return [(step, answers[step.key]) for step in steps if not step.key.endswith(f".{MORE}")]
