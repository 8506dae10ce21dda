"""What taking part says (screens B12): the four ways, the themes, and what was chosen."""

from datetime import datetime

from bot.domain.contact import Contact, Engagement, Matter
from bot.domain.message import Message, Rows, Text, button, text
from bot.domain.town import Town
from bot.services.people.settings_screens import names
from bot.services.wording import fitted, named, pairs


class TakingPartScreens:
    """The screens of taking part, in the words of one town."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def ways(self, actor: Contact) -> Message:
        """Ask how far somebody wants to go, and say what each way means."""
        rows: Rows = pairs([button(f"part.way.{way}", "part.choose", way) for way in Engagement])
        if actor.engagement is None:
            return Message(text("part.ways", manager=self._town.manager), rows)
        kept = button("part.keep", "part.done"), button("part.stop", "part.stop")
        now = text(f"part.way.{actor.engagement}")
        return Message(text("part.ways_now", manager=self._town.manager, way=now), (*rows, kept))

    def themes(self, actor: Contact, engagement: Engagement) -> Message:
        """Confirm the way, and ask on which themes; each can be ticked and unticked."""
        offered = [
            (
                theme.name,
                button(
                    "settings.ticked" if theme.key in actor.themes else "settings.unticked",
                    "part.theme",
                    theme.key,
                    int(theme.key not in actor.themes),
                    name=theme.name,
                ),
            )
            for theme in self._town.themes.values()
        ]
        last = button("part.done", "part.done"), button("back", "part.show")
        said = text("part.themes", chosen=text(f"part.chosen.{engagement}", manager=self._town.manager))
        return Message(said, (*fitted(offered), last))

    def done(self, actor: Contact, engagement: Engagement, now: datetime) -> Message:
        """Sum up what was chosen and what comes of it."""
        chosen = tuple(theme.name for theme in self._town.themes.values() if theme.key in actor.themes)
        lines = (
            text(f"part.chosen.{engagement}", manager=self._town.manager),
            text("part.on_themes", themes=names(chosen)) if chosen else text("part.no_themes"),
            self._messages(actor, now),
        )
        rows = ((button("part.change", "part.show"), button("settings.open", "settings.show")),)
        return Message(text("part.summary", lines=lines), rows)

    @staticmethod
    def stopped() -> Message:
        """Say that somebody takes part no more, and what stays."""
        rows = ((button("part.again", "part.show"), button("settings.open", "settings.show")),)
        return Message(text("part.stopped"), rows)

    @staticmethod
    def for_entrepreneurs() -> Message:
        """Tell staff that this is not for them."""
        return Message(text("part.staff"), ((button("queue.open", "queue.list", 0),),))

    def volunteers(self, actor: Contact, engagement: Engagement) -> Message:
        """Tell a manager that somebody wants to help or lead; their name leads to their chat."""
        trade, zone = self._town.trades.get(actor.trade), self._town.zones.get(actor.zone)
        known = names(found.name for found in (trade, zone) if found is not None)
        about = (text("part.about_them", about=known),) if known else ()
        wants = text(f"part.wants.{engagement}", id=actor.id, name=named(actor))
        return Message(text("part.notice", lines=(wants, *about, text("part.write"))))

    @staticmethod
    def _messages(actor: Contact, now: datetime) -> Text:
        until = actor.paused(now)
        if until is not None:
            return text("settings.paused", until=until)
        heard = tuple(text(f"part.about.{matter}") for matter in Matter if actor.hears(matter))
        return text("part.messages", about=heard) if heard else text("settings.silent")
