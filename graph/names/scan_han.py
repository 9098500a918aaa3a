"""Finds Vietnamese people in Chinese characters.

Chinese has no spaces and most surnames are also words, so a name needs a surname that is hardly ever anything else
(阮, 裴, 邓…) or a title beside it, and every character a reading.
"""

from __future__ import annotations

import re

from thidua.graph.names.glued import ranked
from thidua.graph.names.lexicon import COMMON_SURNAME, lexicon
from thidua.graph.names.person import PersonName, PersonSpan, foreign_name, listed, with_original
from thidua.graph.names.scan_foreign import BRACKET
from thidua.graph.names.scripts import RANGES
from thidua.graph.names.titles import Titles, titles
from thidua.graph.names.transducer import read

RUN = re.compile(f"[{RANGES['hani']}]+")
# surnames that are seldom anything else, and characters that seldom end a name but often follow one
STRONG = frozenset("阮裴邓鄧潘吴吳黎范郑鄭冯馮谭譚段杜陈陳赵趙阮")
SELDOM_LAST = frozenset("发發强強会會向书書长長出说上中同代场学學有进進在和")
# what a post stands behind when it follows the name: "黄文智——省内务厅厅长", "黄文智（省内务厅厅长）"
POST_BEHIND = re.compile(rf"\s?[—–―\-,，：:（(、 ]{{1,3}}\s?([{RANGES['hani']}]{{2,24}})(?![{RANGES['hani']}])")


def people(text: str, lang: str, latin: list[PersonSpan], stop: frozenset[str]) -> list[PersonSpan]:
    """The people named in characters; only Chinese text is searched, for Japanese and Korean write names by sound."""
    if lang not in ("zh", ""):
        return []
    found: list[PersonSpan] = []
    originals = {span.start: span for span in latin}
    for run in RUN.finditer(text):
        at = run.start()
        while at < run.end() - 1:
            span = _at(text, at, run.end(), lang, originals, stop)
            if span:
                found.append(span)
            at = span.end if span else at + 1
    return found


def _at(
    text: str, at: int, end: int, lang: str, originals: dict[int, PersonSpan], stop: frozenset[str]
) -> PersonSpan | None:
    if not any(syllable in lexicon().surnames for _, syllable in ranked(read(text[at], "hani"), 0)[:1]):
        return None
    words = titles(lang)
    near = text[max(at - 6, 0) : at].rstrip(" 、：:")
    before = near.endswith(tuple(words.before))
    headed = not at or not RUN.match(text[at - 1])
    opened = before or headed or near.endswith(tuple(words.openers))
    for last in range(min(at + 4, end), at + 1, -1):
        bracket = BRACKET.match(text, last)
        original = originals.get(bracket.start(1)) if bracket else None
        after = text.startswith(tuple(words.after), last)
        acts = headed and text.startswith(tuple(words.acts), last)
        titled = before or after or acts or original is not None or (opened and _post_behind(text, last, words))
        closed = last == end or after or text.startswith(tuple(words.closers), last)
        if last - at == 4 and text[at + 1] != "氏" and text.startswith(tuple(words.closers), last - 1):  # "范光禄" "说"
            continue
        if any(text.startswith(tuple(words.after), inner) for inner in range(at + 2, last)):  # "阮辉" "同志"
            continue
        name = _name(text[at:last])
        sure = before and closed
        if name is None or not (titled or opened) or not _plausible(text[at:last], titled, closed, sure=sure):
            continue
        if name.key in stop | listed("never") or text.startswith(tuple(words.never_after), last):
            continue
        if bracket and original and original.end == bracket.end(1):
            return PersonSpan(at, bracket.end(), with_original(name, original.name))
        return PersonSpan(at, last, name)
    return None


def _post_behind(text: str, last: int, words: Titles) -> bool:
    """Whether a pause and a body with a title follow."""
    behind = POST_BEHIND.match(text, last)
    return behind is not None and behind[1].endswith(tuple(words.before))


def _plausible(characters: str, titled: bool, closed: bool, *, sure: bool = False) -> bool:
    """Whether so many characters may be a name here; `sure`: with a title before it and an end behind it."""
    strong = characters[0] in STRONG
    surname = ranked(read(characters[0], "hani"), 0)[0][1]
    if not strong and not sure and not (titled and lexicon().surnames[surname] <= COMMON_SURNAME):
        return False
    if len(characters) == 4:
        return characters[1] == "氏" or (strong and closed)
    if len(characters) == 2:
        return strong and closed and titled
    return closed or characters[1] == "文" or (strong and characters[1] != "氏" and characters[-1] not in SELDOM_LAST)


def _name(characters: str) -> PersonName | None:
    made = foreign_name(list(characters), "hani", characters)
    return made[0] if made and made[0].surname and made[1] <= 0.8 else None
