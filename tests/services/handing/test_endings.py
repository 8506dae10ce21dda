"""What ends for departments by what others do with the question, and what each then sees."""

from collections.abc import Iterator

import pytest

from bot.domain.assignment import Held
from bot.domain.contact import Contact
from bot.domain.enquiry import Status, Step
from bot.domain.message import Message
from tests.services.handing.handing_town import AMIRA, DESK, DOMAIN, KARIM, LENA, SOFIE, TRAFFIC, WOUT, House


@pytest.fixture
def house() -> Iterator[House]:
    made = House()
    made.does(AMIRA, DESK.giving.offer, made.enquiry_id, DOMAIN)
    yield made
    made.close()


def steps(house: House, step: Step, by: Contact) -> None:
    enquiry = house.enquiry()
    house.within(lambda unit: DESK.moves.move(unit, enquiry, step, by.id))


def last(house: House, person: Contact) -> Message:
    return house.owed(person)[-1][1]


@pytest.mark.parametrize(
    ("step", "by"),
    [
        (Step.ANSWER, AMIRA),
        (Step.WITHDRAW, SOFIE),
        (Step.HAND_OVER, AMIRA),
        (Step.ASK_BACK, AMIRA),
        (Step.SNOOZE, AMIRA),
        (Step.RECALL, AMIRA),
    ],
)
def test_an_offer_ends_with_a_word(house: House, step: Step, by: Contact) -> None:
    steps(house, step, by)
    (one,) = house.given()
    assert (one.state, one.ended_at) == (Held.RECALLED, house.now)
    assert last(house, KARIM).key == f"gone.{step}"
    assert house.enquiry().owner_id == AMIRA.id


@pytest.mark.parametrize(
    ("step", "by", "state"),
    [
        (Step.ANSWER, AMIRA, Held.RECALLED),
        (Step.ANSWER, KARIM, Held.DONE),
        (Step.ANSWER, LENA, Held.DONE),
        (Step.WITHDRAW, SOFIE, Held.RECALLED),
        (Step.HAND_OVER, AMIRA, Held.RECALLED),
        (Step.ASK_BACK, KARIM, Held.ACCEPTED),
        (Step.SNOOZE, AMIRA, Held.ACCEPTED),
        (Step.POSTPONE, KARIM, Held.ACCEPTED),
        (Step.ADD, SOFIE, Held.ACCEPTED),
    ],
)
def test_what_was_taken_ends_by_what_ends_the_question(house: House, step: Step, by: Contact, state: Held) -> None:
    house.does(KARIM, DESK.holding.take, house.given()[0].id)
    steps(house, step, by)
    (one,) = house.given()
    assert one.state is state
    assert house.enquiry().owner_id == (AMIRA.id if state is Held.RECALLED else KARIM.id)


def test_after_a_pause_it_is_with_the_colleague_again(house: House) -> None:
    house.does(KARIM, DESK.holding.take, house.given()[0].id)
    steps(house, Step.ASK_BACK, KARIM)
    steps(house, Step.ADD, SOFIE)
    assert (house.enquiry().status, house.enquiry().owner_id) == (Status.ACCEPTED, KARIM.id)


def test_what_is_given_back_during_a_pause_comes_home_after_it(house: House) -> None:
    house.does(KARIM, DESK.holding.take, house.given()[0].id)
    steps(house, Step.ASK_BACK, KARIM)
    house.types(KARIM, DESK.holding.take_reason, "toch niet", house.given()[0].id)
    assert (house.enquiry().status, house.enquiry().owner_id) == (Status.ASKED, AMIRA.id)
    steps(house, Step.ADD, SOFIE)
    assert house.enquiry().status is Status.NEW


def test_of_two_departments_only_what_helped_stays_readable(house: House) -> None:
    house.does(AMIRA, DESK.giving.offer, house.enquiry_id, TRAFFIC)
    first = house.given()[0]
    house.does(KARIM, DESK.holding.take, first.id)
    house.types(KARIM, DESK.advising.take_words, "anderhalve meter", first.id)
    steps(house, Step.ANSWER, AMIRA)
    assert [one.state for one in house.given()] == [Held.DONE, Held.RECALLED]
    readers = house.within(lambda unit: unit.assignments.departments(house.enquiry_id))
    assert readers == {DOMAIN}


def test_who_is_away_is_not_asked_as_long_as_somebody_is_there(house: House) -> None:
    house.does(AMIRA, DESK.giving.recall, house.enquiry_id)
    house.within(lambda unit: unit.staff.set_away(KARIM.id, house.now.replace(year=2027), 0))
    before = len(house.owed(KARIM))
    house.does(AMIRA, DESK.giving.offer, house.enquiry_id, DOMAIN)
    assert len(house.owed(KARIM)) == before
    assert last(house, LENA).key == "card"


def test_a_colleague_of_another_department_sees_no_word_of_it(house: House) -> None:
    enquiry = house.enquiry()
    card = house.within(lambda unit: DESK.holding._cards.card(unit, enquiry, WOUT))
    assert card.key == "hold.over"
    assert "terras" not in str(card)


@pytest.mark.parametrize("late", ["take", "ask_whom", "ask_colleague", "show"])
def test_an_old_button_explains_itself(house: House, late: str) -> None:
    one = house.given()[0]
    house.does(AMIRA, DESK.giving.recall, house.enquiry_id)
    shown = house.does(KARIM, getattr(DESK.holding, late), one.id).screen
    assert shown is not None
    assert shown.key == "hold.over"
    assert house.enquiry().status is Status.NEW


@pytest.mark.parametrize("taker", [DESK.holding.take_reason, DESK.advising.take_words])
def test_words_that_come_too_late_change_nothing(house: House, taker: object) -> None:
    one = house.given()[0]
    house.does(AMIRA, DESK.giving.recall, house.enquiry_id)
    assert callable(taker)
    shown = house.types(KARIM, taker, "te laat", one.id).screen
    assert shown is not None
    assert shown.key == "hold.over"
    assert not house.given()[0].reason
    assert not house.given()[0].advice
