"""The Neo4j server that `make neo4j` and other tests start: a real one, where Java and Maven are there."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import socket
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from thidua.dev import neo4j
from thidua.dev.neo4j import Neo4jError, Refused, Server

PROGRAM = Path(neo4j.__file__)


@pytest.fixture(scope="module")
def java() -> None:
    if reason := neo4j.java_missing():
        pytest.skip(reason)


@pytest.fixture(scope="module")
def server(java: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("neo4j")) as started:
        yield started


def bare(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python dev/neo4j.py …` by a Python that sees no package, not even this one."""
    command = [sys.executable, "-I", "-S", str(PROGRAM), *words]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, timeout=300)


def test_it_answers_whoever_has_the_password(server: Server) -> None:
    assert server.query("UNWIND $given AS n RETURN n, n * n", {"given": [2, 3]}) == [[2, 4], [3, 9]]
    with pytest.raises(Refused):
        server.query("RETURN 1", password="neo4j")
    with pytest.raises(Neo4jError, match="Invalid input"):
        server.query("this is no Cypher")


def test_it_keeps_its_password_to_itself(server: Server) -> None:
    kept = server.home / "password"
    assert len(server.password) >= 32
    assert kept.read_text() == server.password
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    others = [*server.home.glob("*.*"), *(server.home / "conf").iterdir(), *(server.home / "logs").iterdir()]
    assert {file.name for file in others} >= {"server.json", "neo4j.conf", "console.log"}
    assert [file.name for file in others if server.password.encode() in file.read_bytes()] == []


def test_it_is_not_started_twice(server: Server) -> None:
    again = Server(server.home)
    again.start()
    again.wait()
    assert (again.pid, again.environment) == (server.pid, server.environment)


def test_what_was_written_outlives_a_kill(server: Server) -> None:
    server.query("CREATE (:Witness {said: $said})", {"said": "Khối thi đua số 3"})
    before = server.environment
    server.kill()
    assert not server.running
    with pytest.raises(urllib.error.URLError):
        server.query("RETURN 1")
    server.start()
    server.wait()
    assert server.environment == before
    assert server.query("MATCH (w:Witness) RETURN w.said") == [["Khối thi đua số 3"]]


def test_a_second_one_by_command_beside_the_first(server: Server, tmp_path: Path) -> None:
    home = ("--home", str(tmp_path / "second one"))
    taken = ("--bolt-port", str(server.bolt_port), "--http-port", str(server.http_port))
    try:
        done = bare("start", *home, *taken)
        assert done.returncode == 0, done.stderr
        exports = [shlex.split(line) for line in done.stdout.splitlines()]
        assert [words[0] for words in exports] == ["export"] * 3
        second = Server(Path(home[1]))
        second.find()
        assert dict(words[1].split("=", 1) for words in exports) == second.environment
        assert second.bolt_port != server.bolt_port
        assert second.query("RETURN 1") == server.query("RETURN 1")
        with pytest.raises(Refused):
            second.query("RETURN 1", password=server.password)
        assert bare("start", *home).stdout == done.stdout
        assert second.address in bare("status", *home).stdout
    finally:
        stopped = bare("stop", *home)
    assert stopped.returncode == 0, stopped.stderr
    assert not second.running
    assert (second.home / "logs" / "neo4j.log").read_text().rstrip().endswith("Stopped.")
    assert bare("status", *home).returncode == 1
    assert bare("stop", *home).returncode == 0


def test_data_without_their_password_are_not_started(java: None, tmp_path: Path) -> None:
    (tmp_path / "data" / "databases").mkdir(parents=True)
    with pytest.raises(Neo4jError, match="put it back"):
        Server(tmp_path).start()


def test_why_it_does_not_start_is_told(java: None, tmp_path: Path) -> None:
    server = Server(tmp_path, page_cache="lots")
    with pytest.raises(Neo4jError, match="lots"):
        server.start()
        server.wait()
    assert not server.running


def test_without_its_folder_it_still_ends(java: None, tmp_path: Path) -> None:
    server = Server(tmp_path / "home")
    server.start()
    shutil.rmtree(server.home, ignore_errors=True)
    assert server.running
    server.stop()
    assert not server.running
    with pytest.raises(ProcessLookupError):
        os.kill(server.pid, 0)


def test_a_process_number_left_over_is_nobody_to_end(tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", "60"]) as bystander:
        known = {"pid": bystander.pid, "bolt_port": 1, "http_port": 2}
        (tmp_path / "server.json").write_text(json.dumps(known))
        (tmp_path / "lock").touch()
        server = Server(tmp_path)
        assert not server.running
        server.kill()
        assert bystander.poll() is None
        bystander.kill()


def test_a_taken_port_gives_way_to_another() -> None:
    with socket.socket() as taken:
        taken.bind((neo4j.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = neo4j.free_ports(port, port, 0)
    assert port not in found
    assert len(set(found)) == 3


MAVEN = """#!/bin/sh
echo run >> "$COUNT"
for word in "$@"; do case $word in -DoutputDirectory=*) folder=${word#*=};; esac; done
mkdir "$folder" && echo half > "$folder/one.jar" && sleep 1
echo "[ERROR] the moon is down"
exit $FAILS
"""


@pytest.fixture
def maven(tmp_path: Path) -> dict[str, str]:
    """An environment with a cache of its own and a Maven that fetches nothing; FAILS says whether it fails."""
    program = tmp_path / "bin" / "mvn"
    program.parent.mkdir()
    program.write_text(MAVEN)
    program.chmod(0o755)
    return {
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "COUNT": str(tmp_path / "count"),
        "FAILS": "0",
    }


def test_two_fetch_once(maven: dict[str, str]) -> None:
    command = [sys.executable, str(PROGRAM), "fetch"]
    both = [subprocess.Popen(command, env={**os.environ, **maven}, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert Path(maven["COUNT"]).read_text() == "run\n"
    assert Path(maven["XDG_CACHE_HOME"], "thidua", f"neo4j-{neo4j.VERSION}", "one.jar").exists()


def test_half_a_fetch_is_none(maven: dict[str, str]) -> None:
    failed = bare("fetch", **maven | {"FAILS": "1"})
    assert failed.returncode == 1
    assert "the moon is down" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert not Path(maven["XDG_CACHE_HOME"], "thidua", f"neo4j-{neo4j.VERSION}").exists()
    assert bare("fetch", **maven).returncode == 0


def test_without_java_or_maven_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "apt install" in str(neo4j.java_missing())
    old = tmp_path / "java"
    old.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")
    old.chmod(0o755)
    assert "Java 17" in str(neo4j.java_missing())
    old.write_text("#!/bin/sh\necho 'openjdk version \"21\" 2023-09-19' >&2\n")
    assert "Maven" in str(neo4j.java_missing())
    with pytest.raises(Neo4jError, match="Maven"):
        neo4j.fetch()
    neo4j.jars().mkdir(parents=True)
    assert neo4j.java_missing() is None
