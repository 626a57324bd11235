"""Departments and regions: each department in one region, named in both languages; what is none has no name."""

import pytest

from autan.ground.errors import UnknownError
from autan.territories.perimeters.core.departments import (
    COMMUNE_BY_DISTRICT,
    DEPARTMENTS,
    REGIONS,
    department_of,
    name_larger_place,
    region_of,
)


def test_each_department_is_in_one_region() -> None:
    placed = [department for region in REGIONS for department in region.departments]
    assert sorted(placed) == sorted(DEPARTMENTS)
    assert len(placed) == len(set(placed)) == 101
    assert len({region.code for region in REGIONS}) == len(REGIONS) == 18


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: region.code)
def test_a_region_is_named_by_its_own_code_and_holds_its_departments(region) -> None:
    assert name_larger_place(f"reg-{region.code}") == (f"{region.name} (région)", f"{region.name} (region)")
    assert {region_of(department) for department in region.departments} == {region}


@pytest.mark.parametrize(
    ("code", "name"), [("01", "Ain"), ("2A", "Corse-du-Sud"), ("94", "Val-de-Marne"), ("976", "Mayotte")]
)
def test_a_department_is_named_even_where_a_region_has_its_code(code: str, name: str) -> None:
    assert name_larger_place(f"dep-{code}") == (f"{name} (département)", f"{name} (department)")


@pytest.mark.parametrize(
    "code", ["dep-20", "dep-", "reg-99", "reg-31", "reg-", "31", "31555", "", "fr", "FR-31", "com-31"]
)
def test_what_is_no_larger_place_has_no_name(code: str) -> None:
    assert name_larger_place(code) == ("", "")


@pytest.mark.parametrize(
    ("commune", "department"),
    [
        ("31555", "31"),
        ("01001", "01"),
        ("2A004", "2A"),
        ("2B033", "2B"),
        ("75056", "75"),
        ("97105", "971"),
        ("97611", "976"),
    ],
)
def test_a_commune_is_in_the_department_that_its_code_begins_with(commune: str, department: str) -> None:
    assert department_of(commune) == department
    assert department in DEPARTMENTS


def test_a_department_that_is_none_has_no_region() -> None:
    with pytest.raises(UnknownError, match="aucun département n’a le code «\u202f20\u202f»"):
        region_of("20")


def test_the_districts_are_forty_five_of_three_communes() -> None:
    counts = {commune: list(COMMUNE_BY_DISTRICT.values()).count(commune) for commune in COMMUNE_BY_DISTRICT.values()}
    assert counts == {"75056": 20, "13055": 16, "69123": 9}
    assert all(len(district) == 5 for district in COMMUNE_BY_DISTRICT)
    named = ("75101", "75120", "13201", "13216", "69381", "69389")
    assert [COMMUNE_BY_DISTRICT[district] for district in named] == ["75056"] * 2 + ["13055"] * 2 + ["69123"] * 2
