"""Whether two spellings are one person's, over every pair of the table of invented people."""

from __future__ import annotations

import itertools
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.graph.names import Verdict, compare, fold, fold_keys, places, read_person, same
from thidua.graph.names.scan import whole_place

TABLE = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
PEOPLE = TABLE["person"]


def unmarked(name: str) -> str:
    bare = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in bare if not unicodedata.combining(char))


def spellings(person: dict[str, object]) -> list[str]:
    vi = str(person["vi"])
    return [
        vi,
        unmarked(vi),
        vi.upper(),
        *(name for names in person.values() if isinstance(names, list) for name in names),
    ]


#: Scripts that do not write all vowels: many a spelling leaves open which of two names it is.
VAGUE = ("ar",)


def verdicts(pairs: list[tuple[str, str]]) -> tuple[float, float]:
    """The share of pairs that are the same, and of those that are different."""
    found = [same(*pair) for pair in pairs]
    return found.count(Verdict.SAME) / len(found), found.count(Verdict.DIFFERENT) / len(found)


def test_spellings_of_one_person_are_the_same_and_hardly_ever_different() -> None:
    people = [{lang: names for lang, names in person.items() if lang not in VAGUE} for person in PEOPLE]
    pairs = [pair for person in people for pair in itertools.combinations(spellings(person), 2)]
    assert len(pairs) > 1000
    alike, different = verdicts(pairs)
    assert alike >= 0.94 and different <= 0.02


@pytest.mark.parametrize("lang", VAGUE)
def test_a_script_without_vowels_leaves_names_open_but_never_wrong(lang: str) -> None:
    pairs = [(str(person["vi"]), name) for person in PEOPLE for name in person[lang]]
    alike, different = verdicts(pairs)
    assert len(pairs) > 60
    assert alike >= 0.55 and different <= 0.02


def test_spellings_that_are_read_alike_are_one_name_even_where_the_script_leaves_it_open() -> None:
    assert same("تران هونغ فيت", "تران هونج فيت") is Verdict.SAME
    assert same("هو فيت كونغ", "هو فيت كوونغ") is Verdict.DOUBTFUL


@pytest.mark.parametrize(
    ("spelling", "names"),
    [
        ("نغوين فان هونغ", ["Nguyễn Văn Hùng", "Nguyễn Văn Hồng", "Nguyễn Văn Hương"]),
        ("نغوين فان توان", ["Nguyễn Văn Toàn", "Nguyễn Văn Tuấn"]),
        ("فو ثي مينه هانغ", ["Vũ Thị Minh Hằng", "Võ Thị Minh Hằng"]),
    ],
)
def test_no_name_is_chosen_where_the_script_does_not_tell(spelling: str, names: list[str]) -> None:
    assert {same(spelling, name) for name in names} == {Verdict.DOUBTFUL}
    assert same(spelling, spelling) is Verdict.SAME


def test_two_people_are_never_the_same_in_any_script() -> None:
    pairs = [
        (left, right)
        for one, other in itertools.combinations(PEOPLE, 2)
        for left in spellings(one)[:2]
        for right in spellings(other)
    ]
    assert len(pairs) > 5000
    assert [pair for pair in pairs if same(*pair) is Verdict.SAME] == []


@pytest.mark.parametrize(("left", "right"), TABLE["near"]["pairs"])
def test_one_tone_makes_another_person(left: str, right: str) -> None:
    assert same(left, right) is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        ("Nguyễn Hoà Bình", "Nguyễn Hòa Bình", "same"),
        ("Lý Thị Mỹ", "Lí Thị Mĩ", "same"),
        ("An Van Nguyen", "Nguyễn Văn An", "same"),
        ("Nguyen Vanan", "Nguyễn Văn An", "same"),
        ("Nguyễn An", "Nguyen An", "doubtful"),
        ("Nguyễn Văn An", "Nguyễn An", "doubtful"),
        ("Nguyễn Văn An", "Nguyễn Văn Bình An", "doubtful"),
        ("Nguyen Van An", "Nguyen Van Ban", "different"),
        ("गुयेन वान हंग", "Nguyễn Văn Hùng", "same"),
        ("गुयेन वान हंग", "Nguyễn Văn Hằng", "doubtful"),
        ("गुयेन वान हंग", "Nguyễn Văn Sơn", "different"),
    ],
)
def test_verdicts_and_their_reasons(left: str, right: str, verdict: str) -> None:
    for pair in ((left, right), (right, left)):
        found = compare(*pair)
        assert found.verdict == verdict
        assert found.reason.endswith(".")


def test_the_label_has_marks_only_where_the_text_has() -> None:
    for text, label in (
        ("गुयेन वान थांग", "Nguyen Van Thang"),
        ("NGUYỄN VĂN THẮNG", "Nguyễn Văn Thắng"),
        ("Nguyen Van Thang", "Nguyen Van Thang"),
    ):
        name = read_person(text)
        assert name is not None and name.label == label and name.surname == "nguyen"


@pytest.mark.parametrize("text", ["", "Joe Biden", "सम्मेलन", "the conference of 2024", "東京都知事"])
def test_what_is_no_vietnamese_name_is_not_read_as_one(text: str) -> None:
    assert read_person(text) is None


@given(st.text())
def test_fold_changes_nothing_twice(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_fold_leaves_something_of_every_text(text: str) -> None:
    assert bool(fold(text)) == bool(text.strip())


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=20), st.sampled_from(PEOPLE))
def test_fold_does_not_see_case_tones_or_spaces(text: str, person: dict[str, str]) -> None:
    name = person["vi"]
    assert fold(name) == fold(name.upper()) == fold(unmarked(name)) == fold(f"  {unicodedata.normalize('NFD', name)} ")
    assert fold(f"{text} {name}") == fold(f"{text} {unmarked(name)}")


def test_a_name_folds_alike_in_most_scripts() -> None:
    keys = [(fold(person["vi"]), fold(name)) for person in PEOPLE for name in spellings(person)]
    assert sum(left == right for left, right in keys) / len(keys) >= 0.9


def test_the_other_readings_of_a_name_are_keys_too() -> None:
    keys = fold_keys("グエン・ヴァン・クアン")
    assert keys[0] == fold("グエン・ヴァン・クアン")
    assert {"nguyen van quan", "nguyen van quang"} <= set(keys)
    assert fold_keys("Nguyễn Văn Quang") == ("nguyen van quang",)
    found = [
        fold(person["vi"]) in fold_keys(name)
        for person in PEOPLE
        for lang in person
        if lang != "vi"
        for name in person[lang]
    ]
    assert sum(found) / len(found) >= 0.95


def test_every_name_of_a_province_leads_to_it() -> None:
    missed = [
        (entry.id, name)
        for entry in places().values()
        if entry.level in ("province", "city")
        for name in entry.names
        if entry.id not in whole_place(name) and name != "Hồ Chí Minh"
    ]
    assert missed == []


def test_a_place_folds_alike_in_every_script() -> None:
    for names in (
        ("Hà Nội", "Hanoi", "HÀ NỘI", "हनोई", "ハノイ", "하노이", "Ханой", "河内"),
        ("Ninh Bình", "Ninh Binh", "निन्ह बिन्ह", "ニンビン", "Ниньбинь"),
    ):
        assert len({fold(name) for name in names}) == 1
