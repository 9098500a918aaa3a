"""Adding reports: which inputs are taken, how far the reading is, and what was found in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from thidua.graph.errors import ThiduaError
from thidua.screen import render
from thidua.screen.desk import Desk
from thidua.screen.texts import Words

if TYPE_CHECKING:
    from thidua.ingest.pipeline import Progress

FILE_TYPES = [".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".json", ".jsonl"]


def addresses_of(text: str) -> tuple[list[str], list[str]]:
    """The web addresses among the lines, and the other lines: no path of this machine is read for a visitor."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [line for line in lines if render.is_web(line)], [line for line in lines if not render.is_web(line)]


def add(
    desk: Desk, words: Words, files: Sequence[str], addresses: str, progress: Callable[[float, str], None]
) -> Markup:
    """Read what was given and say what each report states, or why it could not be read."""
    web, refused = addresses_of(addresses)
    inputs = [*files, *web]
    failures = [(line, words("not_an_address")) for line in refused]
    if not inputs and not failures:
        return render.notice(words("nothing_given"))
    if not inputs:
        return render.outcome(words, "", [], failures)
    done = 0

    def step(event: Progress) -> None:
        nonlocal done
        done += event.stage != "read"
        progress(
            min(done / len(inputs), 1.0),
            words("reading", done=done, total=max(done, len(inputs)), name=Path(event.document).name),
        )

    try:
        result = desk.add(inputs, step)
    except ThiduaError as error:
        return render.notice(str(error))
    failures += [
        (Path(failed.where).name if failed.where in files else failed.where, failed.reason) for failed in result.failed
    ]
    summary = words("added_summary", read=result.written, unchanged=result.unchanged, failed=len(failures))
    return render.outcome(words, summary, desk.statements(result.sources, words.lang), failures)
