"""The end of the meeting form: the meeting as it will be, with what the manager may want to look at once more."""

from bot.domain.conversation import MORE, YES, Conversation, Form, Given, change, give, path
from bot.domain.meeting import Meeting, minutes_left, missing_looks
from bot.domain.message import Message, Rows, Text, button, text
from bot.domain.town import Town
from bot.services.meetings.answers import ITEM, meeting_of
from bot.services.meetings.screens import MeetingScreens, audience_of_meeting, item_lines
from bot.services.meetings.steps import off_day
from bot.services.ports import Unit


def draft_summary(unit: Unit, town: Town, conversation: Conversation) -> Message:
    """Show the meeting that these answers make; raises ``Refused`` when they make none (any more)."""
    screens = MeetingScreens(town)
    meeting = meeting_of(town, conversation, unit.now)
    facts = screens.facts(meeting)
    kind, off = text(f"meeting.kind.{meeting.kind}"), off_day(town, conversation)
    when = text("meeting.draft_when_off", off=off, **facts) if off else text("meeting.draft_when", **facts)
    lines = (
        text("meeting.draft_head", title=meeting.title, kind=kind),
        when,
        text("meeting.draft_decided", decided=meeting.decided),
        text("meeting.draft_open", open=meeting.open),
        text(
            "meeting.draft_whom",
            audience=screens.audience(audience_of_meeting(meeting)),
            rung=text(f"meeting.rung.{meeting.rung}"),
        ),
        text("meeting.draft_items", lines=item_lines(meeting.items)),
        *_hints(meeting),
    )
    return Message(text("meeting.draft", lines=lines), _rows(conversation))


def with_another_item(form: Form, conversation: Conversation, unit: Unit) -> Conversation:
    """Return the conversation at the first step of one item more."""
    steps = [step.key for step in path(form, conversation.answers)]
    last = [key for key in steps if key.startswith(f"{ITEM}.") and key.endswith(f".{MORE}")][-1]
    asked = change(form, conversation, last, unit.now)
    return give(form, asked, Given(last, value=YES), unit.now)


def _hints(meeting: Meeting) -> tuple[Text, ...]:
    looks = tuple(text(f"meeting.look.{kind}") for kind in missing_looks(meeting.items))
    fits = text("meeting.draft_fits", count=minutes_left(meeting.minutes, meeting.items))
    return (text("meeting.draft_look", looks=looks), fits) if looks else (fits,)


def _rows(conversation: Conversation) -> Rows:
    here = conversation.id
    return (
        (button("form.finish", "form.finish", here), button("form.choose", "form.choose", here, 0)),
        (button("meeting.add_item", "meeting.add_item", here),),
        (button("form.pause", "form.pause", here), button("form.stop", "form.stop", here)),
    )
