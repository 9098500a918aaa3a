"""Posts and leaderships over time, drawn: what is stated solid, what no report says hatched, reports as dots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from thidua.qa.time import bounds
from thidua.screen.texts import Words

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

    from thidua.qa.dossiers import Span

MOST = 16  # rows; the page's text has them all
ROW = 60  # pixels
LINE = 44  # characters; two such lines fit on a phone
# In figures, which need no language: to the day below a month, to the month below a year.
TICKS = [
    {"dtickrange": [None, 27 * 86_400_000], "value": "%Y-%m-%d"},
    {"dtickrange": ["M1", "M11"], "value": "%Y-%m"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]
# On white and on black these stand out 3 to 1 at least.
COLOURS = {"holds_post": "#0f766e", "leads": "#b45309", "deputy_leads": "#7c3aed", "member_of": "#64748b"}


def timeline(words: Words, spans: Sequence[Span], evidence: Sequence[Mapping[str, Any]]) -> Figure | None:
    """None where nothing has a date.

    A bar runs from the first to the last date that is known. Where the reports do not say that it began or ended
    there, a hatched stretch goes on from it: as long whatever happened, since nobody knows.
    """
    dated = _dated(spans)
    dated.sort(key=lambda span: span.kind not in ("leads", "deputy_leads"))
    dated = sorted(dated[:MOST], key=lambda span: span.first or span.last or "")
    reports = _reports(evidence)
    if not dated and len(reports) < 2:
        return None
    from plotly.graph_objects import Figure

    ends = [end for span in dated for end in _core(span)] + [date.fromisoformat(bounds(day)[0]) for day in reports]
    unknown = max(timedelta(days=60), (max(ends) - min(ends)) / 8)
    figure = Figure()
    for number, span in enumerate(dated):
        _bar(figure, words, span, len(dated) - number, unknown)
    _dots(figure, words, reports)
    _layout(figure, len(dated), bool(reports), min(ends) - unknown, max(ends) + unknown)
    return figure


def left_out(spans: Sequence[Span]) -> int:
    """How many have a date and are not drawn."""
    return max(0, len(_dated(spans)) - MOST)


def _dated(spans: Sequence[Span]) -> list[Span]:
    return [span for span in spans if span.first or span.last]


def _core(span: Span) -> tuple[date, date]:
    first, last = span.first or span.last or "", span.last or span.first or ""
    return date.fromisoformat(bounds(first)[0]), date.fromisoformat(bounds(last)[1])


def _bar(figure: Figure, words: Words, span: Span, row: int, unknown: timedelta) -> None:
    start, end = _core(span)
    colour = COLOURS.get(span.kind, COLOURS["member_of"])
    pieces = [(start, end, "", span.text)]
    if not span.first_is_stated:
        pieces.append((start - unknown, start, "/", words("start_unknown")))
    if not span.last_is_stated:
        pieces.append((end, end + unknown, "/", words("end_unknown")))
    for begin, finish, pattern, told in pieces:
        figure.add_bar(
            orientation="h",
            base=[begin.isoformat()],
            x=[max((finish - begin).days, 1) * 86_400_000],
            y=[row],
            width=0.22,
            marker={
                "color": "rgba(0,0,0,0)" if pattern else colour,
                "line": {"color": colour, "width": 0 if pattern else 1},
                "pattern": {"shape": pattern, "fgcolor": colour, "size": 6},
            },
            customdata=[_text(told)],
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
        )
    figure.add_annotation(
        x=0,
        xref="paper",
        y=row + 0.16,
        text="<br>".join(map(_text, wrap(span.what, LINE, max_lines=2, placeholder=" …"))),
        showarrow=False,
        xanchor="left",
        yanchor="bottom",
        align="left",
        font={"size": 13},
    )


def _reports(evidence: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Titles by the day on which they were published; a report under two addresses counts once."""
    seen: dict[str, dict[str, str]] = defaultdict(dict)
    for piece in evidence:
        if piece.get("published"):
            seen[piece["published"]][piece.get("report", piece["source"])] = piece.get("title") or piece["document"]
    return {day: list(titles.values()) for day, titles in sorted(seen.items())}


def _dots(figure: Figure, words: Words, reports: Mapping[str, Sequence[str]]) -> None:
    if not reports:
        return
    figure.add_scatter(
        x=[bounds(day)[0] for day in reports],
        y=[0] * len(reports),
        mode="markers",
        marker={"color": "#64748b", "size": [8 + 3 * min(len(titles), 5) for titles in reports.values()]},
        customdata=["<br>".join([day, *(_text(title) for title in titles)]) for day, titles in reports.items()],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )
    figure.add_annotation(
        x=0, xref="paper", y=0.3, text=_text(words("reports")), showarrow=False, xanchor="left", font={"size": 13}
    )


def _layout(figure: Figure, rows: int, has_reports: bool, first: date, last: date) -> None:
    figure.update_layout(
        template="none",
        height=ROW * (rows + has_reports) + 60,
        margin={"l": 8, "r": 8, "t": 8, "b": 36},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        barmode="overlay",
        dragmode=False,
        font={"family": "system-ui, sans-serif"},
        hoverlabel={"align": "left"},
        xaxis={
            "type": "date",
            "range": [first.isoformat(), last.isoformat()],
            "gridcolor": "rgba(120,113,108,.18)",
            "zeroline": False,
            "tickformatstops": TICKS,
            "fixedrange": True,
        },
        yaxis={"visible": False, "range": [-0.5 if has_reports else 0.6, rows + 0.85], "fixedrange": True},
    )


def _text(text: str) -> str:
    """Plotly reads some HTML in its texts; a name must come out as it is."""
    return escape(text, quote=False)
