"""`autan` as a whole: each kind of refusal has its exit code, and is said once, in words or as an object."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from autan.instance.cli import main
from autan.people.accounts.models import Person
from autan.territories.networks.models import Network
from tests.cast import HERE, Cast
from tests.instance.cli.conftest import Command, Run

UNKNOWN = [
    ("network show zzz", "réseau"),
    ("plan list --network zzz", "réseau"),
    ("plan show zzz", "plan"),
    ("plan export zzz", "plan"),
    ("action list --network zzz", "réseau"),
    ("action show zzz", "action"),
    ("action import zzz a.csv", "plan"),
    ("action similar isoler --network zzz", "réseau"),
    ("indicator show zzz", "indicateur"),
    ("indicator list --network zzz", "réseau"),
    ("indicator check --network zzz", "réseau"),
    (f"indicator check {HERE} --network zzz", "réseau"),
    ("indicator check 000000000", "000000000"),
    ("indicator export a.csv --network zzz", "réseau"),
    ("indicator remind 000000000", "000000000"),
    ("group decisions zzz", "réseau"),
    ("group agenda essai --meeting zzz", "réunion"),
    ("lesson list --network zzz", "réseau"),
    ("lesson show zzz", "savoir-faire"),
    ("lesson match zzz", "besoin"),
    ("workshop list --network zzz", "réseau"),
    ("workshop show zzz", "atelier"),
    ("workshop minutes zzz", "atelier"),
    ("campaign status zzz", "campagne"),
    ("campaign invite zzz a.csv", "campagne"),
    ("campaign remind zzz", "campagne"),
    ("campaign close zzz", "campagne"),
    ("answers export zzz a.csv", "campagne"),
    ("answers import zzz a.csv", "campagne"),
    ("questionnaire print zzz a.pdf", "campagne"),
    ("scenario list zzz", "zzz"),
    ("scenario publish zzz", "scénario"),
    ("scenario plans zzz", "zzz"),
    ("scenario action zzz a:1:2:3", "zzz"),
    ("scenario delete zzz", "scénario"),
    ("crossread matrix zzz", "réseau"),
    ("crossread contradictions zzz", "réseau"),
    ("coding codebooks zzz", "réseau"),
    ("coding counts essai zzz q1", "zzz"),
    ("coding export essai zzz a.yaml", "zzz"),
    ("person list --network zzz", "réseau"),
    ("person close zzz@exemple.fr", "zzz@exemple.fr"),
    ("person reopen zzz@exemple.fr", "zzz@exemple.fr"),
    ("fact list --network zzz", "réseau"),
    ("edition compare zzz", "édition"),
    ("edition bring-back zzz a.docx", "édition"),
    ("check zzz", "édition"),
    ("publish zzz", "édition"),
    ("trace zzz 1", "édition"),
    ("mail retry 999", "999"),
    ("api key revoke 999", "999"),
    ("data status --network zzz", "réseau"),
    ("data quality --network zzz", "réseau"),
    ("data mapping list zzz", "réseau"),
    ("data mapping delete essai zzz", "zzz"),
    ("data aggregate zzz a.csv", "zzz"),
    ("data refresh zzz", "zzz"),
    ("data contours --network zzz", "réseau"),
    ("export open-data a --network zzz", "réseau"),
    ("territory show 000000000", "000000000"),
    (f"territory show {HERE} --vintage 1999", "1999"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "named"), UNKNOWN, ids=[line for line, _named in UNKNOWN])
def test_what_does_not_exist_is_named_on_standard_error_alone(
    line: str, named: str, autan: Command, network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = autan(*line.split())
    assert (refused.code, refused.out, [*tmp_path.iterdir()]) == (3, "", [])
    assert refused.err.startswith("Refusé : ")
    assert named in refused.err
    assert refused.err.count("\n") == 1


REFUSED = [
    ("plan show zzz", 3),
    ("person add a@exemple.fr --role chief --network essai --password un-mot-de-passe-de-test", 6),
    ("api key new Robot --network essai", 6),
    ("restore absent.zip", 6),
    ("backup absent.zip --check", 6),
    ("network import absent.csv", 5),
    ("campaign open c absent.yaml --network essai --title C", 5),
    ("scenario run absent.yaml", 5),
]


@pytest.mark.parametrize(("line", "code"), REFUSED)
def test_another_program_reads_the_refusal_and_its_code(line: str, code: int, autan: Command, network: Network) -> None:
    refused = autan(*line.split(), "--json")
    answer = json.loads(refused.out)
    assert (refused.code, answer["exit_code"]) == (code, code)
    assert len(answer["faults"]) == (code == 5)
    assert answer["error"].replace("\u202f", " ").replace("\u00a0", " ") in " ".join(refused.err.split())
    assert not autan(*line.split()).out


def test_a_file_that_is_not_there_is_told_as_a_file_at_fault(autan: Command, network: Network) -> None:
    refused = autan("network", "import", "absent.csv")
    assert (refused.code, refused.out) == (5, "")
    words = " ".join(refused.err.split())
    assert words.startswith("absent.csv : un défaut")
    assert "un fichier qui existe et que l’on peut lire" in words
    assert words.endswith("Rien n’a été enregistré. Corrigez le fichier et recommencez.")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("data quality --rule zzz", "« zzz » n’est pas connu ; choix : "),
        ("data quality --state zzz", "« zzz » n’est pas connu ; choix : open"),
        ("data contours", "--network"),
        ("crossread contradictions essai --kind zzz", "« zzz » n’est pas connu ; choix : "),
        ("action export a.pdf --network essai", "xlsx, ods, csv ou json"),
        ("mail list --limit 0", "1 ou plus"),
        ("publish 2014 --date 12/05/2026", "12/05/2026"),
    ],
)
def test_an_option_out_of_its_list_is_refused_with_the_way_to_help(
    line: str, words: str, autan: Command, network: Network
) -> None:
    refused = autan(*line.split())
    assert (refused.code, refused.out) == (2, "")
    assert words in refused.err
    assert refused.err.rstrip().endswith(
        f"autan {' '.join(line.split()[: 1 + (line.split()[0] not in {'publish'})])} --help"
    )


@pytest.mark.parametrize("typed", ["", "n\n"])
def test_what_is_not_agreed_to_is_not_done(typed: str, autan: Command, people: Cast) -> None:
    email = people.reader.email
    left = autan("person", "erase", email, typed=typed)
    assert (left.code, left.err.strip().splitlines()[-1]) == (1, "Abandonné.")
    assert Person.objects.filter(email=email, is_active=True).exists()


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        (OperationalError("disk I/O error"), 1, "la base de données ne peut pas être lue ou écrite (disk I/O error)"),
        (PermissionError(13, "Permission denied", "/srv/autan"), 1, "impossible : « /srv/autan » (Permission denied)"),
        (OSError("no place"), 1, "lecture ou écriture impossible : (no place)"),
        (KeyboardInterrupt(), 130, ""),
    ],
    ids=["database", "path", "system", "stopped"],
)
def test_what_the_machine_refuses_is_said_without_a_trace(
    fault: BaseException, code: int, words: str, autan: Command, network: Network
) -> None:
    def refuse(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if "outgoingmessage" in sql:
            raise fault
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        stopped = autan("mail", "list")
    assert (stopped.code, stopped.out) == (code, "")
    assert words in stopped.err
    assert "Traceback" not in stopped.err


def test_a_good_command_says_nothing_on_standard_error(autan: Command, network: Network) -> None:
    assert autan("network", "list") == Run(0, "essai\tRéseau d’essai\t2\tinventé\n", "")


def test_the_library_alone_says_how_to_add_the_site(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTAN_LANGUAGE", "fr")
    monkeypatch.setattr("autan.instance.extras._NEEDED", ("a_package_that_nobody_has",))
    monkeypatch.setattr("sys.argv", ["autan", "plan", "list"])
    with pytest.raises(SystemExit, match="2"):
        main.run()
    read = capsys.readouterr()
    assert (read.out, "« autan plan » demande le site" in read.err) == ("", True)
    assert "[server]" in read.err
    monkeypatch.setattr("sys.argv", ["autan", "--version"])
    with pytest.raises(SystemExit, match="0"):
        main.run()
    assert capsys.readouterr().out.startswith("Autan ")
