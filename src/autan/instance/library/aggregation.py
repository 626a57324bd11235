"""A table by commune added to the EPCI of a vintage, in memory: pandas in, pandas out; a frame for any other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from autan.ground.engine import Connection, is_pandas, quoted, show_frame
from autan.ground.errors import DomainError
from autan.instance.library.frames import Table, frame_of
from autan.territories.perimeters.core.perimeter_sql import PERIMETER, add_placed_rows, codes_outside, place_rows
from autan.territories.perimeters.lake.register import LATEST, commune_names, epci_of, open_register, passage_query


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
        frame: table of Polars or pandas, any that gives Arrow, or a list of dicts; one row for each commune and keys.
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
    bodies = epci_of(vintage)
    with open_register("membership", "merges") as connection:
        kinds = _show(connection, frame, code, {f"k{n}": key for n, key in enumerate(keys)}, measures)
        connection.execute(f"CREATE TABLE {PERIMETER} AS {passage_query(vintage)}")
        outside = [met for (met,) in connection.sql(codes_outside("mine")).fetchall()]
        names = [(siren, body.name, body.communes) for siren, body in bodies.items()]
        show_frame(connection, "bodies", Table({"siren": str, "name": str, "communes": int}, names))
        added = connection.sql(_sums(keys, dict(zip(measures, kinds, strict=True))))
        answer = added.df() if is_pandas(frame) else frame_of(added)
    known = commune_names(vintage)
    return EpciSums(frame=answer, unmatched=tuple((met, known.get(met, "")) for met in outside), vintage=vintage)


def _sums(keys: Sequence[str], measures: Mapping[str, str]) -> str:
    """The law of the lake over the columns as they were renamed, under the names of the analyst again."""
    numbered = [f"k{rank}" for rank in range(len(keys))]
    kinds = {f"m{rank}": kind for rank, kind in enumerate(measures.values())}
    added = add_placed_rows("placed", keys=numbered, measures=kinds)
    shown = [f"{rank} AS {quoted(key)}" for rank, key in zip(numbered, keys, strict=True)]
    shown += [
        f"{rank} AS {quoted(name)}, {rank}_known AS {quoted(f'{name}_known')}"
        for rank, name in zip(kinds, measures, strict=True)
    ]
    return f"""
WITH placed AS ({place_rows("mine", columns=[*numbered, *kinds])}), added AS ({added})
SELECT siren, name, {", ".join(shown)}, communes FROM added JOIN bodies USING (siren)
ORDER BY {", ".join(["siren", *numbered])}"""  # noqa: S608 - names made here, those of the analyst quoted


def _check_names(code: str, keys: list[str], measures: list[str]) -> None:
    columns = [code, *keys, *measures]
    reserved = {"siren", "name", "communes", *(f"{measure}_known" for measure in measures)}
    for name in (*keys, *measures):
        if columns.count(name) > 1:
            raise ColumnError(name, "elle est demandée deux fois")
        if name in reserved:
            raise ColumnError(name, "le tableau des EPCI a une colonne de ce nom ; renommez la vôtre")


def _show(connection: Connection, frame: Any, code: str, keys: Mapping[str, str], measures: Sequence[str]) -> list[str]:
    """Show a table as `mine`: `code, k0…, m0…`; return the SQL type of the sum of each measure."""
    frame = _as_frame(frame)
    show_frame(connection, "given", frame)
    columns = {name: str(kind) for name, kind, *_ in connection.sql("DESCRIBE given").fetchall()}
    for name in (code, *keys.values(), *measures):
        if name not in columns:
            close = get_close_matches(name, columns, n=3)
            hint = f"proches : {', '.join(close)}" if close else f"présentes : {', '.join([*columns][:12])}"
            raise ColumnError(name, f"elle n’est pas dans le tableau ; {hint}")
        met = {type(cell) for cell in frame[name].dropna().tolist()} if is_pandas(frame) else set()
        if len(met) > 1 and not met <= {int, float}:
            raise ColumnError(name, "ses cellules ne sont pas toutes d’une même sorte")
    renamed = {"code": code, **keys, **{f"m{rank}": name for rank, name in enumerate(measures)}}
    read = ", ".join(f"{_cell(columns[name], quoted(name))} AS {short}" for short, name in renamed.items())
    connection.execute(f"CREATE TABLE mine AS SELECT {read} FROM given")  # noqa: S608 - names made here, those of the analyst quoted
    _check(connection, code, columns[code], keys)
    for name in measures:
        if not columns[name].startswith(_NUMBERS):
            kind = _WORDS.get(columns[name], columns[name])
            raise ColumnError(name, f"des nombres sont attendus, elle est de type {kind}")
    return ["BIGINT" if columns[name] in _WHOLE else "DOUBLE" for name in measures]


_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
_NUMBERS = (*_WHOLE, "FLOAT", "DOUBLE", "DECIMAL")
_WORDS = {"VARCHAR": "texte", "BOOLEAN": "vrai ou faux", "DATE": "date"}


def _cell(kind: str, column: str) -> str:
    """What is no number (NaN) is unknown."""
    return f"CASE WHEN isnan({column}) THEN NULL ELSE {column} END" if kind in {"FLOAT", "DOUBLE"} else column


def _as_frame(frame: Any) -> Any:
    """Return a table that the engine reads."""
    if hasattr(frame, "collect") and not hasattr(frame, "__arrow_c_stream__"):  # a lazy frame of Polars
        frame = frame.collect()
    if isinstance(frame, list) and frame and all(isinstance(row, dict) for row in frame):
        names = list(dict.fromkeys(str(name) for row in frame for name in row))
        kinds = {name: {type(row[name]) for row in frame if row.get(name) is not None} or {str} for name in names}
        for name, met in kinds.items():
            if len(met - {int} if float in met else met) > 1:
                raise ColumnError(name, "ses cellules ne sont pas toutes d’une même sorte")
        schema = {name: float if float in met else min(met, key=str) for name, met in kinds.items()}
        return Table(schema, [[row.get(name) for name in names] for row in frame])
    if not is_pandas(frame) and not hasattr(frame, "__arrow_c_stream__"):
        message = "un tableau Polars, pandas ou Arrow, ou une liste de dictionnaires, est attendu, pas {name}"
        raise DomainError(message, name=type(frame).__name__)
    return frame


def _check(connection: Connection, code: str, kind: str, keys: Mapping[str, str]) -> None:
    if kind != "VARCHAR":
        text = (
            "des codes en texte sont attendus, car un code INSEE commence souvent par 0 (01001) ; relisez-la en texte"
        )
        raise ColumnError(code, text)
    short = connection.sql("SELECT code FROM mine WHERE regexp_full_match(code, '[0-9]{4}')").fetchall()
    if short:
        lost = "un code a perdu son zéro" if len(short) == 1 else f"{len(short)} codes ont perdu leur zéro"
        raise ColumnError(code, f"{lost}, comme « {short[0][0]} » ; attendu : 0{short[0][0]}")
    group = ", ".join(("code", *keys))
    twice = connection.sql(f"SELECT code FROM mine GROUP BY {group} HAVING count(*) > 1 ORDER BY min(rowid)").fetchone()  # noqa: S608 - names made here
    if twice:
        message = "plusieurs lignes pour la commune {value} ; distinguez-les par by=[…] (année, secteur…)"
        raise DomainError(message, value=twice[0])
