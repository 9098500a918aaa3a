"""Awards: who gets which honour, from whom, how many, and whether it is given or only proposed."""

from __future__ import annotations

from dataclasses import replace

from thidua.graph import identity
from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.actors import actor, office
from thidua.ingest.statements.frames import is_agent
from thidua.ingest.statements.membership import competing
from thidua.ingest.statements.shares import RECIPIENTS, Share, is_passive, shares, with_quoted
from thidua.ingest.statements.years import year_near
from thidua.language.data import Language
from thidua.language.mention import DATE, OTHER, ROLE, Mention
from thidua.language.sequence import is_light

_GIVERS = {"pm_certificate_of_merit": "prime-minister", "government_flag": "government"}
#: Who gives and is never given.
_NEVER = frozenset({"government", "prime-minister", "state-president", "state"})
_ACTORS = ("Organization", "Person", "EmulationCluster", ROLE)


def state_awards(findings: Findings, sentence: Sentence) -> None:
    language = findings.report.language
    read = with_quoted(sentence, language)
    parts = [p for p in _inherited(shares(read, language)) if not p.denied and (p.verb or p.proposal is not None)]
    told = [(p, givers := _givers(p, language), _recipients(p, givers, language)) for p in parts]
    for index, (part, givers, recipients) in enumerate(told):
        beside = [told[i] for i in (index - 1, index + 1) if 0 <= i < len(told) and told[i][0].verb == part.verb]
        if not recipients and not _says_whom(part):  # "was awarded H1 and H2"
            recipients = next((r for _, _, r in beside if r), [])
        own = part.verb is not None and part.first <= part.verb.position < part.last
        if not givers and part.proposal is None and not own:  # "presented H1 to A and H2 to B"
            givers = next((g for _, g, _ in beside if g), [])
        _state(findings, part, givers, recipients)


def _says_whom(part: Share) -> bool:
    """Whether a recipient is marked, even one that could not be read ("to two others"); a date is none."""
    elements = part.sentence.elements
    ends = [i for i in range(part.honour, part.last - 1) if elements[i].has("recipient")]
    return any(elements[i + 1].type != DATE and i != part.honour and not elements[i].has("frame") for i in ends)


def _inherited(parts: list[Share]) -> list[Share]:
    """An honour without a verb of its own has its neighbour's."""
    filled: list[Share] = []
    for part in parts:
        if not part.verb and part.proposal is None and not part.denied and filled:
            part = replace(part, verb=filled[-1].verb, proposal=filled[-1].proposal, denied=filled[-1].denied)
        filled.append(part)
    for index in range(len(filled) - 2, -1, -1):
        part, after = filled[index], filled[index + 1]
        if not part.verb and part.proposal is None and not part.denied:
            filled[index] = replace(part, verb=after.verb, proposal=after.proposal, denied=after.denied)
    return filled


def _state(findings: Findings, part: Share, givers: list[int], recipients: list[int]) -> None:
    sentence, registry = part.sentence, findings.registry
    honour = sentence.elements[part.honour]
    year = year_near(findings, sentence, part.honour)
    giver = actor(findings, sentence.elements[givers[0]], sentence) if givers else _own_giver(findings, honour)
    for at in recipients:
        recipient = sentence.elements[at]
        count = recipient.get("count")
        entity = _entity(findings, sentence, recipient)
        findings.claim(
            "awarded",
            entity,
            registry.of(honour, sentence),
            sentence,
            giver=giver,
            status="conferred" if part.proposal is None else "proposed",
            count=int(count) if count and count.isdigit() else None,
            valid_from=year,
            valid_to=year,
        )


def _entity(findings: Findings, sentence: Sentence, recipient: Mention) -> str | None:
    if recipient.type == "Place":
        return competing(findings, sentence, recipient)
    if recipient.type == "Group":
        return findings.registry.group(recipient, sentence, _owner(findings, sentence, recipient))
    return findings.registry.of(recipient, sentence)


def _owner(findings: Findings, sentence: Sentence, group: Mention) -> str | None:
    """Whose people they are, where the sentence says so ("12 collectives of A", "the province had 12 collectives")."""
    elements, at = sentence.elements, sentence.index(group)
    step = -1 if findings.report.language.postpositions else 1
    after = at + step
    while 0 <= after < len(elements) and (elements[after].has("level") or elements[after].has("of")):
        after += step
    if abs(after - at) > 1 and 0 <= after < len(elements) and elements[after].type in ("Place", "Organization"):
        return findings.registry.of(elements[after], sentence)
    has = elements[at - 1] if at > 1 else None
    if has is None or not has.tells("member_of"):
        return None
    if elements[at - 2].type in ("Place", "Organization"):
        return findings.registry.of(elements[at - 2], sentence)
    province = findings.context.province if elements[at - 2].has("local") else None
    return findings.registry.add(identity.where(province)) if province else None


def _own_giver(findings: Findings, honour: Mention) -> str | None:
    """Who gives the honours that only one body can give."""
    body = _GIVERS.get(honour.data["honour"])
    return findings.registry.add(identity.organisation(body, None)) if body else None


def _givers(part: Share, language: Language) -> list[int]:
    """Who gives, the likeliest first: named with the honour, marked, asked to, or the subject of the verb."""
    elements, verb = part.sentence.elements, part.verb
    whose = _named_with(part, language)
    acting = [i for i in part.inside(*_ACTORS) if elements[i].type != ROLE or office(elements[i]) is not None]
    inside = [i for i in acting if not _speaks(part.sentence, i, language)]
    centre = verb.position if verb and part.first <= verb.position < part.last else part.honour
    marked = [i for i in inside if is_agent(part.sentence, i, language) or _beside(part.sentence, i, language, "giver")]
    if whose or marked:
        return whose + sorted(marked, key=lambda i: abs(i - centre))
    if not verb or verb.voice != "active" or elements[verb.position].has("proposal"):
        return []
    before = [i for i in inside if i < verb.position and not _is_marked(part, i, language)]
    asked = part.proposal
    if asked is not None and asked < verb.position and not is_passive(part.sentence, asked, language, part.first):
        before = [i for i in before if i > asked]
    return before[:1] if language.verb_last else before[-1:]


def _named_with(part: Share, language: Language) -> list[int]:
    """The body whose honour it is: "Certificates of Merit of the Provincial People's Committee"."""
    elements = part.sentence.elements
    step = -1 if language.postpositions else 1
    at = part.honour + step
    if not (part.first <= at < part.last and elements[at].has("of")) or elements[at].has("recipient"):
        return []
    tables = {"of", "article"}
    while part.first <= at < part.last and (elements[at].type == ROLE or not tables.isdisjoint(elements[at].tables)):
        at += step
    return [at] if part.first <= at < part.last and elements[at].type == "Organization" else []


def _recipients(part: Share, givers: list[int], language: Language) -> list[int]:
    found = [
        i
        for i in part.inside(*RECIPIENTS)
        if i not in givers
        and part.sentence.elements[i].get("body") not in _NEVER
        and not _belongs(part.sentence, i, language)
        and not _speaks(part.sentence, i, language)
        and not _refused(part.sentence, i, language)
        and i >= _from(part, i, language)
    ]
    found = _without_asked(part, found, language)
    marked = [i for i in found if _is_marked(part, i, language)]
    if marked and not language.postpositions:  # "gives H to R": what stands before "to" does not get it
        found = [i for i in found if i >= marked[0] or part.sentence.elements[i].type == "Group"]
    others = [i for i in found if part.sentence.elements[i].type not in ("Place", "EmulationCluster")]
    kept: list[int] = []
    for i in found:
        kind = part.sentence.elements[i].type
        wanted = (
            kind not in ("Place", "EmulationCluster")
            or i in marked
            or (
                kind == "Place"
                and (
                    (bool(kept) and _joined(part.sentence, kept[-1], i)) or (not others and _levelled(part.sentence, i))
                )
            )
        )
        if kind == "Group" and not part.sentence.elements[i].get("count"):
            continue
        if wanted and not (kind == "EmulationCluster" and part.sentence.elements[i].get("units")):
            kept = kept[:-1] if kept and _is_people(part.sentence, kept[-1], i) else kept
            kept.append(i)
    return _one_run(part, kept)


def _refused(sentence: Sentence, position: int, language: Language) -> bool:
    """Whether what follows says that it got nothing ("…, and A received no award")."""
    after = sentence.elements[position + 1 : position + 3]
    return not language.verb_last and any(m.has("negation") for m in after)


def _without_asked(part: Share, found: list[int], language: Language) -> list[int]:
    """ "Proposed to A that H be awarded to B": A is asked and gets nothing."""
    if part.proposal is None or language.postpositions:
        return found
    asked = [i for i in found if part.proposal < i < part.honour and _beside(part.sentence, i, language, "recipient")]
    others = [i for i in found if i not in asked]
    return others if any(i > part.honour for i in others) else found


def _one_run(part: Share, found: list[int]) -> list[int]:
    """Of counted groups those in one enumeration with the nearest: "86 models; heroes: 139" are two."""
    elements = part.sentence.elements
    groups = sorted((i for i in found if elements[i].type == "Group"), key=lambda i: abs(i - part.honour))
    run = groups[:1]
    for i in groups[1:]:
        near = min(run, key=lambda j: abs(i - j))
        between = elements[min(i, near) + 1 : max(i, near)]
        if sum(m.type == OTHER for m in between) <= 1:
            run.append(i)
    return [i for i in found if i in run or elements[i].type != "Group"]


def _from(part: Share, position: int, language: Language) -> int:
    """Where recipients of this kind may begin: behind an active verb, and a person behind the proposal."""
    verb, proposal, start = part.verb, part.proposal, part.first
    if language.verb_last or _is_marked(part, position, language):
        return start
    elements = part.sentence.elements
    asked = proposal is not None and not is_passive(part.sentence, proposal, language, part.first)
    if asked and proposal is not None and elements[position].type == "Person":
        start = max(start, proposal)
    own = verb is not None and not elements[verb.position].has("proposal")
    if verb and own and verb.voice == "active" and verb.position < part.honour and not asked and proposal is None:
        start = max(start, verb.position)
    return start


def _beside(sentence: Sentence, position: int, language: Language, table: str) -> bool:
    at = position + (1 if language.postpositions else -1)
    return 0 <= at < len(sentence.elements) and sentence.elements[at].has(table)


def _is_marked(part: Share, position: int, language: Language) -> bool:
    """Behind "to", with a title, role, level or one strange word between; before "को" with nothing between.

    In a list the mark stands with the first or the last.
    """
    elements, step = part.sentence.elements, 1 if language.postpositions else -1
    at, strange = position + step, 0
    while part.first <= at < part.last and abs(at - position) <= 12:
        element = elements[at]
        if element.has("recipient") and element.type != ROLE:
            return True
        strange += element.type == OTHER
        light = element.has("honorific") or element.has("article") or element.has("level") or element.type == ROLE
        joint = element.text in ",、" or element.has("and") or element.type in ("Place", "Group", "Organization")
        if not (light or joint or (element.type == OTHER and strange <= 2 and step < 0)):
            return False
        at += step
    return False


def _levelled(sentence: Sentence, position: int) -> bool:
    """A place with its kind beside it, that is no whereabouts ("the province of A", not "in the province of A")."""
    elements = sentence.elements
    joined = position > 1 and elements[position - 1].has("of")
    beside = [position - 2 if joined else position - 1, position + 1]
    beside = [i for i in beside if 0 <= i < len(elements) and elements[i].has("level")]
    at = min([position, *beside]) - 1
    while at >= 0 and elements[at].has("article") and not elements[at].has("of"):
        at -= 1
    return bool(beside) and not (at >= 0 and elements[at].has("of") and not elements[at].has("article"))


def _joined(sentence: Sentence, one: int, other: int) -> bool:
    between = sentence.elements[one + 1 : other]
    return all(m.text in ",、" or m.has("and") or m.has("level") or is_light(m) for m in between)


def _is_people(sentence: Sentence, one: int, other: int) -> bool:
    """ "The people of A district": the place stands for them."""
    group, place = sentence.elements[one], sentence.elements[other]
    uncounted = group.type == "Group" and not group.get("count")
    return uncounted and place.type == "Place" and all(m.has("level") for m in sentence.elements[one + 1 : other])


def _speaks(sentence: Sentence, position: int, language: Language) -> bool:
    """Who tells of the award: "according to X", "X said that"."""
    elements = sentence.elements
    before, after = position - 1, position + 1
    while before > 0 and elements[before].has("honorific"):
        before -= 1
    while after < len(elements) - 1 and elements[after].has("agent"):
        after += 1
    near = [elements[i] for i in (before, after) if 0 <= i < len(elements) and i != position]
    awarding = any(m.tells("awarded") for m in near)
    told = any(m.tells("speaks") for m in near)
    return told and not awarding and elements[position].type != "Group"


def _belongs(sentence: Sentence, position: int, language: Language) -> bool:
    """Whether the body only says whose people or which post is meant ("11 individuals of the department")."""
    step = 1 if language.postpositions else -1
    at = position + step
    elements = sentence.elements
    if not (0 <= at < len(elements) and (elements[at].has("of") or elements[at].type == ROLE)):
        return False
    while 0 <= at < len(elements) and is_light(elements[at]):
        at += step
    return 0 <= at < len(elements) and elements[at].type in (ROLE, "Group", "EmulationCluster")
