"""What the files of a content folder look like: pydantic models whose field descriptions double as error texts."""

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

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
from bot.domain.terms import USUAL, Escalates, Escalation, Terms
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


Term = Annotated[int, described("a whole number from 1 to 99", ge=1, le=99)]


class EscalationTable(Table):
    """Who hears that an answer is late, and when."""

    days: Term
    to: Annotated[Escalates, described(f"one of {', '.join(Escalates)}", strict=False)]


class TermsTable(Table):
    """How long things may take; what is not named is as it is for us."""

    accept_hours: Term = USUAL.accept_hours
    asked_days: Term = USUAL.asked_days
    remind_days: Term = USUAL.remind_days
    warn_days: Term = USUAL.warn_days
    delay_days: Term = USUAL.delay_days
    check_days: Term = USUAL.check_days
    follow_up_days: Term = USUAL.follow_up_days
    escalation: list[EscalationTable] | None = described("tables with days and to", default=None)

    @model_validator(mode="after")
    def _reminded_in_time(self) -> Self:
        if self.remind_days >= self.asked_days:
            raise refusal(f"fewer remind_days than asked_days ({self.asked_days})", f"{self.remind_days}")
        return self

    def terms(self) -> Terms:
        """Return them as the town knows them."""
        steps = USUAL.escalation
        if self.escalation is not None:
            steps = tuple(Escalation(one.days, one.to) for one in self.escalation)
        return Terms(**self.model_dump(exclude={"escalation"}), escalation=steps)


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
    terms: TermsTable = described("a table of terms", default=TermsTable())


class DepartmentsFile(Table):
    """departments.toml."""

    departments: list[DepartmentTable] = described("at least one table with key and name", min_length=1)


class SmallTalkFile(Table):
    """small_talk.toml."""

    words: dict[str, list[Line]] = described("a list of words or phrases for each language", min_length=1)
