"""Answers, quotations and tables as HTML.

Every text of a report or a user goes through `Markup.format`, which escapes it: nothing here may build HTML in another
way, and no address becomes a link unless it is http or https.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from thidua.screen.lists import Row, Table
from thidua.screen.texts import Words, messages
from thidua.terminal import QUOTATION

Context = Callable[[Mapping[str, Any]], tuple[str, str] | None]

_MARKER = re.compile(r"\[(\d+)\]")


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


# the conversation --------------------------------------------------------------------------------------------------
def welcome(words: Words) -> Markup:
    return Markup('<p class="td-welcome">{}</p>').format(words("welcome"))


def conversation(words: Words, exchanges: Sequence[tuple[str, Mapping[str, Any]]], context: Context) -> Markup:
    if not exchanges:
        return welcome(words)
    return join(
        exchange(words, number, question, answer, context) for number, (question, answer) in enumerate(exchanges, 1)
    )


def exchange(words: Words, number: int, question: str, answer: Mapping[str, Any], context: Context) -> Markup:
    status = answer["status"]
    evidence = answer.get("evidence", [])
    heading = words("nearest") if status == "unknown" else words("rests_on")
    quotations = Markup("")
    if evidence:
        items = join(quotation(words, f"q{number}-{at}", piece, context) for at, piece in enumerate(evidence, 1))
        quotations = Markup('<h4>{}</h4><ol class="td-quotes">{}</ol>').format(heading, items)
    return Markup(
        '<section class="td-exchange td-{}" id="q{}">'
        '<p class="td-question" dir="auto"><span class="td-who">{}</span>{}</p>'
        '<div class="td-answer"><h3>{}</h3>{}{}{}</div></section>'
    ).format(
        status,
        number,
        words("you"),
        question,
        words("differ" if answer.get("conflicts") else status),
        statements(answer["answer"], number, len(evidence), answer.get("lang")),
        quotations,
        how(words, answer),
    )


def statements(text: str, number: int, quotations: int, lang: str | None) -> Markup:
    """The answer, a paragraph a line; "[2]" leads to the second quotation. The list below has the quoted lines."""

    def marked(line: str) -> Markup:
        done, at = Markup(""), 0
        for match in _MARKER.finditer(line):
            if 1 <= int(match[1]) <= quotations:
                done += Markup('{}<a class="td-mark" href="#q{}-{}" data-goto="q{}-{}">{}</a>').format(
                    line[at : match.start()], number, match[1], number, match[1], match[1]
                )
                at = match.end()
        return done + Markup("{}").format(line[at:])

    return join(
        Markup('<p class="td-text" lang="{}" dir="auto">{}</p>').format(lang or "", marked(line))
        for line in text.splitlines()
        if line.strip() and not QUOTATION.match(line)
    )


def quotation(words: Words, anchor: str, piece: Mapping[str, Any], context: Context) -> Markup:
    around = context(piece)
    whole = Markup("")
    if around is not None:
        whole = Markup(
            '<details><summary>{}</summary><p lang="{}" dir="auto">{}<mark>{}</mark>{}</p></details>'
        ).format(words("whole_report"), piece.get("lang") or "", around[0], piece["quote"], around[1])
    return Markup('<li id="{}" tabindex="-1"><blockquote lang="{}" dir="auto">{}</blockquote>{}{}</li>').format(
        anchor, piece.get("lang") or "", piece["quote"], source_line(words, piece), whole
    )


def source_line(words: Words, piece: Mapping[str, Any]) -> Markup:
    parts = [Markup("<cite><bdi>{}</bdi></cite>").format(piece.get("title") or piece["document"])]
    if piece.get("published"):
        parts.append(Markup("<time>{}</time>").format(piece["published"]))
    parts.append(link(piece.get("url"), words("open_report")))
    return Markup('<p class="td-source">{}</p>').format(join((part for part in parts if part), " · "))


def how(words: Words, answer: Mapping[str, Any]) -> Markup:
    queries = join(
        Markup("<pre>{}\n{} {}</pre>").format(one["query"], words("parameters"), one["parameters"])
        for one in answer.get("cypher", [])
    )
    if not queries:
        return Markup("")
    took = words("took", ms=round(answer.get("elapsed_ms", 0)))
    return Markup('<details class="td-how"><summary>{} · {}</summary>{}</details>').format(words("how"), took, queries)


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
    def one(piece: Mapping[str, Any]) -> Markup:
        return Markup('<blockquote lang="{}" dir="auto">{}</blockquote>{}').format(
            piece.get("lang") or "", piece["quote"], source_line(words, piece)
        )

    if len(evidence) <= 1:
        return join(one(piece) for piece in evidence)
    return Markup("{}<details><summary>{}</summary>{}</details>").format(
        one(evidence[0]), words("and_more", count=len(evidence) - 1), join(one(piece) for piece in evidence[1:])
    )


# what was added ----------------------------------------------------------------------------------------------------
def outcome(
    words: Words, summary: str, read: Sequence[tuple[str, Table]], failures: Sequence[tuple[str, str]]
) -> Markup:
    failed = Markup("")
    if failures:
        items = join(
            Markup('<li dir="auto"><bdi>{}</bdi>: {}</li>').format(where, reason) for where, reason in failures
        )
        failed = Markup('<div class="td-failed"><h4>{}</h4><ul>{}</ul></div>').format(words("could_not_read"), items)
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


def notice(text: str) -> Markup:
    return Markup('<p class="td-notice" role="alert" dir="auto">{}</p>').format(text)
