"""Every language's lists are whole: known concepts, all of them, and no form with two meanings in one table."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import thidua.graph as graph
from thidua.graph.ontology import ontology
from thidua.language.data import FOLDER, TERMS, WORDS, language, languages

GAZETTEER = Path(graph.__file__).parent / "gazetteer"
#: The code list of the ontology whose concepts a table of terms lists.
SCHEMES = {
    "role": "role", "cluster": "clusterType", "document": "documentType", "event": "eventType",
    "movement": "movementType", "honour": "honour", "group": "groupType", "level": "level",
}
#: Claim kinds that no verb states alone, with the concepts that state them (a table, and its concepts or all of them).
VERBLESS = {
    "deputy_leads": {"role": {"deputy_leader", "deputy_chair", "deputy_head"}},
    "holds_post": {"role": None},
    "figure": {"unit": None, "group": None},
}
VOICES = {"active", "passive", "participle", "infinitive", "consists", "belongs"}
# Which end of "succeeds" stands where.
VOICES |= {"instead", "into", "from", "divided", "onto", "out_of", "merging", "result"}


def gazetteer(name: str) -> set[str]:
    return set(tomllib.loads((GAZETTEER / f"{name}.toml").read_text("utf-8")))


def concepts(table: str) -> set[str] | None:
    """The concepts a table must list, or None where the table names its own."""
    if table in SCHEMES:
        return set(ontology().codes[SCHEMES[table]])
    own = {"body": gazetteer("bodies"), "sector": gazetteer("sectors"), "number": {"forms"}, "heads": {"forms"}}
    return own.get(table)


def tables(code: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """The tables of a language in which a form may mean one thing only."""
    yield from language(code).folder["terms"].items()
    yield from language(code).folder["frames"].items()


@pytest.mark.parametrize("code", languages())
def test_every_function_word_and_table_is_there(code: str) -> None:
    assert language(code).folder["words"].keys() >= WORDS
    assert TERMS <= language(code).folder["terms"].keys() <= TERMS | {"ministry"}


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("table", sorted(TERMS))
def test_concepts_are_those_of_the_ontology_and_the_gazetteer(code: str, table: str) -> None:
    wanted = concepts(table)
    if wanted is None:
        wanted = set(language("en").folder["terms"][table])
    assert set(language(code).folder["terms"][table]) == wanted


@pytest.mark.parametrize("code", languages())
def test_frames_are_those_of_claim_kinds(code: str) -> None:
    frames = language(code).folder["frames"]
    assert set(frames) == ontology().kinds.keys() - VERBLESS.keys()
    assert {voice for voices in frames.values() for voice in voices} <= VOICES


@pytest.mark.parametrize("kind", sorted(ontology().kinds))
@pytest.mark.parametrize("code", languages())
def test_every_claim_kind_has_words(code: str, kind: str) -> None:
    """A kind whose lists are empty would never be read, and nobody would see it missing."""
    folder = language(code).folder
    if kind not in VERBLESS:
        assert all(folder["frames"][kind].values()), folder["frames"][kind]
        return
    for table, concepts in VERBLESS[kind].items():
        lists = folder["terms"][table]
        assert {concept for concept in concepts or lists if not lists[concept]} == set(), table


@pytest.mark.parametrize("code", languages())
def test_a_form_means_one_thing_in_a_table(code: str) -> None:
    for table, lists in tables(code):
        meanings: dict[str, set[str]] = defaultdict(set)
        for concept, forms in lists.items():
            for form in forms:
                meanings[form.lower()].add(concept)
        assert {form: found for form, found in meanings.items() if len(found) > 1} == {}, table


@pytest.mark.parametrize("code", languages())
def test_forms_are_clean(code: str) -> None:
    """A star only at the end, no unclosed choice, no white space at the edges, nothing empty."""
    lists = [forms for _, table in tables(code) for forms in table.values()]
    for form in (form for forms in [*lists, *language(code).folder["words"].values()] for form in forms):
        assert form == form.strip() != "", repr(form)
        assert not re.search(r"[{}|]|\*.", form), repr(form)


@pytest.mark.parametrize("code", languages())
def test_twelve_months_and_whole_date_patterns(code: str) -> None:
    dates = tomllib.loads((FOLDER / code / "language.toml").read_text("utf-8"))["dates"]
    assert len(dates["months"]) == 12
    for pattern in [*dates["patterns"], *dates["periods"]]:
        assert set(re.findall(r"\{(\w+)\}", pattern)) <= {"day", "mm", "month", "year", "era"}, pattern
