"""Who signs an answer: a manager, a colleague of a department, with a name or without, and who left since then."""

from dataclasses import replace

import pytest

from bot.domain.access import Role
from bot.domain.assignment import Assignment, Held
from bot.domain.contact import Contact
from bot.domain.enquiry import Answer, Signed
from bot.domain.message import Text, text
from bot.services.enquiries.signing import signature, signer
from bot.storage.unit import StorageUnit
from tests.services.learning.learning_town import AMIRA, QUESTION, TOWN, asked, memory
from tests.storage.examples import LATER, NOW
from tests.storage.memory import Memory

KARIM = Contact(3001, "Karim Aziz", "nl", NOW)
DEPARTMENT = "openbaar_domein"


@pytest.fixture
def house() -> Memory:
    made = memory()

    def hire(unit: StorageUnit) -> None:
        unit.contacts.save(KARIM)
        unit.staff.appoint(KARIM.id, Role.STAFF, DEPARTMENT, NOW)

    made.within(hire)
    return made


def given(unit: StorageUnit, author: Contact) -> Answer:
    enquiry = asked(unit, QUESTION)
    taken = Assignment(0, enquiry.id, DEPARTMENT, AMIRA.id, NOW, LATER, Held.DONE, person_id=KARIM.id)
    unit.assignments.add(taken)
    return unit.enquiries.add_answer(Answer(0, enquiry.id, author.id, "ja", NOW))


def department(key: str) -> Text:
    return Text(key, {"name": TOWN.departments[DEPARTMENT].name})


def test_a_manager_signs_with_the_name_of_the_role(house: Memory) -> None:
    def check(unit: StorageUnit) -> None:
        answer = given(unit, AMIRA)
        assert signature(TOWN, unit, answer) == Text("answer.signed", {"author": AMIRA.name, "role": TOWN.role})
        alone = replace(answer, signed=Signed.DEPARTMENT)
        assert signature(TOWN, unit, alone) == Text("answer.signed_as", {"role": TOWN.role})
        assert [signer(TOWN, unit, one) for one in (answer, alone)] == [AMIRA.name, TOWN.role]

    house.within(check)


@pytest.mark.parametrize("left", [False, True])
def test_a_colleague_signs_for_the_department(house: Memory, left: bool) -> None:
    def check(unit: StorageUnit) -> None:
        answer = given(unit, KARIM)
        if left:
            unit.staff.revoke(KARIM.id, NOW)
        signed = text("answer.signed", author=KARIM.name, role=department("answer.of_department"))
        assert signature(TOWN, unit, answer) == signed
        alone = replace(answer, signed=Signed.DEPARTMENT)
        assert signature(TOWN, unit, alone) == Text("answer.signed_as", {"role": department("answer.the_department")})
        assert signer(TOWN, unit, alone) == department("answer.the_department")

    house.within(check)
