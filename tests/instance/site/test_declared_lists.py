"""Every declared list, on its page: rows come by pages and cost no query, links keep what was chosen."""

import csv
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from types import ModuleType
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.utils import timezone

from autan.ground.lists.presenters import DeclaredList, ListPage
from autan.people.mail.models import OutgoingMessage
from autan.people.workflows.actions import take
from autan.plans.indicators.views import networks as indicators
from autan.plans.projects.actions.joint import add_joint_sheet
from autan.publishing.api.actions import KeyScope, issue_key
from autan.publishing.webhooks.actions.workflow import WEBHOOK, register_webhook
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.models import Mandate, Network, Territory

pytestmark = pytest.mark.by_turns

REAL, INVENTED, CAMPAIGN = "/reseaux/dialogue-toulouse", "/reseaux/entente-ysaure", "/enquetes/essai-2026"
PAGES = {
    "coding.codings.views.coding.TEXTS": "/codage/entente-ysaure/obstacles/essai-2026.q37/coder/",
    "cooperation.crossreading.views.aligning.PASSAGES": (
        f"{INVENTED}/lecture-croisee/alignement/", r"[^\"]*/alignement/plans/[^\"?]*", "?voir=tout"
    ),
    "cooperation.crossreading.views.aligning.PLANS": f"{INVENTED}/lecture-croisee/alignement/",
    "cooperation.crossreading.views.contradictions.CONTRADICTIONS": f"{INVENTED}/lecture-croisee/contradictions/",
    "cooperation.crossreading.views.orientations.MATRIX": f"{INVENTED}/lecture-croisee/",
    "cooperation.lessons.views.adoption.CHAINS": f"{INVENTED}/reprises/",
    "cooperation.lessons.views.lessons.LESSONS": f"{INVENTED}/savoir-faire/",
    "cooperation.lessons.views.needs.NEEDS": f"{INVENTED}/besoins/",
    "cooperation.working_group.views.decisions.DECISIONS": f"{INVENTED}/groupe/decisions/",
    "cooperation.working_group.views.group.MEETINGS": f"{INVENTED}/groupe/calendrier/",
    "cooperation.working_group.views.group.TASKS": f"{INVENTED}/groupe/taches/",
    "cooperation.workshops.views.workshops.WORKSHOPS": f"{REAL}/ateliers/",
    "evidence.figures.views.FACTS": "/faits/?text=de",
    "evidence.figures.views.INPUTS": "/preuves/observatory.dialogue-toulouse.electricity_total.2024/",
    "evidence.figures.views.LIBRARY": "/bibliotheque/",
    "foresight.scenarios.views.places.MEMBERS": "/prospective/dialogue-toulouse/etat-de-depart/",
    "foresight.scenarios.views.places.PLANS": "/prospective/dialogue-toulouse/references/",
    "instance.site.presenters.places.MEMBERS": "/territoires/",
    "instance.site.views.HITS": "/recherche/?q=bois",
    "opendata.observatory.presenters.yearly_series.SERIES": "/territoires/243100518/energie/annees/",
    "opendata.updates.views.alerts.ALERTS": ("/qualite/", r"[^\"]*\?regle=[^\"]*", ""),
    "people.journal.views.JOURNAL": "/journal/",
    "people.mail.views.MESSAGES": "/messages/",
    "plans.action_search.views.ACTIONS": "/actions/recherche/?texte=velo",
    "plans.action_search.views.SIMILAR": "/actions/toulouse-montaudran-reseau-chaleur/semblables/",
    "plans.estate.views.GOODS": "/territoires/999000057/patrimoine/",
    "plans.estate.views.MEMBERS": f"{INVENTED}/patrimoine/",
    "plans.funding.views.CALLS": f"{INVENTED}/financements/",
    "plans.indicators.views.networks.HEALTH": f"{INVENTED}/indicateurs/controle/",
    "plans.indicators.views.networks.VALUES": (
        f"{INVENTED}/indicateurs/", r"/reseaux/[^\"/]*/indicateurs/(?!controle)[^\"/]+/", ""
    ),
    "plans.network_plans.views.DEADLINES": f"{INVENTED}/plans/echeances/",
    "plans.network_plans.views.REGISTER": f"{INVENTED}/plans/",
    "plans.network_plans.views.SIDE_BY_SIDE": f"{INVENTED}/plans/competences/",
    "plans.network_plans.views.TIMELINE": f"{INVENTED}/plans/chronologie/",
    "plans.projects.views.dashboards.COLUMNS": f"{INVENTED}/actions/bilan/",
    "plans.projects.views.joint.JOINT": f"{INVENTED}/actions/conjointes/",
    "plans.projects.views.networks.ACTIONS": f"{INVENTED}/actions/",
    "plans.projects.views.networks.BOARD": f"{INVENTED}/actions/tableau/",
    "plans.projects.views.networks.CALENDAR": f"{INVENTED}/actions/calendrier/",
    "plans.projects.views.projects.PROJECTS": f"{REAL}/projets/",
    "publishing.api.views.keys.KEYS": "/api/cles/",
    "publishing.webhooks.views.DELIVERIES": f"{REAL}/programmes-prevenus/",
    "survey.campaigns.views.campaigns.MEMBERS": f"{CAMPAIGN}/",
    "survey.campaigns.views.tracking.MEMBERS": f"{CAMPAIGN}/suivi/",
    "survey.results.views.ANSWERS": f"{CAMPAIGN}/questions/q37/reponses/",
    "territories.networks.views.coordination.FACTS": f"{REAL}/faits/",
    "territories.networks.views.memberships.MEMBERS": f"{REAL}/membres/",
    "territories.networks.views.people.PEOPLE": f"{REAL}/personnes/",
}  # fmt: skip
"""Where each list is seen, on the demonstration: an address, or a page and the link of it that leads there."""
ONE_PAGE = {"plans.action_search.views.SIMILAR", "plans.projects.views.networks.BOARD"}
"""The ten nearest things, and the nine statuses: lists that have no other page."""

RIGHTS_ASKED = {"cooperation.crossreading.views.contradictions.CONTRADICTIONS": 13}
"""More queries that seven more rows may cost: whether a reader may know who wrote a line is asked once a plan, and a
conflict has its witnesses in as many plans as there are."""


def declared() -> Iterator[tuple[str, ModuleType, DeclaredList]]:
    """Every list that a module of the product declares: its name, where it is, itself."""
    assert get_resolver().url_patterns  # they load every view
    for module in [module for name, module in sys.modules.items() if name.startswith("autan.")]:
        for name, value in vars(module).items():
            if isinstance(value, DeclaredList):
                yield f"{module.__name__.removeprefix('autan.')}.{name}", module, value


@pytest.fixture
def coordination(demo_network: Network, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Who coordinates both networks of the demonstration."""
    mandate = coordinator()
    grant_mandate(by=None, person=mandate.person, role=Mandate.Role.COORDINATOR, network=demo_network)
    client.force_login(mandate.person)
    monkeypatch.setattr(indicators, "MOST_DRAWN", 0)  # the values of few members are drawn, with no table
    return client


def coordinator() -> Mandate:
    return Mandate.objects.filter(role="coordinator", network__slug="entente-ysaure").select_related("person")[0]


def send_messages() -> None:
    OutgoingMessage.objects.bulk_create(
        OutgoingMessage(
            network="entente-ysaure",
            kind="x",
            to=f"{n}@exemple.fr",
            subject=f"Objet {n}",
            status="sent",
            due_at=timezone.now(),
        )
        for n in range(9)
    )


def join_actions() -> None:
    carriers = Territory.objects.filter(memberships__network__slug="entente-ysaure")[:2]
    for rank in range(9):
        add_joint_sheet(by=None, title=f"Action conjointe {rank}", carriers=carriers)


def issue_keys() -> None:
    person, until = coordinator().person, timezone.localdate() + timedelta(days=9)
    for n in range(9):
        scope = KeyScope(holder=person, network="entente-ysaure", act="indicator_values", expires_on=until)
        issue_key(by=person, name=f"Programme {n}", scope=scope)


def tell_programs() -> None:
    url, events = "https://programme.exemple.fr/", ["value_late"]
    told, _secret = register_webhook(by=None, network="dialogue-toulouse", name="Programme", url=url, events=events)
    for _n in range(9):
        take(WEBHOOK, "try_webhook", told, by=None, at=timezone.now())


FILLED = {
    "people.mail.views.MESSAGES": send_messages,
    "plans.projects.views.joint.JOINT": join_actions,
    "publishing.api.views.keys.KEYS": issue_keys,
    "publishing.webhooks.views.DELIVERIES": tell_programs,
}
"""Lists of what the demonstration has none of, or too little to fill a page."""


def address_of(name: str, client: Client) -> str:
    FILLED.get(name, bool)()
    where = PAGES[name]
    if isinstance(where, str):
        return where
    page, link, query = where
    found = re.search(f'href="({link})"', client.get(page).content.decode())
    assert found, page
    address = unescape(found[1])
    return f"{page if address.startswith('?') else ''}{address}{query}"


def with_query(address: str, **more: object) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{urlencode({**dict(parse_qsl(parts.query)), **more})}"


def listed(client: Client, address: str, **more: object) -> tuple[ListPage, str]:
    answer = client.get(with_query(address, **more))
    assert answer.status_code == 200, address
    return answer.context["listing"], answer.content.decode()


def next_query(page: str) -> dict[str, str]:
    """What the link to the next page asks for; nothing where there is none."""
    link = re.search(r'href="\?([^"]*)" rel="next"', page)
    return dict(parse_qsl(unescape(link[1]))) if link else {}


class Tables(HTMLParser):
    """The captions of tables, and their headings that say nothing of what they head."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.captions: list[str] = []
        self.bare: list[str] = []
        self.is_caption = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_caption = tag == "caption"
        if tag == "th" and "scope" not in dict(attrs):
            self.bare.append(self.get_starttag_text() or "")

    def handle_data(self, data: str) -> None:
        if self.is_caption:
            self.captions.append(data)
            self.is_caption = False


def test_every_declared_list_is_filled_here() -> None:
    known = {name for name, _module, _list in declared()}
    assert known - PAGES.keys() == set(), "give its page in `PAGES`, and its rows in `FILLED` where nobody has any"
    assert PAGES.keys() - known == set(), "no list has this name"


@pytest.mark.parametrize("name", PAGES)
def test_rows_come_by_pages_and_cost_no_query(name: str, coordination: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    (module, declared_list), *_ = [(module, value) for known, module, value in declared() if known == name]
    address, attribute = address_of(name, coordination), name.rpartition(".")[2]

    def of_size(size: int, **more: object) -> tuple[ListPage, str]:
        monkeypatch.setattr(module, attribute, replace(declared_list, size=size))
        return listed(coordination, address, **more)

    first, page = of_size(2)
    assert 0 < len(first.rows) <= 2
    if name not in ONE_PAGE:
        assert first.count > 2
        assert next_query(page) == {**dict(parse_qsl(urlsplit(address).query)), "page": "2"}
        second, _page = of_size(2, page=2)
        assert (second.page.number, second.page.start_index()) == (2, 3)
        last, _page = of_size(2, page=9_999)
        assert last.page.number == last.page.paginator.num_pages
    tables = Tables(page)
    assert tables.bare == []
    if first.columns:
        assert str(declared_list.caption) in tables.captions
    counts = []
    for size in (9, 2, 9):
        with CaptureQueriesContext(connection) as queries:
            of_size(size)
        counts.append(len(queries))
    assert 0 <= counts[2] - counts[1] <= RIGHTS_ASKED.get(name, 0)


@pytest.mark.parametrize("name", [name for name, _module, value in declared() if value.filter.parameters()])
def test_what_is_chosen_stays_in_the_form_and_in_the_links(
    name: str, coordination: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    (module, declared_list), *_ = [(module, value) for known, module, value in declared() if known == name]
    monkeypatch.setattr(module, name.rpartition(".")[2], replace(declared_list, size=1))
    address = address_of(name, coordination)
    whole, _page = listed(coordination, address)
    assert whole.fields
    for field in whole.fields:
        if field.parameter.is_text:
            continue
        code = str(field.choices[-1][0])
        kept, page = listed(coordination, address, **{field.parameter.name: code})
        (shown,) = [item for item in kept.fields if item.parameter.name == field.parameter.name]
        assert shown.chosen == code
        assert f'<option value="{code}" selected>' in page
        assert kept.count <= whole.count
        if kept.count > 1 and name not in ONE_PAGE:
            assert next_query(page)[field.parameter.name] == code
        if field.parameter.choices:
            left_out, _page = listed(coordination, address, **{field.parameter.name: "§"})
            without, _page = listed(coordination, address, **{field.parameter.name: ""})
            assert left_out.count == without.count, field.parameter.name


@pytest.mark.parametrize(
    ("page", "file", "column"),
    [
        (f"{INVENTED}/plans/?tri=-completeness&sorte=pcaet", f"{INVENTED}/plans/registre.csv", "SIREN"),
        (f"{INVENTED}/actions/?statut=late&tri=title", f"{INVENTED}/actions/export.csv", "Titre de l’action"),
    ],
)
def test_a_file_holds_the_rows_of_every_page_in_their_order(
    page: str, file: str, column: str, coordination: Client
) -> None:
    listing, _page = listed(coordination, page)
    shown = []
    for number in listing.page.paginator.page_range:
        rows = listed(coordination, page, page=number)[0].rows
        shown += [row[0].siren if isinstance(row, tuple) else row.sheet.title for row in rows]
    assert len(shown) == listing.count > 0
    content = coordination.get(f"{file}?{urlsplit(page).query}").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(content), delimiter=";" if ";" in content.splitlines()[0] else ","))
    rank = lines[0].index(column)
    assert [line[rank] for line in lines[1:] if line[0]] == shown
