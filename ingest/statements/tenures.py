"""Since when, or from when to when, somebody holds a post: where the sentence says so of the post itself."""

from __future__ import annotations

from thidua.ingest.report import Sentence
from thidua.ingest.statements.posts import Post
from thidua.ingest.statements.years import beside_document, clause
from thidua.language.data import Language
from thidua.language.lexicon import Sense
from thidua.language.mention import DATE, Mention
from thidua.language.sequence import senses_inside

#: Words that say of somebody that he holds or gets a post.
_SAID = ("copula", "as", "elected", "person_ref")
_FAR = 12  # elements between a date and the post


def tenure(sentence: Sentence, post: Post, language: Language) -> dict[str, str | None]:
    """ "From 2011 to 2015 she was vice chair", "in 2016 he was elected chair"; nothing where the post only stands with
    a name, or two dates might be meant."""
    elements = sentence.elements
    first, last = clause(sentence, post.first)
    before = elements[max(first, post.first - 3) : post.first]
    if language.body_first or not any(m.has(table) for m in before for table in _SAID):
        return {}
    dates = [i for i in range(first, last) if _is_dated(elements[i]) and not beside_document(sentence, i)]
    if len(dates) != 1 or abs(dates[0] - post.first) > _FAR or sentence.of("EmulationCluster", "Event"):
        return {}
    start, _, end = (elements[dates[0]].get("value") or "").partition("/")
    if end:
        return {"valid_from": start, "valid_to": end}
    since = dates[0] > first and elements[dates[0] - 1].has("giver")  # "from"
    begins = since or any(_elects(m, language) for m in elements[first : post.first])
    return {"valid_from": start, "valid_to": None} if begins else {}


def _is_dated(mention: Mention) -> bool:
    return mention.type == DATE and (mention.get("value") or "")[:4].isdigit()


def _elects(mention: Mention, language: Language) -> bool:
    """Whether the words say that somebody got the post, also inside a longer form ("ông được bầu làm")."""
    return mention.has("elected") or Sense("elected", "") in senses_inside(mention, language)
