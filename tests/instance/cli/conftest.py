"""`autan` run as a person runs it, and what commands are run on: an invented network of two members, its cast."""

import io
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from autan.instance.cli import main
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, Cast, gather_cast, make_network
from tests.kept_rows import written_again


@pytest.fixture
@written_again
def network(db: None) -> Network:
    return make_network()


@pytest.fixture
@written_again
def people(network: Network) -> Cast:
    return gather_cast(network=network, member=Territory.objects.get(siren=HERE))


class Run(NamedTuple):
    """What a command left: its exit code, and what it said."""

    code: Any
    out: str
    err: str


type Command = Callable[..., Run]


@pytest.fixture
def autan(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("AUTAN_LANGUAGE", "fr")

    def run(*words: str, typed: str = "") -> Run:
        monkeypatch.setattr("sys.argv", ["autan", *words])
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as end:
            main.run()
        read = capsys.readouterr()
        return Run(end.value.code, read.out, read.err.replace("\u202f", " ").replace("\u00a0", " "))

    return run
