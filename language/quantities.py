"""Numbers with what they count: "88.03 million VND", "11 individuals"."""

from __future__ import annotations

from thidua.language.data import Language
from thidua.language.mention import NUMBER, WORD, Mention
from thidua.language.numbers import has_name, joined, scaled
from thidua.language.sequence import Elements, each, element_at, merged, senses_inside


def quantities(elements: Elements, text: str, lang: Language) -> Elements:
    def build(i: int) -> tuple[int, int, Mention] | None:
        number = elements[i]
        if number.type != NUMBER or number.get("roman"):
            return None
        value, unit = number.data["value"], None
        scale, last = _scale(elements, i + 1, value)
        more = element_at(elements, last)
        if more and more.type == NUMBER:
            its_scale, end = _scale(elements, last + 1, more.data["value"])
            if total := joined(value, scale, more.data["value"], its_scale):
                value, scale, last = total, "1", end
        if not has_name(scale):
            value, scale = scaled(value, scale), "1"
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


def _scale(elements: Elements, at: int, value: str) -> tuple[str, int]:
    """The product of the scales that stand at `at` ("thousand billion"), and where they end."""
    scale = "1"
    while (word := element_at(elements, at)) and word.has("number-scales") and "/" not in value:
        scale, at = scaled(scale, word.concept("number-scales") or "1"), at + 1
    return scale, at


def _group(word: Mention, lang: Language) -> str | None:
    """The kind of group a word counts, also one that a longer form holds ("member units are")."""
    if word.has("frame") and word.type == WORD:
        inside = {s.concept for s in senses_inside(word, lang) if s.table == "group"}
        return "units" if "units" in inside else min(inside, default=None)
    return word.concept("group") or ("units" if word.has("sector") or word.has("heads") else None)
