"""What does a tabulation hold, whatever the kind of question?"""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.evidence.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.core.figures import Figure, Method
from autan.evidence.core.notation import set_typography
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.core.units import Unit, get_unit
from autan.questionnaires.core.answers.answer import Hearing, RecordedAnswer, Respondent, campaign_ref
from autan.questionnaires.core.kinds import AnswerState
from autan.questionnaires.core.questionnaire import Question

AUTHORITIES = Text("collectivités", "authorities")
IN_AUTHORITIES = Text("nombre de collectivités", "number of authorities")
ANSWERS = Series(code="answers", label=Text("Collectivités", "Authorities"))
_MOST_NAMED = 3
SOURCE = Text("Réponses enregistrées de la campagne", "Recorded answers of the campaign")


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
        hearing: what each member answered to it.
        answered: how many members answered; a lower bound where answers are documented from a publication.
        rows: the other figures, in the order to show.
        chart: the chart of the kind, or None when there is nothing to draw.
    """

    question: Question
    hearing: Hearing
    answered: Figure
    rows: tuple[CountRow, ...]
    chart: Chart | None = None

    @property
    def members(self) -> tuple[Respondent, ...]:
        """Every member asked, in order."""
        return self.hearing.members

    @property
    def answers(self) -> tuple[tuple[Respondent, RecordedAnswer], ...]:
        """What was answered, by member, in order; members without a value are absent."""
        return tuple(self.hearing.answered())

    @property
    def silent(self) -> tuple[tuple[Respondent, AnswerState], ...]:
        """Members asked and without a value, in order, with the state of their answer."""
        asked = (member for member in self.members if member.siren not in self.hearing.unasked)
        told = ((member, self.hearing.state_of(member.siren)) for member in asked)
        return tuple((member, state) for member, state in told if state is not AnswerState.ANSWERED)

    @property
    def unasked(self) -> tuple[Respondent, ...]:
        """Members that the question is not asked of, in order."""
        return tuple(member for member in self.members if member.siren in self.hearing.unasked)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, those that enter a calculation or the chart included, each once."""
        rows = tuple(row.figure for row in self.rows)
        inputs = (figure for row in rows for figure in row.inputs)
        drawn = self.chart.figures if self.chart else ()
        every = (self.answered, *rows, *inputs, *drawn)
        return tuple({figure.id: figure for figure in every}.values())


def figure_id(question: Question, hearing: Hearing, measure: str) -> str:
    """Address of a figure computed from the answers to a question, by all the members or by a group of them."""
    place = f"{hearing.group}." if hearing.group else ""
    return f"survey.{hearing.campaign}.{question.code}.{place}{measure}"


def whole_label(question: Question, label: Text) -> Text:
    """Put the words of a question before those of a measure."""
    return Text(f"{question.text.fr} — {label.fr}", f"{question.text.en} — {label.en}")


def with_unit(text: Text, unit: Text) -> Text:
    """Put what is counted after a title; the title alone for a number without a unit."""
    return Text(f"{text.fr} ({unit.fr})", f"{text.en} ({unit.en})") if unit.fr else text


def begin_tabulation(
    question: Question, hearing: Hearing, rows: tuple[CountRow, ...] = (), chart: Chart | None = None
) -> Tabulation:
    """Put together what every kind has: who answered, what, and who did not."""
    answered = _count_answered(question, hearing)
    return Tabulation(question=question, hearing=hearing, answered=answered, rows=rows, chart=chart)


def list_answers(question: Question, hearing: Hearing) -> Tabulation:
    """Tabulate an open question: the answers, each beside its territory."""
    return begin_tabulation(question, hearing)


def count_row(question: Question, hearing: Hearing, measure: str, *, label: Text, value: int, known: int) -> CountRow:
    """Give the number of members for which something holds, among those for which it is known.

    Args:
        question: the question.
        hearing: what each member answered to it.
        measure: end of the address.
        label: what holds.
        value: for how many it holds.
        known: for how many it is known whether it holds.

    Returns:
        A row whose figure is « n of N »: a lower bound while it is not known for all; no number when it is for none.
    """
    figure = _count_figure(
        figure_id(question, hearing, measure),
        whole_label(question, label),
        hearing,
        unit="territories",
        value=value,
        known=known,
    )
    return CountRow(label=label, figure=figure)


def draw_counts(
    question: Question, hearing: Hearing, rows: Sequence[CountRow], *, of: Text = AUTHORITIES, total: int | None = None
) -> Chart | None:
    """Draw one bar a count, in order.

    Args:
        question: the question.
        hearing: what each member answered to it.
        rows: the counts.
        of: what is counted.
        total: out of how many; the members concerned when it is None.

    Returns:
        The chart; None when nothing is counted, and for a group, which is drawn beside the others.
    """
    most = max((row.figure.value or 0 for row in rows), default=0)
    if hearing.group or not most:
        return None
    whole = len(hearing.sirens) if total is None else total
    ahead = [row.label for row in rows if row.figure.value == most]
    return Chart(
        id=f"survey-{hearing.campaign}-{question.code}",
        kind=ChartKind.BARS,
        title=with_unit(question.text, Text(f"nombre de {of.fr}", f"number of {of.en}")),
        sentence=_say_what_leads(ahead, f"{most} des {whole} {of.fr}", f"{most} of the {whole} {of.en}"),
        rows=tuple(ChartRow(label=row.label, figures=(row.figure,)) for row in rows),
        series=(ANSWERS,),
        source=SOURCE,
    )


def _say_what_leads(ahead: Sequence[Text], french: str, english: str) -> Text:
    """Name what comes first; two or three that tie are named together, more are only counted."""
    if len(ahead) == 1:
        words = f"« {ahead[0].fr} » vient en tête des réponses connues ({french})."
        other = f"“{ahead[0].en}” comes first among the known answers ({english})."
    elif len(ahead) <= _MOST_NAMED:
        names = [f"« {label.fr} »" for label in ahead], [f"“{label.en}”" for label in ahead]
        words = (
            f"{_join(names[0], 'et')} viennent en tête des réponses connues, à égalité ({french} pour chaque ligne)."
        )
        other = f"{_join(names[1], 'and')} come first among the known answers, equally ({english} for each line)."
    else:
        words = f"{len(ahead)} lignes sont en tête des réponses connues, à égalité ({french} pour chacune)."
        other = f"{len(ahead)} lines come first among the known answers, equally ({english} for each)."
    return Text(set_typography(words, language="fr"), other)


def _join(names: Sequence[str], word: str) -> str:
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


def member_figure(
    question: Question,
    hearing: Hearing,
    member: Respondent,
    answer: RecordedAnswer,
    *,
    value: float,
    unit: Unit,
    measure: str = "value",
    subject: Text | None = None,
) -> Figure:
    """Return the value that one member gave, as a figure of its own: `<measure>_<siren>`, whatever its group."""
    wording = subject or question.text
    facts = (EvidenceRef(kind="fact", key=key) for key in answer.facts)
    return Figure(
        id=f"survey.{hearing.campaign}.{question.code}.{measure}_{member.siren}",
        label=Text(f"{wording.fr} ({member.name})", f"{wording.en} ({member.name})"),
        value=value,
        unit=unit,
        period=hearing.period,
        territories=(member.siren,),
        known=1,
        total=1,
        part=AUTHORITIES,
        state=ValueState.OBSERVED,
        method=_GIVEN,
        evidence=tuple(dict.fromkeys((answer.ref, *facts))),
    )


def unknown_figure(question: Question, hearing: Hearing, measure: str, *, label: Text, unit: Unit) -> Figure:
    """Return the figure of a measure that no answer documents."""
    return Figure(
        id=figure_id(question, hearing, measure),
        label=label,
        unit=unit,
        period=hearing.period,
        territories=hearing.about,
        known=0,
        total=len(hearing.sirens),
        part=AUTHORITIES,
        state=_absence(len(hearing.sirens)),
        method=_NOTHING,
    )


def _count_answered(question: Question, hearing: Hearing) -> Figure:
    """Count who answered; in a documented campaign a member without a row may well have answered."""
    told = sum(1 for siren in hearing.sirens if siren in hearing.answers)
    return _count_figure(
        figure_id(question, hearing, "answered"),
        Text(f"Réponses connues\u00a0: {question.text.fr}", f"Known answers: {question.text.en}"),
        hearing,
        unit="answers",
        value=hearing.answered_count,
        known=told if hearing.is_documented else len(hearing.sirens),
    )


def _count_figure(address: str, label: Text, hearing: Hearing, *, unit: str, value: int, known: int) -> Figure:
    total = len(hearing.sirens)
    state = ValueState.OBSERVED if known == total else ValueState.LOWER_BOUND
    return Figure(
        id=address,
        label=label,
        value=value if known else None,
        unit=get_unit(unit),
        period=hearing.period,
        territories=hearing.about,
        known=known,
        total=total,
        part=AUTHORITIES,
        state=state if known else _absence(total),
        method=_COUNTED,
        # that nobody answers is known from the campaign itself
        evidence=hearing.evidence or ((campaign_ref(hearing.campaign), *hearing.basis) if known else ()),
    )


def _absence(total: int) -> ValueState:
    """What is known of nobody is missing; over nobody, there is nothing to know."""
    return ValueState.MISSING if total else ValueState.NOT_APPLICABLE


_GIVEN = Method(name="member_figure", formula=Text("valeur donnée en réponse", "value given as an answer"))
_NOTHING = Method(name="unknown_figure", formula=Text("aucune réponse documentée", "no documented answer"))
_COUNTED = Method(
    name="count_figures",
    formula=Text(
        "nombre de collectivités pour lesquelles l’énoncé est vrai", "number of authorities for which it holds"
    ),
)
