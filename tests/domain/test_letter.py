"""A letter is kept until it is sent."""

from datetime import UTC, datetime

from bot.domain.letter import Letter
from bot.domain.message import Attachment, AttachmentKind
from bot.domain.note import UseFor

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_what_was_sent_says_when() -> None:
    letter = Letter(1, 2, 3, UseFor.ASK_BACK, "hoe breed?", NOW)
    assert letter.sent_at is None
    assert letter.sent(NOW).sent_at == NOW


def test_other_words_keep_the_file() -> None:
    photo = Attachment(AttachmentKind.PHOTO, "abc")
    letter = Letter(1, 2, 3, UseFor.ASK_BACK, "hoe breed?", NOW).taking(photo)
    again = letter.saying("hoe hoog?", NOW, 9).taking(None)
    assert (again.text, again.message_id, again.attachment) == ("hoe hoog?", 9, photo)
