"""Measures of the local energy files, heat networks, carbon, regional observatories; what climate and bills need."""

from autan.ground.wordings import Text
from autan.opendata.measures.core.measures import BaseMeasure, Measure, MeasureGroup, PricedMeasure, SumMeasure
from autan.opendata.sources.core.codes import UNALLOCATED, Accounting, Carrier, Sector

LOCAL_CARRIERS = (Carrier.ELECTRICITY, Carrier.NATURAL_GAS, Carrier.HEAT_NETWORK, Carrier.COLD_NETWORK)
LOCAL_SECTORS = {
    Sector.RESIDENTIAL.value: Sector.RESIDENTIAL.label,
    Sector.TERTIARY.value: Sector.TERTIARY.label,
    Sector.INDUSTRY_EXCL_ENERGY.value: Sector.INDUSTRY_EXCL_ENERGY.label,
    Sector.AGRICULTURE.value: Sector.AGRICULTURE.label,
    UNALLOCATED: Text("Non affecté", "Not allocated"),
}
"""Sectors of the local energy file, in order; transport is not in it."""
SOURCE_ROWS = Text("lignes de la source", "source rows")


def local_code(carrier: Carrier, sector: str) -> str:
    """Code of the measure of one carrier in one sector.

    >>> local_code(Carrier.ELECTRICITY, "tertiary")
    'sdes_electricity_tertiary'
    """
    return f"sdes_{carrier.value}_{sector}"


LOCAL_ENERGY = [
    BaseMeasure(
        code=local_code(carrier, sector),
        group=MeasureGroup.CONSUMPTION,
        label=Text(
            f"{carrier.label.fr}, {label.fr[:1].lower()}{label.fr[1:]} (données locales)",
            f"{carrier.label.en}, {label.en[:1].lower()}{label.en[1:]} (local data)",
        ),
        unit="MWh_unstated" if carrier is Carrier.NATURAL_GAS else "MWh",
        sources=("sdes-energy-epci",),
        boundary=f"local_{carrier.value}",
        part=SOURCE_ROWS,
        is_flow=True,
    )
    for carrier in LOCAL_CARRIERS
    for sector, label in LOCAL_SECTORS.items()
]

NETWORKS = [
    BaseMeasure(
        code=f"{carrier.value}_delivered_total",
        group=MeasureGroup.CONSUMPTION,
        label=Text(f"{carrier.label.fr}, énergie livrée", f"{carrier.label.en}, energy delivered"),
        unit="MWh",
        sources=("sdes-heat-networks",),
        boundary=f"delivered_by_{carrier.value}",
        part=Text("réseaux", "networks"),
        is_flow=True,
    )
    for carrier in (Carrier.HEAT_NETWORK, Carrier.COLD_NETWORK)
]

CARBON_COMPARTMENTS = {
    "total": Text("ensemble", "whole"),
    "forest": Text("forêt", "forest"),
    "forest_poplar": Text("peupleraies seules", "poplar plantations only"),
    "forest_compositions": Text("forêt, somme des compositions", "forest, sum of compositions"),
    "forest_whole": Text("forêt, ligne d’ensemble de la source", "forest, whole row of the source"),
    "cropland": Text("cultures", "cropland"),
    "grassland": Text("prairies", "grassland"),
    "vineyard": Text("vignes", "vineyards"),
    "orchard": Text("vergers", "orchards"),
    "wetland": Text("zones humides", "wetlands"),
    "artificial_soils": Text("sols artificiels", "artificial soils"),
    "wood_products": Text("produits bois", "wood products"),
    "hedges": Text("haies", "hedges"),
}
CARBON = [
    BaseMeasure(
        code=f"carbon_{kind}_{compartment}",
        group=MeasureGroup.CARBON,
        label=Text(f"{fr}, {label.fr}", f"{en}, {label.en}"),
        unit="tCO2e",
        sources=("aldo",),
        boundary=f"carbon_{kind}",
        part=SOURCE_ROWS,
        is_flow=kind == "flux",
        is_signed=kind == "flux",
    )
    for kind, fr, en in (
        ("flux", "Flux de carbone par an (négatif : absorbé)", "Yearly carbon flux (negative: taken in)"),
        ("stock", "Stock de carbone", "Carbon stock"),
    )
    for compartment, label in CARBON_COMPARTMENTS.items()
]

ALL_SECTORS = {**{sector.value: sector.label for sector in Sector}, "total": Text("Tous secteurs", "All sectors")}
ALL_CARRIERS = {**{carrier.value: carrier.label for carrier in Carrier}, "total": Text("Tous vecteurs", "All carriers")}


def regional_code(sector: str, carrier: str) -> str:
    """Code of the measure of one carrier in one sector, by a regional observatory.

    >>> regional_code("residential", "wood_biomass")
    'rare_energy_residential_wood_biomass'
    """
    return f"rare_energy_{sector}_{carrier}"


REGIONAL_ENERGY = [
    BaseMeasure(
        code=regional_code(sector, carrier),
        group=MeasureGroup.CONSUMPTION,
        label=Text(
            f"Énergie finale, {label.fr.lower()}, {carrier_label.fr.lower()} (observatoire)",
            f"Final energy, {label.en.lower()}, {carrier_label.en.lower()} (observatory)",
        ),
        unit="MWh",
        sources=("rare-epci", "rare-communes"),
        boundary="regional_observatory",
        part=SOURCE_ROWS,
        is_flow=True,
    )
    for sector, label in ALL_SECTORS.items()
    for carrier, carrier_label in ALL_CARRIERS.items()
]
REGIONAL_EMISSIONS = [
    BaseMeasure(
        code=f"rare_ghg_{accounting.value}_{sector}",
        group=MeasureGroup.EMISSIONS,
        label=Text(
            f"Émissions, {label.fr.lower()} (observatoire, {accounting.short.fr})",
            f"Emissions, {label.en.lower()} (observatory, {accounting.short.en})",
        ),
        unit="tCO2e",
        sources=("rare-epci", "rare-communes"),
        boundary=f"regional_observatory_{accounting.value}",
        part=SOURCE_ROWS,
        is_flow=True,
    )
    for accounting in Accounting
    for sector, label in ALL_SECTORS.items()
]

CLIMATE_TERMS = [
    BaseMeasure(code=code, group=MeasureGroup.CLIMATE, label=label, unit=unit, sources=(), boundary=code)
    for code, unit, label in (
        ("degree_days", "degree_days", Text("Degrés-jours de chauffage", "Heating degree days")),
        (
            "degree_days_reference",
            "degree_days",
            Text("Degrés-jours de chauffage, année de référence", "Heating degree days, reference year"),
        ),
        (
            "heating_share_electricity",
            "pct",
            Text("Part du chauffage dans l’électricité des logements", "Share of heating in the electricity of homes"),
        ),
        ("heating_share_gas", "pct", Text("Part du chauffage dans le gaz des logements", "Share of heating in gas")),
    )
]
"""What only the territory can give: no source ships, and nothing is corrected without them."""
HEATED = {"electricity_residential": "heating_share_electricity", "gas_residential": "heating_share_gas"}
"""Measures that are corrected for climate, and the measure of the part of each that heats."""

OWN_PRICES = {"price_electricity_homes": "electricity-homes", "price_gas_homes": "gas-homes"}
"""Measures of a price that a territory may give, and the price of the list in whose place it is used."""
PRICE_MEASURES = [
    BaseMeasure(code=code, group=MeasureGroup.BILL, label=label, unit="EUR_per_MWh", sources=(), boundary=code)
    for code, label in (
        ("price_electricity_homes", Text("Prix de l’électricité des logements", "Price of electricity for homes")),
        ("price_gas_homes", Text("Prix du gaz des logements", "Price of gas for homes")),
    )
]

BILLS: list[Measure] = [
    *(
        PricedMeasure(
            code=f"bill_homes_{word}",
            group=MeasureGroup.BILL,
            label=label,
            quantity=f"{word}_residential",
            price=f"{word}-homes",
        )
        for word, label in (
            ("electricity", Text("Facture d’électricité des logements", "Electricity bill of homes")),
            ("gas", Text("Facture de gaz des logements", "Gas bill of homes")),
        )
    ),
    SumMeasure(
        code="bill_homes",
        group=MeasureGroup.BILL,
        label=Text("Facture d’électricité et de gaz des logements", "Electricity and gas bill of homes"),
        parts=("bill_homes_electricity", "bill_homes_gas"),
    ),
]
