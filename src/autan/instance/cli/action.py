"""`autan action`: the actions of a network, one sheet whole, those that resemble a title, files in and out."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import typer
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from autan.evidence.figures.queries.registry import OPERATOR
from autan.evidence.imports.core import DECISIONS, SKIPS
from autan.ground.errors import UnknownError
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.imports import DryRun, Remove, Yes, take_in
from autan.instance.cli.listing import AsJson, Force, print_done, print_json, require_choice, show_rows
from autan.instance.cli.whole_files import write_whole
from autan.plans.action_files.actions.intake import actions_import
from autan.plans.action_files.exporters import action_as_object, whole_table, write_json, write_template
from autan.plans.action_files.queries import exported
from autan.plans.action_search.actions import index_sentences
from autan.plans.action_search.core.sentences import sentence_text
from autan.plans.action_search.importers import has_sentence_model, sentence_model
from autan.plans.action_search.presenters import found_view
from autan.plans.action_search.queries.finding import similar_to
from autan.plans.plans.exporters import TableFormat, write_table
from autan.plans.plans.queries.plans import find_plan
from autan.plans.projects.core.choices import ActionStatus
from autan.plans.projects.core.filters import NO_STATUS, SheetFilter
from autan.plans.projects.core.themes import ActionTheme
from autan.plans.projects.presenters.sheet_page import status_words
from autan.plans.projects.queries.sheets import find_sheet, list_sheets, sheets_of_plan
from autan.territories.networks.queries.networks import get_network

app = typer.Typer(
    help="Les fiches-actions : celles d’un réseau, une entière, des actions semblables, des fichiers.",
    no_args_is_help=True,
)
_DECIDE = typer.Option(
    [], "--decide", help="Une décision sur le fichier, comme l’import la demande : CLÉ=RÉPONSE ; plusieurs fois."
)
_NETWORK = typer.Option("dialogue-toulouse", "--network", help="Nom court du réseau.")


@app.command("list")
def list_actions(
    network: str = _NETWORK,
    text: str = typer.Option("", "--text", help="Mots que la fiche contient."),
    siren: str = typer.Option("", "--territory", help="SIREN d’une collectivité."),
    status: str = typer.Option("", "--status", help="Code d’un statut, `unknown` pour aucun."),
    theme: str = typer.Option("", "--theme", help="Code d’un thème."),
    as_json: bool = AsJson,
) -> None:
    """Lister les actions d’un réseau, avec leur statut et ce qui en est renseigné."""
    get_network(network)
    require_choice(status, [*ActionStatus, NO_STATUS], option="--status")
    require_choice(theme, ActionTheme, option="--theme")
    sheet_filter = SheetFilter.read({"texte": text, "membre": siren, "statut": status, "theme": theme})
    sheets = list(list_sheets(network, sheet_filter, reader=OPERATOR, today=timezone.localdate()))
    rows = [
        (
            sheet.slug,
            ", ".join(place.short_name for place in sheet.carriers.all()),
            sheet.title,
            status_words(sheet.status),
            f"{sheet.completeness_pct} %",
        )
        for sheet in sheets
    ]
    objects = [action_as_object(action) for action in exported(sheets, reader=OPERATOR)] if as_json else []
    headings = ("Identifiant", "Collectivité", "Titre", "Statut", "Renseignée")
    show_rows(headings, rows, as_objects=objects, as_json=as_json, empty="Aucune action.")


@app.command()
def show(slug: str = typer.Argument(help="Identifiant de l’action."), as_json: bool = AsJson) -> None:
    """Montrer une fiche entière, avec ce qui est à corriger."""
    content = find_sheet(slug, reader=OPERATOR)
    (action,) = exported([content.record], reader=OPERATOR)
    action_object = action_as_object(action)
    problems = [{"field": problem.field, "message": problem.message.fr} for problem in content.reading.problems]
    if as_json:
        print_json({**action_object, "problems": problems})
        return
    typer.echo(
        f"{action_object['title']}\n{' › '.join(action.axis) or 'sans axe'} · {status_words(content.record.status)}"
    )
    for code, text in action_object["fields"].items():
        typer.echo(f"{code} : {text}")
    for problem in problems:
        typer.echo(f"à corriger, {problem['field']} : {problem['message']}")


@app.command()
def similar(
    title: str = typer.Argument(help="Titre d’une action, ou identifiant d’une fiche."),
    network: str = typer.Option("", "--network", help="Nom court d’un réseau dont les fiches sont comparées aussi."),
    most: int = typer.Option(10, "--most", min=1, max=50, help="Combien en montrer."),
    as_json: bool = AsJson,
) -> None:
    """Dire quelles actions déposées en France, et d’un réseau, ressemblent à un titre ou à une fiche."""
    if network:
        get_network(network)
    with suppress(UnknownError):
        title = find_sheet(title, reader=OPERATOR).record.title
    sentence = sentence_model().encode([sentence_text(title)])[0] if has_sentence_model() else None
    views = [found_view(action) for action in similar_to(title, most=most, network=network, sentence=sentence)]
    objects: list[dict[str, Any]] = [
        {
            "key": view.found.key,
            "title": view.found.title,
            "place": view.place,
            "themes": view.themes,
            "score": round(view.found.score, 3),
        }
        for view in views
    ]
    rows = [(view.found.key, view.place, view.found.title, f"{view.found.score:.2f}") for view in views]
    headings = ("Clé", "Où", "Titre", "Score")
    show_rows(headings, rows, as_objects=objects, as_json=as_json, empty="Aucune action ne ressemble assez à ce titre.")


@app.command()
def index(as_json: bool = AsJson) -> None:
    """Lire les titres des actions avec le modèle de phrases (extra `similarity`), pour les rapprocher mieux."""
    with Progress(console=Console(stderr=True), disable=as_json) as progress:
        task = progress.add_task("Titres lus", total=None)
        read = index_sentences(
            sentence_model(), tell=lambda done, total: progress.update(task, completed=done, total=total)
        )
    words = _("{count} titres lus.").format(count=read) if read else _("Tous les titres étaient lus.")
    print_done(words, {"read": read}, as_json=as_json)


@app.command("import")
def import_file(
    plan: str = typer.Argument(help="Identifiant du plan."),
    file: Path = typer.Argument(help="Modèle national, ou tout tableau d’actions."),
    skip_faults: bool = typer.Option(
        False, "--skip-faults", help="Prendre les lignes : ce qui est en doute est gardé tel quel, hors des comptes."
    ),
    decide: list[str] = _DECIDE,
    yes: bool = Yes,
    dry_run: bool = DryRun,
    remove: bool = Remove,
    as_json: bool = AsJson,
) -> None:
    """Reprendre les actions d’un fichier dans un plan, après avoir montré ce qui changerait."""
    record = find_plan(plan, reader=OPERATOR).record
    decisions = {key: text for key, _, text in (words.rpartition("=") for words in decide)}
    options = {SKIPS: skip_faults, DECISIONS: decisions}
    take_in(actions_import(record), file, options=options, yes=yes, dry_run=dry_run, remove=remove, as_json=as_json)


@app.command()
def export(
    out: Path = typer.Argument(help="Fichier à écrire ; son extension dit le format : xlsx, ods, csv ou json."),
    plan: str = typer.Option("", "--plan", help="Identifiant d’un plan ; sans lui, tout le réseau."),
    network: str = _NETWORK,
    template: bool = typer.Option(False, "--template", help="Le modèle national, rempli (xlsx ou ods, avec --plan)."),
    force: bool = Force,
    as_json: bool = AsJson,
) -> None:
    """Écrire les actions d’un plan ou d’un réseau dans un fichier, que `autan action import` relit."""
    extension = out.suffix.removeprefix(".").lower()
    if plan:
        sheets = sheets_of_plan(find_plan(plan, reader=OPERATOR).record, reader=OPERATOR)
    else:
        get_network(network)
        sheets = list(list_sheets(network, SheetFilter(), reader=OPERATOR, today=timezone.localdate()))
    actions = exported(sheets, reader=OPERATOR)
    if template and plan and extension in {"xlsx", "ods"}:
        data = write_template(actions, is_ods=extension == "ods")
    elif extension == "json":
        data = write_json(actions)
    elif extension in set(TableFormat) and not template:
        data = write_table(whole_table(actions), name="actions", file_format=TableFormat(extension))
    else:
        message = _("xlsx, ods, csv ou json ; le modèle national demande --plan, et xlsx ou ods")
        raise typer.BadParameter(message)
    write_whole(out, data, force=force)
    result = {"file": str(out), "actions": len(actions)}
    print_done(_("{actions} actions écrites dans {file}.").format(**result), result, as_json=as_json)
