"""Normative documents: "Directive No. 05-CT/TW", "निर्देश संख्या 34", a bare code."""

from __future__ import annotations

import re

from thidua.language.data import Language
from thidua.language.mention import MARK, NUMBER, OTHER, WORD, Mention
from thidua.language.sequence import Elements, each, element_at, merged

#: The kind of document that the letters of its code stand for.
_CODES = {
    "CT": "directive", "QĐ": "decision", "QD": "decision", "NQ": "resolution", "KH": "plan", "KL": "conclusion", "TT": "circular",
    "NĐ": "decree", "ND": "decree", "TB": "notice", "HD": "guideline", "CTr": "programme", "CTR": "programme", "QH": "law", "CV": "letter",
}


def documents(elements: Elements, text: str, lang: Language) -> Elements:
    def build(i: int) -> tuple[int, int, Mention] | None:
        head = elements[i]
        if head.type == "NormativeDocument":
            return i, i + 1, merged([head], text, head.type, number=head.get("number"), documentType=_kind_of(head.data["number"]))
        if not head.has("document"):
            return None
        kind, last = head.concept("document"), i + 1
        while (mark := element_at(elements, last)) and mark.has("number") and mark.type == WORD:
            last += 1
        number = element_at(elements, last)
        if number and number.type == "NormativeDocument":
            return i, last + 1, merged(elements[i : last + 1], text, "NormativeDocument", documentType=kind, number=number.get("number"))
        if number and number.type == NUMBER and not number.get("unit") and re.fullmatch(r"\d{1,4}", number.data["value"]):
            return i, last + 1, merged(elements[i : last + 1], text, "NormativeDocument", documentType=kind, number=number.get("value"))
        before = element_at(elements, i - 1)
        if lang.body_first and before and before.type == "NormativeDocument" and not before.get("documentType"):
            return i - 1, i + 1, merged(elements[i - 1 : i + 1], text, "NormativeDocument", documentType=kind, number=before.get("number"))
        mark = element_at(elements, i - 2)
        if lang.body_first and before and before.type == NUMBER and mark and mark.has("number"):  # 第34号决定
            return i - 2, i + 1, merged(elements[i - 2 : i + 1], text, "NormativeDocument", documentType=kind, number=before.get("value"))
        if _code_follows(elements, i):  # "the Directive of the Politburo No. 34-CT/TW": the code is the document
            return i, i + 1, Mention(OTHER, head.start, head.end, head.text)
        return i, i + 1, merged([head], text, "NormativeDocument", documentType=kind)

    return each(elements, build)


def _code_follows(elements: Elements, index: int) -> bool:
    """Whether only the issuer stands between the word and a code."""
    for element in elements[index + 1 : index + 7]:
        if element.type == "NormativeDocument":
            return True
        if element.type == MARK or element.has("document") or not (element.type == "Place" or element.has("of") or element.has("body")
                                                                    or element.has("number") or element.has("article")):
            return False
    return False


def _kind_of(code: str) -> str | None:
    """The kind of document from its code: 05-CT/TW is a directive."""
    parts = re.findall(r"[A-ZĐ][A-Za-zĐđ]*", code)
    return next((_CODES[p] for p in parts if p in _CODES), None)
