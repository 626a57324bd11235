"""Editions of the lake: whom each covers, which is in use, who is credited for the figures that rest on them."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.opendata.measures.core.addresses import IndicatorRowsKey, RowsKey
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.measures.core.measures import READ_BY_YEAR
from autan.opendata.measures.queries.editions import (
    LakeState,
    covered_territories,
    credit_of,
    credits_of,
    find_source,
    held_editions,
    joined_credit,
    lake_state,
    latest_cards,
    licences_of,
    without_years,
)
from autan.opendata.measures.queries.tallies import (
    find_rows,
    nearest_rows,
    parts_of,
    tallies_of,
    unknown_everywhere,
)
from autan.opendata.observatory.queries.figures import figures_by_measure
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.sources.lake.snapshots import Snapshot

TOULOUSE, TOULOUSE_COMMUNE, NOBODY = "243100518", "31555", "999999999"


def edition(source: str) -> Snapshot:
    return next(snapshot for snapshot in lake_state() if snapshot.card.source == source)


def test_every_edition_is_held_with_its_use_and_its_places(read_lake):
    held = held_editions()
    assert {item.snapshot.card.source for item in held} == set(latest_cards())
    assert all(item.is_current and not item.is_damaged for item in held)
    homes = next(item for item in held if item.snapshot.card.source == "ore-homes-epci")
    assert TOULOUSE in homes.covered
    assert NOBODY not in homes.covered


def test_a_table_of_communes_covers_their_territories_and_no_commune(read_lake):
    covered = covered_territories(edition("ore-communes"))
    assert TOULOUSE in covered
    assert all(len(siren) == 9 for siren in covered)


def test_an_indicator_covers_the_territories_of_its_communes_and_of_its_epci(read_lake):
    assert TOULOUSE in covered_territories(edition("indicator-insee-census"))
    assert covered_territories(edition("indicator-sdes-prices")) == frozenset()


def test_a_damaged_edition_covers_nobody_that_can_be_told(read_lake, tmp_path):
    snapshot = edition("ademe-dpe")
    assert covered_territories(replace(snapshot, folder=tmp_path)) == frozenset()


def test_editions_that_are_equal_are_one_state_with_one_hash(read_lake):
    state = lake_state()
    again = LakeState(tuple(state))
    assert (again, hash(again)) == (state, hash(state))
    assert hash(LakeState(state[1:])) != hash(state)


def test_sources_of_many_years_may_be_left_out_of_a_state(read_lake):
    named = {snapshot.card.source for snapshot in without_years(lake_state())}
    assert named == set(latest_cards()) - set(READ_BY_YEAR)
    assert isinstance(without_years(lake_state()), LakeState)


def test_a_source_is_credited_by_its_last_edition_else_by_its_card_else_by_its_name(read_lake):
    card = latest_cards()["ore-communes"]
    assert credit_of("ore-communes") == card.credit
    away = next(source for source in shipped_cards() if source not in latest_cards())
    assert credit_of(away) == shipped_cards()[away].credit
    assert credit_of("nulle-part").fr == "nulle-part"
    assert find_source("ore-communes").producer == card.producer
    assert find_source("nulle-part") is None


def test_figures_are_credited_once_by_source_through_what_they_were_computed_from(shipped):
    figures = figures_by_measure(TOULOUSE)
    electricity, total = figures["electricity_residential"], figures["electricity_residential_per_dwelling"]
    (credit,) = credits_of(electricity)
    assert credit == credit_of("ore-communes")
    assert credits_of(electricity, electricity) == (credit,)
    assert credits_of(total)[0] == credit
    assert len(credits_of(total)) > 1
    assert joined_credit(total).fr == "\u202f; ".join(text.fr for text in credits_of(total))
    assert joined_credit(electricity).en == credit.en
    assert joined_credit().fr == ""


def test_terms_of_reuse_are_told_once_each_and_other_evidence_has_none(shipped):
    electricity = figures_by_measure(TOULOUSE)["electricity_residential"]
    assert licences_of(electricity) == (shipped_cards()["ore-communes"].licence,)
    other = replace(electricity, evidence=(EvidenceRef(kind="quote", key="a/b/c/d"),))
    assert licences_of(other) == ()
    gone = replace(electricity, evidence=(EvidenceRef(kind=RowsKey.KIND, key="ore-communes/1999-x/a/b"),))
    assert credits_of(gone) == ()
    broken = replace(electricity, evidence=(EvidenceRef(kind=RowsKey.KIND, key="ore-communes"),))
    assert credits_of(broken) == ()


def test_rows_of_an_indicator_are_credited_too(shipped):
    snapshot = edition("indicator-insee-census")
    key = IndicatorRowsKey(snapshot.card.source, snapshot.name, "commune", TOULOUSE_COMMUNE, "2021", "")
    figure = figures_by_measure(TOULOUSE)["electricity_residential"]
    other = replace(figure, evidence=(EvidenceRef(kind=IndicatorRowsKey.KIND, key=str(key)),))
    assert credits_of(other) == (snapshot.card.credit,)


def test_rows_are_those_of_the_latest_edition_of_the_first_source_that_has_the_place(read_lake):
    measure = BASE_MEASURES["electricity_residential"]
    rows = find_rows(measure, TOULOUSE, lake_state(), "")
    assert rows.snapshot.card.source == measure.sources[0]
    assert rows.edition.name == rows.snapshot.name
    assert rows.tally == tallies_of(rows.snapshot)[TOULOUSE, measure.code]
    nowhere = find_rows(measure, NOBODY, lake_state(), "")
    assert (nowhere.snapshot, nowhere.tally) == (rows.snapshot, None)
    assert find_rows(measure, TOULOUSE, LakeState(()), "") is None


def test_a_date_that_no_edition_has_gives_the_usual_rows(read_lake):
    measure = BASE_MEASURES["electricity_residential"]
    usual = find_rows(measure, TOULOUSE, lake_state(), "")
    assert find_rows(measure, TOULOUSE, lake_state(), "1999") == usual
    assert find_rows(measure, TOULOUSE, lake_state(), usual.snapshot.card.data_date) == usual


def test_a_year_of_a_yearly_source_is_read_where_it_is_asked_for(read_lake):
    measure = BASE_MEASURES["population"]
    rows = find_rows(measure, TOULOUSE, lake_state(), "2010")
    assert rows.snapshot.card.data_date == "2010"
    assert rows.snapshot.card.source in measure.yearly_sources
    usual = find_rows(measure, TOULOUSE, lake_state(), "")
    assert usual.snapshot.card.source in measure.sources
    assert rows.tally.value != usual.tally.value


@pytest.mark.parametrize(("date", "read"), [("2010", "2010"), ("2016", "2015"), ("2012", "2014"), ("1901", "1968")])
def test_the_nearest_year_is_read_the_latest_of_two_as_near(read_lake, date, read):
    rows = nearest_rows(BASE_MEASURES["population"], TOULOUSE, lake_state(), date)
    assert rows.snapshot.card.data_date == read
    assert rows.tally.known >= find_rows(BASE_MEASURES["population"], TOULOUSE, lake_state(), "").tally.known


def test_without_an_edition_no_year_is_the_nearest(read_lake):
    assert nearest_rows(BASE_MEASURES["population"], TOULOUSE, LakeState(()), "2016") is None
    assert nearest_rows(BASE_MEASURES["degree_days"], TOULOUSE, lake_state(), "2016") is None


def test_rows_by_commune_add_up_to_those_of_their_territory(read_lake):
    snapshot = edition("ore-communes")
    whole = tallies_of(snapshot)[TOULOUSE, "electricity_residential"]
    parts = parts_of(snapshot, "electricity_residential", is_by_commune=False)[TOULOUSE]
    assert sum(part.value or 0 for part in parts.values()) == pytest.approx(whole.value)
    assert sum(part.present for part in parts.values()) == whole.present
    assert {part.known for part in parts.values()} <= {0, 1}
    alone = tallies_of(snapshot, is_by_commune=True)[TOULOUSE_COMMUNE, "electricity_residential"]
    assert alone.value == parts[TOULOUSE_COMMUNE].value
    assert list(parts_of(snapshot, "electricity_residential", is_by_commune=True)[TOULOUSE_COMMUNE]) == [
        TOULOUSE_COMMUNE
    ]


def test_a_table_of_territories_has_no_rows_by_commune(read_lake):
    homes = edition("ore-homes-epci")
    assert tallies_of(homes)
    assert tallies_of(homes, is_by_commune=True) == {}
    assert parts_of(homes, "electricity_residential_second_source", is_by_commune=False) == {}


def test_a_source_that_is_no_measure_has_no_rows(read_lake):
    prices = edition("indicator-sdes-prices")
    assert tallies_of(prices) == {}
    assert parts_of(prices, "electricity_residential", is_by_commune=False) == {}


def test_what_some_edition_knows_is_not_unknown_everywhere(read_lake):
    unknown = unknown_everywhere(lake_state())
    assert "degree_days" in unknown
    assert "electricity_residential" not in unknown
    assert "population" not in unknown_everywhere(LakeState(()))
    assert unknown < unknown_everywhere(LakeState(())) | unknown
