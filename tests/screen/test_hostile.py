"""A report full of HTML, scripts, Markdown and directions: wherever its text is shown or taken, it is text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from thidua.graph.claims import Claim, Entity, Evidence, Extraction, Name, Passage, Source
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store
from thidua.qa.dossiers import profile
from thidua.screen import export, feed, reports, review
from thidua.screen.desk import Desk
from thidua.screen.lists import LISTS
from thidua.screen.texts import Words
from thidua.tests.screen.test_render import OURS, Elements, check

EVIL = (
    "<script>alert(1)</script> <img src=http://outside.example/x onerror=alert(2)> [link](javascript:alert(3)) "
    "![image](http://outside.example/y) {{7*7}} ${8*8} </textarea></blockquote> \u202etxet desrever\u202c \u2066alone "
)
EN = Words("en")


def said(number: int) -> Extraction:
    """A report in which every text that a store keeps is hostile."""
    text = f"{EVIL}{number}"
    source = Source(f"source:{number:020d}", f"{EVIL}{number}.txt", text, "en", "javascript:alert(4)", EVIL, EVIL, EVIL)
    who = Entity(f"person:{number:020x}", "Person", f"Bùi {EVIL}", (Name(f"Bui {EVIL}", "en"),))
    where = Entity("organization:" + "0" * 20, "Organization", f"Sở {EVIL}")
    quote = Evidence(source.id, 0, len(text), text)
    claims = (Claim("holds_post", who.id, where.id, role="director", valid_from="2024", evidence=(quote,)),)
    return Extraction(source, (Passage(source.id, 0, 0, len(text), text),), (who, where), claims)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    address = str(tmp_path_factory.mktemp("hostile") / "graph.db")
    with open_store(address) as store:
        store.put([said(1), said(2)])
    opened = Desk(address, lambda _: None)
    opened._ready.set()
    yield opened
    opened.close()


@pytest.fixture
def store(desk: Desk) -> Store:
    return desk.store


def test_what_a_report_says_and_its_being_taken_out(desk: Desk, store: Store) -> None:
    source = store.sources(text=False)[0]
    shown = check(reports.what_it_says(desk, EN, source.id))
    assert EVIL in shown.text
    assert not [attributes for _, attributes in shown.found if "script" in (attributes.get("href") or "")]
    check(feed.progress(EN, [feed.Step(EVIL, "failed", reason=EVIL)]))
    check(reports.taken_out(desk, EN, EVIL))


def test_a_pair_and_what_was_decided(desk: Desk, store: Store) -> None:
    (pair,) = review.Pairs(desk).open()
    shown = check(review.pair_card(store, EN, pair, 1))
    assert shown.text.count("<script>alert(1)</script>") >= 4
    check(review.told(EVIL))
    check(review.reasons_of(EN, EVIL, [EVIL]))


def test_a_dossier_as_a_page_and_as_markdown(store: Store) -> None:
    for entity in store.entities_of("Person"):
        files = export.dossier_files(EN, profile(store, entity.id, "en"))
        markdown, page, _ = files.values()
        found = Elements(page.decode())
        extra = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "br", "sup"}
        assert {tag for tag, _ in found.found} <= OURS | extra
        assert not [name for _, attributes in found.found for name in attributes if name.startswith("on")]
        links = [attributes.get("href") or "#" for _, attributes in found.found]
        assert all(link.startswith(("#", "http://", "https://")) for link in links)
        assert "<script" not in markdown.decode().replace("\\<script", "")
        assert "](" not in markdown.decode().replace("\\]", "").replace("\\(", "")
        assert all(name.isascii() and "/" not in name for name in files)


@pytest.mark.parametrize("kind", LISTS)
def test_tables(store: Store, kind: str) -> None:
    table = LISTS[kind](store, "en")
    made = export.table_grid(EN, kind, table, table.rows)
    assert export.as_csv(made) and export.as_excel([made])


def test_a_review_decision_with_a_hostile_note_is_listed_as_text(desk: Desk, store: Store) -> None:
    pairs = review.Pairs(desk)
    (pair,) = pairs.open()
    check(review.decided(desk, EN, pairs, pair.id, True, EVIL, EVIL))
    (decision,) = store.decisions()
    entities = store.as_reported().entities(decision.pair)
    assert EVIL.strip() in review.listed(decision, entities)
    check(review.decided(desk, EN, pairs, pair.id, True, "", ""))  # nobody asks any more
    check(review.undone(desk, EN, decision.id))
    assert store.decisions() == []
    check(review.undone(desk, EN, decision.id))
