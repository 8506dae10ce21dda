"""What invited people see of a meeting (screens B7): its agenda, what they answered, what changed."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.audience import Audience, Group, audience_of
from bot.domain.contact import Matter
from bot.domain.conversation import Stage
from bot.domain.meeting import Coming, Item, Meeting, MeetingStatus
from bot.domain.meeting_times import day_reminder
from bot.domain.message import Button, Message, Rows, Text, Value, button, text
from bot.domain.town import Town
from bot.domain.words import shorten
from bot.services.ports import Unit

STATUTE_UNITS = 160
"""UTF-16 units that the agenda shows of what is decided, and of what is open."""

BUTTON_UNITS, LINE_UNITS = 27, 40
"""UTF-16 units of a title on a button that stands alone, and of one of several on a line."""

CANCEL_FORM = "meeting_cancel"
"""The form in which the manager says why a meeting is off."""

DAY_SCREEN = {Coming.YES: "meeting.day_yes", Coming.MAYBE: "meeting.day_maybe"}


class MeetingScreens:
    """The screens of those who are invited, in the words of one town."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def agenda(self, meeting: Meeting, *, key: str = "meeting.agenda", coming: Coming | None = None) -> Message:
        """Show what a meeting is about, and ask whether this person comes; ``key`` names the occasion."""
        shown = text(
            key,
            **self.facts(meeting),
            kind=text(f"meeting.kind.{meeting.kind}"),
            decided=shorten(meeting.decided, STATUTE_UNITS),
            open=shorten(meeting.open, STATUTE_UNITS),
            rung=text(f"meeting.rung_says.{meeting.rung}"),
            items=tuple(text("meeting.item_short", title=on_line(titled(item))) for item in meeting.items),
            why=self.why(meeting),
            answer=text(f"meeting.your.{coming}") if coming else text("meeting.your_none"),
        )
        return Message(shown, (*coming_rows(meeting), more_row(meeting), (mute(),)))

    def ended(self, unit: Unit, meeting: Meeting) -> Message:
        """Say that a meeting was called off, has been, or was not announced, to whoever holds an old button."""
        if meeting.status is MeetingStatus.CANCELLED:
            return self.cancelled(unit, meeting)
        rows = ((button("meeting.report_whole", "meeting.report_whole", meeting.id),),)
        reported = meeting.status is MeetingStatus.REPORTED
        return Message(text("meeting.over", **self.facts(meeting)), rows if reported else ())

    def whole(self, meeting: Meeting) -> Message:
        """Show every item with its kind, minutes and owner, folded."""
        statute = {"decided": meeting.decided, "open": meeting.open}
        shown = text("meeting.whole_agenda", **self.facts(meeting), **statute, lines=item_lines(meeting.items))
        return Message(shown, (*coming_rows(meeting), (_calendar(meeting),)))

    def noted(self, meeting: Meeting, coming: Coming, now: datetime, *, moved: bool, again: bool) -> Message:
        """Confirm what somebody answered, with what follows from it and the ways to change it."""
        facts = self.facts(meeting)
        said = text(f"meeting.still.{coming}", **facts) if again else text(f"meeting.noted.{coming}", **facts)
        lines = [*((text("meeting.was_moved"),) if moved else ()), said]
        if coming is Coming.NO:
            lines.append(text("meeting.input_ask", manager=self._town.manager))
            no = button("meeting.no_input", "meeting.no_input", meeting.id)
            return Message(text("meeting.noted", lines=tuple(lines)), ((no, _come("meeting.yet_yes", meeting, "yes")),))
        at = day_reminder(self._town.calendar, meeting)
        if at > now:
            lines.append(text("meeting.will_remind", at=at))
        other = _come("meeting.yet_maybe", meeting, "maybe") if coming is Coming.YES else None
        other = other or _come("meeting.yet_yes", meeting, "yes")
        rows = ((other, _come("meeting.yet_no", meeting, "no")), (_calendar(meeting),))
        return Message(text("meeting.noted", lines=tuple(lines)), rows)

    def day(self, meeting: Meeting, coming: Coming, now: datetime) -> Message:
        """Remind somebody who comes, or may come; it says "tomorrow" only when that is so."""
        days = (meeting.day - self._town.calendar.local_date(now)).days
        when = {0: text("meeting.today"), 1: text("meeting.tomorrow")}.get(
            days, text("meeting.on", at=meeting.starts_at)
        )
        shown = text(DAY_SCREEN[coming], **self.facts(meeting), when=when)
        yes = "meeting.day_confirm" if coming is Coming.YES else "meeting.yes"
        rows = ((_come(yes, meeting, "yes"), _come("meeting.yet_no", meeting, "no")), more_row(meeting))
        return Message(shown, rows)

    def changed(self, meeting: Meeting, changes: frozenset[str], coming: Coming | None) -> Message:
        """Tell when and where a meeting is now, and what of that is new."""
        when = text("meeting.when_new" if "when" in changes else "meeting.when_same", **self.facts(meeting))
        where = text("meeting.where_new" if "where" in changes else "meeting.where_same", **self.facts(meeting))
        shown = text("meeting.changed", title=meeting.title, when=when, where=where)
        okay = (_come("meeting.okay", meeting, "yes"), _come("meeting.then_no", meeting, "no"))
        return Message(shown, (okay,) if coming is Coming.YES else coming_rows(meeting))

    def cancelled(self, unit: Unit, meeting: Meeting) -> Message:
        """Tell that a meeting does not take place, and why."""
        reason = reason_of(unit, meeting)
        return Message(
            text("meeting.cancelled", **self.facts(meeting), reason=reason, manager=self._town.manager),
            ((button("menu.ask", "ask.invite"),),),
        )

    def why(self, meeting: Meeting) -> Text:
        """Return the line that says from whom a message comes, and why this person gets it."""
        return text(
            "meeting.why",
            manager=self._town.manager,
            role=self._town.role,
            audience=self.audience(audience_of(meeting.audience)),
        )

    def audience(self, audience: Audience) -> Text:
        """Return whom a meeting is for, in words."""
        match audience.group:
            case Group.TRADE if audience.key in self._town.trades:
                return text("meeting.for_trade", trade=self._town.trades[audience.key].name)
            case Group.ZONE if audience.key in self._town.zones:
                return text("meeting.for_zone", zone=self._town.zones[audience.key].name)
            case Group.THEME if audience.key in self._town.themes:
                return text("meeting.for_theme", theme=self._town.themes[audience.key].name)
            case Group.EVERYONE:
                return text("meeting.for_all", town=self._town.name)
            case _:
                return text("meeting.for_some")

    @staticmethod
    def facts(meeting: Meeting) -> dict[str, Value]:
        """Return what every sentence about a meeting may name."""
        return {"title": meeting.title, "at": meeting.starts_at, "end": meeting.ends_at, "place": meeting.place}


def on_button(title: Value) -> Value:
    """Return a title that fits on a button of its own, with a sign before it."""
    return _short(title, BUTTON_UNITS)


def on_line(title: Value) -> Value:
    """Return a title that leaves room for more on its line."""
    return _short(title, LINE_UNITS)


def titled(item: Item) -> Value:
    """Return the item's title, or its kind when the report added it without one."""
    return item.title or text(f"meeting.item.{item.kind}")


def item_lines(items: Sequence[Item]) -> tuple[Text, ...]:
    """Return one numbered line an item, with its kind, minutes and owner."""
    return tuple(_item_line(number, item) for number, item in enumerate(items, 1))


def audience_of_meeting(meeting: Meeting) -> Audience:
    """Return whom the meeting is for."""
    return audience_of(meeting.audience)


def reason_of(unit: Unit, meeting: Meeting) -> str:
    """Return why a meeting was called off, as the manager wrote it."""
    forms = unit.conversations.of_subject(CANCEL_FORM, meeting.id)
    return next((one.words("why") for one in reversed(forms) if one.stage is Stage.DONE), "")


def coming_rows(meeting: Meeting) -> Rows:
    """Return the three answers to an invitation."""
    return (
        (
            _come("meeting.yes", meeting, "yes"),
            _come("meeting.maybe", meeting, "maybe"),
            _come("meeting.no", meeting, "no"),
        ),
    )


def more_row(meeting: Meeting) -> tuple[Button, ...]:
    """Return the way to the whole agenda, and the meeting for people's own calendar."""
    return (button("meeting.whole", "meeting.whole", meeting.id), _calendar(meeting))


def mute() -> Button:
    """Return the switch under what we send unasked."""
    return button("meeting.mute", "settings.mute", Matter.MEETING)


def _come(label: str, meeting: Meeting, coming: str) -> Button:
    return button(label, "meeting.come", meeting.id, meeting.version, coming)


def _calendar(meeting: Meeting) -> Button:
    return button("meeting.calendar", "meeting.calendar", meeting.id)


def _short(title: Value, units: int) -> Value:
    return shorten(title, units) if isinstance(title, str) else title


def _item_line(number: int, item: Item) -> Text:
    values: dict[str, Value] = {
        "number": str(number),
        "title": titled(item),
        "kind": text(f"meeting.item.{item.kind}"),
        "minutes": item.minutes,
        "owner": item.owner,
    }
    return text("meeting.item_owner" if item.owner else "meeting.item_line", **values)
