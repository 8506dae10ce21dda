"""Text as Telegram keeps it: trimmed, measured, with the entities that were marked and those that are found."""

import re
import unicodedata

from bot.simulator.html import UserOf, parse_html
from bot.simulator.wire import JsonObject, bad_request, utf16_len

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

_UNTOUCHED = frozenset({"code", "pre", "text_link", "text_mention"})
_CONTROL = {code: " " for code in range(32) if chr(code) not in "\n\t"} | {13: None}
_DOMAINS = "be|nl|fr|de|eu|com|org|net|brussels|vlaanderen|gent|io|info|me|dev"
_FOUND = re.compile(
    r"(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<url>(?:https?|tg)://[^\s<>\"']*[^\s<>\"'.,:;!?)\]]"
    rf"|(?<![@\w.-])(?:[a-zA-Z0-9-]+\.)+(?:{_DOMAINS})(?![\w-])(?:/[^\s<>\"']*[^\s<>\"'.,:;!?)\]])?)"
    r"|(?P<bot_command>(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<!\w)@[a-zA-Z]\w{2,31}\b)"
    r"|(?P<hashtag>(?<!\w)#\d*[^\W\d]\w*)"
    r"|(?P<phone_number>(?<![\d+])\+\d[\d ()/.-]{6,17}\d)"
)


def formatted(
    params: JsonObject, user_of: UserOf, *, text: str = "text", entities: str = "entities", mode: str = "parse_mode"
) -> tuple[str, list[JsonObject]]:
    """Return the text of a request and all its entities, whichever way they were given.

    Args:
        params: parameters of the request.
        user_of: gives the User behind an id.
        text: name of the parameter that holds the text.
        entities: name of the parameter that holds ready-made entities.
        mode: name of the parameter that holds the parse mode.

    Raises:
        ApiError: an unknown parse mode or text that cannot be parsed.
    """
    source = params.get(text, "").translate(_CONTROL)
    chosen = params.get(mode, "").lower()
    if chosen == "html":
        bare, marked = parse_html(source, user_of)
    elif not chosen:
        bare, marked = source, [dict(entity) for entity in params.get(entities, [])]
    elif chosen in {"markdown", "markdownv2"}:
        raise bad_request("can't parse entities: this local server only parses HTML")
    else:
        raise bad_request("unsupported parse_mode")
    return with_found(*_trimmed(bare, marked))


def check_text(text: str) -> None:
    """Raise an ApiError when `text` cannot be a message's text: empty or too long."""
    if not has_visible(text):
        raise bad_request("message text is empty")
    if utf16_len(text) > TEXT_LIMIT:
        raise bad_request("message is too long")


def check_caption(caption: str) -> None:
    """Raise an ApiError when `caption` is longer than a caption may be."""
    if utf16_len(caption) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")


def has_visible(text: str) -> bool:
    """Return whether a reader would see anything of `text`."""
    return any(not char.isspace() and unicodedata.category(char) != "Cf" for char in text)


def with_found(text: str, marked: list[JsonObject]) -> tuple[str, list[JsonObject]]:
    """Return `text` with its marked entities and those Telegram finds itself (links, commands, mentions), in order."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in marked if e["type"] in _UNTOUCHED]
    astral = utf16_len(text) != len(text)
    found = []
    for match in _FOUND.finditer(text):
        offset = utf16_len(text[: match.start()]) if astral else match.start()
        length = utf16_len(match[0]) if astral else len(match[0])
        if not any(offset < end and start < offset + length for start, end in taken):
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    if not marked:
        return text, found
    return text, sorted(marked + found, key=lambda e: (e["offset"], -e["length"]))


def _trimmed(text: str, entities: list[JsonObject]) -> tuple[str, list[JsonObject]]:
    left = len(text) - len(text.lstrip())
    text = text.strip()
    if not entities:
        return text, entities
    length = utf16_len(text)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - left)
        end = min(length, entity["offset"] + entity["length"] - left)
        if start < end:
            kept.append({**entity, "offset": start, "length": end - start})
    return text, kept


def split_text(text: str) -> list[str]:
    """Return `text` in pieces of at most 4,096 UTF-16 units, cut at a line or a space where there is one."""
    pieces = []
    while utf16_len(text) > TEXT_LIMIT:
        cut = _fitting(text)
        space = max(text.rfind("\n", 1, cut), text.rfind(" ", 1, cut))
        cut = space if space > 0 else cut
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*pieces, text] if text or not pieces else pieces


def _fitting(text: str) -> int:
    head = text.encode("utf-16-le", "surrogatepass")[: TEXT_LIMIT * 2].decode("utf-16-le", "ignore")
    return len(head)
