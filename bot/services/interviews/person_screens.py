"""What an invited person sees besides the questions: the invitation, the reminders, later, no, and the way back."""

from datetime import datetime, time, timedelta

from bot.domain.audience import audience_of
from bot.domain.contact import Contact
from bot.domain.due import Due, DueState
from bot.domain.interview import Campaign, Interview, feedback_of
from bot.domain.message import Message, Rows, Text, button, text
from bot.domain.town import Town
from bot.services.interviews.rounds import written_audience
from bot.services.ports import Unit

HOURS = (9, 15)
"""The hours of tomorrow at which somebody can ask to be reminded."""


class PersonScreens:
    """The screens of one town."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def invitation(self, unit: Unit, campaign: Campaign, interview: Interview) -> Message:
        """Show what is asked, by whom and why, how long it takes, who reads it, and when one hears back."""
        why = text(
            f"interview.why.{audience_of(campaign.audience).group}",
            audience=written_audience(self._town, unit, campaign),
        )
        said = text(
            "interview.invitation",
            manager=self._town.manager,
            title=interview.title,
            questions=len(interview.questions),
            minutes=interview.minutes,
            readers=interview.readers,
            closes=campaign.closes_on,
            results=campaign.results_on,
            why=why,
        )
        later = button("interview.later", "interview.later", campaign.id)
        rows = ((button("interview.begin", "interview.begin", campaign.id), later), *self._no(campaign))
        return Message(said, rows)

    def unbegun(self, campaign: Campaign, interview: Interview) -> Message:
        """Remind somebody who has not begun, once."""
        said = text(
            "interview.unbegun",
            manager=self._town.manager,
            title=interview.title,
            questions=len(interview.questions),
            minutes=interview.minutes,
            readers=interview.readers,
            closes=campaign.closes_on,
        )
        return Message(said, ((button("interview.begin", "interview.begin", campaign.id),), *self._no(campaign)))

    def reminder(self, campaign: Campaign, interview: Interview, *, begun: bool) -> Message:
        """Remind somebody at the moment that they chose."""
        key = "interview.remind_begun" if begun else "interview.remind_unbegun"
        said = text(key, title=interview.title, closes=campaign.closes_on, manager=self._town.manager)
        no = button("interview.no", "interview.decline", campaign.id)
        return Message(said, ((button("interview.on", "interview.begin", campaign.id), no),))

    def feedback(self, campaign: Campaign, interview: Interview) -> Message:
        """Tell what was heard and what is done with it."""
        told = feedback_of(campaign.feedback)
        lines = (
            text("interview.feedback.head", title=interview.title),
            text("interview.feedback.heard", words=told.heard),
            text("interview.feedback.doing", words=told.doing),
            *((text("interview.feedback.following", words=told.following),) if told.following else ()),
            text("interview.feedback.why", manager=self._town.manager),
        )
        rows = ((button("menu.ask", "ask.invite"), button("interview.mute", "settings.mute", "interview")),)
        return Message(text("interview.feedback", lines=lines), rows)

    def ask_when(self, unit: Unit, actor: Contact, campaign: Campaign, where: Text) -> Message:
        """Offer to remind them once, tomorrow; who was reminded already, or is too late for it, is only told where."""
        on = button("interview.on", "interview.begin", campaign.id)
        tomorrow = self._town.calendar.local_date(unit.now) + timedelta(days=1)
        before = unit.dues.find(Due.INTERVIEW_LATER, campaign.id, 0, actor.id)
        if campaign.is_over(tomorrow) or (before is not None and before.state is not DueState.WAITING):
            return Message(text("interview.come_back", where=where, closes=campaign.closes_on), ((on,),))
        hours = tuple(button("interview.tomorrow", "interview.remind", campaign.id, hour, hour=hour) for hour in HOURS)
        rows = (hours, (button("interview.by_myself", "interview.alone", campaign.id),), (on,))
        return Message(text("interview.remind_you", where=where), rows)

    def tomorrow_at(self, unit: Unit, hour: int) -> datetime:
        """Return that hour of tomorrow on the clock here."""
        day = self._town.calendar.local_date(unit.now) + timedelta(days=1)
        return datetime.combine(day, time(hour), self._town.zone)

    def will_remind(self, campaign: Campaign, at: datetime) -> Message:
        """Confirm the reminder."""
        return Message(text("interview.will_remind", at=at, closes=campaign.closes_on), self.way_on(campaign))

    def alone(self, campaign: Campaign) -> Message:
        """Confirm that they come back by themselves."""
        return Message(text("interview.alone", closes=campaign.closes_on), self.way_on(campaign))

    def declined(self, campaign: Campaign) -> Message:
        """Take a no, and keep the way back open."""
        return Message(text("interview.declined", closes=campaign.closes_on), self.way_on(campaign))

    @staticmethod
    def way_on(campaign: Campaign) -> Rows:
        """Return the one button that leads into the questions."""
        return ((button("interview.on", "interview.begin", campaign.id),),)

    @staticmethod
    def _no(campaign: Campaign) -> Rows:
        no = button("interview.no", "interview.decline", campaign.id)
        return ((no, button("interview.mute", "settings.mute", "interview")),)
