"""`autan data cube`: a big table by commune or by building, added to territories."""

from pathlib import Path

import typer

from autan.ground.texts.core.notation import format_number
from autan.instance.cli.listing import AsJson, Force, make_console, print_json
from autan.instance.cli.whole_files import require_frame_format, write_frame
from autan.opendata.measures.core.measures import PERIMETER_VINTAGE
from autan.opendata.measures.queries.cubes import add_up

_console = make_console()


def cube(
    file: Path = typer.Argument(help="Table Parquet : insee_code, sector, carrier, year, consumption_kwh."),
    target: Path = typer.Argument(help="Fichier à écrire (.parquet ou .csv)."),
    force: bool = Force,
    as_json: bool = AsJson,
) -> None:
    """Additionner une grande table aux EPCI, pour chaque combinaison de secteur, d’énergie et d’année."""
    require_frame_format(target)
    with _console.status("Lecture et additions…"):
        sums = add_up(file)
    write_frame(target, sums.frame, force=force)
    territories = sums.frame["siren"].n_unique()
    if as_json:
        counts = {"territories": territories, "sums": sums.frame.height, "outside_rows": sums.outside_rows}
        print_json({"file": str(target), **counts, "vintage": PERIMETER_VINTAGE})
        return
    _console.print(f"{_count(sums.frame.height)} sommes pour {_count(territories)} EPCI : {target}")
    if sums.outside_rows:
        outside = _count(sums.outside_rows)
        _console.print(f"{outside} lignes d’une commune hors de tout EPCI n’entrent dans aucune somme.")


def _count(number: int) -> str:
    return format_number(number, decimals=0, language="fr")
