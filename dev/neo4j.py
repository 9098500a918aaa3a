"""A Neo4j server on this machine without a container engine: fetched with Maven, run on Java.

    python dev/neo4j.py start     fetches it once, starts it and prints what a shell must export to use it
    python dev/neo4j.py status
    python dev/neo4j.py stop

The standard library alone, since it runs before anything is installed. All that a server keeps is in its home folder,
.neo4j/ in the checkout unless told otherwise; the jars are shared by all of a user's checkouts.
"""

from __future__ import annotations

import argparse
import base64
import fcntl
import json
import os
import re
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

POM = Path(__file__).resolve().parent / "pom.xml"
VERSION = str(ElementTree.parse(POM).findtext("{*}properties/{*}neo4j.version"))
OLDEST_JAVA = 17
HOST, BOLT_PORT, HTTP_PORT = "127.0.0.1", 7687, 7474
USER, DATABASE = "neo4j", "neo4j"
HEAP, PAGE_CACHE = "512m", "128m"
JAVA_OPTIONS = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-modules=jdk.incubator.vector",
    "-Dfile.encoding=UTF-8",
)
CONFIGURATION = """\
# Written anew by dev/neo4j.py at every start.
server.default_listen_address={host}
server.bolt.listen_address={host}:{bolt}
server.bolt.advertised_address={host}:{bolt}
server.http.listen_address={host}:{http}
server.http.advertised_address={host}:{http}
server.memory.heap.initial_size={heap}
server.memory.heap.max_size={heap}
server.memory.pagecache.size={page_cache}
# Without this, half a gigabyte is set aside for the logs of an empty graph.
db.tx_log.preallocate=false
# Without this, stopping takes ten seconds more, in which nothing happens.
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
dbms.usage_report.enabled=false
"""


class Neo4jError(Exception):
    """The server cannot be had, or does not do as told; the sentence says what to do."""


class Refused(Neo4jError):
    """The server does not take the password."""


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def java() -> str | None:
    """The Java to run the server with: JAVA_HOME's, else the path's, if it is new enough."""
    home = os.environ.get("JAVA_HOME")
    for program in (shutil.which(Path(home, "bin", "java")) if home else None, shutil.which("java")):
        if program:
            told = subprocess.run([program, "-version"], capture_output=True, text=True).stderr
            version = re.search(r'version "(\d+)', told)
            if version and int(version[1]) >= OLDEST_JAVA:
                return program
    return None


def java_missing() -> str | None:
    """Why no server can run here, or None if one can."""
    if not java():
        return f"Neo4j needs Java {OLDEST_JAVA} or later. On Debian: apt install default-jre-headless maven"
    if not jars().is_dir() and not shutil.which("mvn"):
        return "Neo4j is fetched with Maven. On Debian: apt install maven"
    return None


def jars() -> Path:
    """Where the server's jars are, once fetched."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache, "thidua", f"neo4j-{VERSION}")


def fetch() -> Path:
    """The folder with the jars. It gets its name when all of them are there, and only one process fetches at a time."""
    folder = jars()
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with locked(folder.with_name(f"{folder.name}.lock"), patience=float("inf")):
        if not folder.is_dir():
            part = folder.with_name(f"{folder.name}.part")
            shutil.rmtree(part, ignore_errors=True)
            run_maven(part)
            part.rename(folder)
    return folder


def run_maven(folder: Path) -> None:
    say(f"Fetching Neo4j {VERSION} with Maven: about 120 MB, once.")
    command = ["mvn", "--batch-mode", "-Dstyle.color=never", f"--file={POM}", "dependency:copy-dependencies"]
    command += ["-DincludeScope=runtime", f"-DoutputDirectory={folder}"]
    fetched, errors = 0, deque[str](maxlen=5)
    try:
        maven = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
    except FileNotFoundError as error:
        raise Neo4jError("Maven is not there. On Debian: apt install maven") from error
    with maven:
        for line in maven.stdout or ():
            if "Downloaded from" in line:
                fetched += 1
                if fetched % 50 == 0:
                    say(f"  {fetched} files")
            elif line.startswith("[ERROR]") and line.removeprefix("[ERROR]").strip():
                errors.append(line.rstrip())
    if maven.returncode:
        raise Neo4jError("\n".join(["Maven could not fetch Neo4j; look at its settings and the network.", *errors]))


@contextmanager
def locked(file: Path, *, shared: bool = False, patience: float = 0.0) -> Iterator[int | None]:
    """A descriptor that holds the file's lock; None if another process still holds it after `patience` seconds."""
    descriptor, deadline = os.open(file, os.O_RDWR | os.O_CREAT, 0o600), time.monotonic() + patience
    try:
        while True:
            try:
                fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    yield None
                    return
                time.sleep(0.05)
        yield descriptor
    finally:
        os.close(descriptor)


def free_ports(*wanted: int) -> list[int]:
    """For each port itself if it is free, else another; 0 is any. All are held at once, so that no two are the same."""
    found = []
    with ExitStack() as held:
        for port in wanted:
            for candidate in (port, 0):
                holder = held.enter_context(socket.socket())
                # As servers do: a port that is merely left over from a server that was killed is free.
                holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    holder.bind((HOST, candidate))
                    holder.listen()
                except OSError:
                    continue
                found.append(holder.getsockname()[1])
                break
    return found


class Server:
    """A server and its home folder, with `conf`, `data`, `logs` and three files of our own:

    - `password`, for the owner's eyes only; made up at the first start, or put there before;
    - `lock`, which the server's process holds as long as it lives, however it ends: a process number alone may by now
      be another program's;
    - `server.json`, the process number and the ports of whoever holds the lock.

    `bolt_port`, `http_port` and `password` are the real ones once `start` has returned.
    """

    def __init__(
        self, home: Path, *, bolt_port: int = 0, http_port: int = 0, heap: str = HEAP, page_cache: str = PAGE_CACHE
    ) -> None:
        self.home = home.resolve()
        self.bolt_port, self.http_port = bolt_port, http_port
        self.heap, self.page_cache = heap, page_cache
        self.password = ""
        self.pid = 0
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        try:
            self.start()
            self.wait()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    @property
    def address(self) -> str:
        return f"bolt://{HOST}:{self.bolt_port}"

    @property
    def environment(self) -> dict[str, str]:
        """What `thidua` needs in its environment to use this server."""
        return {
            "THIDUA_STORE": self.address,
            "THIDUA_NEO4J_USER": USER,
            "THIDUA_NEO4J_PASSWORD": self.password,
        }

    @property
    def running(self) -> bool:
        if self._child and self._child.poll() is None:
            return True  # even where its home folder has been removed under it
        if not (self.home / "lock").exists():
            return False
        with locked(self.home / "lock", shared=True) as free:
            return free is None

    def fetch(self) -> Path:
        return fetch()

    def start(self, *, detached: bool = False) -> None:
        """Start the server, unless it runs. Detached it goes on when this process's terminal or process group ends."""
        program = java()
        if not program:
            raise Neo4jError(str(java_missing()))
        folder = fetch()
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with locked(self.home / "lock", patience=0.5) as lock:
            if lock is not None:
                (self.home / "server.json").unlink(missing_ok=True)
                self._prepare(program, folder)
                self._launch(program, folder, lock, detached)
        self.find()

    def wait(self, seconds: float = 180) -> None:
        """Until the server answers."""
        deadline, problem = time.monotonic() + seconds, "it does not answer"
        while time.monotonic() < deadline:
            if not self.running:
                raise Neo4jError(f"Neo4j has ended instead of starting:\n{self._last_words()}")
            try:
                self.query("RETURN 1")
                return
            except Refused:
                raise
            except (OSError, Neo4jError) as error:
                problem = str(error)
            time.sleep(0.2)
        raise Neo4jError(f"Neo4j is not ready after {seconds:.0f} s ({problem}); see {self.home / 'logs'}.")

    def stop(self) -> None:
        """End the server in order; nothing happens if it does not run."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the server as a power cut would, for tests of what follows."""
        self._end(signal.SIGKILL)

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None, password: str | None = None) -> list[Any]:
        """The rows that a statement answers, over HTTP, for which Python needs no package."""
        given = f"{USER}:{self.password if password is None else password}"
        request = urllib.request.Request(
            f"http://{HOST}:{self.http_port}/db/{DATABASE}/tx/commit",
            json.dumps({"statements": [{"statement": cypher, "parameters": parameters or {}}]}).encode(),
            {"Content-Type": "application/json", "Authorization": f"Basic {base64.b64encode(given.encode()).decode()}"},
        )
        # No proxy stands between this machine and itself.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=30) as response:
                answer = json.load(response)
        except urllib.error.HTTPError as error:
            kind = Refused if error.code == 401 else Neo4jError
            raise kind(f"Neo4j refused: {error.read().decode(errors='replace')}") from error
        if answer["errors"]:
            raise Neo4jError(f"Neo4j refused: {answer['errors'][0]['message']}")
        return [entry["row"] for entry in answer["results"][0]["data"]]

    def _prepare(self, program: str, folder: Path) -> None:
        """Settings, and before the first start the password: set then, there is never a server with a known one."""
        for name in ("conf", "logs"):
            (self.home / name).mkdir(exist_ok=True)
        self.bolt_port, self.http_port = free_ports(self.bolt_port, self.http_port)
        settings = CONFIGURATION.format(
            host=HOST, bolt=self.bolt_port, http=self.http_port, heap=self.heap, page_cache=self.page_cache
        )
        (self.home / "conf" / "neo4j.conf").write_text(settings, "utf-8")
        kept = self.home / "password"
        if (self.home / "data" / "databases").exists():
            if not kept.exists():
                raise Neo4jError(f"{kept} is gone; put it back, or remove {self.home / 'data'} to begin anew.")
            return
        kept.touch(mode=0o600)
        if not kept.read_text("ascii"):
            kept.write_text(secrets.token_hex(16), "ascii")
        # Named by its file, so that no list of processes shows it.
        command = [program, "-cp", f"{folder}/*", "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", f"@{kept}"]
        environment = {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            raise Neo4jError(f"Neo4j takes no password:\n{done.stdout}{done.stderr}")

    def _launch(self, program: str, folder: Path, lock: int, detached: bool) -> None:
        command = [program, f"-Xms{self.heap}", f"-Xmx{self.heap}", *JAVA_OPTIONS, "-cp", f"{folder}/*"]
        command += ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={self.home}"]
        command += [f"--config-dir={self.home / 'conf'}"]
        (self.home / "logs" / "neo4j.log").unlink(missing_ok=True)
        with open(self.home / "logs" / "console.log", "wb") as console:
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                pass_fds=[lock],
                start_new_session=detached,
                cwd=self.home,
            )
        self.pid = self._child.pid
        known = {"pid": self.pid, "bolt_port": self.bolt_port, "http_port": self.http_port}
        part = self.home / "server.json.part"
        part.write_text(json.dumps(known), "utf-8")
        part.rename(self.home / "server.json")

    def find(self) -> None:
        """Learn the process, ports and password of the server that runs in the home folder, whoever started it."""
        # Who has only just taken the lock may not have written them yet.
        while not (self.home / "server.json").exists():
            if not self.running:
                raise Neo4jError(f"No Neo4j runs in {self.home}.")
            time.sleep(0.05)
        known = json.loads((self.home / "server.json").read_text("utf-8"))
        self.pid, self.bolt_port, self.http_port = known["pid"], known["bolt_port"], known["http_port"]
        self.password = (self.home / "password").read_text("ascii").strip()

    def _end(self, sign: signal.Signals, seconds: float = 60) -> None:
        if not self.running:
            return
        if not self._child or self._child.returncode is not None:
            self.find()
        with suppress(ProcessLookupError):  # it may just have ended by itself
            os.kill(self.pid, sign)
        deadline = time.monotonic() + seconds
        while self.running:
            if time.monotonic() > deadline:
                raise Neo4jError(f"Neo4j (process {self.pid}) still runs after {seconds:.0f} s.")
            time.sleep(0.05)

    def _last_words(self) -> str:
        files = [self.home / "logs" / name for name in ("console.log", "neo4j.log")]
        return "\n".join(line for file in files if file.exists() for line in file.read_text("utf-8").splitlines()[-10:])


def start(server: Server) -> int:
    server.start(detached=True)
    say(f"Neo4j {VERSION}, folder {server.home}, process {server.pid}")
    server.wait()
    say(f"answers at {server.address}")
    for name, value in server.environment.items():
        print(f"export {name}={shlex.quote(value)}")
    return 0


def fetch_only(server: Server) -> int:
    server.fetch()
    return 0


def stop(server: Server) -> int:
    say("Neo4j stops." if server.running else "Neo4j does not run.")
    server.stop()
    return 0


def status(server: Server) -> int:
    if not server.running:
        print("Neo4j does not run.")
        return 1
    server.find()
    print(f"Neo4j runs at {server.address} (process {server.pid}, folder {server.home}).")
    return 0


COMMANDS = {"start": start, "stop": stop, "status": status, "fetch": fetch_only}


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(description="A Neo4j server on this machine, without a container engine.")
    top.add_argument("command", choices=list(COMMANDS))
    top.add_argument("--home", type=Path, default=POM.parent.parent / ".neo4j", help="where it keeps everything")
    top.add_argument("--bolt-port", type=int, default=BOLT_PORT, help="another free one is chosen if it is taken")
    top.add_argument("--http-port", type=int, default=HTTP_PORT, help="the same")
    top.add_argument("--heap", default=HEAP, help="default: %(default)s")
    top.add_argument("--page-cache", default=PAGE_CACHE, help="default: %(default)s")
    return top


def main(words: Sequence[str] | None = None) -> int:
    options = parser().parse_args(words)
    server = Server(
        options.home,
        bolt_port=options.bolt_port,
        http_port=options.http_port,
        heap=options.heap,
        page_cache=options.page_cache,
    )
    try:
        return COMMANDS[options.command](server)
    except Neo4jError as error:
        say(str(error))
        return 1


if __name__ == "__main__":
    sys.exit(main())
