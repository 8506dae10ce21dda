"""What people teach: an asker who taps a topic that was proposed, and staff who give a question another one.

Nothing else does: a topic that came with a scanned code was never a judgement, and "something else" names none.
"""

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.enquiry import Enquiry
from bot.domain.lesson import Forecast, Lesson, Source
from bot.domain.redaction import redact
from bot.domain.town import Town
from bot.routing.features import tokens
from bot.routing.ranking import Band, Ranking
from bot.services.ports import Unit
from bot.services.wording import words_of

LONGEST = 600
"""Characters above which a message is about too much to be an example of one thing."""

FEWEST_WORDS = 2
"""Words below which a message says too little."""


class Teaching:
    """Keeps what was thought of each question, and what people said that it is about."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def shown(self, unit: Unit, draft: Enquiry, ranking: Ranking) -> None:
        """Note what its asker is shown for a draft; it may be thought of otherwise by the time that it is sent."""
        if draft.topic in self._town.topics:
            return
        shown = () if ranking.band is Band.NONE else tuple(candidate.topic for candidate in ranking.candidates)
        proposed = shown[0] if shown else ""
        unit.forecasts.put(Forecast(draft.id, ranking.band.value, proposed, shown, unit.now))

    def sent(self, unit: Unit, actor: Contact, sent: Enquiry) -> None:
        """Take the topic with which a question is sent as a lesson, if it was among those that were shown."""
        forecast = unit.forecasts.of_enquiry(sent.id)
        if forecast is not None and sent.topic in forecast.shown and (words := self._example(unit, sent)):
            unit.lessons.teach(Lesson(sent.id, sent.asker_id, words, sent.topic, Source.ASKER, actor.id, unit.now))

    def corrected(self, unit: Unit, actor: Contact, enquiry: Enquiry) -> None:
        """Learn the topic that somebody of the town gave a question; what was learnt from it before is undone."""
        before = unit.lessons.of_enquiry(enquiry.id)
        words = before.text if before is not None else self._example(unit, enquiry)
        if words:
            source = Source.MANAGER if actor.role is Role.MANAGER else Source.DEPARTMENT
            unit.lessons.teach(Lesson(enquiry.id, enquiry.asker_id, words, enquiry.topic, source, actor.id, unit.now))

    def undone(self, unit: Unit, enquiry: Enquiry) -> None:
        """Undo what the last correction of a question taught; what was learnt from it before holds again."""
        unit.lessons.undo(enquiry.id)

    def _example(self, unit: Unit, enquiry: Enquiry) -> str:
        """Return the asker's words as they may be kept, "" when nothing is to be learnt from them."""
        words = words_of(unit.enquiries.parts(enquiry.id))
        if len(words) > LONGEST:
            return ""
        asker = unit.contacts.get(enquiry.asker_id)
        redacted = redact(words, (self._town.manager, asker.name if asker is not None else ""))
        return redacted if len(tokens(redacted)) >= FEWEST_WORDS else ""
