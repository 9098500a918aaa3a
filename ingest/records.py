"""Reports in JSON: one object, a list of them, or one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from thidua.ingest.formats import Content
from thidua.ingest.published import published_date

TEXT = ("text", "body", "content", "articleBody")
TITLE = ("title", "headline", "name")
URL = ("url", "link", "address", "source")
PUBLISHER = ("publisher", "site", "source")
DATE = ("date", "published", "datePublished", "published_at", "pubDate")
LANG = ("lang", "language", "inLanguage")
LISTS = ("articles", "reports", "items", "documents", "data", "results")


def read_json(text: str) -> Iterator[tuple[str, Content | str]]:
    """Each record with its place ("#3", or "" when alone): its content, or the reason why it has none.

    Raises ValueError if the whole is not JSON or no record in it holds a text.
    """
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is no complete JSON (line {error.lineno}: {error.msg}); save it again") from error
    except RecursionError:
        raise ValueError("its JSON is nested too deeply to be a list of reports") from None
    if isinstance(whole, dict) and not _first(whole, TEXT):
        whole = next((whole[key] for key in LISTS if isinstance(whole.get(key), list)), whole)
    if isinstance(whole, dict):
        content = record(whole)
        if isinstance(content, str):
            raise ValueError(content)
        yield "", content
        return
    if not isinstance(whole, list) or not whole:
        raise ValueError('it holds no report; an object with a "text", or a list of such objects, is expected')
    contents = [record(one) for one in whole]
    if all(isinstance(content, str) for content in contents):
        raise ValueError(f'none of its {len(whole)} records is a report; each needs a "text"')
    for number, content in enumerate(contents, 1):
        yield f"#{number}", content


def read_lines(text: str) -> Iterator[tuple[str, Content | str]]:
    """As `read_json`, but each line by itself: a bad one leaves the others whole. The place is its line ("#3")."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield f"#{number}", record(json.loads(line))
        except json.JSONDecodeError as error:
            yield f"#{number}", f"line {number} is no complete JSON ({error.msg}); mend or remove it"
        except RecursionError:
            yield f"#{number}", f"line {number} is nested too deeply to be a report; remove it"


def record(value: Any) -> Content | str:
    if not isinstance(value, dict):
        return 'it is no JSON object; a report is an object with a "text"'
    text = _first(value, TEXT)
    if text is None:
        return 'it has no "text" (nor "body" nor "content"); add one'
    if not text.strip():
        return "its text is empty; remove it or fill it"
    url = next((one for key in URL if (one := _text(value.get(key))) and is_address(one)), None)
    publisher = next((one for key in PUBLISHER if (one := _text(value.get(key))) and not is_address(one)), None)
    date = next((one for key in DATE if (one := published_date(value.get(key)))), None)
    return Content(text, _first(value, TITLE), url, publisher, date, _first(value, LANG))


def _first(value: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((one for key in keys if (one := _text(value.get(key))) is not None), None)


def _text(value: Any) -> str | None:
    """A string, or the name of an object that has one ({"name": "…"})."""
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def is_address(text: str) -> bool:
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
