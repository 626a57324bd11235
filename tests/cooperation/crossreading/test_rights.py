"""A recommendation is read by anybody once it is adopted, and not before."""

import pytest
from django.contrib.auth.models import AnonymousUser

from autan.cooperation.crossreading.core.recommendations import RecommendationStatus
from autan.cooperation.crossreading.models import Recommendation
from autan.cooperation.crossreading.rights import is_adopted


@pytest.mark.parametrize("status", RecommendationStatus)
def test_an_adopted_recommendation_alone_is_read_by_anybody(status: RecommendationStatus) -> None:
    is_open = is_adopted(AnonymousUser(), Recommendation(status=status))
    assert is_open is (status is RecommendationStatus.ADOPTED)


def test_nothing_is_not_read() -> None:
    assert not is_adopted(AnonymousUser(), None)
