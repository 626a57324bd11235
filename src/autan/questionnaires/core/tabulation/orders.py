"""How are things graded and ranked? Counts by step of a scale, first places and middle ranks of a ranking."""

from collections import Counter
from collections.abc import Sequence

from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.questionnaires.core.answers.answer import Hearing, RecordedAnswer
from autan.questionnaires.core.answers.values import AnswerValue
from autan.questionnaires.core.questionnaire import Choice, Question
from autan.questionnaires.core.tabulation.points import gather_points, median_row
from autan.questionnaires.core.tabulation.results import CountRow, Tabulation, begin_tabulation, count_row, draw_counts


def tabulate_scale(question: Question, hearing: Hearing) -> Tabulation:
    """Count the members on each step, from the lower end to the upper one; the median step follows."""
    low, high = int(question.bounds.low or 0), int(question.bounds.high or 0)
    given = Counter(answer.value for answer in hearing.given if isinstance(answer.value, int | float))
    known = hearing.answered_count
    counts = [
        count_row(
            question,
            hearing,
            f"count_{step}",
            label=_step_label(question, step),
            value=given[step],
            known=known,
        )
        for step in range(low, high + 1)
    ]
    points = gather_points(question, hearing, lambda answer: answer.value, unit=get_unit("count"))
    return begin_tabulation(question, hearing, (*counts, median_row(points)), draw_counts(question, hearing, counts))


def tabulate_ranking(question: Question, hearing: Hearing) -> Tabulation:
    """For each choice: how many members rank it first, then its median rank among those that rank it.

    A partial answer that does not rank a choice first says nothing of its first place.
    """
    choices = question.choices.choices if question.choices else ()
    firsts = [_first_row(question, hearing, choice) for choice in choices]
    ranks = [_rank_row(question, hearing, choice) for choice in choices]
    return begin_tabulation(question, hearing, (*firsts, *ranks), draw_counts(question, hearing, firsts))


def _first_row(question: Question, hearing: Hearing, choice: Choice) -> CountRow:
    label = Text(f"{choice.label.fr}, en premier", f"{choice.label.en}, first")
    given = [_is_first(answer, choice.code) for answer in hearing.given]
    known = len(given) - given.count(None)
    return count_row(question, hearing, f"first_{choice.code}", label=label, value=given.count(True), known=known)


def _rank_row(question: Question, hearing: Hearing, choice: Choice) -> CountRow:
    """The median of the ranks that members give to a choice, each as `rank_<choice>_<siren>`."""

    def rank(answer: RecordedAnswer) -> object:
        return _rank(answer.value, choice.code) or None

    measure = f"rank_{choice.code}"
    subject = Text(f"{choice.label.fr}, rang", f"{choice.label.en}, rank")
    points = gather_points(question, hearing, rank, unit=get_unit("count"), measure=measure, subject=subject)
    return median_row(points, measure, Text(f"{choice.label.fr}, rang médian", f"{choice.label.en}, median rank"))


def _is_first(answer: RecordedAnswer, code: str) -> bool | None:
    is_first = _rank(answer.value, code) == 1
    return None if answer.is_partial and not is_first else is_first


def _rank(value: AnswerValue, code: str) -> int:
    """Rank of a choice from 1, or 0 where it is not ranked."""
    if isinstance(value, str) or not isinstance(value, Sequence) or code not in value:
        return 0
    return list(value).index(code) + 1


def _step_label(question: Question, step: int) -> Text:
    ends = {question.bounds.low: question.low_label, question.bounds.high: question.high_label}
    words = ends.get(step, Text("", ""))
    return Text(f"{step} ({words.fr})", f"{step} ({words.en})") if words.fr else Text(str(step), str(step))
