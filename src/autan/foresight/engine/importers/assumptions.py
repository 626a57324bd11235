"""Assumptions that ship, read from dated documents and checked once; every fault is located."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from autan.foresight.engine.core.assumptions import Assumption, AssumptionSet, InvalidAssumptionError
from autan.ground.plugins import plugin_objects
from autan.ground.tables.core.documents import Fields, Node
from autan.ground.tables.importers.yaml_document import document_root
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text

_FOLDER = Path(__file__).parent.parent / "definitions" / "assumptions"
_REQUIRED = ("code", "label", "low", "central", "high", "unit", "source", "valid_from")
_OPTIONAL = ("to_confirm", "by_year", "note", "bounds_are_ours")
_OUR_BOUNDS = Sentence("La source donne une seule valeur : les bornes sont posées par le produit, à discuter.")


@cache
def shipped_assumptions() -> AssumptionSet:
    """Return the assumptions that ship, and those of plug-ins, which never take the place of Autan."""
    sources = own_documents()
    return replace(sources, by_code={**{one.code: one for one in plugin_objects(Assumption)}, **sources.by_code})


@cache
def own_documents() -> AssumptionSet:
    """Return our assumptions, of every document."""
    files = sorted(_FOLDER.glob("*.yaml"))
    documents = [read_assumptions(path.read_text(encoding="utf-8"), path.name) for path in files]
    edition = max(document.edition for document in documents)
    return AssumptionSet(by_code={one.code: one for document in documents for one in document}, edition=edition)


def read_assumptions(text: str, file: str) -> AssumptionSet:
    """Read one document.

    Raises ImportFileError: it cannot be read, misses something, or holds an assumption out of its own bounds.
    """
    root = document_root(text, file)
    parts = root.fields(required=("edition", "assumptions"))
    assumptions: dict[str, Assumption] = {}
    for node in parts.read("assumptions", Node.items, ()):
        assumption = _assumption(node)
        if assumption is not None and assumption.code in assumptions:
            node.at("code").refuse("un code donné une seule fois")
        elif assumption is not None:
            assumptions[assumption.code] = assumption
    edition = parts.string("edition")
    root.findings.require_none(file)
    return AssumptionSet(by_code=assumptions, edition=edition)


def _assumption(node: Node) -> Assumption | None:
    parts = node.fields(required=_REQUIRED, optional=_OPTIONAL)
    if not set(_REQUIRED) <= set(parts):
        return None
    low, central, high = (parts[name].number() for name in ("low", "central", "high"))
    day = parts["valid_from"].day()
    if low is None or central is None or high is None or day is None:
        return None
    try:
        return Assumption(
            code=parts["code"].code(),
            label=parts["label"].text(),
            low=float(low),
            central=float(central),
            high=float(high),
            unit=parts["unit"].string(),
            source=parts["source"].text(),
            valid_from=day,
            to_confirm=parts.flag("to_confirm"),
            by_year=parts.read("by_year", values_by_year, ()),
            note=_note(parts),
        )
    except InvalidAssumptionError as error:
        parts["central"].refuse(error.problem)
        return None


def _note(parts: Fields) -> Text:
    if "note" in parts:
        return parts["note"].text()
    return _OUR_BOUNDS if parts.flag("bounds_are_ours") else NO_TEXT


def values_by_year(node: Node) -> tuple[tuple[int, float], ...]:
    """Return the values that a mapping gives by year, in order of the years."""
    values = []
    for year, entry in node.entries().items():
        value = entry.number()
        if not year.isdigit():
            entry.refuse("une année")
        elif value is not None:
            values.append((int(year), float(value)))
    return tuple(sorted(values))
