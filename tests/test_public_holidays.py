"""Belgium's holidays are the library's own, without the rest of the world that its front door brings in."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from holidays import country_holidays

from bot.public_holidays import YEARS, PublicHolidays

LOOK = """
import sys
from datetime import date
from bot.public_holidays import PublicHolidays
print(PublicHolidays(("nl",))[date(2026, 7, 21)]["nl"])
print(len([name for name in sys.modules if name.startswith("holidays.countries.")]))
"""


def test_they_are_those_of_the_library_in_every_language() -> None:
    ours = PublicHolidays(("nl", "fr", "en", "xx"))
    for language, theirs in (("nl", "nl"), ("fr", "fr"), ("en", "en_US"), ("xx", "nl")):
        expected = dict(country_holidays("BE", years=YEARS, language=theirs))
        assert {day: names[language] for day, names in ours.items()} == expected
    assert len(ours) == 12 * len(YEARS)
    assert date(2026, 7, 20) not in ours


def test_no_other_country_is_brought_in() -> None:
    root = Path(__file__).parent.parent
    told = subprocess.run([sys.executable, "-c", LOOK], cwd=root, capture_output=True, check=True, text=True)
    assert told.stdout.split("\n")[:2] == ["Nationale feestdag", "0"]
