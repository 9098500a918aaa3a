"""Programs at the running server: the page on the API, MCP, many at once, passwords, limits, and hostile reports."""

from __future__ import annotations

import asyncio
import doctest
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client, handle_file
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client

from thidua.tests.browser.conftest import PATIENCE, serving
from thidua.tests.worked_examples import ROOT, blocks

SHOWN = "http://127.0.0.1:7860"
SEAT = "In {}, the Department of {} of {} province was the head of Emulation Cluster No. {} of {} province."
OFFICES = {
    "Justice": "Tư pháp", "Finance": "Tài chính", "Health": "Y tế", "Home Affairs": "Nội vụ",
    "Construction": "Xây dựng",
}  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("api")) as url:
        wait_for(url)
        yield url


def wait_for(address: str) -> None:
    """Until the page is served; the address is printed before that."""
    assert httpx.get(f"{address}favicon.ico", timeout=PATIENCE).status_code == 200


def client(address: str, **settings: Any) -> Client:
    wait_for(address)
    patient = {"timeout": PATIENCE}
    return Client(f"{address}api/", verbose=False, analytics_enabled=False, httpx_kwargs=patient, **settings)


def test_the_page_on_the_api_prints_what_it_shows(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "report.txt").write_text(SEAT.format(2024, "Finance", "Ha Giang", 2, "Ha Giang") + "\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    shown = "".join(blocks("docs/api.md", "pycon")).replace(SHOWN, address.rstrip("/"))
    examples = doctest.DocTestParser().get_doctest(shown, {}, "docs/api.md", None, 0)
    assert len(examples.examples) > 10
    printed: list[str] = []
    failed, _ = doctest.DocTestRunner().run(examples, out=printed.append)
    assert not failed, "".join(printed)


def test_the_example_on_mcp_runs(address: str) -> None:
    shown = next(block for block in blocks("docs/api.md", "python") if "mcp" in block)
    command = [sys.executable, "-c", shown.replace(SHOWN, address.rstrip("/"))]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=PATIENCE)
    assert done.stdout == "answered\n", done.stderr


def test_a_call_in_two_requests(address: str) -> None:
    first, second = blocks("docs/api.md", "sh")[0].splitlines()
    data = json.loads(re.search(r"-d '(.*)'", first)[1])
    path = re.search(f"{SHOWN}/(\\S+)", first)[1]
    event = httpx.post(address + path, json=data, timeout=PATIENCE).json()["event_id"]
    path = re.search(f"{SHOWN}/(\\S+)", second)[1].replace("EVENT_ID", event)
    said = httpx.get(address + path, timeout=PATIENCE).text
    assert said.startswith("event: complete\n")
    assert json.loads(said.partition("data: ")[2])[0]["status"] == "answered"


async def tools(address: str, *calls: tuple[str, dict[str, Any]], **settings: Any) -> list[Any]:
    """What the tools are, then what each call gives."""
    async with (
        streamablehttp_client(f"{address}mcp/gradio_api/mcp/", **settings) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        listed = (await session.list_tools()).tools
        results = [await session.call_tool(name, given) for name, given in calls]
        return [{tool.name: tool for tool in listed}, *(json.loads(result.content[0].text) for result in results)]


def test_the_tools_of_the_mcp_server_give_the_same_answers(address: str) -> None:
    question = "Which directive does Emulation Cluster No. 3 of Dong Nai implement?"
    listed, answer, dossier, found, tree, unknown, empty = asyncio.run(
        tools(
            address,
            ("ask", {"question": question}),
            ("profile", {"name": "Kha Văn Tâm", "lang": "de"}),
            ("search", {"words": "kha v", "limit": 3}),
            ("trace", {"name": "20/CT-UBND"}),
            ("profile", {"name": "Kha Van Tan"}),
            ("ask", {"question": " "}),
        )
    )
    assert set(listed) == {"ask", "profile", "search", "trace"}
    assert all(tool.description and "Parameters" not in tool.description for tool in listed.values())
    assert listed["ask"].inputSchema["required"] == ["question"]
    same = client(address).predict(question, api_name="/ask")
    changing = {"elapsed_ms": 0}
    assert answer | changing == same | changing
    assert answer["status"] == "answered"
    assert (dossier["title"], dossier["lang"]) == ("Kha Van Tam", "de")
    assert [hit["label"] for hit in found["hits"]] == ["Kha Van Tam"]
    assert tree["tree"]["children"]
    assert unknown["error"]["code"] == "unknown_name"
    assert empty["error"]["code"] == "empty_question"


def test_ten_ask_at_once_and_nobody_gets_anothers_thread(address: str, tmp_path: Path) -> None:
    places = (
        "Ha Giang",
        "Lai Chau",
        "Yen Bai",
        "Phu Tho",
        "Hung Yen",
        "Nam Dinh",
        "Thanh Hoa",
        "Kon Tum",
        "Gia Lai",
        "Ca Mau",
    )
    offices = list(OFFICES)
    text = [
        SEAT.format(year, offices[(at + year) % len(offices)], place, at + 20, place)
        for at, place in enumerate(places)
        for year in (2022, 2023)
    ]
    file = tmp_path / "seats.txt"
    file.write_text("\n".join(text) + "\n", "utf-8")
    assert client(address).predict("", [handle_file(str(file))], api_name="/ingest")["claims"] == len(text)

    def talk(at: int) -> list[str]:
        mine = client(address)
        first = f"Who led Emulation Cluster No. {at + 20} of {places[at]} in 2022?"
        return [mine.predict(asked, api_name="/ask")["answer"] for asked in (first, "And in 2023?", "And in 2022?")]

    with ThreadPoolExecutor(len(places)) as pool:
        answers = list(pool.map(talk, range(len(places))))
    for at, said in enumerate(answers):
        for year, answer in zip((2022, 2023, 2022), said, strict=True):
            line = answer.splitlines()[0]
            assert OFFICES[offices[(at + year) % len(offices)]] in line
            assert f"số {at + 20} " in line
            assert str(year) in line


def test_more_questions_than_allowed_are_refused_to_programs_and_tools(tmp_path: Path) -> None:
    with serving(tmp_path, "--per-minute", "3") as address:
        mine = client(address)
        codes = [mine.predict("x", api_name="/search").get("error", {}).get("code") for _ in range(4)]
        assert codes == [None, None, None, "too_many_requests"]
        _, refused = asyncio.run(tools(address, ("ask", {"question": "Who?"})))
        assert refused["error"]["code"] == "too_many_requests"
        assert 0 < refused["error"]["retry_after"] <= 20


def test_programs_and_tools_bring_the_password(tmp_path: Path) -> None:
    secret = {"headers": {"Authorization": "Bearer a secret"}}
    with serving(tmp_path, "--host", "0.0.0.0", THIDUA_PASSWORD="a secret") as served:
        address = served.replace("0.0.0.0", "127.0.0.1")
        for path in (
            "api/gradio_api/info",
            "api/gradio_api/run/search",
            "mcp/gradio_api/mcp/",
            "mcp/gradio_api/mcp/schema",
        ):
            assert httpx.post(address + path, json={"data": ["kha", 3]}, timeout=PATIENCE).status_code == 401
        assert client(address, **secret).predict("kha v", api_name="/search")["hits"]
        _, found = asyncio.run(tools(address, ("search", {"words": "kha v"}), **secret))
        assert found["hits"]


def join(address: str, data: list[Any], **more: Any) -> httpx.Response:
    return httpx.post(f"{address}api/gradio_api/run/ingest", json={"data": data, **more}, timeout=PATIENCE)


def test_no_file_of_this_machine_is_read_for_a_program(address: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SEAT.format(2024, "Justice", "Ha Giang", 77, "Ha Giang"), "utf-8")
    for path in (str(secret), "/etc/passwd", "../../etc/passwd"):
        given = {"path": path, "meta": {"_type": "gradio.FileData"}}
        assert join(address, ["", [given]]).status_code == 500
        event = httpx.post(f"{address}en/gradio_api/call/add", json={"data": [[given], ""]}, timeout=PATIENCE).json()
        said = httpx.get(f"{address}en/gradio_api/call/add/{event['event_id']}", timeout=PATIENCE).text
        assert said.startswith("event: error")
        assert httpx.get(f"{address}en/gradio_api/file={path}", timeout=PATIENCE).status_code in (403, 404)
    for given in (str(secret), f"file://{secret}", "/etc/passwd"):
        assert client(address).predict(given, [], api_name="/ingest")["error"]["code"] == "bad_request"
    assert "77" not in str(client(address).predict("cum 77", api_name="/search")["hits"])


def test_a_file_given_as_an_address_is_not_fetched_from_this_network(address: str, tmp_path: Path) -> None:
    asked: list[str] = []

    class Inside(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Inside) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]"):
            inside = f"http://{host}:{server.server_port}/secret.txt"
            given = {"path": inside, "url": inside, "meta": {"_type": "gradio.FileData"}}
            assert join(address, ["", [given]]).status_code == 500
        server.shutdown()
    assert asked == []


@pytest.mark.parametrize(
    "inside", ["http://127.0.0.1:1/", "http://localhost/", "http://169.254.169.254/", "http://[::1]/", "http://0/"]
)
def test_no_address_of_this_network_is_fetched_for_a_program(address: str, inside: str) -> None:
    (failed,) = client(address).predict(inside, [], api_name="/ingest")["failed"]
    assert "own network" in failed["reason"]


def test_uploads_are_limited_in_kind_and_size_and_never_served_as_pages(address: str, tmp_path: Path) -> None:
    upload = f"{address}api/gradio_api/upload"
    for name in ("a.exe", "a.zip"):
        path = httpx.post(upload, files={"files": (name, b"MZ" * 50)}, timeout=PATIENCE).json()[0]
        given = {"path": path, "meta": {"_type": "gradio.FileData"}}
        answer = join(address, ["", [given]])
        assert answer.status_code == 500 or answer.json()["data"][0]["read"] == 0
    assert httpx.post(upload, files={"files": ("big.txt", b"x" * 20_000_001)}, timeout=PATIENCE).status_code == 413
    (page,) = httpx.post(upload, files={"files": ("a.html", b"<script>alert(1)</script>")}, timeout=PATIENCE).json()
    served = httpx.get(f"{address}api/gradio_api/file={page}", timeout=PATIENCE)
    assert served.headers["content-disposition"].startswith("attachment")


def test_what_the_screens_buttons_call_is_not_offered_to_programs(address: str) -> None:
    for lang in ("en", "vi", "de", "hi"):
        assert httpx.get(f"{address}{lang}/gradio_api/info", timeout=PATIENCE).json()["named_endpoints"] == {}


def test_only_the_page_names_what_is_documented(address: str) -> None:
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    told = set(re.findall(r"^\| `(/\w+)` \|", page, re.MULTILINE))
    assert told == set(httpx.get(f"{address}api/gradio_api/info", timeout=PATIENCE).json()["named_endpoints"])
