"""The arrows of the house: who may import whom. One that is not drawn here does not exist."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOUSE = ("bot", "handlers")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

ROOMS: dict[str, set[str]] = {
    "bot.domain": {"bot.domain"},
    "bot.routing": {"bot.routing", "bot.domain", "rapidfuzz"},
    "bot.services": {"bot.services", "bot.domain", "bot.routing"},
    "bot.services.meetings.calendar_file": {"bot.domain", "icalendar"},
    "bot.storage": {
        "bot.storage",
        "bot.services.ports",
        "bot.domain",
        "aiosqlite",
        "psycopg",
        "psycopg_pool",
        "orjson",
    },
    "bot.transport": {
        *("bot.transport", "bot.services.ports", "bot.domain", "bot.clock", "telegram"),
        *("aiohttp", "yarl", "orjson", "structlog", "prometheus_client"),
    },
    "bot.transport.pictures": {"PIL"},
    "bot.transport.workbooks": {"xlsxwriter"},
    "bot.simulator": {"bot.simulator", "aiohttp", "orjson"},
    "handlers": {"handlers", "bot.services", "bot.domain", "bot.i18n", "telegram", "orjson", "structlog"},
    "bot.content": {"bot.content", "bot.public_holidays", "bot.domain", "pydantic", "pydantic_core"},
    "bot.public_holidays": {"bot.domain", "holidays"},
    "bot.i18n": {"bot.i18n", "bot.domain", "babel"},
    "bot.clock": set(),
    "bot.interpreter": set(),
    "bot.config": {"pydantic", "pydantic_settings"},
    "bot.logs": {"structlog"},
    "bot.scheduling": {"apscheduler"},
    "bot.tenancy": {"bot.services.ports", "bot.domain"},
    "bot.app": {"bot", "handlers", "telegram"},
    "bot.running": {"bot", "structlog"},
    "bot.relearning": {"bot", "structlog"},
    "bot.upkeep": {"bot", "structlog"},
    "bot.menus": {"bot", "structlog"},
    "bot.doctor": {"bot"},
    "bot.demo": {"bot", "aiohttp", "pydantic"},
    "bot.cli": {"bot", "click"},
    "bot.__main__": {"bot.cli"},
}
"""What each room may import besides the standard library; a name stands for everything below it, and for the modules
that begin with it and an underscore (``content`` for ``content_reader``)."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for folder in HOUSE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            yield name, ast.parse(path.read_text("utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, "a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, room: str) -> bool:
    return name == room or name.startswith((f"{room}.", f"{room}_"))


def room_of(module: str) -> str:
    found = [room for room in ROOMS if within(module, room)]
    assert found, f"{module} is in no room: give it one, or say here what it may import"
    return max(found, key=len)


MODULES = dict(modules())


def test_only_the_drawn_arrows_exist() -> None:
    others = {}
    for module, tree in MODULES.items():
        allowed = ROOMS[room_of(module)] if module != "bot" else set()
        theirs = {name for name in imported(tree) if name.partition(".")[0] not in sys.stdlib_module_names}
        others[module] = {name for name in theirs if not any(within(name, room) for room in allowed)}
    assert {module: names for module, names in others.items() if names} == {}


def test_telegram_is_known_in_three_places_only() -> None:
    knowing = {name for name, tree in MODULES.items() if any(within(one, "telegram") for one in imported(tree))}
    assert {name for name in knowing if not name.startswith(("handlers", "bot.transport"))} == {"bot.app"}


def test_handlers_are_put_together_by_the_app_alone() -> None:
    knowing = {name for name, tree in MODULES.items() if any(within(one, "handlers") for one in imported(tree))}
    assert {name for name in knowing if name.startswith("bot")} == {"bot.app"}


def test_imports_stand_at_the_top() -> None:
    found = {
        module: [name for node in ast.walk(tree) if isinstance(node, FUNCTIONS) for name in imported(node)]
        for module, tree in MODULES.items()
    }
    assert {module: names for module, names in found.items() if names} == {}


def test_services_and_domain_never_wait() -> None:
    waiting = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)
    cores = {
        name: tree for name, tree in MODULES.items() if name.startswith(("bot.domain", "bot.services", "bot.routing"))
    }
    assert cores
    assert [name for name, tree in cores.items() if any(isinstance(node, waiting) for node in ast.walk(tree))] == []


def test_content_is_data() -> None:
    assert list((ROOT / "content").rglob("*.py")) == []


def test_there_are_four_top_level_folders() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", "__"))}
    assert folders <= {"bot", "handlers", "content", "tests"}
