"""An estate written, published, read and taken in without a page: rows, journal, rights, tables, what others see."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.evidence.imports.core import Outcome, Upload
from autan.ground.errors import DomainError, ImportFileError, NotAllowedError, RuleError, UnknownError
from autan.ground.tables.core.findings import Findings
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.plans.estate.actions import (
    estate_import,
    publish_estate,
    remove_asset,
    withdraw_estate,
    write_asset,
    write_assets,
)
from autan.plans.estate.core.assets import (
    ESTATE,
    AssetKind,
    BuildingUse,
    EnergyCarrier,
    EnergyUse,
    EstateAsset,
    EstateFilter,
    Inventory,
    Works,
    YesNo,
    asset_key,
)
from autan.plans.estate.core.columns import COLUMNS
from autan.plans.estate.exporters import estate_cells
from autan.plans.estate.importers import read_estate
from autan.plans.estate.models import EstateRecord
from autan.plans.estate.presenters import (
    PUBLISHED_ESTATE,
    asset_rows,
    count_words,
    figure_lines,
    member_rows,
)
from autan.plans.estate.queries import (
    assets_of,
    count_assets,
    filter_assets,
    find_asset,
    find_estate_figure,
    inventory_for,
    published_assets,
    published_inventories,
)
from autan.plans.plans.actions.imports import state_complete
from autan.territories.networks.models import Membership, Territory
from tests.cast import Cast
from tests.plans.estate.conftest import HERE, THERE

DAY = date(2026, 11, 26)
GAS = EnergyCarrier.GAS
SCHOOL = EstateAsset(
    kind=AssetKind.BUILDING, name="École", site="Centre", use=BuildingUse.SCHOOL, is_tertiary=YesNo.YES, area_m2=1200.0,
    energy=(EnergyUse(carrier=GAS, year=2025, mwh=90.0, cost_eur=9000.0),),
    works=(Works(what="Isolation", year=2025, renovated_m2=300.0),), source="Factures",
)  # fmt: skip


def good(name: str, kind: AssetKind = AssetKind.BUILDING, **fields: Any) -> EstateAsset:
    return EstateAsset(kind=kind, name=name, **({"source": "Relevé"} | fields))


def lines() -> list[tuple[str, str]]:
    return list(JournalEntry.objects.filter(room=ESTATE).order_by("pk").values_list("act", "summary"))


@pytest.fixture
def school(here: Territory) -> EstateRecord:
    return write_asset(by=None, territory=here, asset=SCHOOL)


def test_a_good_is_kept_whole_and_told(people: Cast, here: Territory):
    record = write_asset(by=people.officer, territory=here, asset=SCHOOL)
    kept = EstateRecord.objects.get()
    assert (kept.document, kept.slug, kept.is_published) == (SCHOOL, f"{HERE}-ecole", False)
    (line,) = JournalEntry.objects.filter(room=ESTATE)
    assert (line.act, line.summary, line.network, line.object_id) == (
        "add_good",
        "Bien écrit : École",
        "essai",
        record.slug,
    )


@pytest.mark.parametrize("who", ["coordinator", "officer", "contributor"])
def test_who_acts_for_a_territory_writes_its_estate(people: Cast, here: Territory, who: str):
    by = getattr(people, who)
    record = write_asset(by=by, territory=here, asset=SCHOOL)
    assert publish_estate(by=by, territory=here, today=DAY) == 1
    assert withdraw_estate(by=by, territory=here) == 1
    remove_asset(by=by, record=EstateRecord.objects.get(pk=record.pk))
    assert lines() == [
        ("add_good", "Bien écrit : École"),
        ("publish_estate", "Patrimoine publié : 1 bien(s)"),
        ("withdraw_estate", "Patrimoine rendu privé : 1 bien(s)"),
        ("remove_good", "Bien retiré : École"),
    ]


@pytest.mark.parametrize("who", ["reader", "outsider", "neighbour"])
def test_nobody_else_writes_and_nothing_changes(
    people: Cast, neighbour: Person, here: Territory, school: EstateRecord, who: str
):
    by = neighbour if who == "neighbour" else getattr(people, who)
    for act in (
        lambda: write_asset(by=by, territory=here, asset=good("Halle")),
        lambda: write_asset(by=by, territory=here, asset=good("Halle"), record=school),
        lambda: write_assets(by=by, territory=here, assets=[(good("Halle"), None)]),
        lambda: publish_estate(by=by, territory=here, today=DAY),
        lambda: withdraw_estate(by=by, territory=here),
        lambda: remove_asset(by=by, record=school),
    ):
        with pytest.raises(NotAllowedError, match="écrivent son patrimoine"):
            act()
    assert [(row.name, row.is_published) for row in EstateRecord.objects.all()] == [("École", False)]


def test_an_officer_writes_nothing_of_another_member(people: Cast, there: Territory):
    with pytest.raises(NotAllowedError):
        write_asset(by=people.officer, territory=there, asset=SCHOOL)
    assert EstateRecord.objects.count() == 0


def test_a_name_stands_once_in_a_kind(here: Territory, there: Territory, school: EstateRecord):
    for same in (good("École"), good("  École ")):
        with pytest.raises(RuleError, match="porte déjà ce nom"):
            write_asset(by=None, territory=here, asset=same)
    write_asset(by=None, territory=here, asset=good("École", AssetKind.ROOF))
    write_asset(by=None, territory=there, asset=good("École"))
    other = write_asset(by=None, territory=here, asset=good("Halle"))
    with pytest.raises(RuleError):
        write_asset(by=None, territory=here, asset=good("École"), record=other)
    assert EstateRecord.objects.get(pk=other.pk).name == "Halle"
    assert [row.slug for row in EstateRecord.objects.order_by("pk")] == [
        f"{HERE}-ecole", f"{HERE}-ecole-2", f"{THERE}-ecole", f"{HERE}-halle",
    ]  # fmt: skip


def test_a_change_keeps_the_address_and_tells_what_changed(people: Cast, here: Territory, school: EstateRecord):
    changed = write_asset(
        by=people.officer, territory=here, asset=good("Groupe scolaire", area_m2=1300.0), record=school
    )
    assert (changed.slug, changed.name, EstateRecord.objects.count()) == (f"{HERE}-ecole", "Groupe scolaire", 1)
    entry = JournalEntry.objects.get(act="change_good")
    told = {change.field: (change.before, change.after) for change in entry.changes}
    assert told["area_m2"] == (1200.0, 1300.0)
    assert "name" in told


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"area_m2": 0.0}, "plus grande que zéro"),
        ({"energy": (EnergyUse(carrier=GAS, mwh=1.0),)}, "année de cette énergie"),
        ({"works": (Works(renovated_m2=9.0),), "area_m2": 3.0}, "surface rénovée"),
    ],
)
def test_a_good_that_cannot_be_is_refused(here: Territory, fields: dict[str, Any], said: str):
    with pytest.raises(DomainError, match=said):
        write_asset(by=None, territory=here, asset=good("École", **fields))
    assert EstateRecord.objects.count() == 0


def test_several_goods_are_written_all_or_none(people: Cast, here: Territory, school: EstateRecord):
    both = [(good("École", area_m2=5.0), school), (good("Halle"), None)]
    assert write_assets(by=people.officer, territory=here, assets=both) == 2
    assert {row.name: row.document.area_m2 for row in EstateRecord.objects.all()} == {"École": 5.0, "Halle": None}
    with pytest.raises(DomainError):
        write_assets(
            by=people.officer, territory=here, assets=[(good("Gymnase"), None), (good("Mairie", area_m2=0.0), None)]
        )
    with pytest.raises(RuleError):
        write_assets(by=people.officer, territory=here, assets=[(good("Gymnase"), None), (good("Gymnase"), None)])
    assert EstateRecord.objects.count() == 2
    assert write_assets(by=people.officer, territory=here, assets=[]) == 0


def test_an_estate_is_published_whole_or_not_at_all(here: Territory, there: Territory, school: EstateRecord):
    write_asset(by=None, territory=here, asset=good("Halle", source=""))
    write_asset(by=None, territory=there, asset=good("Mairie"))
    with pytest.raises(DomainError, match="dites ce qui l’établit"):
        publish_estate(by=None, territory=here, today=DAY)
    assert not EstateRecord.objects.filter(is_published=True).exists()
    remove_asset(by=None, record=EstateRecord.objects.get(name="Halle"))
    assert publish_estate(by=None, territory=here, today=DAY) == 1
    assert {(row.name, row.published_on) for row in EstateRecord.objects.all()} == {("École", DAY), ("Mairie", None)}
    with pytest.raises(DomainError, match="aucun bien n’attend"):
        publish_estate(by=None, territory=here, today=DAY)


def test_what_is_published_keeps_what_publication_asks(here: Territory, school: EstateRecord):
    publish_estate(by=None, territory=here, today=DAY)
    published = EstateRecord.objects.get()
    with pytest.raises(DomainError, match="dites ce qui l’établit"):
        write_asset(by=None, territory=here, asset=good("École", source=""), record=published)
    write_asset(by=None, territory=here, asset=good("École"), record=EstateRecord.objects.get())
    assert EstateRecord.objects.get().is_published
    assert withdraw_estate(by=None, territory=here) == 1
    kept = EstateRecord.objects.get()
    assert (kept.is_published, kept.published_on) == (False, None)
    assert withdraw_estate(by=None, territory=here) == 0


def test_a_private_good_is_read_by_who_acts_for_its_territory(
    people: Cast, neighbour: Person, here: Territory, school: EstateRecord
):
    inside = (people.coordinator, people.officer, people.contributor, OPERATOR)
    outside = (people.reader, people.outsider, neighbour, PUBLIC)
    for reader in inside:
        assert find_asset(school.slug, reader=reader) == school
        assert (list(assets_of(here, reader=reader)), count_assets(here, reader=reader)) == ([school], 1)
    for reader in outside:
        with pytest.raises(UnknownError, match="aucun bien"):
            find_asset(school.slug, reader=reader)
        assert (list(assets_of(here, reader=reader)), count_assets(here, reader=reader)) == ([], 0)
    publish_estate(by=None, territory=here, today=DAY)
    for reader in (*inside, *outside):
        assert find_asset(school.slug, reader=reader) == school
        assert len(assets_of(here, reader=reader)) == 1


def test_an_inventory_is_complete_for_the_public_where_all_of_it_is_out(
    people: Cast, here: Territory, school: EstateRecord
):
    assert published_inventories([HERE])[HERE] == Inventory(siren=HERE)
    state_complete(by=people.officer, subject=here, section=ESTATE, on=timezone.localdate())
    assert inventory_for(here, reader=PUBLIC) == Inventory(siren=HERE)  # a good is kept back
    own = inventory_for(here, reader=people.officer)
    assert (own.assets, own.is_complete, own.is_public) == ((SCHOOL,), True, False)
    publish_estate(by=None, territory=here, today=DAY)
    assert inventory_for(here, reader=people.officer).is_public
    assert inventory_for(here, reader=PUBLIC) == Inventory(siren=HERE, assets=(SCHOOL,), is_complete=True)
    assert published_inventories([THERE]) == {}


def test_a_territory_that_states_that_it_owns_nothing_is_known(people: Cast, here: Territory):
    assert not inventory_for(here, reader=people.officer).is_known
    state_complete(by=people.officer, subject=here, section=ESTATE, on=timezone.localdate())
    for reader in (people.officer, PUBLIC):
        assert inventory_for(here, reader=reader) == Inventory(siren=HERE, is_complete=True)


def test_what_a_network_publishes_is_of_its_members_today(here: Territory, there: Territory, school: EstateRecord):
    write_asset(by=None, territory=there, asset=good("Mairie"))
    publish_estate(by=None, territory=here, today=DAY)
    assert list(published_assets("essai")) == [EstateRecord.objects.get(name="École")]
    (row,) = PUBLISHED_ESTATE.rows("essai")
    assert (row[:3], row[-2:]) == (("essai", HERE, f"{HERE}-ecole"), (DAY, True))
    assert len(row) == len(PUBLISHED_ESTATE.columns)
    Membership.objects.filter(territory=here).update(valid_to=date(2025, 1, 1))
    assert list(published_assets("essai")) == []


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        (EstateFilter(), ["École", "Halle", "École"]),
        (EstateFilter(kind=AssetKind.ROOF), ["École"]),
        (EstateFilter(kind=AssetKind.FLEET), []),
        (EstateFilter(text="ECOLE"), ["École", "École"]),
        (EstateFilter(text="centre"), ["École"]),
        (EstateFilter(text="halles"), ["Halle"]),
        (EstateFilter(text="ecole", kind=AssetKind.BUILDING), ["École"]),
        (EstateFilter(text="zzz"), []),
    ],
)
def test_a_list_is_narrowed_by_kind_and_words(
    here: Territory, school: EstateRecord, chosen: EstateFilter, names: list[str]
):
    write_assets(by=None, territory=here, assets=[(good("Halle"), None), (good("École", AssetKind.ROOF), None)])
    assert [row.name for row in filter_assets(EstateRecord.objects.all(), chosen)] == names


@pytest.mark.parametrize(
    ("address", "value"),
    [
        (f"estate.{HERE}.energy.2025", 90.0),
        (f"estate.{HERE}.per_m2.2025", 75.0),
        (f"estate.{HERE}.change.2025.2021", None),
        (f"estate.{HERE}.energy.2024", "nothing"),
        (f"estate.{HERE}.energy.hier", "nothing"),
        (f"estate.{HERE}.moon.2025", "nothing"),
        (f"estate.{THERE}.energy.2025", "nothing"),
    ],
)
def test_a_figure_is_that_of_what_is_published(here: Territory, school: EstateRecord, address: str, value: object):
    assert find_estate_figure(FigureAddress.parse(address)) is None
    publish_estate(by=None, territory=here, today=DAY)
    figure = find_estate_figure(FigureAddress.parse(address))
    assert (figure.value if figure else "nothing") == value


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_row_tells_the_last_year_whose_energy_is_told(here: Territory, school: EstateRecord):
    write_assets(
        by=None,
        territory=here,
        assets=[
            (
                good("Halle", energy=(EnergyUse(carrier=GAS, year=2026), EnergyUse(carrier=GAS, year=2025, mwh=4.0))),
                None,
            ),
            (good("Mairie"), None),
        ],
    )
    rows = {row["record"].name: row for row in asset_rows(EstateRecord.objects.all())}
    assert plain(rows["École"]["energy"]) == "90 MWh en 2025"
    assert plain(rows["École"]["area"]) == "1 200 m²"
    assert rows["Halle"]["energy"] == ""  # the bill of the last year is not known
    assert (rows["Mairie"]["area"], rows["Mairie"]["energy"]) == ("", "")


def test_a_small_amount_is_not_shown_as_nothing(here: Territory):
    uses = tuple(EnergyUse(carrier=one, year=2025, mwh=mwh) for one, mwh in ((GAS, 0.1), (EnergyCarrier.WOOD, 0.2)))
    write_asset(by=None, territory=here, asset=good("Abri", area_m2=0.5, energy=uses))
    (row,) = asset_rows(EstateRecord.objects.all())
    assert (plain(row["area"]), plain(row["energy"])) == ("0,5 m²", "0,3 MWh en 2025")


def test_an_inventory_says_how_many_goods_and_whether_that_is_all():
    one, two = good("Un"), good("Deux")
    assert plain(count_words(Inventory(siren=HERE, assets=(one,)))) == "1 bien"
    assert plain(count_words(Inventory(siren=HERE, assets=(one, two)))) == "2 biens"
    complete = Inventory(siren=HERE, assets=(one, two), is_complete=True)
    assert plain(count_words(complete)) == "2 biens, inventaire déclaré complet"
    assert figure_lines(complete, None) == []


def test_members_stand_beside_one_another_and_one_that_publishes_nothing_says_nothing(
    here: Territory, there: Territory, school: EstateRecord
):
    publish_estate(by=None, territory=here, today=DAY)
    first, second = member_rows({HERE: "Ici", THERE: "Là"})
    assert (first["name"], first["count"], first["year"]) == ("Ici", "1 bien", 2025)
    assert first["figures"][0][1].value == 90.0
    assert (second["count"], second["year"]) == ("", None)
    assert [figure for _label, figure in second["figures"]] == [None] * len(second["figures"])


def read(*rows: str, standing: Iterable[EstateAsset] = ()) -> tuple[list[EstateAsset], list[str]]:
    """The goods of a table, and where it is wrong."""
    findings = Findings()
    upload = Upload(file="patrimoine.csv", data="\n".join([*rows, ""]).encode())
    assets = read_estate(upload, {asset_key(one): one for one in standing}, findings)
    return [one for _line, one, _names in assets], [f"{fault.row} {fault.column}" for fault in findings.faults]


def test_lines_of_one_good_are_joined():
    assets, faults = read(
        "sorte;nom;surface_m2;energie;annee;mwh;travaux;travaux_annee;travaux_m2",
        "bâtiment;École;1200;gaz;2025;90;Isolation;2024;300",
        "bâtiment;École;;électricité;2025;10;;;",
        "toiture;École;900;;;;;;",
    )
    assert faults == []
    assert [(one.kind, one.area_m2, len(one.energy), len(one.works)) for one in assets] == [
        (AssetKind.BUILDING, 1200.0, 2, 1), (AssetKind.ROOF, 900.0, 0, 0),
    ]  # fmt: skip
    assert assets[0].energy_of(2025) == 100.0


def test_a_table_changes_what_it_tells_and_leaves_the_rest():
    standing = good(
        "École",
        area_m2=1200.0,
        site="Centre",
        energy=tuple(EnergyUse(carrier=GAS, year=year, mwh=90.0) for year in (2024, 2025)),
        works=(Works(what="Toit", year=2024), Works(what="Murs", year=2025)),
    )
    (one,), faults = read(
        "sorte;nom;surface_m2;energie;annee;mwh;travaux;travaux_annee",
        "bâtiment;École;1300;gaz;2025;80;Sols;2025",
        standing=[standing],
    )
    assert (faults, one.area_m2, one.site, one.source) == ([], 1300.0, "Centre", "Relevé")
    assert (one.energy_of(2024), one.energy_of(2025)) == (90.0, 80.0)
    assert [work.what for work in one.works] == ["Toit", "Sols"]


@pytest.mark.parametrize(
    ("heading", "row", "faults"),
    [
        ("sorte;nom", "bâtiment;École", []),
        ("sorte;nom", ";École", ["2 sorte"]),
        ("sorte;nom", "bâtiment;", ["2 nom"]),
        ("sorte;nom;places", "bâtiment;École;12", ["2 places"]),
        ("sorte;nom;places", "parc de stationnement;Gare;12", []),
        ("sorte;nom;surface_m2", "bâtiment;École;0", ["2 surface_m2"]),
        ("sorte;nom;energie;annee", "bâtiment;École;gaz;", ["2 annee"]),
        ("sorte;nom;mwh", "bâtiment;École;3", ["2 annee", "2 energie"]),
        ("sorte;nom;surface_m2;travaux_m2", "bâtiment;École;10;11", ["2 travaux_m2"]),
        (
            "sorte;nom;part_faibles_pct;part_tres_faibles_pct",
            "flotte de véhicules;F;10;11",
            ["2 part_tres_faibles_pct"],
        ),
    ],
)
def test_a_fault_of_a_table_is_told_at_its_cell(heading: str, row: str, faults: list[str]):
    assert sorted(read(heading, row)[1]) == sorted(faults)


def test_a_table_needs_a_kind_and_a_name():
    with pytest.raises(ImportFileError):
        read("nom;surface_m2", "École;12")


def test_what_is_written_in_a_table_is_read_back():
    assets = [
        SCHOOL,
        good("Parc", AssetKind.CAR_PARK, places=60, is_outdoor=YesNo.YES, area_m2=2000.0),
        good("Services", AssetKind.FLEET, vehicles=0, low_share_pct=35.0, share_year=2025),
        good("Mâts", AssetKind.LIGHTING, points=12, energy=tuple(
            EnergyUse(carrier=EnergyCarrier.ELECTRICITY, year=year, mwh=1.5) for year in (2024, 2025)
        )),
    ]  # fmt: skip
    cells = estate_cells(assets)
    assert cells[0] == COLUMNS
    assert [row[1] for row in cells[1:]] == ["École", "Parc", "Services", "Mâts", "Mâts"]
    text = [";".join("" if cell is None else str(cell).replace(";", ",") for cell in row) for row in cells]
    back, faults = read(*text)
    assert (back, faults) == (assets, [])


def test_an_import_is_told_then_written_in_one_act(people: Cast, here: Territory, school: EstateRecord):
    importing = estate_import(here)
    rows = "sorte;nom;surface_m2;source\nbâtiment;École;1300;\nbâtiment;Halle;12;Plan\n"
    preview = importing.read(Upload(file="p.csv", data=rows.encode()))
    assert [item.outcome for item in preview.items] == [Outcome.CHANGED, Outcome.ADDED]
    with pytest.raises(NotAllowedError):
        importing.write(people.reader, preview)
    assert EstateRecord.objects.count() == 1
    importing.write(people.officer, preview)
    assert {row.name: row.document.area_m2 for row in EstateRecord.objects.all()} == {"École": 1300.0, "Halle": 12.0}
    assert {act for act, _summary in lines()} == {"add_good", "import_estate"}
    again = importing.read(Upload(file="p.csv", data=rows.encode()))
    assert again.to_write == ()
