"""A scenario of a file, taken up on the page of levers of a place: read whole, or refused with every fault."""

from collections.abc import Iterator

from autan.foresight.engine.core.engine import prepare
from autan.foresight.engine.core.levers import Diffusion
from autan.foresight.engine.core.scenario_documents import ScenarioDocument
from autan.foresight.engine.core.scenarios import InvalidScenarioError, ScenarioFault
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.scenarios import read_scenario
from autan.foresight.scenarios.queries.places import ForesightPlace
from autan.foresight.scenarios.queries.scenario_documents import open_scenario
from autan.ground.errors import AutanError, Fault, ImportFileError
from autan.ground.wordings import Sentence

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
