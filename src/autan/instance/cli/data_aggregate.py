"""`autan data aggregate`: any table by commune added to the EPCI of any vintage."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import typer

from autan.ground.errors import Fault, ImportFileError
from autan.instance.cli.listing import AsJson, Force, make_console, print_done
from autan.instance.cli.whole_files import require_frame_format, write_frame
from autan.opendata.measures.core.measures import PERIMETER_VINTAGE
from autan.opendata.measures.queries.communal_tables import sum_frame, sum_source
from autan.opendata.sources.core.readings import counted

_console = make_console()
_PLACE = "insee_code"


def aggregate(
    file: str = typer.Argument(help="Table CSV ou Parquet avec une colonne insee_code, ou source par commune du lac."),
    target: Path = typer.Argument(help="Fichier à écrire (.parquet ou .csv)."),
    measure: list[str] = typer.Option(
        [], "--measure", help="Colonne de nombres ; sans elle, toutes celles d’une source."
    ),
    key: list[str] = typer.Option([], "--key", help="Colonne qui distingue des lignes, comme l’année ou le secteur."),
    vintage: int = typer.Option(PERIMETER_VINTAGE, help="Millésime des EPCI, depuis 2019 ; le dernier sinon."),
    date: str = typer.Option("", help="Date des données d’une source du lac ; la dernière sans elle."),
    force: bool = Force,
    as_json: bool = AsJson,
) -> None:
    """Additionner une table par commune aux EPCI d’un millésime, fusions suivies ; l’inconnu n’est jamais un zéro."""
    require_frame_format(target)
    is_file = Path(file).is_file()
    data_frame = _of_file(Path(file), measure, key, vintage) if is_file else _of_source(file, measure, date, vintage)
    write_frame(target, data_frame, force=force)
    territories = data_frame["siren"].n_unique()
    done = {"file": str(target), "territories": territories, "rows": data_frame.height, "vintage": vintage}
    print_done(f"{data_frame.height} lignes pour {territories} EPCI de {vintage} : {target}", done, as_json=as_json)


def _of_file(file: Path, measures: Sequence[str], keys: Sequence[str], vintage: int) -> pl.DataFrame:
    if not measures:
        raise ImportFileError(file.name, [Fault(expected="au moins une colonne à additionner (--measure)")])
    return sum_frame(_read(file, measures, keys), measures, keys, vintage)


def _of_source(source: str, measures: Sequence[str], date: str, vintage: int) -> pl.DataFrame:
    """Rows of a source of the lake; its communes that are in no EPCI of the vintage are left aside, and said."""
    sums = sum_source(source, date=date, measures=measures, vintage=vintage)
    _console.print(sums.credit.fr, markup=False)
    if sums.outside:
        count = counted(len(sums.outside), "commune", "communes")
        _console.print(f"{count} hors de tout EPCI de {vintage}, de côté")
    return sums.rows


def _read(file: Path, measures: Sequence[str], keys: Sequence[str]) -> pl.DataFrame:
    """The columns asked for; codes are texts, and numbers are numbers.

    Raises:
        ImportFileError: no table, a column that is not there or holds no numbers, a row given twice.
    """
    wanted = [_PLACE, *keys, *measures]
    try:
        if file.suffix == ".parquet":
            table = pl.read_parquet(file)
        else:
            table = pl.read_csv(file, schema_overrides={_PLACE: pl.String}, infer_schema_length=None)
    except (OSError, pl.exceptions.PolarsError) as error:
        fault = Fault(value=str(error).splitlines()[0][:80], expected="une table CSV (virgules) ou Parquet")
        raise ImportFileError(file.name, [fault]) from None
    absent = [name for name in wanted if name not in table.columns]
    if absent:
        faults = [Fault(column=name, expected=f"une colonne «\u202f{name}\u202f»") for name in absent]
        raise ImportFileError(file.name, faults)
    table = table.select(wanted)
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
