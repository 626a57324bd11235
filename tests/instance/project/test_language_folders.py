"""A folder of a language is read whole, or refused with every fault at its line."""

from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.conf import settings
from django.utils import translation

from autan.ground.errors import ImportFileError
from autan.ground.texts import language
from autan.ground.wordings import Sentence, Text
from autan.instance.project.language_folders import read_language_folders

DESCRIPTION = """name: Quenya
draft: Yet a draft
date: "{year}, {month} {day}"
months: [a, b, c, d, e, f, g, h, i, j, k, l]
thousands: "·"
decimal: "’"
"""


def write_folder(place: Path, name: str, description: str, sentences: dict[str, str] | None) -> Path:
    """Write the folder of a language, without compiled sentences where these are None; return where they stand."""
    file = place / name / "LC_MESSAGES" / "django.mo"
    file.parent.mkdir(parents=True)
    (place / name / "language.yaml").write_text(description, encoding="utf-8")
    if sentences is not None:
        catalog = Catalog()
        for french, translation in sentences.items():
            catalog.add(french, translation)
        with file.open("wb") as stream:
            write_mo(stream, catalog)
    return file


def test_a_folder_says_its_name_and_how_it_writes(tmp_path: Path) -> None:
    write_folder(tmp_path / "own", "qya", DESCRIPTION, {})
    write_folder(tmp_path / "shipped", "qya", DESCRIPTION.replace("Quenya", "Other"), {})
    write_folder(tmp_path / "shipped", "abc", DESCRIPTION.replace("draft: Yet a draft\n", ""), {})
    (tmp_path / "shipped" / "__pycache__").mkdir()
    folders = read_language_folders(tmp_path / "own", tmp_path / "shipped", tmp_path / "none")
    assert list(folders) == ["abc", "qya"]
    assert (folders["qya"].name, folders["qya"].draft, folders["abc"].draft) == ("Quenya", "Yet a draft", "")
    assert folders["qya"].notation.months[11] == "l"


def test_every_fault_of_a_folder_is_named_with_its_line(tmp_path: Path) -> None:
    wrong = DESCRIPTION.replace(", k, l]", "]").replace("{day}", "").replace('"·"', '"::"').replace("name", "nom")
    write_folder(tmp_path, "Quenya-1", wrong, None)
    with pytest.raises(ImportFileError) as refusal:
        read_language_folders(tmp_path)
    assert refusal.value.file == str(tmp_path / "Quenya-1" / "language.yaml")
    faults = [(fault.row, fault.column) for fault in refusal.value.faults]
    assert {(1, "nom"), (3, "date"), (4, "months"), (5, "thousands")} <= set(faults)
    expected = " / ".join(fault.expected for fault in refusal.value.faults)
    assert "code de langue" in expected
    assert "LC_MESSAGES/django.mo" in expected
    assert "« name »" in expected


def test_sentences_that_would_stop_a_page_are_refused(tmp_path: Path) -> None:
    sentences = {"%(count)s membres": "%(cuont)s roita", "{name} est là": "{nom} tás", "Lire": "Parma %"}
    file = write_folder(tmp_path, "qya", DESCRIPTION, sentences)
    with pytest.raises(ImportFileError) as refusal:
        read_language_folders(tmp_path)
    assert len(refusal.value.faults) == 2
    expected = " / ".join(fault.expected for fault in refusal.value.faults)
    assert "« %(cuont)s »" in expected
    assert "{name} est là" in expected
    file.write_bytes(file.read_bytes()[:50])
    with pytest.raises(ImportFileError, match="un fichier entier"):
        read_language_folders(tmp_path)


def test_a_folder_without_a_description_is_refused(tmp_path: Path) -> None:
    (tmp_path / "oc").mkdir()
    with pytest.raises(ImportFileError):
        read_language_folders(tmp_path)


def test_spanish_writes_days_numbers_and_words_as_spanish_does() -> None:
    assert "es" in settings.AUTAN_LANGUAGES
    with translation.override("es"):
        assert language.day(date(2026, 7, 1)) == "1 de julio de 2026"
        assert language.number(1234567.5, decimals=1) == "1\u202f234\u202f567,5"
        assert language.colon() == ":"
        assert language.words(Text("habitants", "inhabitants")) == "habitantes"
        assert language.words(Text("un mot que personne n’a traduit", "a word")) == "un mot que personne n’a traduit"
        assert language.words(Sentence("un mot que personne n’a traduit")) == "un mot que personne n’a traduit"
        assert language.is_only_french(Text("un mot que personne n’a traduit", "a word"))
        assert not language.is_only_french(Text("habitants", "inhabitants"))
    with translation.override("fr"):
        assert language.day(date(2026, 7, 1)) == "1ᵉʳ\u00a0juillet\u00a02026"
        assert not language.is_only_french(Text("un mot", ""))
