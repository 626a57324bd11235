"""How many rows do the tables hold, of which kinds, and what do their amounts add up to?"""

from collections.abc import Iterator, Mapping

from autan.evidence.core.figures import Figure, Method
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.core.units import Unit, get_unit
from autan.surveys.core.answers import Hearing, RecordedAnswer
from autan.surveys.core.questionnaire import Column, Question
from autan.surveys.core.results import AUTHORITIES, CountRow, Tabulation, begin_tabulation, figure_id
from autan.surveys.core.values import AnswerValue

_ROWS = Text("Lignes énumérées", "Rows listed")


def rows_of(answer: RecordedAnswer) -> tuple[Mapping[str, AnswerValue], ...]:
    """Rows of one member's table; empty for another value."""
    value = answer.value
    return tuple(row for row in value if isinstance(row, Mapping)) if isinstance(value, list | tuple) else ()


def tabulate_table(question: Question, hearing: Hearing) -> Tabulation:
    """Tabulate repeated rows: how many, how many of each choice, and the sum of each amount that may be added.

    A row whose cell is not known counts as a row, and not in the sums: every sum with such rows is a lower bound.
    """
    rows = [CountRow(label=_ROWS, figure=_total(question, hearing, "rows", label=_ROWS))]
    for column in question.columns:
        rows += _choice_rows(question, hearing, column)
        if column.unit and get_unit(column.unit).is_summable:
            rows.append(_amount_row(question, hearing, column))
    return begin_tabulation(question, hearing, tuple(rows))


def _choice_rows(question: Question, hearing: Hearing, column: Column) -> Iterator[CountRow]:
    for choice in column.choices.choices if column.choices else ():
        label = Text(f"{column.label.fr}\u00a0: {choice.label.fr}", f"{column.label.en}: {choice.label.en}")
        measure = f"rows_{column.code}_{choice.code}"
        yield CountRow(
            label=label,
            figure=_total(question, hearing, measure, label=label, column=column.code, choice=choice.code),
        )


def _amount_row(question: Question, hearing: Hearing, column: Column) -> CountRow:
    label = Text(f"{column.label.fr}, somme", f"{column.label.en}, sum")
    unit = get_unit(column.unit)
    return CountRow(
        label=label,
        figure=_total(question, hearing, f"sum_{column.code}", label=label, column=column.code, unit=unit),
    )


def _total(
    question: Question,
    hearing: Hearing,
    measure: str,
    *,
    label: Text,
    column: str = "",
    choice: str = "",
    unit: Unit | None = None,
) -> Figure:
    """Count rows, rows of one choice, or add one amount, over the members that listed rows."""
    heard = list(hearing.answered())
    rows = [row for _, answer in heard for row in rows_of(answer)]
    amounts = [row[column] for row in rows if column in row] if column else [1] * len(rows)
    if choice:
        counted: list[float | int] = [1 for cell in amounts if cell == choice]
    else:
        counted = [cell for cell in amounts if isinstance(cell, int | float)]
    concerned = hearing.concerned()
    is_partial = (
        len(heard) < len(concerned) or len(amounts) < len(rows) or any(answer.is_partial for _, answer in heard)
    )
    is_unknown = not heard or (bool(column) and not amounts)
    state = ValueState.LOWER_BOUND if is_partial else ValueState.OBSERVED
    return Figure(
        id=figure_id(question, hearing, measure),
        label=Text(f"{question.text.fr} — {label.fr}", f"{question.text.en} — {label.en}"),
        value=None if is_unknown else sum(counted),
        unit=unit or get_unit("count"),
        period=hearing.period,
        territories=tuple(member.siren for member in concerned),
        known=len(heard),
        total=len(concerned),
        part=AUTHORITIES,
        state=ValueState.MISSING if is_unknown else state,
        method=Method(
            name="tabulate_table",
            formula=Text("lignes comptées, ou cellules connues additionnées", "rows counted, or known cells added"),
        ),
        evidence=hearing.evidence,
    )
