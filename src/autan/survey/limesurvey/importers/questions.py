"""Questions of LimeSurvey turned into ours, with their lists, columns and traits."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from autan.evidence.figures.core.units import get_unit
from autan.ground.errors import DomainError, ImportFileError
from autan.ground.wordings import Sentence
from autan.survey.limesurvey.core.limits import (
    COLUMNS,
    COUNTED,
    Attributes,
    is_roster,
    read_cell_bounds,
    read_choice_limits,
    read_totals,
    restore_columns,
    row_limits,
)
from autan.survey.limesurvey.core.types import (
    DEFAULT_LETTERS,
    LONGEST_CODE,
    POINTS,
    TYPES,
    LimeType,
    choice_codes,
    is_rewritten,
)
from autan.survey.limesurvey.importers.building import Building
from autan.survey.limesurvey.importers.groups import LimeQuestion
from autan.survey.questionnaires.core.editing import settle_code
from autan.survey.questionnaires.core.kinds import QuestionKind, Requirement
from autan.survey.questionnaires.core.kinds.registry import KINDS
from autan.survey.questionnaires.core.questionnaire import Bounds, ChoiceList, ForeignTrait, Question
from autan.survey.questionnaires.importers import read_questionnaire

K = QuestionKind
_UNKNOWN = LimeType(letter="", kind=K.OPEN)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?")
_MUTE = frozenset({"", "0", "N"})
_USUAL = frozenset(  # settings that LimeSurvey writes as « 1 » when nobody touched them
    {"assessment_value", "commented_checkbox_auto", "dropdown_dates_minute_step", "horizontal_scroll"}
    | {"max_num_of_files", "samechoiceheight", "samelistheight", "show_comment", "show_title", "showpopups"}
    | {"statistics_showgraph", "statistics_showmap", "time_limit_action"}
)
_OPEN_ENDED = frozenset({K.SINGLE, K.MULTIPLE})
_REQUIREMENTS = {"Y": Requirement.HARD, "S": Requirement.SOFT}


def build_question(lime: LimeQuestion, building: Building) -> Question:
    """Turn one question; an unknown type becomes an open question, kept and said."""
    lime_type = TYPES.get(lime.letter, _UNKNOWN)
    code = settle_code(lime.code, building.codes, prefix="q")
    if lime_type is _UNKNOWN:
        expected = "un type de question connu (repris comme question ouverte)"
        building.warn(lime.row.line, lime.code, lime.letter, expected)
    elif lime_type.remark:
        building.warn(lime.row.line, lime.code, lime.letter, lime_type.remark)
    attributes = dict(lime.attributes)
    fields = {"kind": lime_type.kind, **_fields(lime, lime_type, code, attributes, building)}
    kind = fields["kind"]
    question = Question(
        code=code,
        text=building.wordings.text(lime.texts.get("question", {}), default=lime.code or code),
        help=building.wordings.text(lime.texts.get("help", {})),
        allows_other=lime.row.get("other") == "Y" and kind in _OPEN_ENDED and not lime_type.fixed,
        requirement=None if kind is K.DISPLAY else _REQUIREMENTS.get(lime.row.get("mandatory")),
        **fields,
    )
    return replace(question, kept=tuple(_traits(lime, question, attributes, building)))


def _fields(
    lime: LimeQuestion, lime_type: LimeType, code: str, attributes: Attributes, building: Building
) -> dict[str, Any]:
    """Choices, rows, columns, unit and bounds; attributes that are taken in are removed."""
    if lime_type.kind is K.NUMBER:
        return _number_fields(lime, attributes, building)
    if lime_type.kind is K.MATRIX:
        return _grid_fields(lime, lime_type, code, attributes, building)
    if "choices" in KINDS[lime_type.kind].takes:
        choices = _choices(lime, lime_type, code, building)
        if lime_type.kind not in COUNTED:
            return {"choices": choices}
        theirs = choice_codes(choices, is_part=lime_type.kind is K.MULTIPLE)
        ours = {theirs[code]: code for code in choices.codes}
        limits = read_choice_limits(attributes, ours, choices, lime_type.kind, lime.code)
        return {"choices": choices, "limits": limits}
    return {"bounds": POINTS} if lime_type.kind is K.SCALE else {}


def _grid_fields(
    lime: LimeQuestion, lime_type: LimeType, code: str, attributes: Attributes, building: Building
) -> dict[str, Any]:
    """Rows and columns of a grid; numbers that add up to 100 are a split, numbered rows those of a table."""
    parts = lime.parts.get("0", [])
    if lime.letter == "K" and attributes.get(("equals_num_value", "")) == "100" and parts:
        del attributes["equals_num_value", ""]  # several numbers whose sum must be 100 are a split
        return {"kind": K.SPLIT, "choices": building.list_of(parts, code)}
    columns = _columns(lime, lime_type, code, building)
    if lime.letter == "K" and columns:
        columns = (replace(columns[0], limits=read_totals(attributes)),)
    if lime.letter == ":" and (bounds := read_cell_bounds(attributes)) != Bounds():
        columns = tuple(replace(column, bounds=bounds) for column in columns)
    whole = _whole(attributes.pop((COLUMNS, ""), ""), building)
    columns = restore_columns(columns, whole) if whole else columns
    if lime_type.has_named_columns and is_roster([part.code for part in parts]):
        attributes.pop(("input_boxes", ""), None)
        return {"kind": K.TABLE, "columns": columns, "limits": row_limits(len(parts), whole)}
    return {"rows": building.list_of(parts, f"{code}_rows"), "columns": columns}


def _whole(text: str, building: Building) -> Question | None:
    """The grid or the table that LimeSurvey kept for us; None when it kept none, or a hand changed it since."""
    try:
        (question,) = read_questionnaire(text, COLUMNS).questions if text else (None,)
    except (ImportFileError, ValueError):
        return None
    columns = question.columns if question else ()
    shared = [replace(c, choices=building.share(c.choices)) if c.choices else c for c in columns]
    return replace(question, columns=tuple(shared)) if question else None


def _choices(lime: LimeQuestion, lime_type: LimeType, code: str, building: Building) -> ChoiceList:
    if lime_type.fixed:
        return building.share(lime_type.fixed)
    answers, parts = lime.answers.get("0", []), lime.parts.get("0", [])
    options = parts if lime_type.kind is K.MULTIPLE else answers
    if lime_type.kind is K.RANKING:
        options = answers or parts  # since version 7, what is ranked is a sub-question
        if answers and parts:
            shown = ", ".join(part.code for part in parts)
            expected = "les seules réponses proposées d’un classement (ses sous-questions ne sont pas reprises)"
            building.warn(lime.row.line, lime.code, shown, expected)
    if not options:
        building.warn(lime.row.line, lime.code, None, "des réponses proposées (il n’y en a pas dans le fichier)")
    return building.list_of(options, code)


def _number_fields(lime: LimeQuestion, attributes: Attributes, building: Building) -> dict[str, Any]:
    bounds = Bounds(low=_read_bound(attributes, "min_num_value_n"), high=_read_bound(attributes, "max_num_value_n"))
    if bounds.low is not None and bounds.high is not None and bounds.low > bounds.high:
        building.warn(lime.row.line, lime.code, f"{bounds.low:g} > {bounds.high:g}", "des bornes dans l’ordre")
        bounds = Bounds()
    suffixes = {value.strip() for (name, _), value in attributes.items() if name == "suffix"}
    is_share = suffixes == {"%"} and bounds == Bounds(low=0, high=100)
    unit = "pct" if is_share else _unit(suffixes)
    if unit:
        for key in [key for key in attributes if key[0] == "suffix"]:
            del attributes[key]
    else:
        building.warn(lime.row.line, lime.code, None, "une unité (« count » en tient lieu)")
    return {"unit": unit or "count", "bounds": bounds} | ({"kind": K.PERCENTAGE} if is_share else {})


def _read_bound(attributes: Attributes, name: str) -> float | None:
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


def _columns(lime: LimeQuestion, lime_type: LimeType, code: str, building: Building) -> tuple[Question, ...]:
    """Columns of a matrix: its sub-questions, one for its answers, or two for a dual scale."""
    kind = lime_type.cells or K.OPEN
    unit = "count" if kind is K.NUMBER else ""
    if lime_type.has_named_columns:
        taken: set[str] = set()
        return tuple(
            Question(
                code=settle_code(option.code, taken, prefix="c"),
                kind=kind,
                text=building.wordings.text(option.label, default=option.code),
                unit=unit,
            )
            for option in lime.parts.get("1", [])
        )
    if kind is not K.SINGLE:
        label = Sentence("Nombre") if kind is K.NUMBER else Sentence("Texte")
        return (Question(code="value", kind=kind, text=label, unit=unit),)
    if lime_type.fixed:
        scales = [building.share(lime_type.fixed)]
    else:
        scales = [building.list_of(lime.answers.get(str(scale), []), code) for scale in range(lime_type.scales)]
    return tuple(
        Question(
            code=f"scale_{rank}" if lime_type.scales > 1 else "answer",
            kind=kind,
            text=Sentence("Échelle {rank}", rank=rank) if lime_type.scales > 1 else Sentence("Réponse"),
            choices=scale,
        )
        for rank, scale in enumerate(scales, start=1)
    )


def _traits(lime: LimeQuestion, question: Question, attributes: Attributes, building: Building) -> list[ForeignTrait]:
    """Give what writing the question back needs, and what our question does not hold."""
    row = lime.row
    flags = {"other": question.allows_other, "encrypted": False, "same_default": False, "same_script": False}
    fields = {
        "code": lime.code if is_rewritten(lime.code, question.code, longest=LONGEST_CODE) else "",
        "type": "" if question.kind is K.TABLE or lime.letter == DEFAULT_LETTERS.get(question.kind) else lime.letter,
        "theme": ""
        if row.get("question_theme_name") == TYPES.get(lime.letter, _UNKNOWN).theme
        else row.get("question_theme_name"),
        "preg": row.get("preg"),
        **{name: row.get(name) for name, is_ours in flags.items() if row.get(name) not in _MUTE and not is_ours},
    }
    settings = {name: value for name, value in fields.items() if value}
    traits = [ForeignTrait(name=name, value=value) for name, value in settings.items()]
    for name, column in (("text", "question"), ("help", "help")):
        traits += building.wordings.kept(name, lime.texts.get(column, {}))
    scripts = lime.texts.get("script", {})
    traits += [ForeignTrait(name=f"script.{language}", value=script) for language, script in scripts.items()]
    parts = lime.parts.get("1", [])
    codes = [column.code for column in question.columns] if len(question.columns) == len(parts) else []
    for option, column_code in zip(parts, codes or [option.code for option in parts], strict=True):
        traits += building.option_traits(option, column_code, "column.", longest=LONGEST_CODE)
    building.warn_of_options(parts, lime.code)
    for (name, language), value in attributes.items():
        traits.append(ForeignTrait(name=f"attribute.{name}.{language}".rstrip("."), value=value))
    _warn_of_settings(lime, settings, attributes, building)
    if question.kind is not K.DISPLAY or lime.letter == "X":
        building.warn_of_texts(row.line, lime.code, lime.texts.get("question", {}), lime.texts.get("help", {}))
    return traits


def _warn_of_settings(
    lime: LimeQuestion, settings: Mapping[str, str], attributes: Attributes, building: Building
) -> None:
    names = sorted(
        {name for (name, _), value in attributes.items() if value not in _MUTE and (value != "1" or name not in _USUAL)}
    )
    if attributes.get(("hidden", "")) == "1":
        names.remove("hidden")
        expected = "une question montrée (LimeSurvey la cache, elle est posée ici)"
        building.warn(lime.row.line, lime.code, "hidden", expected)
    names += [name for name in settings if name not in {"code", "type", "theme"}]
    names += ["script"] if lime.texts.get("script") else []
    if names:
        expected = "des réglages qui ont leur place ici (gardés tels quels)"
        building.warn(lime.row.line, lime.code, ", ".join(names), expected)
