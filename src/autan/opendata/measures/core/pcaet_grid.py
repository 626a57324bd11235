"""Filings of climate plans as the grids of the order of 4 August 2016, with the cells that lack.

One filing is one approach of one authority. Two filings are never added, nor is one preferred to another: each cell is
a figure at its own address, whose boundary names the filing. A cell is what was declared, in the unit of the code book;
the filler 0.01 is a missing value, and an alert about the unit stays beside the value.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from autan.evidence.figures.core.arithmetic import add_figures, with_unknown_parts
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.addresses import FilingAddress, FilingCellKey
from autan.opendata.measures.core.base_figures import tidy_number
from autan.opendata.sources.core.codes import Sector
from autan.opendata.sources.core.pcaet_codes import (
    DIAGNOSIS,
    PERIOD_YEARS,
    RENEWABLE_QUANTITIES,
    SECTOR_QUANTITIES,
    SINK_QUANTITIES,
    Pollutant,
    Quantity,
    RenewableSource,
    Sink,
)

TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """One filing of one authority.

    Attributes:
        carriers: how many authorities carry it together.
        twins: numbers of the filings of the same authority that declare the same, cell for cell.
    """

    id: int
    siren: str
    source: str
    edition: str
    name: str
    approach_state: str = ""
    carriers: int = 1
    carrier_names: str = ""
    population_covered: int | None = None
    modified_on: date | None = None
    twins: tuple[int, ...] = ()

    @property
    def numbers(self) -> Text:
        """Its number, with those of its twins: « 1006 et 1111 »."""
        *first, last = (str(number) for number in (self.id, *self.twins))
        return Text(f"{', '.join(first)} et {last}", f"{', '.join(first)} and {last}") if first else Text(last, last)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingCell:
    """One declared cell of a filing.

    Attributes:
        period_code: 1 for the diagnosis; others are targets.
        year: year that the value is about; None when the filing does not say.
        value: in `unit`; None for a filler.
    """

    quantity: Quantity
    item: str
    pollutant: str
    period_code: int
    year: int | None
    value: float | None
    declared_value: float | None
    unit: str
    state: ValueState


class CellGap(Labelled):
    """Why a cell of a grid has no value."""

    EMPTY = "empty", "case vide", "empty cell"
    FILLER = "filler", "0,01, valeur de remplissage", "0.01, a filler"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingCell:
    """One cell that a regulatory grid wants and that the filing lacks."""

    line: Text
    column: Text
    reason: CellGap


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLine:
    """One line of a grid, with one figure a column; None where the cell is empty."""

    label: Text
    figures: tuple[Figure | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulatoryGrid:
    """One regulatory grid of one filing.

    Attributes:
        lines: sectors, sources or sinks, all of those that the order wants.
        totals: sum of the known cells of each column, with its coverage; empty where sums have no sense.
    """

    code: str
    title: Text
    columns: tuple[Text, ...]
    lines: tuple[GridLine, ...]
    totals: tuple[Figure | None, ...]
    missing: tuple[MissingCell, ...]
    wanted: int


def cell_address(filing: Filing, cell: FilingCell, item: str = "") -> FilingAddress:
    """Address of a cell, or of another line of its column."""
    return FilingAddress(
        filing.siren, str(filing.id), cell.quantity.value, item or cell.item, cell.pollutant, str(cell.period_code)
    )


def cell_figure(filing: Filing, cell: FilingCell) -> Figure:
    """The figure of one declared cell; unknown when it holds the filler.

    Returns a Figure in the unit of the code book: estimated for a diagnosis, modelled for a target.
    """
    is_known = cell.value is not None
    return Figure(
        id=str(cell_address(filing, cell)),
        label=cell_label(cell),
        value=tidy_number(cell.value),
        unit=get_unit(cell.unit),
        period=Period.year(cell.year) if cell.year else Period.undated(),
        territories=(filing.siren,),
        known=int(is_known),
        total=1,
        part=Text("cases", "cells"),
        state=_state(cell),
        boundary=f"pcaet_{filing.id}_{cell.quantity.value}{cell.pollutant}",
        method=_method(filing, cell),
        evidence=(EvidenceRef(kind=FilingCellKey.KIND, key=str(cell_key(filing, cell))),),
        note=_note(filing, cell),
    )


def cell_key(filing: Filing, cell: FilingCell) -> FilingCellKey:
    """Key of the evidence of a cell: snapshot, authority, filing, and place in the grid."""
    return FilingCellKey(
        filing.source,
        filing.edition,
        filing.siren,
        str(filing.id),
        cell.quantity.value,
        cell.item,
        cell.pollutant,
        str(cell.period_code),
    )


def cell_label(cell: FilingCell) -> Text:
    """What a cell is about: quantity, pollutant, line."""
    quantity = cell.quantity.label
    line = line_labels(cell.quantity).get(cell.item, Text(cell.item, cell.item))
    pollutant = Pollutant(cell.pollutant).label if cell.pollutant else None
    return Text(
        f"{quantity.fr}{f' ({pollutant.fr})' if pollutant else ''}, {line.fr[:1].lower()}{line.fr[1:]}",
        f"{quantity.en}{f' ({pollutant.en})' if pollutant else ''}, {line.en[:1].lower()}{line.en[1:]}",
    )


def line_labels(quantity: Quantity) -> dict[str, Text]:
    """Lines of the grid of a quantity, in the order of the order: sectors, sinks or renewable sources."""
    if quantity in SECTOR_QUANTITIES:
        return {sector.value: sector.label for sector in Sector}
    if quantity in SINK_QUANTITIES:
        return {sink.value: sink.label for sink in Sink}
    if quantity in RENEWABLE_QUANTITIES:
        return {source.value: source.label for source in RenewableSource}
    return {TOTAL: Text("Ensemble", "Whole")}


def make_grids(filing: Filing, cells: Iterable[FilingCell], loaded: Sequence[str]) -> tuple[RegulatoryGrid, ...]:
    """Lay the cells of one filing out in the grids of the quantities that its edition holds for any authority."""
    filing_cells: dict[tuple[Quantity, str], list[FilingCell]] = {}
    for cell in cells:
        filing_cells.setdefault((cell.quantity, cell.pollutant), []).append(cell)
    return tuple(
        _grid(filing, quantity, pollutant, filing_cells.get((quantity, pollutant), []))
        for quantity in Quantity
        if quantity.value in loaded
        for pollutant in ([item.value for item in Pollutant] if quantity is Quantity.POLLUTANT else [""])
    )


def _grid(filing: Filing, quantity: Quantity, pollutant: str, cells: Sequence[FilingCell]) -> RegulatoryGrid:
    by_place = {(cell.item, cell.period_code): cell for cell in cells}
    periods = (DIAGNOSIS,) if quantity in SINK_QUANTITIES else tuple(PERIOD_YEARS[filing.source])
    columns = tuple(_column(period, cells) for period in periods)
    labels = line_labels(quantity)
    lines, missing = [], []
    for item, label in labels.items():
        row = [by_place.get((item, period)) for period in periods]
        lines.append(GridLine(label=label, figures=tuple(cell_figure(filing, cell) if cell else None for cell in row)))
        missing += [
            MissingCell(line=label, column=column, reason=CellGap.FILLER if cell else CellGap.EMPTY)
            for cell, column in zip(row, columns, strict=True)
            if cell is None or cell.value is None
        ]
    return RegulatoryGrid(
        code=f"{quantity.value}-{pollutant}".rstrip("-"),
        title=_title(quantity, pollutant),
        columns=columns,
        lines=tuple(lines),
        totals=_totals(filing, [[by_place.get((item, period)) for item in labels] for period in periods]),
        missing=tuple(missing),
        wanted=len(labels) * len(periods),
    )


def total_figure(filing: Filing, cells: Sequence[FilingCell | None]) -> Figure | None:
    """Sum of the cells of one column with its coverage; None when there is none, or when their years differ."""
    filed_cells = [cell for cell in cells if cell is not None]
    if not filed_cells or len({cell.year for cell in filed_cells}) > 1:
        return None
    parts = [cell_figure(filing, cell) for cell in filed_cells]
    label = Text(f"{filed_cells[0].quantity.label.fr}, total", f"{filed_cells[0].quantity.label.en}, total")
    added = add_figures(parts, figure_id=str(cell_address(filing, filed_cells[0], TOTAL)), label=label)
    whole = added if added.known == len(cells) else with_unknown_parts(added)
    part = Text("secteurs", "sectors") if filed_cells[0].quantity in SECTOR_QUANTITIES else parts[0].part
    return replace(whole, value=tidy_number(whole.value), total=len(cells), part=part, note=parts[0].note)


def _totals(filing: Filing, columns: Sequence[Sequence[FilingCell | None]]) -> tuple[Figure | None, ...]:
    totals = tuple(total_figure(filing, cells) if len(cells) > 1 else None for cells in columns)
    return totals if any(totals) else ()


def _column(period: int, cells: Sequence[FilingCell]) -> Text:
    years = {cell.year for cell in cells if cell.period_code == period and cell.year}
    if period == DIAGNOSIS:
        year = f" {years.pop()}" if len(years) == 1 else ""
        return Text(f"Diagnostic{year}", f"Diagnosis{year}")
    if years:
        return Text(*(f"{word} {min(years)}" for word in ("Objectif", "Target")))
    return Text(f"Objectif, échéance n° {period - 1}", f"Target, horizon no. {period - 1}")


def _title(quantity: Quantity, pollutant: str) -> Text:
    name = f", {Pollutant(pollutant).label.fr}" if pollutant else ""
    symbol = get_unit(quantity.unit).symbol
    return Text(f"{quantity.label.fr}{name} ({symbol.fr})", f"{quantity.label.en}{name} ({symbol.en})")


def _state(cell: FilingCell) -> ValueState:
    if cell.value is None:
        return ValueState.MISSING
    if cell.state is ValueState.CONFIRMED_ZERO:
        return cell.state
    return ValueState.ESTIMATED if cell.period_code == DIAGNOSIS else ValueState.MODELLED


def _method(filing: Filing, cell: FilingCell) -> Method:
    return Method(
        name="declared_in_filing",
        formula=Text("valeur du diagnostic, comme déposée", "value of the diagnosis, as filed")
        if cell.period_code == DIAGNOSIS
        else Text("objectif déclaré, et non une observation", "declared target, not an observation"),
        parameters=(
            ("source", filing.source),
            ("edition", filing.edition),
            ("filing", str(filing.id)),
            ("period", str(cell.period_code)),
            ("accounting", "regulatory"),
        ),
    )


def _note(filing: Filing, cell: FilingCell) -> Text | None:
    if filing.carriers > 1:
        return Sentence(
            "Chiffre de {carriers} collectivités ensemble\u00a0: il ne se répartit ni ne s’additionne.",
            carriers=filing.carriers,
        )
    if cell.value is None:
        return Sentence("0,01 a été saisi pour «\u202fnul ou inconnu\u202f»\u00a0: la valeur est tenue pour manquante.")
    return None
