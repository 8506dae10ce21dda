"""No cell of a table is a formula."""

import csv
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from bot.services.tables import FORMULA, MARK, Cell, csv_table, plain_table, safe


@given(st.text() | st.integers())
def test_no_text_begins_as_a_formula(cell: str | int) -> None:
    kept = safe(cell)
    assert not (isinstance(kept, str) and kept.startswith(FORMULA))
    assert str(kept).endswith(str(cell))


def test_a_table_says_that_it_is_utf_8_and_comes_back_as_it_went() -> None:
    rows: list[list[Cell]] = [["Nummer", "Vraag"], ["-5", "één; twee"], [7, 'met "tekens"']]
    assert csv_table(rows).startswith(MARK)
    read = list(csv.reader(StringIO(csv_table(rows).removeprefix(MARK)), delimiter=";"))
    assert read == [["Nummer", "Vraag"], ["'-5", "één; twee"], ["7", 'met "tekens"']]
    assert not plain_table(rows).startswith(MARK)
    assert "'-5" not in plain_table(rows)
