"""The content folder turned into a town; all that is wrong with it is gathered before it is refused."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from bot.content_interview import InterviewFile
from bot.content_problems import ContentError, Problem
from bot.content_reader import Files, Reader
from bot.content_schema import ClosingTable
from bot.domain.calendar import Calendar
from bot.domain.department import Department
from bot.domain.interview import Choice, Interview, Question
from bot.domain.message import Localized
from bot.domain.town import Anders, Counter, Theme, Town, Trade, Zone
from bot.public_holidays import YEARS, PublicHolidays

__all__ = ["ContentError", "Problem", "load_town", "packaged_content"]


def packaged_content() -> Path:
    """Return the example town's folder: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).parent
    installed = here / "_content"
    return installed if installed.is_dir() else here.parent / "content"


def load_town(folder: Path) -> Town:
    """Return the town that ``folder`` describes; topics are in the order of their file names.

    Raises:
        ContentError: files are missing or wrong; it lists all problems of all files.
    """
    reader = Reader(folder)
    files = reader.read()
    if files is None:
        raise ContentError(reader.problems)
    return _town(files)


def _town(files: Files) -> Town:
    municipality = files.municipality
    counter, anders, languages = municipality.counter, municipality.anders, tuple(municipality.languages)
    return Town(
        name=municipality.name,
        zone=municipality.time_zone,
        bot_name=municipality.bot_name,
        manager=municipality.manager.name,
        role=municipality.manager.role,
        counter=Counter(counter.phone, counter.email, counter.address, counter.hours),
        dpo_email=municipality.dpo_email,
        languages=languages,
        calendar=Calendar(
            municipality.time_zone,
            municipality.hours.week(),
            PublicHolidays(languages),
            MappingProxyType(_closing_days(municipality.closing)),
        ),
        zones=MappingProxyType({zone.key: Zone(zone.key, zone.name, zone.kind) for zone in municipality.zones}),
        trades=MappingProxyType({trade.key: Trade(trade.key, trade.name) for trade in municipality.trades}),
        themes=MappingProxyType({theme.key: Theme(theme.key, theme.name) for theme in municipality.themes}),
        interviews=MappingProxyType(
            {interview.key: _interview(interview, municipality.manager.name) for interview in files.interviews}
        ),
        departments=MappingProxyType(
            {entry.key: Department(entry.key, entry.name, entry.email) for entry in files.departments.departments}
        ),
        topics=MappingProxyType({file.key: file.topic() for file in files.topics}),
        anders=Anders(anders.title, anders.short, anders.working_days),
        small_talk=tuple(phrase for phrases in files.small_talk.words.values() for phrase in phrases),
        authorities=tuple(entry.authority() for entry in files.elsewhere.authorities),
        rules=tuple(entry.rule() for entry in files.rules.rules),
        terms=municipality.terms.terms(),
    )


def _interview(file: InterviewFile, manager: str) -> Interview:
    questions = tuple(
        Question(
            key=question.key,
            short=question.short,
            part=question.part,
            kind=question.kind,
            asks=question.asks,
            choices=tuple(Choice(choice.key, choice.label, choice.says or None) for choice in question.choices),
            least=question.least,
            most=question.most,
        )
        for question in file.questions
    )
    readers = Localized({language: words.replace("{manager}", manager) for language, words in file.readers.items()})
    return Interview(file.key, file.title, readers, file.minutes, MappingProxyType(file.parts), questions)


def _closing_days(closing: Sequence[ClosingTable]) -> dict[date, Localized]:
    """Return the closing days by date, those of every year in all years that the public holidays are known for."""
    days = {}
    for entry in closing:
        if isinstance(entry.day, date):
            days[entry.day] = entry.name
        else:
            month, day = entry.day
            days |= {date(year, month, day): entry.name for year in YEARS if _exists(year, month, day)}
    return days


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
