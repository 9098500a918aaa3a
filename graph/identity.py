"""What makes two mentions the same entity: one function a class, from hard keys to id, name and properties.

Numbers, ordinals and codes are compared exactly. Reading a report and reading a question use the same functions, so
that a question finds by id what a report wrote.
"""

from __future__ import annotations

import re
import unicodedata

from thidua.graph.bodies import body, body_name
from thidua.graph.claims import Entity, entity_id
from thidua.graph.movements import official_name
from thidua.graph.names import fold
from thidua.graph.names.places import place
from thidua.graph.ontology import ontology

#: The level of administration (a code of the ontology) of a kind of place.
LEVELS = {
    "province": "provincial",
    "city": "provincial",
    "town": "district",
    "district": "district",
    "region": "regional",
}


def _entity(type_: str, label: str, key: tuple[str, ...], **properties: str | None) -> Entity:
    data = tuple(sorted((k, v) for k, v in properties.items() if v))
    return Entity(entity_id(type_, *key), type_, label, (), data)


def person(label: str, spelling: str = "") -> Entity:
    """A person by full name, tones and all; `resolve` joins the spellings without tones.

    `spelling` is how a text writes a name of which `label` is only the likeliest reading.
    """
    return _entity("Person", label, (_exact(label), _exact(spelling)) if spelling else (_exact(label),))


def organisation(body_id: str, place_id: str | None, *, local: str | None = None) -> Entity:
    """A body of the gazetteer. `local` names the report of a provincial body whose province nothing tells."""
    scope = body(body_id).scope
    if scope == "national":
        place_id = local = None
    label = body_name(body_id, place_id, local=local is not None)
    return _entity("Organization", label, (body_id, place_id or "", local or ""), body=body_id, place=place_id)


def other_organisation(label: str, *, place_id: str | None = None) -> Entity:
    """A body that no gazetteer has, by its name as written."""
    return _entity("Organization", label, ("", _exact(label), place_id or ""), place=place_id)


def cluster(kind: str, number: str | None, name: str, host: str, *, scope: str = "") -> Entity:
    """A cluster or block: number (or name) and host. `scope` is the report's id where nothing tells the host."""
    head = "Khối" if kind == "block" else "Cụm"
    middle = f"số {number}" if number else name
    label = re.sub(r"\s+", " ", f"{head} thi đua {middle} {host}".strip())
    key = (kind, number or fold(name), _exact(host), "" if host else scope)
    return _entity("EmulationCluster", label, key, clusterType=kind, number=number, host=host or None)


def document(
    kind: str | None, number: str | None, *, issuer: str | None = None, date: str | None = None, scope: str = ""
) -> Entity:
    """A normative document. A full code ("05-CT/TW") is a key of its own; a bare number needs issuer or date."""
    code = normal_code(number) if number else None
    head = ontology().label(kind, "vi") if kind else "Văn bản"
    full = code is not None and any(c.isalpha() for c in code)
    shown = re.sub(r"\s+", "", number or "")
    label = f"{head} {shown}" if full else f"{head} số {shown}" if code else head
    if not full and issuer:
        label += f" của {issuer}"
    key = (
        (code,)
        if full and code
        else (kind or "", code or "", *((issuer or "", date or "") if issuer or date else (scope,)))
    )
    return _entity("NormativeDocument", label, key, documentType=kind, number=number, date=date)


def movement(subject: str, kind: str = "movement") -> Entity:
    """A movement or campaign by its quoted name; the country's own by their official name."""
    subject = official_name(subject) or subject
    return _entity("Movement", subject, (fold(subject),), movementType=kind, subject=subject)


def honour(code: str) -> Entity:
    return _entity("Honour", ontology().label(code, "vi"), (code,), honour=code)


def where(place_id: str) -> Entity:
    entry = place(place_id)
    return _entity("Place", entry.label, (place_id,), place=place_id, level=LEVELS.get(entry.level))


def normal_code(number: str) -> str:
    """A document code without spaces, in capitals, leading zeros kept: "05 -CT/TW" is "05-CT/TW"."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", number)).upper().replace("QD", "QĐ")


def _exact(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip().lower()
