"""What a reader sees of each kind of file: bytes in, text and what the file says of itself out.

Every function raises ValueError with a reason that ends the sentence "NAME: …".
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from thidua.ingest.encoding import decode, html_charset
from thidua.ingest.published import published_date

ADDRESS_LINE = re.compile(r"\s*(https?://[^\s<>\"]+)\s*")
SOURCE_LINE = re.compile(r"\s*[^\s:：][^\n:：]{0,40}[:：]\s*<?(https?://[^\s<>\"]+?)[>.)]?\s*")
TAIL_LINES = 12  # how many of the last lines may name the source
FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
HTML_LANG = re.compile(r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
UNPACKED = 200_000_000  # bytes a .docx may grow to
# Between two of these a line break stands for nothing; between other letters it stands for a space.
UNSPACED = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uff00-\uff60]"


PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
)


def picture(data: bytes) -> str | None:
    """The kind of image that the bytes are, whatever the file is called."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WebP"
    return next((kind for head, kind in PICTURES if data.startswith(head)), None)


class Content(NamedTuple):
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    lang: str | None = None


def read_plain(data: bytes, charset: str | None = None) -> Content:
    """A text file, letter for letter; its address is on its first line or on one of its last."""
    text = decode(data, charset)
    lines = [line for line in text.splitlines() if line.strip()]
    first = (ADDRESS_LINE.fullmatch(lines[0]) or SOURCE_LINE.fullmatch(lines[0])) if lines else None
    if first and len(lines) == 1:
        raise ValueError("it holds an address but no text; give the address itself")
    body = lines[1:] if first else lines
    return Content(text, title=_headline(body), url=first.group(1) if first else _named_source(lines[-TAIL_LINES:]))


def _headline(lines: list[str]) -> str | None:
    """A short first line that ends like no sentence, if a text follows."""
    if len(lines) < 2:
        return None
    line = lines[0].strip()
    return line if len(line) <= 200 and line[-1] not in ".!?。।॥…:：;,！？" else None


def _named_source(lines: list[str]) -> str | None:
    named = [match.group(1) for line in lines if (match := SOURCE_LINE.fullmatch(line))]
    bare = [match.group(1) for line in lines if (match := ADDRESS_LINE.fullmatch(line))]
    return named[-1] if named else bare[0] if len(set(bare)) == 1 else None


def read_markdown(data: bytes, charset: str | None = None) -> Content:
    """The rendered text: one line a paragraph, a list item or a table cell; front matter says title, date and url."""
    from markdown_it import MarkdownIt

    source = decode(data, charset)
    front = FRONT_MATTER.match(source)
    about = _front_matter(front.group(1)) if front else {}
    tokens = MarkdownIt("commonmark").enable("table").parse(source[front.end() :] if front else source)
    blocks: list[str] = []
    headline = None
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline":
            parts = (("\n" if child.type.endswith("break") else child.content) for child in token.children or ())
            blocks.append(unwrap("".join(part for part in parts)))
            if before is not None and before.tag == "h1":
                headline = headline or blocks[-1]
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.strip())
    text = "\n".join(block for block in blocks if block)
    plain = read_plain(text.encode()) if text else Content("")
    return Content(
        text,
        title=about.get("title") or headline or plain.title,
        url=about.get("url") or about.get("source") or about.get("link") or plain.url,
        publisher=about.get("publisher") or about.get("site"),
        published=published_date(about.get("date") or about.get("published")),
        lang=about.get("lang") or about.get("language"),
    )


def _front_matter(block: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in block.splitlines())
    return {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs if value.strip()}


def unwrap(text: str) -> str:
    """One line: a break between letters of a script without spaces vanishes, any other becomes a space."""
    text = re.sub(rf"(?<={UNSPACED})[ \t]*\n[ \t]*(?={UNSPACED})", "", text)
    return re.sub(r"[ \t]*\n[ \t]*", " ", text).strip()


def read_html(data: bytes, charset: str | None = None, url: str | None = None) -> Content:
    import trafilatura
    from trafilatura.settings import Document

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    html = decode(data, charset or html_charset(data))
    try:
        dates = {"original_date": True, "extensive_search": False}
        page = trafilatura.bare_extraction(
            html, url=url, with_metadata=True, include_comments=False, date_extraction_params=dates
        )
        about = page.as_dict() if isinstance(page, Document) else {}
        text = about.get("text") or trafilatura.baseline(html)[1]
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("its page cannot be taken apart; save its text as .txt") from error
    if not text.strip():
        raise ValueError("no article is found in the page; save its text as .txt")
    lang = HTML_LANG.search(html[:20000])
    return Content(
        text,
        title=about.get("title"),
        url=url or about.get("url"),
        publisher=about.get("sitename"),
        published=published_date(about.get("date")),
        lang=lang.group(1).lower() if lang else None,
    )


def read_docx(data: bytes, charset: str | None = None) -> Content:
    """Paragraphs and tables in their order; a table's row is one line."""
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > UNPACKED:
                raise ValueError("it unpacks to more than any report needs; save it again")
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_docx_lines(document.iter_inner_content()))
        title = document.core_properties.title
    except ValueError:
        raise
    except Exception as error:  # whatever a damaged package makes the library trip over
        raise ValueError("it is damaged or no Word document; save it again") from error
    plain = read_plain(text.encode("utf-8", "surrogatepass")) if text.strip() else Content("")
    return Content(text, title=title or plain.title, url=plain.url)


def _docx_lines(blocks: Iterable[object]) -> Iterator[str]:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(cell.text.replace("\n", " ").strip() for cell in row.cells)
                yield " | ".join(cell for cell in cells if cell)


#: The kinds that need no more than the bytes and their charset.
KINDS: dict[str, Callable[[bytes, str | None], Content]] = {
    "text": read_plain,
    "markdown": read_markdown,
    "docx": read_docx,
}
