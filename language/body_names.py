"""Which words make the name of a body that no gazetteer has, before or behind its head."""

from __future__ import annotations

from thidua.language.data import Language
from thidua.language.lexicon import plain
from thidua.language.mention import MARK, NUMBER, OTHER, QUOTE, WORD, Mention
from thidua.language.sequence import Elements, element_at, is_light

#: Words of a quotation that is a body's name.
_QUOTED = 6
#: Small words that with a capital inside a name are part of it.
_SMALL = frozenset({"of", "and", "giver", "recipient", "agent", "as", "copula", "article", "plan", "negation"})
#: Listed words that may also be part of a name.
_WITHOUT = frozenset({"sector", "unit", "group", "heads", "event", "movement", "document", "portfolio", "other"})


def name_after(elements: Elements, head: int, lang: Language) -> int:
    """Where the name that begins with the head ends: before punctuation, a verb, another mention."""
    at, last = head + 1, head + 1
    if _is_quoted_name(element_at(elements, at)):  # "the company «Dawn»"
        return at + 1
    if lang.script_has_case and (end := _own_number(elements, at)) > at:  # "Hospital 7", "School No. 3"
        return end
    reach = 10 if lang.script_has_case else 3  # without capitals nothing tells a name's words from a verb's
    while (word := element_at(elements, at)) and at - head <= reach:
        goes_on = lang.syllables and (
            (last == at > head + 1 and (_second_syllable(elements, at) or _capital_syllable(elements, at)))
            or (at == head + 1 and word.type == WORD and capital(word) and not word.has("level"))
            or (last == at == head + 2 and _runs_to_place(elements, at))
            or (last == at and elements[at - 2].has("and") and _runs_to_place(elements, at))
        )
        named = word.type == OTHER and (word.text[0].isupper() or not lang.capitals)
        if goes_on or named or (lang.script_has_case and _is_syllable(word)):
            last = at + 1
        elif not _inside_name(elements, at, last if last > head + 1 else -1, lang):
            break
        at += 1
    return last


def _runs_to_place(elements: Elements, at: int) -> bool:
    """Whether a few small words and then a place go on with a name's first syllable ("Cấp thoát nước Quảng Nam")."""
    run = elements[at : at + 5]
    end = next((i for i, m in enumerate(run) if m.type == "Place"), 0)
    return end > 0 and all(m.type in (OTHER, WORD) and m.text.islower() and not m.has("frame") for m in run[:end])


def compound(word: Mention, lang: Language) -> bool:
    """A word that ends in a head ("Salzgesellschaft"), where the language writes compounds as one word."""
    low = plain(word.text)
    written = capital(word) or not lang.capitals
    return lang.compounds and word.type == OTHER and written and low.endswith(lang.compound_heads)


def _second_syllable(elements: Elements, at: int) -> bool:
    """Whether a small word goes on with the name before it ("Công nghiệp"): a capital, a place or a pause follows."""
    word, following = elements[at], element_at(elements, at + 1)
    if word.type not in (OTHER, WORD) or not word.text.islower() or is_light(word) or word.has("and"):
        return False
    joined = following is not None and following.has("and") and capital(element_at(elements, at + 2))
    resumed = following is not None and (following.type == "Place" or (following.type == OTHER and capital(following)))
    resumed = resumed or (joined and word.type == OTHER)
    return resumed or (word.type == OTHER and (following is None or following.type == MARK))


def _capital_syllable(elements: Elements, at: int) -> bool:
    """Whether a listed word with a capital goes on with a name ("Trường THPT Đại Từ", though "từ" is "from")."""
    word, before = elements[at], elements[at - 1]
    small = not _SMALL.isdisjoint(word.tables)
    named = before.type == OTHER and before.text.istitle()
    return word.type == WORD and small and named and word.text.istitle() and word.start == before.end + 1


def _inside_name(elements: Elements, at: int, last: int, lang: Language) -> bool:
    """Whether the element may stand inside a name: a stroke, "of the", "and" before a capital."""
    word, following = elements[at], element_at(elements, at + 1)
    if word.type == MARK:
        return word.text in "/-" and following is not None
    joins = word.has("and") and last == at and capital(following)
    if word.type == OTHER:  # "for traditional Medicine"
        return lang.capitals and capital(following) and is_light(elements[at - 1])
    beyond = element_at(elements, at + 2) if following and following.has("and") else following
    listed = word.text[:1].isupper() and capital(beyond) and not _WITHOUT.isdisjoint(word.tables) and last == at
    return word.type == WORD and ((lang.capitals and is_light(word)) or joins or listed)


def name_before(elements: Elements, head: int) -> int:
    """Where the name that ends with the head begins: after punctuation, a particle, another mention."""
    first = at = head
    while (word := element_at(elements, at - 1)) and head - at < 7:
        if word.type == OTHER:
            first = at - 1
        elif not word.has("and") or not element_at(elements, at - 2):
            break
        at -= 1
    return first


def capitals_before(elements: Elements, head: int) -> int:
    first = _before_number(elements, head)
    while (word := element_at(elements, first - 1)) and head - first < 7:
        after = elements[first]
        hyphened = after.text == "-" and word.end == after.start
        own = word.type == OTHER or (word.type == WORD and (word.has("trade") or hyphened))
        hyphen = word.text == "-" and (word.end == after.start or after.has("and"))
        if not ((own and capital(word)) or hyphen or joins_trades(elements, first)):
            break
        first -= 1
    return first


def _before_number(elements: Elements, head: int) -> int:
    """Where the number begins that stands between a name and its head ("Thuan Thanh No. 1 High School")."""
    number, mark, name = (element_at(elements, head - i) for i in (1, 2, 3))
    if number is None or mark is None or name is None or number.type != NUMBER or number.get("unit"):
        return head
    if not mark.has("number"):
        return head
    if name.type == "Place":
        return head - 3
    return head - 2 if name.type == OTHER and capital(name) else head


def joins_trades(elements: Elements, first: int) -> bool:
    """ "Investment and Development Corporation": words for trades, as listed, on both sides."""
    one, joint = element_at(elements, first - 2), elements[first - 1]
    hyphen = one is not None and one.text == "-"  # "Investitions- und Entwicklungsgesellschaft"
    return joint.has("and") and (hyphen or (one is not None and one.has("trade") and elements[first].has("trade")))


def capital(word: Mention | None) -> bool:
    return word is not None and word.text[:1].isupper()


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
