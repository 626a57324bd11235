"""`autan data aggregate`: any table by commune added to the EPCI of any vintage."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import typer
from django.utils import timezone

from autan.ground.errors import Fault, ImportFileError
from autan.ground.wordings import Sentence
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, Force, make_console, print_done
from autan.instance.cli.whole_files import require_frame_format, write_frame
from autan.opendata.measures.core.measures import PERIMETER_VINTAGE
from autan.opendata.measures.queries.communal_tables import sum_frame, sum_source
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.core.readings import Expectation, counted
from autan.territories.perimeters.core.perimeters import CommuneWithoutEpciError

_console = make_console(stderr=True)  # what is left aside, beside the JSON
_PLACE, _SIREN = "insee_code", "siren"


def aggregate(
    file: str = typer.Argument(help="Table CSV ou Parquet avec une colonne insee_code, ou source par commune du lac."),
    target: Path = typer.Argument(help="Fichier à écrire (.parquet ou .csv)."),
    measure: list[str] = typer.Option(
        [], "--measure", help="Colonne de nombres ; sans elle, toutes celles d’une source."
    ),
    key: list[str] = typer.Option([], "--key", help="Colonne qui distingue des lignes, comme l’année ou le secteur."),
    vintage: int = typer.Option(PERIMETER_VINTAGE, help="Millésime des EPCI, depuis 2019 ; le dernier sinon."),
    perimeter: Path = typer.Option(
        None,
        help="Table CSV insee_code, siren : un autre périmètre, comme celui des EPCI de 2013 publié par l’INSEE.",
        exists=True,
        dir_okay=False,
    ),
    date: str = typer.Option("", help="Date des données d’une source du lac ; la dernière sans elle."),
    force: bool = Force,
    as_json: bool = AsJson,
) -> None:
    """Additionner une table par commune aux EPCI d’un millésime, fusions suivies ; l’inconnu n’est jamais un zéro."""
    require_frame_format(target)
    is_file = Path(file).is_file()
    if perimeter and not is_file:
        raise ImportFileError(file, [Fault(expected="avec --perimeter, une table, et non une source du lac")])
    membership = _membership(perimeter) if perimeter else None
    data_frame = (
        _of_file(Path(file), measure, key, vintage, membership) if is_file else _of_source(file, measure, date, vintage)
    )
    write_frame(target, data_frame, force=force)
    territories, where = data_frame["siren"].n_unique(), perimeter.name if perimeter else vintage
    result = {"file": str(target), "territories": territories, "rows": data_frame.height}
    result |= {"perimeter" if perimeter else "vintage": where}
    words = _("{rows} lignes pour {territories} EPCI de {where} : {file}")
    print_done(words.format(**result, where=where), result, as_json=as_json)


def _membership(file: Path) -> pl.DataFrame:
    """The communes of each territory of a perimeter; those that were in none are left out."""
    expectation = Expectation(today=timezone.localdate())
    raw = RawTable(file.read_bytes(), file=file.name, columns=(_PLACE, _SIREN), expectation=expectation)
    code = raw.commune(_PLACE)
    raw.blame(_PLACE, code.is_not_null() & ~code.is_first_distinct(), "une commune une seule fois")
    columns = {_SIREN: raw.siren(_SIREN, outside=None), _PLACE: code}
    return raw.finish(pl.DataFrame.drop_nulls, columns, "").table


def _of_file(
    file: Path, measures: Sequence[str], keys: Sequence[str], vintage: int, membership: pl.DataFrame | None
) -> pl.DataFrame:
    if not measures:
        raise ImportFileError(file.name, [Fault(expected="au moins une colonne à additionner (--measure)")])
    table = _read(file, measures, keys)
    try:
        return sum_frame(table, measures, keys, vintage, membership)
    except CommuneWithoutEpciError as error:
        if membership is None:
            raise
        # before 2014, a commune could be in no EPCI
        outside = [code for code, _name in error.communes]
        _console.print(f"{counted(len(outside), 'commune', 'communes')} hors de ce périmètre, de côté")
        return sum_frame(table.filter(~pl.col(_PLACE).is_in(outside)), measures, keys, vintage, membership)


def _of_source(source: str, measures: Sequence[str], date: str, vintage: int) -> pl.DataFrame:
    """Rows of a source of the lake; its communes that are in no EPCI of the vintage are left aside, and said."""
    sums = sum_source(source, date=date, measures=measures, vintage=vintage)
    _console.print(sums.credit.fr, markup=False)
    if sums.outside:
        count = counted(len(sums.outside), "commune", "communes")
        _console.print(f"{count} hors de tout EPCI de {vintage}, de côté")
    return sums.rows


def _read(file: Path, measures: Sequence[str], keys: Sequence[str]) -> pl.DataFrame:
    """The columns asked for; codes are texts, and numbers are numbers."""
    columns = [_PLACE, *keys, *measures]
    if twice := [name for name, count in Counter(columns).items() if count > 1]:
        expected = "une colonne pour un seul usage : commune, clé (--key) ou nombre (--measure)"
        raise ImportFileError(file.name, [Fault(column=name, expected=expected) for name in twice])
    try:
        if file.suffix == ".parquet":
            table = pl.read_parquet(file)
        else:
            table = pl.read_csv(file, schema_overrides={_PLACE: pl.String}, infer_schema_length=None)
    except (OSError, pl.exceptions.PolarsError) as error:
        fault = Fault(value=str(error).splitlines()[0][:80], expected="une table CSV (virgules) ou Parquet")
        raise ImportFileError(file.name, [fault]) from None
    if absent := [name for name in columns if name not in table.columns]:
        faults = [
            Fault(column=name, expected=Sentence("une colonne «\u202f{name}\u202f»", name=name)) for name in absent
        ]
        raise ImportFileError(file.name, faults)
    table = table.select(columns)
    faults = [
        Fault(column=name, value=str(table.schema[name]), expected="des nombres")
        for name in measures
        if not table.schema[name].is_numeric()
    ]
    if table.schema[_PLACE] != pl.String:
        faults.append(Fault(column=_PLACE, value=str(table.schema[_PLACE]), expected="des codes en texte"))
    if table.select(_PLACE, *keys).is_duplicated().any():
        faults.append(Fault(expected="une seule ligne par commune et par clé (--key)"))
    if faults:
        raise ImportFileError(file.name, faults)
    return table
