"""Scenarios side by side: levels, what each step of the triad brings, levers, drawn together."""

from collections.abc import Sequence
from math import isnan
from typing import Any

from django.utils.translation import gettext as _

from autan.foresight.engine.core.attribution import attribute
from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.core.levers import Triad
from autan.foresight.engine.core.results import ScenarioResult
from autan.foresight.engine.core.scenarios import InvalidScenarioError
from autan.foresight.scenarios.models import KeptScenario
from autan.foresight.scenarios.presenters.drawings import PathsDrawing, paths_drawing
from autan.foresight.scenarios.presenters.quantities import UNKNOWN, quantity_words
from autan.foresight.scenarios.presenters.scenario_page import drawn_path, levels_by_year
from autan.foresight.scenarios.queries.kept_scenarios import result_of
from autan.foresight.scenarios.queries.places import ForesightPlace
from autan.foresight.scenarios.queries.scenario_figures import word_figure
from autan.foresight.starting_states.core.addresses import NATIONAL, TERRITORY
from autan.ground.texts.language import signed_number, words
from autan.ground.texts.refusals import sentence_words

MOST_COMPARED = 6
_WORDS = ("energy", "emissions", "renewables")
_KILO = 1000.0
_LONGEST = 24
_COLOURS = ("data", "emphasis", "efficiency", "renewables", "tertiary", "waste")
_DASHES = ("", "8 4", "3 3", "10 3 2 3", "1 4", "6 2")


def comparison_view(place: ForesightPlace, saved: Sequence[KeptScenario]) -> dict[str, Any]:
    """Lay out kept scenarios side by side."""
    scenarios = list(saved)[:MOST_COMPARED]
    results: dict[str, ScenarioResult] = {}
    refusals: dict[str, str] = {}
    for scenario in scenarios:
        try:
            results[scenario.slug] = result_of(scenario)
        except InvalidScenarioError as error:
            refusals[scenario.slug] = " ".join(sentence_words(fault.problem) for fault in error.faults)
    has_national = any(result.scenario.national for result in results.values())
    year = min((result.scenario.horizon for result in results.values()), default=place.year)
    return {
        "year": year,
        "columns": tuple(
            _column(
                scenario, results.get(scenario.slug), refusals.get(scenario.slug, ""), year, has_national=has_national
            )
            for scenario in scenarios
        ),
        "steps": (*(words(step.label).capitalize() for step in Triad), *((_("État"),) if has_national else ())),
        # names of what depends on the place and on the State; none where no scenario has a national path
        "powers": (_("Émissions qui dépendent de nous"), _("Émissions qui dépendent de l’État"))
        if has_national
        else (),
        # emissions of all, on one axis; None when one is unknown, or when there is none
        "drawing": _drawing(scenarios, results),
        "left_out": len(saved) - len(scenarios),
    }


def _column(
    scenario: KeptScenario, result: ScenarioResult | None, refusal: str, year: int, *, has_national: bool
) -> dict[str, Any]:
    library = result.scenario.library if result else {}
    return {
        "kept": scenario,
        # energy, emissions and renewables in its last year; none where it cannot be computed
        "figures": tuple(word_figure(scenario, word, year) if result else None for word in _WORDS),
        # what depends on the place and on the State, in its last year; None for another or without the State
        "powers": tuple(word_figure(scenario, "emissions", year, part) for part in (TERRITORY, NATIONAL)),
        "steps": _steps(result, year, has_national=has_national) if result else (),
        "levers": tuple(
            (words(library[lever.kind].label), quantity_words(library[lever.kind], lever.quantity))
            for lever in (result.scenario.levers if result else ())
        ),
        "is_changed": result is not None and result.scenario.key != scenario.key,
        "refusal": refusal,
    }


def _steps(result: ScenarioResult, year: int, *, has_national: bool) -> tuple[str, ...]:
    """What each step of the triad changes, then the State where one of the scenarios has a national path."""
    split = attribute(result.scenario, measure=ScenarioMeasure.EMISSIONS, year=year)
    changes = [split.steps[step] for step in Triad] + [split.national] * has_national
    return tuple(UNKNOWN if isnan(change) else signed_number(change / _KILO, decimals=1) for change in changes)


def _short(title: str) -> str:
    """A title that fits beside a line: what follows its last colon, whole words, and a sign that some are left out."""
    shortened, ending = "", title.rpartition(" : ")[2]
    for word in ending.split():
        if len(shortened) + len(word) > _LONGEST:
            return f"{shortened.strip()}…"
        shortened += f"{word} "
    return shortened.strip()


def _drawing(scenarios: Sequence[KeptScenario], results: dict[str, ScenarioResult]) -> PathsDrawing | None:
    paths = []
    for rank, scenario in enumerate(record for record in scenarios if record.slug in results):
        result = results[scenario.slug]
        levels = levels_by_year(result.chosen, ScenarioMeasure.EMISSIONS)
        paths.append(drawn_path(_short(scenario.title), result.chosen.years, levels, _COLOURS[rank], _DASHES[rank]))
    return paths_drawing("compared", _("Émissions (kt CO₂e)"), paths)
