"""The register as a notebook asks for it."""

import subprocess
import sys

import pytest

import autan
from autan.instance.library.register import EpciNameError
from autan.territories.perimeters.lake.register import UnknownTerritoryError, UnknownVintageError


def test_an_epci_answers_to_its_name_its_siren_or_a_commune() -> None:
    assert autan.epci("castres MAZAMET").siren == "248100430"
    assert autan.epci("248100430").name == "CA de Castres Mazamet"
    assert autan.epci("Labastide-Rouairoux").siren == autan.epci("Thoré Montagne Noire").siren


def test_a_name_that_several_bear_is_refused_with_all_of_them() -> None:
    with pytest.raises(EpciNameError) as refused:
        autan.epci("Sainte-Colombe")
    assert len(refused.value.found) > 8
    assert "plusieurs EPCI répondent à « Sainte-Colombe » ; donnez le SIREN" in str(refused.value)
    assert str(refused.value).endswith("…")


def test_a_name_of_nobody_is_refused_with_those_that_are_close() -> None:
    with pytest.raises(EpciNameError, match="proches : 248100430 CA de Castres Mazamet"):
        autan.epci("Castre")
    with pytest.raises(EpciNameError, match=r"aucun EPCI ne répond à « zzz »$"):
        autan.epci("zzz")
    with pytest.raises(UnknownTerritoryError):
        autan.epci("248100431")
    with pytest.raises(UnknownVintageError):
        autan.epci("Castres", vintage=1999)


def test_the_communes_of_a_vintage_name_their_epci() -> None:
    communes = autan.communes(vintage=2019)
    assert communes.filter(insee_code="81065").row(0) == (
        "81065",
        "Castres",
        "248100430",
        "CA de Castres Mazamet",
        None,
    )
    assert communes["insee_code"].is_sorted()
    assert autan.all_epci(vintage=2019).height == communes["siren"].n_unique()


def test_import_loads_nothing_and_says_what_it_gives() -> None:
    script = "import sys, autan; print(dir(autan) == sorted(autan.__all__), 'polars' in sys.modules)"
    stdout = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert stdout.split() == ["True", "False"]
    with pytest.raises(AttributeError, match="'autan' has no attribute 'epcis'"):
        getattr(autan, "epcis")  # noqa: B009 - a name that is not there


def test_an_epci_of_today_asked_by_its_name_needs_no_frames() -> None:
    text = "import sys, autan; autan.epci('Castres'); autan.epci('248100430'); sys.exit('polars' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", text], check=False).returncode == 0
