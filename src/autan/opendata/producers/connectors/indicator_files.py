"""Territorial indicators of the ministry: one CSV for each mesh, and any indicator by the same reader.

A file has `date_mesure`, one or several `geocode_<mesh>` with their `libelle_<mesh>`, the columns of its axes (as
`secteur`), and a column of values. The finest mesh of a file is its mesh. `ZZZZZZZZZ` is no EPCI: left aside, and said.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.importers.delimited import first_line
from autan.ground.wordings import Sentence
from autan.opendata.sources.connectors.fetching import Identity
from autan.opendata.sources.connectors.headings import plain_name
from autan.opendata.sources.connectors.raw_table import OUTSIDE_ANY_EPCI, RawTable
from autan.opendata.sources.connectors.states import state_of
from autan.opendata.sources.core.readings import Expectation, Reading, join_readings
from autan.opendata.sources.core.source_cards import INDICATOR_PREFIX, IndicatorTraits, SourceCard

SOURCE = "indicators"
MESHES = ("commune", "epci", "departement", "region")
_GEOCODES = {
    "commune": ("geocode_commune", "geocode_com"),
    "epci": ("geocode_epci",),
    "departement": ("geocode_departement", "geocode_dpt", "geocode_dep"),
    "region": ("geocode_region", "geocode_reg"),
}
COUNTRY, COUNTRY_CODE = "country", "FR"
DATE = ("date_mesure", "annee")
BETWEEN = " | "
"""Between the values of several axes, in the order that the card gives."""


@dataclass(frozen=True, slots=True)
class _Form:
    """Where the columns of one file are."""

    mesh: str
    code: str
    date: str
    value: str
    axes: tuple[str, ...] = field(default=())


def read_files(files: Mapping[str, bytes], card: SourceCard, expectation: Expectation) -> list[Reading]:
    """Read the files of one indicator, one for each mesh, into one table of every year."""
    traits = card.indicator or IndicatorTraits(dataset=card.source, unit="")
    readings = {name: _read(name, content, traits, expectation) for name, content in files.items()}
    table = pl.concat([reading.table for reading in readings.values()])
    repeated = table.filter(pl.struct(card.key).is_duplicated())
    if not repeated.is_empty():
        row = repeated.select(card.key).row(0)
        expected = "un territoire, une année et une catégorie une seule fois dans tous les fichiers"
        raise ImportFileError(next(reversed(readings)), [Fault(value=BETWEEN.join(map(str, row)), expected=expected)])
    return [join_readings(readings.values(), table, str(table["year"].max()))]


def identity_of(slug: str, *, title: str, unit: str, is_summable: bool = False, axes: tuple[str, ...] = ()) -> Identity:
    """Identity of an indicator whose files a person gives by hand."""
    return Identity(
        source=source_of(slug),
        title=title or slug,
        producer="",
        licence="",
        url="",
        traits=IndicatorTraits(dataset=slug, unit=unit, is_summable=is_summable, axes=axes),
    )


def source_of(slug: str) -> str:
    """Slug of an indicator in the lake."""
    return f"{INDICATOR_PREFIX}{plain_name(slug).replace('_', '-')[:60]}"


def _read(name: str, content: bytes, traits: IndicatorTraits, expectation: Expectation) -> Reading:
    form = _form(name, content, traits)
    columns = [form.date, form.value, *form.axes, *([form.code] if form.code else [])]
    raw = RawTable(content, file=name, columns=columns, expectation=expectation)
    raw.unique(*(column for column in (form.code, form.date, *form.axes) if column))
    values = {
        "code": _CODES[form.mesh](raw, form.code),
        "year": raw.years(form.date),
        **{f"axis_{place}": raw.text(axis) for place, axis in enumerate(form.axes)},
        "value": raw.number(form.value, minimum=None),
        "is_secret": raw.secret(form.value),
    }
    return raw.finish(lambda frame: _tidy(frame, form.mesh, len(form.axes)), values, "")


def _form(name: str, content: bytes, traits: IndicatorTraits) -> _Form:
    """Find the columns of a file; what is not found is named, never guessed."""
    headings = {plain_name(heading): heading.strip() for heading in first_line(content)}
    mesh, code = next(
        ((mesh, headings[name]) for mesh in MESHES for name in _GEOCODES[mesh] if name in headings), (COUNTRY, "")
    )
    date = next((headings[name] for name in DATE if name in headings), DATE[0])
    value = headings.get(plain_name(traits.value_column), traits.value_column)
    axes = tuple(headings.get(plain_name(axis), axis) for axis in traits.axes)
    if mesh == COUNTRY and any(name.startswith(("geocode", "code_")) for name in headings):
        expected = Sentence("une colonne {names}", names=", ".join(names[0] for names in _GEOCODES.values()))
        raise ImportFileError(name, [Fault(row=1, value=", ".join(headings.values())[:200], expected=expected)])
    return _Form(mesh=mesh, code=code, date=date, value=value, axes=axes)


_CODES: Mapping[str, Callable[[RawTable, str], pl.Series]] = {
    "commune": lambda raw, column: raw.commune(column),
    "epci": lambda raw, column: raw.siren(column, outside=OUTSIDE_ANY_EPCI),
    "departement": lambda raw, column: raw.text(column, is_required=True),
    "region": lambda raw, column: raw.text(column, is_required=True),
    COUNTRY: lambda raw, _column: pl.Series([COUNTRY_CODE]).new_from_index(0, raw.height),
}


def _tidy(frame: pl.DataFrame, mesh: str, axes: int) -> pl.DataFrame:
    parts = [pl.col(f"axis_{place}").fill_null("") for place in range(axes)]
    category = pl.concat_str(parts, separator=BETWEEN) if parts else pl.lit("")
    return frame.filter(pl.col("code").is_not_null()).select(
        pl.lit(mesh).alias("mesh"),
        "code",
        "year",
        category.alias("category"),
        "value",
        state_of("value", masked="is_secret"),
    )
