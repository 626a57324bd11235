"""Results of questions, ready to print: counts with their bars and names, answers, who gave none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autan.evidence.figures.core.charts import Chart
from autan.evidence.figures.core.numbers import falling_order, file_numbers
from autan.evidence.figures.models import Fact
from autan.ground.texts.language import words
from autan.ground.wordings import Text
from autan.survey.campaigns.core.addresses import measure_of
from autan.survey.questionnaires.core.answers.answer import MANY, RecordedAnswer, Respondent
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.core.kinds.kind import Listing
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.tabulation.results import Tabulation
from autan.survey.questionnaires.presenters.question_inputs import present_value
from autan.survey.results.core.agreement import draw_published_ranges
from autan.survey.results.core.groups import can_group
from autan.survey.results.presenters.counts import (
    CountedFigure,
    CountWords,
    ResultTable,
    describe_count,
    is_in_grid,
    join_names,
    name_some,
    present_grids,
    present_groups,
)
from autan.survey.results.queries.results import QuestionResult

_MOST_ANSWERS = 20
_AT_A_GLANCE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine(CountedFigure):
    """One counted line, with the words of what is counted."""

    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question with all that is known of it, ready to print.

    Attributes:
        lines: what was counted again, over all the members; empty by groups.
        grids: the choices of a matrix, a grid for each column of choices; empty by groups.
        chart: drawing of the answers, where the bars and the names of the table do not say it better.
        agreements: how published and recomputed figures stand, each sentence once.
        published_notes: what a reader must know of the published figures, each once.
        answers: answers to read, where what is counted does not say all; the first ones of a large campaign.
        is_folded: True when the answers only add to what is counted.
        other_states: words of each state given in place of a value, with the names.
    """

    result: QuestionResult
    answered: CountWords | None
    grouped: ResultTable | None
    lines: tuple[CountLine, ...]
    grids: tuple[ResultTable, ...]
    chart: Chart | None
    published_chart: Chart | None
    agreements: tuple[str, ...]
    published_notes: tuple[str, ...]
    is_answered: bool
    answers: tuple[dict[str, Any], ...]
    hidden_answers: int
    is_folded: bool
    findings: tuple[Fact, ...]
    silent: str
    other_states: tuple[tuple[str, str], ...]
    unasked: str

    @property
    def shared_note(self) -> str:
        """The note that every answer bears, to be said once; empty when they differ."""
        notes = {answer["note"] for answer in self.answers}
        return notes.pop() if len(notes) == 1 else ""

    @property
    def question(self) -> Question:
        """The question itself."""
        return self.result.tabulation.question

    @property
    def can_be_crossed(self) -> bool:
        """True when its answers put the territories in groups."""
        return self.is_answered and can_group(self.question)

    @property
    def has_unconcerned(self) -> bool:
        """True when some members are not concerned: counts are then over the others."""
        return self.result.tabulation.answered.total < len(self.result.tabulation.members)

    @property
    def glance(self) -> Sequence[CountLine]:
        """What is seen first: the choices made the most, with their bars; else the first lines, such as bounds."""
        counted = [line for line in self.lines if line.figure.unit.code == "territories"]
        if not counted:
            return [line for line in self.lines if line.figure.is_known][:_AT_A_GLANCE]
        numeric = [line for line in counted if file_numbers(line.figure).value]
        return sorted(numeric, key=lambda line: falling_order(line.figure))[:_AT_A_GLANCE]

    @property
    def has_names(self) -> bool:
        """True when some line names those it counts."""
        return any(line.names for line in self.lines)


def facts_needed(results: Sequence[QuestionResult]) -> list[str]:
    """Return the identifiers of every fact that a page of results shows."""
    ids: dict[str, None] = {}
    for result in results:
        ids.update(dict.fromkeys(result.findings))
        for _member, answer in result.tabulation.answers:
            ids.update(dict.fromkeys(answer.facts))
    return list(ids)


def present_results(
    results: Sequence[QuestionResult], facts: Mapping[str, Fact], *, is_documented: bool = True
) -> list[QuestionView]:
    """Return the views of the questions of one page."""
    return [_present_result(result, facts, is_documented=is_documented) for result in results]


def _present_result(result: QuestionResult, facts: Mapping[str, Fact], *, is_documented: bool) -> QuestionView:
    table = result.tabulation
    notes = [item.published.note for item in result.comparisons if item.published.note]
    to_read = table.answers if is_documented else _answers_to_read(table)
    shown = to_read[:_MOST_ANSWERS] if len(table.members) > MANY else to_read
    by_state: dict[AnswerState, list[str]] = {}
    for respondent, state in table.silent:
        by_state.setdefault(state, []).append(respondent.name)
    return QuestionView(
        result=result,
        answered=describe_count(table.answered),
        grouped=present_groups(result.grouped) if result.grouped else None,
        lines=() if result.grouped else _count_lines(table),
        grids=() if result.grouped else present_grids(table),
        chart=None if kind_of(table.question).counts_codes else table.chart,
        published_chart=draw_published_ranges(table.question, result.comparisons),
        agreements=tuple(dict.fromkeys(words(item.sentence) for item in result.comparisons)),
        published_notes=tuple(dict.fromkeys(words(note) for note in notes)),
        is_answered=bool(table.answers),
        answers=tuple(present_given(table.question, *pair, facts) for pair in shown),
        hidden_answers=len(to_read) - len(shown),
        is_folded=not is_documented and kind_of(table.question).listing is not Listing.ALL,
        findings=tuple(facts[key] for key in result.findings if key in facts),
        silent=name_some(by_state.pop(AnswerState.NOT_DOCUMENTED, [])),
        other_states=tuple((words(state.label), name_some(names)) for state, names in by_state.items()),
        unasked=join_names(table.unasked),
    )


def _answers_to_read(table: Tabulation) -> Sequence[tuple[Respondent, RecordedAnswer]]:
    """Answers that say more than the counts and the chart: words, tables, grids and orders, not plain numbers."""
    kind = kind_of(table.question)
    if kind.listing is Listing.WORDS:
        return [pair for pair in table.answers if kind.holds_free_text(table.question, pair[1].value)]
    return () if kind.listing is Listing.NONE else table.answers


def present_given(
    question: Question, respondent: Respondent, answer: RecordedAnswer, facts: Mapping[str, Fact]
) -> dict[str, Any]:
    """Return one answer ready to print."""
    return {
        "respondent": respondent,
        "lines": present_value(question, answer.value),
        # True when it holds words written by hand, in French whatever the language of the page.
        "is_free_text": kind_of(question).holds_free_text(question, answer.value),
        "is_partial": answer.is_partial,
        "note": words(answer.note),
        "facts": tuple(facts[key] for key in answer.facts if key in facts),
    }


def _count_lines(table: Tabulation) -> tuple[CountLine, ...]:
    """Lines of a tabulation; a choice names those who made it."""
    names = _names_by_measure(table) if len(table.members) <= MANY else {}
    return tuple(
        CountLine(
            label=row.label,
            figure=row.figure,
            has_share=True,
            names=", ".join(names.get(measure_of(row.figure), ())),
        )
        for row in table.rows
        if not is_in_grid(table, row)
    )


def _names_by_measure(table: Tabulation) -> Mapping[str, Sequence[str]]:
    """Names of those whom each figure counts: who made each choice, or gave each step of a scale; by measure."""
    names: dict[str, list[str]] = {}
    for respondent, answer in table.answers:
        for code in kind_of(table.question).codes(answer.value):
            names.setdefault(f"count_{code}", []).append(respondent.name)
    return names
