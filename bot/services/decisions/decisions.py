"""Decisions (guide "koppel terug", screens B8): tell those whom they concern first, with the why, and hear them."""

from bot.domain.access import Role
from bot.domain.contact import Contact, Expectation, Expects
from bot.domain.decision import Decision, Link, LinkKind
from bot.domain.due import Due
from bot.domain.errors import NotFound
from bot.domain.message import Message, Rows, text
from bot.domain.town import Town
from bot.services.clock.casting import Casting
from bot.services.decisions.form import FORM, answers_of, check_changeable
from bot.services.decisions.people import SUBJECT, reason
from bot.services.decisions.screens import PAGE, DecisionScreens
from bot.services.enquiries.asking import Asking
from bot.services.forms.conversing import Conversing
from bot.services.ports import Unit
from bot.services.visit import Reply, Said

WORK = 3
"""Unfinished forms, and decisions that nobody was told yet, that the list offers; each takes a row of buttons."""


class Decisions:
    """What a manager does with decisions, and what those who hear of them can do."""

    def __init__(self, town: Town, conversing: Conversing, casting: Casting, asking: Asking) -> None:
        self._screens = DecisionScreens(town)
        self._conversing = conversing
        self._casting = casting
        self._asking = asking

    def list(self, unit: Unit, actor: Contact, page: int = 0) -> Reply:
        """Show the decisions that were told, the newest first; ``page`` is how many to pass over."""
        total = unit.decisions.count_published()
        start = min(page, max(0, total - 1))
        told = unit.decisions.published(PAGE, start)
        return Reply(self._screens.list(told, total, start, self._work(unit, actor)))

    def show(self, unit: Unit, actor: Contact, decision_id: int) -> Reply:
        """Show the whole card of one decision; whoever goes back to it does not react after all."""
        decision = self._found(unit, actor, decision_id)
        _not_reacting(unit, actor)
        subject = f"{SUBJECT}:{decision.id}"
        if actor.role is Role.MANAGER:
            return Reply(self._screens.for_manager(unit, decision, actor), subject=subject)
        return Reply(self._screens.card(unit, decision, actor, reason(unit, decision, actor)), subject=subject)

    def why(self, unit: Unit, actor: Contact, decision_id: int) -> Reply:
        """Send the whole why, below the card, which stays."""
        decision = self._found(unit, actor, decision_id)
        return self._below(unit, actor, decision, self._screens.why(decision))

    def next(self, unit: Unit, actor: Contact, decision_id: int) -> Reply:
        """Send the whole of what comes next, below the card, which stays."""
        decision = self._found(unit, actor, decision_id)
        return self._below(unit, actor, decision, self._screens.next(decision))

    def react(self, unit: Unit, actor: Contact, decision_id: int) -> Reply:
        """Ask what somebody wants to say about it."""
        decision = self._found(unit, actor, decision_id)
        if actor.role is Role.MANAGER:
            # The card that a manager had sent to see how it reads.
            return Reply(toast=text("decision.react_theirs"))
        unit.contacts.save(actor.expecting(Expectation(Expects.REACTION, unit.now, subject=decision.id)))
        return Reply(self._screens.invitation(decision), fresh=True, subject=f"{SUBJECT}:{decision.id}")

    def take_reaction(self, unit: Unit, actor: Contact, said: Said, decision_id: int) -> Reply:
        """Take a reaction as a question that is linked to the decision; it is sent as any question.

        A decision that is gone meanwhile loses no words: they are a question then.
        """
        shown = self._asking.begin(unit, _not_reacting(unit, actor), said)
        draft = unit.enquiries.draft_of(actor.id)
        if draft is not None and unit.decisions.get(decision_id) is not None:
            unit.decisions.link(decision_id, Link(LinkKind.REACTION, draft.id))
        return shown

    # What the manager does

    def new(self, unit: Unit, actor: Contact) -> Reply:
        """Begin the form of a decision, or go on where this manager was in it."""
        return self._conversing.begin(unit, actor, FORM)

    def edit(self, unit: Unit, actor: Contact, decision_id: int) -> Reply:
        """Change a decision that nobody was told yet."""
        decision = self._untold(unit, actor, decision_id)
        return self._conversing.begin(unit, actor, FORM, decision.id, answers_of(decision))

    def preview(self, unit: Unit, actor: Contact, decision_id: int) -> Reply:
        """Show again how a prepared decision will reach people, and how many."""
        decision = self._untold(unit, actor, decision_id).checked()
        return self._casting.preview(unit, actor, Due.DECISION, decision.id, 0)

    def drop(self, unit: Unit, actor: Contact, decision_id: int) -> Reply:
        """Throw a decision away that nobody was told; the list takes its place."""
        decision = self._untold(unit, actor, decision_id)
        unit.decisions.remove_untold(decision.id)
        listed = self.list(unit, actor)
        return Reply(listed.screen, toast=text("decision.dropped"))

    def _work(self, unit: Unit, actor: Contact) -> Rows:
        if actor.role is not Role.MANAGER:
            return ()
        drafts = unit.conversations.of_form(FORM)[:WORK]
        return self._screens.work(actor, drafts, unit.decisions.untold(WORK))

    @staticmethod
    def _found(unit: Unit, actor: Contact, decision_id: int) -> Decision:
        decision = unit.decisions.get(decision_id)
        if decision is None or (decision.published_at is None and actor.role is not Role.MANAGER):
            raise NotFound
        return decision

    def _untold(self, unit: Unit, actor: Contact, decision_id: int) -> Decision:
        decision = self._found(unit, actor, decision_id)
        check_changeable(unit, decision)
        return decision

    @staticmethod
    def _below(unit: Unit, actor: Contact, decision: Decision, messages: tuple[Message, ...]) -> Reply:
        subject = f"{SUBJECT}:{decision.id}"
        if not messages:
            raise NotFound
        for message in messages[:-1]:
            unit.outbox.put(actor, message, subject=subject)
        return Reply(messages[-1], fresh=True, subject=subject)


def _not_reacting(unit: Unit, actor: Contact) -> Contact:
    """Return the person, whose next words are no reaction any more."""
    if actor.expects is None or actor.expects.kind is not Expects.REACTION:
        return actor
    free = actor.expecting(None)
    unit.contacts.save(free)
    return free
