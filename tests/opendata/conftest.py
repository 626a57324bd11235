"""What tests of open data share: the lake of every table that ships, without the rows of the database."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import ShippedTables


@pytest.fixture
def read_lake(shipped_once: ShippedTables, db: None, settings) -> Path:
    """The lake of `shipped`, at its place, so that what others read of it is kept; for tests that only read.

    The database has none of its rows.
    """
    settings.AUTAN_LAKE = shipped_once.lake.with_name("in_use")
    shutil.rmtree(settings.AUTAN_LAKE, ignore_errors=True)
    shutil.copytree(shipped_once.lake, settings.AUTAN_LAKE)
    return settings.AUTAN_LAKE
