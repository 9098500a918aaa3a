"""Where on the screen one is, as the end of its address: what anybody can link to and open again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

MOST_ASKED = 8  # questions in one address; a follow-up needs those before it, but not for ever
MOST_FIELDS = 100


@dataclass(frozen=True, slots=True)
class Place:
    """`asked` is a conversation's questions, `look` the id of the entity whose page is open, `list` that of a list."""

    asked: tuple[str, ...] = ()
    look: str | None = None
    list: str | None = None


def asking(questions: Sequence[str]) -> str:
    return "?" + urlencode([("ask", question) for question in questions[-MOST_ASKED:]])


def looking(entity: str) -> str:
    return "?" + urlencode({"look": entity})


def place(query: str) -> Place:
    """Read what `asking` and `looking` write; what is neither is left out."""
    try:
        given = parse_qs(query.removeprefix("?"), max_num_fields=MOST_FIELDS)
    except ValueError:  # more fields than anybody links to
        return Place()
    asked = tuple(question for question in given.get("ask", []) if question.strip())[-MOST_ASKED:]
    return Place(asked, given.get("look", [None])[0], given.get("list", [None])[0])
