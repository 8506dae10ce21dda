"""How screens of forms are laid out: rows by how long their labels read, lines counted, long keys made short."""

from collections.abc import Sequence
from zlib import crc32

from bot.domain.message import Button, Localized, Rows, Text
from bot.domain.town import Town
from bot.domain.words import shorten
from bot.services.ports import Speech

BESIDE, AMONG_THREE, NUMERAL = 22, 8, 2
"""Characters of a label that fit on a row of two, of three, of five."""

TWO, THREE, FIVE = 2, 3, 5

KEY_ROOM = 24
"""Bytes of a step's key that always fit in a button; a longer one travels as its sum."""

OPTION_ROOM = 64 - len("1|form.toggle|") - len("||")
"""Bytes of callback data that the three values of an option share."""


class Layout:
    """Measures words in every language of the town, for a screen must fit in each."""

    def __init__(self, town: Town, speech: Speech) -> None:
        self._languages = town.languages
        self._speech = speech

    def width(self, label: Text) -> int:
        """Return the characters of the label in the language in which it is longest."""
        return max(len(self._speech.label(label, language)) for language in self._languages)

    def height(self, *lines: Text) -> int:
        """Return how many lines these take, in the language in which they take most."""
        heights = (sum(self._speech.label(one, code).count("\n") + 1 for one in lines) for code in self._languages)
        return max(heights)

    def short(self, label: Text, units: int) -> Localized:
        """Return the first line of the label as it reads in each language, cut off to fit."""
        first = {code: self._speech.label(label, code).partition("\n")[0] for code in self._languages}
        return Localized({code: shorten(line, units) for code, line in first.items()})

    def rows(self, buttons: Sequence[Button]) -> Rows:
        """Return the buttons in rows: five numbers, three short labels, two longer ones, or one."""
        if not buttons:
            return ()
        widest = max(self.width(button.label) for button in buttons)
        if widest > BESIDE:
            return self._mixed(buttons)
        beside = FIVE if widest <= NUMERAL else THREE if widest <= AMONG_THREE else TWO
        return tuple(tuple(buttons[at : at + beside]) for at in range(0, len(buttons), beside))

    def _mixed(self, buttons: Sequence[Button]) -> Rows:
        """Return long labels alone, and two that fit beside each other together."""
        rows: list[tuple[Button, ...]] = []
        room = False
        for one in buttons:
            fits = self.width(one.label) <= BESIDE
            if fits and room:
                rows[-1] = (*rows[-1], one)
            else:
                rows.append((one,))
            room = fits and not room
        return tuple(rows)


def step_mark(key: str) -> str:
    """Return what stands for a step in its buttons: its key, or a sum of it where that would not fit."""
    return key if len(key.encode()) <= KEY_ROOM else _sum(key)


def option_marks(conversation_id: int, step: str, option: str) -> tuple[str, str]:
    """Return what stands for a step and one of its options in a button."""
    room = OPTION_ROOM - len(str(conversation_id))
    if len(f"{step}{option}".encode()) <= room:
        return step, option
    if len(step.encode()) + len(_sum(option)) <= room:
        return step, _sum(option)
    return _sum(step), option if len(_sum(step)) + len(option.encode()) <= room else _sum(option)


def stands_for(mark: str, key: str) -> bool:
    """Tell whether a value from a button names that step or option."""
    return mark in {key, _sum(key)}


def _sum(key: str) -> str:
    return f"~{crc32(key.encode()):08x}"
