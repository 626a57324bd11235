"""Every link of the proof of every figure leads to a page, and a proof speaks the words of the trade."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from autan.opendata.observatory.queries.figures import figures_by_measure, network_figures_by_measure
from autan.territories.networks.queries.figures import network_figures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_data")]
COMMINGES, NETWORK = "200072643", "dialogue-toulouse"
MOST_PAGES = 300
_LINK = re.compile(r'href="(/[^"#?]*)')
_MAIN = re.compile(r"<main.*?</main>", re.S)


def proof_of(figure_id: str) -> str:
    return reverse("evidence:trace", kwargs={"figure_id": figure_id})


def content_of(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return _MAIN.search(answer.content.decode()).group(0)


def test_every_link_of_the_proofs_leads_to_a_page():
    figures = [*network_figures(NETWORK), *network_figures_by_measure(NETWORK).values()]
    figures += figures_by_measure(COMMINGES).values()
    waiting, seen = [proof_of(figure.id) for figure in figures if figure.is_known], set()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path not in seen:
            seen.add(path)
            links = _LINK.findall(content_of(path)) if path.startswith("/preuves/") else []
            waiting = [link for link in links if link.startswith("/sources/")] + waiting + links
    assert any(path.startswith("/sources/registre-epci") for path in seen)
    assert any(path.startswith("/sources/ore-communes") for path in seen)


def test_a_proof_names_the_territory_and_the_third_party_and_keeps_code_words_folded():
    figures = figures_by_measure(COMMINGES)
    page = content_of(proof_of(figures["gas_residential_per_dwelling"].id))
    sub = re.sub(r"<details.*?</details>|<dl.*?</dl>", "", page, flags=re.S)
    assert sub.count("Comminges") >= 3
    assert "Copie prise chez un tiers" in page
    for word in ("scale", "mesure gas_residential", "gas_delivered", "divide_figures"):
        assert word not in sub
    share = content_of(proof_of(figures["dpe_f_g_share"].id))
    assert "× 100" in share


def test_the_rows_of_a_proof_are_made_when_they_are_opened_and_a_factor_is_written_as_people_write_it():
    figures = {measure: figure for measure, figure in network_figures_by_measure(NETWORK).items() if figure.is_known}
    path = proof_of(figures["dpe_f_g_share"].id)
    page = content_of(path)
    link = re.search(r'data-part="piece-1"[^>]*><a href="([^"#]*)', page).group(1)
    opened = content_of(link.replace("&amp;", "&"))
    assert opened.count("<tr") > page.count("<tr") + 12
    assert "÷ Logements × 1\u202f000\u202f000" in content_of(proof_of(figures["bill_homes_per_dwelling"].id))
