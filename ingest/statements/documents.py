"""Documents: who issued them, when they are dated, what implements them, what they set up."""

from __future__ import annotations

from collections.abc import Callable

from thidua.graph.claims import Value
from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.actors import actor, office
from thidua.ingest.statements.frames import Trigger, behind_titles, is_agent, opens_relative, triggers, unreal
from thidua.ingest.statements.own_cluster import speaks_of_own
from thidua.ingest.statements.years import clause
from thidua.language.data import Language
from thidua.language.mention import DATE, MARK, OTHER, QUOTE, ROLE, WORD, Mention
from thidua.language.sequence import is_light

_POSSESSIVE = frozenset({"'", "’", "s", "(", "（"})


def state_documents(findings: Findings, sentence: Sentence) -> None:
    for mention in sentence.of("NormativeDocument"):
        at = sentence.index(mention)
        verb = _issuing(sentence, at, findings.report.language)
        issuer = _owner(findings, sentence, at) or (_issuer(findings, sentence, verb, at) if verb else None)
        date = _day(_beside(findings, sentence, at, _is_day)) or (_date_of(sentence, at, verb) if verb else None)
        if not mention.get("number") and not (issuer and _decides(sentence, mention)):
            continue
        body = actor(findings, issuer, sentence) if issuer else None
        document = findings.registry.document(mention, body, date)
        number = mention.get("number")
        findings.claim("issued", body, document, sentence, number=number, valid_from=date, valid_to=date)
        if date:
            findings.claim(
                "dated", document, Value(date, "date"), sentence, number=number, valid_from=date, valid_to=date
            )
        _uses(findings, sentence, mention, document, number, date)


def _owner(findings: Findings, sentence: Sentence, at: int) -> Mention | None:
    """Whose document it is; where a subject carries no mark, only an ending makes a body before it the owner."""
    body = _beside(findings, sentence, at, _issues) or _of_all(findings, sentence, at)
    language = findings.report.language
    if body is None or not language.postpositions:
        return body
    low, high = sorted((sentence.index(body), at))
    between = sentence.elements[low + 1 : high]
    acts = any(m.has("agent") for m in between) and not any(m.tells("issued") for m in between)
    if acts and language.verb_last:  # who acts on the document is not whose it is
        return None
    owned = any(m.has("of") or m.has("agent") for m in sentence.elements[low:high])
    return body if owned or not language.bare_subject else None


def _of_all(findings: Findings, sentence: Sentence, at: int) -> Mention | None:
    """ "Two plans of X: Plan A (2 May) and Plan B": whose all documents of the list are."""
    elements, opened = sentence.elements, at - 1
    while opened > 1 and not elements[opened].has("list_open"):
        between = elements[opened]
        listed = between.type in ("NormativeDocument", DATE) or between.text in ",();" or between.has("and")
        if not listed and not is_light(between):
            return None
        opened -= 1
    owner = elements[opened - 1] if opened > 2 else None
    if owner is None or findings.report.language.body_first or elements[opened].text != ":":
        return None
    first = opened - 2
    while first > 0 and is_light(elements[first]):
        first -= 1
    whose = any(m.has("of") for m in elements[first + 1 : opened - 1])
    return owner if whose and owner.type == "Organization" and elements[first].has("document") else None


def _decides(sentence: Sentence, mention: Mention) -> bool:
    """A decision without a number counts where the sentence says what it decides; "the decisions of X" do not."""
    return mention.get("documentType") == "decision" and (
        sentence.has("elected") or bool(triggers(sentence, "established_by"))
    )


def _uses(
    findings: Findings, sentence: Sentence, mention: Mention, document: str, number: str | None, date: str | None
) -> None:
    """What the sentence says is done with the document."""
    if (not number and mention.get("documentType") != "decision") or _replaced(sentence, mention):
        return
    cluster = next(iter(sentence.of("EmulationCluster")), None)
    own = speaks_of_own(findings, sentence) or _goes_on(findings, sentence)
    if cluster is None and not sentence.of("Movement") and not own:
        return
    if _founds(sentence, mention) and mention.get("documentType") in ("decision", "plan", "resolution", None):
        findings.claim(
            "established_by",
            findings.registry.cluster(cluster, sentence),
            document,
            sentence,
            number=number,
            valid_from=date,
            valid_to=date,
        )
    elif number and triggers(sentence, "implements"):
        findings.claim("implements", findings.registry.cluster(cluster, sentence), document, sentence, number=number)


def _founds(sentence: Sentence, mention: Mention) -> bool:
    """Whether the document founds what the sentence speaks of: of several that are carried out, the nearest to the verb
    of founding."""
    founding = [t.position for t in triggers(sentence, "established_by")]
    documents = [i for i, m in enumerate(sentence.elements) if m.type == "NormativeDocument" and m.get("number")]
    if len(documents) < 2 or not triggers(sentence, "implements"):
        return bool(founding)
    at = sentence.index(mention)
    return any(min(documents, key=lambda i: abs(i - told)) == at for told in founding)


def _goes_on(findings: Findings, sentence: Sentence) -> bool:
    """ "The cluster started two movements. They implement Directive A": nobody else acts before the verb."""
    verbs = triggers(sentence, "implements")
    before = findings.report.sentences[max(0, sentence.number - 2) : sentence.number] if verbs else ()
    acting = sentence.elements[: verbs[0].position] if verbs else ()
    alone = not any(m.type in ("Organization", "Person", "Place", ROLE) for m in acting)
    return alone and any(s.of("Movement") for s in before)


def _replaced(sentence: Sentence, mention: Mention) -> bool:
    """ "Replacing Decision No. 1": what it did is another document's now."""
    at = sentence.index(mention)
    return any(s.concept == "succeeds.instead" for m in sentence.elements[max(0, at - 2) : at] for s in m.senses)


def _issues(mention: Mention) -> bool:
    return mention.type == "Organization" or office(mention) is not None


def _is_day(mention: Mention) -> bool:
    return mention.type == DATE and _day(mention) is not None


def _day(mention: Mention | None) -> str | None:
    """A date that says its year and month."""
    date = mention.get("value") if mention else None
    return date if date and "/" not in date and not date.startswith("-") and len(date) > 4 else None


def _issuing(sentence: Sentence, at: int, language: Language) -> Trigger | None:
    """The verb of issuing whose object the document is: right before it, or where verbs come last the next after it."""
    founding = [t for t in triggers(sentence, "established_by") if t.position > at]
    for trigger in [*triggers(sentence, "issued"), *founding]:
        low, high = sorted((at, trigger.position))
        between = sentence.elements[low + 1 : high]
        usual = trigger.voice == "passive" or (trigger.position > at) == language.verb_last
        relative = trigger.position > at and _is_relative(between)
        usual = (usual and trigger not in founding) or relative
        usual = usual or (language.verb_last and trigger.position == at - 1)  # 人民委員会が公布した決定
        reach = 10 if relative else 8 if language.verb_last else 6 if language.verb_first else 3
        if trigger.position < at and _ends_another(sentence, trigger.position, between):
            continue
        if usual and len(between) <= reach and not any(m.type in ("NormativeDocument", QUOTE) for m in between):
            return None if unreal(sentence, trigger.position) else trigger
    return None


def _ends_another(sentence: Sentence, verb: int, between: tuple[Mention, ...]) -> bool:
    """ "Plan A of X issued on 3 May, rules B": the verb tells of the document before it, and a comma ends that."""
    before = sentence.elements[max(0, verb - 8) : verb]
    return any(m.text == "," for m in between) and any(m.type == "NormativeDocument" for m in before)


def _is_relative(between: tuple[Mention, ...]) -> bool:
    """ "Directive A, which B issued": the document is the object of the verb behind it; so it is where B's act is
    done by it ("Decision A, with which B founded …"). A verb may close the main clause before the comma."""
    opened = any(opens_relative(between, i) or _opens_behind(between, i) for i in range(len(between[:3])))
    return opened and any(map(_issues, between))


def _opens_behind(between: tuple[Mention, ...], at: int) -> bool:
    """ ", with which": a preposition may stand between the comma and the relative word."""
    word = between[at]
    return word.has("relative") and at > 1 and between[at - 2].text == "," and between[at - 1].type in (WORD, OTHER)


def _issuer(findings: Findings, sentence: Sentence, verb: Trigger, at: int) -> Mention | None:
    """Who is marked as issuing, else the nearest body before an active verb or one that describes what follows."""
    language = findings.report.language
    first, last = clause(sentence, verb.position)
    bodies = [i for i in range(first, last) if _issues(sentence.elements[i])]
    marked = [i for i in bodies if is_agent(sentence, i, language)]
    between = [i for i in bodies if at < i < verb.position]
    if between and verb.voice == "active" and not language.verb_last:  # "directive A, which B issued, and plan C of D"
        return sentence.elements[between[0]]
    told = verb.position == at - 1 if language.verb_last else verb.voice == "active"
    before = [i for i in bodies if i < verb.position] if told else []
    apart = sentence.elements[at + 1 : verb.position]
    beside = at < verb.position and all(m.type in (DATE, MARK) or m.has("number") or m.has("copula") for m in apart)
    if language.verb_last and verb.voice == "active" and beside:  # A は…決定を公布した
        before = [i for i in bodies if i < at and _is_topic(sentence, i)]
    if verb.voice == "active" and language.bare_subject:
        before = [i for i in bodies if i < verb.position and _is_bare(sentence, i)]
    nearest = sorted(marked, key=lambda i: abs(i - verb.position)) or before[::-1]
    if language.verb_first and verb.voice == "active" and not marked:
        named = _right_behind(sentence, verb.position, last) + [sentence.elements[i] for i in before[-1:]]
        return named[0] if named else None
    return sentence.elements[nearest[0]] if nearest else None


def _is_topic(sentence: Sentence, at: int) -> bool:
    """Whether a particle right behind the body marks it as who acts."""
    particle = sentence.elements[at + 1]
    return particle.has("copula") and not particle.has("of")


def _is_bare(sentence: Sentence, at: int) -> bool:
    """Whether no case ending stands behind the body, or behind the title of who heads it."""
    following = sentence.elements[at + 1 : at + 3]
    if following and following[0].has("of") and following[-1].type == ROLE:
        following = sentence.elements[at + 3 : at + 4]
    return not (following and (following[0].has("of") or following[0].has("recipient")))


def _right_behind(sentence: Sentence, verb: int, last: int) -> list[Mention]:
    """The body or office that stands next behind a verb ("issued the Prime Minister the directive")."""
    for at in (verb + 1, behind_titles(sentence, verb + 1)):
        if at < last and _issues(sentence.elements[at]):
            return [sentence.elements[at]]
    return []


def _date_of(sentence: Sentence, at: int, verb: Trigger) -> str | None:
    """The day nearest to the verb in its clause, unless another document stands between."""
    first, last = clause(sentence, verb.position)
    days = [i for i in range(first, last) if sentence.elements[i].type == DATE and _day(sentence.elements[i])]
    days = [i for i in days if (owner := _document_of(sentence, i)) is None or owner == at]
    for i in sorted(days, key=lambda i: ((i > at) != (verb.position > at), abs(i - verb.position))):
        if not any(m.type == "NormativeDocument" for m in sentence.elements[min(i, at) + 1 : max(i, at)]):
            return _day(sentence.elements[i])
    return None


def _document_of(sentence: Sentence, day: int) -> int | None:
    """The document right before a day, with only light words and "dated" between."""
    at = day - 1
    while at >= 0 and (is_light(sentence.elements[at]) or sentence.elements[at].tells("dated")):
        at -= 1
    return at if at >= 0 and sentence.elements[at].type == "NormativeDocument" else None


def _beside(findings: Findings, sentence: Sentence, at: int, wanted: Callable[[Mention], bool]) -> Mention | None:
    """The issuer or date that stands with a document: the language's usual side first, light words between."""
    sides = (-1, 1) if findings.report.language.body_first else (1, -1)
    for step in sides:
        position, opened = at + step, False
        while 0 <= position < len(sentence.elements) and abs(position - at) <= 8:
            element = sentence.elements[position]
            if wanted(element):
                return None if step > 0 and _acts_itself(sentence, position) else element
            following = sentence.elements[position + step : position + step + 1] if step > 0 else ()
            dated = element.text == "," and any(m.type == DATE or m.tells("dated") for m in following)
            opened = (opened or element.text in "(（") and element.text not in ")）"
            passed = _passes(element, step, sides[0]) or dated  # "Decision 1, dated 3 May"
            if not passed and not (opened and element.text in ";；"):
                break
            position += step
    return None


def _acts_itself(sentence: Sentence, at: int) -> bool:
    """ "Under Directive No. 1 the association launched …": nothing joins body and document, and a verb follows."""
    before, after = sentence.elements[at - 1], sentence.elements[at + 1 : at + 2]
    apart = before.type == "NormativeDocument" or (before.type == DATE and not before.has("of"))
    return apart and bool(after) and (after[0].tells("launched") or after[0].tells("awarded"))


def _passes(element: Mention, step: int, usual: int) -> bool:
    """What may stand between a document and its issuer or date; on the unusual side only little."""
    if is_light(element) or any(element.has(table) for table in ("agent", "frame", "number")):
        return True
    if step == usual and element.has("as"):  # 以第5号决定
        return True
    if step != usual:
        return element.text in _POSSESSIVE  # "the Prime Minister's Decision", "Decision 1 (3 May)"
    return (
        element.type in (DATE, "Organization", "Place", "Role")
        or element.text in ",()（）、"
        or element.type == QUOTE
        or element.has("local")
    )
