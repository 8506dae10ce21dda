"""The welcome (screens B1): language, how we treat data, may we write ourselves, which trade, where.

Its steps and answers are a form like any other; what is kept here is how each answer changes what we know of somebody.
"""

from dataclasses import replace
from itertools import takewhile
from types import MappingProxyType

from bot.domain.access import Role
from bot.domain.contact import Contact, Proactive, Welcome
from bot.domain.conversation import SUMMARY, Answered, Conversation, Form, Given, Stage, back, finish, give, path
from bot.domain.errors import NotFound
from bot.domain.message import Message, button, text
from bot.domain.town import Town
from bot.services.enquiries.asking import Asking
from bot.services.handing.worklist import WorkList
from bot.services.people.welcome_form import READ, WelcomeForm
from bot.services.people.welcome_screens import WelcomeScreens
from bot.services.ports import Unit
from bot.services.team.invitations import INVITE_PREFIX
from bot.services.team.team import Team
from bot.services.visit import Reply
from bot.services.wording import menu_rows


class Welcoming:
    """Greets people and keeps what they choose."""

    def __init__(self, town: Town, asking: Asking, work: WorkList, team: Team, form: WelcomeForm) -> None:
        self._town = town
        self._screens = WelcomeScreens(town)
        self._asking = asking
        self._work = work
        self._team = team
        self._form = form

    def start(self, unit: Unit, actor: Contact, payload: str = "") -> Reply:
        """Greet whoever taps START; an invitation is claimed, a scanned topic is asked about, staff see their work."""
        if payload.startswith(INVITE_PREFIX):
            return self._team.claiming.by_link(unit, actor, payload.removeprefix(INVITE_PREFIX))
        if actor.role in {Role.MANAGER, Role.STAFF} and payload not in self._town.topics:
            return self._work.list(unit, actor)
        if actor.role is Role.ADMINISTRATOR:
            return self._team.roster.show(unit, actor)
        if payload in self._town.topics:
            return self._asking.ask_for_question(unit, actor, payload)
        return Reply(self._screens.step(actor))

    def help(self, _unit: Unit, actor: Contact) -> Reply:
        """Show what can be done here and how to reach people without it."""
        return Reply(self._screens.help(actor))

    def languages(self, _unit: Unit, _actor: Contact) -> Reply:
        """Ask which language we speak."""
        return Reply(self._screens.languages())

    def choose_language(self, unit: Unit, actor: Contact, language: str) -> Reply:
        """Keep the language; in the welcome the next step follows, elsewhere the choice is confirmed."""
        chosen = replace(actor, language=self._town.language(language), language_chosen=True)
        if chosen.welcome is Welcome.LANGUAGE and chosen.role is Role.ASKER:
            return self._answer(unit, chosen, chosen.language)
        if chosen == actor and actor.welcome is Welcome.NOTICE:
            return Reply(self._screens.step(actor))  # a double tap: what comes next is there already
        unit.contacts.save(chosen)
        return Reply(Message(text("language.chosen"), menu_rows()), actor=chosen)

    def privacy(self, _unit: Unit, actor: Contact) -> Reply:
        """Show the longer notice: what is kept, who reads it, how long, whom to ask."""
        return Reply(self._screens.privacy(pending=actor.welcome is Welcome.NOTICE))

    def accept(self, unit: Unit, actor: Contact) -> Reply:
        """Note that the notice was read; a button from long ago shows where the person is now."""
        if actor.welcome is not Welcome.NOTICE:
            return Reply(self._screens.step(actor))
        return self._answer(unit, actor, READ)

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
        wanted = Proactive(choice)
        chosen = actor.hearing_all(wanted=True) if wanted is Proactive.ALL else replace(actor, proactive=wanted)
        if chosen.welcome is Welcome.OPT_IN:
            return self._answer(unit, chosen, choice)
        if chosen == actor and actor.welcome is Welcome.TRADE:
            return Reply(self._screens.step(actor))
        unit.contacts.save(chosen)
        return Reply(Message(text(f"proactive.{wanted}"), menu_rows()))

    def stop(self, unit: Unit, actor: Contact) -> Reply:
        """Start no message ourselves any more; answers to own questions still come."""
        unit.contacts.save(replace(actor, proactive=Proactive.OWN))
        return Reply(Message(text("proactive.own"), ((button("proactive.again", "welcome.opt_in", "all"),),)))

    def choose_trade(self, unit: Unit, actor: Contact, trade: str) -> Reply:
        """Keep the trade, or that it was skipped (""); a button from long ago shows where the person is now."""
        if actor.welcome is not Welcome.TRADE:
            return Reply(self._screens.step(actor))
        known = trade if trade in self._town.trades else ""
        return self._answer(unit, replace(actor, trade=known), known)

    def choose_zone(self, unit: Unit, actor: Contact, zone: str) -> Reply:
        """Keep where the business is, or that it was skipped (""); an old button shows where the person is now."""
        if actor.welcome is not Welcome.ZONE:
            return Reply(self._screens.step(actor))
        known = zone if zone in self._town.zones else ""
        return self._answer(unit, replace(actor, zone=known), known)

    def go_back(self, unit: Unit, actor: Contact) -> Reply:
        """Show the step before this one again."""
        if actor.welcome not in {Welcome.OPT_IN, Welcome.TRADE, Welcome.ZONE}:
            return Reply(self._screens.step(actor))
        form, conversation = self._conversation(unit, actor)
        return self._go(unit, actor, back(form, conversation, unit.now))

    def _answer(self, unit: Unit, actor: Contact, value: str) -> Reply:
        """Take the answer to the step where this person is; ``actor`` is changed by it already, and saved here."""
        form, conversation = self._conversation(unit, actor)
        how = Answered.GIVEN if value else Answered.SKIPPED
        return self._go(unit, actor, give(form, conversation, Given(actor.welcome, how, value), unit.now))

    def _go(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply:
        if conversation.step == SUMMARY:
            form = self._form.form(unit, conversation)
            unit.conversations.save(finish(form, conversation, unit.now))
            return self._form.finish(unit, actor, conversation)
        unit.conversations.save(conversation)
        there = replace(actor, welcome=Welcome(conversation.step))
        unit.contacts.save(there)
        return Reply(self._screens.step(there), actor=there)

    def _conversation(self, unit: Unit, actor: Contact) -> tuple[Form, Conversation]:
        """Return the form, and this person in it at the step that they reached.

        Whoever came in by another door (a question first, an invitation to take part) passed the steps before it.
        """
        found = unit.conversations.latest(actor.id, self._form.key, 0)
        if found is None or found.stage not in {Stage.OPEN, Stage.PAUSED}:
            begun = Conversation(0, self._form.key, actor.id, unit.now, unit.now, step=actor.welcome)
            found = unit.conversations.add(begun)
        form = self._form.form(unit, found)
        before = takewhile(lambda step: step.key != actor.welcome, path(form, found.answers))
        passed = {step.key: Given(step.key, Answered.SKIPPED) for step in before}
        answers = MappingProxyType({**passed, **found.answers})
        return form, replace(found, step=actor.welcome, answers=answers)
