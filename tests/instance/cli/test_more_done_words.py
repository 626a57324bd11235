"""What commands on files, keys, indicators, scenarios and texts say once they are done, in an English terminal."""

import json
from pathlib import Path
from typing import Any

import pytest

from autan.foresight.engine.core.scenarios import ScenarioDocument
from autan.foresight.scenarios.actions.scenarios import keep_scenario
from autan.foresight.scenarios.models import KeptScenario
from autan.opendata.sources.lake import snapshots
from autan.plans.plans.actions.plans import start_plan
from autan.plans.plans.core.plans import PlanHeading, PlanKind
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from autan.plans.projects.models import ActionSheet
from autan.publishing.api.models import ReadKey
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.models import Edition
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE
from tests.foresight.scenarios.conftest import give_state
from tests.instance.cli.conftest import Command
from tests.opendata.observatory.making import FILES, cell
from tests.plans.indicators.conftest import follow, give
from tests.publishing.editions.conftest import keep_facts
from tests.publishing.living_text.writing import WITHOUT_MAP
from tests.survey.questionnaires.making import SMALL_YAML


@pytest.fixture(autouse=True)
def english(autan: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An English terminal in an empty folder."""
    monkeypatch.setenv("AUTAN_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)


def said(autan: Command, *words: object) -> list[str]:
    done = autan(*map(str, words))
    assert (done.code, done.err) == (0, ""), done
    return done.out.splitlines()


@pytest.fixture
def plan(network: Network) -> Plan:
    heading = PlanHeading(slug="ici", title="Plan d’ici", kind=PlanKind.PCAET)
    return start_plan(by=None, heading=heading, subjects=[Territory.objects.get(siren=HERE)])


@pytest.fixture
def sheet(plan: Plan) -> ActionSheet:
    typed = {"title": "Isoler les écoles", "status": "ongoing"}
    return add_sheet(by=None, plan=plan, sheet_input=SheetInput(typed=typed))


@pytest.fixture
def kept(network: Network) -> KeptScenario:
    place = Territory.objects.get(siren=HERE)
    give_state(place)
    return keep_scenario(by=None, place=place, document=ScenarioDocument(title="Sobre", place=HERE, horizon=2050))


def test_a_key_is_shown_once_then_revoked(autan: Command, db: None) -> None:
    words, secret = said(autan, "api", "key", "new", "Robot")
    number = ReadKey.objects.get().pk
    assert words == f"Key no. {number}, for Robot. Write it down, it will not be shown again:"
    assert secret.startswith("autan_")
    assert said(autan, "api", "key", "revoke", number) == [f"Key no. {number} revoked (Robot)."]


def test_values_and_reminders_of_indicators_are_counted(autan: Command, network: Network) -> None:
    give(follow(Territory.objects.get(siren=HERE), "cycle_lanes"), 10.0, 11.0)
    rows = said(autan, "indicator", "export", "v.csv")
    count = len(Path("v.csv").read_text(encoding="utf-8").splitlines()) - 1
    assert rows == [f"{count} values written to v.csv."]
    (words,) = said(autan, "indicator", "remind", HERE)
    assert words.startswith("0 reminders, ")
    assert words.endswith(" of them without an address.")


def test_actions_and_plans_are_counted_and_named_by_their_file(autan: Command, sheet: ActionSheet) -> None:
    assert said(autan, "action", "export", "a.csv", "--network", "essai") == ["1 actions written to a.csv."]
    assert said(autan, "plan", "export", "ici", "--out", "p.yaml") == ["1 plans written to p.yaml."]
    assert said(autan, "plan", "import", "p.yaml", "--check")[-1].startswith("1 plan read, ")
    checked, taken = (said(autan, "plan", "import", "p.yaml", *more)[-1] for more in (("--check",), ()))
    assert checked.endswith("plans or rows that would change (nothing is written).")
    assert taken.endswith("plans or rows changed.")


def test_a_scenario_is_published_made_a_draft_and_deleted(autan: Command, kept: KeptScenario) -> None:
    assert said(autan, "scenario", "publish", kept.slug) == ["Sobre: published"]
    assert said(autan, "scenario", "publish", kept.slug, "--draft") == ["Sobre: draft"]
    deck, *_rest = said(autan, "scenario", "deck", HERE, "--out", "c.pdf")
    assert deck.endswith(" cards written to c.pdf.")
    assert int(deck.split()[0]) > 0
    assert said(autan, "scenario", "delete", kept.slug) == [f"Scenario deleted: {kept.slug}"]
    assert not KeptScenario.objects.exists()


def test_the_levers_of_an_action_are_counted(autan: Command, sheet: ActionSheet) -> None:
    give_state(Territory.objects.get(siren=HERE))
    levers = ("deep_renovation:200:2024:2030", "ground_photovoltaics:20:2024:2035")
    assert said(autan, "scenario", "action", sheet.slug, *levers) == ["Isoler les écoles: 2 levers"]


def test_answers_are_written_with_what_the_file_does_not_hold(autan: Command, network: Network) -> None:
    Path("q.yaml").write_text(SMALL_YAML, encoding="utf-8")
    assert autan("campaign", "open", "c", "q.yaml", "--network", "essai", "--title", "C").code == 0
    lines = said(autan, "answers", "export", "c", "a.csv")
    assert lines[-1] == "0 answers of 2 authorities (invented network), written to a.csv"
    assert any("What the file does not hold" in line for line in lines)
    Network.objects.update(is_invented=False)
    assert said(autan, "answers", "export", "c", "b.csv")[-1] == "0 answers of 2 authorities, written to b.csv"
    Path("i.csv").write_text(f"siren,name,email\n{HERE},Anne,\n", encoding="utf-8")
    link, _blank, kept = said(autan, "campaign", "invite", "c", "i.csv")
    assert link.startswith("Ici, Anne : http")
    assert kept == "These links are kept nowhere: hand them over now."


def test_questionnaires_are_written_and_checked(autan: Command, tmp_path: Path) -> None:
    Path("q.yaml").write_text(SMALL_YAML, encoding="utf-8")
    assert said(autan, "questionnaire", "check", "q.yaml")[-1] == "No fault, no warning."
    assert said(autan, "questionnaire", "convert", "q.yaml", "q.lss")[-1] == "Written: q.lss"
    lines = said(autan, "questionnaire", "template", "m.xlsx")
    assert lines[-2:] == ["Written: m.xlsx", "Complete it, then: autan questionnaire check m.xlsx"]
    assert said(autan, "questionnaire", "print", "q.yaml", "q.docx")[-1] == "Written: q.docx"


def test_an_edition_is_checked_begun_and_withdrawn(autan: Command, network: Network) -> None:
    assert said(autan, "check") == [
        "No synthesis is recorded: nothing to check. “autan edition start” composes a note."
    ]
    keep_facts({"F1": "10", "F2": "11", "F3": ""})
    record_edition(by=None, source=WITHOUT_MAP.replace("autan", "essai", 1), file="essai.md")
    assert autan("check", "essai").out.splitlines()[-1] == "✓ Edition essai: all that it claims holds."
    assert said(autan, "edition", "new", "essai", "copie", "--copy", "essai", "--title", "Copie") == [
        "Draft copie recorded; write it on its page, or take its file."
    ]
    Edition.objects.filter(slug="copie").delete()
    published = said(autan, "publish", "essai", "--format", "html", "--out", "out")
    assert published[0].startswith("✓ Edition essai published, ")
    assert " figures frozen, hash " in published[0]
    assert said(autan, "edition", "withdraw", "essai", "--reason", "Erreur") == ["Edition essai withdrawn."]


@pytest.mark.usefixtures("network", "lake_folder")
def test_data_are_added_and_aggregated(autan: Command) -> None:
    Path("dpe.csv").write_text(FILES["ademe-dpe"], encoding="utf-8")
    added, *_others = said(autan, "data", "add", "ademe-dpe", "dpe.csv")
    (snapshot,) = snapshots.list_snapshots()
    assert added == f"✓ ademe-dpe {snapshot.card.data_date}: {snapshot.rows} rows, edition {snapshot.name}"
    Path("t.csv").write_text("insee_code,value\n31555,1\n81065,2\n", encoding="utf-8")
    (words, *_more) = said(autan, "data", "aggregate", "t.csv", "s.csv", "--measure", "value")
    assert words == "2 rows for 2 EPCI of 2026: s.csv"


@pytest.mark.usefixtures("network", "lake_folder")
def test_a_file_at_fault_says_where_its_rows_are_set_aside(autan: Command) -> None:
    Path("dpe.csv").write_text(cell("ademe-dpe", 2, "nb_dpe_a", "-4"), encoding="utf-8")
    refused = autan("data", "add", "ademe-dpe", "dpe.csv")
    assert (refused.code, "Set aside, with the reasons: " in refused.out) == (5, True)
    assert snapshots.list_snapshots() == ()


SERIES = "date_mesure,geocode_epci,valeur\n2022-12-31,243100518,5\n2022-12-31,243100633,7\n"


@pytest.mark.usefixtures("network", "lake_folder")
def test_an_indicator_is_named_by_the_command_where_no_description_names_it(autan: Command) -> None:
    Path("t.csv").write_text(SERIES, encoding="utf-8")
    nameless = autan("data", "add", "indicators", "t.csv")
    assert (nameless.code != 0, nameless.out) == (True, "")
    assert nameless.err.startswith("Refused: ")
    assert snapshots.list_snapshots() == ()
    for name, more in (("essai", ("--title", "Essai", "--summable")), ("autre", ())):
        words = ("--dataset", name, "--unit", "MWh", *more, "--json")
        (row,) = json.loads(autan("data", "add", "indicators", "t.csv", *words).out)
        assert (row["source"], row["rows"]) == (f"indicator-{name}", 2)
    cards = {snapshot.card.source: snapshot.card for snapshot in snapshots.list_snapshots()}
    assert [cards[f"indicator-{name}"].title for name in ("essai", "autre")] == ["Essai", "autre"]
    traits = [cards[f"indicator-{name}"].indicator for name in ("essai", "autre")]
    assert [(trait.unit, trait.is_summable) for trait in traits if trait] == [("MWh", True), ("MWh", False)]


@pytest.mark.usefixtures("network", "lake_folder")
def test_a_refused_file_is_one_object_for_another_program(autan: Command) -> None:
    Path("t.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    refused = autan("data", "add", "ademe-dpe", "t.csv", "--json")
    answer = json.loads(refused.out)
    assert (refused.code, answer["exit_code"], answer["error"].startswith("t.csv: ")) == (5, 5, True)
    assert answer["faults"]


def test_a_mapping_that_is_deleted_is_named(autan: Command, network: Network) -> None:
    missing = autan("data", "mapping", "delete", "essai", "zorg")
    assert (missing.code, missing.out) == (3, "")
    assert missing.err.startswith("Refused: ")
    assert said(autan, "group", "remind") == ["Reminders queued: 0."]


def test_a_backup_of_another_passphrase_is_refused(
    autan: Command, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("a.zip").write_bytes(b"age-encryption.org/v1\n")
    given = "une phrase"
    monkeypatch.setenv("AUTAN_BACKUP_PASSPHRASE", given)
    wrong = autan("backup", "a.zip", "--check")
    assert (wrong.code, wrong.err.startswith("Refused: the passphrase is not the right one")) == (5, True)


def test_messages_that_do_not_leave_are_counted(autan: Command, network: Network, settings: Any) -> None:
    from autan.people.mail.actions import queue_message

    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1},
        }
    }
    queue_message(kind="essai.mot", to="a@exemple.fr", subject="Bonjour", body="Bonjour")
    away = autan("mail", "send")
    assert (away.code, "Not sent: 1 out of 1; “" in away.err) == (4, True), away


@pytest.mark.usefixtures("lake_folder")
def test_json_is_the_same_in_every_terminal(autan: Command, network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    role = ("--role", "reader", "--network", "essai", "--json")
    opened = autan("person", "add", "lea@exemple.fr", "--name", "Léa", "--password", "un-mot-de-passe-long", *role)
    assert json.loads(opened.out)["done"] == "account_opened"
    asked = [
        ("person", "password", "lea@exemple.fr", "--password", "un-autre-mot-de-passe", "--json"),
        ("person", "list", "--json"),
        ("network", "list", "--json"),
    ]
    answers = []
    for language in ("fr", "en"):
        monkeypatch.setenv("AUTAN_LANGUAGE", language)
        answers.append([autan(*words).out for words in asked])
    assert answers[0] == answers[1]
    assert all(map(json.loads, answers[0]))
