"""Who gets past the door, and with how much. What is behind the door here only says what it was given."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import pytest

from thidua.screen.guard import ATTEMPTS, LARGEST_BODY, LARGEST_UPLOAD, LOOPBACK_NAMES, POSTS, Guard

PASSWORD = "mật khẩu"


async def behind(scope: Any, receive: Any, send: Any) -> None:
    total = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            await send({"type": "http.response.start", "status": 400, "headers": []})
            break
        total += len(message.get("body", b""))
        if not message.get("more_body"):
            await send({"type": "http.response.start", "status": 200, "headers": []})
            break
    await send({"type": "http.response.body", "body": str(total).encode()})


def ask(
    guard: Guard, path: str = "/en/", method: str = "GET", host: str = "127.0.0.1:7860", parts: int = 0, **more: str
) -> tuple[int, Any, dict[bytes, bytes]]:
    """Status, body and headers; `parts` megabytes are sent, without saying so."""
    headers = {"host": host, **{name.replace("_", "-"): value for name, value in more.items()}}
    scope = {
        "type": "http", "method": method, "path": path, "client": ("203.0.113.5", 5000),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    left, sent = [parts], list[dict[str, Any]]()

    async def receive() -> dict[str, Any]:
        left[0] -= 1
        return {"type": "http.request", "body": b"x" * 1_000_000 if left[0] >= 0 else b"", "more_body": left[0] > 0}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(guard(scope, receive, send))
    return sent[0]["status"], json.loads(sent[1]["body"]), dict(sent[0]["headers"])


def code(answer: tuple[int, Any, dict[bytes, bytes]]) -> tuple[int, str]:
    return answer[0], answer[1]["error"]["code"]


def here(password: str | None = None) -> Guard:
    return Guard(behind, LOOPBACK_NAMES, password, lambda: 0.0)


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "[::1]:7860"])
def test_this_machines_names_are_answered_with_the_pages_policy(host: str) -> None:
    status, _, headers = ask(here(), host=host)
    assert status == 200
    assert b"default-src 'self'" in headers[b"content-security-policy"]


def test_other_names_and_pages_are_not() -> None:
    assert code(ask(here(), host="elsewhere.example")) == (421, "wrong_host")
    assert code(ask(here(), "/en/", "POST", origin="https://elsewhere.example")) == (403, "foreign_page")
    assert code(ask(here(), "/en/", "POST", origin="null")) == (403, "foreign_page")
    assert ask(here(), "/en/", "POST", origin="http://127.0.0.1:7860")[0] == 200
    assert ask(Guard(behind, None, PASSWORD), host="elsewhere.example")[0] == 200


@pytest.mark.parametrize("path", ["/api/gradio_api/run/ask", "/mcp/gradio_api/mcp/", "/mcp", "/api/"])
def test_programs_bring_the_password(path: str) -> None:
    basic = base64.b64encode(f"anyone:{PASSWORD}".encode()).decode()
    assert code(ask(here(PASSWORD), path)) == (401, "password_wanted")
    assert code(ask(here(PASSWORD), path, authorization="Basic %%%")) == (401, "password_wanted")
    assert code(ask(here(PASSWORD), path, authorization="Bearer wrong")) == (401, "password_wanted")
    assert ask(here(PASSWORD), path, authorization=f"Bearer {PASSWORD}")[0] == 200
    assert ask(here(PASSWORD), path, authorization=f"basic {basic}")[0] == 200
    assert ask(here(), path)[0] == 200


def test_passwords_cannot_be_tried_without_end() -> None:
    guard = here(PASSWORD)
    answers = {code(ask(guard, "/api/", authorization=f"Bearer {guess}")) for guess in range(ATTEMPTS)}
    assert answers == {(401, "password_wanted")}
    status, said, headers = ask(guard, "/api/", authorization=f"Bearer {PASSWORD}")
    assert (status, said["error"]["code"]) == (429, "too_many_requests")
    assert int(headers[b"retry-after"]) > 0
    guard = here(PASSWORD)
    assert [ask(guard, "/en/login", "POST")[0] for _ in range(ATTEMPTS + 1)] == [200] * ATTEMPTS + [429]


def test_posts_without_end_are_refused() -> None:
    guard = here()
    assert {ask(guard, "/en/gradio_api/queue/join", "POST")[0] for _ in range(POSTS)} == {200}
    assert code(ask(guard, "/en/gradio_api/queue/join", "POST")) == (429, "too_many_requests")
    assert ask(guard, "/en/")[0] == 200


def test_large_requests_are_refused_whatever_they_say_of_their_length() -> None:
    assert code(ask(here(), "/en/x", "POST", content_length=str(LARGEST_BODY + 1))) == (413, "too_large")
    assert code(ask(here(), "/en/upload", "POST", content_length=str(LARGEST_UPLOAD + 1))) == (413, "too_large")
    assert ask(here(), "/en/upload", "POST", content_length=str(LARGEST_BODY + 1))[0] == 200
    assert ask(here(), "/en/x", "POST", parts=5)[:2] == (200, 5_000_000)
    assert ask(here(), "/en/x", "POST", parts=6)[0] == 400
