"""The words beside a cluster that say what it is called after or whose it is."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.language.mention import MARK, NUMBER, Mention

_LIGHT = frozenset({"of", "article", "and", "level", "local"})
_REACH = 14


def described(elements: Sequence[Mention]) -> list[Mention]:
    """The run of bodies, sectors and places that begins at once, light words between them."""
    found: list[Mention] = []
    for at, mention in enumerate(elements[:_REACH]):
        if mention.type == "Organization" and _begins_anew(found, elements[:at]):
            break
        if mention.has("sector") or (mention.type == "Organization" and mention.get("body")) or mention.type == "Place":
            found.append(mention)
        elif not _passes(mention):
            break
    return found


def _begins_anew(found: list[Mention], before: Sequence[Mention]) -> bool:
    """ "The cluster of the province of A, the department of B": behind a place and a comma another body begins."""
    last = next((i for i, m in enumerate(before) if found and m is found[-1]), None)
    return last is not None and found[-1].type == "Place" and any(m.text == "," for m in before[last:])


def _passes(mention: Mention) -> bool:
    pause = mention.type == MARK and mention.text in ",-・·"
    return pause or mention.type == NUMBER or not _LIGHT.isdisjoint(mention.tables)
