from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.opendata.measures.lake import MEASURE_ROWS
from autan.opendata.producers.connectors.registry import SOURCES
from autan.opendata.sources.core.source_cards import InvalidCardError, parse_card
from autan.opendata.sources.importers import SHIPPED_TABLES, shipped_cards, shipped_table_cards
from autan.opendata.sources.lake.snapshots import checksum_of

CARDS, SHIPPED = shipped_cards(), shipped_table_cards()
UNITS_IN_A_COLUMN = {"indicators", "pcaet-v1", "pcaet-v2", *(source for source in CARDS if CARDS[source].indicator)}
SHIPPED_LIMIT = 1_500_000


def test_there_is_one_card_and_one_connector_for_each_source_and_each_table_that_ships():
    assert set(CARDS) == set(SOURCES)
    assert set(MEASURE_ROWS) <= set(SOURCES)
    assert set(SHIPPED) == {path.stem for path in SHIPPED_TABLES.glob("*.parquet")}


@pytest.mark.parametrize("source", sorted(SHIPPED))
def test_the_table_that_ships_is_the_one_of_its_card(source):
    card, path = CARDS[source], SHIPPED_TABLES / f"{source}.parquet"
    table = pl.read_parquet(path)
    assert checksum_of(path) == card.checksum
    assert table.columns == [column.name for column in card.columns]
    assert table.equals(table.sort(card.key))
    assert not table.select(card.key).is_duplicated().any()
    assert {column.name for column in card.columns} <= set(table.columns)


@pytest.mark.parametrize("source", sorted(CARDS))
def test_each_card_says_what_a_reader_needs(source):
    card = CARDS[source]
    assert card.source == source  # the file bears the name of its source
    other = {"aldo": "Licence MIT", "indicator-aldo-land": "Licence MIT", "indicator-eu-ets": "CC BY 4.0"}
    assert card.licence.startswith(other.get(source, "Licence Ouverte"))
    assert card.limits.fr != card.limits.en
    assert card.retrieved_on <= date(2026, 11, 30)
    assert card.url.startswith("https://")
    assert card.republished_by
    measures = [column for column in card.columns if column.unit]
    assert measures or source in UNITS_IN_A_COLUMN
    assert all(get_unit(column.unit) for column in measures)


def test_the_shipped_tables_stays_small():
    assert sum(path.stat().st_size for path in SHIPPED_TABLES.glob("*.parquet")) < SHIPPED_LIMIT


@pytest.mark.parametrize("source", sorted(CARDS))
def test_a_card_reads_back_what_it_writes(source):
    assert parse_card(CARDS[source].to_mapping()) == CARDS[source]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "missing"),
        ("limits", {"fr": "seulement"}, "fr and en"),
        ("limits", "seulement", "fr and en"),
        ("state", "guessed", "guessed"),
        ("retrieved_on", "2026-02-30", "day"),
        ("data_date", "hier", "period"),
        ("key", ["nowhere"], "not among the columns"),
        ("surprise", 1, "unknown"),
        ("columns", [{"name": "x", "unit": "furlong", "label": {"fr": "a", "en": "b"}}], "furlong"),
    ],
)
def test_a_card_that_lacks_or_says_something_wrong_is_refused(field, value, said):
    values = CARDS["ore-communes"].to_mapping() | {field: value}
    with pytest.raises(InvalidCardError, match=said) as caught:
        parse_card(values)
    assert caught.value.source == "ore-communes"


def test_a_card_without_a_source_is_refused():
    with pytest.raises(InvalidCardError, match="source"):
        parse_card({})


def test_energy_over_twelve_months_ends_on_the_day_of_the_register():
    card = CARDS["odre-register"]
    assert card.period == Period.day(date(2026, 7, 31))
    assert card.flow_period.label == "2025-08-01/2026-07-31"
    assert CARDS["ore-communes"].flow_period == Period.year(2024)


def test_the_credit_names_producer_title_and_date():
    credit = CARDS["ademe-dpe"].credit
    assert credit.fr.startswith("ADEME, «\u202fBase des diagnostics")
    assert credit.fr.endswith("données au 30\u00a0juin\u00a02026")
    assert CARDS["igt-ghg"].credit.en.endswith("data 2016")


def test_another_edition_keeps_what_the_source_is_and_forgets_the_table():
    card = CARDS["ore-communes"].for_edition(
        data_date="2025", retrieved_on=date(2026, 12, 1), republished_by="fichier", remarks=["lu"]
    )
    assert (card.data_date, card.checksum, card.remarks) == ("2025", "", ("lu",))
    assert card.title == CARDS["ore-communes"].title


def test_the_source_of_a_citation_has_the_address_or_the_document():
    card = CARDS["igt-ghg"]
    assert card.to_source().url
    assert card.to_source().document == ""
    assert replace(card, url="").to_source().document == card.republished_by
