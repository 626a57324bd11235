"""What is said beside the numbers of results: ties, two middle years, what a sum rests on, answers to the digit."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.presenters.figures import present_figure
from autan.ground.texts.core.notation import THIN_SPACE as TH
from autan.ground.wordings import Text
from autan.people.journal.models import JournalEntry
from autan.survey.answering.actions.territory_lead import validate_section
from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.core.answers.answer import QuestionResponses
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.tabulation.results import CountRow, count_row, draw_counts
from autan.survey.results.core.grouped import tabulate_groups
from autan.survey.results.core.groups import group_chosen
from autan.survey.results.presenters.counts import CountedFigure
from autan.survey.results.templatetags.results import counted
from autan.territories.networks.models import Territory
from tests.survey.campaigns.answering import access
from tests.survey.questionnaires.making import (
    MEMBERS,
    SIRENS,
    about,
    find_measure,
    make_answer,
    make_question,
    make_responses,
    tabulate,
)

A, B, C, D, *_ = SIRENS
K = QuestionKind


@pytest.mark.parametrize(
    ("counts", "french", "english"),
    [
        ((2, 1), f"«{TH}Un{TH}» vient en tête", "“Un” comes first"),
        ((2, 2, 1), f"«{TH}Un{TH}» et «{TH}Deux{TH}» viennent en tête", "“Un” and “Deux” come first"),
        ((1, 1, 1), f"«{TH}Un{TH}», «{TH}Deux{TH}» et «{TH}Trois{TH}» viennent", "“Un”, “Deux” and “Trois” come first"),
        ((3, 3, 3, 3), "4 lignes sont en tête", "4 lines come first"),
    ],
)
def test_what_ties_is_said_to_tie(counts: tuple[int, ...], french: str, english: str) -> None:
    question, responses = make_question(K.SINGLE), make_responses({})
    names = [Text(name, name) for name in ("Un", "Deux", "Trois", "Quatre")]
    rows: list[CountRow] = [
        count_row(about(question, responses), f"count_{rank}", label=names[rank], value=count, known=5)
        for rank, count in enumerate(counts)
    ]
    chart = draw_counts(about(question, responses), rows)
    assert chart is not None
    assert chart.sentence is not None
    assert chart.sentence.fr.startswith(french)
    assert chart.sentence.en.startswith(english)
    assert ("égalité" in chart.sentence.fr) is (counts.count(max(counts)) > 1)


def test_no_year_lies_half_way_between_two() -> None:
    question = make_question(K.DATE)
    even = find_measure(
        question, make_responses({A: "2020-02-20", B: "2021-07-01", C: "2012-01-01", D: "2024-01-01"}), "median"
    )
    assert even is not None
    assert (even.value, even.low, even.high, even.known) == (None, 2020, 2021, 4)
    assert present_figure(even, "fr").number == "2020 à 2021"
    odd = find_measure(question, make_responses({A: "2020-02-20", B: "2021-07-01", C: "2012-01-01"}), "median")
    assert odd is not None
    assert (odd.value, odd.low) == (2020, None)


def test_a_sum_says_how_many_rows_it_rests_on_and_a_member_without_any_amount_is_not_known() -> None:
    question = make_question(K.TABLE)
    responses = make_responses(
        {A: [{"title": "a", "cost_eur": 10}, {"title": "b"}], B: [{"title": "c"}], C: [{"title": "d", "cost_eur": 5}]},
        members=MEMBERS[:3],
        is_documented=False,
    )
    rows = {row.figure.id.rpartition(".")[2]: row.figure for row in tabulate(question, responses).rows}
    assert (rows["rows"].value, rows["rows"].state, rows["rows"].note) == (4, ValueState.OBSERVED, None)
    cost = rows["sum_cost_eur"]
    assert (cost.value, cost.known, cost.total, cost.state) == (15, 2, 3, ValueState.LOWER_BOUND)
    assert rows["rows_status_yes"].state is ValueState.MISSING  # no row says its status
    with override("fr"):
        assert '<span class="small">sur 2 des 4 lignes</span>' in counted(_line(question, responses, "sum_cost_eur"))
        assert "lignes" not in counted(_line(question, responses, "rows"))


def _line(question: Question, responses: QuestionResponses, measure: str) -> CountedFigure:
    figure = find_measure(question, responses, measure)
    assert figure is not None
    return CountedFigure(figure=figure)


def test_who_gave_no_number_keeps_its_place_on_the_chart_and_its_trace() -> None:
    question, members = make_question(K.NUMBER), MEMBERS[:4]
    answers = [make_answer(A, -3), make_answer(B, 7.5), make_answer(C, state=AnswerState.REFUSED)]
    answers.append(make_answer(D, state=AnswerState.NOT_APPLICABLE))
    responses = make_responses(answers, members=members)
    chart = tabulate(question, responses).chart
    assert chart is not None
    assert [row.figures[0].value for row in chart.rows] == [7.5, -3, None]
    silent = chart.rows[-1].figures[0]
    assert (silent.state, silent.has_evidence, silent.territories) == (ValueState.MISSING, True, (C,))
    assert find_measure(question, responses, f"value_{C}") == silent
    assert find_measure(make_question(K.OPEN), responses, f"value_{C}") is None
    assert tabulate(question, make_responses({}, members=members)).chart is None


def test_one_number_is_no_range() -> None:
    question = make_question(K.NUMBER)
    grouped = tabulate_groups(about(question, make_responses({A: 64000, B: 3, C: 4})), group_chosen(MEMBERS, [A]))
    assert [present_figure(figure, "fr").number for figure in grouped.rows[0].figures] == [f"64{TH}000", "3 à 4"]


def test_the_journal_says_who_is_invented(collected: Campaign) -> None:
    territory = Territory.objects.get(siren="100000001")
    validate_section(access=access(collected, territory.siren), now=datetime(2013, 5, 2, tzinfo=UTC))
    assert JournalEntry.objects.latest("pk").summary.startswith("Autan-Nord (inventé)\u00a0: ensemble validé")
    Territory.objects.update(is_invented=False)
    validate_section(access=access(collected, territory.siren), section="first", now=datetime(2013, 5, 2, tzinfo=UTC))
    assert JournalEntry.objects.latest("pk").summary.startswith("Autan-Nord\u00a0: rubrique first")
