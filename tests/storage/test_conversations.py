from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversation import Answered, Conversation, Given, Stage
from bot.domain.message import Attachment, AttachmentKind
from bot.storage.conversations import ConversationTable
from bot.storage.database import Database, Params, StorageError, Transaction
from bot.storage.unit import StorageUnit
from tests.storage.anything import ATTACHMENTS, IDS, KEYS, MOMENTS, ROUND_TRIPS, WORDS
from tests.storage.examples import ANNA, BRAM, LATER, known, within
from tests.storage.jobs import GIVEN, TALK

VOICE = Attachment(AttachmentKind.VOICE, file_id="v1", size=9)
OTHER = Given("alg1", Answered.SKIPPED)


def answers(*given: Given) -> Mapping[str, Given]:
    return MappingProxyType({one.step: one for one in given})


async def stored(database: Database, conversation: Conversation = TALK) -> Conversation:
    def store(unit: StorageUnit) -> Conversation:
        known(unit)
        return unit.conversations.add(conversation)

    return await within(database, store)


async def test_a_conversation_gets_an_id_and_comes_back_with_its_answers(database: Database) -> None:
    talk = await stored(database, replace(TALK, answers=answers(GIVEN, OTHER)))
    assert talk.id > 0
    found = await within(database, lambda unit: unit.conversations.get(talk.id))
    assert found == talk
    assert found is not None
    assert list(found.answers) == [GIVEN.step, OTHER.step]
    assert await within(database, lambda unit: unit.conversations.get(talk.id + 1)) is None


async def test_one_without_answers_has_none(database: Database) -> None:
    talk = await stored(database)
    assert await within(database, lambda unit: unit.conversations.get(talk.id)) == talk


async def test_every_field_can_change_and_answers_come_change_and_go(database: Database) -> None:
    talk = await stored(database, replace(TALK, answers=answers(GIVEN, OTHER)))
    last = Given("zzz", Answered.GIVEN, "3", "drie 🧁", VOICE)
    changed = Conversation(
        id=talk.id,
        form="meeting",
        person_id=BRAM.id,
        started_at=LATER,
        changed_at=LATER,
        subject=4503599627370495,
        step="item.2.title",
        stage=Stage.PAUSED,
        changing=True,
        answers=answers(replace(GIVEN, value="no", attachment=VOICE), last),
    )
    await within(database, lambda unit: unit.conversations.save(changed))
    found = await within(database, lambda unit: unit.conversations.get(talk.id))
    assert found == changed
    assert found is not None
    assert list(found.answers) == [GIVEN.step, last.step]
    await within(database, lambda unit: unit.conversations.save(talk))
    assert await within(database, lambda unit: unit.conversations.get(talk.id)) == talk


async def test_the_latest_is_the_newest_whatever_its_stage(database: Database) -> None:
    first = await stored(database, replace(TALK, stage=Stage.LEFT))
    second = await stored(database, replace(TALK, answers=answers(GIVEN), stage=Stage.DONE))
    await stored(database, replace(TALK, person_id=BRAM.id))
    await stored(database, replace(TALK, subject=6))
    assert first.id < second.id

    def latest(unit: StorageUnit) -> list[Conversation | None]:
        ask = unit.conversations.latest
        return [ask(ANNA.id, "interview", 5), ask(ANNA.id, "meeting", 5), ask(ANNA.id, "interview", 7)]

    assert await within(database, latest) == [second, None, None]


@pytest.mark.parametrize("stage", [Stage.OPEN, Stage.PAUSED])
async def test_one_that_was_taken_up_again_comes_before_newer_ones(database: Database, stage: Stage) -> None:
    old = await stored(database, replace(TALK, stage=Stage.DONE))
    await stored(database, replace(TALK, stage=Stage.LEFT))
    again = replace(old, stage=stage)
    await within(database, lambda unit: unit.conversations.save(again))
    assert await within(database, lambda unit: unit.conversations.latest(ANNA.id, TALK.form, TALK.subject)) == again


async def test_the_unfinished_ones_of_a_person_and_of_a_form(database: Database) -> None:
    old = await stored(database, replace(TALK, stage=Stage.PAUSED, answers=answers(GIVEN, OTHER)))
    new = await stored(database, replace(TALK, form="meeting", changed_at=LATER))
    of_bram = await stored(database, replace(TALK, person_id=BRAM.id, changed_at=LATER, answers=answers(OTHER)))
    for ended in (Stage.DONE, Stage.LEFT):
        await stored(database, replace(TALK, stage=ended))
    assert await within(database, lambda unit: unit.conversations.unfinished(ANNA.id)) == [new, old]
    assert await within(database, lambda unit: unit.conversations.of_form("interview")) == [of_bram, old]
    assert await within(database, lambda unit: unit.conversations.of_form("welcome")) == []


async def test_all_of_a_subject_oldest_first(database: Database) -> None:
    talks = [
        await stored(database, replace(TALK, stage=stage, answers=answers(GIVEN))) for stage in (Stage.DONE, Stage.OPEN)
    ]
    await stored(database, replace(TALK, subject=6))
    await stored(database, replace(TALK, form="meeting"))
    assert await within(database, lambda unit: unit.conversations.of_subject("interview", 5)) == talks


@pytest.mark.parametrize("stage", [Stage.OPEN, Stage.PAUSED])
async def test_of_the_unfinished_there_is_one_of_each_kind(database: Database, stage: Stage) -> None:
    talk = await stored(database, replace(TALK, stage=stage))
    with pytest.raises(StorageError):
        await stored(database)
    await within(database, lambda unit: unit.conversations.save(replace(talk, stage=Stage.DONE)))
    again = await stored(database)
    with pytest.raises(StorageError):
        await within(database, lambda unit: unit.conversations.save(talk))
    assert await within(database, lambda unit: unit.conversations.unfinished(ANNA.id)) == [again]


class Noting:
    """A transaction that notes how many rows of answers each statement writes."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.execute, self.fetch_one, self.fetch_all = tx.execute, tx.fetch_one, tx.fetch_all
        self.written: list[tuple[str, int]] = []

    def execute_many(self, sql: str, params: Sequence[Params]) -> int:
        self.written.append((sql.split(maxsplit=1)[0], len(params)))
        return self._tx.execute_many(sql, params)


async def test_only_answers_that_changed_are_written(database: Database) -> None:
    talk = await stored(database, replace(TALK, answers=answers(GIVEN, OTHER)))

    def save(tx: Transaction) -> list[tuple[str, int]]:
        noting = Noting(tx)
        conversations = ConversationTable(noting)
        conversations.save(replace(talk, step="elsewhere"))
        conversations.save(replace(talk, answers=answers(GIVEN, replace(OTHER, words="toch"))))
        conversations.save(replace(talk, answers=answers(replace(OTHER, words="toch"))))
        return noting.written

    assert await database.run(save) == [("INSERT", 1), ("DELETE", 1)]


conversations = st.builds(
    Conversation,
    id=st.just(0),
    form=KEYS,
    person_id=st.sampled_from([ANNA.id, BRAM.id]),
    started_at=MOMENTS,
    changed_at=MOMENTS,
    subject=IDS,
    step=KEYS,
    stage=st.sampled_from([Stage.DONE, Stage.LEFT]),
    changing=st.booleans(),
    answers=st.lists(
        st.builds(Given, KEYS, st.sampled_from(Answered), WORDS, WORDS, st.none() | ATTACHMENTS), max_size=4
    ).map(lambda given: answers(*given)),
)


@ROUND_TRIPS
@given(conversations, conversations)
async def test_any_conversation_comes_back_as_it_was(
    database: Database, talk: Conversation, changed: Conversation
) -> None:
    kept = await stored(database, talk)
    assert await within(database, lambda unit: unit.conversations.get(kept.id)) == kept
    await within(database, lambda unit: unit.conversations.save(replace(changed, id=kept.id)))
    assert await within(database, lambda unit: unit.conversations.get(kept.id)) == replace(changed, id=kept.id)
