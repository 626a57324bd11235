"""How does one question of LimeSurvey become one of ours, with its lists, columns and traits?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from autan.errors import DomainError, Fault
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.formats.importers.limesurvey.tables import LimeOption, LimeQuestion
from autan.formats.importers.limesurvey.texts import (
    LONGEST_ANSWER,
    LONGEST_CODE,
    Wordings,
    is_rewritten,
    settle_code,
    unshown_in,
)
from autan.formats.importers.limesurvey.types import DEFAULT_LETTERS, FIXED_LISTS, KINDS, REMARKS, THEMES
from autan.questionnaires.core.kinds import QuestionKind, Requirement
from autan.questionnaires.core.kinds.registry import KINDS as KINDS_OF_OURS
from autan.questionnaires.core.questionnaire import Bounds, Choice, ChoiceList, ForeignTrait, Question

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?")
_MUTE = frozenset({"", "0", "N"})
_USUAL = frozenset(  # settings that LimeSurvey writes as « 1 » when nobody touched them
    {"assessment_value", "commented_checkbox_auto", "dropdown_dates_minute_step", "horizontal_scroll"}
    | {"max_num_of_files", "samechoiceheight", "samelistheight", "show_comment", "show_title", "showpopups"}
    | {"statistics_showgraph", "statistics_showmap", "time_limit_action"}
)
_SHOWN = 80
_OPEN_ENDED = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE})
_REQUIREMENTS = {"Y": Requirement.HARD, "S": Requirement.SOFT}
_SCALE = Bounds(low=1, high=5)


@dataclass(slots=True, kw_only=True)
class Building:
    """What grows while one file is turned into a questionnaire.

    Attributes:
        wordings: how texts are turned into our languages.
        codes: codes taken by questions and sections.
        lists: choice lists, by code.
        section_traits: traits of groups, by identifier.
        has_points: True when the survey sums the points of answers, whose loss then matters.
        section_codes: codes of sections, by identifier of their group.
        warnings: what ours does not hold.
    """

    wordings: Wordings
    codes: set[str] = field(default_factory=set)
    lists: dict[str, ChoiceList] = field(default_factory=dict)
    section_traits: dict[str, list[ForeignTrait]] = field(default_factory=dict)
    has_points: bool = False
    section_codes: dict[str, str] = field(default_factory=dict)
    warnings: list[Fault] = field(default_factory=list)

    def warn(self, line: int, place: str, value: str | None, expected: str) -> None:
        """Note something that ours does not hold, with its place."""
        self.warnings.append(Fault(row=line, column=place, value=value, expected=expected))

    def warn_of_texts(self, line: int, place: str, *texts: Mapping[str, str]) -> None:
        """Note what the words that we show leave out of some wordings."""
        named = dict.fromkeys(name for each in texts for name in unshown_in(each))
        if named:
            shown = ", ".join(named)[:_SHOWN]
            self.warn(line, place, shown, "un texte sans image, tableau ni renvoi (gardés, et non montrés ici)")

    def share(self, wanted: ChoiceList) -> ChoiceList:
        """Return the list of the same content already made, or make it under a code not yet taken."""
        for known in self.lists.values():
            if (known.choices, known.kept) == (wanted.choices, wanted.kept):
                return known
        code, rank = wanted.code, 1
        while code in self.lists:
            rank += 1
            code = f"{wanted.code}_{rank}"
        self.lists[code] = replace(wanted, code=code)
        return self.lists[code]


def build_question(lime: LimeQuestion, building: Building) -> Question:
    """Turn one question; an unknown type becomes an open question, kept and said."""
    letter = lime.letter
    code = settle_code(lime.code, building.codes, prefix="q")
    kind = KINDS.get(letter, QuestionKind.OPEN)
    if letter not in KINDS:
        building.warn(lime.row.line, lime.code, letter, "un type de question connu (repris comme question ouverte)")
    elif letter in REMARKS:
        building.warn(lime.row.line, lime.code, letter, REMARKS[letter])
    attributes = dict(lime.attributes)
    fields = _fields(lime, code, kind, attributes, building)
    kind = fields.pop("kind", kind)
    question = Question(
        code=code,
        kind=kind,
        text=building.wordings.text(lime.texts.get("question", {}), default=lime.code or code),
        help=building.wordings.text(lime.texts.get("help", {})),
        allows_other=lime.row.get("other") == "Y" and kind in _OPEN_ENDED and letter not in "YG",
        requirement=None if kind is QuestionKind.DISPLAY else _REQUIREMENTS.get(lime.row.get("mandatory")),
        **fields,
    )
    return replace(question, kept=tuple(_traits(lime, question, attributes, building)))


def _fields(
    lime: LimeQuestion, code: str, kind: QuestionKind, attributes: dict[tuple[str, str], str], building: Building
) -> dict[str, Any]:
    """Choices, rows, columns, unit and bounds; attributes that are taken in are removed."""
    if kind is QuestionKind.NUMBER:
        return _number_fields(lime, attributes, building)
    if kind is QuestionKind.MATRIX:
        return _matrix_fields(lime, code, attributes, building)
    if "choices" in KINDS_OF_OURS[kind].takes:
        return {"choices": _choices(lime, code, kind, building)}
    return {"bounds": _SCALE} if kind is QuestionKind.SCALE else {}


def _matrix_fields(
    lime: LimeQuestion, code: str, attributes: dict[tuple[str, str], str], building: Building
) -> dict[str, Any]:
    """Several numbers whose sum must be 100 are a split."""
    if lime.letter == "K" and attributes.get(("equals_num_value", "")) == "100" and lime.parts.get("0"):
        del attributes["equals_num_value", ""]
        return {"kind": QuestionKind.SPLIT, "choices": _list(lime.parts["0"], code, building)}
    rows = _list(lime.parts.get("0", []), f"{code}_rows", building)
    return {"rows": rows, "columns": _columns(lime, code, building)}


def _choices(lime: LimeQuestion, code: str, kind: QuestionKind, building: Building) -> ChoiceList:
    if lime.letter in "YG":
        return building.share(FIXED_LISTS[lime.letter])
    options = lime.parts.get("0", []) if kind is QuestionKind.MULTIPLE else lime.answers.get("0", [])
    if lime.letter == "R" and not options:  # since version 7, what is ranked is a sub-question
        options = lime.parts.get("0", [])
    if not options:
        building.warn(lime.row.line, lime.code, None, "des réponses proposées (il n’y en a pas dans le fichier)")
    return _list(options, code, building)


def _number_fields(lime: LimeQuestion, attributes: dict[tuple[str, str], str], building: Building) -> dict[str, Any]:
    bounds = Bounds(low=_bound(attributes, "min_num_value_n"), high=_bound(attributes, "max_num_value_n"))
    if bounds.low is not None and bounds.high is not None and bounds.low > bounds.high:
        building.warn(lime.row.line, lime.code, f"{bounds.low:g} > {bounds.high:g}", "des bornes dans l’ordre")
        bounds = Bounds()
    suffixes = {value.strip() for (name, _), value in attributes.items() if name == "suffix"}
    if suffixes == {"%"} and bounds == Bounds(low=0, high=100):
        _remove(attributes, "suffix")
        return {"kind": QuestionKind.PERCENTAGE, "unit": "pct", "bounds": bounds}
    unit = _unit(suffixes)
    if unit:
        _remove(attributes, "suffix")
    else:
        building.warn(lime.row.line, lime.code, None, "une unité (« count » en tient lieu)")
    return {"unit": unit or "count", "bounds": bounds}


def _bound(attributes: dict[tuple[str, str], str], name: str) -> float | None:
    text = attributes.get((name, ""), "")
    if not _NUMBER.fullmatch(text):
        return None
    del attributes[name, ""]
    return float(text) if "." in text else int(text)


def _unit(suffixes: set[str]) -> str:
    if len(suffixes) != 1:
        return ""
    (suffix,) = suffixes
    try:
        return get_unit({"€": "EUR"}.get(suffix, suffix)).code
    except DomainError:
        return ""


def _remove(attributes: dict[tuple[str, str], str], name: str) -> None:
    for key in [key for key in attributes if key[0] == name]:
        del attributes[key]


def _columns(lime: LimeQuestion, code: str, building: Building) -> tuple[Question, ...]:
    """Columns of a matrix: those of the file for `:` and `;`, else one, or two for a dual scale."""
    letter = lime.letter
    if letter in ":;":
        return _named_columns(lime.parts.get("1", []), letter, building)
    if letter in "KQ":
        kind = QuestionKind.NUMBER if letter == "K" else QuestionKind.OPEN
        label = Text("Nombre", "Number") if letter == "K" else Text("Texte", "Text")
        return (Question(code="value", kind=kind, text=label, unit="count" if letter == "K" else ""),)
    scales = [building.share(FIXED_LISTS[letter])] if letter in FIXED_LISTS else _scales(lime, code, building)
    return tuple(
        Question(
            code=f"scale_{rank}" if letter == "1" else "answer",
            kind=QuestionKind.SINGLE,
            text=Text(f"Échelle {rank}", f"Scale {rank}") if letter == "1" else Text("Réponse", "Answer"),
            choices=scale,
        )
        for rank, scale in enumerate(scales, start=1)
    )


def _scales(lime: LimeQuestion, code: str, building: Building) -> list[ChoiceList]:
    keys = ("0", "1") if lime.letter == "1" else ("0",)
    return [_list(lime.answers.get(key, []), code, building) for key in keys]


def _named_columns(options: Sequence[LimeOption], letter: str, building: Building) -> tuple[Question, ...]:
    taken: set[str] = set()
    kind, unit = (QuestionKind.NUMBER, "count") if letter == ":" else (QuestionKind.OPEN, "")
    return tuple(
        Question(
            code=settle_code(option.code, taken, prefix="c"),
            kind=kind,
            text=building.wordings.text(option.label, default=option.code),
            unit=unit,
        )
        for option in options
    )


def _list(options: Sequence[LimeOption], code: str, building: Building) -> ChoiceList:
    taken: set[str] = set()
    choices, traits = [], []
    for option in options:
        ours = settle_code(option.code, taken, prefix="a")
        choices.append(Choice(code=ours, label=building.wordings.text(option.label, default=option.code or ours)))
        if is_rewritten(option.code, ours, longest=LONGEST_ANSWER):
            traits.append(ForeignTrait(name=f"{ours}.code", value=option.code))
        traits += building.wordings.kept(f"{ours}.label", option.label)
        traits += _option_traits(ours, option)
    _warn_of_options(options, code, building)
    return building.share(ChoiceList(code=code, choices=tuple(choices), kept=tuple(traits)))


def _option_traits(start: str, option: LimeOption) -> list[ForeignTrait]:
    """Condition of a sub-question and points of an answer, which ours do not have."""
    given = {"relevance": option.relevance, "weight": option.weight}
    return [ForeignTrait(name=f"{start}.{name}", value=value) for name, value in given.items() if value]


def _warn_of_options(options: Sequence[LimeOption], place: str, building: Building) -> None:
    for option in options:
        if option.relevance:
            expected = "des choix et des lignes toujours montrés (cette condition est gardée comme texte)"
            building.warn(option.line, f"{place}.{option.code}", option.relevance[:_SHOWN], expected)
        building.warn_of_texts(option.line, f"{place}.{option.code}", option.label)
    weights = ", ".join(f"{option.code} = {option.weight}" for option in options if option.weight)
    if weights and building.has_points:
        building.warn(options[0].line, place, weights[:_SHOWN], "des réponses sans points (ceux-ci sont gardés)")


def _traits(
    lime: LimeQuestion, question: Question, attributes: Mapping[tuple[str, str], str], building: Building
) -> list[ForeignTrait]:
    """What is needed to write the question back, and what our question does not hold."""
    row = lime.row
    given = {
        "code": lime.code if is_rewritten(lime.code, question.code, longest=LONGEST_CODE) else "",
        "type": lime.letter if lime.letter != DEFAULT_LETTERS.get(question.kind) else "",
        "preg": row.get("preg"),
        "theme": row.get("question_theme_name") if row.get("question_theme_name") != THEMES.get(lime.letter) else "",
        "other": row.get("other") if row.get("other") == "Y" and not question.allows_other else "",
        "encrypted": row.get("encrypted") if row.get("encrypted") == "Y" else "",
    }
    traits = [ForeignTrait(name=name, value=value) for name, value in given.items() if value]
    for name, column in (("text", "question"), ("help", "help")):
        traits += building.wordings.kept(name, lime.texts.get(column, {}))
    for language, script in lime.texts.get("script", {}).items():
        traits.append(ForeignTrait(name=f"script.{language}", value=script))
    for option in lime.parts.get("1", []):
        column = next(
            (c.code for c, o in zip(question.columns, lime.parts["1"], strict=False) if o is option), option.code
        )
        if is_rewritten(option.code, column, longest=LONGEST_CODE):
            traits.append(ForeignTrait(name=f"column.{column}.code", value=option.code))
        traits += building.wordings.kept(f"column.{column}.label", option.label)
        traits += _option_traits(f"column.{column}", option)
    _warn_of_options(lime.parts.get("1", []), lime.code, building)
    for (name, language), value in attributes.items():
        traits.append(ForeignTrait(name=f"attribute.{name}.{language}".rstrip("."), value=value))
    _warn_of_traits(lime, given, attributes, building)
    if question.kind is not QuestionKind.DISPLAY or lime.letter == "X":
        building.warn_of_texts(lime.row.line, lime.code, lime.texts.get("question", {}), lime.texts.get("help", {}))
    return traits


def _warn_of_traits(
    lime: LimeQuestion, given: Mapping[str, str], attributes: Mapping[tuple[str, str], str], building: Building
) -> None:
    said = {
        name for (name, _), value in attributes.items() if value not in _MUTE and not (value == "1" and name in _USUAL)
    }
    if attributes.get(("hidden", "")) == "1":
        said.discard("hidden")
        building.warn(
            lime.row.line, lime.code, "hidden", "une question montrée (LimeSurvey la cache, elle est posée ici)"
        )
    named = sorted(said)
    named += [name for name in ("preg", "other", "encrypted") if given[name]]
    named += ["script"] if lime.texts.get("script") else []
    if named:
        building.warn(
            lime.row.line, lime.code, ", ".join(named), "des réglages qui ont leur place ici (gardés tels quels)"
        )
