"""A table by commune added to the EPCI of a vintage, in memory: Polars or pandas in, the same kind out."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import polars as pl

from autan.ground.errors import DomainError
from autan.territories.perimeters.lake.register import LATEST, commune_names, epci_of, passage_frame


class ColumnError(DomainError):
    """A frame lacks a column, or a column does not hold what is asked of it.

    Attributes:
        column: its name.
        expected: what was expected, in French.
    """

    def __init__(self, column: str, expected: str) -> None:
        self.column = column
        self.expected = expected
        super().__init__("colonne «\u202f{column}\u202f» : {expected}", column=column, expected=expected)


def is_pandas(frame: Any) -> bool:
    """Say whether a frame is one of pandas."""
    return type(frame).__module__.partition(".")[0] == "pandas"


def as_polars(frame: Any, names: Sequence[str]) -> pl.DataFrame:
    """Return the columns of a frame of Polars (eager or lazy) or pandas, as Polars; what pandas calls NaN is unknown.

    Raises:
        ColumnError: a column is not there, or its cells are not of one kind.
    """
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if not isinstance(frame, pl.DataFrame) and not is_pandas(frame):
        message = "un tableau Polars ou pandas est attendu, pas {name}"
        raise DomainError(message, name=type(frame).__name__)
    # pandas takes names that are no text
    columns = [str(name) for name in frame.columns]
    for name in names:
        if name not in columns:
            close = get_close_matches(name, columns, n=3)
            hint = f"proches : {', '.join(close)}" if close else f"présentes : {', '.join(columns[:12])}"
            raise ColumnError(name, f"elle n’est pas dans le tableau ; {hint}")
    if isinstance(frame, pl.DataFrame):
        return frame.select(names)
    return pl.DataFrame([_from_pandas(name, frame[name].tolist()) for name in names])


def _from_pandas(name: str, cells: list[Any]) -> pl.Series:
    known = [None if cell is None or cell != cell or type(cell).__name__ == "NAType" else cell for cell in cells]
    try:
        return pl.Series(name, known, strict=True)
    except (TypeError, pl.exceptions.PolarsError):
        raise ColumnError(name, "ses cellules ne sont pas toutes d’une même sorte") from None


def give_back(data_frame: pl.DataFrame, like: Any) -> Any:
    """Return a frame of the kind of another one: pandas for pandas, Polars else."""
    if not is_pandas(like):
        return data_frame
    return type(like)(data_frame.to_dict(as_series=False))


_CODE, _PLACE = "source_code", ("siren", "insee_code")


@dataclass(frozen=True, slots=True, kw_only=True)
class EpciSums:
    """A table added to the EPCI of a vintage.

    Attributes:
        frame: `siren`, `name`, the keys, then each measure `m` (null when nothing is known), `m_known` (communes known
            in all their parts), and `communes` (communes of the EPCI); sorted by siren and keys.
        unmatched: code and name of the communes of the table that are in no EPCI of the vintage; the name is empty
            when no vintage knows the code. Their rows enter no sum.
        vintage: year of the official geographic code.
    """

    frame: Any
    unmatched: tuple[tuple[str, str], ...]
    vintage: int

    def __str__(self) -> str:
        outside = ", ".join(f"{code} {name or '(code inconnu)'}" for code, name in self.unmatched[:10])
        text = f"\n{len(self.unmatched)} code(s) hors de tout EPCI de {self.vintage} : {outside}" if outside else ""
        return f"{self.frame}{text}"

    def _repr_html_(self) -> str:
        table = self.frame._repr_html_()
        return f"{table}<p>{len(self.unmatched)} code(s) hors de tout EPCI de {self.vintage}</p>"


def to_epci(frame: Any, *, code: str, sum: Sequence[str], by: Sequence[str] = (), vintage: int = LATEST) -> EpciSums:  # noqa: A002 - the word of the analyst
    """Add a table by commune, of any year, to the EPCI of a vintage.

    A null is unknown: it enters no sum, and the commune is not counted as known.

    Args:
        frame: table of Polars or pandas; one row for each commune and keys.
        code: its column of the codes of communes, as text of five signs.
        sum: columns of numbers that may be added; never a rate, nor a value per inhabitant.
        by: further columns that make a row (sector, carrier, year...).
        vintage: year of the official geographic code.

    Raises:
        ColumnError: a column is not there; codes that are no text, or have lost their zero; measures that are no
            numbers.
        DomainError: a commune has two rows for the same keys.
        UnknownVintageError: the register does not hold the vintage.
    """
    keys, measures = list(by), list(sum)
    if not measures:
        message = "au moins une colonne à additionner (sum=[…])"
        raise DomainError(message)
    _check_names(code, keys, measures)
    table = as_polars(frame, [code, *keys, *measures])
    _check(table, code, keys, measures)
    passage = passage_frame(vintage).select(_CODE, *_PLACE)
    placed = table.rename({code: _CODE}).join(passage, on=_CODE, how="left")
    outside = placed.filter(pl.col("siren").is_null() & pl.col(_CODE).is_not_null())[_CODE].unique().sort().to_list()
    added = _add(placed.drop_nulls("siren"), keys, measures)
    bodies = epci_of(vintage)
    schema = {"siren": pl.String, "name": pl.String, "communes": pl.Int64}
    rows = [(siren, body.name, body.communes) for siren, body in bodies.items()]
    names = pl.DataFrame(rows, schema=schema, orient="row")
    columns = ["siren", "name", *keys, *(column for m in measures for column in (m, f"{m}_known")), "communes"]
    http_response = added.join(names, on="siren", how="left").select(columns).sort("siren", *keys)
    known = commune_names(vintage)
    return EpciSums(
        frame=give_back(http_response, frame), unmatched=tuple((c, known.get(c, "")) for c in outside), vintage=vintage
    )


def _add(placed: pl.DataFrame, keys: list[str], measures: list[str]) -> pl.DataFrame:
    """Gather the parts of each commune, then add the communes: an unknown part makes its commune unknown."""
    whole = [(pl.col(m).null_count() == 0).alias(f"{m}_known") for m in measures]
    sums = [_sum(m) for m in measures]
    parts = placed.group_by(*_PLACE, *keys).agg(*sums, *whole)
    counts = [pl.col(f"{m}_known").sum().cast(pl.Int64) for m in measures]
    return parts.group_by("siren", *keys).agg(*[_sum(m) for m in measures], *counts)


def _sum(measure: str) -> pl.Expr:
    """The sum of what is known; null where nothing is."""
    column = pl.col(measure)
    return pl.when(column.count() > 0).then(column.sum()).alias(measure)


def _check_names(code: str, keys: list[str], measures: list[str]) -> None:
    columns = [code, *keys, *measures]
    made = {"siren", "name", "communes", *(f"{measure}_known" for measure in measures)}
    for name in (*keys, *measures):
        if columns.count(name) > 1:
            raise ColumnError(name, "elle est demandée deux fois")
        if name in made:
            raise ColumnError(name, "le tableau des EPCI a une colonne de ce nom ; renommez la vôtre")


def _check(table: pl.DataFrame, code: str, keys: list[str], measures: list[str]) -> None:
    if table.schema[code] != pl.String:
        text = (
            "des codes en texte sont attendus, car un code INSEE commence souvent par 0 (01001) ; relisez-la en texte"
        )
        raise ColumnError(code, text)
    short = table.filter(pl.col(code).str.contains(r"^\d{4}$"))[code]
    if len(short):
        lost = "un code a perdu son zéro" if len(short) == 1 else f"{len(short)} codes ont perdu leur zéro"
        raise ColumnError(code, f"{lost}, comme « {short[0]} » ; attendu : 0{short[0]}")
    for name in measures:
        if not table.schema[name].is_numeric():
            raise ColumnError(name, f"des nombres sont attendus, elle est de type {table.schema[name]}")
    twice = table.filter(table.select(code, *keys).is_duplicated())
    if twice.height:
        message = "plusieurs lignes pour la commune {value} ; distinguez-les par by=[…] (année, secteur…)"
        raise DomainError(message, value=twice[code][0])
