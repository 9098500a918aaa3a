"""Second pass: elements that belong together become one mention ("Directive" "No." "05-CT/TW")."""

from __future__ import annotations

from dataclasses import replace

from thidua.graph.bodies import body
from thidua.language.bodies import attach_place, bodies, distributed, other_bodies
from thidua.language.clusters import clusters
from thidua.language.data import Language
from thidua.language.documents import documents
from thidua.language.lists import fields, of_one_province, suspended
from thidua.language.mention import ROLE, WORD, Mention
from thidua.language.quantities import quantities
from thidua.language.sequence import Elements, each, element_at, is_light, merged, senses_inside

#: What a table of forms stands for, first match wins where a form has several senses.
_TYPES = (
    ("event_ref", "Event"),
    ("event", "Event"),
    ("role", ROLE),
    ("honour", "Honour"),
    ("movement", "Movement"),
    ("group", "Group"),
)


def compose(elements: Elements, text: str, lang: Language) -> Elements:
    """The mentions of one sentence; words that name nothing stay as they are."""
    for step in _STEPS:
        elements = step(elements, text, lang)
    return elements


def ministers(elements: Elements, text: str, lang: Language) -> Elements:
    """ "Minister of Home Affairs" is a role with its body."""

    def build(i: int) -> tuple[int, int, Mention] | None:
        head = elements[i]
        if head.type == WORD and head.has("role") and (own := _own_body(head, lang)):
            return _with_own_body(elements, i, text, lang, own)
        if not (head.has("role", "minister") or head.has("role", "deputy_minister")):
            return None
        last = i + 1
        while (
            (word := element_at(elements, last)) and word.type == WORD and is_light(word) and not word.has("portfolio")
        ):
            last += 1
        field, before = element_at(elements, last), element_at(elements, i - 1)
        if field and field.has("portfolio"):
            first, last = i, last + 1
        elif before and before.has("portfolio"):
            first, last, field = i - 1, i + 1, before
        else:
            return None
        body = field.concept("portfolio")
        return first, last, merged(elements[first:last], text, ROLE, role=head.concept("role"), body=body)

    return each(elements, build)


def _own_body(head: Mention, lang: Language) -> str | None:
    """The body that a role's word names with it ("Innenminister", 인민위원장)."""
    ministry = head.has("role", "minister") or head.has("role", "deputy_minister")
    inside = senses_inside(head, lang) if ministry else head.senses
    return next((s.concept for s in inside if s.table == "portfolio"), None)


def _with_own_body(
    elements: Elements, i: int, text: str, lang: Language, own: str
) -> tuple[int, int, Mention] | None:
    """The role with its body, and with the place of a body that is no ministry."""
    role = elements[i].concept("role")
    if body(own).scope == "national":
        return i, i + 1, merged([elements[i]], text, ROLE, role=role, body=own)
    first, last, named = attach_place(elements, i, i + 1, text, lang, body=own)
    return first, last, replace(named, type=ROLE, data={**named.data, "role": role or ""})


def _owned(elements: Elements, text: str, lang: Language) -> Elements:
    """ "The Central Committee of the Farmers' Association" is the association's, not the Party's."""

    def build(i: int) -> tuple[int, int, Mention] | None:
        if elements[i].get("body") == "party-committee":
            return _local_committee(elements, i, text, lang)
        if elements[i].get("body") != "party-central-committee":
            return None
        step = -1 if lang.body_first else 1
        at = i + step
        while (word := element_at(elements, at)) and word.type == WORD and is_light(word):
            at += step
        owner = element_at(elements, at)
        if not owner or owner.type != "Organization":
            return None
        first, last = min(at, i), max(at, i) + 1
        return first, last, merged(elements[first:last], text, "Organization", **owner.data)

    return each(elements, build)


def _local_committee(elements: Elements, i: int, text: str, lang: Language) -> tuple[int, int, Mention] | None:
    """ "The Youth Union" and right behind it "A's provincial committee" is the union of A (共青团广南省委员会)."""
    owner, own = element_at(elements, i - 1), elements[i]
    if not lang.body_first or owner is None or owner.type != "Organization" or owner.get("place"):
        return None
    kind = owner.get("body")
    if kind is None or kind.startswith("party-") or not own.get("place") or owner.end != own.start:
        return None
    where = {key: own.get(key) for key in ("place", "level")}
    return i - 1, i + 1, merged(elements[i - 1 : i + 1], text, "Organization", body=kind, **where)


def _of_the_party(elements: Elements, text: str, lang: Language) -> Elements:
    """ "The Standing Committee of A" "Provincial Party Committee" is one body, with the place between its words."""

    def build(i: int) -> tuple[int, int, Mention] | None:
        one, other = elements[i], element_at(elements, i + 1)
        inner = one.get("body") in ("party-standing-committee", "party-executive-committee") and one.get("place")
        if not inner or other is None or other.get("body") != "party-committee" or other.get("place"):
            return None
        return i, i + 2, merged(elements[i : i + 2], text, "Organization", **one.data)

    return each(elements, build)


def _typed(elements: Elements, text: str, lang: Language) -> Elements:
    return [_as_mention(e, lang) if e.type == WORD else e for e in elements]


def _as_mention(word: Mention, lang: Language) -> Mention:
    for table, kind in _TYPES:
        if word.has(table):
            concept = word.concept(table)
            data = {
                "event_ref": {"ref": "yes", "eventType": _event_inside(word, lang)},
                "event": {"eventType": concept},
                "role": {"role": concept},
                "honour": {"honour": concept},
                "movement": {"movementType": concept},
                "group": {"groupType": concept},
            }[table]
            return Mention(kind, word.start, word.end, word.text, word.senses, {k: v for k, v in data.items() if v})
    return word


def _event_inside(word: Mention, lang: Language) -> str | None:
    return min((s.concept for s in senses_inside(word, lang) if s.table == "event"), default=None)


_STEPS = (
    *(quantities, ministers, documents, clusters, bodies, other_bodies, _owned, _of_the_party, distributed),
    *(fields, suspended, of_one_province, _typed),
)
