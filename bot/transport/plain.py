"""The last resort for a text that Telegram cannot parse: the same words without formatting."""

import html
import re
from collections.abc import Mapping

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def plain_text(parameters: Mapping[str, object]) -> dict[str, object]:
    """Return the parameters of a request with the tags taken out of its text and caption, and no parse mode."""
    return {
        name: without_tags(value) if name in {"text", "caption"} and isinstance(value, str) else value
        for name, value in parameters.items()
        if name != "parse_mode"
    }


def without_tags(words: str) -> str:
    """Return formatted words as people read them."""
    return html.unescape(_TAG.sub("", words))
