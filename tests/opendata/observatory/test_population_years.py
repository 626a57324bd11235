"""Ratios per inhabitant: the population of the year nearest to that of what is divided, or the one of before."""

import shutil
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import OPERATOR, describe_one, find_figure
from autan.opendata.measures.queries.editions import joined_credit, lake_state
from autan.opendata.measures.queries.perimeter import communes_of
from autan.opendata.observatory.queries.figures import figures_by_measure, network_figures_by_measure
from autan.opendata.observatory.queries.trends import reference_values
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.sources.lake.snapshots import find_snapshot
from autan.opendata.updates.actions.own_values import record_own_value
from autan.opendata.updates.actions.snapshots import adopt_snapshot, write_table
from autan.opendata.updates.core.own_value_checks import GivenValue
from autan.territories.networks.models import Membership, Network, Territory
from autan.territories.perimeters.lake.france import sirens_of_region

CENSUS, EVERY_YEAR = "indicator-insee-census", "indicator-insee-municipal-population"
RODEZ, SICOVAL, NETWORK = "241200187", "243100633", "dialogue-toulouse"
RATIO, OCCITANIE = "ghg_per_inhabitant", "76"


def adopt(tmp_path, source: str, frame: pl.DataFrame, data_date: str) -> None:
    """Bring a table of a source, as a file that somebody imports does."""
    card = replace(shipped_cards()[source], data_date=data_date, checksum="", retrieved_on=date(2026, 11, 30))
    path = tmp_path / f"{source}.parquet"
    write_table(frame.sort(card.key), path)
    adopt_snapshot(by=None, card=card, table=path)


def census(snapshot_folder, year: int, communes) -> float:
    """Inhabitants of some communes in the table itself."""
    (table,) = snapshot_folder.glob(f"{CENSUS}/*/data.parquet")
    rows = pl.read_parquet(table).filter(pl.col("year") == year, pl.col("code").is_in(communes))
    return float(rows["value"].sum())


def below(figure: Figure) -> Figure:
    return figure.inputs[1]


def years_of(figure: Figure) -> tuple[str, str]:
    return figure.inputs[0].period.label, below(figure).period.label


@pytest.mark.parametrize(
    ("code", "numerator", "year"),
    [
        (RATIO, "2016", "2015"),
        ("electricity_per_inhabitant", "2024", "2022"),
        ("production_renewable_per_inhabitant", "2026-07-31", "2022"),
    ],
)
def test_emissions_of_2016_are_divided_by_the_population_of_2015(shipped, code, numerator, year):
    for siren in (RODEZ, SICOVAL):
        figure = figures_by_measure(siren)[code]
        assert below(figure).period.label == year
        assert find_figure(f"observatory.{siren}.{code}.{numerator}", reader=OPERATOR) == figure
    ratio = figures_by_measure(RODEZ)[RATIO]
    assert below(ratio).value == census(shipped, 2015, communes_of([RODEZ]))
    assert ratio.value == pytest.approx(ratio.inputs[0].value / below(ratio).value)
    assert "numérateur 2016, dénominateur 2015" in ratio.note.fr


def test_emissions_of_homes_are_divided_by_the_dwellings_of_their_year(shipped):
    """Main, second and vacant dwellings of 2016, added in the table itself."""
    (table,) = shipped.glob("indicator-insee-stock/*/data.parquet")
    rows = pl.read_parquet(table).filter(pl.col("year") == 2016, pl.col("code").is_in(communes_of([RODEZ])))
    figure = figures_by_measure(RODEZ)["ghg_residential_per_dwelling"]
    assert years_of(figure) == ("2016", "2016")
    assert below(figure).value == rows["value"].sum() > 0
    assert figure.note is None or "dates se mêlent" not in figure.note.fr
    assert years_of(figures_by_measure(RODEZ)["gas_residential_per_dwelling"]) == ("2024", "2021")
    assert find_figure(below(figure).id, reader=OPERATOR) == below(figure)


def test_each_term_is_at_its_address_with_its_rows_and_its_credit(shipped):
    for siren in (RODEZ, SICOVAL):
        for code in (RATIO, "electricity_per_inhabitant"):
            term = below(figures_by_measure(siren)[code])
            assert find_figure(term.id, reader=OPERATOR) == term
            card = describe_one(term.evidence[0], reader=OPERATOR)
            assert card is not None
            assert card.citation.source.slug == CENSUS
            assert card.citation.source.published == term.period.label
            assert len(card.table.rows) == term.known
            assert joined_credit(term).fr.endswith(f"données {term.period.label}")


def test_the_page_of_the_population_keeps_its_year(shipped):
    assert figures_by_measure(RODEZ)["population"].period.label == "2021"
    assert find_figure(f"observatory.{RODEZ}.population.1968", reader=OPERATOR).value == census(
        shipped, 1968, communes_of([RODEZ])
    )


def test_the_network_adds_the_populations_that_its_members_are_divided_by(demo_network):
    figure = network_figures_by_measure(NETWORK)[RATIO]
    assert years_of(figure) == ("2016", "2015")
    assert below(figure).value == sum(item.value for item in below(figure).inputs)
    for item in (figure, *figure.inputs, *below(figure).inputs):
        assert find_figure(item.id, reader=OPERATOR).value == item.value


def test_the_same_year_is_taken_where_it_is_held(shipped, tmp_path):
    rows = [
        {"mesh": "commune", "code": code, "year": year, "category": "", "value": value, "state": "observed"}
        for code in communes_of([RODEZ])
        for year, value in ((2016, 100.0), (2018, 7.0))
    ]
    adopt(tmp_path, EVERY_YEAR, pl.DataFrame(rows).cast({"year": pl.Int64}), "2018")
    figure = figures_by_measure(RODEZ)[RATIO]
    assert years_of(figure) == ("2016", "2016")
    assert below(figure).value == 100 * len(communes_of([RODEZ]))
    assert figure.note is None
    assert find_figure(below(figure).id, reader=OPERATOR) == below(figure)
    # the others keep the nearest that they have
    assert years_of(figures_by_measure(SICOVAL)[RATIO]) == ("2016", "2015")


def test_a_year_that_knows_fewer_communes_is_left(shipped, tmp_path):
    rows = [
        {"mesh": "commune", "code": code, "year": 2016, "category": "", "value": 100.0, "state": "observed"}
        for code in communes_of([RODEZ])[1:]
    ]
    adopt(tmp_path, EVERY_YEAR, pl.DataFrame(rows).cast({"year": pl.Int64}), "2016")
    figure = figures_by_measure(RODEZ)[RATIO]
    assert years_of(figure) == ("2016", "2015")
    assert figure.known == figure.total


def test_without_another_year_the_ratio_is_what_it_was(lake_folder, shipped):
    shutil.rmtree(lake_folder / CENSUS)
    figure = figures_by_measure(RODEZ)[RATIO]
    assert years_of(figure) == ("2016", "2021")
    assert find_figure(figure.id, reader=OPERATOR) == figure


@pytest.fixture
def network(shipped) -> str:
    """A network of two members, on a lake of its own."""
    made = Network.objects.create(slug="deux", name_fr="Deux", name_en="Two", is_invented=True)
    for rank, siren in enumerate((RODEZ, SICOVAL)):
        member = Territory.objects.create(siren=siren, name=siren, short_name=f"T{rank}", kind="CA")
        Membership.objects.create(
            network=made, territory=member, certainty="confirmed", rank=rank, evidence=[["register", siren]]
        )
    return made.slug


def test_a_network_whose_members_have_not_all_the_year_is_divided_by_that_of_the_pages(network, tmp_path):
    (held,) = (snapshot for snapshot in lake_state() if snapshot.card.source == CENSUS)
    everyone = network_figures_by_measure(network)[RATIO]
    assert years_of(everyone) == ("2016", "2015")
    rows = pl.read_parquet(held.table).filter(~pl.col("code").is_in(communes_of([RODEZ])))
    adopt(tmp_path, CENSUS, rows, held.card.data_date)
    assert years_of(figures_by_measure(RODEZ)[RATIO]) == ("2016", "2021")
    assert years_of(figures_by_measure(SICOVAL)[RATIO]) == ("2016", "2015")
    figure = network_figures_by_measure(network)[RATIO]
    assert years_of(figure) == ("2016", "2021")
    assert (figure.known, figure.total) == (everyone.known, everyone.total)
    for item in (*figure.inputs, *below(figure).inputs):
        assert find_figure(item.id, reader=OPERATOR).value == item.value


def test_a_term_that_only_a_network_divides_by_is_at_its_address(network, tmp_path):
    """Emissions that lack a commune are divided over the others: by 2015 on the page, by 2021 in the network."""
    (emitted,) = (snapshot for snapshot in lake_state() if snapshot.card.source == "igt-ghg")
    rows = pl.read_parquet(emitted.table)
    adopt(tmp_path, "igt-ghg", rows.filter(pl.col("insee_code") != communes_of([SICOVAL])[0]), "2016")
    (held,) = (snapshot for snapshot in lake_state() if snapshot.card.source == CENSUS)
    rows = pl.read_parquet(held.table).filter(~pl.col("code").is_in(communes_of([RODEZ])))
    adopt(tmp_path, CENSUS, rows, held.card.data_date)
    assert ".population.2015.on-" in below(figures_by_measure(SICOVAL)[RATIO]).id
    figure = network_figures_by_measure(network)[RATIO]
    assert years_of(figure) == ("2016", "2021")
    for item in (*figure.inputs[0].inputs, *below(figure).inputs):
        assert find_figure(item.id, reader=OPERATOR).value == item.value


def test_the_population_that_an_authority_chose_stays(cast):
    place = Territory.objects.get(siren=SICOVAL)
    own = GivenValue(
        measure="population",
        date="2021",
        value=80_000.0,
        unit="inhabitants",
        reason="Recensement complémentaire.",
        document="Arrêté",
        is_used=True,
    )
    record_own_value(by=cast.officer, territory=place, value_input=own)
    figure = figures_by_measure(SICOVAL)[RATIO]
    assert (below(figure).value, years_of(figure)) == (80_000, ("2016", "2021"))
    assert find_figure(figure.id, reader=OPERATOR) == figure
    assert find_figure(below(figure).id, reader=OPERATOR) == below(figure)


def test_a_region_is_divided_by_one_year(shipped, tmp_path):
    communes = [communes_of([siren])[0] for siren in sirens_of_region(OCCITANIE)]
    emitted = {"insee_code": communes, "year": 2016, "sector": "total", "emissions_tco2e": 50.0, "state": "modelled"}
    adopt(tmp_path, "igt-ghg", pl.DataFrame(emitted).cast({"year": pl.Int64}), "2016")
    columns = [column.name for column in shipped_cards()["insee-dwellings"].columns if column.unit]
    counted = {"insee_code": communes, "year": 2021, **dict.fromkeys(columns, 20), "state": "estimated"}
    adopt(tmp_path, "insee-dwellings", pl.DataFrame(counted).cast({"year": pl.Int64}), "2021")
    (region,) = reference_values(RATIO, "2016", [RODEZ])
    assert years_of(region.figure) == ("2016", "2021")
    assert region.figure.value == pytest.approx(2.5)
    assert len(region.figure.territories) == region.epci
    # a member of the census that ships is still divided by its own nearest year
    assert years_of(figures_by_measure(RODEZ)[RATIO]) == ("2016", "2015")


@pytest.mark.parametrize("edition", ["2015-00000000", "15-0116378c", "2015", "²015-0116378c"])
def test_a_name_that_is_no_year_of_an_edition_is_none(shipped, edition):
    assert find_snapshot(CENSUS, edition) is None
    assert find_snapshot("insee-dwellings", f"2015-{shipped.name}") is None
