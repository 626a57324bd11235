"""Passages in words and on pages: targets in one line, actions as far as they go, cells, counts of each member."""

import math
from typing import Any

import pytest

from autan.cooperation.crossreading.core.alignments import AlignmentDecision, DecidedPassage, DecisionState
from autan.cooperation.crossreading.core.findings import CountedFact
from autan.cooperation.crossreading.core.passages import Passage, PassageKind, Strength, action_strength
from autan.cooperation.crossreading.importers import shipped_frame
from autan.cooperation.crossreading.presenters.matrix import (
    MOST_PASSAGES,
    blind_lines,
    cell_words,
    make_matrix,
    passage_rows,
    passage_url,
    plan_lines,
    side_by_side,
    theme_parts,
)
from autan.cooperation.crossreading.queries.passages import network_passages, quantity_words, target_words
from autan.cooperation.crossreading.queries.readings import network_reading, passages_to_read
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import UnknownError
from autan.people.individuals.actions import individual_named
from autan.plans.plans.actions.imports import import_plans
from autan.plans.plans.core.sections import SectionLine, read_line
from autan.plans.plans.importers.definitions import find_section
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Network
from tests.cast import HERE, THERE, Cast
from tests.cooperation.crossreading.conftest import BARE, PLANS
from tests.cooperation.crossreading.test_aligning import put

FRAME = shipped_frame()


def plain(text: object) -> str:
    return str(text).replace("\u202f", " ").replace("\u00a0", " ")


def line(**typed: str) -> SectionLine:
    fields = {"quantity": "ghg", "part": "total", "kind": "change", "value": "-40", "unit": "pct", "horizon": "2030"}
    return read_line(find_section("targets"), "t1", fields | typed)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "-40 % en 2030, année de référence non connue ici"),
        ({"base_year": "2015"}, "-40 % en 2030 par rapport à 2015"),
        ({"value": "12,5", "base_year": "2015"}, "+12,5 % en 2030 par rapport à 2015"),
        ({"value": "0", "base_year": "2015"}, "0 % en 2030 par rapport à 2015"),
        ({"kind": "level", "value": "500", "unit": "ktCO2e", "base_year": "2015"}, "500 kt CO₂e en 2030"),
        ({"kind": "share", "value": "32", "quantity": "renewable_share"}, "32 % en 2030"),
    ],
)
def test_a_target_is_told_in_one_line_with_its_sign_and_its_base(typed: dict[str, str], words: str) -> None:
    french = plain(target_words(line(**typed)).fr).replace("−", "-")
    about, _colon, told = french.partition(" : ")
    assert about == quantity_words(typed.get("quantity", "ghg"), "total").fr
    assert told == words


def test_what_a_target_is_about_has_its_part_unless_it_is_the_whole() -> None:
    whole, part = quantity_words("ghg", "total"), quantity_words("ghg", "residential")
    assert part.fr.startswith(f"{whole.fr}, ")
    assert part.en.startswith(f"{whole.en}, ")
    assert (quantity_words("", "").fr, quantity_words("moon", "total").fr) == ("", "moon")


@pytest.mark.parametrize(
    ("old", "new", "direction"),
    [
        ("value: -40,\n", "value: -40,\n", "down"),
        ("value: -40,\n", "value: 40,\n", "up"),
        ("value: -40,\n           unit: pct", "value: 0.25,\n           unit: factor", "down"),
        ("value: -40,\n           unit: pct", "value: 2,\n           unit: factor", "up"),
        ("value: -40,\n           unit: pct", "value: 1,\n           unit: factor", ""),
    ],
)
def test_a_change_is_a_fall_or_a_rise(network: Network, old: str, new: str, direction: str) -> None:
    assert old in PLANS
    import_plans(by=None, text=PLANS.replace(old, new, 1), file="plans.yaml")
    found = [p for p in network_passages("essai").passages if p.kind is PassageKind.TARGET and p.quantity == "ghg"]
    assert [passage.direction for passage in found] == [direction]


@pytest.mark.parametrize(
    ("status", "is_funded", "strength"),
    [
        ("done", True, Strength.DONE),
        ("done", False, Strength.DONE),
        ("late", True, Strength.FUNDED),
        ("late", False, Strength.AIM),
        ("", False, Strength.AIM),
    ],
)
def test_an_action_goes_as_far_as_what_is_stated_of_it(status: str, strength: Strength, *, is_funded: bool) -> None:
    assert action_strength(status=status, is_funded=is_funded) is strength
    assert [each.rank for each in Strength] == [1, 2, 3, 4]


def strength_of(slug: str) -> Strength:
    return next(p.strength for p in network_passages("essai").passages if p.key == f"action:{slug}")


def test_a_budget_that_a_member_keeps_for_itself_funds_nothing_here(plans: Network) -> None:
    assert [strength_of(slug) for slug in ("isoler", "solaire", "dire")] == [
        Strength.DONE,
        Strength.FUNDED,
        Strength.AIM,
    ]
    ActionSheet.objects.filter(slug="solaire").update(disclosures={"budget": "territory"})
    assert strength_of("solaire") is Strength.AIM
    funded = SheetInput(typed={"title": "Planter"}, lines={"funding": [{"funder": "ADEME", "granted": "5 k€"}]})
    add_sheet(by=None, plan=Plan.objects.get(slug="ici-pcaet"), slug="planter", sheet_input=funded)
    assert strength_of("planter") is Strength.FUNDED
    ActionSheet.objects.filter(slug="planter").update(disclosures={"funding": "territory"})
    assert strength_of("planter") is Strength.AIM


def test_passages_are_of_published_actions_of_the_plan_that_stands(plans: Network) -> None:
    corpus = network_passages("essai")
    assert corpus.plans == {HERE: "ici-pcaet", THERE: "la-pcaet", BARE: ""}
    assert corpus.titles["ici-pcaet"] == "PCAET d’Ici"
    actions = {p.key: p.sirens for p in corpus.passages if p.kind is PassageKind.ACTION}
    assert actions["action:isoler"] == (HERE,)
    ActionSheet.objects.filter(slug="isoler").update(is_published=False)
    assert "action:isoler" not in {p.key for p in network_passages("essai").passages}
    assert corpus.stated_whole == frozenset()


def passage(kind: PassageKind, **fields: Any) -> Passage:
    held = {"key": "k", "text": "x", "plan": "p", "sirens": (HERE,), "strength": Strength.AIM}
    return Passage(kind=kind, ref=EvidenceRef(kind="action", key="isoler"), **held | fields)


def test_a_passage_leads_to_its_action_or_to_its_plan() -> None:
    urls = [passage_url(passage(kind)) for kind in (PassageKind.ACTION, PassageKind.AXIS, PassageKind.TARGET)]
    assert "isoler" in urls[0]
    assert all("/p/" in url for url in urls[1:])
    assert len(set(urls)) == 3


def test_what_a_passage_says_is_marked_whatever_its_blanks_and_capitals() -> None:
    one = passage(PassageKind.AXIS, text="Sobriété  des logements").fingerprint
    assert one == passage(PassageKind.ACTION, text=" sobriété des LOGEMENTS ", key="other").fingerprint
    assert one != passage(PassageKind.AXIS, text="Sobriété du logement").fingerprint
    assert one == passage(PassageKind.TARGET, text="autre", printed="Sobriété des logements").fingerprint
    assert len(one) == 12


def test_cells_are_told_by_short_names_and_codes_that_are_gone_as_they_are() -> None:
    assert cell_words(FRAME, ["d1_ghg", "d3_demand"], "building") == "D1, D3 × Bâtiments et habitat"
    assert cell_words(FRAME, ["gone"], "lost") == "gone × lost"


def test_a_passage_to_read_offers_what_was_decided_or_what_is_suggested(plans: Network, people: Cast) -> None:
    def rows() -> dict[str, dict[str, Any]]:
        return {row["key"]: row for row in passage_rows(passages_to_read(network_reading("essai"), "ici-pcaet"), FRAME)}

    waiting = rows()["action:isoler"]
    assert (waiting["is_decided"], waiting["decided"], waiting["revision"], waiting["state"]) == (
        False,
        "",
        0,
        "à lire",
    )
    assert waiting["suggested"]
    put(plans, "action:isoler", "d3_demand", by=people.officer)
    put(plans, "action:dire", by=people.officer)
    kept, left = rows()["action:isoler"], rows()["action:dire"]
    assert (kept["is_decided"], kept["decided"], kept["suggested"]) == (True, "D3 × Bâtiments et habitat", "")
    assert (kept["chosen"], kept["theme"], kept["revision"]) == (frozenset({"d3_demand"}), "building", 1)
    assert kept["by_name"] == individual_named(people.officer.name).name
    assert (left["is_decided"], left["decided"], left["chosen"]) == (True, "", frozenset())
    with pytest.raises(UnknownError, match="aucun plan «\u202fabsent\u202f»"):
        passages_to_read(network_reading("essai"), "absent")


def test_the_matrix_has_a_row_a_member_and_what_one_alone_carries(plans: Network) -> None:
    put(plans, "action:isoler", "d3_demand")
    reading = network_reading("essai")
    matrix = make_matrix(reading, reading.members)
    assert {row["siren"]: len(row["cells"]) for row in matrix["rows"]} == dict.fromkeys((HERE, THERE, BARE), 9)
    (alone,) = matrix["alone"]
    assert (alone["name"], alone["theme"], alone["known"]) == ("Ici", "Bâtiments et habitat", 1)
    assert [theme.code for theme, _figure in theme_parts(reading, "d3_demand")] == ["building"]
    assert theme_parts(reading, "d1_ghg") == []
    sides = side_by_side(reading, "d3_demand", "")
    assert [(side["name"], side["is_known"], len(side["lines"])) for side in sides] == [
        ("Ici", True, 1),
        ("Là", False, 0),
        ("Rien", False, 0),
    ]
    assert [side["is_known"] for side in side_by_side(reading, "d3_demand", "mobility")] == [False] * 3
    assert [side["more"] for side in sides] == [0] * 3
    assert MOST_PASSAGES == 8
    assert blind_lines(reading) == []


def test_plans_with_most_to_read_come_first(plans: Network) -> None:
    lines = plan_lines(network_reading("essai"))
    assert [(row["slug"], row["members"], row["decided"]) for row in lines] == [
        ("ici-pcaet", "Ici", 0),
        ("la-pcaet", "Là", 0),
    ]
    assert lines[0]["total"] > lines[1]["total"] == 1
    put(plans, "action:la-isoler")
    assert [(row["slug"], row["decided"]) for row in plan_lines(network_reading("essai"))][1] == ("la-pcaet", 1)


def fact(value: float, total: float | None = None, **more: Any) -> CountedFact:
    return CountedFact(code="x", value=value, total=total, refs=(), **more)


@pytest.mark.parametrize(
    ("counted", "interval", "share", "words"),
    [
        (fact(3), (3, 3), None, "3"),
        (fact(2.345), (2.345, 2.345), None, "2,35"),
        (fact(3, unknown=2), (3, 5), None, "au moins 3"),
        (fact(3, is_open=True), (3, math.inf), None, "au moins 3"),
        (fact(3, 10), (3, 3), (30, 30), "3 sur 10"),
        (fact(3, 10, unknown=1), (3, 4), (30, 40), "3 sur 10 ; 1 non connu"),
        (fact(3, 10, unknown=2), (3, 5), (30, 50), "3 sur 10 ; 2 non connus"),
        (fact(3, 10, is_open=True), (3, math.inf), (0, math.nextafter(100, 0)), "3 sur 10 relevés ici"),
        (fact(3, 3, is_open=True), (3, math.inf), (0, 100), "3 sur 3 relevés ici"),
        (fact(2, 3, unknown=1, is_open=True), (2, math.inf), (0, 100), "2 sur 3 relevés ici ; 1 non connu"),
        (fact(0, 0), (0, 0), None, "0 sur 0"),
    ],
)
def test_a_count_says_the_least_and_the_most_that_it_may_be(
    counted: CountedFact, interval: tuple[float, float], share: tuple[float, float] | None, words: str
) -> None:
    assert (counted.interval, counted.share_interval) == (interval, share)
    assert plain(counted.words.fr) == words


@pytest.mark.parametrize("state", list(DecisionState))
def test_a_decision_counts_while_it_stands(state: DecisionState) -> None:
    decision = AlignmentDecision(
        passage="k", domains=("d1_ghg",), theme="whole", is_accepted=True, fingerprint="f", frame_version="v"
    )
    read = DecidedPassage(passage=passage(PassageKind.AXIS), decision=decision, state=state)
    assert read.cells == ((("d1_ghg", "whole"),) if state is DecisionState.STANDS else ())
    assert DecidedPassage(passage=passage(PassageKind.AXIS), decision=None, state=state).cells == ()
