"""Every dialogue is held on both engines."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import ENGINES, cluster_of
from tests.dialogue import Dialogue, Person, dialogue_on, sqlite_copy


@pytest.fixture(params=ENGINES)
async def talk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Dialogue]:
    """A bot that runs, on one engine after the other."""
    if request.param == "sqlite":
        url = sqlite_copy(request.getfixturevalue("sqlite_template"), tmp_path)
    else:
        url = cluster_of(request).create()
    async with dialogue_on(url) as dialogue:
        yield dialogue
    if request.param == "postgres":
        cluster_of(request).drop(url)


@pytest.fixture
def sofie(talk: Dialogue) -> Person:
    """An entrepreneur who speaks Dutch."""
    return talk.person("entrepreneur")


@pytest.fixture
def luc(talk: Dialogue) -> Person:
    """An entrepreneur who speaks French."""
    return talk.person("entrepreneur_fr")


@pytest.fixture
def amira(talk: Dialogue) -> Person:
    """The centre manager."""
    return talk.person("manager")
