"""The gazetteer of bodies, and how a body and a place make an organisation's canonical Vietnamese name."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from thidua.graph.errors import OntologyError
from thidua.graph.names.places import place

FILE = Path(__file__).parent / "gazetteer" / "bodies.toml"
#: Words of a body's own name that already say what the place is: Tỉnh ủy becomes Thành ủy in a city.
_OWN_LEVEL = {
    "thành phố": ("Thành ủy", "Thành đoàn"),
    "thị xã": ("Thị ủy", "Thị đoàn"),
    "quận": ("Quận ủy", "Quận đoàn"),
    "huyện": ("Huyện ủy", "Huyện đoàn"),
}


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body. `scope`: "national", "local" (always of a place) or "any"; `local` is its name there if
    another; `above` the national body under which the local ones compete. `valid_to` and `merged_into` say what became
    of it: what the gazetteer knows is never stated, only what a sentence says.
    """

    id: str
    label: str
    scope: str
    local: str
    aliases: tuple[str, ...]
    above: str | None
    valid_from: str | None = None
    valid_to: str | None = None
    merged_into: str | None = None


@cache
def bodies() -> dict[str, Body]:
    """Every body of the gazetteer by id."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    return {
        key: Body(
            key,
            row["vi"],
            row["scope"],
            row.get("local", row["vi"]),
            tuple(row.get("alias", ())),
            row.get("above"),
            row.get("since"),
            row.get("until"),
            row.get("into"),
        )
        for key, row in data.items()
    }


def body(body_id: str) -> Body:
    """The body. Raises OntologyError if the gazetteer has none of that id."""
    try:
        return bodies()[body_id]
    except KeyError:
        raise OntologyError(f"graph/gazetteer/bodies.toml has no body {body_id!r}.") from None


@cache
def _below() -> dict[str, str]:
    rows = reversed(bodies().values())  # of several the first in the gazetteer
    return {row.above: row.id for row in rows if row.above and row.above != row.id}


def local_counterpart(body_id: str) -> str:
    """The province's own body of a ministry ("ministry-finance" is "finance"); the body itself where it has none.

    Translations call both a ministry: "Finanzministerium der Provinz" is the department.
    """
    return _below().get(body_id, body_id) if body(body_id).scope == "national" else body_id


def body_name(body_id: str, place_id: str | None, *, local: bool = False) -> str:
    """The canonical name: ("home-affairs", "ninh-binh") is "Sở Nội vụ tỉnh Ninh Bình"."""
    kind = body(body_id)
    if kind.scope == "national" or (place_id is None and not local):
        return kind.label
    if place_id is None:
        return kind.local if "ỉnh" in kind.local else f"{kind.local} tỉnh"
    if place_id.startswith("="):  # a place by its name, which no gazetteer has
        return f"{kind.local} {place_id[1:]}"
    where = place(place_id)
    name = kind.local
    for old, new in zip(("Tỉnh ủy", "Tỉnh đoàn"), _OWN_LEVEL.get(where.word, ("Tỉnh ủy", "Tỉnh đoàn")), strict=True):
        name = name.replace(old, new)
    if name != kind.local or "Tỉnh" in name:
        return f"{name} {where.label}"
    return f"{name} {place_name(place_id)}"


def place_name(place_id: str) -> str:
    """A place with the word for its level: "tỉnh Ninh Bình", "Thành phố Hồ Chí Minh"."""
    where = place(place_id)
    return where.label if where.label.lower().startswith(where.word) else f"{where.word} {where.label}"
