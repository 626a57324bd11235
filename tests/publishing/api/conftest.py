"""A program that reads the API without an account."""

from collections.abc import Iterator

import pytest
from django.test import Client

from autan.publishing.api.queries import tables
from autan.publishing.api.views import gateway


@pytest.fixture
def program(demo_network: object) -> Client:
    """A program on the demonstration."""
    return Client()


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    """Numbers of the journal are the same in two tests that are undone: what was kept for one is not for the other."""
    tables._rows.cache_clear()
    gateway._ALLOWANCE.counts.clear()
    yield
    tables._rows.cache_clear()
