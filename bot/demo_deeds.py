"""What people of the demo's town do with a question, each as the use case for it, by whoever does it."""

from collections.abc import Callable, Mapping

from bot.demo_moments import Moments
from bot.demo_script import Deed, StepTable
from bot.domain.contact import Contact
from bot.domain.enquiry import Answer, Author, Enquiry, Part, Status, Step
from bot.domain.letter import Letter
from bot.domain.note import UseFor
from bot.services.desk import Desk
from bot.services.ports import Unit
from bot.services.visit import Said
from bot.services.wording import one_line


class Deeds:
    """Does what a step says, in a unit that has its moment."""

    def __init__(self, desk: Desk, moments: Moments) -> None:
        self._desk = desk
        self._moments = moments
        self._by_name: Mapping[Deed, Callable[[Unit, Contact, Enquiry, StepTable], object]] = {
            Deed.OFFER: self._offer,
            Deed.ACCEPT: self._accept,
            Deed.REFUSE: self._refuse,
            Deed.ASK_BACK: self._ask_back,
            Deed.ANSWER: self._answer,
            Deed.NOTE: self._note,
            Deed.ADD: self._add,
            Deed.POSTPONE: self._postpone,
            Deed.SNOOZE: self._snooze,
            Deed.HAND_OVER: self._hand_over,
            Deed.NUDGE: self._nudge,
            Deed.WITHDRAW: self._withdraw,
            Deed.HELPED: self._helped,
            Deed.NOT_HELPED: self._not_helped,
            Deed.CLOSE: self._close,
        }

    def ask(self, unit: Unit, asker_id: int, topic: str, words: str) -> int:
        """Ask a question and return its id."""
        asker = _person(unit, asker_id)
        new = Enquiry(0, asker.id, Status.DRAFT, asker.language, one_line(words), unit.now, unit.now)
        draft = unit.enquiries.add(new)
        unit.enquiries.add_part(Part(draft.id, Author.ASKER, asker.id, words, unit.now))
        self._desk.asking.submit(unit, asker, draft.id, topic)
        return draft.id

    def do(self, unit: Unit, by: int, enquiry_id: int, step: StepTable) -> None:
        """Do one step; raise ``Refused`` or ``NotFound`` where the script has somebody do what cannot be done."""
        self._by_name[step.does](unit, _person(unit, by), _enquiry(unit, enquiry_id), step)

    def _offer(self, unit: Unit, actor: Contact, enquiry: Enquiry, step: StepTable) -> None:
        if step.says:
            self._desk.giving.take_note(unit, actor, Said(step.says, 0, about=step.to), enquiry.id)
        else:
            self._desk.giving.offer(unit, actor, enquiry.id, step.to)

    def _accept(self, unit: Unit, actor: Contact, enquiry: Enquiry, _step: StepTable) -> None:
        self._desk.holding.take(unit, actor, _held(unit, actor, enquiry))

    def _refuse(self, unit: Unit, actor: Contact, enquiry: Enquiry, step: StepTable) -> None:
        self._desk.holding.take_reason(unit, actor, Said(step.says, 0), _held(unit, actor, enquiry))

    def _ask_back(self, unit: Unit, actor: Contact, enquiry: Enquiry, step: StepTable) -> None:
        letter = unit.letters.add(Letter(0, enquiry.id, actor.id, UseFor.ASK_BACK, step.says, unit.now))
        self._desk.helping.asking_back.send(unit, actor, enquiry.id, letter.id)

    def _hand_over(self, unit: Unit, actor: Contact, enquiry: Enquiry, step: StepTable) -> None:
        letter = Letter(0, enquiry.id, actor.id, UseFor.HAND_OVER, step.says, unit.now, party=step.to)
        self._desk.helping.handing_over.send(unit, actor, enquiry.id, unit.letters.add(letter).id)

    def _answer(self, unit: Unit, actor: Contact, enquiry: Enquiry, step: StepTable) -> None:
        answer = unit.enquiries.add_answer(Answer(0, enquiry.id, actor.id, step.says, unit.now))
        self._desk.sending.send(unit, actor, answer.id, int(step.closes))

    def _note(self, unit: Unit, actor: Contact, enquiry: Enquiry, step: StepTable) -> None:
        self._desk.notes.take(unit, actor, Said(step.says, 0), enquiry.id)

    def _add(self, unit: Unit, actor: Contact, enquiry: Enquiry, step: StepTable) -> None:
        self._desk.additions.add(unit, actor, enquiry, Said(step.says, 0))

    def _postpone(self, unit: Unit, actor: Contact, enquiry: Enquiry, step: StepTable) -> None:
        day = self._moments.day(int(step.on))
        moved = enquiry.after(Step.POSTPONE, unit.now).promising(day)
        self._desk.moves.keep(unit, enquiry, moved, Step.POSTPONE, actor.id, day.isoformat())

    def _snooze(self, unit: Unit, actor: Contact, enquiry: Enquiry, step: StepTable) -> None:
        self._desk.later.put_off(unit, actor, enquiry.id, self._moments.day(int(step.until)).toordinal())

    def _nudge(self, unit: Unit, actor: Contact, enquiry: Enquiry, _step: StepTable) -> None:
        self._desk.helping.asker_acts.nudge(unit, actor, enquiry.id)

    def _withdraw(self, unit: Unit, actor: Contact, enquiry: Enquiry, _step: StepTable) -> None:
        self._desk.helping.asker_acts.withdraw(unit, actor, enquiry.id)

    def _helped(self, unit: Unit, actor: Contact, enquiry: Enquiry, _step: StepTable) -> None:
        self._desk.helping.judging.helped(unit, actor, _answer_to(unit, enquiry))

    def _not_helped(self, unit: Unit, actor: Contact, enquiry: Enquiry, step: StepTable) -> None:
        self._desk.helping.judging.not_helped(unit, actor, _answer_to(unit, enquiry))
        self._desk.additions.add(unit, _person(unit, actor.id), _enquiry(unit, enquiry.id), Said(step.says, 0))

    def _close(self, unit: Unit, actor: Contact, enquiry: Enquiry, _step: StepTable) -> None:
        self._desk.queue.close(unit, actor, enquiry.id)


def _person(unit: Unit, person_id: int) -> Contact:
    person = unit.contacts.get(person_id)
    if person is None:
        raise LookupError(f"nobody has the id {person_id}")
    return person


def _enquiry(unit: Unit, enquiry_id: int) -> Enquiry:
    enquiry = unit.enquiries.get(enquiry_id)
    if enquiry is None:
        raise LookupError(f"there is no enquiry {enquiry_id}")
    return enquiry


def _held(unit: Unit, actor: Contact, enquiry: Enquiry) -> int:
    """Return the id of the assignment by which the actor's department has the question."""
    held = unit.assignments.live(enquiry.id, actor.department)
    if held is None:
        raise LookupError(f"{actor.department} does not have question {enquiry.number}")
    return held.id


def _answer_to(unit: Unit, enquiry: Enquiry) -> int:
    answer = unit.enquiries.latest_answer(enquiry.id)
    if answer is None:
        raise LookupError(f"question {enquiry.number} was not answered")
    return answer.id
