"""Reports from files, folders, addresses and feeds. What cannot be read comes out as an error between the others."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from thidua.graph.errors import ReportError
from thidua.ingest import formats
from thidua.ingest.article import Article
from thidua.ingest.encoding import decode
from thidua.ingest.feeds import is_feed, read_feed
from thidua.ingest.formats import Content
from thidua.ingest.records import is_address, read_json, read_lines

Read = Article | ReportError

KIND_OF_SUFFIX = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".pdf": "pdf", ".docx": "docx", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".rss": "feed", ".atom": "feed",
}  # fmt: skip
KIND_OF_TYPE = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "text/markdown": "markdown",
    "application/pdf": "pdf", "application/json": "json", "application/ld+json": "json", "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl", "application/rss+xml": "feed", "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}  # fmt: skip
HINTS = {
    ".doc": "save it as .docx", ".rtf": "save it as .docx", ".odt": "save it as .docx", ".pages": "save it as .docx",
    ".zip": "unpack it", ".gz": "unpack it", ".rar": "unpack it", ".7z": "unpack it",
    ".jpg": "run a text recognition (OCR) over it first", ".png": "run a text recognition (OCR) over it first",
    ".xls": "save its reports as .jsonl", ".xlsx": "save its reports as .jsonl", ".csv": "save its reports as .jsonl",
}  # fmt: skip
READABLE = ".txt .md .html .pdf .docx .json .jsonl"
LANG = re.compile(r"([A-Za-z]{2,3})(?=$|[-_])")
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
LARGEST_FILE = 20_000_000  # bytes
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file or page may be at most; `allow_private` lets addresses of this machine's own network through."""

    max_bytes: int = LARGEST_FILE
    max_chars: int = 2_000_000
    allow_private: bool = False


def read(path_or_url: str | os.PathLike[str], limits: Limits | None = None) -> Iterator[Read]:
    """Every report of a file, a folder (with those below it, in order), an address or a feed, one at a time."""
    limits = limits or Limits()
    where = os.fspath(path_or_url)
    if is_url(where):
        yield from _read_url(where, limits)
        return
    path = Path(where)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        yield ReportError(where, "there is no such file or folder; check the path")
    except (OSError, ValueError) as error:
        yield ReportError(where, _system(error))
    else:
        if stat.S_ISDIR(mode):
            yield from _read_folder(path, limits)
        else:
            yield from _read_file(path, path.name, limits)


def is_url(where: str) -> bool:
    return "://" in where


def _read_folder(folder: Path, limits: Limits) -> Iterator[Read]:
    """Hidden files and folders are left out; every other file gives a report or says why it does not."""
    failures: list[OSError] = []
    found = False
    for place, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        while failures:
            failure = failures.pop()
            yield ReportError(str(failure.filename), _system(failure))
        for name in sorted(names):
            if not name.startswith("."):
                found = True
                path = Path(place, name)
                yield from _read_file(path, path.relative_to(folder).as_posix(), limits)
    for failure in failures:
        yield ReportError(str(failure.filename), _system(failure))
    if not found and not failures:
        yield ReportError(str(folder), f"the folder holds no report; put files in it that are {READABLE}")


def _read_file(path: Path, document: str, limits: Limits) -> Iterator[Read]:
    where = str(path)
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            yield ReportError(where, "it is no file with a text; leave it out")
            return
        if about.st_size > limits.max_bytes:
            yield ReportError(where, _too_big(about.st_size, limits))
            return
        data = path.read_bytes() if about.st_size else b""
    except (OSError, ValueError) as error:
        yield ReportError(where, _system(error))
        return
    kind = _sniffed(data) or KIND_OF_SUFFIX.get(path.suffix.lower())
    if kind is None:
        hint = HINTS.get(path.suffix.lower(), "save it as one of them")
        yield ReportError(where, f"skipped: {path.suffix or 'no suffix'} is no kind that is read ({READABLE}); {hint}")
        return
    yield from _contents(where, document, kind, data, limits, None, None)


def _read_url(url: str, limits: Limits, in_feed: bool = False) -> Iterator[Read]:
    from thidua.ingest.fetch import fetch

    try:
        page = fetch(url, max_bytes=limits.max_bytes, allow_private=limits.allow_private)
    except ReportError as error:
        yield error
        return
    suffix = Path(urlsplit(page.url).path).suffix.lower()
    kind = _sniffed(page.data) or KIND_OF_TYPE.get(page.content_type)
    if kind is None and page.content_type in ("", "application/octet-stream", "binary/octet-stream"):
        kind = KIND_OF_SUFFIX.get(suffix, "html")
    if kind == "text" and suffix in (".md", ".markdown", ".jsonl", ".ndjson", ".json"):
        kind = KIND_OF_SUFFIX[suffix]
    if kind is None:
        yield ReportError(url, f"it gives {page.content_type}, which is not read; give a page, a PDF or a feed")
        return
    if kind == "feed" and in_feed:
        yield ReportError(url, "it is a feed within a feed; give its own address")
        return
    yield from _contents(url, url, kind, page.data, limits, url, page.charset)


def _sniffed(data: bytes) -> str | None:
    """The kind that the content itself shows, whatever the name says."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return "docx"
    return "feed" if is_feed(data) else None


def _contents(
    where: str, document: str, kind: str, data: bytes, limits: Limits, url: str | None, charset: str | None
) -> Iterator[Read]:
    """The reports in `data`; `url` is set if it was fetched."""
    if not data.strip():
        yield ReportError(where, "it is empty; remove it or fill it")
        return
    if data.startswith(OLE):
        yield ReportError(where, "it is encrypted or in the old Word format; save it as .docx without a password")
        return
    picture = formats.picture(data)
    if picture:
        yield ReportError(where, f"it is an image ({picture}); run a text recognition (OCR) over it first")
        return
    try:
        if kind == "feed":
            yield from _feed(where, data, limits, url)
        elif kind in ("json", "jsonl"):
            yield from _records(where, document, kind, data, limits)
        else:
            yield _article(where, document, _content(kind, data, limits, url, charset), limits, url)
    except ValueError as error:
        yield ReportError(where, str(error))


def _content(kind: str, data: bytes, limits: Limits, url: str | None, charset: str | None) -> Content:
    if kind == "pdf":
        from thidua.ingest.pdf import read_pdf

        return read_pdf(data, max_chars=limits.max_chars)
    if kind == "html":
        return formats.read_html(data, charset, url)
    return formats.KINDS[kind](data, charset)


def _records(where: str, document: str, kind: str, data: bytes, limits: Limits) -> Iterator[Read]:
    text = decode(data)
    if not text.strip():
        raise ValueError("it is empty; remove it or fill it")
    for place, content in read_json(text) if kind == "json" else read_lines(text):
        if isinstance(content, str):
            yield ReportError(where + place, content)
        else:
            yield _article(where + place, document + place, content, limits, None)


def _feed(where: str, data: bytes, limits: Limits, base: str | None) -> Iterator[Read]:
    """Each entry's page; what the page does not say of itself, the feed says."""
    for entry in read_feed(data, base or ""):
        for one in _read_url(entry.url, limits, in_feed=True):
            if isinstance(one, Article):
                one = replace(one, title=one.title or entry.title, published=one.published or entry.published)
            yield one


def _article(where: str, document: str, content: Content, limits: Limits, url: str | None) -> Read:
    if not content.text.strip():
        return ReportError(where, "it holds no text; remove it or fill it")
    if len(content.text) > limits.max_chars:
        return ReportError(where, f"its text is longer than {limits.max_chars:,} characters; split it into its reports")
    if UNSTORABLE.search(content.text):
        return ReportError(where, "its text holds characters that are none (NUL, half a letter); save it again")
    address = url or content.url
    if address and not is_address(address):
        address = None
    parts = urlsplit(address or "")
    host = (parts.hostname or "").removeprefix("www.")
    publisher = content.publisher if content.publisher != parts.netloc else None
    lang = LANG.match(content.lang or "")
    return Article(
        document=document,
        text=content.text,
        url=address,
        title=content.title,
        publisher=publisher or host or None,
        published=content.published,
        lang=lang.group(1).lower() if lang else None,
        origin=where if is_url(where) else os.path.abspath(where),
    )


def _too_big(size: int, limits: Limits) -> str:
    allowed = f"{limits.max_bytes / 1e6:g} MB"
    return f"it has {size / 1e6:.1f} MB and a file may have {allowed}; split it into its reports"


def _system(error: OSError | ValueError) -> str:
    if isinstance(error, PermissionError):
        return "it may not be read by you; change its permissions"
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"it cannot be read ({reason}); check the path and the disk"
