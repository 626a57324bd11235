"""The charts and maps of a territory and of a network, from the figures that the lake gives today."""

from functools import lru_cache

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.ground.texts.core.texts import NO_TEXT
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.measures.queries.editions import credit_of, lake_state
from autan.opendata.observatory.core.chart_specs import (
    ENERGY_LABELS,
    GHG_BY_SECTOR,
    PRODUCTION_BY_SOURCE,
    label_chart,
    production_chart,
    sector_chart,
    sectors_by_member,
)
from autan.opendata.observatory.core.place_comparison import PlaceComparison, compare_places, comparison_map, dot_chart
from autan.opendata.observatory.queries.figures import figures_by_measure, member_figures, members_of
from autan.opendata.observatory.queries.own_values import own_values_version
from autan.territories.networks.queries.contours import contours_credit

_INVENTORY, _DELIVERIES = "igt-ghg", "ore-communes"


def territory_charts(siren: str) -> dict[str, Chart]:
    """Greenhouse gases by sector, electricity by source, energy labels, by name: those with a known value."""
    figures = figures_by_measure(siren)
    charts = {
        GHG_BY_SECTOR: sector_chart(figures, place=siren, credit=credit_of(_INVENTORY)),
        PRODUCTION_BY_SOURCE: production_chart(figures, place=siren, credit=credit_of("odre-register")),
        ENERGY_LABELS: label_chart(figures, place=siren, credit=credit_of("ademe-dpe")),
    }
    return {name: chart for name, chart in charts.items() if chart is not None}


def network_charts(slug: str) -> tuple[Chart, ...]:
    """Emissions per inhabitant, then emissions by sector, member by member: those with a known value.

    Kept for as long as the members, their own values and the lake stay what they are.
    """
    return _network_charts(slug, members_of(slug), own_values_version(), lake_state())


@lru_cache(maxsize=16)
def _network_charts(slug: str, *state: object) -> tuple[Chart, ...]:
    del state
    per_inhabitant, figures = _compare_members(slug, "ghg_per_inhabitant", _INVENTORY), member_figures(slug)
    labelled = [(member.short_name, figures[member.siren]) for member in members_of(slug)]
    by_sector = sectors_by_member(labelled, network=slug, credit=credit_of(_INVENTORY))
    charts = (dot_chart(per_inhabitant) if per_inhabitant else None, by_sector)
    return tuple(chart for chart in charts if chart is not None)


def network_maps(slug: str) -> tuple[MapSpec, ...]:
    """Emissions per inhabitant as a choropleth, electricity delivered as circles."""
    contours = contours_credit(member.siren for member in members_of(slug)) or NO_TEXT
    measures = (("ghg_per_inhabitant", _INVENTORY), ("electricity_total", _DELIVERIES))
    compared = (_compare_members(slug, measure, source) for measure, source in measures)
    return tuple(comparison_map(comparison, credit=contours) for comparison in compared if comparison is not None)


def _compare_members(slug: str, measure: str, source: str) -> PlaceComparison | None:
    figures = {
        siren: member_figure[measure]
        for siren, member_figure in member_figures(slug).items()
        if measure in member_figure
    }
    return compare_places(
        {member.siren: member.short_name for member in members_of(slug)},
        figures,
        address=f"{slug}-{measure.replace('_', '-')}",
        label=MEASURES[measure].label,
        credit=credit_of(source),
    )
