"""The benchmark itself works; what it measures is nobody's business here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.measure import ROOT

pytestmark = pytest.mark.proof


def test_it_measures_both_bots_at_both_latencies(tmp_path: Path) -> None:
    file = tmp_path / "bench.json"
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--quick", f"--json={file}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    measured = json.loads(file.read_text())
    assert [one["bot"] for one in measured["results"]] == ["stock", "kernpunt"] * 2
    assert [one["stored"] for one in measured["results"]] == [0, 60] * 2
    assert all(one["per_second"] > 0 and one["rss_mb"] > 0 and one["first_poll_s"] > 0 for one in measured["results"])
    assert [ratio["latency_ms"] for ratio in measured["ratios"]] == [0.0, 20.0]
