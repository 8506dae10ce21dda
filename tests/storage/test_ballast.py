from pathlib import Path

import pytest

from bot.storage import ballast
from bot.storage.ballast import Ballast

SIZE = 4096


def test_it_takes_room_gives_it_back_and_takes_it_again(tmp_path: Path) -> None:
    weight = Ballast(tmp_path / "b", SIZE)
    for _ in range(2):
        weight.restore()
        assert weight.aboard
        assert (tmp_path / "b").stat().st_size == SIZE
        weight.release()
        weight.release()
        assert not (tmp_path / "b").exists()


def test_what_an_earlier_run_left_is_used(tmp_path: Path) -> None:
    Ballast(tmp_path / "b", SIZE).restore()
    before = (tmp_path / "b").read_bytes()
    weight = Ballast(tmp_path / "b", SIZE)
    weight.restore()
    assert weight.aboard
    assert (tmp_path / "b").read_bytes() == before


def test_what_was_left_half_is_made_whole(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"half")
    Ballast(tmp_path / "b", SIZE).restore()
    assert (tmp_path / "b").stat().st_size == SIZE


def test_without_plenty_of_room_it_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballast, "PLENTY", 10**15)
    weight = Ballast(tmp_path / "b", SIZE)
    weight.restore()
    assert not weight.aboard
    assert not (tmp_path / "b").exists()


def test_a_disk_that_refuses_is_no_error(tmp_path: Path) -> None:
    weight = Ballast(tmp_path / "no folder" / "b", SIZE)
    weight.restore()
    assert not weight.aboard


def test_none_at_all_may_be_chosen(tmp_path: Path) -> None:
    Ballast(tmp_path / "b", 0).restore()
    assert not (tmp_path / "b").exists()
