"""The home of a network shows no number whose proof is kept among the network."""

import pytest
from django.test import Client
from django.urls import reverse

from autan.instance.demo.people import INVENTED_NETWORK
from autan.survey.campaigns.models import Campaign
from autan.territories.networks.models import Network

COVERAGE = reverse("evidence:trace", kwargs={"figure_id": "survey.essai-2026.campaign.documented"})


@pytest.mark.usefixtures("demo_network")
def test_the_home_shows_the_progress_of_public_results_alone(client: Client) -> None:
    address = reverse("site:network", args=[INVENTED_NETWORK])
    assert COVERAGE in client.get(address).content.decode()
    assert client.get(COVERAGE).status_code == 200
    Campaign.objects.filter(slug="essai-2026").update(results_are_public=False)
    assert COVERAGE in client.get(address).content.decode()  # what is invented hides nothing
    Network.objects.filter(slug=INVENTED_NETWORK).update(is_invented=False)
    assert COVERAGE not in client.get(address).content.decode()
    assert client.get(COVERAGE).status_code == 404
