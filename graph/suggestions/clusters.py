"""Clusters told in other words: without the number or without the host, but led by the same body in the same year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from thidua.graph.claims import Entity
from thidua.graph.suggestions.context import Context, Judgement, Pair, listed, words

LEADING = ("leads", "deputy_leads")
BASE, SAME_LEADER, SAME_NUMBER, SAME_HOST = 0.25, 0.3, 0.15, 0.1
EACH_MEMBER, MOST_MEMBERS = 0.05, 3
OTHER_KIND, OTHER_LEADER, NO_NUMBER = -0.1, -0.3, -0.05


def pairs(entities: list[Entity], context: Context) -> Iterator[Pair]:
    context.need(entities)
    yield from context.alike(entities, lambda cluster: _leaders(cluster, context))
    yield from context.alike(entities, lambda cluster: _members(cluster, context))


def judge(one: Entity, other: Entity, context: Context) -> Judgement | None:
    """Numbers and hosts are hard keys: where both state one, it is the same or they are two."""
    numbers, hosts = (one.get("number"), other.get("number")), (one.get("host"), other.get("host"))
    if (all(numbers) and numbers[0] != numbers[1]) or (all(hosts) and not _one_in_other(str(hosts[0]), str(hosts[1]))):
        return None
    leaders = _leaders(one, context) & _leaders(other, context)
    members = _members(one, context) & _members(other, context)
    if not leaders and len(members) < 2:
        return None
    score, agree, against = BASE, [], []
    if all(numbers):
        score += SAME_NUMBER
        agree.append(f"Both are No. {numbers[0]}.")
    elif any(numbers):
        score += NO_NUMBER
        against.append("Only one has a number.")
    if all(hosts):
        score += SAME_HOST
        agree.append(f"Both belong to {hosts[0]}.")
    elif any(hosts):
        against.append("No sentence tells to whom one of them belongs.")
    if leaders:
        score += SAME_LEADER
        agree += [f"{context.entity(who).label} leads both in {year}." for _, who, year in sorted(leaders)[:2]]
    if members:
        score += EACH_MEMBER * min(len(members), MOST_MEMBERS)
        agree.append(f"Both have the members {listed(context.labels(members))}.")
    score += _disagreements(one, other, context, against)
    return Judgement(min(score, 1.0), tuple(agree), tuple(against))


def _disagreements(one: Entity, other: Entity, context: Context, against: list[str]) -> float:
    score = 0.0
    if one.get("clusterType") != other.get("clusterType"):
        score += OTHER_KIND
        against.append("One is called a cluster, the other a block.")
    here, there = _by_seat(one, context), _by_seat(other, context)
    for kind, year in sorted(here.keys() & there.keys()):
        mine, theirs = here[kind, year], there[kind, year]
        if not mine & theirs:
            score += OTHER_LEADER
            against.append(f"In {year} {listed(context.labels(mine))} and {listed(context.labels(theirs))} lead them.")
    return score


def _one_in_other(host: str, other: str) -> bool:
    a, b = words(host), words(other)
    return a <= b or b <= a


def _leaders(cluster: Entity, context: Context) -> set[tuple[str, str, str]]:
    """(kind, who, year); a leader whose year nothing tells leads many a cluster in time."""
    claims = context.claims(cluster, *LEADING)
    return {(c.kind, c.subject, c.valid_from[:4]) for c in claims if c.valid_from and c.object == cluster.id}


def _by_seat(cluster: Entity, context: Context) -> dict[tuple[str, str], set[str]]:
    made: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind, who, year in _leaders(cluster, context):
        if kind == "leads" and context.entity(who).type == "Organization":
            made[kind, year].add(who)
    return made


def _members(cluster: Entity, context: Context) -> set[str]:
    return {c.subject for c in context.claims(cluster, "member_of") if c.object == cluster.id}
