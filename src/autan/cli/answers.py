"""`autan answers`: the answers of a campaign written to a file, or read from one."""

from pathlib import Path

import typer
from rich.console import Console

from autan.cli.figure_listing import print_json
from autan.cli.whole_files import fault_as_object, show_faults, write_whole
from autan.errors import RuleError
from autan.surveys.core.answer_tables import Headings
from autan.surveys.exchange_queries import gather_export
from autan.surveys.exporters.answers_csv import SEPARATORS
from autan.surveys.exporters.answers_files import write_answers
from autan.surveys.queries import view_campaign

app = typer.Typer(help="Les réponses d’une campagne : les écrire dans un fichier, en lire.", no_args_is_help=True)
_console = Console(highlight=False)
_SEPARATOR_NAMES = {"comma": ",", "semicolon": ";", "tab": "\t"} | {sign: sign for sign in SEPARATORS}


@app.callback()
def answers() -> None:
    """Les réponses d’une campagne : les écrire dans un fichier, en lire."""


@app.command(name="export")
def export_answers(
    campaign: str = typer.Argument(help="Campagne (slug)."),
    file: Path = typer.Argument(help="Fichier à écrire : .csv, .xlsx, .ods, .parquet, .sav ou .json."),
    headings: Headings = typer.Option(Headings.CODES, help="En-têtes et réponses en codes, ou en toutes lettres."),
    is_long: bool = typer.Option(False, "--long", help="Une ligne par cellule, avec auteur, jour et source."),
    separator: str = typer.Option(",", help="Séparateur du CSV : « , », « ; » ou tab."),
    force: bool = typer.Option(False, "--force", help="Remplacer le fichier s’il existe."),
    as_json: bool = typer.Option(False, "--json", help="Ce qui a été écrit et ce qui manque, en JSON."),
) -> None:
    """Écrire les réponses d’une campagne, après avoir dit ce que le format ne contient pas."""
    if separator not in _SEPARATOR_NAMES:
        message = f"« {separator} » n’est pas un séparateur ; prenez « , », « ; » ou tab"
        raise RuleError(message)
    export = gather_export(view_campaign(campaign), has_authors=True)
    data, losses = write_answers(
        export, str(file), headings=headings, is_long=is_long, separator=_SEPARATOR_NAMES[separator]
    )
    if losses and not as_json:
        show_faults(losses, title="Ce que le fichier ne contient pas")
    write_whole(file, data, force=force)
    sheet = export.sheet
    if as_json:
        counts = {"territories": len(sheet.rows), "answers": sheet.answer_count, "is_invented": sheet.is_invented}
        print_json({"file": str(file), **counts, "losses": [fault_as_object(loss) for loss in losses]})
        return
    mark = " (réseau inventé)" if sheet.is_invented else ""
    _console.print(f"\n{sheet.answer_count} réponses de {len(sheet.rows)} collectivités{mark}, écrites dans {file}")
