"""Normative documents: "Directive No. 05-CT/TW", "निर्देश संख्या 34", a bare code."""

from __future__ import annotations

import re

from thidua.language.data import Language
from thidua.language.mention import MARK, NUMBER, OTHER, WORD, Mention
from thidua.language.sequence import Elements, each, element_at, merged

#: The kind of document that the letters of its code stand for.
_CODES = {
    "CT": "directive",
    "QĐ": "decision",
    "QD": "decision",
    "NQ": "resolution",
    "KH": "plan",
    "KL": "conclusion",
    "TT": "circular",
    "NĐ": "decree",
    "ND": "decree",
    "TB": "notice",
    "HD": "guideline",
    "CTr": "programme",
    "CTR": "programme",
    "QH": "law",
    "CV": "letter",
}


#: Kinds that only one code stands for; a resolution of the National Assembly has the code of its laws.
_SURE = frozenset({"directive", "decision", "resolution", "plan", "decree"})


def documents(elements: Elements, text: str, lang: Language) -> Elements:
    return each(elements, lambda i: _document(elements, i, text, lang))


def _document(elements: Elements, i: int, text: str, lang: Language) -> tuple[int, int, Mention] | None:
    """The document whose word or bare code stands at `i`, with its number on either side."""
    head = elements[i]
    if head.type == "NormativeDocument":
        return _made(elements, i, i + 1, text, _kind_of(head.data["number"]), head.get("number"))
    if not head.has("document"):
        return None
    kind, last = head.concept("document"), i + 1
    while (mark := element_at(elements, last)) and mark.has("number") and mark.type == WORD:
        last += 1
    if number := _number(element_at(elements, last)):
        coded = _kind_of(number)  # translators call decisions resolutions and directives orders; the code does not
        return _made(elements, i, last + 1, text, coded if coded in _SURE else kind, number)
    first = i - 1
    if (mark := element_at(elements, first)) and mark.has("number") and mark.type == WORD:  # 第34/QĐ-UBND号决定
        first -= 1
    code = element_at(elements, first)
    stands = code is not None and (_is_kind(code, kind) if code.type == "NormativeDocument" else first < i - 1)
    if lang.body_first and stands and (number := _number(code)):  # ৩৪ নং সিদ্ধান্ত
        return _made(elements, first, i + 1, text, kind, number)
    before, mark = element_at(elements, i - 1), element_at(elements, i - 2)
    if lang.body_first and before and before.type == NUMBER and mark and mark.has("number"):  # 第34号决定
        return _made(elements, i - 2, i + 1, text, kind, before.get("value"))
    if _code_follows(elements, i):  # "the Directive of the Politburo No. 34-CT/TW": the code is the document
        return i, i + 1, Mention(OTHER, head.start, head.end, head.text)
    return _made(elements, i, i + 1, text, kind, None)


def _is_kind(code: Mention, kind: str | None) -> bool:
    """Whether the code's letters say nothing else than the word beside it."""
    return code.get("documentType") in (None, kind)


def _made(
    elements: Elements, first: int, last: int, text: str, kind: str | None, number: str | None
) -> tuple[int, int, Mention]:
    return first, last, merged(elements[first:last], text, "NormativeDocument", documentType=kind, number=number)


def _number(element: Mention | None) -> str | None:
    """The code, or a plain number of up to four figures."""
    if element is None:
        return None
    if element.type == "NormativeDocument":
        return element.get("number")
    plain = element.type == NUMBER and not element.get("unit") and re.fullmatch(r"\d{1,4}", element.data["value"])
    return element.get("value") if plain else None


def _code_follows(elements: Elements, index: int) -> bool:
    """Whether only the issuer stands between the word and a code."""
    for element in elements[index + 1 : index + 9]:
        if element.type == "NormativeDocument":
            return True
        if (
            element.type == MARK
            or element.has("document")
            or not (
                element.type == "Place"
                or element.has("of")
                or element.has("body")
                or element.has("number")
                or element.has("article")
                or element.has("role")
                or element.has("level")
                or element.has("local")
            )
        ):
            return False
    return False


def _kind_of(code: str) -> str | None:
    """The kind of document from its code: 05-CT/TW is a directive."""
    parts = re.findall(r"[A-ZĐ][A-Za-zĐđ]*", code)
    return next((_CODES[p] for p in parts if p in _CODES), None)
