"""The gazetteer: provinces before and after July 2025, regions, districts, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from thidua.graph.names.data import load
from thidua.graph.names.scripts import WORD, scripts_in
from thidua.graph.names.syllables import plain, sound

GAZETTEER = "thidua.graph.gazetteer"
REFORM = "2025-06-30"
#: The level of the places under each key of districts.toml, and the word before their names.
_KINDS = {
    "city": ("town", "thành phố"),
    "town": ("town", "thị xã"),
    "urban": ("district", "quận"),
    "district": ("district", "huyện"),
}


@dataclass(frozen=True)
class Place:
    """`level`: province | city (of central level) | town (city or town of a province) | district | region.

    `province`: id of the province it lies in (its own for a province). `valid_to` and `merged_into` say what became
    of it; `absorbed` are the ids of the provinces merged into it; `word` is the Vietnamese word before its name.
    """

    id: str
    label: str
    level: str
    province: str | None
    valid_from: str | None = None
    valid_to: str | None = None
    merged_into: str | None = None
    absorbed: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    word: str = ""


def _province(id_: str, data: dict[str, Any], absorbed: tuple[str, ...]) -> Place:
    names = (data["vi"], *data.get("names", ()))
    return Place(
        id_,
        data.get("label", data["vi"]),
        "city" if data.get("city") else "province",
        id_,
        data.get("since"),
        data.get("until"),
        data.get("into"),
        absorbed,
        names,
        "thành phố" if data.get("city") else "tỉnh",
    )


def _districts() -> Iterator[Place]:
    gazetteer = load("places.toml", GAZETTEER)
    provinces, elsewhere = gazetteer["province"], gazetteer["town"]
    for province, data in load("districts.toml", GAZETTEER).items():
        towns = {name for key in ("city", "town") for name in data.get(key, ())}
        for key, (level, word) in _KINDS.items():
            for name in data.get(key, ()):
                if name != "Huế" or "hue" not in provinces:
                    namesake = level == "district" and name in towns  # thị xã Kỳ Anh, huyện Kỳ Anh
                    id_ = f"{dashed(name)}{'-district' if namesake else ''}.{province}"
                    names = (name, *elsewhere.get(id_, ()))
                    yield Place(id_, name, level, province, None, REFORM, None, (), names, word)


def dashed(name: str) -> str:
    return "-".join(plain(word) for word in name.replace("'", "").replace("-", " ").split())


@cache
def places() -> dict[str, Place]:
    """Every place by id."""
    data = load("places.toml", GAZETTEER)
    found: dict[str, Place] = {}
    for id_, entry in data["province"].items():
        absorbed = tuple(other for other, value in data["province"].items() if value.get("into") == id_)
        found[id_] = _province(id_, entry, absorbed)
    for id_, entry in data["region"].items():
        found[id_] = Place(id_, entry["vi"], "region", None, names=(entry["vi"], *entry.get("names", ())))
    found.update((place.id, place) for place in _districts())
    return found


def place(id_: str) -> Place:
    """The place with this id. Raises KeyError when there is none."""
    return places()[id_]


def key_of(name: str) -> tuple[str, ...]:
    """The plain words of a Latin name."""
    return tuple(plain(match.group()) for match in WORD.finditer(name))


@dataclass(frozen=True)
class Listed:
    """A Latin name of a place: its plain words, the name as listed, the id of the place ("" for what is none)."""

    words: tuple[str, ...]
    name: str
    place: str


@cache
def latin_index() -> dict[str, tuple[Listed, ...]]:
    """First two plain words (or the only one) -> the names that begin so, longest first."""
    index: dict[str, set[Listed]] = {}

    def add(words: tuple[str, ...], name: str, id_: str) -> None:
        index.setdefault(" ".join(words[:2]), set()).add(Listed(words, name, id_))

    for name in load("places.toml", GAZETTEER)["not_places"]:
        add(key_of(name), name, "")
    for entry in places().values():
        bare = place_word_only(entry)
        for name in entry.names:
            if scripts_in(name) <= {"latn"} and not (bare and name == "Hồ Chí Minh"):
                words = key_of(name)
                add(words, name, entry.id)
                joined = "".join(words)
                if entry.level in ("province", "city") and not bare and 1 < len(words) < 3 and len(joined) > 5:
                    add((joined,), name, entry.id)
    return {
        key: tuple(sorted(names, key=lambda item: (-len(item.words), item.words, item.name)))
        for key, names in index.items()
    }


@cache
def lower_starts() -> frozenset[str]:
    """The first words of names that are listed in small letters ("đồng bằng sông Hồng")."""
    return frozenset(item.words[0] for names in latin_index().values() for item in names if item.name[0].islower())


def place_word_only(entry: Place) -> bool:
    """Whether the bare name is a person's, so that only "Thành phố …" and the like name the place."""
    return entry.id == "ho-chi-minh"


@cache
def foreign_names() -> tuple[tuple[str, str], ...]:
    """(name in another script, place id), in all its cases."""
    return tuple(
        (form, entry.id)
        for entry in places().values()
        for name in entry.names
        if scripts_in(name) - {"latn", "digit"}
        for form in _cases(name)
    )


def _cases(name: str) -> tuple[str, ...]:
    """The name, and the name declined where its last letter tells how."""
    endings = load("places.toml", GAZETTEER)["endings"].get(name[-1], ())
    return (name, *(name[:-1] + ending for ending in endings))


@cache
def well_known() -> frozenset[str]:
    """Ids of the towns that need no word beside them to be taken as towns."""
    return frozenset(load("places.toml", GAZETTEER)["well_known"])


@cache
def ambiguous() -> frozenset[str]:
    """Names in other scripts that are also words."""
    return frozenset(load("places.toml", GAZETTEER)["ambiguous"])


@cache
def plain_names(*levels: str) -> dict[str, tuple[str, ...]]:
    """Plain Vietnamese name with spaces -> ids of the places of these levels that bear it."""
    return _named(levels, plain)


@cache
def spoken_names(*levels: str) -> dict[str, tuple[str, ...]]:
    """`plain_names` with every đ kept."""
    return _named(levels, sound)


def _named(levels: tuple[str, ...], key: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in places().values():
        if entry.level in levels and not place_word_only(entry):
            name = " ".join(key(match.group()) for match in WORD.finditer(entry.names[0]))
            found[name] = (*found.get(name, ()), entry.id)
    return found
