"""The common set of the regional observatories (RARE, OREC): energy and greenhouse gas by sector and carrier.

Observatories publish the same quantities under many forms; this is one plain form that each of them can be put in, or
be read into by the mapping that a network keeps (`mapped_files`). One row for each territory, year, sector and carrier;
a territory is a SIREN or a commune code, never both in one file.
"""

from collections.abc import Mapping
from fractions import Fraction

import polars as pl

from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Dimension, Unit, convert, get_unit
from autan.ground.tables.importers.delimited import first_line
from autan.ground.wordings import Sentence
from autan.opendata.sources.connectors.connector import Connector, ReadFile, one_by_one
from autan.opendata.sources.connectors.headings import near_headings, plain_name
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.states import state_of, sum_known
from autan.opendata.sources.core import cells
from autan.opendata.sources.core.file_mappings import (
    ACCOUNTING_WORDS,
    CARRIER_WORDS,
    SECTOR_WORDS,
    STATE_WORDS,
    UNIT_WORDS,
    FileMapping,
    PlaceMesh,
    constant,
    pairs,
)
from autan.opendata.sources.core.readings import Expectation, Reading

_KEY = ("place", "year", "sector", "carrier", "accounting")
_FIRST_YEAR = 1990
_MASKED, _FLOOR = ValueState.CONFIDENTIAL.value, ValueState.LOWER_BOUND.value
_OTHER = ValueState.NOT_APPLICABLE.value  # the quantity that the file is not about


def read_mapped(content: bytes, mapping: FileMapping, *, file: str, expectation: Expectation) -> Reading:
    """Read a file through a mapping; a reading for each year is made of it.

    Raises ImportFileError: it lacks a column that the mapping names, mixes units, or a cell is not what it should be.
    """
    headings = {plain_name(cell): cell.strip() for cell in first_line(content)}
    names = {column: headings.get(plain_name(column), column) for column in _columns_of(mapping)}
    raw = RawTable(content, file=file, columns=list(dict.fromkeys(names.values())), expectation=expectation)
    for heading, word in pairs(mapping.kept):
        raw.keep_rows(cells.trimmed(names[heading]).str.to_lowercase() == word.lower())
    unit = _unit(raw, mapping, names)
    read = {
        "place": (raw.siren if mapping.mesh is PlaceMesh.EPCI else raw.commune)(names[mapping.place]),
        "year": _year(raw, mapping, names),
        "accounting": _word(raw, mapping, mapping.accounting, names, ACCOUNTING_WORDS),
        "said": _states(raw, mapping, names),
    }
    for rank, column in enumerate(mapping.value_columns):
        minimum = 0 if unit.dimension is Dimension.ENERGY else None
        read[f"value {rank}"] = raw.number(names[column.column], minimum=minimum)
        read[f"secret {rank}"] = raw.secret(names[column.column])
        for part, words in (("sector", SECTOR_WORDS), ("carrier", CARRIER_WORDS)):
            own = getattr(column, part)
            entry = f"= {own}" if own else getattr(mapping, part)
            read[f"{part} {rank}"] = _word(raw, mapping, entry, names, words)
    if not mapping.is_added:
        _blame_repeats(raw, mapping, names, read)
    return raw.finish(lambda frame: _tidy_heading(frame, mapping, unit), read, "")


def _columns_of(mapping: FileMapping) -> list[str]:
    entries = [mapping.place, mapping.year, mapping.unit, mapping.accounting, mapping.state]
    entries += [column.column for column in mapping.value_columns] + [column for column, _word in pairs(mapping.kept)]
    for part in ("sector", "carrier"):
        if not all(getattr(column, part) for column in mapping.value_columns):
            entries.append(getattr(mapping, part))
    return [entry for entry in entries if entry and not constant(entry)]


def _year(raw: RawTable, mapping: FileMapping, names: Mapping[str, str]) -> pl.Series:
    year = constant(mapping.year)
    return raw.same(int(year)) if year else raw.years(names[mapping.year], first=_FIRST_YEAR)


def _word(
    raw: RawTable, mapping: FileMapping, entry: str, names: Mapping[str, str], words: Mapping[str, str]
) -> pl.Series:
    """Our code of the word of each row, or of all."""
    codes, word = mapping.codes(words), constant(entry)
    return raw.same(codes[word.lower()]) if word else raw.choice(names[entry], codes)


def _unit(raw: RawTable, mapping: FileMapping, names: Mapping[str, str]) -> Unit:
    """The one unit of a file; rows of another one are blamed."""
    codes = _word(raw, mapping, mapping.unit, names, UNIT_WORDS)
    known = codes.drop_nulls()
    if known.is_empty():
        return get_unit("MWh")
    usual = known.mode().sort()[0]
    if not constant(mapping.unit):
        expected = Sentence("une seule unité dans le fichier (ici {usual})", usual=usual)
        raw.blame(names[mapping.unit], codes != usual, expected)
    return get_unit(usual)


def _states(raw: RawTable, mapping: FileMapping, names: Mapping[str, str]) -> pl.Series:
    """What the file says of the state of each row; a number of masked meshes above nil makes a lower bound."""
    if not mapping.state:
        return raw.same("")
    codes = mapping.codes(STATE_WORDS)
    if same := constant(mapping.state):
        return raw.same(codes[same.lower()])
    column = names[mapping.state]
    word = raw.text(column).str.to_lowercase().fill_null("0")
    counted = word.cast(pl.Float64, strict=False) > 0
    code = word.replace_strict(codes, default=None, return_dtype=pl.String)
    states = pl.select(pl.when(counted).then(pl.lit(_FLOOR)).otherwise(code)).to_series()
    raw.blame(column, states.is_null(), Sentence("l’un de\u00a0: {codes}", codes=", ".join(codes)))
    return states


def _blame_repeats(
    raw: RawTable, mapping: FileMapping, names: Mapping[str, str], read: Mapping[str, pl.Series]
) -> None:
    """Blame the rows that tell what a row above, or another of their columns, told already."""
    rows = pl.int_range(raw.height, eager=True)
    keys = pl.concat(
        pl.DataFrame({"row": rows, **{part: read.get(part, read.get(f"{part} {rank}")) for part in _KEY}})
        for rank in range(len(mapping.value_columns))
    )
    again = rows.is_in(keys.filter(~pl.struct(_KEY).is_first_distinct())["row"].implode())
    expected = Sentence("une ligne par lieu, année, secteur et vecteur\u202f; cochez l’addition si elles s’ajoutent")
    raw.blame(names[mapping.place], again, expected)


def _tidy_heading(frame: pl.DataFrame, mapping: FileMapping, unit: Unit) -> pl.DataFrame:
    """One row for each place, year, sector, carrier and accounting, in the columns of the common set."""
    is_energy = unit.dimension is Dimension.ENERGY
    place = "siren" if mapping.mesh is PlaceMesh.EPCI else "insee_code"
    factor = Fraction(convert(1, from_unit=unit, to_unit=get_unit("MWh" if is_energy else "tCO2e")))
    added = _sum_rows(pl.concat([_rows_of(frame, rank) for rank in range(len(mapping.value_columns))]))
    # multiplied, then divided: exact units round once
    value = pl.col("value") * factor.numerator / factor.denominator
    nothing, other = pl.lit(None, dtype=pl.Float64), pl.lit(_OTHER)
    return added.select(
        pl.col("place").alias(place),
        *_KEY[1:],
        (value if is_energy else nothing).alias("energy_mwh"),
        (nothing if is_energy else value).alias("emissions_tco2e"),
        (pl.col("state") if is_energy else other).alias("state"),
        (other if is_energy else pl.col("state")).alias("ghg_state"),
    )


def _rows_of(frame: pl.DataFrame, rank: int) -> pl.DataFrame:
    """The rows of one column of values."""
    return frame.select(
        "place",
        pl.col("year").cast(pl.Int64),
        pl.col(f"sector {rank}").alias("sector"),
        pl.col(f"carrier {rank}").alias("carrier"),
        "accounting",
        pl.col(f"value {rank}").cast(pl.Float64).alias("value"),
        pl.when(f"secret {rank}").then(pl.lit(_MASKED)).otherwise(pl.col("said")).alias("said"),
    )


def _sum_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """The sum of the rows of each key, and its state: a floor where a part is masked or lacks."""
    known, is_masked = pl.col("value").count(), (pl.col("said") == _MASKED).any()
    state = state_of(
        sum_known("value"),
        masked=(known == 0) & is_masked,
        lower=(known < pl.len()) | is_masked | (pl.col("said") == _FLOOR).any(),
        usual=ValueState.ESTIMATED,
    )
    stated = pl.col("said").filter(~pl.col("said").is_in([_MASKED, _FLOOR, ""])).first()
    added = rows.group_by(_KEY, maintain_order=True).agg(sum_known("value"), state, stated)
    is_usual = (pl.col("state") == ValueState.ESTIMATED.value) & pl.col("said").is_not_null()
    return added.with_columns(pl.when(is_usual).then("said").otherwise("state").alias("state"))


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
        columns = {"place": PLACES[place], **NAMES}
        names = near_headings(content, columns)
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
