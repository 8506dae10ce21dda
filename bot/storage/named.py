"""From our ``:name`` parameters to psycopg's ``%(name)s``."""

import re
from functools import lru_cache

_PIECES = re.compile(
    r"""
    (?P<verbatim> '(?:[^']|'')*' | "[^"]*" | --[^\n]* | /\*.*?\*/ | :: )   # quoted, commented, or a cast
    | :(?P<name>[A-Za-z_]\w*)
    | %
    """,
    re.VERBOSE | re.DOTALL,
)


@lru_cache(maxsize=1024)
def pyformat(sql: str) -> bytes:
    """Return the statement as psycopg wants it: named parameters translated, every other % doubled."""
    return _PIECES.sub(_piece, sql).encode()


def _piece(found: re.Match[str]) -> str:
    if found["name"]:
        return f"%({found['name']})s"
    return found[0].replace("%", "%%")
