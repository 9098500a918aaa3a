"""Numbers with what they count: "88.03 million VND", "11 individuals"."""

from __future__ import annotations

from decimal import Decimal

from thidua.language.data import Language
from thidua.language.mention import MARK, NUMBER, WORD, Mention
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
        while scale != "1" and (more := _more(elements, last)):  # 38억 5천만
            whole = _whole(Decimal(scale), *more)
            if whole is None:
                break
            value, scale = _sum(value, scale, *more, whole), format(whole, "f")
            last += 1 + (more[1] != 1)
        before, follower = element_at(elements, i - 1), element_at(elements, last)
        if before and before.has("number"):  # "No. 4" counts nothing
            return None
        if before and before.has("unit", "percent") and not (follower and follower.has("unit", "percent")):
            unit, factor = "percent", scale if scale != "1" else None  # ร้อยละ 8, 百分之八
            return i - 1, last, merged(elements[i - 1 : last], text, NUMBER, value=value, scale=factor, unit=unit)
        behind = _counted_behind(elements, i, last, scale) if lang.body_first else None
        if follower and not (behind and follower.has("counter")) and (group := _group(follower, lang)):
            counted = merged(elements[i : last + 1], text, "Group", groupType=group, count=scaled(value, scale))
            return i, last + 1, counted
        if behind:  # 集団4, 집단 4개
            last += 1 if follower and follower.has("counter") else 0
            counted = merged(elements[i - 1 : last], text, "Group", groupType=behind, count=scaled(value, scale))
            return i - 1, last, counted
        first = i
        if follower and follower.has("unit"):
            unit, last = follower.concept("unit"), last + 1
        elif before and before.has("unit", "vnd"):  # VND 2.4 billion
            unit, first = "vnd", i - 1
        factor = scale if scale != "1" else None
        return first, last, merged(elements[first:last], text, NUMBER, value=value, scale=factor, unit=unit)

    return each(elements, build)


def _counted_behind(elements: Elements, i: int, last: int, scale: str) -> str | None:
    """The kind of group that stands right before its number, where a counter or nothing of its own follows."""
    before, follower = element_at(elements, i - 1), element_at(elements, last)
    if before is None or before.type != WORD or not before.has("group") or elements[i].start - before.end > 1:
        return None
    ends = follower is None or follower.type == MARK or any(follower.has(t) for t in ("counter", "and", "copula"))
    return before.concept("group") if ends and scale == "1" else None


def _more(elements: Elements, at: int) -> tuple[Decimal, Decimal] | None:
    """The number at `at` with its scale, if it goes on right behind a larger one."""
    number, word = element_at(elements, at), element_at(elements, at + 1)
    if number is None or number.type != NUMBER or number.get("roman") or "/" in number.data["value"]:
        return None
    if number.start - elements[at - 1].end > 1 or number.has("number-ordinals"):
        return None
    lower = word.concept("number-scales") if word and word.has("number-scales") else None
    return Decimal(number.data["value"]), Decimal(lower or "1")


def _whole(scale: Decimal, more: Decimal, lower: Decimal) -> Decimal | None:
    """The scale of both parts; None if they are two numbers.

    8천 3백만 counts both in ten thousands, "18 thousand 500 crore" both in crores.
    """
    if more * lower < scale:
        return scale
    shared = [s for s in (Decimal(10) ** power for power in (4, 8, 12)) if lower % s == 0 and more * lower < scale * s]
    shared += [lower] if more < scale < lower else []
    return scale * shared[0] if shared else None


def _sum(value: str, scale: str, more: Decimal, lower: Decimal, whole: Decimal) -> str:
    """Both parts as so many times the scale of both."""
    return format((Decimal(value) + more * lower / whole).normalize(), "f")


def _group(word: Mention, lang: Language) -> str | None:
    """The kind of group a word counts, also one that a longer form holds ("member units are")."""
    if word.has("frame") and word.type == WORD:
        inside = {s.concept for s in senses_inside(word, lang) if s.table == "group"}
        return "units" if "units" in inside else min(inside, default=None)
    return word.concept("group") or ("units" if word.has("sector") or word.has("heads") else None)
