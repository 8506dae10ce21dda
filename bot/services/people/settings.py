"""Settings (screens B14): language, what we may start ourselves and about what, two weeks of silence."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.contact import Contact, Matter
from bot.domain.errors import NotFound
from bot.domain.message import Text, text
from bot.domain.town import Town
from bot.services.people.settings_screens import SettingsScreens
from bot.services.ports import Unit
from bot.services.visit import Reply

PAUSE = timedelta(days=14)


class PersonalSettings:
    """What people choose about the messages that we start ourselves.

    Each button names the state that it leads to, so a second tap, or one of last year, never turns anything back.
    """

    def __init__(self, town: Town) -> None:
        self._town = town
        self._screens = SettingsScreens(town)

    def show(self, unit: Unit, actor: Contact) -> Reply:
        """Show how it is set now."""
        return Reply(self._screens.overview(actor, unit.now))

    def switch(self, unit: Unit, actor: Contact, matter: str, on: int) -> Reply:
        """Switch one matter on or off, in the settings."""
        about = _matter(matter)
        toast = "settings.turned_on" if on else "settings.turned_off"
        changed = actor.hearing(about, wanted=bool(on))
        return self._changed(unit, actor, changed, text(toast, name=text(f"settings.matter.{about}")))

    def switch_all(self, unit: Unit, actor: Contact, on: int) -> Reply:
        """Start no message ourselves any more (answers to own questions still come), or again as before."""
        changed = actor.hearing_all(wanted=bool(on))
        return self._changed(unit, actor, changed, text("settings.all_is_on" if on else "settings.all_is_off"))

    def pause(self, unit: Unit, actor: Contact, on: int) -> Reply:
        """Keep silent for two weeks, or speak again; a pause that runs is not made longer by a second tap."""
        until = actor.paused(unit.now)
        if not on:
            return self._changed(unit, actor, replace(actor, paused_until=None), text("settings.pause_over"))
        until = until or unit.now + PAUSE
        return self._changed(unit, actor, replace(actor, paused_until=until), text("settings.pause_until", until=until))

    def mute(self, unit: Unit, actor: Contact, matter: str) -> Reply:
        """Write no more about that: the button under our messages. What it stands under stays as it is."""
        about = _matter(matter)
        if about not in actor.muted:
            unit.contacts.save(actor.hearing(about, wanted=False))
        return Reply(self._screens.muted(about), fresh=True)

    def unmute(self, unit: Unit, actor: Contact, matter: str) -> Reply:
        """Take exactly that back; where it stays off by another switch, show the settings."""
        about = _matter(matter)
        back = replace(actor, muted=actor.muted - {about})
        if about in actor.muted:
            unit.contacts.save(back)
        return Reply(self._screens.unmuted(about) if back.hears(about) else self._screens.overview(back, unit.now))

    def languages(self, _unit: Unit, _actor: Contact) -> Reply:
        """Ask which language we speak."""
        return Reply(self._screens.languages())

    def choose_language(self, unit: Unit, actor: Contact, language: str) -> Reply:
        """Keep the language and show the settings in it."""
        chosen = replace(actor, language=self._town.language(language), language_chosen=True)
        return self._changed(unit, actor, chosen, text("settings.kept"))

    def trades(self, _unit: Unit, _actor: Contact) -> Reply:
        """Ask the trade."""
        return Reply(self._screens.trades())

    def choose_trade(self, unit: Unit, actor: Contact, trade: str) -> Reply:
        """Keep the trade, "" for none."""
        if trade and trade not in self._town.trades:
            raise NotFound
        return self._changed(unit, actor, replace(actor, trade=trade), text("settings.kept"))

    def zones(self, _unit: Unit, _actor: Contact) -> Reply:
        """Ask the part of the town."""
        return Reply(self._screens.zones())

    def choose_zone(self, unit: Unit, actor: Contact, zone: str) -> Reply:
        """Keep the part of the town, "" for none."""
        if zone and zone not in self._town.zones:
            raise NotFound
        return self._changed(unit, actor, replace(actor, zone=zone), text("settings.kept"))

    def _changed(self, unit: Unit, before: Contact, after: Contact, toast: Text) -> Reply:
        if after != before:
            unit.contacts.save(after)
        return Reply(self._screens.overview(after, unit.now), toast=toast, actor=after)


def _matter(written: str) -> Matter:
    if written not in set(Matter):
        raise NotFound
    return Matter(written)
