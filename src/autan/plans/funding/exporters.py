"""Writes calls in the columns that a table is read by."""

from collections.abc import Iterable

from autan.ground.descriptions.exporters import table_cell
from autan.plans.funding.core.calls import CALL_COLUMNS, FundingCall
from autan.plans.plans.exporters import Cells


def call_cells(calls: Iterable[FundingCall]) -> list[Cells]:
    """Return the headings, then a line for each call."""
    fields = tuple(CALL_COLUMNS.values())
    return [tuple(CALL_COLUMNS), *(tuple(table_cell(getattr(call, name)) for name in fields) for call in calls)]
