"""Which model a store's vectors are of, and how many each source has. All of them are of one model."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from secrets import token_hex

from thidua.graph.errors import StoreMismatch
from thidua.graph.stores.base import VectorModel
from thidua.graph.stores.meta import meta, set_meta
from thidua.graph.stores.write import Session


def model(session: Session) -> VectorModel | None:
    """None while no passage has a vector."""
    name, width = meta(session, "model"), meta(session, "width")
    if not name or not session.run("MATCH (s:Source) WHERE s.vectors > 0 RETURN s.id LIMIT 1"):
        return None
    return VectorModel(name, int(width))


def held(session: Session) -> int:
    """How many passages have one."""
    return int(session.run("MATCH (s:Source) RETURN sum(s.vectors)")[0][0] or 0)


def take(session: Session, new: VectorModel) -> None:
    """Note that vectors of a model are added. Raises StoreMismatch if others are there."""
    check(model(session), new)
    set_meta(session, "model", new.name)
    set_meta(session, "width", str(new.width))
    set_meta(session, "vectors", token_hex(8))


def check(there: VectorModel | None, wanted: VectorModel) -> None:
    if there is not None and there != wanted:
        raise StoreMismatch(
            f"The store holds vectors of {there.name} with {there.width} numbers, not of {wanted.name} with "
            f"{wanted.width}; make them anew with thidua embed, or choose that model with THIDUA_EMBEDDER."
        )


def width(vectors: Collection[Collection[float]]) -> int:
    """How many numbers each has. Raises StoreMismatch if they differ."""
    widths = {len(vector) for vector in vectors}
    if len(widths) != 1:
        raise StoreMismatch(f"Vectors of one model differ in width ({sorted(widths)}); choose another model.")
    return widths.pop()


def count(session: Session, numbers: Mapping[str, int]) -> None:
    """Keep how many of each source's passages have a vector."""
    rows = sorted(numbers.items())
    session.each("MATCH (s:Source {id: id}) SET s.vectors = count_", {"id": "text", "count_": "int"}, rows)
