"""What ships: the eighteen disagreements of the real network, nothing made up of it, a whole invented cross-reading."""

import re
from collections import Counter
from datetime import date

from django.test import Client

from autan.cooperation.crossreading.core.contradictions import ContradictionKind
from autan.cooperation.crossreading.models import Alignment, Proposal, Recommendation
from autan.cooperation.crossreading.presenters.proposals import strengths_page
from autan.cooperation.crossreading.queries.contradictions import network_contradictions
from autan.cooperation.crossreading.queries.findings import coded_counts
from autan.cooperation.crossreading.queries.readings import network_reading
from autan.evidence.figures.models import Disagreement
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC, find_figure
from autan.instance.demo.crossreading import load_invented_crossreading
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.cooperation.crossreading.test_aligning import url

REAL, INVENTED = "dialogue-toulouse", "entente-ysaure"


def test_the_eighteen_groups_of_facts_that_disagree_are_all_found(demo_network: Network):
    found = network_contradictions(REAL)
    assert {each.kind for each in found} == {ContradictionKind.SOURCES}
    assert {each.subject.fr for each in found} == {group.subject.fr for group in Disagreement.objects.all()}
    assert len(found) == 18


def test_nothing_is_aligned_for_the_real_network_and_what_is_documented_is_shown(demo_network: Network, client: Client):
    assert not Alignment.objects.filter(network=demo_network).exists()
    page = client.get(url("matrix").replace("essai", REAL)).content.decode()
    for words in ("Orientations (27)", "Objectifs (24)", "Attentes (4)", "non connu ici"):
        assert words in page, words
    for words in ("sans plan</td>", "rien ici</span>"):
        assert words not in page, words


def test_a_plan_of_which_no_passage_is_known_leads_to_its_own_page(demo_network: Network, cast: Cast, client: Client):
    client.force_login(cast.coordinator)
    page = client.get(url("plans").replace("essai", REAL)).content.decode()
    ways = re.findall(r'<th scope="row"><a lang="fr" href="([^"]+)"', page)
    assert "/plans/sicoval-pcaet/" in ways
    assert any("/alignement/plans/" in way for way in ways), "a plan with passages is read here"
    assert {client.get(way).status_code for way in ways} == {200}
    assert "0 sur 0" not in page


def test_the_invented_network_has_contradictions_of_every_kind(demo_network: Network):
    counts = Counter(network_contradiction.kind for network_contradiction in network_contradictions(INVENTED))
    assert set(counts) == set(ContradictionKind) - {ContradictionKind.SOURCES}
    assert counts.total() >= 40
    series = {ContradictionKind.OBSERVED, ContradictionKind.ACCOUNTS}
    of_series = Counter((c.siren, c.subject.fr) for c in network_contradictions(INVENTED) if c.kind in series)
    assert set(of_series.values()) == {1}  # a plan beside what is observed: once, with all its years


def test_twelve_plans_are_read_whole_and_a_tenth_of_them_twice(demo_network: Network):
    reading = network_reading(INVENTED)
    assert len(reading.members) == 12
    assert all(member.is_whole for member in reading.members)
    assert reading.agreement.passages == -(-len(reading.corpus.passages) // 10)
    assert not reading.note.is_low
    assert (reading.shared("d5_heat_networks").value, reading.shared("d3_demand").value) == (0, 12)


def test_nine_proposals_and_recommendations_that_rest_on_their_findings(demo_network: Network):
    network = Network.objects.get(slug=INVENTED)
    assert Proposal.objects.filter(network=network).count() == 9
    (estimated,) = Proposal.objects.filter(network=network).exclude(effect="")
    assert find_figure(estimated.effect, reader=PUBLIC).has_evidence
    for recommendation in Recommendation.objects.filter(network=network):
        assert recommendation.evidence
        assert find_figure(recommendation.figure, reader=OPERATOR).value
    assert load_invented_crossreading() == 0
    coded = coded_counts(INVENTED)
    assert coded
    assert all(figure.value >= 2 and figure.has_evidence for figure in coded)
    parts = strengths_page(network, date(2026, 11, 26))
    assert [len(rules) for _nature, rules in parts] == [7, 8]


def test_the_contradictions_of_the_real_network_are_shown_to_its_people(
    demo_network: Network, cast: Cast, client: Client
):
    page = url("contradictions").replace("essai", REAL)
    client.force_login(cast.officer)
    shown = client.get(page, {"ouvrir": "tout"}).content.decode()
    assert "Le coût de la passerelle d’Albi" in shown
    assert "12,5" in shown
    client.force_login(cast.outsider)
    assert client.get(page).status_code == 403
