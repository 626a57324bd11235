"""What does a tabulation hold, whatever the kind of question?"""

from dataclasses import dataclass, replace

from autan.evidence.core.arithmetic import count_figures
from autan.evidence.core.charts import Chart
from autan.evidence.core.figures import Figure, Method
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.core.units import Unit, get_unit
from autan.surveys.core.answers import Hearing, RecordedAnswer, Respondent
from autan.surveys.core.kinds import AnswerState
from autan.surveys.core.questionnaire import Question

AUTHORITIES = Text("collectivités", "authorities")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """One line of a table of counts: a choice, or what a figure measures, and its figure."""

    label: Text
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabulation:
    """What the answers to one question say together.

    Attributes:
        question: the question.
        answered: how many members answered; a lower bound where answers are documented from a publication.
        rows: the other figures, in the order to show.
        members: every member asked, in order.
        answers: what was answered, by member, in order; members without a value are absent.
        silent: members without a value, in order, with the state of their answer.
        chart: the chart of the kind, or None when there is nothing to draw.
    """

    question: Question
    answered: Figure
    rows: tuple[CountRow, ...]
    members: tuple[Respondent, ...]
    answers: tuple[tuple[Respondent, RecordedAnswer], ...]
    silent: tuple[tuple[Respondent, AnswerState], ...]
    chart: Chart | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, those that enter a calculation or the chart included, each once."""
        rows = tuple(row.figure for row in self.rows)
        inputs = (figure for row in rows for figure in row.inputs)
        drawn = self.chart.figures if self.chart else ()
        every = (self.answered, *rows, *inputs, *drawn)
        return tuple({figure.id: figure for figure in every}.values())


def figure_id(question: Question, hearing: Hearing, measure: str) -> str:
    """Address of a figure computed from the answers to a question."""
    return f"survey.{hearing.campaign}.{question.code}.{measure}"


def begin_tabulation(
    question: Question, hearing: Hearing, rows: tuple[CountRow, ...] = (), chart: Chart | None = None
) -> Tabulation:
    """Put together what every kind has: who answered, what, and who did not."""
    answers = tuple(hearing.answered())
    heard = {member.siren for member, _ in answers}
    silent = tuple((m, hearing.state_of(m.siren)) for m in hearing.members if m.siren not in heard)
    return Tabulation(
        question=question,
        answered=_count_answered(question, hearing),
        rows=rows,
        members=hearing.members,
        answers=answers,
        silent=silent,
        chart=chart,
    )


def list_answers(question: Question, hearing: Hearing) -> Tabulation:
    """Tabulate an open question: the answers, each beside its territory."""
    return begin_tabulation(question, hearing)


def member_figure(
    question: Question, hearing: Hearing, member: Respondent, answer: RecordedAnswer, *, value: float, unit: Unit
) -> Figure:
    """Return the value that one member gave, as a figure of its own: `value_<siren>`."""
    only = replace(hearing, members=(member,), answers={member.siren: answer})
    return Figure(
        id=figure_id(question, hearing, f"value_{member.siren}"),
        label=Text(f"{question.text.fr} ({member.name})", f"{question.text.en} ({member.name})"),
        value=value,
        unit=unit,
        period=hearing.period,
        territories=(member.siren,),
        known=1,
        total=1,
        part=AUTHORITIES,
        state=ValueState.OBSERVED,
        method=Method(name="member_figure", formula=Text("valeur donnée en réponse", "value given as an answer")),
        evidence=only.evidence,
    )


def over_all(figure: Figure, hearing: Hearing) -> Figure:
    """Widen the coverage of a figure computed from the members that answered to all those concerned."""
    concerned = hearing.concerned()
    return replace(figure, total=len(concerned), territories=tuple(member.siren for member in concerned))


def unknown_figure(question: Question, hearing: Hearing, measure: str, *, label: Text, unit: Unit) -> Figure:
    """Return the figure of a measure that no answer documents."""
    concerned = hearing.concerned()
    return Figure(
        id=figure_id(question, hearing, measure),
        label=label,
        unit=unit,
        period=hearing.period,
        territories=tuple(member.siren for member in concerned),
        known=0,
        total=len(concerned),
        part=AUTHORITIES,
        state=ValueState.MISSING,
        method=Method(name="unknown_figure", formula=Text("aucune réponse documentée", "no documented answer")),
    )


def _count_answered(question: Question, hearing: Hearing) -> Figure:
    """Count who answered; in a documented campaign a member without a row may well have answered."""
    members = [(member.siren, _has_answered(hearing, member.siren)) for member in hearing.concerned()]
    return count_figures(
        members,
        figure_id=figure_id(question, hearing, "answered"),
        label=Text(f"Réponses connues\u00a0: {question.text.fr}", f"Known answers: {question.text.en}"),
        period=hearing.period,
        unit=get_unit("answers"),
        evidence=hearing.evidence,
    )


def _has_answered(hearing: Hearing, siren: str) -> bool | None:
    answer = hearing.answers.get(siren)
    if answer is None:
        return None if hearing.is_documented else False
    return answer.state is AnswerState.ANSWERED
