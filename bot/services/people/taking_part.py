"""Taking part (guide 3.4, screens B12): how far somebody wants to go, and on which themes."""

from dataclasses import replace

from bot.domain.access import Role
from bot.domain.contact import Contact, Engagement, Welcome
from bot.domain.errors import NotFound
from bot.domain.message import text
from bot.domain.town import Town
from bot.services.people.taking_part_screens import TakingPartScreens
from bot.services.people.welcome_screens import WelcomeScreens
from bot.services.ports import Lane, Unit
from bot.services.visit import Reply

_VOLUNTEERS = frozenset({Engagement.HELP, Engagement.LEAD})
"""Who offers more than to read and answer; a person has to take that up with them."""


class TakingPart:
    """Keeps how people want to take part; it can always be changed."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._screens = TakingPartScreens(town)
        self._welcome = WelcomeScreens(town)

    def show(self, _unit: Unit, actor: Contact) -> Reply:
        """Show the ways to take part and the one that was chosen."""
        if actor.role is not Role.ASKER:
            return Reply(self._screens.for_entrepreneurs())
        return Reply(self._screens.ways(actor))

    def choose(self, unit: Unit, actor: Contact, way: str) -> Reply:
        """Keep the way, with the messages that belong to it, and ask the themes; say who wants to help or lead."""
        if actor.role is not Role.ASKER:
            return Reply(self._screens.for_entrepreneurs())
        if way not in set(Engagement):
            raise NotFound
        chosen = self._greeted(unit, actor).taking_part(Engagement(way))
        if chosen != actor:
            unit.contacts.save(chosen)
        if way in _VOLUNTEERS and chosen.engagement is not actor.engagement:
            self._make_known(unit, chosen, Engagement(way))
        return Reply(self._screens.themes(chosen, Engagement(way)))

    def tick(self, unit: Unit, actor: Contact, theme: str, on: int) -> Reply:
        """Keep or drop one theme."""
        if actor.engagement is None:
            return self.show(unit, actor)
        if theme not in self._town.themes:
            raise NotFound
        themes = actor.themes | {theme} if on else actor.themes - {theme}
        ticked = replace(actor, themes=themes)
        if ticked != actor:
            unit.contacts.save(ticked)
        return Reply(self._screens.themes(ticked, actor.engagement))

    def done(self, unit: Unit, actor: Contact) -> Reply:
        """Sum up what was chosen."""
        if actor.engagement is None:
            return self.show(unit, actor)
        return Reply(self._screens.done(actor, actor.engagement, unit.now))

    def stop(self, unit: Unit, actor: Contact) -> Reply:
        """Take part no more; a second tap changes nothing and says so."""
        if actor.engagement is None:
            return Reply(self._screens.stopped(), toast=text("part.was_stopped"))
        unit.contacts.save(replace(actor, engagement=None, themes=frozenset()))
        return Reply(self._screens.stopped())

    def _greeted(self, unit: Unit, actor: Contact) -> Contact:
        # Whoever comes straight here was never greeted: they hear who we are, and their choice answers the opt-in.
        if actor.welcome is Welcome.LANGUAGE:
            unit.outbox.put(actor, self._welcome.short_hello(actor))
        asked = {Welcome.LANGUAGE, Welcome.NOTICE, Welcome.OPT_IN}
        return replace(actor, welcome=Welcome.TRADE) if actor.welcome in asked else actor

    def _make_known(self, unit: Unit, actor: Contact, engagement: Engagement) -> None:
        notice, key = self._screens.volunteers(actor, engagement), f"volunteer:{actor.id}"
        for manager in unit.staff.with_role(Role.MANAGER):
            unit.outbox.put(manager, notice, lane=Lane.NOTICE, subject=key, merge_key=key)
