"""A clause with several honours, cut so that each honour has its own words: who gets it, from whom, by which verb."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from thidua.ingest.report import Sentence
from thidua.ingest.statements.frames import Trigger, conditional, is_agent, triggers, unreal
from thidua.ingest.statements.years import clause
from thidua.language.data import Language
from thidua.language.lexicon import Sense, plain
from thidua.language.mention import OTHER, QUOTE, Mention
from thidua.language.sequence import senses_inside

RECIPIENTS = ("Organization", "Person", "Group", "EmulationCluster", "Place")
#: What one leader hands on to the next: a verb that says both tells no award of it.
_HANDED_ON = "rotating_flag"


@dataclass(frozen=True)
class Share:
    """One honour and the stretch of the sentence that speaks of it; `verb` is nearest to it, `proposal` a position."""

    sentence: Sentence
    honour: int
    first: int
    last: int
    verb: Trigger | None = None
    proposal: int | None = None
    denied: bool = False

    def inside(self, *types: str) -> list[int]:
        return [i for i in range(self.first, self.last) if self.sentence.elements[i].type in types]


def with_quoted(sentence: Sentence, language: Language) -> Sentence:
    """The sentence with the quotations that are nothing but an honour's name read as honours."""
    return replace(sentence, elements=tuple(_quoted(m, language) if m.type == QUOTE else m for m in sentence.elements))


def _quoted(mention: Mention, language: Language) -> Mention:
    text = plain(language.reading(mention.data["text"]).text).strip()
    senses = [s for m in language.lexicon.matches(text) if m.end - m.start == len(text) for s in m.senses]
    whole = [s.concept for s in senses if s.table == "honour"]
    return replace(mention, type="Honour", data={"honour": whole[0]}) if whole else mention


def shares(sentence: Sentence, language: Language) -> list[Share]:
    """Every honour of the sentence with its own stretch, in order."""
    found: list[Share] = []
    honours = [i for i, m in enumerate(sentence.elements) if m.type == "Honour"]
    for span in dict.fromkeys(_with_list(sentence, *clause(sentence, i)) for i in honours):
        inside = [i for i in honours if span[0] <= i < span[1]]
        first_gets = _recipient_first(sentence, span[0], inside[0], language)
        cuts = [_cut(sentence, a, b, first_gets) for a, b in pairwise(inside)]
        ends = zip(inside, [span[0], *cuts], [*cuts, span[1]], strict=True)
        found += [_told(Share(sentence, at, first, last), language) for at, first, last in ends]
    return found


def _with_list(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """The clause with those behind it that only go on with its list ("proposed for H: A; B; C")."""
    elements = sentence.elements
    while last < len(elements):
        following = clause(sentence, last + 1)[1] if last + 1 < len(elements) else last + 1
        if not all(_lists(m) for m in elements[last + 1 : following]):
            break
        last = following
    return first, last


def _lists(mention: Mention) -> bool:
    light = ("and", "article", "of", "level", "local", "honorific")
    return mention.type in RECIPIENTS or mention.text in ",." or any(mention.has(table) for table in light)


def _told(share: Share, language: Language) -> Share:
    """With its verb and proposal; a stretch that only has a negated verb is denied."""
    sentence, inside = share.sentence, range(share.first, share.last)
    asked = [i for i in inside if sentence.elements[i].has("proposal")]
    told = bool(asked) or any(sentence.elements[i].tells("awarded") for i in inside)
    real = [t for t in triggers(sentence, "awarded") if t.position in inside and not unreal(sentence, t.position)]
    if sentence.elements[share.honour].data["honour"] == _HANDED_ON:
        real = [t for t in real if not sentence.elements[t.position].has("handover")]
    verbs = [t for t in real if not sentence.elements[t.position].has("proposal")] or real
    proposals = [i for i in asked if not _denied(sentence, i) and not _supposed(sentence, i, language)]
    if not language.verb_last and proposals and _is_refused(sentence, share):
        proposals = []
    if language.verb_first:  # what stands behind the honour begins another statement
        verbs = [t for t in verbs if t.position < share.honour] or verbs
    verb = min(verbs, key=lambda t: abs(t.position - share.honour)) if verbs else None
    proposal = min(proposals, key=lambda i: abs(i - share.honour)) if proposals else None
    passive = verb is not None and is_passive(sentence, verb.position, language, share.first)
    if verb and verb.voice == "active" and (passive or _from_whom(share, verb.position, language)):
        verb = Trigger(verb.position, "passive")
    supposed = not told and conditional(sentence, share.honour)  # "A is a candidate for the flag"
    return replace(share, verb=verb, proposal=proposal, denied=(told or supposed) and not verb and proposal is None)


def _is_refused(sentence: Sentence, share: Share) -> bool:
    """ "A request for the flag was turned down": a negation ends what is said of the honour."""
    behind = sentence.elements[share.honour + 1 : share.last]
    end = next((i for i, m in enumerate(behind) if m.text in ",.;" or m.has("and")), len(behind))
    ends = behind[max(0, end - 2) : end]
    return any(m.has("negation") and m.text.count(" ") for m in ends) and ends[-1].has("negation")


def _from_whom(share: Share, verb: int, language: Language) -> bool:
    """ "(Was) given A the flag from B": a verb that comes first does not show its passive where vowels are not written;
    who stands behind it gets what is from another."""
    elements, behind = share.sentence.elements, share.sentence.elements[share.honour + 1 : share.honour + 3]
    if not language.verb_first or not verb < share.honour:
        return False
    inside = senses_inside(elements[share.honour], language)
    own = Sense("giver", "") in inside and any(s.table == "body" for s in inside)  # "the flag from the Government"
    told = own or (len(behind) > 1 and behind[0].has("giver") and behind[1].type == "Organization")
    between = elements[verb + 1 : share.honour]
    return told and bool(between) and between[0].type in RECIPIENTS and not any(m.has("recipient") for m in between)


def _denied(sentence: Sentence, position: int) -> bool:
    """Whether a negation stands near the proposal, on the same side of a comma ("proposed, not yet awarded")."""
    first, last = max(0, position - 2), position + 3
    near = range(first, min(last, len(sentence.elements)))
    denying = [i for i in near if sentence.elements[i].has("negation")]
    return any(all(m.text != "," for m in sentence.elements[min(i, position) : max(i, position)]) for i in denying)


def _supposed(sentence: Sentence, position: int, language: Language) -> bool:
    """Whether the proposal hangs on a condition: one told before it; behind it only where it is a plan itself."""
    first, _ = clause(sentence, position)
    last = position + 3 if language.verb_last else position
    before = sentence.elements[max(first, position - 2) : position]
    planned = any(s.table == "plan" for m in before for s in senses_inside(m, language))  # also in "will be"
    planned = planned or any(m.has("plan") for m in sentence.elements[first:position])
    planned = planned or any(s.table == "plan" for s in senses_inside(sentence.elements[position], language))
    told = any(m.has("condition") for m in sentence.elements[first:last])
    return told or (planned and conditional(sentence, position))


def is_passive(sentence: Sentence, position: int, language: Language, first: int) -> bool:
    """An active form behind "was", or behind its own agent ("by X awarded")."""
    if language.postpositions:
        return False
    before = sentence.elements[position - 1] if position > first else None
    said = {s.table for s in senses_inside(sentence.elements[position], language)}
    if sentence.elements[position].has("proposal"):
        return not said.isdisjoint({"copula", "agent"}) or (before is not None and before.has("copula"))
    if _bracketed(sentence, position, first):
        return True
    near = range(max(first, position - 4), position)
    return (before is not None and before.has("copula")) or any(
        sentence.elements[i].type in (*RECIPIENTS, "Role") and is_agent(sentence, i, language) for i in near
    )


def _bracketed(sentence: Sentence, position: int, first: int) -> bool:
    """A verb at the clause's end whose "was" stands far before it ("wurde A die Urkunde überreicht")."""
    after = sentence.elements[position + 1 : position + 2]
    ends = not after or after[0].text in ",.;!?" or after[0].has("and")
    inside = sentence.elements[first:position]
    return ends and len(inside) > 0 and inside[-1].type == "Honour" and any(m.has("passive_aux") for m in inside)


def _recipient_first(sentence: Sentence, first: int, honour: int, language: Language) -> bool:
    """Whether recipients stand before their honours in the clause."""
    share = _told(Share(sentence, honour, first, honour), language)
    if share.verb and share.verb.voice == "active" and not language.verb_last and share.verb.position < honour:
        first = share.verb.position
    named = [i for i in range(first, honour) if sentence.elements[i].type in RECIPIENTS]
    return any(not is_agent(sentence, i, language) for i in named)


def _cut(sentence: Sentence, one: int, other: int, recipient_first: bool) -> int:
    """Where the words of one honour end and those of the next begin."""
    elements = sentence.elements
    pauses = [i for i in range(one + 1, other) if elements[i].text in ",،，、;" or elements[i].has("and")]
    own = [t.position for t in triggers(sentence, "awarded") if one < t.position < other]
    if not pauses and recipient_first:
        return own[0] + 1 if own else one + 1
    if not pauses:
        return other
    contrast = [i for i in pauses if elements[i + 1].type == OTHER and elements[i + 1].text.islower()]
    if recipient_first:
        return (contrast if own and contrast else pauses)[0]
    if not own:
        return pauses[-1]
    actors = [i for i in range(one, own[-1]) if elements[i].type in (*RECIPIENTS, "Role")]
    before = [i for i in pauses if i < (actors[-1] if actors else own[-1])]
    return (contrast or before or pauses)[0 if contrast else -1]
