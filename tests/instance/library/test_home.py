"""A home read from a notebook: the same figures as on the pages, and every refusal in words."""

import threading
from pathlib import Path

import pytest
from django.conf import settings

import autan
from autan.ground.errors import DomainError
from autan.instance.library import opening
from autan.instance.library.home import Home
from autan.instance.library.opening import HomeNotOpenError
from autan.instance.library.queries import LakeQueryError
from autan.instance.library.surveys import UnknownQuestionError
from autan.territories.networks.queries.networks import UnknownNetworkError

GAS = "observatory.243100518.gas_total.2024"


@pytest.fixture
def home(demo_network: object, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The demonstration, asked in the thread of the test, whose transaction holds it."""
    monkeypatch.setattr(opening._Reader, "thread", threading.current_thread())
    return Home(Path(settings.AUTAN_HOME))


def test_a_figure_tells_what_it_is_and_what_it_rests_on(home: Home) -> None:
    figure = home.figure(GAS)
    assert (figure.value, figure.unit, figure.state, figure.known, figure.total) == (
        2833503,
        "MWh_unstated",
        "lower_bound",
        35,
        37,
    )
    assert (figure.low, figure.high, figure.period) == (2833503, None, "2024")  # a floor has no ceiling
    assert str(figure).startswith(figure.label)
    assert repr(figure) == f"<{GAS} : {figure}>"
    assert "\n" not in repr(figure)
    page = figure._repr_html_()
    assert GAS in page
    assert "Agence ORE" in page
    trace = figure.trace()
    assert trace.inputs == ()
    assert trace.evidence()["producer"].to_list() == ["Agence ORE"]
    assert trace.rows().height == 35


def test_evidence_without_rows_gives_no_row(home: Home) -> None:
    trace = home.figure("survey.2013.q28.published").trace()
    assert trace.evidence().height >= 1
    assert trace.rows().columns[0] == "evidence"


def test_the_figures_of_a_network_are_those_that_anybody_may_read(home: Home) -> None:
    figures = home.figures(network="dialogue-toulouse")
    assert GAS in figures["id"].to_list()
    assert figures["id"].is_unique().all()
    unknown = figures.filter(figures["state"] == "missing")
    assert unknown["value"].null_count() == unknown.height > 0
    with pytest.raises(UnknownNetworkError):
        home.figures(network="nowhere")


def test_tables_and_networks_come_as_frames(home: Home) -> None:
    assert home.networks()["slug"].to_list() == ["dialogue-toulouse", "entente-ysaure"]
    assert home.table("territories", network="dialogue-toulouse").height == 11
    assert "ore_communes" in home.lake()["table"].to_list()


def test_a_survey_gives_answers_and_counts(home: Home) -> None:
    survey = home.survey("2013")
    assert survey.title
    assert survey.questions().height == 45
    assert survey.answers().height == 11
    assert "author" in survey.answers(long=True).columns
    assert survey.tabulate("q05")["total"].to_list() == [11] * 4
    assert survey.tabulate("q01", by="by_kind").columns[0] == "group"
    with pytest.raises(UnknownQuestionError, match="question « q99 » inconnue"):
        survey.tabulate("q99")
    with pytest.raises(UnknownQuestionError, match="répartition « by_moon » inconnue"):
        survey.tabulate("q01", by="by_moon")


def test_the_lake_answers_one_select(home: Home) -> None:
    assert home.sql("SELECT count(*) AS n FROM ore_communes;")["n"].item() > 1000
    for query, said in (
        ("DROP TABLE ore_communes", "une seule requête SELECT"),
        ("SELECT 1; SELECT 2", "une seule requête SELECT"),
        ("SELECT * FROM ore_commune", "ore_communes"),
        ("SELECT nothing FROM ore_communes", "nothing"),
    ):
        with pytest.raises(LakeQueryError, match=said):
            home.sql(query)


def test_a_chart_draws_figures_that_keep_their_trace(home: Home, tmp_path: Path) -> None:
    figures = [home.figure(GAS), home.figure("observatory.248100430.gas_total.2024")]
    drawing = autan.chart(figures, title="Gaz", labels=["Toulouse", "Castres"])
    assert drawing._repr_svg_() == drawing.svg
    assert all(word in drawing.svg for word in ("Toulouse", "Castres", "Agence ORE"))
    drawing.save(tmp_path / "gas.svg")
    assert (tmp_path / "gas.svg").read_text() == drawing.svg
    assert autan.chart(figures, title="Gaz", source="Moi").figures == tuple(figures)
    with pytest.raises(DomainError, match="dessin « pie » inconnu"):
        autan.chart(figures, title="Gaz", kind="pie")
    with pytest.raises(DomainError, match="2 chiffre"):
        autan.chart(figures, title="Gaz", labels=["Toulouse"])


def test_a_folder_that_is_none_and_a_process_of_another_site_are_refused(tmp_path: Path) -> None:
    with pytest.raises(HomeNotOpenError, match="n’est pas un dossier"):
        autan.open(tmp_path / "nowhere")
    with pytest.raises(HomeNotOpenError, match="déjà les réglages d’un autre site"):
        autan.open(tmp_path)
