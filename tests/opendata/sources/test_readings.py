"""What a connector made of files: what was left out is said, several files are one reading."""

from datetime import date

import polars as pl
import pytest

from autan.ground.errors import Fault
from autan.ground.texts.core.periods import Period
from autan.opendata.sources.core.absence import Absence, meaning_of, parse_absences
from autan.opendata.sources.core.codes import Accounting, Sector
from autan.opendata.sources.core.pcaet_codes import PERIOD_YEARS, REGULATORY, Quantity
from autan.opendata.sources.core.readings import Reading, counted, join_readings
from autan.opendata.sources.core.series_breaks import breaks_of, parse_breaks
from autan.opendata.sources.core.source_cards import InvalidCardError, parse_card
from autan.opendata.sources.importers import shipped_cards

CARD = shipped_cards()["ore-communes"]
TABLE = pl.DataFrame({"year": [2024]})


def a_fault(row: int, column: str = "mwh") -> Fault:
    return Fault(row=row, column=column, value="x", expected="un nombre")


def a_reading(**changes) -> Reading:
    return Reading(**{"table": TABLE, "data_date": "2024", **changes})


@pytest.mark.parametrize(("number", "words"), [(0, "0 ligne"), (1, "1 ligne"), (2, "2 lignes"), (1000, "1000 lignes")])
def test_a_number_is_said_with_what_it_counts(number, words):
    assert counted(number, "ligne", "lignes") == words


def test_a_reading_without_a_fault_says_its_remarks_alone():
    assert a_reading(remarks=("fichier en Latin-1",)).all_remarks == ("fichier en Latin-1",)
    assert a_reading().aside == ()


def test_rows_left_out_are_counted_once_each_with_the_columns_of_their_faults():
    reading = a_reading(set_aside=(a_fault(2, "mwh"), a_fault(2, "annee"), a_fault(5, "mwh")))
    assert reading.all_remarks == ("2 lignes fautives mises de côté (annee, mwh)",)


def test_cells_left_out_are_counted_each_beside_the_rows():
    reading = a_reading(set_aside=(a_fault(2),), cells_aside=(a_fault(3, "b"), a_fault(3, "a")), remarks=("dit",))
    assert reading.all_remarks == (
        "dit",
        "1 ligne fautive mise de côté (mwh)",
        "2 cases fautives mises de côté (a, b)",
    )
    assert reading.aside == (a_fault(2), a_fault(3, "b"), a_fault(3, "a"))


@pytest.mark.parametrize(("columns", "said"), [("dcba", "a, b, c, d"), ("edcba", "a, b, c, d…"), ("aab", "a, b")])
def test_the_first_columns_are_named_when_they_are_many(columns, said):
    faults = tuple(a_fault(row, column) for row, column in enumerate(columns, start=2))
    assert a_reading(set_aside=faults).all_remarks[0].endswith(f"({said})")


def test_several_files_are_one_reading_that_says_each_remark_once():
    one = a_reading(remarks=("a", "b"), set_aside=(a_fault(2),))
    other = a_reading(remarks=("b", "c"), set_aside=(a_fault(9),), cells_aside=(a_fault(4),))
    joined = join_readings(iter([one, other]), pl.DataFrame({"year": [2023, 2024]}), "2024")
    assert joined.remarks == ("a", "b", "c")
    assert joined.set_aside == (a_fault(2), a_fault(9))
    assert joined.cells_aside == (a_fault(4),)
    assert (joined.table.height, joined.data_date) == (2, "2024")


def test_a_card_that_says_nothing_of_an_absent_row_leaves_it_unknown():
    assert meaning_of(parse_absences(None), "electricity_total") is Absence.UNKNOWN
    assert meaning_of((), "electricity_total") is Absence.UNKNOWN


def test_an_absence_is_told_by_the_first_word_of_a_measure_and_else_by_the_default():
    absences = parse_absences({"gas": "no_service", "default": "not_published"})
    assert meaning_of(absences, "gas_residential") is Absence.NO_SERVICE
    assert meaning_of(absences, "gas") is Absence.NO_SERVICE
    assert meaning_of(absences, "gasoil_total") is Absence.NOT_PUBLISHED
    with pytest.raises(ValueError, match="perhaps"):
        parse_absences({"gas": "perhaps"})


def test_breaks_touch_every_part_or_those_that_they_name_and_always_the_total_by_name_alone():
    everywhere, homes = parse_breaks(
        [
            {"year": "2018", "kind": "method", "reason": {"fr": "a", "en": "a"}},
            {"year": 2020, "kind": "perimeter", "reason": {"fr": "b", "en": "b"}, "categories": ["residential"]},
        ]
    )
    assert breaks_of([everywhere, homes], "residential") == (everywhere, homes)
    assert breaks_of([everywhere, homes], "tertiary") == (everywhere,)
    assert breaks_of([everywhere, homes], "") == (everywhere,)


def test_a_break_says_its_year_its_kind_and_its_reason_in_both_languages():
    (rupture,) = parse_breaks([{"year": 2018, "kind": "method", "reason": {"fr": "compteurs", "en": "meters"}}])
    assert rupture.words.fr == "2018\u00a0: rupture de méthode, compteurs"
    assert rupture.words.en == "2018: break of method, meters"


@pytest.mark.parametrize("sector", list(Sector))
def test_a_railway_a_factory_or_a_plant_is_not_everywhere(sector):
    somewhere = {Sector.OTHER_TRANSPORT, Sector.INDUSTRY_EXCL_ENERGY, Sector.ENERGY_INDUSTRY}
    assert sector.is_found_everywhere == (sector not in somewhere)


def test_an_accounting_has_one_word_for_a_label_without_room():
    assert [accounting.short.fr for accounting in Accounting] == ["réglementaire", "cadastrale", "empreinte"]
    assert Accounting.CADASTRAL.short.en == "cadastral"


@pytest.mark.parametrize(
    ("quantity", "unit"),
    [
        (Quantity.GHG, "tCO2e"),
        (Quantity.SEQUESTRATION, "tCO2e"),
        (Quantity.SEQUESTRATION_POTENTIAL, "tCO2e"),
        (Quantity.POLLUTANT, "t"),
        (Quantity.ENERGY, "GWh"),
        (Quantity.STORAGE, "GWh"),
    ],
)
def test_a_quantity_of_a_filing_has_the_unit_of_the_code_book(quantity, unit):
    assert quantity.unit == unit


def test_the_order_wants_five_quantities_and_its_second_version_dates_its_targets():
    assert len(REGULATORY) == 5
    assert Quantity.STORAGE not in REGULATORY
    assert PERIOD_YEARS["pcaet-v2"] == {1: None, 3: 2026, 6: 2030, 7: 2050}
    assert set(PERIOD_YEARS["pcaet-v1"]) == {1, 2, 3, 4, 5}
    assert not any(PERIOD_YEARS["pcaet-v1"].values())


def test_a_card_names_its_period_and_that_of_its_flows():
    assert CARD.period == CARD.flow_period == Period.parse(CARD.data_date)
    register = shipped_cards()["odre-register"]
    assert register.is_twelve_months
    assert register.flow_period.end == register.period.end
    assert (register.flow_period.end - register.flow_period.start).days in {364, 365}


def test_a_copy_taken_from_a_third_party_says_so_and_one_that_a_user_gives_does_not():
    third = parse_card(CARD.to_mapping() | {"is_third_party": True, "republished_by": "un miroir"})
    assert "Copie prise chez un tiers (un miroir)" in third.third_party_note.fr
    own = third.for_edition(data_date="2025", retrieved_on=date(2026, 5, 1), republished_by="un agent", remarks=["a"])
    assert own.third_party_note is None
    assert (own.data_date, own.checksum, own.remarks) == ("2025", "", ("a",))


def test_a_card_that_lacks_a_field_names_it_with_its_source():
    values = CARD.to_mapping()
    del values["licence"]
    with pytest.raises(InvalidCardError) as caught:
        parse_card(values | {"surprise": 1})
    assert caught.value.source == "ore-communes"
    assert caught.value.reason == "missing ['licence'], unknown ['surprise']"


def test_texts_of_a_card_are_set_as_french_is_printed():
    values = CARD.to_mapping() | {"limits": {"fr": " une limite : celle-ci ", "en": " a limit: this one "}}
    limits = parse_card(values).limits
    assert (limits.fr, limits.en) == ("une limite\u00a0: celle-ci", "a limit: this one")
