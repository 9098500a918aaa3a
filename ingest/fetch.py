"""Gets an address over HTTP: bounded in time, size and redirects, and never from inside this network unless allowed.

The address that was resolved and judged is the one that is connected to, at every redirect, so that a name that
answers differently the second time gains nothing.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from thidua.graph.errors import ReportError

TIMEOUT = 20.0  # seconds for each step
DEADLINE = 60.0  # seconds for all of one address
REDIRECTS = 5
CHUNK = 65536
HEADERS = {
    "User-Agent": "thidua (reads reports on emulation clusters)",
    "Accept": "text/html,*/*;q=0.8",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
UNICAST = ipaddress.ip_network("2000::/3")  # all that IPv6 gives to servers
NAT64 = ipaddress.ip_network("64:ff9b::/96")
PASSWORD = re.compile(r"//[^/]*@")
PLAIN = "/%:@!$&'()*+,;=~"  # what an address may hold as it is
REASONS = {
    401: "the page wants a login; save it as a file and ingest that",
    403: "the server refuses to show the page to a program; save it as a file and ingest that",
    404: "there is no such page; check the address",
    410: "the page has been taken away; look for an archived copy",
    429: "the server asks for fewer requests; try again later",
}


@dataclass(frozen=True, slots=True)
class Page:
    """`url` is where the redirects ended; `content_type` is lower case, without parameters."""

    url: str
    content_type: str
    charset: str | None
    data: bytes


def fetch(address: str, *, max_bytes: int, allow_private: bool = False, deadline: float = DEADLINE) -> Page:
    """The page at an http or https address. Raises ReportError with a reason for the reader."""
    until = time.monotonic() + deadline
    url = address
    for _ in range(REDIRECTS + 1):
        parts = _checked(address, url)
        try:
            step = _get(address, parts, max_bytes, allow_private, until)
        except TimeoutError:
            raise ReportError(address, "the server did not answer in time; try again later") from None
        except ssl.SSLError as error:
            raise ReportError(address, f"no secure connection is possible ({error.reason})") from error
        except (OSError, http.client.HTTPException, zlib.error, UnicodeError) as error:
            raise ReportError(address, f"the page could not be fetched ({str(error) or 'no reason given'})") from error
        if isinstance(step, Page):
            return step
        url = urljoin(url, step)
    raise ReportError(address, f"it redirects more than {REDIRECTS} times; give the address where it ends")


def _checked(address: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ReportError(address, f"it is not a valid address ({error})") from error
    if parts.scheme not in ("http", "https") or not host:
        raise ReportError(address, "only http and https addresses are read")
    if parts.username is not None or parts.password is not None:
        raise ReportError(PASSWORD.sub("//", address), "it carries a user name or password; give it without")
    return parts


def _get(address: str, parts: SplitResult, max_bytes: int, allow_private: bool, until: float) -> Page | str:
    """The page, or where it redirects to."""
    connection = _connect(address, parts, allow_private, until)
    try:
        connection.request("GET", _target(parts), headers=HEADERS)
        response = connection.getresponse()
        if response.status in (301, 302, 303, 307, 308) and (place := response.headers.get("Location")):
            return _latin(place)
        if response.status != 200:
            reason = REASONS.get(response.status, f"the server answers {response.status}; try again later")
            raise ReportError(address, reason)
        data = b"".join(_body(address, response, max_bytes, until))
        kind = response.headers.get_content_type() if "Content-Type" in response.headers else ""
        charset = response.headers.get_content_charset()
        return Page(parts._replace(fragment="").geturl(), kind.lower(), charset, data)
    finally:
        connection.close()


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=PLAIN)
    return f"{path}?{quote(parts.query, safe=PLAIN + '?[]')}" if parts.query else path


def _latin(header: str) -> str:
    """A header is read as Latin-1, but addresses with other letters are sent as UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _connect(address: str, parts: SplitResult, allow_private: bool, until: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if ":" not in host:
        host = host.encode("idna").decode("ascii")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror:
        raise ReportError(address, f"no server is known as {host}; check the address and the connection") from None
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_private and not all(_public(number) for number in numbers):
        raise ReportError(address, "it leads into this machine's own network, which is not read; save it as a file")
    sock = _reach(numbers, port, until)
    if parts.scheme == "https":
        sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    if parts.scheme == "https":
        connection.default_port = 443
    connection.sock = sock
    return connection


def _reach(numbers: list[str], port: int, until: float) -> socket.socket:
    failure: OSError = TimeoutError()
    for number in numbers:
        try:
            return socket.create_connection((number, port), timeout=_left(until))
        except OSError as error:
            failure = error
    raise failure


def _left(until: float) -> float:
    left = min(TIMEOUT, until - time.monotonic())
    if left <= 0:
        raise TimeoutError
    return left


def _public(number: str) -> bool:
    """Whether it is an address of the internet. One of IPv6 that stands for one of IPv4 is judged as that."""
    place = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(place, ipaddress.IPv6Address):
        inner = place.ipv4_mapped or place.sixtofour
        if place in NAT64:
            inner = ipaddress.IPv4Address(int(place) & 0xFFFFFFFF)
        elif inner is None and place not in UNICAST:
            return False
        place = inner or place
    return place.is_global and not place.is_multicast


def _body(address: str, response: http.client.HTTPResponse, max_bytes: int, until: float) -> Iterator[bytes]:
    coding = (response.headers.get("Content-Encoding") or "identity").lower()
    if coding not in ("identity", "gzip", "x-gzip", "deflate"):
        raise ReportError(address, f"the server sends it packed as {coding}, which is not read; save it as a file")
    unpack = None if coding == "identity" else zlib.decompressobj(47 if "gzip" in coding else 15)
    total = 0
    while packed := response.read1(CHUNK):
        _left(until)
        pieces = [packed] if unpack is None else _unpacked(unpack, packed)
        for piece in pieces:
            total += len(piece)
            if total > max_bytes:
                raise ReportError(address, too_big(max_bytes))
            yield piece
    declared = response.headers.get("Content-Length")
    if declared and declared.isdigit() and unpack is None and total < int(declared):
        raise ReportError(address, "the connection ended before the page did; try again")
    if unpack is not None and not unpack.eof:
        raise ReportError(address, "the connection ended before the page did; try again")


def _unpacked(unpack: zlib._Decompress, packed: bytes) -> Iterator[bytes]:
    while packed and not unpack.eof:
        yield unpack.decompress(packed, CHUNK)
        packed = unpack.unconsumed_tail


def too_big(max_bytes: int) -> str:
    return f"it is larger than {max_bytes / 1_000_000:g} MB; split it into its reports"
