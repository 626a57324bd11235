"""Each rule on targets, parts and what must follow, alone: what it tells, of which statements, when it is silent."""

from dataclasses import replace

import pytest

from autan.cooperation.crossreading.core.contradiction_rules import disagreeing_sources, find_contradictions
from autan.cooperation.crossreading.core.contradictions import (
    Contradiction,
    ContradictionFilter,
    ContradictionKind,
    contradictions_figure,
)
from autan.cooperation.crossreading.core.difference_rules import (
    Difference,
    compare_mix,
    compare_ordered,
    compare_trajectories,
)
from autan.cooperation.crossreading.core.part_rules import compare_parts, compare_sectors, find_whole_estate
from autan.cooperation.crossreading.core.statements import SECTORS, Aspect, Origin, Statement
from autan.cooperation.crossreading.importers import tolerances
from autan.ground.wordings import Text
from tests.cooperation.crossreading.stating import (
    HERE,
    base,
    dated,
    exists,
    level,
    observed,
    say,
    sectors,
    staff,
    target,
)

GHG = {"unit": "ktCO2e", "quantity": "ghg"}
ENERGY = {"unit": "GWh", "quantity": "final_energy"}
TOLERANCES = tolerances()


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def told(differences: list[Difference]) -> list[str]:
    return [plain(words.fr) for (_kind, words), _sides in differences]


def trajectories(*group: Statement) -> list[Difference]:
    return list(compare_trajectories(group, TOLERANCES))


def share(value: float, year: int = 2030, **fields: object) -> Statement:
    held = {"quantity": "renewable_share", "form": "share", "unit": "pct", "value": value, "year": year}
    return say(Aspect.TARGET, **held | fields)


@pytest.mark.parametrize(
    ("first", "last", "points"),
    [
        (-40, -38, "2"),
        (-40, -39, None),
        (-40, -75, None),
        (40, 38, "2"),
        (40, 75, None),
        (-40, 20, None),  # a fall then a rise are no trajectory
        (40, -20, None),
        (-40, 0, "40"),
        (0, -40, None),
    ],
)
def test_a_later_change_that_asks_less_is_told_with_its_points(first: float, last: float, points: str | None) -> None:
    aims = target(first), target(last, 2050)
    words = [f"l’objectif de 2050 est plus faible que celui de 2030, de {points} points"] if points else []
    assert told(trajectories(*aims)) == words
    assert told(trajectories(*aims[::-1])) == words, "whichever is written first"


@pytest.mark.parametrize(
    "fields",
    [{"base": 2014}, {"year": 2030}, {"scope": "estate"}, {"form": "share"}, {"unit": "ktCO2e"}, {"base": None}],
)
def test_changes_are_one_trajectory_from_one_base_year_and_of_one_scope(fields: dict[str, object]) -> None:
    first = target(-40, scope="territory")
    assert told(trajectories(first, target(-20, 2050))) != []
    assert told(trajectories(first, target(**{"value": -20, "year": 2050} | fields))) == []


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (level(500, year=2030), level(480, year=2050), "480 après 500"),
        (level(500, year=2030), level(490, year=2050), None),
        (level(500, year=2030), level(600, year=2050), None),
        (level(500, year=2030), level(480, year=2030), None),
        (level(500, year=2030), level(480_000, "MWh", year=2050), "480 après 500"),
        (level(500, year=2030), level(5, "ktCO2e", year=2050), None),
        (level(500, year=2030, **ENERGY), level(600, year=2050, **ENERGY), "600 après 500"),
        (level(500, year=2030, **ENERGY), level(400, year=2050, **ENERGY), None),
        (level(500, year=2030, scope="estate"), level(400, year=2050, scope="territory"), None),
        (share(32), share(30, 2050), "30 après 32"),
        (share(32), share(31, 2050), None),
        (share(32), share(40, 2050), None),
        (share(32), level(30, "pct", quantity="renewable_share", year=2050), None),  # of another form
    ],
)
def test_a_later_amount_that_asks_less_is_told_by_the_way_of_its_quantity(
    first: Statement, last: Statement, words: str | None
) -> None:
    expected = [f"l’objectif de 2050 est plus faible que celui de 2030 : {words}"] if words else []
    assert told(trajectories(first, last)) == told(trajectories(last, first)) == expected


@pytest.mark.parametrize(
    ("value", "year", "words"),
    [
        (600, 2030, None),
        (570, 2030, None),
        (569, 2030, "la baisse ou la hausse mène à 600 en 2030, le niveau écrit est 569"),
        (632, 2030, "la baisse ou la hausse mène à 600 en 2030, le niveau écrit est 632"),
        (700, 2040, "la baisse ou la hausse mène à 600 en 2030, le niveau écrit pour 2040 est 700"),
        (500, 2040, None),
        (800, 2025, None),
        (500, 2025, "la baisse ou la hausse mène à 600 en 2030, le niveau écrit pour 2025 est 500"),
        (610, 2040, None),  # within the tolerance, it is the same level
    ],
)
def test_a_level_is_held_against_the_one_that_a_change_leads_to(value: float, year: int, words: str | None) -> None:
    change, start = target(-40), base(1000)
    written = level(value, year=year, **GHG)
    differences = trajectories(change, start, written)
    assert told(differences) == ([words] if words else [])
    assert [sides for _told, sides in differences] == [(change, start, written)] * bool(words)


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({}, True),
        ({"year": 2014}, False),
        ({"is_floor": True}, False),
        ({"scope": "estate"}, False),
        ({"value": 0}, False),
        ({"value": -5}, False),
        ({"unit": "GWh"}, False),
        ({"value": 1_000_000, "unit": "tCO2e"}, True),
        ({"aspect": Aspect.OBSERVED}, False),
    ],
)
def test_a_change_leads_nowhere_without_a_base_that_is_alike(fields: dict[str, object], *, is_told: bool) -> None:
    change, written = target(-40, scope="territory"), level(800, scope="territory", **GHG)
    start = replace(base(1000), **fields)
    assert bool(trajectories(change, start, written)) is is_told


def test_one_base_that_agrees_is_enough() -> None:
    change, written = target(-40), level(800, **GHG)
    assert trajectories(change, base(1000), base(1333), written) == []
    (difference,) = trajectories(change, base(1000), base(1100), written)
    assert difference[1][1].value == 1000, "the first of them is the witness"


@pytest.mark.parametrize(
    ("quantity", "value", "words"),
    [
        ("renewable_consumption", 400, None),
        ("renewable_consumption", 380, None),
        ("renewable_consumption", 379, "dont la consommation visée fait 37,9 % de toute l’énergie"),
        ("renewable_consumption", 421, "dont la consommation visée fait 42,1 % de toute l’énergie"),
        ("renewable_output", 379, "dont la production ne fait que 37,9 % de la consommation visée"),
        ("renewable_output", 900, None),  # it may leave the territory
    ],
)
def test_a_share_of_renewables_is_made_up_by_what_is_consumed_or_made(
    quantity: str, value: float, words: str | None
) -> None:
    aim, part, energy = share(40), level(value, quantity=quantity), level(1000, **ENERGY)
    differences = list(compare_mix([aim, part, energy], TOLERANCES))
    assert told(differences) == ([f"40 % de renouvelables, {words}"] if words else [])
    assert [sides for _told, sides in differences] == [(aim, part, energy)] * bool(words)


@pytest.mark.parametrize(
    "fields",
    [{"year": 2050}, {"scope": "estate"}, {"part": "residential"}, {"form": "change"}, {"unit": "MW"}, {"value": 0}],
)
def test_a_share_is_compared_with_energy_of_its_year_and_scope_alone(fields: dict[str, object]) -> None:
    aim, part = share(40, scope="territory"), level(100, quantity="renewable_consumption")
    energy = level(1000, **ENERGY)
    assert list(compare_mix([aim, part, energy], TOLERANCES))
    assert list(compare_mix([aim, part, replace(energy, **fields)], TOLERANCES)) == []
    assert list(compare_mix([aim, level(400, quantity="renewable_consumption"), part, energy], TOLERANCES)) == []


def moment(rank: int, low: float, high: float | None) -> Statement:
    return say(Aspect.MOMENT, quantity="agenda", rank=rank, value=low, high=high)


def test_moments_out_of_order_are_told_the_furthest_first() -> None:
    first, second, third = moment(1, 100, 110), moment(2, 60, 90), moment(3, 20, 30)
    differences = list(compare_ordered([third, first, second], TOLERANCES))
    assert [sides for _told, sides in differences] == [(first, third), (second, third), (first, second)]
    assert [words.split()[-2] for words in told(differences)] == ["70", "30", "10"]
    assert {kind for (kind, _words), _sides in differences} == {ContradictionKind.AGENDA}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (moment(1, 10, 20), moment(2, 5, 10)),
        (moment(1, 10, 20), moment(2, 5, None)),
        (moment(1, 10, 20), moment(1, 5, 6)),
        (moment(2, 10, 20), moment(1, 5, 6)),
        (moment(1, 10, 20), say(Aspect.AMOUNT, quantity="agenda", rank=2, value=1, high=2)),
        (moment(1, 10, 20), say(Aspect.DATE, quantity="agenda", rank=2, value=1, high=2)),
    ],
)
def test_nothing_is_told_while_some_order_stands(before: Statement, after: Statement) -> None:
    assert list(compare_ordered([before, after], TOLERANCES)) == []


def test_parts_that_make_more_than_their_whole_are_told_in_their_worst_year() -> None:
    def year(number: int, *values: float, **fields: object) -> list[Statement]:
        parts = ("total", *SECTORS)[: len(values)]
        pairs = zip(values, parts, strict=True)
        return [observed(value, number, source="p", part=part, **fields) for value, part in pairs]

    near, far = year(2019, 100, 60, 45), year(2021, 100, 70, 60)
    (difference,) = compare_parts([*near, *far], 3)
    assert difference[1] == tuple(far)
    assert told([difference]) == ["la somme des parts de 2021 fait 30 % de plus que le total, 3 % admis"]
    for silent in (
        year(2019, 100, 60, 43),
        year(2019, 100, 130),  # one part alone makes no sum
        year(2019, 100, 20, 20),
        year(2019, 0, 20, 20),
        year(2019, 100, 70, 60, is_floor=True),
        year(2019, 100, 70, 60)[1:],
        [*year(2019, 100, 70), *year(2021, 100, 70)],
        [replace(near[0], source="q"), *far[1:]],
        [*far[:2], replace(far[2], unit="GWh")],
        [replace(statement, aspect=Aspect.BASE) for statement in far],
    ):
        assert list(compare_parts(silent, 3)) == []


def test_sectors_may_be_less_than_their_whole_until_all_are_given() -> None:
    assert list(compare_sectors(sectors(50, 30, whole=100), 3)) == []
    assert list(compare_sectors(sectors(53, 50, whole=100), 3)) == []
    (more,) = compare_sectors(sectors(54, 50, whole=100), 3)
    assert told([more]) == ["valeurs de référence : la somme des secteurs fait 4 % de plus que le total, 3 % admis"]
    assert more[0][1].en == "base values: the sectors add up to 4% more than the whole, 3% admitted"
    (less,) = compare_sectors(sectors(*[10] * 8, whole=100), 3)
    assert told([less]) == ["valeurs de référence : la somme des secteurs fait 20 % de moins que le total, 3 % admis"]
    assert len(less[1]) == 9
    assert list(compare_sectors(sectors(*[10] * 7, whole=100), 3)) == []
    assert list(compare_sectors(sectors(60, 60, whole=0), 3)) == []
    apart = sectors(60, 60, whole=100)
    for field in ({"source": "q"}, {"quantity": "final_energy"}, {"scope": "estate"}, {"year": 2010}):
        assert list(compare_sectors([*apart[:2], replace(apart[2], **field)], 3)) == [], field


@pytest.mark.parametrize(
    ("estate", "whole", "is_told"),
    [
        ({"value": 100}, {"value": 100}, True),
        ({"value": 99}, {"value": 100}, True),
        ({"value": 98}, {"value": 100}, False),
        ({"value": 120}, {"value": 100}, True),
        ({"value": 0}, {"value": 0}, False),
        ({"value": 100}, {"value": 100, "is_floor": True}, False),
        ({"value": 100}, {"value": 100, "unit": "GWh"}, False),
        ({"value": 100_000, "unit": "tCO2e"}, {"value": 100}, True),
        ({"value": 100}, {"value": 100, "scope": ""}, False),
        ({"value": 100}, {"value": 100, "scope": "estate"}, False),
    ],
)
def test_an_estate_is_less_than_its_territory(
    estate: dict[str, object], whole: dict[str, object], *, is_told: bool
) -> None:
    one = base(**{"scope": "estate"} | estate)
    other = base(**{"scope": "territory"} | whole)
    assert bool(find_whole_estate(one, other, 1)) is bool(find_whole_estate(other, one, 1)) is is_told


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [("", "", True), ("", "estate", True), ("estate", "", True), ("estate", "estate", True), ("estate", "both", False)],
)
def test_a_scope_that_is_not_stated_may_be_any(one: str, other: str, *, is_same: bool) -> None:
    assert base(1, scope=one).is_same_scope(base(1, scope=other)) is is_same


def found(*statements: Statement) -> list[Contradiction]:
    return list(find_contradictions(statements, TOLERANCES))


def test_members_are_read_apart_in_the_order_of_their_statements() -> None:
    there = [replace(target(value), siren="999000024") for value in (-40, -30)]
    contradictions = found(there[0], target(-40), there[1], target(-30))
    assert [contradiction.siren for contradiction in contradictions] == ["999000024", HERE]
    assert found(there[0], target(-30)) == []


def test_sources_that_contradict_each_other_name_where_each_speaks() -> None:
    (survey,) = found(exists(1, Origin.PLAN), exists(0, Origin.SURVEY))
    words = plain(survey.explanation.fr)
    assert words == "dit qu’il n’y en a pas (enquête), à côté de ce que montre une autre source (plan)"
    (late,) = found(dated(0, Origin.PLAN), dated(100, Origin.SURVEY))
    assert (late.kind, plain(late.explanation.fr)) == (ContradictionKind.DATES, "100 jours d’écart, 62 admis")
    (few,) = found(staff(2, Origin.PLAN), staff(1, Origin.SURVEY))
    assert plain(few.explanation.fr) == "1 équivalent temps plein d’écart, 0,5 admis"
    assert found(staff(2, Origin.PLAN), staff(1, Origin.SURVEY, 2025)) == []
    assert found(dated(0, Origin.PLAN), dated(100, Origin.PLAN)) == []


def test_a_filter_keeps_a_kind_of_a_member() -> None:
    (one,) = found(target(-40), target(-30))
    kept = [
        ({}, True),
        ({"kind": ContradictionKind.TARGET}, True),
        ({"kind": ContradictionKind.UNITS}, False),
        ({"siren": HERE}, True),
        ({"siren": "999000024"}, False),
        ({"kind": ContradictionKind.TARGET, "siren": "999000024"}, False),
    ]
    assert [ContradictionFilter(**wanted).keeps(one) for wanted, _is_kept in kept] == [is_kept for _, is_kept in kept]


def test_a_decision_follows_what_the_sides_say_and_not_their_order() -> None:
    first, second = target(-40), target(-30)
    (one,) = found(first, second)
    assert len(one.fingerprint) == 16
    assert replace(one, sides=one.sides[::-1], explanation=Text("x", "x")).fingerprint == one.fingerprint
    for other in (
        replace(one, kind=ContradictionKind.UNITS),
        replace(one, siren=""),
        replace(one, sides=(first, replace(second, words=Text("autre", "other")))),
    ):
        assert other.fingerprint != one.fingerprint


def test_a_count_of_none_of_a_kind_rests_on_what_was_found_of_the_others() -> None:
    contradictions = found(target(-40), target(-30), dated(0, Origin.PLAN), dated(100, Origin.SURVEY))
    whole, dates, units = (
        contradictions_figure("essai", contradictions, [HERE], kind=kind)
        for kind in (None, ContradictionKind.DATES, ContradictionKind.UNITS)
    )
    assert [(figure.value, len(figure.evidence)) for figure in (whole, dates, units)] == [(2, 4), (1, 2), (0, 4)]
    assert dates.id.endswith(".contradictions.dates")
    assert contradictions_figure("essai", [], [HERE]).evidence == ()


def test_facts_that_disagree_are_of_the_member_that_all_are_about_or_of_the_network() -> None:
    one, other = (say(Aspect.EXISTS, Origin.FACT, subject=Text("Le coût", "The cost")) for _ in range(2))
    elsewhere = replace(other, siren="999000024")
    own, shared = disagreeing_sources([[one, other], [one, elsewhere]])
    assert (own.siren, shared.siren) == (HERE, "")
    assert (own.sides, shared.sides) == ((one, other), (one, elsewhere))
    assert disagreeing_sources([]) == ()


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "converted"),
    [
        (100, "ktCO2e", "ktCO2e", 100),
        (100, "ktCO2e", "tCO2e", 100_000),
        (500, "MWh", "GWh", 0.5),
        (0, "GWh", "MWh", 0),
        (5, "GWh", "ktCO2e", None),
        (5, "pct", "GWh", None),
    ],
)
def test_a_value_is_read_in_another_unit_of_the_same_thing_alone(
    value: float, unit: str, wanted: str, converted: float | None
) -> None:
    assert base(value, unit=unit).value_in(wanted) == converted
