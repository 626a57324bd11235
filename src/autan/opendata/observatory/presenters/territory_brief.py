"""The energy and climate of a territory in a few lines: what an elected representative reads on a phone first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import falling_order, has_some
from autan.ground.wordings import Text
from autan.opendata.measures.queries.filings import filings_of
from autan.opendata.measures.queries.indicators import indicators_of
from autan.opendata.observatory.core.composition import RANGE
from autan.opendata.observatory.core.ratios import Lead, lead_of
from autan.opendata.observatory.presenters.energy_page import absences_of
from autan.opendata.observatory.queries.figures import figures_by_measure, network_figures_by_measure
from autan.opendata.sources.core.codes import RENEWABLE_SOURCES, Sector
from autan.territories.networks.queries.networks import networks_of

_MEASURES = (
    "electricity_total",
    "electricity_residential",
    "electricity_residential_second_source",
    "gas_total",
    "ghg_total",
    "ghg_per_inhabitant",
    "production_renewable",
    "renewable_to_consumption",
    "capacity_renewable",
    "dpe_f_g_share",
    "bill_homes_per_dwelling",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """The largest part of a quantity: its name and its figure, and whether only the known parts are told apart."""

    label: Text
    figure: Figure
    is_of_known: bool


def brief_of(siren: str) -> dict[str, Any] | None:
    """Put a territory in a few lines; None when nothing is known of its energy."""
    figures = figures_by_measure(siren)
    known = {code: figures[code] for code in _MEASURES if code in figures and figures[code].is_known}
    if not known:
        return None
    network = next(iter(networks_of(siren)), None)
    ranges = network_figures_by_measure(network.slug) if network else {}
    return {
        "figures": known,
        "first_sector": leader_of(figures, {f"ghg_{sector.value}": sector.label for sector in Sector}, "ghg_total"),
        "first_source": leader_of(
            figures, {f"production_{source.value}": source.label for source in RENEWABLE_SOURCES}
        ),
        "among": ranges.get(f"ghg_per_inhabitant{RANGE}"),
        "filings": len(filings_of(siren)),
        "absences": tuple(absences_of(figures, indicators_of(siren))),
    }


def leader_of(figures: Mapping[str, Figure], labels: Mapping[str, Text], whole: str = "") -> Leader | None:
    """The part that surely comes first, above nil, of all or of the known ones; None where none does."""
    known = {code: figures[code] for code in labels if code in figures and figures[code].is_known}
    ranked = sorted(known, key=lambda code: falling_order(known[code]))
    if not ranked or not has_some(known[ranked[0]]):
        return None
    lead = lead_of([known[code] for code in ranked], figures.get(whole), unknown=len(labels) - len(known))
    first = ranked[0]
    return (
        None
        if lead is Lead.UNSURE
        else Leader(label=labels[first], figure=known[first], is_of_known=lead is Lead.OF_KNOWN)
    )
