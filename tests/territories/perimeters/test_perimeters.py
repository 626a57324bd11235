"""Passage from any code to a vintage, and changes between perimeters."""

import polars as pl

from autan.territories.perimeters.core.perimeters import (
    CommuneHolders,
    CommuneWithoutEpciError,
    PerimeterChange,
    compare_perimeters,
)
from tests.territories.networks.making import passage_of

CAHORS, OTHER = "200023737", "200067106"
BELLEFONT = passage_of(
    {"46156": CAHORS, "46042": CAHORS, "46001": OTHER}, [("46077", "46156", 2017), ("46327", "46156", 2017)]
)


def where(passage: pl.DataFrame, code: str) -> tuple[str, str, bool] | None:
    rows = passage.filter(pl.col("source_code") == code).select("insee_code", "siren", "is_merged").rows()
    return rows[0] if rows else None


def compared(before: set[str], after: set[str], *, passages: tuple[pl.DataFrame, pl.DataFrame]) -> PerimeterChange:
    older, newer = (
        CommuneHolders.of_passage(
            frozenset(passage.filter(pl.col("source_code") == pl.col("insee_code"))["source_code"]),
            passage.filter(pl.col("source_code") != pl.col("insee_code"))
            .select("source_code", "insee_code")
            .iter_rows(),
        )
        for passage in passages
    )
    return compare_perimeters(before, after, holders_before=older, holders_after=newer)


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


def test_a_district_is_its_city_where_the_city_exists() -> None:
    passage = passage_of({"75056": "200054781", "31555": "243100518"})
    assert where(passage, "75112") == ("75056", "200054781", False)
    assert where(passage, "69381") is None
    assert passage["source_code"].is_sorted()


def test_a_long_list_of_leftovers_is_cut_in_the_message_alone() -> None:
    error = CommuneWithoutEpciError(2026, [(f"9{number:04}", "") for number in range(12)])
    assert str(error).startswith("12 commune(s) sans EPCI en 2026\u00a0: 90000 (code inconnu)")
    assert str(error).endswith("…")
    assert (len(error.communes), error.exit_code) == (12, 3)
    named = CommuneWithoutEpciError(2026, [(f"9{number:04}", "Ville") for number in range(10)])
    assert str(named).endswith("90009 Ville")
    eleven = CommuneWithoutEpciError(2026, [(f"9{number:04}", "Ville") for number in range(11)])
    assert str(eleven).endswith("90009 Ville…")


def test_a_commune_that_merges_inside_has_not_left() -> None:
    before = passage_of({"46077": CAHORS, "46156": CAHORS})
    change = compared({"46077", "46156"}, {"46156", "46042"}, passages=(before, BELLEFONT))
    assert (change.joined, change.left, change.merged) == (("46042",), (), (("46077", "46156"),))


def test_a_commune_that_comes_back_inside_has_not_joined() -> None:
    before = passage_of({"46156": CAHORS}, [("46077", "46156", 2017)])
    after = passage_of({"46156": CAHORS, "46077": CAHORS})
    change = compared({"46156"}, {"46077", "46156"}, passages=(before, after))
    assert change.restored == (("46077", "46156"),)
    assert (change.joined, change.left) == ((), ())


def test_a_commune_that_comes_back_outside_has_left() -> None:
    before = passage_of({"46156": CAHORS}, [("46077", "46156", 2017)])
    after = passage_of({"46156": CAHORS, "46077": OTHER})
    change = compared({"46156"}, {"46156"}, passages=(before, after))
    assert change.left == ("46077",)


def test_a_commune_that_goes_to_another_epci_has_left() -> None:
    before = passage_of({"46156": CAHORS, "46001": CAHORS})
    change = compared({"46156", "46001"}, {"46156"}, passages=(before, BELLEFONT))
    assert (change.joined, change.left, change.merged) == ((), ("46001",), ())
