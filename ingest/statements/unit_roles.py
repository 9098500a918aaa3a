"""Roles that a body holds, not the person beside them: "the leading unit", "on behalf of the leader"."""

from __future__ import annotations

from thidua.language.data import Language
from thidua.language.lexicon import Sense, plain
from thidua.language.mention import ROLE, Mention

#: What may stand between "the unit" and the role that it holds.
_UNIT_HOLDS = frozenset({"copula", "as", "article", "of", "relative", "elected"})


def on_behalf(elements: tuple[Mention, ...], index: int, language: Language) -> bool:
    """ "On behalf of the block's leader", "of the unit which leads it": nobody named beside it is that leader."""
    step = 1 if language.postpositions else -1
    at = index + step
    while 0 <= at < len(elements) and not elements[at].has("behalf") and _describes(elements[at]):
        at += step
    behalf = 0 <= at < len(elements) and elements[at].has("behalf")
    return behalf and not is_unit_role(elements, index, language)


def _describes(element: Mention) -> bool:
    return element.type != ROLE and not {"unit", "article", "relative", "of"}.isdisjoint(element.tables)


def _opens_clause(elements: tuple[Mention, ...], comma: int, role: int) -> bool:
    """ "The unit, which has the lead", "the unit, leading the block"."""
    participle = comma + 1 == role and elements[role].has("frame")
    return elements[comma].text == "," and (participle or elements[comma + 1].has("relative"))


def is_unit_role(elements: tuple[Mention, ...], index: int, language: Language) -> bool:
    """Whether the words say that a body holds the role: its own ("the leading unit"), or those right before it.

    Where the body stands first, `index` may be the body's: what its name says ("the branch office") does not count.
    """
    while elements[index].type != ROLE and index + 1 < len(elements):
        index += 1
    found = language.lexicon.matches(plain(elements[index].text))
    if any(m.end - m.start > 1 and Sense("unit", "") in m.senses for m in found):  # a single letter is a particle
        return True
    at = index - 1
    while at >= 0 and index - at <= 4 and not elements[at].has("unit"):
        if _UNIT_HOLDS.isdisjoint(elements[at].tables) and not _opens_clause(elements, at, index):
            return False
        at -= 1
    named = 0 <= at < index and elements[at].has("unit") and not elements[at].get("count")
    return named and language.spaced and not language.body_first
