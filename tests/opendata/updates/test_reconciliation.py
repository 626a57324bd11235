"""What another producer says of the same thing: kept with each edition, read on a page, asked about when too far."""

import polars as pl
import pytest
from django.urls import reverse

from autan.opendata.sources.importers import shipped_table_cards
from autan.opendata.sources.lake import snapshots
from autan.opendata.updates.core.plausibility import ImplausibleEditionError
from autan.opendata.updates.core.reconciliation import Cells, SecondProducer, pairs_of, reconcile, remarks_of
from autan.opendata.updates.importers import second_producers
from tests.opendata.updates.test_plausibility import add, write

pytestmark = pytest.mark.django_db
RTE, YEARLY, STOCK, HEATING = (
    f"indicator-{name}" for name in ("rte-electricity", "ore-electricity", "insee-stock", "insee-heating")
)
RTE_FILE = "energie/conso_elec_nette_corrigee_region_2006_2023_france.csv"


def edition_of(source):
    return next(snapshot for snapshot in snapshots.current_snapshots() if snapshot.card.source == source)


def rows_of(shared_data, file):
    return pl.read_csv(shared_data / file, infer_schema_length=0)


def test_gaps_are_counted_and_the_widest_come_first():
    second = SecondProducer(source="other", label="MWh", own=Cells(), other=Cells(), since="2012")
    own = pl.DataFrame({"place": ["76 2011", "76 2012", "76 2013", "84 2013"], "value": [1.0, 90.0, 120.0, 0.0]})
    other = own.with_columns(value=100.0)
    (pair,) = pairs_of(reconcile(own, other, second, name="other (2013)"))
    assert pair.rows["place"].to_list() == ["76 2013", "76 2012"]  # a year before, and a nil, are not compared
    assert (round(pair.low, 2), round(pair.middle, 2), round(pair.high, 2)) == (-0.1, 0.05, 0.2)
    assert remarks_of(reconcile(own, other, second, name="other (2013)"))[0].endswith(
        "2 valeurs, écart médian +5.0%, de -10.0% à +20.0%"
    )


def test_what_ships_is_reconciled_and_every_pair_names_a_source(shipped):
    by_rte, sums = pairs_of(pl.read_parquet(edition_of(YEARLY).reconciliation))
    assert (by_rte.other.startswith(RTE), by_rte.rows.height) == (True, 130)  # 13 regions, 2012 to 2021
    assert (sums.other, sums.rows.height) == (YEARLY, 11)  # Occitanie, 2011 to 2021
    assert -0.005 < sums.low <= sums.high <= 0
    assert not edition_of("ademe-dpe").reconciliation.exists()
    assert all(second.label for source in shipped_table_cards() for second in second_producers(source))


def test_the_page_shows_both_values_of_each_place_and_lists_lead_to_it(client, shipped):
    snapshot = edition_of("ore-communes")
    address = reverse("updates:reconciliation", args=[snapshot.card.source, snapshot.name])
    assert address in client.get(reverse("updates:open-data"), {"ouvrir": "editions"}).content.decode()
    html = client.get(address).content.decode()
    assert "Toulouse Métropole" in html
    assert "Agence ORE, «\u202f" in html
    assert "1\u202f493\u202f110" in html
    assert "1\u202f521\u202f456" in html
    assert client.get(reverse("updates:reconciliation", args=["ademe-dpe", "2026"])).status_code == 404


def of_region(factor):
    def change(rows):
        value = (pl.col("twh_conso_nette_corrigee").cast(pl.Float64) * factor).round(2).cast(pl.String)
        is_planted = pl.col("code_region") == "76"
        return rows.with_columns(
            pl.when(is_planted).then(value).otherwise("twh_conso_nette_corrigee").alias("twh_conso_nette_corrigee")
        )

    return change


def exchange_regions(rows):
    return rows.with_columns(pl.col("code_region").replace({"28": "32", "32": "28"}), nom_region=pl.lit(""))


@pytest.mark.parametrize("change", [of_region(1.5), exchange_regions])
@pytest.mark.parametrize("lake", ["lake_folder", "shipped"])
def test_a_region_that_another_producer_contradicts_is_asked_about(request, shared_data, tmp_path, change, lake):
    request.getfixturevalue(lake)
    done = add(RTE, write(tmp_path / "rte.csv", change(rows_of(shared_data, RTE_FILE)).to_dicts()))
    assert isinstance(done.exception, ImplausibleEditionError), done.output
    assert "ce que dit Agence ORE, «\u202fConsommation annuelle d’électricité par secteur" in " ".join(
        str(fault.expected) for fault in done.exception.faults
    )


def test_the_regions_as_published_are_taken_with_their_table(lake_folder, shared_data):
    assert add(RTE, shared_data / RTE_FILE).exit_code == 0
    (pair,) = pairs_of(pl.read_parquet(edition_of(RTE).reconciliation))
    assert (pair.rows.height, pair.other) == (130, f"{YEARLY} (2021)")


def test_gas_counted_twice_in_heating_is_beyond_the_main_residences(lake_folder, shared_data, tmp_path):
    rows = rows_of(shared_data, "socio/rp_combustible_periode_2022_epci_france.csv")
    gas = "rp_gaz_ville_ou_reseau_chaleur_2022"
    doubled = rows.with_columns((pl.col(gas).cast(pl.Int64) * 2).cast(pl.String))
    done = add(HEATING, write(tmp_path / "heating.csv", doubled.to_dicts()))
    assert isinstance(done.exception, ImplausibleEditionError), done.output
    assert "ce que dit INSEE, «\u202fRecensement de la population 2021" in " ".join(
        str(fault.expected) for fault in done.exception.faults
    )


def test_the_years_of_places_that_an_edition_lacks_are_judged_by_the_year_before(lake_folder, shared_data, tmp_path):
    """The table that ships tells the same years of municipalities, and nothing of EPCI."""
    rows = rows_of(shared_data, "socio/logements_rp_2011_2016_2021_epci_france.csv")
    one, other = "residences_principales_2016", "logements_vacants_2016"
    exchanged = rows.rename({one: other, other: one})
    done = add(STOCK, write(tmp_path / "stock.csv", exchanged.to_dicts()))
    assert isinstance(done.exception, ImplausibleEditionError), done.output
    assert "deux échangés" in " ".join(str(fault.expected) for fault in done.exception.faults)


def test_one_region_of_one_source_doubled_in_all_its_years_is_asked_about(shipped, shared_data, tmp_path):
    rows = rows_of(shared_data, "production/production_enr_region_filiere_2008_2024_france.csv")
    hydro = pl.col("gwh_hydraulique_renouvelable")
    doubled = rows.with_columns(
        pl.when(pl.col("code_region") == "76")
        .then((hydro.cast(pl.Float64) * 2).cast(pl.String))
        .otherwise(hydro)
        .alias("gwh_hydraulique_renouvelable")
    )
    done = add("indicator-odre-renewables", write(tmp_path / "renewables.csv", doubled.to_dicts()))
    assert isinstance(done.exception, ImplausibleEditionError), done.output
    assert "76 × 2" in " ".join(str(fault.value) for fault in done.exception.faults)
