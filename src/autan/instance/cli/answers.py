"""`autan answers`: the answers of a campaign written to a file, or read from one."""

from collections.abc import Mapping
from pathlib import Path

import typer

from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.errors import RuleError
from autan.ground.tables.importers.tables import read_file
from autan.instance.cli.errors import fault_as_object, show_faults
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.imports import DryRun, Yes, take_in
from autan.instance.cli.listing import AsJson, Force, print_done
from autan.instance.cli.whole_files import write_whole
from autan.survey.campaigns.core.exchange import OnConflict
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.formats.actions import answers_import
from autan.survey.formats.core.answer_files.cells import SEPARATORS
from autan.survey.formats.core.answer_files.formats import Headings
from autan.survey.formats.exporters.answers.files import write_answers
from autan.survey.formats.importers.answers.readers import read_mapping, read_participants
from autan.survey.formats.queries import gather_export
from autan.survey.xlsforms.exporters.kobo_answers import write_kobo

app = typer.Typer(help="Les réponses d’une campagne : les écrire dans un fichier, en lire.", no_args_is_help=True)
_MARKS = ("", ",", ".")
_SEPARATOR_NAMES = {"tab": "\t"} | {sign: sign for sign in SEPARATORS}


@app.command(name="export")
def export_file(
    campaign: str = typer.Argument(help="Campagne (slug)."),
    file: Path = typer.Argument(help="Fichier à écrire : .csv, .xlsx, .ods, .parquet, .sav ou .json."),
    headings: Headings = typer.Option(Headings.CODES, help="En-têtes et réponses en codes, ou en toutes lettres."),
    is_long: bool = typer.Option(False, "--long", help="Une ligne par cellule, avec auteur, jour et source."),
    separator: str = typer.Option(",", help="Séparateur du CSV : « , », « ; » ou tab."),
    is_kobo: bool = typer.Option(False, "--kobo", help="Comme un export de KoBo (.xlsx)."),
    force: bool = Force,
    as_json: bool = AsJson,
) -> None:
    """Écrire les réponses d’une campagne, après avoir dit ce que le format ne contient pas."""
    if separator not in _SEPARATOR_NAMES:
        message = "« {separator} » n’est pas un séparateur ; prenez « , », « ; » ou tab"
        raise RuleError(message, separator=separator)
    export = gather_export(view_campaign(campaign), reader=OPERATOR, has_authors=True)
    if is_kobo and file.suffix.lower() != ".xlsx":
        message = "un export de KoBo est un classeur .xlsx"
        raise RuleError(message)
    data, losses = (
        write_kobo(export)
        if is_kobo
        else write_answers(export, str(file), headings=headings, is_long=is_long, separator=_SEPARATOR_NAMES[separator])
    )
    if losses and not as_json:
        show_faults(losses, title=_("Ce que le fichier ne contient pas"))
    write_whole(file, data, force=force)
    sheet = export.sheet
    counts = {"territories": len(sheet.rows), "answers": sheet.answer_count, "is_invented": sheet.is_invented}
    result = {"file": str(file), **counts, "losses": [fault_as_object(loss) for loss in losses]}
    words = _("{answers} réponses de {territories} collectivités, écrites dans {file}")
    if sheet.is_invented:
        words = _("{answers} réponses de {territories} collectivités (réseau inventé), écrites dans {file}")
    print_done("\n" + words.format(**result), result, as_json=as_json)


@app.command(name="import")
def import_file(
    campaign: str = typer.Argument(help="Campagne (slug)."),
    file: Path = typer.Argument(help="Réponses à lire : .csv, .xlsx, .ods, .json, ou LimeSurvey (.lsa, .lsr, .csv)."),
    structure: Path = typer.Option(None, help="Structure LimeSurvey (.lss ou .lsa), pour les colonnes numérotées."),
    participants: Path = typer.Option(None, help="Participants de LimeSurvey (.csv), reconnus par leur code."),
    match: str = typer.Option(
        "", help="Ce qui dit la collectivité : siren, name, token, un en-tête, ou en-tête=correspondances.csv."
    ),
    decimal_mark: str = typer.Option("", help="Signe des décimales (« , » ou « . ») où 12.500 se lit de deux façons."),
    on_conflict: OnConflict = typer.Option(OnConflict.KEEP, help="Si une autre réponse est déjà enregistrée."),
    skip_faults: bool = typer.Option(False, "--skip-faults", help="Laisser les réponses fautives et lire les autres."),
    yes: bool = Yes,
    dry_run: bool = DryRun,
    as_json: bool = AsJson,
) -> None:
    """Lire les réponses d’un fichier, les rapporter à leurs collectivités, et les enregistrer une fois montrées."""
    if decimal_mark not in _MARKS:
        message = "« {mark} » n’est pas un signe de décimales ; prenez « , » ou « . »"
        raise RuleError(message, mark=decimal_mark)
    column, mapping = _matching(match)
    known = read_participants(read_file(participants), participants.name) if participants else {}
    options = {
        "match": column,
        "mapping": mapping,
        "participants": known,
        "decimal_mark": decimal_mark,
        "on_conflict": on_conflict,
        "skip_faults": skip_faults,
    }
    importing = answers_import(view_campaign(campaign))
    take_in(importing, file, options=options, companion=structure, yes=yes, dry_run=dry_run, as_json=as_json)


def _matching(match: str) -> tuple[str, Mapping[str, str]]:
    """The column that tells the territory, and the SIREN of each of its values when a file gives them."""
    column, _, path = match.rpartition("=")
    if not column or not path.lower().endswith((".csv", ".xlsx", ".ods")):
        return match, {}
    return column, read_mapping(read_file(Path(path)), Path(path).name)
