"""/logboek, and as what messages end, in the real bot."""

from bot.domain.message import Text
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import answers, asks


async def test_the_manager_reads_who_tried_what_without_names(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await sofie.says("/werklijst")
    await sofie.says("/logboek")
    await sofie.sees("error.not_allowed", "error.not_allowed")
    await amira.says("/logboek")
    (shown,) = await amira.sees("journal.list")
    lines = shown.value("lines")
    assert isinstance(lines, tuple)
    assert {str(line.values["who"].key) for line in lines[:2] if isinstance(line.values["who"], Text)} == {
        "journal.entrepreneur"
    }
    kept = await talk.rows("SELECT outcome FROM audit WHERE actor_id = :who", who=sofie.id)
    assert [row["outcome"] for row in kept] == ["error.not_allowed", "error.not_allowed"]


async def test_every_message_ends_as_what_it_was(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await answers(amira, "Ja, dat mag.")
    await talk.settle()
    rows = await talk.rows("SELECT outcome FROM inbox WHERE chat_id = :who ORDER BY update_id", who=sofie.id)
    ends = [row["outcome"].partition(":")[0] for row in rows]
    assert {"question", "button"} <= set(ends)
    rows = await talk.rows("SELECT outcome FROM inbox WHERE chat_id = :who ORDER BY update_id", who=amira.id)
    assert "answer" in [row["outcome"].partition(":")[0] for row in rows]


async def test_in_the_morning_the_manager_hears_which_question_nobody_has(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie)
    await talk.settle()
    await talk.change("UPDATE enquiries SET owner_id = 0")
    await talk.running.upkeep.plan()
    for _ in range(30):
        talk.passes(hours=1)
        await talk.comes_due()
    told = [shown for shown in await amira.news() if shown.key == "ledger.morning"]
    assert [shown.actions for shown in told] == [["queue.show"]]
    (day, *_) = await talk.rows("SELECT SUM(count) AS count FROM ledger_days WHERE kind = 'question'")
    assert day["count"] == 1
    await amira.taps("queue.show")
    (card,) = await amira.sees("card")
    assert card.subject.startswith("card:")
