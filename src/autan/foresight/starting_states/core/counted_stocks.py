"""What levers lean on in a territory: homes, commuters, kilometres of cars, wood; counted, never deduced from energy.

A stock that no source counts is absent: the levers that need it stay closed until the territory gives it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.foresight.engine.core.axes import Sector
from autan.foresight.starting_states.core.state_inputs import StateInputs, derived_figure, plain_unit, product_of
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text

COVERED, WHOLE = "homes_covered_pct", 100.0
"""Share of the main residences whose heating is told, and all of them."""
SURE = 90.0
"""Share from which the homes that are told stand for all of them, as a stock that levers treat."""
_HOMES = "homes"
_ENERGY = {"electricity": Sentence("Électricité livrée"), "gas": Sentence("Gaz livré")}
_UNKNOWN_SECTOR = Sentence("secteur inconnu")


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseColumn:
    """One column of the table: what it counts, in which unit, of which year.

    Attributes:
        is_unit: True when the unit is one of those that convert.
        is_of_homes: True for a count of main residences.
    """

    label: Text
    unit: str
    year: int
    is_unit: bool = True
    is_of_homes: bool = False


def column_of(name: str) -> BaseColumn:
    """Return a column of the table by its name.

    >>> column_of("homes_oil").year, column_of("gas_tertiary").unit, column_of("electricity_unknown").label.en
    (2022, 'MWh_unstated', 'Electricity delivered, unknown sector')
    """
    if name.startswith(_HOMES):
        return BaseColumn(label=_LABELS[name], unit="dwellings", year=2022, is_of_homes=True)
    carrier, _, sector = name.partition("_")
    if carrier in _ENERGY:
        of_sector = _UNKNOWN_SECTOR if sector == "unknown" else Sector(sector).label
        words, unit = _ENERGY[carrier], {"electricity": "MWh", "gas": "MWh_unstated"}[carrier]
        return BaseColumn(label=Sentence.joined(", ", (words, of_sector)), unit=unit, year=2024)
    return _OTHERS[name]


_LABELS = {
    "homes": Sentence("Résidences principales"),
    "homes_gas_or_network": Sentence("Logements chauffés au gaz ou par un réseau"),
    "homes_oil": Sentence("Logements chauffés au fioul"),
    "homes_electricity": Sentence("Logements chauffés à l’électricité"),
    "homes_bottled_gas": Sentence("Logements chauffés au gaz en bouteille ou citerne"),
    "homes_other_heating": Sentence("Logements chauffés au bois ou autrement"),
    "homes_before_1919": Sentence("Logements d’avant 1919"),
    "homes_1919_1945": Sentence("Logements de 1919 à 1945"),
    "homes_1946_1970": Sentence("Logements de 1946 à 1970"),
    "homes_1971_1990": Sentence("Logements de 1971 à 1990"),
    "homes_1991_2005": Sentence("Logements de 1991 à 2005"),
    "homes_2006_2019": Sentence("Logements de 2006 à 2019"),
}


def _plain(fr: str, en: str, unit: str, year: int) -> BaseColumn:
    return BaseColumn(label=Text(fr, en), unit=unit, year=year, is_unit=False)


_OTHERS = {
    "commuters": _plain("Actifs qui vont travailler", "Residents who go to work", "actifs", 2022),
    "commuting_km_week": _plain("Trajets domicile-travail d’une semaine", "Commuting in a week", "km", 2022),
    "posts": _plain("Postes salariés", "Salaried posts", "postes", 2022),
    "jobs_farming_pct": _plain("Emplois, agriculture", "Jobs, farming", "%", 2022),
    "jobs_industry_pct": _plain("Emplois, industrie", "Jobs, industry", "%", 2022),
    "jobs_building_pct": _plain("Emplois, construction", "Jobs, building", "%", 2022),
    "jobs_trade_services_pct": _plain("Emplois, commerce et services", "Jobs, trade and services", "%", 2022),
    "jobs_public_services_pct": _plain("Emplois, services publics", "Jobs, public services", "%", 2022),
    "farms": _plain("Exploitations agricoles", "Farms", "exploitations", 2020),
    "farmed_ha": _plain("Surface agricole, par siège", "Farmed area, by seat", "ha", 2020),
    "people": BaseColumn(label=Text("Population municipale", "Population"), unit="inhabitants", year=2022),
    "land_urban_ha": _plain("Tissu urbain", "Urban fabric", "ha", 2018),
    "land_activities_ha": _plain("Zones d’activités", "Zones of activity", "ha", 2018),
    "land_arable_ha": _plain("Terres arables", "Arable land", "ha", 2018),
    "land_permanent_crops_ha": _plain("Cultures permanentes", "Permanent crops", "ha", 2018),
    "land_meadows_ha": _plain("Prairies", "Meadows", "ha", 2018),
    "land_mixed_farming_ha": _plain("Agriculture hétérogène", "Mixed farming", "ha", 2018),
    "land_forest_ha": _plain("Forêts", "Forests", "ha", 2018),
    "land_shrub_ha": _plain("Arbustes et herbes", "Shrub and grass", "ha", 2018),
    "land_open_ha": _plain("Espaces ouverts", "Open land", "ha", 2018),
}


_NETWORKS_TOO = Sentence("Un plafond\u00a0: le recensement compte les réseaux de chaleur avec le gaz.")


def counted_stocks(inputs: StateInputs) -> Iterator[tuple[str, Figure]]:
    """Quantities that levers lean on, by code; what nobody knows is absent."""
    for code, figure in (
        ("population", inputs.known("population")),
        ("dwellings", inputs.known("main_residences") or _homes(inputs, "homes")),
        ("houses", inputs.houses),
        ("flats", inputs.flats),
        ("dwellings_natural_gas", _on_gas(inputs)),
        ("dwellings_electricity", _homes(inputs, "homes_electricity")),
        ("dwellings_oil", homes_on_oil(inputs) if is_sure(inputs) else None),
        ("employed_residents", inputs.base.get("commuters")),
        ("vehicle_km_oil", car_km(inputs)),
        ("car_passenger_km", _passenger_km(inputs)),
        ("arable_ha", inputs.base.get("land_arable_ha")),
        ("degree_days", inputs.degree_days),
        ("wood_resource", _wood_resource(inputs)),
    ):
        if figure is not None and figure.value is not None:
            yield code, figure


def is_sure(inputs: StateInputs) -> bool:
    """Say whether enough of the homes of a territory are told for them to stand for all."""
    return inputs.base_covered >= SURE


def _homes(inputs: StateInputs, column: str) -> Figure | None:
    return inputs.base.get(column) if is_sure(inputs) else None


def _on_gas(inputs: StateInputs) -> Figure | None:
    """Homes heated by gas, heat networks with them; meters of homes where the census does not tell."""
    homes = _homes(inputs, "homes_gas_or_network")
    if homes is None:
        return inputs.known("gas_delivery_points")
    return derived_figure(
        inputs,
        "homes-natural-gas",
        label=homes.label,
        compute=lambda counted: counted,
        unit=homes.unit,
        formula=Sentence("recensement"),
        parts=(homes,),
        state=ValueState.ESTIMATED,
        note=_NETWORKS_TOO,
    )


def homes_on_oil(inputs: StateInputs) -> Figure | None:
    """Homes heated by oil or bottled gas: oil products, both."""
    oil, bottled = inputs.base.get("homes_oil"), inputs.base.get("homes_bottled_gas")
    if oil is None or bottled is None:
        return None
    return derived_figure(
        inputs,
        "homes-oil",
        label=Sentence("Logements chauffés au fioul ou au gaz en citerne"),
        compute=Interval.plus,
        unit=get_unit("dwellings"),
        formula=Sentence.joined(" + ", (oil.label, bottled.label)),
        parts=(oil, bottled),
        state=ValueState.ESTIMATED if inputs.base_covered < WHOLE else ValueState.OBSERVED,
        note=oil.note or NO_TEXT,
    )


def car_km(inputs: StateInputs) -> Figure | None:
    """Kilometres that cars of residents go in a year: commuting as it is told, other trips by a national ratio."""
    week, people = inputs.base.get("commuting_km_week"), inputs.base.get("people")
    if week is None or people is None:
        return None
    weeks, share, others = (
        inputs.key(code) for code in ("commuting_weeks", "commuting_car_share", "other_car_km_per_head")
    )

    def driven(week: Interval, weeks: Interval, share: Interval, people: Interval, others: Interval) -> Interval:
        return product_of(week, weeks, share).plus(people.times(others))

    return derived_figure(
        inputs,
        "car-km",
        label=Sentence("Kilomètres des voitures des habitants"),
        compute=driven,
        unit=plain_unit("km", decimals=0),
        formula=Text(
            f"{week.label.fr} × {weeks.label.fr} × {share.label.fr} + {people.label.fr} × {others.label.fr}",
            f"{week.label.en} × {weeks.label.en} × {share.label.en} + {people.label.en} × {others.label.en}",
        ),
        parts=(week, weeks, share, people, others),
    )


def _passenger_km(inputs: StateInputs) -> Figure | None:
    km = car_km(inputs)
    if km is None:
        return None
    people = inputs.key("car_occupancy")
    return derived_figure(
        inputs,
        "car-passenger-km",
        label=Sentence("Kilomètres des personnes en voiture"),
        unit=plain_unit("km", decimals=0),
        parts=(km, people),
    )


def _wood_resource(inputs: StateInputs) -> Figure | None:
    """The energy of the wood that could be cut beside what is cut today without the forest losing any."""
    growth = inputs.wood_growth
    if growth is None:
        return None
    key = inputs.key("wood_mwh_per_m3")
    return derived_figure(
        inputs,
        "wood-resource",
        label=Sentence("Bois que le territoire peut encore récolter"),
        compute=lambda grown, energy: grown.at_least(0.0).times(energy),
        unit=get_unit("MWh"),
        parts=(growth, key),
        note=Sentence("Plafond : tout couper ôterait à la forêt ce qu’elle absorbe."),
    )
