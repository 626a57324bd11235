"""Scenarios read from YAML or JSON: levers, own assumptions, own starting state, faults located; examples that ship."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from autan.foresight.engine.core.assumptions import AssumptionSet
from autan.foresight.engine.core.checks import written
from autan.foresight.engine.core.levers import Diffusion, Lever
from autan.foresight.engine.core.national import find_path
from autan.foresight.engine.core.scenarios import (
    DEFAULT_SEED,
    ENGINE_VERSION,
    FORMAT,
    FORMAT_VERSION,
    OwnAssumption,
    Scenario,
    ScenarioDocument,
    ScenarioFault,
    ScenarioVersions,
    Trend,
    own_assumptions,
)
from autan.foresight.engine.core.state import StartingState
from autan.foresight.engine.core.trends import build_trend
from autan.foresight.engine.importers.assumptions import shipped_assumptions, values_by_year
from autan.foresight.engine.importers.levers import shipped_library, shipped_paths
from autan.foresight.engine.importers.own_states import read_own_state
from autan.ground.errors import DomainError, Fault, ImportFileError
from autan.ground.tables.core.documents import Fields, Node, ParsedDocument
from autan.ground.tables.importers.yaml_document import document_root, parse_document, read_document
from autan.ground.wordings import Sentence, Text

_REQUIRED = ("format", "version", "title", "horizon")
_OPTIONAL = ("place", "state", "trend", "national", "levers", "assumptions", "seed", "versions", "results")
_FLAT = "flat"
_WITHDRAWN = frozenset({"lamp_cost", "lamp_life", "renovation_measure_cost"})
"""Assumptions of earlier versions that no source gave: a file that holds them is read, and they change nothing."""
_LEVER_REQUIRED = ("kind", "quantity")
_LEVER_OPTIONAL = ("key", "start", "end", "diffusion", "pace", "values", "territories", "origin")


def _refuse_empty(node: Node) -> None:
    """A key without a value says neither yes nor no: it is not left aside in silence."""
    for entry in node.entries().values() if isinstance(node.value, Mapping) else ():
        if entry.value is None:
            entry.refuse("une valeur, ou pas de clé")


def read_scenario(
    text: str,
    file: str,
    assumptions: AssumptionSet,
    *,
    check: Callable[[ScenarioDocument], Iterable[ScenarioFault]] = lambda _document: (),
) -> ScenarioDocument:
    """Read a scenario.

    JSON is read as YAML is. `check` says what more is wrong in it; told with what cannot be read, but of a lever that
    cannot be read.

    Raises ImportFileError: it cannot be read, is of another version, or holds a fault; every one is listed.
    """
    root = document_root(text, file)
    findings, parts = root.findings, root.fields(required=_REQUIRED, optional=_OPTIONAL)
    _check_version(parts)
    findings.require_none(file)
    read = ScenarioDocument(
        title=parts["title"].string(),
        horizon=_year(parts["horizon"]),
        place=str(parts["place"].value) if "place" in parts else "",
        levers=tuple(_lever(node) for node in _list_items(parts, "levers")),
        assumptions=_own_assumptions(parts["assumptions"], assumptions) if "assumptions" in parts else {},
        seed=parts.read("seed", _seed, DEFAULT_SEED),
        is_flat="trend" in parts and _is_flat(parts["trend"]),
        national=parts.read("national", _national, ""),
        versions=parts.read("versions", _versions, None),
    )
    own = parts.read("state", read_own_state, None)
    _refuse_empty(root)
    if "state" in parts and own is None:
        findings.require_none(file)
    if own is None and not read.place:
        root.refuse("la clé « place » (un SIREN ou un réseau) ou la clé « state » (des quantités propres)")
    whole = read if own is None else replace(read, state=own.state, population=own.population)
    located = [_locate_fault(root.document, fault) for fault in check(whole)]
    unread = {_lever_of(fault) for fault in findings.faults} - {""}
    findings.add(*(fault for fault in located if _lever_of(fault) not in unread))
    findings.require_none(file)
    return whole


def locate_faults(text: str, file: str, faults: Iterable[ScenarioFault]) -> ImportFileError:
    """Return the error of a file whose scenario cannot be computed, each fault at its line."""
    document, _ = parse_document(text, file)
    return ImportFileError(file, [_locate_fault(document, fault) for fault in faults])


def _lever_of(fault: Fault) -> str:
    """`levers[2]` for a fault of the third lever; empty for another."""
    head = (fault.column or "").partition(".")[0]
    return head if head.startswith("levers[") else ""


def _locate_fault(document: ParsedDocument, fault: ScenarioFault) -> Fault:
    """`levers.renovation.quantity` is the quantity of the lever that has this key, or this kind and no key."""
    head, _, rest = fault.place.partition(".")
    path = head
    if head == "levers":
        key, _, field = rest.partition(".")
        root = document.value if isinstance(document.value, dict) else {}
        for rank, lever in enumerate(root.get("levers", ())):
            if isinstance(lever, dict) and lever.get("key", lever.get("kind")) == key:
                path = f"levers[{rank}].{field}" if field else f"levers[{rank}]"
    line = document.lines.get(path) or document.lines.get(path.rpartition(".")[0])
    return Fault(expected=fault.problem, row=line, column=path)


def _check_version(parts: Fields) -> None:
    if "format" in parts and parts["format"].value != FORMAT:
        parts["format"].refuse(Sentence("le format « {format} »", format=FORMAT))
    if "version" in parts and parts["version"].value != FORMAT_VERSION:
        parts["version"].refuse(
            Sentence(
                "la version {format_version} du format ; ce fichier vient d’une autre version",
                format_version=FORMAT_VERSION,
            )
        )


def _versions(node: Node) -> ScenarioVersions | None:
    fields = node.fields(required=("engine", "assumptions", "data", "key"))
    if len(fields) < 4:  # each of the four was asked for, and its absence noted
        return None
    if str(fields["engine"].value) != ENGINE_VERSION:
        fields["engine"].refuse(
            Sentence(
                "la version {engine_version} du moteur : une autre ne donne pas les mêmes chiffres",
                engine_version=ENGINE_VERSION,
            )
        )
    return ScenarioVersions(**{name: str(part.value) for name, part in fields.items()})


def _list_items(parts: Fields, key: str) -> Iterable[Node]:
    return parts[key].items() if key in parts and parts[key].value != [] else ()


def _year(node: Node) -> int:
    if isinstance(node.value, int) and not isinstance(node.value, bool):
        return node.value
    node.refuse("un nombre entier")
    return 0


def _is_flat(node: Node) -> bool:
    if node.value != _FLAT:
        node.refuse(Sentence("« {flat} », ou pas de clé « trend »", flat=_FLAT))
    return node.value == _FLAT


def _national(node: Node) -> str:
    if str(node.value) not in shipped_paths():
        node.refuse(Sentence("un chemin national parmi\u00a0: {codes}", codes=", ".join(shipped_paths())))
        return ""
    return str(node.value)


def _seed(node: Node) -> int:
    seed = _year(node)
    if seed < 0:
        node.refuse("un nombre entier positif ou nul")
    return seed


def _lever(node: Node) -> Lever:
    parts = node.fields(required=_LEVER_REQUIRED, optional=_LEVER_OPTIONAL)
    _refuse_empty(node)
    pace = parts.read("pace", _some_years, ())
    kind = parts.string("kind")
    diffusion = _diffusion(parts, has_pace=bool(pace))
    if pace and diffusion is not Diffusion.BY_LIST:
        parts["pace"].refuse(
            Sentence("«\u202fdiffusion: {by_list}\u202f», ou pas de clé «\u202fpace\u202f»", by_list=Diffusion.BY_LIST)
        )
    if diffusion is not Diffusion.BY_LIST:
        for key in ("start", "end"):
            if key not in parts:
                node.refuse(Sentence("la clé « {key} », obligatoire sans « pace »", key=key))
    return Lever(
        key=parts.read("key", Node.string, kind),
        kind=kind,
        quantity=float(parts["quantity"].number() or 0.0) if "quantity" in parts else 0.0,
        start=_year(parts["start"]) if "start" in parts else min((year for year, _ in pace), default=0),
        end=_year(parts["end"]) if "end" in parts else max((year for year, _ in pace), default=0),
        diffusion=diffusion,
        pace=pace,
        values={
            code: float(entry.number() or 0.0) for code, entry in _entries(parts, "values") if code not in _WITHDRAWN
        },
        territories=parts.each("territories", lambda entry: str(entry.value)),
        origin=parts.string("origin"),
    )


def _some_years(node: Node) -> tuple[tuple[int, float], ...]:
    """Values of some years, one at least."""
    if node.value == {}:
        node.refuse("au moins une année et sa valeur, ou pas de clé")
    return values_by_year(node)


def _entries(parts: Fields, key: str) -> Iterable[tuple[str, Node]]:
    return parts[key].entries().items() if key in parts else ()


def _diffusion(parts: Fields, *, has_pace: bool) -> Diffusion:
    if "diffusion" not in parts:
        return Diffusion.BY_LIST if has_pace else Diffusion.LINEAR
    return parts["diffusion"].word(Diffusion, "un mot") or Diffusion.LINEAR


def _own_assumptions(node: Node, assumptions: AssumptionSet) -> dict[str, OwnAssumption]:
    values = {}
    for code, entry in node.entries().items():
        if code in _WITHDRAWN:
            continue
        parts = entry.fields(required=("reason",), optional=("value", "by_year"))
        if ("value" in parts) == ("by_year" in parts):
            entry.refuse("la clé « value », une valeur, ou la clé « by_year », une par année")
        elif code not in assumptions.by_code:
            entry.refuse(Sentence("une hypothèse qui existe (inconnue : {code})", code=code))
        elif "reason" in parts and (dated := _read_dated_values(parts, code, assumptions)):
            by_year = dated if "by_year" in parts else ()
            largest = max(value for _, value in dated)
            values[code] = OwnAssumption(value=largest, reason=parts["reason"].string(), by_year=by_year)
    return values


def _read_dated_values(parts: Fields, code: str, assumptions: AssumptionSet) -> tuple[tuple[int, float], ...]:
    """Values by year, or one alone; none when one of them cannot be taken."""
    if "value" in parts:
        node, value = parts["value"], parts["value"].number()
        dated: tuple[tuple[int, float], ...] = () if value is None else ((0, float(value)),)
    else:
        node, dated = parts["by_year"], _some_years(parts["by_year"])
    within = [_is_within(node, code, value, assumptions) for _, value in dated]
    return dated if within and all(within) else ()


def _is_within(node: Node, code: str, value: float, assumptions: AssumptionSet) -> bool:
    """Say whether a value can be taken; a fault says why not."""
    assumption = assumptions.find(code)
    if assumption.low <= value <= assumption.high:
        return True
    if code.startswith("price_") and value < 0:
        node.refuse("un prix positif ou nul")
    else:
        unit = "" if assumption.unit == "ratio" else f" {assumption.unit}"
        node.refuse(
            Sentence(
                "une valeur dans les bornes de l’hypothèse : de {low} à {high}{unit}",
                low=written(assumption.low),
                high=written(assumption.high),
                unit=unit,
            )
        )
    return False


_FILE = Path(__file__).parent.parent / "definitions" / "examples.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioExample:
    """An example to begin from: its name, and the level of each lever, 1 to 4."""

    code: str
    label: Text
    levels: Mapping[str, int]

    @property
    def query(self) -> str:
        """The parameters of an address that make it on the page of levers."""
        return "&".join(f"n.{lever}={level}" for lever, level in self.levels.items())


@cache
def shipped_examples() -> tuple[ScenarioExample, ...]:
    """Return the examples, in the order of their document."""
    value: Any = read_document(_FILE.read_text(encoding="utf-8"), _FILE.name).value
    return tuple(
        ScenarioExample(code=example["code"], label=Text(**example["label"]), levels=example["levels"])
        for example in value["examples"]
    )


def make_scenario(
    document: ScenarioDocument, open_place: Callable[[AssumptionSet], tuple[StartingState, Trend]] | None = None
) -> Scenario:
    """Return the scenario of a document.

    `open_place`: returns the state and the trend of its place; None where there is no observatory to ask.

    Raises:
        DomainError: it has no state of its own, and nobody tells that of its place.
        InvalidAssumptionError: an own value is out of its bounds.
    """
    assumptions = own_assumptions(document, shipped_assumptions())
    if document.state is not None:
        state = document.state
        trend = build_trend(state, assumptions, population=document.population)
    elif open_place is not None:
        state, trend = open_place(assumptions)
    else:
        raise DomainError(
            "ce scénario part des données de «\u202f{place}\u202f»\u202f; ouvrez le dossier qui les a",
            place=document.place,
        )
    return Scenario(
        title=document.title,
        state=state,
        trend=Trend.flat(state) if document.is_flat else trend,
        assumptions=assumptions,
        library=shipped_library(),
        levers=document.levers,
        horizon=document.horizon,
        national=find_path(shipped_paths(), document.national) if document.national else None,
    )
