"""Bad input on each first act that « Nouveau » offers: told at its place, nothing lost, nothing twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from lxml import html

from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.territories.networks.actions.networks import create_network
from tests.cast import PASSWORD, gather_neighbour
from tests.functional.first_year_rows import ESTATE, SITES
from tests.functional.new_network import MEMBER, make_new_network
from tests.functional.test_new_things import new_things

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("first acts")]
SENTENCE = "Relever les chaudières du bourg"
COORDINATOR, LOGIN, DENIED = "coordinator@exemple.fr", "/compte/login/", 403
OF_NO_NETWORK = {"Une enquête"}
"""A questionnaire is its author’s, until a campaign puts it to a network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAct:
    """A thing that « Nouveau » offers, and how its first form is filled.

    Attributes:
        fields: what is typed or chosen, beside what the page holds.
        file: a table that is given instead.
        wants_nothing: True for an act of one button, which an empty form cannot refuse.
        name: the field whose name may exist already; empty where two of one name are no fault.
        is_preview: True where this step writes nothing yet: what it would write is shown first.
    """

    fields: dict[str, Any] = field(default_factory=dict)
    file: str = ""
    wants_nothing: bool = False
    name: str = ""
    is_preview: bool = False


def named(name: str, **more: Any) -> FirstAct:
    return FirstAct(fields={name: SENTENCE, **more}, name=name)


ACTS = {
    "Des membres": FirstAct(fields={"q": "Valence Romans"}, is_preview=True),
    "Une invitation": FirstAct(fields={"email": "venue@exemple.fr", "name": SENTENCE, "role": "reader"}),
    "Une enquête": FirstAct(fields={"title_fr": SENTENCE, "slug": "chaudieres"}, name="slug"),
    "Un livre de codes": FirstAct(wants_nothing=True),
    "Un plan du réseau": FirstAct(fields={"title": SENTENCE}),
    "Un projet": named("name", ambition="Diviser par deux.", carriers=[MEMBER]),
    "Un appel ou un fonds": FirstAct(fields={"name": SENTENCE}),
    "Une proposition": named("title", scale_words="Aucun membre n’en relève assez."),
    "Une recommandation": FirstAct(fields={"figure-search": "plan climat", "figure-find": "1"}, is_preview=True),
    "Un atelier": FirstAct(fields={"title": SENTENCE, "format": "visit", "host": MEMBER}),
    "Un savoir-faire": named("title", territory=MEMBER),
    "Un besoin": named("title"),
    "Une offre": named("title", territory=MEMBER),
    "Une instance et ses réunions": named("name"),
    "Un objectif du réseau": FirstAct(fields={"year": "2030", "text": SENTENCE}),
    "Un scénario": FirstAct(wants_nothing=True, is_preview=True),
    "Une synthèse": FirstAct(wants_nothing=True),
    "Des sites et filières": FirstAct(file=SITES, is_preview=True),
    "Un fait et sa source": FirstAct(fields={"statement": SENTENCE, "source": "Plan climat", "locator": "page 3"}),
    "Un plan": FirstAct(fields={"title": SENTENCE}),
    "Une action": FirstAct(fields={"title": SENTENCE}),
    "Un indicateur": FirstAct(fields={"code": ["plan_budget"]}),
    "L’inventaire du patrimoine": FirstAct(file=ESTATE, is_preview=True),
    "Un état de départ, en tableau": FirstAct(
        fields={f"pivot/street_lights:{part}": text for part, text in (("value", "120"), ("source", SENTENCE))},
        wants_nothing=True,
    ),
}
every_act = pytest.mark.parametrize("label", ACTS)


class Screen:
    """Someone signed in who opened the first form of a thing, as a browser shows it."""

    def __init__(self, browser: Client, label: str, address: str) -> None:
        self.browser, self.act = browser, ACTS[label]
        answer = browser.get(address, follow=True)
        self.read(answer)

    def read(self, answer: Any) -> None:
        """Take the form of a page, with what it holds."""
        path = answer.request["PATH_INFO"]
        page = html.fromstring(answer.content.decode())
        form = page.xpath("//main//form[@method='post']")[0]
        self.address = urljoin(path, form.get("action") or path).partition("#")[0]
        self.form: dict[str, Any] = {}
        for name, value in form.form_values():
            self.form.setdefault(name, []).append(value)
        buttons = form.xpath(".//button[@type='submit']")
        if len(buttons) == 1 and buttons[0].get("name"):  # what it is pressed for goes with it
            self.form |= {buttons[0].get("name"): buttons[0].get("value")}
        searches = form.xpath(".//button[@name='act' and @value='search']")
        self.form |= {"act": "search"} if searches else {}

    def send(self, browser: Client | None = None, *, follow: bool = False, **fields: Any) -> Any:
        """Send the form with what is typed."""
        data = self.form | fields
        return (browser or self.browser).post(self.address, data, follow=follow, HTTP_ORIGIN="http://testserver")

    @property
    def typed(self) -> list[str]:
        """The sentences among what is typed."""
        return [text for text in self.act.fields.values() if text == SENTENCE]

    def fill(self) -> dict[str, Any]:
        """What is typed in it, a table anew each time."""
        table = {"file": SimpleUploadedFile("table.csv", self.act.file.encode())} if self.act.file else {}
        return self.act.fields | table


type Opener = Callable[[str], Screen]


def rows() -> int:
    """How many rows the database has, sessions apart."""
    models = [model for model in apps.get_models() if model._meta.app_label not in {"sessions", "usersessions"}]
    return sum(model._default_manager.count() for model in models)


@pytest.fixture(scope="module")
def things(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[dict[str, str]]:
    """A new network and its neighbour, once for all tests, each of which is undone; what its coordinator may make."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.AUTAN_HOME", tmp_path_factory.mktemp("home"))
        browser = Client()
        browser.force_login(make_new_network().coordinator)
        gather_neighbour(create_network(by=None, slug="voisin", name=Text("Voisins", "Neighbours")))
        yield new_things(browser, f"/territoires/{MEMBER}/")
        transaction.set_rollback(True)


@pytest.fixture
def open_form(things: dict[str, str]) -> Iterator[Callable[[str], Screen]]:
    """Open the first form of a thing, as the coordinator of the network."""
    browser = Client(enforce_csrf_checks=True)
    with transaction.atomic():
        browser.force_login(Person.objects.get(email=COORDINATOR))
        yield lambda label: Screen(browser, label, things[label])
        transaction.set_rollback(True)


def test_every_first_act_is_tried(things: dict[str, str]) -> None:
    assert things.keys() == ACTS.keys()


@every_act
def test_an_empty_form_is_refused_at_its_place_and_writes_nothing(open_form: Opener, label: str) -> None:
    screen = open_form(label)
    if screen.act.wants_nothing:
        return
    before = rows()
    answer = screen.send()
    page = html.fromstring(answer.content.decode())
    assert rows() == before
    assert page.xpath("//main//*[contains(@class, 'error') or @role='alert']"), answer.status_code


@every_act
def test_a_double_click_acts_once(open_form: Opener, label: str) -> None:
    screen = open_form(label)
    before = rows()
    first = screen.send(**screen.fill())
    once = rows()
    assert once > before or screen.act.is_preview, first.content.decode()
    second = screen.send(**screen.fill())
    assert second.headers.get("Location") == first.headers.get("Location")
    assert rows() == once or screen.act.file


@every_act
def test_what_is_typed_comes_back_after_a_lost_session(open_form: Opener, label: str) -> None:
    screen = open_form(label)
    before = rows()
    del screen.browser.cookies["sessionid"]
    answer = screen.send(**screen.fill())
    assert answer.headers["Location"].startswith(LOGIN)
    if not screen.act.fields:
        return  # a button or a file: nothing was typed
    screen.browser.force_login(Person.objects.get(email=COORDINATOR))
    page = screen.browser.get(screen.address, follow=True)
    assert all(text in page.content.decode() for text in screen.typed)
    again = Screen(screen.browser, label, screen.address).send()
    if not screen.act.is_preview:
        assert again.status_code in {200, 302}, again.content.decode()
        assert rows() > before


def test_what_is_typed_comes_back_after_signing_in_when_every_cookie_is_lost(open_form: Opener) -> None:
    screen = open_form("Un besoin")
    screen.browser.cookies.clear()
    answer = screen.send(**screen.fill())
    (address,) = html.fromstring(answer.content.decode()).xpath("//main//a[@class='button']/@href")
    login = screen.browser.get(address)
    screen.read(login)
    page = screen.send(login=COORDINATOR, password=PASSWORD, follow=True)
    assert SENTENCE in page.content.decode()
    screen.read(page)
    before = rows()
    assert screen.send().status_code == 302
    assert rows() > before
    assert SENTENCE not in screen.browser.get(screen.address).content.decode()


def test_what_somebody_typed_is_not_shown_to_who_signs_in_next(open_form: Opener) -> None:
    screen = open_form("Un besoin")
    del screen.browser.cookies["sessionid"]
    screen.send(**screen.fill())
    screen.browser.force_login(Person.objects.exclude(email=COORDINATOR).filter(is_active=True)[0])
    assert SENTENCE not in screen.browser.get(screen.address).content.decode()
    screen.browser.force_login(Person.objects.get(email=COORDINATOR))


def test_what_is_given_up_is_dropped(open_form: Opener) -> None:
    screen = open_form("Un besoin")
    del screen.browser.cookies["sessionid"]
    screen.send(**screen.fill())
    screen.browser.force_login(Person.objects.get(email=COORDINATOR))
    assert SENTENCE in screen.browser.get(screen.address).content.decode()
    assert SENTENCE not in screen.browser.get(f"{screen.address}?renoncer", follow=True).content.decode()
    assert SENTENCE not in screen.browser.get(screen.address).content.decode()


def test_a_form_of_another_site_is_never_offered_again(open_form: Opener) -> None:
    screen = open_form("Un besoin")
    forged = {**screen.form, **screen.fill(), "csrfmiddlewaretoken": "x" * 64}
    for origin, count in (("http://testserver", 1), ("http://ailleurs.example", 0)):
        answer = screen.browser.post(screen.address, forged, HTTP_ORIGIN=origin)
        assert answer.status_code == DENIED
        forms = html.fromstring(answer.content.decode()).xpath("//main//form[@method='post']")
        assert len(forms) == count


@every_act
def test_someone_of_another_network_is_refused_and_learns_nothing(open_form: Opener, label: str) -> None:
    screen = open_form(label)
    before = rows()
    screen.browser.force_login(Person.objects.get(email="voisine@exemple.fr"))
    answer = screen.send(**screen.fill())
    if label not in OF_NO_NETWORK:
        assert answer.status_code == DENIED or rows() == before
    if answer.status_code == DENIED:
        assert all(text in answer.content.decode() for text in screen.typed)


@pytest.mark.parametrize("label", [label for label, act in ACTS.items() if act.name])
def test_a_name_that_exists_is_told_under_its_field(open_form: Opener, label: str) -> None:
    screen = open_form(label)
    screen.send(**screen.fill())
    once = rows()
    answer = open_form(label).send(**screen.fill())
    assert rows() == once
    fields = html.fromstring(answer.content.decode()).xpath(f"//main//*[@name='{screen.act.name}']")
    assert fields[0].get("aria-invalid") == "true"
