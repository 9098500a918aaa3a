"""Where THIDUA_REQUIRE is set, as in .ci/run, a test that would be skipped fails instead.

Elsewhere the run ends with one line for each reason for which tests were skipped.
"""

import os
from collections import Counter

import pytest
from hypothesis import settings

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # no test fetches a model; read when the library is first imported

REQUIRED = bool(os.environ.get("THIDUA_REQUIRE"))


settings.register_profile("thidua", deadline=None)  # how long a case takes on a busy machine says nothing
settings.load_profile("thidua")


def reason_of(report) -> str:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    return str(reason).removeprefix("Skipped: ")


def refuse_skip(report) -> None:
    if REQUIRED and report.skipped and not hasattr(report, "wasxfail"):
        reason = reason_of(report)
        report.outcome, report.longrepr = "failed", f"{reason} (nothing may be skipped here: THIDUA_REQUIRE is set)"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    report = yield
    refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    report = yield
    refuse_skip(report)
    return report


def pytest_terminal_summary(terminalreporter):
    skipped = Counter(reason_of(report) for report in terminalreporter.getreports("skipped"))
    for reason, count in skipped.items():
        terminalreporter.write_line(f"NOT TESTED ({count} tests): {reason}", yellow=True)
