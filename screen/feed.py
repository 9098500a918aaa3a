"""Adding reports: which inputs are taken, how far the reading of each is, and what was found in it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from thidua.graph.errors import ThiduaError
from thidua.screen import render
from thidua.screen.desk import Desk
from thidua.screen.reasons import in_words
from thidua.screen.texts import Words

if TYPE_CHECKING:
    from thidua.ingest.pipeline import Progress, Summary

FILE_TYPES = [".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".json", ".jsonl"]
MOST_INPUTS = 500  # files and addresses that are taken at once
MOST_SHOWN = 50  # reports whose statements are shown after they were read
MOST_LINES = 200  # of those being read
PAUSE = 0.5  # seconds between two pictures of the progress
STAGES = {
    "waiting": "feed_waiting",
    "begun": "feed_begun",
    "read": "feed_read",
    "written": "feed_written",
    "unchanged": "feed_unchanged",
    "failed": "feed_failed",
}


def addresses_of(text: str) -> tuple[list[str], list[str]]:
    """The web addresses among the lines, and the other lines: no path of this machine is read for a visitor."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [line for line in lines if render.is_web(line)], [line for line in lines if not render.is_web(line)]


def called(where: str, files: Sequence[str]) -> str:
    """What a report is called for whoever gave it: an upload by its own name, not by its place on this machine."""
    upload = next((file for file in files if where.startswith(file)), None)
    return Path(upload).name + where[len(upload) :] if upload else where


@dataclass(eq=False)
class Step:
    """How far one report is: `stage` is a key of STAGES."""

    name: str
    stage: str = "waiting"
    claims: int = 0
    reason: str = ""


class Reading:
    """The reports that one visitor gave, being read. `run` is iterated once; `stop` may be called meanwhile."""

    def __init__(self, desk: Desk, words: Words, files: Sequence[str], addresses: str) -> None:
        self._desk, self._words = desk, words
        # A folder is no upload, though it lies where uploads do.
        self._files = [file for file in files if Path(file).is_file()]
        web, self._refused = addresses_of(addresses)
        self._inputs = list(dict.fromkeys([*self._files, *web]))
        self._steps = [Step(called(one, self._files)) for one in self._inputs]
        self._given = dict(zip(self._inputs, self._steps, strict=True))
        self._open: Step | None = None
        self._changed, self._stopped = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._summary: Summary | None = None
        self._error: Exception | None = None

    def stop(self) -> None:
        """No other report is begun; the one that is being read is read to its end."""
        self._stopped.set()

    def run(self) -> Iterator[Markup]:
        """Pictures of the progress, and what came of it as the last."""
        if len(self._inputs) > MOST_INPUTS:
            yield render.notice(self._words("feed_too_many", most=MOST_INPUTS))
            return
        if self._inputs:
            yield from self._progress()
        yield self._outcome()

    def _progress(self) -> Iterator[Markup]:
        reading = threading.Thread(target=self._read, name="feed", daemon=True)
        reading.start()
        yield self._picture()
        while reading.is_alive():
            reading.join(PAUSE)
            if self._changed.is_set():
                self._changed.clear()
                yield self._picture()
        if self._error is not None and not isinstance(self._error, ThiduaError):
            raise self._error

    def _read(self) -> None:
        try:
            self._summary = self._desk.add(self._inputs, self._tell, self._stopped.is_set)
        except Exception as error:  # told, or raised, by the thread that waits
            self._error = error

    def _tell(self, event: Progress) -> None:
        with self._lock:
            step = self._step(event)
            step.stage, step.claims, step.reason = event.stage, event.claims, event.reason
        self._changed.set()

    def _step(self, event: Progress) -> Step:
        """The report that something happened to."""
        name = called(event.document, self._files)
        if event.stage == "begun":
            self._open = self._given[event.document]
            return self._open
        if event.stage == "written":
            return next(step for step in self._steps if step.name == name and step.stage == "read")
        if self._open is None or self._open.stage != "begun":  # one input may hold several reports
            at = self._steps.index(self._open) + 1 if self._open else len(self._steps)
            self._steps.insert(at, Step(name))
            self._open = self._steps[at]
        self._open.name = name
        return self._open

    def _picture(self) -> Markup:
        with self._lock:
            steps = [Step(s.name, s.stage, s.claims, s.reason) for s in self._steps]
        return progress(self._words, steps)

    def _outcome(self) -> Markup:
        failures = [(line, self._words("not_an_address")) for line in self._refused]
        if isinstance(self._error, ThiduaError):
            return render.failed(self._words, self._error)
        if self._summary is None:
            if failures:
                return render.outcome(self._words, "", [], failures)
            return render.notice(self._words("nothing_given"))
        found = self._summary
        failures += [(called(one.where, self._files), one.reason) for one in found.failed]
        said = [self._words("added_summary", read=found.written, unchanged=found.unchanged, failed=len(failures))]
        left = sum(step.stage in ("waiting", "begun") for step in self._steps)
        if self._stopped.is_set() and left:
            said.append(self._words("feed_left", count=left))
        if len(found.sources) > MOST_SHOWN:
            said.append(self._words("feed_shown", shown=MOST_SHOWN))
        read = self._desk.statements(found.sources[:MOST_SHOWN], self._words.lang)
        return render.outcome(self._words, ". ".join(said), read, failures)


def progress(words: Words, steps: Sequence[Step]) -> Markup:
    """How far all are, and each with its stage; of very many, those at work or failed and the first of the others."""
    done = sum(step.stage in ("written", "unchanged", "failed") for step in steps)
    count = words("feed_done", done=done, total=len(steps))
    first = sorted(range(len(steps)), key=lambda at: steps[at].stage in ("waiting", "written", "unchanged"))
    lines = render.join(_line(words, steps[at]) for at in sorted(first[:MOST_LINES]))
    more = words("feed_more", count=len(steps) - MOST_LINES) if len(steps) > MOST_LINES else ""
    return Markup(
        '<div class="td-progress"><p class="td-summary" role="status">{}</p><ol>{}</ol><p class="td-count">{}</p></div>'
    ).format(count, lines, more)


def _line(words: Words, step: Step) -> Markup:
    more = in_words(words.lang, step.reason).text or (words("feed_claims", claims=step.claims) if step.claims else "")
    said = ": ".join(filter(None, (words(STAGES[step.stage]), more)))
    return Markup('<li class="td-stage-{}" dir="auto"><bdi>{}</bdi> <span>{}</span></li>').format(
        step.stage, step.name, said
    )
