"""All use cases of the house, put together once for one town."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.access import Role
from bot.domain.contact import Contact, Expects
from bot.domain.town import Town
from bot.services.clock.casting import Casting
from bot.services.clock.clockwork import Clockwork
from bot.services.dates.delays import Delays
from bot.services.dates.escalation import Escalations
from bot.services.dates.gathering import KINDS, Gathering
from bot.services.dates.later import Later, Waking
from bot.services.dates.morning import Mornings
from bot.services.dates.postponing import PostponeForm, Postponing
from bot.services.dates.promises import Promises
from bot.services.dates.warnings import Warnings
from bot.services.decisions.decisions import Decisions
from bot.services.decisions.form import decision_forms
from bot.services.decisions.occasions import decision_occasions
from bot.services.deliveries import Deliveries
from bot.services.door import Door
from bot.services.enquiries.additions import Additions
from bot.services.enquiries.answer_drafts import AnswerDrafts
from bot.services.enquiries.answer_screens import AnswerScreens
from bot.services.enquiries.answering import Answering
from bot.services.enquiries.asking import Asking
from bot.services.enquiries.canned import CannedTexts
from bot.services.enquiries.canned_making import CannedMaking
from bot.services.enquiries.corrections import Corrections
from bot.services.enquiries.earlier import Earlier
from bot.services.enquiries.following import Following
from bot.services.enquiries.history import History
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.notes import Notes
from bot.services.enquiries.notices import Notices
from bot.services.enquiries.nudges import Nudges
from bot.services.enquiries.owning import Owning
from bot.services.enquiries.posting import Posting
from bot.services.enquiries.promising import Promising
from bot.services.enquiries.queue import Queue
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.enquiries.screens import EnquiryScreens
from bot.services.enquiries.sending import Sending
from bot.services.enquiries.thinking import Thinking
from bot.services.forms.conversing import Conversing
from bot.services.free_text import Taker
from bot.services.handing.advising import Advising
from bot.services.handing.endings import Endings
from bot.services.handing.expiry import Expiry
from bot.services.handing.giving import Giving
from bot.services.handing.holding import Holding
from bot.services.handing.screens import HandingScreens
from bot.services.handing.telling import Telling
from bot.services.handing.worklist import WorkList
from bot.services.helping.occasions import helping_occasions
from bot.services.helping.room import Helping
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
from bot.services.ledger.books import Books
from bot.services.ledger.journal import Journal
from bot.services.ledger.nightly import Leftovers, Nightly
from bot.services.meetings.form import meeting_forms
from bot.services.meetings.meetings import Meetings
from bot.services.meetings.occasions import meeting_occasions
from bot.services.merging.followers import Followers
from bot.services.merging.merging import Merging
from bot.services.merging.splitting import Splitting
from bot.services.overview.counting import Counting
from bot.services.overview.overview import Overview
from bot.services.overview.search import Search
from bot.services.people.settings import PersonalSettings
from bot.services.people.taking_part import TakingPart
from bot.services.people.welcome import Welcoming
from bot.services.people.welcome_form import WelcomeForm
from bot.services.people.welcome_screens import WelcomeScreens
from bot.services.ports import Speech, Unit
from bot.services.team.team import Team, build_team
from bot.services.visit import Reply, Said


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that people can do here, by what it is about."""

    door: Door
    moves: Moves
    welcoming: Welcoming
    asking: Asking
    additions: Additions
    following: Following
    helping: Helping
    queue: Queue
    history: History
    giving: Giving
    holding: Holding
    advising: Advising
    work_list: WorkList
    search: Search
    overview: Overview
    merging: Merging
    splitting: Splitting
    answering: Answering
    answer_drafts: AnswerDrafts
    sending: Sending
    corrections: Corrections
    notes: Notes
    canned: CannedTexts
    canned_making: CannedMaking
    earlier: Earlier
    team: Team
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
    mornings: Mornings
    later: Later
    postponing: Postponing
    books: Books
    nightly: Nightly
    journal: Journal
    rules: RuleBook

    @property
    def takers(self) -> Mapping[Expects, Taker]:
        """Return who takes the next message when we asked for something in particular."""
        return {
            Expects.MEETING_INPUT: self.meetings.take_input,
            Expects.REACTION: self.decisions.take_reaction,
            Expects.OFFER_NOTE: self.giving.take_note,
            Expects.REFUSAL: self.holding.take_reason,
            Expects.RELEASE: self.holding.take_reason,
            Expects.ADVICE: self.advising.take_words,
            Expects.NOTE: self.notes.take,
            Expects.CANNED: self.canned_making.take_title,
            Expects.SEARCH: self.search.take,
            Expects.SPLIT: self.splitting.take,
            Expects.ASK_BACK: self.helping.asking_back.take,
            Expects.HAND_OVER: self.helping.handing_over.take,
            Expects.INVITE_CODE: self.team.claiming.take_code,
            Expects.AWAY: self.team.absence.take_day,
            Expects.SNOOZE: self.later.take_day,
        }

    def edit(self, unit: Unit, actor: Contact, said: Said) -> Reply:
        """Take over what somebody changed in a message that they sent before."""
        by_staff = self.corrections.edit(unit, actor, said) or self.notes.edit(unit, actor, said)
        by_staff = by_staff or self.splitting.edit(unit, actor, said) or self.helping.rewriting.edit(unit, actor, said)
        return by_staff or self.additions.edit(unit, actor, said)

    def show_number(self, unit: Unit, actor: Contact, number: int) -> Reply:
        """Show the question with that number, as its asker or as the manager sees it."""
        if actor.role is Role.MANAGER or self.work_list.reads(unit, actor, number):
            return self.queue.show_number(unit, actor, number)
        return self.following.show_number(unit, actor, number)


def build_desk(town: Town, speech: Speech) -> Desk:
    """Return the use cases for that town; ``speech`` tells how its labels read."""
    guide = Guide(town)
    thinking, reasons = Thinking(town, guide), Reasons(town, guide)
    enquiry_screens, queue_screens = EnquiryScreens(town), QueueScreens(town, reasons)
    teaching = Teaching(town)
    telling, hand_screens = Telling(town, queue_screens), HandingScreens(town)
    letters = helping_occasions(town, guide)
    answer_screens = AnswerScreens(town, queue_screens)
    posting = Posting(enquiry_screens, answer_screens)
    watchers = (letters.follow_up, Endings(town, telling), Promises(town), Counting(town), Owning())
    followers = Followers(Moves(watchers, Promising(town)), posting)
    moves = Moves((*watchers, followers), Promising(town))
    notices, gathering = Notices(queue_screens), Gathering(town)
    asking = Asking(town, enquiry_screens, WelcomeScreens(town), notices, thinking, teaching, moves)
    answer_drafts = AnswerDrafts(queue_screens, answer_screens)
    answering = Answering(town, answer_drafts, answer_screens, asking)
    queue = Queue(town, queue_screens, teaching, moves)
    team = build_team(town, speech, moves, telling)
    monthly, mornings = Monthly(town), Mornings(town)
    books = Books(town)
    nightly = Nightly(town, books)
    planned = (
        *interview_occasions(town),
        *meeting_occasions(town),
        *decision_occasions(town),
        monthly,
        mornings,
        Warnings(),
        Escalations(town),
        Leftovers(town, books),
        *letters,
    )
    occasions = {occasion.what: occasion for occasion in planned}
    casting = Casting(town, occasions)
    helping = Helping(town, guide, enquiry_screens, queue_screens, notices, moves)
    welcome = WelcomeForm(town, asking)
    kinds = (welcome, *interview_forms(town, casting), *meeting_forms(town, casting), *decision_forms(town, casting))
    conversing = Conversing(town, (*kinds, *rule_forms(town), PostponeForm(town, moves)), asking, speech)
    work_list = WorkList(town, queue)
    holding = Holding(town, queue_screens, hand_screens, moves, telling)
    chores = (
        nightly,
        team.lapse,
        helping.lapse,
        Expiry(town, moves, telling),
        Delays(town, moves, gathering),
        Waking(moves, queue_screens, gathering),
    )
    return Desk(
        door=Door(town),
        moves=moves,
        welcoming=Welcoming(town, asking, work_list, team, welcome),
        asking=asking,
        helping=helping,
        additions=Additions(asking, notices, moves),
        following=helping.following,
        queue=queue,
        history=History(town),
        giving=Giving(town, queue_screens, hand_screens, moves, telling),
        holding=holding,
        work_list=work_list,
        search=Search(town, queue),
        overview=Overview(town, speech),
        merging=Merging(town, moves),
        splitting=Splitting(town, guide, queue_screens, moves),
        answering=answering,
        answer_drafts=answer_drafts,
        sending=Sending(answer_drafts, answer_screens, posting, moves),
        corrections=Corrections(queue_screens, answer_drafts, posting, moves),
        notes=Notes(queue_screens),
        canned=CannedTexts(town, answering, helping.asking_back, helping.handing_over),
        canned_making=CannedMaking(town),
        advising=Advising(hand_screens, holding, answering, moves, telling),
        earlier=Earlier(town),
        team=team,
        deliveries=Deliveries(notices, posting, telling, casting.progress, gathering, (team.links,)),
        nudges=Nudges(asking),
        conversing=conversing,
        casting=casting,
        clockwork=Clockwork(town, occasions, casting, chores, dict.fromkeys(KINDS, gathering)),
        interviews=Interviews(town, conversing, casting, speech),
        meetings=Meetings(town, conversing, casting),
        decisions=Decisions(town, conversing, casting, asking),
        settings=PersonalSettings(town),
        taking_part=TakingPart(town),
        guide=guide,
        known=KnownAnswering(town, asking),
        where_to=WhereTo(town, guide, reasons),
        monthly=monthly,
        mornings=mornings,
        later=Later(town, moves, speech),
        postponing=Postponing(conversing),
        books=books,
        nightly=nightly,
        journal=Journal(town),
        rules=RuleBook(town, conversing),
    )
