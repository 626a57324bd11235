"""Final energy by sector and carrier, as tables of figures: the local energy file, and the delivery file."""

from collections.abc import Mapping
from dataclasses import dataclass

from autan.evidence.figures.core.figures import Figure
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.energy_measures import (
    ALL_SECTORS,
    LOCAL_CARRIERS,
    LOCAL_SECTORS,
    local_code,
    regional_code,
)
from autan.opendata.sources.core.codes import Carrier

_DELIVERED = {"residential": Sentence("Résidentiel"), "total": Sentence("Toutes consommations")}


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyTable:
    """Sectors down, carriers across; None where the source has no row.

    `rows`: label of a sector and its figures, in the order of the columns.
    """

    source: str
    carriers: tuple[Text, ...]
    rows: tuple[tuple[Text, tuple[Figure | None, ...]], ...]


def energy_tables(figures: Mapping[str, Figure]) -> tuple[EnergyTable, ...]:
    """Every table that the figures of a territory allow: local energy by sector, then deliveries; never added up."""
    local = _table(
        "sdes-energy-epci",
        LOCAL_CARRIERS,
        {
            label: [figures.get(local_code(carrier, sector)) for carrier in LOCAL_CARRIERS]
            for sector, label in LOCAL_SECTORS.items()
        },
    )
    delivered = _table(
        "ore-communes",
        (Carrier.ELECTRICITY, Carrier.NATURAL_GAS),
        {
            label: [figures.get(f"{word}_{code}") for word in ("electricity", "gas")]
            for code, label in _DELIVERED.items()
        },
    )
    regional = _table(
        "rare-epci",
        tuple(Carrier),
        {
            label: [figures.get(regional_code(sector, carrier.value)) for carrier in Carrier]
            for sector, label in ALL_SECTORS.items()
        },
    )
    return tuple(table for table in (regional, local, delivered) if table is not None)


def _table(source: str, carriers: tuple[Carrier, ...], rows: Mapping[Text, list[Figure | None]]) -> EnergyTable | None:
    """A table without the lines and the columns that have no figure; None when no value of it is known."""
    kept = [
        (label, tuple(figure if figure is not None and figure.total else None for figure in figures))
        for label, figures in rows.items()
        if any(figure is not None and figure.total for figure in figures)
    ]
    if not any(figure is not None and figure.is_known for _label, figures in kept for figure in figures):
        return None
    columns = [place for place in range(len(carriers)) if any(figures[place] for _label, figures in kept)]
    return EnergyTable(
        source=source,
        carriers=tuple(carriers[place].label for place in columns),
        rows=tuple((label, tuple(figures[place] for place in columns)) for label, figures in kept),
    )
