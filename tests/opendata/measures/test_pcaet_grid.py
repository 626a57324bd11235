"""A filing laid out in the grids of the order: every cell wanted is there or is missing, with its reason."""

from dataclasses import replace

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.arithmetic import add_figures
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import OPERATOR, describe_one, find_figure
from autan.ground.errors import DomainError
from autan.ground.wordings import Text
from autan.opendata.measures.core.pcaet_grid import (
    CellGap,
    Filing,
    FilingCell,
    cell_figure,
    line_labels,
    make_grids,
    total_figure,
)
from autan.opendata.sources.core.codes import Sector
from autan.opendata.sources.core.pcaet_codes import Pollutant, Quantity, RenewableSource
from tests.opendata.observatory.making import figure_at

SIREN, AUCH = "243100518", "200066926"
FILING = Filing(id=7, siren=SIREN, source="pcaet-v2", edition="2021-04-30-abc", name="Plan climat")


def cell(item, value, *, quantity=Quantity.GHG, pollutant="", period=1, year=2017, unit="tCO2e"):
    filler = value == 0.01
    state = ValueState.MISSING if filler else ValueState.CONFIRMED_ZERO if value == 0 else ValueState.OBSERVED
    return FilingCell(
        quantity=quantity,
        item=item,
        pollutant=pollutant,
        period_code=period,
        year=year,
        value=None if filler else value,
        declared_value=value,
        unit=unit,
        state=state,
    )


@pytest.mark.parametrize(("value", "known"), [(5.0, 1), (0, 1), (0.01, 0)])
def test_a_cell_is_one_part_that_is_known_or_not(value, known):
    figure = cell_figure(FILING, cell("residential", value))
    assert (figure.known, figure.total, figure.part.fr) == (known, 1, "cases")
    assert figure.territories == (SIREN,)
    assert figure.boundary == "pcaet_7_ghg"
    assert figure.period.label == "2017"


def test_a_cell_without_a_year_is_undated_and_a_pollutant_has_a_boundary_of_its_own():
    undated = cell_figure(FILING, cell("residential", 5.0, quantity=Quantity.POLLUTANT, pollutant="nox", year=None))
    assert undated.period.start is None
    assert undated.boundary == "pcaet_7_pollutantnox"
    assert undated.label.fr == "Polluants atmosphériques (oxydes d’azote), résidentiel"


def test_a_filing_is_numbered_with_its_twins():
    assert FILING.numbers.fr == FILING.numbers.en == "7"
    twins = replace(FILING, twins=(9, 12)).numbers
    assert (twins.fr, twins.en) == ("7, 9 et 12", "7, 9 and 12")


def test_a_total_counts_the_lines_of_its_column():
    cells = [cell("residential", 5.0), cell("tertiary", 0.01), None]
    total = total_figure(FILING, cells)
    assert (total.value, total.known, total.total, total.part.fr) == (5, 1, 3, "secteurs")
    assert total.state is ValueState.LOWER_BOUND
    whole = total_figure(FILING, [cell("residential", 5.0), cell("tertiary", 2.0)])
    assert (whole.value, whole.known, whole.total, whole.state) == (7, 2, 2, ValueState.ESTIMATED)
    assert total_figure(FILING, [None, None]) is None


def test_a_grid_has_every_line_and_period_that_the_order_wants():
    (grid,) = make_grids(FILING, [cell("residential", 5.0)], ["ghg"])
    assert [line.label for line in grid.lines] == [sector.label for sector in Sector]
    assert [column.fr for column in grid.columns] == [
        "Diagnostic 2017",
        "Objectif, échéance n° 2",
        "Objectif, échéance n° 5",
        "Objectif, échéance n° 6",
    ]
    assert (grid.wanted, len(grid.missing)) == (32, 31)


@given(st.lists(st.sampled_from([0.01, 0, 12.5, None]), min_size=8, max_size=8))
def test_what_is_missing_and_what_is_known_make_the_whole(values):
    cells = [cell(sector.value, value) for sector, value in zip(Sector, values, strict=True) if value is not None]
    (grid,) = make_grids(FILING, cells, ["ghg"])
    known = [figure for line in grid.lines for figure in line.figures if figure is not None and figure.is_known]
    assert len(known) + len(grid.missing) == grid.wanted
    fillers = [lack for lack in grid.missing if lack.reason is CellGap.FILLER]
    assert len(fillers) == values.count(0.01)
    total = grid.totals[0] if grid.totals else None
    numbers = [value for value in values if value not in {None, 0.01}]
    if numbers:
        assert total.value == pytest.approx(sum(numbers))
        assert (total.known, total.total) == (len(numbers), 8)
        assert (total.state is ValueState.LOWER_BOUND) == (len(numbers) < 8)


def test_a_quantity_that_no_filing_gives_is_not_said_to_lack():
    assert make_grids(FILING, [], []) == ()
    grids = make_grids(FILING, [], ["pollutant", "renewable_production", "sequestration", "storage"])
    assert [grid.code for grid in grids] == [
        *(f"pollutant-{pollutant.value}" for pollutant in Pollutant),
        "renewable_production",
        "storage",
        "sequestration",
    ]
    assert len(grids[6].lines) == len(RenewableSource)
    assert grids[-1].wanted == 3
    assert grids[0].totals == ()


def test_the_state_says_diagnosis_target_zero_or_filler():
    assert cell_figure(FILING, cell("waste", 5.0)).state is ValueState.ESTIMATED
    assert cell_figure(FILING, cell("waste", 0)).state is ValueState.CONFIRMED_ZERO
    target = cell_figure(FILING, cell("waste", 5.0, period=3, year=2026))
    assert (target.state, target.period.label) == (ValueState.MODELLED, "2026")
    assert "objectif" in target.method.formula.fr
    filler = cell_figure(FILING, cell("waste", 0.01))
    assert (filler.value, filler.state, filler.known) == (None, ValueState.MISSING, 0)
    assert "0,01" in filler.note.fr
    assert cell_figure(FILING, cell("waste", 5.0, year=None)).period.label == ""


def test_a_column_bears_its_year_where_its_cells_tell_one_alone():
    for years, heading in (
        ((2017, 2017), "Diagnostic 2017"),
        ((2017, None), "Diagnostic 2017"),
        ((2016, 2017), "Diagnostic"),
    ):
        cells = [cell(item, 5.0, year=year) for item, year in zip(("waste", "tertiary"), years, strict=True)]
        assert make_grids(FILING, cells, ["ghg"])[0].columns[0].fr == heading


def test_two_filings_are_never_added():
    first = cell_figure(FILING, cell("waste", 5.0))
    second = cell_figure(replace(FILING, id=8), cell("waste", 5.0))
    with pytest.raises(DomainError):
        add_figures([first, second], figure_id="x.y", label=Text("x", "x"))


def test_a_filing_of_several_authorities_says_so():
    for carriers in (2, 3):
        together = replace(FILING, carriers=carriers)
        assert f"{carriers} collectivités ensemble" in cell_figure(together, cell("waste", 5.0)).note.fr
    assert cell_figure(replace(FILING, carriers=1), cell("waste", 5.0)).note is None


def test_cells_of_two_years_have_no_total():
    cells = [cell("waste", 5.0), cell("tertiary", 5.0, year=2018)]
    assert total_figure(FILING, cells) is None
    assert total_figure(FILING, [None, None]) is None


def test_a_total_is_whole_a_lower_bound_or_missing_as_its_cells_are():
    for values, state, value in (
        ((5.0, 7.0), ValueState.ESTIMATED, 12),
        ((5.0, 0.01), ValueState.LOWER_BOUND, 5),
        ((0.01, 0.01), ValueState.MISSING, None),
    ):
        total = total_figure(
            FILING, [cell(item, value) for item, value in zip(("waste", "tertiary"), values, strict=True)]
        )
        assert (total.state, total.value) == (state, value)


def test_an_address_tells_filing_quantity_line_pollutant_and_period():
    dust = cell_figure(FILING, cell("waste", 5.0, quantity=Quantity.POLLUTANT, pollutant="nox", unit="t"))
    assert dust.id == f"observatory.{SIREN}.pcaet-7-pollutant-waste-nox.p1"
    assert "oxydes d’azote" in dust.label.fr
    assert line_labels(Quantity.RECOVERY)["total"].fr == "Ensemble"


def test_pollutants_of_a_filing_lead_to_their_proof(shipped, client):
    figure = find_figure(f"observatory.{AUCH}.pcaet-1216-energy-residential.p1", reader=OPERATOR)
    assert (figure.value, figure.unit.code, figure.boundary) == (332_618, "GWh", "pcaet_1216_energy")
    (ref,) = figure.evidence
    card = describe_one(ref, reader=OPERATOR)
    assert card.statement.fr.startswith("Saisi\u00a0: 332\u202f618\u00a0GWh")
    assert "démarche 1216" in card.citation.locator
    assert "Unité invraisemblable" in card.note.fr
    html = client.get(reverse("evidence:trace", kwargs={"figure_id": figure.id})).content.decode()
    assert "332\u202f618" in html
    filler = find_figure(f"observatory.{AUCH}.pcaet-1216-ghg-other_transport.p1", reader=OPERATOR)
    assert "0,01" in describe_one(filler.evidence[0], reader=OPERATOR).statement.fr


@pytest.mark.parametrize(
    "figure_id",
    [
        f"observatory.{AUCH}.pcaet-9999-ghg-residential.p1",
        f"observatory.{AUCH}.pcaet-1216-nothing-residential.p1",
        f"observatory.{AUCH}.pcaet-1216-ghg-nowhere.p1",
        f"observatory.{AUCH}.pcaet-1216-ghg-residential.p9",
        f"observatory.{AUCH}.pcaet-1216-ghg-total.p9",
        f"observatory.{AUCH}.pcaet-.p1",
        "observatory.000000000.pcaet-1216-ghg-residential.p1",
    ],
)
def test_an_address_of_nothing_gives_no_figure(shipped, figure_id):
    assert figure_at(figure_id) is None


@pytest.mark.parametrize("key", ["", "a/b", f"pcaet-v2/old/{AUCH}/1216/ghg/residential//1"])
def test_a_cell_that_is_gone_has_no_card(shipped, key):
    assert describe_one(EvidenceRef(kind="deposit", key=key), reader=OPERATOR) is None


def test_a_price_leads_to_its_source(shipped):
    bill = find_figure(f"observatory.{AUCH}.bill_homes_electricity.2024", reader=OPERATOR)
    card = describe_one(bill.evidence[0], reader=OPERATOR)
    assert "268\u00a0€ par MWh" in card.statement.fr
    assert card.citation.source.producer == "Eurostat"
    assert describe_one(EvidenceRef(kind="price", key="nothing"), reader=OPERATOR) is None
