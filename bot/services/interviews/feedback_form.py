"""The manager's form for the feedback after a round: what was heard, what is done with it, and what comes next."""

from dataclasses import replace

from bot.domain.access import Permission
from bot.domain.contact import Contact
from bot.domain.conversation import Conversation, Form, Given, Kind, Step
from bot.domain.due import Due
from bot.domain.errors import Refused
from bot.domain.interview import Feedback
from bot.domain.message import text
from bot.domain.town import Town
from bot.services.clock.casting import Casting
from bot.services.forms.usual import UsualScreens
from bot.services.interviews.rounds import interview_of, round_of
from bot.services.ports import Unit
from bot.services.visit import Reply

FORM = "feedback"

LONGEST_PART, LONGEST_NEXT = 1200, 300
"""Characters; together they fit in one message."""

_HEARD, _DOING, _NEXT = "heard", "doing", "next"


class FeedbackForm(UsualScreens):
    """Asks a manager what all who were asked are told, and shows what would be sent."""

    key = FORM
    permission = Permission.PLAN

    def __init__(self, town: Town, casting: Casting) -> None:
        self._town = town
        self._casting = casting

    def form(self, unit: Unit, conversation: Conversation) -> Form:
        """Return the three steps; the last may be skipped."""
        interview = interview_of(self._town, round_of(unit, conversation.subject))
        steps = (
            Step(
                _HEARD,
                Kind.TEXT,
                text("interview.ask_heard", most=LONGEST_PART),
                required=True,
                most=LONGEST_PART,
                title=text("interview.heard_short"),
            ),
            Step(
                _DOING,
                Kind.TEXT,
                text("interview.ask_doing", most=LONGEST_PART),
                required=True,
                most=LONGEST_PART,
                title=text("interview.doing_short"),
            ),
            Step(_NEXT, Kind.TEXT, text("interview.ask_next"), most=LONGEST_NEXT, title=text("interview.next_short")),
        )
        return Form(FORM, text("interview.feedback_form", title=interview.title), steps)

    def check(self, unit: Unit, conversation: Conversation, step: Step, given: Given) -> None:
        """Refuse a picture or a voice without words, and anything after it was sent."""
        del step
        self._check_not_told(unit, conversation)
        if given.attachment is not None or not given.words.strip():
            raise Refused("interview.in_words")

    def finish(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply:
        """Keep the words with the round, and show what would be sent to whom."""
        self._check_not_told(unit, conversation)
        campaign = round_of(unit, conversation.subject)
        told = Feedback(*(conversation.words(step).strip() for step in (_HEARD, _DOING, _NEXT)))
        unit.campaigns.save(replace(campaign, feedback=str(told)))
        return self._casting.preview(unit, actor, Due.INTERVIEW_FEEDBACK, campaign.id, 0)

    @staticmethod
    def _check_not_told(unit: Unit, conversation: Conversation) -> None:
        campaign = round_of(unit, conversation.subject)
        if campaign.feedback_at is not None:
            raise Refused("interview.feedback_told", at=campaign.feedback_at)
