"""Whatever comes in: the next person is served, nothing that people sent is set aside, and nobody reads another."""

from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app import Mailbag
from bot.transport.intake import Intake
from tests.dialogue import Dialogue, Person, dialogue_on, sqlite_copy
from tests.handlers.scenes import answers, asks

pytestmark = pytest.mark.proof

SECRET = "Blauwe Ezel"
WORDS = f"Mag mijn terras De {SECRET} op het kerkplein blijven staan?"
GIVEN = f"Ja, De {SECRET} mag tot eind maart."
IDS = count(1_000)
hostile = settings(
    max_examples=100,
    deadline=None,
    # One bot for all examples: what an earlier one left behind is part of what a later one meets.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

NUMBERS = st.one_of(st.integers(0, 9_000), st.sampled_from([2**31, 2**52, 2**52 + 1, 2**63, -1]))
LEAVES = st.one_of(st.none(), st.booleans(), NUMBERS, st.floats(allow_nan=False), st.text(max_size=12))
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KINDS = st.sampled_from(
    ["message", "edited_message", "callback_query", "my_chat_member", "poll", "inline_query", "business_message", "x"]
)
ACTIONS = (
    *(
        "ask.submit",
        "ask.reword",
        "ask.discard",
        "ask.attach",
        "mine.show",
        "mine.answer",
        "mine.helped",
        "mine.reopen",
    ),
    *("mine.add", "mine.not_helped", "queue.show", "queue.list", "queue.whole", "queue.close", "queue.reroute"),
    *("queue.answer", "queue.files", "answer.send", "answer.choose", "answer.drop", "answer.reword", "welcome.decline"),
)
FIELDS = (
    "message_id",
    "date",
    "chat",
    "from",
    "text",
    "caption",
    "photo",
    "voice",
    "location",
    "message",
    "data",
    "id",
)
PEOPLE = st.fixed_dictionaries({"id": NUMBERS, "is_bot": st.booleans(), "first_name": st.text(max_size=8)})
CHATS = st.fixed_dictionaries({"id": NUMBERS, "type": st.sampled_from(["private", "group", "channel", "moon"])})
CONTENTS = st.dictionaries(st.sampled_from(FIELDS), JSON | PEOPLE | CHATS, max_size=8)


@st.composite
def broken_updates(draw: st.DrawFn) -> object:
    """Anything between no update at all and one that is nearly right."""
    if draw(st.integers(0, 4)) == 0:
        return draw(JSON)
    number = draw(st.just(0) | LEAVES) if draw(st.integers(0, 5)) == 0 else next(IDS)
    return {"update_id": number, draw(KINDS): draw(CONTENTS | JSON)}


@pytest.fixture
async def talk(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Dialogue]:
    async with dialogue_on(sqlite_copy(sqlite_template, tmp_path)) as dialogue:
        dialogue.bot.worker._first_delay = 0.001  # what is tried again need not be waited for here
        yield dialogue


@pytest.fixture
def intake(talk: Dialogue) -> Intake:
    """The way in, behind the poller: the simulator itself would never say such things."""
    return Intake(Mailbag(talk.bot.units), talk.bot.worker.offer)


@pytest.fixture
async def sofie(talk: Dialogue) -> Person:
    """Has asked something that only she and the manager may read, and was answered."""
    sofie, amira = talk.person("entrepreneur"), talk.person("manager")
    await asks(sofie, WORDS)
    await answers(amira, GIVEN)
    await talk.settle()
    return sofie


@pytest.fixture
async def emily(talk: Dialogue) -> Person:
    """Somebody else, who has a message with buttons in her chat."""
    emily = talk.person("entrepreneur_en")
    await emily.starts()
    await talk.settle()
    return emily


@hostile
@given(broken=st.lists(broken_updates(), max_size=5))
async def test_whatever_comes_in_others_are_served(talk: Dialogue, intake: Intake, broken: list[object]) -> None:
    talk.forgives, sofie = True, talk.person("entrepreneur")
    words = f"Mag mijn terras blijven staan, voor de {next(IDS)}e keer?"
    await intake.take(broken)
    await sofie.says(words)
    assert [row["text"] for row in await talk.rows("SELECT text FROM enquiry_parts")] == [words]
    await sofie.taps("ask.discard")
    assert await talk.rows("SELECT * FROM inbox WHERE state = 'waiting'") == []


TAPPED = st.one_of(
    st.text(max_size=64),
    st.binary(max_size=64).map(lambda data: data.decode("latin-1")),
    st.builds(
        lambda version, action, values: "|".join([version, action, *map(str, values)]),
        st.sampled_from(["1", "1", "1", "0", "2", ""]),
        st.sampled_from(ACTIONS) | st.text(max_size=12),
        st.lists(st.integers(0, 3) | NUMBERS | st.sampled_from(["terras", "anders", "all", "nl", ""]), max_size=3),
    ),
)


@hostile
@given(data=TAPPED)
async def test_no_button_that_anybody_forges_shows_or_changes_what_is_not_theirs(
    talk: Dialogue, sofie: Person, emily: Person, data: str
) -> None:
    before = await everything_of(talk, sofie)
    await emily.taps_data(data)
    assert SECRET not in await shown(talk, emily)
    assert await everything_of(talk, sofie) == before
    await talk.assert_well()


ANY_TEXT = st.one_of(
    st.text(st.characters(), max_size=300),
    st.text(st.sampled_from("\ud83d\ude00\u202e\u200f\u200b\x00\x1b\x85\u2028\U000e0041<>&|{}%:/ a\n"), max_size=60),
    st.builds(
        lambda piece, times: piece * times, st.sampled_from(["é", "ab ", "\U0001f9c1", "<b>"]), st.integers(0, 10_000)
    ),
)


@hostile
@given(words=ANY_TEXT, name=st.text(st.characters(), max_size=80), edited=st.booleans())
async def test_any_text_is_kept_or_answered(
    talk: Dialogue, intake: Intake, sofie: Person, emily: Person, words: str, name: str, edited: bool
) -> None:
    chat = {"id": emily.id, "type": "private", "first_name": name}
    author = {"id": emily.id, "is_bot": False, "first_name": name, "language_code": "nl"}
    said = {"message_id": 900_000 + next(IDS), "date": 1_795_000_000, "chat": chat, "from": author, "text": words}
    kind = "edited_message" if edited else "message"
    await emily.looks_away()
    await intake.take([{"update_id": next(IDS), kind: said}])
    assert edited or await emily.news(), "nobody answered"
    assert SECRET not in await shown(talk, emily)
    await talk.assert_well()


async def shown(talk: Dialogue, person: Person) -> str:
    """Return everything that the bot ever said in that chat, and every toast."""
    chat = await talk.world.get(f"/sim/chats/{person.id}")
    toasts = [row["params"].get("text") for row in talk.simulator.state.ledger.since(0, "answerCallbackQuery")]
    return str([message["text"] for message in chat if message["by"] == "bot"] + toasts)


async def everything_of(talk: Dialogue, person: Person) -> list[list[dict[str, Any]]]:
    """Return all that is stored of what that person asked."""
    own = "SELECT id FROM enquiries WHERE asker_id = :asker"
    tables = {"enquiries": "id", "enquiry_parts": "enquiry_id", "enquiry_events": "enquiry_id", "answers": "enquiry_id"}
    return [
        await talk.rows(f"SELECT * FROM {table} WHERE {column} IN ({own}) ORDER BY id", asker=person.id)
        for table, column in tables.items()
    ]
