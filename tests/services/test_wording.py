"""How buttons with names of the town stand in rows."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.message import Localized, button
from bot.services.wording import ROOM_BESIDE, fitted

NAMES = st.lists(st.text(min_size=1, max_size=2 * ROOM_BESIDE), max_size=8)


@given(NAMES)
def test_two_short_names_stand_together_and_a_long_one_alone(names: list[str]) -> None:
    rows = fitted([(Localized(nl="x", fr=name), button("back", "a", name)) for name in names])
    assert [one.args[0] for row in rows for one in row] == names
    for row in rows:
        assert len(row) == 1 or all(len(str(one.args[0])) <= ROOM_BESIDE for one in row)
    for row, following in pairwise(rows):
        short = len(str(row[0].args[0])) <= ROOM_BESIDE
        assert len(row) == 2 or not short or len(str(following[0].args[0])) > ROOM_BESIDE
