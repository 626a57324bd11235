"""What every test may ask for: the cast, the demonstration network, the shared data, a shut network."""

from collections.abc import Iterator
from enum import IntEnum, auto
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from autan.ground import request_cache
from autan.ground.registry import load_rooms
from autan.people.prepared_files.actions import forget_answers
from tests.network import shut_network

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

    from autan.territories.networks.models import Network
    from tests.cast import Cast

REPOSITORY = Path(__file__).resolve().parent.parent
DEMO_MEMBER = "243100633"  # Sicoval
_LONGEST_NAME = 80

# A busy machine is not a fault: no example is timed.
hypothesis_settings.register_profile("autan", deadline=None)
hypothesis_settings.load_profile("autan")


class Part(IntEnum):
    """When a test is run: what needs no database first, since it tells most in the first minute."""

    PURE = auto()
    LONG_GROUP = auto()
    OTHER = auto()
    DEMONSTRATION = auto()


def _part_of(item: pytest.Item) -> Part:
    fixtures = set(getattr(item, "fixturenames", ()))
    if "demo_data" in fixtures:
        return Part.DEMONSTRATION
    if {"functional", "rights", "backup", "upgrade"} & set(item.path.parts):
        return Part.LONG_GROUP
    has_database = {"db", "transactional_db"} & fixtures or item.get_closest_marker("django_db")
    return Part.OTHER if has_database else Part.PURE


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes and long texts by their argument: workers must agree on names, and some hold a time or a key."""
    return argname if isinstance(val, bytes) or (isinstance(val, str) and len(val) > _LONGEST_NAME) else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the chance order inside each part, and the parts in their order.

    The demonstration stays in the database once loaded, so nothing that needs an empty one may follow it. A group
    that one worker runs alone leaves the other one idle when it comes last.
    """
    items.sort(key=_part_of)


@pytest.fixture(scope="session", autouse=True)
def _network_is_shut() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        shut_network(monkeypatch)
        yield


@pytest.fixture(scope="session", autouse=True)
def _rooms_are_loaded() -> None:
    """Load what rooms register before a test gives itself another registry."""
    load_rooms()


@pytest.fixture(autouse=True)
def _outside_requests() -> None:
    """A page leaves its language behind, and what it keeps where its file is not read whole: each test begins anew."""
    translation.activate("fr")
    request_cache.end()
    forget_answers()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> None:
    """Note the migrations as applied in the base of the tests, as a new home does."""
    from autan.instance.new_database import note_migrations

    with django_db_blocker.unblock():
        MigrationRecorder(connection).ensure_schema()
        note_migrations()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of open data beside the repository; the test is skipped where it is absent."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data folder is not beside this repository")
    return folder


@pytest.fixture(scope="session")
def demo_data(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> None:
    """Everything that `autan demo` loads, once for all the tests that ask for it."""
    from autan.instance.demo.preparation import preparation_steps

    with django_db_blocker.unblock():
        for _words, act in preparation_steps():
            act()


@pytest.fixture
def demo_network(demo_data: None, db: None) -> "Network":
    """The real network of the eleven with its facts, data, survey and edition; what a test writes is undone."""
    from autan.territories.networks.models import Network

    return Network.objects.get(slug="dialogue-toulouse")


@pytest.fixture
def cast(demo_network: "Network") -> "Cast":
    """Coordinator, member officer, contributor, reader and outsider in the demonstration network."""
    from autan.territories.networks.models import Territory
    from tests.cast import gather_cast

    return gather_cast(network=demo_network, member=Territory.objects.get(siren=DEMO_MEMBER))


@pytest.fixture
def lake_folder(settings, tmp_path) -> Path:
    """An empty lake, for one test."""
    settings.AUTAN_LAKE = tmp_path / "lake"
    return settings.AUTAN_LAKE


@pytest.fixture
def shipped(db, lake_folder) -> Path:
    """A lake of its own, that holds every table that ships."""
    from autan.opendata.updates.actions.snapshots import adopt_shipped_tables

    adopt_shipped_tables(by=None)
    return lake_folder
