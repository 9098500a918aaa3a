"""Where on the screen one is, as the end of its address: what anybody can link to and open again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

MOST_ASKED = 8  # questions in one address; a follow-up needs those before it, but not for ever
MOST_FIELDS = 100


class Asked(NamedTuple):
    """A question, and the day (2024-06-21, 2024-06 or 2024) taken for today; "" is today itself."""

    question: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """`asked` is a conversation's questions, `look` the id of the entity whose page is open, `list` that of a list."""

    asked: tuple[Asked, ...] = ()
    look: str | None = None
    list: str | None = None


def asking(asked: Sequence[Asked]) -> str:
    """Each question with its day after it, if it has one."""
    given = [pair for one in asked[-MOST_ASKED:] for pair in (("ask", one.question), ("as_of", one.as_of)) if pair[1]]
    return "?" + urlencode(given)


def looking(entity: str) -> str:
    return "?" + urlencode({"look": entity})


def place(query: str) -> Place:
    """Read what `asking` and `looking` write; what is neither is left out."""
    try:
        given = parse_qsl(query.removeprefix("?"), max_num_fields=MOST_FIELDS)
    except ValueError:  # more fields than anybody links to
        return Place()
    asked: list[Asked] = []
    for name, value in given:
        if name == "ask" and value.strip():
            asked.append(Asked(value))
        elif name == "as_of" and asked:
            asked[-1] = asked[-1]._replace(as_of=value)
    first = dict(reversed(given))
    return Place(tuple(asked[-MOST_ASKED:]), first.get("look"), first.get("list"))
