"""What a manager does with meetings (guide 3.7): plan, go on with a draft, announce, move, call off, report."""

from bot.domain.contact import Contact
from bot.domain.conversation import SUMMARY, Form
from bot.domain.due import Due
from bot.domain.errors import NotFound, Refused
from bot.domain.meeting import MeetingStatus
from bot.domain.message import Message, text
from bot.domain.town import Town
from bot.services.clock.casting import Casting
from bot.services.forms.conversing import Conversing
from bot.services.meetings.answers import ahead, answers_of, minutes_open, moment_answers
from bot.services.meetings.cards import DRAFT_FORM, EDIT_FORM, MeetingCards, draft_title
from bot.services.meetings.change_forms import cancellable, movable
from bot.services.meetings.draft_screen import with_another_item
from bot.services.meetings.form_base import meeting_with
from bot.services.meetings.report_form import report_answers, reportable
from bot.services.meetings.screens import CANCEL_FORM, MeetingScreens
from bot.services.meetings.steps import meeting_steps
from bot.services.ports import Unit
from bot.services.visit import Reply
from bot.services.wording import named


class MeetingPlans:
    """The manager's use cases."""

    def __init__(self, town: Town, conversing: Conversing, casting: Casting) -> None:
        self._town = town
        self._conversing = conversing
        self._casting = casting
        self._cards = MeetingCards(MeetingScreens(town))

    def list(self, unit: Unit, _actor: Contact, offset: int = 0) -> Reply:
        """Show what is planned, owed and being made."""
        return Reply(self._cards.list(unit, offset))

    def card(self, unit: Unit, _actor: Contact, meeting_id: int) -> Reply:
        """Show one meeting."""
        return Reply(self._cards.card(unit, meeting_with(unit, meeting_id)))

    def who(self, unit: Unit, _actor: Contact, meeting_id: int) -> Reply:
        """Show who comes."""
        return Reply(self._cards.who(unit, meeting_with(unit, meeting_id)))

    def inputs(self, unit: Unit, actor: Contact, meeting_id: int) -> Reply:
        """Show what people gave along, and send the files among it."""
        meeting = meeting_with(unit, meeting_id)
        for given in unit.meetings.inputs(meeting.id):
            if given.attachment is not None:
                name = named(unit.contacts.get(given.person_id))
                unit.outbox.put(actor, Message(text("meeting.input_file", name=name), attachment=given.attachment))
        return Reply(self._cards.inputs(unit, meeting), fresh=True)

    def new(self, unit: Unit, actor: Contact) -> Reply:
        """Start the form for a new meeting; one of ours in which nothing was answered yet is that one."""
        mine = [one for one in unit.conversations.of_form(DRAFT_FORM) if one.person_id == actor.id]
        blank = next((one for one in mine if not one.answers), None)
        # The second tells drafts apart: two taps in one second are one meeting.
        subject = blank.subject if blank is not None else int(unit.now.timestamp())
        return self._conversing.begin(unit, actor, DRAFT_FORM, subject)

    def add_item(self, unit: Unit, actor: Contact, conversation_id: int) -> Reply:
        """Go back from the end of the form to one more item of the agenda."""
        draft = unit.conversations.get(conversation_id)
        if draft is None or draft.form not in {DRAFT_FORM, EDIT_FORM}:
            raise NotFound
        if draft.person_id == actor.id and not draft.ended and draft.step == SUMMARY:
            if minutes_open(draft) <= 0:
                raise Refused("meeting.full")
            form = Form(draft.form, text("meeting.form", title=draft_title(draft)), meeting_steps(self._town, draft))
            unit.conversations.save(with_another_item(form, draft, unit))
        return self._conversing.show(unit, actor, draft.id)

    def edit(self, unit: Unit, actor: Contact, meeting_id: int) -> Reply:
        """Change a meeting that was not announced yet."""
        meeting = meeting_with(unit, meeting_id)
        if meeting.status is not MeetingStatus.PLANNED:
            raise Refused("meeting.was_announced")
        return self._conversing.begin(unit, actor, EDIT_FORM, meeting.id, answers_of(meeting))

    def send(self, unit: Unit, actor: Contact, meeting_id: int) -> Reply:
        """Show again what would be sent to whom."""
        meeting = meeting_with(unit, meeting_id)
        if meeting.status is not MeetingStatus.PLANNED:
            raise Refused("meeting.was_announced")
        ahead(self._town, meeting.day, meeting.start, unit.now)
        return self._casting.preview(unit, actor, Due.MEETING_AGENDA, meeting.id, meeting.version)

    def move(self, unit: Unit, actor: Contact, meeting_id: int) -> Reply:
        """Start the form for another moment or place, with the present ones filled in."""
        meeting = movable(unit, meeting_id)
        return self._conversing.begin(unit, actor, "meeting_move", meeting.id, moment_answers(meeting))

    def cancel(self, unit: Unit, actor: Contact, meeting_id: int) -> Reply:
        """Ask why the meeting is called off."""
        return self._conversing.begin(unit, actor, CANCEL_FORM, cancellable(unit, meeting_id).id)

    def report(self, unit: Unit, actor: Contact, meeting_id: int) -> Reply:
        """Start the form for the report, or go on with it."""
        meeting = reportable(unit, meeting_id)
        return self._conversing.begin(unit, actor, "meeting_report", meeting.id, report_answers(meeting))

    def send_report(self, unit: Unit, actor: Contact, meeting_id: int) -> Reply:
        """Show again the report that was written, as it would be sent."""
        meeting = reportable(unit, meeting_id)
        if not meeting.reportable:
            raise Refused("meeting.report_empty")
        return self._casting.preview(unit, actor, Due.MEETING_REPORT, meeting.id, meeting.version)
