"""Made-up reports, a sentence with the claims it makes at a time."""

from __future__ import annotations

from typing import Any, NamedTuple

from thidua.graph.claims import Claim, Entity, Evidence, Extraction, Passage, Source, Value


class Said(NamedTuple):
    sentence: str
    claims: tuple[tuple[Claim, tuple[Entity, ...]], ...]


def says(kind: str, subject: Entity, target: Entity | Value, *, giver: Entity | None = None, **more: Any) -> Any:
    """A claim with the entities it names. `year` is both ends of its time."""
    if year := more.pop("year", None):
        more |= {"valid_from": year, "valid_to": year}
    end = target if isinstance(target, Value) else target.id
    claim = Claim(kind, subject.id, end, giver=giver.id if giver else None, **more)
    return claim, tuple(e for e in (subject, target, giver) if isinstance(e, Entity))


def said(sentence: str, *claims: Any) -> Said:
    return Said(sentence, claims)


def report(
    name: str, *lines: Said, published: str | None = None, lang: str = "en", url: str | None = None
) -> Extraction:
    text = "\n".join(line.sentence for line in lines)
    passages, claims, entities, at = [], [], {}, 0
    for number, line in enumerate(lines):
        end = at + len(line.sentence)
        passages.append(Passage(f"source:{name}", number, at, end, line.sentence))
        for claim, named in line.claims:
            data = {field: getattr(claim, field) for field in claim.__slots__}
            claims.append(Claim(**data | {"evidence": (Evidence(f"source:{name}", at, end, line.sentence),)}))
            entities |= {e.id: e for e in named}
        at = end + 1
    source = Source(f"source:{name}", f"{name}.txt", text, lang, url, published=published)
    return Extraction(source, tuple(passages), tuple(entities.values()), tuple(claims))
