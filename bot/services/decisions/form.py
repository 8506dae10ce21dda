"""The manager's form for a decision: what, outcome, why, next moment, in law a notice or not, and what it answers."""

from dataclasses import replace
from datetime import date

from bot.domain.access import Permission
from bot.domain.audience import Audience, Group
from bot.domain.contact import Contact
from bot.domain.conversation import Answered, Conversation, Form, Given, Kind, Step
from bot.domain.decision import NEEDS_NEXT, Decision, Legal, Link, LinkKind, Outcome, check_address
from bot.domain.due import CastState, Due
from bot.domain.errors import Refused
from bot.domain.message import text
from bot.domain.town import Town
from bot.services.clock.casting import Casting
from bot.services.decisions.links import Links
from bot.services.decisions.people import concerned
from bot.services.decisions.steps import LONGEST_NEXT, people_steps, told_steps
from bot.services.forms.kind import FormKind
from bot.services.forms.usual import UsualScreens
from bot.services.ports import Unit
from bot.services.visit import Reply

FORM = "decision"

_TYPED = frozenset({"what", "why", "next", "then", "link", "contact", "appeal"})


def decision_forms(town: Town, casting: Casting) -> tuple[FormKind, ...]:
    """Return the kinds of form of this room."""
    return (DecisionForm(town, casting),)


class DecisionForm(UsualScreens):
    """Asks a manager for all that a decision needs before it may be told."""

    key = FORM
    permission = Permission.PLAN

    def __init__(self, town: Town, casting: Casting) -> None:
        self._town = town
        self._casting = casting
        self._links = Links()

    def form(self, unit: Unit, conversation: Conversation) -> Form:
        """Return the steps; those that propose what the decision answers read what was typed so far."""
        steps = (*told_steps(self._town), *self._links.steps(unit, conversation), *people_steps(self._town))
        return Form(FORM, text("decision.form"), steps)

    def check(self, unit: Unit, conversation: Conversation, step: Step, given: Given) -> None:
        """Refuse what cannot be told: no words, a moment that has passed, an address that is none, a wrong number."""
        del conversation
        if step.key in _TYPED and not given.value and not given.words.strip():
            raise Refused("decision.needs_words")
        if step.kind is Kind.DATE:
            self._check_following(unit, given)
        if step.key == "link":
            check_address(given.words.strip())
        if step.key == "enquiries":
            self._links.typed(unit, given.words)

    def finish(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply:
        """Store the decision and show how it will reach people, and how many."""
        known = unit.decisions.get(conversation.subject) if conversation.subject else None
        if known is not None:
            check_changeable(unit, known)
        blank = known or Decision(0, "", Outcome.YES, "", actor.id, unit.now)
        decision = self._filled(unit, blank, conversation).checked()
        if not concerned(unit, decision):
            raise Refused("decision.needs_people")
        if known is None:
            decision = unit.decisions.add(decision)
        else:
            unit.decisions.save(decision)
        return self._casting.preview(unit, actor, Due.DECISION, decision.id, 0)

    def _check_following(self, unit: Unit, given: Given) -> None:
        if len(given.words) > LONGEST_NEXT:
            raise Refused("form.too_long", most=LONGEST_NEXT, length=len(given.words))
        day = date.fromisoformat(given.value) if given.value else None
        if day is not None and day < self._town.calendar.local_date(unit.now):
            raise Refused("decision.next_past", day=day)

    def _filled(self, unit: Unit, blank: Decision, conversation: Conversation) -> Decision:
        following = conversation.answers.get("next") or conversation.answers.get("then") or Given("then")
        # A draft can lie for weeks: the moment that was chosen may have passed since.
        self._check_following(unit, following)
        what = " ".join(conversation.words("what").split())
        group = Group(conversation.value("group"))
        return replace(
            blank,
            what=what[:1].upper() + what[1:],
            outcome=Outcome(conversation.value("outcome")),
            why=conversation.words("why").strip(),
            next_on=date.fromisoformat(following.value) if following.value else None,
            next_words="" if following.value else following.words.strip(),
            url=conversation.words("link").strip(),
            contact=conversation.words("contact").strip(),
            legal=Legal(conversation.value("legal")),
            appeal=conversation.words("appeal").strip(),
            audience=str(Audience(group, conversation.value(str(group)))),
            links=self._links.chosen(unit, conversation),
        )


def check_changeable(unit: Unit, decision: Decision) -> None:
    """Raise ``Refused`` when people were told it already, or are about to be."""
    if decision.published_at is not None:
        raise Refused("decision.already_told")
    cast = unit.dues.cast_of(Due.DECISION, decision.id, 0)
    if cast is not None and cast.state is CastState.HELD:
        raise Refused("decision.leaving")


def answers_of(decision: Decision) -> dict[str, Given]:
    """Return the answers that led to this decision, to change it as long as nobody was told."""
    following = "next" if decision.outcome in NEEDS_NEXT else "then"
    group, _, which = decision.audience.partition(":")
    typed = {
        "what": decision.what,
        "why": decision.why,
        following: "" if decision.next_on else decision.next_words,
        "link": decision.url,
        "contact": decision.contact,
        "appeal": decision.appeal,
    }
    chosen = {
        "outcome": str(decision.outcome),
        following: decision.next_on.isoformat() if decision.next_on else "",
        "legal": str(decision.legal),
        "enquiries": _ids(decision.links, LinkKind.ENQUIRY),
        "items": _ids(decision.links, LinkKind.ITEM),
        "group": group,
        group: which,
    }
    passed_over = {key: Given(key, Answered.SKIPPED) for key in (following, "link", "contact", "enquiries", "items")}
    words = {key: Given(key, words=said) for key, said in typed.items() if said}
    return passed_over | words | {key: Given(key, value=value) for key, value in chosen.items() if value}


def _ids(links: tuple[Link, ...], kind: LinkKind) -> str:
    return ",".join(str(link.ref_id) for link in links if link.kind is kind)
