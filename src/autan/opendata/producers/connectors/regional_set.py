"""The common set of the regional observatories (RARE, OREC): energy and greenhouse gas by sector and carrier.

Observatories publish the same quantities under many forms; this is one plain form that each of them can be put in, or
be read into by the mapping that a network keeps (`mapped_files`). One row for each territory, year, sector and carrier;
a territory is a SIREN or a commune code, never both in one file.
"""

import polars as pl

from autan.evidence.figures.core.states import ValueState
from autan.opendata.producers.connectors.mapped_files import read_mapped
from autan.opendata.sources.connectors.connector import Connector, ReadFile, one_by_one
from autan.opendata.sources.connectors.headings import near_headings
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.states import state_of
from autan.opendata.sources.core.file_mappings import ACCOUNTING_WORDS, CARRIER_WORDS, SECTOR_WORDS
from autan.opendata.sources.core.readings import Expectation, Reading

NAMES = {
    "year": ("annee", "year"),
    "sector": ("secteur", "sector"),
    "carrier": ("vecteur", "energie_finale", "carrier"),
    "energy": ("energie_mwh", "energy_mwh"),
    "ghg": ("ges_tco2e", "ghg_tco2e"),
    "accounting": ("methode", "methode_comptable", "accounting"),
}
PLACES = {"siren": ("siren", "code_epci"), "insee_code": ("insee", "code_commune", "code_insee")}


def reader_of(place: str) -> ReadFile:
    """The reader of files whose territories are given by `siren` or by `insee_code`."""

    def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
        """Read a file of the common set, or one that a mapping lays out; a reading for each year is made of it."""
        if expectation.mapping is not None:
            return read_mapped(content, expectation.mapping, file=file, expectation=expectation)
        wanted = {"place": PLACES[place], **NAMES}
        names = near_headings(content, wanted)
        raw = RawTable(content, file=file, columns=tuple(names.values()), expectation=expectation)
        raw.unique(*(names[key] for key in ("place", "year", "sector", "carrier", "accounting")))
        code = raw.siren(names["place"]) if place == "siren" else raw.commune(names["place"])
        values = {
            place: code,
            "year": raw.years(names["year"], first=1990),
            "sector": raw.choice(names["sector"], SECTOR_WORDS),
            "carrier": raw.choice(names["carrier"], CARRIER_WORDS),
            "accounting": raw.choice(names["accounting"], ACCOUNTING_WORDS),
            "energy_mwh": raw.number(names["energy"]),
            "energy_secret": raw.secret(names["energy"]),
            "emissions_tco2e": raw.number(names["ghg"], minimum=None),
            "ghg_secret": raw.secret(names["ghg"]),
        }
        return raw.finish(_tidy, values, "")

    return read


def _tidy(frame: pl.DataFrame) -> pl.DataFrame:
    ghg = state_of("emissions_tco2e", masked="ghg_secret", usual=ValueState.ESTIMATED)
    energy = state_of("energy_mwh", masked="energy_secret", usual=ValueState.ESTIMATED)
    return frame.with_columns(energy, ghg.alias("ghg_state"))


RARE_EPCI = Connector(source="rare-epci", read=one_by_one(reader_of("siren")))
RARE_COMMUNES = Connector(source="rare-communes", read=one_by_one(reader_of("insee_code")))
