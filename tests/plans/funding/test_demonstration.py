"""The invented calls that ship: taken in once, published but for the one that lacks its source, two actions on one."""

from django.test import Client
from django.urls import reverse

from autan.instance.demo.plans import load_invented_calls
from autan.plans.funding.models import FundingCallRecord
from autan.plans.funding.queries import network_figures
from autan.territories.networks.models import Network


def test_the_invented_calls_are_taken_in_once(demo_network: Network):
    assert load_invented_calls() == 0
    assert FundingCallRecord.objects.count() == 4
    assert FundingCallRecord.objects.filter(is_published=True).count() == 3
    assert [figure.value for figure in network_figures("entente-ysaure")] == [275_000, 120_000, None]
    assert "Appels et fonds" in Client().get(reverse("api:tables")).content.decode()
