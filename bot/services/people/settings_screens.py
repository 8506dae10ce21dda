"""What the settings say (screens B14): how it is set now, and the lists to choose from."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.access import Role
from bot.domain.contact import Contact, Matter
from bot.domain.message import Button, Localized, Message, Rows, Text, Value, button, text
from bot.domain.town import Town
from bot.services.wording import fitted


class SettingsScreens:
    """The settings, in the words of one town."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def overview(self, actor: Contact, now: datetime) -> Message:
        """Show how everything is set, with a button for each."""
        if actor.role is not Role.ASKER:
            said = text("settings.staff", language=self._language(actor))
            return Message(said, ((button("settings.languages", "settings.languages"),),))
        if not any(actor.hears(matter) for matter in Matter):
            silent = text("settings.overview", lines=(self._about(actor), text("settings.silent")))
            return Message(silent, self._buttons(actor, (), "settings.all_on", 1))
        until = actor.paused(now)
        pause = text("settings.paused", until=until) if until else text("settings.not_paused")
        turn = button("settings.resume" if until else "settings.pause", "settings.pause", int(not until))
        said = text("settings.overview", lines=(self._about(actor), self._matters(actor), pause))
        return Message(said, self._buttons(actor, (turn,), "settings.all_off", 0))

    def languages(self) -> Message:
        """Ask which language we speak."""
        offered = tuple(button(f"language.{code}", "settings.language", code) for code in self._town.languages)
        return Message(text("language.choose"), (offered, self._back()))

    def trades(self) -> Message:
        """Ask the trade."""
        offered = [
            (one.name, button("settings.choice", "settings.trade", one.key, name=one.name))
            for one in self._town.trades.values()
        ]
        none = button("settings.rather_not", "settings.trade", "")
        return Message(text("settings.which_trade"), (*fitted(offered), (none,), self._back()))

    def zones(self) -> Message:
        """Ask the part of the town."""
        offered = [
            (one.name, button("settings.choice", "settings.zone", one.key, name=one.name))
            for one in self._town.zones.values()
        ]
        none = button("settings.rather_not", "settings.zone", "")
        return Message(text("settings.which_zone"), (*fitted(offered), (none,), self._back()))

    @staticmethod
    def muted(matter: Matter) -> Message:
        """Say that we no longer write about that, with one tap back."""
        undo = button("settings.undo", "settings.unmute", matter)
        return Message(text(f"settings.muted.{matter}"), ((undo, button("settings.open", "settings.show")),))

    @staticmethod
    def unmuted(matter: Matter) -> Message:
        """Say that we write about that again, with one tap back."""
        undo = button("settings.undo", "settings.mute", matter)
        return Message(text(f"settings.unmuted.{matter}"), ((undo, button("settings.open", "settings.show")),))

    def _about(self, actor: Contact) -> Text:
        trade, zone = self._town.trades.get(actor.trade), self._town.zones.get(actor.zone)
        return text(
            "settings.about",
            language=self._language(actor),
            trade=_or_none(trade.name if trade else None),
            zone=_or_none(zone.name if zone else None),
        )

    @staticmethod
    def _matters(actor: Contact) -> Text:
        values = {str(one): text("settings.on" if actor.hears(one) else "settings.off") for one in Matter}
        return text("settings.matters", **values)

    @staticmethod
    def _buttons(actor: Contact, pause: tuple[Button, ...], label: str, on: int) -> Rows:
        meeting, decision, interview = (_switch(actor, matter) for matter in Matter)
        return (
            (meeting, decision),
            (interview, *pause),
            (button(label, "settings.all", on),),
            (
                button("settings.languages", "settings.languages"),
                button("settings.trades", "settings.trades"),
                button("settings.zones", "settings.zones"),
            ),
        )

    def _language(self, actor: Contact) -> Text:
        return text(f"language.{self._town.language(actor.language)}")

    @staticmethod
    def _back() -> tuple[Button, ...]:
        return (button("back", "settings.show"),)


def _switch(actor: Contact, matter: Matter) -> Button:
    on = actor.hears(matter)
    label = "settings.ticked" if on else "settings.unticked"
    return button(label, "settings.matter", matter, int(not on), name=text(f"settings.matter.{matter}"))


def _or_none(name: Localized | None) -> Value:
    return name if name is not None else text("settings.unknown")


def names(found: Iterable[Localized]) -> tuple[Text, ...]:
    """Return these names as the items of a sentence."""
    return tuple(text("settings.choice", name=name) for name in found)
