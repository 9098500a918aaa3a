"""When: prefix dates, the window a question asks about, and how a claim's interval meets it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Meeting = Literal["stated", "possible", "unknown", "no"]
Mode = Literal["any", "in", "now", "before", "after"]


@dataclass(frozen=True, slots=True)
class Window:
    """The time asked about, as ISO dates; `None` is open. Mode "any": no time asked. `text` is shown ("2024")."""

    mode: Mode = "any"
    first: str | None = None
    last: str | None = None
    text: str = ""

    @property
    def asked(self) -> bool:
        return self.mode in ("in", "before", "after")

    @property
    def years(self) -> tuple[str, ...]:
        """The single year asked about, if it is one."""
        return (
            (self.first[:4],)
            if self.mode == "in" and self.first and self.last and self.first[:4] == self.last[:4]
            else ()
        )


ANY = Window()


def bounds(prefix: str) -> tuple[str, str]:
    """The first and last day that a prefix date allows: "2024-06" is 2024-06-01 to 2024-06-30."""
    if "/" in prefix:
        first, last = prefix.split("/", 1)
        return bounds(first)[0], bounds(last)[1]
    parts = prefix.split("-")
    if len(parts) == 3:
        return prefix, prefix
    if len(parts) == 2:
        days = calendar.monthrange(int(parts[0]), int(parts[1]))[1]
        return f"{prefix}-01", f"{prefix}-{days:02d}"
    return f"{prefix}-01-01", f"{prefix}-12-31"


def dated(prefix: str | None) -> bool:
    """Whether a prefix date says a year ("--06-21" does not)."""
    return bool(prefix and re.match(r"\d{4}", prefix))


def apart(one: str, other: str) -> bool:
    """Whether no day is in both; a date without its year is apart from none."""
    if not dated(one) or not dated(other):
        return False
    (first, last), (start, end) = bounds(one), bounds(other)
    return last < start or end < first


def within(prefix: str) -> Window:
    first, last = bounds(prefix)
    return Window("in", first, last, prefix.replace("/", "–"))


def before(prefix: str) -> Window:
    return Window("before", None, (date.fromisoformat(bounds(prefix)[0]) - timedelta(days=1)).isoformat(), prefix)


def after(prefix: str) -> Window:
    return Window("after", bounds(prefix)[0], None, prefix)


def meets(valid_from: str | None, valid_to: str | None, window: Window) -> Meeting:
    """How a claim's interval meets the window: a start without an end does not say how long it lasted."""
    if not window.asked and window.mode != "now":
        return "stated"
    start = bounds(valid_from)[0] if valid_from and dated(valid_from) else None
    end = bounds(valid_to)[1] if valid_to and dated(valid_to) else None
    if start is None and end is None:
        return "unknown"
    if (start and window.last and start > window.last) or (end and window.first and end < window.first):
        return "no"
    if start and end:
        return "stated"
    sharp = bounds(valid_from or valid_to or "")
    touches = (not window.first or sharp[1] >= window.first) and (not window.last or sharp[0] <= window.last)
    return "stated" if touches else "possible"


def sort_key(valid_from: str | None, valid_to: str | None) -> str:
    """Later is greater; nothing stated is least."""
    best = valid_to if dated(valid_to) else valid_from
    return bounds(best)[1] if best and dated(best) else ""
