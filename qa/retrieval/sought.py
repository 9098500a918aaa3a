"""What a sentence names of the kind that is asked for: a person for "who", a number of the thing for "how many"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thidua.graph.names import fold
from thidua.language.mention import Mention
from thidua.language.recognise import recognise
from thidua.qa.understanding.question import Question
from thidua.qa.views import TextView

#: How far, in characters, a name may stand from the role it is asked for.
BESIDE = 20
#: The roles by which a sentence says who leads a cluster, or is second.
SEATS = {"leads": ("leader", "head", "chair"), "deputy_leads": ("deputy_leader", "deputy_head", "deputy_chair")}
#: The types of what answers each question word.
KINDS = {
    "who": ("Person", "Organization"),
    "person": ("Person",),
    "organisation": ("Organization",),
    "when": ("Date",),
    "year": ("Date",),
    "where": ("Place", "Organization"),
    "place": ("Place",),
    "how_many": ("Number", "Group"),
    "how_much": ("Number", "Group"),
    "number": ("NormativeDocument",),
    "document": ("NormativeDocument",),
    "honour": ("Honour",),
    "movement": ("Movement", "Quote"),
    "post": ("Role",),
}


def sought(question: Question, text: str, lang: str) -> list[Mention] | None:
    """What of the wanted kind the sentence names beside what the question itself names; `None` if there is nothing."""
    asked = {"how_many"} if "rank" in question.things else question.asks | question.nouns
    wanted = [KINDS[a] for a in sorted(asked) if a in KINDS]
    if not wanted:
        return None
    mentions = recognise(text, lang)
    clusters = [m for m in mentions if m.type == "EmulationCluster"]
    found = [m for m in mentions if any(m.type in kinds for kinds in wanted) and _tells(m, question)]
    whole = ("EmulationCluster", "Place")  # other names may be a part of a cluster's
    found = [m for m in found if m.type in whole or not any(c.start <= m.start and m.end <= c.end for c in clusters)]
    if question.wants("how_many", "how_much") and question.things:
        found = [m for m in found if _counts(m, question, text, lang)]
    if question.wants("who", "person", "organisation"):
        found = _seat_holders(question, found, mentions)
    if question.wants("when") and question.wants("where") and not _both_told(found):
        return None
    return found or None


def _tells(mention: Mention, question: Question) -> bool:
    """Whether it says something that the question does not, and as exactly as is asked."""
    value = mention.get("value") or mention.get("count") or mention.get("label") or mention.text
    said = {i.value for i in question.specifics} | set(question.window.years)
    own = {fold(name) for x in question.links for name in (x.text, x.label) if name}
    if value in said or fold(mention.text) in own or fold(value) in own:
        return False
    match mention.type:
        case "Place":
            return mention.get("place") not in {x.place for x in question.links if x.place}
        case "Group":
            return bool(mention.get("count"))
        case "NormativeDocument":
            return bool(mention.get("number"))
        case "Date":
            return "when" not in question.asks or bool(re.search(r"-\d\d", mention.get("value") or ""))
        case _:
            return True


def _both_told(found: Sequence[Mention]) -> bool:
    """Whether a sentence tells both when and where."""
    types = {m.type for m in found}
    return "Date" in types and bool(types & set(KINDS["where"]))


def _seat_holders(question: Question, found: Sequence[Mention], mentions: Sequence[Mention]) -> list[Mention]:
    """Where a seat or post is asked for, only those who stand at the role, with nobody else between."""
    asked = {r for topic in SEATS if question.has(topic) for r in SEATS[topic]} | set(question.roles)
    if not asked:
        return list(found)
    kinds = ("Person",) if question.roles else ("Person", "Organization")
    roles = [m for m in mentions if m.type == "Role" and m.get("role") in asked]
    return [f for f in found if f.type in kinds and any(_beside(f, r, mentions) for r in roles)]


def _beside(one: Mention, role: Mention, mentions: Sequence[Mention]) -> bool:
    first, last = sorted((one, role), key=lambda m: m.start)
    between = [m for m in mentions if first.end <= m.start and m.end <= last.start]
    return last.start - first.end <= 2 * BESIDE and not any(m.type in ("Person", "Role") for m in between)


def _counts(mention: Mention, question: Question, text: str, lang: str) -> bool:
    """Whether the number stands beside the thing that is counted."""
    if own := TextView(mention.text, lang).things:
        return bool(own & question.things)
    around = TextView(text[max(0, mention.start - 45) : mention.end + 45], lang)
    return bool(around.things & question.things)
