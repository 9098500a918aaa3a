"""Dossiers: every line has its sentences, uncertain ends and contradictions are told as such."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from thidua.graph import identity
from thidua.graph.claims import Entity, Extraction, Value, entity_id
from thidua.graph.decisions import SAME, Decision, in_order
from thidua.graph.errors import NameUnknown
from thidua.graph.ontology import ontology
from thidua.graph.stores import open_store
from thidua.graph.stores.base import Store
from thidua.qa.dossiers import Line, Profile, profile, timeline
from thidua.qa.words import asking_languages
from thidua.tests.qa.told import report, said, says

MAI, KHOA, LIEN = identity.person("Lâm Thu Mai"), identity.person("Tạ Đình Khoa"), identity.person("Quách Thị Liên")
CLUSTER = identity.cluster("cluster", "5", "", "tỉnh Cà Mau")
OFFICE = identity.organisation("home-affairs", "ca-mau")
HEALTH = identity.organisation("health", "ca-mau")
COMMITTEE = identity.organisation("peoples-committee", "ca-mau")
OLD, NEW = identity.other_organisation("Sở Một"), identity.other_organisation("Sở Hai")
DIRECTIVE = identity.document("directive", "61-CT/TW")
MOVEMENT = identity.movement("Mỗi ngày một việc tốt")
PLACE = identity.where("ca-mau")
FLAG, MERIT = identity.honour("emulation_flag"), identity.honour("certificate_of_merit")
MEETING = Entity(entity_id("Event", "m"), "Event", "Hội nghị Cụm thi đua số 5", (), (("cluster", CLUSTER.id),))
TEAM = Entity(
    entity_id("Group", "t"),
    "Group",
    f"3 {ontology().label('collectives', 'vi')} {CLUSTER.label}",
    (),
    (("count", "3"), ("groupType", "collectives")),
)


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        yield opened


def told(store: Store, entity: Entity, *reports: Extraction, lang: str = "en") -> Profile:
    store.put(reports)
    return profile(store, entity.id, lang)


def texts(found: Profile, kind: str) -> list[str]:
    section = found.section(kind)
    return [row.text for row in section.rows()] if section else []


def director(name: str, published: str | None = None, **when: str) -> Extraction:
    line = said(f"Report {name} calls Lam Thu Mai director.", says("holds_post", MAI, OFFICE, role="director", **when))
    return report(name, line, published=published)


# posts over time ----------------------------------------------------------------------------------------------------
def test_a_start_without_an_end_is_told_with_the_last_report(store: Store) -> None:
    found = told(store, MAI, director("a", "2023-04-01", valid_from="2023"), director("b", "2024-08-02"))
    assert texts(found, "posts") == [
        "Giám đốc (Director), Sở Nội vụ tỉnh Cà Mau (since 2023; last reported 2 August 2024, no end is stated)"
    ]
    (span,) = timeline(store, MAI.id)
    assert (span.first, span.last, span.first_is_stated, span.last_is_stated) == ("2023", "2024-08-02", True, False)


def test_a_start_that_nothing_later_is_told_of_has_no_last_report(store: Store) -> None:
    found = told(store, MAI, director("a", "2023-04-01", valid_from="2023"))
    assert texts(found, "posts") == ["Giám đốc (Director), Sở Nội vụ tỉnh Cà Mau (since 2023; no end is stated)"]
    (span,) = timeline(store, MAI.id)
    assert (span.last, span.last_is_stated) == (None, False)


def test_reports_without_any_date_of_the_post_say_when_they_are_from(store: Store) -> None:
    found = told(store, MAI, director("a", "2022-05"), director("b", "2024-08-02"))
    (line,) = texts(found, "posts")
    assert line.endswith(" (no dates stated; first reported May 2022, last reported 2 August 2024)")
    (span,) = timeline(store, MAI.id)
    assert (span.first_is_stated, span.last_is_stated) == (False, False)


def test_two_terms_stay_two_and_an_undated_report_goes_to_the_one_it_falls_in(store: Store) -> None:
    terms = director("a", valid_from="2015", valid_to="2018"), director("b", valid_from="2022", valid_to="2024")
    found = told(store, MAI, *terms, director("c", "2016-01-01"), director("d", "2020-01-01"))
    assert [re.sub(r".*Mau", "", text) for text in texts(found, "posts")] == [
        " (2022 to 2024)",
        " (no dates stated; reported 1 January 2020)",
        " (2015 to 2018)",
    ]
    section = found.section("posts")
    assert section is not None
    assert [len(line.claims) for line in section.lines] == [1, 1, 2]


def test_an_end_in_one_report_and_a_start_in_another_make_one_stretch(store: Store) -> None:
    found = told(store, MAI, director("a", valid_from="2019"), director("b", valid_to="2022-03"))
    assert texts(found, "posts") == ["Giám đốc (Director), Sở Nội vụ tỉnh Cà Mau (2019 to March 2022)"]


def test_the_date_of_the_event_a_report_tells_of_stands_in_for_its_own(store: Store) -> None:
    held = said(
        "The meeting was on 6 May 2021.", says("dated", MEETING, Value("2021-05-06", "date"), year="2021-05-06")
    )
    post = said("Lam Thu Mai, director, spoke.", says("holds_post", MAI, OFFICE, role="director"))
    found = told(store, MAI, report("a", held, post))
    (line,) = texts(found, "posts")
    assert line.endswith(" (no dates stated; reported 6 May 2021)")
    assert [e["quote"] for e in found.evidence] == [post.sentence, held.sentence]


# clusters -----------------------------------------------------------------------------------------------------------
def led(name: str, who: Entity, year: str, **more: str) -> Extraction:
    line = said(f"In {year} {who.label} led, says {name}.", says("leads", who, CLUSTER, role="leader", year=year))
    return report(name, line, **more)  # type: ignore[arg-type]


def test_leaders_by_year_with_the_holes_shown(store: Store) -> None:
    found = told(store, CLUSTER, led("a", OFFICE, "2020"), led("b", HEALTH, "2023"))
    assert texts(found, "leaders") == [
        "Cụm trưởng (Cluster leader): Sở Y tế tỉnh Cà Mau (2023)",
        "2022: no report read here names the leader",
        "2021: no report read here names the leader",
        "Cụm trưởng (Cluster leader): Sở Nội vụ tỉnh Cà Mau (2020)",
    ]
    assert "2022: no report" in found.text() and "2022: no report" in found.markdown() and "2022:" in found.html()


def test_movements_say_what_they_implement_and_groups_of_the_cluster_are_its_own(store: Store) -> None:
    lines = (
        said("The cluster launched it.", says("launched", CLUSTER, MOVEMENT, year="2022")),
        said("It implements Directive 61.", says("implements", MOVEMENT, DIRECTIVE)),
        said("3 collectives got it.", says("awarded", TEAM, MERIT, giver=COMMITTEE, status="conferred", count=3)),
        said("A flag was proposed.", says("awarded", CLUSTER, FLAG, status="proposed", year="2022")),
        said("Mai chaired.", says("attends", MAI, MEETING, role="chair")),
    )
    found = told(store, CLUSTER, report("a", *lines))
    assert texts(found, "movements") == ["launched: Mỗi ngày một việc tốt (2022), which implements Chỉ thị 61-CT/TW"]
    assert texts(found, "awards") == [
        "Cờ thi đua (Emulation Flag) (2022) (a proposal, not an award)",
        f"{TEAM.label}: Bằng khen (Certificate of Merit), from Ủy ban nhân dân tỉnh Cà Mau",
    ]
    assert texts(found, "events") == ["Hội nghị Cụm thi đua số 5; with Lâm Thu Mai"]


# organisations, people, documents -----------------------------------------------------------------------------------
def test_bodies_that_succeed_each_other_keep_their_history_and_name_each_other(store: Store) -> None:
    merged = said("Office Two took the place of Office One.", says("succeeds", NEW, OLD, year="2021"))
    posts = (
        said("Mai headed Office One.", says("holds_post", MAI, OLD, role="director")),
        said("Khoa heads Office Two.", says("holds_post", KHOA, NEW, role="director")),
    )
    before, after = told(store, OLD, report("a", merged, *posts)), profile(store, NEW.id)
    assert texts(before, "succeeded_by") == ["Sở Hai (2021)"]
    assert texts(after, "succeeds") == ["Sở Một (2021)"]
    assert [("Mai" in texts(p, "officials")[0], len(texts(p, "officials"))) for p in (before, after)] == [
        (True, 1),
        (False, 1),
    ]


def test_events_say_with_whom_and_cite_those_sentences_too(store: Store) -> None:
    lines = (
        said("Mai chaired the meeting.", says("attends", MAI, MEETING, role="chair")),
        said("Khoa was there.", says("attends", KHOA, MEETING)),
        said("Lien spoke.", says("speaks", LIEN, MEETING)),
    )
    found = told(store, MAI, report("a", *lines))
    (line,) = texts(found, "events")
    assert line.endswith("; with Quách Thị Liên, Tạ Đình Khoa")
    assert {e["quote"] for e in found.evidence} == {line.sentence for line in lines}


def test_what_no_section_has_a_place_for_is_told_all_the_same(store: Store) -> None:
    odd = said("The committee was a giver.", says("awarded", MAI, FLAG, giver=COMMITTEE, status="conferred"))
    found = told(store, FLAG, report("a", odd))
    assert sum(len(s.lines) for s in found.sections) == 1
    given = profile(store, COMMITTEE.id)
    assert texts(given, "awards_given") == ["Lâm Thu Mai: Cờ thi đua (Emulation Flag)"]


def test_a_name_that_nothing_is_said_of_has_a_dossier_that_says_so(store: Store) -> None:
    empty = Extraction(report("a", said("Nothing.")).source, (), (MAI,), ())
    found = told(store, MAI, empty)
    assert found.sections == ()
    assert "No report says anything about Lâm Thu Mai." in found.text()


def test_an_unknown_id_is_an_error_of_its_own(store: Store) -> None:
    with pytest.raises(NameUnknown):
        profile(store, "person:0")


def test_a_claim_that_a_person_rejected_is_not_in_it(store: Store) -> None:
    wrong = said("Mai was rejected.", says("holds_post", MAI, OFFICE, role="director", review="rejected"))
    assert told(store, MAI, report("a", wrong)).sections == ()


def test_two_that_were_decided_to_be_one_have_one_dossier(store: Store) -> None:
    plain = identity.person("Lam Thu Mai")
    here = said("Mai heads an office.", says("holds_post", MAI, OFFICE, role="director"))
    there = said("Lam Thu Mai heads another.", says("holds_post", plain, HEALTH, role="director"))
    store.put([report("a", here), report("b", there)])
    assert len(texts(profile(store, MAI.id), "posts")) == 1
    store.decide([Decision(*in_order(MAI.id, plain.id), SAME, at="2025-01-01")])
    both = profile(store, MAI.id)
    assert len(texts(both, "posts")) == 2
    assert profile(store, plain.id).json() == both.json()


# contradictions -----------------------------------------------------------------------------------------------------
def test_two_leaders_of_one_year_stand_in_a_section_of_their_own_with_both_sentences(store: Store) -> None:
    found = told(store, CLUSTER, led("a", OFFICE, "2022"), led("b", HEALTH, "2022"), led("c", OFFICE, "2021"))
    section = found.section("conflicts")
    assert section is not None
    assert [line.conflict for line in section.lines] == [1, 1]
    assert len({line.claims for line in section.lines}) == 2
    leaders = found.section("leaders")
    assert leaders is not None
    assert [line.conflict for line in leaders.lines] == [1, 1, None]
    assert found.text().count("the reports differ, see below") == 2


def test_a_leader_is_told_that_another_report_names_somebody_else(store: Store) -> None:
    found = told(store, OFFICE, led("a", OFFICE, "2022"), led("b", HEALTH, "2022"))
    assert len(texts(found, "conflicts")) == 2


def held(name: str, who: Entity, role: str, year: str) -> Extraction:
    return report(name, said(f"{name} holds a post.", says("holds_post", who, OFFICE, role=role, year=year)))


@pytest.mark.parametrize(
    ("role", "year", "differ"),
    [("director", "2022", True), ("deputy_director", "2022", False), ("director", "2023", False)],
)
def test_two_holders_of_a_post_that_one_holds_differ(store: Store, role: str, year: str, differ: bool) -> None:
    reports = (
        held("a", MAI, "director" if differ else role, "2022"),
        held("b", identity.person("Lê Văn Sơn"), role, year),
    )
    for entity in (OFFICE, MAI):
        assert len(texts(told(store, entity, *reports), "conflicts")) == (2 if differ else 0)


def test_one_report_that_names_two_does_not_contradict_itself(store: Store) -> None:
    both = said("A and B are deputies.", *(says("deputy_leads", who, CLUSTER, year="2022") for who in (OFFICE, HEALTH)))
    assert told(store, CLUSTER, report("a", both)).section("conflicts") is None


def test_another_spelling_of_one_person_is_no_contradiction(store: Store) -> None:
    plain = identity.person("Lam Thu Mai")
    found = told(store, CLUSTER, led("a", MAI, "2022"), led("b", plain, "2022"))
    assert found.section("conflicts") is None


def test_a_day_refines_its_year_and_another_day_contradicts_it(store: Store) -> None:
    def dated(name: str, day: str) -> Extraction:
        return report(name, said(f"It is of {day}, {name}.", says("dated", DIRECTIVE, Value(day, "date"), year=day)))

    assert told(store, DIRECTIVE, dated("a", "2020"), dated("b", "2020-03-04")).section("conflicts") is None
    assert len(texts(told(store, DIRECTIVE, dated("c", "2020-03-05")), "conflicts")) == 3


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("growth was 7 percent", "growth was 8 percent", True),
        ("growth was 7 percent", "growth of services was 8 percent", False),
    ],
)
def test_two_numbers_of_one_thing_in_one_year_differ(store: Store, one: str, other: str, differ: bool) -> None:
    def counted(name: str, what: str) -> Extraction:
        value = Value("".join(c for c in what if c.isdigit()), "decimal", "percent")
        return report(name, said(f"In {what}, {name}.", says("figure", PLACE, value, what=what, year="2023")))

    found = told(store, PLACE, counted("a", one), counted("b", other))
    assert len(texts(found, "conflicts")) == (2 if differ else 0)
    assert len(texts(found, "figures")) == 2


# reports that count once --------------------------------------------------------------------------------------------
def count(found: Profile) -> int:
    section = found.section("leaders")
    assert section is not None
    return section.lines[0].reports


def test_independent_reports_are_counted(store: Store) -> None:
    assert count(told(store, CLUSTER, led("a", OFFICE, "2022"), led("b", OFFICE, "2022"))) == 2


def test_the_same_address_in_another_language_is_the_same_report(store: Store) -> None:
    one = led("a", OFFICE, "2022", url="https://www.news.example/hi/khoi-5")
    other = led("b", OFFICE, "2022", url="http://news.example/ja/khoi-5/")
    assert count(told(store, CLUSTER, one, other)) == 1


def test_a_line_that_several_say_tells_how_many(store: Store) -> None:
    found = told(store, CLUSTER, led("a", OFFICE, "2022"), led("b", OFFICE, "2022"))
    assert "(2022) – independent reports: 2 [1][2]" in found.text()
    assert "Independent reports: 2; quotations: 2" in found.text()


def test_a_report_that_only_completes_a_line_is_not_counted(store: Store) -> None:
    there = report("a", said("Mai was there.", says("attends", MAI, MEETING)))
    others = report("b", said("Khoa was there, and nothing is said of Mai.", says("attends", KHOA, MEETING)))
    section = told(store, MAI, there, others).section("events")
    assert section is not None
    (line,) = section.lines
    assert (line.reports, len(line.notes)) == (1, 2)


def test_a_reprinted_sentence_is_the_same_report(store: Store) -> None:
    sentence = "In 2022, the Department of Home Affairs of Ca Mau led Cluster No. 5."
    claim = says("leads", OFFICE, CLUSTER, role="leader", year="2022")
    reports = report("a", said(sentence, claim)), report("b", said(sentence.upper(), claim))
    assert count(told(store, CLUSTER, *reports)) == 1


def test_a_translation_that_states_the_same_is_the_same_report(store: Store) -> None:
    claims = (
        says("leads", OFFICE, CLUSTER, role="leader", year="2022"),
        says("deputy_leads", HEALTH, CLUSTER, role="deputy_leader", year="2022"),
        says("implements", CLUSTER, DIRECTIVE),
    )
    english = report("a", *(said(f"Sentence {n}.", c) for n, c in enumerate(claims)))
    german = report("b", *(said(f"Satz {n}.", c) for n, c in enumerate(claims)), lang="de")
    assert count(told(store, CLUSTER, english, german)) == 1
    assert profile(store, CLUSTER.id).reports == 1


# forms --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("lang", asking_languages())
def test_a_dossier_is_written_in_every_language(world: Store, lang: str) -> None:
    cluster = identity.cluster("cluster", "4", "", "Bộ Y tế")
    found, english = profile(world, cluster.id, lang), profile(world, cluster.id, "en")
    assert found.lang == lang
    assert [(s.kind, len(s.lines)) for s in found.sections] == [(s.kind, len(s.lines)) for s in english.sections]
    assert lang == "en" or [s.heading for s in found.sections] != [s.heading for s in english.sections]
    assert "{" not in found.text()


def test_the_forms_hold_the_same_lines(world: Store) -> None:
    found = profile(world, identity.person("Trần Quốc Bảo").id)
    data = json.loads(json.dumps(found.json()))
    for section, shown in zip(found.sections, data["sections"], strict=True):
        assert [line["text"] for line in shown["lines"]] == [line.text for line in section.lines]
        assert all(line.text in found.text() for line in section.lines)
    assert all(f"[^{piece['number']}]: " in found.markdown() for piece in found.evidence)
    assert all(f'id="note-{piece["number"]}"' in found.html() for piece in found.evidence)


def test_no_text_of_a_report_becomes_markup(store: Store) -> None:
    bad = identity.person("<script>x</script>")
    line = said("<b>*bold*</b> [link](http://x.example)", says("holds_post", bad, OFFICE, role="director"))
    found = told(store, bad, report("a", line, url="javascript:alert(1)"))
    assert "<script>" not in found.html() and "<b>" not in found.html() and 'href="javascript' not in found.html()
    assert "\\*bold\\*" in found.markdown() and "<b>" not in found.markdown()


@pytest.mark.parametrize("class_", ["Person", "EmulationCluster", "Organization", "NormativeDocument", "Movement"])
def test_every_line_has_claims_and_every_quotation_is_the_text_of_its_source(world: Store, class_: str) -> None:
    sources = {s.id: s.text for s in world.sources()}
    for entity in world.entities_of(class_):
        found = profile(world, entity.id)
        lines: list[Line] = [line for section in found.sections for line in section.lines]
        assert all(line.claims and line.notes and line.reports >= 1 for line in lines)
        assert {n for line in lines for n in line.notes} == {piece["number"] for piece in found.evidence}
        for piece in found.evidence:
            assert sources[piece["source"]][piece["start"] : piece["end"]] == piece["quote"]
        said_of = {c.id for c in world.claims() if entity.id in (c.subject, c.object, c.giver)}
        assert said_of <= {c.id for line in lines for c in line.claims}
