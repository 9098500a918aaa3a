"""A question that follows another: what it leaves unsaid is taken from the one before, or from its answer."""

from __future__ import annotations

from dataclasses import replace

from thidua.qa.time import ANY, Window
from thidua.qa.understanding.asked import SEATS, seats_of
from thidua.qa.understanding.link import Link, Specific
from thidua.qa.understanding.question import Question
from thidua.qa.understanding.specifics import SPECIFIC_TABLES
from thidua.qa.understanding.window import shifted

#: What is asked of a cluster even where the question does not say of which.
OF_CLUSTER = ("leads", "deputy_leads", "member_of", "awarded", "received", "proposed", "implements")

#: What is asked of somebody, who may be the one of the last answer.
OF_SOMEBODY = ("holds_post", "attends", "speaks", "received", "awarded", "issued")


def leans(question: Question) -> bool:
    """Whether something of a cluster is asked for, and neither a cluster nor anything else is named."""
    named = question.of("Person", "Organization", "NormativeDocument", "Place", "Movement", "Quote")
    told = [s for s in question.specifics if s.kind != "word" or question.cluster]
    if named or told or (question.cluster and not question.cluster.bare):
        return False
    listed = question.wants("document", "honour") and not whole(question)
    return question.has(*OF_CLUSTER) or listed or bool(SEATS.keys() & {*question.roles})


def of_cluster(question: Question, earlier: Question, home: Link | None) -> Question:
    """What is asked of a cluster, of the one spoken of before: the question's, or `home`, which its answer named."""
    cluster = home or earlier.cluster
    about = tuple(x for x in (cluster, *earlier.of("Place")) if x)
    said = [s for s in earlier.specifics if s.kind in ("place", *SPECIFIC_TABLES) or (s.kind == "word" and not home)]
    links = (*(x for x in question.links if x.type != "EmulationCluster"), *about)
    return replace(
        question,
        topics=question.topics | seats_of(question.roles, links),
        links=links,
        window=_window(question, earlier),
        specifics=tuple(dict.fromkeys(said)),
    )


def _window(question: Question, earlier: Question) -> Window:
    """The time asked about: its own, which may count from that of the question before; else that one's."""
    if question.shift and earlier.window.years:
        return shifted(earlier.window, question.shift)
    return question.window if question.window.mode != "any" else earlier.window


def continued(question: Question, earlier: Question) -> Question:
    """A follow-up with what it leaves unsaid taken from the question before it."""
    own = {x.type for x in question.links if not x.bare}
    kept = tuple(x for x in earlier.links if not x.bare and x.type not in own)
    same_topic = not (question.topics - {"with", "elected"}) and not question.roles
    links = tuple(x for x in question.links if not x.bare or x.type not in {k.type for k in kept}) + kept
    return replace(
        question,
        asks=question.asks | earlier.asks if same_topic else question.asks or earlier.asks,
        nouns=question.nouns or earlier.nouns,
        topics=earlier.topics if same_topic else question.topics | seats_of(question.roles, links),
        things=question.things or earlier.things,
        roles=question.roles or (earlier.roles if same_topic else ()),
        links=links,
        window=_window(question, earlier),
        specifics=tuple(dict.fromkeys((*question.specifics, *_unsaid(question, earlier)))),
    )


def _unsaid(question: Question, earlier: Question) -> list[Specific]:
    """What singled out the earlier question's source, but for the kinds of thing that this one says anew."""
    own = {s.kind for s in question.specifics} - {"word"}
    return [s for s in earlier.specifics if s.kind not in own]


def nameless(question: Question) -> bool:
    """Whether it names nobody and has no word of its own."""
    return not (question.links or question.specifics or whole(question))


def of_something(question: Question) -> bool:
    """Whether it asks who issued something, and does not name it."""
    return question.has("issued") and all(x.bare for x in question.links)


def of_documents(question: Question, documents: Link) -> Question:
    """Who issued them, or when: asked of the documents that the last answer told of."""
    return replace(question, links=(*question.links, documents))


def at_event(question: Question) -> bool:
    """Whether it asks who was at an event, or when or where it was, and names none."""
    asked = question.has("attends", "speaks", "chairs") or (question.wants("when", "where") and question.has("dated"))
    return asked and not any(not x.bare for x in question.links)


def of_event(question: Question, event: Link) -> Question:
    """What is asked of an event, of the one that the last answer told of; whoever led it chaired it."""
    links = (*(x for x in question.links if x.type != "Event"), event)
    return replace(question, links=links, topics=question.topics - {"leads"}, window=ANY, windows=())


def whole(question: Question) -> bool:
    """Whether it asks for all there is: "Which directives are there?", where no "and" joins it to what was said."""
    return bool(question.nouns) and not question.topics and not question.follows


def of_whom(question: Question, whom: Link) -> Question:
    """What is asked of "him" or "it", of whom the last answer named."""
    return replace(question, links=(*question.links, whom))


def without(question: Question, told: frozenset[str]) -> Question:
    """The question about the others of those it may mean: not of whom the last answer `told`."""
    links = tuple(
        replace(x, entities=rest) if (rest := tuple(e for e in x.entities if e not in told)) else x
        for x in question.links
    )
    return replace(
        question, links=links, specifics=tuple(s for s in question.specifics if s.kind not in ("word", "number"))
    )
