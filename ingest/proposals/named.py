"""What a model's words mean: the things a sentence names, found again by their letters, people also by their name."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from thidua.graph.identity import normal_code
from thidua.graph.names import Verdict, same
from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.movements import movement_names
from thidua.language.mention import Mention
from thidua.language.recognise import elements
from thidua.language.sequence import is_light


@dataclass(frozen=True)
class Named:
    """A thing of the graph that the sentence names. `key` is equal for two mentions of one thing.

    `is_known` is False for what only sounds like one: "the directives", "the units of the cluster", another's meeting.
    """

    type: str
    mention: Mention
    key: str
    is_known: bool


def named(findings: Findings, sentence: Sentence) -> list[Named]:
    """Everything of the graph's classes in the sentence, in order; a movement by its name in quotation marks."""
    quoted = [mention for mention, _, _ in movement_names(sentence)]
    movements = [Named("Movement", m, f"Movement {folded(m.data['text'])}", True) for m in quoted]
    others = [_named(findings, sentence, m) for m in sentence.elements if m.type in _KNOWN]
    return sorted([*movements, *others], key=lambda n: n.mention.start)


def _named(findings: Findings, sentence: Sentence, mention: Mention) -> Named:
    what, is_known = mention.text, True
    match mention.type:
        case "Person":
            what = mention.data["label"]
        case "Organization":
            what = f"{mention.get('body') or mention.text} {mention.get('place') or ''}"
            is_known = mention.get("body") is not None
        case "EmulationCluster":
            entity = findings.clusters.entity(sentence, mention)
            what = entity.id if entity else mention.text
            is_known = entity is not None and not mention.get("units")
        case "NormativeDocument":
            what = normal_code(mention.get("number") or mention.text)
            is_known = mention.get("number") is not None
        case "Event":
            own = mention.get("ref") is not None or mention.get("eventType") == findings.meeting
            what, is_known = "the report's own" if own else mention.text, own
        case "Group":
            is_known = mention.get("count") is not None
        case "Honour":
            what = mention.data["honour"]
    return Named(mention.type, mention, f"{mention.type} {folded(what)}", is_known)


#: The classes whose mentions the registry turns into entities; a movement's mention is only the word "movement".
_KNOWN = frozenset(
    ("Person", "Organization", "EmulationCluster", "NormativeDocument", "Event", "Honour", "Group", "Place")
)


def meant(text: str, sentence: Sentence, lang: str, things: list[Named]) -> Named | None:
    """The one of `things` that a model's words mean, None where they are not in the sentence or mean several.

    Its own letters, without the "of the" before it, or words of the sentence around it ("Mr. A" for A); people also in
    another spelling.
    """
    wanted = folded(text)
    exact = [t for t in things if wanted in (folded(t.mention.text), folded(t.mention.get("text") or ""))]
    exact = exact or [t for t in things if _is_bare(wanted, folded(t.mention.text), lang)]
    at = sentence.text.find(text) if not exact else -1
    around = [t for t in things if at >= 0 and at <= t.mention.start and t.mention.end <= at + len(text)]
    spelt = [t for t in things if t.type == "Person" and _is_person(text, t)] if not exact and not around else []
    found = {t.key: t for t in reversed(exact or around or spelt)}
    return next(iter(found.values())) if len(found) == 1 else None


def _is_bare(wanted: str, mention: str, lang: str) -> bool:
    """ "Cluster No. 3" is what "of the Cluster No. 3" means; "Finance" is not what "Department of Finance" does."""
    before = mention.removesuffix(f" {wanted}")
    return bool(wanted) and before != mention and all(map(is_light, elements(before, lang)))


def _is_person(text: str, thing: Named) -> bool:
    return same(text, thing.mention.data["label"]) is Verdict.SAME


def folded(text: str) -> str:
    """As it is compared: one kind of space, no capitals; every sign and digit counts."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def entity(findings: Findings, sentence: Sentence, thing: Named) -> str | None:
    """The entity, noted with this spelling of it."""
    match thing.type:
        case "Movement":
            kind = next(k for m, k, _ in movement_names(sentence) if m is thing.mention)
            return findings.registry.movement(thing.mention.data["text"], kind)
        case "Event":
            return findings.registry.event(findings.meeting)
        case _:
            return findings.registry.of(thing.mention, sentence)
