"""How a store keeps people's decisions: one node each, by the pair it is about."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.graph.decisions import Decision, Decisions
from thidua.graph.stores import write
from thidua.graph.stores.dialect import filled
from thidua.graph.stores.schema import DECISION
from thidua.graph.stores.write import Session

KEY, *COLUMNS = DECISION


def read(session: Session) -> Decisions:
    found = session.run(f"MATCH (n:Decision) RETURN {write.columns_of('n', COLUMNS)}")
    return Decisions(Decision(*row) for row in found)


def keep(session: Session, decisions: Sequence[Decision]) -> None:
    """In place of what was decided about the same pairs before."""
    last = {decision.id: decision for decision in decisions}
    write.delete(session, "Decision", list(last))
    rows = [(id_, *decision) for id_, decision in last.items()]
    session.each(f"CREATE (:Decision{filled(DECISION)})", DECISION, rows)


def forget(session: Session, id_: str) -> bool:
    found = bool(write.look_up(session, "Decision", [id_], KEY))
    write.delete(session, "Decision", [id_])
    return found
