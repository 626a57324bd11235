"""Small questionnaires, members and answers for the tests of this room."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.answer import QuestionResponses, RecordedAnswer, Respondent
from autan.survey.questionnaires.core.answers.fields import Parts
from autan.survey.questionnaires.core.answers.values import AnswerFault, AnswerValue
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind, registry
from autan.survey.questionnaires.core.kinds.registry import KINDS, kind_of
from autan.survey.questionnaires.core.questionnaire import Bounds, Choice, ChoiceList, Question, Questionnaire, Section
from autan.survey.questionnaires.core.spread.columns import FlatCell, FlatColumn, Path
from autan.survey.questionnaires.core.tabulation.results import Tabulation


def about(question: Question, responses: QuestionResponses) -> QuestionResponses:
    """The same answers, to another question."""
    return replace(responses, question=question)


def tabulate(question: Question, responses: QuestionResponses) -> Tabulation:
    return kind_of(question).tabulate(about(question, responses))


def find_measure(question: Question, responses: QuestionResponses, measure: str) -> Figure | None:
    return registry.find_measure(about(question, responses), measure)


def check_value(question: Question, value: object) -> AnswerValue:
    return kind_of(question).check_value(question, value)


def read_value(question: Question, parts: Parts) -> tuple[AnswerValue, tuple[AnswerFault, ...]]:
    return kind_of(question).read_value(question, parts)


def write_parts(question: Question, value: AnswerValue) -> Parts:
    return kind_of(question).write_parts(question, value)


def flatten_question(question: Question, length: int = 1) -> tuple[FlatColumn, ...]:
    return kind_of(question).columns(question, length)


def spread_value(
    question: Question, value: AnswerValue, columns: Sequence[FlatColumn], *, is_partial: bool = False
) -> list[FlatCell]:
    return kind_of(question).spread(value, columns, is_partial=is_partial)


def gather_value(question: Question, cells: Mapping[Path, FlatCell]) -> AnswerValue:
    return kind_of(question).gather_value(question, cells)


def holds_free_text(question: Question, value: AnswerValue) -> bool:
    return kind_of(question).holds_free_text(question, value)


def takes_free_text(question: Question) -> bool:
    return kind_of(question).takes_free_text(question)


def chosen_codes(question: Question, answer: RecordedAnswer) -> frozenset[str]:
    return frozenset(kind_of(question).codes(answer.value))


STATUS = ChoiceList(
    code="status",
    choices=tuple(
        Choice(code=code, label=Text(fr, en))
        for code, fr, en in (("yes", "Oui", "Yes"), ("planned", "Prévu", "Planned"), ("no", "Non", "No"))
    ),
)
TRIAD = ChoiceList(
    code="triad",
    choices=tuple(
        Choice(code=code, label=Text(code.capitalize(), code.capitalize()))
        for code in ("sobriety", "efficiency", "renewables")
    ),
)
SIRENS = tuple(f"{100000000 + rank}" for rank in range(1, 12))
MEMBERS = tuple(Respondent(siren=siren, name=f"Territoire {siren[-2:]}") for siren in SIRENS)


def make_question(kind: QuestionKind = QuestionKind.OPEN, **fields: Any) -> Question:
    defaults: dict[str, Any] = {"code": "q1", "text": Text("Quoi", "What")}
    if kind in {QuestionKind.SPLIT, QuestionKind.RANKING}:
        defaults["choices"] = TRIAD
    elif "choices" in KINDS[kind].takes:
        defaults["choices"] = STATUS
    if kind is QuestionKind.PERCENTAGE:
        defaults |= {"unit": "pct", "bounds": Bounds(low=0, high=100)}
    if kind is QuestionKind.SCALE:
        defaults |= {"bounds": Bounds(low=1, high=5), "low_label": Text("faible", "low")}
    if kind is QuestionKind.NUMBER:
        defaults["unit"] = "EUR"
    if kind is QuestionKind.TABLE:
        defaults["columns"] = (
            Question(code="title", kind=QuestionKind.OPEN, text=Text("Titre", "Title")),
            Question(code="status", kind=QuestionKind.SINGLE, text=Text("État", "Status"), choices=STATUS),
            Question(code="cost_eur", kind=QuestionKind.NUMBER, text=Text("Coût", "Cost"), unit="EUR"),
            Question(code="start", kind=QuestionKind.YEAR, text=Text("Début", "Start")),
        )
    if kind is QuestionKind.MATRIX:
        defaults["rows"] = TRIAD
        defaults["columns"] = (
            Question(code="status", kind=QuestionKind.SINGLE, text=Text("État", "Status"), choices=STATUS),
            Question(code="cost_eur", kind=QuestionKind.NUMBER, text=Text("Coût", "Cost"), unit="EUR"),
            Question(code="words", kind=QuestionKind.OPEN, text=Text("Mots", "Words")),
        )
    return Question(kind=kind, **(defaults | fields))


def make_answer(siren: str, value: Any = None, **fields: Any) -> RecordedAnswer:
    defaults: dict[str, Any] = {"campaign": "c", "question": "q1", "state": AnswerState.ANSWERED, "facts": ("S001",)}
    return RecordedAnswer(siren=siren, value=value, **(defaults | fields))


def make_responses(
    values: Mapping[str, Any] | Sequence[RecordedAnswer],
    *,
    members: Sequence[Respondent] = MEMBERS,
    is_documented: bool = True,
    question: Question | None = None,
) -> QuestionResponses:
    """A responses of the eleven: values by SIREN, or whole answers."""
    answers = (
        [make_answer(siren, value) for siren, value in values.items()] if isinstance(values, Mapping) else list(values)
    )
    return QuestionResponses(
        question=question or make_question(),
        campaign="c",
        period=Period.year(2013),
        members=tuple(members),
        answers={answer.siren: answer for answer in answers},
        is_documented=is_documented,
    )


def make_questionnaire(*questions: Question) -> Questionnaire:
    halves = (questions[: len(questions) // 2 + 1], questions[len(questions) // 2 + 1 :])
    sections = tuple(
        Section(code=f"s{rank}", title=Text(f"Partie {rank}", f"Part {rank}"), questions=tuple(half))
        for rank, half in enumerate(halves, start=1)
        if half
    )
    return Questionnaire(
        slug="essai",
        version=date(2013, 4, 1),
        title=Text("Essai", "Trial"),
        note=Text("", ""),
        sections=sections,
        lists=(STATUS, TRIAD),
    )


SMALL_YAML = """\
questionnaire: essai
version: 2013-04-01
title: {fr: "Essai", en: "Trial"}
choice_lists:
  status:
    - {code: "yes", label: {fr: "Oui", en: "Yes"}}
    - {code: "no", label: {fr: "Non", en: "No"}}
sections:
  - code: first
    title: {fr: "Première partie", en: "First part"}
    questions:
      - code: q1
        kind: half_open
        text: {fr: "Avez-vous un plan ?", en: "Have you a plan?"}
        choices: status
      - code: q2
        kind: number
        text: {fr: "Combien d'agents ?", en: "How many staff?"}
        unit: count
        min: 0
        max: 500
      - code: q3
        kind: table
        text: {fr: "Vos actions ?", en: "Your actions?"}
        columns:
          - {code: title, kind: open, label: {fr: "Titre", en: "Title"}}
          - {code: status, kind: single, label: {fr: "État", en: "Status"}, choices: status}
"""
