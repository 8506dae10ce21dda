"""The places where a message may be two questions: between sentences, and before an "and"."""

import re

LEAST_WORDS = 4
"""Words that each half has at least; fewer ask nothing of their own."""

MOST_CUTS = 8
MOST_LETTERS = 1000
"""A longer text is an article or a story, not two questions."""

_CUT = re.compile(r"[.?!;:\n]+(?=\s|$)|,?\s(?=(?:en|et|and)\s)", re.IGNORECASE)


def halves(text: str) -> tuple[tuple[str, str], ...]:
    """Return the ways to cut ``text`` in two, those nearest its middle when there are many."""
    if len(text) > MOST_LETTERS:
        return ()
    found = [(text[: cut.start()], text[cut.end() :]) for cut in _CUT.finditer(text)]
    enough = [pair for pair in found if all(len(half.split()) >= LEAST_WORDS for half in pair)]
    return tuple(sorted(enough, key=lambda pair: abs(len(pair[0]) - len(pair[1])))[:MOST_CUTS])
