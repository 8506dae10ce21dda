"""The manager's form for a meeting: what it is about, when, where, its statute, and an agenda whose minutes fit."""

from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.conversation import YES, Conversation, Form, Given, Kind, Step
from bot.domain.due import Due
from bot.domain.errors import Refused
from bot.domain.meeting import Meeting, MeetingStatus
from bot.domain.message import Message, text
from bot.domain.town import Town
from bot.services.clock.casting import Casting
from bot.services.forms.kind import FormKind
from bot.services.meetings.answers import check_moment, items_of, meeting_of, minutes_open
from bot.services.meetings.cards import DRAFT_FORM, EDIT_FORM, draft_title
from bot.services.meetings.change_forms import CancelForm, MoveForm
from bot.services.meetings.draft_screen import draft_summary
from bot.services.meetings.form_base import MeetingFormKind, meeting_with
from bot.services.meetings.people import audience_in
from bot.services.meetings.report_form import ReportForm
from bot.services.meetings.steps import meeting_steps
from bot.services.ports import Unit
from bot.services.visit import Reply


def meeting_forms(town: Town, casting: Casting) -> tuple[FormKind, ...]:
    """Return the kinds of form of this room."""
    return (PlanForm(town, casting), EditForm(town, casting), MoveForm(town), CancelForm(town), ReportForm(casting))


class PlanForm(MeetingFormKind):
    """A new meeting; the subject tells one draft from another."""

    key = DRAFT_FORM

    def __init__(self, town: Town, casting: Casting) -> None:
        self._town = town
        self._casting = casting

    def form(self, unit: Unit, conversation: Conversation) -> Form:
        """Return the steps, as far as they depend on what was answered."""
        del unit
        return Form(
            self.key, text("meeting.form", title=draft_title(conversation)), meeting_steps(self._town, conversation)
        )

    def check(self, unit: Unit, conversation: Conversation, step: Step, given: Given) -> None:
        """Refuse a moment that has passed or does not exist, minutes that do not fit, and an audience of nobody."""
        super().check(unit, conversation, step, given)
        item, _, last = step.key.rpartition(".")
        if not item and last in {"day", "start"}:
            check_moment(self._town, conversation, step.key, given.value, unit.now)
        elif last == "minutes":
            _check_minutes(conversation, item, int(given.value))
        elif last == "more" and given.value == YES and minutes_open(conversation) <= 0:
            raise Refused("meeting.full")
        elif step.kind is Kind.PEOPLE:
            audience = audience_in(conversation, given)
            if audience is not None and not unit.contacts.in_audience(audience):
                raise Refused("meeting.nobody")

    def summary(self, unit: Unit, actor: Contact, conversation: Conversation) -> Message | None:
        """Show the meeting as it will be; the usual summary when its moment has passed meanwhile."""
        del actor
        try:
            return draft_summary(unit, self._town, conversation)
        except Refused:
            return None

    def finish(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply:
        """Store the meeting, and show what would be sent to whom."""
        meeting = unit.meetings.add(self._made(unit, conversation))
        return self._casting.preview(unit, actor, Due.MEETING_AGENDA, meeting.id, meeting.version)

    def _made(self, unit: Unit, conversation: Conversation) -> Meeting:
        return meeting_of(self._town, conversation, unit.now)


class EditForm(PlanForm):
    """A meeting that was not announced yet, changed; the subject is that meeting."""

    key = EDIT_FORM

    def finish(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply:
        """Store the changed meeting as a new version, and show again what would be sent to whom."""
        present = meeting_with(unit, conversation.subject)
        if present.status is not MeetingStatus.PLANNED:
            raise Refused("meeting.was_announced")
        made = replace(self._made(unit, conversation), id=present.id, version=present.version + 1)
        unit.meetings.save(replace(made, created_by=present.created_by))
        return self._casting.preview(unit, actor, Due.MEETING_AGENDA, made.id, made.version)


def _check_minutes(conversation: Conversation, item: str, minutes: int) -> None:
    if item:
        left = minutes_open(conversation, item)
        if minutes > left:
            raise Refused("meeting.does_not_fit", count=max(0, left))
        return
    spent = sum(one.minutes for one in items_of(conversation))
    if minutes < spent:
        raise Refused("meeting.too_short", count=spent)
