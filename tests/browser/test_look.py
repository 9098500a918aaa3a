"""Looking up: a name in any script leads to a page with a timeline, a graph to walk on, and its own address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from thidua.screen.texts import messages
from thidua.tests.browser.journeys import add, ask, look, open_page, tab

Open = Callable[..., Page]

HEAD = "In {}, the Department of {} of Hung Yen province was the head of Emulation Cluster No. 9 of Hung Yen province. "
CLUSTER = HEAD.format(2021, "Home Affairs") + HEAD.format(2023, "Finance")
DIRECTIVE = (
    "The People's Committee of Hung Yen province issued Directive No. 77/CT-UBND on March 1, 2023. "
    'Emulation Cluster No. 9 of Hung Yen province implemented the movement "Green villages, clean rivers". '
    "Emulation Cluster No. 9 of Hung Yen province implements Directive No. 77/CT-UBND."
)
SVG = "{http://www.w3.org/2000/svg}"
NAME = "Cụm thi đua số 9 tỉnh Hưng Yên"


@pytest.fixture
def page(visit: Open) -> Page:
    page = visit()
    add(page, ("nine.txt", f"https://news.example/nine\n{CLUSTER}{DIRECTIVE}\n"))
    return page


@pytest.mark.parametrize("written", ["Kha Văn Tâm", "kha van", "tam kha"])
def test_a_name_is_found_as_one_types(visit: Open, written: str) -> None:
    page = visit()
    tab(page, 1)
    page.locator("#td-wanted textarea").press_sequentially(written)
    expect(page.locator("#td-found a").first).to_contain_text("Kha Van Tam")
    expect(page.locator("#td-found [role=status]")).to_contain_text("1")


def test_a_name_in_another_script_leads_to_the_same_page(visit: Open) -> None:
    assert open_page(visit(), "ファン・クオック・ホイ").inner_text() == open_page(visit(), "phan quoc hoi").inner_text()


def test_a_page_is_reached_by_keyboard_alone(visit: Open) -> None:
    page = visit()
    tab(page, 1)
    page.locator("#td-wanted textarea").focus()
    page.keyboard.type("dong nai")
    expect(page.locator(".td-found")).to_have_attribute("data-wanted", "dong nai")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    wanted = page.locator("#td-found a").nth(1)
    expect(wanted).to_be_focused()
    name = wanted.locator("bdi").first.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("#td-look .td-title")).to_have_text(name)


def test_a_clusters_page_shows_the_years_without_a_leader(page: Page) -> None:
    expect(open_page(page, "cum thi dua so 9 hung yen")).to_have_text(NAME)
    rows = page.locator("#s-leaders tbody tr")
    expect(rows.locator("th")).to_have_text(["2023", "2022", "2021"])
    expect(rows.nth(0)).to_contain_text("Sở Tài chính tỉnh Hưng Yên")
    expect(rows.nth(1).locator(".td-hole").first).to_have_text(messages()["en"]["not_stated"])
    expect(rows.nth(2)).to_contain_text("Sở Nội vụ tỉnh Hưng Yên")
    expect(page.locator("#td-timeline .js-plotly-plot .barlayer .point")).to_have_count(2)
    rows.nth(0).locator(".td-mark").click()
    expect(page.get_by_role("dialog").locator("mark")).to_have_text(HEAD.format(2023, "Finance").strip())


def test_a_page_has_its_own_address_and_the_way_back(page: Page) -> None:
    open_page(page, "cum thi dua so 9 hung yen")
    expect(page).to_have_title(f"{NAME} · thidua")
    address = page.url
    page.locator("#s-leaders a").first.click()
    expect(page.locator("#td-look .td-title")).to_have_text("Sở Tài chính tỉnh Hưng Yên")
    page.go_back()
    expect(page.locator("#td-look .td-title")).to_have_text(NAME)
    page.goto(address)
    expect(page.locator("#td-look .td-title")).to_have_text(NAME)
    page.locator(".td-crumb a").click()
    expect(page.locator("#td-list tbody tr").first).to_be_visible()


def test_a_row_of_a_list_leads_to_its_page(page: Page) -> None:
    rows = look(page, "clusters", "9 hung yen 2023")
    expect(rows).to_have_count(1)
    rows.locator("a").first.click()
    expect(page.locator("#td-look .td-title")).to_have_text(NAME)


def steady(page: Page) -> None:
    """Wait until nothing above the graph moves it any more."""
    canvas, before = page.locator(".td-canvas[data-drawn]"), None
    page.locator("#td-timeline .js-plotly-plot").wait_for()
    canvas.scroll_into_view_if_needed()
    while (now := canvas.bounding_box()) != before:
        before = now
        page.wait_for_timeout(200)


def node(page: Page, label: str) -> dict[str, float]:
    """Where on the page a node stands; the drawing library keeps itself at its canvas."""
    return page.locator(".td-canvas[data-drawn]").evaluate(
        """(canvas, label) => {
            const place = canvas.getBoundingClientRect();
            const at = canvas._cyreg.cy.nodes().filter((one) => one.data("name") === label).renderedPosition();
            return { x: place.x + at.x, y: place.y + at.y };
        }""",
        label,
    )


def test_one_walks_on_in_the_neighbourhood(page: Page) -> None:
    open_page(page, "cum thi dua so 9 hung yen")
    steady(page)
    canvas = page.locator(".td-canvas[data-drawn]")
    assert int(canvas.get_attribute("data-drawn") or 0) >= 4
    expect(page.locator(".td-legend li")).not_to_have_count(0)
    one, other = node(page, NAME), node(page, "Sở Tài chính tỉnh Hưng Yên")
    page.mouse.move((one["x"] + other["x"]) / 2, (one["y"] + other["y"]) / 2)
    expect(page.locator(".td-said blockquote")).to_have_text(HEAD.format(2023, "Finance").strip())
    right, down = (one["x"] - other["x"]) / 5, (one["y"] - other["y"]) / 5
    page.mouse.move(other["x"], other["y"])
    page.mouse.down()
    page.mouse.move(other["x"] + right, other["y"] + down, steps=4)
    page.mouse.up()
    moved = node(page, "Sở Tài chính tỉnh Hưng Yên")
    assert abs(moved["x"] - other["x"] - right) < 3
    assert abs(moved["y"] - other["y"] - down) < 3
    assert max(abs(right), abs(down)) > 10
    page.mouse.move(moved["x"] + 1, moved["y"])
    expect(canvas).to_have_attribute("title", "Sở Tài chính tỉnh Hưng Yên")
    page.mouse.click(moved["x"] + 1, moved["y"])
    expect(page.locator("#td-look .td-title")).to_have_text("Sở Tài chính tỉnh Hưng Yên")


def test_a_directives_page_has_a_tree_of_what_hangs_under_it(page: Page) -> None:
    open_page(page, "77/CT-UBND")
    tree = page.locator(".td-tree")
    expect(tree.get_by_role("link", name=NAME)).to_be_visible()
    expect(tree).to_contain_text("Ủy ban nhân dân tỉnh Hưng Yên")


def test_an_unknown_page_says_so(visit: Open) -> None:
    page = visit("en/?look=person:nobody%3Cimg%20src=x%20onerror=alert(1)%3E", ready="#td-wanted textarea")
    expect(page.locator("#td-look .td-notice")).to_be_visible()
    expect(page.locator("#td-look img")).to_have_count(0)


def test_an_answer_and_a_page_lead_to_each_other(page: Page) -> None:
    tab(page, 0)
    ask(page, "Who led Emulation Cluster No. 9 of Hung Yen in 2023?")
    open_page(page, "so tai chinh hung yen")
    page.go_back()
    expect(page.locator(".td-exchange .td-text").first).to_contain_text("Sở Tài chính tỉnh Hưng Yên")


def test_a_neighbourhood_is_taken_away_as_a_picture(page: Page) -> None:
    open_page(page, "cum thi dua so 9 hung yen")
    steady(page)
    got = {}
    for kind in ("PNG", "SVG"):
        with page.expect_download() as download:
            page.get_by_role("button", name=messages()["en"]["save_picture"].format(kind=kind)).click()
        assert download.value.suggested_filename == f"Cụm-thi-đua-số-9-tỉnh-Hưng-Yên.{kind.lower()}"
        got[kind] = Path(download.value.path()).read_bytes()
    assert got["PNG"].startswith(b"\x89PNG")
    picture = ElementTree.fromstring(got["SVG"])
    drawn = int(page.locator(".td-canvas").get_attribute("data-drawn") or 0)
    names = {" ".join(text.itertext()) for text in picture.iter(f"{SVG}text")}
    assert len(picture.findall(f"{SVG}g")) == drawn
    assert NAME in names
    assert any(HEAD.format(2023, "Finance").strip() in (title.text or "") for title in picture.iter(f"{SVG}title"))
