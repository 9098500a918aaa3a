"""The entries of an RSS or Atom feed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from thidua.ingest.published import published_date

COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
ROOT = re.compile(rb"<([A-Za-z][\w:]*)")
FEED_ROOTS = frozenset((b"rss", b"feed", b"atom:feed", b"rdf:rdf"))


if TYPE_CHECKING:
    from lxml.etree import _Element


class Entry(NamedTuple):
    url: str
    title: str | None
    published: str | None


def is_feed(data: bytes) -> bool:
    root = ROOT.search(COMMENT.sub(b"", data[:4096]))
    return bool(root and root.group(1).lower() in FEED_ROOTS)


def read_feed(data: bytes, base: str) -> list[Entry]:
    """In the feed's order, each address once. Raises ValueError if it is no feed or names no address."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"its feed is damaged ({error.msg}); try again later") from error
    if root is None:
        raise ValueError("its feed is damaged; try again later")
    found: dict[str, Entry] = {}
    for item in root.iter("{*}item", "{*}entry"):
        if link := _link(item):
            url = urljoin(base, link)
            dates = (published_date(_words(item, key)) for key in ("pubDate", "published", "date", "updated"))
            found.setdefault(url, Entry(url, _words(item, "title"), next((date for date in dates if date), None)))
    if not found:
        raise ValueError("its feed names no report")
    return list(found.values())


def _link(item: _Element) -> str | None:
    for link in item.findall("{*}link"):
        if link.get("rel", "alternate") == "alternate" and (address := link.get("href") or (link.text or "").strip()):
            return address
    about: str | None = item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    return about


def _words(item: _Element, name: str) -> str | None:
    element = item.find(f"{{*}}{name}")
    return "".join(element.itertext()).strip() or None if element is not None else None
