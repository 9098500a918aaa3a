"""Questions to begin with, made of what is in the graph; only those that it can answer are offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from thidua.graph.claims import Claim
from thidua.graph.errors import ThiduaError
from thidua.graph.stores.base import ClaimQuery, Store
from thidua.screen.texts import Words


def examples(store: Store, words: Words, limit: int = 4) -> list[str]:
    from thidua.qa.pipeline import ask

    found: list[str] = []
    for question in candidates(store, words):
        if len(found) == limit:
            break
        try:
            answered = ask(question, store).json()["status"] == "answered"
        except ThiduaError:
            answered = False
        if answered:
            found.append(question)
    return found


def candidates(store: Store, words: Words) -> Iterator[str]:
    """One question of each sort first, from the best attested claim of its kind; then the second best of each."""
    claims = store.claims(ClaimQuery(kinds=("leads", "deputy_leads", "implements", "holds_post", "issued", "awarded")))
    entities = store.entities(sorted({end for c in claims for end in (c.subject, c.object) if isinstance(end, str)}))

    def label(end: object) -> str:
        return entities[end].label if isinstance(end, str) and end in entities else ""

    def is_named(end: object) -> bool:
        """Nobody asks about those whom a report only counts."""
        return isinstance(end, str) and end in entities and entities[end].type != "Group"

    def best(kind: str) -> list[Claim]:
        return sorted((c for c in claims if c.kind == kind), key=lambda c: (-len(c.evidence), c.id))

    people = Counter(c.subject for c in claims if c.kind == "holds_post")
    sorts = [
        [
            words("example_leader", cluster=label(c.object), year=c.valid_from[:4])
            for c in best("leads")
            if c.valid_from
        ],
        [words("example_posts", person=label(who)) for who, _ in people.most_common(3)],
        [words("example_implements", movement=label(c.subject)) for c in best("implements")],
        [words("example_issued", document=label(c.object)) for c in best("issued")],
        [words("example_awarded", recipient=label(c.subject)) for c in best("awarded") if is_named(c.subject)],
        [
            words("example_deputy", cluster=label(c.object), year=c.valid_from[:4])
            for c in best("deputy_leads")
            if c.valid_from
        ],
    ]
    for rank in range(2):
        yield from (questions[rank] for questions in sorts if len(questions) > rank)
