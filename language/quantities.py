"""Numbers with what they count: "88.03 million VND", "11 individuals"."""

from __future__ import annotations

from decimal import Decimal

from thidua.language.data import Language
from thidua.language.mention import NUMBER, WORD, Mention
from thidua.language.numbers import scaled
from thidua.language.sequence import Elements, each, element_at, merged, senses_inside


def quantities(elements: Elements, text: str, lang: Language) -> Elements:
    def build(i: int) -> tuple[int, int, Mention] | None:
        number = elements[i]
        if number.type != NUMBER or number.get("roman"):
            return None
        last, value, unit, scale = i + 1, number.data["value"], None, "1"
        while (word := element_at(elements, last)) and word.has("number-scales") and "/" not in value:
            scale, last = scaled(scale, word.concept("number-scales") or "1"), last + 1
        while scale != "1" and (more := _lower(elements, last, scale)):  # 38억 5천만
            value, last = _sum(value, scale, *more), last + 1 + (more[1] != "1")
        before, follower = element_at(elements, i - 1), element_at(elements, last)
        if before and before.has("number"):  # "No. 4" counts nothing
            return None
        if follower and (group := _group(follower, lang)):
            counted = merged(elements[i : last + 1], text, "Group", groupType=group, count=scaled(value, scale))
            return i, last + 1, counted
        first = i
        if follower and follower.has("unit"):
            unit, last = follower.concept("unit"), last + 1
        elif before and before.has("unit", "vnd"):  # VND 2.4 billion
            unit, first = "vnd", i - 1
        factor = scale if scale != "1" else None
        return first, last, merged(elements[first:last], text, NUMBER, value=value, scale=factor, unit=unit)

    return each(elements, build)


def _lower(elements: Elements, at: int, scale: str) -> tuple[str, str] | None:
    """The number that goes on at `at` with a smaller scale, right behind the larger one."""
    number, word = element_at(elements, at), element_at(elements, at + 1)
    if number is None or number.type != NUMBER or number.get("roman") or "/" in number.data["value"]:
        return None
    if number.start - elements[at - 1].end > 1:
        return None
    lower = (word.concept("number-scales") if word and word.has("number-scales") else None) or "1"
    told = Decimal(number.data["value"]) * Decimal(lower)
    return (number.data["value"], lower) if told < Decimal(scale) and not number.has("number-ordinals") else None


def _sum(value: str, scale: str, more: str, lower: str) -> str:
    """Both parts as so many times the larger scale."""
    return format((Decimal(value) + Decimal(more) * Decimal(lower) / Decimal(scale)).normalize(), "f")


def _group(word: Mention, lang: Language) -> str | None:
    """The kind of group a word counts, also one that a longer form holds ("member units are")."""
    if word.has("frame") and word.type == WORD:
        inside = {s.concept for s in senses_inside(word, lang) if s.table == "group"}
        return "units" if "units" in inside else min(inside, default=None)
    return word.concept("group") or ("units" if word.has("sector") or word.has("heads") else None)
