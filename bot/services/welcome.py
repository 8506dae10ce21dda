"""The welcome (screens B1): language, how we treat data, may we write ourselves, which trade. Each can be skipped."""

from dataclasses import replace

from bot.domain.access import Role
from bot.domain.contact import Contact, Proactive, Welcome
from bot.domain.errors import NotFound
from bot.domain.message import Message, button, text
from bot.domain.town import Town
from bot.services.asking import Asking
from bot.services.ports import Unit
from bot.services.queue import Queue
from bot.services.staff import Appointments
from bot.services.visit import Reply
from bot.services.welcome_screens import WelcomeScreens
from bot.services.wording import menu_rows

INVITE_PREFIX = "in-"
"""What the payload of an invitation link starts with; any other payload is a topic."""


class Welcoming:
    """Greets people and keeps what they choose."""

    def __init__(self, town: Town, asking: Asking, queue: Queue, appointments: Appointments) -> None:
        self._town = town
        self._screens = WelcomeScreens(town)
        self._asking = asking
        self._queue = queue
        self._appointments = appointments

    def start(self, unit: Unit, actor: Contact, payload: str = "") -> Reply:
        """Greet whoever taps START; an invitation is claimed, a scanned topic is asked about, staff see their queue."""
        if payload.startswith(INVITE_PREFIX):
            return self._appointments.claim(unit, actor, payload.removeprefix(INVITE_PREFIX))
        if actor.role is Role.MANAGER:
            return self._queue.list(unit, actor)
        if payload in self._town.topics:
            return self._asking.ask_for_question(unit, actor, payload)
        return Reply(self._screens.step(actor))

    def help(self, _unit: Unit, actor: Contact) -> Reply:
        """Show what can be done here and how to reach people without it."""
        return Reply(self._screens.help(staff=actor.role is Role.MANAGER))

    def languages(self, _unit: Unit, _actor: Contact) -> Reply:
        """Ask which language we speak."""
        return Reply(self._screens.languages())

    def choose_language(self, unit: Unit, actor: Contact, language: str) -> Reply:
        """Keep the language; in the welcome the next step follows, elsewhere the choice is confirmed."""
        chosen = replace(actor, language=self._town.language(language), language_chosen=True)
        if chosen.welcome is Welcome.LANGUAGE and chosen.role is Role.ASKER:
            return self._advance(unit, chosen, Welcome.NOTICE)
        unit.contacts.save(chosen)
        return Reply(Message(text("language.chosen"), menu_rows()), actor=chosen)

    def privacy(self, _unit: Unit, actor: Contact) -> Reply:
        """Show the longer notice: what is kept, who reads it, how long, whom to ask."""
        return Reply(self._screens.privacy(pending=actor.welcome is Welcome.NOTICE))

    def accept(self, unit: Unit, actor: Contact) -> Reply:
        """Note that the notice was read; a button from long ago shows where the person is now."""
        if actor.welcome is not Welcome.NOTICE:
            return Reply(self._screens.step(actor))
        return self._advance(unit, actor, Welcome.OPT_IN)

    def decline(self, unit: Unit, actor: Contact) -> Reply:
        """Respect a no: show the other ways in, and keep nothing when nothing was asked yet."""
        if actor.role is Role.ASKER and unit.enquiries.latest_sent_of(actor.id) is None:
            unit.enquiries.remove_unsent(actor.id)
            unit.outbox.forget(actor.id)
            unit.inbox.forget(actor.id)
            unit.contacts.forget(actor.id)
        return Reply(self._screens.declined())

    def opt_in(self, unit: Unit, actor: Contact, choice: str) -> Reply:
        """Keep which messages we may start ourselves; later than in the welcome the choice is just confirmed."""
        if choice not in set(Proactive):
            raise NotFound
        chosen = replace(actor, proactive=Proactive(choice))
        if chosen.welcome is Welcome.OPT_IN:
            return self._advance(unit, chosen, Welcome.TRADE)
        unit.contacts.save(chosen)
        return Reply(Message(text(f"proactive.{chosen.proactive}"), menu_rows()))

    def stop(self, unit: Unit, actor: Contact) -> Reply:
        """Start no message ourselves any more; answers to own questions still come."""
        unit.contacts.save(replace(actor, proactive=Proactive.OWN))
        return Reply(Message(text("proactive.own"), ((button("proactive.again", "welcome.opt_in", "all"),),)))

    def choose_trade(self, unit: Unit, actor: Contact, trade: str) -> Reply:
        """Keep the trade, or that it was skipped ("")."""
        known = replace(actor, trade=trade if trade in self._town.trades else "")
        if known.welcome is Welcome.TRADE:
            return self._advance(unit, known, Welcome.DONE)
        return Reply(self._screens.step(actor))

    def _advance(self, unit: Unit, actor: Contact, to: Welcome) -> Reply:
        there = replace(actor, welcome=to)
        unit.contacts.save(there)
        draft = unit.enquiries.draft_of(actor.id) if to is Welcome.DONE else None
        if draft is not None:
            return self._asking.show_draft(unit, there, draft)
        return Reply(self._screens.step(there), actor=there)
