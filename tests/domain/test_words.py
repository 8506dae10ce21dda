import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.words import clean, plain, shorten, split, utf16_length

FLAG_OF_SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
pieces = st.sampled_from(["terras ", "\n", "\n\n", "\u202e", "\x00", "é", "😀", "\ud800", ". ", "\u200b", "\U000e0041"])
texts = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.lists(st.one_of(pieces, st.text(max_size=8)), max_size=40).map("".join),
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  mag mijn terras?\n", "mag mijn terras?"),
        ("a\x00b\x07c\td\ne", "abc\td\ne"),
        ("a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne"),
        ("a\ud800b", "ab"),
        ("abc\u202edef\u2066g\u2069\u200e\u200f\u061c", "abcdefg"),
        ("te\u200brr\ufeffas\u2060", "terras"),
        (FLAG_OF_SCOTLAND, FLAG_OF_SCOTLAND),
        ("a\U000e0041\U000e0042b", "ab"),
        (FAMILY, FAMILY),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\n\n\nb", "a\n\n\nb"),
        ("a\n \n\t\n\n\n\nb", "a\n\n\nb"),
        ("\u200b \n", ""),
    ],
)
def test_clean(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(texts)
def test_clean_is_done_after_once_and_can_always_be_stored(typed: str) -> None:
    cleaned = clean(typed)
    assert clean(cleaned) == cleaned
    assert cleaned.encode() is not None
    assert not [char for char in cleaned if unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t"]


@given(st.text())
def test_utf16_length_is_what_the_encoding_takes(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("", 10, ()),
        ("  \n ", 10, ()),
        ("kort", 10, ("kort",)),
        ("eerste deel\n\ntweede deel", 20, ("eerste deel", "tweede deel")),
        ("eerste regel\ntweede. regel", 20, ("eerste regel", "tweede. regel")),
        ("Een zin. Nog een zin hier", 14, ("Een zin.", "Nog een zin", "hier")),
        ("aaaa bbbb cccc", 9, ("aaaa bbbb", "cccc")),
        ("abcdefgh", 3, ("abc", "def", "gh")),
        ("😀😀😀", 3, ("😀", "😀", "😀")),
        ("a\n\nbbbbbbbb cccc", 11, ("a\n\nbbbbbbbb", "cccc")),
    ],
)
def test_split(text: str, limit: int, parts: tuple[str, ...]) -> None:
    assert split(text, limit) == parts


def test_split_refuses_a_limit_that_no_emoji_fits_in() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        split("😀", 1)


@given(texts, st.integers(2, 60))
def test_split_loses_nothing_but_white_space(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(0 < utf16_length(part) <= limit and part == part.strip() for part in parts)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("text", "units", "short"),
    [
        ("mag mijn terras blijven", 23, "mag mijn terras blijven"),
        ("mag mijn terras blijven", 22, "mag mijn terras…"),
        ("terrassen, parkeren", 12, "terrassen…"),
        ("kerstmarktvergunning", 6, "kerst…"),
        ("😀😀😀", 4, "😀…"),
        ("ab", 1, "…"),
    ],
)
def test_shorten(text: str, units: int, short: str) -> None:
    assert shorten(text, units) == short


@given(texts, st.integers(1, 60))
def test_shorten_fits_and_is_a_beginning(text: str, units: int) -> None:
    short = shorten(text, units)
    assert utf16_length(short) <= units
    assert short == text or text.startswith(short.removesuffix("…"))


@pytest.mark.parametrize(
    ("label", "typed"),
    [("✅ Ja, dank je", "ja dank je"), ("← Terug", "terug"), ("Après-demain", "apres demain"), ("Eén", "een")],
)
def test_a_label_as_people_type_it(label: str, typed: str) -> None:
    assert plain(label) == typed
