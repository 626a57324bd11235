"""`autan answers`: the answers of a campaign written to a file, or read from one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from autan.cli.faults import fault_as_object, show_faults
from autan.cli.figure_listing import listing_table, print_json
from autan.cli.whole_files import write_whole
from autan.errors import Fault, ImportFileError, RuleError
from autan.formats.core.tables import Headings
from autan.formats.exporters.answers.csv_file import SEPARATORS
from autan.formats.exporters.answers.files import write_answers
from autan.formats.exporters.kobo.answers import write_kobo
from autan.formats.importers.answers.files import read_answers
from autan.formats.importers.answers.mapping import read_mapping
from autan.formats.importers.limesurvey.participants import read_participants, with_participants
from autan.formats.queries.exchange import gather_export, match_sheet
from autan.intake.importers.tables import read_file
from autan.surveys.actions.exchanging import import_answers
from autan.surveys.core.exchange.plans import ImportPlan, OnConflict, Planned
from autan.surveys.core.exchange.sheets import AnswerSheet
from autan.surveys.queries.campaigns import CampaignView, view_campaign
from autan.surveys.queries.importing import plan_answers

app = typer.Typer(help="Les réponses d’une campagne : les écrire dans un fichier, en lire.", no_args_is_help=True)
_console = Console(highlight=False)
_SEPARATOR_NAMES = {"tab": "\t"} | {sign: sign for sign in SEPARATORS}


@app.callback()
def answers() -> None:
    """Les réponses d’une campagne : les écrire dans un fichier, en lire."""


@app.command(name="export")
def export_file(
    campaign: str = typer.Argument(help="Campagne (slug)."),
    file: Path = typer.Argument(help="Fichier à écrire : .csv, .xlsx, .ods, .parquet, .sav ou .json."),
    headings: Headings = typer.Option(Headings.CODES, help="En-têtes et réponses en codes, ou en toutes lettres."),
    is_long: bool = typer.Option(False, "--long", help="Une ligne par cellule, avec auteur, jour et source."),
    separator: str = typer.Option(",", help="Séparateur du CSV : « , », « ; » ou tab."),
    is_kobo: bool = typer.Option(False, "--kobo", help="Comme un export de KoBo (.xlsx)."),
    force: bool = typer.Option(False, "--force", help="Remplacer le fichier s’il existe."),
    as_json: bool = typer.Option(False, "--json", help="Ce qui a été écrit et ce qui manque, en JSON."),
) -> None:
    """Écrire les réponses d’une campagne, après avoir dit ce que le format ne contient pas."""
    if separator not in _SEPARATOR_NAMES:
        message = f"« {separator} » n’est pas un séparateur ; prenez « , », « ; » ou tab"
        raise RuleError(message)
    export = gather_export(view_campaign(campaign), has_authors=True)
    if is_kobo and file.suffix.lower() != ".xlsx":
        message = "un export de KoBo est un classeur .xlsx"
        raise RuleError(message)
    data, losses = (
        write_kobo(export)
        if is_kobo
        else write_answers(export, str(file), headings=headings, is_long=is_long, separator=_SEPARATOR_NAMES[separator])
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


@app.command(name="import")
def import_file(
    campaign: str = typer.Argument(help="Campagne (slug)."),
    file: Path = typer.Argument(help="Réponses à lire : .csv, .xlsx, .ods, .json, ou LimeSurvey (.lsa, .lsr, .csv)."),
    structure: Path = typer.Option(None, help="Structure LimeSurvey (.lss ou .lsa), pour les colonnes numérotées."),
    participants: Path = typer.Option(None, help="Participants de LimeSurvey (.csv), reconnus par leur code."),
    match: str = typer.Option(
        "", help="Ce qui dit la collectivité : siren, name, token, un en-tête, ou en-tête=correspondances.csv."
    ),
    on_conflict: OnConflict = typer.Option(OnConflict.KEEP, help="Si une autre réponse est déjà enregistrée."),
    skip_faults: bool = typer.Option(False, "--skip-faults", help="Laisser les réponses fautives et lire les autres."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Dire ce qui serait écrit, sans rien écrire."),
    as_json: bool = typer.Option(False, "--json", help="Ce qui a été fait, en JSON."),
) -> None:
    """Lire les réponses d’un fichier, les rapporter à leurs collectivités, et les enregistrer."""
    view = view_campaign(campaign)
    given = (read_file(structure), structure.name) if structure else None
    sheet = read_answers(read_file(file), file.name, view.questionnaire, structure=given)
    if participants:
        sheet = with_participants(sheet, read_participants(read_file(participants), participants.name))
    column, mapping = _matching(match)
    matching = match_sheet(view, sheet, column=column, mapping=mapping)
    faults = (*sheet.faults, *matching.faults)
    if faults and not skip_faults and not dry_run:
        raise ImportFileError(str(file), faults)
    if dry_run:
        plan = plan_answers(view, matching.rows, on_conflict=on_conflict)
    else:
        plan = import_answers(
            by=None, view=view, rows=matching.rows, file=file.name, on_conflict=on_conflict, skip_faults=skip_faults
        )
    faults = (*faults, *plan.faults)
    if as_json:
        print_json(_as_object(file, sheet, plan, faults, is_dry=dry_run))
    else:
        _show(view, sheet, plan, faults, is_dry=dry_run)
    if faults and dry_run and not skip_faults:
        raise typer.Exit(ImportFileError.exit_code)


def _matching(match: str) -> tuple[str, Mapping[str, str]]:
    """The column that tells the territory, and the SIREN of each of its values when a file gives them."""
    column, _, path = match.rpartition("=")
    if not column or not path.lower().endswith((".csv", ".xlsx", ".ods")):
        return match, {}
    return column, read_mapping(read_file(Path(path)), Path(path).name)


def _as_object(
    file: Path, sheet: AnswerSheet, plan: ImportPlan, faults: tuple[Fault, ...], *, is_dry: bool
) -> dict[str, Any]:
    return {
        "file": str(file),
        "is_written": not is_dry,
        "respondents": len(sheet.rows),
        **{act.value: plan.count(act) for act in Planned},
        "answers": [
            {
                "siren": found.siren,
                "question": found.answer.question,
                "act": found.act.value,
                "state": found.answer.state.value,
                "value": found.answer.value,
                "standing": found.standing.value if found.standing else None,
                "line": found.line,
            }
            for found in plan.answers
            if found.act is not Planned.SAME
        ],
        "faults": [fault_as_object(fault) for fault in faults],
        "warnings": [fault_as_object(warning) for warning in sheet.warnings],
    }


def _show(view: CampaignView, sheet: AnswerSheet, plan: ImportPlan, faults: tuple[Fault, ...], *, is_dry: bool) -> None:
    if sheet.warnings:
        show_faults(sheet.warnings, title="Avertissements")
    if faults:
        show_faults(faults, title="Réponses fautives, non lues")
    counted: dict[str, dict[Planned, int]] = {}
    for found in plan.answers:
        own = counted.setdefault(found.siren, dict.fromkeys(Planned, 0))
        own[found.act] += 1
    names = {member.siren: member.name for member in view.respondents}
    rows = [(names.get(siren, siren), *map(str, own.values())) for siren, own in counted.items()]
    headings = ("Collectivité", *(act.label.fr.capitalize() for act in Planned))
    _console.print()
    _console.print(listing_table(headings, rows, numbers=range(1, len(headings))))
    done = "seraient écrites (rien ne l’a été)" if is_dry else "écrites"
    _console.print(f"\n{len(plan.to_write)} réponses {done}, {len(faults)} fautes.")
    if plan.count(Planned.KEPT):
        _console.print("Des réponses enregistrées diffèrent ; --on-conflict replace les remplace.")
