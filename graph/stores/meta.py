"""What a store keeps about itself: the version of its tables, its state, its vectors' model."""

from __future__ import annotations

from thidua.graph.stores.write import Session


def meta(session: Session, key: str) -> str:
    """Empty if it keeps none."""
    found = session.run("MATCH (m:Meta {key: $key}) RETURN m.value", {"key": key})
    return str(found[0][0]) if found else ""


def set_meta(session: Session, key: str, value: str) -> None:
    session.run("MERGE (m:Meta {key: $key}) SET m.value = $value", {"key": key, "value": value})
