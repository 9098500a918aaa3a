"""FollowTheMoney entities, one JSON object a line, for the tools journalists use (schema 4.11).

Every source is an Article and a dataset of its own, and `proof` of what it says. A tenure is an Occupancy or a
Membership, never a bare edge. FollowTheMoney knows no awards and no quotations: an award is a link from the giver, or
from the article, to the recipient, and the quotation is its summary. Claims that a person has rejected are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TextIO

from thidua.graph.claims import Claim, Entity, Source, Value, digest
from thidua.graph.export.view import View, ends, view
from thidua.graph.ontology import Ontology, ontology
from thidua.graph.stores.base import Store

SCHEMATA = {
    "Person": "Person", "Organization": "Organization", "EmulationCluster": "Organization", "Group": "LegalEntity",
    "NormativeDocument": "Document", "Movement": "Project", "Event": "Event", "Place": "Address"}
PARTIES = frozenset({"Person", "Organization", "EmulationCluster", "Group"})
LANGUAGES = {"vi": "vie", "en": "eng", "de": "deu", "hi": "hin", "fr": "fra", "es": "spa", "ja": "jpn", "ko": "kor",
             "zh": "zho", "ru": "rus", "no": "nor", "it": "ita", "pt": "por", "id": "ind", "th": "tha", "bn": "ben",
             "ar": "ara"}
# Bodies of the State; those of the Party, the Front and the unions are organisations.
STATE = re.compile(r"(Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND|Bộ|Sở|Chính phủ|Quốc hội|Tòa án|Viện kiểm sát|"
                   r"Công an|Thanh tra|Cục|Tổng cục|Chi cục|Kho bạc|Kiểm toán|Văn phòng Chính phủ)\b", re.IGNORECASE)

Json = dict[str, Any]


def export_ftm(store: Store, stream: TextIO) -> None:
    for entity in _entities(view(store, text=True), ontology()):
        stream.write(json.dumps(entity, ensure_ascii=False) + "\n")


def _entities(found: View, terms: Ontology) -> Iterator[Json]:
    claims = [claim for claim in found.claims if claim.review != "rejected"]
    for source in sorted(found.sources.values(), key=lambda source: source.id):
        yield _article(source)
    seen: dict[str, set[str]] = {}
    there: dict[str, set[str]] = {}
    for claim in claims:
        for end in ends(claim):
            seen.setdefault(end, set()).update(piece.source for piece in claim.evidence)
        if isinstance(claim.object, str) and found.entities[claim.subject].type in PARTIES:
            there.setdefault(claim.object, set()).add(claim.subject)
    for id_ in sorted(seen):
        if found.entities[id_].type in SCHEMATA:
            yield _thing(found.entities[id_], sorted(seen[id_]), sorted(there.get(id_, ())))
    written: set[str] = set()
    for claim in claims:
        for made in _link(claim, found, terms):
            if made["id"] not in written:
                yield made
            written.add(made["id"])


def _article(source: Source) -> Json:
    title = source.title or source.document
    return _json("Article", source.id, [source.id], {
        "name": title, "title": title, "fileName": source.document, "sourceUrl": _address(source.url),
        "publisher": source.publisher, "publishedAt": source.published, "retrievedAt": source.retrieved,
        "language": LANGUAGES.get(source.lang), "bodyText": source.text})


def _thing(entity: Entity, sources: Sequence[str], involved: Sequence[str]) -> Json:
    aliases = sorted({name.text for name in entity.names} - {entity.label})
    own: Json = {"name": entity.label, "alias": aliases, "country": "vn", "proof": [_id(source) for source in sources]}
    schema = SCHEMATA[entity.type]
    if entity.type == "Organization" and STATE.match(entity.label):
        schema = "PublicBody"
    elif entity.type == "EmulationCluster":
        own["classification"] = ontology().label(entity.get("clusterType") or "cluster", "vi")
    elif entity.type == "NormativeDocument":
        own |= {"fileName": entity.label, "title": entity.get("subject") or entity.label, "date": entity.get("date")}
    elif entity.type == "Event":
        own |= {"date": entity.get("date"), "location": entity.get("place"),
                "involved": [_id(party) for party in involved]}
    elif entity.type == "Movement":
        own["goal"] = entity.get("subject")
    elif entity.type == "Place":
        own["full"] = entity.label
    return _json(schema, entity.id, sources, own)


def _link(claim: Claim, found: View, terms: Ontology) -> Iterator[Json]:
    """The claim as the most telling link between two things, else between the article and its subject."""
    subject, role = found.entities[claim.subject], _role(claim, found, terms)
    if isinstance(claim.object, Value) or (found.entities[claim.object].type not in SCHEMATA and not claim.giver):
        yield from _documented(claim, found, role)
        return
    target = found.entities[claim.object]
    if target.type not in SCHEMATA and claim.giver:
        given = {"subject": _id(claim.giver), "object": _id(subject.id), "role": role}
        yield _interval("UnknownLink", claim, found, given)
        return
    record = terms.kind(claim.kind).record
    if record == "Tenure" and subject.type == "Person" and target.type == "Organization" and claim.role:
        post = _post(claim, target, role)
        yield post
        yield _interval("Occupancy", claim, found, {"holder": _id(subject.id), "post": post["id"]})
    elif record == "Tenure" and subject.type in PARTIES and target.type in ("Organization", "EmulationCluster"):
        own = {"member": _id(subject.id), "organization": _id(target.id), "role": role}
        yield _interval("Membership", claim, found, own)
    elif target.type == "NormativeDocument":
        own = {"document": _id(target.id), "entity": _id(subject.id), "role": role}
        yield _interval("Documentation", claim, found, own)
    elif target.type == "Movement" and subject.type in PARTIES:
        own = {"project": _id(target.id), "participant": _id(subject.id), "role": role}
        yield _interval("ProjectParticipant", claim, found, own)
    elif claim.kind == "succeeds" and {subject.type, target.type} <= PARTIES:
        own = {"predecessor": _id(target.id), "successor": _id(subject.id)}
        yield _interval("Succession", claim, found, own)
    else:
        own = {"subject": _id(subject.id), "object": _id(target.id), "role": role}
        yield _interval("UnknownLink", claim, found, own)


def _documented(claim: Claim, found: View, role: str) -> Iterator[Json]:
    for source in sorted({piece.source for piece in claim.evidence}):
        own = {"document": _id(source), "entity": _id(claim.subject), "role": role}
        yield {**_interval("Documentation", claim, found, own), "id": _id(f"{claim.id}-{digest(source)}")}


def _role(claim: Claim, found: View, terms: Ontology) -> str:
    """What the link says, in words: a role, an honour with its number, a figure, or the claim's kind."""
    if isinstance(claim.object, Value):
        words = (claim.what or terms.label(claim.kind, "en"), claim.object.value, claim.object.unit)
        return " ".join(word for word in words if word)
    target = found.entities[claim.object]
    if target.type not in SCHEMATA:
        return f"{target.label} × {claim.count}" if claim.count else target.label
    if claim.role:
        return terms.role_label(claim.role, "vi", target.get("clusterType"))
    return terms.label(claim.kind, "en")


def _post(claim: Claim, organization: Entity, role: str) -> Json:
    sources = sorted({piece.source for piece in claim.evidence})
    return _json("Position", f"position:{digest(claim.role, organization.id)}", sources, {
        "name": f"{role} {organization.label}", "organization": _id(organization.id), "country": "vn"})


def _interval(schema: str, claim: Claim, found: View, own: Json) -> Json:
    sources = [found.sources[id_] for id_ in sorted({piece.source for piece in claim.evidence})]
    status = claim.status if schema != "Occupancy" else None
    record = claim.number if isinstance(claim.object, str) else None
    return _json(schema, claim.id, [source.id for source in sources], {
        **own, "startDate": claim.valid_from, "endDate": claim.valid_to, "status": status, "recordId": record,
        "summary": [piece.quote for piece in sorted(claim.evidence)], "proof": [_id(source.id) for source in sources],
        "sourceUrl": [url for source in sources if (url := _address(source.url))],
        "publisher": sorted({source.publisher for source in sources if source.publisher})})


def _json(schema: str, id_: str, sources: Iterable[str], values: Json) -> Json:
    """Properties are lists of strings; one without a value is left out."""
    lists = {key: value if isinstance(value, list) else [value] for key, value in sorted(values.items()) if value}
    return {"id": _id(id_), "schema": schema, "properties": lists, "datasets": [_dataset(source) for source in sources]}


def _id(id_: str) -> str:
    """Some tools sign ids with a dot or split them at colons."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", id_)


def _dataset(source: str) -> str:
    return re.sub(r"[^a-z0-9_]", "_", source.lower())


def _address(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None
