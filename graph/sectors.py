"""What clusters are named after where they have no number: kinds of bodies, and regions."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "gazetteer" / "sectors.toml"


@dataclass(frozen=True, slots=True)
class Sector:
    """`label` is Vietnamese; `region` says where, not what; `across`: only clusters of several provinces have it."""

    id: str
    label: str
    region: bool
    across: bool


@cache
def sectors() -> dict[str, Sector]:
    """Every sector by id, in the order in which a Vietnamese name gives them."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    return {
        key: Sector(key, row["vi"], row.get("region", False), row.get("across", False)) for key, row in data.items()
    }
