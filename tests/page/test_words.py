"""The page's words: three complete languages, and every key that the page names is there."""

import json
import re
from pathlib import Path

import pytest

from bot.simulator.server import PAGE_FOLDER
from tests.page.contrast import ratio

WORDS = {path.stem: json.loads(path.read_text()) for path in (PAGE_FOLDER / "words").glob("*.json")}
SOURCES = "\n".join(path.read_text() for path in PAGE_FOLDER.glob("*.js"))
FAMILIES = "|".join({key.split(".")[0] for key in WORDS["nl"]})
NAMED = set(re.findall(rf'"((?:{FAMILIES})\.[a-z_.]+)"', SOURCES))


def fields(entry: object) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", json.dumps(entry)))


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_language_is_complete(language: str) -> None:
    words = WORDS[language]
    assert words.keys() == WORDS["nl"].keys()
    assert all(words.values())
    assert {key for key in words if fields(words[key]) != fields(WORDS["nl"][key])} == set()


def test_every_key_in_the_page_has_words() -> None:
    assert NAMED - WORDS["nl"].keys() == set()
    families = {"role", "media", "composer", "story"}
    known = {key for key in WORDS["nl"] if key.split(".")[0] in families}
    assert {key for key in WORDS["nl"] if key not in known and f'"{key}"' not in SOURCES} == set()


def test_nothing_is_parsed_as_html_or_styled_inline() -> None:
    everything = SOURCES + "".join(path.read_text() for path in Path(PAGE_FOLDER).glob("*.html"))
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", " style=", "eval(", " onclick="):
        assert word not in everything
    assert set(re.findall(r"https?://[^\s\"'`]+", everything)) <= {"http://www.w3.org/2000/svg", "https://${words}"}


def test_contrast_is_computed_as_the_guidelines_do() -> None:
    assert ratio("rgb(0, 0, 0)", "rgb(255, 255, 255)") == pytest.approx(21)
    assert ratio("rgb(119, 119, 119)", "rgba(0, 0, 0, 0)", "color(srgb 1 1 1)") == pytest.approx(4.48, abs=0.01)
