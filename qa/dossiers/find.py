"""Which entity a name means: by id, by any spelling in any script, by a number with its body, by part of a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from thidua.graph.bodies import body_name
from thidua.graph.claims import Entity
from thidua.graph.errors import NameAmbiguous, NameUnknown, UsageError
from thidua.graph.names import fold, fold_keys
from thidua.graph.names.places import places
from thidua.graph.names.syllables import is_marked, plain, spelling
from thidua.graph.ontology import ontology
from thidua.graph.stores.base import Store
from thidua.language.recognise import elements
from thidua.qa.catalog import catalog
from thidua.qa.dossiers.names import folded, names, search, written
from thidua.qa.understanding.link import Link, link
from thidua.qa.words import spoken

MOST_SHOWN = 10
#: What a name with several things in it means first: "Cluster No. 3 of Dong Nai" is the cluster.
HEADS = ("EmulationCluster", "NormativeDocument", "Movement", "Organization", "Person", "Honour", "Place")


def find(name: str, store: Store, *, types: Sequence[str] = ()) -> Entity:
    """The one entity, of one of `types` if any are given, that the name means.

    Raises NameUnknown, with those written alike, if it fits nobody; NameAmbiguous, with all, if it fits several;
    UsageError if it is empty or names only what is of no such type; StoreError if the store fails.
    """
    if not name.strip():
        raise UsageError("The name is empty; write one.")
    others: list[Entity] = []
    for fits in (_by_id, _by_spelling, _by_reading, _by_mention, _by_words):
        known = [e for e in fits(name, store) if not _contradicts(name, e)]
        found = [e for e in known if not types or e.type in types]
        if len(found) == 1:
            return found[0]
        if found:
            raise NameAmbiguous(name, _listed(found, store))
        others = others or known
    if others:
        raise UsageError(_of_another_class(name, others[0], types))
    hits = [h for h in search(name, store, MOST_SHOWN) if not types or h.type in types]
    raise NameUnknown(name, [(h.entity, h.label) for h in hits])


def _of_another_class(name: str, found: Entity, types: Sequence[str]) -> str:
    wanted = " or ".join(ontology().label(t, "en").lower() for t in types)
    return f"{name!r} names {found.label} ({ontology().label(found.type, 'en').lower()}); give a {wanted}."


def _by_id(name: str, store: Store) -> list[Entity]:
    found = store.entities([name.strip()])
    return list(found.values())


def _by_spelling(name: str, store: Store) -> list[Entity]:
    """As written, tones and all."""
    exact = written(name)
    return [e for e in names(store).spelt(exact) if exact in {written(t) for t in spellings(e)}]


def _by_reading(name: str, store: Store) -> list[Entity]:
    """Without tones, or read aloud from another script."""
    keys = dict.fromkeys((folded(name), *fold_keys(name)))
    return list({e.id: e for key in keys for e in names(store).spelt(key)}.values())


def _contradicts(name: str, entity: Entity) -> bool:
    """Whether the name has a tone that the person's has not: Hùng is not Hưng. One written without tones has any."""
    if entity.type != "Person" or not is_marked(entity.label) or written(name) in map(written, spellings(entity)):
        return False
    own: dict[str, set[str]] = {}
    for word in written(entity.label).split():
        own.setdefault(plain(word), set()).add(spelling(word))
    marked = [w for w in written(name).split() if is_marked(w)]
    return any(plain(w) in own and spelling(w) not in own[plain(w)] for w in marked)


def _by_mention(name: str, store: Store) -> list[Entity]:
    """As a question would name it: a number, code or body in the words of any language, with a place or a host."""
    lang = spoken(name)
    links = [x for x in link(elements(name, lang), name, store) if x.type in HEADS]
    head = next((x for type_ in HEADS for x in links if x.type == type_ and x.entities), None)
    beside = [x for x in links if x is not head]
    if head is None or (head.bare and not beside):
        return []
    found = catalog(store).entities(head.entities).values()
    return [e for e in found if all(_of(x, e) for x in beside)]


def _of(item: Link, entity: Entity) -> bool:
    """Whether the entity's name or host has a place or body, as written or as the gazetteer calls it."""
    own = f" {fold(' '.join((entity.label, entity.get('host') or '')))} "
    said = [item.label or item.text]
    if item.body:
        said.append(body_name(item.body, item.place))
    elif item.place in places():
        said.append(places()[str(item.place)].label)
    return any(f" {fold(text)} " in own for text in said)


def _by_words(name: str, store: Store) -> list[Entity]:
    """Those with all the words in one of their spellings: the tones as typed, if any name has them so."""
    known = names(store)
    fits = known.beginning(written(name).split(), whole=True) or known.beginning(folded(name).split(), whole=True)
    return list({known.rows[at].entity.id: known.rows[at].entity for at in fits}.values())


def spellings(entity: Entity) -> list[str]:
    return [entity.label, *(n.text for n in entity.names)]


def _listed(found: Iterable[Entity], store: Store) -> list[tuple[str, str]]:
    """Those of whom most is said first, each with its class and how much that is."""
    known = names(store)
    entities = sorted(found, key=lambda e: (-known.claims(e.id), e.label, e.id))
    return [(e.id, f"{e.label} ({ontology().label(e.type, 'en')}, {known.claims(e.id)} claims)") for e in entities]
