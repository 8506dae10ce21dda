"""The hand-over contract: whatever departments and the manager do, the question is somebody's and all see the same."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.access import Role
from bot.domain.assignment import LIVE, Held, living, standing
from bot.domain.contact import Contact
from bot.domain.due import Due
from bot.domain.enquiry import OPEN, PAUSES, WAITING_FOR_TOWN, WITH_DEPARTMENT, Status, Step
from bot.domain.errors import Refused
from bot.services.handing.expiry import AT_END
from tests.services.handing.handing_town import (
    AMIRA,
    COLLEAGUES,
    DESK,
    DOMAIN,
    KARIM,
    LENA,
    TOWN,
    TRAFFIC,
    WOUT,
    House,
)

EVERYTHING = [
    "offer",
    "recall",
    "take",
    "refuse",
    "pass",
    "advise",
    "answer",
    "ask",
    "back",
    "wait",
    "reopen",
    "withdraw",
]
STEPS = {
    "answer": Step.ANSWER,
    "ask": Step.ASK_BACK,
    "back": Step.ADD,
    "reopen": Step.REOPEN,
    "withdraw": Step.WITHDRAW,
}

Act = tuple[str, Contact, str]


@pytest.fixture
def house() -> Iterator[House]:
    made = House()
    yield made
    made.close()


def likely(house: House) -> list[Act]:
    """Return what people could do now; old buttons, that do nothing any more, are among ``EVERYTHING``."""
    status, live = house.enquiry().status, living(house.given())
    acts: list[Act] = [("offer", AMIRA, DOMAIN), ("offer", AMIRA, TRAFFIC), ("wait", AMIRA, ""), ("answer", AMIRA, "")]
    for one in live:
        for colleague in COLLEAGUES:
            if colleague.department == one.department:
                names = ("take", "refuse") if one.state is Held.OFFERED else ("pass", "refuse", "answer")
                acts += [(name, colleague, TRAFFIC) for name in (*names, *(("advise",) if one.is_advice else ()))]
    acts += [("recall", AMIRA, ""), ("ask", AMIRA, "")] if live else []
    acts += [("back", AMIRA, "")] if status in PAUSES else []
    return [("reopen", AMIRA, "")] if status not in WAITING_FOR_TOWN | PAUSES else acts


def act(house: House, what: str, who: Contact, department: str) -> None:
    """Do one thing as somebody might at any moment."""
    enquiry = house.enquiry()
    own = next((one for one in reversed(house.given()) if one.department == who.department), None)
    if what == "offer":
        house.does(AMIRA, DESK.giving.offer, enquiry.id, department)
    elif what == "recall":
        house.does(AMIRA, DESK.giving.recall, enquiry.id)
    elif what == "wait":
        house.passes(hours=20)
    elif what in STEPS:
        house.within(lambda unit: DESK.moves.move(unit, enquiry, STEPS[what], who.id))
    elif own is not None:
        uses = {
            "take": lambda: house.does(who, DESK.holding.take, own.id),
            "refuse": lambda: house.types(who, DESK.holding.take_reason, "niet voor ons", own.id, department),
            "pass": lambda: house.does(who, DESK.holding.hand_on, own.id, KARIM.id),
            "advise": lambda: house.types(who, DESK.advising.take_words, "dat mag", own.id),
        }
        uses[what]()


def check(house: House) -> None:
    enquiry, assignments = house.enquiry(), house.given()
    live = living(assignments)
    owner = house.within(lambda unit: unit.contacts.get(enquiry.owner_id))
    readers = house.within(lambda unit: unit.assignments.departments(enquiry.id))
    if enquiry.status in OPEN:
        assert owner is not None, "an open question is somebody's"
        assert owner.role is Role.MANAGER or owner.department in readers, "its owner can read it"
        assert enquiry.promised_on is not None
    if enquiry.status in WITH_DEPARTMENT or live:
        status = enquiry.resumes if enquiry.status in PAUSES else enquiry.status
        assert status is standing(assignments), "it stands where its departments say"
    if len(live) > 1:
        assert all(one.is_advice for one in live), "two of them advise"
        assert owner is not None
        assert owner.role is Role.MANAGER, "and the manager answers"
    assert len({one.department for one in live}) == len(live)
    for one in assignments:
        assert (one.ended_at is None) is (one.state in LIVE)
        assert one.person_id or one.state is not Held.ACCEPTED
        assert not one.is_overdue(house.now), "what nobody took in time is back"


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_happens_the_question_is_somebodys(data: st.DataObject) -> None:
    house = House()
    try:
        for _ in range(12):
            old = st.tuples(
                st.sampled_from(EVERYTHING), st.sampled_from(COLLEAGUES), st.sampled_from((DOMAIN, TRAFFIC))
            )
            usual = st.sampled_from(likely(house))
            what, who, department = data.draw(st.one_of(usual, usual, usual, old))
            with suppress(Refused):
                act(house, what, who, department)
            check(house)
    finally:
        house.close()


def test_three_departments_in_turn_are_counted(house: House) -> None:
    for colleague in (KARIM, WOUT, LENA):
        house.does(AMIRA, DESK.giving.offer, house.enquiry_id, colleague.department)
        own = house.given()[-1]
        house.types(colleague, DESK.holding.take_reason, "niet voor ons", own.id, TRAFFIC)
    (_, card) = house.owed(AMIRA)[-1]
    lines = card.text.values["lines"]
    assert isinstance(lines, tuple)
    back = next(line for line in lines if line.key.startswith("card.back"))
    assert back.values["count"] == 2


def test_an_offer_plans_one_reminder_and_its_end(house: House) -> None:
    house.does(AMIRA, DESK.giving.offer, house.enquiry_id, DOMAIN)
    house.does(AMIRA, DESK.giving.offer, house.enquiry_id, DOMAIN)
    (one,) = house.given()
    planned = house.within(lambda unit: unit.dues.planned(10))
    assert [row.due_at for row in planned if row.what is Due.ENQUIRY_EXPIRE and row.version == AT_END] == [
        one.accept_by
    ]
    assert [row.subject_id for row in planned if row.what is Due.ENQUIRY_EXPIRE] == [one.id, one.id]
    titles = house.within(lambda unit: [line.title.key for line in DESK.clockwork.planned(unit)])
    assert "hold.expiry" in titles


def test_what_ends_while_the_clock_was_away_ends_without_a_reminder(house: House) -> None:
    house.does(AMIRA, DESK.giving.offer, house.enquiry_id, DOMAIN)
    house.passes(days=9)
    assert house.enquiry().status is Status.NEW
    assert "hold.reminder" not in [message.key for _, message in house.owed(KARIM)]


def test_the_owner_goes_back_to_a_manager_when_who_offered_it_is_none_any_more(house: House) -> None:
    house.does(AMIRA, DESK.giving.offer, house.enquiry_id, DOMAIN)
    house.does(KARIM, DESK.holding.take, house.given()[0].id)
    house.within(lambda unit: unit.staff.revoke(AMIRA.id, unit.now))
    house.within(lambda unit: unit.staff.appoint(WOUT.id, Role.MANAGER, "", unit.now))
    house.types(KARIM, DESK.holding.take_reason, "toch niet", house.given()[0].id)
    assert house.enquiry().owner_id == WOUT.id


def test_of_two_who_give_it_back_at_once_the_last_is_quoted(house: House) -> None:
    for department in (DOMAIN, TRAFFIC):
        house.does(AMIRA, DESK.giving.offer, house.enquiry_id, department)
    first, second = house.given()
    house.types(WOUT, DESK.holding.take_reason, "de vuilbakken", second.id, "milieu_afval")
    house.types(KARIM, DESK.holding.take_reason, "een feest", first.id, "evenementen")
    (_, card) = house.owed(AMIRA)[-1]
    lines = card.text.values["lines"]
    assert isinstance(lines, tuple)
    back = next(line for line in lines if line.key == "card.back_elsewhere")
    assert back.values["words"] == "een feest"
    assert back.values["other"] == TOWN.departments["evenementen"].name
    assert card.rows[0][0].args == (house.enquiry_id, "evenementen")


def test_what_was_called_back_did_not_come_back(house: House) -> None:
    house.does(AMIRA, DESK.giving.offer, house.enquiry_id, DOMAIN)
    house.types(KARIM, DESK.holding.take_reason, "niet voor ons", house.given()[0].id)
    house.does(AMIRA, DESK.giving.offer, house.enquiry_id, TRAFFIC)
    card = house.does(AMIRA, DESK.giving.recall, house.enquiry_id).screen
    assert card is not None
    lines = card.text.values["lines"]
    assert isinstance(lines, tuple)
    assert not [line for line in lines if line.key.startswith("card.back")]
