"""The benchmark of the queue works on both engines; how quick it is, is for a machine that does nothing else."""

from pathlib import Path

import pytest

from tests.bench.queue import NEW, QUICK, measure, screens
from tests.databases import ENGINES, cluster_of

pytestmark = pytest.mark.proof


@pytest.mark.parametrize("engine", ENGINES)
async def test_every_screen_is_measured_in_both_towns(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if engine == "sqlite":
        urls = (f"sqlite:///{tmp_path / 'large.sqlite3'}", f"sqlite:///{tmp_path / 'new.sqlite3'}")
    else:
        cluster = cluster_of(request)
        urls = (cluster.create(), cluster.create())
    measured = await measure(urls, QUICK, 1)
    assert [name for name, _, _ in measured] == [*screens(NEW)]
    assert all(large > 0 and new > 0 for _, large, new in measured)
