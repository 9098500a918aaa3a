"""Answers that no claim makes: several fit, a sentence is quoted, or the sources don't say and what they do say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from thidua.graph.bodies import body_name
from thidua.graph.claims import Claim, Source, evidence_json
from thidua.graph.names.places import places
from thidua.graph.stores.base import Cypher, Store
from thidua.qa.answering.answer import Answer, Notes, Status, text_of
from thidua.qa.answering.explain import find_in_words
from thidua.qa.answering.phrase import Wording
from thidua.qa.catalog import known
from thidua.qa.planning.plan import Find
from thidua.qa.retrieval.contradictions import others
from thidua.qa.retrieval.evidence import Fact, Finding, run
from thidua.qa.retrieval.passages import Quotation
from thidua.qa.time import Window, dated
from thidua.qa.understanding.question import Question
from thidua.qa.understanding.spelling import similar

#: How many quotations answer, and how many statements are told as the nearest there is.
MOST_QUOTED, MOST_NEAR = 1, 2


def which(finding: Finding, groups: Sequence[tuple[Fact, ...]], wording: Wording, store: Store) -> Answer:
    """Several fit: those that the question could mean are named. A mere "the cluster" says nothing to choose by."""
    question = finding.question
    names = sorted({about(group, finding, wording) for group in groups})
    cluster = question.cluster
    numbered = cluster is not None and cluster.number is not None
    if numbered or (len(names) <= 4 and not bare(question)):
        text = wording.messages.text("state", "ambiguous") + "\n" + "\n".join(f"– {n}" for n in names)
        return Answer(question.text, question.reply, "ambiguous", text, cypher=queries([finding]))
    text = wording.messages.text("state", "unknown") + " " + wording.messages.text("state", "which", count=len(names))
    return Answer(question.text, question.reply, "unknown", text, cypher=queries([finding]))


def bare(question: Question) -> bool:
    return not any(not x.bare for x in question.links)


def about(group: Sequence[Fact], finding: Finding, wording: Wording) -> str:
    claim = group[0].claim
    end = claim.object if isinstance(claim.object, str) and finding.find.want == "subject" else claim.subject
    return wording.name(end)


def quoted(question: Question, found: Sequence[Quotation], store: Store) -> Answer:
    """An answer by quotation only, said as such."""
    wording = Wording(question.reply, {})
    best = [q for q in found if q.score >= found[0].score - 0.01][:MOST_QUOTED]
    sources = known(store).sources(sorted({q.evidence.source for q in best}))
    join = wording.messages.data["join"]
    lines = []
    for number, quotation in enumerate(best, question.numbered + 1):
        names = list(dict.fromkeys(shown(m.data, m.text, wording) for m in quotation.named))[:3]
        head = wording.messages.text("slot", "quoted") + (f" – {'; '.join(names)}" if names else "")
        quote = wording.cut(quotation.evidence.quote, [m.text for m in quotation.named])
        lines.append(f"{head}: {join['open']}{quote}{join['close']} [{number}]")
    evidence = tuple(evidence_json(q.evidence, sources[q.evidence.source]) for q in best)
    return Answer(question.text, question.reply, "answered", "\n".join(lines), evidence=evidence)


def shown(data: object, text: str, wording: Wording) -> str:
    row = dict(data) if isinstance(data, dict) else {}
    if row.get("value") and "-" in row["value"]:
        return wording.date(row["value"])
    if row.get("body"):
        return body_name(row["body"], row.get("place"))
    if row.get("place") in places():
        return places()[row["place"]].label
    return str(row.get("label") or text)


def unknown(question: Question, tried: Sequence[Finding], store: Store) -> Answer:
    """The sources don't say: what was looked for, and what they say nearby."""
    wording = Wording(question.reply, {k: v for f in tried for k, v in f.entities.items()})
    say = wording.messages.text
    lines = [say("state", "nothing_else" if question.told else "unknown")]
    lines += [
        say("state", "no_name", name=x.label or x.text)
        for x in question.of("Person", "NormativeDocument")
        if not x.entities
    ]
    lines += misspelt(question, wording) + _similar(question, wording, store)
    if what := wanted(tried[0], wording) if tried else asked(question, wording):
        lines.append(say("state", "looked", what=what))
    near = _nearest(tried)
    heads = [] if near else _heads(question, tried, store)
    for finding in heads:
        wording.entities.update(finding.entities)
    claims = tuple(f.claim for f in [*near, *(f for finding in heads for f in finding.facts)])
    notes = Notes(sources(store, claims), question.numbered)
    statements = [wording.say([c]) for c in claims]
    if statements:
        lines.append(say("state", "no_deputy" if heads else "near", near=text_of(statements, notes, wording)))
    return Answer(
        question.text, question.reply, "unknown", "\n".join(lines), claims, notes.json(), cypher=queries(tried)
    )


def contrary(question: Question, tried: Sequence[Finding], store: Store) -> Answer | None:
    """ "No", where the reports surely have the cluster led by others in the very year that is asked about."""
    asked = next((f for f in tried if f.find.truth and f.find.kinds == ("leads",) and f.find.window.years), None)
    if asked is None:
        return None
    seat = tuple(f for f in asked.find.fixed if f.slot == "object")
    links = tuple(x for x in question.links if x.type in ("EmulationCluster", "Place"))
    where = tuple(s for s in question.specifics if s.kind == "place")
    find = replace(asked.find, want="subject", fixed=seat, truth=False, links=links, specifics=where)
    found = run(find, question, store) if seat else None
    claims = tuple(f.claim for f in found.facts if f.meeting == "stated") if found and not found.rivals else ()
    whom = known(store).entities(sorted({e for f in asked.find.fixed if f.slot == "subject" for e in f.entities}))
    if not (found and claims and whom) or not others([found.entities[c.subject] for c in claims], list(whom.values())):
        return None
    wording = Wording(question.reply, found.entities)
    notes = Notes(sources(store, claims), question.numbered)
    statements = tuple(wording.say([c]) for c in claims)
    text = text_of(statements, notes, wording, lead=wording.messages.text("slot", "no"))
    return Answer(
        question.text,
        question.reply,
        "answered",
        text,
        claims,
        notes.json(),
        cypher=queries([*tried, found]),
        statements=statements,
    )


def _nearest(tried: Sequence[Finding]) -> list[Fact]:
    """What fits but for the time: that of the nearest years."""
    by_years = {f.claim.id: (_years_off(f.claim, finding.find.window), f) for finding in tried for f in finding.near}
    return [fact for _, fact in sorted(by_years.values(), key=lambda pair: (pair[0], pair[1].claim.id))][:MOST_NEAR]


def _years_off(claim: Claim, window: Window) -> int:
    """How many years lie between a claim and the window; very many where either has none."""
    stated = [int(d[:4]) for d in (claim.valid_from, claim.valid_to) if d and dated(d)]
    asked = [int(d[:4]) for d in (window.first, window.last) if d]
    return min((abs(a - b) for a in stated for b in asked), default=9999)


def misspelt(question: Question, wording: Wording) -> list[str]:
    """Who is taken to be meant by each misspelt name."""
    slips = [
        (x, wording.entities[i]) for x in question.links if x.misspelt for i in x.entities if i in wording.entities
    ]
    return [wording.messages.text("slot", "meant", asked=x.text, name=e.label) for x, e in slips]


def _similar(question: Question, wording: Wording, store: Store) -> list[str]:
    """The people whose names are like those that no report has."""
    graph = known(store)
    ids = [i for x in question.of("Person") if not x.entities for i in similar(x.label or x.text, graph)]
    names = [e.label for e in graph.entities(ids).values()]
    return [wording.messages.text("state", "similar", names=wording.joined(names))] if names else []


def _heads(question: Question, tried: Sequence[Finding], store: Store) -> list[Finding]:
    """The leader of the cluster whose deputy is asked for and named nowhere."""
    asked = [f.find for f in tried if f.find.kinds == ("deputy_leads",) and f.find.want == "subject" and f.find.fixed]
    found = [run(replace(find, kinds=("leads",)), question, store) for find in asked[:1]]
    return [f for f in found if f.facts and not f.rivals]


def wanted(finding: Finding, wording: Wording) -> str:
    """What a find looked for, in words."""
    return find_in_words(finding.find, finding.question, wording.messages)


def asked(question: Question, wording: Wording) -> str:
    """What is asked for where no plan was found."""
    return find_in_words(Find((), "claim", window=question.window), question, wording.messages)


def asks_for_source(question: Question) -> bool:
    return "provenance" in question.asks and not question.of("Person", "Organization", "NormativeDocument")


def sentences(answer: Answer, text: str) -> Answer:
    """The whole sentences that the answer before rested on."""
    wording = Wording(answer.lang, {})
    join = wording.messages.data["join"]
    lines = [
        f"[{n}] {join['open']}{e['quote']}{join['close']} ({e['url'] or e['document']})"
        for n, e in enumerate(answer.evidence, 1)
    ]
    status: Status = "answered" if lines else "unknown"
    body = "\n".join(lines) or wording.messages.text("state", "unknown")
    return Answer(text, answer.lang, status, body, answer.claims, answer.evidence, answer.conflicts, answer.cypher)


def sources(store: Store, claims: Iterable[Claim]) -> dict[str, Source]:
    return known(store).sources(sorted({e.source for c in claims for e in c.evidence}))


def queries(found: Sequence[Finding]) -> tuple[Cypher, ...]:
    shown: list[Cypher] = []
    for finding in found:
        shown += [q for q in finding.queries if q not in shown]
    return tuple(shown)
