"""A picture of numbers: a bar for each, the label in front of it and the number behind it. Loaded when one is drawn."""

import unicodedata
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

WIDTH, MARGIN = 1000, 40
LINE, BAR = 56, 34
LABELS = 340
"""Pixels for the labels, in front of the bars."""

_PAPER, _INK, _FAINT, _BAR = "#ffffff", "#1d2733", "#e8edf2", "#1f6f8b"
_TITLE_SIZE, _TEXT_SIZE = 34, 26
_FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf", "Arial.ttf")
"""Looked for on the machine; the letters that the library brings itself have no accents."""

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def make(table: str) -> bytes:
    """Return the picture (PNG) of a text: the title on the first line, then lines of a label, a tab and a number."""
    title, *lines = _legible(table).splitlines()
    bars = [(label, int(number)) for label, _, number in (line.partition("\t") for line in lines)]
    height = 2 * MARGIN + LINE + LINE * max(1, len(bars))
    image = Image.new("RGB", (WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(image)
    large, small = _font(_TITLE_SIZE), _font(_TEXT_SIZE)
    draw.text((MARGIN, MARGIN), title, _INK, large)
    most = max((number for _, number in bars), default=0) or 1
    room = WIDTH - 2 * MARGIN - LABELS - 90
    for place, (label, number) in enumerate(bars):
        top = MARGIN + LINE * (place + 1) + (LINE - BAR)
        middle, left = top + BAR // 2, MARGIN + LABELS
        draw.text((left - 16, middle), _fitting(draw, label, small), _INK, small, anchor="rm")
        draw.rounded_rectangle((left, top, left + room, top + BAR), 6, _FAINT)
        if number:
            draw.rounded_rectangle((left, top, left + max(12, room * number // most), top + BAR), 6, _BAR)
        draw.text((left + room + 16, middle), str(number), _INK, small, anchor="lm")
    written = BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _fitting(draw: ImageDraw.ImageDraw, label: str, font: Font) -> str:
    shown = label
    while shown and draw.textlength(shown if shown == label else f"{shown}…", font) > LABELS - 16:
        shown = shown[:-1]
    return shown if shown == label else f"{shown.rstrip()}…"


@cache
def _name() -> str:
    """Return the first font that the machine has, "" for none."""
    for name in _FONTS:
        try:
            ImageFont.truetype(name, _TEXT_SIZE)
        except OSError:
            continue
        return name
    return ""


def _font(size: int) -> Font:
    return ImageFont.truetype(_name(), size) if _name() else ImageFont.load_default(size)


def _legible(words: str) -> str:
    """Return the words without accents where there are no letters with accents to draw."""
    if _name():
        return words
    return "".join(sign for sign in unicodedata.normalize("NFKD", words) if not unicodedata.combining(sign))
