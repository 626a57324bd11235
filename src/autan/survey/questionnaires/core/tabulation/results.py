"""What the tabulation of a question holds, whatever its kind, and the figures and charts that several kinds make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.numbers import file_numbers
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Unit, get_unit
from autan.ground.texts.core.notation import set_typography
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.answer import QuestionResponses, RecordedAnswer, Respondent, campaign_ref
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.core.questionnaire import Question

AUTHORITIES = Sentence("collectivités")
IN_AUTHORITIES = Sentence("nombre de collectivités")
ANSWERS = Series(code="answers", label=Sentence("Collectivités"))
_MOST_NAMED = 3
SOURCE = Sentence("Réponses enregistrées de la campagne")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """One line of a table of counts: a choice, or what a figure measures, and its figure."""

    label: Text
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabulation:
    """What the answers to one question say together.

    `answered`: how many members answered; a lower bound where answers are documented from a publication.
    """

    responses: QuestionResponses
    answered: Figure
    rows: tuple[CountRow, ...]
    chart: Chart | None = None

    @property
    def question(self) -> Question:
        """The question."""
        return self.responses.question

    @property
    def members(self) -> tuple[Respondent, ...]:
        """Every member asked, in order."""
        return self.responses.members

    @property
    def answers(self) -> tuple[tuple[Respondent, RecordedAnswer], ...]:
        """Answers by member, in order; members without a value are absent."""
        return tuple(self.responses.answered())

    @property
    def silent(self) -> tuple[tuple[Respondent, AnswerState], ...]:
        """Members asked and without a value, in order, with the state of their answer."""
        members = (member for member in self.members if member.siren not in self.responses.unasked)
        states = ((member, self.responses.state_of(member.siren)) for member in members)
        return tuple((member, state) for member, state in states if state is not AnswerState.ANSWERED)

    @property
    def unasked(self) -> tuple[Respondent, ...]:
        """Members that the question is not asked of, in order."""
        return tuple(member for member in self.members if member.siren in self.responses.unasked)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, those that enter a calculation or the chart included, each once."""
        rows = tuple(row.figure for row in self.rows)
        inputs = (figure for row in rows for figure in row.inputs)
        drawn = self.chart.figures if self.chart else ()
        every = (self.answered, *rows, *inputs, *drawn)
        return tuple({figure.id: figure for figure in every}.values())


def figure_id(responses: QuestionResponses, measure: str) -> str:
    """Address of a figure computed from the answers to a question, by all the members or by a group of them."""
    place = f"{responses.group}." if responses.group else ""
    return f"survey.{responses.campaign}.{responses.question.code}.{place}{measure}"


def whole_label(question: Question, label: Text) -> Text:
    """Put the words of a question before those of a measure."""
    return Sentence.joined(" — ", (question.text, label))


def with_unit(text: Text, unit: Text) -> Text:
    """Put what is counted after a title; the title alone for a number without a unit."""
    return Text(f"{text.fr} ({unit.fr})", f"{text.en} ({unit.en})") if unit.fr else text


def begin_tabulation(
    responses: QuestionResponses, rows: tuple[CountRow, ...] = (), chart: Chart | None = None
) -> Tabulation:
    """Put together what every kind has: who answered, what, and who did not."""
    return Tabulation(responses=responses, answered=_count_answered(responses), rows=rows, chart=chart)


def make_figure(
    responses: QuestionResponses,
    measure: str,
    label: Text,
    *,
    unit: Unit,
    known: int,
    method: Method,
    state: ValueState = ValueState.OBSERVED,
    **more: Any,
) -> Figure:
    """Return a figure over the members concerned; `measure` ends its address.

    Its state is `missing` where it is known for none of those concerned, and `not_applicable` where nobody is. `more`
    is its value or its ends, its inputs, its evidence, its note.
    """
    total = len(responses.sirens)
    return Figure(
        id=figure_id(responses, measure),
        label=label,
        unit=unit,
        period=responses.period,
        territories=responses.about,
        known=known,
        total=total,
        part=AUTHORITIES,
        state=state if known else ValueState.MISSING if total else ValueState.NOT_APPLICABLE,
        method=method,
        **more,
    )


def unknown_figure(responses: QuestionResponses, measure: str, label: Text, unit: Unit) -> Figure:
    """Return the figure of a measure that no answer documents."""
    return make_figure(responses, measure, label, unit=unit, known=0, method=_NOTHING)


def count_row(responses: QuestionResponses, measure: str, *, label: Text, value: int, known: int) -> CountRow:
    """Give the number of members for which something holds, among those for which it is known.

    The figure is « n of N »: a lower bound while it is not known for all; no number when it is for none.
    """
    wording = whole_label(responses.question, label)
    figure = _count(responses, measure, wording, unit="territories", value=value, known=known)
    return CountRow(label=label, figure=figure)


def _count_answered(responses: QuestionResponses) -> Figure:
    """Count who answered; in a documented campaign a member without a row may well have answered."""
    text = responses.question.text
    label = Sentence("Réponses connues\u00a0: {text}", text=text)
    documented = sum(1 for siren in responses.sirens if siren in responses.answers)
    known = documented if responses.is_documented else len(responses.sirens)
    return _count(responses, "answered", label, unit="answers", value=responses.answered_count, known=known)


def _count(responses: QuestionResponses, measure: str, label: Text, *, unit: str, value: int, known: int) -> Figure:
    is_whole = known == len(responses.sirens)
    # that nobody answers is known from the campaign itself
    sources = (campaign_ref(responses.campaign), *responses.basis) if known else ()
    return make_figure(
        responses,
        measure,
        label,
        unit=get_unit(unit),
        known=known,
        method=_COUNTED,
        state=ValueState.OBSERVED if is_whole else ValueState.LOWER_BOUND,
        value=value if known else None,
        evidence=responses.evidence or sources,
    )


def describe_known(known: int, responses: QuestionResponses) -> Text:
    """Say how many answers are known, out of how many members concerned."""
    total = len(responses.sirens)
    return Sentence("Réponses connues\u00a0: {known} des {total} collectivités.", known=known, total=total)


def draw(
    responses: QuestionResponses,
    kind: ChartKind,
    rows: Iterable[ChartRow],
    *,
    unit: Text,
    sentence: Text,
    series: tuple[Series, ...] = (ANSWERS,),
    title: Text | None = None,
) -> Chart:
    """Draw the answers to a question."""
    return Chart(
        id=f"survey-{responses.campaign}-{responses.question.code}",
        kind=kind,
        title=with_unit(title or responses.question.text, unit),
        sentence=sentence,
        rows=tuple(rows),
        series=series,
        source=SOURCE,
    )


def draw_counts(
    responses: QuestionResponses, rows: Sequence[CountRow], *, of: Text = AUTHORITIES, total: int | None = None
) -> Chart | None:
    """Draw one bar a count, in order; None when nothing is counted, and for a group, drawn beside the others."""
    counts = {row.label: file_numbers(row.figure).value for row in rows}
    most = max((count for count in counts.values() if count is not None), default=0)
    if responses.group or not most:
        return None
    whole = len(responses.sirens) if total is None else total
    ahead = [label for label, count in counts.items() if count == most]
    return draw(
        responses,
        ChartKind.BARS,
        (ChartRow(label=row.label, figures=(row.figure,)) for row in rows),
        unit=Sentence("nombre de {of}", of=of),
        sentence=_describe_leaders(ahead, f"{most} des {whole} {of.fr}", f"{most} of the {whole} {of.en}"),
    )


def _describe_leaders(ahead: Sequence[Text], french: str, english: str) -> Text:
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
    responses: QuestionResponses,
    answer: RecordedAnswer,
    *,
    name: str,
    value: float,
    unit: Unit,
    measure: str = "value",
    subject: Text | None = None,
) -> Figure:
    """Return the value that one member gave, as a figure of its own: `<measure>_<siren>`, whatever its group."""
    wording = subject or responses.question.text
    facts = (EvidenceRef(kind="fact", key=key) for key in answer.facts)
    return Figure(
        id=f"survey.{responses.campaign}.{responses.question.code}.{measure}_{answer.siren}",
        label=Text(f"{wording.fr} ({name})", f"{wording.en} ({name})"),
        value=value,
        unit=unit,
        period=responses.period,
        territories=(answer.siren,),
        known=1,
        total=1,
        part=AUTHORITIES,
        state=ValueState.OBSERVED,
        method=_ANSWERED_VALUE,
        evidence=tuple(dict.fromkeys((answer.ref, *facts))),
    )


_ANSWERED_VALUE = Method(name="member_figure", formula=Sentence("valeur donnée en réponse"))
_NOTHING = Method(name="unknown_figure", formula=Sentence("aucune réponse documentée"))
_COUNTED = Method(
    name="count_figures",
    formula=Sentence("nombre de collectivités pour lesquelles l’énoncé est vrai"),
)
