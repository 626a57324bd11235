"""Commands on what a network keeps: workshops, needs, actions in files, proposals, territories, cards of foresight."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document

from autan.cooperation.lessons.actions.lessons import LessonInput, add_lesson
from autan.cooperation.lessons.actions.needs import ask_need
from autan.cooperation.lessons.core.needs import NeedInput, NeedKind
from autan.cooperation.minutes.actions.minutes import start_minutes
from autan.cooperation.workshops.actions.workshops import start_workshop
from autan.cooperation.workshops.core.formats import WorkshopFormat, WorkshopStatus
from autan.cooperation.workshops.core.workshops import WorkshopHeading
from autan.cooperation.workshops.models import Workshop
from autan.ground.wordings import Text
from autan.plans.plans.actions.plans import start_plan
from autan.plans.plans.core.plans import PlanHeading, PlanKind
from autan.plans.projects.models import ActionSheet
from autan.survey.campaigns.models import Proposal
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, THERE
from tests.cooperation.lessons.making import whole_content
from tests.foresight.scenarios.conftest import give_state
from tests.instance.cli.conftest import Command
from tests.survey.questionnaires.making import SMALL_YAML


def objects(autan: Command, *words: object) -> Any:
    done = autan(*map(str, words), "--json")
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def page_count(file: Path) -> int:
    with pikepdf.open(file) as document:
        return len(document.pages)


@pytest.fixture
def workshop(network: Network) -> Workshop:
    heading = WorkshopHeading(
        slug="chaufferie-2026", title="Le bois d’ici", format=WorkshopFormat.VISIT, status=WorkshopStatus.PLANNED,
        host=HERE, copilots=(), day=date(2026, 6, 1), place="Mairie",
    )  # fmt: skip
    return start_workshop(by=None, network=network, heading=heading, today=date(2026, 5, 1))


def test_a_workshop_is_listed_and_shown_with_what_is_not_known(autan: Command, workshop: Workshop) -> None:
    (listed,) = objects(autan, "workshop", "list", "--network", "essai")
    assert listed["slug"] == workshop.slug
    cells = autan("workshop", "list").out.rstrip("\n").split("\t")
    assert (cells[0], cells[-1]) == (workshop.slug, "non renseigné")
    title, *lines = autan("workshop", "show", workshop.slug).out.splitlines()
    fields = dict(line.strip().split(" : ", 1) for line in lines)
    assert title == "Le bois d’ici"
    assert (fields["Site"], fields["Présences"], fields["Notes"]) == ("non renseigné", "non renseigné", "0")
    assert (fields["Compte rendu"], fields["Ce que disent les sources"].split()[0]) == ("aucun", "0")
    shown = objects(autan, "workshop", "show", workshop.slug)
    assert (shown["statements"], shown["notes"], shown["minutes"]) == ([], 0, None)


def test_the_kit_of_a_workshop_is_of_the_kind_that_its_name_says(
    autan: Command, workshop: Workshop, lake_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = objects(autan, "workshop", "kit", workshop.slug, "--out", "a.DOCX")
    data = Path("a.DOCX").read_bytes()
    assert done == {"file": "a.DOCX", "bytes": len(data)}
    assert "Le bois d’ici" in " ".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)
    alone = autan("workshop", "kit", workshop.slug)
    name = f"dossier-{workshop.slug}.pdf"
    assert alone.out == f"Écrit : {name} ({Path(name).stat().st_size} octets)\n"
    assert page_count(Path(name)) > 0
    assert (autan("workshop", "kit", workshop.slug).code, autan("workshop", "kit", workshop.slug, "--force").code) == (
        6,
        0,
    )
    for act in ("kit", "minutes"):
        for wrong in ("a.odt", "a"):
            refused = autan("workshop", act, workshop.slug, "--out", wrong)
            assert (refused.code != 0, Path(wrong).exists()) == (True, False)
    refused = autan("workshop", "kit", workshop.slug, "--out", "a.odt")
    assert (refused.code, "un fichier .pdf, .docx" in refused.err) == (5, True)


def test_minutes_that_are_not_begun_are_not_written(
    autan: Command, workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = autan("workshop", "minutes", workshop.slug)
    assert (refused.code, "n’a pas encore de compte rendu" in refused.err, [*tmp_path.glob("*.pdf")]) == (3, True, [])
    start_minutes(by=None, meeting=workshop.ref, network=workshop.network, title=workshop.title, text="Tout va.")
    assert autan("workshop", "minutes", workshop.slug, "--out", "c.docx").code == 0
    assert "Tout va." in [paragraph.text for paragraph in Document("c.docx").paragraphs]
    assert objects(autan, "workshop", "show", workshop.slug)["minutes"] == "draft"
    assert autan("workshop", "minutes", workshop.slug).out.startswith(f"Écrit : compte-rendu-{workshop.slug}.pdf (")
    assert autan("workshop", "minutes", workshop.slug, "--out", "c.odt").code == 5


@pytest.fixture
def need(network: Network) -> str:
    """A need of one member, near to a lesson of the other."""
    places = {siren: Territory.objects.get(siren=siren) for siren in (HERE, THERE)}
    lesson = LessonInput(content=whole_content(), territory=places[HERE])
    add_lesson(by=None, network=network, lesson_input=lesson, slug="capteurs")
    asked = NeedInput(
        kind=NeedKind.TECHNICAL, title="Prêter des capteurs aux communes", asked_on=date(2026, 11, 1), is_published=True
    )
    return ask_need(by=None, network=network, territory=places[THERE], need_input=asked).slug


def test_what_is_near_a_need_is_found_by_its_name_or_its_words(autan: Command, need: str) -> None:
    words = "prêter des capteurs aux communes"
    by_name, by_words, here = (
        objects(autan, "lesson", "match", *line) for line in ((need,), (words,), (words, "--network", "essai"))
    )
    assert by_name
    assert (bool(by_words), by_words == here) == (True, True)
    for found in (by_name, by_words):
        scores = [row["score"] for row in found]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score == round(score, 3) for score in scores)
    lines = [line.split("\t") for line in autan("lesson", "match", need).out.splitlines()]
    assert [(cells[0], cells[2]) for cells in lines] == [
        (f"{row['score']:.2f}", " ".join(row["title"].split())) for row in by_name
    ]
    assert all(cells[3] for cells in lines), "each says why"
    assert objects(autan, "lesson", "match", need, "--most", 1) == by_name[:1]
    assert autan("lesson", "match", "zorg zirg").out == "Rien d’approchant.\n"
    for wrong, code in ((("--most", "51"), 2), (("--most", "0"), 2), (("--network", "zorg"), 3)):
        assert autan("lesson", "match", words, *wrong).code == code


@pytest.mark.parametrize("count", [0, 1])
def test_other_networks_are_named_where_none_is_asked_for(count: int, autan: Command, network: Network) -> None:
    if count:
        create_network(by=None, slug="voisin", name=Text("Voisin", "Neighbour"), is_invented=True)
    shown = autan("network", "show").out
    assert ("Autres réseaux : " in shown) is bool(count)
    assert "Autres réseaux" not in autan("network", "show", "essai").out


def test_no_network_at_all_says_how_to_begin(autan: Command, db: None) -> None:
    words = "Aucun réseau n’est enregistré ; « autan start » commence le vôtre, « autan network import » en lit un.\n"
    assert autan("network", "show") == autan("network", "list") == (0, words, "")
    assert autan("network", "show", "--json").out == "null\n"
    assert autan("network", "show", "essai").code == 3


ACTIONS = "Titre de l’action;Axe;Statut\nIsoler les écoles;Bâtir;En cours\nPlanter;;Terminée\n"


@pytest.fixture
def plan(network: Network) -> str:
    heading = PlanHeading(slug="ici", title="Plan d’ici", kind=PlanKind.PCAET)
    return start_plan(by=None, heading=heading, subjects=[Territory.objects.get(siren=HERE)]).slug


def test_actions_of_a_file_are_shown_then_taken_in_and_written_back(autan: Command, plan: str, tmp_path: Path) -> None:
    file = tmp_path / "actions.csv"
    file.write_text(ACTIONS, encoding="utf-8")
    tried = objects(autan, "action", "import", plan, file, "--dry-run")
    assert (tried["is_written"], tried["added"], ActionSheet.objects.exists()) == (False, 2, False)
    declined = autan("action", "import", plan, str(file), typed="n\n")
    assert (declined.code, declined.out.rstrip().endswith("Rien n’a été écrit.")) == (1, True)
    taken = autan("action", "import", plan, str(file), typed="o\n")
    assert (taken.code, "Enregistré : " in taken.out, ActionSheet.objects.count()) == (0, True, 2)
    out = {kind: tmp_path / f"out.{kind}" for kind in ("json", "csv", "xlsx", "ods")}
    for target in out.values():
        assert objects(autan, "action", "export", target, "--network", "essai") == {"file": str(target), "actions": 2}
    written = json.loads(out["json"].read_text(encoding="utf-8"))
    titles = {action["title"] for action in (written if isinstance(written, list) else written["actions"])}
    assert titles == {"Isoler les écoles", "Planter"}
    template = tmp_path / "modele.xlsx"
    assert objects(autan, "action", "export", template, "--plan", plan, "--template")["actions"] == 2
    same = objects(autan, "action", "import", plan, out["csv"], "--dry-run")
    assert (same["added"], same["changed"]) == (0, 0)
    (listed,) = objects(autan, "action", "list", "--network", "essai", "--status", "ongoing")
    assert listed["title"] == "Isoler les écoles"
    assert autan("action", "list", "--network", "essai", "--text", "zorg").out == "Aucune action.\n"


def test_a_decision_on_a_file_is_given_by_its_key(autan: Command, plan: str, tmp_path: Path) -> None:
    file = tmp_path / "actions.csv"
    file.write_text(ACTIONS.replace("Terminée", "Zorg"), encoding="utf-8")
    refused = autan("action", "import", plan, str(file), "--yes")
    assert (refused.code, "Zorg" in refused.err, ActionSheet.objects.exists()) == (5, True, False)
    shown = autan("action", "import", plan, str(file), "--dry-run")
    assert (shown.code, "Fautes" in shown.out, "À décider" in shown.out) == (5, True, True)
    answer = json.loads(autan("action", "import", plan, str(file), "--dry-run", "--json").out)
    (question,) = [one for one in answer["questions"] if one["is_open"]]
    assert question["key"] in shown.out
    assert (question["value"], "done" in question["answers"]) == ("Zorg", True)
    decided = objects(autan, "action", "import", plan, file, "--decide", f"{question['key']}=done", "--yes")
    assert (decided["is_written"], decided["faults"], ActionSheet.objects.count()) == (True, [], 2)
    assert ActionSheet.objects.get(title="Planter").status == "done"


EARLIER = """
campaign: avant
network: essai
questionnaire: essai
title: {fr: "Avant", en: "Before"}
period: "2013"
answers:
  - {siren: "999000016", question: q2, value: 12, facts: [F1]}
"""


def test_what_is_known_is_proposed_whole_or_not_at_all(autan: Command, network: Network, tmp_path: Path) -> None:
    file, answers, wrong = (tmp_path / name for name in ("q.yaml", "r.csv", "wrong.yaml"))
    file.write_text(SMALL_YAML, encoding="utf-8")
    answers.write_text(f"siren,q2\n{HERE},12\n", encoding="utf-8")
    wrong.write_text(EARLIER, encoding="utf-8")  # its fact is not recorded here
    for slug, more in (("avant", ("--opens", "2020-01-01")), ("apres", ("--version", "2026-01-01"))):
        assert autan("campaign", "open", slug, str(file), "--network", "essai", "--title", slug, *more).code == 0
        if slug == "avant":
            assert autan("answers", "import", slug, str(answers), "--yes").code == 0
    for more in (
        ("--observatory", "q2=zorg"),
        ("--observatory", "zorg=a"),
        ("--observatory", "q2"),
        ("--known", str(wrong)),
    ):
        refused = autan("campaign", "propose", "apres", *more)
        assert (more, refused.code != 0, refused.out, Proposal.objects.exists()) == (more, True, "", False)
    made = objects(autan, "campaign", "propose", "apres")
    assert [(row["siren"], row["question"], row["value"]) for row in made] == [(HERE, "q2", 12)]
    assert autan("campaign", "propose", "apres").out == "Rien de connu n’attend de réponse.\n"


def test_a_territory_that_is_invented_says_so(autan: Command, network: Network) -> None:
    shown = autan("territory", "show", HERE).out
    assert shown.startswith(f"CC Ici   SIREN {HERE}   ")
    assert "TERRITOIRE INVENTÉ, pour essayer" in shown
    assert "Ce territoire n’existe pas : ses nombres sont imaginés" in shown
    figures = objects(autan, "territory", "show", HERE)
    assert figures
    assert all(figure["id"] for figure in figures)


def test_a_real_territory_has_its_communes_and_what_changed(
    autan: Command, network: Network, lake_folder: Path
) -> None:
    now, before = (autan("territory", "show", "243100633", *more).out for more in ((), ("--vintage", "2020")))
    for shown, year in ((now, 2026), (before, 2020)):
        assert f"périmètre de {year}" in shown
        assert "Ramonville-Saint-Agne" in shown.partition("Communes")[2]
        assert "Périmètre  " in shown
    assert "Ce dossier n’a pas de donnée d’énergie sur ce territoire" in now
    assert "Les chiffres d’énergie se calculent au périmètre de 2026 : demandez-les sans --vintage." in before


def test_a_territory_is_searched_by_its_name_or_that_of_a_commune(autan: Command, network: Network) -> None:
    (found,) = [row for row in objects(autan, "territory", "search", "sicoval") if row["siren"] == "243100633"]
    assert (found["is_invented"], found["communes"] > 30, found["population"] > 50_000) == (False, True, True)
    line = next(line for line in autan("territory", "search", "sicoval").out.splitlines() if "243100633" in line)
    siren, _name, kind, communes, people = line.split("\t")
    assert (siren, kind, int(communes)) == ("243100633", found["kind"], found["communes"])
    assert int("".join(filter(str.isdigit, people))) == found["population"]
    assert "243100633" in autan("territory", "search", "Ramonville").out


def test_cards_of_a_place_are_printed_in_a_pdf(autan: Command, network: Network, tmp_path: Path) -> None:
    give_state(Territory.objects.get(siren=HERE))
    out = tmp_path / "cartes.pdf"
    done = objects(autan, "scenario", "deck", HERE, "--out", out)
    assert (done["file"], done["block_mwh"] > 0, bool(done["cards"])) == (str(out), True, True)
    assert page_count(out) > 0
    count = sum(card["copies"] for card in done["cards"])
    again = autan("scenario", "deck", HERE, "--out", str(out), "--force")
    assert again.out == f"{count} cartes écrites dans {out}.\n"
    assert autan("scenario", "deck", HERE, "--out", str(out)).code == 6
