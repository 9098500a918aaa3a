"""Whatever a report or a visitor writes, the page holds only the elements that the screen itself puts there."""

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.graph.claims import Claim, Entity, Evidence, Name, Source
from thidua.qa.dossiers import Edge, Line, Neighbourhood, Node, Profile, Section, Tree
from thidua.screen import exchange, neighbours, page, reader, render, tree
from thidua.screen.dossier import suggestions
from thidua.screen.lists import Row, Table
from thidua.screen.places import Asked
from thidua.screen.sides import Side
from thidua.screen.texts import Words

OURS = {
    "a", "b", "bdi", "blockquote", "br", "button", "cite", "details", "dialog", "div", "h2", "h3", "h4", "label", "li",
    "mark", "ol", "p", "pre", "section", "small", "span", "summary", "table", "tbody", "td", "textarea", "th", "thead",
    "time", "tr", "ul",
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

    def all(self, attribute: str) -> list[str | None]:
        return [attributes[attribute] for _, attributes in self.found if attribute in attributes]


def check(page: str) -> Elements:
    elements = Elements(page)
    for tag, attributes in elements.found:
        assert tag in OURS
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcdoc", "src")]
        assert (attributes.get("href") or "?").startswith(("?look=", "?list=", "http://", "https://", "?"))
    return elements


def piece(quote: str, title: str = "A report", **more: object) -> dict[str, object]:
    return {
        "document": title, "title": title, "url": None, "lang": "vi", "published": None, "quote": quote,
        "source": "source:1", "start": 0, "end": len(quote), **more,
    }  # fmt: skip


@given(texts, texts, texts, texts, texts, texts)
def test_an_exchange_shows_every_text_as_text(q: str, answer: str, quote: str, title: str, url: str, lang: str) -> None:
    evidence = piece(quote, title, url=url, lang=lang, published=title)
    reply = {
        "status": "answered", "answer": answer, "lang": lang, "evidence": [evidence], "elapsed_ms": 1, "plan": title,
        "cypher": [{"query": quote, "parameters": {"x": quote}}], "conflicts": [{"kind": "leads", "claims": []}],
    }  # fmt: skip
    sides = [[Side(quote, (evidence,)), Side(title, ())]]
    check(exchange.exchange(WORDS, 1, Asked(q, title), reply, f"?ask={title}", sides))


@given(texts, texts, texts)
def test_a_table_shows_every_text_as_text(cell: str, quote: str, url: str) -> None:
    evidence = piece(quote, cell, url=url)
    row = Row((cell, cell, cell, cell), (evidence, evidence), page=url)
    found = Table(("person", "post", "organisation", "when", "sentence"), (row,))
    check(render.table(WORDS, found, [row], 1))
    check(render.outcome(WORDS, cell, [(cell, found)], [(cell, quote)]))
    check(render.table(WORDS, Table(("report", "language"), ()), [Row((cell, cell), url=url)], 1))


@given(texts, texts, st.integers(0, 90), st.integers(0, 90))
def test_a_whole_report_is_shown_letter_for_letter(text: str, title: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    source = Source("source:1", "a.txt", text, "ar", title=title, url=title, publisher=title, published=title)
    shown = str(reader.whole(WORDS, source, start, end))
    check(shown)
    body = shown.partition('tabindex="0">')[2].rpartition("</div></dialog>")[0]
    if "\x00" not in text and "\r" not in text:  # which no page can hold
        assert Elements(body).text == text
    mark = body.partition('<mark id="td-here">')[2].partition("</mark>")[0]
    assert mark == str(render.Markup.escape(text[start:end]))


@given(texts, texts, texts)
def test_a_page_shows_every_text_as_text(label: str, quote: str, said: str) -> None:
    claim = Claim("leads", "person:1", "emulationcluster:1", evidence=(Evidence("source:1", 0, 1, quote),))
    person = Entity("person:1", "Person", label, (Name(said, label),))
    cluster = Entity("emulationcluster:1", "EmulationCluster", said)
    evidence = {**piece(quote, said), "number": 1, "report": "source:1"}
    line = Line(f"{said} {label}", (claim,), (1,), about=("person:1",), conflict=1)
    sections = tuple(Section(kind, said, (line,)) for kind in ("posts", "leaders", "conflicts"))
    profile = Profile(cluster, "en", label, said, (said,), sections, (evidence,), 1)
    named = {person.id: person, cluster.id: cluster}
    check(page.head(WORDS, profile) + page.body(WORDS, profile, named, []) + page.sources(WORDS, profile))
    node = Node("implemented_by", said, "person:1", "Person", label, (claim,), (1,))
    root = Node("root", "", "emulationcluster:1", "EmulationCluster", said, (), (), (node,))
    check(tree.branches(WORDS, Tree("en", root, (evidence,)), named))
    edge = Edge("person:1", "emulationcluster:1", "leads", label, said, (claim,), evidence)
    around = Neighbourhood("person:1", (person, cluster), (edge,), 3)
    drawn = check(neighbours.neighbours(WORDS, around))
    (graph,) = drawn.all("data-graph")
    assert [one["data"].get("quote") for one in json.loads(graph or "")] == [None, None, quote]


@given(texts)
def test_suggestions_show_every_text_as_text(label: str) -> None:
    from thidua.qa.dossiers import Hit

    check(suggestions(WORDS, [Hit("person:1", "Person", label, label + "x", 1)], label))


def test_a_number_opens_its_sentence_and_the_quotation_is_whole() -> None:
    quote = "Ai & <ai>?"
    reply = {"status": "answered", "answer": f"Someone [1][2]\n[1] “{quote}”", "lang": "en", "evidence": [piece(quote)]}
    elements = check(exchange.exchange(WORDS, 3, Asked("Who?"), reply))
    assert elements.text.count(quote) == 1
    marks = [attributes for tag, attributes in elements.found if attributes.get("class") == "td-mark"]
    assert [(m["data-source"], m["data-start"], m["data-end"]) for m in marks] == [("source:1", "0", str(len(quote)))]
    assert [attributes["id"] for tag, attributes in elements.found if tag == "li"] == ["q3-1"]
    assert "[2]" in elements.text


def test_what_is_copied_has_the_quotation_and_where_it_stands() -> None:
    reply = {"status": "answered", "answer": "Someone [1]\n[1] “Ai?”", "evidence": [piece("Ai?", url="https://a.vn/1")]}
    assert exchange.plain(reply) == "Someone [1]\n[1] “Ai?”\n[1] A report, https://a.vn/1"


def test_a_name_in_a_line_leads_to_its_page_and_the_longest_counts() -> None:
    short, long_ = Entity("organization:1", "Organization", "Sở Y"), Entity("organization:2", "Organization", "Sở Y tế")
    shown = str(page.linked("Chair, Sở Y tế; Sở Y", [short, long_]))
    assert shown == (
        'Chair, <a href="?look=organization%3A2" data-go><bdi>Sở Y tế</bdi></a>; '
        '<a href="?look=organization%3A1" data-go><bdi>Sở Y</bdi></a>'
    )


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
