"""Where the rules put what they find: claims that the ontology allows, each with its sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from thidua.graph.claims import Claim, Evidence, Value
from thidua.graph.ontology import ontology
from thidua.ingest.clusters import Clusters
from thidua.ingest.context import Context
from thidua.ingest.registry import Registry
from thidua.ingest.report import Report, Sentence


@dataclass
class Findings:
    """One report being read: what is known of it, and the claims so far. `meeting` is the kind of event it reports."""

    report: Report
    context: Context
    clusters: Clusters
    registry: Registry
    meeting: str
    _claims: dict[str, Claim] = field(default_factory=dict)

    def claim(
        self, kind: str, subject: str | None, object_: str | Value | None, sentence: Sentence, **qualifiers: Any
    ) -> None:
        """Note a claim, unless an end is missing or is of a class the kind does not have."""
        if subject is None or object_ is None or subject == object_ or not self._allowed(kind, subject, object_):
            return
        quote = Evidence(self.report.source_id, sentence.start, sentence.end, sentence.text)
        claim = Claim(kind, subject, object_, evidence=(quote,), **qualifiers)
        known = self._claims.get(claim.id)
        if known is None:
            self._claims[claim.id] = claim
        elif quote not in known.evidence:
            evidence = (*known.evidence, quote)
            best = max(known.confidence, claim.confidence)
            self._claims[claim.id] = Claim(
                kind, subject, object_, evidence=evidence, **(qualifiers | {"confidence": best})
            )

    def _allowed(self, kind: str, subject: str, object_: str | Value) -> bool:
        rule = ontology().kinds[kind]
        if self.registry.get(subject).type not in rule.subjects:
            return False
        return isinstance(object_, Value) or self.registry.get(object_).type in rule.objects

    def claims(self) -> tuple[Claim, ...]:
        return tuple(self._claims.values())

    def has(self, kind: str) -> bool:
        return any(c.kind == kind for c in self._claims.values())
