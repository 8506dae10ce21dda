"""What comes due of letters and answers: the reminder, the check after a hand-over, how it went some weeks later."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.domain.contact import Contact, Matter
from bot.domain.due import Due, DueRow
from bot.domain.enquiry import Enquiry, Event, Status, Step
from bot.domain.letter import Letter
from bot.domain.message import Message, Text, button, text
from bot.domain.note import UseFor
from bot.domain.respect import is_quiet
from bot.domain.town import Town
from bot.services.clock.occasions import Concerned
from bot.services.clock.saying import OWN
from bot.services.clock.unhurried import Unhurried
from bot.services.helping.moments import follows_up_at, lapses_at
from bot.services.helping.parties import Parties
from bot.services.helping.screens import HelpingScreens
from bot.services.learning.guide import Guide
from bot.services.ports import Unit
from bot.services.wording import titled


class AboutOne(Unhurried):
    """What is said to one asker about one question of theirs; late is better than never, but not at night."""

    what: Due

    def __init__(self, town: Town, screens: HelpingScreens) -> None:
        self._town = town
        self._screens = screens

    def people(self, unit: Unit, subject_id: int, version: int) -> Sequence[Concerned]:
        """Return the question's asker."""
        del version
        enquiry = unit.enquiries.get(subject_id)
        asker = unit.contacts.get(enquiry.asker_id) if enquiry else None
        return [Concerned(asker, OWN)] if asker is not None else []

    def title(self, unit: Unit, due: DueRow) -> Text:
        """Return one line that names it."""
        enquiry = unit.enquiries.get(due.subject_id)
        return text(f"help.title.{self.what}", number=enquiry.number if enquiry else 0)

    def _quietly(self, unit: Unit, message: Message) -> Message:
        # The clock may have stood still until tonight.
        silent = is_quiet(self._town.calendar, unit.now)
        return Message(message.text, message.rows, silent=silent)

    @staticmethod
    def _own(unit: Unit, due: DueRow, person: Contact, status: Status) -> Enquiry | None:
        enquiry = unit.enquiries.get(due.subject_id)
        return enquiry if enquiry and enquiry.asker_id == person.id and enquiry.status is status else None


class Reminder(AboutOne):
    """Reminds an asker of what we asked, once."""

    what = Due.ENQUIRY_REMIND

    def message(self, unit: Unit, due: DueRow, person: Contact) -> Message | None:
        """Return the reminder, None when they answered or were asked something else meanwhile."""
        enquiry, letter = self._own(unit, due, person, Status.ASKED), current(unit, due, UseFor.ASK_BACK)
        # When the clock stood still until the term was over, that is what they hear.
        if enquiry is None or letter is None or unit.now >= lapses_at(self._town, letter.sent_at or letter.drafted_at):
            return None
        return self._quietly(unit, self._screens.reminder(unit, enquiry, letter))


class Check(AboutOne):
    """Asks whether somebody whom we sent elsewhere was helped there."""

    what = Due.ENQUIRY_CHECK

    def message(self, unit: Unit, due: DueRow, person: Contact) -> Message | None:
        """Return the question, None when it is open or closed again meanwhile."""
        enquiry, letter = self._own(unit, due, person, Status.ELSEWHERE), current(unit, due, UseFor.HAND_OVER)
        if enquiry is None or letter is None:
            return None
        return self._quietly(unit, self._screens.check(enquiry, letter))


class FollowUp(AboutOne):
    """Asks some weeks after an answer how it went, where the topic says so; also sees to it that this is planned.

    The version of its row is how many answers the question had. Unlike the others of this room nobody waits for it: it
    is we who want to know. So it heeds the switch of interviews, which stands below it, waits for the end of a pause
    and of quiet hours, and never goes to who wants nothing unasked. As it is about a question of their own, nobody has
    to have said yes to it before.
    """

    what = Due.ENQUIRY_FOLLOW_UP
    matter: Matter | None = Matter.INTERVIEW

    def moved(self, unit: Unit, before: Enquiry, after: Enquiry, event: Event) -> None:
        """Plan it with each answer; the newest one counts."""
        del before
        topic = self._town.topics.get(after.topic)
        if event.step is not Step.ANSWER or topic is None or not topic.follows_up:
            return
        at = follows_up_at(self._town, unit.now)
        version = len(_answers(unit, after.id))
        unit.dues.plan([DueRow(0, self.what, after.id, version, after.asker_id, at, self.matter, OWN)])

    def message(self, unit: Unit, due: DueRow, person: Contact) -> Message | None:
        """Return the question, None when it is open again, was answered anew, or they ask about the same now."""
        enquiry = self._own(unit, due, person, Status.CLOSED) or self._own(unit, due, person, Status.ANSWERED)
        answers = _answers(unit, due.subject_id)
        if enquiry is None or len(answers) != due.version or self._asks_again(unit, enquiry):
            return None
        shown = text("help.follow_up", number=enquiry.number, title=titled(enquiry), at=answers[-1].at)
        rows = (
            (button("help.well", "mine.went", enquiry.id, 1), button("help.badly", "mine.went", enquiry.id, 0)),
            (button("interview.mute", "settings.mute", Matter.INTERVIEW),),
        )
        return Message(shown, rows)

    @staticmethod
    def _asks_again(unit: Unit, enquiry: Enquiry) -> bool:
        latest = unit.enquiries.latest_sent_of(enquiry.asker_id)
        return latest is not None and latest.id > enquiry.id and latest.topic == enquiry.topic


def current(unit: Unit, due: DueRow, use_for: UseFor) -> Letter | None:
    """Return the letter that the row is about, None when a later one took its place."""
    latest = unit.letters.latest(due.subject_id, use_for)
    return latest if latest is not None and latest.id == due.version else None


class Letters(NamedTuple):
    """The occasions of this room; the last one also watches the steps of questions."""

    reminder: Reminder
    check: Check
    follow_up: FollowUp


def helping_occasions(town: Town, guide: Guide) -> Letters:
    """Return the occasions of this room."""
    screens = HelpingScreens(town, Parties(town, guide))
    return Letters(Reminder(town, screens), Check(town, screens), FollowUp(town, screens))


def _answers(unit: Unit, enquiry_id: int) -> Sequence[Event]:
    return [event for event in unit.enquiries.history(enquiry_id) if event.step is Step.ANSWER]
