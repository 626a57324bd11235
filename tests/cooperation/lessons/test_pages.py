"""The pages of lessons, needs and adoption: who opens them, what they show, what a refused form gives back."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from autan.cooperation.lessons.actions.lessons import declare_step
from autan.cooperation.lessons.actions.needs import ask_need
from autan.cooperation.lessons.core.lessons import ConditionKind
from autan.cooperation.lessons.core.needs import NeedInput, NeedKind
from autan.cooperation.lessons.models import Adoption, Lesson, MatchDecision, Need, Offer
from autan.cooperation.lessons.presenters.lessons import code_labels
from autan.cooperation.lessons.queries.lessons import LEVERS, OBSTACLES, codes_of, named_codes
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import PUBLIC, describe_evidence, find_figure
from autan.ground.extension_points import (
    ContextPanel,
    DeskLine,
    NetworkSection,
    SearchSource,
    TerritorySection,
    WorkContext,
)
from autan.ground.registry import registered
from autan.ground.texts.language import words as words_of
from autan.instance.cli.lesson import app
from autan.people.accounts.models import Person
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, THERE, Cast
from tests.cooperation.lessons.making import TODAY, step
from tests.publishing.editions.conftest import keep_facts


def page(client: Client, name: str, **parts: object) -> str:
    answer = client.get(reverse(f"lessons:{name}", kwargs=parts))
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


@pytest.fixture
def need(network: Network, there: Territory) -> Need:
    need_input = NeedInput(kind=NeedKind.TECHNICAL, title="Poser des capteurs", asked_on=date(2026, 1, 5))
    return ask_need(by=None, network=network, territory=there, need_input=need_input)


@pytest.fixture
def taken(lesson: Lesson, here: Territory) -> Adoption:
    said = step("tried", date(2026, 1, 5), person="Claire Exemple", result="Une école")
    return declare_step(by=None, lesson=lesson, territory=here, step=said, today=TODAY).adoption


@pytest.fixture
def officer(client: Client, people: Cast) -> Client:
    client.force_login(people.officer)
    return client


@pytest.fixture
def coordinator(client: Client, people: Cast) -> Client:
    client.force_login(people.coordinator)
    return client


def test_anybody_reads_what_is_published(client: Client, lesson: Lesson, taken: Adoption):
    assert "Prêter des capteurs" in page(client, "lessons", network="essai")
    shown = page(client, "lesson", slug="capteurs")
    assert "indispensable" in shown
    assert "Une école" in shown
    assert "Claire Exemple</span>" not in shown
    assert "abandonné" in page(client, "adoption", network="essai")
    assert "A repris" in page(client, "adoption", network="essai")
    document = client.get(reverse("lessons:sheet", kwargs={"slug": "capteurs"}))
    assert document.content.startswith(b"PK")
    assert client.get(reverse("lessons:home")).status_code == 302
    for words in (
        "texte=capteurs&theme=building&taille=small&etat=published&atelier=oui",
        f"membre={HERE}",
        "etat=to_confirm",
    ):
        assert client.get(f"{reverse('lessons:lessons', kwargs={'network': 'essai'})}?{words}").status_code == 200


def test_a_draft_is_private(client: Client, draft: Lesson, people: Cast, neighbour: Person):
    address = reverse("lessons:lesson", kwargs={"slug": "capteurs"})
    for person, status in ((None, 404), (people.officer, 404), (neighbour, 404), (people.coordinator, 200)):
        if person:
            client.force_login(person)
        assert client.get(address).status_code == status
    assert "brouillon" in page(client, "lessons", network="essai")


def test_a_need_that_is_not_published_is_of_the_network(client: Client, need: Need, people: Cast, neighbour: Person):
    address = reverse("lessons:need", kwargs={"slug": need.slug})
    for person, status in ((None, 404), (neighbour, 404), (people.reader, 200)):
        if person:
            client.force_login(person)
        assert client.get(address).status_code == status


def test_a_lesson_is_written_published_and_confirmed_on_its_pages(officer: Client, network: Network):
    address = reverse("lessons:add", kwargs={"network": "essai"})
    assert officer.get(address).status_code == 200
    sent: dict[str, str | list[str]] = {
        "title": "Lire ensemble",
        "territory": HERE,
        "understood": "Vu",
        "ambition": "Dit",
        "transferable": "Tout",
    }
    assert officer.post(address, sent | {"investment-amount": "beaucoup"}).status_code == 422
    assert officer.post(address, sent | {"title": ""}).status_code == 422
    made = officer.post(address, sent | {"investment-amount": "12 000 €", "investment-paid_by": "Région"})
    assert made["Location"] == reverse("lessons:lesson", kwargs={"slug": "lire-ensemble"})
    assert "il lui manque" in page(officer, "lesson", slug="lire-ensemble")
    publish = reverse("lessons:publish", kwargs={"slug": "lire-ensemble"})
    officer.post(publish)
    assert not Lesson.objects.get().is_published
    twin = officer.post(address, sent)
    assert f'href="{made["Location"]}">Lire ensemble</a>' in twin.content.decode()
    whole = sent | {"not_to_copy": "Le rapport", "sources": "Bilan", "revision": "1", "difficulties": "Long | court"}
    whole |= {f"{kind.value}-weight": "not_known" for kind in ConditionKind}
    change = reverse("lessons:change", kwargs={"slug": "lire-ensemble"})
    assert "12000" in page(officer, "change", slug="lire-ensemble")
    assert officer.post(change, whole).status_code == 302
    assert officer.post(change, whole | {"title": "Autre"}).status_code == 422
    officer.post(publish)
    officer.post(publish)
    assert Lesson.objects.get().is_published
    assert "Version 1" in page(officer, "version", slug="lire-ensemble", number=1)
    assert officer.get(reverse("lessons:version", kwargs={"slug": "lire-ensemble", "number": 9})).status_code == 404


def test_a_need_lives_on_its_page(coordinator: Client, lesson: Lesson, network: Network):
    ask = reverse("lessons:ask", kwargs={"network": "essai"})
    assert coordinator.get(ask).status_code == 200
    assert coordinator.post(ask, {"title": ""}).status_code == 422
    sent = {"kind": "technical", "title": "Lire des capteurs dans une école", "territory": HERE, "is_published": "on"}
    assert coordinator.post(ask, sent).status_code == 302
    need = Need.objects.get()
    assert f'href="{reverse("lessons:need", args=[need.slug])}"' in coordinator.post(ask, sent).content.decode()
    assert Need.objects.count() == 1
    shown = page(coordinator, "need", slug=need.slug)
    assert "mots communs" in shown
    at = {name: reverse(f"lessons:{name}", kwargs={"slug": need.slug}) for name in ("answer", "close", "decide")}
    coordinator.post(at["decide"], {"key": "lesson:capteurs", "decision": "yes", "score": "0.5"})
    assert "Retenu par des personnes" in page(coordinator, "need", slug=need.slug)
    assert MatchDecision.objects.get().score == 0.5
    for words in ("", "Nous prêtons"):
        coordinator.post(at["answer"], {"words": words})
    for words in ("", "Fait", "Encore"):
        coordinator.post(at["close"], {"result": "met", "words": words})
    late = coordinator.post(at["answer"], {"words": "Trop tard"})
    assert (late.status_code, "Trop tard" in late.content.decode()) == (422, True)
    assert "ce besoin est clos" in late.content.decode()
    need.refresh_from_db()
    assert (need.result, need.answers.count()) == ("met", 1)
    for words in ("etat=closed", "etat=asked", "etat=answered", f"texte=capteurs&sorte=technical&membre={HERE}"):
        assert coordinator.get(f"{reverse('lessons:needs', kwargs={'network': 'essai'})}?{words}").status_code == 200


def test_an_offer_is_made_and_withdrawn(coordinator: Client, network: Network):
    address = reverse("lessons:offer", kwargs={"network": "essai"})
    assert coordinator.get(address).status_code == 200
    sent = {"kind": "innovation", "title": "Mesures", "territory": ""}
    assert coordinator.post(address, sent).status_code == 422
    assert coordinator.post(address, sent | {"organisation": "Institut"}).status_code == 302
    assert "Institut" in page(coordinator, "needs", network="essai")
    coordinator.post(reverse("lessons:withdraw", kwargs={"slug": "mesures"}))
    assert Offer.objects.get().withdrawn_on
    assert coordinator.post(reverse("lessons:withdraw", kwargs={"slug": "aucune"})).status_code == 404


def test_an_adoption_is_declared_and_a_name_removed(coordinator: Client, lesson: Lesson, taken: Adoption):
    declare = reverse("lessons:declare", kwargs={"slug": "capteurs"})
    for sent in ({"adapted": "Un mur"}, {"territory": HERE, "stage": "kept", "on": "2026-02-01", "adapted": "Un mur"}):
        refused = coordinator.post(declare, sent)
        assert refused.status_code == 422
        assert "errorlist" in refused.content.decode()
        assert "Un mur</textarea>" in refused.content.decode()
    assert taken.steps.count() == 1
    coordinator.post(declare, {"territory": HERE, "stage": "adopted", "on": "2026-03-01"})
    assert taken.steps.count() == 2
    assert "Claire Exemple" in page(coordinator, "lesson", slug="capteurs")
    forget = reverse("lessons:forget", kwargs={"network": "essai"})
    for name in ("", "Claire Exemple"):
        coordinator.post(forget, {"name": name})
    assert "Claire Exemple" not in page(coordinator, "lesson", slug="capteurs")


def test_a_lesson_opened_from_where_work_is_done_is_counted(client: Client, lesson: Lesson):
    address = reverse("lessons:follow", kwargs={"slug": "capteurs"})
    for place in ("projects.action", "projects.action", "<script>"):
        assert client.get(address, {"depuis": place}).status_code == 302
    assert lesson.uses.get().count == 2
    assert "projects.action 2" in page(client, "lessons", network="essai")
    (beside,) = (
        each for each in registered(ContextPanel) if each.build.__module__.startswith("autan.cooperation.lessons")
    )
    assert (
        "Prêter des capteurs" in client.get(reverse("workshops:workshop", kwargs={"slug": "atelier"})).content.decode()
    )
    for place in (HERE, "essai"):
        work = WorkContext(
            room="projects", kind="action", key="a", text="Poser des capteurs dans une école", place=place
        )
        (section,) = beside.build(work, PUBLIC)
        assert section.context["rows"][0]["slug"] == "capteurs"
    for text, place in (("Restaurer un orgue", "essai"), ("Capteurs", "999000032")):
        assert list(beside.build(WorkContext(room="a", kind="b", key="c", text=text, place=place), PUBLIC)) == []


def test_shared_pages_show_the_room(lesson: Lesson, taken: Adoption, need: Need, people: Cast, client: Client):
    lesson.confirmed_on = date(2020, 1, 1)
    lesson.save()
    anchors = [
        section.anchor
        for siren in (HERE, THERE)
        for each in registered(TerritorySection)
        for section in each.build(siren, PUBLIC)
    ]
    assert anchors.count("savoir-faire") == 2
    assert "savoir-faire" in [one.anchor for each in registered(NetworkSection) for one in each.build("essai", PUBLIC)]
    titles = [item.title for each in registered(DeskLine) for item in each.build(people.officer)]
    assert "1 besoin attend une réponse" in titles
    titles = [item.title for each in registered(DeskLine) for item in each.build(people.coordinator)]
    assert "1 savoir-faire à confirmer" in titles
    hits = [
        hit for each in registered(SearchSource) if each.name == "lessons" for hit in each.search("capteurs", PUBLIC)
    ]
    assert hits == []  # invented networks are not searched
    assert client.get(reverse("site:territory", kwargs={"siren": HERE}), {"ouvrir": "tout"}).status_code == 200
    assert client.get(reverse("site:network", kwargs={"slug": "essai"})).status_code == 200


def test_each_figure_leads_to_its_trace(client: Client, lesson: Lesson, taken: Adoption, need: Need):
    Need.objects.update(is_published=True)
    for figure in ("taken_up.workshop", "kept", "dropped", "followers.capteurs", "needs", "needs_met", "published"):
        assert find_figure(f"lessons.essai.{figure}", reader=PUBLIC).has_evidence
    assert find_figure("lessons.essai.waiting.2026-11-26", reader=PUBLIC).value == 325
    trace = client.get(reverse("evidence:trace", kwargs={"figure_id": "lessons.essai.taken_up"})).content.decode()
    assert "Ne suffit pas".lower() in trace.lower()
    assert find_figure("lessons.essai.needs.asked", reader=PUBLIC).value == 1
    keys = (("lesson", "capteurs"), ("adoption", f"capteurs/{HERE}"), ("need", need.slug), ("lesson", "aucun"))
    refs = [EvidenceRef(kind=kind, key=key) for kind, key in keys]
    cards = describe_evidence(refs, reader=PUBLIC)
    assert [card is not None for card in cards.values()] == [True, True, True, False]
    assert "Claire" not in str(cards)


def test_the_command_line_lists_shows_and_matches(lesson: Lesson, taken: Adoption, need: Need):
    def run(*words: str) -> str:
        done = CliRunner().invoke(app, list(words))
        assert done.exit_code == 0, done.output
        return done.output

    assert json.loads(run("list", "--json"))[0]["taken_up"] == 1
    assert "capteurs" in run("list", "--network", "essai", "--theme", "building")
    assert json.loads(run("show", "capteurs", "--json"))["adoptions"][0]["siren"] == HERE
    assert "Ce qu’il ne faut pas copier : Le rapport" in run("show", "capteurs")
    near = json.loads(run("match", "Poser des capteurs à l’école", "--network", "essai", "--json"))
    assert near[0]["key"] == "lesson:capteurs"
    assert "Rien d’approchant" in run("match", "Restaurer un orgue baroque")
    assert run("match", need.slug, "--most", "1")


def test_a_list_without_a_lesson_does_not_blame_choices_that_nobody_made(client: Client, network: Network):
    assert "n’est publié par ce réseau" in page(client, "lessons", network="essai")
    shown = client.get(reverse("lessons:lessons", kwargs={"network": "essai"}), {"texte": "capteurs"}).content.decode()
    assert "ne répond à ces choix" in shown


def test_a_lever_that_is_a_heading_of_the_codebook_is_named_in_words(network: Network):
    assert "working_together" in code_labels(named_codes("essai", LEVERS))


def whole_lesson(**changes: str | list[str]) -> dict[str, str | list[str]]:
    """A lesson as a form sends it, with nothing left to say."""
    sent: dict[str, str | list[str]] = {
        "title": "Lire ensemble",
        "territory": HERE,
        "understood": "Vu",
        "ambition": "Dit",
        "transferable": "Tout",
    }
    sent |= {
        "not_to_copy": "Le rapport",
        "sources": "Bilan",
        "evidence": ["fact:F1"],
        "difficulties": "Long | court | staff\nSeul",
    }
    sent |= {"maturity": "planned", "maturity_source": "Bilan", "themes": ["building"]}
    sent |= {f"{kind.value}-weight": "not_known" for kind in ConditionKind}
    return sent | changes


def test_what_was_typed_of_a_lesson_is_given_back_to_change_and_to_print(officer: Client, network: Network):
    keep_facts({"F1": "10"})
    money = {"investment-amount": "1 250 000 €", "investment-paid_by": "Région", "time-amount": "5"}
    assert officer.post(reverse("lessons:add", kwargs={"network": "essai"}), whole_lesson(**money)).status_code == 302
    form = page(officer, "change", slug="lire-ensemble")
    for words in ('value="1250000"', "Long | court\nSeul", 'value="fact:F1" checked', 'value="planned" selected'):
        assert words in form, words
    assert 'name="time-amount"' not in form
    shown = page(officer, "lesson", slug="lire-ensemble")
    for words in ("1\u202f250\u202f000\u00a0€", "énoncé par", "sans remède connu", "Bâtiment"):
        assert words in shown, words
    file = officer.get(reverse("lessons:sheet", kwargs={"slug": "lire-ensemble"})).content
    printed = zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml").decode()
    for words in ("prévu (Bilan)", "1\u202f250\u202f000\u00a0€ · Région", "Bâtiment", "fact:F1 ; Bilan"):
        assert words in printed, words


def test_evidence_of_a_lesson_is_chosen_by_words_and_kinds_of_obstacles_are_said_in_words(
    officer: Client, network: Network
):
    keep_facts({"F1": "10"})
    form = page(officer, "add", network="essai")
    assert "fact:" not in form
    assert 'type="checkbox" name="evidence"' not in form, "nothing is offered before it is asked for"
    label = words_of(codes_of("essai", OBSTACLES)[0].label)
    assert label in form
    address = reverse("lessons:add", kwargs={"network": "essai"})
    searched = officer.post(address, whole_lesson(evidence=[]) | {"evidence-find": "1", "evidence-search": "énoncé"})
    assert 'value="fact:F1"' in searched.content.decode()
    assert officer.post(address, whole_lesson(difficulties=f"Long | court | {label}")).status_code == 302
    assert Lesson.objects.get().parsed_content.difficulties[0].code == codes_of("essai", OBSTACLES)[0].key
    assert f"Long | court | {label}" in page(officer, "change", slug="lire-ensemble")
    recent = officer.post(address, whole_lesson(title="Autre", evidence=[]) | {"evidence-find": "1"})
    assert 'value="lesson:lire-ensemble"' in recent.content.decode(), "without words, what was written last"
    assert Lesson.objects.count() == 1, "a search saves nothing"


def test_the_history_of_a_lesson_says_in_words_what_changed(officer: Client, network: Network):
    keep_facts({"F1": "10"})
    officer.post(reverse("lessons:add", kwargs={"network": "essai"}), whole_lesson())
    changed = whole_lesson(maturity="running", revision="1", **{"time-weight": "required", "time-evidence": "Vu"})
    assert officer.post(reverse("lessons:change", kwargs={"slug": "lire-ensemble"}), changed).status_code == 302
    shown = page(officer, "lesson", slug="lire-ensemble")
    for words in ("<del>prévu</del>", "en service depuis un an au moins</ins>", "Temps · indispensable · Vu"):
        assert words in shown, words
    assert "not_known" not in shown.partition("Champs modifiés")[2]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "x" * 301),
        ("maturity", "unheard"),
        ("themes", ["unheard"]),
        ("levers", ["unheard"]),
        ("understood", "x" * 20_001),
        ("maturity_source", "x" * 301),
        ("time-weight", "unheard"),
        ("running_cost-amount", "-5"),
        ("running_cost-amount", "1e12"),
        ("running_cost-amount", "nan"),
    ],
)
def test_a_lesson_is_refused_at_the_field_that_is_wrong(officer: Client, network: Network, field: str, value: str):
    answer = officer.post(reverse("lessons:add", kwargs={"network": "essai"}), whole_lesson(**{field: value}))
    prefix = "" if "-" in field else "id_"
    assert (answer.status_code, f'id="{prefix}{field}_error"' in answer.content.decode()) == (422, True)
    assert not Lesson.objects.exists()
