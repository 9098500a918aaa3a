"""Bodies: those of the gazetteer with their place, and others by a head ("Association") and the words of its name."""

from __future__ import annotations

from thidua.graph.bodies import local_counterpart
from thidua.graph.names import spelt_towns
from thidua.language.body_names import capital, capitals_before, compound, joins_trades, name_after, name_before
from thidua.language.data import Language
from thidua.language.lexicon import plain
from thidua.language.mention import MARK, OTHER, WORD, Mention
from thidua.language.sequence import Elements, each, element_at, is_levelled, is_light, is_taken, level_of, merged

#: A head this long is a compound that names its trade ("Gummikonzern"), so that a place alone completes the name.
_COMPOUND = 9
#: Letters of a district's name in a script that writes a syllable with one.
_LONGEST_NAME = 6


def bodies(elements: Elements, text: str, lang: Language) -> Elements:
    def build(i: int) -> tuple[int, int, Mention] | None:
        head = elements[i]
        if head.type != WORD or not head.has("body") or _is_title(elements, i):
            return None
        return attach_place(elements, i, i + 1, text, lang, body=head.concept("body"))

    return each(elements, build)


def _is_title(elements: Elements, index: int) -> bool:
    """ "Prime Minister" is a body ("the Prime Minister's directive") and, before a name, a person's post."""
    if not elements[index].has("role"):
        return False
    after = [m for m in elements[index + 1 : index + 3] if not m.has("honorific")]
    return bool(after) and after[0].type == "Person"


def attach_place(
    elements: Elements, first: int, last: int, text: str, lang: Language, **data: str | None
) -> tuple[int, int, Mention]:
    """The organisation `elements[first:last]` with the place or level that stands beside it."""
    left, place, level = _left_place(elements, first, lang)
    right = last
    if place is None:
        right, place, level_after = _right_place(elements, last, lang)
        level = level_after or level
    own = _level_inside(elements[first], lang) if place is None and level is None and data.get("body") else None
    if own and (name := _unlisted_place(elements, last, lang)):  # "Huyện ủy Tuy An"
        right, place, level = last + len(name.split()), f"={own[1]} {name}", own[0]
    elif own:
        level = own[0]
    several = place is None and any(m.has("sector") for m in elements[last:right])  # "of the provinces"
    unnamed = place is None and level in ("district", "commune") and data.get("body") is not None
    many = "yes" if several or unnamed else None
    local = "yes" if place is None and level and level != "national" and not many else None
    label = data.pop("label", None)
    if (kind := data.get("body")) and (place or level in ("provincial", "district")):
        data["body"] = local_counterpart(kind)
    data |= {"place": place, "level": level, "local": local, "many": many, "label": label}
    return left, right, merged(elements[left:right], text, "Organization", **data)


def _level_inside(head: Mention, lang: Language) -> tuple[str, str] | None:
    """The level of a district or commune that a body's own word says, and that word ("Huyện ủy")."""
    low = plain(head.text)
    if not lang.spaced or not lang.syllables:
        return None
    for match in lang.lexicon.matches(low.split(" ")[0]):
        for sense in match.senses:
            if sense.table == "level" and sense.concept in ("district", "commune"):
                return sense.concept, low[match.start : match.end]
    return None


def _right_place(elements: Elements, last: int, lang: Language) -> tuple[int, str | None, str | None]:
    at, level = last, None
    while (word := element_at(elements, at)) and word.type == WORD and (is_light(word) or level_of(word)):
        level = level_of(word) or level
        at += 1
    word = element_at(elements, at)
    if word and word.type == "Place" and not (lang.body_first and at == last and not is_levelled(elements, at)):
        after = element_at(elements, at + 1)
        if after and after.type == WORD and level_of(after) and not after.has("role"):
            return at + 2, word.get("place"), level or level_of(after)
        return at + 1, word.get("place"), level
    if level and word and level == level_of(elements[at - 1]) and (name := _unlisted_place(elements, at, lang)):
        stop = at + len(name.split())
        return stop, f"={elements[at - 1].text.lower()} {name}", level
    if level and not lang.body_first:
        end = last
        while end < at and (is_light(elements[end]) or level_of(elements[end])):
            end += 1
        while end > last and not level_of(elements[end - 1]):
            end -= 1
        return end, None, level
    return last, None, None


def _unlisted_place(elements: Elements, at: int, lang: Language) -> str:
    """The capitalised words after "huyện", "district of": a place that the gazetteer does not have."""
    words: list[str] = []
    while (
        (word := element_at(elements, at))
        and (word.type == OTHER or (word.type == WORD and word.tables == {"unit"}))
        and word.text[0].isupper()
        and len(words) < 3
        and lang.script_has_case
    ):
        words.append(word.text)
        at += 1
    return " ".join(words)


def _left_place(elements: Elements, first: int, lang: Language) -> tuple[int, str | None, str | None]:
    at, level, joint = first - 1, None, False
    if (
        (mark := element_at(elements, at - 1)) and mark.text in ("'", "’") and elements[at].text == "s"
    ):  # Ninh Bình's department
        at -= 2
    while (
        (word := element_at(elements, at))
        and word.type == WORD
        and (level_of(word) or (lang.postpositions and is_light(word)))
    ):
        level, joint = level_of(word) or level, joint or not level_of(word)
        at -= 1
    word = element_at(elements, at)
    if word and word.type == "Place" and (lang.body_first or not (joint or is_taken(elements, at))):
        return at, word.get("place"), level
    if lang.body_first and (name := _spelt_town(elements, at)):
        return at, f"={name}", "district"
    if level:
        start = at + 1
        while start < first and not level_of(elements[start]):
            start += 1
        if not lang.body_first and word and word.has("body"):  # the level of the body before it
            return first, None, None
        return start, None, level
    return first, None, None


def _spelt_town(elements: Elements, at: int) -> str | None:
    """The name of a town or district that several provinces have or none lists, with the word for it (짜우타인현)."""
    word, behind = element_at(elements, at), element_at(elements, at + 1)
    if word is None or word.type != OTHER:
        return None
    if behind is not None and behind.has("level") and word.end == behind.start:
        name = word.text + behind.text
        district = behind.concept("level") == "district" and len(word.text) <= _LONGEST_NAME
        return name if district or spelt_towns(name) else None
    return word.text if spelt_towns(word.text) else None


def other_bodies(elements: Elements, text: str, lang: Language) -> Elements:
    """Bodies that no gazetteer has: a head ("Association") with the words that make its name."""

    def build(i: int) -> tuple[int, int, Mention] | None:
        head = elements[i]
        if not (head.has("heads") if head.type == WORD else compound(head, lang)):
            return None
        first, last = (name_before(elements, i), i + 1) if lang.body_first else (i, name_after(elements, i, lang))
        if lang.body_first and _place_of_name(elements, first, i):
            first -= 1
        elif last - first < 2 or (first > 0 and elements[first - 1].text == "-"):
            first = capitals_before(elements, i) if lang.script_has_case else first
        elif lang.compounds and joins_trades(elements, first):
            first = capitals_before(elements, i)
        before = lang.capitals or lang.compounds
        beside = _is_place(element_at(elements, last)) or (before and _is_place(element_at(elements, i - 1)))
        if lang.syllables and last - first < 2 and " " in head.text and _of_a_place(elements, last):
            name = text[elements[first].start : elements[last + 1].end]  # "Bưu điện tỉnh A"
            return attach_place(elements, first, last, text, lang, label=name)
        if lang.syllables and last - first < 2 and " " in head.text and _of_the_province(elements, last):
            return attach_place(elements, first, last, text, lang, label=head.text)  # "Bưu điện tỉnh"
        if last - first < 2 and not (beside and _names_trade(head, lang)):
            return None
        first, last = _with_place(elements, first, last, lang)
        name = text[elements[first].start : elements[last - 1].end]
        return attach_place(elements, first, last, text, lang, label=name)

    return each(elements, build)


def _of_a_place(elements: Elements, at: int) -> bool:
    level = element_at(elements, at)
    return level is not None and level_of(level) is not None and _is_place(element_at(elements, at + 1))


def _of_the_province(elements: Elements, at: int) -> bool:
    """Whether "tỉnh" stands there and no name follows that it belongs to."""
    level, after = element_at(elements, at), element_at(elements, at + 1)
    ends = after is None or after.type == MARK or after.type == WORD
    return level is not None and level.has("level", "provincial") and ends


def _place_of_name(elements: Elements, first: int, head: int) -> bool:
    """Whether a place right before the words is part of the name (하우장 전력회사, ハウザン電力会社)."""
    place = element_at(elements, first - 1)
    inside = elements[first:head]
    return _is_place(place) and all(m.type == OTHER for m in inside) and (bool(inside) or len(elements[head].text) > 2)


def _is_place(word: Mention | None) -> bool:
    return word is not None and word.type == "Place"


def _with_place(elements: Elements, first: int, last: int, lang: Language) -> tuple[int, int]:
    """With the place right beside the name, which is part of it ("Quang Nam Water Supply Company")."""
    if lang.body_first or not lang.script_has_case:
        return first, last
    after = element_at(elements, last + 1)
    if _is_place(element_at(elements, last)) and not (after and level_of(after)):
        return first, last + 1
    before = element_at(elements, first - 1)
    joint = element_at(elements, first - 2)
    listed = joint is not None and joint.text in ",;" and not (lang.compounds and last - first == 1)
    whole = before and before.get("place") and not (joint and (level_of(joint) or listed))
    if not (whole and _is_place(before) and first > 0 and (lang.capitals or lang.compounds)):
        return first, last
    first -= 1
    while lang.capitals and first > 1 and elements[first - 1].type == OTHER and capital(elements[first - 1]):
        first -= 1  # "Cong Nghiep Viet Tri High School"
    return first, last


def _names_trade(head: Mention, lang: Language) -> bool:
    """Whether the head is a compound that says more than its last part ("Gummikonzern", "Agrarbank")."""
    low = plain(head.text)
    parts = lang.folder["terms"]["heads"]["forms"] if lang.compounds else ()
    return len(low) > _COMPOUND or any(len(p) > 3 and low != p and low.endswith(p) for p in parts)


def distributed(elements: Elements, text: str, lang: Language) -> Elements:
    """ "Departments of Justice of A, B and C" names three departments."""
    made: Elements = []
    body: Mention | None = None
    for index, element in enumerate(elements):
        following = element_at(elements, index + 1)
        if element.type == "Organization":
            body = element if element.get("place") else None
        elif element.type == "Place" and body and body.get("body"):
            element = merged(
                [element],
                text,
                "Organization",
                body=body.get("body"),
                place=element.get("place"),
                level=body.get("level"),
            )
        elif not (element.text in ",、" or element.has("and") or is_light(element)) or (
            following and following.type not in ("Place", WORD)
        ):
            body = None
        made.append(element)
    return made
