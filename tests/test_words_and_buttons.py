"""Keys and buttons as the code names them: each has its words in every language, its use case and its permission."""

import ast
from collections.abc import Iterator

import pytest

import handlers
from bot.app import build_catalogues
from bot.content import load_town, packaged_content
from bot.domain.access import PERMITTED, Permission, Role
from bot.domain.audience import Group
from bot.domain.contact import Engagement, Matter, Proactive
from bot.domain.decision import Legal, Outcome
from bot.domain.due import Due, DueState
from bot.domain.enquiry import Status, Step
from bot.domain.interview import Progress
from bot.domain.meeting import Coming, ItemKind, MeetingKind, MeetingStatus, Rung
from bot.domain.message import AttachmentKind, Button, Text
from bot.domain.note import UseFor
from bot.domain.tally import Counted
from bot.domain.tally_sums import By
from bot.i18n_catalogue import Catalogue
from bot.services.dates.postponing import REASONS
from bot.services.desk import build_desk
from bot.services.enquiries.queue_list import OFFERED
from bot.services.handing.endings import ENDING
from bot.services.overview.export import KINDS, NUMBERS, QUESTION
from handlers.callback_data import LARGEST, LONGEST, encode
from handlers.taps import taps
from tests.test_imports import MODULES

TOWN = load_town(packaged_content())
TAPS = taps(build_desk(TOWN, build_catalogues(packaged_content(), TOWN)))
LOCALES = packaged_content() / "locales"
CATALOGUES = {code: Catalogue(code, LOCALES / code / "LC_MESSAGES" / "messages.po") for code in TOWN.languages}
LONGEST_KEY = 24
"""The content folder's schema allows keys of topics and trades up to this length."""

SHORTENED = {"form.pick", "form.toggle"}
"""Buttons whose values are made short where they are made (tests/services/forms/test_layout.py)."""

OWN_WORDS = {
    "overview.take": max(map(len, KINDS)),
    "meeting.come": max(map(len, Coming)),
    "canned.list": max(map(len, UseFor)),
    "canned.tidy": max(map(len, UseFor)),
}
"""Buttons whose texts are words of ours, and how long the longest is."""

SENT = [status for status in Status if status not in {Status.DRAFT, Status.DISCARDED}]
BUILT = {
    "attachment.{}": [*AttachmentKind],
    "card.status.{}": SENT,
    "cast.{}": [DueState.BLOCKED, DueState.FAILED, DueState.UNCERTAIN, DueState.MUTED],
    "cast.missed_{}": [state for state in DueState if state not in {DueState.OWED, DueState.DELIVERED}],
    "command.{}": [
        *("ask", "mine", "agenda", "take_part", "decisions", "settings", "privacy", "help"),
        *("queue", "search", "overview", "interviews", "rules", "whereto", "team", "away", "leave", "journal"),
    ],
    "dates.reason.{}": [*REASONS],
    "dates.why.{}": [*REASONS],
    "decision.ask.{}": [
        *("what", "outcome", "why", "next", "then", "link", "legal", "appeal"),
        *("group", Group.TRADE, Group.ZONE, Group.THEME),
    ],
    "decision.group.{}": [Group.NOBODY, Group.EVERYONE, Group.TRADE, Group.ZONE, Group.THEME],
    "decision.head.{}": [*Outcome],
    "decision.legal.{}": [*Legal],
    "decision.option.{}": [*Outcome],
    "decision.step.{}": [
        *("what", "outcome", "why", "next", "then", "link", "contact", "legal", "appeal", "group"),
    ],
    "digest.show_{}": [*Matter],
    "gone.{}": [*ENDING],
    "help.title.{}": [Due.ENQUIRY_REMIND, Due.ENQUIRY_LAPSE, Due.ENQUIRY_CHECK, Due.ENQUIRY_FOLLOW_UP],
    "history.{}": [step for step in Step if step not in {Step.START, Step.DISCARD}],
    "interview.column.{}": ["number", "trade", "zone", "language", "progress"],
    "interview.due.{}": ["invitation", "unbegun", "later", "feedback", "owed"],
    "interview.progress.{}": [*Progress],
    "interview.state.{}": ["unsent", "open", "untold", "told"],
    "interview.why.{}": [Group.EVERYONE, Group.TRADE, Group.ZONE, Group.PERSON],
    "decision.tongue.{}": [*TOWN.languages],
    "language.{}": [*TOWN.languages],
    "meeting.ask_look.{}": [ItemKind.LOOK_BACK, ItemKind.LOOK_AHEAD],
    "meeting.group.{}": [Group.EVERYONE, Group.TRADE, Group.ZONE, Group.THEME],
    "meeting.item.{}": [*ItemKind],
    "meeting.kind.{}": [*MeetingKind],
    "meeting.look.{}": [ItemKind.LOOK_BACK, ItemKind.LOOK_AHEAD],
    "meeting.noted.{}": [*Coming],
    "meeting.rung.{}": [*Rung],
    "meeting.rung_says.{}": [*Rung],
    "meeting.status.{}": [*MeetingStatus],
    "meeting.still.{}": [*Coming],
    "meeting.toast.{}": [*Coming],
    "meeting.who.{}": [*Coming],
    "meeting.your.{}": [*Coming],
    "mine.now.{}": [*SENT, "advised"],
    "mine.state.{}": SENT,
    "part.about.{}": [*Matter],
    "part.chosen.{}": [*Engagement],
    "part.wants.{}": [Engagement.HELP, Engagement.LEAD],
    "part.way.{}": [*Engagement],
    "proactive.{}": [*Proactive],
    "overview.{}_month": [*KINDS],
    "overview.{}_year": [*KINDS],
    "overview.column.{}": [*QUESTION, *NUMBERS, "words"],
    "overview.no_{}": [By.ZONE, By.DEPARTMENT],
    "overview.what.{}": [*Counted],
    "queue.filter.{}": [*OFFERED],
    "queue.state.{}": SENT,
    "settings.matter.{}": [*Matter],
    "settings.muted.{}": [*Matter],
    "settings.unmuted.{}": [*Matter],
    "staff.welcome.{}": [Role.MANAGER, Role.ADMINISTRATOR, Role.STAFF],
    "status.{}": [*Status],
}
"""The keys that are put together, and what they are put together with."""

MAKERS = {"text": 0, "button": 0, "Refused": 0}
"""The functions whose first argument is a key."""


def nodes() -> Iterator[ast.AST]:
    for name, tree in MODULES.items():
        if not name.startswith("bot.simulator"):
            yield from ast.walk(tree)


def pattern(node: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def calls(*names: str) -> Iterator[ast.Call]:
    for node in nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def leaves(node: ast.expr) -> Iterator[ast.expr]:
    """Yield what an expression can be: both ends of an ``a if b else c``."""
    if isinstance(node, ast.IfExp):
        yield from (*leaves(node.body), *leaves(node.orelse))
    else:
        yield node


def named_keys() -> Iterator[str]:
    for call in calls(*MAKERS):
        for node in leaves(call.args[0]):
            if isinstance(node, ast.Constant):
                yield str(node.value)


def built_patterns() -> set[str]:
    firsts = (node for call in calls(*MAKERS) for node in leaves(call.args[0]))
    return {pattern(node) for node in firsts if isinstance(node, ast.JoinedStr)}


def built_keys() -> set[str]:
    return {start.format(str(end)) for start, ends in BUILT.items() for end in ends}


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_key_in_the_code_has_words(language: str) -> None:
    assert ({*named_keys()} | built_keys()) - CATALOGUES[language].sentences.keys() == set()


def test_every_key_that_is_put_together_is_known_here() -> None:
    assert built_patterns() == BUILT.keys()


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_words_are_left_that_nobody_says(language: str) -> None:
    # A key may first be put in a variable or a table, so any text in the code counts.
    said = {node.value for node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert CATALOGUES[language].sentences.keys() - said - built_keys() == set()


def test_the_catalogues_agree() -> None:
    assert build_catalogues(packaged_content(), TOWN).check() == []


# Buttons


def button_calls() -> Iterator[tuple[str, int]]:
    for call in calls("button"):
        action = call.args[1]
        assert isinstance(action, ast.Constant), ast.unparse(call)
        yield str(action.value), len(call.args) - 2


def test_every_button_has_its_use_case_and_the_values_that_it_takes() -> None:
    asked = {*button_calls()}
    assert asked
    assert {
        (action, count) for action, count in asked if action not in TAPS or len(TAPS[action].kinds) != count
    } == set()


def test_every_use_case_has_a_button() -> None:
    assert TAPS.keys() == {action for action, _ in button_calls()}


@pytest.mark.parametrize("action", sorted(TAPS.keys() - SHORTENED))
def test_the_longest_data_of_every_button_fits(action: str) -> None:
    worst = [LARGEST if kind is int else "x" * OWN_WORDS.get(action, LONGEST_KEY) for kind in TAPS[action].kinds]
    assert len(encode(Button(Text("back"), action, tuple(worst))).encode()) <= LONGEST


@pytest.mark.parametrize("action", TAPS)
def test_every_button_declares_its_permission(action: str) -> None:
    assert TAPS[action].permission in PERMITTED


def test_every_handler_declares_its_permission() -> None:
    table = handlers.table()
    assert table
    for handler in table:
        assert isinstance(getattr(handler.callback, "permission", None), Permission), handler.callback
