"""What each option is when it is not given, what bounds it has, and what a command refuses of it before it acts."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from django.utils import timezone

from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.ground.errors import ImportFileError, RuleError, UnknownError
from autan.ground.wordings import Sentence, Text
from autan.instance.cli import answers, campaign_running, check, person, questionnaire, scenario
from autan.instance.cli.commands import COMMANDS, load_command, module_of
from autan.instance.cli.data_changes import print_change, print_in_use
from autan.instance.cli.help_language import help_page, help_text, terminal_sentence, terminal_shown, terminal_words
from autan.instance.cli.listing import require_choice, say_sentence
from autan.people.accounts.models import Person
from autan.survey.questionnaires.core.kinds import QuestionKind, Requirement
from autan.survey.questionnaires.core.questionnaire import ForeignTrait
from autan.territories.networks.models import Mandate, Network
from tests.cast import HERE, Cast
from tests.instance.cli.conftest import Command
from tests.instance.cli.test_listing import Terminal, terminal
from tests.survey.questionnaires.making import STATUS, make_question, make_questionnaire

SCENARIO = Path(__file__).parents[2] / "foresight" / "engine" / "exemple.yaml"
DONE_UNLESS_REFUSED = {"--mail", "--serve", "--browser", "--services"}
"""Flags that are on when nothing is said: each has its own way to be refused."""


def commands_of(command: Any, name: str) -> dict[str, Any]:
    """Each command of a group, under its whole name."""
    if not hasattr(command, "commands"):
        return {name: command}
    return {
        whole: one
        for word, inner in command.commands.items()
        for whole, one in commands_of(inner, f"{name} {word}").items()
    }


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_nothing_is_forced_agreed_or_tried_unless_it_is_asked(name: str) -> None:
    for whole, command in commands_of(load_command(name), name).items():
        flags = {parameter.opts[0]: parameter for parameter in command.params if getattr(parameter, "is_flag", False)}
        on = {option for option, parameter in flags.items() if parameter.default}
        assert on <= DONE_UNLESS_REFUSED, whole
        for option in on:
            assert flags[option].secondary_opts == [f"--no-{option.removeprefix('--')}"]
        assert all(parameter.help for parameter in command.params), whole


def parsed(name: str, *words: str) -> Mapping[str, Any]:
    params: Mapping[str, Any] = load_command(name).make_context(name, list(words)).params
    return params


def test_the_site_is_served_here_on_one_port_by_two_processes() -> None:
    assert parsed("serve") == {"port": 8000, "host": "127.0.0.1", "workers": 2, "log_level": ""}
    for port in ("1", "65535"):
        assert parsed("serve", "--port", port)["port"] == int(port)
    for workers in ("1", "64"):
        assert parsed("serve", "--workers", workers)["workers"] == int(workers)
    assert parsed("demo") == {"port": 8000, "reset": False, "serve": True}
    assert parsed("demo", "--no-serve", "--port", "65535") == {"port": 65535, "reset": False, "serve": False}
    start = parsed("start", "--no-browser")
    assert (start["port"], start["serve"], start["browser"], start["network"]) == (8000, True, False, "")


@pytest.mark.parametrize(
    ("line", "option", "taken", "refused"),
    [
        ("scenario run a.yaml", "--draws", ("0", "10000"), ("-1", "10001")),
        ("lesson match need", "--most", ("1", "50"), ("0", "51")),
        ("mail list", "--limit", ("1",), ("0",)),
        ("trace 2014 gas", "--rows", ("0", "9"), ("-1",)),
    ],
)
def test_a_number_is_within_its_bounds(
    line: str, option: str, taken: tuple[str, ...], refused: tuple[str, ...]
) -> None:
    name, *words = line.split()
    command = load_command(name)
    if hasattr(command, "commands"):
        command, words = command.commands[words[0]], words[1:]
    for value in taken:
        params = command.make_context(name, [*words, option, value]).params
        assert int(value) in params.values()
    for value in refused:
        with pytest.raises(Exception, match=r"greater than or equal|less than or equal|range") as caught:
            command.make_context(name, [*words, option, value])
        assert getattr(caught.value, "exit_code", None) == 2


def test_a_file_to_read_is_there_and_is_no_folder(autan: Command, network: Network, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for words in (
        ("data", "mapping", "write", "essai"),
        ("campaign", "propose", "c", "--known"),
        ("check", "--document"),
    ):
        for name, said in (("absent.yaml", "n’existe pas"), ("folder", "est un dossier")):
            refused = autan(*words, str(tmp_path / name))
            assert (refused.code, refused.out, said in refused.err) == (2, "", True), words


def test_each_command_is_in_the_file_of_its_name() -> None:
    assert {module_of(name).rpartition(".")[2] for name in COMMANDS} == set(COMMANDS) - {"restore"}
    assert module_of("restore") == "autan.instance.cli.backup"


def test_what_is_past_its_time_leaves_only_when_it_is_not_a_trial(autan: Command, people: Cast, settings: Any) -> None:
    settings.AUTAN_KEEP_DAYS = {**settings.AUTAN_KEEP_DAYS, "accounts": 30}
    assert autan("person", "close", people.outsider.email).code == 0
    Person.objects.filter(pk=people.outsider.pk).update(joined_at=timezone.now() - timedelta(days=31), last_login=None)
    counted = json.loads(autan("person", "sweep", "--dry-run", "--json").out)
    assert (counted["closed_accounts"], Person.objects.filter(email=people.outsider.email).exists()) == (1, True)
    swept = json.loads(autan("person", "sweep", "--json").out)
    assert (swept["closed_accounts"], Person.objects.filter(email=people.outsider.email).exists()) == (1, False)


def test_roles_days_and_places_are_read_or_refused(network: Network) -> None:
    assert [person._role(role) for role in Mandate.Role.values] == list(Mandate.Role)
    with pytest.raises(RuleError, match="rôle « Reader » inconnu ; attendu : "):
        person._role("Reader")
    assert (person._day("2026-02-28"), person._day("")) == (date(2026, 2, 28), None)
    for wrong in ("2026-02-29", "28/02/2026", "demain"):
        with pytest.raises(RuleError, match="attendu : AAAA-MM-JJ"):
            person._day(wrong)
        with pytest.raises(ImportFileError) as refused:
            campaign_running._day(wrong, "--opens")
        assert [(fault.column, fault.value) for fault in refused.value.faults] == [("--opens", wrong)]
    place = person._place("essai", HERE)
    assert (place["network"], place["territory"].siren) == (network, HERE)
    assert person._place("", "") == {"network": None, "territory": None}
    with pytest.raises(RuleError, match="n’est membre d’aucun réseau suivi ici"):
        person._place("", "243100518")
    with pytest.raises(UnknownError):
        person._place("zorg", "")


def test_the_column_of_a_file_of_answers_may_have_a_table_of_its_values(tmp_path: Path) -> None:
    table = tmp_path / "qui.csv"
    table.write_text(f"ville,siren\nIci,{HERE}\n", encoding="utf-8")
    assert answers._matching("siren") == ("siren", {})
    assert answers._matching("a=b") == ("a=b", {})
    assert answers._matching("=qui.csv") == ("=qui.csv", {})
    assert answers._matching(f"ville={table}") == ("ville", {"Ici": HERE})
    with pytest.raises(ImportFileError):
        answers._matching(f"ville={tmp_path / 'absent.csv'}")


def test_numbers_of_a_scenario_are_rounded_where_they_are_large_and_said_where_unknown() -> None:
    shown = [scenario._plain(value).replace("\u202f", " ") for value in (1234.56, 999.98765, -1500.4, 0.00001, 0)]
    assert shown == ["1 235", "999,9877", "−1 500", "0", "0"]
    assert scenario._plain(float("nan")) == "non renseigné"
    assert scenario._value_text(float("nan"), ScenarioMeasure.EMISSIONS) == "non renseigné"
    assert scenario._value_text(2.0, ScenarioMeasure.EMISSIONS) == "2 tCO2e"


def test_two_scenarios_are_compared_in_a_table_whose_numbers_are_on_the_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: Terminal = terminal(monkeypatch)
    monkeypatch.setenv("COLUMNS", "120")
    scenario.compare(SCENARIO, SCENARIO, as_json=False)
    heading, *lines = shown.lines
    assert heading.split("  ")[0] == "En 2050"
    assert heading.rstrip().endswith("Un exemple")
    assert len(lines) >= len(list(ScenarioMeasure))
    end = heading.index("Un exemple") + len("Un exemple")  # of the first column of numbers
    for line in lines[: len(list(ScenarioMeasure))]:
        assert len(line.rstrip()) == len(heading.rstrip()), "the last column is set to the right"
        assert (line[end - 1].isspace(), line[end].isspace()) == (False, True), "so is the one before"


def test_words_at_lines_of_a_document_are_read_and_places_counted() -> None:
    lines = ["Un", "  deux ", "trois"]
    assert check._words_at(lines, "lignes 1-2") == "Un deux"
    assert check._words_at(lines, "lignes 3-9") == "trois"
    assert [check._count_text(count, "fait") for count in (0, 1, 2)] == ["0 fait", "1 fait", "2 faits"]


def test_a_questionnaire_is_an_object_with_the_codes_of_its_file() -> None:
    kept = (ForeignTrait(name="code", value="Q1"), ForeignTrait(name="xlsform.name", value="N"))
    asked = make_question(QuestionKind.SINGLE, code="a", kept=kept, requirement=Requirement.HARD)
    read = questionnaire._as_object(make_questionnaire(asked, make_question(QuestionKind.MATRIX, code="g")))
    first, grid = read["sections"][0]["questions"]
    assert (first["code"], first["code_in_file"], first["required"], first["choices"]) == ("a", "Q1", "hard", "status")
    assert (grid["code_in_file"], grid["required"], grid["rows"], bool(grid["columns"])) == ("g", None, "triad", True)
    assert read["choice_lists"][0]["choices"][0] == {
        "code": "yes",
        "code_in_file": "yes",
        "label": {"fr": STATUS.choices[0].label.fr, "en": STATUS.choices[0].label.en},
    }


def test_a_choice_that_is_left_out_or_known_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTAN_LANGUAGE", "fr")
    require_choice("", ["a"], option="--kind")
    require_choice("a", iter("ab"), option="--kind")
    with pytest.raises(typer.BadParameter, match="« A » n’est pas connu ; choix : a, b"):
        require_choice("A", iter("ab"), option="--kind")


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ({"AUTAN_LANGUAGE": "en"}, "en"),
        ({"AUTAN_LANGUAGE": "fr", "LC_ALL": "en_GB.UTF-8"}, "fr"),
        ({"AUTAN_LANGUAGE": "", "LC_ALL": "EN_us"}, "en"),
        ({"LANG": "C"}, "fr"),
        ({"LC_MESSAGES": "en", "LANG": "fr"}, "en"),
        ({}, "fr"),
    ],
)
def test_the_first_variable_that_tells_a_language_is_followed(
    told: Mapping[str, str], language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("AUTAN_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    say_sentence(Sentence("Copie gardée\u00a0: {path}", path="a"))
    said = {"fr": "Copie gardée\u00a0: a\n", "en": "Copy kept: a\n"}
    assert capsys.readouterr().out == said[language]
    assert terminal_words("Écrit : {file}") == {"fr": "Écrit : {file}", "en": "Written: {file}"}[language]
    assert help_text("Port du site.") == {"fr": "Port du site.", "en": "Port of the site."}[language]


def test_words_in_two_languages_inside_a_sentence_are_said_in_that_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inner = Sentence("« {target} » existe déjà ; ajoutez --force pour le remplacer", target="a")
    whole = Sentence("{text}", text=Text("fr", "en"))
    for language, words in (("fr", ("« a » existe déjà", "fr")), ("en", ("“a” exists already", "en"))):
        monkeypatch.setenv("AUTAN_LANGUAGE", language)
        assert terminal_sentence(inner).startswith(words[0])
        assert (terminal_shown(whole), terminal_shown("plain")) == (words[1], "plain")
        assert terminal_sentence("Sans anglais, nulle part") == "Sans anglais, nulle part"
        assert help_page("Usage: autan") == {"fr": "Usage : autan", "en": "Usage: autan"}[language]


ROW: dict[str, object] = {
    "source": "ore", "data_date": "2024", "in_use": None, "adopted": None, "error": None, "compared_with": None,
    "largest": [], "alerts": [], "remarks": [],
}  # fmt: skip


def test_an_edition_that_changes_nothing_or_fails_is_told_in_one_place(capsys: pytest.CaptureFixture[str]) -> None:
    print_change(ROW)
    print_change({**ROW, "adopted": "e2", "in_use": "e2"})
    compared = {"compared_with": "e1", "added": 1, "removed": 2, "revised": 0, "remarks": ["Réparé [ici]"]}
    print_change({**ROW, **compared}, is_asked_only=True)
    print_change({**ROW, "error": "non [b]", "in_use": "e1", "quarantine": "a.csv"})
    print_in_use(None)
    assert capsys.readouterr().out.splitlines() == [
        "? ore 2024 : édition en usage aucune",
        "  Pas adopté : relancez avec --accept pour le prendre en compte.",
        "✓ ore 2024 : édition en usage e2",
        "? ore 2024 : édition en usage aucune",
        "  1 ajout, 2 pertes, 0 valeur révisée, par rapport à e1",
        "  Réparé [ici]",
        "  Rien n’a été adopté : relancez sans --compare pour le prendre en compte.",
        "✗ ore : non [b]",
        "  Reste en usage : e1",
        "  Mis de côté, avec les raisons : a.csv",
        "  Reste en usage : rien",
    ]
