"""The pages of plans: who opens them, what they show, what a refused form gives back."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.evidence.figures.actions.facts import record_facts
from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.extension_points import DeskLine, NetworkSection, SearchSource, TerritorySection
from autan.ground.registry import registered
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.people.workflows.actions import take
from autan.plans.plans.actions.plans import save_section, save_sections, start_plan
from autan.plans.plans.actions.workflow import PLAN
from autan.plans.plans.core.plans import LineInput, PlanHeading, PlanKind
from autan.plans.plans.models import Plan, PlanLine
from autan.plans.plans.queries.plans import content_of
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.kept_rows import written_again
from tests.plans.plans.conftest import SICOVAL

READS = ("register", "timeline", "comparison", "competences", "calendar", "calendar_file")


def of_network(name: str, **more: str) -> str:
    return reverse(f"network_plans:{name}", kwargs={"slug": "essai", **more})


def of_plan(name: str, plan: Plan, **more: str) -> str:
    return reverse(f"plans:{name}", kwargs={"slug": plan.slug, **more})


def fill(plan: Plan, section: str, **typed: str) -> None:
    save_section(by=None, plan=plan, section=section, lines=[line(typed.pop("key", ""), **typed)])


def line(key: str = "", **typed: str) -> LineInput:
    return LineInput(key=key, typed=typed)


@pytest.fixture
@written_again
def published(people: Cast, plan: Plan) -> Plan:
    lines = {
        "steps": [
            line("adoption", status="done", date="2019-06"), line("decision", status="done", date="2016-11-07"),
        ],
        "budget": [line(purpose="Programme", amount="150 k€ HT")],
        "links": [line("scot", rating="done", document="SCoT", page="12")],
        "themes": [line("energy", coverage="treated")],
        "evaluation": [line("report", status="in_place")],
        "vulnerability": [line("water-y2050", level="high")],
        "people": [line(role="elected_lead", name="Camille Exemple")],
        "targets": [
            line(quantity="ghg", kind="change", value="-40", unit="pct", base_year="2010", horizon="2030",
                 base_value="400"),
            line(quantity="final_energy", kind="change", value="-20", unit="pct", horizon="2030"),
        ],
    }  # fmt: skip
    save_sections(by=None, plan=plan, sections=lines)
    return take(PLAN, "publish_plan", Plan.objects.get(pk=plan.pk), by=people.officer, at=timezone.now()).row


@pytest.fixture
def writer(client: Client, people: Cast) -> Client:
    client.force_login(people.officer)
    return client


@pytest.mark.parametrize("name", READS)
def test_anybody_reads_the_pages_of_a_network(client: Client, published: Plan, name: str):
    assert client.get(of_network(name)).status_code == 200
    assert client.get(f"/en{of_network(name)}").status_code == 200


def test_the_home_of_plans_leads_to_a_register(client: Client, db: None):
    assert client.get(reverse("network_plans:home")).status_code == 200
    create_network(by=None, slug="essai", name=Text("Essai", "Trial"))
    assert client.get(reverse("network_plans:home"))["Location"] == of_network("register")


def test_the_register_shows_sorts_filters_and_exports(client: Client, published: Plan):
    page = client.get(of_network("register")).content.decode()
    assert "PCAET du Sicoval" in page
    assert "non renseigné" in page
    sorted_page = client.get(of_network("register"), {"tri": "-budget_territory", "colonne": ["budget_territory"]})
    assert "150\u202f000" in sorted_page.content.decode()
    none = client.get(of_network("register"), {"sorte": "pcet", "etape": "adoption", "texte": "nulle part"})
    assert "Aucun membre" in none.content.decode()
    for extension, start in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("ods", b"PK")):
        assert client.get(of_network("register_file", extension=extension)).content.startswith(start)
    assert client.get(of_network("register_file", extension="exe")).status_code == 404
    text = client.get(of_network("register_file", extension="csv"), {"colonne": ["budget_territory", "plan"]})
    rows = text.content.decode("utf-8-sig").splitlines()
    assert (
        rows[0] == 'SIREN,Membre,"Budget, territoire (€)","Budget, territoire, jusqu’à","Budget, territoire, état",Plan'
    )
    assert any(row.startswith(f"{SICOVAL},") and "150000" in row and "PCAET" in row for row in rows)


def test_the_page_of_a_plan_names_nobody_to_the_public(client: Client, people: Cast, published: Plan):
    page = client.get(of_plan("plan", published)).content.decode()
    assert "150 k€ HT (= 150\u202f000\u00a0€ HT)" in page
    assert "Camille" not in page
    assert "par rapport à 2010" in page
    assert "année de référence non précisée" in page
    assert "<svg" in page
    assert "2026 (objectif non relevé ici), 2030, 2050 (objectif non relevé ici)" in page
    assert "pas d’objectif" not in page
    assert "30\u00a0juin\u00a02025" in page
    client.force_login(people.officer)
    assert "Camille" in client.get(of_plan("plan", published)).content.decode()


def test_the_files_of_a_plan(client: Client, published: Plan):
    assert "midterm_report" in client.get(of_plan("plan_calendar_file", published)).content.decode()
    for extension in ("yaml", "json"):
        text = client.get(of_plan("export", published, extension=extension)).content.decode()
        assert "150 k€ HT" in text
        assert "Camille" not in text
    assert client.get(of_plan("export", published, extension="exe")).status_code == 404


POSTS = ("save", "decide", "publish", "delete")
WRITES = [("get", "fill"), ("get", "heading"), *(("post", name) for name in POSTS)]


@pytest.mark.parametrize(("verb", "name"), WRITES)
@pytest.mark.parametrize("who", ["contributor", "reader", "outsider", "neighbour"])
def test_the_others_are_refused(
    client: Client, people: Cast, neighbour: Person, published: Plan, verb: str, name: str, who: str
):
    client.force_login(neighbour if who == "neighbour" else getattr(people, who))
    more = {"section": "steps"} if name == "save" else {}
    assert getattr(client, verb)(of_plan(name, published, **more)).status_code == 403


@pytest.mark.parametrize(("verb", "name"), WRITES)
def test_who_has_not_signed_in_is_led_to_do_so(client: Client, published: Plan, verb: str, name: str):
    more = {"section": "steps"} if name == "save" else {}
    assert getattr(client, verb)(of_plan(name, published, **more)).status_code == 302


@pytest.mark.parametrize("who", ["outsider", "neighbour"])
def test_a_draft_is_not_found_by_others(client: Client, people: Cast, neighbour: Person, plan: Plan, who: str):
    client.force_login(neighbour if who == "neighbour" else people.outsider)
    for name in ("plan", "fill", "plan_calendar_file"):
        assert client.get(of_plan(name, plan)).status_code == 404


def test_a_section_is_saved_with_and_without_the_script(writer: Client, plan: Plan):
    posted = {"adoption:status": "done", "adoption:date": "juin 2019", "adoption:revision": "0", "noise": "x"}
    plain = writer.post(of_plan("save", plan, section="steps"), posted)
    assert plain["Location"] == f"{of_plan('fill', plan)}?ouvrir=steps#steps"
    assert PlanLine.objects.get(plan=plan).typed["date"] == "juin 2019"
    fixed = {"adoption:status": "done", "adoption:date": "2019-06", "adoption:revision": "1"}
    post = writer.post(of_plan("save", plan, section="steps"), fixed, headers={"x-requested-with": "fetch"})
    assert post.status_code == 200
    assert 'name="steps/adoption:revision" value="2"' in post.content.decode()
    assert "<html" not in post.content.decode()
    assert writer.post(of_plan("save", plan, section="nowhere"), fixed).status_code == 404


def test_all_that_is_open_is_saved_at_once_or_nothing(writer: Client, plan: Plan):
    typed = {"steps/adoption:status": "done", "budget/1:amount": "150 k€ HT", "budget/1:purpose": "e" * 2_001}
    refused = writer.post(of_plan("save", plan, section="steps"), typed)
    assert refused.status_code == 422
    assert 'aria-describedby="budget-1:purpose-e"' in refused.content.decode()
    assert 'name="steps/adoption:status"' in refused.content.decode()
    assert 'name="staff/1:year"' not in refused.content.decode()
    assert not PlanLine.objects.filter(plan=plan).exists()
    writer.post(of_plan("save", plan, section="steps"), typed | {"budget/1:purpose": "Études"})
    assert set(PlanLine.objects.values_list("section", flat=True)) == {"steps", "budget"}
    again = {"steps/adoption:status": "done", "steps/adoption:revision": "1"}
    page = writer.post(of_plan("save", plan, section="steps"), again, follow=True).content.decode()
    assert "Tout est enregistré." in page
    stale = {"steps/adoption:date": "2021", "steps/adoption:revision": "9", "budget/1:amount": "9 k€"}
    page = writer.post(of_plan("save", plan, section="budget"), stale).content.decode()
    assert ("2021" in page, "9 k€" in page) == (True, True)
    assert PlanLine.objects.get(section="budget").typed["amount"] == "150 k€ HT"
    assert writer.post(of_plan("save", plan, section="steps"), {"steps/x:status": "done"}).status_code == 404


def test_what_is_wrong_is_said_at_its_field(writer: Client, plan: Plan):
    typed = {"1:amount": "-5 000 €", "2:amount": "", "1:year": "l’an dernier"}
    writer.post(of_plan("save", plan, section="budget"), typed)
    page = writer.get(of_plan("fill", plan), {"ouvrir": "budget"}).content.decode()
    assert page.count('aria-invalid="true"') == 2
    assert "« -5 000 € » n’est pas lu" in page.replace("\u202f", " ").replace("\u00a0", " ")
    assert "2 points à corriger" in page


def test_a_text_too_long_is_said_at_its_field_and_given_back(writer: Client, plan: Plan):
    typed = {"1:purpose": "e" * 2_001, "1:amount": "150 k€ HT", "1:revision": "9" * 5_000}
    answer = writer.post(of_plan("save", plan, section="budget"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "2000 signes au plus" in page
    assert page.count('aria-invalid="true"') == 1
    assert "e" * 2_001 in page
    assert 'value="150 k€ HT"' in page
    assert not PlanLine.objects.filter(plan=plan).exists()


@pytest.mark.parametrize("key", ["9" * 100, "99999", "x", "-1", "²"])
def test_a_line_that_no_form_shows_is_refused(writer: Client, plan: Plan, key: str):
    typed = {f"{key}:amount": "150", f"{key}:purpose": "e" * 2_001}
    assert writer.post(of_plan("save", plan, section="budget"), typed).status_code == 404


def test_a_conflict_gives_the_words_back(writer: Client, people: Cast, plan: Plan):
    fill(plan, "steps", key="adoption", status="done", date="2019")
    stale = {"adoption:status": "ongoing", "adoption:date": "2021", "adoption:revision": "9"}
    answer = writer.post(of_plan("save", plan, section="steps"), stale)
    assert answer.status_code == 409
    assert "2021" in answer.content.decode()


def test_what_a_plan_is_is_shown_changed_and_its_history_says_it_in_words(writer: Client, plan: Plan):
    form = writer.get(of_plan("heading", plan)).content.decode()
    assert f'value="{plan.title}"' in form
    assert '<option value="pcaet" selected>' in form
    long = {"title": "x" * 301, "kind": "moon", "scope": "estate", "carrier": "y" * 201}
    refused = writer.post(of_plan("heading", plan), long)
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"title", "kind", "carrier"})
    typed = {"title": "PCAET du Sicoval", "kind": "pcaet", "scope": "estate", "carrier": "SICOVAL", "note": "à revoir"}
    assert writer.post(of_plan("heading", plan), typed).status_code == 302
    changes = writer.get(of_plan("plan", plan)).content.decode().partition("Changements")[2]
    for words in ("Champ", "patrimoine et services", "Remarque", "à revoir"):
        assert words in changes
    assert "estate" not in changes


def test_a_plan_is_begun_headed_published_and_deleted_on_screen(writer: Client, member: Territory, plan: Plan):
    start = reverse("plans:start", kwargs={"siren": SICOVAL})
    assert writer.get(start).status_code == 200
    assert writer.post(start, {"title": "", "kind": "pcet"}).status_code == 422
    begun = writer.post(start, {"title": "PCET", "kind": "pcet", "scope": "both"})
    earlier = Plan.objects.get(title="PCET")
    assert begun["Location"] == of_plan("fill", earlier)
    again = writer.post(start, {"title": "pcet", "kind": "pcet", "scope": "both"}).content.decode()
    assert "Ce nom existe déjà" in again
    assert of_plan("plan", earlier) in again
    assert Plan.objects.filter(title__iexact="PCET").count() == 1
    follows = {"title": "PCAET", "kind": "pcaet", "scope": "territory", "follows": earlier.slug}
    assert writer.post(of_plan("heading", plan), follows).status_code == 302
    loop = {"title": "PCET", "kind": "pcet", "scope": "", "follows": plan.slug}
    refused = writer.post(of_plan("heading", earlier), loop)
    assert refused.status_code == 422
    assert "tourne en rond" in refused.content.decode()
    assert "succède déjà" in writer.post(start, follows | {"title": "Autre"}).content.decode()
    writer.post(of_plan("publish", plan), {"is_published": "yes"})
    assert Plan.objects.get(pk=plan.pk).is_published
    assert "ne se supprime pas" in writer.post(of_plan("delete", plan), follow=True).content.decode()
    writer.post(of_plan("publish", plan), {"is_published": "no"})
    told = writer.post(of_plan("delete", plan)).content.decode()
    assert ("Supprimer ce brouillon" in told, "0 ligne de ses rubriques" in told) == (True, True)
    assert Plan.objects.filter(pk=plan.pk).exists()
    assert writer.post(of_plan("delete", plan), {"confirm": "1"})["Location"] == reverse("network_plans:home")


def test_the_coordination_begins_the_plan_of_the_network(client: Client, people: Cast, network: Network):
    address = reverse("plans:start_of_network", kwargs={"slug": "essai"})
    client.force_login(people.officer)
    assert client.get(address).status_code == 403
    client.force_login(people.coordinator)
    client.post(address, {"title": "PCET métropolitain", "kind": "pcet"})
    assert content_of(Plan.objects.get()).held.heading.network == "essai"


def test_a_competence_is_stated_on_screen(writer: Client, member: Territory):
    address = reverse("obligations:state_competence", kwargs={"siren": SICOVAL})
    assert writer.get(address).status_code == 200
    assert writer.post(address, {"competence": "scot", "holding": "held", "source": ""}).status_code == 422
    writer.post(address, {"competence": "lighting", "holding": "not_held", "source": "Statuts de 2024"})
    assert "✎" in writer.get(of_network("competences")).content.decode()
    trace = writer.get("/preuves/plans.essai.current.competence.lighting/").content.decode()
    assert "Statuts de 2024" in trace


def test_other_pages_show_plans(people: Cast, published: Plan):
    (section,) = [
        section
        for each in registered(TerritorySection)
        for section in each.build(SICOVAL, people.officer)
        if section.anchor == "plans"
    ]
    assert (section.count, section.context["may_start"]) == (1, True)
    assert {view.reading.rule.code for _line, view, _statements in section.context["duties"]["rows"]} >= {
        "pcaet_2016",
        "pcaet_2018",
    }
    (home,) = [
        s for each in registered(NetworkSection) for s in each.build("essai", people.officer) if s.anchor == "plans"
    ]
    assert home.context["slug"] == "essai"
    items = [
        item for line in registered(DeskLine) for item in line.build(people.officer) if "PCAET du Sicoval" in item.title
    ]
    assert len(items) == 2
    hits = [hit for source in registered(SearchSource) for hit in source.search("pcaet sicoval", people.officer)]
    assert of_plan("plan", published) in {hit.url for hit in hits}


def test_a_network_without_plan_says_so(client: Client, network: Network):
    assert [
        s for each in registered(NetworkSection) for s in each.build("essai", OPERATOR) if s.anchor == "plans"
    ] == []
    assert "Aucun plan" in client.get(of_network("timeline")).content.decode()
    assert "Rien n’est encore renseigné" in client.get(of_network("comparison")).content.decode()


FIGURES = [
    "sicoval-pcaet.plan.budget_territory",
    f"{SICOVAL}.current.adoption",
    f"{SICOVAL}.pcaet.start",
    "essai.current.count",
    "essai.pcaet.adopted",
    "essai.current.evaluated.in_place",
    "essai.current.evaluated.planned",
    "essai.current.state.links.scot.done",
    "essai.current.budget_territory",
    "essai.current.budget_territory_per_inhabitant",
    "essai.current.target.ghg.total.territory.2030",
    "essai.current.duty.pcaet_2018.2018-12-31",
    "essai.current.competence.scot",
]


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_leads_to_its_trace(client: Client, published: Plan, figure: str):
    assert client.get(f"/preuves/plans.{figure}/").status_code == 200


def test_the_proof_of_a_count_leads_to_the_page_of_each_plan(client: Client, published: Plan):
    page = client.get("/preuves/plans.essai.current.count/").content.decode()
    assert f'<a href="{of_plan("plan", published)}">Ouvrir cette pièce</a>' in page
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert ",  ·" not in title


@pytest.mark.parametrize(
    "figure",
    [
        "nowhere.plan.start",
        "sicoval-pcaet.plan.colour",
        f"{SICOVAL}.moon.start",
        "999999999.current.start",
        "nowhere.current.count",
        "essai.current.state.nowhere.x.y",
        "essai.current.own_share",
        "essai.current.duty.moon.2018-12-31",
        "essai.current.duty.pcaet_2018.demain",
        "essai.current.competence.magic",
        "essai.current.target.ghg.total.territory",
        "essai.pcaet",
    ],
)
def test_what_no_address_gives_is_not_found(client: Client, published: Plan, figure: str):
    assert client.get(f"/preuves/plans.{figure}/").status_code == 404


def test_the_figure_of_a_draft_is_kept_from_others(client: Client, people: Cast, plan: Plan):
    fill(plan, "steps", key="adoption", status="done", date="2019")
    address = "/preuves/plans.sicoval-pcaet.plan.adoption/"
    assert client.get(address).status_code == 404
    client.force_login(people.reader)
    page = client.get(address).content.decode()
    assert "Adoption" in page
    assert "Étape" in page


def test_the_register_asks_few_queries(client: Client, published: Plan, django_assert_max_num_queries):
    for slug in ("a", "b", "c"):
        heading = PlanHeading(slug=slug, title=slug, kind=PlanKind.PCAET)
        start_plan(by=None, heading=heading, subjects=[Territory.objects.get(siren=SICOVAL)])
    with django_assert_max_num_queries(12):
        client.get(of_network("register"))


FACT = {
    "id": "E1",
    "siren": SICOVAL,
    "subject": "Sicoval",
    "topic": "target",
    "period": "2012",
    "statement_fr": "Le plan vise −20 % d’émissions en 2020.",
    "statement_en": "The plan aims at −20% emissions in 2020.",
    "value": "-20",
    "unit_fr": "% GES",
    "unit_en": "% GHG",
    "base_year": "",
    "horizon": "2020",
    "source": "essai",
    "locator": "page 1",
    "confidence": "authority",
}


def test_what_establishes_that_a_plan_exists_is_chosen_by_words(writer: Client, plan: Plan):
    source = {"slug": "essai", "title": "Essai", "producer": "Essai", "url": "", "published": "2012"}
    record_facts(by=None, file="f.csv", sources=[source], facts=[FACT])
    typed = {"title": plan.title, "kind": "pcaet", "scope": "territory"}
    searched = writer.post(of_plan("heading", plan), typed | {"evidence-find": "1", "evidence-search": "émissions"})
    assert (searched.status_code, 'value="fact:E1"' in searched.content.decode()) == (422, True)
    assert writer.post(of_plan("heading", plan), typed | {"evidence": ["fact:E1"]}).status_code == 302
    assert Plan.objects.get(pk=plan.pk).evidence == [["fact", "E1"]]
    assert 'value="fact:E1" checked' in writer.get(of_plan("heading", plan)).content.decode()


def test_proposals_are_accepted_or_refused_once(writer: Client, plan: Plan):
    source = {"slug": "essai", "title": "Essai", "producer": "Essai", "url": "", "published": "2012"}
    record_facts(by=None, file="f.csv", sources=[source], facts=[FACT, FACT | {"id": "E2", "horizon": "2050"}])
    page = writer.get(of_plan("fill", plan)).content.decode()
    assert "Le plan vise −20" in page
    decide = of_plan("decide", plan)
    writer.post(decide, {"proposal": "fact:E1:targets", "decision": "accept"})
    assert PlanLine.objects.get(plan=plan).evidence == [["fact", "E1"]]
    writer.post(decide, {"proposal": "fact:E2:targets", "decision": "refuse", "reason": "autre plan"})
    assert PlanLine.objects.count() == 1
    assert "Proposé d’après" not in writer.get(of_plan("fill", plan)).content.decode()
    assert writer.post(decide, {"proposal": "fact:E2:targets", "decision": "accept"}).status_code == 404


def test_who_is_told_of_an_opinion_that_falls_due(client: Client, published: Plan):
    fill(published, "opinions", body="mrae", sent="2019-01-10")
    page = client.get(of_network("calendar")).content.decode()
    assert "autorité environnementale" in page
    assert "échéance passée, suite non connue ici" in page
    assert '<strong class="error">' not in page
