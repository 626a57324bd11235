"""The invented calls that ship: taken in once, published but for the one that lacks its source, two actions on one."""

from datetime import date

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
    figures = network_figures("entente-ysaure", on=date(2026, 12, 1))
    assert [figure.value for figure in figures] == [None, 45_000, 20_000, 10_000, 45_000]
    assert (figures[0].high, figures[0].known, figures[0].total) == (4_900_000, 2, 2)  # the third is closed
    shown = Client().get(reverse("funding:calls", args=["entente-ysaure"])).content.decode()
    for label in ("Dépensé à ce jour par les actions", "Ce que les membres pourraient obtenir ensemble"):
        assert label in shown
    assert "Appels et fonds" in Client().get(reverse("api:tables")).content.decode()
