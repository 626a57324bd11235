"""Filings of plans as the lake holds them: by authority, twins shown once, totals of a column, those that are dated."""

import pytest

from autan.opendata.measures.core.addresses import FilingAddress
from autan.opendata.measures.core.pcaet_grid import TOTAL, cell_address, cell_figure, cell_key, line_labels
from autan.opendata.measures.queries.filings import (
    distinct_filings,
    filed_plans,
    filed_quantities,
    filings_of,
    find_filing_cell,
    find_filing_figure,
    laid_out_filings,
)
from autan.opendata.sources.core.pcaet_codes import PERIOD_YEARS, Quantity

TOULOUSE = "243100518"


@pytest.fixture
def filings(shipped):
    return filings_of(TOULOUSE)


def test_the_filings_of_an_authority_are_its_own_in_the_order_of_their_numbers(filings):
    assert filings
    assert {content.filing.siren for content in filings} == {TOULOUSE}
    slots = [(content.filing.source, content.filing.id) for content in filings]
    assert slots == sorted(slots)
    assert {source for source, _ in slots} <= set(PERIOD_YEARS)
    assert filings_of("999000016") == ()


def test_filings_that_declare_the_same_are_shown_once_with_their_twins(filings):
    shown = distinct_filings(TOULOUSE)
    numbers = [number for content in shown for number in (content.filing.id, *content.filing.twins)]
    assert sorted(numbers) == sorted(content.filing.id for content in filings)
    assert len({(content.filing.source, content.cells) for content in shown}) == len(shown)


def test_each_cell_is_found_at_its_address_and_by_its_key(filings):
    content = filings[0]
    for cell in content.cells[:5]:
        address = cell_address(content.filing, cell)
        assert find_filing_figure(address) == cell_figure(content.filing, cell)
        assert find_filing_cell(cell_key(content.filing, cell)) == (content.filing, cell)


def test_an_address_of_another_filing_quantity_or_line_is_none(filings):
    content = filings[0]
    cell = content.cells[0]
    parts = dict(
        zip(
            ("siren", "filing", "quantity", "item", "pollutant", "period"),
            (TOULOUSE, str(content.filing.id), cell.quantity.value, cell.item, cell.pollutant, str(cell.period_code)),
            strict=True,
        )
    )
    assert find_filing_figure(FilingAddress(*parts.values())) is not None
    for wrong in ({"filing": "0"}, {"quantity": "magic"}, {"item": "magic"}, {"period": "99"}, {"siren": "999000016"}):
        assert find_filing_figure(FilingAddress(*(parts | wrong).values())) is None


def test_the_total_of_a_column_adds_what_its_cells_tell(filings):
    content = filings[0]
    first = next(cell for cell in content.cells if len(line_labels(cell.quantity)) > 1 and not cell.pollutant)
    cells = content.cells_of(first.quantity, first.period_code)
    figure = find_filing_figure(cell_address(content.filing, first, TOTAL))
    if len({cell.year for cell in cells.values()}) > 1:
        assert figure is None
    else:
        assert figure.value == pytest.approx(sum(cell.value or 0 for cell in cells.values()))
        assert figure.total == len(line_labels(first.quantity))


def test_grids_count_what_lacks_among_what_the_order_wants(shipped):
    for laid_out in laid_out_filings(TOULOUSE):
        assert 0 <= laid_out.missing <= laid_out.wanted
        assert laid_out.wanted == sum(grid.wanted for grid in laid_out.grids)
        assert laid_out.missing == sum(len(grid.missing) for grid in laid_out.grids)


def test_dated_filings_are_kept_by_authority_with_their_headings_alone(shipped):
    filed = filed_plans()
    for siren, filings in filed.items():
        assert {filing.siren for filing in filings} == {siren}
        assert all(filing.modified_on is not None for filing in filings)
        assert [filing.id for filing in filings] == sorted(filing.id for filing in filings)


def test_quantities_that_were_filed_are_those_of_the_code_book(shipped):
    assert filed_quantities()
    assert filed_quantities() <= {quantity.value for quantity in Quantity}
