"""How much one visitor may ask for: a bucket of turns for each address, filled again as time goes by."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Callable
from time import monotonic

MOST_VISITORS = 10_000  # addresses that are remembered at once


class Rate:
    """`per_minute` turns a minute for each visitor, who may take as many at once."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self.per_minute, self._clock = per_minute, clock
        self._left: dict[str, tuple[float, float]] = {}  # by visitor: the turns left, and when that was so
        self._lock = threading.Lock()

    def take(self, visitor: str) -> float:
        """Takes a turn; 0, or the seconds until there is one again."""
        with self._lock:
            left, now = self._refilled(visitor)
            self._left.pop(visitor, None)  # to the end: the first is whoever has not come for longest
            self._left[visitor] = (left - 1 if left >= 1 else left, now)
            while len(self._left) > MOST_VISITORS:
                del self._left[next(iter(self._left))]
            return self._wait(left)

    def wait(self, visitor: str) -> float:
        """The seconds until there is a turn, 0 if there is; takes none."""
        with self._lock:
            return self._wait(self._refilled(visitor)[0])

    def _refilled(self, visitor: str) -> tuple[float, float]:
        now = self._clock()
        left, then = self._left.get(visitor, (float(self.per_minute), now))
        return min(left + (now - then) * self.per_minute / 60, float(self.per_minute)), now

    def _wait(self, left: float) -> float:
        return 0.0 if left >= 1 else (1 - left) * 60 / self.per_minute


def visitor(address: str | None) -> str:
    """Who asks, by network address; those of one IPv6 network are one, as each has as many as it likes."""
    try:
        number = ipaddress.ip_address(address or "")
    except ValueError:
        return address or ""
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped
        return str(inner) if inner else str(ipaddress.ip_network((int(number), 64), strict=False))
    return str(number)
