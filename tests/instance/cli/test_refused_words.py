"""What a command refuses of its own options and files: said in the language of the terminal, with nothing written."""

import json
from pathlib import Path

import pytest

from autan.foresight.scenarios.models import KeptScenario
from autan.opendata.observatory.models import FileMappingRecord
from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.models import QuestionnaireVersion
from autan.territories.networks.models import Network
from tests.instance.cli.conftest import Command
from tests.survey.questionnaires.making import SMALL_YAML

SCENARIO = str(Path(__file__).parents[2] / "foresight" / "engine" / "exemple.yaml")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where commands write: a file that stands, a table, a questionnaire, a text of another encoding."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    Path("stands.csv").write_text("kept", encoding="utf-8")
    Path("table.csv").write_text("insee_code,value\n31555,1\n", encoding="utf-8")
    Path("latin.csv").write_bytes("nom,valeur\nCréé,1\n".encode("latin-1"))
    Path("q.yaml").write_text(SMALL_YAML, encoding="utf-8")
    return folder


IN_BOTH = [
    ("data aggregate table.csv stands.csv --measure value", 6, "existe déjà ; ajoutez", "exists already; add"),
    ("data aggregate table.csv no/a.csv --measure value", 6, "ne peut pas être écrit (No", "cannot be written (No"),
    ("data aggregate table.csv a.txt --measure value", 5, "un fichier .parquet ou .csv", "a file of the type .parquet"),
    ("data aggregate latin.csv a.csv --measure valeur", 5, "une table CSV (virgules)", "a CSV table (commas)"),
    ("data aggregate table.csv a.csv", 5, "au moins une colonne à additionner", "at least one column to add up"),
    ("data aggregate table.csv a.csv --measure zorg", 5, "une colonne « zorg »", "a column “zorg”"),
    ("data aggregate table.csv a.csv --measure insee_code", 5, "une colonne pour un seul usage", "one use for each"),
    ("data add ore-communes table.csv --mapping a", 2, "--mapping demande --network", "--mapping needs --network"),
    ("data add ore-communes no.csv", 2, "'no.csv' n’existe pas", "'no.csv' does not exist"),
    ("data contours", 2, "donnez un fichier GeoJSON", "give a GeoJSON file"),
    ("data quality --rule zorg", 2, "« zorg » n’est pas connu ; choix : ", "“zorg” is not known; choices: "),
    ("data quality --state zorg", 2, "« zorg » n’est pas connu", "“zorg” is not known"),
    ("action list --network essai --status zorg", 2, "« zorg » n’est pas connu", "“zorg” is not known; "),
    ("action list --network essai --theme zorg", 2, "pour « --theme » : « zorg »", "for '--theme': “zorg”"),
    ("action export a.txt --network essai", 2, "xlsx, ods, csv ou json ; le modèle", "xlsx, ods, csv or json; the"),
    ("action export a.csv --network essai --template", 2, "le modèle national demande --plan", "template needs --plan"),
    ("lesson list --state zorg", 2, "pour « --state » : « zorg »", "for '--state': “zorg”"),
    ("lesson list --theme zorg", 2, "« zorg » n’est pas connu", "“zorg” is not known"),
    ("crossread contradictions essai --kind zorg", 2, "« zorg » n’est pas connu", "“zorg” is not known"),
    ("indicator export a.pdf", 2, "un fichier .", "a file of the type ."),
    ("questionnaire print q.yaml a.pdf --language de", 6, "langue « de » inconnue", "“de”; expected: fr"),
    ("questionnaire print q.yaml a.pdf --territory 1", 6, "un fichier n’a pas de réponses", "a file has no answers"),
    ("questionnaire template a.csv", 5, "un fichier .xlsx", "an .xlsx file"),
    ("campaign open c q.yaml --network essai --title C --opens x", 5, "ligne de commande : un", "command line: one"),
    (f"scenario run {SCENARIO} --out a.txt", 6, "finit par .xlsx ou .json", "ends with .xlsx or .json"),
    (f"scenario keep {SCENARIO}", 5, "le lieu du scénario : un SIREN", "the place of the scenario: a SIREN"),
    ("scenario deck essai --out a.docx", 5, "un fichier .pdf", "a file of the type .pdf"),
    ("coding import essai q.yaml --codebook a", 6, "--codebook et --texts vont ensemble", "--codebook and --texts go"),
    ("coding export essai a a.txt", 6, "un fichier parmi : .qdc, .yaml", "one of the files: .qdc, .yaml"),
    ("person add a@exemple.fr --role chief --network essai --password p", 6, "rôle « chief » inconnu", "role “chief”"),
    ("person end a@exemple.fr --role reader --network essai --on x", 3, "aucun compte", "no account"),
    ("api key new Robot --network essai", 6, "une clé qui écrit veut --for", "a key that writes needs --for"),
    ("backup no.zip --check", 6, "« no.zip » n’est pas un fichier", "“no.zip” is not a file"),
    ("completion zorg", 6, "interpréteur de commandes « zorg » inconnu", "unknown shell “zorg”"),
    ("serve --log-level zorg", 6, "niveau « zorg » inconnu", "unknown level “zorg”"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "code", "french", "english"), IN_BOTH, ids=[line for line, *_ in IN_BOTH])
def test_a_refusal_is_said_in_the_language_of_the_terminal_and_nothing_is_written(
    line: str, code: int, french: str, english: str, autan: Command, network: Network, lake_folder: Path, folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    standing = {path.name: path.read_bytes() for path in folder.iterdir()}
    for language, words in (("fr", french), ("en", english)):
        monkeypatch.setenv("AUTAN_LANGUAGE", language)
        refused = autan(*line.split())
        assert (refused.code, refused.out) == (code, "")
        assert words in " ".join(refused.err.split())
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == standing


def test_a_choice_out_of_its_list_is_refused_without_the_words_of_the_library(autan: Command, network: Network) -> None:
    for line in ("coding agreement table.csv --level zorg", "edition new essai a --title A --model zorg"):
        refused = autan(*line.split())
        assert (refused.code, refused.out) == (2, "")
        assert "'zorg' n’est pas parmi '" in refused.err
        assert "error" not in refused.err


def test_the_faults_of_a_file_are_given_to_a_program_in_its_language(
    autan: Command, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = ("data", "aggregate", "table.csv", "a.csv", "--measure", "value", "--key", "value", "--json")
    faults = []
    for language in ("fr", "en"):
        monkeypatch.setenv("AUTAN_LANGUAGE", language)
        refused = autan(*line)
        faults += json.loads(refused.out)["faults"]
    assert [(fault["path"], fault["line"]) for fault in faults] == [("value", None)] * 2
    assert [fault["expected"].split(" ")[:3] for fault in faults] == [["une", "colonne", "pour"], ["one", "use", "for"]]


def test_a_mapping_of_another_encoding_is_refused_or_read_and_never_stops_the_command(
    autan: Command, network: Network
) -> None:
    refused = autan("data", "mapping", "write", "essai", "latin.csv")
    assert (refused.code, refused.out, "Traceback" in refused.err) == (5, "", False)
    assert refused.err.split()[0] == "latin.csv"
    assert not FileMappingRecord.objects.exists()


def test_headings_at_fault_are_not_said_to_be_left_aside_row_by_row(
    autan: Command, network: Network, lake_folder: Path
) -> None:
    refused = autan("data", "add", "ore-communes", "table.csv")
    assert (refused.code, "Reste en usage : rien" in refused.out) == (5, True)
    assert "--skip-bad-rows" not in refused.out


@pytest.mark.parametrize(
    ("more", "code"), [(("--opens", "2026-02-01", "--closes", "2026-01-31"), 6), (("--network", "zorg"), 3)]
)
def test_a_campaign_that_is_refused_leaves_no_questionnaire(
    more: tuple[str, ...], code: int, autan: Command, network: Network
) -> None:
    line = ("campaign", "open", "c", "q.yaml", "--network", "essai", "--title", "C")
    assert autan(*line, *more).code == code
    assert not QuestionnaireVersion.objects.exists()
    assert autan(*line).code == 0
    other = SMALL_YAML.replace("questionnaire: essai", "questionnaire: autre")
    Path("other.yaml").write_text(other, encoding="utf-8")
    again = autan("campaign", "open", "c", "other.yaml", "--network", "essai", "--title", "D")
    assert (again.code, "existe déjà" in again.err) == (6, True)
    assert [version.slug for version in QuestionnaireVersion.objects.all()] == ["essai"]
    assert Campaign.objects.get().title_fr == "C"


def test_a_scenario_without_a_place_is_kept_nowhere(autan: Command, network: Network) -> None:
    refused = autan("scenario", "keep", SCENARIO, "--json")
    (fault,) = json.loads(refused.out)["faults"]
    assert (refused.code, fault["path"]) == (5, "place")
    assert not KeptScenario.objects.exists()


def test_open_data_are_written_whole_or_not_at_all(autan: Command, network: Network, lake_folder: Path) -> None:
    target = Path("out")
    target.mkdir()
    (target / "catalogue.ttl").write_text("kept", encoding="utf-8")
    refused = autan("export", "open-data", "out")
    assert (refused.code, "catalogue.ttl » existe déjà" in refused.err) == (6, True)
    assert [path.name for path in target.rglob("*")] == ["catalogue.ttl"]
    written = json.loads(autan("export", "open-data", "out", "--force", "--json").out)
    files = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    assert (written["folder"], set(written["files"])) == ("out", files)
    assert {"essai/datapackage.json", "catalogue.ttl"} <= files
    assert (target / "catalogue.ttl").read_text(encoding="utf-8") != "kept"
    (target / "essai" / "datapackage.json").unlink()
    again = autan("export", "open-data", "out")
    assert (again.code, (target / "essai" / "datapackage.json").exists()) == (6, False)
