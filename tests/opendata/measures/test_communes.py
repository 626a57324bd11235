"""Figures of one commune: the same rows, the same traces as those of its territory."""

import pytest

from autan.evidence.figures.queries.registry import OPERATOR, describe_one
from autan.opendata.measures.queries.perimeter import is_commune, is_place
from autan.opendata.observatory.queries import figures as queries
from tests.opendata.observatory.making import figure_at

TOULOUSE, TOULOUSE_COMMUNE = "243100518", "31555"


@pytest.mark.parametrize(
    ("code", "commune", "place"),
    [("31555", True, True), ("2A004", True, True), ("243100518", False, True), ("2013", False, False)],
)
def test_a_code_tells_what_it_names(code, commune, place):
    assert (is_commune(code), is_place(code)) == (commune, place)


def test_a_commune_has_its_own_figures_with_their_evidence(shipped):
    figures = queries.figures_by_measure(TOULOUSE_COMMUNE)
    electricity = figures["electricity_total"]
    assert electricity.territories == (TOULOUSE_COMMUNE,)
    assert (electricity.known, electricity.total) == (1, 1)
    assert 0 < electricity.value < queries.figures_by_measure(TOULOUSE)["electricity_total"].value
    assert figure_at(electricity.id) == electricity
    card = describe_one(electricity.evidence[0], reader=OPERATOR)
    assert card.table.total_rows == 1
    assert card.table.rows[0][0] == TOULOUSE_COMMUNE


def test_communes_add_up_to_their_territory(shipped):
    from autan.territories.perimeters.lake.register import members_of

    codes = members_of(TOULOUSE)["insee_code"]
    parts = [queries.figures_by_measure(code)["ghg_total"].value or 0 for code in codes]
    assert sum(parts) == pytest.approx(queries.figures_by_measure(TOULOUSE)["ghg_total"].value)


def test_a_table_of_territories_says_nothing_of_a_commune(shipped):
    figure = queries.figures_by_measure(TOULOUSE_COMMUNE)["electricity_residential_second_source"]
    assert figure.value is None
    assert not figure.total
