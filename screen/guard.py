"""What stands before the screen: who gets in, how often and with how much, and what a browser may do with the page.

A refusal is JSON, `{"error": {"code": …, "message": …}}`, with the HTTP status that says the same.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Awaitable, Callable, MutableMapping
from math import ceil
from time import monotonic
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from thidua.screen.limits import Rate, visitor

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
SERVICES = ("/api", "/mcp")  # what programs use; they bring the password with every request, not by a form
LARGEST_UPLOAD, LARGEST_BODY = 500_000_000, 5_000_000  # bytes of one request
POSTS, ATTEMPTS = 600, 10  # a minute for one visitor: requests that do something, and wrong passwords
# Gradio compiles its templates in the browser, hence 'unsafe-eval'; nothing comes from or goes to another host.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class Refusal(NamedTuple):
    status: int
    code: str
    message: str
    headers: tuple[tuple[bytes, bytes], ...] = ()


def too_many(wait: float) -> Refusal:
    seconds = str(ceil(wait))
    text = f"Too many requests from this address; try again in {seconds} seconds."
    return Refusal(429, "too_many_requests", text, ((b"retry-after", seconds.encode()),))


FOREIGN_HOST = Refusal(421, "wrong_host", "This screen answers on this machine only.")
FOREIGN_PAGE = Refusal(403, "foreign_page", "A page from elsewhere may not use this screen.")
TOO_LARGE = Refusal(413, "too_large", "The request is too large; send fewer or smaller files.")
NO_PASSWORD = Refusal(
    401,
    "password_wanted",
    "Send the password with the request, as Authorization: Bearer PASSWORD, or as Basic with any user name.",
    ((b"www-authenticate", b'Basic realm="thidua", charset="UTF-8"'),),
)


class Guard:
    """`hosts`: the only names that are answered, where the screen is for this machine alone. A foreign page could
    otherwise reach it through a host name that it points here."""

    def __init__(
        self,
        inner: Application,
        hosts: tuple[str, ...] | None,
        password: str | None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.inner, self.hosts, self.password = inner, hosts, password
        self._posts, self._attempts = Rate(POSTS, clock), Rate(ATTEMPTS, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return
        if refusal := self.refusal(scope):
            await refuse(refusal, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS]
            await send(message)

        await self.inner(scope, bounded(receive, most_of(scope["path"])), send_guarded)

    def refusal(self, scope: Scope) -> Refusal | None:
        """Why a request is not answered, if it is not."""
        given = {name: value.decode("latin-1") for name, value in scope["headers"]}
        who = visitor(scope["client"][0] if scope.get("client") else None)
        if self.hosts is not None and host_of(scope) not in self.hosts:
            return FOREIGN_HOST
        if self.hosts is not None and b"origin" in given and urlsplit(given[b"origin"]).hostname not in self.hosts:
            return FOREIGN_PAGE
        if scope["method"] == "POST":
            if wait := self._posts.take(who):
                return too_many(wait)
            if scope["path"].rstrip("/").endswith("/login") and (wait := self._attempts.take(who)):
                return too_many(wait)
        length = given.get(b"content-length", "")
        if length.isdecimal() and int(length) > most_of(scope["path"]):
            return TOO_LARGE
        return self._unknown(who, scope["path"], given.get(b"authorization", ""))

    def _unknown(self, who: str, path: str, authorization: str) -> Refusal | None:
        if not self.password or not any(path == one or path.startswith(f"{one}/") for one in SERVICES):
            return None
        if wait := self._attempts.wait(who):  # even with the right one, or guessing on would still pay
            return too_many(wait)
        if hmac.compare_digest(password_of(authorization).encode(), self.password.encode()):
            return None
        if authorization:
            self._attempts.take(who)
        return NO_PASSWORD


def password_of(authorization: str) -> str:
    """What an Authorization header gives as the password: "Bearer …", or "Basic …" with any user name."""
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return given.strip().encode("latin-1").decode("utf-8", "replace")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(given.strip()).decode("utf-8", "replace").partition(":")[2]
    except binascii.Error:
        return ""


def most_of(path: str) -> int:
    """How many bytes a request to a path may have."""
    return LARGEST_UPLOAD if path.rstrip("/").endswith("/upload") else LARGEST_BODY


def bounded(receive: Receive, most: int) -> Receive:
    """The request's body, which breaks off once it is longer than `most` bytes, whatever it said of its length."""
    total = 0

    async def receive_bounded() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        return message if total <= most else {"type": "http.disconnect"}

    return receive_bounded


async def refuse(refusal: Refusal, send: Send) -> None:
    body = json.dumps({"error": {"code": refusal.code, "message": refusal.message}}).encode()
    headers = [(b"content-type", b"application/json"), *refusal.headers, *HEADERS]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def host_of(scope: Scope) -> str:
    """The host a request names, without its port: "localhost", "::1"."""
    given: str = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    return given[1:].partition("]")[0] if given.startswith("[") else given.partition(":")[0]
