"""`thidua profile`, `thidua trace` and `thidua timeline`: what the reports say of one name."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from thidua.cli.terminal import put
from thidua.graph.errors import UsageError

if TYPE_CHECKING:
    from thidua.graph.claims import Entity
    from thidua.graph.stores.base import Store


def profile(options: argparse.Namespace) -> int:
    from thidua.qa.dossiers import profile as dossier

    with named(options) as (store, entity):
        found = dossier(store, entity.id, options.lang)
    if options.json:
        put(found.json())
    else:
        print(found.markdown() if options.md else found.html() if options.html else found.text(), end="")
    return 0


def trace(options: argparse.Namespace) -> int:
    from thidua.qa.dossiers import trace as tree

    with named(options, ("NormativeDocument", "Movement")) as (store, entity):
        found = tree(store, entity.id, options.lang)
    put(found.json()) if options.json else print(found.markdown() if options.md else found.text(), end="")
    return 0


def timeline(options: argparse.Namespace) -> int:
    from thidua.qa.dossiers import timeline as spans

    with named(options) as (store, entity):
        found = spans(store, entity.id, options.lang)
    if options.json:
        put(found.json())
    else:
        print(found.markdown() if options.md else found.text(), end="")
    return 0


@contextmanager
def named(options: argparse.Namespace, types: Sequence[str] = ()) -> Iterator[tuple[Store, Entity]]:
    """The store and the one entity in it that the command names."""
    from thidua.cli.commands import opened
    from thidua.qa.dossiers import find

    with opened(options, read_only=True) as store:
        if not store.counts().get("Source"):
            raise UsageError("There is nothing in the graph yet; read in some reports first with `thidua ingest`.")
        yield store, find(options.name, store, types=types)
