"""A whole report with one sentence of it marked, in a window over the page."""

from __future__ import annotations

from markupsafe import Markup

from thidua.graph.claims import Source
from thidua.screen.render import join, link
from thidua.screen.texts import Words


def whole(words: Words, report: Source | None, start: int, end: int) -> Markup:
    """`start` and `end` are where the sentence stands in the report's text, in characters."""
    if report is None:
        return window(words, words("report_gone"), Markup(""))
    about = [Markup("<time>{}</time>").format(report.published)] if report.published else []
    about += [Markup("<cite><bdi>{}</bdi></cite>").format(report.publisher)] if report.publisher else []
    about += [at for at in [link(report.url, words("open_report"))] if at]
    text = report.text
    body = Markup(
        '<p class="td-source">{}</p>'
        '<div class="td-whole" lang="{}" dir="auto" tabindex="0">{}<mark id="td-here">{}</mark>{}</div>'
    ).format(join(about, " · "), report.lang, text[:start], text[start:end], text[end:])
    return window(words, report.title or report.document, body)


def window(words: Words, title: str, body: Markup) -> Markup:
    return Markup(
        '<dialog id="td-reader" aria-labelledby="td-reader-title"><div class="td-bar">'
        '<h2 id="td-reader-title" dir="auto">{}</h2><button type="button" data-close>{}</button></div>{}</dialog>'
    ).format(title, words("close"), body)
