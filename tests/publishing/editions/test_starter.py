"""The first note of a network: what is known is printed with its claims, what is not is said."""

from dataclasses import replace

import pytest
from django.test import Client

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import PUBLIC, find_figure
from autan.ground.errors import ConflictError, NotAllowedError
from autan.ground.extension_points import CatalogueTopic
from autan.ground.registry import registered
from autan.ground.wordings import Text
from autan.publishing.editions.actions.new_editions import start_edition
from autan.publishing.editions.actions.publishing import publish_edition
from autan.publishing.editions.core.starter import StarterChapter, StarterLine, compose_starter
from autan.publishing.editions.exporters import write_living_text
from autan.publishing.editions.models import Edition
from autan.publishing.editions.queries.editions import read_edition
from autan.publishing.living_text.core.findings import check_text
from autan.publishing.living_text.importers.living_text import read_living_text
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Network, Territory
from tests.cast import gather_cast
from tests.evidence.figures.making import make_figure

pytestmark = pytest.mark.by_turns

MEMBERS = {"243100518": "Toulouse", "243100633": "Sicoval"}


@pytest.fixture
def real(db):
    network = create_network(by=None, slug="essai-reel", name=Text("Deux voisins", "Two neighbours"))
    for siren, name in MEMBERS.items():
        territory = follow_territory(by=None, siren=siren, short_name=name)
        admit_member(
            by=None,
            network=network,
            territory=territory,
            certainty=Certainty.CONFIRMED,
            evidence=[EvidenceRef(kind="source", key="statuts")],
        )
    return network


def line(code, figure_id, pattern="", **members):
    by_member = {name: find_figure(member, reader=PUBLIC) for name, member in members.items()}
    figure = find_figure(figure_id, reader=PUBLIC) if "nothing" not in figure_id else None
    return StarterLine(
        code=code,
        figure_id=figure_id,
        figure=figure,
        source=Text("Registre", "Register"),
        pattern=pattern,
        by_member=by_member,
    )


def compose(*lines, **more):
    chapter = StarterChapter(title=Text("Les territoires", "The territories"), lines=lines)
    workshops = StarterChapter(title=Text("Les ateliers", "Workshops"), lines=[])
    network = {"slug": "note", "network": "essai-reel", "name": Text("Deux", "Two")}
    return compose_starter(**network, chapters=[chapter, workshops], **more)


def test_the_highest_member_is_claimed_and_the_unknown_said(real):
    text = compose(
        line(
            "population",
            "territories.essai-reel.population.2026",
            "territories.{siren}.population.2026",
            Toulouse="territories.243100518.population.2026",
            Sicoval="territories.243100633.population.2026",
        ),
        line("gas", "territories.nothing.gas.2026"),
    )
    assert (
        "text: Toulouse | claim: value > population_next"
        in text.head["charts"]["population_by_member"]["sentence"]["fr"]
    )
    assert text.body.startswith("1. **Population municipale** : {{population}}. {{population_top | text: Toulouse")
    assert "# Ce que l’on ne sait pas\n\n- Les territoires : gas.\n- À réunir, ou à rendre public : les ateliers." in (
        text.body
    )
    read = read_living_text(write_living_text(text), file="note.md")
    assert [item.name for item in read.figures] == ["population", "population_top", "population_next"]


def test_only_a_network_with_pages_in_english_has_an_english_summary():
    known = StarterLine(code="a", figure_id="a.b", figure=make_figure(12), source=Text("", ""), by_member={})
    assert "english_summary" not in compose(known).head
    assert "{{a}}" in compose(known, is_bilingual=True).head["english_summary"]


def test_a_number_in_a_label_stands_under_its_figure_alone():
    figure = replace(make_figure(12), label=Text("Format 1 site", "Format 1 site"))
    line = StarterLine(code="a", figure_id="a.b", figure=figure, source=Text("", ""), by_member={})
    assert "{{figures: a}}" in compose(line).body
    assert "Format" not in compose(line).body


def test_members_that_are_equal_are_not_ranked(real):
    same = "territories.243100518.population.2026"
    text = compose(line("population", same, "territories.{siren}.population.2026", A=same, B=same))
    assert "claim" not in text.head["charts"]["population_by_member"]["sentence"]["fr"]


def test_a_part_that_is_known_is_said_and_ranks_nobody(real):
    whole = "territories.243100518.population.2026"
    some = line("population", whole, "territories.{siren}.population.2026", Toulouse=whole)
    part = make_figure(3, known=1, total=2, state=ValueState.LOWER_BOUND)
    text = compose(replace(some, figure=part, by_member={"Toulouse": part, "Sicoval": part}))
    assert "Connu pour {{population | form: coverage}}." in text.body
    assert "claim" not in text.head["charts"]["population_by_member"]["sentence"]["fr"]
    alone = compose(some)
    assert "claim" not in alone.head["charts"]["population_by_member"]["sentence"]["fr"]


def test_a_network_without_data_says_so(real):
    text = compose(line("gas", "territories.nothing.gas.2026"))
    assert "Aucune donnée n’est encore présente" in text.body
    assert "charts" not in text.head


def test_the_note_of_a_real_network_holds_and_is_published_at_once(real):
    edition = start_edition(by=None, network="essai-reel")
    findings = check_text(read_edition(edition).computed)
    assert [finding for finding in findings if not finding.kind.is_warning] == []
    assert publish_edition(by=None, slug=edition.slug, formats=["html"]).figures.count() > 3
    with pytest.raises(ConflictError):
        start_edition(by=None, network="essai-reel")


def test_only_the_coordination_starts_it_on_screen(real):
    cast = gather_cast(network=real, member=Territory.objects.get(siren="243100633"))
    for person in (cast.officer, cast.contributor, cast.reader, cast.outsider):
        with pytest.raises(NotAllowedError):
            start_edition(by=person, network="essai-reel")
    assert not Edition.objects.exists()
    client = Client()
    client.force_login(cast.coordinator)
    assert "Composer une première note" in client.get("/syntheses/preparer/").content.decode()
    started = client.post("/syntheses/commencer/essai-reel/")
    assert started["Location"] == "/syntheses/essai-reel-note/preparer/"
    assert "Composer une première note" not in client.get("/syntheses/preparer/").content.decode()


def test_a_chart_is_in_the_size_in_which_its_whole_is_read():
    whole, part = make_figure(484_000), make_figure(213_000)
    fields = {"figure_id": "a.b.c", "source": Text("Source", "Source"), "pattern": "a.{siren}.c"}
    text = compose(StarterLine(code="energy", figure=whole, by_member={"A": part}, **fields))
    assert text.head["charts"]["energy_by_member"]["unit"] == "GWh"
    small = compose(StarterLine(code="energy", figure=make_figure(12), by_member={"A": make_figure(5)}, **fields))
    assert "unit" not in small.head["charts"]["energy_by_member"]


def test_what_nothing_gives_is_named_as_it_is_called():
    label = Text("Gaz livré, toutes consommations", "Gas delivered, all uses")
    source, nobody = Text("", ""), {}
    lines = [
        StarterLine(code=code, figure_id="", figure=None, source=source, by_member=nobody, label=label)
        for code in ("gas", "heat")
    ]
    assert "Les territoires : gaz livré, toutes consommations ; gaz livré" in compose(*lines).body


@pytest.mark.usefixtures("demo_data")
@pytest.mark.parametrize("network", ["entente-ysaure", "dialogue-toulouse"])
def test_the_note_of_the_demonstration_is_made_of_all_its_rooms_and_can_be_published(db, network):
    edition = start_edition(by=None, network=network)
    chapters = [line for line in edition.source.splitlines() if line.startswith("# ")]
    assert chapters[0] == "# Ce que l’on ne sait pas"
    assert {"# Les enquêtes", "# Les plans", "# Les actions", "# Les ateliers"} < set(chapters)
    assert {"# Les savoir-faire et les besoins", "# La prospective"} < set(chapters)
    assert ("# Les indicateurs" in chapters) == (network == "entente-ysaure")
    before = edition.source.partition(chapters[0])[0]
    assert [before.count(f"\n{rank}. **") for rank in (1, 2, 3, 4)] == [1, 1, 1, 0]
    assert [finding for finding in check_text(read_edition(edition).computed) if not finding.kind.is_warning] == []


@pytest.mark.usefixtures("demo_data", "one_command")
def test_each_room_gives_figures_that_anybody_finds_at_their_address(db):
    for topic in registered(CatalogueTopic):
        for item in topic.build("entente-ysaure")[:40]:
            assert find_figure(item.figure.id, reader=PUBLIC).has_evidence
    titles = {topic.title.fr for topic in registered(CatalogueTopic) if topic.build("entente-ysaure")}
    assert {"Les ateliers", "Les savoir-faire et les besoins", "Les décisions", "La prospective"} < titles
    assert {"Les plans lus ensemble", "Les plans", "Les actions", "Les idées des réponses"} < titles


@pytest.mark.usefixtures("demo_data")
def test_what_would_make_the_note_better_is_listed_with_links(db):
    edition = start_edition(by=None, network="dialogue-toulouse")
    client = Client()
    client.force_login(
        gather_cast(
            network=Network.objects.get(slug="dialogue-toulouse"), member=Territory.objects.get(siren="243100633")
        ).coordinator
    )
    page = client.get(f"/syntheses/{edition.slug}/preparer/").content.decode()
    better = page.partition("Ce qui rendrait cette note meilleure")[2].partition("</ul>")[0]
    assert '<a href="/reseaux/dialogue-toulouse/' in better or '<a href="/' in better
    assert "Indicateurs" in better
