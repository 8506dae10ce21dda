"""What comes due of interviews: the invitation, the two reminders, the feedback, and the manager's own reminder."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain.access import Role
from bot.domain.audience import audience_of
from bot.domain.contact import Contact, Matter
from bot.domain.due import EVERYBODY, Cast, Due, DueRow
from bot.domain.interview import Campaign, Interview, Progress, progress, remind_on
from bot.domain.message import Message, Text, button, text
from bot.domain.town import Town
from bot.services.clock.occasions import Concerned, Occasion
from bot.services.interviews.person_screens import PersonScreens
from bot.services.interviews.rounds import asked, is_over, latest_of_all, progress_of
from bot.services.ports import Unit

REMIND_AT = time(10)
"""When who has not begun is reminded, on the clock here."""

OWED_AT = time(9)
OWED_AGAIN = timedelta(days=3)
"""The manager is reminded of the results on the promised day, and once more after this long."""


def interview_occasions(town: Town) -> tuple[Occasion, ...]:
    """Return the occasions of this room."""
    return Invitation(town), Unbegun(town), Later(town), FeedbackTold(town), Owed(town)


class RoundOccasion(ABC):
    """What all occasions of a round have in common; what is about a round, or a file, that is gone says nothing."""

    what: Due
    matter: Matter | None = Matter.INTERVIEW
    asks = True
    """Whether it asks for answers, which ends with the last day for them."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._screens = PersonScreens(town)

    def people(self, unit: Unit, subject_id: int, version: int) -> Sequence[Concerned]:
        """Return everybody whom it concerns at this moment, each once."""
        del version
        campaign = unit.campaigns.get(subject_id)
        if campaign is None or (self.asks and is_over(self._town, unit, campaign)):
            return ()
        return self.concerned(unit, campaign)

    def message(self, unit: Unit, due: DueRow, person: Contact) -> Message | None:
        """Return what this person is told, None when there is nothing to tell (any more)."""
        campaign = unit.campaigns.get(due.subject_id)
        interview = self._town.interviews.get(campaign.interview) if campaign else None
        if campaign is None or interview is None or (self.asks and is_over(self._town, unit, campaign)):
            return None
        return self.says(unit, campaign, interview, person)

    def title(self, unit: Unit, due: DueRow) -> Text:
        """Return one line that names it."""
        campaign = unit.campaigns.get(due.subject_id)
        interview = self._town.interviews.get(campaign.interview) if campaign else None
        if interview is None:
            return text("interview.due.gone")
        return text(f"interview.due.{self.what.partition('.')[2]}", title=interview.title)

    def helps(self, unit: Unit, due: DueRow) -> bool:
        """Tell whether it is still worth saying: questions only as long as answers are taken."""
        campaign = unit.campaigns.get(due.subject_id)
        return campaign is not None and not (self.asks and is_over(self._town, unit, campaign))

    def urgent(self, unit: Unit, due: DueRow) -> bool:
        """Return False: an interview can always wait until tomorrow."""
        del unit, due
        return False

    def begun(self, unit: Unit, cast: Cast) -> None:
        """Note nothing: only the invitation and the feedback are sent to many."""
        del unit, cast

    @abstractmethod
    def concerned(self, unit: Unit, campaign: Campaign) -> Sequence[Concerned]:
        """Return whom it concerns of a round that is there."""

    @abstractmethod
    def says(self, unit: Unit, campaign: Campaign, interview: Interview, person: Contact) -> Message | None:
        """Return what it says about a round that is there."""

    def moment(self, day: date, at: time) -> datetime:
        """Return that time of that day on the clock here."""
        return datetime.combine(day, at, self._town.zone)


class Invitation(RoundOccasion):
    """Asks everybody of the round's audience to answer; from then on it is planned who is reminded of what."""

    what = Due.INTERVIEW_INVITATION

    def concerned(self, unit: Unit, campaign: Campaign) -> Sequence[Concerned]:
        """Return the audience of the round."""
        audience = audience_of(campaign.audience)
        return [Concerned(person, audience.group) for person in unit.contacts.in_audience(audience)]

    def says(self, unit: Unit, campaign: Campaign, interview: Interview, person: Contact) -> Message | None:
        """Return the invitation; who began before it left gets none."""
        if progress_of(unit, campaign, person) is not Progress.ASKED and person.role is Role.ASKER:
            return None
        return self._screens.invitation(unit, campaign, interview)

    def begun(self, unit: Unit, cast: Cast) -> None:
        """Take note that it was sent, and plan the reminders of who has not begun and of what we owe."""
        campaign = unit.campaigns.get(cast.subject_id)
        if campaign is None:
            return
        if campaign.sent_at is None:
            unit.campaigns.save(replace(campaign, sent_at=unit.now))
        owed = self.moment(campaign.results_on, OWED_AT)
        again = self.moment(campaign.results_on + OWED_AGAIN, OWED_AT)
        rows = [
            DueRow(0, Due.INTERVIEW_OWED, campaign.id, version, EVERYBODY, at)
            for version, at in enumerate((owed, again))
        ]
        day = remind_on(self._town.calendar.local_date(unit.now), campaign.closes_on)
        if day is not None:
            at = self.moment(day, REMIND_AT)
            rows.append(DueRow(0, Due.INTERVIEW_UNBEGUN, campaign.id, 0, EVERYBODY, at, Matter.INTERVIEW))
        unit.dues.plan(rows)


class Unbegun(RoundOccasion):
    """Reminds once who neither began, nor said no, nor chose a moment to be reminded themselves."""

    what = Due.INTERVIEW_UNBEGUN

    def concerned(self, unit: Unit, campaign: Campaign) -> Sequence[Concerned]:
        """Return who was asked and did nothing yet."""
        latest, invited = latest_of_all(unit, campaign), asked(unit, campaign)
        chose = {row.person_id for row in unit.dues.about(Due.INTERVIEW_LATER, campaign.id)}
        people = unit.contacts.in_audience(audience_of(campaign.audience))
        silent = [one for one in people if one.id in invited and one.id not in latest and one.id not in chose]
        return [Concerned(person) for person in silent]

    def says(self, unit: Unit, campaign: Campaign, interview: Interview, person: Contact) -> Message | None:
        """Return the reminder, for whom it still is one."""
        chose = unit.dues.find(Due.INTERVIEW_LATER, campaign.id, 0, person.id) is not None
        if chose or progress_of(unit, campaign, person) is not Progress.ASKED:
            return None
        return self._screens.unbegun(campaign, interview)


class Later(RoundOccasion):
    """Reminds somebody at the moment that they chose, when they are not through by then."""

    what = Due.INTERVIEW_LATER
    matter: Matter | None = None

    def concerned(self, unit: Unit, campaign: Campaign) -> Sequence[Concerned]:
        """Return nobody: each asks for their own."""
        del unit, campaign
        return ()

    def says(self, unit: Unit, campaign: Campaign, interview: Interview, person: Contact) -> Message | None:
        """Return the reminder, None for who is through or said no meanwhile."""
        reached = progress_of(unit, campaign, person)
        if reached in {Progress.FINISHED, Progress.DECLINED}:
            return None
        return self._screens.reminder(campaign, interview, begun=reached is Progress.BEGUN)


class FeedbackTold(RoundOccasion):
    """Tells all who were asked what was heard, and what is done with it."""

    what = Due.INTERVIEW_FEEDBACK
    asks = False

    def concerned(self, unit: Unit, campaign: Campaign) -> Sequence[Concerned]:
        """Return all who were asked, whatever they answered."""
        invited = asked(unit, campaign)
        people = unit.contacts.in_audience(audience_of("all"))
        return [Concerned(person, "asked") for person in people if person.id in invited]

    def says(self, unit: Unit, campaign: Campaign, interview: Interview, person: Contact) -> Message | None:
        """Return the feedback, None as long as there is none."""
        del unit, person
        return self._screens.feedback(campaign, interview) if campaign.feedback else None

    def begun(self, unit: Unit, cast: Cast) -> None:
        """Take note that it was told: from now on nobody is reminded of anything in this round."""
        campaign = unit.campaigns.get(cast.subject_id)
        if campaign is None:
            return
        unit.campaigns.save(replace(campaign, feedback_at=unit.now))
        unit.dues.void((Due.INTERVIEW_OWED, Due.INTERVIEW_UNBEGUN, Due.INTERVIEW_LATER), campaign.id, unit.now)


class Owed(RoundOccasion):
    """Reminds the managers of the results that were promised, until they are told."""

    what = Due.INTERVIEW_OWED
    matter: Matter | None = None
    asks = False

    def concerned(self, unit: Unit, campaign: Campaign) -> Sequence[Concerned]:
        """Return the managers, as long as nothing was told."""
        if campaign.feedback_at is not None:
            return ()
        return [Concerned(manager) for manager in unit.staff.with_role(Role.MANAGER)]

    def says(self, unit: Unit, campaign: Campaign, interview: Interview, person: Contact) -> Message | None:
        """Return what is owed, with how many answered."""
        del person
        if campaign.feedback_at is not None:
            return None
        invited, latest = asked(unit, campaign), latest_of_all(unit, campaign)
        heard = sum(progress(latest.get(one)) in {Progress.BEGUN, Progress.FINISHED} for one in invited)
        said = text(
            "interview.owed", title=interview.title, results=campaign.results_on, heard=heard, asked=len(invited)
        )
        tell = button("interview.tell", "round.tell", campaign.id)
        return Message(said, ((tell, button("interview.open_round", "round.show", campaign.id)),))
