"""`autan scenario` on what is kept: list, save, show, publish, delete, and what the plans add up to."""

from pathlib import Path

import typer
from django.utils import timezone

from autan.evidence.figures.presenters.figures import present_figure
from autan.evidence.figures.queries.registry import OPERATOR
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from autan.foresight.engine.importers.scenarios import read_scenario
from autan.foresight.scenarios.actions.action_levers import ActionLeverInput, set_action_levers
from autan.foresight.scenarios.actions.scenarios import keep_scenario, revise_scenario
from autan.foresight.scenarios.actions.workflow import SCENARIO
from autan.foresight.scenarios.models import KeptScenario
from autan.foresight.scenarios.queries.kept_scenarios import (
    changes_since,
    document_of,
    find_kept,
    kept_of,
    open_scenario,
)
from autan.foresight.scenarios.queries.places import body_of, find_place
from autan.foresight.scenarios.queries.plan_scenarios import plans_scenario
from autan.foresight.scenarios.queries.scenario_figures import measure_figures
from autan.ground.errors import Fault, ImportFileError, RuleError
from autan.ground.tables.importers.tables import read_file
from autan.ground.texts.core.notation import format_exactly
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, attributes_of, print_done, print_json, show_record, show_rows
from autan.instance.home import require_current_database
from autan.people.workflows.actions import take
from autan.plans.projects.queries.sheets import find_sheet

_SLUG = typer.Argument(help="Nom court du scénario.")
_PLACE = typer.Argument(help="SIREN d’un territoire, ou nom court d’un réseau.")


def list_kept(place: str = _PLACE, as_json: bool = AsJson) -> None:
    """Lister les scénarios gardés d’un territoire ou d’un réseau."""
    require_current_database()
    scenarios = kept_of(place, reader=OPERATOR)
    if not scenarios:
        find_place(place)  # one that does not exist is refused, not said to be empty
    rows = [
        (scenario.slug, scenario.title, scenario.authors, "publié" if scenario.is_published else "brouillon")
        for scenario in scenarios
    ]
    objects = [
        attributes_of(scenario, "slug title authors is_published")
        | {"horizon": scenario.document["horizon"], "key": scenario.key}
        for scenario in scenarios
    ]
    headings = ("Nom court", "Titre", "De", "État")
    show_rows(headings, rows, as_objects=objects, as_json=as_json, empty="Aucun scénario gardé.")


def keep(
    file: Path = typer.Argument(help="Fichier du scénario, avec son lieu (« place »)."),
    over: str = typer.Option("", "--over", help="Nom court d’un scénario gardé, à remplacer par celui-ci."),
    as_json: bool = AsJson,
) -> None:
    """Garder un scénario d’un fichier avec les nombres qu’il donne aujourd’hui."""
    require_current_database()
    text = read_file(file).decode("utf-8", errors="replace")
    document = read_scenario(text, file.name, shipped_assumptions())
    if over:
        current = find_kept(over, reader=OPERATOR)
        scenario = revise_scenario(by=None, scenario=current, document=document, revision=current.revision)
    else:
        if not document.place:
            expected = "le lieu du scénario : un SIREN, ou le nom court d’un réseau"
            raise ImportFileError(file.name, [Fault(column="place", expected=expected)])
        scenario = keep_scenario(by=None, place=body_of(find_place(document.place)), document=document)
    words = _("Scénario gardé : {slug}").format(slug=scenario.slug)
    print_done(words, {"slug": scenario.slug, "key": scenario.key}, as_json=as_json)


def show(slug: str = _SLUG, as_json: bool = AsJson) -> None:
    """Montrer un scénario gardé : ses nombres, ses versions, ce qui a changé depuis."""
    require_current_database()
    scenario = find_kept(slug, reader=OPERATOR)
    changed = changes_since(scenario.versions, open_scenario(document_of(scenario)))
    if as_json:
        print_json({**scenario.document, "results": scenario.results, "key": scenario.key, "changed": list(changed)})
        return
    figures = measure_figures(scenario, scenario.results["years"][-1])
    rows = {figure.label.fr: present_figure(figure, "fr", unit=figure.unit, decimals=0).quantity for figure in figures}
    rows[_("a changé depuis")] = ", ".join(changed) or _("rien")
    show_record(scenario.title, rows, as_object={}, as_json=False)


def publish(
    slug: str = _SLUG,
    draft: bool = typer.Option(False, "--draft", help="Le remettre en brouillon."),
    as_json: bool = AsJson,
) -> None:
    """Publier un scénario gardé, ou le remettre en brouillon."""
    require_current_database()
    name = "withdraw_scenario" if draft else "publish_scenario"
    scenario = take(SCENARIO, name, find_kept(slug, reader=OPERATOR), by=None, at=timezone.now()).row
    message = _("{title} : publié") if scenario.is_published else _("{title} : brouillon")
    words = message.format(title=scenario.title)
    print_done(words, {"slug": scenario.slug, "is_published": scenario.is_published}, as_json=as_json)


def delete(slug: str = _SLUG, as_json: bool = AsJson) -> None:
    """Supprimer un scénario gardé que nul texte ne cite."""
    require_current_database()
    take(SCENARIO, "delete_scenario", find_kept(slug, reader=OPERATOR), by=None, at=timezone.now())
    print_done(_("Scénario supprimé : {slug}").format(slug=slug), {"deleted": slug}, as_json=as_json)


def plans(
    place: str = _PLACE,
    horizon: int = typer.Option(2050, "--horizon", help="Dernière année."),
    target: str = typer.Option("", "--target", help="Nom court d’un scénario gardé, mis à côté."),
    as_json: bool = AsJson,
) -> None:
    """Dire ce que les fiches-actions additionnent, à côté d’un scénario, et ce que nulle action ne couvre."""
    require_current_database()
    beside: KeptScenario | None = find_kept(target, reader=OPERATOR) if target else None
    scenario = plans_scenario(find_place(place), horizon=horizon, reader=OPERATOR, target=beside)
    library = shipped_library()
    rows = [(library[lever.kind].label.fr, _plain(lever.quantity), lever.origin) for lever in scenario.document.levers]
    rows += [(f"non couvert : {library[row.kind].label.fr}", _plain(row.left), "") for row in scenario.coverage]
    rows += [(f"laissé de côté : {fault.problem}", "", fault.place.split(".")[1]) for fault in scenario.faults]
    objects = [
        attributes_of(lever, "kind quantity start end") | {"action": lever.origin} for lever in scenario.document.levers
    ]
    headings = ("Levier", "Quantité", "Fiche-action")
    empty = "Aucune fiche-action ne dit ce qu’elle fait en leviers."
    show_rows(headings, rows, as_objects=objects, as_json=as_json, empty=empty)


def print_action(
    slug: str = typer.Argument(help="Identifiant de la fiche-action."),
    levers: list[str] = typer.Argument(help="Ce qu’elle fait : levier:quantité:début:fin, autant qu’il faut."),
    as_json: bool = AsJson,
) -> None:
    """Dire ce qu’une fiche-action fait, en quantités de leviers."""
    require_current_database()
    sheet = find_sheet(slug, reader=OPERATOR).record
    action_levers = set_action_levers(by=None, sheet=sheet, lever_inputs=[_lever(text) for text in levers])
    result = {"action": sheet.slug, "levers": len(action_levers)}
    words = _("{title} : {count} leviers").format(title=sheet.title, count=len(action_levers))
    print_done(words, result, as_json=as_json)


def _lever(text: str) -> ActionLeverInput:
    """Read `deep_renovation:200:2024:2030`."""
    kind, *parts = text.split(":")
    try:
        quantity, start, end = parts
        return ActionLeverInput(kind=kind, quantity=float(quantity), start=int(start), end=int(end))
    except ValueError:
        problem = "« {text} » ne se lit pas ; attendu : levier:quantité:début:fin"
        raise RuleError(problem, text=text) from None


def _plain(value: float) -> str:
    return format_exactly(value, language="fr")
