"""Who acts: the entity behind a mention, also where only an office is named ("the Prime Minister")."""

from __future__ import annotations

from thidua.graph import identity
from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.language.mention import ROLE, Mention

#: Offices that act as bodies of their own.
_OFFICES = {"prime_minister": "prime-minister"}


def office(mention: Mention) -> str | None:
    """The body that a role stands for when it acts: its own, or the office itself."""
    return (mention.get("body") or _OFFICES.get(mention.data["role"])) if mention.type == ROLE else None


def actor(findings: Findings, mention: Mention, sentence: Sentence) -> str | None:
    """The entity of a person, body, cluster or office."""
    if (body := office(mention)) and not mention.get("body"):
        return findings.registry.add(identity.organisation(body, None))
    return findings.registry.of(mention, sentence)
