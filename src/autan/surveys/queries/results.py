"""The readers of results: questions tabulated, by groups of territories, crossed. Campaigns are read by `campaigns`.

Neighbours: `comparison` (two campaigns), `survey_figures` (one figure by its address).
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.texts import Text
from autan.questionnaires.core.answers.answer import MANY, Hearing, RecordedAnswer, Respondent
from autan.questionnaires.core.kinds import AnswerState
from autan.questionnaires.core.questionnaire import Question, Section
from autan.questionnaires.core.tabulation.results import Tabulation
from autan.questionnaires.core.tabulation.tabulate import find_measure, tabulate
from autan.surveys.core.documented.comparison import Comparison, compare_figures
from autan.surveys.core.documented.published import PublishedResult, publish_figure
from autan.surveys.core.tabulation.crossing import Crossing, can_cross, cross
from autan.surveys.core.tabulation.grouped import GroupedTabulation, tabulate_groups
from autan.surveys.core.tabulation.groups import (
    ClassLabel,
    Grouping,
    can_group,
    group_by_question,
    group_chosen,
    group_members,
    size_class,
    size_classes,
)
from autan.surveys.models import Answer, PublishedFinding
from autan.surveys.queries.campaigns import CampaignView, published_results
from autan.surveys.queries.relevance import find_unasked, questions_behind
from autan.territories.core.members import Epci, EpciKind
from autan.territories.lake.register import LATEST
from autan.territories.queries.bodies import known_bodies

_STATES = {state.value: state for state in AnswerState}
_TRUE = frozenset({"1", "true"})  # a boolean as text, in SQLite and in PostgreSQL
_CHUNK = 10_000
BY_KIND, BY_SIZE, WITH, AMONG = "by_kind", "by_size", "with_", "among_"
_KIND = Text("Nature de l’intercommunalité, aujourd’hui", "Kind of authority, today")
_SIZE = Text(f"Population municipale, registre de {LATEST}", f"Municipal population, register of {LATEST}")
_INVENTED_SIZE = Text("Population, inventée avec le réseau", "Population, made up with the network")
_INVENTED_KIND = Text(
    "Nature de l’intercommunalité, inventée avec le réseau", "Kind of authority, made up with the network"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """What is known of one question: published, found of the members together, and recomputed.

    Attributes:
        rank: number of the question, from 1.
        tabulation: what the recorded answers say.
        comparisons: published figures, each beside the recomputed one.
        findings: identifiers of the facts that state something of the members together.
        grouped: what each group of territories answered, when groups were asked for.
    """

    rank: int
    tabulation: Tabulation
    comparisons: tuple[Comparison, ...]
    findings: tuple[str, ...]
    grouped: GroupedTabulation | None = None


def hear_questions(view: CampaignView, questions: Sequence[Question]) -> list[Hearing]:
    """Return what every member answered to each question, in order. One query.

    An answer that stands to a question that is no longer asked, since another answer changed, is left out.
    """
    every = {question.code: question for question in view.questionnaire.questions}
    behind = questions_behind(questions, every)
    found = _read_answers(view, behind)
    is_large = len(view.respondents) > MANY
    unasked = find_unasked(behind, found, view.sirens, campaign=view.record.slug, is_large=is_large)
    return [view.hear(found[question.code], unasked.get(question.code, {})) for question in questions]


def _read_answers(view: CampaignView, questions: Collection[str]) -> dict[str, dict[str, RecordedAnswer]]:
    """The answers by question then by SIREN, read without models: a campaign may hold fifty thousand of them."""
    rows = Answer.objects.filter(campaign=view.record, is_current=True)
    if len(questions) < len(view.questionnaire.questions):
        rows = rows.filter(question__in=list(questions))
    parse, slug = cache(json.loads), view.record.slug
    found: dict[str, dict[str, RecordedAnswer]] = {code: {} for code in questions}
    for question, siren, state, value, is_partial, facts, note_fr, note_en in _bare_rows(rows):
        if question in found:
            found[question][siren] = RecordedAnswer(
                campaign=slug,
                siren=siren,
                question=question,
                state=_STATES[state],
                value=None if value is None else parse(value),
                is_partial=is_partial in _TRUE,
                facts=() if facts == "[]" else tuple(parse(facts)),
                note=Text(note_fr, note_en) if note_fr else None,
            )
    return found


def _bare_rows(answers: QuerySet[Answer]) -> Iterator[Any]:
    """Rows as the database gives them, as text: nothing is converted row by row, and equal values are parsed once."""
    read = answers.order_by().annotate(
        raw_value=Cast("value", TextField()),
        raw_partial=Cast("is_partial", TextField()),
        raw_facts=Cast("facts", TextField()),
    )
    columns = ("question", "territory_id", "state", "raw_value", "raw_partial", "raw_facts", "note_fr", "note_en")
    return read.values_list(*columns).iterator(chunk_size=_CHUNK)


def tabulate_section(view: CampaignView, section: Section) -> list[QuestionResult]:
    """Return what is known of each question of a section, in order. Three queries."""
    return tabulate_questions(view, section.questions)


def tabulate_questions(
    view: CampaignView, questions: Sequence[Question], *, grouping: Grouping | None = None
) -> list[QuestionResult]:
    """Return what is known of some questions, in order, by groups when a grouping is given. Three queries."""
    published = _published_by_question(view)
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
            tabulation=tabulate(question, hearing),
            comparisons=tuple(_compare(view, question, hearing, published.get(question.code, ()))),
            findings=tuple(findings.get(question.code, ())),
            grouped=tabulate_groups(question, hearing, grouping) if grouping else None,
        )
        for question, hearing in zip(questions, hear_questions(view, questions), strict=True)
    ]


def _published_by_question(view: CampaignView) -> Mapping[str, Sequence[PublishedResult]]:
    found: dict[str, list[PublishedResult]] = {}
    for result in published_results(view):
        found.setdefault(result.question, []).append(result)
    return found


def _compare(
    view: CampaignView, question: Question, hearing: Hearing, published: Sequence[PublishedResult]
) -> list[Comparison]:
    return [
        compare_figures(
            publish_figure(view.record.slug, result, view.sirens),
            find_measure(question, hearing, result.measure) if result.measure else None,
        )
        for result in published
    ]


def list_groupings(view: CampaignView) -> list[ClassLabel]:
    """Return what the members of a campaign may be told apart by: code and label, questions after kind and size."""
    questions = [question for question in view.questionnaire.questions if can_group(question)]
    return [
        (BY_KIND, _kind_label(view)),
        (BY_SIZE, _size_label(view)),
        *((f"{WITH}{question.code}", question.text) for question in questions),
    ]


def _kind_label(view: CampaignView) -> Text:
    return _INVENTED_KIND if view.record.network.is_invented else _KIND


def _size_label(view: CampaignView) -> Text:
    """No register holds the population of a territory that does not exist."""
    return _INVENTED_SIZE if view.record.network.is_invented else _SIZE


def find_grouping(view: CampaignView, code: str) -> Grouping | None:
    """Return the members in groups, or None when no grouping has this code. One query for a question, else none.

    Codes: `by_kind`, `by_size`, `with_<question>`, `among_<siren>-<siren>…` for the members that a reader chose.
    """
    if code.startswith(AMONG):
        chosen = set(code.removeprefix(AMONG).split("-")) & set(view.sirens)
        return group_chosen(view.respondents, chosen) if chosen else None
    if code.startswith(WITH):
        return _group_by_answers(view, code.removeprefix(WITH))
    return {BY_KIND: _group_by_kind, BY_SIZE: _group_by_size}.get(code, lambda _view: None)(view)


def _group_by_answers(view: CampaignView, code: str) -> Grouping | None:
    question = find_question(view, code)
    if question is None or not can_group(question):
        return None
    return group_by_question(question, hear_questions(view, [question])[0])


def _group_by_kind(view: CampaignView) -> Grouping:
    bodies = known_bodies(view.sirens)
    return group_members(
        BY_KIND,
        _kind_label(view),
        view.respondents,
        classes=[(kind.value, kind.label) for kind in EpciKind],
        class_of=view.kinds.get,
        evidence_of=lambda members: _register_evidence(view, members, bodies),
    )


def _group_by_size(view: CampaignView) -> Grouping:
    bodies = known_bodies(view.sirens)
    populations = {siren: body.population for siren, body in bodies.items()}
    return group_members(
        BY_SIZE,
        _size_label(view),
        view.respondents,
        classes=size_classes(),
        class_of=lambda siren: size_class(populations.get(siren)),
        evidence_of=lambda members: _register_evidence(view, members, bodies),
    )


def _register_evidence(
    view: CampaignView, members: Sequence[Respondent], bodies: Mapping[str, Epci]
) -> tuple[EvidenceRef, ...]:
    """The rows of the register, or the campaign where there are too many: its members are those that it asked."""
    if len(view.respondents) > MANY:
        return (EvidenceRef(kind="campaign", key=view.record.slug),)
    return tuple(EvidenceRef(kind="register", key=f"{m.siren}@{LATEST}") for m in members if m.siren in bodies)


def find_question(view: CampaignView, code: str) -> Question | None:
    """Return the question of this code, or None."""
    return next((question for question in view.questionnaire.questions if question.code == code), None)


def cross_questions(view: CampaignView, first: Question, second: Question) -> Crossing | GroupedTabulation | None:
    """Cross two questions: a table of counts, or groups by the first where the second is not one of choices. One query.

    None when the first question puts nobody in groups, or is the second one.
    """
    if not can_group(first) or first.code == second.code:
        return None
    heard_first, heard_second = hear_questions(view, [first, second])
    if can_cross(first, second):
        return cross(first, heard_first, second, heard_second)
    return tabulate_groups(second, heard_second, group_by_question(first, heard_first))
