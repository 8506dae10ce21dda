"""A table becomes a workbook that spreadsheets open and in which nothing is worked out."""

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.services.tables import plain_table
from bot.transport.workbooks import make


def opened(workbook: bytes) -> Worksheet:
    """Return the one sheet, as another library than the one that wrote it reads it."""
    (sheet,) = load_workbook(BytesIO(workbook)).worksheets
    return sheet


def test_numbers_are_numbers_and_the_rest_is_text() -> None:
    sheet = opened(
        make(plain_table([["Nummer", "Vraag"], [41, "=1+1"], [7, "<b>é & ë</b>"], [8, "https://x.example"]]))
    )
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows == [["Nummer", "Vraag"], [41, "=1+1"], [7, "<b>é & ë</b>"], [8, "https://x.example"]]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"n", "s"}
    assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


def test_the_header_stays_in_view() -> None:
    sheet = opened(make(plain_table([["Nummer"], [41]])))
    assert (sheet.freeze_panes, sheet["A1"].font.bold, sheet["A2"].font.bold) == ("A2", True, False)


def test_a_text_that_no_cell_can_hold_is_cut_off_and_not_left_out() -> None:
    sheet = opened(make(plain_table([["Vraag"], ["a" * 40_000]])))
    assert sheet["A2"].value == "a" * 32_767


def test_the_same_table_makes_the_same_file() -> None:
    table = plain_table([["a"], ["b"]])
    assert make(table) == make(table)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\ufffe\uffff")), min_size=1))
def test_any_words_make_a_whole_file_without_a_formula(words: list[str]) -> None:
    sheet = opened(make(plain_table([words])))
    assert sheet.max_column <= len(words)
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
