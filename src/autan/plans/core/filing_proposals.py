"""Targets proposed from the regulatory grids of filed plans, cell by cell."""

from collections.abc import Iterable
from dataclasses import dataclass

from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.texts import Text
from autan.plans.core.proposals import ProposalSource, ProposedLine

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


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledTarget:
    """One cell of a filed grid that is a target.

    Attributes:
        filing: number of the filing.
        quantity: code of what is declared.
        item: code of the sector, source or sink.
        pollutant: code of the pollutant, or empty.
        period: code of the period.
        year: year that it is about; None when the filing does not say.
        value: declared value.
        unit: code of its unit.
        statement: the cell in words.
        evidence: the cell.
        base_year: year of the diagnosis; None when the filing has none for this line.
        base_value: value of the diagnosis, in the same unit.
    """

    filing: int
    quantity: str
    item: str
    pollutant: str
    period: int
    year: int | None
    value: float
    unit: str
    statement: Text
    evidence: EvidenceRef
    base_year: int | None = None
    base_value: float | None = None


def propose_targets(cells: Iterable[FiledTarget], parts: Iterable[str]) -> tuple[ProposedLine, ...]:
    """Propose a target for each cell whose year is stated; a nil one is proposed as it was filed.

    Two filings of one plan often say the same: the second is left out.

    Args:
        cells: cells of the filings of one authority, those of the first filing first.
        parts: codes of sectors and sources that a target may be about.
    """
    known = set(parts)
    made: dict[tuple[tuple[str, str], ...], ProposedLine] = {}
    for cell in cells:
        quantity = cell.pollutant or _QUANTITIES.get(cell.quantity)
        unit = _UNITS.get(cell.unit)
        if quantity is None or unit is None or cell.year is None or cell.item not in known:
            continue
        typed = {
            "quantity": quantity,
            "part": cell.item,
            "kind": "level",
            "value": f"{cell.value:.12g}",
            "unit": unit,
            "horizon": str(cell.year),
        }
        if cell.base_year is not None and cell.base_value is not None:
            typed |= {"base_year": str(cell.base_year), "base_value": f"{cell.base_value:.12g}"}
        made.setdefault(
            tuple(typed.items()),
            ProposedLine(
                key=f"filing:{cell.filing}:{cell.quantity}:{cell.item}:{cell.pollutant}:{cell.period}",
                source=ProposalSource.FILING,
                section="targets",
                line="",
                typed=typed,
                statement=cell.statement,
                evidence=(cell.evidence,),
            ),
        )
    return tuple(made.values())
