"""The pages of indicators: who opens them, what they show, what a refused form gives back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from autan.ground.extension_points import DeskLine, NetworkSection, SearchSource, TerritorySection
from autan.ground.registry import registered
from autan.people.accounts.models import Person
from autan.plans.indicators.models import FindingReview, Indicator
from autan.plans.indicators.queries.indicators import health_of
from autan.publishing.editions.models import Edition
from autan.territories.networks.models import Mandate, Network, Territory
from tests.cast import HERE, THERE, Cast
from tests.plans.indicators.conftest import follow, give


def of_territory(name: str, **more: str) -> str:
    return reverse(f"indicators:{name}", kwargs={"siren": HERE, **more})


@pytest.fixture
def held(here: Territory, people: Cast) -> Indicator:
    give(follow(here, "population"), 1000.0, 1010.0)
    give(follow(here, "ghg_total", action="Objectif"), 5000.0, 4800.0)
    follow(here, "ghg_per_inhabitant")
    return give(follow(here, "cycle_lanes", is_published=False, is_key=True, owner_name="Service vélo"), 10.0, 11.0)


@pytest.fixture
def officer(client: Client, people: Cast, held: Indicator) -> Client:
    client.force_login(people.officer)
    return client


def test_anybody_reads_what_is_published(client: Client, held: Indicator, network: Network):
    page = client.get(of_territory("territory")).content.decode()
    assert "Émissions par habitant" in page
    assert "Aménagements cyclables" not in page
    assert client.get(reverse("indicators:indicator", kwargs={"slug": held.slug})).status_code == 404
    shown = client.get(reverse("indicators:indicator", kwargs={"slug": f"{HERE}-ghg_per_inhabitant"})).content.decode()
    assert "ghg_total / population" in shown
    assert "Service vélo" not in shown
    for name in ("home", "catalogue"):
        assert client.get(reverse(f"indicators:{name}")).status_code in {200, 302}
    of_network = reverse("indicators:network", kwargs={"slug": "essai"})
    assert "1 sur 2" in client.get(of_network).content.decode()
    for code in ("ghg_per_inhabitant", "ghg_total", "waste_per_inhabitant"):
        address = reverse("indicators:network_definition", kwargs={"slug": "essai", "code": code})
        for path in (address, f"/en{address}", f"{address}?annee=2020"):
            assert client.get(path).status_code == 200
    assert client.get(of_territory("values_file", extension="csv")).content.startswith(b"\xef\xbb\xbf")
    assert client.get(of_territory("values_file", extension="exe")).status_code == 404


def test_a_home_without_network_says_so(client: Client, db: None):
    assert client.get(reverse("indicators:home")).status_code == 200


def test_who_opens_the_pages_that_write(client: Client, people: Cast, neighbour: Person, held: Indicator):
    gives = [of_territory("grid"), of_territory("import_values")]
    change = reverse("indicators:change", kwargs={"slug": held.slug})
    chooses = [of_territory("add"), of_territory("add_own"), of_territory("health"), change]
    for person, expected in (
        (people.coordinator, {200}), (people.officer, {200}), (people.outsider, {403, 404}), (neighbour, {403, 404}),
    ):  # fmt: skip
        client.force_login(person)
        assert {client.get(path).status_code for path in (*gives, *chooses)} <= expected
    client.force_login(people.contributor)
    assert {client.get(path).status_code for path in gives} == {200}
    assert {client.get(path).status_code for path in chooses} == {403}


def test_indicators_are_taken_up_and_dropped(officer: Client, here: Territory):
    officer.post(of_territory("add"), {"code": ["transit_trips", "nothing"]})
    assert Indicator.objects.filter(code="transit_trips").exists()
    wrong = {"label": "Part", "unit": "pct", "direction": "up", "kind": "means", "nature": "extensive", "action": "A"}
    refused = officer.post(of_territory("add_own"), wrong)
    assert refused.status_code == 422
    assert "ne s’additionnent pas" in refused.content.decode()
    officer.post(of_territory("add_own"), wrong | {"nature": "intensive"})
    own = Indicator.objects.get(code="own_1")
    assert officer.get(reverse("indicators:indicator", kwargs={"slug": own.slug})).status_code == 200
    officer.post(reverse("indicators:stop", kwargs={"slug": own.slug}))
    assert not Indicator.objects.filter(code="own_1").exists()


def test_what_a_text_quotes_is_not_dropped_and_the_places_are_said(officer: Client, held: Indicator):
    source = f"figures: {{a: indicators.{HERE}.cycle_lanes.2020}}"
    Edition.objects.create(slug="essai", network="essai", title_fr="Synthèse d’essai", file="a.md", source=source)
    refused = officer.post(reverse("indicators:stop", kwargs={"slug": held.slug}), follow=True)
    assert "Synthèse d’essai" in refused.content.decode()
    assert Indicator.objects.filter(pk=held.pk).exists()


def test_how_an_indicator_is_followed(officer: Client, people: Cast, held: Indicator):
    address = reverse("indicators:change", kwargs={"slug": held.slug})
    fields = {"months": "12", "owner": str(people.officer.pk), "is_key": "on", "is_published": "on", "action": "Vélo"}
    for targets, said in (("bientôt ; 3", "Ligne 1"), ("2026 ; 1\n2030 ; beaucoup", "Ligne 2")):
        refused = officer.post(address, fields | {"targets": targets})
        assert refused.status_code == 422
        assert said in refused.content.decode()
    officer.post(address, fields | {"targets": "2030 ; 1 400,5 ; Plan vélo ; délibération\nlimite ; 2000"})
    changed = Indicator.objects.get(pk=held.pk)
    assert [(point.year, point.value, point.source) for point in changed.target_points] == [
        (2030, 1400.5, "délibération"), (None, 2000.0, ""),
    ]  # fmt: skip
    page = officer.get(reverse("indicators:indicator", kwargs={"slug": held.slug})).content.decode()
    changes = page.partition("Changements")[2]
    assert "Action ou objectif qu’il sert" in changes
    assert "preferred_source" not in changes
    assert "1\u202f400,5" in page or "1\u202f401" in page or "1\u202f400" in page
    assert people.officer.name in page
    assert "2030 ; 1400,5" in officer.get(address).content.decode().replace("\u202f", "")


def test_a_year_is_typed_in_one_grid(officer: Client, held: Indicator):
    page = officer.get(of_territory("grid"), {"annee": "2022"}).content.decode()
    assert f"{held.slug}:value" in page
    assert "ghg_per_inhabitant:value" not in page
    wrong = {"year": "2022", f"{held.slug}:value": "beaucoup", f"{HERE}-population:value": "1 020"}
    refused = officer.post(of_territory("grid"), wrong)
    assert refused.status_code == 422
    assert "beaucoup" in refused.content.decode()
    assert len(Indicator.objects.get(code="population").values) == 2
    right = {
        "year": "2022",
        f"{held.slug}:value": "",
        f"{held.slug}:state": "missing",
        f"{HERE}-population:value": "1 020",
    }
    officer.post(of_territory("grid"), right | {f"{HERE}-population:comment": "provisoire"})
    kept = officer.post(of_territory("grid"), {"year": "2023", f"{held.slug}:value": "-5"}, follow=True)
    assert "au moins 0" in kept.content.decode()
    last = Indicator.objects.get(code="population").values[-1]
    assert (last.year, last.value, last.comment) == (2022, 1020.0, "provisoire")
    assert [value.value for value in Indicator.objects.get(pk=held.pk).values] == [10.0, 11.0, None, -5.0]
    again = officer.get(of_territory("grid"), {"annee": "2022"}).content.decode()
    assert "provisoire" in again
    before = officer.post(of_territory("grid"), {"year": "3000"})
    assert before.status_code == 422


def test_cells_are_pasted_and_previewed(officer: Client, held: Indicator):
    address = of_territory("import_values")
    assert officer.get(address).content.decode().count("<h1>") == 1
    assert officer.post(address, {}).status_code == 422
    shown = officer.post(address, {"pasted": "indicator\tyear\tvalue\ncycle_lanes\t2022\t12,5"})
    page = shown.content.decode()
    assert shown.status_code == 200
    assert "12,5" in page
    pending = page.split('name="confirm" value="')[1].split('"')[0]
    digest = page.split('name="digest" value="')[1].split('"')[0]
    officer.post(address, {"confirm": pending, "digest": digest})
    assert Indicator.objects.get(pk=held.pk).values[-1].value == 12.5


def test_findings_are_decided(officer: Client, here: Territory, held: Indicator):
    address = of_territory("health")
    finding = next(
        health_finding
        for health_finding in health_of([here], today=timezone.localdate())
        if health_finding.subject == held.slug
    )
    assert officer.post(address, {"finding": finding.fingerprint, "decision": "accept"}).status_code == 422
    officer.post(address, {"finding": "0" * 16, "decision": "accept", "reason": "oui"})
    assert not FindingReview.objects.exists()
    officer.post(address, {"finding": finding.fingerprint, "decision": "explain", "reason": "socle commun"})
    assert not FindingReview.objects.get().is_accepted
    assert "socle commun" in officer.get(address).content.decode()
    assert "socle commun" in officer.get(reverse("indicators:indicator", kwargs={"slug": held.slug})).content.decode()


def test_the_health_of_a_network_is_read_by_its_people(
    client: Client, people: Cast, neighbour: Person, held: Indicator, there: Territory
):
    address = reverse("indicators:network_health", kwargs={"slug": "essai"})
    for person, expected in ((people.contributor, 200), (people.reader, 200), (people.outsider, 403), (neighbour, 403)):
        client.force_login(person)
        assert client.get(address).status_code == expected
    Mandate.objects.filter(person=people.contributor).update(territory=there)
    client.force_login(people.contributor)
    assert "Ici" in client.get(address).content.decode()
    assert there.siren == THERE


def test_the_site_shows_indicators(client: Client, people: Cast, held: Indicator):
    sections = [each for part in registered(TerritorySection) for each in part.build(HERE, people.officer)]
    (section,) = [section for section in sections if section.anchor == "indicateurs"]
    assert section.count == 4
    shown = [each for part in registered(NetworkSection) for each in part.build("essai", people.officer)]
    assert "indicateurs" in [each.anchor for each in shown]
    home = reverse("site:network", kwargs={"slug": "essai"}) + "?ouvrir=indicateurs"
    for path in (reverse("site:territory", kwargs={"siren": HERE}) + "?ouvrir=tout", home):
        assert "Émissions de gaz" in client.get(path).content.decode()
    items = [item.title for line in registered(DeskLine) for item in line.build(people.officer)]
    assert "Indicateurs\u00a0: Ici" in items
    hits = [
        hit.title
        for source in registered(SearchSource)
        for hit in source.search("aménagements cyclables", people.officer)
    ]
    assert "Aménagements cyclables" in hits


def test_the_grid_of_a_year_comes_back_by_its_workbook(officer: Client, held: Indicator):
    book = load_workbook(io.BytesIO(officer.get(of_territory("grid"), {"annee": "2021", "classeur": "1"}).content))
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    line = next(row for row in sheet.iter_rows() if row[0].value == held.slug)
    assert line[heads.index("Valeur")].value == 11
    line[heads.index("Valeur")].value, line[heads.index("État")].value = 12.25, "estimé"
    filled = io.BytesIO()
    book.save(filled)
    file = SimpleUploadedFile("valeurs.xlsx", filled.getvalue())
    page = officer.post(of_territory("grid"), {"year": "2021", "classeur": "1", "workbook": file}).content.decode()
    assert 'value="12,25"' in page
    assert '<option value="estimated" selected>' in page
    assert [value.value for value in Indicator.objects.get(pk=held.pk).values] == [10.0, 11.0]
