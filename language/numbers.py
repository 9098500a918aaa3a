"""Numbers as reports write them: 14,000 billion, 2.391 Milliarden, 88.03 मिलियन, 7,27 %."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

NUMBER = re.compile(r"\d+(?:[.,'\u00a0\u202f ]\d{3})*(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
RATIO = re.compile(r"\d+\s*/\s*\d+")


class NumberSpan(NamedTuple):
    """`value` is a plain decimal ("7.27", "11"), or "6/6" for so many of so many."""

    start: int
    end: int
    value: str


def numbers(text: str, settings: Mapping[str, Any]) -> list[NumberSpan]:
    """The numbers written in digits in `text` (as `lexicon.plain` gives it), in order."""
    ratios = [NumberSpan(m.start(), m.end(), re.sub(r"\s", "", m[0])) for m in RATIO.finditer(text)]
    taken = {i for span in ratios for i in range(span.start, span.end)}
    found = [
        NumberSpan(m.start(), m.end(), parse(m[0], settings)) for m in NUMBER.finditer(text) if m.start() not in taken
    ]
    return sorted([*ratios, *found])


def parse(digits: str, settings: Mapping[str, Any]) -> str:
    """The number as a plain decimal. Groups of three are thousands unless the language says decimal."""
    decimal = settings.get("decimal", ".")
    other = "," if decimal == "." else "."
    text = re.sub(r"[\s']", "", digits)
    if re.fullmatch(rf"\d{{1,3}}(?:\{other}\d{{3}})+(?:\{decimal}\d+)?", text):
        return text.replace(other, "").replace(decimal, ".")
    if text.count(decimal) > 1:  # 1.234.567 where the point should be decimal
        return text.replace(decimal, "")
    return (
        text.replace(other, ".")
        if other in text and decimal not in text
        else text.replace(other, "").replace(decimal, ".")
    )


def scaled(value: str, scale: str) -> str:
    """`value` times `scale`, without an exponent: ("2.5", "1000000") is "2500000"."""
    if scale == "1" or "/" in value:
        return value
    product = (Decimal(value) * Decimal(scale)).normalize()
    return format(product, "f")


_NAMES = {"1000000000000": "trillion", "1000000000": "billion", "1000000": "million", "1000": "thousand"}


def named_scale(value: str, scale: str) -> tuple[str, str]:
    """A number and its factor in words, as units carry it: ("14", "1000000") is ("14", "million").

    A factor without a name is told by the next smaller one: 14 times ten thousand is 140 thousand.
    """
    factor = Decimal(scale)
    for number, name in _NAMES.items():
        if factor >= Decimal(number):
            return scaled(value, format(factor / Decimal(number), "f")), name
    return scaled(value, scale), ""
