"""An identifier that no row has yet."""

import pytest

from autan.evidence.figures.models import Resource
from autan.ground.web.queries import free_slug

pytestmark = pytest.mark.django_db


def test_the_first_identifier_that_is_free_is_given() -> None:
    rows = Resource.objects.all()
    assert free_slug(rows, "guide") == "guide"
    for slug in ("guide", "guide-2", "guide-long"):
        Resource.objects.create(slug=slug, title="Guide", kind="guide")
    assert free_slug(rows, "guide") == "guide-3"
    assert free_slug(rows, "guide-long") == "guide-long-2"
