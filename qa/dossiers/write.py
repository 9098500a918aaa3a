"""A dossier as text, Markdown and JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from thidua.qa.dossiers.model import Hole, Line, Profile
from thidua.qa.words import messages

MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def as_json(profile: Profile) -> dict[str, Any]:
    """The documented form (docs/dossiers.md)."""
    entity = profile.entity
    return {
        "entity": {
            "id": entity.id,
            "type": entity.type,
            "label": entity.label,
            "names": [{"text": n.text, "lang": n.lang} for n in entity.names],
            "properties": dict(entity.properties),
        },
        "lang": profile.lang,
        "title": profile.title,
        "reports": profile.reports,
        "sections": [
            {
                "kind": s.kind,
                "heading": s.heading,
                "lines": [line.json() for line in s.lines],
                "holes": [{"year": h.year, "text": h.text} for h in s.holes],
            }
            for s in profile.sections
        ],
        "evidence": list(profile.evidence),
    }


def as_text(profile: Profile) -> str:
    """What the command prints: sections, then the quotations by number."""
    lines = [f"{profile.title} ({profile.type})", *facts(profile)]
    for section in profile.sections:
        lines += ["", section.heading]
        lines += [f"  – {row_text(profile, row, section.kind)}" for row in section.rows()]
    return "\n".join([*lines, *sources(profile.lang, profile.evidence)]) + "\n"


def as_markdown(profile: Profile) -> str:
    """With footnotes, which also say where the report can be read."""
    lines = [f"# {escaped(profile.title)}", "", escaped(profile.type)]
    lines += [line for fact in facts(profile) for line in ("", escaped(fact))]
    for section in profile.sections:
        lines += ["", f"## {escaped(section.heading)}", ""]
        for row in section.rows():
            notes = marks(row.notes) if isinstance(row, Line) else ""
            lines.append(f"- {escaped(unmarked(profile, row, section.kind))}{notes}")
    return "\n".join([*lines, *footnotes(profile.lang, profile.evidence)]) + "\n"


def facts(profile: Profile) -> list[str]:
    """The lines under the title: other spellings, and how much it all rests on."""
    names = [say(profile, "names", names="; ".join(profile.names))] if profile.names else []
    if not profile.evidence:
        return [*names, say(profile, "empty", name=profile.title)]
    return [*names, say(profile, "count", reports=profile.reports, quotations=len(profile.evidence))]


def row_text(profile: Profile, row: Line | Hole, kind: str) -> str:
    """A line with the numbers of its quotations."""
    marks = "".join(f"[{n}]" for n in row.notes) if isinstance(row, Line) else ""
    return f"{unmarked(profile, row, kind)} {marks}".rstrip()


def unmarked(profile: Profile, row: Line | Hole, kind: str) -> str:
    """A line, with what is to be known of it beside its words."""
    if isinstance(row, Hole):
        return row.text
    number = f"({row.conflict}) " if kind == "conflicts" else ""
    beside = [say(profile, "reports", count=row.reports)] if row.reports > 1 else []
    beside += [say(profile, "disputed")] if row.conflict and not number else []
    return f"{number}{row.text}" + (f" – {'; '.join(beside)}" if beside else "")


def sources(lang: str, evidence: Sequence[dict[str, Any]]) -> list[str]:
    """The quotations by number, each with where it stands; nothing where there are none."""
    lines = ["", messages(lang).text("dossier", "sources")] if evidence else []
    for piece in evidence:
        lines += [f"  [{piece['number']}] {quoted(lang, piece)}", f"      {where(piece)}"]
    return lines


def footnotes(lang: str, evidence: Sequence[dict[str, Any]]) -> list[str]:
    """The same as footnotes of Markdown."""
    lines = [""] if evidence else []
    for piece in evidence:
        url = f" <{piece['url']}>" if is_web(piece["url"]) else ""
        told = escaped(f"{quoted(lang, piece)} {where({**piece, 'url': None})}")
        lines.append(f"[^{piece['number']}]: {told}{url}")
    return lines


def marks(notes: Sequence[int]) -> str:
    return "".join(f"[^{n}]" for n in notes)


def quoted(lang: str, piece: dict[str, Any]) -> str:
    join = messages(lang).data["join"]
    return f"{join['open']}{' '.join(piece['quote'].split())}{join['close']}"


def where(piece: dict[str, Any]) -> str:
    """Report, date and address."""
    return ", ".join(filter(None, (piece["title"] or piece["document"], piece["published"], piece["url"])))


def say(profile: Profile, key: str, /, **slots: object) -> str:
    return messages(profile.lang).text("dossier", key, **slots)


def escaped(text: str) -> str:
    return MARKDOWN.sub(r"\\\1", text)


def is_web(url: str | None) -> bool:
    return bool(url and re.fullmatch(r"https?://[^\s<>]+", url))
