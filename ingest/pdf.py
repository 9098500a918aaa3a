"""The text of a PDF, page by page, with the lines that belong to one paragraph put together again."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from thidua.ingest.formats import Content, read_plain, unwrap

if TYPE_CHECKING:
    from pypdf import PdfReader

PAGE_NUMBER = re.compile(r"\W*(?:\d{1,4}|[ivxl]{1,6}|\d{1,4}\s*/\s*\d{1,4})\W*", re.IGNORECASE)
FULL = 0.75  # a line this long, measured by the longest of its page, was broken by the page's edge
HYPHEN = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_A-ZĐ])|(?<=\d[-–])\n(?=\d)")


def read_pdf(data: bytes, *, max_chars: int) -> Content:
    """Raises ValueError with the reason if it is encrypted, damaged or holds pictures of text only."""
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if b"%PDF-" not in data[:1024]:
        raise ValueError("it is no PDF; save it again, or give it the ending of what it is")
    locked = "it is encrypted; save it without a password"
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ValueError(locked)
        pages = list(_pages(reader, max_chars))
    except ValueError:
        raise
    except (DependencyError, FileNotDecryptedError):
        raise ValueError(locked) from None
    except Exception as error:  # whatever a damaged file makes the library trip over
        raise ValueError("it is damaged or cut short; save or fetch it again") from error
    text = join_lines(pages).encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", " ")
    if not text.strip():
        raise ValueError("it holds pictures of text but no text; run a text recognition (OCR) over it first")
    plain = read_plain(text.encode())
    return Content(text, title=plain.title, url=plain.url)


def _pages(reader: PdfReader, max_chars: int) -> Iterator[str]:
    total = 0
    for page in reader.pages:
        text = page.extract_text()
        total += len(text)
        yield text
        if total > max_chars:
            return


def join_lines(pages: list[str]) -> str:
    """One line a paragraph, also across a page's end; lines that only number a page are left out."""
    lines: list[str] = []
    open_end = False
    for page in pages:
        rows = [row.rstrip() for row in page.splitlines()]
        while rows and (not rows[-1] or PAGE_NUMBER.fullmatch(rows[-1])):
            rows.pop()
        if rows and PAGE_NUMBER.fullmatch(rows[0]):
            rows.pop(0)
        width = max((len(row) for row in rows), default=0)
        for row in rows:
            if not row.strip():
                open_end = False
            elif open_end and lines and not _begins_item(row):
                lines[-1] += "\n" + row.strip()
                open_end = len(row) >= width * FULL
            else:
                lines.append(row.strip())
                open_end = len(row) >= width * FULL
    return "\n".join(unwrap(HYPHEN.sub("", line)) for line in lines)


def _begins_item(row: str) -> bool:
    return bool(re.match(r"\s*(?:[-–•*+]\s|\d{1,2}[.)]\s|[a-zđ]\)\s|[IVX]{1,4}\.\s)", row))
