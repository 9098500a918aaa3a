"""Which year or date a statement is about."""

from __future__ import annotations

from collections.abc import Iterable

from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.language.mention import DATE, MARK, Mention


def year_near(
    findings: Findings, sentence: Sentence, position: int, *, relative: bool = True, rivals: Iterable[int] = ()
) -> str | None:
    """The year stated around `position`, else the year the report is about, else None.

    A year that stands nearer to one of `rivals` (positions of other statements of the kind) is theirs.
    """
    first, last = clause(sentence, position)
    inside = sentence.elements[first:last]
    given = any(m.type == "Honour" for m in inside)  # what "goes to" somebody is no office
    dated = (
        inside if any(m.type == DATE for m in inside) else sentence.elements[:last]
    )  # "last year A led; B was deputy"
    past = any(m.has("handover") and not given for m in inside) or any(map(_is_past, dated))
    spans = [(first, last), (0, last)] if past else []  # what follows tells of another
    stated = stated_year(findings, sentence, position, relative=relative, rivals=tuple(rivals), spans=spans)
    if stated is None and past:
        return None  # who takes over does so for a year that the sentence does not say; "last year" is not this one
    return stated or (str(findings.context.year) if findings.context.year else None)


def stated_year(
    findings: Findings,
    sentence: Sentence,
    position: int,
    *,
    relative: bool = True,
    rivals: tuple[int, ...] = (),
    spans: Iterable[tuple[int, int]] = (),
    days: bool = True,
) -> str | None:
    """The year stated (or, if `relative`, told as "this year") in the clause of `position`, else in the sentence.

    `days`: whether a day tells its year; the day of an election does not tell whose year it was about.
    """
    for first, last in spans or (clause(sentence, position), (0, len(sentence.elements))):
        inside = [rival for rival in rivals if first <= rival < last]
        years = [
            (_distance(sentence, i, position), year)
            for i in range(first, last)
            if (year := _year(findings, sentence.elements[i], relative))
            and (days or len(sentence.elements[i].get("value") or "") < len("2024-12-31"))
            and not beside_document(sentence, i)
            and not any(_distance(sentence, i, rival) < _distance(sentence, i, position) for rival in inside)
        ]
        if years:
            return min(years)[1]
    return None


def _distance(sentence: Sentence, one: int, other: int) -> int:
    """Elements between two positions; a comma between them counts as several."""
    low, high = sorted((one, other))
    return high - low + 6 * sum(m.text in ",、،，" for m in sentence.elements[low:high])


def _year(findings: Findings, mention: Mention, relative: bool) -> str | None:
    if mention.type != DATE:
        return None
    value = mention.get("value") or ""
    if value[:4].isdigit() and ("/" not in value or _is_school_year(value)):
        return value if "/" in value else value[:4]
    # Without a day, "last year" is the year under review or the one before it: left out.
    known = ("-1", "0", "1") if findings.context.dated else ("0", "1")
    offset = mention.get("offset")
    if relative and offset is not None and offset in known and findings.context.now:
        return str(findings.context.now + int(offset))
    return None


def _is_school_year(value: str) -> bool:
    """ "2023/2024": two years that follow each other; longer periods are those of plans."""
    first, _, last = value.partition("/")
    return first.isdigit() and last.isdigit() and int(last) == int(first) + 1


def bounds(year: str | None) -> dict[str, str | None]:
    """When a claim holds by the year that was stated, or by the school year "2023/2024"."""
    first, _, last = (year or "").partition("/")
    return {"valid_from": first or None, "valid_to": last or first or None}


def _is_past(mention: Mention) -> bool:
    """ "Last year", which is not the year that the report is about by default."""
    return mention.type == DATE and (mention.get("offset") or "").startswith("-")


def clause(sentence: Sentence, position: int) -> tuple[int, int]:
    """The positions of the stretch around `position` that no semicolon divides."""
    elements = sentence.elements
    first = position
    while first > 0 and not (elements[first - 1].type == MARK and elements[first - 1].text in ";；"):
        first -= 1
    last = position
    while last < len(elements) and not (elements[last].type == MARK and elements[last].text in ";；"):
        last += 1
    return first, last


def beside_document(sentence: Sentence, position: int) -> bool:
    """Whether the date at `position` is a document's own: only light words stand between the two."""
    for step in (1, -1):
        at = position + step
        while 0 <= at < len(sentence.elements) and abs(at - position) <= 8:
            mention = sentence.elements[at]
            if mention.type == "NormativeDocument":
                return True
            if not (
                mention.has("of")
                or mention.has("article")
                or mention.has("recipient")  # "5 मई को जारी निर्देश"
                or mention.has("frame")
                or mention.type == "Organization"
                or mention.text == ","
            ):
                break
            at += step
    return False


def full_date(findings: Findings, value: str) -> tuple[str, float]:
    """A prefix date with its year, and how sure that is: a day without a year takes the report's.

    A report of January to March that sums up one year and plans the next was written in the next.
    """
    if not value.startswith("--"):
        return value, 1.0
    year = findings.context.year
    published = findings.report.article.published
    if published and published[:4].isdigit():
        return published[:4] + value[1:], 0.9
    if year is None:
        return value, 1.0
    if int(value[2:4]) <= 3 and year + 1 in findings.context.years:
        year += 1
    return f"{year}{value[1:]}", 0.7
