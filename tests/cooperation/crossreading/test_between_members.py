"""Base years that keep the targets of several members from being added up, each beside a near-miss."""

from dataclasses import replace

import pytest

from autan.cooperation.crossreading.core.contradiction_rules import find_contradictions
from autan.cooperation.crossreading.core.contradictions import ContradictionKind
from autan.cooperation.crossreading.core.difference_rules import compare_members
from autan.cooperation.crossreading.core.statements import Origin, Statement
from autan.cooperation.crossreading.importers import tolerances
from tests.cooperation.crossreading.stating import level, target

HERE, THERE, BEYOND = "999000016", "999000024", "999000032"


def of(siren: str, base: int | None, **fields: object) -> Statement:
    """A target of the plan of a member, counted from a year."""
    return replace(target(base=base, source=f"plan-{siren}", **fields), siren=siren)


PLANTED = [
    ([of(HERE, 2010), of(THERE, 2015)], (2, "2010 (1 membre), 2015 (1 membre)")),
    ([of(HERE, 2014), of(THERE, 2015), of(BEYOND, 2016)], (3, "2014 (1 membre), 2015 (1 membre), 2016 (1 membre)")),
    ([of(HERE, 1990), of(THERE, 2015), of(BEYOND, 2015)], (3, "1990 (1 membre), 2015 (2 membres)")),
    ([of(HERE, 2005, part="waste"), of(THERE, 2012, part="waste")], (2, "2005 (1 membre), 2012 (1 membre)")),
    ([of(HERE, 2010, scope="estate"), of(THERE, 2015, scope="estate")], (2, "2010 (1 membre), 2015 (1 membre)")),
    ([of(HERE, 2010, scope="territory"), of(THERE, 2015)], (2, "2010 (1 membre), 2015 (1 membre)")),
    ([of(HERE, 2010), of(HERE, 2016), of(THERE, 2011)], (3, "2010 (1 membre), 2011 (1 membre), 2016 (1 membre)")),
    ([of(HERE, 2010), of(HERE, 2016), of(THERE, 2015)], (3, "2010 (1 membre), 2015 (1 membre), 2016 (1 membre)")),
    ([of(HERE, 2010), of(HERE, 2016), of(THERE, 2013)], (3, "2010 (1 membre), 2013 (1 membre), 2016 (1 membre)")),
]
NEAR_MISSES = [
    [of(HERE, 2014), of(THERE, 2015)],
    [of(HERE, 2010), of(HERE, 2015)],  # of one member: told of it alone
    [of(HERE, 2014), of(HERE, 2016), of(THERE, 2015)],  # the other member is near both
    [of(HERE, None), of(THERE, 2015)],
    [of(HERE, 2010, quantity="final_energy"), of(THERE, 2015)],
    [of(HERE, 2010, part="waste"), of(THERE, 2015, part="agriculture")],
    [of(HERE, 2010, scope="estate"), of(THERE, 2015, scope="territory")],
    [of(HERE, 2010, origin=Origin.SURVEY), of(THERE, 2015)],
    [level(5, base_year=2010), replace(level(9, base_year=2015), siren=THERE)],
]


@pytest.mark.parametrize(("held", "told"), PLANTED, ids=range(len(PLANTED)))
def test_years_that_are_apart_are_told_of_the_network(held, told):
    (found,) = compare_members(held, tolerances())
    assert (found.kind, found.siren) == (ContradictionKind.BASE_YEAR, "")
    assert (len(found.sides), found.explanation.fr.partition("depuis ")[2].partition(" :")[0]) == told
    assert "1 member" in found.explanation.en


@pytest.mark.parametrize("held", NEAR_MISSES, ids=range(len(NEAR_MISSES)))
def test_a_near_miss_is_silent(held):
    assert list(compare_members(held, tolerances())) == []


def test_the_estate_is_named_and_what_is_of_one_member_stays_its_own():
    (estate,) = compare_members(PLANTED[4][0], tolerances())
    assert estate.subject.fr.endswith(", patrimoine")
    assert find_contradictions(PLANTED[0][0], tolerances()) == ()
    assert len(find_contradictions(NEAR_MISSES[1], tolerances())) == 1


def test_two_base_years_of_one_member_are_told_once():
    held = [of(HERE, 2010), of(HERE, 2010, year=2050), of(HERE, 2015, year=2040), of(HERE, 2015, year=2030)]
    contradictions = [
        contradiction
        for contradiction in find_contradictions(held, tolerances())
        if contradiction.kind is ContradictionKind.BASE_YEAR
    ]
    assert [len(contradiction.sides) for contradiction in contradictions] == [4]
