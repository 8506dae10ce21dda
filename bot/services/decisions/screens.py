"""How a decision reads (screens B8): the card, what did not fit on it, the list, and what the manager prepared."""

from collections.abc import Sequence

from bot.domain.contact import Contact, Matter
from bot.domain.conversation import Conversation
from bot.domain.decision import NEEDS_NEXT, Decision, Legal, LinkKind
from bot.domain.message import Button, Message, Rows, Text, Value, button, text
from bot.domain.town import Town
from bot.domain.words import shorten, split, utf16_length
from bot.services.decisions.people import Reasons
from bot.services.ports import Unit
from bot.services.wording import pairs

PAGE = 5
"""Decisions on one page of the list, so that no screen is longer than eight lines."""

WHY_LINE, WHY_FOLDED, NEXT_LINE = 200, 1500, 250
"""UTF-16 units of a why and of what comes next that stand on a line, and of a longer why that lies folded."""

PIECE = 3500
"""UTF-16 units of a text in a message of its own."""

ON_BUTTON = 14
"""UTF-16 units of a decision's name on a button beside another."""

REACTIONS = 3
"""The latest reactions that the manager opens from the card."""


class DecisionScreens:
    """The screens of decisions, in the words of one town."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._reasons = Reasons(town)

    def card(self, unit: Unit, decision: Decision, person: Contact, why: str) -> Message:
        """Return what this person is told: the outcome first, why they get it, the why, what next, and whom to ask."""
        reason = self._reasons.line(unit, decision, person, why)
        lines = (
            text(f"decision.head.{decision.outcome}", what=decision.what),
            *((reason,) if reason else ()),
            _why(decision),
            *_next(decision),
            *((text("decision.more", url=decision.url),) if decision.url else ()),
            self._contact(decision),
            self._in_law(unit, decision, person),
        )
        return Message(text("decision.card", lines=lines), _rows(decision))

    def for_manager(self, unit: Unit, decision: Decision, person: Contact) -> Message:
        """Return the same card with what a manager does with it: change it, send it, read the reactions."""
        shown = self.card(unit, decision, person, "")
        back = (button("decision.all", "decision.list", 0),)
        if decision.published_at is None:
            edit, send = (
                button("decision.edit", "decision.edit", decision.id),
                button("decision.send", "decision.preview", decision.id),
            )
            drop = button("decision.drop", "decision.drop", decision.id)
            return Message(shown.text, ((send,), (edit, drop), back))
        reactions = _reactions(unit, decision)
        return Message(shown.text, (*_reading(decision), *pairs(reactions), back))

    @staticmethod
    def why(decision: Decision) -> tuple[Message, ...]:
        """Return the whole why, in as many messages as it takes."""
        return _whole("decision.whole_why", decision.what, decision.why)

    @staticmethod
    def next(decision: Decision) -> tuple[Message, ...]:
        """Return the whole of what comes next."""
        return _whole("decision.whole_next", decision.what, decision.next_words)

    def invitation(self, decision: Decision) -> Message:
        """Ask for a reaction."""
        asked = text("decision.react_how", what=decision.what, manager=self._town.manager)
        return Message(asked, ((button("back", "decision.show", decision.id),),))

    def list(self, told: Sequence[Decision], total: int, start: int, extra: Rows = ()) -> Message:
        """Show a page of what was decided; ``extra`` are the manager's buttons."""
        if not total:
            return Message(text("decision.none"), extra)
        lines = tuple(
            text(
                "decision.line",
                at=start + place,
                said=text(f"decision.option.{one.outcome}"),
                day=one.published_at or one.created_at,
                what=one.what,
            )
            for place, one in enumerate(told, 1)
        )
        shown = [
            button("decision.button", "decision.show", one.id, at=start + place, what=shorten(one.what, ON_BUTTON))
            for place, one in enumerate(told, 1)
        ]
        turning = (
            *((button("page.newer", "decision.list", max(0, start - PAGE)),) if start else ()),
            *((button("page.older", "decision.list", start + PAGE),) if start + PAGE < total else ()),
        )
        rows = (*pairs(shown), *((turning,) if turning else ()), *extra)
        return Message(text("decision.list", count=total, lines=lines), rows)

    @staticmethod
    def work(actor: Contact, drafts: Sequence[Conversation], untold: Sequence[Decision]) -> Rows:
        """Return the manager's buttons: a new one, the forms that are not finished, what was not told yet."""
        rows: list[tuple[Button, ...]] = [(button("decision.new", "decision.new"),)]
        for draft in drafts:
            what: Value = shorten(draft.words("what"), ON_BUTTON) or text("decision.unnamed")
            mine = draft.person_id == actor.id
            go_on = button("decision.go_on", "form.show", draft.id, what=what)
            rows.append((go_on if mine else button("decision.take_over", "form.take", draft.id, what=what),))
        rows += [
            (button("decision.untold", "decision.show", one.id, what=shorten(one.what, ON_BUTTON)),) for one in untold
        ]
        return tuple(rows)

    def _in_law(self, unit: Unit, decision: Decision, person: Contact) -> Text:
        """Return what the card is in law and, to who reads another language, in which one it was written."""
        notice = decision.legal is Legal.APPEAL
        line = text("decision.appeal", how=_one_line(decision.appeal)) if notice else text("decision.informative")
        writer = unit.contacts.get(decision.created_by)
        tongue = self._town.language(writer.language if writer is not None else None)
        if tongue == self._town.language(person.language):
            return line
        return text("decision.written_in", line=line, tongue=text(f"decision.tongue.{tongue}"))

    def _contact(self, decision: Decision) -> Text:
        if decision.contact:
            return text("decision.contact", contact=decision.contact)
        counter = self._town.counter
        return text("decision.contact_manager", manager=self._town.manager, phone=counter.phone, email=counter.email)


def reacts_to(unit: Unit, enquiry_id: int) -> tuple[Text, ...]:
    """Return the line that names the decision to which a question reacts, none when it is no reaction."""
    found = unit.decisions.of(LinkKind.REACTION, enquiry_id)
    return tuple(text("decision.reaction_to", what=decision.what) for decision in found[:1])


def told_about(unit: Unit, enquiry_id: int) -> Rows:
    """Return the button that leads from a question to what was decided about it last, none as long as nothing was."""
    told = [one for one in unit.decisions.of(LinkKind.ENQUIRY, enquiry_id) if one.published_at is not None]
    return tuple((button("decision.read", "decision.show", one.id),) for one in told[-1:])


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _why(decision: Decision) -> Text:
    line = _one_line(decision.why)
    if utf16_length(line) <= WHY_LINE:
        return text("decision.because", why=line)
    return text("decision.because_long", why=shorten(decision.why.strip(), WHY_FOLDED))


def _next(decision: Decision) -> tuple[Text, ...]:
    if decision.next_on is not None:
        key = "decision.again_on" if decision.outcome in NEEDS_NEXT else "decision.next_on"
        return (text(key, day=decision.next_on),)
    if not decision.next_words:
        return ()
    return (text("decision.next", words=shorten(_one_line(decision.next_words), NEXT_LINE)),)


def _rows(decision: Decision) -> Rows:
    reading = _reading(decision)
    react = button("decision.react", "decision.react", decision.id)
    return (*reading, (react, button("decision.mute", "settings.mute", Matter.DECISION)))


def _reading(decision: Decision) -> Rows:
    found = (
        *((button("decision.why", "decision.why", decision.id),) if utf16_length(decision.why) > WHY_FOLDED else ()),
        *(
            (button("decision.what_now", "decision.next", decision.id),)
            if utf16_length(decision.next_words) > NEXT_LINE
            else ()
        ),
    )
    return (found,) if found else ()


def _reactions(unit: Unit, decision: Decision) -> list[Button]:
    found = (unit.enquiries.get(ref) for ref in reversed(decision.linked(LinkKind.REACTION)))
    sent = [enquiry for enquiry in found if enquiry is not None and enquiry.number][:REACTIONS]
    return [button("decision.reaction", "queue.show", enquiry.id, number=enquiry.number) for enquiry in sent]


def _whole(key: str, what: str, words: str) -> tuple[Message, ...]:
    return tuple(Message(text("decision.whole", title=text(key, what=what), words=one)) for one in split(words, PIECE))
