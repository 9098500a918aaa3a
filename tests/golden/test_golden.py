"""Every file of cases/ is a test. Those of aside/ are measured by `make bench ARGS=accuracy` and fail nothing."""

import pytest

from thidua.tests.golden.compare import Case, cases, found


@pytest.mark.parametrize("case", cases("cases"), ids=lambda case: case.name)
def test_report_says_what_its_case_expects(case: Case) -> None:
    problems = found(case).problems(case)
    if case.xfail:
        assert problems, f"{case.name}: now right, take its xfail away"
        pytest.xfail(case.xfail)
    assert not problems, f"{case.name}: {len(problems)} problems\n" + "\n".join(f"  {problem}" for problem in problems)


@pytest.mark.parametrize("folder", ["cases", "aside"])
def test_every_language_has_cases(folder: str) -> None:
    assert {"vi", "en", "de", "hi"} <= {case.lang for case in cases(folder)}
