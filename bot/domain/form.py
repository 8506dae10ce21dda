"""What a conversation asks and holds: steps as data, answers, and the path that a set of answers leads along."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from bot.domain.message import Attachment, Text

SUMMARY = ""
"""The step after the last one: everything that was answered, to be changed or confirmed."""

YES, NO = "yes", "no"
"""The two keys of a CONFIRM step."""

MORE = "more"
"""The key, within a round, of the question whether there is another one."""


class Kind(StrEnum):
    """What a step asks for; it decides how an answer is read and shown."""

    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    SCALE = "scale"
    DATE = "date"
    TIME = "time"
    PLACE = "place"
    PEOPLE = "people"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be tapped: ``label`` on the button; ``says`` is the whole sentence when that is longer."""

    key: str
    label: Text
    says: Text | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A step that is only asked when an earlier step was answered with one of these keys."""

    step: str
    among: frozenset[str]


@dataclass(frozen=True, slots=True)
class Step:
    """One question. Its key is short (it travels in buttons), without ``|``.

    ``required`` steps cannot be skipped, ``unsure`` ones offer "I do not know", ``open`` ones take words beside their
    options. ``least`` and ``most`` bound a NUMBER or a SCALE, and the number of characters of a TEXT (0: none).
    ``title`` names the step in the summary and is the question itself when it is left out.
    """

    key: str
    kind: Kind
    ask: Text
    options: tuple[Option, ...] = ()
    required: bool = False
    unsure: bool = False
    open: bool = False
    least: int = 0
    most: int = 0
    when: Condition | None = None
    title: Text | None = None

    def option(self, key: str) -> Option | None:
        """Return the option with that key."""
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True, slots=True)
class Repeat:
    """Steps that are asked again and again (the items of an agenda), each time until ``more`` is answered with no.

    The steps of the second round of ``item`` have the keys ``item.2.<key>``, and its ``more`` is ``item.2.more``.
    """

    key: str
    steps: tuple[Step, ...]
    more: Text
    most: int = 20


@dataclass(frozen=True, slots=True)
class Form:
    """All steps of one conversation in order. ``counted`` says "question 3 of 12": only where that is reliable."""

    key: str
    title: Text
    steps: tuple[Step | Repeat, ...]
    counted: bool = False


class Answered(StrEnum):
    """How a step was answered."""

    GIVEN = "given"
    SKIPPED = "skipped"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Given:
    """The answer to one step.

    ``value`` is what the program reads: the option's key, the keys with a comma between, a whole number, an ISO date, a
    time such as "19:30", an audience. ``words`` is what the person typed, where that is (part of) the answer.
    """

    step: str
    how: Answered = Answered.GIVEN
    value: str = ""
    words: str = ""
    attachment: Attachment | None = None


Answers = Mapping[str, Given]


class Stage(StrEnum):
    """How it stands with a conversation."""

    OPEN = "open"
    PAUSED = "paused"
    DONE = "done"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person in one form. ``subject`` is what it is about: the campaign of an interview, the draft of a meeting.

    ``changing`` tells that the person came from the summary to change one answer, and goes back there.
    """

    id: int
    form: str
    person_id: int
    started_at: datetime
    changed_at: datetime
    subject: int = 0
    step: str = SUMMARY
    stage: Stage = Stage.OPEN
    changing: bool = False
    answers: Answers = field(default_factory=lambda: MappingProxyType({}))

    @property
    def ended(self) -> bool:
        """Tell whether it was finished, or stopped for good."""
        return self.stage in {Stage.DONE, Stage.LEFT}

    def value(self, step: str) -> str:
        """Return the value of that step's answer, "" when there is none."""
        given = self.answers.get(step)
        return given.value if given is not None else ""

    def words(self, step: str) -> str:
        """Return what was typed at that step, its value when nothing was typed."""
        given = self.answers.get(step)
        return (given.words or given.value) if given is not None else ""


def path(form: Form, answers: Answers) -> tuple[Step, ...]:
    """Return the steps that these answers lead along, repeated ones with their round in the key.

    Only answers on the path open a branch: one that a changed answer left behind counts no more.
    """
    reached: dict[str, Given] = {}
    steps: list[Step] = []
    for step in _steps(form.steps, reached):
        steps.append(step)
        if step.key in answers:
            reached[step.key] = answers[step.key]
    return tuple(steps)


def rounds(repeat: str, answers: Answers) -> tuple[int, ...]:
    """Return the numbers of the rounds of a repeat that were begun, in order."""
    keys = (key.split(".") for key in answers if key.startswith(f"{repeat}."))
    return tuple(sorted({int(parts[1]) for parts in keys if len(parts) > 2 and parts[1].isdecimal()}))


def _steps(steps: Sequence[Step | Repeat], reached: Answers) -> Iterator[Step]:
    for step in steps:
        if isinstance(step, Repeat):
            yield from _rounds(step, reached)
        elif _applies(step, reached):
            yield step


def _rounds(repeat: Repeat, reached: Answers) -> Iterator[Step]:
    siblings = {step.key for step in repeat.steps}
    number = 0
    while True:
        number += 1
        prefix = f"{repeat.key}.{number}"
        for step in repeat.steps:
            there = replace(step, key=f"{prefix}.{step.key}", when=_within(prefix, step.when, siblings))
            if _applies(there, reached):
                yield there
        if number >= repeat.most:
            return
        more = Step(f"{prefix}.{MORE}", Kind.CONFIRM, repeat.more, required=True)
        yield more
        given = reached.get(more.key)
        if given is None or given.value != YES:
            return


def _within(prefix: str, when: Condition | None, siblings: set[str]) -> Condition | None:
    """Return the condition as it reads within a round; one on a step outside the repeat stays as it is."""
    return replace(when, step=f"{prefix}.{when.step}") if when is not None and when.step in siblings else when


def _applies(step: Step, reached: Answers) -> bool:
    if step.when is None:
        return True
    given = reached.get(step.when.step)
    return given is not None and bool(step.when.among & set(given.value.split(",")))
