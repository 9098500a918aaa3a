"""Extraction in several processes, in the order of the reports and with only some of them in memory."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from thidua.graph.claims import Extraction
from thidua.graph.errors import UsageError
from thidua.ingest.article import Article
from thidua.ingest.extract import extract

SHARE = 16  # reports given to a worker at a time
AHEAD = 3  # shares under way for each worker; who waits longer keeps more reports in memory


def extracted(articles: Iterable[Article], workers: int = 1) -> Iterator[Extraction]:
    """What the rules find in each article, in order. Raises UsageError if a worker's process is ended from outside."""
    if workers == 1:
        yield from map(extract, articles)
        return
    # Spawned, as a copy of this process would share the store's open files and locks.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            yield from _in_turn(iter(articles), lambda share: pool.submit(_share, share), workers * AHEAD)
        except BrokenProcessPool as error:
            raise UsageError(
                "A worker was ended by the system, most likely for lack of memory; try again with fewer --workers."
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _in_turn(
    articles: Iterator[Article], submit: Callable[[list[Article]], Future[list[Extraction]]], most: int
) -> Iterator[Extraction]:
    under_way: deque[Future[list[Extraction]]] = deque()
    while share := list(islice(articles, SHARE)):
        under_way.append(submit(share))
        if len(under_way) == most:
            yield from under_way.popleft().result()
    while under_way:
        yield from under_way.popleft().result()


def _share(articles: list[Article]) -> list[Extraction]:
    return [extract(article) for article in articles]
