"""Communes from 2012 to the first vintage: how many there were, and what became of them."""

import pytest

from autan.instance.library.register import communes
from autan.territories.networks.presenters.perimeters import describe_earlier_changes
from autan.territories.perimeters.lake.register import UnknownVintageError
from autan.territories.perimeters.lake.successors import changes_in, communes_on_january_first

COLLECTIVITIES = 94  # communes and districts overseas that INSEE counts apart


@pytest.mark.parametrize(
    ("year", "count"), [(2012, 36_700), (2013, 36_681), (2015, 36_658), (2016, 35_885), (2017, 35_416), (2018, 35_357)]
)
def test_there_are_as_many_communes_as_insee_published(year: int, count: int) -> None:
    assert len(communes_on_january_first(year)) == count + COLLECTIVITIES


def test_a_commune_has_the_name_and_code_of_its_year() -> None:
    before, after = communes_on_january_first(2016), communes_on_january_first(2017)
    assert (before["46156"], before["46077"], after["46156"]) == ("Laroque-des-Arcs", "Cours", "Bellefont-La Rauze")
    assert "46077" not in after
    assert communes(2016).filter(insee_code="46077").row(0) == ("46077", "Cours", None, None, None)
    assert ("51664" in before, "02344" in before) == (False, True)  # Gernicourt changed department in December 2016
    assert ("76095" in communes_on_january_first(2013), "76095" in communes_on_january_first(2015)) == (False, True)


@pytest.mark.parametrize("year", [2011, 2020])
def test_another_year_is_refused(year: int) -> None:
    with pytest.raises(UnknownVintageError):
        communes_on_january_first(year)


def test_a_territory_says_what_became_of_its_communes() -> None:
    assert [(change.former_name, change.commune_name) for change in changes_in("248100737")] == [
        ("Labastide-Dénat", "Puygouzon")
    ]
    assert "fusions\u00a0: Labastide-Dénat → Puygouzon (2017)" in str(describe_earlier_changes("248100737"))
    assert describe_earlier_changes("243100633") is None
