"""An invented network whose facts the small edition prints."""

from pathlib import Path

import pytest

from autan.evidence.figures.actions.facts import record_facts
from autan.ground.wordings import Text
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.models import Edition
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast, gather_cast
from tests.kept_rows import written_again
from tests.publishing.living_text.writing import WITHOUT_MAP

NAMES = {"100000001": "Autan-Nord", "100000002": "Autan-Sud"}


def keep_facts(values: dict[str, str]) -> None:
    """Record the facts F1, F2… with these values, through the product's own action."""
    row = {
        "siren": "", "subject": "Réseau", "topic": "evaluation", "period": "2013", "statement_en": "Statement",
        "unit_fr": "collectivités", "unit_en": "authorities", "base_year": "", "horizon": "", "source": "synthese",
        "confidence": "network_study",
    }  # fmt: skip
    record_facts(
        by=None,
        file="facts.csv",
        sources=[{"slug": "synthese", "title": "Synthèse", "producer": "Réseau", "url": "", "published": "2014"}],
        facts=[
            {**row, "id": key, "statement_fr": f"Énoncé {key}", "locator": f"lignes {key[1:]}", "value": value}
            for key, value in values.items()
        ],
    )


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:
    """A folder of its own for what each test publishes."""
    settings.AUTAN_HOME = tmp_path / "home"
    return tmp_path / "home"


@pytest.fixture
@written_again
def network(db: None) -> Network:
    network = create_network(by=None, slug="autan", name=Text("Réseau d’essai", "Trial network"), is_invented=True)
    for rank, (siren, name) in enumerate(NAMES.items()):
        territory = Territory.objects.create(siren=siren, name=name, short_name=name, kind="CA", is_invented=True)
        admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED, rank=rank)
    return network


@pytest.fixture
@written_again
def people(network: Network) -> Cast:
    return gather_cast(network=network, member=Territory.objects.get(siren="100000001"))


@pytest.fixture
def edition(network: Network) -> Edition:
    """The small edition, as a draft, with the facts that it prints."""
    keep_facts({"F1": "10", "F2": "11", "F3": ""})
    return record_edition(by=None, source=WITHOUT_MAP, file="essai.md")
