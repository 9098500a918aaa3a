"""Text that speaks to a machine, and not to a report's readers: instructions, hidden marks, claims written as data.

Whatever it says is nobody's statement. It is told by its form (a JSON object, a hidden element, the marks of a chat)
and by the phrases of machine.toml, those of all languages: whoever writes so need not write in the report's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from thidua.language.data import FOLDER
from thidua.language.lexicon import plain

LISTS = ("phrases", "machines", "address", "heads", "question", "answer")
#: How long, in characters, what stands before a colon may be to be read as whom the text speaks to.
HEAD = 50
_FORMS = re.compile(
    r'\{\s*"\w+"\s*:|^\s*"\w+"\s*:\s*["\[{\d]'  # JSON
    r"|<\|\w+\|>|\[/?inst\]|^\s*#{2,}\s*\w+\s*:"  # the marks of a chat
    r"|<!--|<\w+[^>]*\b(?:hidden|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0)"  # hidden elements
)
_IMAGE = re.compile(r"\s*!\[[^\]]*\]\(\s*\w+://")  # in Markdown; "!" may end a sentence


class _Patterns(NamedTuple):
    phrases: tuple[str, ...]
    machines: re.Pattern[str]
    address: re.Pattern[str]
    heads: re.Pattern[str]
    dialogue: re.Pattern[str]


def speaks_to_machine(text: str) -> bool:
    """Whether a sentence is one of these."""
    low, patterns = plain(text), _patterns()
    if _FORMS.search(low) or any(phrase in low for phrase in patterns.phrases):
        return True
    head, colon, _ = low.replace("：", ":").partition(":")
    head = head.strip(" \t[]()<>*#-")
    if tagged := re.match(r"\s*\[([^\]]+)\]", low):  # "[SYSTEM] …"
        head, colon = tagged[1].strip(), ":"
    if not colon or len(head) > HEAD:
        return False
    return bool(patterns.heads.fullmatch(head) or (patterns.machines.search(head) and patterns.address.search(head)))


def is_no_prose(line: str) -> bool:
    """Whether a line is an image, or a question with its answer, each called so: what is answered nobody states."""
    low = plain(line)
    return bool(_IMAGE.match(low) or _patterns().dialogue.search(low))


@cache
def _patterns() -> _Patterns:
    lists: dict[str, list[str]] = {name: [] for name in LISTS}
    for file in sorted(FOLDER.glob("*/machine.toml")):
        for name, forms in tomllib.loads(file.read_text("utf-8")).items():
            lists[name] += [plain(form) for form in forms]
    question, answer = _any(lists["question"]), _any(lists["answer"])
    return _Patterns(
        tuple(lists["phrases"]),
        re.compile(_any(lists["machines"])),
        re.compile(_any(lists["address"])),
        re.compile(_any(lists["heads"])),
        re.compile(rf"^\W*{question}\s*[:：].*[?？؟].*{answer}\s*[:：]"),
    )


def _any(forms: Iterable[str]) -> str:
    return f"(?:{'|'.join(_bounded(sorted(set(forms), key=len, reverse=True)))})"


def _bounded(forms: Iterable[str]) -> Iterator[str]:
    """No letter of an alphabet may go on where a form ends; scripts without spaces have no such end."""
    for form in forms:
        ends = form[0] < "ऀ", form[-1] < "ऀ"
        yield ("(?<!\\w)" if ends[0] else "") + re.escape(form) + ("(?!\\w)" if ends[1] else "")
