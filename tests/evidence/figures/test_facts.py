"""Facts on their pages, on the page of a territory, in a search and in a trace."""

import pytest
from django.template import Context, Template

from autan.evidence.figures.actions.facts import record_facts
from autan.evidence.figures.models import Disagreement, Fact, Source
from autan.evidence.figures.presenters.library import FACTS, group_by_topic
from autan.evidence.figures.presenters.searching import EVIDENCE_SEARCH
from autan.evidence.figures.queries.facts import UnknownEvidenceError, facts_about, get_fact, get_source
from autan.evidence.figures.queries.registry import PUBLIC, UnknownFigureError, find_figure
from autan.evidence.figures.templatetags.figures import source_date
from autan.ground.errors import ImportFileError
from autan.ground.extension_points import MenuEntry, SearchSource, TerritorySection
from autan.ground.registry import registered
from autan.ground.texts.language import in_language
from autan.territories.networks.actions.territories import invent_territory
from autan.territories.perimeters.core.bodies import EpciKind
from tests.evidence.figures.conftest import SICOVAL, fact_row
from tests.evidence.figures.making import make_figure

pytestmark = pytest.mark.usefixtures("register_of_facts")


def read(client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_register_shows_topics_and_disagreements_then_what_is_asked(client) -> None:
    page = read(client, "/faits/")
    assert "Part visée" in page
    found = read(client, "/faits/?text=Le+plan&topic=target")
    assert "2 faits trouvés" in found
    assert "D’autres sources disent autrement." in found
    assert "0 fait trouvé" in read(client, "/faits/?text=absent")
    assert "Part visée" in read(client, "/faits/?topic=faux"), "a topic that does not exist is no search"


def test_how_a_fact_was_learnt_is_shown_asked_for_and_checked(client) -> None:
    row = fact_row("T4", statement_fr="Un atelier le dit.", kind="workshop")
    sources = [{"slug": "rapport", "title": "Rapport d’étape", "producer": "Agence", "url": "", "published": "2014"}]
    record_facts(by=None, file="faits.csv", sources=sources, facts=[row])
    found = read(client, "/faits/?kind=workshop")
    assert "1 fait trouvé" in found
    assert "dit en atelier" in found
    assert "0 fait trouvé" in read(client, "/faits/?kind=map")
    with pytest.raises(ImportFileError) as caught:
        record_facts(by=None, file="faits.csv", sources=sources, facts=[row | {"kind": "rumeur"}])
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(2, "kind")]


def test_many_facts_come_page_by_page(client) -> None:
    rows = [fact_row(f"P{number:03}", statement_fr=f"Fait {number}") for number in range(101)]
    sources = [{"slug": "rapport", "title": "Rapport d’étape", "producer": "Agence", "url": "", "published": "2014"}]
    record_facts(by=None, file="faits.csv", sources=sources, facts=rows)
    assert "Page 1 sur 2" in read(client, "/faits/?text=Fait&topic=target")
    last = read(client, "/faits/?text=Fait&topic=target&page=2")
    assert "/faits/P100/" in last
    assert "?text=Fait&amp;topic=target&amp;page=1" in last


def test_a_fact_names_its_source_and_those_that_disagree(client) -> None:
    page = read(client, "/faits/T1/")
    assert "page 3" in page
    assert "Le plan vise 20\u00a0%." in page
    read(client, "/faits/T9/", 404)


def test_sources_are_listed_with_their_facts(client) -> None:
    assert "Rapport d’étape" in read(client, "/sources/")
    assert "Le plan vise 30\u00a0%" in read(client, "/sources/rapport/")
    read(client, "/sources/absente/", 404)


def test_the_value_of_a_fact_has_a_trace(client) -> None:
    page = read(client, "/preuves/facts.T1/")
    assert "page 3" in page
    figure = find_figure("facts.T1", reader=PUBLIC)
    assert (figure.value, figure.territories, figure.unit.dimension.value) == (30, (SICOVAL,), "share")
    for absent in ("facts.T3", "facts.T9", "facts", "rien.T1"):
        with pytest.raises(UnknownFigureError):
            find_figure(absent, reader=PUBLIC)


def test_the_page_of_a_territory_has_a_section_of_facts() -> None:
    assert FACTS in registered(TerritorySection)
    (section,) = FACTS.build(SICOVAL, PUBLIC)
    assert (section.count, section.template) == (2, "evidence/facts_section.html")
    drawn = Template("{% include section.template %}").render(Context({"section": section}))
    assert "<h3>Objectifs</h3>" in drawn
    (empty,) = FACTS.build("243100518", PUBLIC)
    assert "Rien de documenté." in Template("{% include section.template %}").render(Context({"section": empty}))


def test_an_invented_territory_has_no_section_of_facts() -> None:
    invent_territory(
        by=None, siren="999000016", name="Val", short_name="Val", kind=EpciKind.CC, communes=2, population=9
    )
    assert list(FACTS.build("999000016", PUBLIC)) == []


def test_facts_of_the_network_are_about_nobody_s_territory() -> None:
    assert [fact.pk for fact in facts_about("")] == ["T3"]
    assert [topic for topic, _ in group_by_topic(Fact.objects.select_related("source"))] == [
        "Plans et programmes",
        "Objectifs",
    ]


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("Energie reseau", ["/faits/T3/"]),
        ("rapport d'etape", ["/sources/rapport/"]),
        ("FORÊT", ["/bibliotheque/guide/"]),
        ("sicoval vise 20", ["/faits/T2/"]),
        ("nulle part", []),
        (" ’ ", []),
    ],
)
def test_a_search_finds_facts_sources_and_resources(text: str, urls: list[str]) -> None:
    assert EVIDENCE_SEARCH in registered(SearchSource)
    assert [hit.url for hit in EVIDENCE_SEARCH.search(text, PUBLIC)] == urls


def test_facts_and_sources_are_in_the_library_of_the_menu() -> None:
    entry = next(entry for entry in registered(MenuEntry) if entry.url_name == "evidence:library")
    assert str(entry.label) == "Bibliothèque"
    assert set(entry.also) == {"evidence:sources", "evidence:facts"}
    with in_language("en"):
        assert str(entry.label) == "Library"


def test_sources_are_told_by_who_speaks_the_surest_first(client) -> None:
    row = fact_row("T7", confidence="authority", source="conseil")
    bare = {"slug": "table", "title": "Table", "producer": "Institut", "url": "", "published": ""}
    council = {"slug": "conseil", "title": "Délibération", "producer": "Sicoval", "url": "", "published": ""}
    record_facts(by=None, file="faits.csv", sources=[bare, council], facts=[row])
    page = read(client, "/sources/")
    places = [page.index(title) for title in ("Données ouvertes", "La collectivité ou un autre", "La presse")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("published", "shown"), [("2020-10-07", "7\u00a0octobre\u00a02020"), ("2020-01", "janvier\u00a02020"), ("", "")]
)
def test_the_date_of_a_source_is_said_in_words(published: str, shown: str) -> None:
    assert source_date(published) == shown


def test_words_of_the_models() -> None:
    words = [str(thing) for thing in (Source.objects.get(slug="presse"), get_fact("T2"), Disagreement.objects.get())]
    assert words == ["L'écho", "T2 Le plan vise 20 %.", "Part visée"]
    with pytest.raises(UnknownEvidenceError):
        get_source("absente")


def test_figures_are_drawn_whole_or_in_a_line() -> None:
    drawn = Template(
        "{% load figures %}{% figure f %}|{% figure_inline f %}|{% figure_inline g %}|{% figure_facts f %}|"
        "{{ t|localised }}|{{ p|period }}|{{ d|day }}|{{ n|number:1 }}|{{ w|typeset }}{% colon %}"
    ).render(
        Context(
            {
                "f": make_figure(12),
                "g": make_figure(None),
                "t": make_figure(1).label,
                "p": make_figure(1).period,
                "d": make_figure(1).period.end,
                "n": 1234.5,
                "w": "l'eau",
            }
        )
    )
    whole, inline, unknown, facts, *rest = drawn.split("|")
    assert 'class="figure' in whole
    assert ">12\u00a0MWh</a>" in inline
    assert "figure-inline is-unknown" in unknown
    assert facts == '<span class="small">2024</span>'
    assert rest == ["électricité", "2024", "31\u00a0décembre\u00a02024", "1\u202f234,5", "l’eau\u00a0:"]
