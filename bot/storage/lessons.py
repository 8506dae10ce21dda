"""What people taught, as a log: each teaching and each undoing is a row, and what stands is what was not undone."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.lesson import Lesson, Source
from bot.storage.codec import moment, moment_text
from bot.storage.database import Params, Row
from bot.storage.table import Table

_FIELDS = "revision, enquiry_id, person_id, text, topic, source, taught_by, taught_at, undone"
_NAMES = (*_FIELDS.split(", "), "stands", "in_place_of")
_SELECT = f"SELECT {_FIELDS}, in_place_of FROM lessons"

_REVISION = """SELECT
  (SELECT value FROM counters WHERE name = 'lessons') AS taught,
  (SELECT value FROM counters WHERE name = 'learning_anew') AS anew"""
_NEXT = "UPDATE counters SET value = value + 1 WHERE name = 'lessons' RETURNING value"
_ANEW = "UPDATE counters SET value = value + 1 WHERE name = 'learning_anew'"
_APPEND = f"INSERT INTO lessons ({', '.join(_NAMES)}) VALUES ({', '.join(f':{name}' for name in _NAMES)})"
_STANDS = f"{_SELECT} WHERE enquiry_id = :enquiry_id AND stands = 1"
_FALLS = "UPDATE lessons SET stands = 0 WHERE revision = :revision"
_AT = f"{_SELECT} WHERE revision = :revision"
_SINCE = f"{_SELECT} WHERE revision > :revision ORDER BY revision LIMIT :limit"
_STANDING = f"{_SELECT} WHERE stands = 1 ORDER BY revision DESC LIMIT :limit"
_ERASE = "DELETE FROM lessons WHERE person_id = :person_id"


class LessonTable(Table):
    """Implements ``bot.services.ports.Lessons``."""

    __slots__ = ()

    def revision(self) -> tuple[int, int]:
        """Return how much was ever taught or undone, and how often something was erased or a rule changed."""
        row = self._tx.fetch_one(_REVISION)
        return (row["taught"] or 0, row["anew"] or 0) if row else (0, 0)

    def teach(self, lesson: Lesson) -> None:
        """Store a lesson under the next revision; one of the same enquiry that stood before is undone."""
        before = self._tx.fetch_one(_STANDS, {"enquiry_id": lesson.enquiry_id})
        if before is not None:
            self._take_back(before)
        self._stand(lesson, before["revision"] if before else 0)

    def undo(self, enquiry_id: int) -> Lesson | None:
        """Undo what was taught last from an enquiry, and let the lesson before it, if any, stand again."""
        last = self._tx.fetch_one(_STANDS, {"enquiry_id": enquiry_id})
        if last is None:
            return None
        self._take_back(last)
        before = self._tx.fetch_one(_AT, {"revision": last["in_place_of"]})
        return None if before is None else self._stand(_lesson(before), before["in_place_of"])

    def of_enquiry(self, enquiry_id: int) -> Lesson | None:
        """Return the lesson that stands for an enquiry."""
        row = self._tx.fetch_one(_STANDS, {"enquiry_id": enquiry_id})
        return None if row is None else _lesson(row)

    def since(self, revision: int, limit: int) -> Sequence[Lesson]:
        """Return what was taught or undone after that revision, in order."""
        return [_lesson(row) for row in self._tx.fetch_all(_SINCE, {"revision": revision, "limit": limit})]

    def standing(self, limit: int) -> Sequence[Lesson]:
        """Return the newest lessons that stand, at most so many."""
        return [_lesson(row) for row in self._tx.fetch_all(_STANDING, {"limit": limit})]

    def erase(self, person_id: int) -> None:
        """Remove everything that was learnt from that person's words; everybody learns anew from what is left."""
        if self._tx.execute(_ERASE, {"person_id": person_id}):
            self._tx.execute(_ANEW)

    def _take_back(self, row: Row) -> None:
        self._tx.execute(_FALLS, {"revision": row["revision"]})
        undoing = replace(_lesson(row), revision=self._next(), undone=True)
        self._tx.execute(_APPEND, {**_values(undoing), "stands": 0, "in_place_of": 0})

    def _stand(self, lesson: Lesson, in_place_of: int) -> Lesson:
        standing = replace(lesson, revision=self._next(), undone=False)
        self._tx.execute(_APPEND, {**_values(standing), "stands": 1, "in_place_of": in_place_of})
        return standing

    def _next(self) -> int:
        row = self._tx.fetch_one(_NEXT)
        if row is None:
            raise LookupError("the counter of the lessons is gone from the database")
        revision: int = row["value"]
        return revision


def _values(lesson: Lesson) -> Params:
    return {
        "revision": lesson.revision,
        "enquiry_id": lesson.enquiry_id,
        "person_id": lesson.person_id,
        "text": lesson.text,
        "topic": lesson.topic,
        "source": lesson.source.value,
        "taught_by": lesson.taught_by,
        "taught_at": moment_text(lesson.taught_at),
        "undone": int(lesson.undone),
    }


def _lesson(row: Row) -> Lesson:
    return Lesson(
        enquiry_id=row["enquiry_id"],
        person_id=row["person_id"],
        text=row["text"],
        topic=row["topic"],
        source=Source(row["source"]),
        taught_by=row["taught_by"],
        taught_at=moment(row["taught_at"]),
        revision=row["revision"],
        undone=bool(row["undone"]),
    )
