"""What every screen keeps to (conversations, conventions 18, 21): short texts, buttons that are not cut off."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.message import Message, Text, Value
from bot.i18n import Catalogues

MOST_LINES = 8
LONGEST_ALONE, LONGEST_BESIDE = 30, 22
MOST_BESIDE = 3
MOST_NUMBERS_BESIDE = 5
"""A number is never cut off, so that a scale fits in one row."""

PEOPLES_WORDS = (
    "card.said",
    "card.said_edited",
    "card.answered",
    "card.answered_edited",
    "card.note",
    "card.advice",
    "card.asks",
    "card.back_refused",
    "card.back_elsewhere",
    "form.answer_line",
    "form.folded_line",
    "meeting.item_line",
    "meeting.item_owner",
    "meeting.outcome",
    "meeting.input",
    "meeting.input_wordless",
)
"""The parts of a screen that grow with what people write; it shows as many as there are, many of them folded."""


def broken_rules(message: Message, catalogues: Catalogues, languages: Sequence[str]) -> Iterator[str]:
    """Yield a line for each rule that the screen breaks in one of the languages."""
    text = replace(message.text, values={name: _one_line(value) for name, value in message.text.values.items()})
    for language in languages:
        lines = catalogues.render(text, language).count("\n") + 1
        if lines > MOST_LINES:
            yield f"{language}: {message.key} has {lines} lines"
        for row in message.rows:
            labels = [catalogues.label(button.label, language) for button in row]
            most = MOST_NUMBERS_BESIDE if all(label.isdecimal() for label in labels) else MOST_BESIDE
            if len(labels) > most:
                yield f"{language}: {message.key} has {len(labels)} buttons in a row"
            longest = LONGEST_ALONE if len(labels) == 1 else LONGEST_BESIDE
            yield from (f"{language}: {message.key}: {label!r} is too long" for label in labels if len(label) > longest)


def _one_line(value: Value) -> Value:
    match value:
        case str():
            return " ".join(value.split())
        case Text():
            return Text(value.key, {name: _one_line(one) for name, one in value.values.items()})
        case tuple():
            kept = (_one_line(one) for one in value if one.key not in PEOPLES_WORDS)
            return tuple(one for one in kept if isinstance(one, Text))
        case _:
            return value
