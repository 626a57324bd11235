"""What is drawn by year on the pages of a territory: which series stand together, from which sources.

A topic puts a territory beside its department, its region and France; each line says what it is, and keeps its unit.
"""

from dataclasses import dataclass

from autan.evidence.core.texts import NO_TEXT, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """One quantity of a topic.

    Attributes:
        source: slug of a yearly series, or empty for a measure of the catalogue.
        measure: code of a measure of the catalogue, for the territory itself; empty for a series.
        category: part of the series; empty for all its parts together.
        part: what tells the line from the others of its place, in words, or empty.
    """

    source: str = ""
    measure: str = ""
    category: str = ""
    part: Text = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesTopic:
    """Lines that are drawn together.

    Attributes:
        code: last word of the address of the chart.
        title: what is shown.
        lines: quantities, in order; each is drawn for every place that its source tells of.
        since: first year that is drawn; the trace of a source holds the others.
    """

    code: str
    title: Text
    lines: tuple[TopicLine, ...]
    since: int = 1900


_FINAL = Text("consommation finale, tous usages", "final consumption, all uses")
_RECENT = 2008


def _parts(source: str, *parts: tuple[str, str]) -> tuple[TopicLine, ...]:
    return tuple(TopicLine(source=source, category=fr, part=Text(fr, en)) for fr, en in parts)


SERIES_TOPICS = (
    SeriesTopic(
        code="electricity",
        title=Text("Électricité livrée, par an", "Electricity delivered, by year"),
        lines=(
            TopicLine(measure="electricity_total"),
            TopicLine(source="indicator-ore-electricity"),
            TopicLine(source="indicator-sdes-electricity", part=_FINAL),
        ),
        since=_RECENT,
    ),
    SeriesTopic(
        code="electricity-homes",
        title=Text("Électricité des logements, par an", "Electricity of homes, by year"),
        lines=(
            TopicLine(measure="electricity_residential"),
            TopicLine(measure="electricity_residential_second_source", part=Text("seconde source", "second source")),
            TopicLine(source="indicator-ore-electricity", category="logements"),
            TopicLine(source="indicator-sdes-electricity", category="logements", part=_FINAL),
        ),
        since=_RECENT,
    ),
    SeriesTopic(
        code="electricity-corrected",
        title=Text(
            "Électricité consommée, corrigée de la météo, par an", "Electricity used, corrected for weather, by year"
        ),
        lines=(TopicLine(source="indicator-rte-electricity"),),
    ),
    SeriesTopic(
        code="gas",
        title=Text("Gaz livré, par an", "Gas delivered, by year"),
        lines=(
            TopicLine(measure="gas_total"),
            TopicLine(source="indicator-ore-gas"),
            TopicLine(source="indicator-sdes-gas", part=_FINAL),
        ),
        since=_RECENT,
    ),
    SeriesTopic(
        code="heat",
        title=Text("Chaleur livrée par les réseaux, par an", "Heat delivered by networks, by year"),
        lines=(TopicLine(source="indicator-sdes-heat"),),
    ),
    SeriesTopic(
        code="renewables",
        title=Text("Électricité renouvelable, par an", "Renewable electricity, by year"),
        lines=(
            TopicLine(measure="production_renewable", part=Text("injectée en douze mois", "fed in over twelve months")),
            *_parts(
                "indicator-odre-renewables",
                ("hydraulique", "hydropower"),
                ("solaire", "solar"),
                ("éolien", "wind"),
                ("bioénergies", "bioenergy"),
            ),
        ),
    ),
    SeriesTopic(
        code="renewable-gas",
        title=Text("Gaz renouvelable injecté, par an", "Renewable gas fed in, by year"),
        lines=(TopicLine(source="indicator-odre-renewable-gas"),),
    ),
    SeriesTopic(
        code="population",
        title=Text("Population", "Population"),
        lines=(TopicLine(source="indicator-insee-census"), TopicLine(source="indicator-insee-population")),
    ),
    SeriesTopic(
        code="incomes",
        title=Text("Niveau de vie médian", "Median standard of living"),
        lines=(TopicLine(source="indicator-insee-incomes"),),
    ),
    SeriesTopic(
        code="final-energy",
        title=Text("Énergie finale de la France par secteur", "Final energy of France by sector"),
        lines=_parts(
            "indicator-sdes-energy",
            ("logements", "homes"),
            ("tertiaire", "services"),
            ("transports", "transport"),
            ("industrie", "industry"),
        ),
    ),
    SeriesTopic(
        code="final-energy-corrected",
        title=Text("Énergie finale de la France, corrigée du climat", "Final energy of France, corrected for climate"),
        lines=_parts("indicator-sdes-energy-climate", ("logements", "homes"), ("tertiaire", "services")),
    ),
    SeriesTopic(
        code="prices",
        title=Text("Prix de l’énergie des ménages en France", "Energy prices of households in France"),
        lines=_parts(
            "indicator-sdes-prices",
            ("électricité", "electricity"),
            ("gaz naturel (PCS)", "natural gas (HHV)"),
            ("granulés en vrac (PCI)", "bulk pellets (LHV)"),
            ("bois-énergie des ménages", "wood of households"),
        ),
    ),
)
"""Topics in the order of the page."""
