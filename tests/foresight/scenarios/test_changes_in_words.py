"""Changes since the base year, at a glance and in sentences: about, where the base year is not known exactly."""

from dataclasses import replace

from autan.evidence.figures.core.states import ValueState
from autan.foresight.scenarios.presenters.scenario_page import result_view
from autan.foresight.scenarios.queries.places import ForesightPlace, find_place
from autan.foresight.scenarios.queries.trials import try_out


def said(place: ForesightPlace) -> list[str]:
    view = result_view(try_out(place, {}))
    return [view["glance"], *view["sentences"][:2]]


def bounded(place: ForesightPlace) -> ForesightPlace:
    """The same place, whose homes of one member are known at least."""
    ((siren, state), *rest) = place.states.items()
    carriers = [
        replace(carrier, figure=replace(carrier.figure, state=ValueState.LOWER_BOUND)) if carrier.mwh else carrier
        for carrier in state.carriers
    ]
    return replace(place, states={siren: replace(state, carriers=tuple(carriers)), **dict(rest)})


def test_a_change_is_about_unless_its_base_is_known_exactly(both: object) -> None:
    place = find_place("essai")
    assert not [words for words in said(place) if "environ" in words]
    assert all("environ" in words for words in said(bounded(place)))
