"""A good as it is typed, alone or in a grid: what each field may hold, what a page then shows of it."""

import pytest

from autan.ground.descriptions.core.documents import publication_gaps
from autan.ground.descriptions.presenters import published_cells, published_columns, shown_fields, shown_table
from autan.plans.estate.actions import write_asset
from autan.plans.estate.core.assets import (
    FIELDS,
    AssetKind,
    BuildingUse,
    EnergyCarrier,
    EnergyUse,
    EstateAsset,
    Works,
    YesNo,
)
from autan.plans.estate.forms import AssetForm, EnergyForm, WorksForm, asset_grid, read_assets
from autan.plans.estate.models import EstateRecord
from autan.territories.networks.models import Territory

GAS = EnergyCarrier.GAS
SCHOOL = EstateAsset(
    kind=AssetKind.BUILDING, name="École", use=BuildingUse.SCHOOL, is_tertiary=YesNo.NO, area_m2=1200.5,
    energy=(EnergyUse(carrier=GAS, year=2025, mwh=90.0), EnergyUse(carrier=GAS, year=2024, mwh=95.0)),
    works=(Works(what="Toit", year=2020),), source="Plan",
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "field", "right", "wrong"),
    [
        (AssetKind.BUILDING, "area_m2", ("0.5", "10000000"), ("-1", "10000001", "beaucoup", "0")),
        (AssetKind.BUILDING, "built_year", ("1000", "2020"), ("999", "3000", "hier")),
        (AssetKind.BUILDING, "reference_year", ("2010", "2019"), ("2009", "2020")),
        (AssetKind.BUILDING, "hvac_kw", ("0", "70.5"), ("-1",)),
        (AssetKind.BUILDING, "use", ("school",), ("castle",)),
        (AssetKind.BUILDING, "is_tertiary", ("yes", "no", ""), ("maybe",)),
        (AssetKind.LIGHTING, "points", ("0", "12"), ("-1", "1.5")),
        (AssetKind.FLEET, "vehicles", ("0", "30"), ("-1", "1.5")),
        (AssetKind.FLEET, "low_share_pct", ("0", "100"), ("-1", "100.1")),
        (AssetKind.FLEET, "share_year", ("1990",), ("1989",)),
        (AssetKind.FLEET, "buses", ("0",), ("-1", "0.5")),
        (AssetKind.CAR_PARK, "places", ("60",), ("-1", "6.5")),
    ],
)
def test_a_field_holds_what_can_be(kind: AssetKind, field: str, right: tuple[str, ...], wrong: tuple[str, ...]):
    for text in right:
        form = AssetForm({"name": "A", field: text}, kind=kind)
        assert form.is_valid(), (text, form.errors)
    for text in wrong:
        form = AssetForm({"name": "A", field: text}, kind=kind)
        assert not form.is_valid(), text
        assert list(form.errors) == [field]


@pytest.mark.parametrize("kind", list(AssetKind))
def test_a_form_asks_what_is_of_its_kind(kind: AssetKind):
    asked = set(AssetForm(kind=kind).fields)
    assert asked <= FIELDS[kind]
    assert {"name", "source", "note"} <= asked
    form = AssetForm({"name": "A"}, kind=kind)
    assert form.is_valid()
    assert form.document() == EstateAsset(kind=kind, name="A")
    assert list(AssetForm({"name": " "}, kind=kind).errors) == ["name"]
    assert list(AssetForm({"name": "x" * 201}, kind=kind).errors) == ["name"]


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"carrier": "gas", "year": "2025", "mwh": "0"}, []),
        ({"carrier": "gas", "year": "1990", "mwh": "1.5", "cost_eur": "9 000 €"}, []),
        ({"carrier": "gas", "year": "1989", "mwh": "1"}, ["year"]),
        ({"carrier": "gas", "year": "2025", "mwh": "-1"}, ["mwh"]),
        ({"carrier": "coal", "year": "2025"}, ["carrier"]),
        ({"carrier": "gas", "mwh": "1"}, ["year"]),
        ({"year": "2025", "mwh": "1"}, ["carrier"]),
        ({"carrier": "gas", "year": "2025", "cost_eur": "cher"}, ["cost_eur"]),
    ],
)
def test_an_energy_is_refused_at_its_field(fields: dict[str, str], errors: list[str]):
    assert list(EnergyForm(fields).errors) == errors


def test_works_may_lack_anything_but_a_year_that_can_be():
    assert WorksForm({"what": "Toit"}).is_valid()
    assert list(WorksForm({"what": "Toit", "year": "1989"}).errors) == ["year"]
    assert list(WorksForm({"renovated_m2": "-1"}).errors) == ["renovated_m2"]


def test_a_page_shows_what_was_said_and_its_name_as_its_title():
    shown = {field.name: field for field in shown_fields(SCHOOL)}
    assert not {"name", "energy", "works"} & set(shown)  # its title, and tables of their own
    said = {name for name, field in shown.items() if field.text}
    assert said == {"kind", "use", "is_tertiary", "area_m2", "source"}
    assert shown["built_year"].absent == "non renseigné"
    energy = shown_table(SCHOOL, "energy")
    assert len(energy.rows) == 2
    assert not shown_table(EstateAsset(kind=AssetKind.ROOF, name="A"), "works").rows


def test_publication_asks_what_establishes_a_good_and_nothing_else():
    bare = EstateAsset(kind=AssetKind.BUILDING, name="A")
    assert [str(gap) for gap in publication_gaps(bare)] == ["dites ce qui l’établit"]
    assert list(publication_gaps(EstateAsset(kind=AssetKind.BUILDING, name="A", source="Plan"))) == []


def test_open_data_leave_out_what_is_not_said_to_be_published():
    names = [column.name for column in published_columns(EstateAsset)]
    assert {"kind", "name", "use", "is_tertiary", "area_m2", "source"} == set(names)
    cells = dict(zip(names, published_cells(SCHOOL), strict=True))
    assert (cells["name"], cells["area_m2"], cells["kind"], cells["is_tertiary"]) == ("École", 1200.5, "building", "no")
    bare = dict(zip(names, published_cells(EstateAsset(kind=AssetKind.ROOF, name="A")), strict=True))
    assert (bare["area_m2"], bare["is_tertiary"]) == (None, None)


@pytest.fixture
def school(here: Territory) -> EstateRecord:
    return write_asset(by=None, territory=here, asset=SCHOOL)


def typed(
    records: list[EstateRecord], cells: dict[str, str], kind: AssetKind = AssetKind.BUILDING
) -> tuple[list[EstateAsset], dict[str, str]]:
    """The goods read of a grid of 2025 in which some cells (`line:column`) were typed, and what is wrong, by cell."""
    grid = asset_grid(records, kind, 2025)
    grid.take(cells)
    assets = [good for good, _record in read_assets(grid, kind, 2025)]
    return assets, {f"{row.key}:{code}": said for row in grid.rows for code, said in row.problems.items()}


def test_a_grid_holds_each_good_its_energy_of_the_year_and_three_empty_lines(school: EstateRecord):
    grid = asset_grid([school], AssetKind.BUILDING, 2025)
    row, *empty = grid.rows
    assert (row.typed["name"], row.typed["area_m2"], row.typed["use"], row.typed["mwh_gas"]) == (
        "École", "1\u202f200,5", "school", "90",
    )  # fmt: skip
    assert (row.typed["mwh_electricity"], row.typed["built_year"]) == ("", "")
    assert [one.key for one in empty] == ["1", "2", "3"]
    assert asset_grid([school], AssetKind.BUILDING, 2023).rows[0].typed["mwh_gas"] == ""


def test_a_grid_shows_the_carriers_that_are_expected_and_folds_the_others():
    columns = {column.code: column for column in asset_grid([], AssetKind.FLEET, 2025).columns}
    assert not columns["mwh_fuel"].is_detail
    assert columns["mwh_gas"].is_detail
    assert columns["cost_eur_fuel"].is_detail
    assert not [
        code for code in (c.code for c in asset_grid([], AssetKind.ROOF, 2025).columns) if code.startswith("mwh")
    ]
    assert columns["vehicles"].is_number
    assert not columns["name"].is_number


def test_what_is_typed_in_a_grid_changes_its_line_and_keeps_other_years(school: EstateRecord):
    (good,), problems = typed([school], {f"{school.slug}:mwh_gas": "80", f"{school.slug}:area_m2": ""})
    assert (good.energy_of(2025), good.energy_of(2024), good.area_m2, problems) == (80.0, 95.0, None, {})
    assert good.works == SCHOOL.works
    (emptied,), _none = typed([school], {f"{school.slug}:mwh_gas": ""})
    assert (emptied.energy_of(2025), emptied.energy_of(2024)) == (None, 95.0)


def test_a_line_that_nobody_changed_is_not_read(school: EstateRecord):
    assert typed([school], {f"{school.slug}:name": "  École "}) == ([], {})
    assert typed([school], {}) == ([], {})


def test_an_empty_line_that_is_filled_is_a_new_good(db: None):
    (lamps,), problems = typed([], {"1:name": "Mâts", "1:points": "12", "1:mwh_electricity": "1,5"}, AssetKind.LIGHTING)
    assert (lamps.kind, lamps.name, lamps.points, lamps.energy_of(2025)) == (AssetKind.LIGHTING, "Mâts", 12, 1.5)
    assert problems == {}


@pytest.mark.parametrize(
    ("cells", "problems"),
    [
        ({"1:area_m2": "12"}, {"1:name": "le nom du bien"}),
        ({"1:name": "A", "1:area_m2": "0"}, {"1:area_m2": "une surface plus grande que zéro m²"}),
        ({"1:name": "A", "1:area_m2": "x"}, {"1:area_m2": "il faut un nombre"}),
        ({"1:name": "A", "1:mwh_gas": "-3"}, {"1:mwh_gas": "il faut"}),
        ({"1:name": "A", "2:name": " a "}, {"2:name": "un bien de cette sorte porte déjà ce nom"}),
        ({"1:name": "École"}, {"1:name": "un bien de cette sorte porte déjà ce nom"}),
    ],
)
def test_what_is_wrong_in_a_grid_is_said_in_its_cell(
    school: EstateRecord, cells: dict[str, str], problems: dict[str, str]
):
    assets, said = typed([school], cells)
    assert list(said) == list(problems)
    assert all(said[cell].replace("\u00a0", " ").startswith(words) for cell, words in problems.items())
    assert len(assets) == (len({name.partition(":")[0] for name in cells}) if "porte déjà" in str(problems) else 0)


def test_a_fault_of_the_whole_good_is_said_at_its_name(here: Territory):
    works = (Works(what="Toit", year=2020, renovated_m2=50.0),)
    record = write_asset(by=None, territory=here, asset=EstateAsset(kind=AssetKind.BUILDING, name="A", works=works))
    assets, said = typed([record], {f"{record.slug}:area_m2": "40"})
    assert assets == []
    assert list(said) == [f"{record.slug}:name"]
