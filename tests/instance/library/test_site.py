"""A site read through its API: the objects of a home, and every refusal in words."""

import io
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request

import pytest
from django.conf import settings
from django.test import Client

import autan
from autan.ground.errors import DomainError, UnknownError
from autan.instance.library import sites
from autan.instance.library.queries import LakeQueryError
from autan.instance.library.sites import Site, SiteError

GAS = "observatory.243100518.gas_total.2024"


@pytest.fixture
def site(demo_network: object, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The demonstration behind an address: what would cross the network goes to the site of this process."""

    def answer(request: Request, *, timeout: float) -> io.BytesIO:
        key = request.get_header("Authorization")
        response = Client().get(request.selector, headers={"Authorization": key} if key else {})
        content = b"".join(response) if response.streaming else response.content
        if response.status_code >= 400:
            raise HTTPError(request.full_url, response.status_code, "", Message(), io.BytesIO(content))
        return io.BytesIO(content)

    monkeypatch.setattr(sites, "urlopen", answer)
    opened: Any = autan.open("https://energie.exemple.fr/")
    assert isinstance(opened, Site)
    return opened


def test_a_site_gives_the_frames_of_a_home(site: Site) -> None:
    assert site.networks()["slug"].to_list() == ["dialogue-toulouse", "entente-ysaure"]
    figures = site.figures(network="dialogue-toulouse")
    assert figures.columns[:3] == ["id", "label", "territory"]
    assert figures.filter(state="missing")["value"].null_count() > 0
    assert site.table("plans", network="dialogue-toulouse").height == 24
    assert "plans" in site.lake()["table"].to_list()
    counted = site.sql("SELECT network, count(*) AS plans FROM plans GROUP BY network ORDER BY network;")
    assert counted.rows()[0] == ("dialogue-toulouse", 24)
    survey = site.survey("2013")
    assert survey.questions()["code"][0] == "q01"
    assert set(survey.tabulate("q05")["total"]) == {11}


def test_a_figure_of_a_site_has_its_words_and_its_proof(site: Site) -> None:
    figure = site.figure(GAS)
    assert (figure.value, figure.low, figure.high, figure.state, figure.known) == (
        2833503,
        2833503,
        None,
        "lower_bound",
        35,
    )
    assert repr(figure).startswith(f"<{GAS} : Gaz livré")
    assert "Agence ORE" in figure._repr_html_()
    assert figure.trace().evidence()["rows"].to_list() == [35]
    assert figure.trace().rows().height == 35
    bill = site.figure("observatory.243100518.bill_homes.2024")
    assert str(bill.trace().inputs[0].trace().pieces[0]["producer"])
    with pytest.raises(DomainError, match="ne se dessine pas ici"):
        autan.chart([figure], title="Gaz")


def test_what_a_site_refuses_is_said(site: Site, tmp_path: Path) -> None:
    for ask, said in (
        (lambda: site.figure("observatory.243100518.nothing.2024"), "aucun chiffre"),
        (lambda: site.figures(network="nowhere"), "aucun réseau « nowhere »"),
        (lambda: site.table("plan"), "aucune table « plan » ; il y a : networks"),
        (lambda: site.survey("2099"), "il y a : 2013"),
        (lambda: site.survey("2013").tabulate("q99"), "aucun décompte publié"),
    ):
        with pytest.raises(UnknownError, match=said):
            ask()
    with pytest.raises(LakeQueryError, match="tables : plans"):
        site.sql("SELECT * FROM plan")
    with pytest.raises(DomainError, match="réponses ne sont pas publiées"):
        site.survey("2013").answers()
    with pytest.raises(SiteError, match="clé inconnue ou révoquée"):
        autan.open("https://energie.exemple.fr", key="autan_nothing")
    with pytest.raises(SiteError, match="n’est pas un site Autan"):
        autan.open("https://energie.exemple.fr/carte")


def test_an_address_that_is_none_is_said(tmp_path: Path) -> None:
    for place, key, said in (
        ("https://", "", "n’est pas l’adresse d’un site"),
        ("http://energie.exemple.fr", "autan_key", "une clé ne part pas en clair"),
        (tmp_path, "autan_key", "une clé ouvre l’API d’un site, pas un dossier"),
    ):
        with pytest.raises(DomainError, match=said):
            autan.open(place, key=key)
    with pytest.raises(SiteError, match="ne répond pas"):
        autan.open("http://localhost:9")
    assert "autan_key" not in repr(Site("https://energie.exemple.fr", "autan_key"))
    assert settings.AUTAN_HOME
