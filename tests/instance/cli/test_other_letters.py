"""An argument or a file in another encoding is refused in a sentence, with no trace of the program."""

from pathlib import Path

import pytest

from autan.instance.cli.main import run

BINARY = bytes(range(128, 256)) * 3 + b"\0"


def refusal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[object, str]:
    monkeypatch.setattr("sys.argv", ["autan", *words])
    monkeypatch.setattr("autan.instance.cli.commands.require_home", lambda _name: None)
    with pytest.raises(SystemExit) as end:
        run()
    return end.value.code, capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize("words", [("plan", "show", "\udcff"), ("campaign", "status", "caf\udce9")])
def test_an_argument_in_other_letters(capsys, monkeypatch, words: tuple[str, ...]) -> None:
    code, told = refusal(capsys, monkeypatch, *words)
    assert code == 2
    assert "l’encodage de ce terminal" in told


@pytest.mark.django_db
@pytest.mark.parametrize("words", [("plan", "import"), ("check", "--document")])
def test_a_file_that_is_no_text(capsys, monkeypatch, tmp_path: Path, words: tuple[str, ...]) -> None:
    file = tmp_path / "autre.bin"
    file.write_bytes(BINARY)
    code, told = refusal(capsys, monkeypatch, *words, str(file))
    assert code == 5
    assert "un fichier texte" in told
