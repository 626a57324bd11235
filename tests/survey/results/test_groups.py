"""Territories put in groups: everybody is in one, the unknown is a group, and the groups add up to the whole."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.charts import ChartKind
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from autan.survey.campaigns.core.addresses import measure_of
from autan.survey.questionnaires.core.answers.answer import MANY
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.questionnaires.core.questionnaire import Bounds
from autan.survey.results.core.grouped import tabulate_groups
from autan.survey.results.core.groups import (
    NOT_APPLICABLE,
    UNKNOWN,
    MemberGrouping,
    can_group,
    group_by_question,
    group_chosen,
    group_members,
    size_class,
    size_classes,
)
from tests.survey.campaigns.large_campaign import invent_members
from tests.survey.questionnaires.making import (
    MEMBERS,
    SIRENS,
    about,
    make_answer,
    make_question,
    make_responses,
    tabulate,
)

K = QuestionKind
A, B, C, D, *_ = SIRENS
choices = st.sampled_from(("yes", "planned", "no"))


def places(grouping: MemberGrouping) -> dict[str, list[str]]:
    return {group.code: [member.siren for member in group.members] for group in grouping.groups}


def by_half() -> MemberGrouping:
    return group_members(
        "by_kind",
        Text("Moitié", "Half"),
        MEMBERS,
        classes=[("first", Text("Première", "First")), ("empty", Text("Vide", "Empty")), ("last", Text("D", "D"))],
        class_of=lambda siren: "first" if siren <= C else "last",
        evidence_of=lambda members: tuple(EvidenceRef(kind="register", key=m.siren) for m in members),
    )


def test_members_are_put_in_classes_and_an_empty_class_is_left_out() -> None:
    member_grouping = by_half()
    assert [(group.code, len(group.members)) for group in member_grouping.groups] == [("first", 3), ("last", 8)]
    assert member_grouping.groups[0].evidence[0].key == A
    assert member_grouping.find("last") is member_grouping.groups[1]
    assert member_grouping.find("empty") is None


def test_the_members_that_a_reader_chose_stand_beside_the_others() -> None:
    found = group_chosen(MEMBERS, [C, A, "gone"])
    assert found.code == f"among_{A}-{C}"
    assert places(found)["chosen"] == [A, C]
    assert len(places(found)["others"]) == 9


@pytest.mark.parametrize(
    ("population", "code"),
    [(None, None), (0, "under_20000"), (19_999, "under_20000"), (20_000, "from_20000"), (99_999, "from_50000"),
     (249_999, "from_100000"), (800_000, "from_250000")],
)  # fmt: skip
def test_sizes_begin_where_a_climate_plan_becomes_compulsory(population: int | None, code: str | None) -> None:
    assert size_class(population) == code


def test_classes_of_population_say_their_bounds() -> None:
    labels = [" ".join(label.fr.split()) for _code, label in size_classes()]
    assert labels == [
        "Moins de 20 000 habitants",
        "De 20 000 à moins de 50 000",
        "De 50 000 à moins de 100 000",
        "De 100 000 à moins de 250 000",
        "250 000 habitants et plus",
    ]


def test_each_size_has_its_label() -> None:
    labels = {code: label.fr for code, label in size_classes()}
    assert list(labels) == ["under_20000", "from_20000", "from_50000", "from_100000", "from_250000"]
    assert labels["from_20000"] == "De 20\u202f000 à moins de 50\u202f000"


def test_an_answer_makes_a_group_and_silence_another() -> None:
    hearing = make_responses(
        [
            make_answer(A, "yes"),
            make_answer(B, "no"),
            make_answer(C, state=AnswerState.NOT_APPLICABLE),
            make_answer(D, state=AnswerState.REFUSED),
        ]
    )
    member_grouping = group_by_question(about(make_question(K.SINGLE), hearing))
    assert member_grouping.code == "with_q1"
    assert list(places(member_grouping)) == ["yes", "no", NOT_APPLICABLE, UNKNOWN]
    assert places(member_grouping)[NOT_APPLICABLE] == [C]
    assert places(member_grouping)[UNKNOWN][0] == D
    assert member_grouping.groups[0].evidence == (EvidenceRef(kind="answer", key=f"c/{A}/q1"),)
    assert member_grouping.groups[3].evidence == (EvidenceRef(kind="answer", key=f"c/{D}/q1"),)


def test_several_choices_make_groups_that_overlap() -> None:
    hearing = make_responses({A: {"choices": ["yes", "no"]}, B: {"choices": []}})
    member_grouping = group_by_question(about(make_question(K.MULTIPLE), hearing))
    assert member_grouping.may_overlap
    assert places(member_grouping)["yes"] == places(member_grouping)["no"] == [A]
    assert B in places(member_grouping)[UNKNOWN]


def test_a_year_is_read_as_an_age() -> None:
    hearing = make_responses({A: 2011, B: 2010, C: 2003, D: 2014})  # the campaign is of 2013
    member_grouping = group_by_question(about(make_question(K.YEAR), hearing))
    assert [(code, len(sirens)) for code, sirens in places(member_grouping).items()] == [
        ("later", 1), ("under_3", 1), ("under_6", 1), ("from_6", 1), (UNKNOWN, 7),
    ]  # fmt: skip


def test_an_undated_campaign_tells_no_age() -> None:
    hearing = replace(make_responses({A: 2011}), period=Period.undated())
    assert list(places(group_by_question(about(make_question(K.YEAR), hearing)))) == [UNKNOWN]


def test_a_step_of_a_scale_makes_a_group() -> None:
    member_grouping = group_by_question(
        about(make_question(K.SCALE, bounds=Bounds(low=1, high=5)), make_responses({A: 5, B: 1}))
    )
    assert list(places(member_grouping)) == ["1", "5", UNKNOWN]


def test_words_make_no_group() -> None:
    assert not can_group(make_question(K.OPEN))
    assert can_group(make_question(K.DATE))


@given(
    st.dictionaries(st.sampled_from(SIRENS), choices),
    st.dictionaries(st.sampled_from(SIRENS), choices),
    st.sets(st.sampled_from(SIRENS)),
)
def test_groups_add_up_to_the_whole(first: dict[str, str], second: dict[str, str], spared: set[str]) -> None:
    grouping = group_by_question(about(make_question(K.SINGLE), make_responses(first)))
    assert sorted(siren for sirens in places(grouping).values() for siren in sirens) == sorted(SIRENS)
    answers = [make_answer(siren, value) for siren, value in second.items()]
    answers += [make_answer(siren, state=AnswerState.NOT_APPLICABLE) for siren in spared - set(second)]
    question, hearing = make_question(K.SINGLE, code="q2"), make_responses(answers)
    whole, parts = tabulate(question, hearing), tabulate_groups(about(question, hearing), grouping)
    for row, grouped in zip(whole.rows, parts.rows, strict=True):
        assert sum(figure.value or 0 for figure in grouped.figures) == (row.figure.value or 0)
        assert sum(figure.known for figure in grouped.figures) == row.figure.known
        assert sum(figure.total for figure in grouped.figures) == row.figure.total


def test_the_figures_of_a_group_have_their_own_address_and_rest_on_what_made_it() -> None:
    found = tabulate_groups(about(make_question(K.SINGLE), make_responses({A: "yes", D: "no"})), by_half())
    assert [figure.id for figure in found.answered] == [
        "survey.c.q1.by_kind.first.answered", "survey.c.q1.by_kind.last.answered",
    ]  # fmt: skip
    yes = found.rows[0].figures[0]
    assert (yes.id, yes.value, yes.known, yes.total) == ("survey.c.q1.by_kind.first.count_yes", 1, 1, 3)
    kinds = [ref.kind for ref in yes.evidence]
    assert kinds == ["answer", "fact", "register", "register", "register"]


def test_a_member_keeps_the_address_of_its_number_whatever_its_group() -> None:
    found = tabulate_groups(about(make_question(K.NUMBER), make_responses({A: 1, D: 5})), by_half())
    assert found.chart is not None
    known = [figure.id for figure in found.chart.figures if figure.is_known]
    assert known == [f"survey.c.q1.value_{A}", f"survey.c.q1.value_{D}"]
    assert {f.territories[0] for f in found.chart.figures} == set(SIRENS)  # nobody is left out of the chart
    assert [row.label.fr for row in found.chart.rows if not row.figures] == ["Première (3)", "D (8)"]


TRIAD = {"sobriety": 50, "efficiency": 30, "renewables": 20}
CHARTS: list[tuple[K, Any, ChartKind | None]] = [
    (K.SINGLE, "yes", ChartKind.STACKED_BARS),
    (K.HALF_OPEN, {"choice": "yes", "text": ""}, ChartKind.STACKED_BARS),
    (K.MULTIPLE, {"choices": ["yes"]}, ChartKind.BARS),
    (K.NUMBER, 3, ChartKind.DOTS),
    (K.PERCENTAGE, 3, ChartKind.DOTS),
    (K.YEAR, 2003, ChartKind.TIMELINE),
    (K.DATE, "2003-04-01", ChartKind.TIMELINE),
    (K.SCALE, 3, ChartKind.BARS),
    (K.SPLIT, TRIAD, ChartKind.RANGES),
    (K.RANKING, ["sobriety"], ChartKind.BARS),
    (K.TABLE, [{"status": "yes"}], ChartKind.BARS),
    (K.MATRIX, {"sobriety": {"status": "yes"}}, ChartKind.BARS),
    (K.OPEN, "mots", None),
]


@pytest.mark.parametrize(("kind", "value", "chart"), CHARTS)
def test_each_kind_has_its_chart_by_groups(kind: K, value: Any, chart: ChartKind | None) -> None:
    found = tabulate_groups(about(make_question(kind), make_responses({A: value})), by_half())
    assert (found.chart.kind if found.chart else None) is chart
    assert tabulate_groups(about(make_question(kind), make_responses({})), by_half()).chart is None


def test_too_many_bars_are_left_to_the_table() -> None:
    members = invent_members(15)
    grouping = group_members(
        "by_kind",
        Text("Soi", "Self"),
        members,
        classes=[(member.siren, Text(member.name, member.name)) for member in members],
        class_of=lambda siren: siren,
    )
    hearing = make_responses({members[0].siren: {"choices": ["yes"]}}, members=members)
    assert tabulate_groups(about(make_question(K.MULTIPLE), hearing), grouping).chart is None


def test_in_a_large_campaign_groups_show_their_middle_half() -> None:
    members = invent_members(MANY + 4)
    hearing = make_responses({member.siren: rank for rank, member in enumerate(members)}, members=members)
    halves = group_members(
        "by_kind",
        Text("Moitié", "Half"),
        members,
        classes=[("low", Text("Bas", "Low")), ("high", Text("Haut", "High"))],
        class_of=lambda siren: "low" if siren < members[32].siren else "high",
    )
    found = tabulate_groups(about(make_question(K.NUMBER), hearing), halves)
    assert found.chart is not None
    assert found.chart.kind is ChartKind.RANGES
    assert [(figure.low, figure.high) for figure in found.chart.figures] == [(7.75, 23.25), (39.75, 55.25)]
    assert {ref.kind for figure in found.chart.figures for ref in figure.evidence} == {"answers"}
    by_answer = group_by_question(about(make_question(K.YEAR), hearing))
    assert by_answer.groups[0].evidence == (EvidenceRef(kind="answers", key="c/q1"),)


def test_groups_whose_members_gave_other_bases_stand_on_the_same_rows() -> None:
    answers = {A: {"sobriety": {"status": "yes", "cost_eur": 4}}, D: {"sobriety": {"status": "no", "cost_eur": 9}}}
    found = tabulate_groups(about(make_question(K.MATRIX), make_responses(answers)), by_half())
    assert all(len({measure_of(figure) for figure in row.figures}) == 1 for row in found.rows)
    by_measure = {measure_of(row.figures[0]): row.figures for row in found.rows}
    first, last = by_measure["range_sobriety-cost_eur-yes"]
    assert (first.low, last.is_known) == (4, False)
    first, last = by_measure["range_sobriety-cost_eur-no"]
    assert (first.is_known, last.high) == (False, 9)
