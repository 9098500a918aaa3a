"""Lists whose items stand on lines of their own, and the lines that open them."""

from __future__ import annotations

import re

from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence

#: How an item of a list begins.
_BULLET = re.compile(r"[-–—―•·・ㆍ*+▪●○■□]|[(（]?(?:\d{1,2}|[a-zđ]|[가-하])[.)、．）]\s?|[①-⑳]")
_FEW = 6  # elements of a heading


def heading(findings: Findings, sentence: Sentence) -> Sentence | None:
    """The line that opens the list in which the sentence is an item: with a colon at its end ("Present: – A – B"),
    nothing but a few words ("II. Attendance"), or a title ("List of those present at the meeting of the block")."""
    sentences, at = findings.report.sentences, sentence.number
    while at > 0 and is_item(findings, sentences[at]):
        at -= 1
        opens = _is_heading(findings, sentences[at]) and not _is_note(sentences[at])
        if sentences[at].text.rstrip().endswith((":", "：")) or opens:
            return sentences[at]
    while at > 0 and at < sentence.number and _is_note(sentences[at]):
        at -= 1
    return sentences[at] if at < sentence.number and _is_title(sentences[at]) else None


def _is_note(sentence: Sentence) -> bool:
    """ "Date: 3 May"."""
    return any(m.text[-1:] in ":：" for m in sentence.elements[:3]) and not sentence.of("Person")


def _is_title(sentence: Sentence) -> bool:
    """A line that begins with who is present and is no sentence."""
    ends = sentence.text.rstrip()[-1:]
    return any(m.tells("attends") for m in sentence.elements[:3]) and not sentence.of("Person") and ends.isalnum()


def _is_heading(findings: Findings, sentence: Sentence) -> bool:
    """Whether the sentence is nothing but a few words that name nobody."""
    few = len(sentence.elements) <= _FEW and not sentence.of("Person")
    return few and not is_item(findings, sentence) and sentence.text.rstrip()[-1:] not in ".。!?"


def is_item(findings: Findings, sentence: Sentence) -> bool:
    """Whether the sentence begins a line, with a bullet, a number or a person."""
    before = findings.report.article.text[: sentence.start].rstrip(" \t")
    first = next((m for m in sentence.elements if not m.has("honorific")), None)
    named = first is not None and first.type == "Person"
    return (not before or before[-1] in "\r\n") and (named or _BULLET.match(sentence.text) is not None)
