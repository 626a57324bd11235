"""What every test may ask for: the cast, the demonstration network, the shared data, a shut network."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.network import shut_network

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def _network_is_shut() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        shut_network(monkeypatch)
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of open data beside the repository; the test is skipped where it is absent."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data folder is not beside this repository")
    return folder
