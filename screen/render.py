"""Quotations, tables and what was added, as HTML.

Every text of a report or a user goes through `Markup.format`, which escapes it: nothing here may build HTML in another
way, and no address becomes a link unless it is http or https.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from thidua.graph.errors import ThiduaError
from thidua.screen.lists import Row, Table
from thidua.screen.places import looking
from thidua.screen.reasons import in_words
from thidua.screen.texts import Words, messages

Piece = Mapping[str, Any]


def join(parts: Iterable[Markup], between: str = "") -> Markup:
    return Markup(between).join(parts)


def link(url: str | None, text: str) -> Markup:
    """A link to the web page, or nothing where `url` is not one."""
    if not is_web(url):
        return Markup("")
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer nofollow">{}</a>').format(url, text)


def is_web(url: str | None) -> bool:
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def header(words: Words) -> Markup:
    languages = join(
        Markup('<a href="/{0}/" lang="{0}" hreflang="{0}"{1}>{2}</a>').format(
            lang, Markup(' aria-current="page"') if lang == words.lang else "", own["language_name"]
        )
        for lang, own in messages().items()
    )
    return Markup(
        '<header class="td-header"><div><h1>thidua</h1><p>{}</p></div><nav aria-label="{}">{}</nav></header>'
    ).format(words("tagline"), words("language"), languages)


# quotations --------------------------------------------------------------------------------------------------------
def quotation(words: Words, piece: Piece) -> Markup:
    """The sentence in its own language and direction, with its source and a way to see it in the whole report."""
    return Markup('<blockquote lang="{}" dir="auto">{}</blockquote>{}').format(
        piece.get("lang") or "", piece["quote"], source_line(words, piece)
    )


def source_line(words: Words, piece: Piece) -> Markup:
    parts = [Markup("<cite><bdi>{}</bdi></cite>").format(piece.get("title") or piece["document"])]
    if piece.get("published"):
        parts.append(Markup("<time>{}</time>").format(piece["published"]))
    if piece.get("source"):
        parts.append(
            Markup(
                '<button type="button" class="td-link" data-source="{}" data-start="{}" data-end="{}">{}</button>'
            ).format(piece["source"], piece["start"], piece["end"], words("whole_report"))
        )
    parts.append(link(piece.get("url"), words("open_report")))
    return Markup('<p class="td-source">{}</p>').format(join((part for part in parts if part), " · "))


def page_link(entity: str | None, label: str) -> Markup:
    """A link to an entity's own page; the mere name where there is none."""
    if not entity:
        return Markup("<bdi>{}</bdi>").format(label)
    return Markup('<a href="{}" data-go><bdi>{}</bdi></a>').format(looking(entity), label)


# the lists ---------------------------------------------------------------------------------------------------------
def table(words: Words, found: Table, rows: Sequence[Row], total: int) -> Markup:
    """`rows` are those to show of the `total` that match."""
    if not total:
        return Markup('<p class="td-empty" role="status">{}</p>').format(words("no_match" if found.rows else "nothing"))
    count = words("shown", shown=len(rows), total=total)
    return Markup('<p class="td-count" role="status">{}</p>{}').format(count, grid(words, found, rows))


def grid(words: Words, found: Table, rows: Sequence[Row]) -> Markup:
    head = join(Markup('<th scope="col">{}</th>').format(words(column)) for column in found.columns)
    body = join(table_row(words, found, row) for row in rows)
    return Markup(
        '<div class="td-scroll"><table class="td-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(head, body)


def table_row(words: Words, found: Table, row: Row) -> Markup:
    cells = [
        Markup('<td data-label="{}" dir="auto">{}</td>').format(
            words(column), text or Markup('<span class="td-hole">{}</span>').format(words("not_stated"))
        )
        for column, text in zip(found.columns, row.cells, strict=False)
    ]
    if row.page:
        cells[0] = Markup('<td data-label="{}" dir="auto">{}</td>').format(
            words(found.columns[0]), page_link(row.page, row.cells[0])
        )
    if "sentence" in found.columns:
        cells.append(
            Markup('<td data-label="{}" class="td-sentence">{}</td>').format(
                words("sentence"), sentences(words, row.evidence)
            )
        )
    if "report" in found.columns:
        cells[0] = Markup('<td data-label="{}" dir="auto">{} {}</td>').format(
            words("report"), row.cells[0], link(row.url, words("open_report"))
        )
    return Markup("<tr>{}</tr>").format(join(cells))


def sentences(words: Words, evidence: Sequence[Mapping[str, Any]]) -> Markup:
    if len(evidence) <= 1:
        return join(quotation(words, piece) for piece in evidence)
    return Markup("{}<details><summary>{}</summary>{}</details>").format(
        quotation(words, evidence[0]),
        words("and_more", count=len(evidence) - 1),
        join(quotation(words, piece) for piece in evidence[1:]),
    )


# what was added ----------------------------------------------------------------------------------------------------
def outcome(
    words: Words, summary: str, read: Sequence[tuple[str, Table]], failures: Sequence[tuple[str, str]]
) -> Markup:
    failed = Markup("")
    if failures:
        items = join(
            Markup('<li dir="auto"><bdi>{}</bdi>: {}</li>').format(where, in_words(words.lang, reason).text)
            for where, reason in failures
        )
        failed = Markup('<div class="td-failed"><h2>{}</h2><ul>{}</ul></div>').format(words("could_not_read"), items)
    reports = join(report(words, name, found) for name, found in read)
    return Markup('<div class="td-outcome" role="status"><p class="td-summary">{}</p>{}{}</div>').format(
        summary, failed, reports
    )


def report(words: Words, name: str, found: Table) -> Markup:
    if not found.rows:
        return Markup('<p class="td-added" dir="auto">{}</p>').format(words("found_nothing", name=name))
    return Markup('<details class="td-added"><summary dir="auto">{}</summary>{}</details>').format(
        words("found_in", name=name, claims=len(found.rows)), grid(words, found, found.rows)
    )


def failed(words: Words, error: ThiduaError) -> Markup:
    return notice(in_words(words.lang, str(error)).text)


def notice(text: str) -> Markup:
    return Markup('<p class="td-notice" role="alert" dir="auto">{}</p>').format(text)
