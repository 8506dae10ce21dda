"""A copy of the example town's content folder, for tests to change and to break."""

import shutil
from pathlib import Path

import pytest

from bot.content import ContentError, load_town, packaged_content

WORDS = '{ nl = "Fietsen", fr = "Vélos", en = "Bikes" }'


def copied(to: Path) -> Path:
    """Return a copy of the example town's folder below ``to``."""
    return Path(shutil.copytree(packaged_content(), to / "content", ignore=shutil.ignore_patterns("locales")))


def replaced(folder: Path, name: str, *pairs: tuple[str, str]) -> None:
    """Replace in one file the first of each old text, which has to be there, by the new."""
    path = folder / name
    words = path.read_text("utf-8")
    for old, new in pairs:
        assert old in words
        words = words.replace(old, new, 1)
    path.write_text(words, "utf-8")


def refused(folder: Path) -> ContentError:
    """Return the error with which the folder is refused."""
    with pytest.raises(ContentError) as caught:
        load_town(folder)
    assert "\n" not in str(caught.value)
    return caught.value


def told(folder: Path) -> list[str]:
    """Return the problems with which the folder is refused, each as its line."""
    return [str(problem) for problem in refused(folder).problems]


def small_topic(key: str) -> str:
    """Return the file of a topic with as little as a topic can have."""
    keywords = [f"{key}{number}" for number in range(10)]
    examples = [f"hoe zit het met {key} nummer {number}" for number in range(8)]
    return (
        f'key = "{key}"\ntitle = {WORDS}\nshort = {WORDS}\ndepartment = "mobiliteit"\nworking_days = 3\n'
        f"keywords = {keywords}\nexamples = {examples}\n"
    )
