"""What dialogues about answering begin with: a colleague of a department, and a question that they took."""

from bot.domain.access import Role
from bot.domain.enquiry import Answer
from bot.domain.message import Text
from tests.dialogue import Dialogue, Person, Shown
from tests.handlers.scenes import asks

DEPARTMENT = "openbaar_domein"


async def colleague(talk: Dialogue, name: str = "Karim Aziz", department: str = DEPARTMENT) -> Person:
    """Return somebody who works for that department."""
    person = await talk.somebody(name=name)
    await talk.appoint(person, Role.STAFF, department, name)
    return person


async def offered(talk: Dialogue, sofie: Person, amira: Person, *people: Person) -> None:
    """Let Sofie ask, and the manager offer it to the department; these people saw it."""
    await asks(sofie)
    await amira.news()
    await hands(amira)
    for person in (*people, amira):
        await person.looks_away()


async def hands(amira: Person, department: str = DEPARTMENT) -> None:
    """Let the manager offer the newest card's question to a department, without words."""
    await amira.taps("hand.choose")
    await amira.taps("hand.ask", department)
    await amira.taps("hand.offer", department)


async def taken(talk: Dialogue, sofie: Person, amira: Person, karim: Person, *people: Person) -> None:
    """Let Karim take it as well."""
    await offered(talk, sofie, amira, karim, *people)
    await karim.taps("hold.take")
    for person in (karim, *people, amira):
        await person.looks_away()


async def answer_of(talk: Dialogue, answer_id: int = 1) -> Answer:
    """Return what is stored of that answer."""
    answer = await talk.unit(lambda unit: unit.enquiries.answer(answer_id))
    assert answer is not None
    return answer


def lines_of(card: Shown) -> list[str]:
    """Return the keys of a card's lines."""
    lines = card.value("lines")
    assert isinstance(lines, tuple)
    return [line.key for line in lines]


def signed_by(shown: Shown) -> Text:
    """Return the signature of a preview or an answer."""
    signed = shown.value("signed")
    assert isinstance(signed, Text)
    return signed
