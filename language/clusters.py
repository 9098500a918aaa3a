"""Clusters and blocks: with a number, by name, or only as "the cluster"."""

from __future__ import annotations

import re

from thidua.language.data import Language
from thidua.language.lexicon import Sense, plain
from thidua.language.mention import NUMBER, WORD, Mention
from thidua.language.sequence import Elements, each, element_at, merged, senses_inside


def clusters(elements: Elements, text: str, lang: Language) -> Elements:
    return each(elements, lambda i: _cluster(elements, i, text, lang))


def _cluster(elements: Elements, i: int, text: str, lang: Language) -> tuple[int, int, Mention] | None:
    """The cluster whose word stands at `i`, with its number on either side."""
    head = elements[i]
    if not (head.has("cluster") or head.has("cluster_ref")) or head.type != WORD:
        return None
    kind, last = _cluster_type(head, lang), i + 1
    while (mark := element_at(elements, last)) and mark.has("number") and mark.type == WORD:
        last += 1
    if lang.body_first and (first := _marked_before(elements, i)) is not None:  # 第1竞赛集群, 3호 경쟁블록
        counted = next(m for m in elements[first:i] if m.type == NUMBER)
        return _numbered(elements, first, i + 1, text, kind, counted)
    before = element_at(elements, i - 1)
    number = element_at(elements, last)
    after = element_at(elements, last + 1)
    if after and after.has("level") and (place := element_at(elements, last + 2)) and place.type == "Place":
        after = place  # "Block 1 province of A" counts no provinces
    if number and _is_number(number, after, marked=last > i + 1):
        return _numbered(elements, i, last + 1, text, kind, number)
    if before and before.type == NUMBER and (before.has("number-ordinals") or before.get("roman")):
        return _numbered(elements, i - 1, i + 1, text, kind, before)
    ref = None if _names_cluster(head, lang) or _described(elements, i) else "yes"
    units = _units_of(elements, i, lang)
    return i, i + 1, merged([head], text, "EmulationCluster", clusterType=kind, ref=ref, units=units)


def _marked_before(elements: Elements, i: int) -> int | None:
    """Where a number with its mark begins that stands right before the word at `i`, the mark on either side of it."""
    at = i - 1
    while (mark := element_at(elements, at)) and mark.type == WORD and mark.has("number"):
        at -= 1
    number, before = element_at(elements, at), element_at(elements, at - 1)
    marked = before is not None and before.type == WORD and before.has("number")
    if number is None or not (marked or at < i - 1) or not _is_number(number, elements[i], marked=True):
        return None
    return at - 1 if marked else at


def _numbered(
    elements: Elements, first: int, last: int, text: str, kind: str | None, number: Mention
) -> tuple[int, int, Mention]:
    value = str(int(number.data["value"]))
    return first, last, merged(elements[first:last], text, "EmulationCluster", clusterType=kind, number=value)


def _is_number(number: Mention, following: Mention | None, *, marked: bool) -> bool:
    """A number of the cluster's own; without "No." not one that counts what follows ("the cluster of 5 provinces")."""
    if (
        number.type != NUMBER
        or number.get("unit")
        or not re.fullmatch(r"\d{1,3}" if marked else r"\d{1,2}", number.data["value"])
    ):
        return False
    counted = following is not None and any(following.has(t) for t in ("level", "sector", "unit", "group", "heads"))
    return marked or not counted


def _cluster_type(head: Mention, lang: Language) -> str | None:
    """Cluster or block, also from the word inside "the block"."""
    return head.concept("cluster") or min(
        (s.concept for s in senses_inside(head, lang) if s.table == "cluster"), default=None
    )


def _names_cluster(head: Mention, lang: Language) -> bool:
    """Whether the words say "emulation cluster", not only "the cluster" or "this group"."""
    if not lang.spaced:
        return head.has("cluster") and not head.has("cluster_ref")
    forms = [m for m in lang.lexicon.matches(plain(head.text)) if any(s.table == "cluster" for s in m.senses)]
    return any(" " in head.text[m.start : m.end] or "-" in head.text[m.start : m.end] for m in forms) or (
        any(m.end - m.start > 9 for m in forms)
    )


def _described(elements: Elements, i: int) -> bool:
    """ "Block of Enterprises": a capital and what it is of make a name of the plain word."""
    joint, sector = element_at(elements, i + 1), element_at(elements, i + 2)
    named = elements[i].has("cluster") and elements[i].text[:1].isupper()
    return bool(named and joint and sector and joint.has("of") and sector.has("sector"))


def _units_of(elements: Elements, index: int, lang: Language) -> str | None:
    """ "yes" where the words mean the cluster's units ("its member agencies", "the cluster's 10 agencies")."""
    inside = (
        not elements[index].has("cluster")
        and not _names_cluster(elements[index], lang)
        and Sense("group", "units") in senses_inside(elements[index], lang)
    )
    after = elements[index + 1 : index + 4]
    owned = (
        bool(after)
        and not lang.body_first
        and after[0].text in ("'", "’")
        and any(m.type == "Group" or m.has("group") for m in after)
    )
    return "yes" if inside or owned else None
