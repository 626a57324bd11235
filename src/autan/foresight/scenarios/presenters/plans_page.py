"""What the plans add up to: the levers of action sheets, what they give, what no action covers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.core.levers import Lever
from autan.foresight.engine.core.results import ScenarioPath, ScenarioResult
from autan.foresight.engine.core.summaries import levels_at, summarise
from autan.foresight.engine.importers.levers import shipped_library
from autan.foresight.scenarios.models import ActionLever
from autan.foresight.scenarios.presenters.drawings import PathsDrawing, paths_drawing
from autan.foresight.scenarios.presenters.lever_form import with_names
from autan.foresight.scenarios.presenters.quantities import count_words, quantity_words
from autan.foresight.scenarios.presenters.scenario_page import changes, drawn_path, levels_by_year
from autan.foresight.scenarios.queries.places import ForesightPlace
from autan.foresight.scenarios.queries.plan_scenarios import PlansScenario
from autan.ground.texts.language import words
from autan.ground.texts.refusals import sentence_words
from autan.ground.wordings import Sentence, Text

FAMILIES: Mapping[str, Text] = {
    "sobriety": Sentence("sobriété"),
    "travel": Sentence("déplacements"),
    "renovation": Sentence("rénovation"),
    "heating": Sentence("chauffage"),
    "vehicles": Sentence("véhicules"),
    "freight": Sentence("marchandises"),
    "industry": Sentence("industrie"),
    "farming": Sentence("agriculture"),
    "renewables": Sentence("énergies renouvelables"),
    "sinks": Sentence("carbone stocké"),
}
"""Families of the library, as a page says them."""


def plans_page(
    plans_scenario: PlansScenario, result: ScenarioResult, place: ForesightPlace, *, aimed: ScenarioPath | None
) -> dict[str, Any]:
    """Lay out what the plans of a place add up to; `aimed` is the path of the target."""
    library = shipped_library()
    problems = {
        fault.place.split(".")[1]: with_names(sentence_words(fault.problem), place.names)
        for fault in plans_scenario.faults
    }
    return {
        "rows": tuple(
            {
                "slug": lever.origin,
                "action": plans_scenario.titles.get(lever.origin, lever.origin),
                "lever": words(library[lever.kind].label),
                "quantity": quantity_words(library[lever.kind], lever.quantity),
                "years": f"{lever.start}–{lever.end}",
                "problem": problems.get(lever.key, ""),
            }
            for lever in plans_scenario.asked
        ),
        "sentences": _sentences(result, is_exact=place.is_exact),
        "drawing": _drawing(result, aimed),
        "coverage": tuple(
            {
                "label": words(library[row.kind].label),
                "unit": "" if words(library[row.kind].unit).startswith("%") else words(library[row.kind].unit),
                "asked": count_words(library[row.kind], row.asked),
                "covered": count_words(library[row.kind], row.covered),
                "left": count_words(library[row.kind], row.left) if row.left else "",
                "is_covered": not row.left,
            }
            for row in plans_scenario.coverage
        ),
        "missing": ", ".join(words(FAMILIES[code]) for code in plans_scenario.missing_families),
        "choices": _choices(plans_scenario.document.levers, plans_scenario.document.horizon),
    }


def _sentences(result: ScenarioResult, *, is_exact: bool) -> tuple[str, ...]:
    base, (last,) = result.scenario.state.base_year, summarise(result, [result.scenario.horizon])
    start = levels_at(result.trend, base)
    fields = {"year": last.year, "base": base} | changes(start, last, "energy_mwh", is_exact=is_exact)
    return (
        _("Énergie finale de %(year)s\u00a0: %(chosen)s par rapport à %(base)s (%(trend)s sans action).") % fields,
        _("Émissions\u00a0: %(chosen)s (%(trend)s sans action).")
        % changes(start, last, "emissions_tco2e", is_exact=is_exact),
    )


def _drawing(result: ScenarioResult, aimed: ScenarioPath | None) -> PathsDrawing | None:
    drawn = [(_("tendance"), result.trend, "soft", "6 4")]
    if aimed is not None:
        drawn.append((_("cible"), aimed, "emphasis", "2 4"))
    drawn.append((_("plans"), result.chosen, "data", ""))
    paths = [
        drawn_path(label, path.years, levels_by_year(path, ScenarioMeasure.EMISSIONS), colour, dashes)
        for label, path, colour, dashes in drawn
    ]
    return paths_drawing("plans-paths", _("Émissions de gaz à effet de serre (kt CO₂e)"), paths)


def _choices(levers: Sequence[Lever], horizon: int) -> dict[str, str]:
    """Return the choices of the page of levers: those of one kind are added, from their first year to their last."""
    fields = {"h": str(horizon)}
    for kind in dict.fromkeys(lever.kind for lever in levers):
        matching = [lever for lever in levers if lever.kind == kind]
        fields[f"q.{kind}"] = f"{sum(lever.quantity for lever in matching):.15g}"
        fields |= {
            f"s.{kind}": str(min(lever.start for lever in matching)),
            f"e.{kind}": str(max(lever.end for lever in matching)),
        }
    return fields


def sheet_rows(action_levers: Sequence[ActionLever]) -> tuple[tuple[str, str, str, str], ...]:
    """Lay out the levers of one sheet: lever, quantity, years, source."""
    library = shipped_library()
    return tuple(
        (
            words(library[lever.kind].label),
            quantity_words(library[lever.kind], lever.quantity),
            f"{lever.start}–{lever.end}",
            lever.source,
        )
        for lever in action_levers
    )


def kind_choices() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Levers of the library by family, each with its unit, for a list to choose from."""
    return tuple(
        (
            words(label).capitalize(),
            tuple(
                (code, f"{words(kind.label)} ({words(kind.unit)})")
                for code, kind in shipped_library().items()
                if kind.family == family
            ),
        )
        for family, label in FAMILIES.items()
    )
