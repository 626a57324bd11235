"""Rows of a form turned into questions of Autan; see `blocks` for repeats and grids."""

import re
from dataclasses import replace
from typing import Any

from autan.evidence.figures.core.units import get_unit
from autan.ground.errors import DomainError
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence
from autan.survey.questionnaires.core.kinds import QuestionKind, Requirement, Scope
from autan.survey.questionnaires.core.kinds.numbers import LONGEST_SCALE
from autan.survey.questionnaires.core.kinds.registry import KINDS
from autan.survey.questionnaires.core.questionnaire import (
    Bounds,
    Choice,
    ChoiceList,
    EarlierQuestion,
    ForeignTrait,
    Limits,
    Question,
)
from autan.survey.xlsforms.core.names import MULTILINE, WITH_OTHER, trait
from autan.survey.xlsforms.core.types import USUAL_TYPES, RowType, is_near, kind_of_word, read_type
from autan.survey.xlsforms.importers.building import FormBuilding
from autan.survey.xlsforms.importers.columns import NamedFormRow

K = QuestionKind
_REFINED = {
    "text": {K.OPEN, K.SHORT_TEXT},
    "integer": {K.NUMBER, K.PERCENTAGE, K.YEAR, K.SCALE},
    "decimal": {K.NUMBER, K.PERCENTAGE},
    "range": {K.SCALE},
    "select_one": {K.SINGLE, K.HALF_OPEN},
}
ABOUT = frozenset({"autan_kind", "autan_list", "autan_required", "autan_why", "autan_scope", "autan_continues"})
ABOUT |= {"autan_fewest", "autan_most"}
"""Columns of Autan that any question may have."""
_READ = ABOUT | {"type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message"}
_READ |= {"autan_unit", "autan_low", "autan_high"}
_NOTED_COLUMNS = {
    "calculation": Sentence("une réponse donnée, non calculée (le calcul est gardé comme texte)"),
    "default": Sentence("une réponse donnée (la valeur par défaut est gardée comme texte)"),
    "choice_filter": Sentence("tous les choix proposés (le filtre est gardé comme texte)"),
    "repeat_count": Sentence("des lignes ajoutées librement (leur nombre est gardé comme texte)"),
    "trigger": Sentence("une réponse donnée (le déclencheur est gardé comme texte)"),
}
_YES, _NO = frozenset({"yes", "true", "true()", "1"}), frozenset({"", "no", "false", "false()", "0"})
_UNIT_WORDS = re.compile(r"\(\s*+(?:en\s++|in\s++)?+([^()]{1,20}?)\s*\)")
_SYMBOLS = {
    "€": "EUR",
    "k€": "kEUR",
    "M€": "MEUR",
    "%": "pct",
    "tCO2": "tCO2e",
    "teqCO2": "tCO2e",
    "habitants": "inhabitants",
}
_BOUND = re.compile(
    r"(\()?\s*\.\s*(?P<sign>>=|<=|>|<)\s*(?P<number>-?\d{1,15}(?:\.\d{1,10})?)\s*(?(1)\)|)\s*(?:and\s+|(?:and)?$)"
)
_AGREED = ChoiceList(code="acknowledge", choices=(Choice(code="ok", label=Sentence("Lu et accepté")),))
_PERCENT = Bounds(low=0, high=100)


def build_question(row: NamedFormRow, building: FormBuilding) -> Question:
    """Turn one row; a type that is not known becomes an open question, kept and said."""
    row_type = read_type(row.get("type"))
    code, traits = building.settle(row)
    kind = settle_kind(row, row_type, building)
    fields = _fields(row, row_type, kind, building)
    more = fields.pop("kept", ())
    kind = fields.pop("kind", kind)
    traits += dict.fromkeys([*type_traits(row, kind), *more])
    requirement, left = read_requirement(row, kind, building)
    question = Question(
        code=code,
        kind=kind,
        text=building.languages.text(row.texts("label") or row.texts("hint"), default=row.get("name")),
        help=building.languages.text(row.texts("hint")) if row.texts("label") else NO_TEXT,
        requirement=requirement,
        **fields,
    )
    question = add_own_columns(row, question, building)
    return replace(question, kept=(*traits, *left, *_unmapped_traits(row, kind, building)))


def settle_kind(row: NamedFormRow, row_type: RowType, building: FormBuilding) -> QuestionKind:
    """Return the kind that a row asks for; one that is not quite its type is said."""
    word = row_type.word.lower()
    own_kind = row.get("autan_kind")
    nearest = kind_of_word(word)
    kind = K(own_kind) if own_kind in _REFINED.get(word, set()) else nearest or K.OPEN
    if word.startswith("select_") and "_from_file" in word:
        building.warn(row, "type", "une liste du classeur (celle-ci est à part ; repris comme question ouverte)")
    elif nearest is None:
        building.warn(row, "type", "un type de question connu (repris comme question ouverte)")
    elif is_near(word):
        building.warn(row, "type", Sentence("un type que nous avons (repris comme {label})", label=kind.label))
    return kind


def type_traits(row: NamedFormRow, kind: QuestionKind) -> list[ForeignTrait]:
    """Return the type of a row when its kind would be written with another."""
    row_type = read_type(row.get("type"))
    return [] if row_type.word.lower() == USUAL_TYPES.get(kind) else [trait("type", row.get("type"))]


def _fields(row: NamedFormRow, row_type: RowType, kind: QuestionKind, building: FormBuilding) -> dict[str, Any]:
    """Choices, unit and bounds, by kind."""
    if "choices" in KINDS[kind].takes:
        return choice_fields(row, row_type, building)
    if row_type.word.lower() == "range" or kind is K.SCALE:
        return _range_fields(row, building)
    if kind in {K.NUMBER, K.PERCENTAGE, K.YEAR}:
        return number_fields(row, kind, building)
    return {}


def choice_fields(row: NamedFormRow, row_type: RowType, building: FormBuilding) -> dict[str, Any]:
    """The list that a row draws on; one that is in another file is asked as a text."""
    if not row_type.list_name:
        return {"choices": building.lists.setdefault(_AGREED.code, _AGREED)}
    name = row_type.list_name
    base = name.removesuffix(WITH_OTHER)
    if name not in building.lists and base in building.lists:
        return {"choices": building.lists[base], "allows_other": True}
    if "external" in row.get("type").lower().partition(name.lower())[0]:
        building.warn(row, "type", "une liste de la feuille « choices » (celle-ci sera écrite dans cette feuille)")
    if name in building.lists:
        other = row_type.allows_other and row_type.word != "rank"
        return {"choices": building.lists[name], "allows_other": True} if other else {"choices": building.lists[name]}
    building.warn(row, "type", "une liste de la feuille « choices » (repris comme question ouverte)")
    return {"kind": K.OPEN}


def number_fields(row: NamedFormRow, kind: QuestionKind, building: FormBuilding) -> dict[str, Any]:
    """Unit and bounds of a number."""
    bounds, _ = split_constraint(row)
    if bounds.low is not None and bounds.high is not None and bounds.low > bounds.high:
        building.warn(row, "constraint", "des bornes dans l’ordre")
        bounds = Bounds()
    if kind is K.YEAR:
        return {"bounds": bounds}
    if kind is K.PERCENTAGE:
        return {"unit": "pct", "bounds": bounds if bounds != Bounds() else _PERCENT}
    unit = _unit(row, building)
    if not row.get("autan_kind") and unit == "pct" and bounds == _PERCENT:
        return {"kind": K.PERCENTAGE, "unit": unit, "bounds": bounds}
    return {"unit": unit, "bounds": bounds}


def _unit(row: NamedFormRow, building: FormBuilding) -> str:
    """The unit that a row names, or that its label or hint gives between parentheses."""
    words = [row.get("autan_unit")] if row.get("autan_unit") else []
    if not words:
        words = [word for column in ("label", "hint") for word in _UNIT_WORDS.findall(row.get(column))]
    for word in words:
        try:
            return get_unit(_SYMBOLS.get(word, word)).code
        except DomainError:
            continue
    building.warn(row, "autan_unit", "une unité (« count » en tient lieu)")
    return "count"


def _range_fields(row: NamedFormRow, building: FormBuilding) -> dict[str, Any]:
    """A range of whole steps is a scale; another one is a number with bounds."""
    words = dict(re.findall(r"\b(\w++)\s*+=\s*+(-?\d++(?:\.\d++)?)", row.get("parameters")))
    low, high, step = (float(words.get(key, value)) for key, value in (("start", 1), ("end", 10), ("step", 1)))
    if not words and row.get("constraint"):
        bounds, _ = split_constraint(row)
        low, high = (low if bounds.low is None else bounds.low), (high if bounds.high is None else bounds.high)
    low, high = min(low, high), max(low, high)
    if step == 1 and low.is_integer() and high.is_integer() and 0 < high - low <= LONGEST_SCALE:
        return {"kind": K.SCALE, "bounds": Bounds(low=int(low), high=int(high))}
    traits = [trait("parameters", row.get("parameters"))]
    return {"kind": K.NUMBER, "unit": _unit(row, building), "bounds": Bounds(low=low, high=high), "kept": traits}


def split_constraint(row: NamedFormRow) -> tuple[Bounds, str]:
    """Return the bounds that a constraint sets, and what remains of it."""
    is_whole = read_type(row.get("type")).word.lower() in {"integer", "int"}
    ends: dict[str, float] = {}
    rest = row.get("constraint").strip()
    while match := _BOUND.match(rest):
        sign, number = match.group("sign"), float(match.group("number"))
        if len(sign) == 1 and not is_whole:
            break
        value = number + {">": 1, "<": -1}.get(sign, 0)
        ends[sign[0]] = int(value) if value.is_integer() else value
        rest = rest[match.end() :]
    return Bounds(low=ends.get(">"), high=ends.get("<")), rest


def read_requirement(
    row: NamedFormRow, kind: QuestionKind, building: FormBuilding
) -> tuple[Requirement | None, list[ForeignTrait]]:
    """Return the requirement of an answer; a condition on it is kept as text."""
    text, own = row.get("required").strip(), row.get("autan_required")
    if kind is K.DISPLAY or (text.lower() in _NO and not own):
        return None, []
    if own in set(Requirement):
        return Requirement(own), []
    if text.lower() in _YES:
        return Requirement.HARD, []
    building.warn(row, "required", "oui ou non (la condition est gardée comme texte)")
    return None, [trait("required", text)]


def add_own_columns(row: NamedFormRow, question: Question, building: FormBuilding) -> Question:
    """Return a question with what the columns of Autan say of it: why, scope, what it continues, ends of a scale."""
    why, low, high = (building.languages.text(row.texts(name)) for name in ("autan_why", "autan_low", "autan_high"))
    scope = row.get("autan_scope")
    if scope and scope not in set(Scope):
        building.warn(row, "autan_scope", Sentence("un périmètre parmi : {scope}", scope=", ".join(Scope)))
        scope = ""
    campaign, _, continued = row.get("autan_continues").partition("/")
    fewest, most = (read_whole(row.get(name)) for name in ("autan_fewest", "autan_most"))
    if question.kind in {K.TABLE, K.RANKING} and (fewest or most):
        question = replace(question, limits=Limits(fewest=fewest or None, most=most or None))
    if question.kind is not K.SCALE:
        low = high = NO_TEXT
    return replace(
        question,
        why=why,
        scope=Scope(scope) if scope else None,
        continues=EarlierQuestion(campaign=campaign, question=continued) if campaign and continued else None,
        low_label=low,
        high_label=high,
    )


def _unmapped_traits(row: NamedFormRow, kind: QuestionKind, building: FormBuilding) -> list[ForeignTrait]:
    for column, words in _NOTED_COLUMNS.items():
        if row.get(column):
            building.warn(row, column, words)
    is_range = read_type(row.get("type")).word.lower() == "range"
    is_plain_text = kind is K.OPEN and row.get("appearance") == MULTILINE
    taken = _READ | ({"parameters"} if is_range else set()) | ({"appearance"} if is_plain_text else set())
    return building.unmapped(row, taken)
