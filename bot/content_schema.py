"""What the files of a content folder look like: pydantic models whose field descriptions double as error texts."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from bot.content_problems import refusal
from bot.content_values import (
    ClosingDay,
    Days,
    Email,
    Hours,
    Key,
    Label,
    Languages,
    Line,
    Phone,
    TimeZone,
    Words,
    described,
)
from bot.domain.calendar import Interval
from bot.domain.town import ZoneKind


class Table(BaseModel):
    """A table of a file: no unknown keys, no values taken for what they are not."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ManagerTable(Table):
    """The contact person of the town."""

    name: Line
    role: Words


class CounterTable(Table):
    """How the town is reached without the bot."""

    phone: Phone
    email: Email
    address: Line
    hours: Words


class HoursTable(Table):
    """Opening hours; a weekday that is not named is closed."""

    monday: Hours = ()
    tuesday: Hours = ()
    wednesday: Hours = ()
    thursday: Hours = ()
    friday: Hours = ()
    saturday: Hours = ()
    sunday: Hours = ()

    def week(self) -> tuple[tuple[Interval, ...], ...]:
        """Return the seven days, Monday first."""
        return (self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, self.saturday, self.sunday)


def _opens_at_all(hours: HoursTable) -> HoursTable:
    if not any(hours.week()):
        raise refusal("hours on at least one weekday", "none")
    return hours


class ClosingTable(Table):
    """A day on which the town hall is closed though it is no public holiday."""

    day: ClosingDay
    name: Words


class NamedTable(Table):
    """A trade, by key and name."""

    key: Key
    name: Words


class ZoneTable(NamedTable):
    """A part of the town."""

    kind: Annotated[ZoneKind, described(f"one of {', '.join(ZoneKind)}", strict=False)]


class DepartmentTable(NamedTable):
    """A department, with its mailbox when it has one."""

    email: Email = ""


class AndersTable(Table):
    """What fits no topic."""

    title: Words
    short: Label
    working_days: Days


class MunicipalityFile(Table):
    """municipality.toml."""

    name: Line
    bot_name: Words
    languages: Languages
    time_zone: TimeZone
    dpo_email: Email
    manager: ManagerTable = described("a table with name and role")
    counter: CounterTable = described("a table with phone, email, address and hours")
    hours: Annotated[HoursTable, AfterValidator(_opens_at_all)] = described("a table with the weekdays' hours")
    anders: AndersTable = described("a table with title, short and working_days")
    zones: list[ZoneTable] = described("at least one table with key, name and kind", min_length=1)
    trades: list[NamedTable] = described("at least one table with key and name", min_length=1)
    themes: list[NamedTable] = described("tables with key and name", default=[])
    closing: list[ClosingTable] = described("tables with day and name", default=[])


class DepartmentsFile(Table):
    """departments.toml."""

    departments: list[DepartmentTable] = described("at least one table with key and name", min_length=1)


class SmallTalkFile(Table):
    """small_talk.toml."""

    words: dict[str, list[Line]] = described("a list of words or phrases for each language", min_length=1)
