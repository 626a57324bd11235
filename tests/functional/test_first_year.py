"""The first year of a network, from `autan start`: each thing is made by links and buttons, then seen by a member.

One home, one browser and one server for all; each row begins on the home, under « Nouveau ».
"""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.functional.browser import LAPTOP
from tests.functional.demonstration import AUTAN, environment_of
from tests.functional.served import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("first year")]
NETWORK, MEMBER, SECRET = "Haut-Rhin", "Colmar Agglomération", "une-phrase-assez-longue-34"

SITES = (
    "siren;chain;label;kind;since;statement;source;locator\n"
    "246800726;Bois;Chaufferie du port;en projet;2026;Le port aura sa chaufferie.;Plan climat;page 8\n"
)
_FIELDS = "input, select, textarea"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing to make: its entry under « Nouveau », what is typed and pressed, where a member sees it from the home.

    Attributes:
        after: the row that makes what this one begins from.
        entry: its words under « Nouveau »; empty for what begins by the links of `start`, from the home.
        of_member: True for what is about the member, begun from its page.
        fields: what is typed or chosen, by label; by selector where a label stands once a line.
        press: words of the buttons, links and folds, in order; what is typed in between, as `fields`.
        way: words of the links that lead a member from the home to it; none for what no member reads.
        seen: what she reads there, and is not there before; without a way, what who made it reads.
    """

    after: str = ""
    entry: str = ""
    start: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    press: tuple[str | dict[str, str], ...]
    way: tuple[str, ...]
    seen: str
    of_member: bool = False


ROWS = {
    "plans": Row(
        entry="Un plan",
        of_member=True,
        fields={"Titre": "PCAET de Colmar"},
        press=("Commencer le plan", "Publier"),
        way=("Plans", "PCAET de Colmar"),
        seen="PCAET de Colmar",
    ),
    "actions": Row(
        entry="Une action",
        of_member=True,
        fields={"Titre de l’action": "Rénover le gymnase"},
        press=("Ajouter l’action",),
        way=("Plans", "Actions"),
        seen="Rénover le gymnase",
    ),
    "projects": Row(
        entry="Un projet",
        fields={"Nom du projet": "Gymnase sobre", "Ambition": "Diviser par deux.", MEMBER: "x"},
        press=("Enregistrer le projet",),
        way=("Plans", "Actions", "Projets"),
        seen="Gymnase sobre",
    ),
    "indicators": Row(
        entry="Un indicateur",
        of_member=True,
        press=("L’essentiel en huit indicateurs", "Suivre ces indicateurs"),
        way=("Territoires", MEMBER, "Indicateurs suivis"),
        seen="Consommation finale d’énergie",
    ),
    "workshops": Row(
        entry="Un atelier",
        fields={"Titre": "Visite du gymnase", "Format": "visite"},
        press=("Enregistrer l’atelier",),
        way=("Ateliers",),
        seen="Visite du gymnase",
    ),
    "know-how": Row(
        entry="Un savoir-faire",
        fields={
            "Titre": "Isoler par l’extérieur",
            "Que comprendre": "Le toit d’abord.",
            "Comment l’ambition": "Par une visite.",
            "Que peut-on transférer": "Le cahier des charges.",
            "Que ne faut-il pas copier": "Le calendrier.",
            "Documents": "Compte rendu",
            "Poids": "not_known",
        },
        press=("Enregistrer le brouillon", "Publier"),
        way=("Savoir-faire",),
        seen="Isoler par l’extérieur",
    ),
    "needs": Row(
        entry="Un besoin",
        fields={"En une phrase": "Un relevé des chaudières"},
        press=("Exprimer ce besoin",),
        way=("Savoir-faire", "Besoins et offres"),
        seen="Un relevé des chaudières",
    ),
    "proposals": Row(
        entry="Une proposition",
        fields={"Titre": "Acheter ensemble", "La raison": "Aucun membre n’en achète assez."},
        press=("Enregistrer la proposition",),
        way=("Plans", "Lecture croisée", "Propositions"),
        seen="Acheter ensemble",
    ),
    "working group": Row(
        entry="Une instance et ses réunions",
        press=("Groupe de travail et sa charte", "Enregistrer l’instance"),
        way=("Ateliers", "Groupe de travail"),
        seen="Groupe de travail de",
    ),
    "resources": Row(
        entry="Un fait et sa source",
        fields={"Énoncé": "Le gymnase date de 1974.", "Source": "Plan climat", "Endroit": "page 3"},
        press=("Enregistrer le fait",),
        way=("Faits", "Réseau et périmètre"),
        seen="Le gymnase date de 1974.",
    ),
    "innovation map": Row(
        entry="Des sites et filières",
        fields={"Fichier": SITES},
        press=("Vérifier sans écrire", "Enregistrer"),
        way=("Atlas", "Filières et innovation"),
        seen="Chaufferie du port",
    ),
    "open answers": Row(
        entry="Un livre de codes",
        press=("Reprendre Difficultés",),
        way=(),
        seen="Livre de codes, version 1",
    ),
    "survey": Row(
        entry="Une enquête",
        press=(
            "L’énergie et le climat en douze questions",
            "Commencer de ce modèle",
            "Publier une version",
            "Publier cette version",
            "Le poser à un réseau",
            "Ouvrir la campagne",
        ),
        way=("Enquête",),
        seen="L’énergie et le climat en douze questions",
    ),
    "governance": Row(
        after="plans",
        start=("Plans", "PCAET de Colmar", "Remplir ce plan", "Instances et services"),
        fields={"[name='1:name']": "Comité énergie", "[name='1:kind']": "comité de pilotage"},
        press=("Enregistrer la rubrique : Instances et services",),
        way=("Plans", "PCAET de Colmar"),
        seen="Comité énergie",
    ),
    "money": Row(
        after="plans",
        start=("Plans", "PCAET de Colmar", "Remplir ce plan", "Budget"),
        fields={
            "[name='1:purpose']": "Animation",
            "[name='1:year']": "2026",
            "[name='1:nature']": "fonctionnement",
            "[name='1:scope']": "territoire",
            "[name='1:amount']": "40 000 €",
        },
        press=("Enregistrer la rubrique : Budget",),
        way=("Plans", "PCAET de Colmar"),
        seen="Animation",
    ),
    "adaptation": Row(
        after="plans",
        start=("Plans", "PCAET de Colmar", "Remplir ce plan", "Adaptation"),
        fields={"[name='part_of_plan:held']": "oui"},
        press=("Enregistrer la rubrique : Adaptation",),
        way=("Plans", "PCAET de Colmar"),
        seen="volet du plan : oui",
    ),
    "issues retained": Row(
        after="plans",
        start=("Plans", "PCAET de Colmar", "Remplir ce plan", "Objectifs chiffrés"),
        fields={
            "[name='1:quantity']": "consommation finale d’énergie",
            "[name='1:scope']": "territoire",
            "[name='1:kind']": "évolution depuis l’année de référence",
            "[name='1:value']": "-30",
            "[name='1:unit']": "%",
            "[name='1:base_year']": "2012",
            "[name='1:horizon']": "2030",
        },
        press=("Enregistrer la rubrique : Objectifs chiffrés",),
        way=("Plans", "PCAET de Colmar"),
        seen="30 %",
    ),
    "competences": Row(
        start=("Territoires", MEMBER, "Plans et obligations", "Déclarer une compétence"),
        fields={"Compétence": "Éclairage public", "Exercée": "oui", "Source": "Statuts, article 4"},
        press=("Déclarer",),
        way=("Plans", "Compétences"),
        seen="✎",
    ),
    "exemplarity": Row(
        entry="L’inventaire du patrimoine",
        of_member=True,
        fields={"Fichier": "sorte;nom;surface_m2\nbâtiment;Gymnase du port;1200\n"},
        press=("Vérifier sans écrire", "Enregistrer"),
        way=("Territoires", MEMBER, "Patrimoine", "bien"),
        seen="Gymnase du port",
    ),
    "accounts": Row(
        start=("Votre réseau", "Voir les données"),
        press=("Prendre les tables livrées",),
        way=("Territoires", MEMBER),
        seen="d’électricité pour les logements",
    ),
    "maps": Row(
        after="accounts",
        start=("Atlas",),
        press=({"Indicateur": "electricity_residential_second_source"}, "Afficher"),
        way=("Atlas",),
        seen=f"{MEMBER} : ",
    ),
    "recommendations": Row(
        after="plans",
        entry="Une recommandation",
        press=({"Chercher un chiffre": "plan"}, "Chercher", {"Membres dont un plan est connu": ""}, "Ébaucher"),
        way=("Plans", "Lecture croisée", "Recommandations"),
        seen="que faire de ce constat",
    ),
    "foresight": Row(
        after="accounts",
        entry="Un scénario",
        press=(
            "Valeur libre et années",
            {"[name='q.heating_one_degree']": "50"},
            "Calculer",
            "Garder ce scénario",
            {"Titre": "Un degré de moins"},
            "Garder$",
            "^Scénarios$",
            "Publier",
        ),
        way=("Prospective", "La tendance", "Scénarios"),
        seen="Un degré de moins",
    ),
    "synthesis": Row(
        entry="Une synthèse",
        press=("Composer une première note", "Publier"),
        way=("Synthèse",),
        seen="Ce que l’on ne sait pas",
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Address of a home that `autan start` made, and the link of its first account."""
    home = tmp_path_factory.mktemp("first-year") / "home"
    order = [AUTAN, "start", "--network", NETWORK, "--email", "c@exemple.fr", "--name", "Camille", "--no-serve"]
    done = subprocess.run(order, env=environment_of(home), capture_output=True, text=True, check=True, timeout=300)
    with served(home) as server:
        yield f"http://127.0.0.1:{server.port}", re.search(r"/invitation/[^/\s]+/", done.stdout)[0]


@pytest.fixture(scope="module")
def people(chromium: Browser, site: tuple[str, str]) -> Iterator[tuple[Page, Page]]:
    """Who coordinates the network of six members, and the officer of one that she invited, each in her own browser."""
    address, invitation = site
    contexts = [chromium.new_context(viewport=LAPTOP, locale="fr-FR", base_url=address) for _person in range(2)]
    coordinator, officer = (context.new_page() for context in contexts)
    for page in (coordinator, officer):
        page.set_default_timeout(8_000)
    join(coordinator, invitation)
    begin(coordinator, "Des membres")
    coordinator.get_by_label("Département").select_option("68")
    press(coordinator, "Chercher")
    boxes = coordinator.locator("main input[type=checkbox]")
    for rank in range(6):
        boxes.nth(rank).check()
    fill(coordinator, {"Source": "Statuts"})
    press(coordinator, "Ajouter au réseau")
    begin(coordinator, "Une invitation")
    fill(
        coordinator, {"Adresse électronique": "o@exemple.fr", "Nom": "Ondine", "Rôle": "member_officer", "Sur": MEMBER}
    )
    press(coordinator, "Inviter")
    join(officer, re.search(r"/invitation/[^/\s\"<]+/", coordinator.content())[0])
    yield coordinator, officer
    for context in contexts:
        context.close()


def join(page: Page, invitation: str) -> None:
    """Open the account of an invitation."""
    page.goto(invitation)
    for box in page.locator("main input[type=password]").all():
        box.fill(SECRET)
    page.locator("main button[type=submit]").first.click()


def begin(page: Page, entry: str, *, of_member: bool = False) -> None:
    """From the home, choose something to make under « Nouveau »."""
    page.goto("/")
    if of_member:
        follow(page, "Territoires", MEMBER)
    page.locator(".new-things > summary").click()
    page.locator(".new-things").get_by_role("link", name=entry, exact=True).click()


def follow(page: Page, *way: str) -> None:
    """Follow links and open folds by their words."""
    for words in way:
        named = page.get_by_role("link", name=words).or_(page.locator("summary", has_text=words))
        named.filter(visible=True).first.click()


def fill(page: Page, fields: dict[str, str]) -> None:
    """Type or choose what each label says, in all the fields that bear it and are seen."""
    for label, text in fields.items():
        main = page.locator("main")
        named = main.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).and_(page.locator(_FIELDS))
        seen = (main.locator(label) if label.startswith("[") else named).filter(visible=True)
        expect(seen.first).to_be_attached()
        for box in seen.all():
            match box.evaluate("box => box.tagName + (box.type || '')").lower():
                case "inputcheckbox":
                    box.check()
                case "inputfile":
                    box.set_input_files({"name": "table.csv", "mimeType": "text/csv", "buffer": text.encode()})
                case tag if tag.startswith("select"):
                    box.select_option(text)
                case _:
                    box.fill(text)


def press(page: Page, words: str) -> None:
    """Press the first button, link or fold of some words, a pattern, in what the page shows."""
    main, pattern = page.locator("main"), re.compile(words)
    named = main.get_by_role("button", name=pattern).or_(main.get_by_role("link", name=pattern))
    named.or_(main.locator("summary", has_text=pattern)).filter(visible=True).first.click()
    expect(page.locator("main .errors, main .errorlist")).to_have_count(0)


def make(page: Page, row: str, made: set[str]) -> None:
    """Make what a row says, and before it what it begins from, once."""
    thing = ROWS[row]
    if thing.after:
        make(page, thing.after, made)
    if row in made:
        return
    made.add(row)
    if thing.entry:
        begin(page, thing.entry, of_member=thing.of_member)
    else:
        page.goto("/")
        follow(page, *thing.start)
    for step in (thing.fields, *thing.press):
        if isinstance(step, str):
            press(page, step)
        else:
            fill(page, step)


@pytest.fixture(scope="module")
def made() -> set[str]:
    """Rows that are made: the tests come in any order."""
    return set()


@pytest.mark.parametrize("row", ROWS)
def test_a_thing_is_made_from_the_home_and_seen_by_a_member(
    people: tuple[Page, Page], made: set[str], row: str
) -> None:
    coordinator, officer = people
    make(coordinator, row, made)
    reader, thing = coordinator, ROWS[row]
    if thing.way:
        reader = officer
        officer.goto("/")
        follow(officer, *thing.way)
    expect(reader.locator("main")).to_contain_text(thing.seen)
