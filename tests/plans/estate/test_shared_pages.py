"""What an estate gives to shared pages: sections, what may be quoted, what lacks, its evidence, its erasure."""

from datetime import date

import pytest
from django.utils import timezone

from autan.evidence.figures.queries.registry import PUBLIC, UnknownFigureError, describe_one, find_figure
from autan.ground.extension_points import DataSubject, NetworkSection, TerritorySection
from autan.ground.registry import registered
from autan.people.accounts.models import Person
from autan.plans.estate.actions import erase_named, publish_estate, write_asset
from autan.plans.estate.core.assets import AssetKind, EnergyCarrier, EnergyUse, EstateAsset, Works
from autan.plans.estate.models import EstateRecord
from autan.plans.estate.presenters import _quoted, _without_inventory
from autan.plans.plans.actions.imports import state_complete
from autan.territories.networks.models import Territory
from tests.cast import Cast
from tests.plans.estate.conftest import HERE, THERE

DAY = date(2026, 11, 26)
GAS = EnergyUse(carrier=EnergyCarrier.GAS, year=2025, mwh=90.0, cost_eur=9000.0)


@pytest.fixture
def school(here: Territory) -> EstateRecord:
    good = EstateAsset(kind=AssetKind.BUILDING, name="École", area_m2=1200.0, energy=(GAS,), source="Factures")
    return write_asset(by=None, territory=here, asset=good)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def territory_section(siren: str, reader: object) -> list[dict[str, object]]:
    """What the part of an estate holds on the page of a territory; none where it has no part."""
    rooms = [room for room in registered(TerritorySection) if room.rank == 45]
    return [
        dict(section.context) for room in rooms for section in room.build(siren, reader) if section.anchor == "estate"
    ]


def test_a_territory_shows_its_estate_or_the_way_to_write_it(people: Cast, here: Territory, school: EstateRecord):
    for person in (people.officer, people.coordinator):
        assert territory_section(HERE, person) == [{"siren": HERE, "count": 1, "may_write": True}]
    for reader in (people.reader, people.outsider, PUBLIC):
        assert territory_section(HERE, reader) == []
    publish_estate(by=None, territory=here, today=DAY)
    assert territory_section(HERE, PUBLIC) == [{"siren": HERE, "count": 1, "may_write": False}]
    assert territory_section(THERE, people.coordinator) == [{"siren": THERE, "count": 0, "may_write": True}]


def test_a_network_counts_what_its_members_publish(here: Territory, school: EstateRecord):
    def shown() -> list[dict[str, object]]:
        rooms = [room for room in registered(NetworkSection) if room.code == "patrimoine"]
        return [dict(section.context) for room in rooms for section in room.build("essai", PUBLIC)]

    assert shown() == [{"network": "essai", "count": 0}]
    publish_estate(by=None, territory=here, today=DAY)
    assert shown() == [{"network": "essai", "count": 1}]


def test_a_text_may_quote_what_is_published_and_names_its_member(here: Territory, school: EstateRecord):
    assert list(_quoted("essai")) == []
    publish_estate(by=None, territory=here, today=DAY)
    quoted = {one.figure.id: (one.figure.value, one.place) for one in _quoted("essai")}
    assert quoted[f"estate.{HERE}.energy.2025"] == (90.0, "Ici")
    assert f"estate.{HERE}.per_m2.2025" in quoted
    assert {place for _value, place in quoted.values()} == {"Ici"}


def test_members_that_publish_no_good_are_named(people: Cast, here: Territory, there: Territory, school: EstateRecord):
    assert [plain(line) for line in _without_inventory("essai", PUBLIC)] == ["Aucun bien publié : Ici, Là."]
    publish_estate(by=None, territory=here, today=DAY)
    assert [plain(line) for line in _without_inventory("essai", PUBLIC)] == ["Aucun bien publié : Là."]
    write_asset(by=None, territory=there, asset=EstateAsset(kind=AssetKind.ROOF, name="Halle", source="Plan"))
    publish_estate(by=None, territory=there, today=DAY)
    assert list(_without_inventory("essai", PUBLIC)) == []


def test_the_evidence_of_a_figure_is_the_list_that_is_published(people: Cast, here: Territory, school: EstateRecord):
    address = f"estate.{HERE}.energy.2025"
    with pytest.raises(UnknownFigureError):
        find_figure(address, reader=people.officer)  # a figure is of what anybody reads
    publish_estate(by=None, territory=here, today=DAY)
    figure = find_figure(address, reader=PUBLIC)
    card = describe_one(figure.evidence[0], reader=PUBLIC)
    assert card is not None
    assert plain(card.title.fr).endswith(": patrimoine publié")
    assert (plain(card.statement.fr), card.statement.en) == ("1 bien", "1 good")
    assert card.note is not None
    assert card.note.fr == "Patrimoine inventé, pour essayer."
    state_complete(by=people.officer, subject=here, section="estate", on=timezone.localdate())
    again = describe_one(figure.evidence[0], reader=PUBLIC)
    assert again is not None
    assert plain(again.statement.fr) == "1 bien, inventaire déclaré complet"


def test_somebody_is_taken_out_of_every_text_of_a_good(here: Territory, there: Territory):
    for place in (here, there):
        good = EstateAsset(
            kind=AssetKind.BUILDING, name="Salle Ada Exemple", note="Voir Ada Exemple", source="Relevé",
            works=(Works(what="Isolation par Ada Exemple", year=2025),),
        )  # fmt: skip
        write_asset(by=None, territory=place, asset=good)
    untouched = write_asset(
        by=None, territory=here, asset=EstateAsset(kind=AssetKind.ROOF, name="Halle", source="Plan")
    )
    subject = DataSubject(email="ada@exemple.fr", names=("Ada Exemple",))
    assert erase_named(subject) == 2
    assert not [row for row in EstateRecord.objects.all() if "Ada" in f"{row.name} {row.content}"]
    assert EstateRecord.objects.get(pk=untouched.pk).document.source == "Plan"
    assert erase_named(subject) == 0
    assert erase_named(DataSubject(email="x@exemple.fr")) == 0


def test_who_reads_a_good_is_told_of_it_by_its_right(people: Cast, neighbour: Person, school: EstateRecord):
    readers = (people.coordinator, people.officer, people.contributor, people.reader, people.outsider, neighbour)
    assert [person.has_perm("estate.read_good", school) for person in readers] == [True] * 3 + [False] * 3
    assert [person.has_perm("estate.write", school.territory) for person in readers] == [True] * 3 + [False] * 3
    EstateRecord.objects.update(is_published=True)
    published = EstateRecord.objects.get()
    assert all(person.has_perm("estate.read_good", published) for person in readers)
    assert not people.reader.has_perm("estate.write", published.territory)
