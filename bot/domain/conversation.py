"""A conversation of several steps: an interview, a form, the welcome. Each answer counts at once.

Pure: whoever drives it stores the returned value. Where somebody is (``Conversation.step``) is the key of a step, ""
for the summary at the end, so that a restart, or a week, changes nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from bot.domain.errors import Refused
from bot.domain.form import (
    MORE,
    NO,
    SUMMARY,
    YES,
    Answered,
    Answers,
    Condition,
    Conversation,
    Form,
    Given,
    Kind,
    Option,
    Repeat,
    Stage,
    Step,
    path,
    rounds,
)

__all__ = [
    "ASIDE",
    "MORE",
    "NO",
    "SUMMARY",
    "YES",
    "Answered",
    "Answers",
    "Condition",
    "Conversation",
    "Form",
    "Given",
    "Kind",
    "Option",
    "Repeat",
    "Stage",
    "Step",
    "back",
    "begin",
    "change",
    "finish",
    "give",
    "keep",
    "leave",
    "mark",
    "path",
    "pause",
    "present",
    "put_aside",
    "resume",
    "rounds",
    "take_over",
]

ASIDE = "?"
"""Under this key the answers hold words of which we asked what they are meant for, until the next answer."""


def begin(form: Form, conversation: Conversation) -> Conversation:
    """Return the conversation at its first step that has no answer yet; its summary when all were known beforehand."""
    return replace(conversation, step=_following(form, conversation.answers))


def present(form: Form, conversation: Conversation) -> Step | None:
    """Return the step that is asked now, None at the summary.

    A step that is gone (the form became another one) gives the first that has no answer.
    """
    steps = path(form, conversation.answers)
    if conversation.step == SUMMARY:
        return _first_open(steps, conversation.answers) if _misses_required(steps, conversation.answers) else None
    found = next((step for step in steps if step.key == conversation.step), None)
    return found or _first_open(steps, conversation.answers)


def give(form: Form, conversation: Conversation, given: Given, at: datetime) -> Conversation:
    """Return the conversation with this answer to its present step, at the first step that has none yet.

    Raises ``Refused``: the conversation has ended, another step is asked now, or this one cannot be skipped.
    """
    step = _asked(form, conversation, given.step)
    if given.how is Answered.SKIPPED and step.required:
        raise Refused("form.required")
    if given.how is Answered.UNSURE and not step.unsure:
        raise Refused("form.required")
    answers = _without_strays(form, {**conversation.answers, step.key: given})
    return _on(form, replace(conversation, answers=answers), at)


def mark(form: Form, conversation: Conversation, given: Given, at: datetime) -> Conversation:
    """Return the conversation with this answer so far (some of several choices), still at its present step.

    An answer in which nothing is chosen or typed is taken away. Raises ``Refused`` as ``give`` does.
    """
    step = _asked(form, conversation, given.step)
    answers = {key: one for key, one in conversation.answers.items() if key != step.key}
    if given.value or given.words:
        answers[step.key] = given
    kept = MappingProxyType(answers)
    return replace(conversation, answers=kept, step=step.key, changed_at=at, stage=Stage.OPEN)


def keep(form: Form, conversation: Conversation, step: str, at: datetime) -> Conversation:
    """Return the conversation going on with the answer that this step has.

    Raises ``Refused``: it has none, another step is asked now, or the conversation has ended.
    """
    given = conversation.answers.get(step)
    if given is None:
        raise Refused("form.required")
    return give(form, conversation, given, at)


def back(form: Form, conversation: Conversation, at: datetime) -> Conversation:
    """Return the conversation one step earlier, at the summary when one answer was being changed.

    Raises ``Refused`` when this is the first step, or the conversation has ended.
    """
    _going_on(conversation)
    moved = replace(conversation, changing=False, changed_at=at, stage=Stage.OPEN)
    if conversation.changing:
        return replace(moved, step=SUMMARY)
    keys = [step.key for step in path(form, conversation.answers)]
    here = present(form, conversation)
    position = keys.index(here.key) if here is not None else len(keys)
    if position == 0:
        raise Refused("form.first")
    return replace(moved, step=keys[position - 1])


def change(form: Form, conversation: Conversation, step: str, at: datetime) -> Conversation:
    """Return the conversation at that step, to come back to the summary afterwards.

    Raises ``Refused`` when there is no such step now, or the conversation has ended.
    """
    _going_on(conversation)
    if step not in {one.key for one in path(form, conversation.answers)}:
        raise Refused("form.not_now")
    return replace(conversation, step=step, changing=True, changed_at=at, stage=Stage.OPEN)


def put_aside(conversation: Conversation, words: Given | None, at: datetime) -> Conversation:
    """Return the conversation holding these words (None: no more) until it is known what they are meant for.

    The next answer ends that too.
    """
    _going_on(conversation)
    answers = {key: given for key, given in conversation.answers.items() if key != ASIDE}
    if words is not None:
        answers[ASIDE] = replace(words, step=ASIDE)
    return replace(conversation, answers=MappingProxyType(answers), changed_at=at)


def pause(conversation: Conversation, at: datetime) -> Conversation:
    """Return the conversation at rest; it keeps its step."""
    _going_on(conversation)
    return replace(conversation, stage=Stage.PAUSED, changed_at=at)


def resume(conversation: Conversation, at: datetime) -> Conversation:
    """Return the conversation going on, at the step where it was; one that was finished is at its summary again."""
    if conversation.stage is Stage.LEFT:
        raise Refused("form.left")
    return replace(conversation, stage=Stage.OPEN, changed_at=at)


def leave(conversation: Conversation, at: datetime) -> Conversation:
    """Return the conversation stopped for good; what was answered stays with it."""
    _going_on(conversation)
    return replace(conversation, stage=Stage.LEFT, changed_at=at)


def take_over(conversation: Conversation, person_id: int, at: datetime) -> Conversation:
    """Return the conversation in the hands of somebody else, where it was."""
    _going_on(conversation)
    return replace(conversation, person_id=person_id, stage=Stage.OPEN, changed_at=at)


def finish(form: Form, conversation: Conversation, at: datetime) -> Conversation:
    """Return the conversation at its end, with nothing but the answers of its path.

    Raises ``Refused`` when it has ended, or a step that must have an answer has none.
    """
    _going_on(conversation)
    if present(form, conversation) is not None:
        raise Refused("form.not_complete")
    answers = _without_strays(form, conversation.answers)
    return replace(conversation, answers=answers, step=SUMMARY, changing=False, stage=Stage.DONE, changed_at=at)


def _on(form: Form, conversation: Conversation, at: datetime) -> Conversation:
    step = _following(form, conversation.answers)
    changing = conversation.changing and step != SUMMARY
    return replace(conversation, step=step, changing=changing, changed_at=at, stage=Stage.OPEN)


def _following(form: Form, answers: Answers) -> str:
    following = _first_open(path(form, answers), answers)
    return following.key if following is not None else SUMMARY


def _going_on(conversation: Conversation) -> None:
    if conversation.stage is Stage.DONE:
        raise Refused("form.done")
    if conversation.stage is Stage.LEFT:
        raise Refused("form.left")


def _asked(form: Form, conversation: Conversation, key: str) -> Step:
    _going_on(conversation)
    step = present(form, conversation)
    if step is None or step.key != key:
        raise Refused("form.not_now")
    return step


def _first_open(steps: Sequence[Step], answers: Answers) -> Step | None:
    return next((step for step in steps if step.key not in answers), None)


def _misses_required(steps: Sequence[Step], answers: Answers) -> bool:
    return any(step.required and step.key not in answers for step in steps)


def _without_strays(form: Form, answers: Answers) -> Answers:
    """Return the answers that the path still passes: a changed answer may have closed a branch behind it."""
    reached = {step.key for step in path(form, answers)}
    return MappingProxyType({key: given for key, given in answers.items() if key in reached})
