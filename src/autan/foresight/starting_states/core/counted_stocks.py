"""What levers lean on in a territory: homes, commuters, kilometres of cars, wood; counted, never deduced from energy.

A stock that no source counts is absent: the levers that need it stay closed until the territory gives it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.foresight.starting_states.core.state_inputs import StateInputs, derived_figure, plain_unit, product_of
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text

COVERED, WHOLE = "homes_covered_pct", 100.0
"""Share of the main residences whose heating is told, and all of them."""
SURE = 90.0
"""Share from which the homes that are told stand for all of them, as a stock that levers treat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseColumn:
    """One column of the table: what it counts, in which unit, of which year.

    Attributes:
        is_unit: True when the unit is one of those that convert.
    """

    label: Text
    unit: str
    year: int
    is_unit: bool


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
