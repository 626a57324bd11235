"""What depends on a place and what depends on the State, in words, and the measures of a national path."""

from math import isnan
from typing import Any

from django.utils.translation import gettext as _

from autan.foresight.engine.core.attribution import Attribution
from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.core.scenarios import Scenario
from autan.foresight.engine.importers.levers import shipped_paths
from autan.foresight.starting_states.core.state_inputs import assumption_figure
from autan.ground.texts.language import signed_number, words

_KILO = 1e3


def national_view(scenario: Scenario, splits: tuple[Attribution, ...]) -> dict[str, Any] | None:
    """Lay out the national path of a scenario; None where none is on.

    `parts`: for emissions then energy, what depends on the place, on the State, and both, as written. `measures`: each,
    with the dated assumption that says how much of it there is, and its source.
    """
    path = scenario.national
    if path is None:
        return None
    shares = [(measure, scenario.assumptions.find(measure.share)) for measure in path.measures]
    return {
        "label": words(path.label),
        "edition": path.edition,
        "parts": list(map(_part, splits)),
        "measures": [
            (words(measure.label), assumption_figure(share), words(share.source), share.to_confirm)
            for measure, share in shares
        ],
        "not_counted": words(path.not_counted),
    }


def national_choices() -> list[tuple[str, str]]:
    """Code and words of each national path, none first."""
    return [("", _("rien de plus")), *((path.code, words(path.label)) for path in shipped_paths().values())]


def _part(split: Attribution) -> tuple[str, str, str, str]:
    """What a row says; the whole is that of the two numbers as they are read, so that they add up."""
    name = _("Émissions (kt CO₂e)") if split.measure is ScenarioMeasure.EMISSIONS else _("Énergie (GWh)")
    total, national = round(split.total / _KILO, 1), round(split.national / _KILO, 1)
    return name, _change_text(total), _change_text(national), _change_text(total + national)


def _change_text(change: float) -> str:
    return _("inconnu") if isnan(change) else signed_number(change, decimals=1)
