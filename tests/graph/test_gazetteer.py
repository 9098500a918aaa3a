"""What the gazetteer knows of the mergers of 2025."""

from __future__ import annotations

import pytest

from thidua.graph.bodies import bodies, body, body_name
from thidua.graph.names.places import places


@pytest.mark.parametrize(("day", "number"), [("2025-06-30", 63), ("2025-07-01", 34)])
def test_so_many_provinces_there_were(day: str, number: int) -> None:
    provinces = [place for place in places().values() if place.level in ("province", "city")]
    assert len([p for p in provinces if (p.valid_from or "") <= day <= (p.valid_to or "9")]) == number


def test_whatever_ended_became_part_of_what_goes_on() -> None:
    provinces = [place for place in places().values() if place.level in ("province", "city")]
    assert [
        p.id for p in provinces if p.valid_to and not (p.merged_into and not places()[p.merged_into].valid_to)
    ] == []
    assert [
        b.id for b in bodies().values() if b.valid_to and not (b.merged_into and not body(b.merged_into).valid_to)
    ] == []


def test_a_body_goes_over_into_one_of_its_own_level() -> None:
    ended = [b for b in bodies().values() if b.merged_into]
    assert {b.scope == "local" for b in ended} == {True, False}
    assert [b.id for b in ended if (b.scope == "local") != (body(str(b.merged_into)).scope == "local")] == []


@pytest.mark.parametrize(
    ("before", "since"),
    [
        ("ministry-planning", "ministry-finance"),
        ("ministry-labour", "ministry-home-affairs"),
        ("ethnic-committee", "ministry-ethnic-religion"),
        ("transport", "construction"),
    ],
)
def test_ministries_and_their_departments_were_merged_on_one_day(before: str, since: str) -> None:
    assert (body(before).merged_into, body(before).valid_to) == (since, "2025-02-28")


@pytest.mark.parametrize(
    ("body_id", "place_id", "name"),
    [
        ("peoples-committee", "bao-loc.lam-dong", "Ủy ban nhân dân thành phố Bảo Lộc"),
        ("peoples-committee", "nga-nam.soc-trang", "Ủy ban nhân dân thị xã Ngã Năm"),
        ("peoples-committee", "go-vap.ho-chi-minh", "Ủy ban nhân dân quận Gò Vấp"),
        ("party-committee", "rach-gia.kien-giang", "Thành ủy Rạch Giá"),
        ("party-committee", "hong-linh.ha-tinh", "Thị ủy Hồng Lĩnh"),
        ("party-committee", "bao-thang.lao-cai", "Huyện ủy Bảo Thắng"),
        ("peoples-committee", "hue", "Ủy ban nhân dân thành phố Huế"),
    ],
)
def test_a_body_is_named_with_what_its_place_is(body_id: str, place_id: str, name: str) -> None:
    assert body_name(body_id, place_id) == name
