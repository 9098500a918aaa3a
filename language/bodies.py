"""Bodies: those of the gazetteer with their place, and others by a head ("Association") and the words of its name."""

from __future__ import annotations

from thidua.graph.bodies import local_counterpart
from thidua.graph.names import spelt_towns
from thidua.language.data import Language
from thidua.language.lexicon import plain
from thidua.language.mention import MARK, NUMBER, OTHER, QUOTE, WORD, Mention
from thidua.language.sequence import Elements, each, element_at, is_light, level_of, merged

#: A head this long is a compound that names its trade ("Gummikonzern"), so that a place alone completes the name.
_COMPOUND = 9
#: Words of a quotation that is a body's name.
_QUOTED = 6
#: Letters of a district's name in a script that writes a syllable with one.
_LONGEST_NAME = 6
#: Listed words that may also be part of a name.
_WITHOUT = frozenset({"sector", "unit", "group", "heads", "event", "movement", "document", "portfolio", "other"})


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
        if not (head.has("heads") if head.type == WORD else _compound(head, lang)):
            return None
        first, last = (_name_before(elements, i), i + 1) if lang.body_first else (i, _name_after(elements, i, lang))
        if lang.body_first and _place_of_name(elements, first, i):
            first -= 1
        elif last - first < 2 or (first > 0 and elements[first - 1].text == "-"):
            first = _capitals_before(elements, i) if lang.script_has_case else first
        elif lang.compounds and _joins_trades(elements, first):
            first = _capitals_before(elements, i)
        before = lang.capitals or lang.compounds
        beside = _is_place(element_at(elements, last)) or (before and _is_place(element_at(elements, i - 1)))
        if last - first < 2 and not (beside and _names_trade(head, lang)):
            return None
        first, last = _with_place(elements, first, last, lang)
        name = text[elements[first].start : elements[last - 1].end]
        return attach_place(elements, first, last, text, lang, label=name)

    return each(elements, build)


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
    named = lang.capitals or lang.compounds
    return (first - 1 if whole and _is_place(before) and first > 0 and named else first), last


def _name_after(elements: Elements, head: int, lang: Language) -> int:
    """Where the name that begins with the head ends: before punctuation, a verb, another mention."""
    at, last = head + 1, head + 1
    if _is_quoted_name(element_at(elements, at)):  # "the company «Dawn»"
        return at + 1
    if lang.script_has_case and (end := _own_number(elements, at)) > at:  # "Hospital 7", "School No. 3"
        return end
    reach = 10 if lang.script_has_case else 3  # without capitals nothing tells a name's words from a verb's
    while (word := element_at(elements, at)) and at - head <= reach:
        goes_on = lang.syllables and last == at > head + 1 and _second_syllable(elements, at)
        named = word.type == OTHER and (word.text[0].isupper() or not lang.capitals)
        if goes_on or named or (lang.script_has_case and _is_syllable(word)):
            last = at + 1
        elif not _inside_name(elements, at, last if last > head + 1 else -1, lang):
            break
        at += 1
    return last


def _names_trade(head: Mention, lang: Language) -> bool:
    """Whether the head is a compound that says more than its last part ("Gummikonzern", "Agrarbank")."""
    low = plain(head.text)
    parts = lang.folder["terms"]["heads"]["forms"] if lang.compounds else ()
    return len(low) > _COMPOUND or any(len(p) > 3 and low != p and low.endswith(p) for p in parts)


def _is_quoted_name(word: Mention | None) -> bool:
    return word is not None and word.type == QUOTE and len(word.data["text"].split()) <= _QUOTED


def _own_number(elements: Elements, at: int) -> int:
    """Where a body's own number ends ("7", "No. 3"), or `at`."""
    end = at
    while (mark := element_at(elements, end)) and mark.type == WORD and mark.has("number"):
        end += 1
    number = element_at(elements, end)
    plain_number = number is not None and number.type == NUMBER and not number.get("unit")
    return end + 1 if plain_number and number and number.text.isdigit() and len(number.text) <= 3 else at


def _is_syllable(word: Mention) -> bool:
    """A capitalised syllable of a name that is also listed as a unit ("Ha Lam" is no hectare)."""
    return word.type == WORD and word.tables == {"unit"} and word.text.istitle() and len(word.text) <= 3


def _compound(word: Mention, lang: Language) -> bool:
    """A word that ends in a head ("Salzgesellschaft"), where the language writes compounds as one word."""
    low = plain(word.text)
    written = _capital(word) or not lang.capitals
    return lang.compounds and word.type == OTHER and written and low.endswith(lang.compound_heads)


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
    if word.type == OTHER:  # "for traditional Medicine"
        return lang.capitals and _capital(following) and is_light(elements[at - 1])
    beyond = element_at(elements, at + 2) if following and following.has("and") else following
    listed = word.text[:1].isupper() and _capital(beyond) and not _WITHOUT.isdisjoint(word.tables) and last == at
    return word.type == WORD and ((lang.capitals and is_light(word)) or joins or listed)


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
    while (word := element_at(elements, first - 1)) and head - first < 7:
        after = elements[first]
        hyphened = after.text == "-" and word.end == after.start
        own = word.type == OTHER or (word.type == WORD and (word.has("trade") or hyphened))
        hyphen = word.text == "-" and (word.end == after.start or after.has("and"))
        if not ((own and _capital(word)) or hyphen or _joins_trades(elements, first)):
            break
        first -= 1
    return first


def _joins_trades(elements: Elements, first: int) -> bool:
    """ "Investment and Development Corporation": words for trades, as listed, on both sides."""
    one, joint = element_at(elements, first - 2), elements[first - 1]
    hyphen = one is not None and one.text == "-"  # "Investitions- und Entwicklungsgesellschaft"
    return joint.has("and") and (hyphen or (one is not None and one.has("trade") and elements[first].has("trade")))


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
