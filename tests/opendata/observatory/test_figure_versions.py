"""What a cached edition is keyed by: it changes with what its figures read, and with nothing else."""

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import version_of_figures
from autan.opendata.updates.actions.own_values import record_own_value
from autan.opendata.updates.core.own_value_checks import GivenValue
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Network, Territory
from tests.opendata.observatory.making import FILES, add_file

SICOVAL, NETWORK, OUTSIDE = "243100633", "dialogue-toulouse", "243500139"
OF_A_MEMBER = f"observatory.{SICOVAL}.electricity_total.2024"
OF_THE_NETWORK = f"observatory.{NETWORK}.electricity_total.2024"


def version():
    return version_of_figures([OF_A_MEMBER, OF_THE_NETWORK])


@pytest.fixture
def before(demo_network, lake_folder):
    return version()


def test_a_line_of_the_journal_about_something_else_changes_nothing(before):
    with acting(by=None, act="try") as act:
        act.record(ObjectRef("surveys", "answer", "1"), summary="Réponse enregistrée")
    assert version() == before


def test_an_own_value_changes_it(before, cast):
    value = GivenValue(
        measure="electricity_total",
        date="2024",
        value=700.0,
        unit="GWh",
        reason="Un poste source manquait.",
        document="Relevé",
        is_used=True,
    )
    record_own_value(by=cast.officer, territory=Territory.objects.get(siren=SICOVAL), value_input=value)
    assert version() != before


def test_an_edition_of_a_source_changes_it(before, tmp_path):
    file = tmp_path / "labels.csv"
    file.write_text(FILES["ademe-dpe"])
    add_file(source="ademe-dpe", file=file)
    assert version() != before


def test_a_member_changes_the_figures_of_its_network_alone(before):
    of_the_member = version_of_figures([OF_A_MEMBER])
    admit_member(
        by=None,
        network=Network.objects.get(slug=NETWORK),
        territory=follow_territory(by=None, siren=OUTSIDE),
        certainty=Certainty.CONFIRMED,
        evidence=[EvidenceRef(kind="source", key="synthese-2014")],
    )
    assert version() != before
    assert version_of_figures([OF_A_MEMBER]) == of_the_member
