"""Every contract of the storage is kept by both engines."""

import pytest

from bot.storage.database import Database
from tests.databases import ENGINES, Engine, MakeDatabase


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """One engine after the other."""
    name: Engine = request.param
    return name


@pytest.fixture
async def database(engine: Engine, make_database: MakeDatabase) -> Database:
    """A fresh database with our tables, open."""
    return await make_database(engine)


@pytest.fixture
async def sqlite(make_database: MakeDatabase) -> Database:
    """A fresh SQLite database, open."""
    return await make_database("sqlite")
