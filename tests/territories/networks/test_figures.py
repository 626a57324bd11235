"""Figures of the register, of a territory and of a network, and what their trace shows."""

import pytest
from django.utils import translation

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import (
    OPERATOR,
    PUBLIC,
    UnknownFigureError,
    describe_one,
    existing_evidence,
    find_figure,
)
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Network
from autan.territories.networks.presenters.evidence_kinds import name_of_place
from autan.territories.networks.presenters.published import catalogue_figures
from autan.territories.networks.queries import figures
from autan.territories.perimeters.lake.register import LATEST
from tests.territories.networks.conftest import MURETAIN, SICOVAL, TOULOUSE


def test_figures_of_a_territory_lead_to_the_register() -> None:
    communes, population = figures.territory_figures(SICOVAL)
    assert (communes.value, communes.unit.code, communes.state) == (36, "communes", ValueState.OBSERVED)
    assert population.value is not None
    assert population.value > 80_000
    assert population.evidence == (EvidenceRef(kind="register", key=f"{SICOVAL}@{LATEST}"),)
    assert find_figure(population.id, reader=OPERATOR) == population


def test_the_same_populations_of_2025_and_2026_are_told() -> None:
    assert figures.territory_figures(SICOVAL, 2026)[1].note is not None
    assert figures.territory_figures(SICOVAL, 2024)[1].note is None


def test_figures_of_a_network_are_added_over_its_members(network: Network) -> None:
    communes, population = figures.network_figures("essai")
    assert (communes.value, communes.known, communes.total) == (36 + 26, 2, 2)
    assert population.value == sum(figures.territory_figures(siren)[1].value or 0 for siren in (SICOVAL, MURETAIN))
    assert find_figure("territories.essai.communes.2026", reader=PUBLIC) == communes


def test_a_network_without_members_has_no_figure(other_network: Network) -> None:
    assert figures.network_figures("voisin") == ()
    assert catalogue_figures("voisin") == []


def test_the_members_of_a_network_are_counted_and_quoted_with_their_doubt(network: Network) -> None:
    address = f"territories.essai.members.{LATEST}"
    sure = find_figure(address, reader=PUBLIC)
    assert (sure.value, sure.unit.code, sure.state, sure.note) == (2, "territories", ValueState.OBSERVED, None)
    assert existing_evidence(sure.evidence, reader=PUBLIC) == {
        EvidenceRef(kind="membership", key=f"essai/{siren}") for siren in (SICOVAL, MURETAIN)
    }
    toulouse = follow_territory(by=None, siren=TOULOUSE)
    admit_member(by=None, network=network, territory=toulouse, certainty=Certainty.PROBABLE)
    doubtful, communes, population = (entry.figure for entry in catalogue_figures("essai"))
    assert doubtful == find_figure(address, reader=PUBLIC)
    assert (doubtful.value, doubtful.state, doubtful.note.fr) == (
        3,
        ValueState.ESTIMATED,
        "Membres probables, comptés : 1",
    )
    assert (communes.unit.code, population.unit.code) == ("communes", "inhabitants")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "243100633.communes.2013",
        "000000000.communes.2026",
        "243100633.heat.2026",
        "243100633",
        "x.communes.²",
        "x.members.2026",
    ],
)
def test_an_address_without_figure(address: str) -> None:
    with pytest.raises(UnknownFigureError):
        find_figure(f"territories.{address}", reader=OPERATOR)


@pytest.mark.parametrize(
    ("language", "heading", "number"), [("fr", "Commune", "511\u202f684"), ("en", "Municipality", "511,684")]
)
def test_the_rows_behind_a_figure(language: str, heading: str, number: str) -> None:
    with translation.override(language):
        card = describe_one(EvidenceRef(kind="register", key=f"{TOULOUSE}@2026"), reader=OPERATOR)
    assert card is not None
    assert card.table is not None
    assert (card.table.columns[0], card.table.total_rows, len(card.table.rows)) == (heading, 37, 37)
    names, _, people = zip(*card.table.rows, strict=True)
    assert "Toulouse" in names
    assert people[names.index("Toulouse")] == number
    assert card.citation is not None
    assert card.citation.locator == f"SIREN {TOULOUSE}, 2026"


def test_unknown_people_are_an_empty_cell() -> None:
    card = describe_one(EvidenceRef(kind="register", key=f"{TOULOUSE}@2019"), reader=OPERATOR)
    assert card is not None
    assert card.table is not None
    assert {people for _, _, people in card.table.rows} == {""}


@pytest.mark.parametrize("key", [f"{TOULOUSE}@2013", "000000000@2026", f"{TOULOUSE}@hier", TOULOUSE])
def test_rows_that_do_not_exist(key: str) -> None:
    ref = EvidenceRef(kind="register", key=key)
    assert describe_one(ref, reader=OPERATOR) is None
    assert existing_evidence([ref], reader=OPERATOR) == frozenset()


def test_rows_that_exist_are_found_without_their_card() -> None:
    refs = [
        EvidenceRef(kind="register", key=f"{siren}@{vintage}")
        for siren in (TOULOUSE, SICOVAL)
        for vintage in (2019, 2026)
    ]
    assert existing_evidence(refs, reader=PUBLIC) == frozenset(refs)


def test_a_membership_is_described_with_its_doubt(network: Network) -> None:
    toulouse = follow_territory(by=None, siren=TOULOUSE)
    admit_member(by=None, network=network, territory=toulouse, certainty=Certainty.PROBABLE)
    sure, doubtful, absent = (
        describe_one(EvidenceRef(kind="membership", key=f"essai/{siren}"), reader=OPERATOR)
        for siren in (SICOVAL, TOULOUSE, "0")
    )
    assert sure is not None
    assert doubtful is not None
    assert (sure.note, absent) == (None, None)
    assert doubtful.note is not None
    assert doubtful.note.fr == "Membre probable"


def test_names_of_places() -> None:
    assert (name_of_place(TOULOUSE), name_of_place("000000000")) == ("Toulouse Métropole", "")
