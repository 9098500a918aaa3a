"""Awards: who gets which honour, from whom, how many, and whether it is given or only proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from thidua.graph import identity
from thidua.graph.honours import GIVERS
from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.actors import actor, office
from thidua.ingest.statements.frames import behind_titles, is_agent
from thidua.ingest.statements.membership import competing
from thidua.ingest.statements.recipients import has_beside, is_marked, recipients_of, tells_of_it, works_at
from thidua.ingest.statements.shares import Share, is_passive, shares, with_quoted
from thidua.ingest.statements.years import bounds, clause, year_near
from thidua.language.data import Language
from thidua.language.mention import DATE, QUOTE, ROLE, Mention

_Told = tuple[Share, list[int], list[int]]  # an honour's share, who gives and who gets it
_DASHES = frozenset("-–—―：:")
_ACTORS = ("Organization", "Person", "EmulationCluster", ROLE)


def state_awards(findings: Findings, sentence: Sentence, last_person: str | None = None) -> None:
    """State who gets which honour; `last_person` is whom "she" means in "she was awarded"."""
    language = findings.report.language
    read = with_quoted(sentence, language)
    parts = [p for p in _inherited(shares(read, language)) if not p.denied and (p.verb or p.proposal is not None)]
    told = [(p, givers := _givers(p, language), recipients_of(p, givers, language)) for p in parts]
    told = _respectively(told)
    for index, (part, givers, recipients) in enumerate(told):
        before = told[index - 1] if index else None
        beside = [told[i] for i in (index - 1, index + 1) if 0 <= i < len(told) and told[i][0].verb == part.verb]
        if not recipients and not _says_whom(part, language):  # "was awarded H1 and H2"
            recipients = next(
                (r for _, _, r in beside if r), before[2] if before and _received(before[0], part) else []
            )
        sole = part.sentence.elements[part.honour].data["honour"] in GIVERS  # the Prime Minister's are from nobody else
        if not (givers or sole) and part.proposal is None and _shares_giver(part):  # "presented H1 to A and H2 to B"
            givers = next((g for _, g, _ in beside if g), before[1] if before and _goes_on(before[0], part) else [])
        if not recipients and last_person and _to_the_same(part):
            _state(findings, part, givers, [last_person])
        _state(findings, part, givers, recipients)


def _to_the_same(part: Share) -> bool:
    """Whether "he" or "she" stands before the verb, and nobody else who could get the honour."""
    told = part.verb.position if part.verb else part.proposal or 0
    before = part.sentence.elements[:told]
    named = any(m.type in ("Person", "Group", "EmulationCluster") for m in part.sentence.elements)
    passive = part.proposal is not None or (part.verb is not None and part.verb.voice == "passive")
    said = [i for i, m in enumerate(before) if m.has("person_ref")]
    return bool(said) and not named and (passive or said[-1] + 1 < told)


def _respectively(told: list[_Told]) -> list[_Told]:
    """Each recipient with its own honour, where a clause names as many of both and says "respectively"."""
    made = list(told)
    for first, last in {clause(part.sentence, part.honour) for part, _, _ in told}:
        own = [n for n, (part, _, _) in enumerate(told) if first <= part.honour < last]
        everybody = sorted({at for n in own for at in told[n][2]})
        said = any(m.has("respective") for m in told[own[0]][0].sentence.elements[first:last])
        if said and len(own) == len(everybody) > 1:
            for n, at in zip(own, everybody, strict=True):
                made[n] = (told[n][0], told[n][1], [at])
    return made


def _shares_giver(part: Share) -> bool:
    """Whether a neighbour may tell who gives: without a verb of its own, or with one whose subject stands before."""
    return not _own(part) or (part.verb is not None and part.verb.voice == "active")


def _own(part: Share) -> bool:
    return part.verb is not None and part.first <= part.verb.position < part.last


def _goes_on(before: Share, part: Share) -> bool:
    """Whether a second active verb has no subject of its own ("gave H1 to A and awarded H2 to B")."""
    verbs = (before.verb, part.verb)
    return before.last == part.first and before.proposal is None and all(v and v.voice == "active" for v in verbs)


def _received(before: Share, part: Share) -> bool:
    """Whether two verbs of receiving stand in one clause ("received H1 in 2022 and was awarded H2 in 2023")."""
    verbs = (before.verb, part.verb)
    return before.last == part.first and all(v and v.voice == "passive" for v in verbs)


def _says_whom(part: Share, language: Language) -> bool:
    """Whether a recipient is marked, even one that could not be read ("to two others"); a date is none."""
    elements = part.sentence.elements
    where = range(part.first + 1, part.honour) if language.postpositions else range(part.honour, part.last - 1)
    ends = [i for i in where if elements[i].has("recipient")]
    dated = {i for i in ends if DATE in (elements[i + 1].type, elements[i - 1].type)}
    return any(i not in dated and i != part.honour and not elements[i].has("frame") for i in ends)


def _inherited(parts: list[Share]) -> list[Share]:
    """An honour without a verb of its own has its neighbour's."""
    filled: list[Share] = []
    for part in parts:
        if not part.verb and part.proposal is None and not part.denied and filled:
            part = replace(part, verb=filled[-1].verb, proposal=filled[-1].proposal, denied=filled[-1].denied)
        elif filled and part.proposal is None and filled[-1].last == part.first and _is_infinitive(part):
            part = replace(part, proposal=filled[-1].proposal)  # "proposed to award H1 to A and (to award) H2 to B"
        elif filled and _goes_on_proposing(filled[-1], part):
            part = replace(part, proposal=filled[-1].proposal)
        filled.append(part)
    for index in range(len(filled) - 2, -1, -1):
        part, after = filled[index], filled[index + 1]
        if not part.verb and part.proposal is None and not part.denied:
            filled[index] = replace(part, verb=after.verb, proposal=after.proposal, denied=after.denied)
    return filled


def _is_infinitive(part: Share) -> bool:
    return part.verb is not None and part.sentence.elements[part.verb.position].has("frame", "awarded.infinitive")


def _goes_on_proposing(before: Share, part: Share) -> bool:
    """Whether a verb without a subject goes on with what is proposed ("proposed to award H1 to A, and H2 to B")."""
    verbs = (before.verb, part.verb)
    if before.proposal is None or part.proposal is not None or before.last != part.first:
        return False
    if not part.verb or not all(v and v.voice == "active" for v in verbs) or part.verb.position > part.honour:
        return False
    return not any(part.sentence.elements[i].type in _ACTORS for i in range(part.first, part.verb.position))


def _state(findings: Findings, part: Share, givers: list[int], recipients: Sequence[int | str]) -> None:
    """State the award for each recipient: a position, or a person's id."""
    sentence, registry = part.sentence, findings.registry
    honour = sentence.elements[part.honour]
    year = year_near(findings, sentence, part.honour)
    giver = actor(findings, sentence.elements[givers[0]], sentence) if givers else _own_giver(findings, honour)
    for at in recipients:
        recipient = sentence.elements[at] if isinstance(at, int) else None
        count = recipient.get("count") if recipient else None
        entity = _entity(findings, sentence, recipient) if recipient else str(at)
        from_other = giver if giver != entity else None  # "the Central Committee of A" read as A itself
        findings.claim(
            "awarded",
            entity,
            registry.of(honour, sentence),
            sentence,
            giver=from_other,
            status="conferred" if part.proposal is None else "proposed",
            count=int(count) if count and count.isdigit() else None,
            **bounds(year),
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
    body = GIVERS.get(honour.data["honour"])
    return findings.registry.add(identity.organisation(body, None)) if body else None


def _givers(part: Share, language: Language) -> list[int]:
    """Who gives, the likeliest first: named with the honour, marked, asked to, or the subject of the verb."""
    elements, verb = part.sentence.elements, part.verb
    whose = _named_with(part, language)
    acting = [i for i in part.inside(*_ACTORS) if elements[i].type != ROLE or office(elements[i]) is not None]
    inside = [i for i in acting if not tells_of_it(part.sentence, i, language)]
    inside = [i for i in inside if language.postpositions or not works_at(part.sentence, i)]
    centre = verb.position if verb and part.first <= verb.position < part.last else part.honour
    marked = [
        i for i in inside if is_agent(part.sentence, i, language) or has_beside(part.sentence, i, language, "giver")
    ]
    if whose or marked:
        return whose + sorted(marked, key=lambda i: abs(i - centre))
    asked_to = [i for i in inside if i > part.first and elements[i - 1].has("purpose")]  # "so that A may award it"
    if asked_to and part.proposal is not None:
        return asked_to
    if not verb or verb.voice != "active" or elements[verb.position].has("proposal"):
        return []
    before = [i for i in inside if i < verb.position and not is_marked(part, i, language)]
    if language.verb_first and not before and part.proposal is None:  # "awarded the Prime Minister the order to A"
        offices = [i for i in inside if i == verb.position + 1]
        near = offices or [behind_titles(part.sentence, verb.position + 1)]
        return [i for i in inside if i in near and i < part.honour and not is_marked(part, i, language)]
    asked = part.proposal
    if asked is not None and language.verb_last:  # the subject of such a clause proposes, it does not give
        return []
    if asked is not None and asked < verb.position:  # who is proposed, or proposes, stands before the proposal
        before = [i for i in before if i > asked]
    if verb.position > part.honour and not language.verb_last:  # a verb at the end: "dass A dem B die Fahne verlieh"
        before = [i for i in before if part.proposal is None or elements[i].type != "EmulationCluster"]
        return before[:1] if len(before) > 1 or part.proposal is None else []
    return before[:1] if language.verb_last else before[-1:]


def _named_with(part: Share, language: Language) -> list[int]:
    """The body whose honour it is: "Certificates of Merit of the Provincial People's Committee", "… (of) its chair"."""
    elements = part.sentence.elements
    step = -1 if language.body_first else 1
    at = part.honour + step
    if _is_proposed_from(part, at, language):
        return [at]
    joined = part.first <= at < part.last and (elements[at].has("of") or elements[at].type == ROLE)
    joined = joined or (_is_genitive(part, at) if step > 0 else _is_giver_before(part, at, language))
    if not joined or elements[at].has("recipient"):
        return []
    tables = {"of", "article"}
    while part.first <= at < part.last and (elements[at].type == ROLE or not tables.isdisjoint(elements[at].tables)):
        if language.body_first and office(elements[at]) is not None:  # 大臣の表彰状
            return [at]
        at += step
    listed = part.proposal is not None and any(m.has("and") for m in elements[at + 1 : at + 2])  # both are proposed
    named = part.first <= at < part.last and elements[at].type == "Organization" and not listed
    titled = step > 0 and any(m.type == ROLE for m in elements[part.honour + 1 : at])  # "from the head of A"
    return [at] if named and (titled or not has_beside(part.sentence, at, language, "recipient")) else []


def _is_giver_before(part: Share, at: int, language: Language) -> bool:
    """Whether the body right before the honour is whose it is: who gets it stands before, with a particle (ko, ja), or
    behind the honour in minutes."""
    elements, verb = part.sentence.elements, part.verb
    if language.verb_last and part.first <= at and elements[at].type == "Organization":
        listed = elements[part.honour + 1 : part.honour + 2]
        if listed and listed[0].text in _DASHES:
            return True
    if not (verb and verb.voice == "passive" and at - 1 > part.first and elements[at].type == "Organization"):
        return False
    marked = (elements[at - 1].has("copula") or elements[at - 1].has("recipient")) and not elements[at - 1].has("and")
    return marked and any(i == at - 2 for i in part.inside("Organization", "Person", "Group"))


def _is_proposed_from(part: Share, at: int, language: Language) -> bool:
    """Whether who gets it stands before "was proposed for", so that the body between verb and honour gives it
    (A获推荐授予B竞赛旗)."""
    elements, asked = part.sentence.elements, part.proposal
    if language.verb_last or asked is None or not part.first + 1 < at < part.last:
        return False
    if elements[at].type != "Organization":
        return False
    proposed = is_passive(part.sentence, asked, language, part.first) and elements[at - 1].tells("awarded")
    return proposed and any(i < asked for i in part.inside("Organization", "Person", "Group"))


def _is_genitive(part: Share, at: int) -> bool:
    """Whether the body right behind the honour is whose it is: who gets it stands before the passive verb."""
    elements, verb = part.sentence.elements, part.verb
    if not (verb and verb.voice == "passive" and at < part.last and elements[at].type == "Organization"):
        return False
    people = part.inside("Organization", "Person", "Group")
    if at < verb.position:  # "with certificates of A were honoured B and C"
        return any(i > verb.position for i in people)
    return any(i < verb.position < at for i in people) or any(
        m.type == QUOTE for m in elements[part.first : verb.position]
    )
