"""Messages as keys and values."""

from dataclasses import FrozenInstanceError

import pytest

from bot.domain.message import Button, Localized, Message, Text, button, text


def test_a_message_is_named_by_its_key() -> None:
    assert Message(text("ask.receipt", number=41)).key == "ask.receipt"


def test_a_text_is_its_key_and_values() -> None:
    assert text("greeting", name="Sofie") == Text("greeting", {"name": "Sofie"})
    assert text("greeting") == Text("greeting")
    # "key" may itself be the name of a value.
    assert text("greeting", key="sleutel").values["key"] == "sleutel"


def test_a_text_cannot_be_changed() -> None:
    greeting = text("greeting", name="Sofie")
    with pytest.raises(TypeError):
        greeting.values["name"] = "Eve"  # type: ignore[index] # that it cannot be done is the point
    with pytest.raises(FrozenInstanceError):
        greeting.key = "other"  # type: ignore[misc] # the same


def test_a_button_has_a_label_an_action_and_what_it_acts_on() -> None:
    assert button("topic.button", "ask.submit", 5, "terras", topic="Terras") == Button(
        text("topic.button", topic="Terras"), "ask.submit", (5, "terras")
    )


@pytest.mark.parametrize(
    ("words", "language", "said"),
    [
        ({"nl": "Markt", "fr": "Marché"}, "fr", "Marché"),
        ({"nl": "Markt", "fr": ""}, "fr", "Markt"),
        ({"nl": "Markt"}, "en", "Markt"),
    ],
)
def test_words_that_are_missing_in_a_language_are_said_in_dutch(
    words: dict[str, str], language: str, said: str
) -> None:
    assert Localized(words).in_language(language) == said
