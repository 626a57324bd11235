"""Rows of the `survey` sheet that ask our questions."""

from collections.abc import Iterator, Sequence

from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.kinds import CheckSeverity, QuestionKind, Requirement
from autan.survey.questionnaires.core.questionnaire import OTHER, Bounds, Check, ChoiceList, Question
from autan.survey.xlsforms.core.names import (
    MULTILINE,
    WITH_OTHER,
    FormNames,
    codes_in_form,
    form_traits,
    free_name,
    list_in_form,
)
from autan.survey.xlsforms.core.rules import limits_message, names_in, write_breaches, write_expression, write_limits
from autan.survey.xlsforms.core.types import USUAL_TYPES, fits_kind, is_writable

K = QuestionKind
FRENCH, ENGLISH = "Français (fr)", "English (en)"
SPECIFY = Sentence("Précisez")
_MARKED = frozenset({K.SHORT_TEXT, K.HALF_OPEN, K.PERCENTAGE, K.YEAR})
BLOCKS = frozenset({K.TABLE, K.MATRIX, K.SPLIT})
"""Kinds that are asked by several rows between an opening and an end."""
_EXPRESSIONS = frozenset(
    {"relevant", "constraint", "calculation", "required", "default", "choice_filter", "trigger", "repeat_count"}
)

type FormCells = dict[str, str]


def write_question(question: Question, names: FormNames) -> Iterator[FormCells]:
    """Give the rows that ask a question, in order."""
    if question.kind in BLOCKS:
        yield from _block(question, names)
        return
    row = _head(question, names) | {"type": _type(question), **_own(question)}
    row |= _constraint(question, names, row)
    if question.kind is K.OPEN:
        row.setdefault("appearance", MULTILINE)
    yield row
    name = names.names[question.code]
    if question.kind is K.HALF_OPEN:
        yield {
            "type": "text",
            "name": names.parts[question.code][1],
            "autan_kind": "part",
            **bilingual_cells("label", SPECIFY),
        }
    elif asks_other(question):
        relevant = f"selected(${{{name}}}, '{OTHER}')"
        row = {"type": "text", "name": f"{name}_{OTHER}", "autan_kind": "part", "relevant": relevant}
        yield row | bilingual_cells("label", SPECIFY)


def bilingual_cells(column: str, text: Text) -> FormCells:
    """Return the cells of a wording in our two languages; an empty one has none."""
    cells = {f"{column}::{FRENCH}": text.fr, f"{column}::{ENGLISH}": text.en}
    return {heading: value for heading, value in cells.items() if value}


def _head(question: Question, names: FormNames) -> FormCells:
    """Name, wordings, when it is asked, what is kept of another form."""
    cells: FormCells = {
        "name": names.names[question.code],
        **bilingual_cells("label", question.text),
        **bilingual_cells("hint", question.help),
    }
    traits = form_traits(question.kept)
    for column, value in traits.items():
        is_ours = column in {"name", "type"} or column.startswith(("row.", "column."))
        if not is_ours and (column not in _EXPRESSIONS or is_expressible(value, names)):
            cells[column] = value
    rules = [write_expression(question.relevance, names)] if question.relevance else []
    rules += [cells.pop("relevant")] if "relevant" in cells else []
    if rules:
        cells["relevant"] = " and ".join(f"({rule})" for rule in rules) if len(rules) > 1 else rules[0]
    if question.requirement is Requirement.HARD and question.kind not in BLOCKS:
        cells["required"] = "yes"
    elif question.requirement:
        cells["autan_required"] = question.requirement.value
    return cells | _own_cells(question)


def _own_cells(question: Question) -> FormCells:
    """Columns of Autan that any question may have."""
    cells = bilingual_cells("autan_why", question.why)
    if question.scope:
        cells["autan_scope"] = question.scope.value
    if question.kind in {K.TABLE, K.RANKING}:
        counts = {"autan_fewest": question.limits.fewest, "autan_most": question.limits.most}
        cells |= {name: str(count) for name, count in counts.items() if count is not None}
    if question.continues:
        cells["autan_continues"] = f"{question.continues.campaign}/{question.continues.question}"
    return cells


def is_expressible(expression: str, names: FormNames) -> bool:
    """True when an expression kept of a form refers to nothing that is no longer asked."""
    written = {*names.names.values(), *(part for parts in names.parts.values() for part in parts)}
    return names_in(expression) <= written


def _type(question: Question) -> str:
    traits = form_traits(question.kept).get("type", "")
    if traits and fits_kind(traits, question.kind):
        return traits
    return _usual_type(question.kind, question.choices, WITH_OTHER if asks_other(question) else "")


def _usual_type(kind: QuestionKind, choices: ChoiceList | None, suffix: str = "") -> str:
    """Type of a kind; a list without a choice is asked as a text, as no form draws on an empty list."""
    if choices is None:
        return USUAL_TYPES[kind]
    return f"{USUAL_TYPES[kind]} {list_in_form(choices)}{suffix}" if choices.choices else USUAL_TYPES[K.OPEN]


def asks_other(question: Question) -> bool:
    """True when a form asks for « autre » beside the choices, whose list has none."""
    return question.allows_other and OTHER not in codes_in_form(question.choices)


def _own(question: Question) -> FormCells:
    """Return the cells of our own columns for a question, and the ends of a scale."""
    cells: FormCells = {}
    if question.kind in _MARKED or (question.kind is K.NUMBER and question.unit == "pct"):
        cells["autan_kind"] = question.kind.value
    if question.kind is K.NUMBER:
        cells["autan_unit"] = question.unit
    if question.kind is K.SCALE:
        cells["parameters"] = f"start={question.bounds.low:g} end={question.bounds.high:g} step=1"
        cells |= bilingual_cells("autan_low", question.low_label) | bilingual_cells("autan_high", question.high_label)
    return cells


def _constraint(question: Question, names: FormNames, row: FormCells) -> FormCells:
    """Bounds, limits, then the first check that forbids or what is kept of a form; a scale is bounded by itself."""
    bounds = write_bounds(question.bounds) if question.kind is not K.SCALE else ""
    limits = write_limits(question) if question.kind is K.MULTIPLE else []
    check = first_refusal(question)
    rule = f"({write_expression(check.rule, names, question.code)})" if check else row.get("constraint", "")
    whole = " and ".join(filter(None, (bounds, *limits, rule)))
    cells = {"constraint": whole} if whole else {}
    if check:
        return cells | bilingual_cells("constraint_message", check.message)
    return cells | (_message(question, row) if bounds or limits else {})


def _message(question: Question, row: FormCells) -> FormCells:
    """What is said of an answer that is out of its bounds or limits; what a form said before stays."""
    has_message = any(heading.startswith("constraint_message") for heading in row)
    return {} if has_message else bilingual_cells("constraint_message", limits_message(question))


def first_refusal(question: Question) -> Check | None:
    """Return the check of a question that a form can say: the first one that forbids."""
    return next((check for check in question.checks if check.severity is CheckSeverity.ERROR), None)


def write_bounds(bounds: Bounds) -> str:
    """Return the constraint that says bounds; empty when both ends are open.

    >>> write_bounds(Bounds(low=0, high=100))
    '. >= 0 and . <= 100'
    """
    ends = ((">=", bounds.low), ("<=", bounds.high))
    return " and ".join(f". {sign} {end!r}" for sign, end in ends if end is not None)


def _block(question: Question, names: FormNames) -> Iterator[FormCells]:
    word = "repeat" if question.kind is K.TABLE else "group"
    opening: FormCells = {"type": f"begin_{word}", "autan_kind": question.kind.value}
    if question.kind is not K.TABLE:
        opening["autan_list"] = list_in_form(question.choices or question.rows)
    head = _head(question, names)
    yield opening | head
    if question.kind is K.SPLIT:
        yield from _split_rows(question, names)
    elif question.kind is K.TABLE:
        yield from _cells(question, names.parts[question.code], names)
    else:
        yield from _matrix_rows(question, names)
    yield {"type": f"end_{word}"}
    if breaches := write_breaches(question, names):
        yield _refusal(question, names, [*filter(None, (head.get("relevant"),)), " or ".join(breaches)])


def _refusal(question: Question, names: FormNames, conditions: Sequence[str]) -> FormCells:
    """A note that is required and cannot be answered: while it shows, a form is not sent."""
    written = {*names.names.values(), *(part for parts in names.parts.values() for part in parts)}
    return {
        "type": "note",
        "name": free_name(f"{names.names[question.code]}_limit", {name.lower() for name in written}),
        "autan_kind": "part",
        **bilingual_cells("label", limits_message(question)),
        "relevant": " and ".join(f"({condition})" for condition in conditions),
        "required": "yes",
    }


def _split_rows(question: Question, names: FormNames) -> Iterator[FormCells]:
    for name, choice in zip(names.parts[question.code], question.listed, strict=True):
        row: FormCells = {
            "type": "decimal",
            "name": name,
            "autan_kind": "part",
            **bilingual_cells("label", choice.label),
        }
        row["constraint"] = ". >= 0 and . <= 100"
        if question.requirement is Requirement.HARD:
            row["required"] = "yes"
        yield row


def _matrix_rows(question: Question, names: FormNames) -> Iterator[FormCells]:
    parts = iter(names.parts[question.code])
    name = names.names[question.code]
    for code, choice in zip(codes_in_form(question.rows), question.lines, strict=True):
        yield {
            "type": "begin_group",
            "name": f"{name}_{code}_row",
            "autan_kind": "row",
            **bilingual_cells("label", choice.label),
        }
        yield from _cells(question, [next(parts) for _ in question.columns], names)
        yield {"type": "end_group"}


def _cells(question: Question, cell_names: Sequence[str], names: FormNames) -> Iterator[FormCells]:
    """One row a column, with what is kept of the form that it came from."""
    traits = form_traits(question.kept)
    for column, name in zip(question.columns, cell_names, strict=True):
        start = f"column.{column.code}."
        left = {key.removeprefix(start): value for key, value in traits.items() if key.startswith(start)}
        own_type = left.pop("type", "")
        is_own = bool(own_type) and is_writable(own_type, names.lists)
        left = {key: value for key, value in left.items() if key != "name" and is_expressible(value, names)}
        row: FormCells = {
            "type": own_type if is_own else _usual_type(column.kind, column.choices),
            "name": name,
            **bilingual_cells("label", column.text),
            **left,
        }
        if column.kind in {K.PERCENTAGE, K.YEAR} or (column.kind is K.NUMBER and column.unit == "pct"):
            row["autan_kind"] = column.kind.value
        if column.kind is K.NUMBER:
            row["autan_unit"] = column.unit
        bounds = write_bounds(column.bounds)
        totals = {"autan_min_total": column.limits.low_total, "autan_max_total": column.limits.high_total}
        row |= {name: repr(total) for name, total in totals.items() if total is not None}
        if bounds:
            row["constraint"] = " and ".join(filter(None, (bounds, left.get("constraint"))))
            row |= _message(column, row)
        yield row
