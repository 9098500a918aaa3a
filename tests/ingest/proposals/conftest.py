"""A model that runs on this machine, and servers that fail in each of the ways in which servers do."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec

import pytest

from thidua.settings import ChatLogin
from thidua.tests.chat_server import NOT_TESTED, chat_server

Reply = tuple[int, str]
Serve = Callable[[Callable[[int], Reply]], str]


@pytest.fixture(scope="session")
def model() -> Iterator[ChatLogin]:
    with chat_server() as login:
        yield login


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a server whose `answer` gets the number of the request, from 1, and gives status and body; its address."""
    if not find_spec("langchain_openai"):
        pytest.skip(NOT_TESTED)
    with ExitStack() as stack:
        yield lambda answer: stack.enter_context(_Served(answer)).address


class _Served:
    def __init__(self, answer: Callable[[int], Reply]) -> None:
        count = iter(range(1, 10_000))

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                status, body = answer(next(count))
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *words: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> _Served:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def completion(content: str) -> Reply:
    """A reply in the form of OpenAI's servers."""
    message = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
    return 200, json.dumps({"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [message]})
