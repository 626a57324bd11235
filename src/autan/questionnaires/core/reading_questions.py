"""Is this part of a document a question, a column or a choice list? See `reading` for the whole."""

from collections.abc import Mapping

from autan.errors import DomainError
from autan.evidence.core.units import get_unit
from autan.intake.core.documents import Node, read_optional_text
from autan.questionnaires.core.kinds import QuestionKind, Requirement, Scope
from autan.questionnaires.core.questionnaire import (
    OTHER,
    Bounds,
    Choice,
    ChoiceList,
    Column,
    EarlierQuestion,
    Question,
)
from autan.questionnaires.core.reading_rules import read_checks, read_kept, read_rule

PERCENTAGE_BOUNDS = Bounds(low=0, high=100)
_COLUMN_KINDS = (
    QuestionKind.OPEN,
    QuestionKind.SINGLE,
    QuestionKind.NUMBER,
    QuestionKind.PERCENTAGE,
    QuestionKind.YEAR,
)
_BOUNDED = frozenset({QuestionKind.NUMBER, QuestionKind.PERCENTAGE, QuestionKind.YEAR, QuestionKind.SCALE})
_WITH_COLUMNS = frozenset({QuestionKind.TABLE, QuestionKind.MATRIX})
_LONGEST_SCALE = 20


def read_choice_lists(node: Node) -> dict[str, ChoiceList]:
    """Read `choice_lists`: a list of choices by code; each choice is a code and its wording."""
    lists: dict[str, ChoiceList] = {}
    for code, entry in node.entries().items():
        items, kept = _split_list(entry)
        choices = tuple(choice for choice in map(_read_choice, items.items()) if choice)
        codes = [choice.code for choice in choices]
        for repeated in sorted({c for c in codes if codes.count(c) > 1}):
            entry.refuse(f"des codes de choix uniques (« {repeated} » revient)")
        lists[code] = ChoiceList(code=code, choices=choices, kept=read_kept(kept))
    return lists


def _split_list(entry: Node) -> tuple[Node, Node | None]:
    """A list is written bare, or under `choices` beside the traits kept of another tool."""
    if not isinstance(entry.value, Mapping):
        return entry, None
    parts = entry.fields(required=("choices",), optional=("kept",))
    return parts.get("choices", entry.at("choices")), parts.get("kept")


def _read_choice(node: Node) -> Choice | None:
    parts = node.fields(required=("code", "label"))
    if len(parts) < 2:
        return None
    if parts["code"].value == OTHER:
        parts["code"].refuse("un autre code : « other » est celui de « Autre, préciser » (allows_other)")
    return Choice(code=parts["code"].code(), label=parts["label"].text())


def read_question(node: Node, lists: dict[str, ChoiceList]) -> Question | None:
    """Read one question, or answer None when its code, kind or text is missing or wrong."""
    parts = node.fields(
        required=("code", "kind", "text"),
        optional=(
            "help",
            "why",
            "scope",
            "choices",
            "allows_other",
            "unit",
            "min",
            "max",
            "columns",
            "relevance",
            "low_label",
            "high_label",
            "rows",
            "required",
            "checks",
            "continues",
            "kept",
        ),
    )
    kind = _read_kind(parts["kind"], tuple(QuestionKind)) if "kind" in parts else None
    if kind is None or not {"code", "text"} <= parts.keys():
        return None
    _refuse_misplaced(parts, kind)
    return Question(
        code=parts["code"].code(),
        kind=kind,
        text=parts["text"].text(),
        help=read_optional_text(parts, "help"),
        why=read_optional_text(parts, "why"),
        scope=_read_scope(parts["scope"]) if "scope" in parts else None,
        choices=_read_choices(node, parts, lists, kind=kind),
        allows_other=parts["allows_other"].flag() if "allows_other" in parts else False,
        unit=_read_unit(node, parts, kind),
        bounds=_read_bounds(node, parts, kind),
        low_label=read_optional_text(parts, "low_label"),
        high_label=read_optional_text(parts, "high_label"),
        columns=_read_columns(node, parts, lists) if kind in _WITH_COLUMNS else (),
        rows=_read_list(node, parts, lists, key="rows") if kind is QuestionKind.MATRIX else None,
        relevance=read_rule(parts["relevance"]) if "relevance" in parts else None,
        requirement=_read_requirement(parts["required"]) if "required" in parts else None,
        checks=read_checks(parts["checks"]) if "checks" in parts else (),
        continues=_read_continues(parts["continues"]) if "continues" in parts else None,
        kept=read_kept(parts.get("kept")),
    )


def _read_requirement(node: Node) -> Requirement | None:
    if node.value in {requirement.value for requirement in Requirement}:
        return Requirement(str(node.value))
    node.refuse(f"une exigence parmi : {', '.join(Requirement)}")
    return None


def _read_continues(node: Node) -> EarlierQuestion | None:
    parts = node.fields(required=("campaign", "question"))
    if len(parts) < len(("campaign", "question")):
        return None
    return EarlierQuestion(campaign=parts["campaign"].string(), question=parts["question"].code())


def _read_kind(node: Node, kinds: tuple[QuestionKind, ...]) -> QuestionKind | None:
    if node.value in {kind.value for kind in kinds}:
        return QuestionKind(str(node.value))
    node.refuse(f"une sorte de question parmi : {', '.join(kinds)}")
    return None


def _read_scope(node: Node) -> Scope | None:
    if node.value in {scope.value for scope in Scope}:
        return Scope(str(node.value))
    node.refuse(f"un périmètre parmi : {', '.join(Scope)}")
    return None


def _refuse_misplaced(parts: dict[str, Node], kind: QuestionKind) -> None:
    """Keys that mean nothing for this kind are faults: they would be lost without a word."""
    allowed = {
        "choices": kind.needs_choices,
        "allows_other": kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE},
        "unit": kind is QuestionKind.NUMBER,
        "min": kind in _BOUNDED,
        "max": kind in _BOUNDED,
        "columns": kind in _WITH_COLUMNS,
        "rows": kind is QuestionKind.MATRIX,
        "required": kind is not QuestionKind.DISPLAY,
        "checks": kind is not QuestionKind.DISPLAY,
        "continues": kind is not QuestionKind.DISPLAY,
        "low_label": kind is QuestionKind.SCALE,
        "high_label": kind is QuestionKind.SCALE,
    }
    for key, is_allowed in allowed.items():
        if key in parts and not is_allowed:
            parts[key].refuse(f"pas de clé « {key} » pour une question « {kind} »")


def _read_choices(
    node: Node, parts: dict[str, Node], lists: dict[str, ChoiceList], *, kind: QuestionKind
) -> ChoiceList | None:
    return _read_list(node, parts, lists, key="choices") if kind.needs_choices else None


def _read_list(node: Node, parts: dict[str, Node], lists: dict[str, ChoiceList], *, key: str) -> ChoiceList | None:
    if key not in parts:
        node.refuse(f"la clé « {key} » : cette sorte de question demande une liste de choix")
        return None
    found = lists.get(str(parts[key].value))
    if found is None:
        parts[key].refuse(f"une liste de choix définie dans le fichier ({', '.join(lists) or 'aucune'})")
    return found


def _read_unit(node: Node, parts: dict[str, Node], kind: QuestionKind) -> str:
    if kind is QuestionKind.PERCENTAGE:
        return "pct"
    if kind is not QuestionKind.NUMBER:
        return ""
    if "unit" not in parts:
        node.refuse("la clé « unit » : un nombre a une unité (« count » pour un dénombrement)")
        return ""
    try:
        return get_unit(str(parts["unit"].value)).code
    except DomainError:
        parts["unit"].refuse("une unité connue (kWh, MWh, tCO2e, EUR, inhabitants, count…)")
        return ""


def _read_bounds(node: Node, parts: dict[str, Node], kind: QuestionKind) -> Bounds:
    default = PERCENTAGE_BOUNDS if kind is QuestionKind.PERCENTAGE else Bounds()
    low = parts["min"].number() if "min" in parts else default.low
    high = parts["max"].number() if "max" in parts else default.high
    if low is not None and high is not None and low > high:
        node.refuse(f"des bornes dans l’ordre (min {low:g} est au-dessus de max {high:g})")
        return default
    if kind is QuestionKind.SCALE and not _is_scale(low, high):
        node.refuse(
            f"les deux bouts de l’échelle (« min », « max »), entiers, à {_LONGEST_SCALE} échelons d’écart au plus"
        )
    return Bounds(low=low, high=high)


def _is_scale(low: float | None, high: float | None) -> bool:
    if low is None or high is None or low != int(low) or high != int(high):
        return False
    return 0 < high - low <= _LONGEST_SCALE


def _read_columns(node: Node, parts: dict[str, Node], lists: dict[str, ChoiceList]) -> tuple[Column, ...]:
    if "columns" not in parts:
        node.refuse("la clé « columns » : un tableau a des colonnes")
        return ()
    columns: list[Column] = []
    for item in parts["columns"].items():
        column = _read_column(item, lists)
        if column and any(column.code == other.code for other in columns):
            item.refuse(f"un code de colonne unique (« {column.code} » est déjà pris)")
        if column:
            columns.append(column)
    return tuple(columns)


def _read_column(node: Node, lists: dict[str, ChoiceList]) -> Column | None:
    parts = node.fields(required=("code", "kind", "label"), optional=("choices", "unit", "min", "max"))
    kind = _read_kind(parts["kind"], _COLUMN_KINDS) if "kind" in parts else None
    if kind is None or not {"code", "label"} <= parts.keys():
        return None
    _refuse_misplaced(parts, kind)
    return Column(
        code=parts["code"].code(),
        kind=kind,
        label=parts["label"].text(),
        unit=_read_unit(node, parts, kind),
        bounds=_read_bounds(node, parts, kind),
        choices=_read_choices(node, parts, lists, kind=kind),
    )
