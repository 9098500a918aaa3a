"""A dossier as one page of HTML that a browser shows and a word processor opens, with footnotes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from unicodedata import bidirectional

from markupsafe import Markup

from thidua.qa.dossiers.model import Line, Profile, Section
from thidua.qa.dossiers.write import facts, is_web, quoted, say, unmarked, where

STYLE = (
    "body{font:11pt/1.45 serif;max-width:46em;margin:2em auto;padding:0 1em}h1{font-size:1.5em}h2{font-size:1.15em}"
    "li{margin:.3em 0}.hole{font-style:italic}.notes{font-size:.9em}"
)
PAGE = Markup(
    '<!DOCTYPE html>\n<html lang="{lang}" dir="{dir}">\n<head><meta charset="utf-8"><title>{title}</title>'
    "<style>{style}</style></head>\n<body>\n<h1>{title}</h1>\n<p>{type}</p>\n{facts}{sections}{notes}</body>\n</html>\n"
)


def as_page(profile: Profile) -> str:
    """Every text of a report goes through `Markup.format`, which escapes it."""
    page = PAGE.format(
        lang=profile.lang,
        dir=_direction(say(profile, "sources")),
        title=profile.title,
        style=Markup(STYLE),
        type=profile.type,
        facts=_join(Markup("<p>{}</p>\n").format(fact) for fact in facts(profile)),
        sections=_join(_section(profile, s) for s in profile.sections),
        notes=_notes(profile),
    )
    return str(page)


def _direction(text: str) -> str:
    """Which way the letters of a text run."""
    return "rtl" if any(bidirectional(c) in ("R", "AL") for c in text) else "ltr"


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _section(profile: Profile, section: Section) -> Markup:
    rows = _join(
        Markup('<li class="{}" dir="auto">{}{}</li>\n').format(
            "line" if isinstance(row, Line) else "hole",
            unmarked(profile, row, section.kind),
            _marks(row.notes if isinstance(row, Line) else ()),
        )
        for row in section.rows()
    )
    return Markup("<h2>{}</h2>\n<ul>\n{}</ul>\n").format(section.heading, rows)


def _marks(notes: Iterable[int]) -> Markup:
    return _join(Markup('<sup><a href="#note-{0}">[{0}]</a></sup>').format(n) for n in notes)


def _notes(profile: Profile) -> Markup:
    if not profile.evidence:
        return Markup("")
    rows = _join(_note(profile, piece) for piece in profile.evidence)
    return Markup('<h2>{}</h2>\n<div class="notes">\n{}</div>\n').format(say(profile, "sources"), rows)


def _note(profile: Profile, piece: dict[str, Any]) -> Markup:
    url = piece["url"]
    link = Markup(', <a href="{0}" rel="noopener noreferrer">{0}</a>').format(url) if is_web(url) else Markup("")
    return Markup('<p id="note-{}">[{}] <span lang="{}" dir="auto">{}</span><br>{}{}</p>\n').format(
        piece["number"],
        piece["number"],
        piece["lang"],
        quoted(profile.lang, piece),
        where({**piece, "url": None}),
        link,
    )
