"""The calendar file of a meeting: one identity, a sequence that grows, and moments that every calendar reads alike."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from bot.content import load_town, packaged_content
from bot.domain.meeting import Item, ItemKind, Meeting, MeetingKind, MeetingStatus, Rung
from bot.domain.meeting_times import moment_of
from bot.domain.message import AttachmentKind
from bot.services.meetings.calendar_file import calendar_file

TOWN = load_town(packaged_content())
NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)


def meeting(day: date, start: time, **more: object) -> Meeting:
    whole = Meeting(
        id=12,
        kind=MeetingKind.CONSULTATION,
        title="Overleg; over, “terrassen” \\ été",
        day=day,
        start=start,
        starts_at=moment_of(TOWN.calendar, day, start),
        minutes=90,
        place="Zaal De Molen, Kerkplein 3",
        decided="-",
        open="-",
        rung=Rung.INFORM,
        created_by=1,
        items=(Item(ItemKind.INFORMATION, "Laadzone " * 20, 10), Item(ItemKind.DECISION, "Uren", 10)),
    )
    return replace(whole, **more)  # type: ignore[arg-type] # each test names fields of a meeting


@pytest.mark.parametrize(
    ("day", "start", "begins", "ends"),
    [
        (date(2026, 12, 8), time(19, 30), "20261208T183000Z", "20261208T200000Z"),
        (date(2027, 3, 28), time(1, 30), "20270328T003000Z", "20270328T020000Z"),
        (date(2027, 10, 31), time(2, 30), "20271031T003000Z", "20271031T020000Z"),
        (date(2027, 7, 1), time(20), "20270701T180000Z", "20270701T193000Z"),
    ],
)
def test_its_moments_are_those_of_the_meeting(day: date, start: time, begins: str, ends: str) -> None:
    content = calendar_file(TOWN, meeting(day, start), NOW).content
    assert f"DTSTART:{begins}\r\n" in content
    assert f"DTEND:{ends}\r\n" in content
    assert "DTSTAMP:20261124T091200Z\r\n" in content


def test_words_of_people_come_through_whole_and_lines_are_short() -> None:
    one = meeting(date(2026, 12, 8), time(19, 30))
    file = calendar_file(TOWN, one, NOW)
    (event,) = Calendar.from_ical(file.content).walk("VEVENT")
    assert str(event["SUMMARY"]) == one.title
    assert str(event["LOCATION"]) == one.place
    assert str(event["DESCRIPTION"]).splitlines() == [f"{n}. {item.title}" for n, item in enumerate(one.items, 1)]
    assert all(len(line.encode()) <= 75 for line in file.content.split("\r\n"))
    assert file.content.endswith("END:VCALENDAR\r\n")
    assert (file.kind, file.name) == (AttachmentKind.DOCUMENT, "molenbeke-12.ics")


def test_a_later_version_has_the_same_identity_and_a_higher_sequence() -> None:
    first = meeting(date(2026, 12, 8), time(19, 30))
    moved = first.moved(date(2026, 12, 15), time(20), moment_of(TOWN.calendar, date(2026, 12, 15), time(20)), "A", NOW)
    for one in (first, moved, moved.cancelled(NOW)):
        file = Calendar.from_ical(calendar_file(TOWN, one, NOW).content)
        (event,) = file.walk("VEVENT")
        off = one.status is MeetingStatus.CANCELLED
        assert (str(event["UID"]), event["SEQUENCE"]) == ("kernpunt-meeting-12@molenbeke", one.version)
        assert (file["METHOD"], event["STATUS"]) == (("CANCEL", "CANCELLED") if off else ("PUBLISH", "CONFIRMED"))
        assert event["ORGANIZER"].params["CN"] == TOWN.name


def test_a_town_with_signs_in_its_name_has_a_plain_identity() -> None:
    town = replace(TOWN, name="Sint-Genesius-Rode / Rhode-Saint-Genèse")
    content = calendar_file(town, meeting(date(2026, 12, 8), time(19, 30)), NOW).content
    assert "@sint-genesius-rode-rhode-saint-genese" in content.replace("\r\n ", "")
