"""What a publication states as figures: its value, whom it covers, and what it rests on."""

from typing import Any

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from autan.survey.campaigns.core.addresses import SurveyFigureAddress, measure_of
from autan.survey.campaigns.core.documented.published import (
    DocumentedRespondent,
    MemberState,
    PublishedResult,
    RespondentState,
    count_respondents,
    publish_figure,
)

MEMBERS = ("1", "2", "3")
FACTS = (EvidenceRef(kind="fact", key="F1"), EvidenceRef(kind="fact", key="F2"))


def result(**fields: Any) -> PublishedResult:
    values = {"question": "q1", "code": "", "label": Text("Taux", "Rate"), "unit": "count", "period": "2013"}
    return PublishedResult(**{**values, "facts": ("F1", "F2"), **fields})


@pytest.mark.parametrize(
    ("fields", "known", "total", "territories", "part"),
    [
        ({"covers_members": True, "known": 3}, 3, 3, MEMBERS, "collectivités"),
        ({"covers_members": True, "known": 9}, 3, 3, MEMBERS, "collectivités"),
        ({"covers_members": True}, 1, 1, MEMBERS, "publication"),
        ({"territories": ("2",), "known": 0}, 0, 1, ("2",), "collectivités"),
        ({"territories": ("2",)}, 1, 1, ("2",), "publication"),
        ({"known": 0}, 0, 0, (), "collectivités"),
    ],
)
def test_a_published_number_covers_what_the_publication_says(
    fields: dict[str, Any], known: int, total: int, territories: tuple[str, ...], part: str
) -> None:
    figure = publish_figure("essai", result(value=2.0, **fields), MEMBERS)
    assert (figure.known, figure.total, figure.territories, figure.part.fr) == (known, total, territories, part)
    assert (figure.evidence, figure.boundary, figure.method.name) == (FACTS, "published", "published")


@pytest.mark.parametrize(
    ("fields", "stated", "state"),
    [
        ({"value": 10.0}, (10, None, None), ValueState.OBSERVED),
        ({"value": 10.5}, (10.5, None, None), ValueState.OBSERVED),
        ({"value": 0.0, "is_lower_bound": True}, (0, None, None), ValueState.LOWER_BOUND),
        ({"low": 1.0, "high": 2.5}, (None, 1, 2.5), ValueState.OBSERVED),
    ],
)
def test_a_published_value_is_as_it_was_stated(
    fields: dict[str, Any], stated: tuple[float | None, ...], state: ValueState
) -> None:
    note = Text("Sans base.", "No base.")
    figure = publish_figure("essai", result(note=note, **fields), MEMBERS)
    assert (figure.value, figure.low, figure.high) == stated
    assert [type(number) for number in (figure.value, figure.low)] == [type(number) for number in stated[:2]]
    assert (figure.state, figure.note, figure.period) == (state, note, Period.year(2013))


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({}, "survey.essai.q1.published"),
        ({"code": "rate"}, "survey.essai.q1.published_rate"),
        ({"question": "", "code": "rate"}, "survey.essai.campaign.published_rate"),
    ],
)
def test_a_published_number_has_its_own_address(fields: dict[str, Any], address: str) -> None:
    figure = publish_figure("essai", result(value=1.0, **fields), MEMBERS)
    assert figure.id == address
    assert measure_of(figure) == address.rpartition(".")[2]


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("survey.2013.q3.count_yes", ("2013", "q3", "count_yes", "", "", "")),
        ("survey.2013.q3.by_size.small.count_yes", ("2013", "q3", "count_yes", "by_size", "small", "")),
        ("survey.2013.q3.with_q4.yes.median.low", ("2013", "q3", "median.low", "with_q4", "yes", "")),
        ("survey.2013.q3.among_q4.yes.mean", ("2013", "q3", "mean", "among_q4", "yes", "")),
        ("survey.2026.q3.since_2013.rose", ("2026", "q3", "rose", "", "", "2013")),
    ],
)
def test_an_address_is_read_and_written_again(address: str, parts: tuple[str, ...]) -> None:
    read = SurveyFigureAddress.parse(address)
    assert (read.campaign, read.place, read.measure, read.grouping, read.group, read.earlier) == parts
    assert str(read) == address
    assert read.campaigns == tuple(slug for slug in (parts[0], parts[5]) if slug)


def respondent(siren: str, member: MemberState, respondent: RespondentState) -> DocumentedRespondent:
    return DocumentedRespondent(
        siren=siren,
        body=Text(siren, siren),
        member_state=member,
        member_facts=(f"M{siren}", "M"),
        respondent_state=respondent,
        respondent_facts=(f"R{siren}",),
    )


def test_members_and_respondents_are_counted_from_the_facts_of_those_alone() -> None:
    lines = [
        respondent("1", MemberState.NAMED, RespondentState.UNCONFIRMED),
        respondent("2", MemberState.NAMED, RespondentState.CONFIRMED),
        respondent("3", MemberState.NOT_NAMED, RespondentState.UNCONFIRMED),
    ]
    members, confirmed = count_respondents(lines, campaign="essai", period=Period.year(2013))
    assert (members.value, confirmed.value, members.known, members.total) == (2, 1, 3, 3)
    assert [(ref.kind, ref.key) for ref in members.evidence] == [
        ("campaign", "essai"),
        ("fact", "M1"),
        ("fact", "M"),
        ("fact", "M2"),
    ]
    assert [ref.key for ref in confirmed.evidence] == ["essai", "R2"]
    assert (members.id, members.state) == ("survey.essai.campaign.named_members", ValueState.OBSERVED)
    _members, nobody = count_respondents(lines[:1], campaign="essai", period=Period.year(2013))
    assert (nobody.value, nobody.state, nobody.territories) == (0, ValueState.CONFIRMED_ZERO, ("1",))
    assert lines[0].facts == ("M1", "M", "R1")
