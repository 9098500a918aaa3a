"""What the commands print, and where: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from thidua.graph.claims import Claim, Entity, Value
from thidua.graph.errors import UsageError

if TYPE_CHECKING:
    from thidua.graph.ontology import Ontology
    from thidua.ingest.pipeline import Progress


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def put(value: dict[str, Any]) -> None:
    """One JSON object on one line, handed over at once so that a reader of a batch need not wait for its end."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


class ProgressLine:
    """Progress on stderr: on a terminal one line that is written over, elsewhere a line a report."""

    def __init__(self) -> None:
        self.out = sys.stderr
        self.is_live, self.done = self.out.isatty(), 0

    def report(self, event: Progress) -> None:
        self.done += event.stage not in ("begun", "read")
        if event.stage == "failed":
            self.line(f"failed: {event.document}: {event.reason}")
        elif self.is_live:
            self.over(f"{self.done} reports · {event.document}")
        elif event.stage not in ("begun", "read"):
            self.line(f"{event.stage}: {event.document}" + (f" ({event.claims} claims)" if event.claims else ""))

    def over(self, text: str) -> None:
        """Write over the last such line; says nothing where a line cannot be written over."""
        if self.is_live:
            width = os.get_terminal_size(self.out.fileno()).columns
            self.out.write(f"\r\x1b[K{text[: max(width - 1, 10)]}")
            self.out.flush()

    def line(self, text: str) -> None:
        self.end()
        print(text, file=self.out, flush=True)

    def end(self) -> None:
        if self.is_live:
            self.out.write("\r\x1b[K")
            self.out.flush()


def readable(answer: dict[str, Any], *, why: bool = False) -> str:
    """The answer's statements, then its quotations, numbered, with report, date and address; `why` adds the plan."""
    if "error" in answer:
        return f"error: {answer['error']}\n"
    from thidua.qa.answering.answer import QUOTATION

    lines = [line for line in answer["answer"].splitlines() if not QUOTATION.match(line)]
    for number, piece in enumerate(answer["evidence"], 1):
        where = [piece.get("title") or piece["document"], piece.get("published"), piece["url"]]
        lines += ["", f"[{number}] “{' '.join(piece['quote'].split())}”", f"    {', '.join(filter(None, where))}"]
    if why:
        lines += ["", answer["plan"]]
        lines += [f"{sent['query']} {json.dumps(sent['parameters'], ensure_ascii=False)}" for sent in answer["cypher"]]
    return "\n".join([*lines, ""])


def statement(claim: Claim, entities: Mapping[str, Entity], terms: Ontology) -> str:
    """A claim on one line: "Tran Van Lam · holds_post (Director) · Sở Nội vụ (2024)"."""
    more = [
        terms.label(claim.role, "en") if claim.role else None,
        claim.what,
        terms.label(claim.status, "en") if claim.status else None,
        str(claim.count) if claim.count else None,
        f"by {entities[claim.giver].label}" if claim.giver else None,
    ]
    verb = f"{claim.kind} ({', '.join(filter(None, more))})" if any(more) else claim.kind
    if isinstance(claim.object, Value):
        target = f"{claim.object.value} {claim.object.unit or ''}".strip()
    else:
        target = entities[claim.object].label
    dates = [claim.valid_from or "…", claim.valid_to or "…"]
    when = f" ({' – '.join(dict.fromkeys(dates))})" if claim.valid_from or claim.valid_to else ""
    by = "" if claim.extractor == "rules" else f" [proposed by {claim.extractor}]"
    return f"{entities[claim.subject].label} · {verb} · {target}{when}{by}"


@contextmanager
def written_whole(file: Path) -> Iterator[TextIO]:
    """A stream that becomes `file` when all is written; before that, or if writing fails, `file` is as it was."""
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            yield out
        os.replace(part, file)
    except OSError as error:
        raise UsageError(f"{file} cannot be written ({error.strerror}); give another file with -o.") from error
    finally:
        part.unlink(missing_ok=True)
