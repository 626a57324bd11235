"""`autan scenario`: scenarios of files, computed, compared, explained; those that are kept stand beside."""

from pathlib import Path
from typing import Any

import typer
from django.utils import timezone

from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.explanation import Explanation, explain_lever, explain_total
from autan.foresight.engine.core.results import ScenarioResult, read_total
from autan.foresight.engine.core.scenarios import BUDGETS, InvalidScenarioError, Scenario, ScenarioDocument, years_from
from autan.foresight.engine.core.uncertainty import (
    Sensitivity,
    decisive_between,
    decisive_for_target,
    outcome_ranges,
    tornado,
)
from autan.foresight.engine.exporters import number, scenario_object, write_scenario_json, write_scenario_workbook
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.scenarios import locate_faults, read_scenario
from autan.foresight.scenarios.presenters.deck import deck_content
from autan.foresight.scenarios.queries.kept_scenarios import open_scenario
from autan.foresight.scenarios.queries.places import find_place
from autan.foresight.scenarios.queries.workshops import deck_of
from autan.foresight.scenarios.renderers.deck_pdf import write_deck
from autan.ground.errors import RuleError
from autan.ground.tables.importers.tables import read_file
from autan.ground.texts.core.notation import format_exactly
from autan.instance.cli import scenario_kept as kept
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, Force, attributes_of, print_done, print_json, show_rows
from autan.instance.cli.whole_files import require_document_format, write_whole
from autan.instance.home import require_current_database

app = typer.Typer(
    help="Les scénarios : en calculer un, en comparer, expliquer un nombre, en garder.", no_args_is_help=True
)
_FILE = typer.Argument(help="Fichier du scénario, en YAML ou en JSON.")
_WRITERS = {".json": write_scenario_json, ".xlsx": write_scenario_workbook}
_SHOWN = 12
"""Assumptions that a terminal shows: those that matter most."""


app.command("list")(kept.list_kept)
app.command()(kept.keep)
app.command()(kept.show)
app.command()(kept.publish)
app.command()(kept.delete)
app.command()(kept.plans)
app.command("action")(kept.print_action)


@app.command("run")
def run_scenario(
    file: Path = _FILE,
    draws: int = typer.Option(0, "--draws", min=0, max=10_000, help="Tirages des fourchettes ; 0 : aucune."),
    out: Path | None = typer.Option(None, "--out", help="Écrire aussi le tout dans ce fichier, .xlsx ou .json."),
    force: bool = Force,
    as_json: bool = AsJson,
) -> None:
    """Calculer un scénario : le tendanciel, la trajectoire, ce que chaque levier apporte."""
    document, scenario = _open(file)
    result = _compute(file, scenario)
    ranges = _ranges(document, scenario, draws) if draws else {}
    if out is not None:
        if out.suffix not in _WRITERS:
            raise RuleError("le fichier à écrire finit par .xlsx ou .json")
        write_whole(out, _WRITERS[out.suffix](document, result), force=force)
    if as_json:
        print_json({**scenario_object(document, result), **({"ranges": ranges} if draws else {})})
        return
    rows = [
        (str(year), *(_value_text(_total_at(result, measure, year), measure) for measure in ScenarioMeasure))
        for year in _years(scenario)
    ]
    headings = ("Année", *(measure.label.fr for measure in ScenarioMeasure))
    show_rows(headings, rows, numbers=range(1, len(headings)), title=document.title)


@app.command()
def compare(one: Path = _FILE, other: Path = _FILE, as_json: bool = AsJson) -> None:
    """Comparer deux scénarios à leur horizon commun, et dire quelle hypothèse changerait le choix."""
    scenarios = [_open(file)[1] for file in (one, other)]
    results = [_compute(file, scenario) for file, scenario in zip((one, other), scenarios, strict=True)]
    year = min(scenario.horizon for scenario in scenarios)
    values = {measure: [_total_at(result, measure, year) for result in results] for measure in ScenarioMeasure}
    decisive = decisive_between(*scenarios, measure=ScenarioMeasure.NET_EMISSIONS, year=year)
    if as_json:
        print_json(
            {
                "year": year,
                "titles": [scenario.title for scenario in scenarios],
                "values": {measure.value: [number(value) for value in row] for measure, row in values.items()},
                "decisive": [_sensitivity(scenarios[0], row) for row in decisive],
            }
        )
        return
    rows = [(measure.label.fr, *(_value_text(value, measure) for value in row)) for measure, row in values.items()]
    rows += [(f"déciderait : {_label(scenarios[0], row.code)}", "", "") for row in decisive[:_SHOWN]]
    show_rows((_("En {year}").format(year=year), *(scenario.title for scenario in scenarios)), rows, numbers=(1, 2))


@app.command()
def explain(
    file: Path = _FILE,
    what: str = typer.Argument(help="Une grandeur (emissions_tco2e) ou le nom d’un levier."),
    year: int = typer.Option(0, "--year", help="Année ; l’horizon sans elle."),
    territory: str = typer.Option("", "--territory", help="SIREN ; la somme de tous sans lui."),
    target: float | None = typer.Option(
        None, "--target", help="Cible : les hypothèses qui diraient si elle est tenue."
    ),
    as_json: bool = AsJson,
) -> None:
    """Expliquer un nombre : sa formule, ce qui y entre, ses hypothèses et leurs sources, les plus sensibles d’abord."""
    _, scenario = _open(file)
    # for its faults alone, each at its place in the file
    _compute(file, scenario)
    shown_year = year or scenario.horizon
    measures = {item.value: item for item in ScenarioMeasure}
    measure = measures.get(what, ScenarioMeasure.EMISSIONS)
    if what in measures:
        explanation = explain_total(scenario, measure=measure, year=shown_year, territory=territory)
    else:
        explanation = explain_lever(scenario, key=what, year=shown_year, measure=measure)
    sensitive = tornado(scenario, measure=measure, year=shown_year, territory=territory)
    decisive = decisive_for_target(sensitive, target) if target is not None else ()
    if as_json:
        lists = {"sensitivity": sensitive, "decisive": decisive}
        print_json(
            _explanation_as_json(explanation)
            | {name: [_sensitivity(scenario, row) for row in rows] for name, rows in lists.items()}
        )
        return
    typer.echo(f"{explanation.label.fr} : {_plain(explanation.value)} {explanation.unit.fr}\n{explanation.formula.fr}")
    rows = [(part.label.fr, _plain(part.value), part.unit.fr) for part in explanation.parts]
    known = {assumption.code: assumption for assumption in explanation.assumptions}
    rows += [
        (
            known[row.code].label.fr,
            _plain(known[row.code].central),
            f"{known[row.code].unit} · {known[row.code].source.fr}",
        )
        for row in sensitive[:_SHOWN]
        if row.code in known and row.swing > 0
    ]
    rows += [(f"déciderait : {_label(scenario, row.code)}", "", "") for row in decisive]
    show_rows(("Ce qui entre", "Valeur", "Unité"), rows, numbers=(1,))


@app.command()
def deck(
    place: str = typer.Argument(help="SIREN d’un territoire, ou nom court d’un réseau."),
    out: Path = typer.Option(Path("cartes.pdf"), "--out", help="Fichier PDF à écrire."),
    force: bool = Force,
    as_json: bool = AsJson,
) -> None:
    """Écrire le jeu de cartes d’un lieu, chacune un même bloc d’énergie, prêt à imprimer et à découper."""
    require_current_database()
    foresight_place = find_place(place)
    require_document_format(out, ".pdf")
    made = deck_of(foresight_place)
    write_whole(out, write_deck(deck_content(made, foresight_place), day=timezone.localdate()), force=force)
    cards = [{"lever": card.kind.code, **attributes_of(card, "quantity blocks copies")} for card in made.cards]
    result = {"file": str(out), "block_mwh": made.block_mwh, "cards": cards}
    words = _("{count} cartes écrites dans {file}.").format(count=sum(card.copies for card in made.cards), file=out)
    print_done(words, result, as_json=as_json)


def _open(file: Path) -> tuple[ScenarioDocument, Scenario]:
    document = read_scenario(_text(file), file.name, shipped_assumptions())
    if document.state is None:  # a scenario with quantities of its own needs no home
        require_current_database()
    return document, open_scenario(document)


def _text(file: Path) -> str:
    return read_file(file).decode("utf-8", errors="replace")


def _compute(file: Path, scenario: Scenario) -> ScenarioResult:
    """Compute a scenario. Raises ImportFileError: it cannot be computed; each fault is at its line."""
    try:
        return run(scenario)
    except InvalidScenarioError as error:
        raise locate_faults(_text(file), file.name, error.faults) from None


def _years(scenario: Scenario) -> list[int]:
    """Base year, horizons of foresight up to that of the scenario, and this one."""
    first, last = scenario.state.base_year, scenario.horizon
    return sorted({first, *years_from(first, last), *(year for year in BUDGETS if first < year < last)})


def _total_at(result: ScenarioResult, measure: ScenarioMeasure, year: int) -> float:
    return float(read_total(result.chosen, measure, result.scenario.state)[year - result.scenario.state.base_year])


def _value_text(value: float, measure: ScenarioMeasure) -> str:
    return f"{_plain(value)} {measure.unit}" if number(value) is not None else "non renseigné"


def _plain(value: float) -> str:
    if number(value) is None:
        return "non renseigné"
    return format_exactly(round(value, 0 if abs(value) >= 1000 else 4), language="fr")


def _label(scenario: Scenario, code: str) -> str:
    return scenario.assumptions.find(code).label.fr


def _ranges(document: ScenarioDocument, scenario: Scenario, draws: int) -> dict[str, Any]:
    ranges = outcome_ranges(scenario, seed=document.seed, years=_years(scenario), draws=draws)
    return {
        measure.value: {
            "years": outcome.years.tolist(),
            "p10": outcome.low.tolist(),
            "p50": outcome.middle.tolist(),
            "p90": outcome.high.tolist(),
        }
        for measure, outcome in ranges.items()
    }


def _sensitivity(scenario: Scenario, row: Sensitivity) -> dict[str, Any]:
    values = {name: number(getattr(row, name)) for name in ("low", "central", "high")}
    return {"code": row.code, "label": _label(scenario, row.code), **values}


def _explanation_as_json(explanation: Explanation) -> dict[str, Any]:
    return {
        "label": explanation.label.fr,
        "value": number(explanation.value),
        "unit": explanation.unit.fr,
        "formula": explanation.formula.fr,
        "caution": explanation.caution.fr,
        "parts": [
            {"label": part.label.fr, "value": number(part.value), "unit": part.unit.fr} for part in explanation.parts
        ],
        "assumptions": [
            attributes_of(assumption, "code unit to_confirm reason")
            | {"label": assumption.label.fr, "value": assumption.central, "source": assumption.source.fr}
            for assumption in explanation.assumptions
        ],
    }
