"""Plans read from a YAML file, with every fault at its line. `docs/reference/plan-files.md` describes the format."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import Fault
from autan.ground.tables.core.documents import Fields, Node
from autan.ground.tables.importers.yaml_document import document_root
from autan.ground.texts.core.dates import PartialDate
from autan.ground.wordings import Sentence
from autan.plans.plans.core.plans import CompleteSection, LineInput, PlanDocument, PlanHeading, PlanKind, PlanScope
from autan.plans.plans.core.sections import ACTIONS, FieldKind, Layout, PlanSection, read_line
from autan.plans.plans.importers.definitions import plan_sections

_HEADING = ("title", "kind")
_MORE = (
    "scope",
    "subjects",
    "network",
    "carrier",
    "follows",
    "is_published",
    "facts",
    "sources",
    "note",
    "lines",
    "complete",
)
_EVIDENCE = {"facts": "fact", "sources": "source"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFile:
    """The plans of a file, and what of them cannot be read and is kept as it is written."""

    plans: tuple[PlanDocument, ...]
    warnings: tuple[Fault, ...]


def read_plans(text: str, file: str) -> PlanFile:
    """Read the plans of a file.

    A date, an amount or a number that cannot be read is a warning: it is kept as it is written, and shown as a
    problem of its plan. An unknown key, section, field or code is a fault.

    Raises ImportFileError: the file has faults; nothing of it may be taken in.
    """
    root = document_root(text, file)
    parts = root.fields(required=("plans",), optional=("network",))
    plans = parts.each("plans", _plan)
    root.findings.require_none(file)
    return PlanFile(plans=plans, warnings=tuple(root.findings.warnings))


def _plan(node: Node) -> PlanDocument:
    parts = node.fields(required=("slug", *_HEADING), optional=_MORE)
    kind, scope = _code(parts, "kind", PlanKind), _code(parts, "scope", PlanScope)
    slug = parts.string("slug")
    if not all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in slug):
        parts["slug"].refuse("un identifiant de lettres sans accent, de chiffres et de tirets")
    heading = PlanHeading(
        slug=slug,
        title=parts.string("title"),
        kind=PlanKind(kind or PlanKind.OWN),
        scope=PlanScope(scope) if scope else None,
        sirens=parts.each("subjects", Node.siren),
        network=parts.string("network"),
        carrier=parts.string("carrier"),
        follows=parts.string("follows"),
        is_published=parts.flag("is_published"),
        evidence=_evidence(parts),
        note=parts.string("note"),
    )
    if bool(heading.sirens) == bool(heading.network):
        node.refuse("soit « subjects » (territoires), soit « network » (le réseau lui-même)")
    lines = parts.read("lines", Node.entries, {})
    complete = tuple(complete_section for complete_section in parts.each("complete", _complete) if complete_section)
    return PlanDocument(heading=heading, lines=dict(_sections(lines)), complete=complete)


def _complete(node: Node) -> CompleteSection | None:
    """A section that is stated complete; None where the section or the day is refused."""
    parts = node.fields(required=("section", "on"), optional=tuple(_EVIDENCE))
    known = [ACTIONS, *(section.code for section in plan_sections())]
    if parts.string("section") not in known:
        parts["section"].refuse(Sentence("l’un de : {known}", known=", ".join(known)))
        return None
    day = PartialDate.parse(_as_typed(parts["on"].value))
    if day is None or not day.day:
        parts["on"].refuse("un jour, comme 2026-05-12")
        return None
    return CompleteSection(section=parts.string("section"), on=day.first_day, evidence=_evidence(parts))


def _code(parts: Fields, key: str, kind: type[StrEnum]) -> str:
    """A code of a closed list; empty when absent, or refused."""
    if key not in parts:
        return ""
    text = parts[key].string()
    if text in set(kind):
        return text
    parts[key].refuse(Sentence("l’un de : {kind}", kind=", ".join(kind)))
    return ""


def _sections(nodes: Mapping[str, Node]) -> Any:
    known = {section.code: section for section in plan_sections()}
    for code, node in nodes.items():
        if code not in known:
            node.refuse(
                Sentence("une rubrique parmi : {known} (rubrique inconnue : {code})", known=", ".join(known), code=code)
            )
            continue
        lines = tuple(_line(known[code], rank, line) for rank, line in enumerate(node.items(), start=1))
        keys = [line.key for line in lines]
        for key in dict.fromkeys(key for key in keys if key and keys.count(key) > 1):
            node.refuse(Sentence("une seule ligne pour « {key} »", key=key))
        yield code, lines


def _line(section: PlanSection, rank: int, node: Node) -> LineInput:
    fields = {field.code: field for field in section.fields}
    parts = node.fields(required=section.keys, optional=(*(c for c in fields if c not in section.keys), *_EVIDENCE))
    typed = {code: _as_typed(part.value) for code, part in parts.items() if code in fields}
    for code, text in typed.items():
        choices = fields[code].choices
        if fields[code].kind is FieldKind.CHOICE and text not in choices:
            parts[code].refuse(Sentence("l’un de : {choices}", choices=", ".join(choices)))
    key = "-".join(typed.get(code, "") for code in section.keys) if section.layout is Layout.GRID else str(rank)
    for problem in read_line(section, key, typed).problems if set(section.keys) <= set(typed) else ():
        if problem.field in parts and fields[problem.field].kind is not FieldKind.CHOICE:
            parts[problem.field].warn(Sentence.of(problem.message))
    return LineInput(
        key=key,
        typed={code: text for code, text in typed.items() if code not in section.keys},
        evidence=_evidence(parts),
    )


def _as_typed(value: Any) -> str:
    """A value of the file as it would be typed in the form."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.12g}" if isinstance(value, float) else str(value).strip()


def _evidence(parts: Fields) -> tuple[EvidenceRef, ...]:
    return tuple(
        EvidenceRef(kind=kind, key=key)
        for name, kind in _EVIDENCE.items()
        if name in parts
        for key in parts[name].strings()
    )
