from datetime import UTC, date, datetime, time
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendar import Calendar, Interval
from bot.domain.department import Department
from bot.domain.message import Localized
from bot.domain.rule import Rule
from bot.domain.topic import Elsewhere, Topic
from bot.domain.town import ANDERS, Anders, Counter, Town, Trade, Zone, ZoneKind

BRUSSELS = ZoneInfo("Europe/Brussels")
TERRAS = Topic(
    "terras",
    Localized(nl="Terras op de stoep"),
    Localized(nl="Terras"),
    "domein",
    ("terras",),
    ("mag ik een terras",),
    (),
    (),
    3,
    (Elsewhere(Localized(nl="Wegen"), Localized(nl="Langs een gewestweg.")),),
)  # fmt: skip - a table
TOWN = Town(
    name="Molenbeke",
    zone=BRUSSELS,
    bot_name=Localized(nl="Ondernemerslijn"),
    manager="Amira",
    role=Localized(nl="centrummanager"),
    counter=Counter("09 000 00 00", "info@molenbeke.example", "Kerkplein 1", Localized(nl="elke dag")),
    dpo_email="privacy@molenbeke.example",
    languages=("nl", "fr"),
    calendar=Calendar(BRUSSELS, ((Interval(time(9), time(12)),),) * 5 + ((), ()), {}, {}),
    zones=MappingProxyType({"kerk": Zone("kerk", Localized(nl="Kerkplein"), ZoneKind.CENTRE)}),
    trades=MappingProxyType({"winkel": Trade("winkel", Localized(nl="Winkel"))}),
    themes=MappingProxyType({}),
    interviews=MappingProxyType({}),
    departments=MappingProxyType({"domein": Department("domein", Localized(nl="Openbaar domein"))}),
    topics=MappingProxyType({"terras": TERRAS}),
    anders=Anders(Localized(nl="Iets helemaal anders"), Localized(nl="Anders"), 2),
    small_talk=("ok",),
)
MONDAY_MORNING = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("topic", "title", "short", "days", "promised"),
    [
        ("terras", "Terras op de stoep", "Terras", 3, date(2026, 11, 26)),
        (ANDERS, "Iets helemaal anders", "Anders", 2, date(2026, 11, 25)),
        ("gone", "Iets helemaal anders", "Anders", 2, date(2026, 11, 25)),
    ],
)
def test_what_the_town_says_and_promises_for_a_topic(
    topic: str, title: str, short: str, days: int, promised: date
) -> None:
    assert TOWN.title(topic).in_language("nl") == title
    assert TOWN.short(topic).in_language("nl") == short
    assert TOWN.working_days(topic) == days
    assert TOWN.promised(topic, MONDAY_MORNING) == promised


@pytest.mark.parametrize(
    ("wanted", "language"), [("fr", "fr"), ("fr-BE", "fr"), ("NL", "nl"), ("de", "nl"), ("", "nl"), (None, "nl")]
)
def test_a_telegram_language_becomes_one_of_the_towns(wanted: str | None, language: str) -> None:
    assert TOWN.language(wanted) == language


@pytest.mark.parametrize(
    ("topic", "zones", "holds"),
    [
        ("terras", set(), True),
        ("terras", {"kerk"}, True),
        ("gone", set(), False),
        ("terras", {"kerk", "gone"}, False),
    ],
)
def test_a_rule_holds_as_long_as_the_town_has_what_it_names(topic: str, zones: set[str], holds: bool) -> None:
    assert TOWN.can_follow(Rule("one", topic, zones=frozenset(zones))) is holds
