"""The one place where a message becomes what Telegram is asked to do."""

from dataclasses import replace

import pytest

from bot.app import build_catalogues
from bot.content import load_town, packaged_content
from bot.domain.message import Attachment, AttachmentKind, Button, Message, button, text
from bot.services.ports import Lane, Outgoing
from handlers.screens import Screens

SCREENS = Screens(build_catalogues(packaged_content(), load_town(packaged_content())))
PLAIN = Message(text("answer.part", words="<b>mag & dat?</b>"))
ROW = Outgoing(1, 1001, Lane.REPLY, PLAIN, "nl")


def test_peoples_words_stay_words() -> None:
    method, parameters = SCREENS.render(ROW)
    assert method == "sendMessage"
    assert parameters["text"] == "&lt;b&gt;mag &amp; dat?&lt;/b&gt;"
    assert (parameters["chat_id"], parameters["parse_mode"]) == (1001, "HTML")
    assert parameters["link_preview_options"] == {"is_disabled": True}
    assert "reply_markup" not in parameters


def test_an_edit_replaces_text_and_buttons() -> None:
    method, parameters = SCREENS.render(replace(ROW, edits=7))
    assert (method, parameters["message_id"]) == ("editMessageText", 7)
    assert parameters["reply_markup"] == {"inline_keyboard": []}


def test_silence_and_replies_are_passed_on() -> None:
    _, parameters = SCREENS.render(replace(ROW, message=replace(PLAIN, silent=True), reply_to=9))
    assert parameters["disable_notification"] is True
    assert parameters["reply_parameters"] == {"message_id": 9, "allow_sending_without_reply": True}


def test_buttons_carry_their_data_or_an_address() -> None:
    link = Button(text("back"), url="https://molenbeke.example")
    (row,) = SCREENS.keyboard(((button("back", "mine.list", 0), link),), "nl")
    assert [set(one) for one in row] == [{"text", "callback_data"}, {"text", "url"}]
    assert row[0]["callback_data"] == "1|mine.list|0"


def drawn(*labels: str) -> list[list[str]]:
    row = tuple(Button(text("answer.part", words=label), url="https://molenbeke.example") for label in labels)
    return [[one["text"] for one in fitting] for fitting in SCREENS.keyboard((row,), "nl")]


def test_a_label_that_would_be_cut_off_beside_others_goes_below_them() -> None:
    assert drawn("x" * 18, "y" * 18) == [["x" * 18, "y" * 18]]
    assert drawn("x", "y" * 19) == [["x"], ["y" * 19]]
    assert drawn("x" * 40) == [["x" * 40]]
    assert drawn("x" * 12, "y", "z") == [["x" * 12, "y", "z"]]
    assert drawn("x" * 13, "y", "z") == [["x" * 13, "y"], ["z"]]
    assert drawn("📣" + "x" * 17, "y") == [["📣" + "x" * 17], ["y"]]
    assert drawn() == []


@pytest.mark.parametrize("kind", AttachmentKind)
def test_every_kind_of_file_has_its_way(kind: AttachmentKind) -> None:
    file = Attachment(kind, "file-1", latitude=51.0, longitude=4.5)
    method, parameters = SCREENS.render(replace(ROW, message=replace(PLAIN, attachment=file)))
    assert method == "send" + "".join(part.capitalize() for part in kind.value.split("_"))
    if kind is AttachmentKind.LOCATION:
        assert (parameters["latitude"], parameters["longitude"]) == (51.0, 4.5)
    else:
        assert parameters[kind.value] == "file-1"
    assert ("caption" in parameters) == (kind not in {AttachmentKind.LOCATION, AttachmentKind.VIDEO_NOTE})


def test_a_file_of_ours_is_passed_on_whole_to_be_uploaded() -> None:
    file = Attachment(AttachmentKind.DOCUMENT, name="overleg.ics", content="BEGIN:VCALENDAR")
    method, parameters = SCREENS.render(replace(ROW, message=replace(PLAIN, attachment=file)))
    assert (method, parameters["document"]) == ("sendDocument", file)
