"""Bodies: those of the gazetteer with their place, and others by a head ("Association") and the words of its name."""

from __future__ import annotations

from thidua.graph.bodies import local_counterpart
from thidua.language.data import Language
from thidua.language.mention import MARK, OTHER, WORD, Mention
from thidua.language.sequence import Elements, each, element_at, is_light, level_of, merged


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
    several = place is None and any(m.has("sector") for m in elements[last:right])  # "of the provinces"
    many = "yes" if several else None
    local = "yes" if place is None and level and not many else None
    label = data.pop("label", None)
    if (kind := data.get("body")) and (place or level in ("provincial", "district")):
        data["body"] = local_counterpart(kind)
    data |= {"place": place, "level": level, "local": local, "many": many, "label": label}
    return left, right, merged(elements[left:right], text, "Organization", **data)


def _right_place(elements: Elements, last: int, lang: Language) -> tuple[int, str | None, str | None]:
    at, level = last, None
    while (word := element_at(elements, at)) and word.type == WORD and (is_light(word) or level_of(word)):
        level = level_of(word) or level
        at += 1
    word = element_at(elements, at)
    if word and word.type == "Place" and not (lang.body_first and at == last):
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
    if word and word.type == "Place" and (lang.body_first or not (joint or _taken(elements, at))):
        return at, word.get("place"), level
    if level:
        start = at + 1
        while start < first and not level_of(elements[start]):
            start += 1
        if not lang.body_first and word and word.has("body"):  # the level of the body before it
            return first, None, None
        return start, None, level
    return first, None, None


def _taken(elements: Elements, place: int) -> bool:
    """Whether the place is the one of a body before it, in a list without commas."""
    at = place - 1
    while (word := element_at(elements, at)) and word.type == WORD and (level_of(word) or is_light(word)):
        at -= 1
    return word is not None and at < place - 1 and word.has("body")


def other_bodies(elements: Elements, text: str, lang: Language) -> Elements:
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

    return each(elements, build)


def _name_after(elements: Elements, head: int, lang: Language) -> int:
    """Where the name that begins with the head ends: before punctuation, a verb, another mention."""
    at, last = head + 1, head + 1
    while (word := element_at(elements, at)) and at - head <= 10:
        goes_on = lang.syllables and last == at > head + 1 and _second_syllable(elements, at)
        if goes_on or (word.type == OTHER and (word.text[0].isupper() or not lang.capitals)):
            last = at + 1
        elif not _inside_name(elements, at, last, lang):
            break
        at += 1
    return last


def _second_syllable(elements: Elements, at: int) -> bool:
    """Whether a small word goes on with the name before it ("Công nghiệp"): a capital, a place or a pause follows."""
    word, following = elements[at], element_at(elements, at + 1)
    if word.type not in (OTHER, WORD) or not word.text.islower() or is_light(word) or word.has("and"):
        return False
    resumed = following is not None and (following.type == "Place" or (following.type == OTHER and _capital(following)))
    return resumed or (word.type == OTHER and (following is None or following.type == MARK))


def _inside_name(elements: Elements, at: int, last: int, lang: Language) -> bool:
    """Whether the element may stand inside a name: a stroke, "of the", "and" before a capital."""
    word, following = elements[at], element_at(elements, at + 1)
    if word.type == MARK:
        return word.text in "/-" and following is not None
    joins = word.has("and") and last == at and _capital(following)
    return word.type == WORD and ((lang.capitals and is_light(word)) or joins)


def _name_before(elements: Elements, head: int) -> int:
    """Where the name that ends with the head begins: after punctuation, a particle, another mention."""
    first = at = head
    while (word := element_at(elements, at - 1)) and head - at < 7:
        if word.type == OTHER:
            first = at - 1
        elif not word.has("and") or not element_at(elements, at - 2):
            break
        at -= 1
    return first


def _capitals_before(elements: Elements, head: int) -> int:
    first = head
    while (word := element_at(elements, first - 1)) and word.type == OTHER and _capital(word) and head - first < 5:
        first -= 1
    return first


def _capital(word: Mention | None) -> bool:
    return word is not None and word.text[:1].isupper()


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
