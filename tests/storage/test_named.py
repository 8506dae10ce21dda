import pytest

from bot.storage.named import pyformat


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("SELECT :name", "SELECT %(name)s"),
        ("WHERE a=:a AND b>:b_2 AND c=:a", "WHERE a=%(a)s AND b>%(b_2)s AND c=%(a)s"),
        ("SELECT :a::text, b::date", "SELECT %(a)s::text, b::date"),
        ("SELECT ':a', 'it''s :b', \":c\"", "SELECT ':a', 'it''s :b', \":c\""),
        ("SELECT '100%' LIKE 'a%', 5 % 2", "SELECT '100%%' LIKE 'a%%', 5 %% 2"),
        ("SELECT 1 -- of :a\n, :b", "SELECT 1 -- of :a\n, %(b)s"),
        ("SELECT 1 /* :a\n% */, :b", "SELECT 1 /* :a\n%% */, %(b)s"),
        ("SELECT a[1:2]", "SELECT a[1:2]"),
        ("", ""),
    ],
)
def test_names_are_translated_and_nothing_else(ours: str, theirs: str) -> None:
    assert pyformat(ours) == theirs.encode()
