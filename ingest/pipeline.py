"""Reports in: read, extract, resolve, write. One report that fails stops nobody else's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from thidua.graph.claims import Extraction
from thidua.graph.errors import ReportError, StoreConflict
from thidua.graph.resolve import Resolver
from thidua.graph.stores.base import Store
from thidua.ingest.article import Article
from thidua.ingest.readers import Limits, read
from thidua.ingest.report import source_id
from thidua.ingest.workers import extracted
from thidua.settings import settings

if TYPE_CHECKING:
    from thidua.ingest.propose import Proposer

T = TypeVar("T")
BATCH = 128  # reports written in one transaction


@dataclass(frozen=True, slots=True)
class Progress:
    """What just happened to one report: `stage` is "read", "unchanged", "written" or "failed" (with a reason).

    Before that an input is "begun": `document` is then what was given, which may turn out to hold several reports.
    """

    document: str
    stage: str
    claims: int = 0
    reason: str = ""


@dataclass
class Summary:
    """How an ingest ended. `sources` are the ids of the reports written, `failed` the others with their reason."""

    written: int = 0
    unchanged: int = 0
    claims: int = 0
    sources: list[str] = field(default_factory=list)
    failed: list[ReportError] = field(default_factory=list)


def ingest(
    inputs: Sequence[str],
    store: Store,
    progress: Callable[[Progress], None] | None = None,
    *,
    limits: Limits | None = None,
    workers: int = 1,
    proposer: Proposer | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Summary:
    """Read all of `inputs` (files, folders, addresses) into the store. Interrupted, it leaves whole reports only.

    Once `is_stopped` says so no other report is begun, and those that have been read are still written. With several
    `workers` the rules are run in as many processes; what is found is the same. `proposer` asks a model about what the
    rules leave unread, from one process, and counts what came of it.
    """
    tell = progress or (lambda _: None)
    summary, writer = Summary(), _Writer(store)
    known = {s.id: s.sha256 for s in store.sources(text=False)}
    articles = _articles(_until(is_stopped, inputs), known, summary, tell, limits, is_stopped)
    for batch in _batches(extracted(articles, workers, proposer)):
        for extraction in writer.write(batch):
            summary.written += 1
            summary.claims += len(extraction.claims)
            summary.sources.append(extraction.source.id)
            tell(Progress(extraction.source.document, "written", len(extraction.claims)))
    return summary


def proposing() -> Proposer | None:
    """Who proposes claims, where the settings name a model; else nothing of it is even imported."""
    if settings().llm is None:
        return None
    from thidua.ingest.propose import proposer

    return proposer()


class _Writer:
    """Resolves and writes. When others have written since the graph was read, it is read again: they were first."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._begin()

    def _begin(self) -> None:
        self._state = self._store.state()
        self._resolver = Resolver(self._store)

    def write(self, batch: Sequence[Extraction]) -> list[Extraction]:
        while True:
            resolved = self._resolver.resolve(batch)
            try:
                self._state = self._store.put(resolved, since=self._state)
                return resolved
            except StoreConflict:
                self._begin()


def _articles(
    inputs: Iterable[str],
    known: dict[str, str],
    summary: Summary,
    tell: Callable[[Progress], None],
    limits: Limits | None,
    is_stopped: Callable[[], bool],
) -> Iterator[Article]:
    for item in inputs:
        tell(Progress(item, "begun"))
        for article in _until(is_stopped, read(item, limits)):
            if isinstance(article, ReportError):
                summary.failed.append(article)
                tell(Progress(article.where, "failed", reason=article.reason))
            elif known.get(source_id(article)) == article.sha256:
                summary.unchanged += 1
                tell(Progress(article.document, "unchanged"))
            else:
                known[source_id(article)] = article.sha256
                tell(Progress(article.document, "read"))
                yield article


def _until(is_stopped: Callable[[], bool], items: Iterable[T]) -> Iterator[T]:
    """The items before the stop; it is asked before the next one is looked for, which may take long."""
    iterator = iter(items)
    while not is_stopped():
        try:
            yield next(iterator)
        except StopIteration:
            return


def _batches(items: Iterable[Extraction]) -> Iterator[list[Extraction]]:
    batch: list[Extraction] = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
