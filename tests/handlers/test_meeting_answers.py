"""Invited people and their meeting (B7): the agenda in their language, their answer, what they give along."""

import pytest

from bot.domain.contact import Expects
from bot.domain.meeting import Coming, Meeting
from tests.dialogue import Dialogue, Person
from tests.handlers.meeting_scenes import TITLE, announces, knows, plans


async def answer_of(talk: Dialogue, meeting: Meeting, person: Person) -> Coming | None:
    found = await talk.unit(lambda unit: unit.meetings.attendance(meeting.id, person.id))
    return found.coming if found is not None else None


async def test_each_gets_the_agenda_in_their_language(
    talk: Dialogue, sofie: Person, luc: Person, amira: Person
) -> None:
    els = await talk.somebody(name="Els", language_code="en")
    people = ((sofie, "nl"), (luc, "fr"), (els, "en"))
    for person, language in people:
        await knows(talk, person, language)
    await announces(talk, amira)
    for person, language in people:
        (agenda,) = await person.sees("meeting.agenda")
        assert agenda.language == language
        assert agenda.actions[:5] == [*["meeting.come"] * 3, "meeting.whole", "meeting.calendar"]
        for coming in ("yes", "maybe", "no"):
            await person.taps("meeting.come", coming)
            (noted,) = await person.sees("meeting.noted")
            assert (noted.edits, noted.language) == (0, language)


async def test_an_answer_can_be_changed_and_each_is_confirmed(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    meeting = await announces(talk, amira)
    await sofie.news()
    for coming, keys in (
        ("yes", ["meeting.noted.yes", "meeting.will_remind"]),
        ("maybe", ["meeting.noted.maybe", "meeting.will_remind"]),
        ("no", ["meeting.noted.no", "meeting.input_ask"]),
        ("yes", ["meeting.noted.yes", "meeting.will_remind"]),
    ):
        toast = await sofie.taps("meeting.come", coming)
        assert toast == talk.words(f"meeting.toast.{coming}")
        (noted,) = await sofie.sees("meeting.noted")
        lines = noted.value("lines")
        assert isinstance(lines, tuple)
        assert [line.key for line in lines] == keys
        assert await answer_of(talk, meeting, sofie) is Coming(coming)


async def test_a_second_tap_changes_nothing_and_says_so(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await announces(talk, amira)
    await sofie.news()
    message_id, data = await sofie.button("meeting.come", "yes")
    await sofie.taps_data(data, message_id)
    first = await talk.rows("SELECT * FROM attendances")
    talk.passes(seconds=2)
    await sofie.taps_data(data, message_id)
    assert await talk.rows("SELECT * FROM attendances") == first
    again = (await sofie.news())[-1].value("lines")
    assert isinstance(again, tuple)
    assert again[0].key == "meeting.still.yes"


async def test_typing_the_answer_is_the_same_as_tapping_it(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    meeting = await announces(talk, amira)
    await sofie.says("misschien")
    assert await answer_of(talk, meeting, sofie) is Coming.MAYBE


@pytest.mark.parametrize("what", [{"text": "Zet de laadzone aan de bakker."}, {"voice": True}, {"photo": True}])
async def test_who_does_not_come_can_give_something_along(
    talk: Dialogue, sofie: Person, amira: Person, what: dict[str, object]
) -> None:
    await knows(talk, sofie)
    meeting = await announces(talk, amira)
    await sofie.taps("meeting.come", "no")
    await sofie.looks_away()
    await sofie.sends(**what)
    await sofie.sees("meeting.input_thanks")
    notices = [one.key for one in await amira.news()]
    assert notices == (
        ["meeting.input_notice"] if "text" in what else ["meeting.input_notice_file", "meeting.input_file"]
    )
    (given,) = await talk.unit(lambda unit: unit.meetings.inputs(meeting.id))
    assert (given.words, given.attachment is None) == (what.get("text", ""), "text" in what)
    assert await talk.unit(lambda unit: unit.enquiries.draft_of(sofie.id)) is None
    await amira.taps("meeting.card", meeting.id)
    await amira.looks_away()
    await amira.taps("meeting.inputs")
    assert [one.key for one in await amira.news()] == [
        *([] if "text" in what else ["meeting.input_file"]),
        "meeting.inputs",
    ]


async def test_an_album_is_given_along_whole(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    meeting = await announces(talk, amira)
    await sofie.taps("meeting.come", "no")
    await sofie.sends(album=3)
    await talk.settle()
    assert len(await talk.unit(lambda unit: unit.meetings.inputs(meeting.id))) == 3
    talk.passes(seconds=11)
    await sofie.looks_away()
    await sofie.says("mag mijn terras blijven staan tijdens de kerstmarkt?")
    assert len(await talk.unit(lambda unit: unit.meetings.inputs(meeting.id))) == 3


async def test_giving_nothing_along_is_fine(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await announces(talk, amira)
    await sofie.taps("meeting.come", "no")
    await sofie.looks_away()
    await sofie.taps("meeting.no_input")
    await sofie.sees("meeting.input_none")
    contact = await sofie.contact()
    assert contact is not None
    assert contact.expects is None


async def test_more_can_be_given_along(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    meeting = await announces(talk, amira)
    await sofie.taps("meeting.come", "no")
    await sofie.says("Een.")
    await sofie.taps("meeting.give")
    await sofie.says("Twee.")
    assert [one.words for one in await talk.unit(lambda unit: unit.meetings.inputs(meeting.id))] == ["Een.", "Twee."]


async def test_who_comes_after_all_is_no_longer_asked_for_words(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await announces(talk, amira)
    await sofie.taps("meeting.come", "no")
    contact = await sofie.contact()
    assert contact is not None
    assert contact.expects is not None
    assert contact.expects.kind is Expects.MEETING_INPUT
    await sofie.taps("meeting.come", "yes")
    contact = await sofie.contact()
    assert contact is not None
    assert contact.expects is None


async def test_the_calendar_file_arrives(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    meeting = await announces(talk, amira)
    await sofie.news()
    await sofie.taps("meeting.calendar")
    (file,) = await sofie.sees("meeting.file")
    assert file.message.attachment is not None
    assert f"UID:kernpunt-meeting-{meeting.id}@molenbeke" in file.message.attachment.content


async def test_the_whole_agenda_has_every_item(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await announces(talk, amira)
    await sofie.news()
    await sofie.taps("meeting.whole")
    (whole,) = await sofie.sees("meeting.whole_agenda")
    lines = whole.value("lines")
    assert isinstance(lines, tuple)
    assert [line.key for line in lines] == ["meeting.item_owner", "meeting.item_line"]


async def test_everybody_sees_their_own_agenda(talk: Dialogue, sofie: Person, luc: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await sofie.says("/agenda")
    await sofie.sees("meeting.none")
    await announces(talk, amira)
    await sofie.taps("meeting.come", "maybe")
    await sofie.looks_away()
    await sofie.says("/agenda")
    (mine,) = await sofie.sees("meeting.mine")
    lines = mine.value("lines")
    assert isinstance(lines, tuple)
    answer = lines[0].values["answer"]
    assert getattr(answer, "key", "") == "meeting.your.maybe"
    await sofie.taps("meeting.show")
    (agenda,) = await sofie.sees("meeting.agenda")
    assert agenda.value("title") == TITLE


async def test_the_manager_sees_who_comes(talk: Dialogue, sofie: Person, luc: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await knows(talk, luc, "fr")
    meeting = await announces(talk, amira)
    await sofie.taps("meeting.come", "yes")
    await amira.says("/agenda")
    await amira.taps("meeting.card")
    card = (await amira.news())[-1]
    lines = card.value("lines")
    assert isinstance(lines, tuple)
    counts = next(line for line in lines if line.key == "meeting.card_counts").values
    assert (counts["yes"], counts["maybe"], counts["no"], counts["silent"]) == (1, 0, 0, 1)
    await amira.taps("meeting.who")
    (who,) = await amira.sees("meeting.who")
    shown = who.value("lines")
    assert isinstance(shown, tuple)
    assert [line.key for line in shown] == ["meeting.who.yes", "meeting.who_silent"]
    assert meeting.title == who.value("title")


async def test_a_meeting_of_others_is_not_there(talk: Dialogue, sofie: Person, luc: Person, amira: Person) -> None:
    await knows(talk, sofie)
    meeting = await announces(talk, amira)
    stranger = await talk.somebody(name="Bram")
    await knows(talk, stranger)
    await talk.change(f"UPDATE meetings SET audience = 'zone:markt' WHERE id = {meeting.id}")
    for data in ("come|{}|0|yes", "show|{}", "whole|{}", "calendar|{}", "give|{}", "no_input|{}", "report_whole|{}"):
        for meeting_id in (meeting.id, 999):
            await stranger.says("/agenda")
            await stranger.looks_away()
            await stranger.taps_data("1|meeting." + data.format(meeting_id))
            await stranger.sees("error.not_found")


async def test_an_answer_that_is_none_is_refused(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    meeting = await announces(talk, amira)
    await sofie.looks_away()
    await sofie.taps_data(f"1|meeting.come|{meeting.id}|0|perhaps")
    await sofie.sees("error.not_found")
    assert await answer_of(talk, meeting, sofie) is None


async def test_the_buttons_of_a_test_to_oneself_do_nothing(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    await plans(amira)
    await amira.taps("cast.test")
    await amira.looks_away()
    await amira.taps("meeting.come", "yes")
    await amira.sees("meeting.only_preview")


async def test_old_buttons_of_a_meeting_that_was_say_so(talk: Dialogue, sofie: Person, amira: Person) -> None:
    await knows(talk, sofie)
    meeting = await announces(talk, amira)
    await sofie.news()
    talk.passes(days=20)
    for action, *values in (("meeting.come", "yes"), ("meeting.show",), ("meeting.give",)):
        ids = (meeting.id, 0, *values) if values else (meeting.id,)
        await sofie.taps_data("|".join(map(str, ("1", action, *ids))))
        await sofie.sees("meeting.over")
    assert await answer_of(talk, meeting, sofie) is None
