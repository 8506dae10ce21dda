"""What differs from asker to asker in a canned text, and how words that left may have written it."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.domain.enquiry import Enquiry
from bot.domain.town import Town
from bot.services.ports import Unit

SHORTEST_NAME = 3
"""Letters from which a first name alone is taken for the asker's: shorter ones are words as well."""


def values_of(town: Town, unit: Unit, enquiry: Enquiry) -> Mapping[str, str]:
    """Return what the parameters stand for in what goes to the asker of that enquiry, in their asker's language."""
    asker = unit.contacts.get(enquiry.asker_id)
    language = asker.language if asker else enquiry.language
    known = town.departments.get(enquiry.department)
    return {
        "naam": asker.name if asker else "",
        "nummer": _number(enquiry),
        "datum": _day(town.calendar.local_date(unit.now)),
        "dienst": (known.name if known else town.role).in_language(language),
    }


def ways_of(town: Town, unit: Unit, enquiry: Enquiry, at: datetime) -> Mapping[str, tuple[str, ...]]:
    """Return how words about that enquiry, sent at that moment, may have written what differs from asker to asker."""
    asker = unit.contacts.get(enquiry.asker_id)
    whole = asker.name if asker else ""
    first = whole.split()[0] if whole.split() else ""
    day = town.calendar.local_date(at)
    # A department's name is often a usual word, so that one is left as it was written.
    return {
        "naam": (whole, first if len(first) >= SHORTEST_NAME else ""),
        "nummer": (_number(enquiry),),
        "datum": (_day(day), f"{day:%d/%m/%Y}", f"{day.day}/{day.month}"),
    }


def _number(enquiry: Enquiry) -> str:
    # As people see it everywhere: a bare "7" may be seven metres.
    return f"{enquiry.number:03d}"


def _day(day: date) -> str:
    # Read alike in all our languages.
    return f"{day.day}/{day.month}/{day.year}"
