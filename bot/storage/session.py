"""What happens in the database's own thread: one batch of works, one transaction, a savepoint for each."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple, Protocol

from bot.storage.database import Params, Row, StorageError, Transaction

NO_PARAMS: Params = {}
ATTEMPTS = 10
"""How often a batch is tried when the engine says that trying again helps."""

Work = Callable[[Transaction], Any]


class Outcome(NamedTuple):
    """What one work came to: its result, or the exception that its waiter must hear."""

    result: Any
    error: BaseException | None


class Cursor(Protocol):
    """The little that both engines' cursors have in common and that we use."""

    @property
    def rowcount(self) -> int:
        """Return the number of rows that the statement touched, negative when it touches none by nature."""
        ...


class Session(ABC):
    """One connection, seen from its own thread: the ``Transaction`` of the works and the commands around them.

    After a statement failed, the rest of that work is refused with the same error, as PostgreSQL does by nature:
    SQLite may have ended the whole transaction by then, and what followed would be committed by itself.
    """

    errors: ClassVar[type[Exception]]
    begin_command: ClassVar[str]

    def __init__(self) -> None:
        self.failure: StorageError | None = None

    def execute(self, sql: str, params: Params = NO_PARAMS) -> int:
        """Run a statement and return the number of rows it touched."""
        self.check()
        try:
            return max(self._run(sql, params).rowcount, 0)
        except self.errors as error:
            raise self._failed(error) from error

    def execute_many(self, sql: str, params: Sequence[Params]) -> int:
        """Run a statement once for each set of parameters and return the number of rows it touched in all."""
        self.check()
        try:
            return max(self._run_many(sql, params).rowcount, 0)
        except self.errors as error:
            raise self._failed(error) from error

    def fetch_one(self, sql: str, params: Params = NO_PARAMS) -> Row | None:
        """Return the first row, None when there is none."""
        self.check()
        try:
            return self._one(sql, params)
        except self.errors as error:
            raise self._failed(error) from error

    def fetch_all(self, sql: str, params: Params = NO_PARAMS) -> list[Row]:
        """Return all rows."""
        self.check()
        try:
            return self._all(sql, params)
        except self.errors as error:
            raise self._failed(error) from error

    def check(self) -> None:
        """Raise the failure of an earlier statement of this work, if there was one."""
        if self.failure is not None:
            raise self.failure

    def begin(self) -> None:
        """Start a transaction; raise ``StorageError`` when that cannot be."""
        self.failure = None
        self.execute(self.begin_command)

    def commit(self) -> None:
        """Make everything since ``begin`` last; raise ``StorageError`` when that cannot be."""
        self.execute("COMMIT")

    def abandon(self) -> None:
        """Forget everything since ``begin``; raise nothing, for the transaction may be gone already."""
        self.failure = None
        if self.active():
            try:
                self._run("ROLLBACK", NO_PARAMS)
            except self.errors:
                self.drop()

    def undo(self) -> None:
        """Forget everything since the savepoint, and the savepoint."""
        self.failure = None
        self.execute("ROLLBACK TO SAVEPOINT work")
        self.execute("RELEASE SAVEPOINT work")

    def _failed(self, error: Exception) -> StorageError:
        self.failure = self.explain(error)
        return self.failure

    @abstractmethod
    def active(self) -> bool:
        """Tell whether the transaction is still there."""

    @abstractmethod
    def transient(self, error: BaseException | None) -> bool:
        """Tell whether the whole batch may be tried again at once, after ``relieve``."""

    @abstractmethod
    def relieve(self) -> None:
        """Do what helps before the batch is tried again."""

    @abstractmethod
    def drop(self) -> None:
        """Give up a connection on which even a rollback fails."""

    @abstractmethod
    def explain(self, error: Exception) -> StorageError:
        """Return the error as a sentence that says what to do; the engine's own error becomes its cause."""

    @abstractmethod
    def _run(self, sql: str, params: Mapping[str, object]) -> Cursor: ...

    @abstractmethod
    def _run_many(self, sql: str, params: Sequence[Params]) -> Cursor: ...

    @abstractmethod
    def _one(self, sql: str, params: Params) -> Row | None: ...

    @abstractmethod
    def _all(self, sql: str, params: Params) -> list[Row]: ...


def commit_together(session: Session, works: Sequence[Work]) -> list[Outcome]:
    """Run the works in one transaction and return what each came to, in their order.

    A work that raises is undone alone. When the transaction itself fails, every work hears why, and none was kept.
    A work may be run more than once (disk full, serialization failure); only its last run counts.
    """
    trouble: StorageError
    for _ in range(ATTEMPTS):
        try:
            return _attempt(session, works)
        except StorageError as error:
            session.abandon()
            trouble = error
        if not session.transient(trouble):
            break
        session.relieve()
    return [Outcome(None, _copy(trouble)) for _ in works]


def _attempt(session: Session, works: Sequence[Work]) -> list[Outcome]:
    session.begin()
    if len(works) > 1:
        outcomes = [_in_savepoint(session, work) for work in works]
        session.commit()
        return outcomes
    outcome = _outcome(session, works[0])
    if outcome.error is None:
        session.commit()
    else:
        session.abandon()
    return [outcome]


def _in_savepoint(session: Session, work: Work) -> Outcome:
    session.execute("SAVEPOINT work")
    outcome = _outcome(session, work)
    if outcome.error is None:
        session.execute("RELEASE SAVEPOINT work")
    else:
        session.undo()
    return outcome


def _outcome(session: Session, work: Work) -> Outcome:
    """Run the work; raise only what concerns the whole batch."""
    error: BaseException
    try:
        result = work(session)
        session.check()
        return Outcome(result, None)
    except BaseException as raised:  # noqa: BLE001 - whatever it is, it belongs to whoever waits for this work
        error = raised
    failure = session.failure
    if failure is not None and (session.transient(failure) or not session.active()):
        raise failure
    return Outcome(None, error)


def _copy(error: StorageError) -> StorageError:
    # One exception raised in many tasks would gather the tracebacks of all of them.
    copy = type(error)(*error.args)
    copy.__cause__ = error.__cause__
    return copy
