"""The perimeter of the figures: codes told apart, communes of a territory, mergers followed, tables kept once."""

import polars as pl
import pytest

from autan.opendata.measures.queries.perimeter import (
    codes_in,
    commune_identities,
    communes_of,
    current_perimeter,
    is_commune,
    is_place,
    known_commune_codes,
    perimeter_given,
    perimeter_of,
)

TOULOUSE, SICOVAL = "243100518", "243100633"


@pytest.mark.parametrize(
    ("code", "commune", "place"),
    [
        ("31555", True, True),
        ("2A004", True, True),
        ("2C004", False, False),
        ("3155", False, False),
        ("315555", False, False),
        (TOULOUSE, False, True),
        (TOULOUSE[:-1], False, False),
        ("essai", False, False),
        ("", False, False),
    ],
)
def test_a_commune_a_territory_and_a_network_are_told_apart_by_their_code(code, commune, place):
    assert (is_commune(code), is_place(code)) == (commune, place)


def test_every_commune_is_in_one_territory():
    perimeter = current_perimeter()
    assert perimeter.holders["31555"] == TOULOUSE
    assert perimeter.passage["source_code"].is_unique().all()
    counts = pl.Series([perimeter.holders[code] for code in perimeter.names]).value_counts()
    assert dict(counts.iter_rows()) == perimeter.communes


def test_a_place_counts_its_communes_and_one_that_is_unknown_has_none():
    perimeter = current_perimeter()
    assert perimeter.place(TOULOUSE).communes == 37
    assert perimeter.place("31555").communes == 1
    for code in ("99999", "999999999", "essai"):
        assert perimeter.place(code).communes == 0


def test_a_commune_that_merged_is_named_after_the_one_that_holds_it():
    perimeter = current_perimeter()
    merged = perimeter.passage.filter(
        (pl.col("source_code") != pl.col("insee_code")) & ~pl.col("source_code").is_in(list(perimeter.names))
    ).row(0, named=True)
    name = perimeter.name_of(merged["source_code"])
    assert name == f"{merged['source_code']} ({perimeter.names[merged['insee_code']]})"
    assert perimeter.name_of("31555") == "Toulouse"
    assert perimeter.name_of("99999") == "99999"


def test_the_codes_of_a_place_are_its_own_first_then_those_of_its_communes():
    codes = codes_in(TOULOUSE)
    assert codes[0] == TOULOUSE
    assert "31555" in codes
    assert len(codes) == len(set(codes)) >= 38
    assert codes_in("31555")[0] == "31555"
    assert codes_in("99999") == ("99999",)


def test_the_communes_of_territories_are_in_order_and_without_those_that_merged():
    both = communes_of([SICOVAL, TOULOUSE])
    assert both == tuple(sorted(both))
    assert len(both) == sum(current_perimeter().communes[siren] for siren in (SICOVAL, TOULOUSE))
    assert communes_of([]) == communes_of(["999999999"]) == ()


def test_a_table_is_kept_once_for_its_content_and_written_again_when_it_is_gone(settings, tmp_path):
    settings.AUTAN_CACHE = tmp_path / "cache"
    perimeter = current_perimeter()
    first, communes = perimeter.table, perimeter.commune_table
    assert first == perimeter.table
    assert first != communes
    assert len(list(first.parent.iterdir())) == 2
    frame = pl.read_parquet(communes)
    assert (frame["insee_code"] == frame["siren"]).all()
    first.unlink()
    assert perimeter.table.is_file()


def test_a_grouping_that_somebody_has_is_a_perimeter_too():
    members = pl.DataFrame({"siren": ["A", "A", "B"], "insee_code": ["31555", "31149", "32013"]})
    perimeter = perimeter_given(members)
    assert perimeter.communes == {"A": 2, "B": 1}
    assert perimeter.holders["31555"] == "A"
    assert perimeter.place("B").communes == 1


def test_a_vintage_is_made_once_and_identities_hold_every_name_and_epci():
    assert perimeter_of(2026) is perimeter_of(2026)
    identities = commune_identities()
    assert "Toulouse" in identities.names["31555"]
    assert TOULOUSE in identities.epci["31555"]
    assert current_perimeter().names.keys() <= known_commune_codes()
