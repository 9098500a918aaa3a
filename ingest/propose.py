"""A model proposes what the rules left unread; what the checks let through is stored under the model's name.

Only sentences of which the rules made no claim are shown to it, and only those of which it could make one that passes.
A model that fails is not asked again in this ingest, which goes on without it.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field

from thidua.graph.check import claim_faults
from thidua.graph.claims import Claim
from thidua.graph.errors import ChatError, ChatTimeout
from thidua.graph.export.view import ends
from thidua.graph.models import ChatModel, chat_model
from thidua.graph.ontology import ClaimKind, ontology
from thidua.ingest.findings import Findings
from thidua.ingest.proposals.checks import Checked, Reason, Refused
from thidua.ingest.proposals.named import Named, entity, named
from thidua.ingest.proposals.reply import Proposal, data, instruction, proposals, schema
from thidua.ingest.proposals.said import may_be_said
from thidua.ingest.report import Sentence

log = logging.getLogger(__name__)
CONFIDENCE = 0.5
PATIENCE = 3  # failures in a row after which the model is left alone


@dataclass
class Proposer:
    """`proposed` and `kept` count claims, `dropped` says why the others were not kept."""

    model: ChatModel
    asked: int = 0
    proposed: int = 0
    kept: int = 0
    dropped: Counter[Reason] = field(default_factory=Counter)
    _failures: int = 0

    def add(self, findings: Findings) -> None:
        """Ask about the unread sentences of a report and note what passes."""
        read = {(piece.start, piece.end) for claim in findings.claims() for piece in claim.evidence}
        for sentence in findings.report.sentences:
            if (sentence.start, sentence.end) not in read and can_state(findings, sentence):
                for proposal in self.ask(findings, sentence):
                    self._take(findings, sentence, proposal)

    def ask(self, findings: Findings, sentence: Sentence) -> list[Proposal]:
        """What the model says of one sentence; nothing if it fails, and nothing more once it has failed too often."""
        if self._failures >= PATIENCE:
            return []
        self.asked += 1
        try:
            found = proposals(self.model.reply(instruction(), data(sentence, findings.report.lang), schema()))
        except ChatError as error:
            self._failures = PATIENCE if isinstance(error, ChatTimeout) else self._failures + 1
            if self._failures >= PATIENCE:
                log.warning("%s The ingest goes on without it.", error)
            return []
        self._failures = 0
        return found

    def _take(self, findings: Findings, sentence: Sentence, proposal: Proposal) -> None:
        self.proposed += 1
        try:
            keep(findings, sentence, proposal, extractor=f"llm:{self.model.name}")
        except Refused as refused:
            self.dropped[refused.reason] += 1
        else:
            self.kept += 1

    def summary(self) -> str:
        """ "5 claims proposed by the model openai:x, 1 kept; dropped: 4 naming what the sentence does not"."""
        why = ", ".join(f"{count} {reason}" for reason, count in sorted(self.dropped.items()))
        told = f"{self.proposed} claims proposed by the model {self.model.name}, {self.kept} kept"
        return f"{told}; dropped: {why}" if why else told


def proposer() -> Proposer | None:
    """Who proposes, by the settings; None where they name no model. Raises UsageError for one that cannot be set up."""
    model = chat_model()
    return Proposer(model) if model else None


def can_state(findings: Findings, sentence: Sentence) -> bool:
    """Whether there is a kind of claim that a word of the sentence could state of two things that it names."""
    things = [thing for thing in named(findings, sentence) if thing.is_known]

    def names_both(kind: ClaimKind) -> bool:
        subjects = {t.key for t in things if t.type in kind.subjects}
        objects = {t.key for t in things if t.type in kind.objects}
        return bool(subjects) and (kind.value == "date" or (bool(objects) and len(subjects | objects) > 1))

    return any(names_both(kind) and may_be_said(sentence, kind) for kind in ontology().kinds.values())


def keep(findings: Findings, sentence: Sentence, proposal: Proposal, extractor: str) -> None:
    """Note the claim that a proposal makes. Raises Refused where the sentence does not bear it out."""
    checked = Checked(findings, sentence, proposal)
    kind, about = checked.kind.id, checked.qualifiers | {"extractor": extractor, "confidence": CONFIDENCE}
    subject, object_, giver = (
        entity(findings, sentence, end) if isinstance(end, Named) else end
        for end in (checked.subject, checked.object, checked.giver)
    )
    if not isinstance(subject, str) or object_ is None:
        raise Refused(Reason.NAME)
    if giver:
        about["giver"] = giver
    for known in findings.claims():
        told = known.kind == kind and known.object == object_
        if told and (known.subject == subject or checked.is_held_by_one):
            raise Refused(Reason.KNOWN)
    claim = Claim(kind, subject, object_, **about)
    classes = {end: findings.registry.get(end).type for end in ends(claim)}
    if any(claim_faults(ontology(), claim, classes)):
        raise Refused(Reason.ONTOLOGY)
    findings.claim(kind, subject, object_, sentence, **about)
