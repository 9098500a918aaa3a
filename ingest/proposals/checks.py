"""What protects the graph from a model: a proposal becomes a claim only if its sentence bears it out.

Every name, number and date is found again in the sentence by the means that the rules use. Nothing denied, planned,
conditional or only proposed passes for a fact; a word that states the kind of claim has to be there, and nobody else
whom it could mean. What is stored is then the sentence's, not the model's.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from thidua.graph.claims import Value
from thidua.graph.identity import normal_code
from thidua.graph.ontology import ontology
from thidua.ingest.findings import Findings
from thidua.ingest.proposals.named import Named, meant, named
from thidua.ingest.proposals.reply import Proposal
from thidua.ingest.proposals.said import is_said, is_unreal
from thidua.ingest.report import Sentence
from thidua.ingest.statements.cluster_posts import CLUSTER_ROLES
from thidua.ingest.statements.frames import is_agent
from thidua.ingest.statements.years import beside_document
from thidua.language.dates import dates
from thidua.language.lexicon import plain
from thidua.language.mention import DATE, ROLE, Mention

#: What alone a sentence tells plainly of these kinds: "A heads the department" is a post, and founders are many.
_ONLY = {"leads": "EmulationCluster", "deputy_leads": "EmulationCluster", "established_by": "NormativeDocument"}


class Reason(StrEnum):
    """Why a proposal is dropped, as the summary says it."""

    KIND = "of no known kind"
    QUOTATION = "not quoted from the sentence"
    NAME = "naming what the sentence does not"
    DATE = "with another date"
    QUALIFIER = "with another role, status or number"
    UNREAL = "denied, planned or conditional"
    UNSAID = "that no word states"
    UNCLEAR = "that may mean somebody else"
    KNOWN = "that the rules had read"
    ONTOLOGY = "against the ontology"


class Refused(Exception):
    """The proposal is dropped, for this reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Checked:
    """A proposal that its sentence bears out: its ends, and its qualifiers as the sentence gives them.

    Raises Refused. Nothing is written to the report's registry here.
    """

    def __init__(self, findings: Findings, sentence: Sentence, proposal: Proposal) -> None:
        self._findings, self._sentence, self._said = findings, sentence, proposal
        self._things = named(findings, sentence)
        if proposal.kind not in ontology().kinds:
            raise Refused(Reason.KIND)
        if not proposal.quote.strip() or proposal.quote not in sentence.text:
            raise Refused(Reason.QUOTATION)
        self.kind = ontology().kinds[proposal.kind]
        self.subject = self._thing(proposal.subject, self.kind.subjects)
        self.object = self._value() if self.kind.value else self._thing(proposal.object, self.kind.objects)
        self.giver = self._giver()
        only = _ONLY.get(self.kind.id)
        if only and isinstance(self.object, Named) and self.object.type != only:
            raise Refused(Reason.UNSAID)
        if is_unreal(sentence, self.kind):
            raise Refused(Reason.UNREAL)
        if not is_said(findings, sentence, self.kind, self.subject.mention, self._is_object):
            raise Refused(Reason.UNSAID)
        if self._rivals():
            raise Refused(Reason.UNCLEAR)
        self.qualifiers = self._qualifiers()

    @property
    def is_held_by_one(self) -> bool:
        """Whether two subjects of one object would contradict each other: of one cluster there is one leader."""
        return self.kind.id in CLUSTER_ROLES

    def _thing(self, text: str, classes: frozenset[str]) -> Named:
        things = [t for t in self._things if t.type in classes]
        found = meant(text, self._sentence, self._findings.report.lang, things)
        if found is None or not found.is_known:
            raise Refused(Reason.NAME)
        return found

    def _is_object(self, mention: Mention) -> bool:
        key = self.object.key if isinstance(self.object, Named) else None
        return any(t.mention is mention and t.key == key for t in self._things)

    def _value(self) -> Value:
        """The day that the sentence names; figures are left to the rules, which know what a number counts."""
        days = {v for m in self._dates() if len(v := m.data["value"]) == 10}
        if self.kind.value != "date" or len(days) != 1 or days != self._read(self._said.object):
            raise Refused(Reason.DATE)
        return Value(days.pop(), "date")

    def _giver(self) -> Named | None:
        if self._said.giver is None:
            return None
        giver = self._thing(self._said.giver, ontology().properties["giver"].objects)
        if not self._acts(giver.mention):
            raise Refused(Reason.UNCLEAR)
        return giver

    def _acts(self, mention: Mention) -> bool:
        return is_agent(self._sentence, self._sentence.index(mention), self._findings.report.language)

    def _rivals(self) -> bool:
        """Whether anything else in the sentence could stand at either end, or the two could change places."""
        ends = [e for e in (self.subject, self.object, self.giver) if isinstance(e, Named)]
        taken = {e.key for e in ends}
        if len(taken) < len(ends):
            return True
        if isinstance(self.object, Named):
            swapped = self.object.type in self.kind.subjects and self.subject.type in self.kind.objects
        else:
            swapped = len({m.data["value"] for m in self._dates()}) > 1
        classes = self.kind.subjects | self.kind.objects
        # "the plan that the Minister issued" is not the cluster's
        office = self.kind.id == "issued" and any(m.get("body") for m in self._sentence.of(ROLE))
        return swapped or office or any(t.type in classes and t.key not in taken for t in self._things)

    # qualifiers: what the sentence says, if the model does not say otherwise -----------------------------------------
    def _qualifiers(self) -> dict[str, Any]:
        may, when = self.kind.qualifiers, self._when()
        given: dict[str, Any] = {"role": self._role(), "number": self._number(), "count": self._count()}
        given |= {"status": self._status(), "valid_from": when, "valid_to": when}
        return {key: value for key, value in given.items() if key in may and value is not None}

    def _role(self) -> str | None:
        roles = {m.data["role"] for m in self._sentence.of(ROLE)}
        cluster = CLUSTER_ROLES.get(self.kind.id)
        if self._said.role and self._said.role not in roles | {cluster}:
            raise Refused(Reason.QUALIFIER)
        if cluster:
            return cluster
        if self.kind.id == "holds_post" and len(roles) != 1:
            raise Refused(Reason.UNCLEAR)
        return roles.pop() if self.kind.id == "holds_post" else None

    def _status(self) -> str | None:
        status = "proposed" if self._sentence.has("proposal") else "conferred"
        if self._said.status not in (None, status):
            raise Refused(Reason.QUALIFIER)
        return status

    def _number(self) -> str | None:
        ends = (e.mention for e in (self.subject, self.object) if isinstance(e, Named))
        number = next((m.get("number") for m in ends if m.type == "NormativeDocument"), None)
        if self._said.number and (number is None or normal_code(self._said.number) != normal_code(number)):
            raise Refused(Reason.QUALIFIER)
        return number

    def _count(self) -> int | None:
        count = self.subject.mention.get("count")
        if self._said.count and self._said.count != count:
            raise Refused(Reason.QUALIFIER)
        return int(count) if count and count.isdigit() else None

    def _when(self) -> str | None:
        """The one date of the sentence; a document's own is that of its issue and of what it founds. Of several none.

        Who leads does so in the year that the sentence names; other claims take a date only if the model gives it.
        """
        if isinstance(self.object, Value):
            return self.object.value
        issue, said = self.kind.id in ("issued", "established_by"), self._said.date
        values = {m.data["value"] if issue else m.data["value"][:4] for m in self._dates(with_documents=issue)}
        if said and not (len(values) == 1 and self._agrees(said, next(iter(values)))):
            raise Refused(Reason.DATE)
        return values.pop() if len(values) == 1 and (said or self.is_held_by_one) else None

    def _agrees(self, text: str, value: str) -> bool:
        read = self._read(text)
        return len(read) == 1 and all(r.startswith(value) or value.startswith(r) for r in read)

    def _read(self, text: str) -> set[str]:
        """The dates in a model's words, in the language of the sentence or as 2024-06-21."""
        return {d.value for d in dates(plain(text), self._findings.report.lang) if d.value}

    def _dates(self, *, with_documents: bool = True) -> Iterator[Mention]:
        """The dates that name their year; no period."""
        for index, mention in enumerate(self._sentence.elements):
            value = mention.get("value") or ""
            own = with_documents or not beside_document(self._sentence, index)
            if mention.type == DATE and value[:4].isdigit() and "/" not in value and own:
                yield mention
