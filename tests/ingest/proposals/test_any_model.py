"""Whatever a model proposes of the golden cases, nothing is kept that they do not list, from any of their sentences."""

from functools import cache

import pytest

from thidua.graph.claims import Claim
from thidua.ingest.extract import unread
from thidua.ingest.proposals.reply import Proposal
from thidua.ingest.report import read_report
from thidua.tests.any_model import is_expected, kept
from thidua.tests.golden.compare import Case, Found, article, cases, found

CASES = {case.name: case for case in cases("cases")}


@cache
def passing(name: str) -> list[tuple[Found, Claim, Proposal]]:
    case = CASES[name]
    report = read_report(article(case), case.lang)
    extraction = found(case).extraction
    return [
        (Found(extraction, {e.id: e.label for e in findings.registry.entities()}), claim, proposal)
        for findings, claim, proposal in kept(report, unread(report))
    ]


@pytest.mark.parametrize("case", CASES.values(), ids=lambda case: case.name)
def test_no_model_can_say_of_a_report_what_it_does_not(case: Case) -> None:
    for judged, claim, proposal in passing(case.name):
        listed = is_expected(judged, claim, case)
        assert listed or claim.kind not in case.complete, f"{judged.show(claim)}\n{proposal}"
        wrong = [row for row in case.never if judged.meets(claim, row)]
        assert listed or not wrong, f"{judged.show(claim)}\n{proposal}"


def test_something_is_kept_all_the_same() -> None:
    """Else the test above would pass for checks that let nothing through."""
    kinds = {claim.kind for name in CASES for _, claim, _ in passing(name)}
    assert kinds >= {"leads", "holds_post", "awarded", "launched", "speaks", "dated"}
