"""What askers can do while they wait: ask how far it is, once a working day, and take the question back."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.contact import Contact
from bot.domain.enquiry import TRANSITIONS, Enquiry, Event, Step
from bot.domain.message import Message, button, text
from bot.domain.town import Town
from bot.services.dates.holders import holders
from bot.services.enquiries.asking import own
from bot.services.enquiries.following import Following
from bot.services.enquiries.moves import Moves
from bot.services.helping.hearing import managers_of, tell
from bot.services.ports import Unit
from bot.services.visit import Reply
from bot.services.wording import named, titled


class AskerActs:
    """Lets askers press on, or let go."""

    def __init__(self, town: Town, following: Following, moves: Moves) -> None:
        self._town = town
        self._following = following
        self._moves = moves

    def nudge(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Tell whoever has the question that its asker waits; a second time the same working day says so."""
        enquiry = own(unit, actor, enquiry_id)
        if (enquiry.status, Step.NUDGE) not in TRANSITIONS:
            return self._following.show(unit, actor, enquiry.id)
        nudged = _last(unit.enquiries.history(enquiry.id), Step.NUDGE)
        if nudged is not None and self._same_day(nudged.at, unit.now):
            keys = ("mine.nudged_before", "mine.nudged_before_late")
            return self._said(unit, enquiry, keys, nudged.at)
        current = self._moves.move(unit, enquiry, Step.NUDGE, actor.id)
        day = self._promise(current)
        said = text("help.nudged", name=named(actor), number=current.number, title=titled(current), promised=day)
        tell(unit, holders(unit, current), current, said)
        return self._said(unit, current, ("mine.nudged", "mine.nudged_late"), unit.now)

    def ask_withdraw(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Ask once whether they are sure."""
        enquiry = own(unit, actor, enquiry_id)
        if (enquiry.status, Step.WITHDRAW) not in TRANSITIONS:
            return self._following.show(unit, actor, enquiry.id)
        yes = button("mine.withdraw_yes", "mine.withdraw_yes", enquiry.id)
        rows = ((yes, button("back", "mine.show", enquiry.id)),)
        return Reply(Message(text("mine.withdraw_sure", number=enquiry.number, title=titled(enquiry)), rows))

    def withdraw(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """End the question as its asker wants; staff hear it, and it can be opened again."""
        enquiry = own(unit, actor, enquiry_id)
        if (enquiry.status, Step.WITHDRAW) not in TRANSITIONS:
            return self._following.show(unit, actor, enquiry.id)
        current = self._moves.move(unit, enquiry, Step.WITHDRAW, actor.id)
        if actor.expects is not None:
            unit.contacts.save(actor.expecting(None))
        said = text("help.withdrawn", name=named(actor), number=current.number, title=titled(current))
        # Departments see it in their cards (see ``Endings``).
        tell(unit, managers_of(unit, current), current, said, silent=True)
        shown = text("mine.withdrawn", number=current.number, title=titled(current))
        rows = ((button("mine.reopen", "mine.reopen", current.id), button("ask.another", "ask.invite")),)
        return Reply(Message(shown, rows), subject=f"enquiry:{current.id}")

    def _said(self, unit: Unit, enquiry: Enquiry, keys: tuple[str, str], at: datetime) -> Reply:
        """Say the first, or the second where the promised day has passed."""
        late = enquiry.is_late(self._town.calendar.local_date(unit.now))
        shown = text(keys[late], number=enquiry.number, at=at, promised=self._promise(enquiry))
        return Reply(Message(shown, ((button("back", "mine.show", enquiry.id),),)), subject=f"enquiry:{enquiry.id}")

    def _same_day(self, one: datetime, other: datetime) -> bool:
        # What is asked in the weekend is read on Monday: that is one working day.
        calendar = self._town.calendar
        return calendar.add_working_days(one, 0) == calendar.add_working_days(other, 0)

    def _promise(self, enquiry: Enquiry) -> date:
        return enquiry.promised_on or self._town.promised(enquiry.topic, enquiry.changed_at)


def _last(history: Sequence[Event], step: Step) -> Event | None:
    return next((event for event in reversed(history) if event.step is step), None)
