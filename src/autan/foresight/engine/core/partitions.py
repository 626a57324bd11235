"""The stocks that a place is asked for, and how the units of one are split two ways; nothing is computed here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from autan.ground.texts.core.texts import Text

type Part = tuple[str, str]

STOCKS = {
    "dwellings": Text("résidences principales", "main residences"),
    "houses": Text("maisons", "houses"),
    "flats": Text("appartements", "flats"),
    "dwellings_natural_gas": Text("logements chauffés au gaz", "homes heated by gas"),
    "dwellings_oil": Text("logements chauffés au fioul", "homes heated by oil"),
    "dwellings_wood": Text("logements chauffés au bois", "homes heated by wood"),
    "dwellings_district_heat": Text("logements sur un réseau de chaleur", "homes on a heat network"),
    "dwellings_electricity": Text("logements chauffés à l’électricité", "homes heated by electricity"),
    "employed_residents": Text("actifs qui vont travailler", "residents who go to work"),
    "car_passenger_km": Text("voyageurs-kilomètres en voiture par an", "passenger-kilometres by car a year"),
    "vehicle_km_oil": Text("kilomètres des voitures par an", "kilometres of cars a year"),
    "street_lights": Text("points lumineux", "street lights"),
}
"""Stocks that a place is asked for; where one is not known, the levers that treat it are closed."""
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
