"""What a report is about as a whole: its year, its province, its cluster, its meeting.

Single sentences leave these out ("the cluster", "the Provincial People's Committee"); they are settled once a report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from thidua.graph.bodies import bodies, body, place_name
from thidua.graph.names import find_places
from thidua.graph.names.places import place
from thidua.graph.sectors import sectors
from thidua.ingest.naming import described
from thidua.ingest.report import Report, Sentence
from thidua.language.data import Language
from thidua.language.lexicon import Sense
from thidua.language.mention import DATE, Mention
from thidua.language.sequence import senses_inside

_TIED = 3  # years
#: What follows a place that only says where the report was written: "Hanoi (VNA) –", "HANOI —".
_DATELINE = re.compile(r"\s*(?:\([^)\n]{2,40}\)\s*)?[–—-]\s")


@dataclass(frozen=True)
class Context:
    """`year` is the year the report is about, `now` the one it is written in, `years` all it names; `province` a place
    id; `host` the Vietnamese name of what a numbered cluster belongs to ("tỉnh Ninh Bình", "Ủy ban Dân tộc"), "" where
    nothing tells. `local`: the bodies of the report are a province's, even if it does not say which. `dated`: a day
    tells `now`. `latest`: the last year of a day that it names, a document's too. `goes_on`: it sums up
    `year` and tells of the year after it more than in passing."""

    year: int | None
    now: int | None
    years: tuple[int, ...]
    province: str | None
    host: str
    local: bool
    dated: bool = True
    latest: int | None = None
    goes_on: bool = False


def context(report: Report) -> Context:
    years = _years(report)
    province = _province(report)
    host = _host(report, province)
    year = _main_year(years)
    today = _today(report)
    local = _is_local(report, host)
    latest = _latest(report)
    goes_on = year is not None and (years[year + 1] > 1 or (year + 1 in years and year - 1 not in years))
    now = today or max((y for y in (year, latest) if y), default=None)
    return Context(year, now, tuple(sorted(years)), province, host, local, today is not None, latest, goes_on)


def _latest(report: Report) -> int | None:
    """The last year of which a day is named that is no plan's: the report is not older."""
    days = (
        int(value[:4])
        for sentence in report.sentences
        for mention in sentence.of(DATE)
        if len(value := mention.get("value") or "") == 10 and value[:4].isdigit() and not sentence.has("plan")
    )
    return max(days, default=None)


def _today(report: Report) -> int | None:
    """The year in which the report is written: its own date's, or that of the first day it names."""
    if report.article.published and report.article.published[:4].isdigit():
        return int(report.article.published[:4])
    for sentence in report.sentences[:3]:
        for mention in sentence.of(DATE):
            value = mention.get("value") or ""
            if len(value) == 10 and value[:4].isdigit() and not _of_document(sentence, mention):
                return int(value[:4])
    return None


def _is_local(report: Report, host: str) -> bool:
    if host:
        return host.lower().startswith(("tỉnh", "thành phố"))
    return sum(_speaks_of_province(m) for s in report.sentences for m in s.elements) >= 2


def _speaks_of_province(mention: Mention) -> bool:
    kind = mention.get("body")
    return (
        mention.has("local") or mention.has("level", "provincial") or (kind is not None and body(kind).scope == "local")
    )


def _years(report: Report) -> Counter[int]:
    """How often each single year is named; a document's own date and a plan period do not count."""
    found: Counter[int] = Counter()
    for sentence in report.sentences:
        founded = any(m.tells("established_by") for m in sentence.elements)
        for mention in sentence.of(DATE):
            value = mention.get("value") or ""
            if value[:4].isdigit() and "/" not in value and (founded or not _of_document(sentence, mention)):
                aside = _planned(sentence, mention) or (founded and sentence.number >= 2)
                found[int(value[:4])] += 0 if aside else _weight(sentence, value)
    return found


def _planned(sentence: Sentence, date: Mention) -> bool:
    """Whether the year is that of a plan told right beside it ("will lead it in 2025")."""
    at = sentence.index(date)
    return any(m.has("plan") for m in sentence.elements[max(0, at - 3) : at])


def _weight(sentence: Sentence, value: str) -> int:
    """A year by itself says what is reported on, most of all where the report begins; a day only when."""
    if sentence.number >= 2 or sentence.has("elected"):  # who is elected is so for the next year
        return 1
    return 4 if len(value) == 4 else 2


def _of_document(sentence: Sentence, date: Mention) -> bool:
    """Whether the date stands beside a document's name: it is then the document's."""
    at = sentence.index(date)
    near = sentence.elements[max(0, at - 4) : at + 5]
    return len(date.get("value") or "") > 4 and any(m.type == "NormativeDocument" for m in near)


def _main_year(years: Counter[int]) -> int | None:
    """The year named most, the first of several; none where many are named as often, as in an account of a life."""
    most = max(years.values(), default=0)
    tied = [year for year, count in years.items() if count == most]
    return min(tied) if 0 < len(tied) <= _TIED else None


def _province(report: Report) -> str | None:
    """The province named most often, unless others are named as often: then the report is about several."""
    found: Counter[str] = Counter()
    text = report.told
    for span in find_places(text, report.lang):
        if _DATELINE.match(text, span.end):
            continue
        found[place(span.place_id).province or span.place_id] += 1
    if not found:
        return None
    (first, most), *others = found.most_common(2)
    if others and others[0][1] == most:
        return None
    return first if place(first).level in ("province", "city") else None


def _places(sentence: Sentence) -> Iterator[str]:
    for mention in sentence.elements:
        if (place_id := mention.get("place")) and not place_id.startswith("="):
            yield place_id


def _host(report: Report, province: str | None) -> str:
    """Whose cluster it is: the national body's that set it up or stands above its members, else the province's."""
    if founder := next((b for s in report.sentences if (b := _founder(s))), None):
        return body(founder).label
    if owner := next((b for s in report.sentences if (b := _owner(s, report.language.body_first))), None):
        return body(owner).label
    kinds: Counter[str] = Counter()
    for sentence in report.sentences:
        kinds.update(b for m in sentence.of("Organization") if (b := m.get("body")) and bodies()[b].above)
    spans = any(_spans_provinces(s, report.language) for s in report.sentences)
    if kinds and spans and not (province and any(_is_of(s, province, report.language) for s in report.sentences)):
        return body(body(kinds.most_common(1)[0][0]).above or "").label
    if province and _is_about(report, province):
        return place_name(province)
    national = Counter(
        b
        for s in report.sentences
        for m in s.of("Organization")
        if (b := m.get("body")) and body(b).scope == "national"
    )
    return body(national.most_common(1)[0][0]).label if national else ""


def _is_of(sentence: Sentence, province: str, language: Language) -> bool:
    """Whether the province, and no other place or body, stands right beside a cluster ("Cluster No. 2 of A province"):
    it is the province's, though the report may also tell of a visit to other provinces."""
    for mention in sentence.of("EmulationCluster"):
        at = sentence.index(mention)
        beside = described(sentence.elements[:at][::-1] if language.body_first else sentence.elements[at + 1 :])
        where = [p for m in beside if (p := m.get("place")) and (m.type == "Place" or m.has("sector"))]
        bodies_named = any(m.type == "Organization" and not m.has("sector") for m in beside)
        if where == [province] and not bodies_named and not mention.get("ref"):
            return True
    return False


def _is_about(report: Report, province: str) -> bool:
    """Whether the province is more than where the meeting was: its bodies act, or "provincial" ones do."""
    mentions = [m for s in report.sentences for m in s.elements]
    own = (m.get("place") for m in mentions if m.type in ("Organization", "EmulationCluster"))
    return any(p and not p.startswith("=") and (place(p).province or p) == province for p in own) or any(
        map(_speaks_of_province, mentions)
    )


def _founder(sentence: Sentence) -> str | None:
    """The ministry that the sentence says set the cluster up, by itself or by its decision."""
    if not sentence.of("EmulationCluster") or not any(m.tells("established_by") for m in sentence.elements):
        return None
    if any(m.get("body") == "peoples-committee" for m in sentence.elements):  # a province's: other bodies are members
        return None
    bodies_named = [
        m.get("body") for m in sentence.of("Organization", "Role") if not m.get("place") and not m.get("local")
    ]
    above = {row.above for row in bodies().values()}
    return next((b for b in bodies_named if b in above), None)


def _owner(sentence: Sentence, body_first: bool) -> str | None:
    """The national body that stands with a numbered cluster ("Cluster No. 1 of the Ministry of Home Affairs")."""
    for mention in sentence.of("EmulationCluster"):
        if mention.get("number"):
            at = sentence.index(mention)
            beside = described(sentence.elements[:at][::-1] if body_first else sentence.elements[at + 1 :])
            for part in beside[:1]:
                kind = part.get("body")
                if kind and body(kind).scope == "national" and not part.get("place"):
                    return kind
    return None


def _within(sentence: Sentence, at: int) -> bool:
    """ "The south of A": a part of one province."""
    joint, following = (*sentence.elements[at + 1 : at + 3], None, None)[:2]
    in_one = joint is not None and joint.has("of") and following is not None and following.type == "Place"
    return in_one and place(following.data["place"]).level in ("province", "city") if following else False


def _begins_name(mention: Mention, behind: Mention | None) -> bool:
    """ "Northern Quang Nam" is a part of one province; so is a word inside the name of a body that no gazetteer has."""
    if mention.type == "Organization" and mention.get("label"):
        return True
    named = behind is not None and (behind.type == "Place" or behind.get("label") is not None)
    return mention.has("sector") and named


def _spans_provinces(sentence: Sentence, language: Language) -> bool:
    """Whether the sentence speaks of a cluster and of several provinces in it."""
    clusters = sentence.of("EmulationCluster")
    if not clusters:
        return False
    behind = (*sentence.elements[1:], None)
    said = {
        s
        for i, (m, following) in enumerate(zip(sentence.elements, behind, strict=True))
        if not _within(sentence, i) and not _begins_name(m, following)
        for s in m.senses
    }
    said |= {
        s for m in clusters for s in senses_inside(m, language)
    }  # "the cluster's provinces and cities" is one form
    local = Sense("sector", "districts") in said and Sense("sector", "provinces") not in said  # "northern districts"
    return (
        any(Sense("sector", key) in said for key, sector in sectors().items() if sector.across and not local)
        or len({p for p in _places(sentence) if place(p).level in ("province", "city")}) > 3
    )
