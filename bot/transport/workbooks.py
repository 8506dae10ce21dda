"""A workbook for a spreadsheet (Office Open XML) with one sheet, made of a table as text. Loaded when one is made."""

import csv
from datetime import datetime
from io import BytesIO, StringIO

from xlsxwriter import Workbook

_NUMBER_DIGITS = 9
_LONGEST = 32_767
"""Letters in one cell, as spreadsheets allow."""

_TEXT_ONLY = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
_NO_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - the same table is the same file; when it was made, its name tells


def make(table: str) -> bytes:
    """Return the workbook of a table with semicolons whose first row is the header.

    Short whole numbers are numbers in it, everything else is text, and no cell is ever a formula or a link.
    """
    written = BytesIO()
    with Workbook(written, _TEXT_ONLY) as workbook:
        workbook.set_properties({"created": _NO_MOMENT})
        sheet = workbook.add_worksheet("1")
        sheet.freeze_panes(1, 0)
        header = workbook.add_format({"bold": True})
        for row, cells in enumerate(csv.reader(StringIO(table), delimiter=";")):
            for column, cell in enumerate(cells):
                if _is_number(cell):
                    sheet.write_number(row, column, int(cell))
                else:
                    sheet.write_string(row, column, _legible(cell), None if row else header)
    return written.getvalue()


def _is_number(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) <= _NUMBER_DIGITS


def _legible(cell: str) -> str:
    """Return what a cell can hold; signs that stand for nothing would show as codes."""
    return "".join(sign for sign in cell if sign >= " " or sign in "\t\n")[:_LONGEST]
