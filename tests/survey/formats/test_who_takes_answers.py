"""Whose answers a person may take away, whether they are named, and what the file is called."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.ground.errors import NotAllowedError, UnknownError
from autan.ground.tables.core.findings import Findings
from autan.survey.campaigns.core.exchange import AnswerRow, AnswerSheet
from autan.survey.campaigns.models import Answer, Campaign
from autan.survey.campaigns.queries.campaigns import CampaignView, view_campaign
from autan.survey.formats.presenters import answer_pieces, download_name, is_large, sirens_for
from autan.survey.formats.queries import exportable_sirens, gather_export, match_sheet, may_read_authors
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.survey.campaigns.answering import token_of
from tests.survey.campaigns.conftest import NAMES, foreign_coordinator

__all__ = ["foreign_coordinator"]
FIRST, SECOND, THIRD = NAMES


@pytest.fixture
def view(running: Campaign, people: Cast) -> CampaignView:
    """A campaign of which two members answered, one of them in the order that is not asked."""
    Network.objects.update(is_invented=False)  # the results of an invented one are everybody's
    person = people.officer.pk
    fields = {"campaign": running, "by_id": person, "state": "answered", "revision": 1}
    rows = [(FIRST, "q2", 12), (FIRST, "q1", {"choice": "yes"}), (SECOND, "q2", 3)]
    for siren, question, value in rows:
        Answer.objects.create(territory_id=siren, question=question, value=value, **fields)
    return view_campaign("enquete")


def test_answers_are_everybody_s_once_they_are_public(view: CampaignView, documented: Campaign, people: Cast) -> None:
    public = view_campaign(documented.slug)
    for reader in (AnonymousUser(), people.outsider, people.coordinator):
        assert exportable_sirens(reader, public) == public.sirens
    assert exportable_sirens(AnonymousUser(), view) == ()


def test_the_coordination_takes_all_and_each_member_its_own(
    view: CampaignView, people: Cast, foreign_coordinator: Any
) -> None:
    assert exportable_sirens(people.coordinator, view) == (FIRST, SECOND, THIRD)
    assert exportable_sirens(people.officer, view) == (FIRST,)
    for stranger in (people.reader, people.outsider, foreign_coordinator):
        assert exportable_sirens(stranger, view) == ()
        with pytest.raises(NotAllowedError, match="dépendent de la campagne et de vos rôles"):
            sirens_for(stranger, view)
    assert sirens_for(people.officer, view) == (FIRST,)


def test_who_answered_is_known_to_the_coordination_and_to_her_own_colleagues(view: CampaignView, people: Cast) -> None:
    assert may_read_authors(people.coordinator, view, view.sirens)
    assert may_read_authors(people.officer, view, (FIRST,))
    assert not may_read_authors(people.officer, view, (FIRST, SECOND))
    assert not may_read_authors(people.outsider, view, (FIRST,))
    assert not may_read_authors(AnonymousUser(), view, ())


def test_every_member_has_a_row_and_answers_are_in_the_order_asked(
    view: CampaignView, people: Cast, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        export = gather_export(view, reader=OPERATOR, has_authors=True)
    assert [(row.key, row.name) for row in export.sheet.rows] == list(NAMES.items())
    first, second, third = export.sheet.rows
    assert [answer.question for answer in first.answers] == ["q1", "q2"]
    assert ([answer.value for answer in second.answers], third.answers) == ([3], ())
    assert {answer.author for answer in first.answers} == {people.officer.name}
    assert (export.sheet.campaign, export.sheet.is_invented, export.network.en) == ("enquete", False, "Trial network")
    alone = gather_export(view, reader=OPERATOR, sirens=[SECOND], has_authors=False)
    assert [row.siren for row in alone.sheet.rows] == [SECOND]
    assert {answer.author for row in alone.sheet.rows for answer in row.answers} == {""}
    assert gather_export(view, reader=PUBLIC, has_authors=False).sheet.answer_count == 0


def test_how_many_answers_are_read_is_told(view: CampaignView) -> None:
    said: list[tuple[int, int]] = []
    gather_export(view, reader=OPERATOR, has_authors=False, tell=lambda done, total: said.append((done, total)))
    assert said == [(0, 3), (3, 3)]


def test_a_file_is_named_by_its_campaign_and_says_that_the_network_is_invented(view: CampaignView) -> None:
    assert download_name(view, "ods") == "reponses-enquete.ods"
    Network.objects.update(is_invented=True)
    invented = view_campaign("enquete")
    assert download_name(invented, "csv") == "reponses-enquete-reseau-invente.csv"
    assert download_name(invented, "kobo") == "reponses-enquete-reseau-invente-kobo.xlsx"
    questions = len(view.questionnaire.questions)
    most = 10_000 // questions
    assert (is_large(view, ["x"] * most), is_large(view, ["x"] * (most + 1))) == (False, True)


def test_a_file_has_the_form_that_is_asked(view: CampaignView, people: Cast) -> None:
    fields = {"suffix": "csv", "headings": "", "long": False, "separator": ";"}
    text = b"".join(answer_pieces(view, people.coordinator, [FIRST], fields)).decode("utf-8-sig")
    assert text.splitlines()[0].startswith("siren;territory;")
    long = b"".join(answer_pieces(view, people.coordinator, [FIRST], {**fields, "long": True, "separator": ""}))
    assert people.officer.name in long.decode()
    for wrong in ({"suffix": "doc"}, {"suffix": "sav", "long": True}):
        with pytest.raises(UnknownError):
            list(answer_pieces(view, people.coordinator, [FIRST], {**fields, **wrong}))


def test_our_own_links_and_the_names_of_the_day_tell_whose_row_it_is(running: Campaign) -> None:
    view = view_campaign(running.slug)
    token = token_of(running)
    rows = [AnswerRow(key="1", token=token), AnswerRow(key="2", name="autan-sud"), AnswerRow(key="3", token="x")]
    findings = Findings()
    pairs = match_sheet(view, AnswerSheet(file="f.csv", rows=tuple(rows)), findings=findings)
    assert [(siren, row.key) for siren, row in pairs] == [(FIRST, "1"), (SECOND, "2")]
    assert [fault.value for fault in findings.faults] == ["x"]
    mapped = match_sheet(view, AnswerSheet(file="f.csv", rows=(rows[2],)), mapping={"x": THIRD}, findings=Findings())
    assert [siren for siren, _row in mapped] == [THIRD]
