"""A program that reads the API without an account."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from autan.publishing.api.queries import tables


@pytest.fixture
def program(demo_network: object) -> Client:
    """A program on the demonstration."""
    return Client()


@pytest.fixture(autouse=True)
def _anew(settings: Any) -> Iterator[None]:
    """Numbers of the journal are the same in two tests that are undone: what was kept for one is not for the other."""
    tables._rows.cache_clear()
    (Path(settings.AUTAN_CACHE) / "api-counts").unlink(missing_ok=True)  # what each caller asked before
    yield
    tables._rows.cache_clear()
