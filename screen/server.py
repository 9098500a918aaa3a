"""How the screen is reached: which address, by whom, and what a browser may do with the page."""

from __future__ import annotations

import ipaddress
import logging
import socket
import sys
import threading
from types import FrameType

from thidua.graph.errors import UsageError
from thidua.screen.desk import Desk
from thidua.screen.guard import LOOPBACK_NAMES, Guard
from thidua.screen.limits import Rate

FIRST_PORT, LAST_PORT = 7860, 7899


def serve(store: str, *, host: str, port: int | None, password: str | None, per_minute: int) -> int:
    """Serve until interrupted. The address is printed as soon as a browser may open it; it then waits for the page.

    `per_minute` is how many questions one address may ask over the API in a minute.
    """
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
            run(desk, listening, host, password, per_minute)
        except KeyboardInterrupt:
            pass
        finally:
            desk.close()
    return 0


def run(desk: Desk, listening: socket.socket, host: str, password: str | None, per_minute: int) -> None:
    import uvicorn

    from thidua.app import site

    hosts = LOOPBACK_NAMES if is_loopback(host) else None
    application = Guard(site(desk, password, Rate(per_minute)), hosts, password)
    config = uvicorn.Config(application, log_level="warning", access_log=False, timeout_graceful_shutdown=2)

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            """A page that is open waits for events for ever; that it is cut off is no error to tell of."""
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
            super().handle_exit(sig, frame)

    Server(config).run(sockets=[listening])


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
