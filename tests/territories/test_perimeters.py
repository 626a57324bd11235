"""Passage from any code to a vintage, leftovers, changes, and the worked example of the algorithm page."""

import polars as pl
import pytest

from autan.territories.core.perimeters import (
    CommuneWithoutEpciError,
    aggregate_to_epci,
    compare_perimeters,
    find_codes,
    find_leftovers,
    require_complete,
)
from tests.territories.making import passage_of

CAHORS, OTHER = "200023737", "200067106"
BELLEFONT = passage_of(
    {"46156": CAHORS, "46042": CAHORS, "46001": OTHER}, [("46077", "46156", 2017), ("46327", "46156", 2017)]
)


def where(passage: pl.DataFrame, code: str) -> tuple[str, str, bool] | None:
    rows = passage.filter(pl.col("source_code") == code).select("insee_code", "siren", "is_merged").rows()
    return rows[0] if rows else None


def codes(*values: str) -> pl.DataFrame:
    return pl.DataFrame({"insee_code": list(values)}, schema={"insee_code": pl.String})


def test_a_code_of_the_vintage_is_itself_and_a_former_code_is_its_holder() -> None:
    assert where(BELLEFONT, "46156") == ("46156", CAHORS, False)
    assert where(BELLEFONT, "46077") == ("46156", CAHORS, True)


def test_mergers_are_followed_to_the_commune_that_exists() -> None:
    passage = passage_of({"01003": "100000000"}, [("01001", "01002", 2010), ("01002", "01003", 2019)])
    assert where(passage, "01001") == ("01003", "100000000", True)


def test_a_merger_later_than_the_vintage_does_not_count() -> None:
    passage = passage_of({"01001": "100000000", "01002": "100000000"}, [("01001", "01002", 2027)])
    assert where(passage, "01001") == ("01001", "100000000", False)


def test_a_code_that_came_back_is_itself_again() -> None:
    passage = passage_of({"01001": "100000000", "01002": "200000000"}, [("01001", "01002", 1973)])
    assert where(passage, "01001") == ("01001", "100000000", False)


def test_the_last_holder_is_the_one_that_counts() -> None:
    passage = passage_of(
        {"01002": "100000000", "01003": "200000000"}, [("01001", "01002", 1973), ("01001", "01003", 2016)]
    )
    assert where(passage, "01001") == ("01003", "200000000", True)


def test_mergers_in_a_circle_lead_nowhere() -> None:
    passage = passage_of({"01003": "100000000"}, [("01001", "01002", 2010), ("01002", "01001", 2012)])
    assert where(passage, "01001") is None


def test_the_worked_example_of_the_algorithm_page() -> None:
    table = pl.LazyFrame(
        {
            "insee_code": ["46077", "46327", "46156", "46042", "46001"],
            "emissions_tco2e": [900, 1100, 1700, 50_000, 7],
        }
    )
    rows = aggregate_to_epci(table, passage=BELLEFONT, measures=["emissions_tco2e"]).sort("siren").rows()
    assert rows == [(CAHORS, 53_700, 2, 2), (OTHER, 7, 1, 1)]


def test_a_commune_with_an_unknown_part_is_added_but_is_not_known() -> None:
    table = pl.LazyFrame({"insee_code": ["46077", "46327", "46156"], "emissions_tco2e": [900, None, 1700]})
    rows = aggregate_to_epci(table, passage=BELLEFONT, measures=["emissions_tco2e"]).rows()
    assert rows == [(CAHORS, 2600, 0, 2)]


def test_nothing_known_is_not_zero() -> None:
    table = pl.LazyFrame({"insee_code": ["46042", "46001"], "heat_mwh": [None, 0.0]})
    rows = aggregate_to_epci(table, passage=BELLEFONT, measures=["heat_mwh"]).sort("siren").rows()
    assert rows == [(CAHORS, None, 0, 2), (OTHER, 0.0, 1, 1)]


def test_each_measure_has_its_own_coverage() -> None:
    table = pl.LazyFrame({"insee_code": ["46042", "46156"], "gas_mwh": [5, None], "heat_mwh": [1, 2]})
    (row,) = aggregate_to_epci(table, passage=BELLEFONT, measures=["gas_mwh", "heat_mwh"]).to_dicts()
    assert row == {"siren": CAHORS, "gas_mwh": 5, "gas_mwh_known": 1, "heat_mwh": 3, "heat_mwh_known": 2, "communes": 2}


def test_leftovers_are_found_and_named() -> None:
    table = pl.LazyFrame({"insee_code": ["22016", "46042", "99999", None]})
    found = find_codes(table)
    assert found.to_list() == ["22016", "46042", "99999"]
    assert find_leftovers(found, passage=BELLEFONT) == ["22016", "99999"]
    with pytest.raises(CommuneWithoutEpciError, match=r"22016 Île-de-Bréhat, 99999 \(code inconnu\)") as caught:
        require_complete(found, passage=BELLEFONT, vintage=2026, names={"22016": "Île-de-Bréhat"})
    assert caught.value.communes == (("22016", "Île-de-Bréhat"), ("99999", ""))
    assert caught.value.exit_code == 3


def test_a_long_list_of_leftovers_is_cut_in_the_message_alone() -> None:
    table = pl.LazyFrame({"insee_code": [f"9{number:04}" for number in range(12)]})
    with pytest.raises(CommuneWithoutEpciError, match=r"^12 commune.*…$") as caught:
        require_complete(find_codes(table), passage=BELLEFONT, vintage=2026, names={})
    assert len(caught.value.communes) == 12


def test_a_complete_table_passes() -> None:
    require_complete(find_codes(codes("46077", "46001").lazy()), passage=BELLEFONT, vintage=2026, names={})


def test_a_commune_that_merges_inside_has_not_left() -> None:
    before = passage_of({"46077": CAHORS, "46156": CAHORS})
    change = compare_perimeters(
        codes("46077", "46156"), codes("46156", "46042"), passage_before=before, passage_after=BELLEFONT
    )
    assert (change.joined, change.left, change.merged) == (("46042",), (), (("46077", "46156"),))
    assert not change.is_same_ground


def test_a_commune_that_comes_back_inside_has_not_joined() -> None:
    before = passage_of({"46156": CAHORS}, [("46077", "46156", 2017)])
    after = passage_of({"46156": CAHORS, "46077": CAHORS})
    change = compare_perimeters(codes("46156"), codes("46077", "46156"), passage_before=before, passage_after=after)
    assert change.restored == (("46077", "46156"),)
    assert change.is_same_ground


def test_a_commune_that_comes_back_outside_has_left() -> None:
    before = passage_of({"46156": CAHORS}, [("46077", "46156", 2017)])
    after = passage_of({"46156": CAHORS, "46077": OTHER})
    change = compare_perimeters(codes("46156"), codes("46156"), passage_before=before, passage_after=after)
    assert change.left == ("46077",)


def test_a_commune_that_goes_to_another_epci_has_left() -> None:
    before = passage_of({"46156": CAHORS, "46001": CAHORS})
    change = compare_perimeters(codes("46156", "46001"), codes("46156"), passage_before=before, passage_after=BELLEFONT)
    assert (change.joined, change.left, change.merged) == ((), ("46001",), ())
