"""Tables for a spreadsheet as text: semicolons, a mark that says UTF-8, and no cell that would be worked out."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""With what a cell must not begin: a spreadsheet would work it out."""

MARK = "\ufeff"
"""By this a spreadsheet knows that the file is UTF-8."""

Cell = str | int


def safe(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula; a number is none."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def csv_table(rows: Iterable[Sequence[Cell]]) -> str:
    """Return the rows as a file for a spreadsheet; the first row is the header."""
    return MARK + _written([[safe(cell) for cell in row] for row in rows])


def plain_table(rows: Iterable[Sequence[Cell]]) -> str:
    """Return the rows as the description of a workbook, in which text stays text whatever it begins with."""
    return _written(rows)


def _written(rows: Iterable[Sequence[Cell]]) -> str:
    written = StringIO()
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerows(rows)
    return written.getvalue()
