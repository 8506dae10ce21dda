"""Not ours (B4): who helps instead, why and how; ten days later whether that worked, and what follows from it."""

from datetime import UTC, datetime

from bot.domain.enquiry import Status
from bot.domain.message import Text
from tests.dialogue import Dialogue, Person
from tests.handlers.scenes import asks

FOOD = "mag ik zelfgemaakte mayonaise verkopen of moet het FAVV dat keuren?"
CHECK = datetime(2026, 12, 4, 9, 12, tzinfo=UTC)


async def _hands_over(amira: Person, words: str = "", *, key: str = "favv") -> None:
    await amira.says("/1")
    await amira.taps("queue.more")
    await amira.taps("help.parties", 0)
    await amira.taps("help.pick", key)
    if words:
        await amira.says(words)
    await amira.taps("help.hand_over")
    await amira.looks_away()


async def _until(talk: Dialogue, at: datetime) -> None:
    talk.passes(seconds=(at - talk.clock.now()).total_seconds())
    await talk.comes_due()


async def _first(talk: Dialogue, amira: Person) -> str:
    """Return the key of whom the list names first, as the button carries it."""
    await amira.says("/1")
    await amira.taps("queue.more")
    await amira.taps("help.parties", 0)
    listed = [one for one in await amira.news() if one.key == "help.parties"][-1]
    return str(listed.message.rows[0][0].args[1])


async def test_who_helps_and_why(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie, FOOD, "anders")
    key = await _first(talk, amira)
    await amira.taps("help.pick", key)
    (preview,) = await amira.sees("help.over_preview")
    assert preview.actions == ["help.hand_over", "help.parties", "queue.show", "canned.list"]
    await amira.says("Het FAVV keurt wat je zelf maakt.")
    (worded,) = await amira.sees("help.over_preview")
    lines = worded.value("lines")
    assert isinstance(lines, tuple)
    assert "help.words" in [line.key for line in lines]
    await sofie.sees()
    await amira.taps("help.hand_over")
    await amira.sees("card")
    (told,) = await sofie.sees("help.handed_over")
    assert told.value("lines") == lines
    assert [line.key for line in lines][-1] in {"help.phone", "help.url"}
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.owner_id) == (Status.ELSEWHERE, amira.id)
    await sofie.says("/1")
    (one,) = await sofie.sees("mine.one")
    assert one.actions == ["mine.reopen", "mine.list"]
    shown = one.value("lines")
    assert isinstance(shown, tuple)
    assert "mine.helps" in [line.key for line in shown]


async def test_the_list_turns_its_pages(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie)
    await _first(talk, amira)
    await amira.taps("help.parties", 5)
    (second,) = await amira.sees("help.parties")
    assert second.actions == [*["help.pick"] * 5, "help.parties", "help.parties", "queue.show"]
    lines = second.value("lines")
    assert isinstance(lines, tuple)
    assert all(isinstance(line, Text) for line in lines)
    await amira.taps_data("1|help.parties|1|4000000")
    (last,) = await amira.sees("help.parties")
    assert "help.pick" in last.actions


async def test_after_ten_days_a_yes_closes(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie, FOOD, "anders")
    await _hands_over(amira)
    await sofie.news()
    await _until(talk, CHECK)
    (check,) = await sofie.sees("help.check")
    assert not check.message.silent
    await sofie.taps("mine.checked", 1)
    await sofie.sees("mine.closed")
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.satisfied) == (Status.CLOSED, True)
    assert "queue.helped" in [one.key for one in await amira.news()]
    await sofie.taps("mine.checked", 0)
    await sofie.sees("mine.one")
    assert (await talk.enquiry(1)).status is Status.CLOSED


async def test_after_ten_days_a_no_is_ours_again(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie, FOOD, "anders")
    await _hands_over(amira)
    await sofie.news()
    await _until(talk, CHECK)
    await sofie.news()
    await amira.news()
    await sofie.taps("mine.checked", 0)
    (reopened,) = await sofie.sees("mine.reopened_why")
    enquiry = await talk.enquiry(1)
    assert (enquiry.status, enquiry.satisfied) == (Status.REOPENED, False)
    assert reopened.value("promised") == enquiry.promised_on
    assert not enquiry.is_late(CHECK.date())
    await amira.sees("card")
    await sofie.says("ze nemen de telefoon niet op")
    await sofie.sees("mine.added")
    await amira.sees("card")


async def test_silence_after_the_check_closes_with_a_word(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie, FOOD, "anders")
    await _hands_over(amira)
    await sofie.news()
    await _until(talk, CHECK)
    await sofie.sees("help.check")
    await _until(talk, datetime(2026, 12, 14, 9, tzinfo=UTC))
    (closed,) = await sofie.sees("help.unheard")
    assert closed.actions == ["mine.reopen"]
    assert (await talk.enquiry(1)).status is Status.CLOSED
    await sofie.says_by_reply("help.unheard", "het is nog niet in orde")
    await sofie.sees("mine.added_reopened")


async def test_who_was_not_asked_is_not_closed(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie, FOOD, "anders")
    await _hands_over(amira)
    await sofie.blocks()
    await _until(talk, CHECK)
    await _until(talk, datetime(2026, 12, 14, 9, tzinfo=UTC))
    assert (await talk.enquiry(1)).status is Status.ELSEWHERE


async def test_writing_before_the_check_makes_it_ours_and_ends_the_check(
    talk: Dialogue, sofie: Person, amira: Person
) -> None:
    await asks(sofie, FOOD, "anders")
    await _hands_over(amira)
    await sofie.taps("mine.reopen")
    assert (await talk.enquiry(1)).status is Status.REOPENED
    await sofie.news()
    await _until(talk, CHECK)
    assert "help.check" not in [one.key for one in await sofie.news()]


async def test_only_managers_hand_over_and_only_to_whom_there_is(
    talk: Dialogue, sofie: Person, amira: Person, luc: Person
) -> None:
    await asks(sofie)
    await amira.news()
    await amira.taps_data("1|help.pick|1|nobody")
    await amira.sees("error.not_found")
    await amira.taps_data("1|help.hand_over|1|77")
    await amira.sees("error.not_found")
    await luc.starts()
    await luc.looks_away()
    await luc.taps_data("1|help.pick|1|favv")
    await luc.sees("error.not_allowed")
    assert (await talk.enquiry(1)).status is Status.NEW


async def test_a_file_goes_along_with_a_hand_over(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await asks(sofie, FOOD, "anders")
    await _first(talk, amira)
    await amira.taps("help.pick", "favv")
    await amira.looks_away()
    await amira.sends(photo=True)
    typed = await amira.says("Kijk naar de folder.")
    await amira.edits(typed, "Kijk in de folder.")
    await amira.sees("help.with_file", "help.with_file", "help.with_file")
    await sofie.looks_away()
    await amira.taps("help.hand_over")
    file, told = await sofie.sees("help.file", "help.handed_over")
    assert file.message.attachment is not None
    assert "Kijk in de folder." in str(told.value("lines"))
    await amira.looks_away()
    await amira.edits(typed, "Kijk op de site.")
    await amira.sees("help.edited_too_late")
    await sofie.sees()
