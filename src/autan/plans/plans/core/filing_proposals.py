"""Targets proposed from the regulatory grids of filed plans, cell by cell."""

from collections.abc import Iterable, Sequence

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Sentence
from autan.opendata.measures.core.addresses import FilingCellKey
from autan.opendata.measures.core.pcaet_grid import Filing, FilingCell, cell_key, cell_label
from autan.opendata.sources.core.pcaet_codes import DIAGNOSIS
from autan.plans.plans.core.proposals import ProposalSource, ProposedLine

_QUANTITIES = {
    "ghg": "ghg",
    "energy": "final_energy",
    "renewable_production": "renewable_output",
    "sequestration": "sequestration",
}
_UNITS = {
    "GWh": "GWh",
    "GWh_lhv": "GWh",
    "GWh_unstated": "GWh",
    "MWh": "MWh",
    "tCO2e": "tCO2e",
    "ktCO2e": "ktCO2e",
    "t": "t",
}


_PARTS = {
    "solid_biomass_electricity": "biomass_electricity",
    "solid_biomass_heat": "biomass_heat",
    "cropland_grassland": "farmland",
}


def part_of_item(item: str) -> str:
    """Return the part of a target that a line of a filing is about.

    >>> part_of_item("solid_biomass_heat"), part_of_item("waste")
    ('biomass_heat', 'waste')
    """
    return _PARTS.get(item, item)


def propose_targets(
    filings: Iterable[tuple[Filing, Sequence[FilingCell]]], parts: Iterable[str]
) -> tuple[ProposedLine, ...]:
    """Propose a target for each cell whose year is stated; a nil one is proposed as it was filed.

    Two filings of one plan often say the same: the second is left out. `parts` are the codes of sectors and sources
    that a target may be about.
    """
    known = set(parts)
    proposed: dict[tuple[tuple[str, str], ...], ProposedLine] = {}
    for filing, cells in filings:
        bases = {_line(cell): cell for cell in cells if cell.period_code == DIAGNOSIS}
        for cell in cells:
            typed = _target_as_typed(cell, bases.get(_line(cell))) if part_of_item(cell.item) in known else None
            if typed is not None:
                proposed.setdefault(tuple(typed.items()), _proposed_line(filing, cell, typed))
    return tuple(proposed.values())


def _line(cell: FilingCell) -> tuple[str, str, str]:
    return cell.quantity.value, cell.item, cell.pollutant


def _target_as_typed(cell: FilingCell, base: FilingCell | None) -> dict[str, str] | None:
    """The fields of the target that a cell is, with the value of its diagnosis; None when it is none."""
    quantity, unit = cell.pollutant or _QUANTITIES.get(cell.quantity.value), _UNITS.get(cell.unit)
    if cell.period_code == DIAGNOSIS or None in (quantity, unit, cell.year, cell.value):
        return None
    typed = {
        "quantity": str(quantity),
        "part": part_of_item(cell.item),
        "kind": "level",
        "value": f"{cell.value:.12g}",
        "unit": str(unit),
        "horizon": str(cell.year),
    }
    if base is not None and base.year is not None and base.value is not None:
        typed |= {"base_year": str(base.year), "base_value": f"{base.value:.12g}"}
    return typed


def _proposed_line(filing: Filing, cell: FilingCell, typed: dict[str, str]) -> ProposedLine:
    label, key = cell_label(cell), ":".join(map(str, (filing.id, *_line(cell), cell.period_code)))
    return ProposedLine(
        key=f"filing:{key}",
        source=ProposalSource.FILING,
        section="targets",
        line="",
        typed=typed,
        statement=Sentence(
            "{filing} (démarche {id}) : {label}, {year}", filing=filing.name, id=filing.id, label=label, year=cell.year
        ),
        evidence=(EvidenceRef(kind=FilingCellKey.KIND, key=str(cell_key(filing, cell))),),
    )
