"""Scenarios that people kept, and those of files: found, opened, taken up on the page of levers."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q
from numpy import format_float_positional

from autan.foresight.engine.core.assumptions import AssumptionSet
from autan.foresight.engine.core.choices import written_assumption
from autan.foresight.engine.core.engine import prepare, run
from autan.foresight.engine.core.levers import Diffusion
from autan.foresight.engine.core.results import ScenarioPath, ScenarioResult
from autan.foresight.engine.core.scenarios import (
    ENGINE_VERSION,
    InvalidScenarioError,
    Scenario,
    ScenarioDocument,
    ScenarioFault,
    Trend,
)
from autan.foresight.engine.core.state import StartingState
from autan.foresight.engine.core.trends import build_trend
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from autan.foresight.engine.importers.scenarios import make_scenario, read_scenario
from autan.foresight.scenarios.models import KeptScenario, OffsetReason, OwnQuantity
from autan.foresight.scenarios.queries.places import ForesightPlace, find_place
from autan.foresight.starting_states.queries.profiles import population_rate
from autan.ground.errors import AutanError, DomainError, Fault, ImportFileError, UnknownError
from autan.ground.extension_points import DataSubject
from autan.ground.request_cache import cached_per_request
from autan.ground.wordings import Sentence


def trend_of(place: ForesightPlace, state: StartingState, assumptions: AssumptionSet) -> Trend:
    """Return what happens without levers: own population where two censuses tell it, national rates of energy."""
    known = {siren: rate for siren in place.states if (rate := population_rate(siren)) is not None}
    return build_trend(state, assumptions, population=known, is_fading=True)


def scenario_of(place: ForesightPlace, *, horizon: int, assumptions: AssumptionSet | None = None) -> Scenario:
    """Return the scenario of a place in which nothing is chosen, by the assumptions that ship without others."""
    state, assumptions = place.computed, assumptions or shipped_assumptions()
    return Scenario(
        title="",
        state=state,
        trend=trend_of(place, state, assumptions),
        assumptions=assumptions,
        library=shipped_library(),
        horizon=horizon,
    )


def open_scenario(document: ScenarioDocument) -> Scenario:
    """Return the scenario of a document.

    Raises InvalidAssumptionError: an own value is out of its bounds.
    """
    if document.state is None and not document.place:
        raise DomainError("ce scénario ne dit ni son lieu, ni ses quantités de départ")

    def open_place(assumptions: AssumptionSet) -> tuple[StartingState, Trend]:
        place = find_place(document.place)
        return place.computed, trend_of(place, place.computed, assumptions)

    return make_scenario(document, open_place)


def find_kept(slug: str, *, reader: Any, place: ForesightPlace | None = None) -> KeptScenario:
    """Return a kept scenario that a reader may read, of one place when it is given."""
    kept_scenario = KeptScenario.objects.filter(slug=slug).select_related("network", "territory", "workshop").first()
    is_elsewhere = kept_scenario is not None and place is not None and kept_scenario.place_code != place.code
    if kept_scenario is None or is_elsewhere or not reader.has_perm("foresight.read_scenario", kept_scenario):
        raise UnknownError("aucun scénario à cette adresse")
    return kept_scenario


def kept_of(code: str, *, reader: Any) -> list[KeptScenario]:
    """Return the scenarios that a reader may read of a territory, by SIREN, or a network, by slug; newest first."""
    of_place = Q(network__slug=code) | Q(territory__siren=code)
    scenarios = KeptScenario.objects.filter(of_place).select_related("network", "territory", "workshop")
    # the right hangs on each scenario: it is no clause of the query
    return [scenario for scenario in scenarios if reader.has_perm("foresight.read_scenario", scenario)]


def document_of(scenario: KeptScenario) -> ScenarioDocument:
    """Return what was chosen."""
    return read_scenario(json.dumps(scenario.document), f"{scenario.slug}.json", shipped_assumptions())


def result_of(scenario: KeptScenario) -> ScenarioResult:
    """Compute a kept scenario with the data and the engine of today; once in a request.

    Raises InvalidScenarioError: data have changed so that it cannot be computed any more.
    """
    return cached_per_request(("kept-scenario", scenario.slug), lambda: run(open_scenario(document_of(scenario))))


def chosen_of(scenario: KeptScenario) -> ScenarioPath | None:
    """Return the path of a kept scenario with the data of today; None when they no longer let it be computed."""
    try:
        return result_of(scenario).chosen
    except InvalidScenarioError:
        return None


def parameters_of(document: ScenarioDocument) -> dict[str, str]:
    """Return what makes the same choices again on the page of levers; see `taken_files.beyond_sliders`."""
    fields = {"h": str(document.horizon)} | ({"p": document.national} if document.national else {})
    for lever in document.levers:
        fields |= {f"q.{lever.kind}": format_float_positional(lever.quantity, trim="-")}
        fields |= {f"s.{lever.kind}": str(lever.start), f"e.{lever.kind}": str(lever.end)}
    for code, own in document.assumptions.items():
        fields |= written_assumption(code, format_float_positional(own.value, trim="-"), own.reason)
    return fields


def changes_since(versions: Mapping[str, str], today: Scenario) -> tuple[str, ...]:
    """Return what has changed since numbers were computed, among `engine`, `assumptions`, `data`; none: same digits."""
    now = {"engine": ENGINE_VERSION, "assumptions": today.assumptions.version, "data": today.state.fingerprint}
    return tuple(name for name, version in now.items() if versions.get(name) != version)


def describe_kept(slug: str) -> KeptScenario | None:
    """Return a kept scenario for a trace, or None."""
    return KeptScenario.objects.filter(slug=slug).first()


def export_named(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the scenarios that somebody kept quantities and reasons given. Three queries."""
    if subject.person is None:
        return []
    scenarios = KeptScenario.objects.filter(kept_by=subject.person).values_list("slug", "title", "kept_at")
    quantities = OwnQuantity.objects.filter(given_by=subject.person).values_list("territory__siren", "code", "given_at")
    reasons = OffsetReason.objects.filter(given_by=subject.person).values_list("territory__siren", "sector", "given_at")
    return [
        *({"scenario": slug, "title": title, "at": at} for slug, title, at in scenarios),
        *({"territory": siren, "quantity": code, "at": at} for siren, code, at in quantities),
        *({"territory": siren, "offset": sector, "at": at} for siren, sector, at in reasons),
    ]


_WORKBOOK = b"PK"


def read_for_sliders(data: bytes, file: str, place: ForesightPlace) -> ScenarioDocument:
    """Read a scenario whose every choice the page of levers of a place can hold."""
    if data.startswith(_WORKBOOK):
        raise ImportFileError(file, [Fault(expected="le fichier JSON ou YAML : un classeur ne se relit pas")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportFileError(file, [Fault(expected="un texte en UTF-8, en JSON ou en YAML")]) from None
    return read_scenario(text, file, shipped_assumptions(), check=lambda document: _faults(document, place))


def _faults(document: ScenarioDocument, place: ForesightPlace) -> Iterator[ScenarioFault]:
    """Return the faults of a document for the page of a place."""
    if document.place and document.place != place.code:
        elsewhere = Sentence(
            "le lieu de cette page ({name}, {code}) ; ce fichier parle d’un autre lieu",
            name=place.name,
            code=place.code,
        )
        yield ScenarioFault(place="place", problem=elsewhere)
        return
    if document.state is not None:
        text = "l’état de départ de cette page ; un fichier qui porte le sien se calcule par « autan scenario run »"
        yield ScenarioFault(place="state", problem=text)
    yield from beyond_sliders(document, place)
    try:
        prepare(open_scenario(document))
    except InvalidScenarioError as error:
        yield from error.faults
    except AutanError as error:
        yield ScenarioFault(place="assumptions", problem=str(error))


def beyond_sliders(document: ScenarioDocument, place: ForesightPlace) -> Iterator[ScenarioFault]:
    """Say what a document holds that the page of levers of a place would lose."""
    yield from _beyond_rates(document)
    kinds: set[str] = set()
    for lever in document.levers:
        head = f"levers.{lever.key}"
        if lever.kind in kinds:
            yield ScenarioFault(place=f"{head}.kind", problem="un seul levier de cette sorte sur la page des leviers")
        if lever.diffusion is not Diffusion.LINEAR:
            yield ScenarioFault(place=f"{head}.diffusion", problem="une diffusion régulière (linear) sur cette page")
        if lever.values:
            text = "aucune valeur propre à un seul levier : sur cette page, une hypothèse vaut pour tous"
            yield ScenarioFault(place=f"{head}.values", problem=text)
        if lever.territories and set(lever.territories) != set(place.states):
            text = "aucune liste de territoires : sur cette page, un levier vaut pour tous"
            yield ScenarioFault(place=f"{head}.territories", problem=text)
        kinds.add(lever.kind)


def _beyond_rates(document: ScenarioDocument) -> Iterator[ScenarioFault]:
    """Say what the page would lose of the trend and of values that change with the years."""
    if document.is_flat:
        yield ScenarioFault(place="trend", problem="la tendance de ce lieu : cette page ne la rend pas plate")
    for code, own in document.assumptions.items():
        if own.by_year:
            yield ScenarioFault(place=f"assumptions.{code}.by_year", problem="une seule valeur pour toutes les années")
