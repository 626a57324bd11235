"""The perimeter of the figures, as a table that the lake can join: communes of every territory.

The passage from any commune code to the perimeter, mergers followed, is computed by the room of territories; here it
becomes a Parquet file.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polars as pl
from django.conf import settings

from autan.opendata.measures.core.base_figures import MeasuredPlace
from autan.opendata.measures.core.measures import PERIMETER_VINTAGE
from autan.opendata.sources.core.readings import CommuneIdentities
from autan.territories.perimeters.lake import register

_COMMUNE = re.compile(r"\d[\dAB]\d{3}")
_SIREN = re.compile(r"\d{9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunePerimeter:
    """Communes of every territory in one vintage.

    Attributes:
        passage: `source_code` (any code that a source may use), `insee_code` (commune of the vintage), `siren` and
            `is_merged`; unique by source_code, sorted by siren, insee_code and source_code.
        holders: SIREN of the territory that holds each code that a source may use.
    """

    passage: pl.DataFrame
    communes: dict[str, int]
    names: dict[str, str]
    holders: dict[str, str]
    _marks: dict[str, str] = field(default_factory=dict)

    @property
    def table(self) -> Path:
        """The passage as a Parquet file in the cache folder; written again when somebody emptied the folder."""
        return self._table_by("siren")

    @property
    def commune_table(self) -> Path:
        """The same, where each commune is its own territory: its code stands in the column `siren`."""
        return self._table_by("insee_code")

    def _table_by(self, place: str) -> Path:
        frame = self.passage.select("source_code", "insee_code", pl.col(place).alias("siren"))
        if place not in self._marks:  # each query asks for the table, and its content takes 1 ms to sum up
            self._marks[place] = f"{frame.hash_rows(seed=1).sum():x}"
        return _keep_table(frame, self._marks[place])

    def place(self, code: str) -> MeasuredPlace:
        """A territory or a commune as the accounts see it; nil communes when it is in no perimeter."""
        known = int(code in self.names) if is_commune(code) else self.communes.get(code, 0)
        return MeasuredPlace(siren=code, communes=known)

    def name_of(self, code: str) -> str:
        """Name of a commune; that of the commune that holds it where it has merged; the code where none is known."""
        if code in self.names:
            return self.names[code]
        codes = self.passage.filter(pl.col("source_code") == code)["insee_code"]
        return f"{code} ({self.names[codes[0]]})" if len(codes) else code


def is_commune(code: str) -> bool:
    """True for the form of an INSEE code of a commune (`31555`, `2A004`)."""
    return _COMMUNE.fullmatch(code) is not None


def is_place(code: str) -> bool:
    """True for the form of a SIREN or of a commune code; anything else names a network."""
    return is_commune(code) or _SIREN.fullmatch(code) is not None


def current_perimeter() -> CommunePerimeter:
    """The perimeter of the figures."""
    return perimeter_of(PERIMETER_VINTAGE)


@cache
def perimeter_of(vintage: int) -> CommunePerimeter:
    """The perimeter of a vintage. Raises UnknownVintageError: the register does not hold it."""
    members = register.membership_frame(vintage)
    passage = register.passage_frame(vintage).sort("siren", "insee_code", "source_code")
    counts = members.group_by("siren").len().sort("siren")
    return CommunePerimeter(
        passage=passage,
        communes=dict(counts.iter_rows()),
        names=_pairs(members, "insee_code", "commune_name"),
        holders=_pairs(passage, "source_code", "siren"),
    )


def perimeter_given(membership: pl.DataFrame) -> CommunePerimeter:
    """The perimeter of a membership that somebody has: that of EPCI before the register, or of any other grouping.

    `membership`: `siren, insee_code` of each commune; unique by insee_code.
    """
    passage = register.passage_to(membership)
    counts = membership.group_by("siren").len().sort("siren")
    return CommunePerimeter(
        passage=passage.sort("siren", "insee_code", "source_code"),
        communes=dict(counts.iter_rows()),
        names=register.commune_names(),
        holders=_pairs(passage, "source_code", "siren"),
    )


def _pairs(frame: pl.DataFrame, keys: str, values: str) -> dict[str, str]:
    return dict(zip(frame[keys].to_list(), frame[values].to_list(), strict=True))


@cache
def codes_in(place: str) -> tuple[str, ...]:
    """Codes that a source may use for what is in a place: its own, and those of its communes, merged ones too."""
    codes = _codes_by_place("insee_code" if is_commune(place) else "siren").get(place, ())
    return (place, *(code for code in codes if code != place))


@cache
def _codes_by_place(column: str) -> dict[str, list[str]]:
    passage, codes = current_perimeter().passage, dict[str, list[str]]()
    # gathered here: Polars takes three times as long to give lists of texts
    for place, code in zip(passage[column].to_list(), passage["source_code"].to_list(), strict=True):
        codes.setdefault(place, []).append(code)
    return codes


def communes_of(sirens: Iterable[str]) -> tuple[str, ...]:
    """Communes of some territories in the vintage of the figures, in order of code."""
    siren_set = set(sirens)
    holders = current_perimeter().holders.items() if siren_set else ()
    return tuple(sorted(code for code, siren in holders if siren in siren_set and code in current_perimeter().names))


def _keep_table(frame: pl.DataFrame, content: str) -> Path:
    """Write the table beside, then rename: two workers that start together do not meet."""
    folder = Path(settings.AUTAN_CACHE)
    path = folder / f"perimeter-{content}.parquet"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{id(frame):x}")
        frame.write_parquet(temporary)
        temporary.replace(path)
    return path


@cache
def known_commune_codes() -> frozenset[str]:
    """Codes of every commune of every vintage held, and of the communes that have merged."""
    return frozenset(register.commune_names())


@cache
def commune_identities() -> CommuneIdentities:
    """Names of every commune code since 2012, and its EPCI in every vintage held."""
    names: dict[str, set[str]] = {}
    for code, name in register.former_names():
        names.setdefault(code, set()).add(name)
    epci: dict[str, set[str]] = {}
    for vintage in register.VINTAGES:
        members = register.membership_frame(vintage).select("siren", "insee_code", "commune_name")
        for siren, code, name in members.rows():
            names.setdefault(code, set()).add(name)
            epci.setdefault(code, set()).add(siren)
    return CommuneIdentities(
        names={code: frozenset(name) for code, name in names.items()},
        epci={code: frozenset(sirens) for code, sirens in epci.items()},
    )
