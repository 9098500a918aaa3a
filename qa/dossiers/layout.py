"""Which sections the dossier of a class has, and in what order. What no section takes stands in the last, "other"."""

from __future__ import annotations

from typing import Literal, NamedTuple

from thidua.qa.planning.plan import IN_CLUSTER

Side = Literal["subject", "object", "giver"]
#: How a section's claims become lines (see `lines`).
Manner = Literal["spans", "acts", "awards", "events", "leaders", "held", "figures", "carried", "whole"]


class Part(NamedTuple):
    """A section: claims of some kinds in which the entity stands on one side, the other end being of one of `types`."""

    kind: str
    manner: Manner
    side: Side
    kinds: tuple[str, ...]
    types: tuple[str, ...] = ()


AWARDS = (Part("awards", "awards", "subject", ("awarded",)), Part("awards_given", "awards", "giver", ("awarded",)))
FIGURES = Part("figures", "figures", "subject", ("figure",))
SUCCESSION = (
    Part("succeeds", "acts", "subject", ("succeeds",)),
    Part("succeeded_by", "acts", "object", ("succeeds",)),
)
TAKES_PART = (Part("events", "events", "subject", ("attends",)), Part("speeches", "events", "subject", ("speaks",)))
ACTS = (
    Part("movements", "carried", "subject", ("launched", "implements"), ("Movement",)),
    Part("implements", "acts", "subject", ("implements",), ("NormativeDocument",)),
    Part("documents", "acts", "subject", ("issued",)),
)
FOUNDED = (
    Part("established", "acts", "subject", ("established_by",)),
    Part("founded", "acts", "object", ("established_by",)),
)

LAYOUTS: dict[str, tuple[Part, ...]] = {
    "Person": (
        Part("posts", "spans", "subject", ("holds_post",)),
        Part("clusters", "spans", "subject", IN_CLUSTER),
        *TAKES_PART,
        *AWARDS,
        *ACTS,
        FIGURES,
    ),
    "EmulationCluster": (
        Part("leaders", "leaders", "object", ("leads", "deputy_leads")),
        Part("members", "spans", "object", ("member_of",)),
        *FOUNDED,
        *ACTS,
        *AWARDS,
        Part("events", "held", "object", ()),
        FIGURES,
    ),
    "Organization": (
        *SUCCESSION,
        Part("officials", "spans", "object", ("holds_post",)),
        Part("leaders", "leaders", "object", ("leads", "deputy_leads")),
        Part("clusters", "spans", "subject", IN_CLUSTER),
        Part("members", "spans", "object", ("member_of",)),
        *FOUNDED,
        *ACTS,
        *AWARDS,
        *TAKES_PART,
        FIGURES,
    ),
    "NormativeDocument": (
        Part("issuer", "acts", "object", ("issued",)),
        Part("dates", "acts", "subject", ("dated",)),
        Part("implemented_by", "acts", "object", ("implements",)),
        *FOUNDED,
    ),
    "Movement": (
        Part("launched_by", "acts", "object", ("launched",)),
        Part("implements", "acts", "subject", ("implements",)),
        Part("implemented_by", "acts", "object", ("implements",)),
        FIGURES,
    ),
    "Event": (
        Part("dates", "acts", "subject", ("dated",)),
        Part("participants", "acts", "object", ("attends",)),
        Part("speeches", "acts", "object", ("speaks",)),
        FIGURES,
    ),
    "Honour": (Part("awards", "awards", "object", ("awarded",)),),
    "Place": (*SUCCESSION, FIGURES),
}
