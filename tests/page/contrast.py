"""Contrast between two colours, as WCAG 2.2 computes it."""

import re


def ratio(ink: str, *grounds: str) -> float:
    """Return the contrast of `ink` on `grounds` laid over each other, nearest first; colours as CSS computes them."""
    ground: tuple[float, ...] = (1.0, 1.0, 1.0)
    for layer in reversed(grounds):
        *colour, alpha = _parsed(layer)
        ground = tuple(alpha * over + (1 - alpha) * under for over, under in zip(colour, ground, strict=True))
    light, dark = sorted((_luminance(_parsed(ink)[:3]), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _parsed(colour: str) -> tuple[float, ...]:
    numbers = [float(number) for number in re.findall(r"[\d.]+", colour.removeprefix("color(srgb"))]
    scale = 1 if colour.startswith("color(") else 255
    red, green, blue, *alpha = numbers
    return (red / scale, green / scale, blue / scale, *(alpha or [1.0]))


def _luminance(colour: tuple[float, ...]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
