"""HTML parse mode: Telegram's tags become message entities, and faults are worded as Telegram words them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.simulator.wire import ApiError, JsonObject, bad_request, utf16_len

UserOf = Callable[[int], JsonObject | None]

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = frozenset({*_SIMPLE, "a", "pre", "code", "blockquote", "tg-emoji", "tg-time"})
_CHARACTER = re.compile(r"&(?:#(?P<dec>\d{1,8})|#[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<name>lt|gt|amp|quot)(?![A-Za-z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TEXT = re.compile(r"[^<&]+")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"""[^\s=>/"']*""")
_BARE_VALUE = re.compile(r"[A-Za-z0-9.\-]+")
_SPACES = re.compile(r"\s*")
_USER_LINK = re.compile(r"tg://user\?id=(\d+)")


@dataclass(slots=True)
class _Open:
    """A start tag that waits for its end."""

    tag: str
    attributes: dict[str, str]
    offset: int
    at: int


@dataclass(slots=True)
class _Parser:
    source: str
    user_of: UserOf
    text: list[str] = field(default_factory=list)
    length: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[JsonObject] = field(default_factory=list)

    def run(self) -> tuple[str, list[JsonObject]]:
        at, source = 0, self.source
        while at < len(source):
            if source[at] == "<":
                at = self._end_tag(at) if source.startswith("</", at) else self._start_tag(at)
                continue
            match = _TEXT.match(source, at)
            piece, at = (match[0], match.end()) if match else _character(source, at)
            self.text.append(piece)
            self.length += utf16_len(piece)
        if self.open:
            raise _fault(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.text), _merge_code(self.entities)

    def _start_tag(self, at: int) -> int:
        match = _TAG_NAME.match(self.source, at + 1)
        tag, here = (match[0].lower(), match.end()) if match else ("", at)
        if here >= len(self.source):
            raise self._fault_at("Unclosed start tag", at)
        if tag not in _TAGS:
            raise self._fault_at(f'Unsupported start tag "{tag}"', at)
        attributes, here = self._attributes(tag, at, here)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._fault_at('Tag "span" must have class "tg-spoiler"', at)
        self.open.append(_Open(tag, attributes, self.length, at))
        return here

    def _attributes(self, tag: str, start: int, at: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while True:
            at = self._after_spaces(at)
            if at >= len(self.source):
                raise self._fault_at(f'Unclosed start tag "{tag}"', start)
            if self.source[at] == ">":
                return attributes, at + 1
            match = _ATTRIBUTE_NAME.match(self.source, at)
            if match is None or not match[0]:
                raise self._fault_at(f'Empty attribute name in the tag "{tag}"', start)
            value, at = self._value(tag, start, self._after_spaces(match.end()))
            attributes[match[0].lower()] = value

    def _value(self, tag: str, start: int, at: int) -> tuple[str, int]:
        if not self.source.startswith("=", at):
            return "", at
        at = self._after_spaces(at + 1)
        if at >= len(self.source):
            raise self._fault_at(f'Unclosed start tag "{tag}"', start)
        if self.source[at] not in "\"'":
            match = _BARE_VALUE.match(self.source, at)
            end = match.end() if match else at
            if end >= len(self.source) or not (self.source[end].isspace() or self.source[end] == ">"):
                raise self._fault_at("Unexpected end of name token", at)
            return self.source[at:end], end
        end = self.source.find(self.source[at], at + 1)
        if end < 0:
            raise self._fault_at("Unclosed start tag", start)
        return _unescape(self.source[at + 1 : end]), end + 1

    def _end_tag(self, at: int) -> int:
        if not self.open:
            raise self._fault_at("Unexpected end tag", at)
        match = _TAG_NAME.match(self.source, at + 2)
        tag, here = (match[0].lower(), self._after_spaces(match.end())) if match else ("", at)
        if not self.source.startswith(">", here):
            raise self._fault_at("Unclosed end tag", at)
        opened = self.open.pop()
        if tag not in {"", opened.tag}:
            offset = len(self.source[:at].encode())
            raise _fault(f'Unmatched end tag at byte offset {offset}, expected "</{opened.tag}>", found "</{tag}>"')
        if self.length > opened.offset:
            self._close(opened)
        return here + 1

    def _close(self, opened: _Open) -> None:
        extra = self._described(opened)
        if extra is not None:
            self.entities.append({**extra, "offset": opened.offset, "length": self.length - opened.offset})

    def _described(self, opened: _Open) -> JsonObject | None:
        tag, attributes = opened.tag, opened.attributes
        if tag in _SIMPLE:
            return {"type": _SIMPLE[tag]}
        if tag == "a":
            return self._link(attributes.get("href") or "".join(self.text)[-(self.length - opened.offset) :])
        if tag == "tg-emoji":
            return _custom_emoji(attributes)
        if tag == "tg-time":
            return self._moment(attributes, opened.at)
        if tag == "code":
            language = attributes.get("class", "")
            return {"type": "code", "language": language.removeprefix("language-")} if language else {"type": "code"}
        return {"type": "expandable_blockquote" if "expandable" in attributes and tag == "blockquote" else tag}

    def _link(self, address: str) -> JsonObject | None:
        person = _USER_LINK.fullmatch(address.strip())
        if person:
            user = self.user_of(int(person[1]))
            return {"type": "text_mention", "user": user} if user else None
        address = address.strip()
        if "." not in address and "://" not in address:
            return None
        return {"type": "text_link", "url": address if ":" in address.split("/")[0] else f"http://{address}"}

    def _moment(self, attributes: dict[str, str], at: int) -> JsonObject:
        if not attributes.get("unix", "").isdecimal():
            raise self._fault_at('Tag "tg-time" must have a valid attribute "unix"', at)
        moment: JsonObject = {"type": "date_time", "unix_time": int(attributes["unix"])}
        if attributes.get("format"):
            moment["date_time_format"] = attributes["format"]
        return moment

    def _after_spaces(self, at: int) -> int:
        match = _SPACES.match(self.source, at)
        return match.end() if match else at

    def _fault_at(self, reason: str, at: int) -> ApiError:
        return _fault(f"{reason} at byte offset {len(self.source[:at].encode())}")


def parse_html(source: str, user_of: UserOf) -> tuple[str, list[JsonObject]]:
    """Return the bare text and its entities, offsets in UTF-16 units.

    `user_of` gives the User behind a `tg://user?id=` link, or None when the bot does not know them.

    Raises:
        ApiError: "can't parse entities: ..." with the byte offset of the fault.
    """
    return _Parser(source, user_of).run()


def _fault(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


def _custom_emoji(attributes: dict[str, str]) -> JsonObject:
    identifier = attributes.get("emoji-id", "")
    if not identifier.isdecimal():
        raise _fault("Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "custom_emoji_id": identifier}


def _character(source: str, at: int) -> tuple[str, int]:
    match = _CHARACTER.match(source, at)
    if match is None:
        return source[at], at + 1
    if match["name"]:
        return _NAMED[match["name"]], match.end()
    code = int(match["dec"]) if match["dec"] else int(match["hex"], 16)
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return source[at], at + 1
    return chr(code), match.end()


def _unescape(value: str) -> str:
    return _CHARACTER.sub(lambda match: _character(match[0], 0)[0], value)


def _merge_code(entities: list[JsonObject]) -> list[JsonObject]:
    """Return the entities with `<pre><code class="language-x">` as one `pre` that names its language."""
    pres = {(e["offset"], e["length"]): e for e in entities if e["type"] == "pre"}
    kept = []
    for entity in entities:
        language = entity.pop("language", None) if entity["type"] == "code" else None
        around = pres.get((entity["offset"], entity["length"])) if language else None
        if around is None:
            kept.append(entity)
        else:
            around["language"] = language
    return kept
