"""What only the store in a file must stand: other processes, threads, sudden death, strange files."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from thidua.graph.claims import Claim, Entity, Evidence, Extraction, Name, Passage, Source, entity_id
from thidua.graph.errors import StoreBusy, StoreFull, StoreMismatch, StoreUnavailable, UsageError
from thidua.graph.stores import embedded, open_store
from thidua.graph.stores.base import ClaimQuery

LEADER, CLUSTER = entity_id("Person", "leader"), entity_id("EmulationCluster", "cluster")


def report(number: int, year: str = "2024") -> Extraction:
    """Reports agree on who leads, and each has a person of its own."""
    id_, text = f"report{number}", f"Bà Phùng Thị Nga và người thứ {number} dẫn đầu cụm năm {year}."
    own = Entity(entity_id("Person", str(number)), "Person", f"Người thứ {number}")
    leader = Entity(LEADER, "Person", "Phùng Thị Nga", (Name("Phùng Thị Nga", "vi"),))
    evidence = (Evidence(id_, 0, len(text), text),)
    claims = [Claim("leads", who, CLUSTER, "leader", year, year, evidence=evidence) for who in (LEADER, own.id)]
    return Extraction(
        Source(id_, f"{id_}.txt", text, "vi"),
        (Passage(id_, 0, 0, len(text), text),),
        (leader, own, Entity(CLUSTER, "EmulationCluster", "Cụm thi đua số 5")),
        tuple(claims),
    )


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "folder" / "store.db")


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Another process that has `report` and `path` of this file."""
    head = f"""
        import runpy, sys
        here = runpy.run_path({__file__!r})
        report, path = here["report"], sys.argv[1]
        from thidua.graph.stores import embedded, open_store
    """
    whole = textwrap.dedent(head) + textwrap.dedent(code)
    return subprocess.Popen(
        [sys.executable, "-c", whole, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
    )


def said_by(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out.strip()


@pytest.fixture
def writer(path: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has the store open for writing and one report in it, and goes on when it is sent a line."""
    process = python(
        """
        with open_store(path) as store:
            store.put([report(0)])
            print("open", flush=True)
            sys.stdin.readline()
            store.put([report(1)])
            print("written", flush=True)
            sys.stdin.readline()
        """,
        path,
    )
    assert process.stdout and process.stdout.readline() == "open\n", process.communicate()[1]
    yield process
    process.kill()
    process.communicate()


# other processes ---------------------------------------------------------------------------------------------------
def test_others_read_while_one_process_has_the_store_open_for_writing(path: str, writer: subprocess.Popen[str]) -> None:
    assert writer.stdin and writer.stdout
    with open_store(path, read_only=True) as reader:
        assert reader.counts()["Source"] == 1
        writer.stdin.write("go on\n")
        writer.stdin.flush()
        assert writer.stdout.readline() == "written\n"
        assert reader.counts()["Source"] == 2
        assert [hit.passage.source for hit in reader.search_words(["thu 1"], 1)] == ["report1"]
        with open_store(path, read_only=True) as another:
            assert another.claims() == reader.claims()


def test_a_second_writer_is_told_in_one_sentence_that_the_store_is_busy(
    path: str, writer: subprocess.Popen[str]
) -> None:
    with pytest.raises(StoreBusy) as error:
        open_store(path)
    assert str(error.value).count(".\n") == 0 and str(error.value).endswith(".") and path in str(error.value)
    assert error.value.is_retryable


def test_a_second_writer_in_the_same_process_is_refused_too(path: str) -> None:
    with open_store(path) as store:
        with pytest.raises(StoreBusy):
            open_store(path)
        store.put([report(1)])
    with open_store(path) as store:
        assert store.counts()["Source"] == 1


def test_a_reader_does_not_keep_a_writer_out(path: str) -> None:
    with open_store(path) as store:
        store.put([report(0)])
    with open_store(path, read_only=True) as reader:
        assert (
            said_by(python("store = open_store(path); store.put([report(1)]); store.close(); print('done')", path))
            == "done"
        )
        assert reader.counts()["Source"] == 2
        assert (
            said_by(python("store = open_store(path); store.retract('report0'); store.close(); print('done')", path))
            == "done"
        )
        assert [source.id for source in reader.sources()] == ["report1"]
        assert [
            piece.source for claim in reader.claims(ClaimQuery(subjects=(LEADER,))) for piece in claim.evidence
        ] == ["report1"]


def test_readers_and_a_busy_writer_in_other_processes_never_see_half_a_report(path: str) -> None:
    with open_store(path) as store:
        store.put([report(0)])
    writing = python(
        """
        store = open_store(path)
        for n in range(1, 40):
            store.put([report(n), report(n - 1, "2023" if n % 2 else "2025")])
        store.close()
        """,
        path,
    )
    with open_store(path, read_only=True) as reader:
        while writing.poll() is None:
            claims = reader.claims(ClaimQuery(sources=("report0",)))
            assert len(claims) == 2 and len(next(iter(reader.reports(["report0"]))).claims) == 2
        said_by(writing)
        assert reader.counts()["Source"] == 40


# threads -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("read_only", [False, True])
def test_many_threads_read_at_once(path: str, read_only: bool) -> None:
    with open_store(path) as store:
        store.put([report(n) for n in range(20)])
    failures: list[BaseException] = []
    with open_store(path, read_only=read_only) as store:

        def read(number: int) -> None:
            try:
                for _ in range(10):
                    (claim,) = store.claims(ClaimQuery(subjects=(entity_id("Person", str(number)),)))
                    assert claim.evidence[0].source == f"report{number}"
                    assert store.search_words([f"thu {number}"], 1)
                    assert len(store.claims(ClaimQuery(subjects=(LEADER,)))[0].evidence) == 20
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=read, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []


def test_threads_read_while_one_writes(path: str) -> None:
    failures: list[BaseException] = []
    done = threading.Event()
    with open_store(path) as store:
        store.put([report(0)])

        def read() -> None:
            try:
                while not done.is_set():
                    assert len(store.claims(ClaimQuery(sources=("report0",)))) == 2
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=read) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number in range(1, 25):
            store.put([report(number)])
        done.set()
        for thread in threads:
            thread.join()
        assert store.counts()["Source"] == 25
    assert failures == []


# sudden death ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("delay", [0.0, 0.05, 0.2, 0.5])
def test_a_writer_killed_at_any_moment_leaves_whole_reports_only(path: str, delay: float) -> None:
    process = python(
        """
        store = open_store(path)
        store.put([report(0)])
        print("begun", flush=True)
        for n in range(1, 100000, 10):
            store.put([report(k) for k in range(n, n + 10)])
        """,
        path,
    )
    assert process.stdout and process.stdout.readline() == "begun\n", process.communicate()[1]
    threading.Event().wait(delay)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with open_store(path, read_only=True) as store:
        seen = {source.id for source in store.sources()}
    with open_store(path) as store:
        reports = list(store.reports())
        assert {one.source.id for one in reports} == seen
        assert len(reports) % 10 == 1, "a batch is written whole or not at all"
        assert all(len(one.claims) == 2 and len(one.passages) == 1 and len(one.entities) == 3 for one in reports)
        assert store.counts()["leads"] == len(reports) + 1
        for one in reports:
            store.retract(one.source.id)
        assert set(store.counts().values()) == {0}


def test_an_error_in_the_middle_of_writing_leaves_the_store_as_it_was(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from thidua.graph.stores import write

    with open_store(path) as store:
        store.put([report(0)])
        before = list(store.reports())
        made = write._add_claims
        monkeypatch.setattr(write, "_add_claims", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            store.put([report(1), report(0, "2021")])
        monkeypatch.setattr(write, "_add_claims", made)
        assert list(store.reports()) == before
        store.put([report(1)])
        assert store.counts()["Source"] == 2


# full disks --------------------------------------------------------------------------------------------------------
def test_on_a_disk_that_is_nearly_full_no_write_is_begun(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path) as store:
        store.put([report(0)])
        monkeypatch.setattr(embedded, "ROOM", 1 << 60)
        with pytest.raises(StoreFull, match="make room"):
            store.put([report(1)])
        assert store.counts()["Source"] == 1


def test_a_write_that_the_disk_cuts_short_takes_nothing_else_along(path: str) -> None:
    """To a process whose files may grow no further its disk is full."""
    process = python(
        """
        import os, resource, signal
        from thidua.graph.errors import StoreFull
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, 4_000_000))
        store, number = open_store(path), 0
        try:
            while True:
                store.put([report(n) for n in range(number, number + 50)])
                number += 50
        except StoreFull:
            print(number, flush=True)
            os._exit(0)  # as a power cut: nothing is tidied up
        """,
        path,
    )
    written = int(said_by(process))
    assert written > 0
    with open_store(path, read_only=True) as store:
        assert store.counts()["Source"] == written
    with open_store(path) as store:
        store.put([report(n) for n in range(written, written + 50)])
        assert store.counts()["Source"] == written + 50


# strange files -----------------------------------------------------------------------------------------------------
def test_what_was_written_is_there_when_opened_again(path: str) -> None:
    with open_store(path) as store:
        store.put([report(n) for n in range(3)])
        before = list(store.reports())
    with open_store(path, read_only=True) as store:
        assert list(store.reports()) == before


def test_a_store_that_is_not_there_cannot_be_read(path: str) -> None:
    with pytest.raises(StoreUnavailable, match="no store at"):
        open_store(path, read_only=True)
    assert not Path(path).parent.exists()


@pytest.mark.parametrize("content", [b"not a database" * 1000, b"LBUG1" + bytes(100), b"\x00" * 8192])
@pytest.mark.parametrize("read_only", [True, False])
def test_a_broken_file_is_named_and_left_alone(tmp_path: Path, content: bytes, read_only: bool) -> None:
    file = tmp_path / "broken.db"
    file.write_bytes(content)
    with pytest.raises(StoreUnavailable) as error:
        open_store(str(file), read_only=read_only)
    assert str(file) in str(error.value) and "\n" not in str(error.value)
    assert file.read_bytes() == content


def test_a_truncated_store_is_unavailable(path: str) -> None:
    with open_store(path) as store:
        store.put([report(n) for n in range(300)])
    assert not Path(path + ".wal").exists(), "a long log is carried over when the writer closes"
    file = Path(path)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(StoreUnavailable):
        open_store(path, read_only=True)


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        open_store(str(tmp_path))
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnavailable):
        open_store(str(tmp_path / "file" / "store.db"))


def test_a_store_of_another_ontology_is_refused(path: str) -> None:
    with open_store(path) as store:
        store._write(lambda session: session.run("MATCH (m:Meta {key: 'schema'}) SET m.value = 'another'"))
    for read_only in (True, False):
        with pytest.raises(StoreMismatch, match="another ontology"):
            open_store(path, read_only=read_only)


def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    import ladybug

    path = str(tmp_path / "other.db")
    database = ladybug.Database(path)
    ladybug.Connection(database).execute("CREATE NODE TABLE Cat(name STRING PRIMARY KEY)")
    database.close()
    for read_only in (True, False):
        with pytest.raises(StoreMismatch, match="not a thidua store"):
            open_store(path, read_only=read_only)


def test_a_store_opened_for_reading_refuses_to_write(path: str) -> None:
    with open_store(path) as store:
        store.put([report(0)])
    with open_store(path, read_only=True) as store:
        for act in (
            lambda: store.put([report(1)]),
            lambda: store.retract("report0"),
            lambda: store.put_vectors("m", [("a", [1.0])]),
        ):
            with pytest.raises(UsageError, match="for reading"):
                act()


def test_an_address_of_no_known_kind_is_refused() -> None:
    with pytest.raises(UsageError, match="neo9j"):
        open_store("neo9j://host")
