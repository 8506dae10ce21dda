"""Messages to many: preview and count, test, the hold, the way, the stop."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.contact import Matter, Proactive
from bot.domain.due import Due, place_of
from bot.domain.errors import NotFound, Refused
from bot.domain.message import Text
from bot.services.clock.casting import A_SECOND, AT_ONCE
from bot.services.ports import Lane, Outgoing
from bot.services.visit import Reply
from tests.screen_rules import broken_rules
from tests.services.many import CATALOGUES, MANAGER, TOWN, TUESDAY, House, buttons

EVENING = datetime(2026, 11, 24, 20, 10, tzinfo=UTC)  # 21.10 in town
NEXT_MORNING = datetime(2026, 11, 25, 8, tzinfo=UTC)
IT = (place_of(Due.DECISION), 7, 1)
PREVIEWED = (Due.DECISION, 7, 1)


@pytest.fixture
def house() -> Iterator[House]:
    house = House()
    house.people(*range(1, 25))
    yield house
    house.close()


def _lines(reply: Reply) -> dict[str, object]:
    """Return the lines of a card with their count."""
    assert reply.screen is not None
    assert not list(broken_rules(reply.screen, CATALOGUES, TOWN.languages))
    lines = reply.screen.text.values["lines"]
    assert isinstance(lines, tuple)
    return {line.key: line.values.get("count", line.values) for line in lines}


def _sends(house: House) -> None:
    house.acts(house.casting.send, *IT)
    house.delivers()
    house.passes(seconds=60)
    house.ticks()


def _report(house: House) -> Reply:
    return house.acts(house.casting.show_card, 1)


def _cards(sent: list[Outgoing]) -> list[Outgoing]:
    return [row for row in sent if row.message.key == "decision.said"]


def test_the_preview_counts_who_would_get_it_and_who_not(house: House) -> None:
    house.person(1, language="fr")
    house.person(2, language="en", muted=frozenset({Matter.DECISION}))
    house.person(3, proactive=Proactive.NONE)
    house.person(4, paused_until=TUESDAY + timedelta(days=3))
    house.person(5, unreachable_since=TUESDAY)
    reply = house.acts(house.casting.preview, *PREVIEWED)
    lines = _lines(reply)
    assert lines == {"cast.to": 24, "cast.off": 2, "cast.paused": 1, "cast.unreachable": 1}
    assert buttons(reply.screen) == ["cast.test", "cast.drop", "cast.send"]
    assert reply.screen is not None
    lines_shown = reply.screen.text.values["lines"]
    assert isinstance(lines_shown, tuple)
    assert CATALOGUES.render(lines_shown[0], "nl").endswith("Naar 24 mensen: 22 NL, 1 FR en 1 EN.")


def test_in_quiet_hours_the_preview_says_when_it_leaves(house: House) -> None:
    house.now = EVENING
    assert "cast.quiet" in _lines(house.acts(house.casting.preview, *PREVIEWED))
    house.told.is_urgent = True
    assert "cast.quiet" not in _lines(house.acts(house.casting.preview, *PREVIEWED))


def test_to_nobody_there_is_nothing_to_send(house: House) -> None:
    house.told.whom = {}
    for reply in (house.acts(house.casting.preview, *PREVIEWED), house.acts(house.casting.send, *IT)):
        assert reply.screen is not None
        assert (reply.screen.key, buttons(reply.screen)) == ("cast.nobody", [])
    assert house.unit(lambda unit: unit.dues.cast_of(Due.DECISION, 7, 1)) is None


@pytest.mark.parametrize("place", [place_of(Due.MEETING_AGENDA), len(Due), 2**52])
def test_what_cannot_be_sent_is_not_there(house: House, place: int) -> None:
    for use_case in (house.casting.test, house.casting.send):
        with pytest.raises(NotFound):
            house.acts(use_case, place, 7, 1)
    with pytest.raises(NotFound):
        house.acts(house.casting.preview, Due.MEETING_AGENDA, 7, 1)


def test_what_changed_meanwhile_is_not_sent(house: House) -> None:
    house.told.version = 2
    for use_case, ids in ((house.casting.preview, PREVIEWED), (house.casting.test, IT), (house.casting.send, IT)):
        with pytest.raises(Refused, match=r"cast\.gone"):
            house.acts(use_case, *ids)


def test_a_test_goes_to_the_manager_alone_with_the_preview_below(house: House) -> None:
    reply = house.acts(house.casting.test, *IT)
    sent = house.delivers()
    assert [(row.chat_id, row.message.key) for row in sent] == [(MANAGER, "decision.said"), (MANAGER, "cast.preview")]
    assert (reply.fresh, reply.toast and reply.toast.key) == (True, "cast.tested")


def test_it_is_held_for_a_minute_and_then_reaches_everybody(house: House) -> None:
    reply = house.acts(house.casting.send, *IT)
    assert reply.screen is not None
    assert (reply.screen.key, buttons(reply.screen)) == ("cast.held", ["cast.stop"])
    house.delivers()
    house.passes(seconds=59)
    assert house.ticks() == 0
    house.passes(seconds=1)
    house.ticks()
    sent = house.delivers()
    assert sorted(row.chat_id for row in _cards(sent)) == list(range(1, 25))
    assert {row.lane for row in _cards(sent)} == {Lane.MANY}
    assert [cast.by for cast in house.told.begun_with] == [MANAGER]
    house.ticks()
    (*_, last) = house.delivers()
    assert (last.message.key, last.edits) == ("cast.report_done", 500 + MANAGER)
    assert _lines(_report(house)) == {"cast.got": 24}


def test_a_second_tap_sends_nothing_more(house: House) -> None:
    house.acts(house.casting.send, *IT)
    again = house.acts(house.casting.send, *IT)
    assert (again.toast and again.toast.key, again.screen and again.screen.key) == ("cast.on_its_way", "cast.held")
    house.passes(seconds=60)
    house.ticks()
    assert len(_cards(house.delivers())) == 24
    for use_case, ids in ((house.casting.send, IT), (house.casting.preview, PREVIEWED)):
        reply = house.acts(use_case, *ids)
        assert reply.toast == Text("cast.on_its_way")
    house.ticks()
    assert not _cards(house.delivers())


def test_stopped_in_the_hold_nothing_leaves_and_it_can_be_sent_after_all(house: House) -> None:
    house.acts(house.casting.send, *IT)
    house.passes(seconds=59)
    stopped = house.acts(house.casting.stop, 1)
    assert (stopped.screen and stopped.screen.key, buttons(stopped.screen)) == ("cast.nobody_got", [])
    house.passes(hours=1)
    house.ticks()
    assert not _cards(house.delivers())
    again = house.acts(house.casting.stop, 1)
    assert again.toast == Text("cast.over")
    house.acts(house.casting.send, *IT)
    house.passes(seconds=60)
    house.ticks()
    assert len(_cards(house.delivers())) == 24


def test_stopped_on_the_way_the_rest_does_not_get_it_and_the_report_says_so(house: House) -> None:
    house.people(*range(1, AT_ONCE + 201))
    _sends(house)
    house.passes(seconds=2)
    house.ticks()
    got = len(_cards(house.delivers()))
    assert got == AT_ONCE + 2 * A_SECOND + 1
    stopped = house.acts(house.casting.stop, 1)
    house.passes(minutes=5)
    house.ticks()
    assert not _cards(house.delivers())
    assert _lines(stopped) == {"cast.got": got, "cast.stopped_for": 300 - got}
    assert stopped.screen is not None
    assert stopped.screen.key == "cast.report_stopped"
    house.acts(house.casting.send, *IT)
    house.passes(seconds=60)
    house.ticks()
    house.passes(minutes=1)
    house.ticks()
    assert len(_cards(house.delivers())) == 300 - got
