"""What only the store on a Neo4j server must stand: logins, other people's data, older graphs, and servers that die."""

from __future__ import annotations

import resource
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import neo4j
import pytest

from thidua.dev.neo4j import Server
from thidua.graph.errors import (
    StoreError,
    StoreFull,
    StoreMismatch,
    StoreNotFound,
    StoreRefused,
    StoreUnavailable,
    UsageError,
)
from thidua.graph.stores import bolt, layout, open_store
from thidua.graph.stores.base import ClaimQuery, Store
from thidua.graph.stores.schema import searched_here
from thidua.graph.stores.server import Neo4jStore
from thidua.ingest.pipeline import ingest
from thidua.qa.pipeline import ask
from thidua.settings import Neo4jLogin, settings
from thidua.tests.back_ends import Absent, empty, running

NOWHERE = "bolt://127.0.0.1:1"
QUESTION = "Who led Emulation Cluster No. 7 of Ninh Binh province in 2024?"


@pytest.fixture
def server() -> Server:
    """Empty; killed only by the test that uses it, and started again there."""
    try:
        started = running("mortal")
    except Absent as reason:
        pytest.skip(f"neo4j: {reason}")
    empty(started)
    return started


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    with open_store(server.address) as opened:
        yield opened


def write_reports(folder: Path, numbers: range) -> Path:
    """Each has a cluster and a person of its own, and all name one body."""
    folder.mkdir(exist_ok=True)
    for n in numbers:
        text = (
            f"In 2024, the Department of Justice of Ninh Binh province led Emulation Cluster No. {n} of Ninh Binh "
            f"province. Mr. Tran Van Lam, Director of the Department of Justice of Ninh Binh province, attended the "
            f"conference of Emulation Cluster No. {n} on June {n % 28 + 1}, 2024.\n"
        )
        (folder / f"report{n}.txt").write_text(text, "utf-8")
    return folder


def graph(store: Store) -> object:
    return store.claims(), store.counts(), [list(store.entities_of(c)) for c in ("Person", "Organization")]


def read_in(*folders: Path) -> object:
    with open_store(":memory:") as reference:
        for folder in folders:
            ingest([str(folder)], reference)
        return graph(reference)


def thidua(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "thidua.cli", *words], capture_output=True, encoding="utf-8", timeout=120
    )


# who may, and where ------------------------------------------------------------------------------------------------
def test_a_server_that_is_not_there_is_no_refusal_to_answer() -> None:
    done = thidua("ask", QUESTION, "--store", NOWHERE)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.count("\n") == 1 and "does not answer" in done.stderr and NOWHERE in done.stderr


def test_each_way_of_not_getting_in_has_its_own_error(server: Server) -> None:
    login = settings().neo4j
    with pytest.raises(StoreRefused, match="THIDUA_NEO4J_PASSWORD"):
        Neo4jStore(server.address, replace(login, password="wrong"))
    with pytest.raises(StoreNotFound, match="THIDUA_NEO4J_DATABASE"):
        Neo4jStore(server.address, replace(login, database="elsewhere"))
    with pytest.raises(StoreUnavailable, match="does not answer"):
        Neo4jStore(server.address.replace("bolt:", "bolt+s:"), login)
    with pytest.raises(UsageError, match="THIDUA_NEO4J_USER"):
        open_store(server.address.replace("//", "//neo4j:secret@"))


def test_a_routing_address_reaches_the_server_too(server: Server) -> None:
    with open_store(server.address.replace("bolt:", "neo4j:")) as store:
        assert store.claims() == []


def test_a_password_is_never_printed(server: Server) -> None:
    assert "secret" not in repr(Neo4jLogin("neo4j", "secret", None))
    done = thidua("stats", "--store", server.address.replace("//", "//neo4j:secret@"))
    assert (done.returncode, done.stdout) == (2, "") and "secret" not in done.stderr


# what is there already ---------------------------------------------------------------------------------------------
def test_a_graph_that_is_not_there_yet_cannot_be_read(server: Server) -> None:
    with pytest.raises(StoreNotFound, match="thidua ingest"):
        open_store(server.address, read_only=True)
    assert server.query("MATCH (n) RETURN count(n)") == [[0]]


def test_other_peoples_data_is_left_alone(server: Server) -> None:
    server.query("CREATE (:Cat {name: 'Mun'})")
    with pytest.raises(StoreMismatch, match="other data"):
        open_store(server.address)
    assert server.query("MATCH (n) RETURN labels(n)") == [[["Cat"]]]


def noted(server: Server, **changed: object) -> None:
    with open_store(server.address):
        pass
    note = layout._noted(searched_here()) | changed
    query = "MATCH (m:Meta {key: 'layout'}) SET m.value = $note"
    server.query(query, {"note": layout.json.dumps(note)})


def test_a_graph_of_a_later_version_is_refused(server: Server) -> None:
    noted(server, layout=layout.LAYOUT + 1)
    with pytest.raises(StoreMismatch, match="later version"):
        open_store(server.address)


def test_a_graph_with_terms_that_the_ontology_has_lost_is_refused_by_name(server: Server) -> None:
    noted(server, terms=["Person", "Spaceship"])
    with pytest.raises(StoreMismatch, match="Spaceship"):
        open_store(server.address)


def test_a_graph_of_a_smaller_ontology_is_brought_up_to_date(server: Server) -> None:
    noted(server, terms=["Person"])
    server.query("DROP CONSTRAINT thidua_event")
    with open_store(server.address) as store:
        assert store.claims() == []
    assert server.query("SHOW CONSTRAINTS YIELD name WHERE name = 'thidua_event' RETURN name") == [["thidua_event"]]
    noted_now = server.query("MATCH (m:Meta {key: 'layout'}) RETURN m.value")[0][0]
    assert set(searched_here().classes) <= set(layout.json.loads(noted_now)["terms"])


def test_an_older_layout_is_upgraded_step_by_step(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    noted(server)
    monkeypatch.setattr(layout, "LAYOUT", layout.LAYOUT + 2)
    steps = {
        version: lambda session, version=version: session.run(
            "MATCH (m:Meta {key: 'layout'}) SET m.steps = coalesce(m.steps, '') + $step", {"step": str(version)}
        )
        for version in (layout.LAYOUT - 2, layout.LAYOUT - 1)
    }
    monkeypatch.setattr(layout, "UPGRADES", {**layout.UPGRADES, **steps})
    for _ in range(2):
        with open_store(server.address):
            pass
    assert server.query("MATCH (m:Meta {key: 'layout'}) RETURN m.steps") == [[f"{min(steps)}{max(steps)}"]]


def test_a_lost_index_is_made_again(server: Server) -> None:
    with open_store(server.address):
        pass
    server.query(f"DROP INDEX {layout.WORD_INDEX}")
    with open_store(server.address, read_only=True) as store:
        assert store.search_words(["một"], 3) == []


# several at once ---------------------------------------------------------------------------------------------------
def test_two_ingests_of_overlapping_folders_end_as_one_after_the_other(server: Server, tmp_path: Path) -> None:
    folders = [write_reports(tmp_path / "a", range(1, 200)), write_reports(tmp_path / "b", range(100, 300))]
    with ThreadPoolExecutor() as pool:
        done = list(pool.map(lambda folder: thidua("ingest", str(folder), "--store", server.address), folders))
    assert [one.returncode for one in done] == [0, 0], [one.stderr for one in done]
    with open_store(server.address, read_only=True) as store:
        assert graph(store) == read_in(*folders)


def test_a_transaction_that_meets_anothers_comes_to_its_turn(server: Server, store: Store, tmp_path: Path) -> None:
    """Somebody's transaction holds what ours wants, and wants what ours holds: one is ended and comes again."""
    first, second = write_reports(tmp_path / "a", range(1, 2)), write_reports(tmp_path / "b", range(2, 3))
    ingest([str(first)], store)
    login = settings().neo4j
    with (
        neo4j.GraphDatabase.driver(server.address, auth=(login.user, str(login.password))) as driver,
        driver.session() as session,
        ThreadPoolExecutor() as pool,
    ):
        transaction = session.begin_transaction()
        transaction.run("MATCH (o:Organization) SET o.touched = true").consume()
        written = pool.submit(ingest, [str(second)], store)
        time.sleep(1)
        try:
            transaction.run("MATCH (m:Meta {key: 'turn'}) SET m.touched = true").consume()
            transaction.commit()
        except neo4j.exceptions.TransientError:
            transaction.close()
        assert written.result(60).written == 1
    assert store.claims() == read_in(first, second)[0]  # type: ignore[index]


def test_what_one_process_wrote_the_next_reads(server: Server, store: Store, tmp_path: Path) -> None:
    ingest([str(write_reports(tmp_path / "a", range(1, 3)))], store)
    with open_store(server.address, read_only=True) as reader:
        assert reader.claims() == store.claims() != []
        with pytest.raises(UsageError, match="for reading"):
            reader.retract("report1")


# servers that die --------------------------------------------------------------------------------------------------
def test_a_server_that_goes_between_a_read_and_its_end_is_asked_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, tries = neo4j.Session.execute_read, []

    def lose_the_first_end(session: neo4j.Session, work: Callable[..., object]) -> object:
        found = read(session, work)
        tries.append(found)
        if len(tries) == 1:
            raise neo4j.exceptions.IncompleteCommit("No data")
        return found

    monkeypatch.setattr(neo4j.Session, "execute_read", lose_the_first_end)
    assert store.claims() == []
    assert len(tries) == 2


def test_a_server_that_stays_away_is_an_error_and_never_an_empty_answer(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bolt, "PATIENCE", 2.0)
    with open_store(server.address) as store:
        server.kill()
        try:
            for act in (
                lambda: store.claims(),
                lambda: store.search_words(["hội"], 3),
                lambda: ask(QUESTION, store),
                lambda: store.retract("report1"),
            ):
                with pytest.raises(StoreUnavailable, match="does not answer"):
                    act()
        finally:
            revive(server)
        assert store.claims() == []


def test_an_ingest_outlives_ten_deaths_of_its_server(server: Server, store: Store, tmp_path: Path) -> None:
    folder, stages = write_reports(tmp_path / "reports", range(1, 2001)), Counter[str]()
    with ThreadPoolExecutor() as pool:
        done = pool.submit(ingest, [str(folder)], store, lambda progress: stages.update([progress.stage]))
        for death in range(1, 11):
            while stages["written"] < 128 * death and not done.done():
                time.sleep(0.01)
            assert not done.done(), "it was too quick to be killed"
            time.sleep(0.1 * death)  # in the middle of reading or of writing, as it comes
            server.kill()
            revive(server)
        summary = done.result(600)
    assert (summary.written, summary.failed) == (2000, [])
    assert graph(store) == read_in(folder)
    assert server.query("MATCH (s:Source) RETURN count(s), count(DISTINCT s.id)") == [[2000, 2000]]


def test_a_batch_of_questions_outlives_a_restart(server: Server, store: Store, tmp_path: Path) -> None:
    ingest([str(write_reports(tmp_path / "a", range(1, 9)))], store)
    stopped = threading.Event()
    answers: list[str] = []

    def asking() -> None:
        while not stopped.is_set():
            answers.append(ask(QUESTION, store).status)

    with ThreadPoolExecutor() as pool:
        asked = pool.submit(asking)
        time.sleep(0.5)
        server.kill()
        revive(server)
        before = len(answers)
        while len(answers) < before + 5 and not asked.done():
            time.sleep(0.1)
        stopped.set()
        asked.result(60)
    assert set(answers) == {"answered"}


def test_a_stopped_server_is_waited_for_in_the_middle_of_a_search(server: Server, store: Store, tmp_path: Path) -> None:
    ingest([str(write_reports(tmp_path / "a", range(1, 3)))], store)
    found = store.search_words(["Justice"], 2), store.claims(ClaimQuery(kinds=("leads",)))
    server.stop()
    with ThreadPoolExecutor() as pool:
        again = pool.submit(lambda: (store.search_words(["Justice"], 2), store.claims(ClaimQuery(kinds=("leads",)))))
        revive(server)
        assert again.result(90) == found


def test_a_full_disk_is_an_error_of_its_own_and_loses_nothing(server: Server, tmp_path: Path) -> None:
    reports = sorted(write_reports(tmp_path / "reports", range(1, 1500)).glob("*.txt"))
    with open_store(server.address) as store:
        ingest([str(file) for file in reports[:100]], store)
        # No file of the server's may grow any further: to it that is what a full disk is.
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (largest_file(server.home), -1))
        with pytest.raises(StoreFull, match="make room"):
            ingest([str(file) for file in reports], store)
        with pytest.raises(StoreError):
            store.put([])
    server.kill()
    revive(server)
    with open_store(server.address) as store:
        assert store.counts()["Source"] >= 100
        assert ingest([str(file) for file in reports], store).failed == []
        assert graph(store) == read_in(tmp_path / "reports")


def largest_file(folder: Path) -> int:
    return max(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def revive(server: Server) -> None:
    server.start()
    server.wait()
