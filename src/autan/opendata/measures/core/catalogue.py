"""The catalogue of measures: which figures the observatory gives, from which source, in which unit, in page order."""

from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.energy_measures import (
    BILLS,
    CARBON,
    CLIMATE_TERMS,
    LOCAL_ENERGY,
    NETWORKS,
    PRICE_MEASURES,
    REGIONAL_EMISSIONS,
    REGIONAL_ENERGY,
)
from autan.opendata.measures.core.measures import (
    DWELLINGS_BY_YEAR,
    OPERATORS,
    POPULATIONS_BY_YEAR,
    REGISTER_ROWS,
    SERVED_BY_GAS,
    BaseMeasure,
    Measure,
    MeasureGroup,
    RatioMeasure,
    SumMeasure,
    UnknownMeasureError,
)
from autan.opendata.sources.core.codes import (
    INTERNATIONAL_TRANSPORT,
    NON_RENEWABLE_SOURCES,
    RENEWABLE_SOURCES,
    EnergyLabel,
    ProductionSource,
    Sector,
)

_PARTS_OF_DELIVERIES = {
    "total": Text("toutes consommations", "all uses"),
    "residential": Text("logements", "homes"),
    "delivery_points": Text("points de livraison de logements", "delivery points of homes"),
}


def _deliveries(word: str, name: Text, unit: str) -> list[Measure]:
    """Energy of one carrier delivered in the communes, and the delivery points of homes."""
    return [
        BaseMeasure(
            code=f"{word}_{part}",
            group=MeasureGroup.CONSUMPTION,
            label=Text(f"{name.fr}, {label.fr}", f"{name.en}, {label.en}"),
            unit="count" if part == "delivery_points" else unit,
            sources=("ore-communes",),
            boundary=f"{word}_points" if part == "delivery_points" else f"{word}_delivered",
            is_flow=True,
        )
        for part, label in _PARTS_OF_DELIVERIES.items()
    ]


def _second_source(code: str, label: Text, unit: str, boundary: str, *, is_flow: bool) -> BaseMeasure:
    """What the file by operator says of the electricity of homes."""
    return BaseMeasure(
        code=f"{code}_second_source",
        group=MeasureGroup.CONSUMPTION,
        label=Text(f"{label.fr}, seconde source", f"{label.en}, second source"),
        unit=unit,
        sources=("ore-homes-epci",),
        boundary=boundary,
        part=OPERATORS,
        is_flow=is_flow,
    )


_SERVICE: list[Measure] = [
    BaseMeasure(
        code=SERVED_BY_GAS,
        group=MeasureGroup.CONSUMPTION,
        label=Text("Communes desservies par un réseau de gaz", "Municipalities served by a gas network"),
        unit="count",
        sources=("ore-operators",),
        boundary=SERVED_BY_GAS,
    )
]
_SECOND_SOURCE: list[Measure] = [
    _second_source(
        "electricity_residential",
        Text("Électricité livrée aux logements", "Electricity delivered to homes"),
        "MWh",
        "electricity_delivered_by_operator",
        is_flow=True,
    ),
    _second_source(
        "electricity_delivery_points",
        Text("Sites résidentiels", "Residential sites"),
        "count",
        "electricity_points_by_operator",
        is_flow=False,
    ),
]


def _emissions(code: str, label: Text, *, is_outside: bool = False) -> BaseMeasure:
    return BaseMeasure(
        code=f"ghg_{code}",
        group=MeasureGroup.EMISSIONS,
        label=label,
        unit="tCO2e",
        sources=("igt-ghg",),
        boundary="top_down_inventory_outside_total" if is_outside else "top_down_inventory",
        is_flow=True,
    )


_EMISSIONS: list[Measure] = [
    _emissions(
        "total", Text("Émissions de gaz à effet de serre, huit secteurs", "Greenhouse gas emissions, eight sectors")
    ),
    *(
        _emissions(sector.value, Text(f"Émissions, {sector.label.fr.lower()}", f"Emissions, {sector.label.en.lower()}"))
        for sector in Sector
    ),
    _emissions(INTERNATIONAL_TRANSPORT, Sentence("Émissions, transports internationaux (hors total)"), is_outside=True),
]


def _sum(code: str, group: MeasureGroup, label: Text, parts: tuple[str, ...]) -> SumMeasure:
    return SumMeasure(code=code, group=group, label=label, parts=parts)


def _plants(word: str, name: Text, unit: str, *, is_flow: bool) -> list[Measure]:
    """Quantities of the register of plants: renewable sources together, the others together, then each source."""
    group = MeasureGroup.PRODUCTION
    return [
        _sum(
            f"{word}_renewable",
            group,
            Text(f"{name.fr}, sources renouvelables", f"{name.en}, renewable sources"),
            tuple(f"{word}_{source.value}" for source in RENEWABLE_SOURCES),
        ),
        _sum(
            f"{word}_non_renewable",
            group,
            Text(f"{name.fr}, sources non renouvelables", f"{name.en}, non-renewable sources"),
            tuple(f"{word}_{source.value}" for source in NON_RENEWABLE_SOURCES),
        ),
        *(
            BaseMeasure(
                code=f"{word}_{source.value}",
                group=group,
                label=Text(f"{name.fr}, {source.label.fr.lower()}", f"{name.en}, {source.label.en.lower()}"),
                unit=unit,
                sources=("odre-register",) if is_flow else ("odre-register", "odre-capacity"),
                boundary=f"{word}_of_published_plants",
                part=REGISTER_ROWS,
                is_flow=is_flow,
            )
            for source in ProductionSource
        ),
    ]


_PRODUCTION = _plants("production", Text("Électricité injectée", "Electricity fed in"), "MWh", is_flow=True)
_PRODUCTION.insert(
    2,
    _sum(
        "production_total",
        MeasureGroup.PRODUCTION,
        Text("Électricité injectée, toutes filières", "Electricity fed in, all sources"),
        tuple(f"production_{source.value}" for source in ProductionSource),
    ),
)

DWELLING_LABELS = {
    "population": Text("Population", "Population"),
    "dwellings": Text("Logements", "Dwellings"),
    "main_residences": Text("Résidences principales", "Main residences"),
    "secondary_residences": Text("Résidences secondaires", "Secondary residences"),
    "vacant_dwellings": Text("Logements vacants", "Vacant dwellings"),
    "houses": Text("Maisons", "Houses"),
    "flats": Text("Appartements", "Flats"),
}
"""Measures of the census: one column each in its table."""

_BY_YEAR = {"population": POPULATIONS_BY_YEAR, "dwellings": DWELLINGS_BY_YEAR}
_DWELLINGS: list[Measure] = [
    BaseMeasure(
        code=code,
        group=MeasureGroup.DWELLINGS,
        label=label,
        unit="inhabitants" if code == "population" else "dwellings",
        sources=("insee-dwellings",),
        boundary="census",
        yearly_sources=_BY_YEAR.get(code, ()),
    )
    for code, label in DWELLING_LABELS.items()
]

_LABELS: list[Measure] = [
    _sum(
        "dpe_total",
        MeasureGroup.LABELS,
        Text("Diagnostics de performance énergétique", "Energy performance certificates"),
        tuple(f"dpe_{label.value}" for label in EnergyLabel),
    ),
    _sum(
        "dpe_f_g",
        MeasureGroup.LABELS,
        Text("Diagnostics d’étiquette F ou G", "Certificates of label F or G"),
        ("dpe_f", "dpe_g"),
    ),
    *(
        BaseMeasure(
            code=f"dpe_{label.value}",
            group=MeasureGroup.LABELS,
            label=Text(f"Diagnostics d’étiquette {label.name}", f"Certificates of label {label.name}"),
            unit="certificates",
            sources=("ademe-dpe",),
            boundary="certificates_filed",
        )
        for label in EnergyLabel
    ),
]

_SCALES = {"pct": 100.0, "EUR_per_dwelling": 1_000_000.0}  # bills are in millions of euros


def _ratio(code: str, group: MeasureGroup, label: tuple[str, str], terms: tuple[str, str], unit: str) -> RatioMeasure:
    numerator, denominator = terms
    return RatioMeasure(
        code=code,
        group=group,
        label=Text(*label),
        numerator=numerator,
        denominator=denominator,
        unit=unit,
        scale=_SCALES.get(unit, 1.0),
        is_ranged=not code.endswith("second_source"),
    )


_RATIOS = (
    _ratio(
        "electricity_residential_per_dwelling",
        MeasureGroup.CONSUMPTION,
        ("Électricité des logements, par logement", "Electricity of homes, per dwelling"),
        ("electricity_residential", "dwellings"),
        "MWh_per_dwelling",
    ),
    _ratio(
        "electricity_per_site_second_source",
        MeasureGroup.CONSUMPTION,
        (
            "Électricité des logements, par site résidentiel, seconde source",
            "Electricity of homes, per residential site, second source",
        ),
        ("electricity_residential_second_source", "electricity_delivery_points_second_source"),
        "MWh_per_site",
    ),
    _ratio(
        "electricity_per_inhabitant",
        MeasureGroup.CONSUMPTION,
        ("Électricité livrée, par habitant", "Electricity delivered, per inhabitant"),
        ("electricity_total", "population"),
        "MWh_per_inhabitant",
    ),
    _ratio(
        "gas_residential_per_dwelling",
        MeasureGroup.CONSUMPTION,
        ("Gaz des logements, par logement", "Gas of homes, per dwelling"),
        ("gas_residential", "dwellings"),
        "MWh_per_dwelling",
    ),
    _ratio(
        "ghg_residential_per_dwelling",
        MeasureGroup.EMISSIONS,
        ("Émissions des logements, par logement", "Emissions of homes, per dwelling"),
        ("ghg_residential", "dwellings"),
        "tCO2e_per_dwelling",
    ),
    _ratio(
        "bill_homes_per_dwelling",
        MeasureGroup.BILL,
        ("Facture d’électricité et de gaz, par logement", "Electricity and gas bill, per dwelling"),
        ("bill_homes", "dwellings"),
        "EUR_per_dwelling",
    ),
    _ratio(
        "ghg_per_inhabitant",
        MeasureGroup.EMISSIONS,
        ("Émissions de gaz à effet de serre, par habitant", "Greenhouse gas emissions, per inhabitant"),
        ("ghg_total", "population"),
        "tCO2e_per_inhabitant",
    ),
    _ratio(
        "renewable_to_consumption",
        MeasureGroup.PRODUCTION,
        (
            "Électricité renouvelable injectée, rapportée à l’électricité livrée",
            "Renewable electricity fed in, against electricity delivered",
        ),
        ("production_renewable", "electricity_total"),
        "pct",
    ),
    _ratio(
        "production_to_consumption",
        MeasureGroup.PRODUCTION,
        (
            "Électricité injectée, toutes filières, rapportée à l’électricité livrée",
            "Electricity fed in, all sources, against electricity delivered",
        ),
        ("production_total", "electricity_total"),
        "pct",
    ),
    _ratio(
        "production_renewable_per_inhabitant",
        MeasureGroup.PRODUCTION,
        ("Électricité renouvelable injectée, par habitant", "Renewable electricity fed in, per inhabitant"),
        ("production_renewable", "population"),
        "MWh_per_inhabitant",
    ),
    _ratio(
        "dpe_f_g_share",
        MeasureGroup.LABELS,
        ("Part des diagnostics d’étiquette F ou G", "Share of certificates of label F or G"),
        ("dpe_f_g", "dpe_total"),
        "pct",
    ),
)

_ALL: tuple[Measure, ...] = (
    *_deliveries("electricity", Text("Électricité livrée", "Electricity delivered"), "MWh"),
    *_deliveries("gas", Text("Gaz livré", "Gas delivered"), "MWh_unstated"),
    *_SERVICE,
    *_SECOND_SOURCE,
    *LOCAL_ENERGY,
    *NETWORKS,
    *REGIONAL_ENERGY,
    *_EMISSIONS,
    *REGIONAL_EMISSIONS,
    *_PRODUCTION,
    *_plants("capacity", Text("Puissance raccordée", "Connected capacity"), "kW", is_flow=False),
    *_plants("installations", Text("Installations raccordées", "Connected plants"), "installations", is_flow=False),
    *CARBON,
    *PRICE_MEASURES,
    *BILLS,
    *CLIMATE_TERMS,
    *_DWELLINGS,
    *_LABELS,
    *_RATIOS,
)

MEASURES: dict[str, Measure] = {measure.code: measure for measure in _ALL}
"""The catalogue by code, in the order of the pages."""

BASE_MEASURES: dict[str, BaseMeasure] = {measure.code: measure for measure in _ALL if isinstance(measure, BaseMeasure)}
"""Those that come from the rows of a source, and that a territory may give a value for."""


def base_measure(code: str) -> BaseMeasure:
    """Return the base measure of a code."""
    if code not in BASE_MEASURES:
        raise UnknownMeasureError(code)
    return BASE_MEASURES[code]
