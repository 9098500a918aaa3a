"""Several questions in one: "Who led Cluster 2 in 2024, and who issued Directive 34-CT/TW?" """

from __future__ import annotations

import re

from thidua.graph.ontology import ontology
from thidua.graph.stores.base import Store
from thidua.language.data import language_or_neutral
from thidua.language.lexicon import plain
from thidua.qa.understanding.follow import nameless
from thidua.qa.understanding.question import Question, understand

#: What ends a question, where another one follows.
END = re.compile(r"(?<=[?？؟])\s*(?=\S)")
#: What is told of documents, with what is done by them, without being asked.
TOLD = frozenset({"issued", "dated"})
OF_DOCUMENTS = ("implements", "established_by")
COMMA = re.compile(r"[,;،、，；]\s*$")


def questions(text: str, store: Store, *, lang: str | None = None, today: str | None = None) -> list[Question]:
    """The questions that a text asks one after another, each understood by itself; `lang` and `today` as there."""
    parts = [part.strip() for part in END.split(text) if part.strip()]
    return [half for part in parts for half in _halves(understand(part, store, lang=lang, today=today), store, today)]


def _halves(whole: Question, store: Store, today: str | None) -> list[Question]:
    """A question and another joined to it, where each speaks of something: of its own, or of what the first names."""
    text = whole.text
    for spot in whole.spots:
        if spot.table == "ask" and spot.start > 0 and (end := _joint(text[: spot.start], whole.lang)):
            parts = (text[:end].strip(), text[spot.start :].strip())
            halves = [understand(part, store, lang=whole.reply, today=today) for part in parts]
            if _whole(halves[0]) and (_whole(halves[1]) or _adds(halves[1], halves[0])):
                return halves
    return [whole]


def _joint(before: str, lang: str) -> int:
    """Where the first half ends, if "and" or a comma stands at the end of what is before; else 0."""
    low = plain(before).rstrip()
    joints = [m for m in language_or_neutral(lang).lexicon.matches(low) if any(s.table == "and" for s in m.senses)]
    ends = [m.start for m in joints if m.end == len(low)]
    if comma := COMMA.search(before[: ends[0]] if ends else before):
        return comma.start()
    return ends[0] if ends else 0


def _whole(question: Question) -> bool:
    """Whether the half is a question by itself."""
    acts = question.topics & ontology().kinds.keys() or question.things
    return bool(acts and any(not x.bare and x.entities for x in question.links))


def _adds(question: Question, first: Question) -> bool:
    """Whether the half asks something new of what the first one names: "and who attended?"."""
    told = TOLD if first.has(*OF_DOCUMENTS) else frozenset()
    acts = question.topics & ontology().kinds.keys() - first.topics - told
    return bool(acts and first.asks and question.asks and nameless(question))
