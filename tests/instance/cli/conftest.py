"""`autan` run as a person runs it, and what commands are run on: an invented network of two members, its cast."""

import io
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from autan.ground.wordings import Text
from autan.instance.cli import main
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import invent_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Network, Territory
from autan.territories.perimeters.core.bodies import EpciKind
from tests.cast import Cast, gather_cast
from tests.kept_rows import written_again

HERE, THERE = "999000016", "999000024"


@pytest.fixture
@written_again
def network(db: None) -> Network:
    network = create_network(by=None, slug="essai", name=Text("Réseau d’essai", "Trial network"), is_invented=True)
    for siren, name in ((HERE, "Ici"), (THERE, "Là")):
        territory = invent_territory(
            by=None, siren=siren, name=f"CC {name}", short_name=name, kind=EpciKind.CC, communes=3, population=1000
        )
        admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED)
    return network


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
