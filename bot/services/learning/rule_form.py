"""The manager's form for a rule: which words, to a topic or never to it, and where; tried on the latest questions."""

import re
from dataclasses import replace

from bot.domain.access import Permission
from bot.domain.contact import Contact
from bot.domain.conversation import Conversation, Form, Given, Kind, Option, Step
from bot.domain.errors import Refused
from bot.domain.message import Message, Rows, button, text
from bot.domain.rule import Rule
from bot.domain.town import Town
from bot.domain.words import shorten
from bot.routing.features import tokens
from bot.services.forms.kind import FormKind
from bot.services.forms.usual import UsualScreens
from bot.services.learning.rule_screens import RuleScreens
from bot.services.learning.rule_trial import trial_says, tried
from bot.services.ports import Unit
from bot.services.visit import Reply

FORM = "rule"

LONGEST, MOST_PHRASES = 200, 20
"""Characters of all words of a rule together, and how many of them there may be."""

BEGINS_WITH = "*"
_SHOWN = 30
_NEVER = "never"


def rule_forms(town: Town) -> tuple[FormKind, ...]:
    """Return the kinds of form of this room."""
    return (RuleForm(town),)


class RuleForm(UsualScreens):
    """Asks a manager for a rule, tells what it would have done, and lets it hold from then on."""

    key = FORM
    permission = Permission.WORK_QUEUE

    def __init__(self, town: Town) -> None:
        self._town = town
        self._screens = RuleScreens(town)

    def form(self, unit: Unit, conversation: Conversation) -> Form:
        """Return the four steps."""
        del unit, conversation
        topics = tuple(Option(one.key, text("topic.button", topic=one.short)) for one in self._town.topics.values())
        zones = tuple(Option(one.key, text("rule.zone", zone=one.name)) for one in self._town.zones.values())
        what = (Option("to", text("rule.option_to")), Option(_NEVER, text("rule.option_never")))
        which, where = text("rule.title_topic"), text("rule.title_zone")
        words, always = text("rule.title_words"), text("rule.title_what")
        steps = (
            Step("words", Kind.TEXT, text("rule.ask_words"), required=True, most=LONGEST, title=words),
            Step("what", Kind.CHOICE, text("rule.ask_what"), what, required=True, title=always),
            Step("topic", Kind.CHOICE, text("rule.ask_topic"), topics, required=True, title=which),
            Step("zone", Kind.CHOICE, text("rule.ask_zone"), zones, title=where),
        )
        return Form(FORM, text("rule.form"), steps)

    def check(self, unit: Unit, conversation: Conversation, step: Step, given: Given) -> None:
        """Refuse words that no question can contain."""
        del unit, conversation
        if step.key == "words":
            phrases(given.words)

    def summary(self, unit: Unit, actor: Contact, conversation: Conversation) -> Message | None:
        """Show the rule as one sentence, with what it would have done; the usual summary when it makes none."""
        del actor
        try:
            rule = self._made(conversation)
        except Refused:
            return None
        trial = trial_says(self._town, rule, tried(unit, self._town, rule))
        return Message(text("rule.draft", rule=self._screens.says(rule), trial=trial), _rows(conversation))

    def finish(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply:
        """Let the rule hold from now on, and show all rules; one that holds already is not made twice."""
        rule = replace(self._made(conversation), staff_id=actor.id)
        if any(_does_the_same(rule, one) for one in unit.staff_rules.all()):
            return Reply(self._screens.list(unit), toast=text("rule.held_already"))
        unit.staff_rules.add(rule, unit.now)
        return Reply(self._screens.list(unit), toast=text("rule.added"))

    def _made(self, conversation: Conversation) -> Rule:
        zone = conversation.value("zone")
        rule = Rule(
            key="",
            topic=conversation.value("topic"),
            forbids=conversation.value("what") == _NEVER,
            words=phrases(conversation.words("words")),
            zones=frozenset({zone} if zone else ()),
            staff_id=conversation.person_id,
        )
        if not self._town.can_follow(rule):
            raise Refused("rule.has_gone")
        return rule


def phrases(typed: str) -> tuple[str, ...]:
    """Return the words and phrases of a rule as they were typed with commas between, each once.

    Raises ``Refused``: there is none, one has no letter or digit, a star stands inside a word, or there are too many.
    """
    found = tuple(dict.fromkeys(" ".join(one.split()) for one in re.split(r"[,;\n]", typed) if one.strip()))
    if not found:
        raise Refused("rule.no_words")
    if len(found) > MOST_PHRASES:
        raise Refused("rule.too_many_words", count=MOST_PHRASES)
    for phrase in found:
        _check(phrase)
    return found


def _check(phrase: str) -> None:
    for word in phrase.split():
        if BEGINS_WITH in word[:-1]:
            raise Refused("rule.star_inside", words=shorten(phrase, _SHOWN))
        if BEGINS_WITH in word and not tokens(word):
            raise Refused("rule.no_letters", words=shorten(phrase, _SHOWN))
    if not tokens(phrase):
        raise Refused("rule.no_letters", words=shorten(phrase, _SHOWN))


def _does_the_same(one: Rule, other: Rule) -> bool:
    return replace(one, key="", staff_id=0) == replace(other, key="", staff_id=0)


def _rows(conversation: Conversation) -> Rows:
    here = conversation.id
    return (
        (button("form.finish", "form.finish", here), button("form.choose", "form.choose", here, 0)),
        (button("form.pause", "form.pause", here), button("form.stop", "form.stop", here)),
    )
