"""Statements of comparisons, superlatives and lists of all there is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from thidua.graph.claims import Claim, Value
from thidua.qa.answering.phrase import Statement, Wording
from thidua.qa.planning.plan import Compare, Each, Most
from thidua.qa.retrieval.evidence import Finding
from thidua.qa.retrieval.steps import TOLD, Outcome, answer, is_number


def lead(outcome: Outcome, wording: Wording) -> list[str]:
    """What is said before the statements: which is the most, whether two times differ, how many there are."""
    say = wording.messages.text
    match outcome.step:
        case Most() if outcome.found:
            return [say("order", outcome.step.order, count=len(outcome.ranked))]
        case Compare() if outcome.step.told and len(outcome.findings) == 2 and all(f.facts for f in outcome.findings):
            return [_difference(*outcome.findings, wording)]
        case Each() if outcome.found:
            return [say("slot", "each", count=outcome.count)]
        case _:
            return []


def statements(outcome: Outcome, wording: Wording) -> list[Statement]:
    """The statements of an outcome that has an order of its own; none for any other."""
    match outcome.step:
        case Most() if outcome.found:
            (finding,) = outcome.findings
            if outcome.step.order in ("most", "least"):
                told = outcome.ranked[: max(TOLD, len(finding.facts))]
                return [wording.say([f.claim]) for f in told]
            shown = {answer(f.claim, finding.find) for f in finding.facts}
            dates = [c for c in finding.told if c.subject in shown or c.object in shown]
            return [wording.say([c]) for c in (*(f.claim for f in finding.facts), *dates)]
        case Each() if outcome.found:
            (finding,) = outcome.findings
            named = [Statement(e.label, (f.claim,)) for e, f in zip(outcome.listed, finding.facts, strict=True)]
            if rest := outcome.count - len(named):
                more = wording.messages.text("slot", "more", count=rest)
                named[-1] = replace(named[-1], text=f"{named[-1].text}; {more}")
            return named
        case _:
            return []


def _difference(first: Finding, last: Finding, wording: Wording) -> str:
    """How the answers of two times differ: by how much where each is one number of the same unit."""
    say = wording.messages.text
    earlier, later = sorted((first, last), key=lambda f: f.find.window.first or "")
    slots = {"first": earlier.find.window.text, "last": later.find.window.text}
    one, other = _number(earlier), _number(later)
    if one and other and one.unit == other.unit and one.value != other.value:
        gap = Decimal(other.value) - Decimal(one.value)
        shown = wording.value(Value(str(abs(gap)), "decimal", other.unit))
        return say("order", "more" if gap > 0 else "less", difference=shown, **slots)
    return say("order", "same" if _said(earlier) == _said(later) else "differs", **slots)


def _number(finding: Finding) -> Value | None:
    values = {f.claim.object for f in finding.facts if isinstance(f.claim.object, Value)}
    (value,) = values if len(values) == 1 else (None,)
    return value if value and is_number(value) else None


def _said(finding: Finding) -> set[str]:
    return {_end(f.claim, finding) for f in finding.facts}


def _end(claim: Claim, finding: Finding) -> str:
    if isinstance(claim.object, Value):
        return f"{claim.object.value} {claim.object.unit}"
    return answer(claim, finding.find) or ""
