"""What is in the graph, as rows to read and search: each row stands on the sentences beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from thidua.graph.claims import Claim, Entity, Source, Value, evidence_json
from thidua.graph.names import fold
from thidua.graph.ontology import ontology
from thidua.graph.stores.base import ClaimQuery, Store


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` in the order of the table's columns, without the sentence; `key` is what a search looks in, folded.

    `page` is the id of the entity that the first cell names.
    """

    cells: tuple[str, ...]
    evidence: tuple[dict[str, Any], ...] = ()
    key: str = ""
    url: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` are keys of the screen's messages."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def search(self, text: str) -> list[Row]:
        """The rows with a word that begins like each word of `text`, whatever its script and accents."""
        wanted = [f" {word}" for word in fold(text).split()] if text.strip() else []
        return [row for row in self.rows if all(word in f" {row.key}" for word in wanted)]


class View:
    """The claims of some kinds with all that they name, read once for one table."""

    def __init__(self, store: Store, lang: str, query: ClaimQuery, *types: str) -> None:
        self.lang = lang
        self.claims = store.claims(query)
        ends = {end for c in self.claims for end in (c.subject, c.object, c.giver) if isinstance(end, str)}
        self.entities = store.entities(sorted(ends)) | {e.id: e for type_ in types for e in store.entities_of(type_)}
        cited = sorted({piece.source for claim in self.claims for piece in claim.evidence})
        self.sources: dict[str, Source] = {s.id: s for s in store.sources(cited, text=False)} if cited else {}

    def label(self, code: str | None) -> str:
        return ontology().label(code, self.lang) if code else ""

    def post(self, claim: Claim) -> str:
        """The role as the body calls it; a leader of whom only that much is said is a leader."""
        role = claim.role or {"leads": "leader", "deputy_leads": "deputy_leader"}.get(claim.kind)
        target = self.entities.get(claim.object) if isinstance(claim.object, str) else None
        return ontology().role_label(role, self.lang, target.get("clusterType") if target else None) if role else ""

    def says(self, claim: Claim) -> str:
        """A statement's verb with what qualifies it: "holds post (chair)", "figure (delegates)"."""
        more = ", ".join(
            filter(
                None,
                (self.post(claim) if claim.role else "", claim.what, str(claim.count or ""), self.label(claim.status)),
            )
        )
        return f"{self.label(claim.kind)} ({more})" if more else self.label(claim.kind)

    def name(self, end: str | Value | None) -> str:
        if isinstance(end, Value):
            return f"{end.value} {end.unit or ''}".strip()
        return self.entities[end].label if end else ""

    def names(self, ends: Iterable[str | Value | None]) -> str:
        return ", ".join(dict.fromkeys(self.name(end) for end in ends if end))

    def evidence(self, claims: Iterable[Claim]) -> tuple[dict[str, Any], ...]:
        pieces = dict.fromkeys(piece for claim in claims for piece in claim.evidence)
        return tuple(evidence_json(piece, self.sources[piece.source]) for piece in pieces)

    def row(self, cells: tuple[str, ...], claims: Iterable[Claim], page: str | None = None) -> Row:
        """`page` is the entity that the first cell names; a search finds its other spellings too."""
        claims = list(claims)
        ends = {end for c in claims for end in (c.subject, c.object, c.giver) if isinstance(end, str)} | {page}
        spellings = [name.text for end in ends if end for name in self.entities[end].names]
        evidence = self.evidence(claims)
        key = fold(" | ".join([*cells, *spellings, *(piece["quote"] for piece in evidence)]))
        return Row(cells, evidence, key, page=page)

    def of(self, type_: str) -> list[Entity]:
        return sorted((e for e in self.entities.values() if e.type == type_), key=lambda e: fold(e.label))

    def by(self, end: Callable[[Claim], str | Value | None], kind: str) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            key = end(claim)
            if claim.kind == kind and isinstance(key, str):
                found[key].append(claim)
        return found


def interval(claim: Claim) -> str:
    """What the source states of the time: "2024", "2021 – 2024", "2021 –" (no end stated, which is not "still")."""
    if claim.valid_from == claim.valid_to:
        return claim.valid_from or ""
    return f"{claim.valid_from or ''} – {claim.valid_to or ''}".strip()


def officials(store: Store, lang: str) -> Table:
    view = View(store, lang, ClaimQuery(kinds=("holds_post", "leads", "deputy_leads")))
    rows = [
        view.row((view.name(c.subject), view.post(c), view.name(c.object), interval(c)), [c], c.subject)
        for c in view.claims
        if view.entities[c.subject].type == "Person"
    ]
    return Table(
        ("person", "post", "organisation", "when", "sentence"),
        tuple(sorted(rows, key=lambda row: (fold(row.cells[0]), row.cells[3]))),
    )


def clusters(store: Store, lang: str) -> Table:
    """Each cluster's leaders by year, latest first; a cluster whose leader no source names is listed with the hole."""
    view = View(store, lang, ClaimQuery(kinds=("leads", "deputy_leads")), "EmulationCluster")
    rows = []
    for cluster in view.of("EmulationCluster"):
        years: dict[str, list[Claim]] = defaultdict(list)
        for claim in view.claims:
            if claim.object == cluster.id:
                years[interval(claim)].append(claim)
        for year, claims in sorted(years.items(), reverse=True) or [("", [])]:
            leaders = [claim.subject for claim in claims if claim.kind == "leads"]
            deputies = [claim.subject for claim in claims if claim.kind == "deputy_leads"]
            rows.append(view.row((cluster.label, year, view.names(leaders), view.names(deputies)), claims, cluster.id))
    return Table(("cluster", "year", "leader", "deputy", "sentence"), tuple(rows))


def documents(store: Store, lang: str) -> Table:
    view = View(store, lang, ClaimQuery(kinds=("issued", "dated", "implements")), "NormativeDocument")
    issued, dated, implemented = (
        view.by(lambda c: c.object, "issued"),
        view.by(lambda c: c.subject, "dated"),
        view.by(lambda c: c.object, "implements"),
    )
    rows = []
    for document in view.of("NormativeDocument"):
        mine = issued[document.id], dated[document.id], implemented[document.id]
        dates = [*(claim.valid_from or "" for claim in mine[0]), *(view.name(claim.object) for claim in mine[1])]
        rows.append(
            view.row(
                (
                    document.label,
                    view.names(c.subject for c in mine[0]),
                    ", ".join(dict.fromkeys(filter(None, dates))),
                    view.names(c.subject for c in mine[2]),
                ),
                [c for some in mine for c in some],
                document.id,
            )
        )
    return Table(("document", "issuer", "date", "implemented_by", "sentence"), tuple(rows))


def movements(store: Store, lang: str) -> Table:
    """Who launched each movement, who carries it out, what it implements; one of which only the name is known has no
    sentence to show, and is left out."""
    view = View(store, lang, ClaimQuery(kinds=("launched", "implements")), "Movement")
    launched = view.by(lambda c: c.object, "launched")
    carried_out, implements = view.by(lambda c: c.object, "implements"), view.by(lambda c: c.subject, "implements")
    rows = []
    for movement in view.of("Movement"):
        mine = launched[movement.id], carried_out[movement.id], implements[movement.id]
        if any(mine):
            cells = (
                movement.label,
                view.names(c.subject for c in mine[0]),
                view.names(c.subject for c in mine[1]),
                view.names(c.object for c in mine[2]),
            )
            rows.append(view.row(cells, [c for some in mine for c in some], movement.id))
    return Table(("movement", "launched_by", "implemented_by", "implements", "sentence"), tuple(rows))


def awards(store: Store, lang: str) -> Table:
    view = View(store, lang, ClaimQuery(kinds=("awarded",)))
    rows = [
        view.row(
            (
                view.name(c.subject),
                view.name(c.object),
                view.name(c.giver),
                str(c.count or ""),
                interval(c),
                view.label(c.status),
            ),
            [c],
            c.subject,
        )
        for c in view.claims
    ]
    return Table(
        ("recipient", "honour", "giver", "count", "when", "status", "sentence"),
        tuple(sorted(rows, key=lambda row: fold(row.cells[0]))),
    )


def reports(store: Store, lang: str) -> Table:
    counted: dict[str, int] = defaultdict(int)
    for claim in store.claims():
        for source in {piece.source for piece in claim.evidence}:
            counted[source] += 1
    rows = [
        Row(
            (s.title or s.document, s.lang, s.published or "", str(counted[s.id])),
            (),
            fold(" | ".join(filter(None, (s.title, s.document, s.url)))),
            s.url,
        )
        for s in store.sources(text=False)
    ]
    return Table(("report", "language", "published", "statements"), tuple(rows))


def statements(store: Store, lang: str, source: str) -> Table:
    """Everything one report states, in the order in which it says it."""
    view = View(store, lang, ClaimQuery(sources=(source,)))

    def place(claim: Claim) -> int:
        return min(piece.start for piece in claim.evidence if piece.source == source)

    rows = [
        view.row((view.name(c.subject), view.says(c), view.name(c.object), interval(c)), [c], c.subject)
        for c in sorted(view.claims, key=place)
    ]
    return Table(("subject", "says", "object", "when", "sentence"), tuple(rows))


LISTS: dict[str, Callable[[Store, str], Table]] = {
    "officials": officials,
    "clusters": clusters,
    "documents": documents,
    "movements": movements,
    "awards": awards,
    "reports": reports,
}
