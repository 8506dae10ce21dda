"""``python -m tests.bench``: our question flow, every update committed, beside a stock echo that stores nothing."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from statistics import median

from tests.bench.measure import Result, Trial, compile_all, measure

_MOST_MB = 90.0
_QUICK = (
    Trial("stock", 0.0, 20, 100, settle=0.3),
    Trial("kernpunt", 0.0, 20, 120, settle=0.3),
    Trial("stock", 0.02, 20, 40, settle=0.3),
    Trial("kernpunt", 0.02, 20, 120, settle=0.3),
)
# At 50 ms the stock bot handles some eighteen updates a second; three hundred of them tell as much as five thousand.
_FULL = (
    Trial("stock", 0.0, 500, 5_000),
    Trial("kernpunt", 0.0, 500, 5_000),
    Trial("stock", 0.05, 500, 300),
    Trial("kernpunt", 0.05, 500, 5_000, settle=4.0),
)
_WANTED = {0.0: 2.0, 50.0: 30.0}
"""How many times the stock bot's updates a second ours is to handle, by milliseconds of added latency."""

_COLUMNS = (
    ("bot", "bot", "s"),
    ("+ ms", "latency_ms", ".0f"),
    ("updates", "updates", "d"),
    ("updates/s", "per_second", ".0f"),
    ("CPU ms/update", "cpu_ms", ".2f"),
    ("calls/update", "calls", ".2f"),
    ("p50 ms", "p50_ms", ".0f"),
    ("p99 ms", "p99_ms", ".0f"),
    ("peak RSS MB", "rss_mb", ".0f"),
    ("first poll s", "first_poll_s", ".2f"),
    ("stored", "stored", "d"),
)


def main() -> None:
    """Measure, print a table and the ratios, and write them down where asked to."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few updates: it works, the figures mean little")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there as well")
    parser.add_argument("--rounds", type=int, default=1, help="measure so often, in turns, and keep the medians")
    parser.add_argument("--only", choices=("stock", "kernpunt"), help="measure one of the two")
    given = parser.parse_args()
    compile_all()
    results = []
    print(_line([title for title, _, _ in _COLUMNS]), flush=True)
    for trial in (_QUICK if given.quick else _FULL) * given.rounds:
        if given.only in {None, trial.bot}:
            results.append(measure(trial))
            print(_row(results[-1]), flush=True)
    if given.rounds > 1:
        results = _medians(results)
        print("medians", *map(_row, results), sep="\n")
    ratios = _ratios(results)
    for ratio in ratios:
        wanted = _WANTED.get(ratio["latency_ms"])
        aim = f" (aim: {wanted:.0f}x)" if wanted else ""
        print(f"at +{ratio['latency_ms']:.0f} ms ours handles {ratio['times']:.2f}x as many updates{aim}")
    print(f"(aim: at most {_MOST_MB:.0f} MB)")
    if given.json:
        given.json.write_text(json.dumps({"results": [asdict(one) for one in results], "ratios": ratios}, indent=1))


def _ratios(results: Sequence[Result]) -> list[dict[str, float]]:
    stock = {one.latency_ms: one for one in results if one.bot == "stock"}
    pairs = [(stock[one.latency_ms], one) for one in results if one.bot == "kernpunt" and one.latency_ms in stock]
    return [
        {
            "latency_ms": ours.latency_ms,
            "times": ours.per_second / theirs.per_second,
            "cpu": theirs.cpu_ms / ours.cpu_ms,
            "rss_mb": ours.rss_mb,
        }
        for theirs, ours in pairs
    ]


def _medians(results: Sequence[Result]) -> list[Result]:
    """Return one result for each kind of trial, in their order, with the median of each figure."""
    kinds = dict.fromkeys((one.bot, one.latency_ms) for one in results)
    same = [[one for one in results if (one.bot, one.latency_ms) == kind] for kind in kinds]
    figures = [name for _, name, form in _COLUMNS if form != "s" and name not in {"latency_ms", "updates", "stored"}]
    return [replace(ones[0], **{name: median(getattr(one, name) for one in ones) for name in figures}) for ones in same]


def _row(result: Result) -> str:
    return _line([format(getattr(result, name), form) for _, name, form in _COLUMNS])


def _line(cells: Sequence[str]) -> str:
    widths = [max(len(title), 8) for title, _, _ in _COLUMNS]
    return "  ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))


if __name__ == "__main__":
    main()
