"""What comes due of decisions: the card."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.contact import Contact, Matter
from bot.domain.decision import Decision
from bot.domain.due import Cast, Due, DueRow
from bot.domain.message import Message, Text, text
from bot.domain.town import Town
from bot.services.clock.occasions import Concerned, Occasion
from bot.services.decisions.people import concerned, reason
from bot.services.decisions.screens import DecisionScreens
from bot.services.ports import Unit


def decision_occasions(town: Town) -> tuple[Occasion, ...]:
    """Return the occasions of this room."""
    return (DecisionCard(town),)


class DecisionCard:
    """The card of one decision, for all whom it concerns."""

    what: Due = Due.DECISION
    matter: Matter | None = Matter.DECISION

    def __init__(self, town: Town) -> None:
        self._screens = DecisionScreens(town)

    def people(self, unit: Unit, subject_id: int, version: int) -> Sequence[Concerned]:
        """Return who asked, who was invited where it was discussed, and who was chosen besides; each once."""
        del version
        decision = unit.decisions.get(subject_id)
        return concerned(unit, decision) if decision is not None else ()

    def message(self, unit: Unit, due: DueRow, person: Contact) -> Message | None:
        """Return the card with the reason why this person gets it, None when the decision is gone.

        Raises ``Refused`` when it lacks its why: nothing of that kind may leave, however it came here.
        """
        decision = unit.decisions.get(due.subject_id)
        if decision is None:
            return None
        told = decision.checked()
        seen_by = _seen_by(unit, told, due, person)
        return self._screens.card(unit, told, seen_by.person, seen_by.why)

    def title(self, unit: Unit, due: DueRow) -> Text:
        """Return the decision in one line."""
        decision = unit.decisions.get(due.subject_id)
        return text("decision.title", what=decision.what) if decision is not None else text("decision.gone")

    def helps(self, unit: Unit, due: DueRow) -> bool:
        """Tell that it is still worth saying: late is better than hearing it elsewhere."""
        return unit.decisions.get(due.subject_id) is not None

    def urgent(self, unit: Unit, due: DueRow) -> bool:
        """Tell that it can wait until people are awake."""
        del unit, due
        return False

    def begun(self, unit: Unit, cast: Cast) -> None:
        """Note since when the decision is told; from then on it stands in the list and does not change."""
        decision = unit.decisions.get(cast.subject_id)
        if decision is not None and decision.published_at is None:
            unit.decisions.save(replace(decision, published_at=unit.now))


def _seen_by(unit: Unit, decision: Decision, due: DueRow, person: Contact) -> Concerned:
    """Return for whom the card is made: a manager who looks beforehand sees what the first who gets it will see."""
    why = due.why or reason(unit, decision, person)
    if why or due.id:
        return Concerned(person, why)
    return next(iter(concerned(unit, decision)), Concerned(person))
