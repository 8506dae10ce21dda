"""Another promised day, asked for in two steps: which day, and why in one line that the asker reads."""

from datetime import date

from bot.domain.access import Permission
from bot.domain.contact import Contact
from bot.domain.conversation import Conversation, Form, Given, Kind, Option, Step
from bot.domain.enquiry import Enquiry
from bot.domain.enquiry import Step as Move
from bot.domain.errors import NotFound, Refused
from bot.domain.message import Button, Message, Text, button, text
from bot.domain.promises import check_new_day
from bot.domain.town import Town
from bot.services.dates.delays import longer, tell_asker
from bot.services.dates.holders import each_once, holders
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.queue import sent
from bot.services.forms.conversing import Conversing
from bot.services.forms.usual import UsualScreens
from bot.services.guard import Gate, Thing, guard
from bot.services.ports import Lane, Unit
from bot.services.team.colleagues import managers
from bot.services.visit import Reply
from bot.services.wording import named, titled

FORM = "postpone"

OFFERED_DAYS = (1, 2, 5)
"""Working days after the promised day that are offered."""

REASONS = ("colleague", "department", "decision")
LONGEST_REASON = 300
"""Characters: the asker reads it in one breath."""

_GATE = Gate(Permission.ANSWER, Thing.ENQUIRY)


class PostponeForm(UsualScreens):
    """Asks for the day and the reason, shows what the asker will read, and promises that day."""

    key = FORM
    permission = Permission.ANSWER
    thing = Thing.ENQUIRY

    def __init__(self, town: Town, moves: Moves) -> None:
        self._town = town
        self._moves = moves

    def form(self, unit: Unit, conversation: Conversation) -> Form:
        """Return the two steps, about the enquiry that is the subject."""
        enquiry = sent(unit, conversation.subject)
        calendar, after = self._town.calendar, self._promised(unit, enquiry)
        days = [calendar.working_day_after(after, ahead) for ahead in OFFERED_DAYS]
        offered = tuple(Option(day.isoformat(), text("dates.day", day=day)) for day in days)
        why = tuple(Option(reason, text(f"dates.why.{reason}")) for reason in REASONS)
        title = text("dates.title_why")
        ask = text("dates.ask_day", number=enquiry.number, promised=enquiry.promised_on or after)
        steps = (
            Step("day", Kind.DATE, ask, offered, required=True, title=text("dates.title_day")),
            Step("why", Kind.CHOICE, text("dates.ask_why"), why, required=True, open=True, title=title),
        )
        return Form(FORM, text("dates.form", number=enquiry.number), steps)

    def check(self, unit: Unit, conversation: Conversation, step: Step, given: Given) -> None:
        """Refuse a day that cannot be promised, and a reason that is no line of words."""
        enquiry = sent(unit, conversation.subject)
        if step.key == "day":
            promised = enquiry.promised_on or self._promised(unit, enquiry)
            check_new_day(self._town.calendar, promised, unit.now, date.fromisoformat(given.value))
        elif given.attachment is not None and not given.words:
            raise Refused("dates.words_only")
        elif len(given.words) > LONGEST_REASON:
            raise Refused("form.too_long", most=LONGEST_REASON, length=len(given.words))

    def summary(self, unit: Unit, actor: Contact, conversation: Conversation) -> Message | None:
        """Show what the asker will read, before it leaves."""
        del actor
        enquiry, here = sent(unit, conversation.subject), conversation.id
        shown = longer(enquiry.promising(_day_of(conversation)), _reason_of(conversation)).text
        rows = (
            (button("dates.send", "form.finish", here), button("form.choose", "form.choose", here, 0)),
            (button("form.stop", "form.stop", here),),
        )
        name = named(unit.contacts.get(enquiry.asker_id))
        return Message(text("dates.preview", name=name, message=shown), rows)

    def finish(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply:
        """Promise the day: the asker hears it with the reason, others who deal with it silently."""
        guard(unit, actor, _GATE, (conversation.subject,))
        before, day = sent(unit, conversation.subject), _day_of(conversation)
        check_new_day(self._town.calendar, before.promised_on or day, unit.now, day)
        moved = before.after(Move.POSTPONE, unit.now).promising(day)
        after = self._moves.keep(unit, before, moved, Move.POSTPONE, actor.id, day.isoformat())
        tell_asker(unit, after, _reason_of(conversation))
        self._tell_others(unit, actor, after)
        done = text("dates.postponed", number=after.number, promised=day, name=named(unit.contacts.get(after.asker_id)))
        return Reply(Message(done, ((button("dates.show", "queue.show", after.id),),)), subject=f"card:{after.id}")

    def paused(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply | None:
        """Say that the promised day stays for now, with the ways on."""
        del actor
        on = button("form.go_on", "form.show", conversation.id)
        return _stays(sent(unit, conversation.subject), on)

    def left(self, unit: Unit, actor: Contact, conversation: Conversation) -> Reply | None:
        """Say that the promised day stays, with the way back to the question."""
        del actor
        return _stays(sent(unit, conversation.subject))

    def _promised(self, unit: Unit, enquiry: Enquiry) -> date:
        """Return the day after which new ones are counted: the promised one, or today where that has passed."""
        today = self._town.calendar.local_date(unit.now)
        return max(enquiry.promised_on or today, today)

    @staticmethod
    def _tell_others(unit: Unit, actor: Contact, enquiry: Enquiry) -> None:
        said = text(
            "dates.was_postponed",
            number=enquiry.number,
            title=titled(enquiry),
            promised=enquiry.promised_on or enquiry.changed_at,
            name=named(actor),
        )
        rows = ((button("dates.show", "queue.show", enquiry.id),),)
        for person in each_once((*holders(unit, enquiry), *managers(unit))):
            if person.id != actor.id:
                message = Message(said, rows, silent=True)
                unit.outbox.put(person, message, lane=Lane.NOTICE, subject=f"card:{enquiry.id}")


class Postponing:
    """Starts the form from a card or a warning."""

    def __init__(self, conversing: Conversing) -> None:
        self._conversing = conversing

    def begin(self, unit: Unit, actor: Contact, enquiry_id: int) -> Reply:
        """Ask for the new day; raise ``Refused`` with the reason where nobody waits for one."""
        enquiry = sent(unit, enquiry_id)
        enquiry.after(Move.POSTPONE, unit.now)
        return self._conversing.begin(unit, actor, FORM, enquiry.id)


def _stays(enquiry: Enquiry, *ways: Button) -> Reply:
    rows = ((*ways, button("dates.show", "queue.show", enquiry.id)),)
    return Reply(Message(text("dates.not_postponed", number=enquiry.number), rows))


def _day_of(conversation: Conversation) -> date:
    try:
        return date.fromisoformat(conversation.value("day"))
    except ValueError:
        raise NotFound from None


def _reason_of(conversation: Conversation) -> Text | str:
    """Return the reason: one of ours, which each reads in their own language, or the words as they were typed."""
    given = conversation.answers.get("why")
    if given is not None and given.value in REASONS and not given.words:
        return text(f"dates.reason.{given.value}")
    return " ".join(conversation.words("why").split())
