"""What staff tell each other about a question, and the answers that they use again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Note:
    """One internal note. It is no part of what is said in an enquiry, and nothing shows it to an asker."""

    id: int
    enquiry_id: int
    author_id: int
    text: str
    at: datetime
    message_id: int = 0


class UseFor(StrEnum):
    """What words of the town to an asker are for, and so what a canned text is for.

    ``SPLIT`` are those of a second question that stood in one message; of these there are no canned ones.
    """

    ANSWER = "answer"
    ASK_BACK = "ask_back"
    POSTPONE = "postpone"
    HAND_OVER = "hand_over"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Canned:
    """Words to use again: for one use, for a topic ("" for every one), of a department ("" for everybody).

    In ``text`` stand ``{naam}``, ``{nummer}``, ``{datum}`` and ``{dienst}`` for what differs from asker to asker.
    """

    id: int
    title: str
    text: str
    made_by: int
    made_at: datetime
    department: str = ""
    topic: str = ""
    use_for: UseFor = UseFor.ANSWER
    used: int = 0
    ended_at: datetime | None = None

    def ended(self, at: datetime) -> "Canned":
        """Return it as one that is offered no more."""
        return replace(self, ended_at=self.ended_at or at)


PARAMETERS = frozenset({"naam", "nummer", "datum", "dienst"})
"""What may stand between braces in a canned text, in the words of those who make them."""

_BRACED = re.compile(r"\{([^{}]*)\}")
_GAP_BEFORE = re.compile(r"[ \t]+(?=[,.:!?])")
_GREETING = re.compile(r"\A[^,\n]*\{naam\}[^,\n]*[,\n]")


def unknown_parameters(words: str) -> tuple[str, ...]:
    """Return what stands between braces in these words and is no parameter, each once, as it was typed."""
    return tuple(dict.fromkeys(name for name in _BRACED.findall(words) if name.strip() not in PARAMETERS))


def filled(words: str, values: Mapping[str, str]) -> str:
    """Return a canned text for one asker; what has no value leaves no gap before the comma after it."""
    whole = _BRACED.sub(lambda found: values.get(found[1].strip(), found[0]), words)
    return _GAP_BEFORE.sub("", whole) if "" in values.values() else whole


def generalised(words: str, values: Mapping[str, Sequence[str]]) -> str:
    """Return an answer with parameters for what was this asker's: each name with the ways in which it was written."""
    for name, ways in values.items():
        for way in sorted({one for one in ways if one}, key=len, reverse=True):
            words = re.sub(rf"(?<!\w){re.escape(way)}(?!\w)", f"{{{name}}}", words)
    return words


def title_of(words: str) -> str:
    """Return the words on one line without greeting and parameters, to be shortened: what the text is about."""
    said = _GREETING.sub("", words)
    line = _GAP_BEFORE.sub("", " ".join(_BRACED.sub("", said).split()))
    return line or " ".join(words.split())
