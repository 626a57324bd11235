"""What every test may ask for: the cast, the demonstration network, the shared data, a shut network."""

import gc
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from enum import IntEnum, auto
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings
from django.utils import timezone, translation
from hypothesis import settings as hypothesis_settings

from autan.ground import request_cache
from autan.ground.garbage_collection import collect_less_often
from autan.ground.registry import load_rooms
from autan.people.prepared_files.actions import forget_answers
from tests.functional.demonstration import folder_of_the_run, shared_demonstration
from tests.network import shut_network

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

    from autan.evidence.figures.models import Source
    from autan.people.journal.models import JournalEntry
    from autan.territories.networks.models import Network
    from tests.cast import Cast
    from tests.scheduling import QuickScheduling

REPOSITORY = Path(__file__).resolve().parent.parent
DEMO_MEMBER = "243100633"  # Sicoval
_LONGEST_NAME = 80
TURNS = int(os.environ.get("TEST_TURNS", "1"))
"""In how many days each long journey has its turn: `make test` plays a part of them each day, `make test-whole` all."""

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


def _has_its_turn(item: pytest.Item) -> bool:
    """True for what is short, and for the journeys, backups, upgrades and marked tests of this day."""
    if not ({"functional", "backup", "upgrade"} & set(item.path.parts) or item.get_closest_marker("by_turns")):
        return True
    rank = crc32(f"{item.path.name}::{item.name}".encode())
    return rank % TURNS == timezone.localdate().toordinal() % TURNS


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes and long texts by their argument: workers must agree on names, and some hold a time or a key."""
    return argname if isinstance(val, bytes) or (isinstance(val, str) and len(val) > _LONGEST_NAME) else None


def pytest_collection(session: pytest.Session) -> None:
    """Read one's share of the files first, when several processes read them all: each compiles that alone once."""
    worker, config = getattr(session.config, "workerinput", None), session.config
    if worker is None or config.args_source is not config.ArgsSource.TESTPATHS:
        return
    for path in sorted((REPOSITORY / "tests").rglob("test_*.py"))[int(worker["workerid"][2:]) :: worker["workercount"]]:
        with suppress(Exception):  # what cannot be read is told when it is collected
            import_module(".".join(path.relative_to(REPOSITORY).with_suffix("").parts))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> "QuickScheduling | None":
    """Give tests out as `--dist loadgroup` says, without counting all those that were played at each."""
    from tests.scheduling import QuickScheduling

    return QuickScheduling(config, log) if config.getoption("dist") == "loadgroup" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what has its turn another day; keep the chance order inside each part, and the parts in their order.

    The demonstration stays in the database once loaded, so nothing that needs an empty one may follow it. A group
    that one worker runs alone leaves the other one idle when it comes last. Workers keep this order because
    `tools/run_tests.sh` says `--no-loadscope-reorder`: large groups would come first otherwise.
    """
    left_out = {item for item in items if not _has_its_turn(item)}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = sorted((item for item in items if item not in left_out), key=_part_of)


def pytest_collection_finish() -> None:
    """Look for cycles as the product does: seldom, and never at what was loaded before the first test."""
    collect_less_often()
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _drawings_are_shared(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One folder of drawings for all the processes of a run: each is named by what it shows and the code that draws."""
    drawings = folder_of_the_run(tmp_path_factory.getbasetemp()) / "drawings"
    drawings.mkdir(exist_ok=True)
    cache = Path(settings.AUTAN_CACHE)
    cache.mkdir(parents=True, exist_ok=True)
    (cache / "drawings").symlink_to(drawings)


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


@pytest.fixture
def one_command() -> Iterator[None]:
    """What queries look up is looked up once in the test, as in a request or a command."""
    request_cache.begin()
    yield
    request_cache.end()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of open data beside the repository; the test is skipped where it is absent."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data folder is not beside this repository")
    return folder


@pytest.fixture(scope="session")
def demo_data(
    django_db_setup: None, django_db_blocker: "DjangoDbBlocker", tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Everything that `autan demo` loads: what the command itself prepared for the journeys, where it did."""
    from autan.instance.demo.preparation import preparation_steps
    from tests.homes import copy_into_the_tests

    prepared = shared_demonstration(tmp_path_factory.getbasetemp())
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite" and prepared.exists():
            copy_into_the_tests(prepared / "autan-demo")
            return
        request_cache.begin()  # as a command does
        for _words, act in preparation_steps():
            act()
        request_cache.end()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedTables:
    """A lake that holds every table that ships, and the rows of the database that came with it."""

    lake: Path
    sources: "Sequence[Source]"
    lines: "Sequence[JournalEntry]"


@pytest.fixture(scope="session")
def shipped_once(
    django_db_setup: None, django_db_blocker: "DjangoDbBlocker", tmp_path_factory: pytest.TempPathFactory
) -> ShippedTables:
    """What the adoption of every table that ships leaves: a lake and its rows; nothing stays in the database."""
    from autan.evidence.figures.models import Source
    from autan.opendata.updates.actions.snapshots import adopt_shipped_tables
    from autan.people.journal.models import JournalEntry

    lake = tmp_path_factory.mktemp("shipped") / "lake"
    with django_db_blocker.unblock(), override_settings(AUTAN_LAKE=lake), transaction.atomic():
        last = JournalEntry.objects.order_by("pk").last()
        snapshots = adopt_shipped_tables(by=None)
        slugs = [snapshot.card.source for snapshot in snapshots]
        lines = list(JournalEntry.objects.filter(pk__gt=last.pk if last else 0).order_by("pk"))
        sources = list(Source.objects.filter(slug__in=slugs))
        transaction.set_rollback(True)
    return ShippedTables(lake=lake, sources=sources, lines=lines)


@pytest.fixture
def shipped(shipped_once: ShippedTables, db: None, lake_folder: Path, settings) -> Path:
    """A lake that holds every table that ships, copied anew for each test from one adopted by the action itself.

    It is always at the same place: what one test read of an edition, and the product keeps, the next reads no more.
    """
    from autan.people.individuals.actions import individual_named
    from autan.people.individuals.models import SYSTEM_NAME
    from autan.people.journal.models import JournalEntry

    settings.AUTAN_LAKE = shipped_once.lake.with_name("in_use")
    shutil.rmtree(settings.AUTAN_LAKE, ignore_errors=True)
    shutil.copytree(shipped_once.lake, settings.AUTAN_LAKE)
    lake_folder.symlink_to(settings.AUTAN_LAKE)  # for the test that asks for both
    product = individual_named(SYSTEM_NAME)
    for rows in (shipped_once.sources, shipped_once.lines):
        copies = [copy(row) for row in rows]
        for row in copies:
            row.pk = None
            if isinstance(row, JournalEntry):
                row.by = product
        type(copies[0]).objects.bulk_create(copies, ignore_conflicts=True)  # sources that a test has already
    return settings.AUTAN_LAKE
