"""A file that does nothing but take room, so that on a full disk there is some to give back."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

PLENTY = 16
"""The ballast is put back when there is this many times its size free: less would fill the disk again."""


class Ballast:
    """Room kept beside the database; ``size`` is in bytes, 0 for none."""

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self._size = size
        self.aboard = False

    def release(self) -> None:
        """Give the room back to the disk."""
        self.aboard = False
        self._path.unlink(missing_ok=True)

    def restore(self) -> None:
        """Take the room again when there is plenty; a disk that has none is no error, it is tried again later."""
        if self.aboard or not self._size:
            return
        try:
            if self._path.exists() and self._path.stat().st_size == self._size:
                self.aboard = True
            elif shutil.disk_usage(self._path.parent).free > PLENTY * self._size:
                self._fill()
                self.aboard = True
        except OSError:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _fill(self) -> None:
        # Random bytes: zeros would take no room at all on a file system that compresses or leaves holes.
        with self._path.open("wb") as file:
            file.write(os.urandom(self._size))
            file.flush()
            os.fsync(file.fileno())
