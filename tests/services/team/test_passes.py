"""The secrets of invitations: nobody guesses them, and a code is known however it is typed."""

from bot.services.team.passes import SIGNS, bare, hashed, new_pass

ENOUGH_BITS = 60


def test_a_code_has_enough_signs_that_nobody_mistakes() -> None:
    code = new_pass().code
    assert [len(group) for group in code.split("-")] == [4, 4, 4]
    assert set(bare(code)) <= set(SIGNS)
    assert len(SIGNS) ** len(bare(code)) >= 2**ENOUGH_BITS
    assert not set(SIGNS) & set("01IO")


def test_no_two_are_alike() -> None:
    made = [new_pass() for _ in range(100)]
    assert len({one.secret for one in made}) == len({one.code for one in made}) == len(made)


def test_a_code_is_known_however_it_is_typed() -> None:
    opens = new_pass()
    for typed in (opens.code, opens.code.lower(), opens.code.replace("-", " "), f" {opens.code}. "):
        assert hashed(bare(typed)) == opens.code_hash
    assert opens.code_hash != opens.secret_hash


def test_any_words_can_be_hashed() -> None:
    assert hashed("\ud800") == hashed("?")
    assert bare("…") == ""
