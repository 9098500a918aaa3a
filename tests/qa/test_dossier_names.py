"""Names are found in any script, with tones or without, as they are typed; what fits several is not guessed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from thidua.graph import identity
from thidua.graph.errors import NameAmbiguous, NameUnknown, UsageError
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store
from thidua.qa.dossiers import find, search
from thidua.tests.qa.told import report, said, says

OFFICE = identity.organisation("health", "ca-mau")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Trần Quốc Bảo", "Trần Quốc Bảo"),
        ("tran quoc bao", "Trần Quốc Bảo"),
        ("Mr. Tran Quoc Bao", "Trần Quốc Bảo"),
        ("चान क्वोक बाओ", "Trần Quốc Bảo"),
        ("हो वान फुक", "Hồ Văn Phúc"),
        ("Hồ Văn Phúc", "Hồ Văn Phúc"),
        ("12-CT/TW", "Chỉ thị 12-CT/TW"),
        ("Directive 12-CT/TW", "Chỉ thị 12-CT/TW"),
        ("Decision 77/QD-BYT", "Quyết định 77/QĐ-BYT"),
        ("Emulation Cluster No. 7 of the Ministry of Finance", "Cụm thi đua số 7 Bộ Tài chính"),
        ("Emulationscluster Nr. 7 des Justizministeriums", "Cụm thi đua số 7 Bộ Tư pháp"),
        ("cụm 4 bộ y tế", "Cụm thi đua số 4 Bộ Y tế"),
        ("Department of Health of Kon Tum", "Sở Y tế tỉnh Kon Tum"),
        ("emulation flag", "Cờ thi đua"),
        ("every clinic", "Every clinic a clean clinic"),
        ("Bảo", "Trần Quốc Bảo"),
        ("bao", "Trần Quốc Bảo"),
    ],
)
def test_a_name_means_one_entity(world: Store, name: str, label: str) -> None:
    found = find(name, world)
    assert found.label == label
    assert find(found.id, world) == found


@pytest.mark.parametrize(
    "name", ["Trần Quốc Bão", "ông Bão", "13-CT/TW", "Emulation Cluster No. 8", "nobody of this name"]
)
def test_another_tone_number_or_word_is_another_name(world: Store, name: str) -> None:
    with pytest.raises(NameUnknown):
        find(name, world)


def test_what_fits_nobody_is_told_with_those_written_alike(world: Store) -> None:
    with pytest.raises(NameUnknown) as error:
        find("Tran Quoc Bap", world)
    assert [label for _, label in error.value.names] == ["Trần Quốc Bảo"]
    assert "Trần Quốc Bảo" in str(error.value)
    assert error.value.exit_code == 2


def test_what_fits_several_is_told_with_all_of_them(world: Store) -> None:
    with pytest.raises(NameAmbiguous) as error:
        find("Cluster No. 7", world)
    assert sorted(label.split(" (")[0] for _, label in error.value.names) == [
        "Cụm thi đua số 7 Bộ Tài chính",
        "Cụm thi đua số 7 Bộ Tư pháp",
    ]
    assert {find(id_, world).id for id_, _ in error.value.names} == {id_ for id_, _ in error.value.names}


def test_only_the_classes_wanted_are_found(world: Store) -> None:
    with pytest.raises(UsageError, match=r"Trần Quốc Bảo \(person\); give a document or movement"):
        find("tran quoc bao", world, types=("NormativeDocument", "Movement"))


def test_an_empty_name_is_no_name(world: Store) -> None:
    with pytest.raises(UsageError, match="empty"):
        find("  ", world)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("tr", "Trần Quốc Bảo"),
        ("trần q", "Trần Quốc Bảo"),
        ("Bao Tran", "Trần Quốc Bảo"),
        ("हो वा", "Hồ Văn Phúc"),
        ("12-c", "Chỉ thị 12-CT/TW"),
        ("cum 4", "Cụm thi đua số 4 Bộ Y tế"),
        ("Tran Quoc Bap", "Trần Quốc Bảo"),
    ],
)
def test_names_are_found_as_one_types(world: Store, typed: str, label: str) -> None:
    found = search(typed, world)
    assert label in [hit.label for hit in found]
    assert all(hit.claims > 0 for hit in found if hit.label == label)


def test_nothing_typed_finds_nothing_and_the_limit_holds(world: Store) -> None:
    assert search(" ", world) == []
    assert len(search("s", world, 3)) == 3


def test_the_name_itself_comes_before_longer_ones_and_the_better_known_before_others() -> None:
    short, long, other = identity.person("Lâm Hà"), identity.person("Lâm Hà Anh"), identity.person("Lâm Hà An")
    lines = [
        said(f"{p.label} was there.", says("holds_post", p, OFFICE, role="director")) for p in (short, long, other)
    ]
    with open_store(":memory:") as store:
        store.put([report("a", *lines)])
        assert search("lam ha", store)[0].label == "Lâm Hà"
        leads = said("Anh led.", says("leads", long, identity.cluster("cluster", "1", "", "tỉnh Cà Mau"), year="2020"))
        store.put([report("b", leads)])
        assert [(h.label, h.claims) for h in search("lâm hà a", store)] == [("Lâm Hà Anh", 2), ("Lâm Hà An", 1)]


@pytest.fixture
def two_tones() -> Iterator[Store]:
    people = identity.person("Vũ Thị Hà"), identity.person("Vũ Thị Hạ")
    with open_store(":memory:") as store:
        store.put([report("a", *(said(p.label, says("holds_post", p, OFFICE, role="director")) for p in people))])
        yield store


def test_tones_tell_two_people_apart_and_their_lack_does_not(two_tones: Store) -> None:
    assert find("vũ thị hạ", two_tones).label == "Vũ Thị Hạ"
    assert find("Vũ Thị Hà", two_tones).label == "Vũ Thị Hà"
    with pytest.raises(NameAmbiguous):
        find("Vu Thi Ha", two_tones)


def test_names_are_read_again_when_the_store_has_changed(two_tones: Store) -> None:
    assert search("Kim", two_tones) == []
    kim = identity.person("Kim Anh Thư")
    two_tones.put([report("b", said("Kim Anh Thư.", says("holds_post", kim, OFFICE, role="director")))])
    assert [h.label for h in search("Kim", two_tones)] == ["Kim Anh Thư"]
    two_tones.retract("source:b")
    assert search("Kim", two_tones) == []
