"""Second pass: elements that belong together become one mention ("Directive" "No." "05-CT/TW", "Sở Nội vụ" "tỉnh" "Ninh Bình")."""

from __future__ import annotations

import re
from collections.abc import Callable

from thidua.language.data import Language
from thidua.language.lexicon import Sense, plain
from thidua.language.mention import MARK, NUMBER, OTHER, ROLE, WORD, Mention
from thidua.language.numbers import scaled

Elements = list[Mention]

#: What a table of forms stands for, first match wins where a form has several senses.
_TYPES = (
    ("event_ref", "Event"), ("event", "Event"), ("role", ROLE), ("honour", "Honour"), ("movement", "Movement"), ("group", "Group")
)
#: The kind of document that the letters of its code stand for.
_CODES = {
    "CT": "directive", "QĐ": "decision", "QD": "decision", "NQ": "resolution", "KH": "plan", "KL": "conclusion", "TT": "circular",
    "NĐ": "decree", "ND": "decree", "TB": "notice", "HD": "guideline", "CTr": "programme", "CTR": "programme", "QH": "law", "CV": "letter",
}


def compose(elements: Elements, text: str, lang: Language) -> Elements:
    """The mentions of one sentence; words that name nothing stay as they are."""
    for step in (_quantities, _ministers, _documents, _clusters, _bodies, _other_bodies, _distributed, _typed):
        elements = step(elements, text, lang)
    return elements


def merged(parts: Elements, text: str, kind: str, **data: str | None) -> Mention:
    """One mention from several neighbours, keeping what they may mean."""
    start, end = parts[0].start, parts[-1].end
    senses = tuple(dict.fromkeys(s for p in parts for s in p.senses))
    return Mention(kind, start, end, text[start:end], senses, {k: v for k, v in data.items() if v is not None})


def _at(elements: Elements, index: int) -> Mention | None:
    return elements[index] if 0 <= index < len(elements) else None


def _each(elements: Elements, build: Callable[[int], tuple[int, int, Mention] | None]) -> Elements:
    """Replace `elements[first:last]` by a mention wherever `build(i)` gives one, left to right."""
    made: Elements = []
    positions: list[int] = []
    index = 0
    while index < len(elements):
        if (result := build(index)) is not None and result[0] >= (positions[-1] if positions else 0):
            first, last, mention = result
            while made and made[-1].start >= mention.start:
                made.pop()
            made.append(mention)
            positions.append(last)
            index = last
        else:
            made.append(elements[index])
            index += 1
    return made


def _quantities(elements: Elements, text: str, lang: Language) -> Elements:
    def build(i: int) -> tuple[int, int, Mention] | None:
        number = elements[i]
        if number.type != NUMBER or number.get("roman"):
            return None
        last, value, unit, scale = i + 1, number.data["value"], None, "1"
        while (word := _at(elements, last)) and word.has("number-scales") and "/" not in value:
            scale, last = scaled(scale, word.concept("number-scales") or "1"), last + 1
        before, follower = _at(elements, i - 1), _at(elements, last)
        if before and before.has("number"):  # "No. 4" counts nothing
            return None
        if follower and (group := _group(follower, lang)):
            return i, last + 1, merged(elements[i : last + 1], text, "Group", groupType=group, count=scaled(value, scale))
        if follower and follower.has("unit"):
            unit, last = follower.concept("unit"), last + 1
        return i, last, merged(elements[i:last], text, NUMBER, value=value, scale=scale if scale != "1" else None, unit=unit)

    return _each(elements, build)


def _group(word: Mention, lang: Language) -> str | None:
    """The kind of group a word counts, also one that a longer form holds ("member units are")."""
    if word.has("frame") and word.type == WORD:
        inside = {s.concept for s in senses_inside(word, lang) if s.table == "group"}
        return "units" if "units" in inside else min(inside, default=None)
    return word.concept("group")


def _ministers(elements: Elements, text: str, lang: Language) -> Elements:
    """ "Minister of Home Affairs" is a role with its body."""

    def build(i: int) -> tuple[int, int, Mention] | None:
        head = elements[i]
        if not (head.has("role", "minister") or head.has("role", "deputy_minister")):
            return None
        last = i + 1
        while (word := _at(elements, last)) and word.type == WORD and _light(word) and not word.has("portfolio"):
            last += 1
        field, before = _at(elements, last), _at(elements, i - 1)
        if field and field.has("portfolio"):
            first, last = i, last + 1
        elif before and before.has("portfolio"):
            first, last, field = i - 1, i + 1, before
        else:
            return None
        body = field.concept("portfolio")
        return first, last, merged(elements[first:last], text, ROLE, role=head.concept("role"), body=body)

    return _each(elements, build)


def _documents(elements: Elements, text: str, lang: Language) -> Elements:
    def build(i: int) -> tuple[int, int, Mention] | None:
        head = elements[i]
        if head.type == "NormativeDocument":
            return i, i + 1, merged([head], text, head.type, number=head.get("number"), documentType=_kind_of(head.data["number"]))
        if not head.has("document"):
            return None
        kind, last = head.concept("document"), i + 1
        while (mark := _at(elements, last)) and mark.has("number") and mark.type == WORD:
            last += 1
        number = _at(elements, last)
        if number and number.type == "NormativeDocument":
            return i, last + 1, merged(elements[i : last + 1], text, "NormativeDocument", documentType=kind, number=number.get("number"))
        if number and number.type == NUMBER and not number.get("unit") and re.fullmatch(r"\d{1,4}", number.data["value"]):
            return i, last + 1, merged(elements[i : last + 1], text, "NormativeDocument", documentType=kind, number=number.get("value"))
        before = _at(elements, i - 1)
        if lang.body_first and before and before.type == "NormativeDocument" and not before.get("documentType"):
            return i - 1, i + 1, merged(elements[i - 1 : i + 1], text, "NormativeDocument", documentType=kind, number=before.get("number"))
        return i, i + 1, merged([head], text, "NormativeDocument", documentType=kind)

    return _each(elements, build)


def _kind_of(code: str) -> str | None:
    """The kind of document from its code: 05-CT/TW is a directive."""
    parts = re.findall(r"[A-ZĐ][A-Za-zĐđ]*", code)
    return next((_CODES[p] for p in parts if p in _CODES), None)


def _clusters(elements: Elements, text: str, lang: Language) -> Elements:
    def build(i: int) -> tuple[int, int, Mention] | None:
        head = elements[i]
        if not (head.has("cluster") or head.has("cluster_ref")) or head.type != WORD:
            return None
        kind, last = _cluster_type(head, lang), i + 1
        while (mark := _at(elements, last)) and mark.has("number") and mark.type == WORD:
            last += 1
        number = _at(elements, last)
        if number and number.type == NUMBER and not number.get("unit") and re.fullmatch(r"\d{1,2}", number.data["value"]):
            return i, last + 1, merged(elements[i : last + 1], text, "EmulationCluster", clusterType=kind, number=str(int(number.data["value"])))
        before = _at(elements, i - 1)
        if before and before.type == NUMBER and before.has("number-ordinals"):
            return i - 1, i + 1, merged(elements[i - 1 : i + 1], text, "EmulationCluster", clusterType=kind, number=before.get("value"))
        ref = None if _names_cluster(head, lang) else "yes"
        return i, i + 1, merged([head], text, "EmulationCluster", clusterType=kind, ref=ref, units=_units_of(elements, i, lang))

    return _each(elements, build)


def _cluster_type(head: Mention, lang: Language) -> str | None:
    """Cluster or block, also from the word inside "the block"."""
    return head.concept("cluster") or min((s.concept for s in senses_inside(head, lang) if s.table == "cluster"), default=None)


def _names_cluster(head: Mention, lang: Language) -> bool:
    """Whether the words say "emulation cluster", not only "the cluster" or "this group"."""
    if not lang.spaced:
        return head.has("cluster") and not head.has("cluster_ref")
    forms = [m for m in lang.lexicon.matches(plain(head.text)) if any(s.table == "cluster" for s in m.senses)]
    return any(" " in head.text[m.start : m.end] or "-" in head.text[m.start : m.end] for m in forms) or (
        head.concept("cluster") == "cluster" and any(m.end - m.start > 9 for m in forms))


def _units_of(elements: Elements, index: int, lang: Language) -> str | None:
    """ "yes" where the words mean the cluster's units ("its member agencies", "the cluster's 10 agencies")."""
    inside = not elements[index].has("cluster") and not _names_cluster(elements[index], lang) and "group" in {s.table for s in senses_inside(elements[index], lang)}
    after = elements[index + 1 : index + 4]
    owned = bool(after) and not lang.body_first and after[0].text in ("'", "’") and any(m.type == "Group" or m.has("group") for m in after)
    return "yes" if inside or owned else None


def senses_inside(mention: Mention, lang: Language) -> set[Sense]:
    """The senses of every form inside the mention's text, also of those a longer form hides."""
    return {s for m in lang.lexicon.matches(plain(mention.text)) for s in m.senses}


def _bodies(elements: Elements, text: str, lang: Language) -> Elements:
    def build(i: int) -> tuple[int, int, Mention] | None:
        head = elements[i]
        if head.type != WORD or not head.has("body"):
            return None
        return attach_place(elements, i, i + 1, text, lang, body=head.concept("body"))

    return _each(elements, build)


def attach_place(
    elements: Elements, first: int, last: int, text: str, lang: Language, **data: str | None
) -> tuple[int, int, Mention]:
    """The organisation `elements[first:last]` with the place or level that stands beside it."""
    left, place, level = _left_place(elements, first, lang)
    right = last
    if place is None:
        right, place, level_after = _right_place(elements, last, lang)
        level = level_after or level
    local = "yes" if place is None and level else None
    label = data.pop("label", None)
    mention = merged(elements[left:right], text, "Organization", place=place, level=level, local=local, label=label, **data)
    return left, right, mention


def _right_place(elements: Elements, last: int, lang: Language) -> tuple[int, str | None, str | None]:
    at, level = last, None
    while (word := _at(elements, at)) and word.type == WORD and (_light(word) or _levels(word)):
        level = _levels(word) or level
        at += 1
    word = _at(elements, at)
    if word and word.type == "Place" and not (lang.body_first and at == last):
        after = _at(elements, at + 1)
        if after and after.type == WORD and _levels(after) and not after.has("role"):
            return at + 2, word.get("place"), level or _levels(after)
        return at + 1, word.get("place"), level
    if level and word and level == _levels(elements[at - 1]) and (name := _unlisted_place(elements, at, lang)):
        stop = at + len(name.split())
        return stop, f"={elements[at - 1].text.lower()} {name}", level
    if level and not lang.body_first:
        end = last
        while end < at and (_light(elements[end]) or _levels(elements[end])):
            end += 1
        while end > last and not _levels(elements[end - 1]):
            end -= 1
        return end, None, level
    return last, None, None


def _unlisted_place(elements: Elements, at: int, lang: Language) -> str:
    """The capitalised words after "huyện", "district of": a place that the gazetteer does not have."""
    words: list[str] = []
    while (word := _at(elements, at)) and word.type == OTHER and word.text[0].isupper() and len(words) < 3 and lang.script_has_case:
        words.append(word.text)
        at += 1
    return " ".join(words)


def _left_place(elements: Elements, first: int, lang: Language) -> tuple[int, str | None, str | None]:
    at, level, joint = first - 1, None, False
    if (mark := _at(elements, at - 1)) and mark.text in ("'", "’") and elements[at].text == "s":  # Ninh Bình's department
        at -= 2
    while (word := _at(elements, at)) and word.type == WORD and (_levels(word) or (lang.postpositions and _light(word))):
        level, joint = _levels(word) or level, joint or not _levels(word)
        at -= 1
    word = _at(elements, at)
    if word and word.type == "Place" and (lang.body_first or not joint):
        return at, word.get("place"), level
    if level:
        start = at + 1
        while start < first and not _levels(elements[start]):
            start += 1
        return start, None, level
    return first, None, None


def _light(word: Mention) -> bool:
    return word.has("of") or word.has("article")


def _levels(word: Mention) -> str | None:
    return word.concept("level") or ("provincial" if word.has("local") else None)


def _other_bodies(elements: Elements, text: str, lang: Language) -> Elements:
    """Bodies that no gazetteer has: a head ("Association") with the words that make its name."""

    def build(i: int) -> tuple[int, int, Mention] | None:
        head = elements[i]
        if head.type != WORD or not head.has("heads"):
            return None
        first, last = (_name_before(elements, i), i + 1) if lang.body_first else (i, _name_after(elements, i, lang))
        if last - first < 2:
            first = _capitals_before(elements, i) if lang.script_has_case else first
        if last - first < 2:
            return None
        name = text[elements[first].start : elements[last - 1].end]
        return attach_place(elements, first, last, text, lang, label=name)

    return _each(elements, build)


def _name_after(elements: Elements, head: int, lang: Language) -> int:
    """Where the name that begins with the head ends: before punctuation, a verb, another mention."""
    at, last = head + 1, head + 1
    while (word := _at(elements, at)) and at - head <= 10:
        if word.type == OTHER and (word.text[0].isupper() or not lang.capitals):
            last = at + 1
        elif word.type == MARK and word.text in "/-" and _at(elements, at + 1):
            pass
        elif word.type == WORD and lang.capitals and _light(word):
            pass
        elif word.type == WORD and word.has("and") and last == at and _capital(_at(elements, at + 1)):
            pass
        else:
            break
        at += 1
    return last


def _name_before(elements: Elements, head: int) -> int:
    """Where the name that ends with the head begins: after punctuation, a particle, another mention."""
    first = at = head
    while (word := _at(elements, at - 1)) and head - at < 7:
        if word.type == OTHER:
            first = at - 1
        elif not word.has("and") or not _at(elements, at - 2):
            break
        at -= 1
    return first


def _capitals_before(elements: Elements, head: int) -> int:
    first = head
    while (word := _at(elements, first - 1)) and word.type == OTHER and _capital(word) and head - first < 5:
        first -= 1
    return first


def _capital(word: Mention | None) -> bool:
    return word is not None and word.text[:1].isupper()


def _distributed(elements: Elements, text: str, lang: Language) -> Elements:
    """"Departments of Justice of A, B and C" names three departments."""
    made: Elements = []
    body: Mention | None = None
    for index, element in enumerate(elements):
        following = _at(elements, index + 1)
        if element.type == "Organization":
            body = element if element.get("place") else None
        elif element.type == "Place" and body and body.get("body"):
            element = merged([element], text, "Organization", body=body.get("body"), place=element.get("place"), level=body.get("level"))
        elif not (element.text in ",、" or element.has("and") or _light(element)) or (following and following.type not in ("Place", WORD)):
            body = None
        made.append(element)
    return made


def _typed(elements: Elements, text: str, lang: Language) -> Elements:
    return [_as_mention(e, lang) if e.type == WORD else e for e in elements]


def _as_mention(word: Mention, lang: Language) -> Mention:
    for table, kind in _TYPES:
        if word.has(table):
            concept = word.concept(table)
            data = {
                "event_ref": {"ref": "yes", "eventType": _event_inside(word, lang)}, "event": {"eventType": concept}, "role": {"role": concept}, "honour": {"honour": concept},
                "movement": {"movementType": concept}, "group": {"groupType": concept},
            }[table]
            return Mention(kind, word.start, word.end, word.text, word.senses, {k: v for k, v in data.items() if v})
    return word


def _event_inside(word: Mention, lang: Language) -> str | None:
    return min((s.concept for s in senses_inside(word, lang) if s.table == "event"), default=None)

