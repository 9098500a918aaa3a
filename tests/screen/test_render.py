"""Whatever a report or a visitor writes, the page holds only the elements that the screen itself puts there."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.screen import render
from thidua.screen.lists import Row, Table
from thidua.screen.texts import Words

OURS = {
    "a", "bdi", "blockquote", "cite", "details", "div", "h3", "h4", "li", "mark", "ol", "p", "pre", "section", "span",
    "summary", "table", "tbody", "td", "th", "thead", "time", "tr", "ul",
}  # fmt: skip
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</blockquote></section><iframe src=//outside.example>",
    "{} {0} %s &lt;b&gt; [1] [99]",
    "\u202egnirts \u2066\x00",
]
texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))
WORDS = Words("en")


class Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(str(page))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def check(page: str) -> Elements:
    elements = Elements(page)
    for tag, attributes in elements.found:
        assert tag in OURS
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcdoc", "src")]
        assert (attributes.get("href") or "#").startswith(("#", "http://", "https://"))
    return elements


@given(texts, texts, texts, texts, texts, texts)
def test_an_exchange_shows_every_text_as_text(q: str, answer: str, quote: str, title: str, url: str, lang: str) -> None:
    piece = {"document": title, "title": title, "url": url, "lang": lang, "published": title, "quote": quote}
    reply = {
        "status": "answered", "answer": answer, "lang": lang, "evidence": [piece], "elapsed_ms": 1,
        "cypher": [{"query": quote, "parameters": {"x": quote}}],
    }  # fmt: skip
    check(render.exchange(WORDS, 1, q, reply, lambda _: (quote, title)))


@given(texts, texts, texts)
def test_a_table_shows_every_text_as_text(cell: str, quote: str, url: str) -> None:
    piece = {"document": cell, "url": url, "lang": "vi", "quote": quote}
    row = Row((cell, cell, cell, cell), (piece, piece))
    found = Table(("person", "post", "organisation", "when", "sentence"), (row,))
    check(render.table(WORDS, found, [row], 1))
    check(render.outcome(WORDS, cell, [(cell, found)], [(cell, quote)]))
    check(render.table(WORDS, Table(("report", "language"), ()), [Row((cell, cell), url=url)], 1))


def test_a_quotation_is_whole_and_its_number_leads_to_it() -> None:
    piece = {"document": "a.txt", "url": "https://news.example/a", "lang": "vi", "quote": "Ai & <ai>?"}
    reply = {"status": "answered", "answer": "Someone [1][2]\n[1] “Ai & <ai>?”", "lang": "en", "evidence": [piece]}
    elements = check(render.exchange(WORDS, 3, "Who?", reply, lambda _: None))
    assert elements.text.count("Ai & <ai>?") == 1
    assert [attributes["data-goto"] for tag, attributes in elements.found if "data-goto" in attributes] == ["q3-1"]
    assert [attributes["id"] for tag, attributes in elements.found if tag == "li"] == ["q3-1"]
    assert "[2]" in elements.text


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://news.example/a?b=c#d", True),
        ("HTTP://news.example", True),
        ("javascript:alert(1)", False),
        ("https:alert(1)", False),
        ("data:text/html,x", False),
        ("//news.example", False),
        ("http://[", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_links(url: str | None, is_link: bool) -> None:
    assert bool(render.link(url, "open")) == is_link
