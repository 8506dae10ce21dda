"""All use cases of the house, put together once for one town."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.access import Role
from bot.domain.contact import Contact, Expects
from bot.domain.town import Town
from bot.services.clock.casting import Casting
from bot.services.clock.clockwork import Clockwork
from bot.services.decisions.decisions import Decisions
from bot.services.decisions.form import decision_forms
from bot.services.decisions.occasions import decision_occasions
from bot.services.deliveries import Deliveries
from bot.services.door import Door
from bot.services.enquiries.additions import Additions
from bot.services.enquiries.answering import Answering
from bot.services.enquiries.asking import Asking
from bot.services.enquiries.earlier import Earlier
from bot.services.enquiries.following import Following
from bot.services.enquiries.notices import Notices
from bot.services.enquiries.nudges import Nudges
from bot.services.enquiries.queue import Queue
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.enquiries.screens import EnquiryScreens
from bot.services.enquiries.thinking import Thinking
from bot.services.forms.conversing import Conversing
from bot.services.free_text import Taker
from bot.services.interviews.form import interview_forms
from bot.services.interviews.interviews import Interviews
from bot.services.interviews.occasions import interview_occasions
from bot.services.learning.guide import Guide
from bot.services.learning.known import KnownAnswering
from bot.services.learning.lessons import Teaching
from bot.services.learning.monthly import Monthly
from bot.services.learning.reasons import Reasons
from bot.services.learning.rule_form import rule_forms
from bot.services.learning.rules import RuleBook
from bot.services.learning.whereto import WhereTo
from bot.services.meetings.form import meeting_forms
from bot.services.meetings.meetings import Meetings
from bot.services.meetings.occasions import meeting_occasions
from bot.services.people.settings import PersonalSettings
from bot.services.people.staff import Appointments
from bot.services.people.taking_part import TakingPart
from bot.services.people.welcome import Welcoming
from bot.services.people.welcome_form import WelcomeForm
from bot.services.people.welcome_screens import WelcomeScreens
from bot.services.ports import Speech, Unit
from bot.services.visit import Reply, Said


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that people can do here, by what it is about."""

    door: Door
    welcoming: Welcoming
    asking: Asking
    additions: Additions
    following: Following
    queue: Queue
    answering: Answering
    earlier: Earlier
    appointments: Appointments
    deliveries: Deliveries
    nudges: Nudges
    conversing: Conversing
    casting: Casting
    clockwork: Clockwork
    interviews: Interviews
    meetings: Meetings
    decisions: Decisions
    settings: PersonalSettings
    taking_part: TakingPart
    guide: Guide
    known: KnownAnswering
    where_to: WhereTo
    monthly: Monthly
    rules: RuleBook

    @property
    def takers(self) -> Mapping[Expects, Taker]:
        """Return who takes the next message when we asked for something in particular."""
        return {Expects.MEETING_INPUT: self.meetings.take_input, Expects.REACTION: self.decisions.take_reaction}

    def edit(self, unit: Unit, actor: Contact, said: Said) -> Reply:
        """Take over what somebody changed in a message that they sent before."""
        edits = self.answering.edit if actor.role is Role.MANAGER else self.additions.edit
        return edits(unit, actor, said)

    def show_number(self, unit: Unit, actor: Contact, number: int) -> Reply:
        """Show the question with that number, as its asker or as the manager sees it."""
        shows = self.queue.show_number if actor.role is Role.MANAGER else self.following.show_number
        return shows(unit, actor, number)


def build_desk(town: Town, speech: Speech) -> Desk:
    """Return the use cases for that town; ``speech`` tells how its labels read."""
    guide = Guide(town)
    thinking, reasons = Thinking(town, guide), Reasons(town, guide)
    enquiry_screens, queue_screens = EnquiryScreens(town), QueueScreens(town, reasons)
    teaching = Teaching(town)
    notices = Notices(queue_screens)
    asking = Asking(town, enquiry_screens, WelcomeScreens(town), notices, thinking, teaching)
    queue = Queue(town, queue_screens, teaching)
    appointments = Appointments()
    monthly = Monthly(town)
    planned = (*interview_occasions(town), *meeting_occasions(town), *decision_occasions(town), monthly)
    occasions = {occasion.what: occasion for occasion in planned}
    casting = Casting(town, occasions)
    welcome = WelcomeForm(town, asking)
    kinds = (welcome, *interview_forms(town, casting), *meeting_forms(town, casting), *decision_forms(town, casting))
    conversing = Conversing(town, (*kinds, *rule_forms(town)), asking, speech)
    return Desk(
        door=Door(town),
        welcoming=Welcoming(town, asking, queue, appointments, welcome),
        asking=asking,
        additions=Additions(asking, notices),
        following=Following(enquiry_screens, notices),
        queue=queue,
        answering=Answering(town, queue_screens, enquiry_screens),
        earlier=Earlier(town),
        appointments=appointments,
        deliveries=Deliveries(notices, casting.progress),
        nudges=Nudges(asking),
        conversing=conversing,
        casting=casting,
        clockwork=Clockwork(town, occasions, casting),
        interviews=Interviews(town, conversing, casting, speech),
        meetings=Meetings(town, conversing, casting),
        decisions=Decisions(town, conversing, casting, asking),
        settings=PersonalSettings(town),
        taking_part=TakingPart(town),
        guide=guide,
        known=KnownAnswering(town, asking),
        where_to=WhereTo(town, guide, reasons),
        monthly=monthly,
        rules=RuleBook(town, conversing),
    )
