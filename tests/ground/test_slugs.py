"""An identifier that no row has yet."""

import pytest

from autan.evidence.figures.models import Resource
from autan.ground.web.queries import free_slug
from autan.territories.networks.models import Network

pytestmark = pytest.mark.django_db


def test_the_first_identifier_that_is_free_is_given() -> None:
    rows = Resource.objects.all()
    assert free_slug(rows, "guide") == "guide"
    for slug in ("guide", "guide-2", "guide-long"):
        Resource.objects.create(slug=slug, title="Guide", kind="guide")
    assert free_slug(rows, "guide") == "guide-3"
    assert free_slug(rows, "guide-long") == "guide-long-2"


def test_an_identifier_is_free_in_every_table_that_is_named(django_assert_num_queries) -> None:
    Network.objects.create(slug="guide", name_fr="Guide", name_en="Guide")
    Resource.objects.create(slug="guide-3", title="Guide", kind="guide")
    rows, networks = Resource.objects.all(), Network.objects.all()
    assert (free_slug(rows, "guide"), free_slug(rows, "gui")) == ("guide", "gui")
    with django_assert_num_queries(2):
        assert free_slug(rows, "guide", networks) == "guide-2"
