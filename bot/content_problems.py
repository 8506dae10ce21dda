"""What is wrong with a content folder, said so that who wrote it can mend it: file, key, expected, found."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

_LONGEST = 60
"""Characters of a found value that are shown."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: in which file, at which key ("" for the whole file; entries of a list count from 1), and what."""

    file: str
    key: str
    expected: str
    found: str

    def __str__(self) -> str:
        """Return the problem as one line."""
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f"{where}: expected {self.expected}, found {self.found}"


class ContentError(Exception):
    """A content folder that no town can be made of; ``problems`` holds all that is wrong, its text one line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        more = len(self.problems) - 1
        super().__init__(f"{self.problems[0]} (and {more} more)" if more else str(self.problems[0]))


def refusal(expected: str, found: str) -> PydanticCustomError:
    """Return the error by which a validator says what it expected and found, in its own words."""
    return PydanticCustomError("content", "expected {expected}, found {found}", {"expected": expected, "found": found})


def problems_of(file: str, model: type[BaseModel], error: ValidationError) -> Iterator[Problem]:
    """Yield the problems that validating ``file`` as ``model`` met; what was expected are the fields' descriptions."""
    for details in error.errors(include_url=False):
        key = ".".join(str(part + 1) if isinstance(part, int) else part for part in details["loc"])
        expected, found = _expected_and_found(model, details)
        yield Problem(file, key, expected, found)


def show(value: object) -> str:
    """Return a value as its writer would recognise it, on one line."""
    match value:
        case dict():
            shown = f"a table with {', '.join(map(str, value))}" if value else "an empty table"
        case list():
            shown = f"a list of {len(value)}"
        case date() | datetime() | time():
            shown = value.isoformat()
        case _:
            shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def _expected_and_found(model: type[BaseModel], details: ErrorDetails) -> tuple[str, str]:
    match details["type"]:
        case "content":
            return details["ctx"]["expected"], details["ctx"]["found"]
        case "extra_forbidden":
            *parents, name = details["loc"]
            known = _fields(_inner_model(model, parents))
            return f"one of the keys {', '.join(known)}", show(name)
        case "missing":
            return _description(model, details["loc"]), "nothing"
        case _:
            return _description(model, details["loc"]), show(details["input"])


def _description(model: type[BaseModel], location: Sequence[int | str]) -> str:
    """Return what the innermost field that ``location`` names describes itself to be."""
    *parents, last = [part for part in location if isinstance(part, str)]
    return _fields(_inner_model(model, parents))[last].description or "another value"


def _inner_model(model: type[BaseModel], location: Sequence[int | str]) -> type[BaseModel]:
    for part in location:
        if isinstance(part, str):
            model = _model_in(_fields(model)[part].annotation)
    return model


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a model by the keys that stand in the file."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel]:  # noqa: ANN401 - an annotation can be anything
    inner: type = next(iter(get_args(annotation)), annotation)
    assert issubclass(inner, BaseModel)  # noqa: S101 - only tables and lists of tables have keys inside
    return inner
