"""Contradictions are planted, of every kind, each beside a near-miss: all are found, and nothing else is."""

from datetime import date

import pytest

from autan.cooperation.crossreading.core.contradiction_rules import (
    disagreeing_sources,
    find_contradictions,
    mistaken_unit,
)
from autan.cooperation.crossreading.core.contradictions import ContradictionKind, contradictions_figure
from autan.cooperation.crossreading.core.difference_rules import gap_pct
from autan.cooperation.crossreading.core.statements import Aspect, Origin, Statement
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
    series,
    staff,
    target,
)

PLAN, SURVEY, FOLLOW_UP = Origin.PLAN, Origin.SURVEY, Origin.FOLLOW_UP
INDICATOR, ACCOUNTS = Origin.INDICATOR, Origin.ACCOUNTS
GWH = {"unit": "GWh", "quantity": "final_energy"}
PLANTED = [
    ("base_year", [target(base=2010), target(base=2015)]),
    ("base_year", [target(base=1990, source="a"), target(-75, 2050, base=2010, source="a")]),
    ("base_year", [target(base=2012), target(base=2015, origin=SURVEY)]),
    ("base_year", [target(base=2005, part="waste"), target(base=2015, part="waste")]),
    ("horizon", [target(year=2030), target(year=2035)]),
    ("horizon", [target(-75, 2040), target(-75, 2050, origin=SURVEY)]),
    ("horizon", [level(500, year=2030), level(500, year=2040)]),
    ("target", [target(-40), target(-35)]),
    ("target", [target(-40), target(-43, origin=SURVEY)]),
    ("target", [target(-40, source="b"), target(-30, source="b")]),
    ("target", [level(500), level(450)]),
    ("target", [base(100), base(120)]),
    ("perimeter", [base(100, scope="estate"), base(100, scope="territory")]),
    ("perimeter", [base(120, scope="territory"), base(180, scope="estate")]),
    ("perimeter", [base(2700, scope="estate", **GWH), base(2700, scope="territory", **GWH)]),
    ("sectors", sectors(60, 60, whole=100)),
    ("sectors", sectors(10, 10, 10, 10, 10, 10, 10, 10, whole=100)),
    ("sectors", sectors(50, 50, whole=100, change=-40, changes=(-20, -20))),
    ("sectors", sectors(50, 50, whole=100, change=-40, changes=(-60, -60))),
    ("units", [base(1650), observed(1_650_000)]),
    ("units", [level(756), level(756_000)]),
    ("units", [observed(100, origin=INDICATOR, **GWH), observed(1163, **GWH)]),
    ("units", [base(100), observed(366)]),
    ("survey", [exists(0, SURVEY), exists(1, PLAN)]),
    ("survey", [exists(1, PLAN, "plan"), exists(0, SURVEY, "plan")]),
    ("survey", [exists(0, SURVEY, "adaptation"), exists(1, PLAN, "adaptation")]),
    ("survey", [exists(0, SURVEY, "evaluation"), exists(1, PLAN, "evaluation")]),
    ("dates", [dated(0, PLAN), dated(98, SURVEY)]),
    ("dates", [dated(400, SURVEY), dated(0, PLAN)]),
    ("staff", [staff(14.5, SURVEY), staff(12, PLAN)]),
    ("staff", [staff(0, SURVEY), staff(0.8, PLAN)]),
    ("observed", [base(205), observed(288)]),
    ("observed", [base(860, **GWH), observed(1120, **GWH, origin=INDICATOR)]),
    ("observed", [base(100), observed(90)]),
    ("wrong_way", [target(-40), *series(100, 104, 110)]),
    ("wrong_way", [target(60, quantity="renewable_output"), *series(50, 45, 40, quantity="renewable_output")]),
    ("wrong_way", [target(-12, part="waste"), *series(10, 12, 13, part="waste", origin=INDICATOR)]),
    ("wrong_way", [level(500, "ktCO2e", quantity="ghg"), *series(800, 850, 900)]),
    ("accounts", [base(100), observed(140, origin=ACCOUNTS)]),
    ("accounts", [observed(100), observed(130, origin=INDICATOR)]),
    ("accounts", [observed(100, 2019), observed(150, 2019, origin=ACCOUNTS)]),
    (
        "target",
        [
            level(32, "pct", quantity="renewable_share", form="share"),
            level(200, quantity="renewable_consumption"),
            level(1000, **GWH),
        ],
    ),
    (
        "target",
        [
            level(32, "pct", quantity="renewable_share", form="share"),
            level(400, quantity="renewable_consumption"),
            level(1000, **GWH),
        ],
    ),
    ("target", [target(-100, 2050), base(800), level(120, "ktCO2e", quantity="ghg", year=2050)]),
    ("target", [level(0, "ktCO2e", quantity="ghg", year=2050), level(120, "ktCO2e", quantity="ghg", year=2050)]),
    (
        "sectors",
        [
            level(500, source="p", **GWH),
            level(300, source="p", part="residential", **GWH),
            level(400, source="p", part="road_transport", **GWH),
        ],
    ),
    (
        "sectors",
        [
            level(300, source="p"),
            level(100, source="p", part="solar_pv"),
            level(250_000, "MWh", source="p", part="onshore_wind"),
        ],
    ),
    (
        "sectors",
        [
            observed(value, year, source="p", part=part)
            for year in (2019, 2021)
            for value, part in ((100, "total"), (70, "residential"), (60, "agriculture"))
        ],
    ),
    ("perimeter", [observed(100, 2019, scope="territory"), observed(100, 2019, scope="estate")]),
    ("perimeter", [level(90, scope="territory"), level(95, scope="estate")]),
]
NEAR_MISSES = [
    [level(300), *series(350, 380, 400, unit="GWh", quantity="renewable_output")],
    [level(500, "ktCO2e", quantity="ghg"), *series(800, 780, 700)],
    [target(base=2014), target(base=2015)],
    [target(base=2010, source="c"), target(-75, 2050, base=2011, source="c")],
    [target(base=None), target(base=2015, origin=SURVEY)],
    [target(base=2005, part="waste"), target(base=2015, part="agriculture")],
    [target(year=2030), target(year=2031)],
    [target(-75, 2050), target(-40, 2030, origin=SURVEY)],
    [level(500, year=2030), level(700, year=2040)],
    [target(-40), target(-39)],
    [target(-40), target(-40.8, origin=SURVEY)],
    [target(-40, source="d"), target(-60, 2040, source="d")],
    [level(500), level(495)],
    [base(100), base(103)],
    [base(4, scope="estate"), base(100, scope="territory")],
    [base(120, scope="territory"), base(110, scope="estate")],
    [target(-40, scope="estate"), target(-20, scope="territory")],
    sectors(60, 30, whole=100),
    sectors(12.5, 12.5, 12.5, 12.5, 12.5, 12.5, 12.5, 12, whole=100),
    sectors(50, 50, whole=100, change=-40, changes=(-38, -41)),
    sectors(50, 30, whole=100, change=-40, changes=(-10, -10)),
    [base(1650), observed(1_650_000, unit="tCO2e")],
    [level(756), level(756_000, "MWh")],
    [observed(100, **GWH, origin=INDICATOR), observed(105, **GWH)],
    [base(100), observed(103.5)],
    [exists(0, SURVEY), exists(1, PLAN, "plan")],
    [exists(1, PLAN, "plan"), exists(1, SURVEY, "plan")],
    [exists(1, PLAN, "adaptation"), exists(1, PLAN, "adaptation")],
    [exists(0, SURVEY, "evaluation"), exists(0, SURVEY, "evaluation")],
    [dated(0, PLAN), dated(30, SURVEY)],
    [dated(400, PLAN), dated(0, PLAN)],
    [staff(14.5, SURVEY), staff(14.2, PLAN)],
    [staff(0.3, SURVEY, 2026), staff(3, PLAN, 2020)],
    [base(205), observed(210)],
    [base(860, **GWH), observed(1120, 2019, **GWH)],
    [base(100), observed(96)],
    [target(-40), *series(100, 101, 102)],
    [target(60, quantity="renewable_output"), *series(50, 55, 60, quantity="renewable_output")],
    [target(-12, part="waste"), *(observed(v, y, part="waste", source="e") for v, y in ((10, 2022), (12, 2023)))],
    [base(100), observed(108, origin=ACCOUNTS)],
    [observed(100), observed(109, origin=INDICATOR)],
    [observed(100, 2019), observed(150, 2020, origin=ACCOUNTS)],
    [level(32, "pct", quantity="renewable_share", form="share"), level(320, quantity="renewable_consumption"),
     level(200), level(1000, **GWH)],
    [level(32, "pct", quantity="renewable_share", form="share"),
     level(200, quantity="renewable_consumption", year=2026), level(1000, **GWH)],
    [level(0, "ktCO2e", quantity="ghg", year=2050), level(120, "ktCO2e", quantity="sequestration", year=2050)],
    [level(500, source="p", **GWH), level(200, source="p", part="residential", **GWH),
     level(250, source="p", part="road_transport", **GWH)],
    [level(500, source="p", **GWH), level(700, source="p", part="residential", **GWH | {"year": 2021}),
     level(100, source="p", part="road_transport", **GWH)],
    [level(300, source="p"), level(400, "MW", source="p", part="solar_pv"),
     level(100, "MW", source="p", part="onshore_wind")],
    [observed(100, 2019, source="p"), observed(70, 2019, source="q", part="residential"),
     observed(60, 2019, source="q", part="agriculture")],
    [observed(100, 2019, source="p", is_floor=True), observed(70, 2019, source="p", part="residential"),
     observed(60, 2019, source="p", part="agriculture")],
    [observed(100, 2019, scope="territory"), observed(3, 2019, scope="estate")],
    [observed(2, 2019, scope="territory", is_floor=True), observed(3, 2019, scope="estate")],
]  # fmt: skip


def test_there_are_forty_of_each_and_every_kind_is_planted() -> None:
    assert min(len(PLANTED), len(NEAR_MISSES)) >= 40
    elsewhere = {ContradictionKind.SOURCES, ContradictionKind.AGENDA, ContradictionKind.MONEY}
    assert {kind for kind, _held in PLANTED} == set(ContradictionKind) - elsewhere


@pytest.mark.parametrize(("kind", "held"), PLANTED, ids=[f"{n}-{k}" for n, (k, _h) in enumerate(PLANTED)])
def test_a_planted_contradiction_is_found_alone(kind, held) -> None:
    contradictions = find_contradictions(held, tolerances())
    assert [contradiction.kind.value for contradiction in contradictions] == [kind]
    assert contradictions[0].explanation.fr
    assert contradictions[0].explanation.en
    assert len(contradictions[0].sides) >= 2


@pytest.mark.parametrize("held", NEAR_MISSES, ids=range(len(NEAR_MISSES)))
def test_a_near_miss_is_silent(held) -> None:
    assert find_contradictions(held, tolerances()) == ()


GHG = {"quantity": "ghg", "unit": "ktCO2e"}
ENERGY = {"quantity": "final_energy"}


def share(value: float, year: int = 2030, source: str = "") -> Statement:
    """Make a target of the share of renewables."""
    fields = {"quantity": "renewable_share", "form": "share", "unit": "pct", "value": value, "year": year}
    return say(Aspect.TARGET, source=source, **fields)


@pytest.mark.parametrize(
    ("held", "says"),
    [
        ([target(-40), base(1000), level(800, **GHG)], "mène à 600 en 2030, le niveau écrit est 800"),
        ([target(-40), base(1000), level(300_000, quantity="ghg", unit="tCO2e")], "le niveau écrit est 300"),
        ([target(-40), target(-30, 2050)], "l’objectif de 2050 est plus faible que celui de 2030, de 10 points"),
        ([target(60, 2030, **GWH | {"unit": "pct"}), target(40, 2050, **GWH | {"unit": "pct"})], "de 20 points"),
        ([level(600, **ENERGY), level(700, **ENERGY, year=2050)], "plus faible que celui de 2030 : 700 après 600"),
        ([level(600), level(400_000, "MWh", year=2050)], "400 après 600"),
        ([share(32), share(25, 2050)], "25 après 32"),
        ([share(100, 2050), level(300, year=2050), level(1000, **ENERGY, year=2050)], "que 30 % de la consommation"),
    ],
)
def test_targets_are_compared_as_trajectories_whatever_their_form(held, says) -> None:
    (found,) = find_contradictions(held, tolerances())
    assert found.kind is ContradictionKind.TARGET
    assert says in found.explanation.fr.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    "held",
    [
        [target(-40), base(1000), level(610, **GHG)],
        [target(-40), base(1000), level(800, **GHG | {"unit": "GWh"})],
        [target(-40), base(0), level(0, **GHG)],
        [target(-40), base(1000, 2012), level(800, **GHG)],
        [target(-40, 2050), base(1000), level(800, **GHG)],
        [target(-40, source="d"), target(-39.5, 2050, source="d")],
        [target(-40), target(20, 2050)],
        [target(-40, scope="estate"), target(-30, 2050, scope="territory")],
        [level(600, **ENERGY, source="e"), level(606, **ENERGY, year=2050, source="e")],
        [level(600, **ENERGY, scope="estate"), level(700, **ENERGY, year=2050, scope="territory")],
        [level(10, "count", quantity="other"), level(30, "count", quantity="other", year=2050)],  # its way is not known
        [share(32, source="f"), share(31.5, 2050, source="f")],
        [share(30, 2050), level(500, year=2050), level(1000, **ENERGY, year=2050)],
        [share(100, 2050), level(300, year=2040), level(1000, **ENERGY, year=2050)],
        [share(100, 2050), level(300, "MW", year=2050), level(1000, **ENERGY, year=2050)],
    ],
)
def test_trajectories_that_may_agree_are_silent(held) -> None:
    assert find_contradictions(held, tolerances()) == ()


def test_units_of_other_dimensions_are_never_compared() -> None:
    one, other = base(100), observed(500, unit="GWh")
    assert find_contradictions([one, other], tolerances()) == ()
    assert find_contradictions([base(1, scope="estate"), base(9, unit="GWh", scope="territory")], tolerances()) == ()
    mixed = [
        base(100, source="x"),
        base(60, source="x", part="waste"),
        base(6, source="x", part="tertiary", unit="GWh"),
    ]
    assert find_contradictions(mixed, tolerances()) == ()
    rising = [target(-40), observed(100, 2015, source="y"), observed(5, 2020, source="y", unit="GWh")]
    assert find_contradictions(rising, tolerances()) == ()


def test_values_are_compared_in_one_unit() -> None:
    assert (base(100).value_in("tCO2e"), base(100).value_in("GWh")) == (100_000, None)
    assert find_contradictions([base(100), observed(100_000, unit="tCO2e")], tolerances()) == ()
    (found,) = find_contradictions([base(100), observed(150_000, unit="tCO2e")], tolerances())
    assert found.kind is ContradictionKind.OBSERVED


def test_statements_on_other_things_or_other_scopes_are_not_compared() -> None:
    assert find_contradictions([target(), base(100), staff(1, PLAN)], tolerances()) == ()
    assert find_contradictions([base(100, 2010), base(200, 2015)], tolerances()) == ()
    assert find_contradictions([target(scope="estate"), target(-20, scope="territory")], tolerances()) == ()
    assert find_contradictions([base(1, scope="estate"), observed(9, scope="territory")], tolerances()) == ()
    assert find_contradictions([base(1, scope="estate"), base(9, scope="both")], tolerances()) == ()
    assert find_contradictions([target(), level(3, unit="tCO2e", quantity="ghg")], tolerances()) == ()


def test_a_whole_without_sectors_and_a_level_without_change_tell_nothing() -> None:
    assert find_contradictions(sectors(10, whole=5), tolerances()) == ()
    levels = [level(5, quantity="ghg", unit="ktCO2e", base_year=2015), *series(0, 1, 2)]
    assert find_contradictions(levels, tolerances()) == ()
    assert find_contradictions([target(), *series(0, 0, 5)], tolerances()) == ()


def test_years_of_two_sources_are_told_once() -> None:
    first, second = series(100, 110, 120), series(200, 220, 240, origin=INDICATOR)
    (found,) = find_contradictions([*first, *second], tolerances())
    assert found.explanation.fr.endswith("(2015, 2017, 2019)")
    assert len(found.sides) == 6


@pytest.mark.parametrize(
    ("held", "sides"),
    [
        ([target(-40), target(-35), target(-30, origin=SURVEY)], 3),
        ([target(-40), target(-30, 2040), target(-20, 2050)], 3),
        ([target(-40), target(-60, 2050), *series(100, 110, 120)], 4),
        ([base(100), base(100), observed(130)], 3),
        ([exists(0, SURVEY), exists(1, PLAN), exists(1, PLAN)], 3),
        ([base(100, source="p"), *series(100, 95), *series(140, 141, origin=INDICATOR)], 5),
        ([target(-40), target(-40, 2035), target(-40, 2045)], 3),
    ],
)
def test_each_conflict_is_told_once_with_all_its_witnesses(held, sides) -> None:
    (found,) = find_contradictions(held, tolerances())
    assert len(found.sides) == sides


def test_one_reason_is_said_once_whichever_side_comes_first() -> None:
    (found,) = find_contradictions([target(), target(year=2035), target(origin=SURVEY)], tolerances())
    assert (found.explanation.fr, len(found.sides)) == ("la même valeur pour 2030 et pour 2035", 3)


def test_two_conflicts_of_one_quantity_stay_two() -> None:
    held = [target(-40), target(-30), target(-75, 2050, scope="estate"), target(-60, 2050, scope="estate")]
    assert (
        len(find_contradictions([*held[:2], *(target(v, 2050, part="waste") for v in (-75, -60))], tolerances())) == 2
    )
    assert len({found.kind for found in find_contradictions(held, tolerances())}) == 1


def test_numbers_are_compared_in_per_cent_of_the_larger_one() -> None:
    assert gap_pct(0, 0) == 0
    assert gap_pct(90, 100) == 10
    assert mistaken_unit(0, 5, 5) is None
    assert mistaken_unit(1, 5, 5) is None


def test_a_decision_goes_when_a_side_says_something_else() -> None:
    one, other = target(-40), target(-35)
    (found,) = find_contradictions([one, other], tolerances())
    (again,) = find_contradictions([other, one], tolerances())
    (changed,) = find_contradictions([one, target(-35)], tolerances())
    assert found.fingerprint == again.fingerprint != changed.fingerprint


def test_facts_that_disagree_are_all_told_whatever_the_tolerances() -> None:
    facts = [say(Aspect.EXISTS, Origin.FACT, subject=Text("Le coût", "The cost")) for _ in range(2)]
    (contradiction,) = disagreeing_sources([facts])
    assert (contradiction.kind, contradiction.siren) == (ContradictionKind.SOURCES, HERE)
    assert (contradiction.subject.en, len(contradiction.sides)) == ("The cost", 2)


def test_contradictions_are_counted_with_their_sides_as_evidence() -> None:
    contradictions = find_contradictions([target(-40), target(-35)], tolerances())
    every = contradictions_figure("essai", contradictions, [HERE])
    assert (every.id, every.value, len(every.evidence)) == ("crossread.essai.contradictions.all", 1, 2)
    none = contradictions_figure("essai", contradictions, [HERE], kind=ContradictionKind.UNITS)
    assert (none.value, none.label.fr) == (0, "Contradictions : Unités")


def test_the_tolerances_are_dated_and_a_side_is_what_a_source_states() -> None:
    assert tolerances().since == date(2026, 12, 1)
    statements = [target(-40), target(-35)]
    (contradiction,) = find_contradictions(statements, tolerances())
    assert contradiction.sides == tuple(statements)


def test_sectors_whose_targets_lack_one_tell_nothing_of_levels() -> None:
    held = sectors(50, 50, whole=100, change=-40, changes=(-20, -20))
    assert find_contradictions(held[:-1], tolerances()) == ()
    without_whole = [each for each in held if not (each.aspect is Aspect.TARGET and each.part == "total")]
    assert find_contradictions(without_whole, tolerances()) == ()
    levels = level(5, quantity="ghg", unit="ktCO2e", base_year=2015, source=held[0].source)
    assert find_contradictions([*held[:3], levels], tolerances()) == ()


def test_a_floor_contradicts_nothing_above_it() -> None:
    assert find_contradictions([base(100, is_floor=True), observed(150)], tolerances()) == ()
    assert find_contradictions([base(150), observed(100, is_floor=True)], tolerances()) == ()
    assert find_contradictions([base(150, is_floor=True), observed(100)], tolerances())
    assert find_contradictions([target(-40), *series(100, 104, 110, is_floor=True)], tolerances()) == ()
    assert find_contradictions([target(-40), *series(100, 104, 110)], tolerances())


def test_a_level_of_a_later_year_that_asks_less_than_a_change_is_told_once_and_more_is_silent() -> None:
    aims = [target(-40, source="a"), base(1000, source="a")]
    written = {"form": "level", "unit": "ktCO2e", "base": None, "source": "b"}
    for value, year, count in ((700, 2040, 1), (500, 2040, 0), (620, 2040, 0), (500, 2026, 1), (800, 2026, 0)):
        found = find_contradictions([*aims, target(value, year, **written)], tolerances())
        assert [len(contradiction.sides) for contradiction in found] == [3] * count, (value, year)
