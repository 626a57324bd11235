"""How are things graded and ranked? Counts by step of a scale, first places and middle ranks of a ranking."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autan.evidence.core.arithmetic import count_figures
from autan.evidence.core.figures import Figure
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.surveys.core.answers import Hearing, RecordedAnswer
from autan.surveys.core.quantities import MEDIAN, median_row
from autan.surveys.core.questionnaire import Choice, Question
from autan.surveys.core.results import CountRow, Tabulation, begin_tabulation, figure_id, member_figure
from autan.surveys.core.values import AnswerValue


def tabulate_scale(question: Question, hearing: Hearing) -> Tabulation:
    """Count the members on each step, from the lower end to the upper one; the median step follows."""
    low, high = int(question.bounds.low or 0), int(question.bounds.high or 0)
    rows = []
    for step in range(low, high + 1):
        label = _step_label(question, step)
        given: dict[str, bool | None] = {m.siren: answer.value == step for m, answer in hearing.answered()}
        rows.append(CountRow(label=label, figure=_count(question, hearing, f"count_{step}", given, label)))
    points = [
        member_figure(question, hearing, member, answer, value=answer.value, unit=get_unit("count"))
        for member, answer in hearing.answered()
        if isinstance(answer.value, int | float)
    ]
    rows.append(CountRow(label=MEDIAN, figure=median_row(question, hearing, points)))
    return begin_tabulation(question, hearing, tuple(rows))


def tabulate_ranking(question: Question, hearing: Hearing) -> Tabulation:
    """For each choice: how many members rank it first, then its median rank among those that rank it.

    A partial answer that does not rank a choice first says nothing of its first place.
    """
    firsts, ranks = [], []
    for choice in question.choices.choices if question.choices else ():
        label = Text(f"{choice.label.fr}, en premier", f"{choice.label.en}, first")
        given = {member.siren: _is_first(answer, choice.code) for member, answer in hearing.answered()}
        firsts.append(CountRow(label=label, figure=_count(question, hearing, f"first_{choice.code}", given, label)))
        label = Text(f"{choice.label.fr}, rang médian", f"{choice.label.en}, median rank")
        measure = f"rank_{choice.code}"
        points = _rank_figures(question, hearing, choice)
        ranks.append(CountRow(label=label, figure=median_row(question, hearing, points, measure=measure, label=label)))
    return begin_tabulation(question, hearing, (*firsts, *ranks))


def _rank_figures(question: Question, hearing: Hearing, choice: Choice) -> list[Figure]:
    """The rank that each member gives to a choice, as `rank_<choice>_<siren>`."""
    figures = []
    for member, answer in hearing.answered():
        if rank := _rank(answer.value, choice.code):
            figure = member_figure(question, hearing, member, answer, value=rank, unit=get_unit("count"))
            address = figure_id(question, hearing, f"rank_{choice.code}_{member.siren}")
            wording = Text(f"{choice.label.fr}, rang ({member.name})", f"{choice.label.en}, rank ({member.name})")
            figures.append(replace(figure, id=address, label=wording))
    return figures


def _is_first(answer: RecordedAnswer, code: str) -> bool | None:
    is_first = _rank(answer.value, code) == 1
    return None if answer.is_partial and not is_first else is_first


def _rank(value: AnswerValue, code: str) -> int:
    """Rank of a choice from 1, or 0 where it is not ranked."""
    if isinstance(value, str) or not isinstance(value, Sequence) or code not in value:
        return 0
    return list(value).index(code) + 1


def _count(question: Question, hearing: Hearing, measure: str, given: Mapping[str, bool | None], label: Text) -> Figure:
    return count_figures(
        [(member.siren, given.get(member.siren)) for member in hearing.concerned()],
        figure_id=figure_id(question, hearing, measure),
        label=Text(f"{question.text.fr} — {label.fr}", f"{question.text.en} — {label.en}"),
        period=hearing.period,
        unit=get_unit("territories"),
        evidence=hearing.evidence,
    )


def _step_label(question: Question, step: int) -> Text:
    ends = {question.bounds.low: question.low_label, question.bounds.high: question.high_label}
    words = ends.get(step, Text("", ""))
    return Text(f"{step} ({words.fr})", f"{step} ({words.en})") if words.fr else Text(str(step), str(step))
