"""The rules that staff make in the chat: to see them in order, to begin a new one, to end one."""

from bot.domain.contact import Contact
from bot.domain.message import text
from bot.domain.rule import Rule
from bot.domain.town import Town
from bot.services.forms.conversing import Conversing
from bot.services.learning.rule_form import FORM
from bot.services.learning.rule_screens import RuleScreens
from bot.services.ports import Unit
from bot.services.visit import Reply


class RuleBook:
    """What managers do with rules; a rule is never changed, only ended and made again."""

    def __init__(self, town: Town, conversing: Conversing) -> None:
        self._screens = RuleScreens(town)
        self._conversing = conversing

    def list(self, unit: Unit, _actor: Contact, offset: int = 0) -> Reply:
        """Show a page of the rules that hold, in their order."""
        return Reply(self._screens.list(unit, offset))

    def new(self, unit: Unit, actor: Contact) -> Reply:
        """Begin a new rule, or go on with the one that was begun."""
        return self._conversing.begin(unit, actor, FORM)

    def ask_end(self, unit: Unit, _actor: Contact, key: str) -> Reply:
        """Ask whether that rule may end."""
        rule = _held(unit, key)
        return Reply(self._screens.ask_end(rule)) if rule is not None else self._over(unit)

    def end(self, unit: Unit, _actor: Contact, key: str) -> Reply:
        """End the rule; a second tap changes nothing and says so."""
        if not unit.staff_rules.end(key, unit.now):
            return self._over(unit)
        return Reply(self._screens.list(unit), toast=text("rule.ended"))

    def _over(self, unit: Unit) -> Reply:
        return Reply(self._screens.list(unit), toast=text("rule.was_ended"))


def _held(unit: Unit, key: str) -> Rule | None:
    return next((rule for rule in unit.staff_rules.all() if rule.key == key), None)
