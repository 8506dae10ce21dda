"""How an answer is signed: with the name of who wrote it and what they are here, or with the latter alone."""

from bot.domain.access import Role
from bot.domain.contact import Contact
from bot.domain.enquiry import Answer, Signed
from bot.domain.message import Localized, Text, Value, text
from bot.domain.town import Town
from bot.services.ports import Unit
from bot.services.wording import named


def signature(town: Town, unit: Unit, answer: Answer) -> Text:
    """Return the line below the answer, in the reader's language."""
    author = unit.contacts.get(answer.author_id)
    department = _department(town, unit, answer, author)
    if answer.signed is Signed.DEPARTMENT:
        alone = text("answer.the_department", name=department) if department else town.role
        return text("answer.signed_as", role=alone)
    role = text("answer.of_department", name=department) if department else town.role
    return text("answer.signed", author=named(author), role=role)


def _department(town: Town, unit: Unit, answer: Answer, author: Contact | None) -> Localized | None:
    """Return the department that the author wrote for, None for the centre manager."""
    if author is not None and author.role is Role.MANAGER:
        return None
    key = author.department if author is not None else ""
    if not key:
        # Whoever left since then signed for the department that had the question through them.
        given = unit.assignments.of_enquiry(answer.enquiry_id)
        key = next((one.department for one in given if one.person_id == answer.author_id), "")
    known = town.departments.get(key)
    return known.name if known else None


def signer(town: Town, unit: Unit, answer: Answer) -> Value:
    """Return who stands below the answer, for a sentence about it: a name, or what they are here where that stands."""
    author = unit.contacts.get(answer.author_id)
    if answer.signed is Signed.PERSON:
        return named(author)
    department = _department(town, unit, answer, author)
    return text("answer.the_department", name=department) if department else town.role
