"""Why a question went where it is: the words that counted, or the rule that sent it there."""

from collections.abc import Iterable, Sequence

from bot.domain.contact import Contact
from bot.domain.enquiry import OPEN, Enquiry, Part, Step
from bot.domain.lesson import Lesson
from bot.domain.message import Text, text
from bot.domain.rule import Rule
from bot.domain.town import Town
from bot.routing.features import tokens
from bot.services.learning.guide import Guide
from bot.services.learning.rule_screens import RuleScreens
from bot.services.ports import Unit
from bot.services.wording import words_of

MOST_WORDS = 3
"""Words that are shown as a reason; more would be a list, no reason."""

_TELLING = 4
"""Letters below which a word is no reason for anybody, however rare it is here ("de", "mag")."""


class Reasons:
    """Puts reasons in words; nothing is said where there is none."""

    def __init__(self, town: Town, guide: Guide) -> None:
        self._town = town
        self._guide = guide
        self._rules = RuleScreens(town)

    def line(self, unit: Unit, enquiry: Enquiry, asker: Contact | None, parts: Sequence[Part]) -> tuple[Text, ...]:
        """Return the line of an open question that says why it is with its department, or nothing.

        Where somebody of the town chose the topic, that is the reason, and they know it.
        """
        topic = self._town.topics.get(enquiry.topic)
        if topic is None or asker is None or enquiry.status not in OPEN:
            return ()
        if any(event.step is Step.SUBMIT and event.detail != topic.key for event in unit.enquiries.history(enquiry.id)):
            return ()
        department = self._town.departments[topic.department].name
        words = words_of(parts)
        fired = self.rules(unit, self._guide.rank(unit, asker, words).fired)
        forced = next((rule for rule in fired if not rule.forbids and rule.topic == topic.key), None)
        if forced is not None:
            return (text("card.by_rule", department=department, rule=self._rules.says(forced)),)
        counted = self.words(words, topic.key, unit.lessons.of_enquiry(enquiry.id))
        return (text("card.because", department=department, words=counted),) if counted else ()

    def words(self, words: str, topic: str, lesson: Lesson | None = None) -> tuple[Text, ...]:
        """Return the words that speak for the topic, as typed, but those learnt from this ``lesson`` alone."""
        found = self._guide.why(words, topic, lesson)
        counted = [one for one in found if max(map(len, tokens(one))) >= _TELLING]
        return tuple(text("card.word", word=word) for word in counted[:MOST_WORDS])

    def rules(self, unit: Unit, fired: Iterable[str]) -> tuple[Rule, ...]:
        """Return the rules with these keys, in their order; one that ended meanwhile is left out."""
        known = {rule.key: rule for rule in (*self._town.rules, *unit.staff_rules.all())}
        return tuple(known[key] for key in fired if key in known)

    def rule(self, rule: Rule) -> Text:
        """Return a rule as a sentence."""
        return self._rules.says(rule)
