"""The charts and maps of a territory and of a network, from the figures that the lake gives today."""

from autan.evidence.core.charts import Chart, ChartKind, MapKind, MapSpec
from autan.evidence.core.texts import Text
from autan.observatory import lake
from autan.observatory.core.chart_specs import (
    MemberFigures,
    MemberName,
    label_chart,
    member_chart,
    member_map,
    production_chart,
    sector_chart,
    stacked_chart,
)
from autan.observatory.core.codes import ProductionSource, Sector
from autan.observatory.definitions import shipped_cards
from autan.observatory.queries.figures import figures_by_measure, figures_of, members_of

_CONTOURS = Text(
    "contours IGN / Etalab simplifiés, projection Lambert-93",
    "contours IGN / Etalab, simplified, Lambert-93 projection",
)


def territory_charts(siren: str) -> tuple[Chart, ...]:
    """Greenhouse gases by sector, electricity by source, energy labels: those with at least one known value."""
    figures = figures_by_measure(siren)
    charts = (
        sector_chart(figures, place=siren, credit=_credit("igt-ghg")),
        production_chart(figures, place=siren, credit=_credit("odre-register")),
        label_chart(figures, place=siren, credit=_credit("ademe-dpe")),
    )
    return tuple(chart for chart in charts if chart is not None)


def network_charts(slug: str) -> tuple[Chart, ...]:
    """Electricity, emissions per inhabitant, emissions by sector and production by source, member by member."""
    members = _named_members(slug)
    charts = (
        member_chart(members, "electricity_total", network=slug, kind=ChartKind.BARS, credit=_credit("ore-communes")),
        member_chart(members, "ghg_per_inhabitant", network=slug, kind=ChartKind.DOTS, credit=_credit("igt-ghg")),
        stacked_chart(
            members,
            {sector.value: sector.label for sector in Sector},
            network=slug,
            name="ghg-by-sector",
            title=("Émissions de gaz à effet de serre par secteur", "Greenhouse gas emissions by sector"),
            prefix="ghg_",
            credit=_credit("igt-ghg"),
        ),
        stacked_chart(
            members,
            {source.value: source.label for source in ProductionSource},
            network=slug,
            name="production-by-source",
            title=("Électricité injectée sur le réseau par filière", "Electricity fed into the grid by source"),
            prefix="production_",
            credit=_credit("odre-register"),
        ),
    )
    return tuple(chart for chart in charts if chart is not None)


def network_maps(slug: str) -> tuple[MapSpec, ...]:
    """Emissions per inhabitant as a choropleth, electricity delivered as symbols."""
    members = _named_members(slug)
    maps = (
        member_map(members, "ghg_per_inhabitant", network=slug, kind=MapKind.CHOROPLETH, credit=_map_credit("igt-ghg")),
        member_map(
            members, "electricity_total", network=slug, kind=MapKind.SYMBOLS, credit=_map_credit("ore-communes")
        ),
    )
    return tuple(spec for spec in maps if spec is not None)


def _named_members(slug: str) -> MemberFigures:
    """Members of a network in its order, named, with their figures; the queries of `network_members`, and one."""
    members = members_of(slug)
    figures = figures_of(member.siren for member in members)
    return [(MemberName(siren=member.siren, name=member.short_name), figures[member.siren]) for member in members]


def _credit(source: str) -> Text:
    """Credit of the latest edition in the lake, or of the one that ships."""
    held = [snapshot.card for snapshot in lake.current_snapshots() if snapshot.card.source == source]
    return (held[-1] if held else shipped_cards()[source]).credit


def _map_credit(source: str) -> Text:
    data = _credit(source)
    return Text(f"{data.fr}\u202f; {_CONTOURS.fr}", f"{data.en}; {_CONTOURS.en}")
