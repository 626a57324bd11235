"""The readers of results: questions tabulated, by groups of territories, crossed.

Neighbours: `changes` (two campaigns), `figures` (one figure by its address).
"""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from autan.ground.wordings import Text
from autan.survey.campaigns.core.documented.published import PublishedResult, publish_figure
from autan.survey.campaigns.core.exchanges import ExchangeSubject, find_exchange, match_exchanges
from autan.survey.campaigns.models import Answer, PublishedFinding
from autan.survey.campaigns.queries.answers import shared_answers
from autan.survey.campaigns.queries.campaigns import CampaignView, published_results
from autan.survey.campaigns.queries.questionnaires import find_not_asked, questions_behind
from autan.survey.questionnaires.core.answers.answer import MANY, QuestionResponses, RecordedAnswer
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.core.kinds.registry import find_measure, kind_of
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.tabulation.results import Tabulation
from autan.survey.results.core.agreement import PublishedComparison, compare_figures
from autan.survey.results.core.crossing import Crossing, can_cross, cross
from autan.survey.results.core.grouped import GroupedTabulation, tabulate_groups
from autan.survey.results.core.groups import MemberGrouping, can_group, group_by_question

_STATES = {state.value: state for state in AnswerState}
_TRUE = frozenset({"1", "true"})  # a boolean as text, in SQLite and in PostgreSQL
_CHUNK = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """What is known of one question: published, found of the members together, and recomputed.

    `findings`: identifiers of the facts that state something of the members together.
    """

    rank: int
    tabulation: Tabulation
    comparisons: tuple[PublishedComparison, ...]
    findings: tuple[str, ...]
    grouped: GroupedTabulation | None = None


def read_responses(
    view: CampaignView, questions: Sequence[Question], *, including: Collection[str] = ()
) -> list[QuestionResponses]:
    """Return what every member answered to each question, in order. One query.

    Left out are the answers to a question that is no longer asked, since another answer changed, and those that are
    not validated where the campaign keeps them (see `readable_answers`), except the territories of `including`.
    """
    every = {question.code: question for question in view.questionnaire.questions}
    behind = questions_behind(questions, every)
    answers = _read_answers(view, behind, including)
    is_large = len(view.respondents) > MANY
    not_asked = find_not_asked(behind, answers, view.sirens, campaign=view.record.slug, is_large=is_large)
    return [
        view.responses(question, answers[question.code], not_asked.get(question.code, {})) for question in questions
    ]


def _read_answers(
    view: CampaignView, questions: Collection[str], including: Collection[str]
) -> dict[str, dict[str, RecordedAnswer]]:
    """The answers by question then by SIREN, read without models: a campaign may hold fifty thousand of them."""
    rows = shared_answers(view.record, including=including)
    if len(questions) < len(view.questionnaire.questions):
        rows = rows.filter(question__in=list(questions))
    parse, slug = cache(json.loads), view.record.slug
    recorded_answers: dict[str, dict[str, RecordedAnswer]] = {code: {} for code in questions}
    for question, siren, state, value, is_partial, facts, note_fr, note_en in _bare_rows(rows):
        if question in recorded_answers:
            recorded_answers[question][siren] = RecordedAnswer(
                campaign=slug,
                siren=siren,
                question=question,
                state=_STATES[state],
                value=None if value is None else parse(value),
                is_partial=is_partial in _TRUE,
                facts=() if facts == "[]" else tuple(parse(facts)),
                note=Text(note_fr, note_en) if note_fr else None,
            )
    return recorded_answers


def _bare_rows(answers: QuerySet[Answer]) -> Iterator[Any]:
    """Rows as the database gives them, as text: nothing is converted row by row, and equal values are parsed once."""
    read = answers.order_by().annotate(
        raw_value=Cast("value", TextField()),
        raw_partial=Cast("is_partial", TextField()),
        raw_facts=Cast("facts", TextField()),
    )
    columns = ("question", "territory_id", "state", "raw_value", "raw_partial", "raw_facts", "note_fr", "note_en")
    return read.values_list(*columns).iterator(chunk_size=_CHUNK)


def tabulate_questions(
    view: CampaignView, questions: Sequence[Question], *, grouping: MemberGrouping | None = None
) -> list[QuestionResult]:
    """Return what is known of some questions, in order, by groups when a grouping is given. Three queries."""
    published: dict[str, list[PublishedResult]] = {}
    for result in published_results(view):
        published.setdefault(result.question, []).append(result)
    codes = [question.code for question in questions]
    findings: dict[str, list[str]] = {}
    for question, fact in PublishedFinding.objects.filter(campaign=view.record, question__in=codes).values_list(
        "question", "fact"
    ):
        findings.setdefault(question, []).append(fact)
    ranks = {question.code: rank for rank, _, question in view.questionnaire.numbered()}
    return [
        QuestionResult(
            rank=ranks[question.code],
            tabulation=kind_of(question).tabulate(responses),
            comparisons=tuple(_compare(view, responses, published.get(question.code, ()))),
            findings=tuple(findings.get(question.code, ())),
            grouped=tabulate_groups(responses, grouping) if grouping else None,
        )
        for question, responses in zip(questions, read_responses(view, questions), strict=True)
    ]


def exchanges_in(view: CampaignView) -> tuple[ExchangeSubject, ...]:
    """Return the needs of the members beside the offers of the others; none when the two are not asked. One query."""
    pair = find_exchange(view.questionnaire)
    return match_exchanges(*read_responses(view, pair)) if pair else ()


def _compare(
    view: CampaignView, responses: QuestionResponses, published: Sequence[PublishedResult]
) -> list[PublishedComparison]:
    return [
        compare_figures(
            publish_figure(view.record.slug, result, view.sirens),
            find_measure(responses, result.measure) if result.measure else None,
        )
        for result in published
    ]


def find_question(view: CampaignView, code: str) -> Question | None:
    """Return the question of this code, or None."""
    return next((question for question in view.questionnaire.questions if question.code == code), None)


def cross_questions(view: CampaignView, first: Question, second: Question) -> Crossing | GroupedTabulation | None:
    """Cross two questions: a table of counts, or groups by the first where the second is not one of choices. One query.

    None when the first question puts nobody in groups, or is the second one.
    """
    if not can_group(first) or first.code == second.code:
        return None
    first_responses, second_responses = read_responses(view, [first, second])
    if can_cross(first, second):
        return cross(first_responses, second_responses)
    return tabulate_groups(second_responses, group_by_question(first_responses))
