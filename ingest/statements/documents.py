"""Documents: who issued them, when they are dated, what implements them, what they set up."""

from __future__ import annotations

from collections.abc import Callable

from thidua.graph.claims import Value
from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.frames import triggers
from thidua.language.mention import DATE, QUOTE, ROLE, Mention


def state_documents(findings: Findings, sentence: Sentence) -> None:
    for mention in sentence.of("NormativeDocument"):
        at = sentence.index(mention)
        issuer = _beside(findings, sentence, at, _issues)
        dated = _beside(findings, sentence, at, _is_date)
        date = dated.get("value") if dated else None
        date = date if date and "/" not in date and not date.startswith("-") and len(date) > 4 else None
        if not mention.get("number") and not (issuer and _decides(sentence, mention)):
            continue
        body = findings.registry.of(issuer, sentence) if issuer else None
        document = findings.registry.document(mention, body, date)
        number = mention.get("number")
        findings.claim("issued", body, document, sentence, number=number, valid_from=date, valid_to=date)
        if date:
            findings.claim("dated", document, Value(date, "date"), sentence, number=number, valid_from=date, valid_to=date)
        _uses(findings, sentence, mention, document, number, date)


def _decides(sentence: Sentence, mention: Mention) -> bool:
    """A decision without a number counts where the sentence says what it decides; "the decisions of X" do not."""
    return mention.get("documentType") == "decision" and (sentence.has("elected") or bool(triggers(sentence, "established_by")))


def _uses(findings: Findings, sentence: Sentence, mention: Mention, document: str, number: str | None, date: str | None) -> None:
    """What the sentence says is done with the document."""
    if not number and not mention.get("documentType") == "decision":
        return
    cluster = next(iter(sentence.of("EmulationCluster")), None)
    if cluster is None and not sentence.of("Movement"):
        return
    if triggers(sentence, "established_by") and mention.get("documentType") in ("decision", "plan", "resolution", None):
        findings.claim("established_by", findings.registry.cluster(cluster, sentence), document, sentence,
                       number=number, valid_from=date, valid_to=date)
    elif number and triggers(sentence, "implements"):
        findings.claim("implements", findings.registry.cluster(cluster, sentence), document, sentence, number=number)


def _issues(mention: Mention) -> bool:
    return mention.type == "Organization" or (mention.type == ROLE and mention.get("body") is not None)


def _is_date(mention: Mention) -> bool:
    return mention.type == DATE


def _beside(findings: Findings, sentence: Sentence, at: int, wanted: Callable[[Mention], bool]) -> Mention | None:
    """The issuer or date that stands with a document: the language's usual side first, light words between."""
    sides = (-1, 1) if findings.report.language.body_first else (1, -1)
    for step in sides:
        position = at + step
        while 0 <= position < len(sentence.elements) and abs(position - at) <= 8:
            element = sentence.elements[position]
            if wanted(element):
                return element
            if not _passes(element, step, sides[0]):
                break
            position += step
    return None


def _passes(element: Mention, step: int, usual: int) -> bool:
    """What may stand between a document and its issuer or date; on the unusual side only little."""
    if element.has("of") or element.has("article") or element.has("agent") or element.has("frame"):
        return True
    if step != usual:
        return False
    return element.type in (DATE, "Organization", "Place", "Role") or element.text in ",()（）、" or element.type == QUOTE or element.has("local")
