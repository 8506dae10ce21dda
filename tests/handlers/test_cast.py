"""A message to many on people's phones: preview, hold, stop, quiet hours, one a day, digest, and what may go wrong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.audience import EVERYONE
from bot.domain.contact import Contact, Matter, Proactive, Welcome
from bot.domain.decision import Decision, Outcome
from bot.domain.due import Due, DueState, place_of
from bot.services.ports import Unit
from tests.dialogue import Dialogue, Person

EVENING = datetime(2026, 11, 24, 20, 10, tzinfo=UTC)  # 21.10 in town
CARD = "decision.card"


async def _know(talk: Dialogue, *people: Person, **more: object) -> None:
    """Let these be entrepreneurs who want to hear everything."""

    def store(unit: Unit) -> None:
        for person in people:
            known = Contact(person.id, f"Zaak {person.id}", "nl", unit.now, welcome=Welcome.DONE)
            # mypy cannot see which field is meant.
            unit.contacts.save(replace(known, proactive=Proactive.ALL, **more))  # type: ignore[arg-type]

    for person in people:
        telegram = talk.simulator.state.people.get(person.id)
        assert telegram is not None
        talk.simulator.state.default_bot().private_chat(telegram).started = True
    await talk.unit(store)


async def _decides(talk: Dialogue, amira: Person) -> int:
    def store(unit: Unit) -> int:
        decision = Decision(
            0, "De Kerkstraat wordt autovrij", Outcome.YES, "Dat vroegen er veel.", amira.id, unit.now, audience="all"
        )
        return unit.decisions.add(replace(decision, audience=str(EVERYONE))).id

    return await talk.unit(store)


async def _previews(amira: Person, decision: int) -> None:
    await amira.says("/werklijst")
    await amira.looks_away()
    await amira.taps_data(f"1|decision.preview|{decision}")


async def _sends(talk: Dialogue, amira: Person, decision: int) -> None:
    await _previews(amira, decision)
    await amira.taps("cast.send")
    talk.passes(seconds=60)
    await talk.comes_due()


async def _shown(person: Person) -> list[str]:
    return [shown.key for shown in await person.news()]


async def _totals(talk: Dialogue) -> dict[DueState, int]:
    return dict(await talk.unit(lambda unit: unit.dues.totals(1)))


async def _card(amira: Person) -> dict[str, object]:
    """Return the lines of the newest card with their counts."""
    lines = (await amira.chat())[-1].value("lines")
    assert isinstance(lines, tuple)
    return {line.key: line.values["count"] for line in lines}


async def test_from_preview_to_report(talk: Dialogue, sofie: Person, luc: Person, amira: Person) -> None:
    await _know(talk, sofie, luc)
    decision = await _decides(talk, amira)
    await _previews(amira, decision)
    await amira.sees("cast.preview")
    assert await amira.taps("cast.test") == talk.words("cast.tested")
    assert await _shown(amira) == [CARD, "cast.preview"]
    await amira.taps("cast.send")
    await amira.sees("cast.held")
    talk.passes(seconds=59)
    await talk.comes_due()
    assert not await _shown(sofie)
    talk.passes(seconds=1)
    await talk.comes_due()
    assert await _shown(sofie) == [CARD]
    assert await _shown(luc) == [CARD]
    await talk.comes_due()
    assert (await amira.chat())[-1].key == "cast.report_done"
    assert await _card(amira) == {"cast.got": 2}
    # One card, whatever happened to it.
    assert len([row for row in await amira.messages() if row["by"] == "bot"]) == 3


async def test_a_second_tap_and_a_second_manager_send_nothing_more(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await _know(talk, sofie)
    other = await talk.somebody(name="Bram")
    await talk.appoint(other)
    decision = await _decides(talk, amira)
    await _previews(amira, decision)
    await _previews(other, decision)
    await amira.taps("cast.send")
    assert await other.taps("cast.send") == talk.words("cast.on_its_way")
    talk.passes(seconds=60)
    await talk.comes_due()
    assert await _shown(sofie) == [CARD]


async def test_stopped_in_the_hold_nothing_leaves(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await _know(talk, sofie)
    await _previews(amira, await _decides(talk, amira))
    await amira.taps("cast.send")
    await amira.looks_away()
    assert await amira.taps("cast.stop") == talk.words("cast.stopped")
    await amira.sees("cast.nobody_got")
    talk.passes(minutes=2)
    await talk.comes_due()
    assert not await _shown(sofie)


async def test_in_the_evening_it_waits_for_the_morning(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await _know(talk, sofie)
    decision = await _decides(talk, amira)
    talk.clock.set(EVENING)
    await _sends(talk, amira, decision)
    assert not await _shown(sofie)
    assert await _card(amira) == {"cast.got": 0, "cast.waiting": 1}
    talk.passes(hours=11, minutes=48)
    await talk.comes_due()
    assert not await _shown(sofie)
    talk.passes(minutes=1)
    await talk.comes_due()
    assert await _shown(sofie) == [CARD]


async def test_one_a_day_and_next_morning_the_others_in_one_message(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await _know(talk, sofie)
    for _ in range(3):
        await _sends(talk, amira, await _decides(talk, amira))
    assert await _shown(sofie) == [CARD]
    talk.passes(days=1)
    await talk.comes_due()
    assert await _shown(sofie) == ["digest"]
    await sofie.taps("cast.show")
    (shown,) = await sofie.sees(CARD)
    assert (shown.edits, shown.subject.startswith("due:")) == (0, True)
    rows = await talk.unit(lambda unit: [row for d in (1, 2, 3) for row in unit.dues.about(Due.DECISION, d)])
    assert {row.state for row in rows} == {DueState.DELIVERED}


async def test_muted_paused_blocked_and_erased_add_up(talk: Dialogue, sofie: Person, amira: Person) -> None:
    away, gone, quiet, paused = [await talk.somebody(name=name) for name in ("An", "Bo", "Cas", "Dirk")]
    await _know(talk, sofie, away, gone)
    await _know(talk, quiet, muted=frozenset({Matter.DECISION}))
    await _know(talk, paused, paused_until=talk.clock.now() + timedelta(days=14))
    await _previews(amira, await _decides(talk, amira))
    await amira.taps("cast.send")
    await away.blocks()
    await talk.change(f"DELETE FROM contacts WHERE id = {gone.id}")
    talk.passes(seconds=60)
    await talk.comes_due()
    assert await _shown(sofie) == [CARD]
    assert await _totals(talk) == {
        DueState.DELIVERED: 1,
        DueState.BLOCKED: 1,
        DueState.MUTED: 1,
        DueState.WAITING: 1,
    }
    await amira.taps("cast.missed")
    shown = (await amira.chat())[-1]
    assert shown.key == "cast.missed"
    await away.unblocks()
    await away.says("/help")
    await talk.comes_due()
    assert CARD in await _shown(away)


async def test_a_restart_in_the_hold_and_on_the_way_changes_nothing(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await _know(talk, sofie, luc)
    await _previews(amira, await _decides(talk, amira))
    await amira.taps("cast.send")
    await talk.restart()
    talk.passes(seconds=60)
    await talk.unit(talk.bot.desk.clockwork.tick)
    await talk.restart()
    await talk.comes_due()
    assert await _shown(sofie) == [CARD]
    assert await _shown(luc) == [CARD]
    assert await _totals(talk) == {DueState.DELIVERED: 2}


async def test_only_a_manager_sends_and_nobody_reads_another_ones_message(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    await _know(talk, sofie, luc)
    decision = await _decides(talk, amira)
    await _sends(talk, amira, decision)
    await luc.news()
    for data in (f"1|cast.send|{place_of(Due.DECISION)}|{decision}|0", "1|cast.stop|1", "1|cast.missed|1"):
        await luc.taps_data(data)
    assert await _shown(luc) == ["error.not_allowed"] * 3
    rows = await talk.unit(lambda unit: unit.dues.about(Due.DECISION, decision))
    theirs = next(row.id for row in rows if row.person_id == sofie.id)
    await luc.taps_data(f"1|cast.show|{theirs}")
    assert await _shown(luc) == ["error.not_found"]
    await amira.looks_away()
    gone = f"1|cast.send|{place_of(Due.DECISION)}|99|0"
    for data in ("1|cast.send|99|1|0", gone, "1|cast.stop|99", "1|cast.show|99"):
        await amira.taps_data(data)
    assert await _shown(amira) == ["error.not_found", "cast.gone", "error.not_found", "error.not_found"]
