"""What is filled in a standard text for one asker, and what of an answer becomes a parameter."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.note import filled, generalised
from bot.services.enquiries.canned_values import values_of, ways_of
from bot.storage.unit import StorageUnit
from tests.services.learning.learning_town import QUESTION, SOFIE, TOWN, asked, memory
from tests.storage.examples import NOW

DEPARTMENT = "openbaar_domein"


def test_the_values_are_the_askers() -> None:
    def check(unit: StorageUnit) -> None:
        unit.contacts.save(replace(SOFIE, language="fr"))
        enquiry = asked(unit, QUESTION)
        local = TOWN.calendar.local_date(unit.now)
        values = values_of(TOWN, unit, enquiry)
        assert values["naam"] == SOFIE.name
        assert values["nummer"] == f"{enquiry.number:03d}"
        assert values["datum"] == f"{local.day}/{local.month}/{local.year}"
        assert values["dienst"] == TOWN.role["fr"]
        there = values_of(TOWN, unit, replace(enquiry, department=DEPARTMENT))
        assert there["dienst"] == TOWN.departments[DEPARTMENT].name["fr"]

    memory().within(check)


def test_what_was_filled_is_found_again() -> None:
    def check(unit: StorageUnit) -> None:
        enquiry = asked(unit, QUESTION)
        text = "Dag {naam}, vraag {nummer} van {datum}."
        words = filled(text, values_of(TOWN, unit, enquiry))
        assert generalised(words, ways_of(TOWN, unit, enquiry, unit.now)) == text
        later = unit.now + timedelta(days=3)
        assert "{datum}" not in generalised(words, ways_of(TOWN, unit, enquiry, later))

    memory().within(check)


def test_a_short_first_name_is_no_name_alone() -> None:
    def check(unit: StorageUnit) -> None:
        unit.contacts.save(replace(SOFIE, name="Jo Claes"))
        enquiry = asked(unit, QUESTION)
        ways = ways_of(TOWN, unit, enquiry, NOW)
        assert generalised("Jo Claes, Jo", ways) == "{naam}, Jo"

    memory().within(check)


def test_whoever_is_gone_has_no_name() -> None:
    def check(unit: StorageUnit) -> None:
        enquiry = replace(asked(unit, QUESTION), asker_id=99)
        assert values_of(TOWN, unit, enquiry)["naam"] == ""
        assert ways_of(TOWN, unit, enquiry, NOW)["naam"] == ("", "")

    memory().within(check)
