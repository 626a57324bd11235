"""A campaign of any size made up from a seed: plausible answers to every question of a questionnaire."""

import random
from collections.abc import Callable, Mapping
from typing import Any

from autan.ground.texts.core.periods import Period
from autan.survey.questionnaires.core.answers.answer import QuestionResponses, RecordedAnswer, Respondent
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire

K = QuestionKind
_STATES = (AnswerState.NO_DATA_EXISTS, AnswerState.REFUSED, AnswerState.NOT_APPLICABLE)
_SILENT, _OTHER_STATE = 0.08, 0.12


def invent_members(count: int) -> tuple[Respondent, ...]:
    return tuple(Respondent(siren=f"{900000000 + n}", name=f"Territoire {n}") for n in range(count))


def invent_answers(
    questionnaire: Questionnaire, members: tuple[Respondent, ...], *, campaign: str, seed: int
) -> list[RecordedAnswer]:
    """One answer a member and a question, less those that were left; one in twenty-five is a state without value."""
    dice = random.Random(seed)  # noqa: S311 - answers made up from a seed, nothing secret
    answers = []
    for question in questionnaire.questions:
        for member in members:
            chance = dice.random()
            if chance < _SILENT:
                continue
            is_answered = chance >= _OTHER_STATE
            answers.append(
                RecordedAnswer(
                    campaign=campaign,
                    siren=member.siren,
                    question=question.code,
                    state=AnswerState.ANSWERED if is_answered else dice.choice(_STATES),
                    value=_MAKERS[question.kind](question, dice) if is_answered else None,
                )
            )
    return answers


def hear(
    questionnaire: Questionnaire, members: tuple[Respondent, ...], answers: list[RecordedAnswer], *, campaign: str
) -> list[tuple[Question, QuestionResponses]]:
    """Each question with what every member answered to it."""
    by_question: dict[str, dict[str, RecordedAnswer]] = {}
    for answer in answers:
        by_question.setdefault(answer.question, {})[answer.siren] = answer
    return [
        (
            question,
            QuestionResponses(
                question=question,
                campaign=campaign,
                period=Period.year(2026),
                members=members,
                answers=by_question.get(question.code, {}),
                is_documented=False,
            ),
        )
        for question in questionnaire.questions
    ]


def _one(question: Question, dice: random.Random) -> str:
    return dice.choice(question.choices.codes if question.choices else ("",))


def _half_open(question: Question, dice: random.Random) -> Mapping[str, Any]:
    return {"choice": _one(question, dice), "text": "Précisions données par la collectivité."}


def _several(question: Question, dice: random.Random) -> Mapping[str, Any]:
    codes = [code for code in (question.choices.codes if question.choices else ()) if dice.random() < 0.4]
    has_other = question.allows_other and dice.random() < 0.1
    return {"choices": codes, "other": "Autre chose"} if has_other else {"choices": codes}


def _split(question: Question, dice: random.Random) -> Mapping[str, int]:
    codes = question.choices.codes if question.choices else ()
    cuts = sorted(dice.randint(0, 100) for _ in codes[1:])
    ends = [0, *cuts, 100]
    return {code: ends[rank + 1] - ends[rank] for rank, code in enumerate(codes)}


def _matrix(question: Question, dice: random.Random) -> Mapping[str, Any]:
    lines = question.rows.codes if question.rows else ()
    return {line: _row(question.columns, dice) for line in lines}


def _row(columns: tuple[Question, ...], dice: random.Random) -> Mapping[str, Any]:
    return {column.code: _cell(column, dice) for column in columns}


def _cell(column: Question, dice: random.Random) -> Any:
    if column.kind is K.SINGLE:
        return dice.choice(column.choices.codes if column.choices else ("",))
    if column.kind is K.OPEN:
        return "Une action"
    return dice.randint(2000, 2025) if column.kind is K.YEAR else dice.randint(0, 100)


_MAKERS: dict[QuestionKind, Callable[[Question, random.Random], Any]] = {
    K.OPEN: lambda question, dice: f"Réponse libre {dice.randint(1, 9999)} à {question.code}",
    K.SHORT_TEXT: lambda question, dice: f"{question.code} {dice.randint(1, 99)}",
    K.HALF_OPEN: _half_open,
    K.SINGLE: _one,
    K.MULTIPLE: _several,
    K.NUMBER: lambda _question, dice: dice.randint(0, 5000),
    K.PERCENTAGE: lambda _question, dice: dice.randint(0, 100),
    K.SCALE: lambda _question, dice: dice.randint(1, 5),
    K.RANKING: lambda question, dice: dice.sample(
        question.choices.codes if question.choices else (), len(question.choices.codes if question.choices else ())
    ),
    K.SPLIT: _split,
    K.DATE: lambda _question, dice: f"{dice.randint(2000, 2025)}-0{dice.randint(1, 9)}-15",
    K.YEAR: lambda _question, dice: dice.randint(2000, 2025),
    K.TABLE: lambda question, dice: [_row(question.columns, dice) for _ in range(dice.randint(1, 4))],
    K.MATRIX: _matrix,
    K.FILE: lambda _question, _dice: {"name": "plan.pdf"},
}
