"""What was observed against what is aimed at: over which years, from which base, which way, by which sources."""

from dataclasses import replace

import pytest

from autan.cooperation.crossreading.core.contradiction_rules import find_contradictions
from autan.cooperation.crossreading.core.contradictions import Contradiction, ContradictionKind
from autan.cooperation.crossreading.core.difference_rules import compare_members, gap_pct
from autan.cooperation.crossreading.core.statements import Origin, Statement
from autan.cooperation.crossreading.importers import tolerances
from autan.ground.wordings import Text
from tests.cooperation.crossreading.stating import level, observed, series, target

ACCOUNTS, INDICATOR, SURVEY = Origin.ACCOUNTS, Origin.INDICATOR, Origin.SURVEY
GHG = {"unit": "ktCO2e", "quantity": "ghg"}
OUTPUT = {"unit": "GWh", "quantity": "renewable_output"}


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def trend(*points: tuple[int | None, float], **fields: object) -> list[Statement]:
    """Observations of one source: a year and a value each."""
    return [replace(observed(value, source="suivi", **fields), year=year) for year, value in points]


def told(*statements: Statement) -> list[str]:
    found = find_contradictions(statements, tolerances())
    assert {contradiction.kind for contradiction in found} <= {ContradictionKind.WRONG_WAY}
    return [plain(contradiction.explanation.fr) for contradiction in found]


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([(2015, 100), (2018, 120)], ["20 % de 2015 à 2018, pour un objectif de sens contraire"]),
        ([(2018, 120), (2015, 100)], ["20 % de 2015 à 2018, pour un objectif de sens contraire"]),
        ([(2015, 100), (2016, 90), (2018, 120)], ["20 % de 2015 à 2018, pour un objectif de sens contraire"]),
        ([(2015, 100), (2017, 120)], []),  # too few years
        ([(2018, 120)], []),
        ([(2014, 100), (2018, 120)], []),  # one of them before the base year
        ([(2014, 200), (2015, 100), (2018, 120)], ["20 % de 2015 à 2018, pour un objectif de sens contraire"]),
        ([(2015, 100), (2018, 103)], []),
        ([(2015, 100), (2018, 80)], []),
        ([(2015, 100), (2018, 100)], []),
        ([(2015, 0), (2018, 50)], []),
        ([(None, 100), (2018, 120)], []),  # a year that is not known is not long ago
        ([(None, 500), (2015, 100), (2018, 120)], ["20 % de 2015 à 2018, pour un objectif de sens contraire"]),
    ],
)
def test_observations_go_the_wrong_way_from_the_base_year_on(
    points: list[tuple[int | None, float]], words: list[str]
) -> None:
    assert told(target(-40), *trend(*points)) == words


def test_a_level_has_no_base_year_and_is_held_against_all_that_was_observed() -> None:
    aim = level(50, **GHG)
    assert told(aim, *trend((1990, 100), (1993, 120))) == ["20 % de 1990 à 1993, pour un objectif de sens contraire"]
    assert told(aim, *trend((None, 100), (1993, 120))) == []


@pytest.mark.parametrize(
    ("aim", "points", "is_told"),
    [
        (level(50, **GHG), [(2015, 100), (2019, 120)], True),
        (level(110, **GHG), [(2015, 100), (2019, 120)], False),  # a cap above what is emitted asks for nothing
        (level(50, **GHG), [(2015, 100), (2019, 80)], False),
        (level(200, **OUTPUT), [(2015, 100), (2019, 80)], True),
        (level(50, **OUTPUT), [(2015, 100), (2019, 80)], False),  # the level was passed already
        (level(200, **OUTPUT), [(2015, 100), (2019, 120)], False),
        (level(100, **OUTPUT), [(2015, 100), (2019, 80)], False),
    ],
)
def test_which_way_a_level_asks_to_go_depends_on_its_quantity_and_on_where_one_began(
    aim: Statement, points: list[tuple[int, float]], *, is_told: bool
) -> None:
    seen = trend(*points, unit=aim.unit, quantity=aim.quantity)
    assert bool(told(aim, *seen)) is is_told


def test_a_change_that_is_not_in_per_cent_or_counts_from_nowhere_tells_no_way() -> None:
    seen = trend((2015, 100), (2019, 120))
    assert told(target(-40), *seen) != []
    assert told(target(-40, base=None), *seen) == []
    assert told(target(-40, unit="ktCO2e"), *seen) == []
    assert told(target(-40, form="share"), *seen) == []
    assert told(target(-40, origin=SURVEY), *seen) == [], "the target of a plan alone is followed up"


@pytest.mark.parametrize(("first", "last"), [(True, False), (False, True)])
def test_what_is_known_at_least_goes_no_known_way(*, first: bool, last: bool) -> None:
    one, other = trend((2015, 100), (2019, 120))
    assert told(target(-40), replace(one, is_floor=first), replace(other, is_floor=last)) == []


def test_values_of_a_series_are_compared_in_one_unit() -> None:
    one, other = trend((2015, 100), (2019, 120))
    assert told(target(-40), one, replace(other, value=90_000, unit="tCO2e")) == []
    assert told(target(-40), one, replace(other, value=130_000, unit="tCO2e")) == [
        "30 % de 2015 à 2019, pour un objectif de sens contraire"
    ]
    assert told(target(-40), one, replace(other, unit="GWh")) == []


def test_one_source_that_goes_the_wrong_way_is_enough_and_a_second_adds_nothing() -> None:
    aim, right, wrong = target(-40), series(100, 90, 80), series(150, 150, 151, 180, start=2016)
    (found,) = find_contradictions([aim, *right, *wrong], tolerances())
    assert found.sides == (aim, wrong[0], wrong[-1])
    again = series(300, 330, 360, start=2019, origin=INDICATOR)
    kinds = [c.kind for c in find_contradictions([aim, *wrong, *again], tolerances())]
    assert kinds.count(ContradictionKind.WRONG_WAY) == 1
    assert told(aim, *series(100, 110, 120, origin=ACCOUNTS)) != []
    assert told(aim, *series(100, 110, 120, origin=SURVEY)) == [], "what a survey says is no series"


def member(siren: str, base: int, **fields: object) -> Statement:
    aim = target(base=base, subject=Text("Émissions", "Emissions"), **fields)
    return replace(aim, siren=siren)


def between(*statements: Statement) -> list[Contradiction]:
    return list(compare_members(statements, tolerances()))


def test_base_years_of_members_are_told_for_the_whole_network_with_a_side_each() -> None:
    statements = [member("b", 2015), member("c", 2015), member("a", 2010), member("b", 2015, year=2050)]
    (found,) = between(*statements)
    assert (found.kind, found.siren, found.subject.en) == (ContradictionKind.BASE_YEAR, "", "Emissions")
    assert [(side.siren, side.base_year) for side in found.sides] == [("a", 2010), ("b", 2015), ("c", 2015)]
    assert found.sides[1] == statements[0], "the first statement of a member stands for it"
    words = plain(found.explanation.fr)
    assert "comptés depuis 2010 (1 membre), 2015 (2 membres) : 1 an d’écart est admis" in words
    assert "counted from 2010 (1 member), 2015 (2 members): a gap of 1 year" in found.explanation.en


def test_an_estate_is_compared_apart_and_says_so() -> None:
    estate = {"scope": "estate"}
    assert between(member("a", 2010, **estate), member("b", 2015)) == []
    (found,) = between(member("a", 2010, **estate), member("b", 2015, **estate), member("c", 2015))
    assert (found.subject.fr, len(found.sides)) == ("Émissions, patrimoine", 2)
    (whole,) = between(member("a", 2010, scope="territory"), member("b", 2015))
    assert whole.subject.fr == "Émissions", "a scope that is not stated is that of the territory"


@pytest.mark.parametrize(
    ("one", "other", "gap"), [(0, 0, 0), (0, 5, 100), (90, 100, 10), (100, 90, 10), (-100, 100, 200), (-90, -100, 10)]
)
def test_a_gap_is_in_per_cent_of_the_larger_value(one: float, other: float, gap: float) -> None:
    assert gap_pct(one, other) == gap
