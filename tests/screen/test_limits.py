"""How often one visitor may ask."""

import pytest

from thidua.screen.limits import MOST_VISITORS, Rate, visitor


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_turns_run_out_and_come_back_with_time() -> None:
    clock = Clock()
    rate = Rate(3, clock)
    assert [rate.take("a") for _ in range(4)] == [0, 0, 0, pytest.approx(20)]
    assert rate.wait("a") == pytest.approx(20)
    assert rate.take("b") == 0
    clock.now += 20
    assert rate.wait("a") == 0
    assert rate.take("a") == 0
    assert rate.take("a") > 0
    clock.now += 3600
    assert [rate.take("a") > 0 for _ in range(4)] == [False, False, False, True]


def test_a_refused_visitor_does_not_wait_longer_for_asking_again() -> None:
    clock = Clock()
    rate = Rate(1, clock)
    rate.take("a")
    for _ in range(50):
        assert rate.take("a") == pytest.approx(60)
    clock.now += 60
    assert rate.take("a") == 0


def test_visitors_without_end_are_not_all_remembered() -> None:
    rate = Rate(1, Clock())
    for number in range(MOST_VISITORS + 10):
        rate.take(str(number))
    assert rate.take("0") == 0  # forgotten
    assert rate.take(str(MOST_VISITORS + 9)) > 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.5", "203.0.113.5", True),
        ("203.0.113.5", "203.0.113.6", False),
        ("203.0.113.5", "::ffff:203.0.113.5", True),
        ("2001:db8:0:1::5", "2001:db8:0:1:ffff::6", True),
        ("2001:db8:0:1::5", "2001:db8:0:2::5", False),
        (None, "", True),
    ],
)
def test_who_is_one_visitor(one: str | None, other: str, same: bool) -> None:
    assert (visitor(one) == visitor(other)) == same
