"""Whatever key and kind a query names, it finds what reading all claims and choosing would find."""

from pathlib import Path

from thidua.graph.claims import Claim
from thidua.graph.stores import open_store
from thidua.graph.stores.base import ClaimQuery
from thidua.ingest.pipeline import ingest

SAMPLES = Path(__file__).parents[3] / "samples"


def ends(claim: Claim) -> set[str]:
    return {e for e in (claim.subject, claim.object, claim.giver) if isinstance(e, str)}


def test_a_query_by_key_and_kind_finds_what_a_filter_finds(tmp_path):
    """Reopened for reading while the writes are still in the log: where a filter on an edge once read wrong rows."""
    address = str(tmp_path / "store.db")
    with open_store(address) as store:
        ingest([str(SAMPLES)], store)
    slots = {
        "subjects": lambda claim, key: claim.subject == key,
        "objects": lambda claim, key: claim.object == key,
        "ends": lambda claim, key: key in ends(claim),
    }
    with open_store(address, read_only=True) as store:
        claims = store.claims()
        assert len(claims) > 50
        for kinds in [(kind,) for kind in sorted({c.kind for c in claims})] + [("issued", "dated")]:
            for slot, fits in slots.items():
                for key in sorted({e for c in claims for e in ends(c)}):
                    wanted = [c.id for c in claims if c.kind in kinds and fits(c, key)]
                    found = store.claims(ClaimQuery(kinds=kinds, **{slot: (key,)}))
                    assert sorted(c.id for c in found) == sorted(wanted), (kinds, slot, key)
