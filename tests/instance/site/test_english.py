"""English pages are in English: what stays French there says so to a screen reader."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from tools.build_messages import districts, read_catalogue

pytestmark = pytest.mark.by_turns

PAGES = [
    "/en/",
    "/en/territoires/?q=albi",
    "/en/territoires/243100518/?ouvrir=tout",
    "/en/enquetes/2013/",
    "/en/enquetes/2013/governance/",
    "/en/enquetes/2013/questionnaire/",
    "/en/syntheses/2014/",
    "/en/faits/?topic=plan",
    "/en/faits/S067/",
    "/en/sources/",
    "/en/prospective/243100518/essayer/",
    "/en/glossaire/",
    "/en/accessibilite/",
    "/en/mentions-legales/",
    "/en/contact/",
    "/en/sources/plan-climat/",
    "/en/preuves/facts.S067/",
    "/en/preuves/observatory.243100518.electricity_total.2024/",
    "/en/preuves/territories.243100518.population.2026/",
    "/en/preuves/survey.2013.q18.answered/",
    "/en/a-propos/",
    "/en/compte/login/",
    "/en/introuvable/",
]
COORDINATED = [
    "/en/bureau/",
    "/en/reseaux/dialogue-toulouse/coordination/",
    "/en/reseaux/dialogue-toulouse/membres/",
    "/en/reseaux/dialogue-toulouse/membres/fichier/",
    "/en/reseaux/dialogue-toulouse/personnes/",
    "/en/reseaux/dialogue-toulouse/faits/importer/",
    "/en/questionnaires/",
    "/en/journal/",
    "/en/donnees-ouvertes/?reseau=dialogue-toulouse",
    "/en/donnees-ouvertes/tables/",
    "/en/preuves/plans.dialogue-toulouse.current.adopted/",
]
SPOKEN = ("title", "aria-label", "alt", "placeholder")
EMPTY = {"br", "hr", "img", "input", "link", "meta", "wbr"}
FRENCH_SETTING = re.compile(
    r"[«»]|\d[ \u00a0\u202f]%|CO2e|nor no\b|[ \u00a0\u202f][:;?!](\s|$)|\d,\d(?!\d\d)|\d[ \u00a0\u202f]\d{3}\b"
)


class Reader(HTMLParser):
    """Gathers the words of a page that are not marked as French."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or (self.open[-1][1] if self.open else "")
        if language != "fr":
            self.words += [words for name in SPOKEN if (words := given.get(name))]
        if tag not in EMPTY:
            self.open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself holds no word."""

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Keep what is said; a name in `code` is a sign of a file, the same in each language."""
        if data.strip() and self.open and self.open[-1][0] != "code" and self.open[-1][1] != "fr":
            self.words.append(data.strip(" \n\t"))


@pytest.fixture
def client(demo_network: object) -> Client:
    return Client()


@pytest.fixture(scope="module")
def french_words() -> set[str]:
    """What the screens say in French and otherwise in English, without the texts that take values."""
    plain = [
        message
        for district in districts()
        for message in read_catalogue(district)
        if isinstance(message.id, str) and "%(" not in message.id
    ]
    return {message.id for message in plain if isinstance(message.id, str) and message.id != message.string}


@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_says_nothing_in_french_unmarked(client: Client, path: str, french_words: set[str]) -> None:
    reader = Reader()
    reader.feed(client.get(path).content.decode())
    assert len(reader.words) > 10
    assert [words for words in reader.words if words in french_words or FRENCH_SETTING.search(words)] == []


@pytest.mark.parametrize("path", COORDINATED)
def test_a_page_of_work_says_nothing_in_french_unmarked(client: Client, path: str, french_words: set[str]) -> None:
    from autan.people.accounts.models import Person

    client.force_login(Person.objects.get(email="coordination@exemple.fr"))
    answer = client.get(path)
    assert answer.status_code == 200
    reader = Reader()
    reader.feed(answer.content.decode())
    assert [words for words in reader.words if words in french_words or FRENCH_SETTING.search(words)] == []


def test_a_role_is_said_in_the_language_of_the_page(client: Client, db: None) -> None:
    from autan.people.accounts.models import Person

    client.force_login(Person.objects.get(email="coordination@exemple.fr"))
    english, french = (client.get(path).content.decode() for path in ("/en/bureau/", "/bureau/"))
    link = 'reseaux/dialogue-toulouse/">Dialogue métropolitain de Toulouse</a></li>'
    assert f'<li>coordinator · <a href="/en/{link}' in english
    assert f'<li>coordination · <a href="/{link}' in french


def test_the_files_of_an_edition_keep_their_language(client: Client) -> None:
    answer: Any = client.get("/en/syntheses/2014/pdf/")
    assert b"".join(answer.streaming_content)
    assert answer.headers["Content-Language"] == "fr"


@pytest.mark.usefixtures("demo_data", "db")
@pytest.mark.parametrize("path", ["/en/reseaux/entente-ysaure/", "/reseaux/entente-ysaure/"])
def test_what_is_invented_is_said_once_in_a_title(path: str) -> None:
    title = re.search(r"<title>(.*?)</title>", Client().get(path).content.decode(), re.DOTALL)
    assert title
    assert len(re.findall(r"\((?:invented|inventé|réseau inventé)", title[1])) == 1, title[1]
