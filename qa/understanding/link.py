"""What a question names, found in the graph: each mention with the entities it may stand for.

A mention with no entity stays a link without candidates: it is what the sources would have to speak of.
Numbers and codes are compared exactly; a bare number of a document only with documents of its own kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from thidua.graph import identity
from thidua.graph.bodies import body_name
from thidua.graph.honours import WIDER
from thidua.graph.movements import find_movements
from thidua.graph.names import fold
from thidua.graph.names.places import places
from thidua.graph.ontology import ontology
from thidua.graph.stores.base import Store
from thidua.language.mention import MARK, OTHER, ROLE, WORD, Mention
from thidua.qa.catalog import Catalog, catalog

LONGEST = 14
NAMED_CLASSES = (
    "Person",
    "Organization",
    "EmulationCluster",
    "NormativeDocument",
    "Movement",
    "Event",
    "Honour",
    "Place",
)
SHORT_NAME = 2
#: A "flag" in a question may be any of them.
GENERIC = {"emulation_flag": "flag", "certificate_of_merit": "certificate_of_merit"}


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of the question and the entities it may stand for; `exact` where it names them by name or code.

    `number`, `kind` (documentType, clusterType, groupType, honour or eventType), `body`, `place` are the mention's own.
    `bare` marks a mere reference ("the cluster", "this block"), `misspelt` a name with a slip of the pen,
    `host` a body or place that is part of a cluster's name.
    """

    type: str
    text: str
    start: int
    end: int
    entities: tuple[str, ...] = ()
    exact: bool = False
    number: str | None = None
    kind: str | None = None
    body: str | None = None
    place: str | None = None
    label: str | None = None
    bare: bool = False
    misspelt: bool = False
    host: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Specific:
    """Something the question says that a fitting source must say too.

    `kind`: word, name (a Vietnamese one that the graph does not have), place, number, date, quote or a table of terms.
    """

    kind: str
    value: str


def link(mentions: Sequence[Mention], text: str, store: Store) -> tuple[Link, ...]:
    """The links of a question in order: names of the graph first, then what the recogniser read beside them."""
    known = catalog(store)
    named = [*_movements(text, store), *_named(mentions, text, store)]
    rest = [m for m in mentions if m.type not in (WORD, OTHER) and not _covered(m, named)]
    found = [made for m in rest if (made := _from_mention(m, known, store)) is not None]
    found += [*_titled(mentions, known), *_headed(mentions, known)]
    named = [_refined(n, mentions, known) for n in named]
    links = tuple(sorted((*named, *found), key=lambda item: (item.start, -item.end)))
    return of_hosts(links, known)


def of_hosts(links: tuple[Link, ...], known: Catalog) -> tuple[Link, ...]:
    """The clusters of a number that a body or place named with it hosts, where it hosts any; the body is then no more
    than a part of the cluster's name.
    """
    done = list(links)
    for index, item in enumerate(links):
        if item.type != "EmulationCluster" or not item.number or len(item.entities) < 1:
            continue
        hosts = {e.id: fold(e.get("host") or "") for e in known.entities(item.entities).values()}
        for other, host in [(i, h) for i, x in enumerate(links) if (h := _host(x, known))]:
            ours = tuple(i for i in item.entities if hosts.get(i) and hosts[i].endswith(host))
            if ours:
                done[index] = replace(done[index], entities=ours)
                done[other] = replace(done[other], host=True)
    return tuple(done)


def _host(item: Link, known: Catalog) -> str | None:
    """The folded name of a body or place, as clusters have it for their host's."""
    if item.type == "Place" and item.place in places():
        return fold(places()[item.place].label)
    if item.type == "Organization" and item.body:
        return fold(body_name(item.body, item.place))
    return None


def _movements(text: str, store: Store) -> Iterator[Link]:
    """The country's movements, in whatever language the question names them, if the graph has them."""
    spans = find_movements(text)[:1]
    ids = {identity.movement(s.label).id: s for s in spans}
    for key, found in store.entities(sorted(ids)).items():
        start, end = ids[key].start, ids[key].end
        yield Link("Movement", text[start:end], start, end, (found.id,), exact=True)


def _covered(mention: Mention, named: Sequence[Link]) -> bool:
    return any(n.start <= mention.start and mention.end <= n.end for n in named)


def _named(mentions: Sequence[Mention], text: str, store: Store) -> Iterator[Link]:
    """Longest stretches of whole elements whose folded text is a name in the graph."""
    spans: dict[tuple[int, int], str] = {}
    for first in range(len(mentions)):
        for last in range(first, min(first + LONGEST, len(mentions))):
            start, end = mentions[first].start, mentions[last].end
            if _could_be_name(mentions[first : last + 1]):
                spans[start, end] = fold(text[start:end])
    whole_places = {(m.start, m.end) for m in mentions if m.type == "Place"}
    hits: dict[str, dict[str, set[str]]] = {}
    for key, entity, type_ in store.named(sorted({k for k in spans.values() if k})):
        hits.setdefault(key, {}).setdefault(type_, set()).add(entity)
    taken: list[tuple[int, int]] = []
    for (start, end), key in sorted(spans.items(), key=lambda s: (s[0][0] - s[0][1], s[0][0])):
        if key in hits and not any(start < e and s < end for s, e in taken):
            types = hits[key]
            if (start, end) in whole_places:  # "Quang Tri" is the province, whoever is called by it in a list
                types = {t: ids for t, ids in types.items() if t in ("Place", "Person")}
            if not types:
                continue
            type_ = min(types, key=lambda t: NAMED_CLASSES.index(t) if t in NAMED_CLASSES else 99)
            taken.append((start, end))
            yield Link(type_, text[start:end], start, end, tuple(sorted(types[type_])), exact=True)


def _could_be_name(stretch: Sequence[Mention]) -> bool:
    """A single function word, role, number or "the cluster" names nothing by itself."""
    if MARK in (stretch[0].type, stretch[-1].type):
        return False
    if len(stretch) > 1:
        return not any(m.type in ("Role", "EmulationCluster", "Event") for m in stretch) or len(stretch) > 3
    if stretch[0].type == "NormativeDocument":
        return bool(stretch[0].get("number"))
    return stretch[0].type in ("Person", "Organization", "Place", "Movement", "Quote", "Honour", OTHER)


def _refined(item: Link, mentions: Sequence[Mention], known: Catalog) -> Link:
    """A name that is also a numbered mention keeps the number: it must agree."""
    inside = [m for m in mentions if item.start <= m.start and m.end <= item.end and m.type == item.type]
    number = next((m.get("number") for m in inside if m.get("number")), None)
    if item.type == "EmulationCluster" and inside:
        made = _cluster(inside[0], known)
        return Link(item.type, item.text, item.start, item.end, item.entities or made.entities, True, number, made.kind)
    entity = known.entity(item.entities[0]) if item.entities else None
    place, body = (entity.get("place"), entity.get("body")) if entity else (None, None)
    return Link(item.type, item.text, item.start, item.end, item.entities, True, number, body=body, place=place)


def _from_mention(mention: Mention, known: Catalog, store: Store) -> Link | None:
    make = {
        "Person": _person,
        "Organization": _organisation,
        "EmulationCluster": _cluster,
        "NormativeDocument": _document,
        "Honour": _honour,
        "Place": _place,
        "Event": _event,
        "Movement": _movement,
        "Group": _group,
        "Quote": _quote,
    }.get(mention.type)
    if make is _person:
        return _person(mention, known, store)
    return make(mention, known) if make else None  # type: ignore[operator]


def _titled(mentions: Sequence[Mention], known: Catalog) -> list[Link]:
    """A single name after a title ("Mr. Minh"): everybody it may stand for."""
    found = []
    for title, name in pairwise(mentions):
        if (
            title.has("honorific")
            and name.type == OTHER
            and not name.text[0].islower()
            and (ids := known.people_ending_in(fold(name.text)))
        ):
            found.append(Link("Person", name.text, name.start, name.end, ids, True, label=name.text))
    return found


def _headed(mentions: Sequence[Mention], known: Catalog) -> list[Link]:
    """The bodies that posts name by their field: "Minister of Health"."""
    heads = [(m, body) for m in mentions if m.type == ROLE and (body := m.get("body"))]
    return [
        Link("Organization", m.text, m.end, m.end, known.organisations(body, None), True, body=body)
        for m, body in heads
    ]


def _plain(mention: Mention, **data: object) -> Link:
    return Link(mention.type, mention.text, mention.start, mention.end, **data)  # type: ignore[arg-type]


def _person(mention: Mention, known: Catalog, store: Store) -> Link:
    label = mention.get("label") or mention.text
    keys = sorted({fold(label), fold(mention.text)})
    ids = tuple(sorted({n.entity for n in store.named(keys) if n.type == "Person"}))
    if not ids and len(label.split()) <= SHORT_NAME:
        ids = known.people_ending_in(fold(label))
    return _plain(mention, entities=ids, exact=bool(ids), label=label)


def _organisation(mention: Mention, known: Catalog) -> Link:
    body, place = mention.get("body"), mention.get("place")
    if not body:
        return _plain(mention, entities=known.organisations_called(fold(mention.text)), place=place, label=mention.text)
    ids = known.organisations(body, place)
    return _plain(mention, entities=ids, exact=bool(ids and (place or len(ids) == 1)), body=body, place=place)


def _cluster(mention: Mention, known: Catalog) -> Link:
    """A word for both clusters and blocks means the other where the graph has none of the likelier kind."""
    kind, number = mention.get("clusterType"), mention.get("number")
    ids = known.clusters(number, kind)
    if not ids and len({s.concept for s in mention.senses if s.table == "cluster"}) > 1:
        ids = known.clusters(number, None)
    bare = mention.get("ref") == "yes" or not number
    return _plain(mention, entities=ids, number=number, kind=kind, bare=bare)


def _document(mention: Mention, known: Catalog) -> Link | None:
    kind, number = mention.get("documentType"), mention.get("number")
    if not number:
        return None
    return _plain(mention, entities=known.documents(kind, number), exact=True, number=number, kind=kind)


def _honour(mention: Mention, known: Catalog) -> Link:
    code = mention.data["honour"]
    codes = {s.concept for s in mention.senses if s.table == "honour"} or {code}
    codes |= {
        c for c in ontology().codes["honour"] for own, family in GENERIC.items() if own in codes and c.endswith(family)
    }
    wider = {WIDER[c] for c in codes if c in WIDER}  # whether the giver is the right one, `fit` looks at each claim
    ids = tuple(identity.honour(c).id for c in sorted(codes | wider))
    return _plain(mention, entities=ids, kind=code, codes=tuple(sorted(codes)))


def _place(mention: Mention, known: Catalog) -> Link:
    place = mention.data["place"]
    return _plain(mention, entities=(identity.where(place).id,), place=place)


def _event(mention: Mention, known: Catalog) -> Link:
    return _plain(mention, kind=mention.get("eventType"), bare=True)


def _movement(mention: Mention, known: Catalog) -> Link:
    return _plain(mention, kind=mention.get("movementType"), bare=True)


def _group(mention: Mention, known: Catalog) -> Link:
    return _plain(mention, kind=mention.get("groupType"), number=mention.get("count"))


def _quote(mention: Mention, known: Catalog) -> Link:
    subject = mention.get("text") or mention.text
    return _plain(mention, entities=known.movements(fold(subject)), label=subject)
