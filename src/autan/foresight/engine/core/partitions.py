"""Stocks that a place is asked for, its resources, and how the units of a stock are split two ways."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from autan.ground.wordings import Sentence

type Part = tuple[str, str]

STOCKS = {
    "dwellings": Sentence("résidences principales"),
    "houses": Sentence("maisons"),
    "flats": Sentence("appartements"),
    "dwellings_natural_gas": Sentence("logements chauffés au gaz"),
    "dwellings_oil": Sentence("logements chauffés au fioul"),
    "dwellings_wood": Sentence("logements chauffés au bois"),
    "dwellings_district_heat": Sentence("logements sur un réseau de chaleur"),
    "dwellings_electricity": Sentence("logements chauffés à l’électricité"),
    "employed_residents": Sentence("actifs qui vont travailler"),
    "car_passenger_km": Sentence("voyageurs-kilomètres en voiture par an"),
    "vehicle_km_oil": Sentence("kilomètres des voitures par an"),
    "street_lights": Sentence("points lumineux"),
    "arable_ha": Sentence("hectares de terres arables"),
}
"""Stocks that a place is asked for; where one is not known, the levers that treat it are closed."""
RESOURCES = {
    "wood_resource": Sentence("Bois que le territoire peut encore récolter"),
    "roof_pv_resource": Sentence("Photovoltaïque possible en toiture (capteurs de chaleur déduits)"),
    "ground_pv_resource": Sentence("Photovoltaïque possible au sol et sur parkings (terres d’un autre usage déduites)"),
    "wind_resource": Sentence("Éolien possible"),
    "hydro_resource": Sentence("Hydraulique possible"),
    "biomethane_resource": Sentence("Biométhane possible"),
    "solar_heat_resource": Sentence("Chaleur solaire possible"),
    "geothermal_resource": Sentence("Chaleur géothermique possible"),
    "waste_heat_resource": Sentence("Chaleur perdue qui peut être récupérée"),
}
"""Energy that a place may still make, MWh a year: a ceiling of productions. Wood alone has a source; the others are
what a territory gives with its source, or no ceiling is drawn."""
REST = ""
"""Row, or column, of the units that none of those named holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """How the units of a stock are split two ways.

    Attributes:
        code: pivot of the whole.
        rows: pivot of each row, by name; together they are the whole.
        columns: pivot of each column, by name; others may be left.
        parts: pivot of one part, with `{row}` and `{column}` in their places.
    """

    code: str
    rows: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    parts: str = ""

    @property
    def all_parts(self) -> frozenset[Part]:
        """Every part, the rest included."""
        return frozenset((row, column) for row in self.rows or (REST,) for column in (*self.columns, REST))

    def pivot_of(self, part: Part) -> str:
        """Code of the pivot of one part; empty for a part of the rest."""
        row, column = part
        return self.parts.format(row=row, column=column) if row and column else ""

    def ends_of(self, stock: str) -> tuple[str, ...]:
        """Pivots of the row and of the column that a part crosses; none for another stock."""
        parts = ((row, column) for row, column in self.all_parts if self.pivot_of((row, column)) == stock != "")
        return next(((self.rows[row], self.columns[column]) for row, column in parts), ())

    def parts_of(self, stock: str) -> frozenset[Part]:
        """Return the parts that the pivot of a stock counts; none for a pivot of something else.

        >>> homes = Partition(code="homes", rows={"house": "houses"}, columns={"oil": "homes_oil"})
        >>> sorted(homes.parts_of("homes_oil")), len(homes.parts_of("homes")), homes.parts_of("cars")
        ([('house', 'oil')], 2, frozenset())
        """
        return frozenset(
            part
            for part in self.all_parts
            if stock and stock in (self.code, self.rows.get(part[0]), self.columns.get(part[1]), self.pivot_of(part))
        )
