from collections.abc import Callable, Sequence
from typing import ClassVar

import pytest

from bot.storage.database import Params, Row, StorageError, StorageUnavailable, Transaction
from bot.storage.session import ATTEMPTS, Session, commit_together


class EngineError(Exception):
    """What the scripted engine raises; ``kind`` says how bad it is."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Result:
    rowcount = -1


class ScriptedSession(Session):
    """Notes every statement, and fails those in the script, the first time that they come by."""

    errors: ClassVar[type[Exception]] = EngineError
    begin_command: ClassVar[str] = "BEGIN"

    def __init__(self, **script: list[str]) -> None:
        super().__init__()
        self.said: list[str] = []
        self.script = {name.replace("_", " "): kinds for name, kinds in script.items()}
        self.open = False
        self.relieved = 0

    def active(self) -> bool:
        return self.open

    def transient(self, error: BaseException | None) -> bool:
        cause = error.__cause__ if error is not None else None
        return isinstance(cause, EngineError) and cause.kind == "transient"

    def relieve(self) -> None:
        self.relieved += 1

    def drop(self) -> None:
        self.said.append("drop")
        self.open = False

    def explain(self, error: Exception) -> StorageError:
        return StorageError("refused") if str(error) == "refused" else StorageUnavailable(str(error))

    def _run(self, sql: str, params: Params) -> Result:
        self.said.append(sql)
        if kinds := self.script.get(sql):
            kind = kinds.pop(0)
            self.open = self.open and kind != "lost"
            raise EngineError(kind)
        self.open = (self.open or sql == "BEGIN") and sql not in {"COMMIT", "ROLLBACK"}
        return Result()

    def _run_many(self, sql: str, params: Sequence[Params]) -> Result:
        return self._run(sql, {})

    def _one(self, sql: str, params: Params) -> Row | None:
        self._run(sql, params)
        return None

    def _all(self, sql: str, params: Params) -> list[Row]:
        self._run(sql, params)
        return []


def says(sql: str) -> Callable[[Transaction], str]:
    def work(tx: Transaction) -> str:
        tx.execute(sql)
        return sql

    return work


def raises(error: BaseException) -> Callable[[Transaction], None]:
    def work(tx: Transaction) -> None:
        raise error

    return work


def test_a_single_work_needs_no_savepoint() -> None:
    session = ScriptedSession()
    assert commit_together(session, [says("a")]) == [("a", None)]
    assert session.said == ["BEGIN", "a", "COMMIT"]


def test_a_single_work_that_raises_is_rolled_back() -> None:
    session, error = ScriptedSession(), KeyError("x")
    assert commit_together(session, [raises(error)]) == [(None, error)]
    assert session.said == ["BEGIN", "ROLLBACK"]


def test_each_of_several_has_a_savepoint_and_only_who_raises_is_undone() -> None:
    session, error = ScriptedSession(), SystemExit(1)
    assert commit_together(session, [says("a"), raises(error), says("b")]) == [("a", None), (None, error), ("b", None)]
    savepoint, release = "SAVEPOINT work", "RELEASE SAVEPOINT work"
    undone = [savepoint, "ROLLBACK TO SAVEPOINT work", release]
    assert session.said == ["BEGIN", savepoint, "a", release, *undone, savepoint, "b", release, "COMMIT"]


@pytest.mark.parametrize("statement", ["BEGIN", "COMMIT", "SAVEPOINT work", "RELEASE SAVEPOINT work"])
@pytest.mark.parametrize("kind", ["busy", "lost"])
def test_when_the_transaction_itself_fails_nothing_is_kept_and_each_hears_it_apart(statement: str, kind: str) -> None:
    session = ScriptedSession(**{statement: [kind]})
    first, second = commit_together(session, [says("a"), says("b")])
    assert type(first.error) is type(second.error) is StorageUnavailable
    assert first.error is not second.error
    assert not session.open
    assert commit_together(session, [says("a")]) == [("a", None)]


def test_a_failed_statement_ends_its_own_work_only() -> None:
    session = ScriptedSession(bad=["refused"])
    first, second, third = commit_together(session, [says("a"), says("bad"), says("c")])
    assert (first.result, third.result) == ("a", "c")
    assert type(second.error) is StorageError
    assert session.said[-1] == "COMMIT"


def test_a_work_cannot_go_on_after_a_failed_statement_nor_hide_it() -> None:
    def stubborn(tx: Transaction) -> str:
        for sql in ("bad", "after"):
            with pytest.raises(StorageError):
                tx.execute(sql)
        with pytest.raises(StorageError):
            tx.fetch_one("after")
        with pytest.raises(StorageError):
            tx.fetch_all("after")
        with pytest.raises(StorageError):
            tx.execute_many("after", [{}])
        return "as if nothing happened"

    session = ScriptedSession(bad=["refused"])
    [outcome] = commit_together(session, [stubborn])
    assert type(outcome.error) is StorageError
    assert session.said == ["BEGIN", "bad", "ROLLBACK"]


def test_when_a_statement_loses_the_transaction_the_others_hear_it_too() -> None:
    session = ScriptedSession(bad=["lost"])
    outcomes = commit_together(session, [says("a"), says("bad"), says("c")])
    assert [type(outcome.error) for outcome in outcomes] == [StorageUnavailable] * 3
    assert "c" not in session.said


def test_what_passes_is_tried_again_whole() -> None:
    session = ScriptedSession(a=["transient"], COMMIT=["transient"])
    assert commit_together(session, [says("a"), says("b")]) == [("a", None), ("b", None)]
    assert session.relieved == 2
    assert session.said.count("BEGIN") == 3


def test_trying_again_has_an_end() -> None:
    session = ScriptedSession(COMMIT=["transient"] * (ATTEMPTS + 5))
    [outcome] = commit_together(session, [says("a")])
    assert type(outcome.error) is StorageUnavailable
    assert session.said.count("BEGIN") == ATTEMPTS


def test_a_connection_that_cannot_even_roll_back_is_dropped() -> None:
    session = ScriptedSession(COMMIT=["busy"], ROLLBACK=["busy"])
    [outcome] = commit_together(session, [says("a")])
    assert type(outcome.error) is StorageUnavailable
    assert session.said[-1] == "drop"


@pytest.mark.parametrize("call", ["execute_many", "fetch_one", "fetch_all"])
def test_every_door_explains_the_engines_errors(call: str) -> None:
    def work(tx: Transaction) -> None:
        if call == "execute_many":
            tx.execute_many("bad", [{}])
        elif call == "fetch_one":
            tx.fetch_one("bad")
        else:
            tx.fetch_all("bad")

    [outcome] = commit_together(ScriptedSession(bad=["refused"]), [work])
    assert type(outcome.error) is StorageError
    assert isinstance(outcome.error.__cause__, EngineError)
