"""What people type, read as an answer; what cannot be read is refused with a sentence, never with a crash."""

from datetime import date

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from bot.domain.conversation import Given, Kind, Option, Step
from bot.domain.errors import Refused
from bot.domain.message import Attachment, AttachmentKind, Text, text
from bot.domain.reading import LONGEST_ANSWER, DateNames, Hints, choices, read, takes_words

TODAY = date(2026, 11, 24)
"""A Tuesday."""

ASK = text("ask")
MONTHS = {"januari": 1, "februari": 2, "maart": 3, "december": 12, "dec": 12, "feb": 2, "decembre": 12}
WEEKDAYS = {"maandag": 0, "dinsdag": 1, "di": 1, "woensdag": 2, "zondag": 6}
NAMES = DateNames(MONTHS, WEEKDAYS, {"vandaag": 0, "morgen": 1, "apres demain": 2})
VOICE = Attachment(AttachmentKind.VOICE, "voice-1")
SPOT = Attachment(AttachmentKind.LOCATION, latitude=51.0, longitude=4.5)


def label(said: Text) -> str:
    yes_or_no = {"form.yes": "Ja", "form.no": "Nee"}
    return yes_or_no.get(said.key) or str(said.values.get("words") or said.values.get("number") or said.key)


HINTS = Hints(TODAY, NAMES, label)


def words(said: str) -> Text:
    return text("words", words=said)


PLACES = (
    Option("parking", words("🅿️ Parking"), words("Meer plaatsen om te parkeren")),
    Option("square", words("Plein")),
    Option("terrace", words("Terras op het plein")),
)


def typed(kind: Kind, said: str, file: Attachment | None = None, **more: object) -> Given:
    step = Step("step", kind, ASK, **more)  # type: ignore[arg-type] # whatever the test gives it
    return read(step, said, file, HINTS)


def refusal(kind: Kind, said: str, file: Attachment | None = None, **more: object) -> str:
    with pytest.raises(Refused) as caught:
        typed(kind, said, file, **more)
    return caught.value.reason.key


# Words


def test_words_are_the_answer() -> None:
    assert typed(Kind.TEXT, "Een feest").words == "Een feest"
    assert typed(Kind.TEXT, "مهرجان الشارع").words == "مهرجان الشارع"
    assert typed(Kind.TEXT, "", VOICE) == Given("step", attachment=VOICE)
    assert refusal(Kind.TEXT, "") == "form.no_words"


def test_words_have_bounds() -> None:
    assert refusal(Kind.TEXT, "x" * (LONGEST_ANSWER + 1)) == "form.too_long"
    assert typed(Kind.TEXT, "x" * LONGEST_ANSWER).words
    assert refusal(Kind.TEXT, "lang", most=3) == "form.too_long"
    assert refusal(Kind.TEXT, "kort", least=5) == "form.too_short"
    assert typed(Kind.TEXT, "", VOICE, least=5).attachment is VOICE


def test_the_words_of_a_button_beside_a_text_are_that_button() -> None:
    assert typed(Kind.TEXT, "plein", options=PLACES) == Given("step", value="square")
    assert typed(Kind.TEXT, "terras", options=PLACES).words == "terras"
    assert typed(Kind.TEXT, "1", options=PLACES).words == "1"


# Choices


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Parking", "parking"),
        ("PARKING!", "parking"),
        ("meer plaatsen om te parkeren", "parking"),
        ("terras", "terrace"),
        ("2", "square"),
        ("3.", "terrace"),
        ("plein", "square"),
    ],
)
def test_a_choice_is_known_by_its_words_or_its_number(said: str, key: str) -> None:
    assert typed(Kind.CHOICE, said, options=PLACES) == Given("step", value=key)
    assert typed(Kind.PEOPLE, said, options=PLACES) == Given("step", value=key)


@pytest.mark.parametrize("said", ["0", "4", "-1", "99999999999999999999", "niets daarvan", "👍", "…"])
def test_another_word_is_no_choice(said: str) -> None:
    assert refusal(Kind.CHOICE, said, options=PLACES) == "form.choose_one"


def test_an_open_choice_takes_any_words() -> None:
    assert typed(Kind.CHOICE, "een zwembad", options=PLACES, open=True) == Given("step", words="een zwembad")
    assert typed(Kind.CHOICE, "", VOICE, options=PLACES, open=True).attachment is VOICE
    assert refusal(Kind.CHOICE, "", VOICE, options=PLACES) == "form.choose_one"


@pytest.mark.parametrize("said", ["1, 3", "3 en 1", "1/3", "parking, terras", "Terras\n1"])
def test_several_choices(said: str) -> None:
    assert typed(Kind.CHOICES, said, options=PLACES).value == "parking,terrace"


@pytest.mark.parametrize("said", ["", "9", "1, 9", "1 en zeker ook 3", ",,,", "parking, zwembad"])
def test_what_is_not_among_several_choices(said: str) -> None:
    assert refusal(Kind.CHOICES, said, options=PLACES) == "form.choose_some"


def test_yes_and_no() -> None:
    assert typed(Kind.CONFIRM, "ja").value == "yes"
    assert typed(Kind.CONFIRM, "2").value == "no"
    assert refusal(Kind.CONFIRM, "misschien") == "form.choose_one"


def test_what_can_be_tapped() -> None:
    assert choices(Step("step", Kind.CHOICE, ASK, PLACES)) == PLACES
    assert [one.key for one in choices(Step("step", Kind.CONFIRM, ASK))] == ["yes", "no"]
    assert [one.key for one in choices(Step("step", Kind.SCALE, ASK, least=1, most=5))] == ["1", "2", "3", "4", "5"]
    assert choices(Step("step", Kind.DATE, ASK)) == ()
    assert takes_words(Step("step", Kind.PLACE, ASK))
    assert not takes_words(Step("step", Kind.SCALE, ASK))


# Numbers


@pytest.mark.parametrize(
    ("said", "number"), [("20", "20"), ("20 minuten", "20"), ("ongeveer 20.", "20"), ("1.250", "1250"), ("٢٠", "20")]
)
def test_numbers(said: str, number: str) -> None:
    assert typed(Kind.NUMBER, said).value == number


@pytest.mark.parametrize("said", ["", "veel", "2,5", "2.5", "10 of 20", "1" * 12, "½"])
def test_no_numbers(said: str) -> None:
    assert refusal(Kind.NUMBER, said) == "form.no_number"


def test_numbers_have_bounds() -> None:
    assert refusal(Kind.NUMBER, "-5") == "form.too_small"
    assert refusal(Kind.NUMBER, "0", least=1) == "form.too_small"
    assert refusal(Kind.NUMBER, "6", least=1, most=5) == "form.out_of_bounds"
    assert refusal(Kind.SCALE, "0", least=1, most=5) == "form.out_of_bounds"
    assert typed(Kind.SCALE, "5", least=1, most=5).value == "5"
    assert typed(Kind.SCALE, "0", most=5).value == "0"


# Dates


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("8/12", "2026-12-08"),
        ("08-12", "2026-12-08"),
        ("8.12.", "2026-12-08"),
        ("8/12/26", "2026-12-08"),
        ("8/12/2027", "2027-12-08"),
        ("2026-12-08", "2026-12-08"),
        ("8 december", "2026-12-08"),
        ("8 dec.", "2026-12-08"),
        ("Dinsdag 8 december", "2026-12-08"),
        ("dinsdag 8/12", "2026-12-08"),
        ("op di 8 december 2026", "2026-12-08"),
        ("December 8", "2026-12-08"),
        ("le 1er décembre", "2026-12-01"),
        ("vandaag", "2026-11-24"),
        ("morgen", "2026-11-25"),
        ("après-demain", "2026-11-26"),
        ("woensdag", "2026-11-25"),
        ("dinsdag", "2026-12-01"),
        ("24/11", "2026-11-24"),
        ("23/11", "2027-11-23"),
        ("29/2", "2028-02-29"),
        ("3/1/2026", "2026-01-03"),
    ],
)
def test_dates(said: str, day: str) -> None:
    assert typed(Kind.DATE, said).value == day


def test_a_date_in_a_longer_sentence_is_a_part_of_what_is_said_where_words_will_do() -> None:
    said = "Amira tekent op 1 december de plaatsen af"
    assert typed(Kind.DATE, said, open=True) == Given("step", words=said)
    assert typed(Kind.DATE, "op dinsdag 8 december", open=True).value == "2026-12-08"
    assert typed(Kind.DATE, said).value == "2026-12-01"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "31/2",
        "31/2/2027",
        "0/0",
        "2026-13-01",
        "ooit",
        "8",
        "8 9 december",
        "8 december 19.30",
        "maart",
        "😀",
        "8/12/1",
    ],
)
def test_no_dates(said: str) -> None:
    assert refusal(Kind.DATE, said) == "form.no_date"


def test_a_weekday_that_does_not_fit_is_a_slip() -> None:
    assert refusal(Kind.DATE, "woensdag 8 december") == "form.other_weekday"
    assert refusal(Kind.DATE, "zondag 8/12") == "form.other_weekday"


def test_days_that_are_offered() -> None:
    offered = (Option("2026-12-08", words("Di 8/12")), Option("2026-12-09", words("Wo 9/12")))
    assert typed(Kind.DATE, "2", options=offered).value == "2026-12-09"
    assert typed(Kind.DATE, "di 8/12", options=offered).value == "2026-12-08"
    assert typed(Kind.DATE, "10/12", options=offered).value == "2026-12-10"


# Times


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ("19.30", "19:30"),
        ("19u30", "19:30"),
        ("19:30", "19:30"),
        ("19 h 30", "19:30"),
        ("om 19u.30", "19:30"),
        ("8 u.", "08:00"),
        ("8", "08:00"),
        ("8 uur", "08:00"),
        ("20 uur 15", "20:15"),
        ("7.30 pm", "19:30"),
        ("12 a.m.", "00:00"),
        ("12pm", "12:00"),
        ("0.05", "00:05"),
    ],
)
def test_times(said: str, time: str) -> None:
    assert typed(Kind.TIME, said).value == time


@pytest.mark.parametrize("said", ["", "24.00", "19.60", "8-10", "19.3", "straks", "van 8 tot 10", "1930", "-5"])
def test_no_times(said: str) -> None:
    assert refusal(Kind.TIME, said) == "form.no_time"


# Places


def test_places() -> None:
    assert typed(Kind.PLACE, "Zaal De Molen").words == "Zaal De Molen"
    assert typed(Kind.PLACE, "", SPOT).attachment is SPOT
    assert typed(Kind.PLACE, "plein", options=PLACES).value == "square"
    assert typed(Kind.PLACE, "2", options=PLACES).value == "square"
    assert typed(Kind.PLACE, "Kerk", options=PLACES).words == "Kerk"
    assert refusal(Kind.PLACE, "", VOICE) == "form.no_place"
    assert refusal(Kind.PLACE, "") == "form.no_words"


@drawn(
    kind=st.sampled_from(Kind),
    said=st.one_of(st.text(max_size=40), st.from_regex(r"[0-9uh:./ -]{0,12}", fullmatch=True)),
    file=st.sampled_from([None, VOICE, SPOT]),
    free=st.booleans(),
)
def test_anything_is_read_or_refused(kind: Kind, said: str, file: Attachment | None, free: bool) -> None:
    step = Step("step", kind, ASK, PLACES if kind in {Kind.CHOICE, Kind.CHOICES} else (), open=free, least=1, most=9)
    try:
        found = read(step, said, file, HINTS)
    except Refused:
        return
    assert found.step == "step"
    assert found.value or found.words or found.attachment
