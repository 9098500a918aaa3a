"""What each command does. Everything heavy is imported by the command that needs it, so that `thidua ask` is quick."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thidua.cli.terminal import ProgressLine, put, readable, say, statement, written_whole
from thidua.graph.errors import StoreError, ThiduaError, UsageError

if TYPE_CHECKING:
    from thidua.graph.claims import Claim, Source
    from thidua.graph.stores.base import Store

EXPORT_FORMATS = ("ttl", "jsonld", "ftm", "csv", "cypher")


def address(options: argparse.Namespace) -> str:
    from thidua.settings import settings

    return options.store or settings().store


@contextmanager
def opened(options: argparse.Namespace, *, read_only: bool = False) -> Iterator[Store]:
    from thidua.graph.stores import open_store

    with open_store(address(options), read_only=read_only) as store:
        yield store


def sources_called(store: Store, wanted: str) -> list[Source]:
    """The sources that `wanted` names: by id, document name, address or title, as answers show them."""
    found = [s for s in store.sources(text=False) if wanted in (s.id, s.document, s.url, s.title)]
    if not found:
        raise UsageError(f"No source is called {wanted!r}; `thidua stats` lists the sources there are.")
    return found


def serve(options: argparse.Namespace) -> int:
    from thidua.graph.embedders import chosen
    from thidua.screen.server import serve as serve_screen
    from thidua.settings import settings

    chosen()  # a misspelt setting is told at once, not by the first answer that needs it
    return serve_screen(
        address(options),
        host=options.host,
        port=options.port,
        password=settings().password,
        per_minute=options.per_minute,
    )


def ingest(options: argparse.Namespace) -> int:
    from thidua.ingest.pipeline import ingest as read_in
    from thidua.ingest.pipeline import proposing

    progress, proposer = ProgressLine(), proposing()
    with opened(options) as store:
        try:
            summary = read_in(options.inputs, store, progress.report, workers=options.workers, proposer=proposer)
        finally:
            progress.end()
    failed = len(summary.failed)
    say(f"{summary.written} written ({summary.claims} claims), {summary.unchanged} unchanged, {failed} failed")
    if proposer:
        say(proposer.summary())
    return 1 if failed else 0


def ask(options: argparse.Namespace) -> int:
    from thidua.graph.embedders import chosen
    from thidua.graph.models import chat_model
    from thidua.qa.answering.phrasing import phrased
    from thidua.qa.pipeline import ask as answer_to

    chosen()
    model = chat_model()
    if (options.question is None) == (options.batch is None):
        raise UsageError("Give one question in quotation marks, or a file of them with --batch FILE.jsonl.")
    failed = 0
    with opened(options, read_only=True) as store:
        for request in [one_request(options)] if options.batch is None else batch(options.batch):
            if "error" in request:
                result = request
            else:
                try:
                    given = answer_to(
                        request["question"],
                        store,
                        as_of=request.get("as_of", options.as_of),
                        lang=request.get("lang", options.lang),
                        model=model,
                    )
                    result = (phrased(given, model) if model else given).json()
                except StoreError:
                    raise
                except ThiduaError as error:
                    if options.batch is None:
                        raise
                    result = {"question": request["question"], "error": str(error)}
            failed += "error" in result
            put(result) if options.json else print(readable(result, why=options.why), flush=True)
    return 1 if failed else 0


def one_request(options: argparse.Namespace) -> dict[str, Any]:
    return {"question": options.question}


def batch(file: str) -> Iterator[dict[str, Any]]:
    """The questions of a JSON Lines file ("-": standard input), in order; {"error", "line"} for a line that is none."""
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        lines = content.decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{file}: the questions cannot be read ({error}); give a UTF-8 file with one JSON object a line."
        ) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            request = json.loads(line)
        except ValueError as error:
            yield {"error": f"{file}:{number}: not JSON ({error})", "line": number}
            continue
        wrong = (
            not isinstance(request, dict)
            or not isinstance(request.get("question"), str)
            or any(not isinstance(request.get(key), str | None) for key in ("as_of", "lang"))
        )
        yield {"error": f'{file}:{number}: not an object with a "question"', "line": number} if wrong else request


def claims(options: argparse.Namespace) -> int:
    from thidua.graph.claims import claim_json
    from thidua.graph.ontology import ontology
    from thidua.graph.stores.base import ClaimQuery

    terms = ontology()
    if options.kind and options.kind not in terms.kinds:
        raise UsageError(f"There is no claim kind {options.kind!r}; the kinds are {', '.join(sorted(terms.kinds))}.")
    with opened(options, read_only=True) as store:
        query = ClaimQuery(
            kinds=(options.kind,) if options.kind else (),
            sources=tuple(s.id for s in sources_called(store, options.source)) if options.source else (),
        )
        found = store.claims(query)
        ends = {end for c in found for end in (c.subject, c.object, c.giver) if isinstance(end, str)}
        entities = store.entities(sorted(ends))
        sources = {source.id: source for source in store.sources(text=False)}
    if options.json:
        for claim in found:
            put(claim_json(claim, entities, sources, terms.label(claim.role, "en") if claim.role else None))
        return 0
    for claim in sorted(found, key=lambda c: (*first_said(c, sources), c.kind, c.id)):
        print(statement(claim, entities, terms))
        for piece in sorted(claim.evidence, key=lambda p: (sources[p.source].document, p.start)):
            print(f"    “{' '.join(piece.quote.split())}” {sources[piece.source].document}")
    return 0


def first_said(claim: Claim, sources: Mapping[str, Source]) -> tuple[str, int]:
    """The document, and where in it: the order in which claims are read."""
    return min(((sources[piece.source].document, piece.start) for piece in claim.evidence), default=("", 0))


def retract(options: argparse.Namespace) -> int:
    with opened(options) as store:
        found = sources_called(store, options.source)
        if len(found) > 1:
            ids = ", ".join(source.id for source in found)
            raise UsageError(f"{len(found)} reports are called {options.source!r}; give the id of one of them: {ids}.")
        store.retract(found[0].id)
    name = f"{found[0].title} ({found[0].document})" if found[0].title else found[0].document
    say(f"retracted {name}, and what only it said")
    return 0


def copy(options: argparse.Namespace) -> int:
    from thidua.graph.stores import open_store
    from thidua.graph.transfer import copy as copy_all

    source = address(options)
    if source == options.to:
        raise UsageError("The two stores are one; name another with --to.")
    progress = ProgressLine()
    with open_store(source, read_only=True) as store, open_store(options.to) as target:
        try:
            done = copy_all(
                store, target, lambda stage, count, all_: progress.over(f"{count} of {all_} reports {stage}")
            )
        finally:
            progress.end()
    there = f", {done.already_there} were there already" if done.already_there else ""
    say(f"{done.reports} reports copied{there}; the two stores are the same (hash of all claims {done.claims})")
    return 0


def stats(options: argparse.Namespace) -> int:
    with opened(options, read_only=True) as store:
        counts, sources = store.counts(), store.sources(text=False)
        model, vectors = store.vector_model(), store.vector_count()
    if options.json:
        put(
            {
                "counts": counts,
                "vectors": {"model": model.name, "width": model.width, "sentences": vectors} if model else None,
                "sources": [
                    {"id": s.id, "document": s.document, "url": s.url, "lang": s.lang, "published": s.published}
                    for s in sources
                ],
            }
        )
        return 0
    for name, count in counts.items():
        print(f"{count:>10,}  {name}")
    print(f"{vectors:>10,}  vectors" + (f" of {model.name}, {model.width} numbers each" if model else ""))
    for source in sources:
        print(f"\n{source.document}\n    {source.id}  {source.lang}  {source.published or ''}  {source.url or ''}")
    return 0


def export(options: argparse.Namespace) -> int:
    from thidua.graph.export import export as write

    with opened(options, read_only=True) as store:
        if options.output is None:
            write(store, options.format, sys.stdout)
        else:
            with written_whole(Path(options.output)) as out:
                write(store, options.format, out)
            claims, reports = len(store.claims()), store.counts().get("Source", 0)
            size = Path(options.output).stat().st_size
            say(f"{claims} claims of {reports} reports written to {options.output} ({size:,} bytes)")
    return 0


def import_(options: argparse.Namespace) -> int:
    from thidua.graph.export.rdf import import_rdf

    found = import_rdf(options.file)
    with opened(options) as store:
        store.decide(found.decisions)
        store.put(found.reports)
    number = len(found.decisions)
    decisions = f" and {number} decision{'s' if number > 1 else ''}" if number else ""
    say(f"{len(found.reports)} reports{decisions} read from {options.file}")
    return 0


def check(options: argparse.Namespace) -> int:
    from thidua.graph.check import check as problems

    with opened(options, read_only=True) as store:
        found = problems(store)
    for problem in found:
        put(asdict(problem)) if options.json else print(problem)
    say(f"{len(found)} problems" if found else "The graph keeps to its ontology.")
    return 1 if found else 0


def embed(options: argparse.Namespace) -> int:
    from thidua.graph.embedders import load
    from thidua.ingest.vectors import fill_vectors, others

    model = load()  # before the store is touched: for a model that does not load nothing is taken out
    progress = ProgressLine()
    with opened(options) as store:
        if held := others(store, model):
            say(f"taking out {store.vector_count()} vectors of {held.name}, to make room for those of {model.name}")
            store.forget_vectors()
        lacking = store.counts()["Passage"] - store.vector_count()
        try:
            done = fill_vectors(store, progress=lambda count: progress.over(f"{count} of {lacking} sentences"))
        finally:
            progress.end()
    say(f"{done} sentences were given their vector by {model.name}")
    return 0
