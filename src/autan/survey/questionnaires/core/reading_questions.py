"""Questions, columns, choice lists, rules and checks read from parts of a document. See `reading` for the whole."""

from collections.abc import Mapping

from autan.evidence.figures.core.units import get_unit
from autan.ground.errors import DomainError
from autan.ground.expressions.core.rules import MAX_LENGTH, ExpressionError, Rule, parse_rule, write_rule
from autan.ground.tables.core.documents import Fields, Node
from autan.ground.tables.core.tables import repeated_names
from autan.ground.wordings import Sentence
from autan.survey.questionnaires.core.kinds import CheckSeverity, QuestionKind, Requirement, Scope
from autan.survey.questionnaires.core.kinds.kind import Kind
from autan.survey.questionnaires.core.kinds.registry import COLUMN_KINDS, KINDS
from autan.survey.questionnaires.core.questionnaire import (
    OTHER,
    Bounds,
    Check,
    Choice,
    ChoiceList,
    EarlierQuestion,
    ForeignTrait,
    Limits,
    Question,
)


def read_rule(node: Node) -> Rule | None:
    """Read a rule of the small language; a fault is noted with the place of the sign."""
    text = node.string()
    try:
        rule = parse_rule(text) if text else None
    except ExpressionError as error:
        node.refuse(Sentence("{expected} (signe {column})", expected=Sentence(error.expected), column=error.column))
        return None
    if rule is not None and (length := len(write_rule(rule))) > MAX_LENGTH:
        node.refuse(
            Sentence(
                "une règle d’au plus {max_length} signes, espaces comptées (elle en a {length})",
                max_length=MAX_LENGTH,
                length=length,
            )
        )
        return None
    return rule


def _read_check(node: Node) -> Check | None:
    parts = node.fields(required=("rule", "severity", "message"))
    if not {"rule", "severity", "message"} <= parts.keys():
        return None
    rule, message = read_rule(parts["rule"]), parts["message"].text()
    severity = parts["severity"].word(CheckSeverity, "une gravité")
    return Check(rule=rule, severity=severity, message=message) if rule and severity else None


def read_kept(node: Node | None) -> tuple[ForeignTrait, ...]:
    """Read the traits kept of another tool: a text by name."""
    if node is None:
        return ()
    return tuple(ForeignTrait(name=name, value=_read_trait(item)) for name, item in node.entries().items())


def _read_trait(node: Node) -> str:
    """A trait is kept to the letter, blanks at its ends included."""
    if not isinstance(node.value, str):
        node.refuse("un texte")
        return ""
    return node.value


_OF_ASKED = frozenset({"required", "checks", "continues"})  # keys of every question that somebody answers
_OF_KIND = frozenset[str]().union(*(kind.takes for kind in KINDS.values()))
COUNTS = ("min_choices", "max_choices", "min_rows", "max_rows")
_TOTALS = frozenset({"min_total", "max_total"})  # keys of a column of numbers
_OF_ALL = ("help", "why", "scope", "relevance", "kept")


def read_choice_lists(node: Node) -> dict[str, ChoiceList]:
    """Read `choice_lists`: a list of choices by code; each choice is a code and its wording."""
    lists: dict[str, ChoiceList] = {}
    for code, entry in node.entries().items():
        items, traits = _split_list(entry)
        choices = tuple(choice for choice in map(_read_choice, items.items()) if choice)
        for repeated in repeated_names(choice.code for choice in choices):
            entry.refuse(Sentence("des codes de choix uniques (« {repeated} » revient)", repeated=repeated))
        lists[code] = ChoiceList(code=code, choices=choices, kept=read_kept(traits))
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


def read_question(node: Node, lists: Mapping[str, ChoiceList]) -> Question | None:
    """Read one question, or answer None when its code, kind or text is missing or wrong."""
    parts = node.fields(required=("code", "kind", "text"), optional=(*_OF_ALL, *sorted(_OF_KIND), *sorted(_OF_ASKED)))
    return _build(node, parts, lists, KINDS, wording="text")


def _build(
    node: Node, parts: Fields, lists: Mapping[str, ChoiceList], kinds: Mapping[QuestionKind, Kind], *, wording: str
) -> Question | None:
    name = parts["kind"].word(kinds, "une sorte de question") if "kind" in parts else None
    if name is None or not {"code", wording} <= parts.keys():
        return None
    kind = kinds[name]
    choices = _read_list(node, parts, lists, kind, key="choices")
    for key in sorted(
        ((_OF_KIND | _OF_ASKED) & parts.keys()) - set(kind.takes | _OF_ASKED if name.is_asked else kind.takes)
    ):
        parts[key].refuse(Sentence("pas de clé « {key} » pour une question « {name} »", key=key, name=name))
    return Question(
        code=parts["code"].code(),
        kind=name,
        text=parts[wording].text(),
        help=parts.text("help"),
        why=parts.text("why"),
        scope=parts["scope"].word(Scope, "un périmètre") if "scope" in parts else None,
        choices=choices,
        allows_other=parts.flag("allows_other"),
        unit=_read_unit(node, parts, kind),
        bounds=_read_bounds(node, parts, kind),
        limits=_read_limits(node, parts, choices),
        low_label=parts.text("low_label"),
        high_label=parts.text("high_label"),
        columns=_read_columns(node, parts, lists) if "columns" in kind.takes else (),
        rows=_read_list(node, parts, lists, kind, key="rows"),
        relevance=parts.read("relevance", read_rule, None),
        requirement=parts["required"].word(Requirement, "une exigence") if "required" in parts else None,
        checks=parts.read("checks", lambda node: tuple(filter(None, map(_read_check, node.items()))), ()),
        continues=parts.read("continues", _read_continues, None),
        kept=read_kept(parts.get("kept")),
    )


def _read_continues(node: Node) -> EarlierQuestion | None:
    parts = node.fields(required=("campaign", "question"))
    if len(parts) < 2:  # the campaign and the question
        return None
    return EarlierQuestion(campaign=parts["campaign"].string(), question=parts["question"].code())


def _read_list(
    node: Node, parts: Fields, lists: Mapping[str, ChoiceList], kind: Kind, *, key: str
) -> ChoiceList | None:
    if key not in kind.takes:
        return None
    if key not in parts:
        node.refuse(Sentence("la clé « {key} » : cette sorte de question demande une liste de choix", key=key))
        return None
    choice_list = lists.get(str(parts[key].value))
    if choice_list is None:
        parts[key].refuse(
            Sentence(
                "une liste de choix définie dans le fichier ({lists})", lists=", ".join(lists) or Sentence("aucune")
            )
        )
    return choice_list


def _read_unit(node: Node, parts: Fields, kind: Kind) -> str:
    if "unit" not in kind.takes:
        return kind.fixed_unit
    if "unit" not in parts:
        node.refuse("la clé « unit » : un nombre a une unité (« count » pour un dénombrement)")
        return ""
    try:
        return get_unit(str(parts["unit"].value)).code
    except DomainError:
        parts["unit"].refuse("une unité connue (kWh, MWh, tCO2e, EUR, inhabitants, count…)")
        return ""


def _read_bounds(node: Node, parts: Fields, kind: Kind) -> Bounds:
    default = kind.usual_bounds
    low = parts.read("min", Node.number, default.low)
    high = parts.read("max", Node.number, default.high)
    if low is not None and high is not None and low > high:
        node.refuse(Sentence("des bornes dans l’ordre (min {low:g} est au-dessus de max {high:g})", low=low, high=high))
        return default
    bounds = Bounds(low=low, high=high)
    if expected := kind.bounds_fault(bounds):
        node.refuse(expected)
    return bounds


def _read_limits(node: Node, parts: Fields, choices: ChoiceList | None) -> Limits:
    """What an answer may say at once; numbers out of order and codes of no choice are refused."""
    counts = {key: parts.read(key, _read_count, None) for key in COUNTS}
    fewest = counts["min_choices"] or counts["min_rows"]
    most = counts["max_choices"] or counts["max_rows"]
    low, high = (parts.read(key, Node.number, None) for key in ("min_total", "max_total"))
    for lowest, highest in ((fewest, most), (low, high)):
        if lowest is not None and highest is not None and lowest > highest:
            expected = "des limites dans l’ordre ({low:g} est au-dessus de {high:g})"
            node.refuse(Sentence(expected, low=lowest, high=highest))
    codes = choices.codes if choices else ()
    if choices and fewest is not None and fewest > len(codes) + parts.flag("allows_other"):
        parts["min_choices"].refuse(Sentence("un nombre de choix que la liste permet ({count})", count=len(codes)))
    groups = {key: parts.read(key, Node.strings, ()) for key in ("exclusive", "at_least_one_of")}
    for key, named in groups.items():
        if choices and (unknown := [code for code in named if code not in codes]):
            expected = "des choix de la liste ({codes}) et non {unknown}"
            parts[key].refuse(Sentence(expected, codes=", ".join(codes), unknown=", ".join(unknown)))
    return Limits(
        fewest=fewest,
        most=most,
        exclusive=groups["exclusive"],
        any_of=groups["at_least_one_of"],
        low_total=low,
        high_total=high,
    )


def _read_count(node: Node) -> int | None:
    """How many choices or rows: a whole number from 1."""
    number = node.number()
    if number is None or number < 1 or number != int(number):
        node.refuse("un nombre entier, à partir de 1")
        return None
    return int(number)


def _read_columns(node: Node, parts: Fields, lists: Mapping[str, ChoiceList]) -> tuple[Question, ...]:
    if "columns" not in parts:
        node.refuse("la clé « columns » : un tableau a des colonnes")
        return ()
    columns: list[Question] = []
    for item in parts["columns"].items():
        own = item.fields(required=("code", "kind", "label"), optional=("choices", "unit", "min", "max", *_TOTALS))
        column = _build(item, own, lists, COLUMN_KINDS, wording="label")
        if column and not column.unit:
            for key in _TOTALS & own.keys():
                own[key].refuse("un total pour une colonne de nombres")
        if column and any(column.code == other.code for other in columns):
            item.refuse(Sentence("un code de colonne unique (« {code} » est déjà pris)", code=column.code))
        if column:
            columns.append(column)
    return tuple(columns)
