"""Which figures does the observatory give, from which source, in which unit: the list, in the order of the pages."""

from autan.evidence.core.texts import Text
from autan.observatory.core.codes import RENEWABLE_SOURCES, EnergyLabel, ProductionSource, Sector
from autan.observatory.core.energy_measures import (
    CARBON,
    CLIMATE_TERMS,
    LOCAL_ENERGY,
    NETWORKS,
    PRICE_MEASURES,
    REGIONAL_EMISSIONS,
    REGIONAL_ENERGY,
)
from autan.observatory.core.measures import (
    OPERATORS,
    REGISTER_ROWS,
    BaseMeasure,
    Measure,
    MeasureGroup,
    PricedMeasure,
    RatioMeasure,
    SumMeasure,
)


def _delivered(code: str, label: Text, unit: str, boundary: str, *, is_everywhere: bool) -> BaseMeasure:
    return BaseMeasure(
        code=code,
        group=MeasureGroup.CONSUMPTION,
        label=label,
        unit=unit,
        sources=("ore-communes",),
        boundary=boundary,
        is_flow=True,
        is_found_everywhere=is_everywhere,
    )


def _carrier_measures(word: str, fr: str, en: str, unit: str, *, is_everywhere: bool) -> list[BaseMeasure]:
    return [
        _delivered(
            code=f"{word}_{code}",
            label=Text(f"{fr}, {label_fr}", f"{en}, {label_en}"),
            unit=measure_unit,
            boundary=boundary,
            is_everywhere=is_everywhere,
        )
        for code, label_fr, label_en, measure_unit, boundary in (
            ("total", "toutes consommations", "all uses", unit, f"{word}_delivered"),
            ("residential", "logements", "homes", unit, f"{word}_delivered"),
            (
                "delivery_points",
                "points de livraison de logements",
                "delivery points of homes",
                "count",
                f"{word}_points",
            ),
        )
    ]


_SECOND_SOURCE = [
    BaseMeasure(
        code="electricity_residential_second_source",
        group=MeasureGroup.CONSUMPTION,
        label=Text("Électricité livrée aux logements, seconde source", "Electricity delivered to homes, second source"),
        unit="MWh",
        sources=("ore-homes-epci",),
        boundary="electricity_delivered_by_operator",
        part=OPERATORS,
        is_flow=True,
    ),
    BaseMeasure(
        code="electricity_delivery_points_second_source",
        group=MeasureGroup.CONSUMPTION,
        label=Text("Sites résidentiels, seconde source", "Residential sites, second source"),
        unit="count",
        sources=("ore-homes-epci",),
        boundary="electricity_points_by_operator",
        part=OPERATORS,
    ),
]

_EMISSIONS = [
    BaseMeasure(
        code="ghg_total",
        group=MeasureGroup.EMISSIONS,
        label=Text("Émissions de gaz à effet de serre, huit secteurs", "Greenhouse gas emissions, eight sectors"),
        unit="tCO2e",
        sources=("igt-ghg",),
        boundary="top_down_inventory",
        is_flow=True,
    ),
    *(
        BaseMeasure(
            code=f"ghg_{sector.value}",
            group=MeasureGroup.EMISSIONS,
            label=Text(f"Émissions, {sector.label.fr.lower()}", f"Emissions, {sector.label.en.lower()}"),
            unit="tCO2e",
            sources=("igt-ghg",),
            boundary="top_down_inventory",
            is_flow=True,
            is_found_everywhere=sector.is_found_everywhere,
        )
        for sector in Sector
    ),
    BaseMeasure(
        code="ghg_international_transport",
        group=MeasureGroup.EMISSIONS,
        label=Text(
            "Émissions, transports internationaux (hors total)",
            "Emissions, international transport (outside the total)",
        ),
        unit="tCO2e",
        sources=("igt-ghg",),
        boundary="top_down_inventory_outside_total",
        is_flow=True,
        is_found_everywhere=False,
    ),
]


def _plant_measures(word: str, fr: str, en: str, unit: str, *, is_flow: bool) -> list[BaseMeasure]:
    sources = ("odre-register",) if is_flow else ("odre-register", "odre-capacity")
    return [
        BaseMeasure(
            code=f"{word}_{source.value}",
            group=MeasureGroup.PRODUCTION,
            label=Text(f"{fr}, {source.label.fr.lower()}", f"{en}, {source.label.en.lower()}"),
            unit=unit,
            sources=sources,
            boundary=f"{word}_of_published_plants",
            part=REGISTER_ROWS,
            is_flow=is_flow,
            is_found_everywhere=False,
        )
        for source in ProductionSource
    ]


def _plant_sums(word: str, fr: str, en: str) -> list[SumMeasure]:
    rest = [ProductionSource.THERMAL_NON_RENEWABLE, ProductionSource.NUCLEAR]
    return [
        SumMeasure(
            code=f"{word}_renewable",
            group=MeasureGroup.PRODUCTION,
            label=Text(f"{fr}, sources renouvelables", f"{en}, renewable sources"),
            parts=tuple(f"{word}_{source.value}" for source in RENEWABLE_SOURCES),
        ),
        SumMeasure(
            code=f"{word}_non_renewable",
            group=MeasureGroup.PRODUCTION,
            label=Text(f"{fr}, sources non renouvelables", f"{en}, non-renewable sources"),
            parts=tuple(f"{word}_{source.value}" for source in rest),
        ),
    ]


_DWELLING_LABELS = {
    "population": (Text("Population", "Population"), "inhabitants"),
    "dwellings": (Text("Logements", "Dwellings"), "dwellings"),
    "main_residences": (Text("Résidences principales", "Main residences"), "dwellings"),
    "secondary_residences": (Text("Résidences secondaires", "Secondary residences"), "dwellings"),
    "vacant_dwellings": (Text("Logements vacants", "Vacant dwellings"), "dwellings"),
    "houses": (Text("Maisons", "Houses"), "dwellings"),
    "flats": (Text("Appartements", "Flats"), "dwellings"),
}
_DWELLINGS = [
    BaseMeasure(
        code=code,
        group=MeasureGroup.DWELLINGS,
        label=label,
        unit=unit,
        sources=("insee-dwellings",),
        boundary="census",
    )
    for code, (label, unit) in _DWELLING_LABELS.items()
]

_LABELS = [
    BaseMeasure(
        code=f"dpe_{label.value}",
        group=MeasureGroup.LABELS,
        label=Text(f"Diagnostics d’étiquette {label.value.upper()}", f"Certificates of label {label.value.upper()}"),
        unit="certificates",
        sources=("ademe-dpe",),
        boundary="certificates_filed",
    )
    for label in EnergyLabel
]
_LABEL_SUMS = [
    SumMeasure(
        code="dpe_total",
        group=MeasureGroup.LABELS,
        label=Text("Diagnostics de performance énergétique", "Energy performance certificates"),
        parts=tuple(f"dpe_{label.value}" for label in EnergyLabel),
    ),
    SumMeasure(
        code="dpe_f_g",
        group=MeasureGroup.LABELS,
        label=Text("Diagnostics d’étiquette F ou G", "Certificates of label F or G"),
        parts=("dpe_f", "dpe_g"),
    ),
]

_BILLS: list[Measure] = [
    PricedMeasure(
        code="bill_homes_electricity",
        group=MeasureGroup.BILL,
        label=Text("Facture d’électricité des logements", "Electricity bill of homes"),
        quantity="electricity_residential",
        price="electricity-homes",
    ),
    PricedMeasure(
        code="bill_homes_gas",
        group=MeasureGroup.BILL,
        label=Text("Facture de gaz des logements", "Gas bill of homes"),
        quantity="gas_residential",
        price="gas-homes",
    ),
    SumMeasure(
        code="bill_homes",
        group=MeasureGroup.BILL,
        label=Text("Facture d’électricité et de gaz des logements", "Electricity and gas bill of homes"),
        parts=("bill_homes_electricity", "bill_homes_gas"),
    ),
]

_RATIOS = [
    RatioMeasure(
        code="electricity_residential_per_dwelling",
        group=MeasureGroup.CONSUMPTION,
        label=Text("Électricité des logements, par logement", "Electricity of homes, per dwelling"),
        numerator="electricity_residential",
        denominator="dwellings",
        unit="MWh_per_dwelling",
        is_ranged=True,
    ),
    RatioMeasure(
        code="electricity_per_site_second_source",
        group=MeasureGroup.CONSUMPTION,
        label=Text(
            "Électricité des logements, par site résidentiel, seconde source",
            "Electricity of homes, per residential site, second source",
        ),
        numerator="electricity_residential_second_source",
        denominator="electricity_delivery_points_second_source",
        unit="MWh_per_site",
    ),
    RatioMeasure(
        code="electricity_per_inhabitant",
        group=MeasureGroup.CONSUMPTION,
        label=Text("Électricité livrée, par habitant", "Electricity delivered, per inhabitant"),
        numerator="electricity_total",
        denominator="population",
        unit="MWh_per_inhabitant",
        is_ranged=True,
    ),
    RatioMeasure(
        code="gas_residential_per_dwelling",
        group=MeasureGroup.CONSUMPTION,
        label=Text("Gaz des logements, par logement", "Gas of homes, per dwelling"),
        numerator="gas_residential",
        denominator="dwellings",
        unit="MWh_per_dwelling",
        is_ranged=True,
    ),
    RatioMeasure(
        code="ghg_residential_per_dwelling",
        group=MeasureGroup.EMISSIONS,
        label=Text("Émissions des logements, par logement", "Emissions of homes, per dwelling"),
        numerator="ghg_residential",
        denominator="dwellings",
        unit="tCO2e_per_dwelling",
        is_ranged=True,
    ),
    RatioMeasure(
        code="bill_homes_per_dwelling",
        group=MeasureGroup.BILL,
        label=Text("Facture d’électricité et de gaz, par logement", "Electricity and gas bill, per dwelling"),
        numerator="bill_homes",
        denominator="dwellings",
        unit="EUR_per_dwelling",
        scale=1_000_000.0,
        is_ranged=True,
    ),
    RatioMeasure(
        code="ghg_per_inhabitant",
        group=MeasureGroup.EMISSIONS,
        label=Text("Émissions de gaz à effet de serre, par habitant", "Greenhouse gas emissions, per inhabitant"),
        numerator="ghg_total",
        denominator="population",
        unit="tCO2e_per_inhabitant",
        is_ranged=True,
    ),
    RatioMeasure(
        code="renewable_to_consumption",
        group=MeasureGroup.PRODUCTION,
        label=Text(
            "Électricité renouvelable injectée, rapportée à l’électricité livrée",
            "Renewable electricity fed in, against electricity delivered",
        ),
        numerator="production_renewable",
        denominator="electricity_total",
        unit="pct",
        scale=100.0,
        is_ranged=True,
    ),
    RatioMeasure(
        code="production_to_consumption",
        group=MeasureGroup.PRODUCTION,
        label=Text(
            "Électricité injectée, toutes filières, rapportée à l’électricité livrée",
            "Electricity fed in, all sources, against electricity delivered",
        ),
        numerator="production_total",
        denominator="electricity_total",
        unit="pct",
        scale=100.0,
        is_ranged=True,
    ),
    RatioMeasure(
        code="production_renewable_per_inhabitant",
        group=MeasureGroup.PRODUCTION,
        label=Text("Électricité renouvelable injectée, par habitant", "Renewable electricity fed in, per inhabitant"),
        numerator="production_renewable",
        denominator="population",
        unit="MWh_per_inhabitant",
        is_ranged=True,
    ),
    RatioMeasure(
        code="dpe_f_g_share",
        group=MeasureGroup.LABELS,
        label=Text("Part des diagnostics d’étiquette F ou G", "Share of certificates of label F or G"),
        numerator="dpe_f_g",
        denominator="dpe_total",
        unit="pct",
        scale=100.0,
        is_ranged=True,
    ),
]

_ALL: tuple[Measure, ...] = (
    *_carrier_measures("electricity", "Électricité livrée", "Electricity delivered", "MWh", is_everywhere=True),
    *_carrier_measures("gas", "Gaz livré", "Gas delivered", "MWh_unstated", is_everywhere=False),
    *_SECOND_SOURCE,
    *LOCAL_ENERGY,
    *NETWORKS,
    *REGIONAL_ENERGY,
    *_EMISSIONS,
    *REGIONAL_EMISSIONS,
    *_plant_sums("production", "Électricité injectée", "Electricity fed in"),
    SumMeasure(
        code="production_total",
        group=MeasureGroup.PRODUCTION,
        label=Text("Électricité injectée, toutes filières", "Electricity fed in, all sources"),
        parts=tuple(f"production_{source.value}" for source in ProductionSource),
    ),
    *_plant_measures("production", "Électricité injectée", "Electricity fed in", "MWh", is_flow=True),
    *_plant_sums("capacity", "Puissance raccordée", "Connected capacity"),
    *_plant_measures("capacity", "Puissance raccordée", "Connected capacity", "kW", is_flow=False),
    *_plant_sums("installations", "Installations raccordées", "Connected plants"),
    *_plant_measures("installations", "Installations raccordées", "Connected plants", "installations", is_flow=False),
    *CARBON,
    *PRICE_MEASURES,
    *_BILLS,
    *CLIMATE_TERMS,
    *_DWELLINGS,
    *_LABEL_SUMS,
    *_LABELS,
    *_RATIOS,
)

MEASURES: dict[str, Measure] = {measure.code: measure for measure in _ALL}
"""The catalogue by code, in the order of the pages."""

BASE_MEASURES: dict[str, BaseMeasure] = {measure.code: measure for measure in _ALL if isinstance(measure, BaseMeasure)}
"""Those that come from the rows of a source, and that a territory may give a value for."""


def measures_of(group: MeasureGroup) -> tuple[Measure, ...]:
    """Measures of one part of the page, in order."""
    return tuple(measure for measure in _ALL if measure.group is group)
