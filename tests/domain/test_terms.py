"""How long things may take, where a town says nothing else."""

from bot.domain.terms import USUAL, Escalates, Terms


def test_the_usual_terms_can_be_kept() -> None:
    assert Terms() == USUAL
    assert 0 < USUAL.remind_days < USUAL.asked_days
    assert all(term > 0 for term in (USUAL.accept_hours, USUAL.warn_days, USUAL.delay_days, USUAL.check_days))
    assert USUAL.check_days < USUAL.follow_up_days


def test_the_administrator_hears_it_last() -> None:
    days = {step.to: step.days for step in USUAL.escalation}
    assert max(days, key=lambda who: days[who]) is Escalates.ADMINISTRATOR
