"""Every model at once: all proposals that can be made of the names of a sentence, the right and the wrong ones.

What the checks let through of these, some model could get stored; so their precision is that of the worst model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from thidua.graph.claims import Claim
from thidua.graph.ontology import ClaimKind, ontology
from thidua.ingest.findings import Findings
from thidua.ingest.proposals.checks import Refused
from thidua.ingest.proposals.named import Named, named
from thidua.ingest.proposals.reply import Proposal
from thidua.ingest.propose import Proposer, can_state, keep
from thidua.ingest.report import Report, Sentence
from thidua.language.mention import DATE, NUMBER, ROLE
from thidua.tests.golden.compare import Case, Found


def every(findings: Findings, sentence: Sentence) -> Iterator[Proposal]:
    """Each name at each end of each kind, with each date, role and giver of the sentence and without."""
    things = named(findings, sentence)
    dates = sorted({m.text for m in sentence.of(DATE)})
    roles = sorted({m.data["role"] for m in sentence.of(ROLE)})
    for kind in ontology().kinds.values():
        objects = [m.text for m in sentence.of(DATE, NUMBER)] if kind.value else _texts(things, kind.objects)
        for subject, target in product(_texts(things, kind.subjects), objects):
            givers = _givers(kind, things)
            for date, role, giver in product([None, *dates], [None, *_roles(kind, roles)], [None, *givers]):
                yield Proposal(kind.id, sentence.text, subject, target, date, role, giver=giver)


def _texts(things: Iterable[Named], classes: frozenset[str]) -> list[str]:
    return list(dict.fromkeys(t.mention.get("text") or t.mention.text for t in things if t.type in classes))


def _roles(kind: ClaimKind, roles: list[str]) -> list[str]:
    return roles if "role" in kind.qualifiers else []


def _givers(kind: ClaimKind, things: Iterable[Named]) -> list[str]:
    return _texts(things, ontology().properties["giver"].objects) if "giver" in kind.qualifiers else []


@dataclass
class _Nobody:
    """No model is asked."""

    name: str = "any"


class AnyModel(Proposer):
    """In place of a model: it proposes everything."""

    def __init__(self) -> None:
        super().__init__(_Nobody())  # type: ignore[arg-type]

    def ask(self, findings: Findings, sentence: Sentence) -> list[Proposal]:
        self.asked += 1
        return list(every(findings, sentence))


def kept(report: Report, begin: Findings) -> Iterator[tuple[Findings, Claim, Proposal]]:
    """What passes of all sentences, each proposal by itself, as if the rules had read nothing."""
    for sentence in report.sentences:
        for proposal in every(begin, sentence):
            alone = Findings(report, begin.context, begin.clusters, begin.registry, begin.meeting)
            try:
                keep(alone, sentence, proposal, "llm:any")
            except Refused:
                continue
            assert can_state(begin, sentence), f"never asked, yet it would pass: {proposal}"
            yield alone, alone.claims()[0], proposal


def is_expected(found: Found, claim: Claim, case: Case) -> bool:
    """Whether the case lists the claim; what a proposal leaves open (a date, a giver) is not false."""
    open_ = {key for key in ("valid_from", "giver", "count", "number", "role", "status") if getattr(claim, key) is None}
    rows = [{key: value for key, value in row.items() if key not in open_} for row in case.claims]
    return any(found.meets(claim, row) for row in rows)
