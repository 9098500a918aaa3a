"""Which bodies belong to a cluster, and how many."""

from __future__ import annotations

from collections import Counter

from thidua.graph import identity
from thidua.graph.bodies import body
from thidua.graph.claims import Value
from thidua.graph.names.places import place
from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.frames import triggers
from thidua.language.mention import MARK, NUMBER, OTHER, ROLE, Mention
from thidua.language.sequence import is_light, senses_inside


def state_members(findings: Findings, sentence: Sentence) -> None:
    """Members are listed beside "consists of" or a colon; or the list is as long as the report says the cluster is."""
    clusters = sentence.of("EmulationCluster")
    cluster = findings.registry.cluster(clusters[0] if clusters else None, sentence)
    if clusters and (counted := _count(sentence)):
        findings.claim("figure", cluster, Value(_number(counted), "decimal", "units"), sentence, what=counted.text)
    members = _listed(sentence)
    own = {_number(m) for m in sentence.of("Group", NUMBER)}  # "the other eight are …"
    about = (
        bool(clusters)
        or _goes_on(findings, sentence)
        or _names_cluster(findings, sentence)
        or _of_one_kind(sentence, members)
    )
    whole = len(members) > 2 and str(len(members)) in _counts(findings) | own
    if not whole and not (
        len(members) > 2 and (about or _follows_count(findings, sentence)) and _opened(findings, sentence, members)
    ):
        return
    kind = _shared_kind(findings, sentence)
    for member in members:
        if _is_kind_only(member, kind, members):
            continue
        findings.claim("member_of", competing(findings, sentence, member), cluster, sentence)


def _of_one_kind(sentence: Sentence, members: list[Mention]) -> bool:
    """ "To it belong the departments of A, B and C": bodies of one kind that a verb of belonging puts together."""
    kinds = {m.get("body") for m in members}
    return len(kinds) == 1 and None not in kinds and bool(triggers(sentence, "member_of"))


def _is_kind_only(member: Mention, kind: str | None, members: list[Mention]) -> bool:
    """ "The departments of A and B": the words that say what A and B stand for are no member themselves."""
    listed = any(m.type == "Place" for m in members)
    mixed = _is_national(member) and any(m.type == "Place" or _is_local(m) for m in members)
    return mixed or (listed and kind is not None and member.get("body") == kind and not member.get("place"))


def _is_national(member: Mention) -> bool:
    return member.get("body") is not None and body(member.data["body"]).scope == "national"


def _is_local(member: Mention) -> bool:
    return member.get("body") is not None and body(member.data["body"]).scope == "local"


def _names_cluster(findings: Findings, sentence: Sentence) -> bool:
    """Whether a role's own words name the cluster ("leaders of the block")."""
    language = findings.report.language
    roles = any(s.table in ("cluster", "cluster_ref") for m in sentence.of(ROLE) for s in senses_inside(m, language))
    opening = [m for m in sentence.elements if m.has("list_open")]  # "the members are …"
    opening += [m for m in sentence.elements if m.has("role", "member") and triggers(sentence, "member_of")]
    return roles or any(s.concept == "member" for m in opening for s in senses_inside(m, language))


def _follows_count(findings: Findings, sentence: Sentence) -> bool:
    """Whether the sentence before says how many units the cluster has: this one then names them."""
    before = [s for s in findings.report.sentences if s.number == sentence.number - 1]
    return any(s.of("EmulationCluster") and _count(s) for s in before)


def _goes_on(findings: Findings, sentence: Sentence) -> bool:
    """ "It consists of A, B and C", behind a sentence about a cluster: who consists is not named again."""
    before = [s for s in findings.report.sentences if s.number == sentence.number - 1]
    said = [t.position for t in triggers(sentence, "member_of")]
    unnamed = bool(said) and said[0] <= 1 and not any(m.type == "Organization" for m in sentence.elements[: said[0]])
    return unnamed and any(s.of("EmulationCluster") for s in before)


def _opened(findings: Findings, sentence: Sentence, members: list[Mention]) -> bool:
    """Whether the list stands beside words that open one."""
    first, last = sentence.index(members[0]), sentence.index(members[-1])
    openers = [t.position for t in triggers(sentence, "member_of")]
    openers += [i for i, m in enumerate(sentence.elements) if m.has("list_open") or m.text in ":：("]
    openers += [first] if _are_members(findings, sentence, first, last) else []
    openers += [last] if _closed(findings, sentence, first, last) else []
    return any(first - 8 <= at <= first or last <= at <= last + 4 for at in openers)


def _are_members(findings: Findings, sentence: Sentence, first: int, last: int) -> bool:
    """Whether "the members of the block are" stands right before the list, which ends the clause if verbs come last."""
    at = first - 1
    while at > 0 and is_light(sentence.elements[at]) and not sentence.elements[at].has("copula"):
        at -= 1
    said = sentence.elements[:at] if at > 0 and sentence.elements[at].has("copula") else ()
    named = any(m.has("cluster_ref") or m.type == "EmulationCluster" or m.has("role", "member") for m in said)
    return named and (not findings.report.language.verb_last or _ends_with(sentence, last))


def _closed(findings: Findings, sentence: Sentence, first: int, last: int) -> bool:
    """Whether "are" stands before the list and "members of the block" right behind it ("sind A, B und C Mitglieder
    des Blocks", "A, B and C are members of it")."""
    behind = sentence.elements[last + 1 : last + 6]
    member = next((i for i, m in enumerate(behind) if m.has("role", "member")), None)
    said = any(m.has("copula") for m in [*sentence.elements[max(0, first - 3) : first], *behind[:member]])
    led = any(m.type == "EmulationCluster" or m.has("cluster_ref") for m in behind[(member or 0) :])
    return member is not None and said and led and not findings.report.language.verb_last


def _ends_with(sentence: Sentence, position: int) -> bool:
    """Whether nothing but a copula follows."""
    return all(m.has("copula") or m.type == MARK for m in sentence.elements[position + 1 :])


def _count(sentence: Sentence) -> Mention | None:
    if sentence.of("Honour"):  # who is honoured is counted, not who belongs
        return None
    told = bool(triggers(sentence, "member_of"))  # "consists of 5 organisations"
    return next((m for m in sentence.of("Group", NUMBER) if counts_units(m, bodies=told) and _number(m)), None)


def counts_units(mention: Mention, *, bodies: bool = False) -> bool:
    """Units or members: of a cluster both are the same; `bodies`: collectives too."""
    counted = {"units", "collectives"} if bodies else {"units"}
    return not counted.isdisjoint({mention.get("groupType"), mention.get("unit")}) or mention.has("role", "member")


def _number(mention: Mention) -> str:
    return mention.get("count") or mention.get("value") or ""


def _counts(findings: Findings) -> set[str]:
    """How many units the report says its cluster has."""
    return {_number(m) for s in findings.report.sentences if s.of("EmulationCluster") and (m := _count(s))}


def _listed(sentence: Sentence) -> list[Mention]:
    """The bodies or places that stand in one enumeration, the longest of the sentence."""
    runs: list[list[Mention]] = [[]]
    gap, parted = 0, False
    aside = _bracketed(sentence)
    for index, element in enumerate(sentence.elements):
        if index in aside and runs[-1]:
            continue
        if element.type in ("Organization", "Place"):
            if element.type == "Place" and runs[-1] and not parted and runs[-1][-1].type == "Place":
                runs.append([])  # "a town of the province of A" lists nothing
            runs[-1].append(element)
            gap, parted = 0, False
        elif (
            element.text in ",、;·ㆍ・"
            or element.has("and")
            or element.has("article")
            or element.has("of")
            or element.has("level")
        ) or _is_item_number(sentence, index):
            parted = parted or not (element.has("of") or element.has("level") or element.has("article"))
            continue
        elif element.type == OTHER and runs[-1] and gap < (3 if _is_unnamed(runs[-1][-1]) else 1):
            gap += 1
        else:
            runs.append([])
    return max(runs, key=len)


def _is_unnamed(mention: Mention) -> bool:
    """A district's body before the name of a district that no gazetteer has."""
    return mention.get("level") == "district" and not mention.get("place")


def _is_item_number(sentence: Sentence, index: int) -> bool:
    """ "1. A; 2. B": the number of an item, or the stop or bracket behind it."""
    elements = sentence.elements
    number = index if elements[index].type == NUMBER else index - 1
    stop = elements[number + 1 : number + 2]
    return number >= 0 and elements[number].type == NUMBER and any(m.text in ".)" for m in stop)


def _bracketed(sentence: Sentence) -> set[int]:
    """Where short brackets stand that say something of the name before them ("A (head), B")."""
    found: set[int] = set()
    for at, element in enumerate(sentence.elements):
        if element.text in "(（":
            ends = [i for i in range(at + 1, min(at + 8, len(sentence.elements))) if sentence.elements[i].text in ")）"]
            found |= set(range(at, ends[0] + 1)) if ends else set()
    return found


def _shared_kind(findings: Findings, sentence: Sentence) -> str | None:
    """The kind of body that listed places stand for ("the ethnic committees of A, B and C"): one that competes."""
    kinds = [b for m in sentence.of("Organization") if (b := m.get("body")) and body(b).above]
    if kinds:
        return kinds[0]
    counted = [
        b for s in findings.report.sentences for m in s.of("Organization") if (b := m.get("body")) and body(b).above
    ]
    return Counter(counted).most_common(1)[0][0] if counted else None


def competing(findings: Findings, sentence: Sentence, mention: Mention) -> str | None:
    """Who competes: a place stands for its body of the kind that the report is about ("Gia Lai" for its department)."""
    if mention.type != "Place":
        return findings.registry.of(mention, sentence)
    if _begins_name(sentence, mention):
        return None
    kind = _place_kind(findings, sentence, mention.data["place"])
    return findings.registry.add(identity.organisation(kind, mention.data["place"]), mention.text) if kind else None


def _begins_name(sentence: Sentence, mention: Mention) -> bool:
    """Whether the place is only the first word of a name that is not read ("Cam Pha Cement")."""
    following = sentence.elements[sentence.index(mention) + 1 :][:1]
    return any(m.type == OTHER and m.text[:1].isupper() and m.text[1:].islower() for m in following)


def _place_kind(findings: Findings, sentence: Sentence, place_id: str) -> str | None:
    """The body that a place stands for: a district its People's Committee, unless its other bodies are spoken of."""
    if place(place_id).level not in ("district", "town"):
        return _shared_kind(findings, sentence)
    named = [
        m for s in findings.report.sentences for m in s.of("Organization") if (p := m.get("place")) and _is_district(p)
    ]
    kinds = Counter(m.get("body") for m in named if m.get("body"))
    return kinds.most_common(1)[0][0] if kinds else "peoples-committee"


def _is_district(place_id: str) -> bool:
    return not place_id.startswith("=") and place(place_id).level in ("district", "town")
