"""The report of a meeting: one step an item, and looking back and ahead where the agenda did not."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.conversation import Answered, Answers, Conversation, Form, Given, Kind, Step
from bot.domain.due import Due
from bot.domain.errors import Refused
from bot.domain.meeting import Item, Meeting, MeetingStatus, missing_looks
from bot.domain.message import Text, text
from bot.services.clock.casting import Casting
from bot.services.meetings.form_base import MeetingFormKind, meeting_with
from bot.services.meetings.screens import titled
from bot.services.ports import Unit
from bot.services.visit import Reply
from bot.services.wording import named

LONGEST_OUTCOME = 3000
HINTS = 3
"""How many of the things that people gave along the form reminds of, with the first item."""


class ReportForm(MeetingFormKind):
    """What came of a meeting; the subject is that meeting."""

    key = "meeting_report"

    def __init__(self, casting: Casting) -> None:
        self._casting = casting

    def form(self, unit: Unit, conversation: Conversation) -> Form:
        """Return one step an item, each of which can be skipped."""
        meeting = meeting_with(unit, conversation.subject)
        given = tuple(
            text("meeting.input", name=named(unit.contacts.get(one.person_id)), words=one.words)
            for one in unit.meetings.inputs(meeting.id)
            if one.words
        )
        steps = [_step(item, given[-HINTS:] if at == 0 else ()) for at, item in enumerate(_asked(meeting))]
        return Form(self.key, text("meeting.report_form", title=meeting.title), tuple(steps))

    def finish(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply:
        """Keep what came of each item, and show the report as it would be sent."""
        meeting = reportable(unit, conversation.subject)
        written = replace(meeting, items=_written(meeting, conversation))
        if not written.reportable:
            raise Refused("meeting.report_empty")
        unit.meetings.save(written)
        return self._casting.preview(unit, actor, Due.MEETING_REPORT, meeting.id, meeting.version)


def reportable(unit: Unit, meeting_id: int) -> Meeting:
    """Return the meeting when it has begun and its report was not sent; raise ``Refused`` otherwise."""
    meeting = meeting_with(unit, meeting_id)
    if meeting.status is not MeetingStatus.ANNOUNCED or not meeting.begun(unit.now):
        raise Refused("meeting.step_refused")
    return meeting


def report_answers(meeting: Meeting) -> Answers:
    """Return what was written before as answers, none when nothing was."""
    if not meeting.reportable:
        return {}
    return {
        _key(item): Given(_key(item), words=item.outcome) if item.outcome else Given(_key(item), Answered.SKIPPED)
        for item in _asked(meeting)
    }


def _asked(meeting: Meeting) -> Sequence[Item]:
    """Return the items of the agenda, and looking back and ahead (without a title) where it has none."""
    agenda = [item for item in meeting.items if item.title]
    added = {item.kind: item for item in meeting.items if not item.title}
    return (*agenda, *(added.get(kind, Item(kind, "", 0)) for kind in missing_looks(agenda)))


def _step(item: Item, given: tuple[Text, ...]) -> Step:
    ask = text("meeting.ask_outcome", title=titled(item), kind=text(f"meeting.item.{item.kind}"))
    if given:
        ask = text("meeting.ask_outcome_given", ask=ask, given=given)
    if not item.title:
        ask = text(f"meeting.ask_look.{item.kind}")
    title = text("meeting.title_outcome", title=titled(item))
    return Step(_key(item), Kind.TEXT, ask, most=LONGEST_OUTCOME, title=title)


def _key(item: Item) -> str:
    return f"i{item.id}" if item.title else str(item.kind)


def _written(meeting: Meeting, conversation: Conversation) -> tuple[Item, ...]:
    """Return the agenda with what was written; looking back and ahead become items of their own."""
    kept = [replace(item, outcome=conversation.words(_key(item)).strip()) for item in _asked(meeting)]
    return tuple(item for item in kept if item.title or item.outcome)
