"""Territorial indicators in the comparison and in the atlas: offered, summed, mapped, dated, exported, traced."""

import json
import re

import pytest
from django.test import Client

from autan.evidence.figures.core.figures import evidence_below
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import PUBLIC, describe_evidence, existing_evidence
from autan.opendata.observatory.queries.compared_places import dates_of, figures_everywhere, network_figure
from autan.opendata.observatory.queries.measure_options import find_measure_option, measure_options_of
from autan.territories.networks.queries.networks import network_members
from tests.opendata.observatory.indicators import add_indicator

SLUG = "dialogue-toulouse"
SUMMED, RATE = "indicator-ges", "indicator-solde"
OUTSIDE = "244400404"


@pytest.fixture
def client(demo_network, settings, tmp_path):
    settings.AUTAN_LAKE = tmp_path / "lake"
    sirens = [member.siren for member in network_members(SLUG)]
    add_indicator(tmp_path / "ges.csv", summed_rows(sirens), "ges", title="Émissions", unit="t CO2e", axes=("secteur",))
    add_indicator(
        tmp_path / "solde.csv", rate_rows(sirens), "solde", title="Solde", unit="pour 1 000", is_summable=False
    )
    return Client()


def summed_rows(sirens):
    """Two sectors and two years; the last member has no row at all in 2021."""
    yield "date_mesure,geocode_epci,secteur,valeur"
    for year in (2018, 2021):
        for rank, siren in enumerate(sirens if year == 2018 else sirens[:-1]):
            yield f"{year}-01-01,{siren},Agriculture,{100 + rank}"
            yield f"{year}-01-01,{siren},Résidentiel,{10 * (rank + 1)}"
    yield f"2021-01-01,{OUTSIDE},Agriculture,7"


def rate_rows(sirens):
    yield "date_mesure,geocode_epci,valeur"
    for year, shift in ((2020, 4.37), (2021, 4)):
        yield from (f"{year}-01-01,{siren},{rank - shift}" for rank, siren in enumerate(sirens))


def test_the_evidence_that_exists_is_that_which_has_a_card(client):
    kept = evidence_below(network_figure(SLUG, f"{SUMMED}.all", "2018"))
    rows = next(ref for ref in kept if ref.kind == "indicator")
    edition = rows.key.split("/")[1]
    gone = [
        EvidenceRef(kind="indicator", key=key)
        for key in (rows.key.replace(edition, "2001-01-01"), rows.key.replace("/2018/", "/year/"), "indicator-ges")
    ]
    refs = [*kept, *gone]
    described = {ref for ref, card in describe_evidence(refs, reader=PUBLIC).items() if card}
    assert existing_evidence(refs, reader=PUBLIC) == described == set(kept)


def test_parts_of_an_indicator_are_offered_after_the_measures(client):
    codes = [offer.code for offer in measure_options_of(SLUG)]
    assert codes == [f"{SUMMED}.all", f"{SUMMED}.agriculture", f"{SUMMED}.residentiel", f"{RATE}.all"]
    assert find_measure_option(f"{SUMMED}.residentiel").label.fr == "Émissions, Résidentiel"
    assert find_measure_option(f"{SUMMED}.charbon") is None
    assert find_measure_option("indicator-nowhere.all") is None
    assert measure_options_of("no-such-network") == []


def test_dates_are_its_years_and_the_country_has_its_places(client):
    assert dates_of(f"{SUMMED}.all") == ("2021", "2018")
    everywhere = figures_everywhere(f"{SUMMED}.agriculture", "2021")
    assert len(everywhere) == 11
    assert everywhere[OUTSIDE].value == 7


def test_the_sum_of_a_network_counts_the_member_without_row_as_unknown(client):
    whole = network_figure(SLUG, f"{SUMMED}.all", "2018")
    assert (whole.value, whole.known, whole.total) == (sum(100 + r + 10 * (r + 1) for r in range(11)), 11, 11)
    partial = network_figure(SLUG, f"{SUMMED}.residentiel", "2021")
    assert (partial.value, partial.known, partial.total, partial.state.value) == (550, 10, 11, "lower_bound")
    assert network_figure(SLUG, f"{RATE}.all", "2021") is None


def test_the_comparison_shows_it_with_traces_that_open(client):
    html = client.get(f"/comparer/?indicator={SUMMED}.residentiel").content.decode()
    assert "Membres qui ont une valeur\u00a0: 10 sur 11" in html
    lacking = network_members(SLUG)[-1].short_name
    assert f"10 valeurs connues sur 11\u202f; non renseigné\u00a0: {lacking}." in html
    traces = set(re.findall(r'href="(/preuves/indicator\.[^"]+)"', html))
    assert f"/preuves/indicator.ges.{SLUG}.2021.residentiel/" in traces
    assert {client.get(trace).status_code for trace in traces} == {200}


def test_signs_have_two_scales_and_years_one(client):
    html = client.get(f"/atlas/?indicator={RATE}.all&count=4").content.decode()
    assert re.search(r'fill="url\(#[^"]*below-', html)
    by_year = client.get(f"/atlas/?indicator={SUMMED}.all").content.decode()
    assert 'id="dates"' in by_year
    assert "Émissions, ensemble (t CO₂e), 2018" in by_year


@pytest.mark.parametrize("code", [f"{SUMMED}.all", f"{RATE}.all"])
def test_no_two_drawings_of_a_page_share_an_id(client, code):
    html = client.get(f"/atlas/?indicator={code}").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert [name for name in set(ids) if ids.count(name) > 1] == []


def test_the_maps_of_all_years_have_one_legend(client):
    html = client.get(f"/atlas/?indicator={RATE}.all").content.decode()
    small = html.partition('class="small-maps"')[2].partition('id="fichiers"')[0]
    legends = [
        [words.rpartition("\u00a0(")[0] for words in re.findall(r">([^<>]*\u00a0\(\d+\))</text>", figure)]
        for figure in small.split("<figure")[1:]
    ]
    assert len(legends) == 2
    assert legends[0] == legends[1] != []
    assert 'class="wide"' not in small


def test_its_files_carry_its_source(client):
    answer = client.get(f"/atlas/carte.geojson?indicator={SUMMED}.all&date=2018")
    assert "atlas-indicator-ges-all-2018-network.geojson" in answer["Content-Disposition"]
    document = json.loads(answer.content)
    assert "Émissions" in document["source"]
    assert {feature["properties"]["period"] for feature in document["features"]} == {"2018"}


@pytest.mark.parametrize("code", ["indicator-", "indicator-.all", "indicator-ges.zzz", "indicator-ges.all.x", "a.b"])
def test_an_indicator_that_is_not_held_is_not_shown(client, code):
    for page in ("/atlas/", "/comparer/"):
        assert client.get(page, {"indicator": code}).status_code == 200
