"""What the manager sees of meetings: the list with drafts and reports that are owed, the card of one, who comes."""

from collections.abc import Sequence

from bot.domain.audience import audience_of
from bot.domain.conversation import Conversation
from bot.domain.meeting import Coming, Meeting, MeetingStatus
from bot.domain.message import Button, Message, Rows, Text, button, text
from bot.services.meetings.screens import MeetingScreens, on_button, on_line
from bot.services.ports import Unit
from bot.services.wording import named, one_line

PAGE = 3
"""Meetings on one page of the list, beside at most so many reports that are owed, and drafts."""

BESIDE = 2
LOOKED_BACK = 20
"""How many of the newest meetings are searched for a report that is owed."""

NAMES = 30
INPUTS = 10
"""How many names, and things given along, one screen shows; they are folded."""

DRAFT_FORM, EDIT_FORM = "meeting", "meeting_edit"
"""The forms of a new meeting, and of one that was not announced yet."""


class MeetingCards:
    """The manager's screens."""

    def __init__(self, screens: MeetingScreens) -> None:
        self._screens = screens

    def list(self, unit: Unit, offset: int) -> Message:
        """Show reports that are owed, coming meetings, and drafts of every manager."""
        coming = unit.meetings.upcoming(unit.now, offset + PAGE + 1)[offset:]
        owed, drafts = owed_reports(unit)[:BESIDE], unit.conversations.of_form(DRAFT_FORM)[:BESIDE]
        lines = (
            *(text("meeting.line_owed", title=one.title, at=one.starts_at) for one in owed),
            *(_line(one) for one in coming[:PAGE]),
            *(_draft_line(unit, one) for one in drafts),
        )
        rows = (
            (button("meeting.new", "meeting.new"),),
            *(
                (button("meeting.button", "meeting.card", one.id, title=on_button(one.title)),)
                for one in (*owed, *coming[:PAGE])
            ),
            *(
                (button("meeting.draft_button", "form.show", one.id, title=on_button(draft_title(one))),)
                for one in drafts
            ),
            *_turning(offset, more=len(coming) > PAGE),
        )
        return Message(text("meeting.list", lines=lines) if lines else text("meeting.list_empty"), rows)

    def card(self, unit: Unit, meeting: Meeting) -> Message:
        """Show where one meeting stands, and what can be done with it."""
        lines = [
            text("meeting.card_head", title=meeting.title, status=text(f"meeting.status.{meeting.status}")),
            text("meeting.card_when", **self._screens.facts(meeting)),
            text("meeting.card_whom", audience=self._screens.audience(audience_of(meeting.audience))),
        ]
        if meeting.status is not MeetingStatus.PLANNED:
            lines.append(_counts(unit, meeting))
        given = len(unit.meetings.inputs(meeting.id))
        if given:
            lines.append(text("meeting.card_inputs", count=given))
        return Message(text("meeting.card", lines=tuple(lines)), self._card_rows(unit, meeting, given))

    def who(self, unit: Unit, meeting: Meeting) -> Message:
        """Show the names of those who were invited, by what they answered."""
        invited = unit.meetings.attendances(meeting.id)
        lines = []
        for coming in (*Coming, None):
            ids = [one.person_id for one in invited if one.coming is coming]
            names = tuple(text("meeting.name", name=named(unit.contacts.get(one))) for one in ids[:NAMES])
            more = (text("meeting.more_names", count=len(ids) - NAMES),) if len(ids) > NAMES else ()
            if ids:
                lines.append(
                    text(
                        f"meeting.who.{coming}" if coming else "meeting.who_silent",
                        count=len(ids),
                        names=(*names, *more),
                    )
                )
        shown = text("meeting.who", title=meeting.title, lines=tuple(lines)) if lines else text("meeting.who_nobody")
        return Message(shown, (_back(meeting),))

    def inputs(self, unit: Unit, meeting: Meeting) -> Message:
        """Show what people gave along; files come in messages of their own."""
        lines = tuple(
            text("meeting.input", name=named(unit.contacts.get(one.person_id)), words=one.words)
            if one.words
            else text("meeting.input_wordless", name=named(unit.contacts.get(one.person_id)))
            for one in unit.meetings.inputs(meeting.id)[-INPUTS:]
        )
        return Message(text("meeting.inputs", title=meeting.title, lines=lines), (_back(meeting),))

    @staticmethod
    def _card_rows(unit: Unit, meeting: Meeting, given: int) -> Rows:
        people = [button("meeting.who_button", "meeting.who", meeting.id)]
        if given:
            people.append(button("meeting.inputs_button", "meeting.inputs", meeting.id, count=given))
        rows = (_steps(unit, meeting), tuple(people) if meeting.status is not MeetingStatus.PLANNED else ())
        return (*(row for row in rows if row), (button("meeting.to_list", "meeting.page", 0),))


def owed_reports(unit: Unit) -> Sequence[Meeting]:
    """Return the meetings that have been and whose report was not sent, the newest first."""
    newest = unit.meetings.newest(LOOKED_BACK)
    return [one for one in newest if one.status is MeetingStatus.ANNOUNCED and one.ends_at <= unit.now]


def draft_title(draft: Conversation) -> str | Text:
    """Return how a draft is called: its title, or a word for one that has none yet."""
    return one_line(draft.words("title")) or text("meeting.untitled")


def _steps(unit: Unit, meeting: Meeting) -> tuple[Button, ...]:
    cancel = button("meeting.cancel", "meeting.cancel", meeting.id)
    match meeting.status:
        case MeetingStatus.PLANNED:
            send = button("meeting.send", "meeting.send", meeting.id)
            return (send, button("meeting.edit", "meeting.edit", meeting.id), cancel)
        case MeetingStatus.ANNOUNCED if meeting.begun(unit.now):
            write = button("meeting.write_report", "meeting.write_report", meeting.id)
            send = button("meeting.send", "meeting.send_report", meeting.id)
            return (send, write) if meeting.reportable else (write,)
        case MeetingStatus.ANNOUNCED:
            return (button("meeting.move", "meeting.move", meeting.id), cancel)
        case MeetingStatus.REPORTED:
            return (button("meeting.report_whole", "meeting.report_whole", meeting.id),)
        case MeetingStatus.CANCELLED:
            return ()


def _counts(unit: Unit, meeting: Meeting) -> Text:
    answers = [one.coming for one in unit.meetings.attendances(meeting.id)]
    return text(
        "meeting.card_counts",
        yes=answers.count(Coming.YES),
        maybe=answers.count(Coming.MAYBE),
        no=answers.count(Coming.NO),
        silent=answers.count(None),
    )


def _line(meeting: Meeting) -> Text:
    status = text(f"meeting.status.{meeting.status}")
    return text("meeting.line", title=meeting.title, at=meeting.starts_at, status=status)


def _draft_line(unit: Unit, draft: Conversation) -> Text:
    return text("meeting.line_draft", title=on_line(draft_title(draft)), name=named(unit.contacts.get(draft.person_id)))


def _turning(offset: int, *, more: bool) -> Rows:
    turning = (
        *((button("page.back", "meeting.page", max(0, offset - PAGE)),) if offset else ()),
        *((button("page.on", "meeting.page", offset + PAGE),) if more else ()),
    )
    return (turning,) if turning else ()


def _back(meeting: Meeting) -> tuple[Button, ...]:
    return (button("meeting.to_card", "meeting.card", meeting.id),)
