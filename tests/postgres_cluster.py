"""A PostgreSQL server for the tests: the one in KERNPUNT_TEST_POSTGRES, or a throw-away cluster that we start."""

import asyncio
import ctypes
import getpass
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from bot.storage.migrations import migrate
from bot.storage.postgres import PostgresDatabase

OWNER = "kernpunt"
START_SECONDS = 30
ROOM_BYTES = 2 << 30
QUICK = {
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "40",
    "max_wal_senders": "0",
    "shared_buffers": "16MB",
    "wal_level": "minimal",
}
"""Nothing in this cluster has to survive the tests; and only a socket in its own folder leads to it."""
PR_SET_PDEATHSIG = 1


class Cluster:
    """A server, and the databases that we made on it."""

    def __init__(self, url: str) -> None:
        self._params = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
        self._names = (f"kernpunt_test_{os.getpid()}_{count}" for count in itertools.count())
        self._made: list[str] = []
        self._template = ""

    def create(self) -> str:
        """Return the address of a fresh database with our tables in it."""
        if not self._template:
            self._template = self._create("template1")
            run_apart(_migrate(self.url(self._template)))
        return self.url(self._create(self._template))

    def create_empty(self) -> str:
        """Return the address of a fresh database with nothing in it."""
        return self.url(self._create("template1"))

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        name = str(conninfo_to_dict(url)["dbname"])
        self._made.remove(name)
        self.command(f'DROP DATABASE "{name}" WITH (FORCE)')

    def drop_all(self) -> None:
        """Remove whatever we made."""
        for name in tuple(self._made):
            self.drop(self.url(name))

    def command(self, sql: str) -> None:
        """Run a statement as the server's administrator."""
        with psycopg.connect(self.url(self._params.get("dbname", "postgres")), autocommit=True) as connection:
            connection.execute(sql.encode())

    def url(self, name: str) -> str:
        """Return the address of the database with that name."""
        return f"postgresql:///?{urlencode(self._params | {'dbname': name})}"

    def _create(self, template: str) -> str:
        name = next(self._names)
        self.command(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self._made.append(name)
        return name


def run_apart(steps: Coroutine[object, object, None]) -> None:
    """Run a coroutine to its end in a loop of its own, also when this thread's loop is running."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, steps).result()


async def _migrate(url: str) -> None:
    database = PostgresDatabase(url, create=True)
    await database.open()
    await migrate(database, datetime.now(UTC))
    await database.close()


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """The server of this session; without one the test is skipped, or fails where nothing may be skipped."""
    given = os.environ.get("KERNPUNT_TEST_POSTGRES")
    if given:
        cluster = Cluster(given)
        yield cluster
        cluster.drop_all()
        return
    programs = _programs()
    if programs is None:
        reason = (
            "PostgreSQL's server programs are not installed (package postgresql), nor is KERNPUNT_TEST_POSTGRES set"
        )
        if os.environ.get("KERNPUNT_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with _running(programs) as url:
        yield Cluster(url)


@pytest.fixture(scope="session")
def postgres_url_factory(postgres_cluster: Cluster) -> Callable[[], str]:
    """Each call returns the address of a fresh database with our tables; all go when the session ends."""
    return postgres_cluster.create


def _programs() -> Path | None:
    """Return the folder of the newest server programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("postgres")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def _quickest_place() -> Path | None:
    """Return a folder in memory where there is one with room: a database is some hundreds of files to copy."""
    memory = Path("/dev/shm")  # noqa: S108 - the server's folder in it is made by mkdtemp, and is the server's alone
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_BYTES
    return memory if roomy else None


@contextmanager
def _running(programs: Path) -> Iterator[str]:
    # The server refuses to run as root, and so does a folder that belongs to somebody else.
    user = pwd.getpwnam("postgres" if os.geteuid() == 0 else getpass.getuser())
    folder = Path(tempfile.mkdtemp(prefix="kernpunt-pg-", dir=_quickest_place()))
    try:
        os.chown(folder, user.pw_uid, user.pw_gid)
        _initialise(programs, folder / "data", user)
        server = _start(programs, folder, user)
        try:
            url = f"postgresql:///postgres?host={folder}&user={OWNER}"
            _await_ready(server, url, folder / "log")
            yield url
        finally:
            server.send_signal(signal.SIGINT)  # a fast shutdown: disconnects everybody, and ends in order
            server.wait(START_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(programs: Path, data: Path, user: pwd.struct_passwd) -> None:
    arguments = ["--auth=trust", f"--username={OWNER}", "--encoding=UTF8", "--locale=C", "--no-sync"]
    subprocess.run(
        [programs / "initdb", f"--pgdata={data}", *arguments],
        check=True,
        capture_output=True,
        cwd=data.parent,
        user=user.pw_uid,
        group=user.pw_gid,
    )


def _start(programs: Path, folder: Path, user: pwd.struct_passwd) -> "subprocess.Popen[bytes]":
    settings = QUICK | {"unix_socket_directories": str(folder)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *options],
            stdout=log,
            stderr=log,
            cwd=folder,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - one call into the kernel, nothing that could wait for a lock
            user=user.pw_uid,
            group=user.pw_gid,
        )


def _die_with_parent() -> None:
    # A test run that is killed cannot stop the server; the kernel then does.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _await_ready(server: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}") from None
            time.sleep(0.05)
        else:
            return
