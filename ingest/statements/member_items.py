"""Members of a cluster listed one a line, below the sentence that opens the list."""

from __future__ import annotations

import re
from itertools import takewhile

from thidua.ingest.findings import Findings
from thidua.ingest.report import Sentence
from thidua.ingest.statements.frames import triggers
from thidua.language.mention import Mention

_ITEM = re.compile(r"[-–—•·*+▪●○■]\s*|\(?\d{1,2}[.)]\s*|[a-zđ]\)\s*")
_LONGEST = 12  # elements
_FEWEST = 3  # items


def items_below(findings: Findings, sentence: Sentence) -> list[tuple[Sentence, Mention]]:
    """The lines below a sentence that opens a list of members, each with the one body or place it names."""
    opened = bool(triggers(sentence, "member_of")) or sentence.text.rstrip().endswith((":", "："))
    if not opened and not sentence.has("list_open"):
        return []
    below = findings.report.sentences[sentence.number + 1 :]
    lines = list(takewhile(_is_item, below))
    named = [(line, _named(line)) for line in lines]
    found = [(line, member) for line, member in named if member is not None]
    return found if len(found) >= _FEWEST and len(found) == len(lines) else []


def _is_item(sentence: Sentence) -> bool:
    return _ITEM.match(sentence.text) is not None and len(sentence.elements) <= _LONGEST


def _named(sentence: Sentence) -> Mention | None:
    """The only body of a line, or its only place."""
    named = sentence.of("Organization") or sentence.of("Place")
    return named[0] if len(named) == 1 and not sentence.of("Person") else None
