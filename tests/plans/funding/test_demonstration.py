"""The invented calls that ship: taken in once, published but for the one that lacks its source, two actions on one."""

from autan.instance.demo.funding import load_invented_calls
from autan.plans.funding.models import FundingCallRecord
from autan.territories.networks.models import Network


def test_the_invented_calls_are_taken_in_once(demo_network: Network):
    FundingCallRecord.objects.all().delete()
    assert load_invented_calls() == 4
    assert load_invented_calls() == 0
    assert FundingCallRecord.objects.filter(is_published=True).count() == 3
