"""Charts and maps of the accounts: every mark a figure, every sentence computed."""

import pytest

from autan.ground.wordings import Text
from autan.opendata.measures.core.amounts import one_unit
from autan.opendata.observatory.core.chart_specs import (
    label_chart,
    production_chart,
    sector_chart,
    sectors_by_member,
)
from autan.opendata.observatory.presenters import charts
from autan.opendata.observatory.queries.figures import figures_by_measure
from autan.opendata.sources.core.codes import ProductionSource
from autan.territories.networks.models import Membership, Network, Territory
from tests.opendata.observatory.test_composition import SIRENS, member

CREDIT = Text("source", "source")


def members(*values):
    return [(f"T{place}", member(SIRENS[place], **value)) for place, value in enumerate(values)]


def test_bars_are_sorted_and_the_sentence_names_the_first():
    figures = member(ghg_waste=10.0, ghg_residential=30.0, ghg_total=40.0)
    chart = sector_chart(figures, place="x", credit=CREDIT)
    assert [row.label.fr for row in chart.rows] == ["Résidentiel", "Déchets"]
    assert chart.sentence.fr == "Résidentiel en tête\u00a0: 30\u00a0t CO₂e, soit 75\u00a0% du total estimé."
    assert chart.sentence.en == "Homes first: 30\u00a0t CO₂e, or 75% of the estimated total."
    assert chart.title.fr.endswith("(t CO₂e)")


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ({"hydro": 5.5}, "Hydraulique\u00a0: 5,5\u00a0MWh, seule valeur connue."),
        (
            {"hydro": 5.5, "wind": 7.0, "solar_pv": 1.0},
            "Éolien en tête des 3 valeurs connues\u00a0: 7\u00a0MWh.",
        ),
        (
            {source.value: float(rank) for rank, source in enumerate(ProductionSource)},
            f"{list(ProductionSource)[-1].label.fr} en tête, devant {len(ProductionSource) - 1} autres\u00a0: "
            f"{len(ProductionSource) - 1}\u00a0MWh.",
        ),
    ],
)
def test_production_is_ranked(sources, said):
    figures = member(**{f"production_{source}": value for source, value in sources.items()})
    assert production_chart(figures, place="x", credit=CREDIT).sentence.fr == said


def test_labels_stay_in_their_order():
    figures = member(**{f"dpe_{label}": 10.0 for label in "abcdefg"})
    chart = label_chart(figures, place="x", credit=CREDIT)
    assert [row.label.en for row in chart.rows] == [f"Label {label}" for label in "ABCDEFG"]
    assert chart.sentence.fr.startswith("28,6\u00a0% des 70 diagnostics")
    assert chart.sentence.en.startswith("28.6% of the 70")


def test_large_values_of_a_chart_change_unit_together():
    figures = [member(electricity_total=value)["electricity_total"] for value in (25_000.0, 10.0)]
    shown = one_unit(figures)
    assert [figure.unit.code for figure in shown] == ["GWh", "GWh"]
    assert shown[0].value == 25
    assert one_unit(figures[1:])[0].unit.code == "MWh"
    people = [member(population=25_000.0)["population"]]
    assert one_unit(people) == people


def test_stacks_keep_the_order_of_the_sectors_and_leave_out_those_that_nobody_has():
    chart = sectors_by_member(
        members({"ghg_residential": 1.0, "ghg_waste": 1.0}, {"ghg_residential": 5.0, "ghg_waste": None}),
        network="n",
        credit=CREDIT,
    )
    assert [series.code for series in chart.series] == ["residential", "waste"]
    assert [row.label.fr for row in chart.rows] == ["T1", "T0"]
    assert chart.rows[0].figures[1].value is None
    assert chart.sentence.fr == (
        "Pour les 2 collectivités ensemble, des valeurs ne sont connues qu’en partie, et rien ne dit quel secteur "
        "vient d’abord. Chaque barre est ce qui est connu d’une collectivité, le plus grand total connu en haut."
    )


def test_a_stack_whose_parts_are_all_known_says_their_shares():
    chart = sectors_by_member(
        members({"ghg_residential": 1.0, "ghg_waste": 1.0}, {"ghg_residential": 5.0, "ghg_waste": 0.0}),
        network="n",
        credit=CREDIT,
    )
    assert chart.sentence.fr == (
        "Pour les 2 collectivités ensemble, résidentiel d’abord (86\u00a0%), puis déchets (14\u00a0%). "
        "Chaque barre est le tout d’une collectivité, la plus émettrice en haut."
    )


def test_a_stack_of_one_sector_says_only_that_one():
    chart = sectors_by_member(members({"ghg_waste": 2.0}), network="n", credit=CREDIT)
    assert chart.sentence.en.startswith("For the 1 authorities together, waste first (100%).")


def test_nothing_known_makes_no_chart():
    unknown = members({"electricity_total": None})
    figures = unknown[0][1]
    assert sector_chart(figures, place="x", credit=CREDIT) is None
    assert production_chart(figures, place="x", credit=CREDIT) is None
    assert label_chart(figures, place="x", credit=CREDIT) is None
    assert sectors_by_member(unknown, network="n", credit=CREDIT) is None


@pytest.mark.parametrize("siren", ["243100518", "241200187", "200072643"])
def test_a_territory_of_the_shipped_tables_has_its_three_charts(shipped, siren):
    territory_charts = charts.territory_charts(siren)
    assert list(territory_charts) == ["ghg-by-sector", "production-by-source", "energy-labels"]
    assert all(chart.id == f"{siren}-{name}" for name, chart in territory_charts.items())
    assert all(figure.has_evidence for chart in territory_charts.values() for figure in chart.figures)


def test_a_network_has_its_charts_and_maps_with_every_member(shipped):
    network = Network.objects.create(slug="trois", name_fr="Trois", name_en="Three")
    for siren in ("243100518", "243100633", "241200187"):
        territory = Territory.objects.create(siren=siren, name=siren, short_name=siren, kind="CA")
        Membership.objects.create(
            network=network, territory=territory, certainty="confirmed", evidence=[["register", siren]]
        )
    drawn, maps = charts.network_charts("trois"), charts.network_maps("trois")
    assert [chart.kind.value for chart in drawn] == ["dots", "stacked_bars"]
    assert all(len(chart.rows) == 3 for chart in drawn)
    assert [spec.kind.value for spec in maps] == ["choropleth", "symbols"]
    assert all(len(spec.places) == 3 for spec in maps)
    assert maps[0].source.fr.startswith("ADEME / Citepa")
    assert "IGN" in maps[0].source.fr


@pytest.mark.django_db
def test_an_empty_lake_draws_nothing(lake_folder):
    assert charts.territory_charts("243100518") == {}
    assert charts.network_charts("nowhere") == ()
    assert figures_by_measure("243100518") == {}
