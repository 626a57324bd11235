"""What commands answer in a home that holds one network and little else: nothing is an error, in words and in JSON."""

import json
from datetime import date, time
from pathlib import Path

import pytest
from django.utils import timezone

from autan.cooperation.lessons.actions.lessons import LessonInput, add_lesson
from autan.cooperation.working_group.actions.bodies import assign_seat, make_body
from autan.cooperation.working_group.actions.decisions import record_decision
from autan.cooperation.working_group.actions.meetings import plan_meeting, set_agenda
from autan.cooperation.working_group.core.bodies import AgendaKind, AgendaPoint, BodyKind, MeetingInput
from autan.cooperation.working_group.core.decisions import DecisionDraft
from autan.cooperation.working_group.models import Body, Meeting, Seat
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.plans.plans.actions.imports import import_plans
from autan.plans.plans.models import Plan
from autan.territories.networks.models import Mandate, Membership, Network, PersonInvitation, Territory
from tests.cast import HERE, PASSWORD
from tests.cooperation.crossreading.conftest import PLANS as BESIDE
from tests.cooperation.lessons.making import whole_content
from tests.instance.cli.conftest import Command
from tests.survey.questionnaires.making import SMALL_YAML

NOTHING = [
    ("plan list", "Aucun plan."),
    ("plan list --network essai", "Aucun plan."),
    ("action list --network essai", "Aucune action."),
    ("indicator list", "Aucun indicateur suivi."),
    ("indicator check", "Rien à signaler."),
    ("group decisions essai", "Aucune décision."),
    ("lesson list", "Aucun savoir-faire."),
    ("lesson list --network essai --state draft", "Aucun savoir-faire."),
    ("workshop list", "Aucun atelier."),
    ("workshop list --network essai", "Aucun atelier."),
    ("campaign list", "Aucune campagne."),
    ("campaign status", "Aucune campagne."),
    ("person list", "Personne n’a de rôle ; « autan person add » en donne un."),
    ("fact list", "Aucun fait n’est enregistré."),
    ("fact list --network essai", "Aucun fait n’est enregistré."),
    ("edition list", "Aucune édition n’est enregistrée ; « autan edition import » en prend une."),
    ("check", "Aucune synthèse n’est enregistrée : rien à vérifier. « autan edition start » compose une note."),
    ("mail list", "Aucun message."),
    ("mail list --failed", "Aucun message."),
    ("mail send", "Aucun message."),
    ("api key list", "Aucune clé."),
    ("data own-values", "Aucune valeur propre."),
    ("coding codebooks essai", "Aucun livre de codes dans ce réseau."),
    ("scenario list essai", "Aucun scénario gardé."),
    (f"scenario list {HERE}", "Aucun scénario gardé."),
    ("crossread contradictions essai", "Aucune contradiction."),
]


@pytest.mark.parametrize(("line", "words"), NOTHING, ids=[line for line, _words in NOTHING])
def test_a_list_without_a_line_says_so_in_words_and_in_json(
    line: str, words: str, autan: Command, network: Network, lake_folder: Path
) -> None:
    assert autan(*line.split()) == (0, f"{words}\n", "")
    code, out, err = autan(*line.split(), "--json")
    assert (code, json.loads(out), err) == (0, [], "")


def test_a_network_says_since_when_each_is_a_member(autan: Command, network: Network) -> None:
    Membership.objects.filter(territory__siren=HERE).update(valid_from=date(2014, 1, 1))
    shown = [line.split("\t") for line in autan("network", "show", "essai").out.splitlines() if "\t" in line]
    days = {cells[0]: cells[3].replace("\u00a0", " ") for cells in shown}
    assert days == {HERE: "1ᵉʳ janvier 2014 – …", "999000024": "… – …"}
    members = json.loads(autan("network", "show", "essai", "--json").out)["members"]
    assert [member["valid_from"] for member in members] == ["2014-01-01", None]
    assert autan("network", "show").out.startswith(
        "Réseau d’essai   essai   2 membres   réseau inventé, pour essayer\n"
    )


PLANS = """
plans:
  - {slug: pcaet-ici, title: "PCAET d’Ici", kind: pcaet, scope: territory, subjects: ["999000016"], is_published: true}
  - {slug: brouillon, title: "Autre", kind: pcet, subjects: ["999000024"]}
"""


def test_plans_are_checked_taken_in_listed_and_written_back(autan: Command, network: Network, tmp_path: Path) -> None:
    file, out = tmp_path / "plans.yaml", tmp_path / "sortie.yaml"
    file.write_text(PLANS, encoding="utf-8")
    tried = autan("plan", "import", str(file), "--check")
    assert (tried.code, "rien n’est écrit" in tried.out, Plan.objects.exists()) == (0, True, False)
    taken = json.loads(autan("plan", "import", str(file), "--json").out)
    assert (taken["plans"], taken["changed"] > 0, taken["warnings"]) == (2, True, [])
    listed = json.loads(autan("plan", "list", "--json").out)
    assert {(plan["slug"], plan["kind"], plan["is_published"]) for plan in listed} == {
        ("pcaet-ici", "pcaet", True),
        ("brouillon", "pcet", False),
    }
    lines = {line.split("\t")[0]: line.split("\t") for line in autan("plan", "list").out.splitlines()}
    assert (lines["brouillon"][-1], lines["pcaet-ici"][-1], lines["pcaet-ici"][2]) == ("brouillon", "", "PCAET d’Ici")
    assert "title: PCAET d’Ici" in autan("plan", "show", "pcaet-ici").out
    shown = json.loads(autan("plan", "show", "pcaet-ici", "--json").out)
    assert (shown["slug"], shown["problems"], shown["deadlines"]) == ("pcaet-ici", [], [])
    assert autan("plan", "export", "--out", str(out)).out == f"2 plans écrits dans {out}.\n"
    assert "0 plans ou lignes changés" in autan("plan", "import", str(out)).out
    refused = autan("plan", "export", "pcaet-ici", "--out", str(out))
    assert (refused.code, "existe déjà" in refused.err) == (6, True)
    assert autan("plan", "export", "pcaet-ici", "--out", str(out), "--force").code == 0
    assert "Autre" not in out.read_text(encoding="utf-8")
    assert autan("plan", "export").out.count("slug:") == 2


@pytest.mark.parametrize(
    ("text", "place"),
    [("plans: [", "YAML"), ("zorg: []", "zorg"), (PLANS.replace("999000024", "111111111"), "111111111")],
)
def test_a_file_of_plans_at_fault_is_taken_in_by_no_line(
    text: str, place: str, autan: Command, network: Network, tmp_path: Path
) -> None:
    file = tmp_path / "plans.yaml"
    file.write_text(text, encoding="utf-8")
    refused = autan("plan", "import", str(file), "--json")
    faults = json.loads(refused.out)["faults"]
    assert (refused.code, Plan.objects.exists(), bool(faults)) == (5, False, True)
    assert place in json.dumps(faults, ensure_ascii=False)


def test_a_role_is_given_ended_and_its_account_closed_and_opened_again(autan: Command, network: Network) -> None:
    email = "marie@exemple.fr"
    reader = (email, "--role", "reader", "--network", "essai")
    given = autan("person", "add", *reader, "--name", "Marie", "--password", PASSWORD, "--from", "2020-01-01", "--json")
    assert json.loads(given.out) == {"done": "account_opened", "email": email, "name": "Marie", "is_active": True}
    (mandate,) = json.loads(autan("person", "list", "--network", "essai", "--json").out)
    assert (mandate["role"], mandate["network"], mandate["siren"], mandate["is_current"]) == (
        "reader",
        "essai",
        None,
        True,
    )
    cells = autan("person", "list").out.rstrip("\n").split("\t")
    assert (cells[:2], cells[3], cells[5:]) == (["Marie", email], "Réseau d’essai", ["", "en cours"])
    assert autan("person", "end", *reader, "--on", "2021-01-01").out == f"Rôle terminé : {email}\n"
    assert autan("person", "list").out.rstrip("\n").endswith("\thors période")
    again = autan("person", "end", *reader)
    assert (again.code, again.out) == (3, "")
    for act, words, is_active in (("close", "fermé", False), ("reopen", "rouvert", True)):
        assert autan("person", act, email).out == f"Compte {words} : {email}\n"
        assert Person.objects.get().is_active is is_active
    changed = autan("person", "password", email, "--password", "un-autre-mot-de-passe")
    assert (changed.code, Person.objects.get().check_password("un-autre-mot-de-passe")) == (0, True)
    short = autan("person", "password", email, "--password", "court")
    assert (short.code, Person.objects.get().check_password("un-autre-mot-de-passe")) == (6, True)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--from", "demain"), "« demain » n’est pas une date ; attendu : AAAA-MM-JJ"),
        (("--territory", "999000016"), "sur un réseau ou sur un territoire"),
        (("--to", "2001-01-01"), "finir avant de commencer"),
    ],
)
def test_a_role_at_fault_opens_no_account(more: tuple[str, ...], words: str, autan: Command, network: Network) -> None:
    options = ("--role", "reader", "--network", "essai", "--name", "Marie", "--password", PASSWORD)
    refused = autan("person", "add", "marie@exemple.fr", *options, *more)
    assert (refused.code, words in refused.err) == (6, True)
    assert not Person.objects.exists()
    assert not Mandate.objects.exists()


def test_an_invitation_gives_its_link_once(autan: Command, network: Network) -> None:
    words = ("marie@exemple.fr", "--name", "Marie", "--role", "member_officer", "--network", "essai")
    invited = autan("person", "invite", *words, "--territory", HERE, "--no-mail", "--json")
    answer = json.loads(invited.out)
    assert (answer["done"], answer["email"], answer["mail_error"]) == ("invited", "marie@exemple.fr", "")
    assert "/invitation/" in answer["link"]
    assert PersonInvitation.objects.get().territory == Territory.objects.get(siren=HERE)
    twice = autan("person", "invite", *words, "--territory", HERE, "--no-mail")
    assert (twice.code, twice.out, PersonInvitation.objects.count()) == (6, "", 1)
    other = ("paul@exemple.fr", *words[1:], "--territory", HERE, "--no-mail")
    shown = autan("person", "invite", *other).out.splitlines()
    assert shown[0].startswith("Lien de paul@exemple.fr, une fois, jusqu’au ")
    assert "/invitation/" in shown[1]


def test_what_is_kept_of_somebody_is_written_to_a_file_once(autan: Command, network: Network, tmp_path: Path) -> None:
    options = ("--role", "reader", "--network", "essai", "--name", "Marie", "--password", PASSWORD)
    autan("person", "add", "marie@exemple.fr", *options)
    out = tmp_path / "marie.json"
    assert autan("person", "export", "marie@exemple.fr", "--out", str(out)).out == f"Écrit : {out}\n"
    kept = json.loads(out.read_text(encoding="utf-8"))
    assert kept == json.loads(autan("person", "export", "marie@exemple.fr").out)
    assert kept["accounts"][0]["email"] == "marie@exemple.fr"
    assert autan("person", "export", "marie@exemple.fr", "--out", str(out)).code == 6
    counted = json.loads(autan("person", "erase", "marie@exemple.fr", "--dry-run", "--json").out)
    assert counted == {code: len(rows) for code, rows in kept.items()}
    assert Person.objects.filter(email="marie@exemple.fr").exists()


@pytest.fixture
def body(network: Network) -> Body:
    words = {"name_fr": "Conférence", "name_en": "Conference", "kind": BodyKind.PRESIDENTS}
    body = make_body(by=None, network=network, body=Body(**words, slug="conference"))
    assign_seat(by=None, body=body, seat=Seat(name="Ada", since=date(2020, 1, 1)))
    return body


def meet(body: Body, day: date, title: str) -> Meeting:
    told = MeetingInput(title=Text(title, title), day=day, begins=time(14), ends=time(16))
    return plan_meeting(by=None, body=body, meeting_input=told)


def test_decisions_are_listed_by_year_with_what_became_of_them(autan: Command, body: Body) -> None:
    for year, title in ((2025, "Trier"), (2026, "Compter")):
        draft = DecisionDraft(decided_on=date(year, 1, 2), text="Oui", title=title)
        record_decision(by=None, body=body, draft=draft, today=date(2026, 1, 2))
    decided = json.loads(autan("group", "decisions", "essai", "--json").out)
    assert [(each["title"], each["body"], each["progress"]) for each in decided] == [
        ("Compter", "conference", "unknown"),
        ("Trier", "conference", "unknown"),
    ]
    (line,) = autan("group", "decisions", "essai", "--year", "2025").out.splitlines()
    cells = line.split("\t")
    assert (cells[:4], cells[5:]) == (["2025-01", "2025-01-02", "Conférence", "Trier"], ["personne", "aucune"])
    assert autan("group", "decisions", "essai", "--year", "1999").out == "Aucune décision.\n"


def test_an_agenda_is_that_of_the_next_meeting_then_what_is_open(autan: Command, body: Body) -> None:
    today = timezone.localdate()
    empty = autan("group", "agenda", "essai")
    assert empty.out == "Aucune réunion à venir n’est connue.\nRien d’ouvert.\n"
    past, coming = meet(body, date(2020, 1, 2), "Passée"), meet(body, today, "Prochaine")
    point = AgendaPoint(kind=AgendaKind.FREE, title="Accueil")
    set_agenda(by=None, meeting=coming, points=[point], revision=0)
    lines = autan("group", "agenda", "essai").out.splitlines()
    assert (lines[0].startswith("Prochaine, "), lines[1:]) == (True, ["1.\tpoint libre\tAccueil"])
    assert autan("group", "agenda", "essai", "--meeting", past.slug).out.startswith("Passée, ")
    (shown,) = json.loads(autan("group", "agenda", "essai", "--json").out)
    assert shown == {"on_agenda": True, "kind": "free", "key": "", "title": "Accueil"}
    assert json.loads(autan("group", "remind", "--json").out) == {"reminders": 0}


def test_lessons_are_listed_by_state_and_shown_whole(autan: Command, network: Network) -> None:
    host = Territory.objects.get(siren=HERE)
    add_lesson(
        by=None, network=network, lesson_input=LessonInput(content=whole_content(), territory=host), slug="capteurs"
    )
    assert autan("lesson", "list", "--state", "published").out == "Aucun savoir-faire.\n"
    assert autan("lesson", "list").out == "capteurs\tPrêter des capteurs aux communes\tIci\tbrouillon\t0\n"
    (listed,) = json.loads(autan("lesson", "list", "--theme", "building", "--json").out)
    assert (listed["slug"], listed["host"], listed["is_published"], listed["taken_up"]) == ("capteurs", HERE, False, 0)
    shown = autan("lesson", "show", "capteurs").out
    assert shown.startswith("Prêter des capteurs aux communes\nCC Ici, version 1\n")
    assert "Ce qu’il ne faut pas copier : Le rapport envoyé sans lecture." in shown
    assert "- Compétence exercée : indispensable. il faut" in shown
    whole = json.loads(autan("lesson", "show", "capteurs", "--json").out)
    assert (whole["adoptions"], whole["version"], whole["maturity"]) == ([], 1, "running")


def test_a_questionnaire_is_checked_and_converted_once(autan: Command, tmp_path: Path) -> None:
    file, target = tmp_path / "q.yaml", tmp_path / "q.lss"
    file.write_text(SMALL_YAML, encoding="utf-8")
    assert autan("questionnaire", "check", str(file)).out.rstrip().endswith("Aucun défaut, aucun avertissement.")
    converted = json.loads(autan("questionnaire", "convert", str(file), str(target), "--json").out)
    assert (converted["file"], converted["warnings"]) == (str(target), [])
    codes = []
    for path in (file, target):
        read = json.loads(autan("questionnaire", "check", str(path), "--json").out)
        codes.append([question["code"] for section in read["sections"] for question in section["questions"]])
    assert codes[0] == codes[1]
    for words, code, refusal in (
        (("convert", file, target), 6, "existe déjà"),
        (("convert", file, tmp_path / "q.zorg"), 5, ".zorg"),
        (("template", tmp_path / "t.csv"), 5, "un fichier .xlsx"),
        (("check", tmp_path / "absent.yaml"), 5, "un fichier qui existe"),
        (("print", file, tmp_path / "q.docx", "--territory", HERE), 6, "un fichier n’a pas de réponses"),
    ):
        refused = autan("questionnaire", *map(str, words))
        assert (words, refused.code, refusal in " ".join(refused.err.split())) == (words, code, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["q.lss", "q.yaml"]


def test_a_campaign_is_opened_followed_and_closed(autan: Command, network: Network, tmp_path: Path) -> None:
    file, table = tmp_path / "q.yaml", tmp_path / "invites.csv"
    file.write_text(SMALL_YAML, encoding="utf-8")
    opening = ("campaign", "open", "enquete", str(file), "--network", "essai", "--title", "Enquête")
    wrong = autan(*opening, "--closes", "demain", "--json")
    assert (wrong.code, json.loads(wrong.out)["faults"][0]["path"]) == (5, "--closes")
    opened = json.loads(autan(*opening, "--opens", "2020-01-01", "--closes", "2099-12-31", "--json").out)
    assert (opened["questions"], opened["members"], opened["closed_on"]) == (3, [HERE, "999000024"], "2099-12-31")
    again = autan(*opening)
    assert (again.code != 0, again.out) == (True, "")
    assert autan("campaign", "list").out == "enquete\tEnquête\tessai\t2020-01-01 – 2099-12-31\tà tous\n"
    table.write_text(f"siren,name,email\n{HERE},Anne,\n", encoding="utf-8")
    (link,) = json.loads(autan("campaign", "invite", "enquete", str(table), "--json").out)
    assert (link["siren"], link["name"], link["message"]) == (HERE, "Anne", "to_hand_over")
    reminded = json.loads(autan("campaign", "remind", "enquete", "--dry-run", "--json").out)
    assert [(each["name"], each["message"], len(each["remaining"])) for each in reminded] == [("Anne", None, 3)]
    (status,) = json.loads(autan("campaign", "status", "enquete", "--json").out)
    assert status["is_open"]
    assert [(each["siren"], each["settled"], each["has_link"]) for each in status["tracking"]] == [
        (HERE, 0, True),
        ("999000024", 0, False),
    ]
    written = json.loads(autan("answers", "export", "enquete", str(tmp_path / "a.csv"), "--json").out)
    assert (written["territories"], written["answers"], written["is_invented"]) == (2, 0, True)
    for words, refusal in (
        (("--separator", "|"), "« | » n’est pas un séparateur"),
        (("--kobo",), "un export de KoBo est un classeur .xlsx"),
    ):
        refused = autan("answers", "export", "enquete", str(tmp_path / "b.csv"), *words)
        assert (refused.code, refusal in refused.err, (tmp_path / "b.csv").exists()) == (6, True, False)
    mark = autan("answers", "import", "enquete", str(tmp_path / "a.csv"), "--decimal-mark", "'")
    assert (mark.code, "signe de décimales" in mark.err) == (6, True)
    assert autan("campaign", "close", "enquete").out == "Campagne « Enquête » close.\n"
    assert autan("campaign", "archive", "enquete").out == "Campagne « Enquête » archivée.\n"
    assert json.loads(autan("campaign", "archive", "enquete", "--back", "--json").out)["archived_at"] is None


def test_plans_are_read_together_in_a_matrix_and_by_their_contradictions(
    autan: Command, network: Network, lake_folder: Path
) -> None:
    import_plans(by=None, text=BESIDE, file="plans.yaml")
    matrix = json.loads(autan("crossread", "matrix", "essai", "--json").out)
    codes = [domain["code"] for domain in matrix["domains"]]
    assert [member["siren"] for member in matrix["members"]] == [HERE, "999000024"]
    assert all(list(member["cells"]) == codes for member in matrix["members"])
    rows = [line.split("\t") for line in autan("crossread", "matrix", "essai").out.splitlines()]
    assert [row[0] for row in rows[:3]] == ["Ici", "Là", "Plans qui le portent"]
    assert {len(row) for row in rows[:3]} == {len(codes) + 1}
    for member, row in zip(matrix["members"], rows, strict=False):
        for cell, words in zip(member["cells"].values(), row[1:], strict=True):
            assert words.endswith(f"({cell['passages']})") is bool(cell["strength"])
    found = json.loads(autan("crossread", "contradictions", "essai", "--json").out)
    assert {each["status"] for each in found} == {"open"}
    (target,) = json.loads(autan("crossread", "contradictions", "essai", "--kind", "target", "--json").out)
    assert target in found
    (line,) = autan("crossread", "contradictions", "essai", "--kind", "target").out.splitlines()
    assert (line.split("\t")[0], len(target["sides"]) >= 2) == (HERE, True)
