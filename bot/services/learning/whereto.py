"""/waarheen: where a text would go and why, for staff who wonder about it."""

from bot.domain.contact import Contact
from bot.domain.message import Message, Rows, Text, button, text
from bot.domain.town import Town
from bot.routing.ranking import Band, Ranking
from bot.services.learning.guide import Guide
from bot.services.learning.reasons import Reasons
from bot.services.ports import Unit
from bot.services.visit import Reply, Said
from bot.services.wording import words_of

WORTH_NAMING = 0.01
"""The probability below which a possibility is left out."""


class WhereTo:
    """Explains what is thought of any text; nothing is kept, and nothing is learnt."""

    def __init__(self, town: Town, guide: Guide, reasons: Reasons) -> None:
        self._town = town
        self._guide = guide
        self._reasons = reasons

    def explain(self, unit: Unit, actor: Contact, said: Said, replied: str = "") -> Reply:
        """Explain the words behind the command, or else the message that it replies to: a question's card, or any text.

        ``replied`` is what that message says. Without any words it tells how to ask.
        """
        if said.text:
            return self._explained(unit, actor, said.text)
        subject = unit.outbox.subject_of(actor.id, said.reply_to) if said.reply_to else ""
        enquiry = unit.enquiries.get(int(subject.removeprefix("card:"))) if subject.startswith("card:") else None
        if enquiry is None:
            return self._explained(unit, actor, replied) if replied else Reply(Message(text("whereto.how")))
        asker = unit.contacts.get(enquiry.asker_id) or actor
        rows = ((button("queue.show", "queue.show", enquiry.id, number=enquiry.number),),)
        return self._explained(unit, asker, words_of(unit.enquiries.parts(enquiry.id)), rows)

    def _explained(self, unit: Unit, asker: Contact, words: str, rows: Rows = ()) -> Reply:
        """Explain those words as if that person asked them."""
        ranking = self._guide.rank(unit, asker, words)
        lines = (self._verdict(ranking), *self._possible(ranking), *self._why(unit, words, ranking))
        return Reply(Message(text("whereto.explained", words=words, lines=lines), rows))

    def _verdict(self, ranking: Ranking) -> Text:
        if ranking.band is Band.ONE:
            return text("whereto.one", topic=self._town.title(ranking.candidates[0].topic))
        return text("whereto.three" if ranking.band is Band.THREE else "whereto.none", manager=self._town.manager)

    def _possible(self, ranking: Ranking) -> tuple[Text, ...]:
        likely = [one for one in ranking.candidates if one.score >= WORTH_NAMING]
        lines = [text("whereto.topic", topic=self._town.title(one.topic), share=_percent(one.score)) for one in likely]
        if ranking.outside < WORTH_NAMING:
            return tuple(lines)
        names = (one.name for one in self._town.authorities if one.key == ranking.authority and one.name)
        helper, share = next(names, None), _percent(ranking.outside)
        outside = text("whereto.helper", share=share, name=helper) if helper else text("whereto.outside", share=share)
        return (*lines, outside)

    def _why(self, unit: Unit, words: str, ranking: Ranking) -> tuple[Text, ...]:
        chosen = "" if ranking.band is Band.NONE else ranking.candidates[0].topic
        counted = self._reasons.words(words, chosen)
        fired = tuple(self._reasons.rule(rule) for rule in self._reasons.rules(unit, ranking.fired))
        return (
            *((text("whereto.words", words=counted),) if counted else ()),
            *((text("whereto.rules", rules=fired),) if fired else ()),
        )


def _percent(share: float) -> int:
    return round(100 * share)
