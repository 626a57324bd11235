"""What the edition of 2026 says, against what the register, the lake, the facts and the plans hold."""

import re
from calendar import monthrange
from datetime import date
from html import unescape

import pytest

from autan.evidence.figures.models import Fact
from autan.evidence.figures.queries.registry import OPERATOR, find_figure
from autan.plans.obligations.core.competences import Duty
from autan.plans.obligations.queries.duties import read_duties
from autan.plans.obligations.queries.records import open_acts
from autan.plans.plans.models import Plan
from autan.plans.projects.models import ActionSheet
from autan.publishing.edition_files.queries.dossiers import published_file
from autan.publishing.editions.actions.publishing import publish_edition
from autan.territories.networks.queries.networks import network_members
from autan.territories.perimeters.lake.register import LATEST, find_epci, vintages_of

NETWORK = "dialogue-toulouse"
SLUGS = ("2026", "2026-elus")


def words_of(page: str) -> str:
    """The words of a page, its numbers written without spaces."""
    plain = unescape(re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL))
    plain = re.sub(r"(?<=\d)[\u202f\u00a0](?=\d{3})", "", plain)
    return re.sub(r"\s+", " ", re.sub(r"\[[\d, ]+\]|[●○]+", " ", plain))


@pytest.fixture(scope="module")
def words_of_editions():
    """Words by edition: what none of these tests writes changes is published once."""
    return {}


@pytest.fixture
def edition(request, demo_network, one_command, settings, tmp_path, words_of_editions):
    """The words of an edition as it is published, up to its annex."""
    settings.AUTAN_HOME = tmp_path
    slug = getattr(request, "param", "2026")
    if slug not in words_of_editions:
        publish_edition(by=None, slug=slug, formats=["html"])
        words = words_of(published_file(slug, "html").read_text(encoding="utf-8"))
        words_of_editions[slug] = words.rpartition("Annexe des preuves")[0] or words
    return words_of_editions[slug]


def value_of(figure_id: str) -> float:
    value = find_figure(figure_id, reader=OPERATOR).value
    assert value is not None
    return value


def test_network_heat_that_the_lake_holds_is_given(edition):
    for place in (NETWORK, "243100518"):
        gwh = int(value_of(f"indicator.sdes-heat.{place}.2023.all") / 1000)  # a floor is rounded down
        assert f"au moins {gwh} GWh" in edition
    carriers = next(sentence for sentence in edition.split(".") if "comptes communaux réunis ici" in sentence)
    without, _, heat = carriers.partition(";")
    assert "ne sont pas" in without
    assert "chaleur" not in without
    assert "la chaleur des réseaux y est" in heat


def test_the_network_of_cahors_is_named_with_what_its_source_says(edition, client):
    gwh = f"{value_of('indicator.sdes-heat.46042.2023.all') / 1000:.1f} GWh".replace(".", ",")
    (sentence,) = [part for part in edition.split(" ; ") if "Réseau de CAHORS" in part]
    assert gwh in sentence
    assert "140 points de livraison" in sentence
    proof = words_of(client.get("/preuves/indicator.sdes-heat.46042.2023.all/").content.decode())
    assert "Réseau de CAHORS" in proof
    assert "140 points" in proof


def test_each_member_whose_communes_changed_in_the_register_is_said_to_have_changed(edition):
    changed = []
    for member in network_members(NETWORK):
        counts = {find_epci(member.siren, vintage).communes for vintage in vintages_of(member.siren)}
        changed += [member.short_name] if len(counts) > 1 else []
    assert changed == ["Carcassonne Agglo", "Grand Montauban"]
    lead = edition[edition.index("ont changé de périmètre depuis 2013") :][:200]
    chapter = edition[edition.index("ont changé de périmètre depuis l’enquête de 2013") :][:700]
    assert all(name.removeprefix("Grand ").removesuffix(" Agglo") in lead for name in changed)
    assert all(name in chapter for name in changed)


@pytest.mark.parametrize("edition", SLUGS, indirect=True)
def test_plans_said_adopted_are_those_that_the_register_holds_as_adopted(edition):
    adopted = value_of(f"plans.{NETWORK}.current.adopted")
    assert adopted == 4
    assert f"PCAET adopté, année connue ({adopted:.0f})" in edition
    sentence = next(part for part in edition.split(".") if "PCAET dont l’année d’adoption est connue" in part)
    assert "Sicoval" not in sentence


@pytest.mark.parametrize("edition", SLUGS, indirect=True)
def test_the_bill_of_homes_says_on_how_many_communes_it_knows_the_gas(edition):
    bill = find_figure(f"observatory.{NETWORK}.bill_homes.2024", reader=OPERATOR)
    assert bill.known < bill.total
    start = edition.index("La facture d’électricité et de gaz des logements")
    assert f"{bill.known} sur {bill.total} communes" in edition[start : start + 250]


@pytest.mark.parametrize("edition", SLUGS, indirect=True)
def test_legal_populations_bear_the_year_of_their_census(edition):
    population = find_figure(f"territories.{NETWORK}.population.{LATEST}", reader=OPERATOR)
    year = population.period.end.year
    for member in network_members(NETWORK):
        census = value_of(f"indicator.insee-census.{member.siren}.{year}.all")
        assert value_of(f"territories.{member.siren}.population.{LATEST}") == census
    assert f"populations légales du recensement de {year}" in edition
    assert f"habitants {year} 11 sur 11 collectivités" in edition


def test_toulouse_is_not_said_to_have_had_its_first_own_adaptation_plan_since_2013(edition):
    assert "plan d'adaptation propre" in Fact.objects.get(id="S061").statement_fr
    sentence = next(part for part in edition.split(".") if "Toulouse avait déjà un plan propre" in part)
    assert "en annonçait un autre" in sentence


def test_nothing_is_dated_that_is_not_known_and_meetings_that_are_announced_are_not_counted(demo_network, client):
    for plan in Plan.objects.filter(subjects__memberships__network=demo_network).distinct():
        page = words_of(client.get(f"/plans/{plan.slug}/").content.decode())
        assert not re.search(r"non renseigné (au|du) \d", page), plan.slug
    page = words_of(client.get("/plans/cahors-pcaet/").content.decode())
    assert "Réunions annoncées pour les 17 et 24 mai 2022" in page
    assert not re.search(r"Réunions de participation \d", page)
    side_by_side = words_of(client.get(f"/reseaux/{NETWORK}/plans/comparer/").content.decode())
    assert not re.search(r"non renseigné, (au|du) \d", side_by_side)


def last_day(published: str) -> date:
    """The latest day that the date of a source may be."""
    year, month, day = ([int(part) for part in published.split("-")] + [0, 0])[:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def test_no_action_is_done_on_the_word_of_a_source_older_than_its_end(demo_network, client):
    sirens = [member.siren for member in network_members(NETWORK)]
    done = ActionSheet.objects.filter(carriers__siren__in=sirens, status="done").distinct()
    assert done.count() >= 5
    for sheet in done.exclude(ends_on=None):
        page = client.get(f"/actions/{sheet.slug}/").content.decode()
        facts = Fact.objects.filter(id__in=re.findall(r"Fait\s+(?:<[^>]+>)?([SW]\d+)", page)).select_related("source")
        dated = [last_day(fact.source.published) for fact in facts if fact.source.published]
        assert dated, sheet.slug
        first = sheet.ends_on.replace(day=1)  # an end known to the month alone is kept as its last day
        assert max(dated) >= first, sheet.slug


@pytest.mark.parametrize("slug", ["muretain-thermographie", "muretain-maison-habitat"])
def test_an_action_that_its_source_announces_is_to_come_and_nobody_is_late(slug, demo_network, client):
    page = words_of(client.get(f"/actions/{slug}/").content.decode())
    assert "Statut À venir" in page
    late = client.get(f"/reseaux/{NETWORK}/actions/?etat=overdue").content.decode()
    assert f"/actions/{slug}/" not in late


@pytest.mark.parametrize("edition", ["2026"], indirect=True)
@pytest.mark.parametrize(
    ("rule", "begins", "counted"),
    [
        ("pcaet_chaleur_froid", "un programme pour la chaleur et le froid", "Quatre des onze"),
        ("air_plan_100k", "un plan d’action pour l’air", "Trois, de plus de 100000 habitants"),
    ],
)
def test_the_chapter_on_duties_names_whom_each_rule_binds(edition, demo_network, rule, begins, counted):
    members = {member.siren: member.short_name for member in network_members(NETWORK)}
    readings = read_duties(list(members), rule=rule, on=date(2026, 11, 30))
    bound = [members[siren].removeprefix("Grand ") for siren, reading in readings.items() if reading.duty is Duty.BOUND]
    chapter = edition[edition.rindex("Ce à quoi les onze sont tenus") :]
    sentence = chapter[chapter.index(begins) :].partition(".")[0]
    assert counted in chapter
    assert len(bound) == {"Quatre": 4, "Trois": 3}[counted.split(",")[0].split()[0]]
    assert all(name.removesuffix(" Agglo") in sentence for name in bound)
    named = [name.removeprefix("Grand ").removesuffix(" Agglo") for name in members.values()]
    assert sum(name in sentence for name in named) == len(bound)


def test_the_chapter_on_duties_gives_published_accounts_with_their_years(edition, demo_network):
    sentence = next(part for part in edition.split(".") if "en ont publié un au moins" in part)
    for siren, years in {"243100518": ["2015"], "248100430": ["2016", "2020"], "200035715": ["2017"]}.items():
        told = [act for act in open_acts([siren], date(2026, 11, 30))[siren] if act.rule == "beges"]
        assert [act.label.fr.rpartition(" ")[2] for act in told] == years
        assert all(year in sentence for year in years)
