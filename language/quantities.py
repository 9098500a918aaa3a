"""Numbers with what they count: "88.03 million VND", "11 individuals"."""

from __future__ import annotations

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
        before, follower = element_at(elements, i - 1), element_at(elements, last)
        if before and before.has("number"):  # "No. 4" counts nothing
            return None
        if before and before.has("unit", "percent") and not (follower and follower.has("unit", "percent")):
            unit, factor = "percent", scale if scale != "1" else None  # ร้อยละ 8, 百分之八
            return i - 1, last, merged(elements[i - 1 : last], text, NUMBER, value=value, scale=factor, unit=unit)
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


def _group(word: Mention, lang: Language) -> str | None:
    """The kind of group a word counts, also one that a longer form holds ("member units are")."""
    if word.has("frame") and word.type == WORD:
        inside = {s.concept for s in senses_inside(word, lang) if s.table == "group"}
        return "units" if "units" in inside else min(inside, default=None)
    return word.concept("group") or ("units" if word.has("sector") or word.has("heads") else None)
