"""Choices in order: how many rank each one first, and its median rank."""

from collections.abc import Mapping
from typing import override

from autan.evidence.figures.core.charts import ChartKind
from autan.evidence.figures.core.units import get_unit
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.answer import QuestionResponses
from autan.survey.questionnaires.core.answers.fields import AnswerField, Parts, Widget, read_number_part
from autan.survey.questionnaires.core.answers.values import (
    AnswerFault,
    AnswerValue,
    InvalidAnswerError,
    add_fault,
    check_choice,
    check_whole,
    is_list,
    items_of,
)
from autan.survey.questionnaires.core.kinds.kind import Kind, Listing
from autan.survey.questionnaires.core.printing.values import PrintedAnswer, print_by_choice
from autan.survey.questionnaires.core.questionnaire import Bounds, Choice, Question
from autan.survey.questionnaires.core.spread.columns import CellKind, FlatCell, FlatColumn, Path, column_of
from autan.survey.questionnaires.core.tabulation.points import gather_points, median_row
from autan.survey.questionnaires.core.tabulation.results import (
    CountRow,
    Tabulation,
    begin_tabulation,
    count_row,
    draw_counts,
)
from autan.survey.questionnaires.core.wordings import join_texts, verbatim

_NOT_RANKED = ("", verbatim("–"))
_RANK = Sentence("Rang")


class Ranking(Kind):
    """Choices in order, the first one first; what is not ranked is absent."""

    takes = frozenset({"choices", "min_choices", "max_choices"})
    grouped_as = ChartKind.BARS
    grouped_measure = "first_"
    listing = Listing.FOLDED
    hint = Sentence("numérotez de 1 (le plus important) au dernier")
    field_hint = Sentence("1 pour ce qui compte le plus\u202f; un tiret pour ce que vous ne classez pas.")

    @override
    def check(self, question: Question, value: object, faults: list[AnswerFault]) -> AnswerValue:
        first = f"rank.{question.offered[0].code}" if question.offered else "rank"
        if not is_list(value) or not value:
            french = "une liste de choix, dans l’ordre, est attendue"
            add_fault(faults, first, french, "a list of choices, in order, is expected")
        codes = [check_choice(code, question.choices, first, faults) for code in items_of(value)]
        if len(set(codes)) < len(codes):
            add_fault(faults, first, "un choix est classé deux fois", "a choice is ranked twice")
        return codes

    @override
    def fields(self, question: Question) -> tuple[AnswerField, ...]:
        choices = question.offered
        ranks = tuple((str(rank), verbatim(str(rank))) for rank in range(1, len(choices) + 1))
        return tuple(
            AnswerField(
                widget=Widget.SELECT, part=f"rank.{choice.code}", label=choice.label, options=(_NOT_RANKED, *ranks)
            )
            for choice in choices
        )

    @override
    def read(self, question: Question, parts: Parts, faults: list[AnswerFault]) -> AnswerValue:
        """Read the rank of each choice; a choice without rank is not ranked."""
        bounds = Bounds(low=1, high=len(question.offered))
        ranks: dict[int, str] = {}
        for code in [choice.code for choice in question.offered if f"rank.{choice.code}" in parts]:
            part, rank_faults = f"rank.{code}", list[AnswerFault]()
            number = read_number_part(parts, part, "", rank_faults)
            rank = 0 if number is None else check_whole(number, bounds, part, rank_faults)
            if not rank_faults and rank in ranks:
                french = "ce rang est déjà donné à un autre choix"
                add_fault(rank_faults, part, french, "this rank is given to another choice already")
            faults += rank_faults
            ranks[rank] = code
        missing = next((rank for rank in range(1, max(ranks, default=0)) if rank not in ranks), None)
        if missing and not faults:
            part = f"rank.{ranks[max(ranks)]}"
            french = f"aucun choix n’a le rang {missing}\u202f; les rangs se suivent depuis 1"
            add_fault(faults, part, french, f"no choice has rank {missing}; ranks follow one another from 1")
        return [ranks[rank] for rank in sorted(ranks)] or None

    @override
    def write(self, question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
        return {f"rank.{code}": (str(rank),) for rank, code in enumerate(items_of(value), start=1)}

    @override
    def columns(self, question: Question, length: int = 1) -> tuple[FlatColumn, ...]:
        return tuple(column_of(question, (choice.code,), CellKind.RANK, choice.label) for choice in question.offered)

    @override
    def cell(self, value: AnswerValue, column: FlatColumn, *, is_partial: bool) -> FlatCell:
        return _rank(value, str(column.path[0])) or None

    @override
    def gather(self, question: Question, known: Mapping[Path, FlatCell]) -> AnswerValue:
        """Gather choices in the order of their ranks.

        Raises InvalidAnswerError: two choices have one rank, or no choice has one of them: their order is not guessed.
        """
        ranked = [(known[choice.code,], choice.code) for choice in question.offered if (choice.code,) in known]
        ranks = sorted(rank if isinstance(rank, int | float) else 0 for rank, _code in ranked)
        if ranks != list(range(1, len(ranks) + 1)):
            shown = ", ".join(f"{rank:g}" for rank in ranks)
            french = f"des rangs qui se suivent depuis 1, chacun une fois (lu\u00a0: {shown})"
            message = Text(french, f"ranks that follow one another from 1, each once (read: {shown})")
            raise InvalidAnswerError(question.code, [AnswerFault(part=f"rank.{ranked[0][1]}", message=message)])
        return [code for _, code in sorted(ranked, key=lambda pair: pair[0] if isinstance(pair[0], int | float) else 0)]

    @override
    def format_value(self, question: Question, value: AnswerValue) -> tuple[Text, ...]:
        ranked = enumerate(items_of(value), start=1)
        return tuple(join_texts(". ", (verbatim(str(rank)), question.label_of(str(code)))) for rank, code in ranked)

    @override
    def print_answer(self, question: Question, value: AnswerValue, *, is_blank: bool) -> PrintedAnswer:
        ranks = {str(code): str(rank) for rank, code in enumerate(items_of(value), start=1)}
        return print_by_choice(question, _RANK, ranks, is_blank=is_blank, is_answered=value is not None)

    @override
    def tabulate(self, responses: QuestionResponses) -> Tabulation:
        """For each choice: how many members rank it first, then its median rank among those that rank it.

        A partial answer that does not rank a choice first says nothing of its first place.
        """
        choices = responses.question.offered
        firsts = [_first_row(responses, choice) for choice in choices]
        ranks = [_rank_row(responses, choice) for choice in choices]
        return begin_tabulation(responses, (*firsts, *ranks), draw_counts(responses, firsts))


def _first_row(responses: QuestionResponses, choice: Choice) -> CountRow:
    label = Sentence("{choice}, en premier", choice=choice.label)
    firsts = [(_rank(answer.value, choice.code) == 1, answer.is_partial) for answer in responses.given]
    count, known = sum(first for first, _ in firsts), sum(first or not is_partial for first, is_partial in firsts)
    return count_row(responses, f"first_{choice.code}", label=label, value=count, known=known)


def _rank_row(responses: QuestionResponses, choice: Choice) -> CountRow:
    """The median of the ranks that members give to a choice, each as `rank_<choice>_<siren>`."""
    measure = f"rank_{choice.code}"
    subject = Sentence("{choice}, rang", choice=choice.label)
    points = gather_points(
        responses,
        lambda answer: _rank(answer.value, choice.code) or None,
        unit=get_unit("count"),
        measure=measure,
        subject=subject,
    )
    return median_row(points, measure, Sentence("{choice}, rang médian", choice=choice.label))


def _rank(value: AnswerValue, code: str) -> int:
    """Rank of a choice from 1, or 0 where it is not ranked."""
    ranked = items_of(value)
    return list(ranked).index(code) + 1 if code in ranked else 0
