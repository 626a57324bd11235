"""`autan data cube`: a big table by commune or by building, added to territories."""

import io
from pathlib import Path

import typer

from autan.cli.figure_listing import print_json
from autan.cli.listing import make_console
from autan.cli.whole_files import write_whole
from autan.errors import Fault, ImportFileError
from autan.evidence.core.notation import format_number
from autan.measures.core.measures import PERIMETER_VINTAGE
from autan.measures.queries.cubes import Cube, add_up

_console = make_console()
_FORMATS = (".parquet", ".csv")


def cube(
    file: Path = typer.Argument(help="Table Parquet : insee_code, sector, carrier, year, consumption_kwh."),
    target: Path = typer.Argument(help="Fichier à écrire (.parquet ou .csv)."),
    force: bool = typer.Option(False, "--force", help="Remplacer le fichier s’il existe."),
    as_json: bool = typer.Option(False, "--json", help="Ce qui a été écrit, en JSON."),
) -> None:
    """Additionner une grande table aux EPCI, pour chaque combinaison de secteur, d’énergie et d’année."""
    if target.suffix not in _FORMATS:
        raise ImportFileError(str(target), [Fault(value=target.suffix, expected=f"un fichier {' ou '.join(_FORMATS)}")])
    with _console.status("Lecture et additions…"):
        found = add_up(file)
    write_whole(target, _as_bytes(found, target), force=force)
    if as_json:
        territories = found.frame["siren"].n_unique()
        print_json({"file": str(target), "territories": territories, "sums": found.frame.height,
                    "outside_rows": found.outside_rows, "vintage": PERIMETER_VINTAGE})  # fmt: skip
        return
    _console.print(
        f"{_count(found.frame.height)} sommes pour {_count(found.frame['siren'].n_unique())} EPCI : {target}"
    )
    if found.outside_rows:
        _console.print(
            f"{_count(found.outside_rows)} lignes d’une commune hors de tout EPCI n’entrent dans aucune somme."
        )


def _count(number: int) -> str:
    return format_number(number, decimals=0, language="fr")


def _as_bytes(cube: Cube, target: Path) -> bytes:
    buffer = io.BytesIO()
    if target.suffix == ".csv":
        cube.frame.write_csv(buffer)
    else:
        cube.frame.write_parquet(buffer)
    return buffer.getvalue()
