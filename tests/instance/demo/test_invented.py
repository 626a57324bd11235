"""The invented network: complete, hand-written, coherent, never mixed with what is real."""

import re
from collections import Counter
from itertools import combinations, pairwise
from typing import Any

import pytest

from autan.ground.texts.core.plain_letters import fold_accents
from autan.instance.demo.invented import FOLDER, load_invented_network
from autan.instance.demo.people import INVENTED_NETWORK, LOGINS
from autan.survey.campaigns.models import Answer, Campaign, Invitation, SectionValidation
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.results.queries.figures import compare_campaigns, earlier_campaigns
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.bodies import find_body
from autan.territories.networks.queries.contours import epci_contours
from autan.territories.networks.queries.networks import network_members
from autan.territories.perimeters.core.bodies import is_possible_siren
from autan.territories.perimeters.core.geojson import Contour
from autan.territories.perimeters.lake.contours import read_geojson
from autan.territories.perimeters.lake.register import commune_names, search_epci
from tests.survey.campaigns.answering import record_answer

pytestmark = pytest.mark.usefixtures("demo_network")
CAMPAIGN = "essai-2026"
MEMBERS, QUESTIONS = 12, 46
BISCAY = (-9.5, 44.6, -6.5, 47.0)  # at sea, far from any land


def texts_in(value: Any) -> list[str]:
    """Every wording of an answer."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts_in(part)]
    return [text for part in value for text in texts_in(part)] if isinstance(value, list) else []


def answers() -> list[Answer]:
    return list(Answer.objects.filter(campaign__slug=CAMPAIGN, is_current=True).select_related("territory"))


def answer_of(siren: str, question: str) -> Answer:
    return Answer.objects.get(campaign__slug=CAMPAIGN, territory_id=siren, question=question, is_current=True)


def test_twelve_territories_of_every_size_and_kind():
    members = network_members(INVENTED_NETWORK)
    bodies = [find_body(member.siren) for member in members]
    assert Counter(body.kind for body in bodies) == {"METRO": 1, "CA": 3, "CC": 8}
    people = sorted(body.population or 0 for body in bodies)
    assert (len(people), people[0], people[-1]) == (MEMBERS, 6100, 398200)
    assert all(body.is_invented for body in bodies)
    assert Network.objects.get(slug=INVENTED_NETWORK).is_invented


def test_nothing_of_it_can_be_taken_for_something_real():
    real = {fold_accents(name) for name in commune_names().values()}
    for territory in Territory.objects.filter(is_invented=True, siren__startswith="9990"):
        assert not is_possible_siren(territory.siren)
        own = re.sub(r"^(CC|CA) (du|de la|des|d[’'])? ?", "", territory.name)
        assert search_epci(own) == []
        assert fold_accents(territory.short_name) not in real


def test_the_outlines_are_out_at_sea_and_share_their_borders():
    contours = read_geojson(FOLDER / "contours.geojson")
    assert [c.code for c in epci_contours(c.code for c in contours)] == [c.code for c in contours]
    assert len(contours) == MEMBERS
    west, south, east, north = BISCAY
    for contour in contours:
        left, bottom, right, top = contour.bounds
        assert west < left < right < east
        assert south < bottom < top < north
    sides = Counter(side for contour in contours for side in _sides(contour))
    assert set(sides.values()) == {1, 2}
    assert sum(count == 2 for count in sides.values()) > 200


def _sides(contour: Contour) -> list[frozenset[tuple[float, float]]]:
    ((ring,),) = contour.polygons
    return [frozenset(side) for side in pairwise(ring)]


def test_the_answers_fill_most_of_the_grid_in_every_state():
    states = Counter(AnswerState(answer.state) for answer in answers())
    assert sum(states.values()) == 536
    assert states[AnswerState.ANSWERED] >= 490
    assert {AnswerState.NO_DATA_EXISTS, AnswerState.REFUSED, AnswerState.NOT_APPLICABLE, AnswerState.SKIPPED} < set(
        states
    )
    by_question = Counter(answer.question for answer in answers())
    assert len(by_question) == QUESTIONS
    assert MEMBERS * QUESTIONS - sum(states.values()) == 16


def test_each_answer_names_its_fictitious_author():
    assert all("(personne fictive)" in answer.by_name and answer.by.account is None for answer in answers())
    assert len({answer.by_name for answer in answers()}) == MEMBERS
    assert sum(bool(answer.confidence) for answer in answers()) > 100
    assert sum(bool(answer.source_document) for answer in answers()) > 15


def test_no_long_text_is_said_twice_and_some_are_very_long():
    texts = [text for answer in answers() for text in texts_in(answer.value) if len(text) > 40]
    assert len(texts) > 240
    assert [text for text, count in Counter(texts).items() if count > 1] == []
    assert sum(len(text.split()) > 300 for text in texts) >= 2


def test_no_two_territories_answer_alike():
    fields: dict[str, dict[str, Any]] = {}
    for answer in answers():
        fields.setdefault(answer.territory_id, {})[answer.question] = answer.value
    for first, second in combinations(fields.values(), 2):
        shared = [code for code in first if code in second and first[code] is not None and first[code] == second[code]]
        assert len(shared) <= 8


def test_some_answers_contradict_one_another_as_real_ones_do():
    sarvenne = "999000073"  # 27,800 inhabitants: bound by law, and says it is not; says it has no plan, and dates it
    assert answer_of(sarvenne, "pcaet_duty").value["choice"] == "none"
    assert answer_of(sarvenne, "q02").value["choices"] == ["none"]
    assert answer_of(sarvenne, "adoption_date").value == "2018-11-08"
    orsanne = "999000032"  # no evaluation scheme, and troubles with its indicators
    assert answer_of(orsanne, "q28").value["choice"] == "none"
    assert answer_of(orsanne, "q30").value["choices"]


def test_budgets_hang_together_with_populations():
    for answer in answers():
        if answer.question == "q25" and answer.value is not None:
            spent = sum(row["amount_eur"] for row in answer.value)
            assert 1 < spent / (find_body(answer.territory_id).population or 1) < 60


def test_amounts_have_a_period_and_shares_a_base_that_is_not_a_whole_of_100():
    amounts = [row for answer in answers() if answer.question == "q25" for row in answer.value or ()]
    assert all("first_year" in row and "spending" in row for row in amounts)
    shares = [answer.value for answer in answers() if answer.question == "q31" and answer.value]
    assert all(cell["base"] for rows in shares for cell in rows.values())
    assert all(sum(cell["share"] for cell in rows.values()) != 100 for rows in shares)


def test_needs_meet_offers():
    subjects = {
        code: {row["subject"] for answer in answers() if answer.question == code for row in answer.value or ()}
        for code in ("q43", "offers")
    }
    assert {"heat", "data", "renovation", "adaptation", "participation"} <= subjects["offers"]
    assert {"data", "renovation", "adaptation", "staff"} <= subjects["q43"] & subjects["offers"]


def test_actions_are_rosters_with_partners_and_budgets():
    rows = [row for answer in answers() if answer.question == "q32" for row in answer.value]
    assert len(rows) >= 40
    assert sum("partner" in row for row in rows) > 20
    assert sum("budget_eur" in row for row in rows) > 30
    assert any("budget_eur" not in row and "partner" not in row for row in rows)


def test_the_campaign_is_open_and_the_earlier_one_is_closed_and_comparable():
    view = view_campaign(CAMPAIGN)
    (earlier,) = earlier_campaigns(view)
    assert earlier.slug == "essai-2023"
    comparison = compare_campaigns(view, view_campaign("essai-2023"))
    assert len(comparison.changes) == MEMBERS
    assert Campaign.objects.get(slug=CAMPAIGN).closed_on.year == 2030


def test_some_have_validated_and_each_has_a_link():
    validated = SectionValidation.objects.filter(campaign__slug=CAMPAIGN, withdrawn_at__isnull=True)
    assert len({row.territory_id for row in validated}) == 6
    assert Invitation.objects.filter(campaign__slug=CAMPAIGN, role="lead").count() == MEMBERS


def test_loading_again_changes_nothing_and_keeps_what_was_answered_since():
    campaign = Campaign.objects.get(slug=CAMPAIGN)
    record_answer(by=None, campaign=campaign, siren="999000107", question="q39", value={"choice": "adapted"})
    before = set(Answer.objects.values_list("pk", "is_current"))
    load_invented_network()
    assert set(Answer.objects.values_list("pk", "is_current")) == before
    assert Invitation.objects.filter(campaign=campaign).count() == MEMBERS


def test_a_campaign_can_be_played_at_once():
    roles = Counter(login.role for login in LOGINS if "inventé" in login.name)
    assert roles == {"coordinator": 1, "member_officer": 2, "contributor": 1}
