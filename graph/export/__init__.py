"""The whole graph in the formats of other tools. Every export is the same, byte for byte, for the same graph."""

from __future__ import annotations

from typing import TextIO

from thidua.graph.errors import UsageError
from thidua.graph.stores.base import Store

FORMATS = ("ttl", "jsonld", "ftm", "csv", "cypher")


def export(store: Store, format_: str, stream: TextIO) -> None:
    """Write the graph to a text stream. Raises UsageError for a format that is none of FORMATS."""
    if format_ in ("ttl", "jsonld"):
        from thidua.graph.export import rdf

        (rdf.export_ttl if format_ == "ttl" else rdf.export_jsonld)(store, stream)
    elif format_ == "ftm":
        from thidua.graph.export.ftm import export_ftm

        export_ftm(store, stream)
    elif format_ == "csv":
        from thidua.graph.export.csv import export_csv

        export_csv(store, stream)
    elif format_ == "cypher":
        from thidua.graph.export.cypher import export_cypher

        export_cypher(store, stream)
    else:
        raise UsageError(f"There is no format {format_!r}; choose one of {', '.join(FORMATS)}.")
