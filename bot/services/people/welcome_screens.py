"""What the welcome, the help and the settings say (screens B1 and the small ones around them)."""

from bot.domain.access import Role
from bot.domain.contact import Contact, Welcome
from bot.domain.message import Button, Message, Rows, Value, button, text
from bot.domain.town import Town
from bot.services.team.naming import ways_in
from bot.services.wording import fitted, menu_rows, named, pairs


class WelcomeScreens:
    """The screens that a newcomer passes, in the words of one town."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def step(self, actor: Contact) -> Message:
        """Return the screen of the step that the contact has reached."""
        match actor.welcome:
            case Welcome.LANGUAGE:
                return self.hello(actor)
            case Welcome.NOTICE:
                return self.notice()
            case Welcome.OPT_IN:
                return self.opt_in()
            case Welcome.TRADE:
                return self.trades()
            case Welcome.ZONE:
                return self.zones()
            case Welcome.DONE:
                return Message(text("welcome.done"), menu_rows())

    def hello(self, actor: Contact) -> Message:
        """Say who we are, that this is a computer, and ask the language."""
        return Message(text("welcome.hello", **self._greeting(actor)), (self.language_row(),))

    def short_hello(self, actor: Contact) -> Message:
        """Say the same in two lines to whoever asked before being greeted; it asks nothing."""
        return Message(text("welcome.short", **self._greeting(actor)), silent=True)

    def notice(self) -> Message:
        """Say what we keep and who reads it."""
        return Message(
            text("welcome.notice", manager=self._town.manager),
            (
                (button("welcome.ok", "welcome.accept"),),
                (button("welcome.more", "welcome.privacy"), button("welcome.no", "welcome.decline")),
            ),
        )

    def privacy(self, *, pending: bool) -> Message:
        """Say it at length; ``pending`` when the person has yet to agree."""
        rows: Rows = ((button("welcome.ok", "welcome.accept"), button("welcome.no", "welcome.decline")),)
        said = text("privacy.notice", manager=self._town.manager, dpo=self._town.dpo_email, town=self._town.name)
        return Message(said, rows if pending else menu_rows())

    def declined(self) -> Message:
        """Say how to reach the town without us."""
        return Message(text("welcome.declined", **self._counter()))

    @staticmethod
    def opt_in() -> Message:
        """Ask whether we may write ourselves."""
        return Message(
            text("welcome.opt_in"),
            (
                (
                    button("welcome.opt_all", "welcome.opt_in", "all"),
                    button("welcome.opt_none", "welcome.opt_in", "none"),
                ),
                (button("welcome.opt_own", "welcome.opt_in", "own"),),
            ),
        )

    def trades(self) -> Message:
        """Ask the trade, which may be skipped."""
        offered = [button("trade.button", "welcome.trade", t.key, trade=t.name) for t in self._town.trades.values()]
        last = button("back", "welcome.back"), button("welcome.skip", "welcome.trade", "")
        return Message(text("welcome.trade"), (*pairs(offered), last))

    def zones(self) -> Message:
        """Ask where the business is, which may be skipped."""
        offered = [
            (zone.name, button("settings.choice", "welcome.zone", zone.key, name=zone.name))
            for zone in self._town.zones.values()
        ]
        last = button("back", "welcome.back"), button("welcome.skip", "welcome.zone", "")
        return Message(text("welcome.zone"), (*fitted(offered), last))

    def help(self, actor: Contact) -> Message:
        """Say what can be done here, by what somebody is, and how to reach people without it."""
        known = {"town": self._town.name, "manager": self._town.manager, **self._counter()}
        match actor.role:
            case Role.MANAGER:
                said = text("help.staff", **known)
            case Role.STAFF:
                said = text("help.department", **known)
            case Role.ADMINISTRATOR:
                said = text("help.administrator", **known)
            case _:
                return Message(text("help.asker", **known), menu_rows())
        return Message(said, (ways_in(actor),))

    def languages(self) -> Message:
        """Ask which language we speak."""
        return Message(text("language.choose"), (self.language_row(),))

    def language_row(self) -> tuple[Button, ...]:
        """Return one button a language, each named in its own tongue."""
        return tuple(button(f"language.{code}", "welcome.language", code) for code in self._town.languages)

    def _greeting(self, actor: Contact) -> dict[str, Value]:
        town = self._town
        return {"name": named(actor), "town": town.name, "manager": town.manager, "role": town.role}

    def _counter(self) -> dict[str, Value]:
        counter = self._town.counter
        return {
            "phone": counter.phone,
            "email": counter.email,
            "address": counter.address,
            "hours": counter.hours,
        }
