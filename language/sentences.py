"""Where the sentences of a text begin and end. A line always ends a sentence; a list with semicolons is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import sentencex

from thidua.language import spaces

MASK = "\ue000"  # a letter to the splitter, of the same length as what it hides

LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
ADDRESS = re.compile(r"(?:https?://|www\.)\S*[^\s.?!)\]]")
# The patterns below begin with the stop itself and look back from there, which is many times faster than the reverse.
STOP = re.compile(r"\.(?=\s*\S)")
WORD_BEFORE = re.compile(r"[^\s()\[\]{}\"'“”‘’«»„,;:/–—-]*$")
REACH = 24  # characters looked back for the word before a stop
ENUMERATOR = re.compile(r"\d{1,2}|[IVXLivx]{1,4}|[a-zđ]")
LINE_START = re.compile(r"(?:\A|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029])[ \t\u00a0]*$")
CHAIN = re.compile(r"[^\W\d_]{1,4}\.")
# A sentence that begins without a space before it ("… năm 2024.Hội nghị …"), as pages often lose it.
GLUED = re.compile(r"[.?!](?:(?<=[^\W\d_A-ZĐ]{4}.)|(?<=\d{4}\.))(?=[^\W\d_a-zđ][^\W\d_])")
# A name in two or more words is no abbreviation, even if its last syllable looks like one ("Bac Kan. Next …").
NAMED = re.compile(r"(?<![^\W\d_])[A-ZĐ][^\W\d_A-Z]+ [A-ZĐ][^\W\d_A-Z]{2,3}\.\s+(?=[^\W_a-z])")
# Marks that end a sentence in scripts whose language the splitter may not know.
OTHER_STOP = re.compile(r"[।॥។؟۔።]\s*(?=\S)")
# A full-width stop ends a sentence whatever follows; the splitter wants a letter.
WIDE_STOP = re.compile(r"[。！？](?=[\d０-９A-Za-z])")
# A quotation inside a sentence ends with a stop that is not the sentence's (「…です。」と述べた。).
QUOTED_STOP = re.compile(r"[。！？](?=[」』”’])(?=.[^\s「『“])")
WIDE_GAP = re.compile(r"\s{2,}")
SCRIPT_GAP = re.compile(r"(?<=[\u0e80-\u0edf])\s+(?=[\u0e80-\u0edf])")
SPACE_ENDS = frozenset({"lo"})  # a language without lists of its own words
LONG = 80  # Lao puts spaces between phrases too: one ends a sentence only after this many characters


def sentences(text: str, lang: str | None, abbreviations: Sequence[str] = ()) -> list[tuple[int, int]]:
    """Spans of `text` in order, without white space at their ends; outside them there is only white space.

    `abbreviations` are those whose full stop ends nothing ("TP.", "Nr.").
    """
    hidden = _hide(text, frozenset(form.removesuffix(".") for form in abbreviations))
    spans: list[tuple[int, int]] = []
    for line in LINE.finditer(hidden):
        if line.group().isspace():
            continue
        cuts = sorted({*_cuts(line.group(), lang or "en")})
        for left, right in pairwise((0, *cuts, line.end() - line.start())):
            _add(spans, text, line.start(), line.start() + left, line.start() + right)
    return spans


def _hide(text: str, abbreviations: frozenset[str]) -> str:
    """The text with every stop that ends nothing hidden behind the mask."""
    hidden = QUOTED_STOP.sub(MASK, text)
    if "://" in text or "www." in text:
        hidden = ADDRESS.sub(lambda address: re.sub(r"[.?!]", MASK, address.group()), hidden)
    return STOP.sub(lambda stop: "." if _ends(stop, abbreviations) else MASK, hidden)


def _ends(stop: re.Match[str], abbreviations: frozenset[str]) -> bool:
    """Whether a full stop may end a sentence: not after an abbreviation, an initial, nor in a chain ("PGS.TS.")."""
    text, at = stop.string, stop.start()
    if text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
        return False
    before = WORD_BEFORE.search(text, max(0, at - REACH), at)
    word = before.group() if before else ""
    last = word.rpartition(".")[2]
    if word in abbreviations or last in abbreviations or (len(last) == 1 and last.isupper()):
        return False
    if len(last) <= 2 and text[at + 1 : at + 4].lstrip()[:1].islower():  # "14. desember", "2023 r. w"
        return False
    begin = at - len(word)
    if ENUMERATOR.fullmatch(word) and LINE_START.search(text, max(0, begin - REACH), begin):
        return False
    return not (0 < len(last) <= 4 and last.isalpha() and CHAIN.match(text, at + 1))


def _cuts(line: str, lang: str) -> Iterator[int]:
    """Offsets in the line where a sentence begins, but for the first."""
    for piece in sentencex.get_sentence_boundaries(lang, line):
        yield piece["start_index"]
    for match in GLUED.finditer(line):
        yield match.end()
    for match in NAMED.finditer(line):
        yield match.end()
    for match in OTHER_STOP.finditer(line):
        yield match.end()
    for match in WIDE_STOP.finditer(line):
        if not _inside_quotation(line, match.start()):
            yield match.end()
    if lang in SPACE_ENDS:
        yield from _gaps(line)
    yield from spaces.cuts(line, lang)


def _inside_quotation(line: str, at: int) -> bool:
    """Whether a quotation or bracket that opens before the position is still open there."""
    before = line[:at]
    return any(before.count(opened) > before.count(closed) for opened, closed in ("「」", "『』", "“”", "（）"))


def _gaps(line: str) -> Iterator[int]:
    start = 0
    for gap in SCRIPT_GAP.finditer(line):
        if gap.start() - start >= LONG or WIDE_GAP.fullmatch(gap.group()):
            start = gap.end()
            yield start


def _add(spans: list[tuple[int, int]], text: str, line: int, start: int, end: int) -> None:
    piece = text[start:end]
    bare = piece.strip()
    if not bare:
        return
    start += len(piece) - len(piece.lstrip())
    if spans and spans[-1][0] >= line and not any(c.isalnum() for c in bare):
        spans[-1] = (spans[-1][0], start + len(bare))  # a closing quote or bracket left alone belongs to what it closes
    else:
        spans.append((start, start + len(bare)))
