"""The page of one entity as HTML: what the reports say of it, line by line, each with its sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from thidua.graph.claims import Entity
from thidua.screen.exchange import mark
from thidua.screen.places import looking
from thidua.screen.render import join, page_link, quotation
from thidua.screen.texts import Words

if TYPE_CHECKING:
    from thidua.qa.dossiers import Hole, Line, Profile, Section, Span

Named = Mapping[str, Entity]


def head(words: Words, profile: Profile) -> Markup:
    entity = profile.entity
    names = join(
        Markup('<li lang="{}" dir="auto">{}</li>').format(name.lang, name.text)
        for name in dict.fromkeys(entity.names)
        if name.text != entity.label
    )
    also = Markup('<div class="td-names"><span>{}</span><ul>{}</ul></div>').format(words("also_written"), names)
    return Markup(
        '<p class="td-crumb"><a href="?list=all" data-go>{}</a></p><h2 class="td-title" dir="auto">{}</h2>'
        '<p class="td-kind"><span class="td-dot td-c-{}"></span>{} · {}</p>{}'
        '<div class="td-actions"><button type="button" class="td-link" data-copy="{}" data-done="{}">{}</button></div>'
    ).format(
        words("back_to_lists"),
        profile.title,
        entity.type,
        profile.type,
        words("rests_on_reports", reports=profile.reports, quotations=len(profile.evidence)),
        also if names else "",
        looking(entity.id),
        words("copied"),
        words("copy_link"),
    )


def heading(text: str, height: int) -> Markup:
    """Above the timeline, whose place of that height (pixels) is kept free until it is drawn."""
    return Markup('<h3 class="td-heading" data-height="{}">{}</h3>').format(height, text)


def key(words: Words, left_out: int) -> Markup:
    """What the timeline's marks mean, and how many posts are not in it."""
    more = words("timeline_more", count=left_out) if left_out else ""
    return Markup('<p class="td-count">{} {}</p>').format(words("timeline_key"), more)


def body(words: Words, profile: Profile, named: Named, held: Sequence[Span], but: Collection[str] = ()) -> Markup:
    """The sections, without the kinds of `but`, which are told elsewhere on the page.

    `named`: the entities that the lines name, by id; `held`: who led it and when, of a cluster or a body.
    """
    sections = join(section(words, profile, each, named, held) for each in profile.sections if each.kind not in but)
    if not profile.sections:
        sections = Markup('<p class="td-empty">{}</p>').format(words("nothing_said"))
    return sections


def section(words: Words, profile: Profile, part: Section, named: Named, held: Sequence[Span]) -> Markup:
    own = profile.entity.id
    seats = [s for s in held if s.kind in ("leads", "deputy_leads") and s.first and s.claims[0].object == own]
    if part.kind == "conflicts":
        content = contradictions(words, profile, part, named)
    elif part.kind == "leaders" and seats:
        content = leaders(words, profile, part, named, seats)
    else:
        rows = join(Markup("<li>{}</li>").format(row(words, profile, each, part, named)) for each in part.rows())
        content = Markup('<ul class="td-lines">{}</ul>').format(rows)
    return Markup('<section class="td-part" id="s-{}"><h3>{}</h3>{}</section>').format(part.kind, part.heading, content)


def row(words: Words, profile: Profile, each: Line | Hole, part: Section, named: Named) -> Markup:
    from thidua.qa.dossiers import Line
    from thidua.qa.dossiers.write import unmarked

    text = unmarked(profile, each, part.kind)
    if not isinstance(each, Line):
        return Markup('<span class="td-hole">{}</span>').format(text)
    about = [named[id_] for id_ in each.about if id_ in named]
    return Markup('<span dir="auto">{}</span> {}').format(
        linked(text, about), marks(words, profile.evidence, each.notes)
    )


def linked(text: str, about: Sequence[Entity]) -> Markup:
    """The text with each entity's name, where it stands, leading to its page; the longest names first."""
    for entity in sorted((e for e in about if e.label), key=lambda e: -len(e.label)):
        before, found, after = text.partition(entity.label)
        if found:
            rest = [other for other in about if other is not entity]
            link = page_link(entity.id, entity.label)
            return Markup("{}{}{}").format(linked(before, rest), link, linked(after, rest))
    return Markup("{}").format(text)


def marks(words: Words, evidence: Sequence[Mapping[str, Any]], notes: Sequence[int]) -> Markup:
    return join(mark(words, str(number), evidence) for number in notes)


def contradictions(words: Words, profile: Profile, part: Section, named: Named) -> Markup:
    """Each with its sides beside each other."""
    groups: dict[int | None, list[Line]] = defaultdict(list)
    for line in part.lines:
        groups[line.conflict].append(line)
    return join(
        Markup('<ul class="td-sides">{}</ul>').format(
            join(
                Markup('<li class="td-side"><p dir="auto">{}</p>{}</li>').format(
                    row(words, profile, line, part, named),
                    join(quotation(words, profile.evidence[number - 1]) for number in line.notes),
                )
                for line in lines
            )
        )
        for lines in groups.values()
    )


def leaders(words: Words, profile: Profile, part: Section, named: Named, seats: Sequence[Span]) -> Markup:
    """A row a year, the latest first, with the years of which no report says who led."""
    notes = {claim.id: line.notes for line in part.lines for claim in line.claims}
    years: dict[str, list[Span]] = {hole.year: [] for hole in part.holes}
    for span in seats:
        for year in range(int((span.first or "")[:4]), int((span.last or span.first or "")[:4]) + 1):
            years.setdefault(str(year), []).append(span)

    def cell(spans: Sequence[Span], kind: str) -> Markup:
        told = [span for span in spans if span.kind == kind]
        hole = Markup('<span class="td-hole">{}</span>').format(words("not_stated"))
        return join((person(span) for span in told), "<br>") if told else hole

    def person(span: Span) -> Markup:
        end = named.get(span.entity)
        numbers = sorted({number for claim in span.claims for number in notes.get(claim.id, ())})
        reported = Markup("") if span.first_is_stated or span.last_is_stated else words("year_of_report")
        return Markup('{} <span class="td-hole">{}</span>{}').format(
            page_link(span.entity, end.label if end else span.what),
            reported,
            marks(words, profile.evidence, numbers),
        )

    return grid(
        (words("year"), words("leader"), words("deputy")),
        [(year, cell(spans, "leads"), cell(spans, "deputy_leads")) for year, spans in sorted(years.items())[::-1]],
    )


def grid(columns: Sequence[str], rows: Sequence[Sequence[str | Markup]]) -> Markup:
    heads = join(Markup('<th scope="col">{}</th>').format(column) for column in columns)

    def cells(each: Sequence[str | Markup]) -> Markup:
        first = Markup('<th scope="row">{}</th>').format(each[0])
        rest = zip(columns[1:], each[1:], strict=True)
        return first + join(Markup('<td data-label="{}" dir="auto">{}</td>').format(*pair) for pair in rest)

    body_ = join(Markup("<tr>{}</tr>").format(cells(each)) for each in rows)
    return Markup(
        '<div class="td-scroll"><table class="td-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(heads, body_)


def sources(words: Words, profile: Profile) -> Markup:
    if not profile.evidence:
        return Markup("")
    items = join(Markup("<li>{}</li>").format(quotation(words, piece)) for piece in profile.evidence)
    return Markup(
        '<section class="td-part"><h3>{}</h3><details><summary>{}</summary><ol class="td-quotes">{}</ol></details>'
        "</section>"
    ).format(words("sources"), words("and_more_sentences", count=len(profile.evidence)), items)
