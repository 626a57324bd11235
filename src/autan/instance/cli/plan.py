"""`autan plan`: the plans of a network, one plan whole, and plans in and out of files."""

from pathlib import Path
from typing import Any

import typer
from django.utils import timezone

from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.tables.importers.delimited import decode_text
from autan.ground.tables.importers.tables import read_file
from autan.instance.cli.errors import fault_as_object, show_faults
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, Force, attributes_of, print_done, print_json, show_rows
from autan.instance.cli.whole_files import write_whole
from autan.plans.plans.actions.imports import import_plans
from autan.plans.plans.exporters import plan_as_object, write_json, write_yaml
from autan.plans.plans.importers.definitions import plan_sections
from autan.plans.plans.presenters.calendar import deadline_views
from autan.plans.plans.presenters.plan_page import problem_views
from autan.plans.plans.presenters.words import stage_words
from autan.plans.plans.queries.deadlines import plan_deadlines
from autan.plans.plans.queries.plans import PlanContent, all_plans, find_plan, plans_in

app = typer.Typer(
    help="Les plans climat : le registre d’un réseau, un plan entier, des plans en fichier.", no_args_is_help=True
)
_NETWORK = typer.Option("", "--network", help="Nom court d’un réseau ; sans lui, tous les plans.")


@app.command("list")
def list_plans(network: str = _NETWORK, as_json: bool = AsJson) -> None:
    """Lister les plans : ce qu’ils sont, où ils en sont, ce qui en est renseigné."""
    plans = plans_in(network) if network else all_plans()
    objects = [
        {
            **attributes_of(plan.heading, "slug title kind"),
            "subjects": list(plan.heading.sirens),
            "network": plan.heading.network,
            "stage": plan.digest.stage.kind.value if plan.digest.stage else None,
            "status": plan.digest.stage.status.value if plan.digest.stage else None,
            "completeness_pct": plan.digest.completeness_pct,
            "problems": plan.digest.problem_count,
            **attributes_of(plan.heading, "is_published is_invented"),
        }
        for plan in plans
    ]
    rows = [
        (
            plan.heading.slug,
            plan.heading.kind.short,
            plan.heading.title,
            stage_words(plan.digest.stage) or "non renseigné",
            f"{plan.digest.completeness_pct} %",
            "" if plan.heading.is_published else "brouillon",
        )
        for plan in plans
    ]
    headings = ("Identifiant", "Sorte", "Titre", "Étape", "Renseigné", "")
    show_rows(headings, rows, as_objects=objects, as_json=as_json, empty="Aucun plan.")


@app.command()
def show(slug: str = typer.Argument(help="Identifiant du plan."), as_json: bool = AsJson) -> None:
    """Montrer un plan entier, avec ce qui est à corriger et ce qui tombe à échéance."""
    content = find_plan(slug, reader=OPERATOR)
    deadlines = deadline_views(
        plan_deadlines([content.held.heading], today=timezone.localdate()), {slug: content.held.heading.title}
    )
    problems = problem_views(content)
    if as_json:
        due = [attributes_of(view, "label due status state") for view in deadlines]
        print_json({**_as_object(content), "problems": problems, "deadlines": due})
        return
    typer.echo(write_yaml([_as_object(content)]))
    for view in problems:
        typer.echo(f"À corriger, {view['place']} : {view['message']}")
    for deadline in deadlines:
        typer.echo(f"{deadline.due} : {deadline.label} ({deadline.state})")


@app.command("import")
def import_file(
    file: Path = typer.Argument(help="Fichier YAML de plans."),
    check: bool = typer.Option(False, "--check", help="Vérifier le fichier sans rien écrire."),
    as_json: bool = AsJson,
) -> None:
    """Reprendre les plans d’un fichier : tous, ou aucun, avec chaque défaut à sa ligne."""
    text = decode_text(read_file(file), file.name)
    applied = import_plans(by=None, text=text, file=file.name, is_trial=check)
    words = (_("{plans} plans lus") if applied.plans > 1 else _("{plans} plan lu")).format(plans=applied.plans)
    would = _("{changed} plans ou lignes qui changeraient (rien n’est écrit).")
    changed = would if check else _("{changed} plans ou lignes changés.")
    words = f"{words}, {changed.format(changed=applied.changed)}"
    if applied.warnings and not as_json:
        show_faults(applied.warnings, title=_("À corriger : gardé tel quel, compté nulle part"))
    warnings = [fault_as_object(fault) for fault in applied.warnings]
    print_done(words, {"plans": applied.plans, "changed": applied.changed, "warnings": warnings}, as_json=as_json)


@app.command()
def export(
    slugs: list[str] = typer.Argument(None, help="Identifiants des plans ; sans eux, tous."),
    network: str = _NETWORK,
    out: Path | None = typer.Option(None, "--out", help="Fichier à écrire ; sans lui, la sortie standard."),
    force: bool = Force,
    as_json: bool = AsJson,
) -> None:
    """Écrire des plans en YAML, que `autan plan import` relit, sans le nom des personnes."""
    plan_slugs = slugs or [plan.heading.slug for plan in (plans_in(network) if network else all_plans())]
    objects = [_as_object(find_plan(slug, reader=OPERATOR)) for slug in plan_slugs]
    text = write_json(objects) if as_json else write_yaml(objects)
    if out is None:
        typer.echo(text, nl=False)
        return
    write_whole(out, text.encode(), force=force)
    typer.echo(_("{count} plans écrits dans {file}.").format(count=len(objects), file=out))


def _as_object(content: PlanContent) -> dict[str, Any]:
    return plan_as_object(content.held, content.lines, plan_sections(), content.complete_sections)
