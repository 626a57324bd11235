"""The parts that every command goes through: how a run ends, what help reads of a file, what is refused of a choice."""

import ast
from pathlib import Path
from typing import Any

import pytest
import typer
from typer._click.exceptions import BadParameter, ClickException, FileError, UsageError

from autan.ground.errors import ImportFileError, RuleError
from autan.instance.cli import main
from autan.instance.cli.commands import COMMANDS, WITHOUT_DATABASE, module_of
from autan.instance.cli.help_language import help_text, refusal, terminal_sentence, terminal_words
from autan.instance.cli.listing import require_choice
from autan.instance.cli.outline import _commands, _summary_of, outline_group
from autan.instance.cli.whole_files import refuse_standing, require_document_format
from autan.plans.plans.models import Plan
from autan.territories.networks.models import Network
from tests.instance.cli.conftest import Command
from tests.instance.cli.test_small_home import PLANS

type Capture = pytest.CaptureFixture[str]


def ending(error: BaseException | None = None, answer: Any = None) -> Any:
    """What ends with an error, or answers, as a command does."""

    def app(**_settings: Any) -> Any:
        if error is not None:
            raise error
        return answer

    return app


@pytest.fixture(autouse=True)
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTAN_LANGUAGE", "fr")


@pytest.mark.parametrize(("answer", "code"), [(None, 0), (0, 0), (1, 1), (4, 4), ("done", 0)])
def test_a_command_ends_with_its_number_or_with_zero(answer: object, code: int) -> None:
    assert main._run(ending(answer=answer)) == code


@pytest.mark.parametrize(
    ("error", "code"), [(UsageError("no"), 2), (BadParameter("no"), 2), (ClickException("no"), 1), (FileError("a"), 1)]
)
def test_a_refusal_of_the_library_without_a_command_leads_to_the_help_of_all(
    error: ClickException, code: int, capsys: Capture
) -> None:
    assert main._run(ending(error)) == code
    read = capsys.readouterr()
    first, second = read.err.splitlines()
    assert (read.out, first.startswith("Refusé : "), second) == ("", True, "Mode d’emploi : autan --help")


def test_a_refusal_in_a_command_leads_to_its_own_help(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    group = typer.Typer()
    group.command("act")(lambda: None)
    command = typer.main.get_command(group)
    context = command.make_context("autan", [], resilient_parsing=True)
    assert main._run(ending(UsageError("no", ctx=context))) == 2
    assert capsys.readouterr().err.splitlines()[1] == f"Mode d’emploi : {context.command_path} --help"
    monkeypatch.setenv("AUTAN_LANGUAGE", "en")
    assert main._run(ending(UsageError("no", ctx=context))) == 2
    assert capsys.readouterr().err.splitlines() == ["Refused: no", f"Help: {context.command_path} --help"]


def test_what_is_given_up_ends_with_one(capsys: Capture) -> None:
    assert main._run(ending(typer.Abort())) == 1
    assert capsys.readouterr().err == "Abandonné.\n"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Invalid value: file 'a.csv' does not exist.", "valeur refusée : 'a.csv' n’existe pas"),
        ("Invalid value for 'x': Directory 'd' is a file.", "valeur refusée pour « x » : 'd' est un fichier"),
        ("Invalid value for 'x': path 'd' is a directory.", "valeur refusée pour « x » : 'd' est un dossier"),
        ("Value error, 'z' is not one of 'a', 'b'.", "'z' n’est pas parmi 'a', 'b'"),
        ("Missing argument 'FILE'.", "il manque « FILE »"),
        ("Option '--a' requires an argument.", "l’option « --a » attend une valeur"),
        ("une phrase d’ici", "une phrase d’ici"),
    ],
)
def test_what_the_library_refuses_is_said_in_french(said: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(said) == shown
    monkeypatch.setenv("AUTAN_LANGUAGE", "en")
    assert refusal(said) == said


@pytest.mark.parametrize("text", [None, ""])
def test_no_help_has_no_words_in_any_language(text: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert help_text(text) == text
    monkeypatch.setenv("AUTAN_LANGUAGE", "en")
    assert help_text(text) == text


def test_a_sentence_that_no_catalogue_has_stays_french(monkeypatch: pytest.MonkeyPatch) -> None:
    assert terminal_words("Abandonné.") == "Abandonné."
    monkeypatch.setenv("AUTAN_LANGUAGE", "en")
    assert terminal_words("Abandonné.") != "Abandonné."
    assert terminal_sentence("zorg en français") == "zorg en français"
    sentence = str(RuleError("« {target} » existe déjà ; ajoutez --force pour le remplacer", target="a « b »"))
    assert terminal_sentence(sentence) == "“a « b »” exists already; add --force to replace it"


FILE = '''
app = typer.Typer(help="Des choses.", no_args_is_help=True)
other = typer.Typer(help="D’autres.")
app.add_typer(other)
app.command("named")(imported)

@app.command()
def list_all(): """Lister."""

@app.command("show")
def show_one(): """Montrer."""

@app.command(name="drop")
def remove(): """Retirer."""

@other.command()
def hidden(): """Ailleurs."""

def helper(): """Rien."""
'''


def test_help_reads_the_commands_of_a_file_and_those_of_no_other_group() -> None:
    file = ast.parse(FILE.replace('app.command("named")(imported)\n', ""))
    assert (_summary_of("app", file), _summary_of("other", file), _summary_of("none", file)) == (
        "Des choses.",
        "D’autres.",
        None,
    )
    assert [*_commands(file)] == [
        ("other", "D’autres."),
        ("list-all", "Lister."),
        ("show", "Montrer."),
        ("drop", "Retirer."),
    ]


@pytest.mark.parametrize("name", ["backup", "restore", "publish"])
def test_a_command_alone_in_its_file_is_no_group(name: str) -> None:
    assert outline_group(name, module_of(name)) is None
    assert name in COMMANDS


def test_only_what_makes_a_home_or_reads_files_does_without_a_database() -> None:
    assert module_of("restore") == module_of("backup")
    assert set(COMMANDS) >= WITHOUT_DATABASE
    assert not {"network", "person", "plan", "data"} & WITHOUT_DATABASE


def test_a_choice_is_one_of_the_list_or_none() -> None:
    for word in ("", "a", "b"):
        require_choice(word, ["a", "b"], option="--what")
    with pytest.raises(BadParameter) as refused:
        require_choice("c", iter(["a", "b"]), option="--what")
    assert refused.value.format_message() == "Invalid value for '--what': « c » n’est pas connu ; choix : a, b"


def test_a_document_is_of_a_kind_that_is_written_whatever_its_capitals(tmp_path: Path) -> None:
    for name in ("a.pdf", "a.PDF", "a.b.docx"):
        require_document_format(tmp_path / name, ".pdf", ".docx")
    for name, value in (("a.odt", ".odt"), ("pdf", None), ("a.pdf.txt", ".txt")):
        with pytest.raises(ImportFileError) as refused:
            require_document_format(tmp_path / name, ".pdf", ".docx")
        (fault,) = refused.value.faults
        assert (fault.value, fault.expected) == (value, "un fichier .pdf, .docx")


def test_a_folder_stands_as_a_file_does(tmp_path: Path) -> None:
    refuse_standing(tmp_path / "a")
    with pytest.raises(RuleError, match="existe déjà"):
        refuse_standing(tmp_path)


@pytest.mark.parametrize(("count", "words"), [(1, "1 plan lu, "), (2, "2 plans lus, ")])
def test_plans_that_are_read_are_counted_in_words(
    count: int, words: str, autan: Command, network: Network, tmp_path: Path
) -> None:
    file = tmp_path / "plans.yaml"
    file.write_text("\n".join(PLANS.strip().splitlines()[: 1 + count]), encoding="utf-8")
    assert autan("plan", "import", str(file)).out.startswith(words)
    assert Plan.objects.count() == count
