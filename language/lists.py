"""Lists of bodies that share a word: "Departments" ("the Departments of Finance, Justice and Health"), a compound's end
("Finanz-, Justiz- und Bauministerium"), or the province that stands with the last of them."""

from __future__ import annotations

from thidua.graph.bodies import body, local_counterpart
from thidua.language.bodies import attach_place
from thidua.language.data import Language
from thidua.language.lexicon import plain
from thidua.language.mention import MARK, OTHER, WORD, Mention
from thidua.language.sequence import Elements, each, element_at, is_light, merged

#: Words for several bodies whose fields a list then names ("five departments: Finance, Justice …").
_KINDS = frozenset({"ministries", "departments"})
_SHORTEST_END = 4  # letters of what compounds share


def fields(elements: Elements, text: str, lang: Language) -> Elements:
    """ "Departments of Finance, Justice and Health": each further field is a body of the kind of the first."""

    def build(i: int) -> tuple[int, int, Mention] | None:
        word = elements[i]
        if word.type != WORD or not word.has("portfolio") or word.has("body") or not word.text[:1].isupper():
            return None
        at = i - 1
        while (before := element_at(elements, at)) and (
            _joins(before) or before.has("portfolio") or (before.has("level") and not before.has("sector"))
        ):
            at -= 1
        head = element_at(elements, at)
        if at == i - 1 or not head:
            return None
        field = word.concept("portfolio") or ""
        if head.type == "Organization" and head.get("body"):
            national = body(head.data["body"]).scope == "national"
        elif heads := [m for m in elements[: at + 1] if _KINDS & _of(m) and _opens(head)]:
            national = "ministries" in _of(heads[-1]) and not any(m.has("local") for m in elements[:at])
        else:
            return None
        return attach_place(elements, i, i + 1, text, lang, body=field if national else local_counterpart(field))

    return each(elements, build)


def _opens(mention: Mention) -> bool:
    return mention.has("list_open") or mention.has("sector")


def _of(mention: Mention) -> set[str]:
    return {sense.concept for sense in mention.senses if sense.table == "sector"}


def suspended(elements: Elements, text: str, lang: Language) -> Elements:
    """ "Finanz-, Justiz- und Bauministerium": the stem with the end of the last compound is a listed body."""

    def build(i: int) -> tuple[int, int, Mention] | None:
        stem, hyphen = elements[i], element_at(elements, i + 1)
        if stem.type not in (OTHER, WORD) or not hyphen or hyphen.text != "-" or hyphen.start != stem.end:
            return None
        at = i + 2
        while (word := element_at(elements, at)) and word.type != "Organization" and at - i <= 24:
            follows = element_at(elements, at + 1)
            if not (_joins(word) or word.text == "-" or (follows and follows.text == "-")):
                return None
            at += 1
        last = element_at(elements, at)
        if not last or last.type != "Organization" or at == i + 2:
            return None
        kind = _completed(stem.text, last.text.split()[0], lang)
        if not kind:
            return None
        shared = {key: last.get(key) for key in ("place", "level", "local")}
        kind = local_counterpart(kind) if shared["place"] or shared["local"] else kind
        return i, i + 2, merged(elements[i : i + 2], text, "Organization", body=kind, **shared)

    return each(elements, build) if "-" in text else elements


def _completed(stem: str, compound: str, lang: Language) -> str | None:
    """The body that the stem names with some end of the compound."""
    for start in range(1, len(compound) - _SHORTEST_END + 1):
        form = plain(stem + compound[start:])
        whole = (match for match in lang.lexicon.matches(form) if match.end - match.start == len(form))
        if kind := next((s.concept for match in whole for s in match.senses if s.table == "body"), None):
            return kind
    return None


def of_one_province(elements: Elements, text: str, lang: Language) -> Elements:
    """Ministries in a list whose last is a province's are that province's too."""
    made = list(elements)
    for i in range(len(made) - 1, -1, -1) if not lang.body_first else ():
        last = made[i]
        if last.type != "Organization" or not _is_provincial_ministry(last):
            continue
        at = i - 1
        while (word := element_at(made, at)) and (_joins(word) or word.has("article") or _is_ministry(word)):
            if _is_ministry(word):
                shared = {key: last.get(key) for key in ("place", "level", "local")}
                made[at] = merged([word], text, "Organization", body=local_counterpart(word.data["body"]), **shared)
            at -= 1
    return made


def _is_ministry(mention: Mention) -> bool:
    kind = mention.get("body") if mention.type == "Organization" else None
    return kind is not None and not mention.get("place") and local_counterpart(kind) != kind


def _is_provincial_ministry(mention: Mention) -> bool:
    """Named as a ministry, read as a department because its province stands with it."""
    named = mention.concept("body")
    told = mention.get("place") or mention.get("local")
    return bool(told and named) and body(named or "").scope == "national" and local_counterpart(named or "") != named


def _joins(word: Mention) -> bool:
    return (word.type == MARK and word.text in ",;") or word.has("and") or is_light(word)
