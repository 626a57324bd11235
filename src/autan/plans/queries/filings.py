"""Targets proposed from the plans that a territory filed, read in the observatory."""

from collections.abc import Iterator

from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.texts import Text
from autan.measures.core.addresses import FilingCellKey
from autan.measures.core.pcaet_grid import Filing, FilingCell, cell_key, cell_label
from autan.measures.queries.filings import filings_of
from autan.opendata.core.pcaet_codes import DIAGNOSIS
from autan.plans.core.filing_proposals import FiledTarget, propose_targets
from autan.plans.core.proposals import ProposedLine
from autan.plans.importers.definitions import find_section


def propose_from_filings(siren: str) -> tuple[ProposedLine, ...]:
    """Return a target proposed for each cell of the filed grids of a territory whose year is stated."""
    parts = find_section("targets").field("part").choices
    return propose_targets(_targets(siren), parts)


def _targets(siren: str) -> Iterator[FiledTarget]:
    for content in filings_of(siren):
        bases = {_line(cell): cell for cell in content.cells if cell.period_code == DIAGNOSIS}
        for cell in content.cells:
            if cell.period_code != DIAGNOSIS and cell.value is not None:
                yield _target(content.filing, cell, cell.value, bases.get(_line(cell)))


def _line(cell: FilingCell) -> tuple[str, str, str]:
    return cell.quantity.value, cell.item, cell.pollutant


def _target(filing: Filing, cell: FilingCell, value: float, base: FilingCell | None) -> FiledTarget:
    label, when = cell_label(cell), str(cell.year or "")
    return FiledTarget(
        filing=filing.id,
        quantity=cell.quantity.value,
        item=cell.item,
        pollutant=cell.pollutant,
        period=cell.period_code,
        year=cell.year,
        value=value,
        unit=cell.unit,
        statement=Text(
            f"{filing.name} (démarche {filing.id}) : {label.fr}, {when}",
            f"{filing.name} (filing {filing.id}): {label.en}, {when}",
        ),
        evidence=EvidenceRef(kind=FilingCellKey.KIND, key=str(cell_key(filing, cell))),
        base_year=base.year if base else None,
        base_value=base.value if base else None,
    )
