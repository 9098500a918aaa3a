"""What stands behind the screen: a store that many people read. It is open for writing only while somebody adds reports
or vectors are filled in, so that commands can write to it beside the screen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from thidua.graph.errors import StoreBusy, StoreNotFound, StoreUnavailable, ThiduaError
from thidua.graph.models import chat_model
from thidua.graph.stores import open_store
from thidua.screen import notes
from thidua.screen.dossier import MOST_FOUND, Dossier, dossier
from thidua.screen.examples import examples
from thidua.screen.lists import LISTS, Table, statements
from thidua.screen.places import Asked
from thidua.screen.sides import Side, sides
from thidua.screen.texts import Words
from thidua.settings import settings

if TYPE_CHECKING:
    from thidua.graph.claims import Source
    from thidua.graph.stores.base import Store
    from thidua.ingest.pipeline import Progress, Summary
    from thidua.qa.dossiers import Hit
    from thidua.qa.pipeline import Thread

SAMPLES = Path(__file__).parent.parent / "samples"
KEPT = 30  # seconds
RETRY = 5  # seconds until vectors are tried again while another process writes


class Desk:
    """`prepare` is run once, in any thread; the others wait until it has loaded what an empty store begins with."""

    def __init__(self, address: str, tell: Callable[[str], None]) -> None:
        self.address, self.tell = address, tell
        self.model = chat_model()
        self.store = opened_to_read(address)
        self._ready, self._closed = threading.Event(), threading.Event()
        self._writing, self._filling = threading.Lock(), threading.Lock()
        self._kept = lru_cache(maxsize=64)(self._table)
        self._sources = lru_cache(maxsize=1)(lambda _state: tuple(self.store.sources(text=False)))
        self._examples = lru_cache(maxsize=8)(lambda lang, _state: tuple(examples(self.store, Words(lang))))

    def prepare(self) -> None:
        """Load the sample reports into an empty store, then fill in the vectors that are missing."""
        try:
            if not self.store.counts().get("Source"):
                self._load_samples()
        except ThiduaError as error:
            self.tell(f"thidua: the sample reports are not loaded: {error}")
        finally:
            self._ready.set()
        self.fill_vectors()

    def _load_samples(self) -> None:
        from thidua.ingest.pipeline import ingest

        files = sorted(str(file) for file in SAMPLES.glob("*.txt"))
        if files:
            with self.writer() as store:
                summary = ingest(files, store)
            self.tell(f"{summary.written} sample reports loaded into the empty store")

    def fill_vectors(self) -> None:
        """Give every passage its vector, a few at a time; who asks meanwhile is answered without them."""
        from thidua.ingest.vectors import fill_vectors

        with self._filling:
            while not self._closed.is_set():
                try:
                    fill_vectors(self.store, writer=self.writer, is_stopped=self._closed.is_set)
                    return
                except (StoreBusy, StoreUnavailable):
                    self._closed.wait(RETRY)
                except ThiduaError as error:
                    self.tell(f"thidua: searching by words alone: {error}")
                    return

    @contextmanager
    def writer(self) -> Iterator[Store]:
        """The store open for writing, for one thread at a time. Raises StoreBusy while another process writes."""
        with self._writing, self.store.writer() as store:
            yield store

    def wait_until_ready(self) -> None:
        """Until an empty store has been given what it begins with."""
        self._ready.wait()

    def close(self) -> None:
        self._closed.set()
        with self._writing:
            self.store.close()

    # reading -------------------------------------------------------------------------------------------------------
    def ask(self, asked: Asked, thread: Thread) -> dict[str, Any]:
        """The answer's JSON; an error is an answer of status "failed"."""
        from thidua.qa.pipeline import ask

        self._ready.wait()
        try:
            found = ask(asked.question, self.store, as_of=asked.as_of or None, thread=thread, model=self.model)
            return found.json()
        except ThiduaError as error:
            return {"question": asked.question, "status": "failed", "answer": str(error)}

    def worded(self, answer: dict[str, Any], thread: Thread) -> dict[str, Any]:
        """The thread's last answer in the words of the model, if there is one and its claims bear them out."""
        if self.model is None or thread.answer is None or thread.answer.text != answer["answer"]:
            return answer
        from thidua.qa.answering.phrasing import phrased

        return {**answer, "answer": phrased(thread.answer, self.model).text}

    def report(self, source: str) -> Source | None:
        """A report with its whole text."""
        return next(iter(self.store.sources([source])), None)

    def sides(self, answer: Mapping[str, Any], lang: str) -> list[list[Side]]:
        """Of each contradiction in an answer, what either side says."""
        return [sides(self.store, lang, tuple(each["claims"])) for each in answer.get("conflicts", ())]

    def search(self, text: str) -> list[Hit]:
        """The entities of which a name begins so, in any script; none for a mere space. One more than are shown, so
        that one sees that there are more."""
        from thidua.qa.dossiers import search

        self._ready.wait()
        return search(text, self.store, MOST_FOUND + 1)

    def dossier(self, entity: str, words: Words) -> Dossier:
        """Raises NameUnknown if there is no such entity."""
        self._ready.wait()
        return dossier(self.store, entity, words)

    def note(self, note: str, asked: Sequence[Asked], answer: Mapping[str, Any]) -> None:
        """Keep what a reader says is wrong with an answer. Raises NoteNotKept."""
        file = notes.keep(settings().data, note, asked, answer, self.address)
        self.tell(f"thidua: a reader's note on an answer is in {file}")

    def examples(self, lang: str) -> tuple[str, ...]:
        self._ready.wait()
        return self._examples(lang, self.store.state())

    def table(self, kind: str, lang: str) -> Table:
        """One of the lists, at most half a minute old."""
        self._ready.wait()
        return self._kept(kind, lang, int(monotonic() // KEPT))

    def _table(self, kind: str, lang: str, _moment: int) -> Table:
        return LISTS[kind](self.store, lang)

    def statements(self, sources: Sequence[str], lang: str) -> list[tuple[str, Table]]:
        """What each report states, by its title."""
        return [
            (source.title or source.document, statements(self.store, lang, source.id))
            for source in (self.store.sources(sources, text=False) if sources else [])
        ]

    def sources(self) -> tuple[Source, ...]:
        """All reports, without their texts."""
        self._ready.wait()
        return self._sources(self.store.state())

    def reread(self) -> None:
        self._kept.cache_clear()

    # writing -------------------------------------------------------------------------------------------------------
    def add(
        self,
        inputs: Sequence[str],
        progress: Callable[[Progress], None],
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> Summary:
        """Read reports in; see `ingest`. Waits for others who add; raises StoreBusy while another process writes."""
        from thidua.ingest.pipeline import ingest, proposing

        self._ready.wait()
        proposer = proposing()
        with self.writer() as store:
            summary = ingest(inputs, store, progress, proposer=proposer, is_stopped=is_stopped)
        if proposer:
            self.tell(proposer.summary())
        self.reread()
        threading.Thread(target=self.fill_vectors, name="vectors", daemon=True).start()
        return summary

    def retract(self, source: str) -> bool:
        """Take out a report (by id) and all that only it says; False if it is not there."""
        with self.writer() as store:
            done = store.retract(source)
        self.reread()
        return done


def opened_to_read(address: str) -> Store:
    """The store open for reading; one that is not there yet is made."""
    try:
        return open_store(address, read_only=True)
    except StoreNotFound:
        open_store(address).close()
        return open_store(address, read_only=True)
