"""How the screen is reached: which address, by whom, and what a browser may do with the page."""

from __future__ import annotations

import ipaddress
import socket
import sys
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from thidua.graph.errors import UsageError
from thidua.screen.desk import Desk

FIRST_PORT, LAST_PORT = 7860, 7899
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
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
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


def serve(store: str, *, host: str, port: int | None, password: str | None) -> int:
    """Serve until interrupted. The address is printed as soon as a browser may open it; it then waits for the page."""
    if not is_loopback(host) and not password:
        raise UsageError(
            f"{host} would let others in: set THIDUA_PASSWORD to a password to ask them for, or leave --host out."
        )
    listening = bound(host, port)
    with listening:
        desk = Desk(store, tell)
        try:
            print(f"thidua is at {url(host, listening.getsockname()[1])}  (Ctrl-C ends it)", flush=True)
            threading.Thread(target=desk.prepare, name="prepare", daemon=True).start()
            run(desk, listening, host, password)
        except KeyboardInterrupt:
            pass
        finally:
            desk.close()
    return 0


def run(desk: Desk, listening: socket.socket, host: str, password: str | None) -> None:
    import uvicorn

    from thidua.app import site

    application = Guard(site(desk, password), LOOPBACK_NAMES if is_loopback(host) else None)
    config = uvicorn.Config(application, log_level="warning", access_log=False, timeout_graceful_shutdown=2)
    uvicorn.Server(config).run(sockets=[listening])


def tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def bound(host: str, port: int | None) -> socket.socket:
    """A listening socket at the port asked for, else at the first free one from 7860 on."""
    error: OSError | None = None
    for candidate in (port,) if port is not None else range(FIRST_PORT, LAST_PORT + 1):
        try:
            family = socket.getaddrinfo(host, candidate, type=socket.SOCK_STREAM)[0][0]
            found = socket.socket(family, socket.SOCK_STREAM)
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind((host, candidate))
            found.listen(128)
            return found
        except (OSError, OverflowError) as refused:
            error = refused if isinstance(refused, OSError) else OSError(str(refused))
    where = f"port {port}" if port is not None else f"ports {FIRST_PORT} to {LAST_PORT}"
    raise UsageError(f"{host} cannot be listened on at {where} ({error}); give another with --host or --port.")


class Guard:
    """Sends every answer with the page's policy and, on this machine alone, refuses names that are not this machine's:
    a foreign page could otherwise reach the screen through a host name that it points here."""

    def __init__(self, inner: Application, hosts: tuple[str, ...] | None) -> None:
        self.inner, self.hosts = inner, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self.hosts is not None and host_of(scope) not in self.hosts:
            await send({"type": "http.response.start", "status": 421, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"This screen answers on this machine only."})
            return

        async def send_guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS]
            await send(message)

        await self.inner(scope, receive, send_guarded)


def host_of(scope: Scope) -> str:
    """The host a request names, without its port: "localhost", "::1"."""
    given: str = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    return given[1:].partition("]")[0] if given.startswith("[") else given.partition(":")[0]
