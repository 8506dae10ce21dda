"""As what every message ends; what is not said here is asked of the code itself."""

from bot.domain.contact import Expects
from bot.services.ledger.kinds import TAKEN, Ended, ended_as, outcome, taken_as
from bot.services.visit import NOTHING
from handlers import table
from tests.services.town_hall import DESK, TAPS

ASKED_ELSEWHERE = {
    Expects.QUESTION,
    Expects.REPLACEMENT,
    Expects.ADDITION,
    Expects.REASON,
    Expects.ANSWER,
    Expects.FORM,
}
"""What ``FreeText`` takes by itself; that each of these says what it became is seen in the tests of any order."""

VOTES = {"mine.helped", "mine.not_helped", "meeting.come", "known.helped"}


def test_everything_that_we_ask_to_be_typed_ends_as_something() -> None:
    assert set(Expects) - ASKED_ELSEWHERE <= TAKEN.keys()
    assert DESK.takers.keys() <= TAKEN.keys()


def test_votes_and_answers_to_forms_are_told_apart_from_other_buttons() -> None:
    ends = {ended: {action for action, tap in TAPS.items() if tap.ends is ended} for ended in Ended}
    assert ends[Ended.VOTE] >= VOTES
    assert {action.partition(".")[0] for action in ends[Ended.FORM_ANSWER]} == {"form", "welcome"}
    assert {ended for ended in Ended if ends[ended]} == {Ended.BUTTON, Ended.VOTE, Ended.FORM_ANSWER}


def test_every_handler_says_as_what_it_ends_and_only_loose_words_leave_it_open() -> None:
    ends = {handler.callback.__qualname__: getattr(handler.callback, "ends", None) for handler in table()}
    assert all(isinstance(ended, Ended) for ended in ends.values())
    assert [name for name, ended in ends.items() if ended is Ended.WORDS] == ["message"]


def test_what_is_kept_reads_back() -> None:
    for ended in Ended:
        assert ended_as(ended.value) is ended
        assert ended_as(outcome(ended, "why: not")) is ended
    assert ended_as("receive") is None
    assert ended_as("") is None


def test_whoever_knows_better_keeps_their_word() -> None:
    known = taken_as(Ended.IGNORED, NOTHING, "empty")
    assert known.outcome == "ignored: empty"
    assert taken_as(Ended.ANSWER, known) == known
    assert taken_as(Ended.ANSWER, NOTHING).outcome == "answer"
