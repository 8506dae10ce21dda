"""What happened to a question, line by line, in plain words; and the screen of what is done less often with it."""

from bot.domain.contact import Contact
from bot.domain.enquiry import Event, Step
from bot.domain.message import Button, Message, Text, Value, button, text
from bot.domain.town import Town
from bot.services.enquiries.card_rows import more_rows
from bot.services.enquiries.holding import department_name
from bot.services.enquiries.moves import CLOCK
from bot.services.enquiries.queue import sent
from bot.services.ports import Unit
from bot.services.visit import Reply
from bot.services.wording import named

PAGE = 6
"""Lines on one page, so that no screen is longer than eight lines."""

_OF_DEPARTMENTS = frozenset({Step.OFFER, Step.ACCEPT, Step.REFUSE, Step.EXPIRE, Step.RELEASE, Step.ADVISE})


class History:
    """Shows how a question came to be where it is."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def more(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Show what can be done to the question less often."""
        enquiry = sent(unit, enquiry_id)
        linked = bool(enquiry.follows or unit.browsing.followers(enquiry.id))
        screen = Message(text("queue.more", number=enquiry.number), more_rows(actor, enquiry, linked=linked))
        return Reply(screen, subject=f"card:{enquiry.id}")

    def show(self, unit: Unit, _actor: Contact, enquiry_id: int, offset: int) -> Reply:
        """Show a page of what happened, the newest first."""
        enquiry = sent(unit, enquiry_id)
        events = unit.enquiries.history(enquiry.id)[::-1]
        start = min(max(0, offset), max(0, len(events) - 1))
        lines = tuple(self._line(unit, event) for event in events[start : start + PAGE])
        turning: list[Button] = []
        if start:
            turning.append(button("page.newer", "queue.history", enquiry.id, max(0, start - PAGE)))
        if start + PAGE < len(events):
            turning.append(button("page.older", "queue.history", enquiry.id, start + PAGE))
        rows = (*((tuple(turning),) if turning else ()), (button("back", "queue.more", enquiry.id),))
        screen = Message(text("history", number=enquiry.number, lines=lines), rows)
        return Reply(screen, subject=f"card:{enquiry.id}")

    def _line(self, unit: Unit, event: Event) -> Text:
        who: Value = text("history.clock") if event.actor_id == CLOCK else named(unit.contacts.get(event.actor_id))
        return text("history.line", at=event.at, who=who, what=self._what(unit, event))

    def _what(self, unit: Unit, event: Event) -> Text:
        values: dict[str, Value] = {}
        if event.step in _OF_DEPARTMENTS:
            values["department"] = department_name(self._town, event.detail.partition(" ")[0])
        if event.step is Step.REROUTE:
            values["topic"] = self._town.title(event.detail)
        if event.step is Step.HAND_ON:
            to = int(event.detail.partition(" ")[2])
            if to == event.actor_id:
                return text("history.took_over")
            values["name"] = named(unit.contacts.get(to))
        return text(f"history.{event.step}", **values)
