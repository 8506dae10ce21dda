"""As what each incoming message ends: the ledger's words, and which of them a message that we asked for gets."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType

from bot.domain.contact import Expects
from bot.services.visit import Reply

SEPARATOR = ": "


class Ended(StrEnum):
    """What became of one incoming message; each ends as exactly one of these.

    ``TOLD`` is what staff wrote for an asker besides an answer, ``NOTE`` what staff wrote for each other, ``INPUT``
    any other words that a screen had asked for. ``WORDS`` is no end: nobody said what became of them.
    """

    QUESTION = "question"
    ADDITION = "addition"
    ANSWER = "answer"
    TOLD = "told"
    NOTE = "note"
    VOTE = "vote"
    FORM_ANSWER = "form answer"
    INPUT = "input"
    BUTTON = "button"
    COMMAND = "command"
    EDIT = "edit"
    LEFT = "left"
    IGNORED = "ignored"
    REFUSED = "refused"
    SET_ASIDE = "aside"
    UNREADABLE = "quarantined"
    WORDS = "words"


WITH_REASON = frozenset({Ended.IGNORED, Ended.REFUSED})
"""Of these the ledger keeps why."""

TAKEN: Mapping[Expects, Ended] = MappingProxyType(
    {
        Expects.MEETING_INPUT: Ended.FORM_ANSWER,
        Expects.REACTION: Ended.QUESTION,
        Expects.NOTE: Ended.NOTE,
        Expects.REFUSAL: Ended.NOTE,
        Expects.RELEASE: Ended.NOTE,
        Expects.ADVICE: Ended.NOTE,
        Expects.OFFER_NOTE: Ended.NOTE,
        Expects.ANSWER: Ended.ANSWER,
        Expects.ASK_BACK: Ended.TOLD,
        Expects.HAND_OVER: Ended.TOLD,
        Expects.NUDGE: Ended.ADDITION,
        Expects.SEARCH: Ended.INPUT,
        Expects.CANNED: Ended.INPUT,
        Expects.SPLIT: Ended.INPUT,
        Expects.INVITE_CODE: Ended.INPUT,
        Expects.SNOOZE: Ended.INPUT,
        Expects.AWAY: Ended.INPUT,
    }
)
"""As what a message ends that somebody takes because we asked for it."""


_BY_WORD = {ended.value: ended for ended in Ended}


def outcome(ended: Ended, detail: str) -> str:
    """Return how an update is kept: as what it ended, and what exactly that was."""
    return f"{ended}{SEPARATOR}{detail}"


def ended_as(kept: str) -> Ended | None:
    """Return as what an update ended that is kept so, None when those are no words of the ledger."""
    return _BY_WORD.get(kept.partition(SEPARATOR)[0])


def taken_as(ended: Ended, reply: Reply, detail: str = "") -> Reply:
    """Return the reply to words that became that; whoever knew better keeps their word."""
    return reply if reply.outcome else replace(reply, outcome=outcome(ended, detail) if detail else ended.value)
