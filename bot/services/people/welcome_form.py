"""The welcome as a form: its steps in order, its own screens, and what comes when all of it is answered."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.access import Permission
from bot.domain.contact import Contact, Proactive, Welcome
from bot.domain.conversation import Conversation, Form, Given, Kind, Option, Step
from bot.domain.message import Message, Text, text
from bot.domain.town import Town
from bot.services.enquiries.asking import Asking
from bot.services.forms.usual import UsualScreens
from bot.services.people.welcome_screens import WelcomeScreens
from bot.services.ports import Unit
from bot.services.visit import Reply

READ = "read"
"""The one answer to the notice; whoever would rather not is forgotten, and answers nothing."""


class WelcomeForm(UsualScreens):
    """The welcome (screens B1). Each answer is kept with the contact at once, by ``Welcoming``."""

    key = "welcome"
    permission = Permission.BE_GREETED

    def __init__(self, town: Town, asking: Asking) -> None:
        self._town = town
        self._asking = asking
        self._screens = WelcomeScreens(town)

    def form(self, _unit: Unit, _conversation: Conversation) -> Form:
        """Return the steps, the same ones for everybody: how far somebody came counts on that."""
        town = self._town
        offered: Mapping[Welcome, tuple[Option, ...]] = {
            Welcome.LANGUAGE: tuple(Option(code, text(f"language.{code}")) for code in town.languages),
            Welcome.NOTICE: (Option(READ, text("welcome.ok")),),
            Welcome.OPT_IN: tuple(Option(choice, text(f"proactive.{choice}")) for choice in Proactive),
            Welcome.TRADE: tuple(Option(t.key, text("trade.button", trade=t.name)) for t in town.trades.values()),
            Welcome.ZONE: tuple(Option(z.key, text("settings.choice", name=z.name)) for z in town.zones.values()),
        }
        steps = tuple(
            Step(step, Kind.CHOICE, self._asks(step), options, required=step not in {Welcome.TRADE, Welcome.ZONE})
            for step, options in offered.items()
        )
        return Form(self.key, text("welcome.title"), steps)

    def check(self, _unit: Unit, _conversation: Conversation, _step: Step, _given: Given) -> None:
        """Accept every option that is offered."""

    def screen(self, unit: Unit, actor: Contact, conversation: Conversation, step: Step) -> Message:
        """Return the welcome's own screen of that step."""
        del unit, conversation
        return self._screens.step(replace(actor, welcome=Welcome(step.key)))

    def finish(self, unit: Unit, actor: Contact, _conversation: Conversation) -> Reply:
        """Note that the welcome is over, and offer the question that was typed meanwhile, or else the menu."""
        greeted = replace(actor, welcome=Welcome.DONE)
        unit.contacts.save(greeted)
        draft = unit.enquiries.draft_of(actor.id)
        if draft is not None:
            return self._asking.show_draft(unit, greeted, draft)
        return Reply(self._screens.step(greeted), actor=greeted)

    def _asks(self, step: Welcome) -> Text:
        match step:
            case Welcome.LANGUAGE:
                return text("language.choose")
            case Welcome.NOTICE:
                return text("welcome.notice", manager=self._town.manager)
            case Welcome.OPT_IN:
                return text("welcome.opt_in")
            case Welcome.TRADE:
                return text("welcome.trade")
            case _:
                return text("welcome.zone")
