"""`autan edition`, `check`, `trace`, `publish`: a text begun, copied, published, compared, withdrawn; figures."""

import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.models import Edition, Publication
from autan.territories.networks.models import Network
from tests.cast import HERE
from tests.instance.cli.conftest import Command
from tests.publishing.editions.conftest import keep_facts
from tests.publishing.living_text.writing import WITHOUT_MAP


def objects(autan: Command, *words: object) -> Any:
    done = autan(*map(str, words), "--json")
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


@pytest.fixture
def edition(network: Network, settings: Any, tmp_path: Path) -> Edition:
    """A draft that prints three facts, in a home of its own."""
    settings.AUTAN_HOME = tmp_path / "home"
    keep_facts({"F1": "10", "F2": "11", "F3": ""})
    return record_edition(by=None, source=WITHOUT_MAP.replace("autan", "essai", 1), file="essai.md")


def publish(autan: Command, *more: str) -> Any:
    return objects(autan, "publish", "essai", "--format", "html", *more)


def test_a_text_is_taken_in_once_shown(autan: Command, network: Network, tmp_path: Path) -> None:
    keep_facts({"F1": "10", "F2": "11", "F3": ""})
    file = tmp_path / "essai.md"
    file.write_text(WITHOUT_MAP.replace("autan", "essai", 1), encoding="utf-8")
    declined = autan("edition", "import", str(file), typed="n\n")
    assert (declined.code, Edition.objects.exists()) == (1, False)
    assert objects(autan, "edition", "import", file, "--dry-run")["is_written"] is False
    assert objects(autan, "edition", "import", file, "--yes")["is_written"] is True
    same = objects(autan, "edition", "import", file, "--yes")
    assert (same["is_written"], same["items"], Edition.objects.count()) == (False, [], 1)
    file.write_text("sans en-tête", encoding="utf-8")
    refused = autan("edition", "import", str(file))
    assert (refused.code, "un en-tête entre deux lignes" in refused.err) == (5, True)


def test_an_edition_is_begun_from_a_model_or_as_a_copy(autan: Command, edition: Edition) -> None:
    begun = objects(autan, "edition", "new", "essai", "notre-note", "--title", "Notre note", "--model", "note")
    assert (begun["edition"], begun["network"], begun["title"], begun["published_on"]) == (
        "notre-note",
        "essai",
        "Notre note",
        None,
    )
    words = autan("edition", "new", "essai", "copie", "--title", "Copie", "--copy", "essai").out
    assert words == "Brouillon copie enregistré ; écrivez-le sur sa page, ou prenez son fichier.\n"
    assert Edition.objects.get(slug="copie").title_fr == "Copie"
    listed = [line.split("\t") for line in autan("edition", "list").out.splitlines()]
    assert {(cells[0], cells[3]) for cells in listed} == {
        ("essai", "brouillon"),
        ("notre-note", "brouillon"),
        ("copie", "brouillon"),
    }
    for line, code in (
        ("copie --title B", 6),
        ("b --title B --copy absente", 3),
        ("b --title B --model member", 6),
        ("b --title B --model member --member 111111111", 6),
    ):
        refused = autan("edition", "new", "essai", *line.split())
        assert (line, refused.code, refused.out) == (line, code, "")
    assert Edition.objects.count() == 3


def test_the_sheet_of_a_member_is_begun_for_a_member_alone(autan: Command, network: Network, lake_folder: Path) -> None:
    begun = objects(autan, "edition", "new", "essai", "fiche", "--title", "Ici", "--model", "member", "--member", HERE)
    assert (begun["edition"], Edition.objects.get().slug) == ("fiche", "fiche")


def test_a_first_note_is_composed_once(autan: Command, network: Network, lake_folder: Path) -> None:
    started = autan("edition", "start", "essai")
    slug = Edition.objects.get().slug
    assert started.out == f"Brouillon {slug} enregistré ; « autan check {slug} » le vérifie.\n"
    assert autan("check", slug).code == 0


def test_what_is_published_is_frozen_listed_and_withdrawn(autan: Command, edition: Edition, tmp_path: Path) -> None:
    out = tmp_path / "sortie"
    done = publish(autan, "--out", str(out), "--date", "2026-03-01")
    assert (done["edition"], done["files"], len(done["content_hash"])) == ("essai", ["synthese-essai.html"], 32)
    assert [path.name for path in out.iterdir()] == done["files"]
    assert Publication.objects.get().figures.count() == done["figures"]
    assert autan("edition", "list").out.rstrip("\n").endswith("\tpubliée le 2026-03-01")
    withdrawn = objects(autan, "edition", "withdraw", "essai", "--reason", "Un chiffre est faux")
    assert (withdrawn["edition"], withdrawn["published_on"], withdrawn["withdrawn_on"] is None) == (
        "essai",
        "2026-03-01",
        False,
    )
    assert "\tretirée le " in autan("edition", "list").out
    assert Edition.objects.get().withdrawal_reason == "Un chiffre est faux"


def test_a_publication_says_its_figures_and_where_its_files_are(
    autan: Command, edition: Edition, tmp_path: Path
) -> None:
    shown = autan("edition", "publish", "essai", "--format", "html, csv", "--date", "2026-03-01").out.splitlines()
    hashed = Publication.objects.get().content_hash[:16]
    assert shown[0].startswith("✓ Édition essai publiée, ")
    assert shown[0].endswith(f" chiffres figés, empreinte {hashed}")
    files = [Path(line.split()[0]) for line in shown[1:]]
    assert [file.suffix for file in files] == [".html", ".csv"]
    assert all(file.is_file() and file.is_relative_to(tmp_path / "home") for file in files)


@pytest.mark.parametrize(("more", "code"), [(("--format", "zorg"), 2), (("--date", "1999-13-01"), 2)])
def test_what_cannot_be_published_freezes_nothing(
    more: tuple[str, ...], code: int, autan: Command, edition: Edition
) -> None:
    refused = autan("publish", "essai", *more)
    assert (refused.code, refused.out, Publication.objects.exists()) == (code, "", False)


def test_a_text_that_no_longer_holds_is_not_published(autan: Command, edition: Edition, tmp_path: Path) -> None:
    keep_facts({"F1": "9", "F2": "11", "F3": ""})
    refused = autan("publish", "essai", "--format", "html", "--out", str(tmp_path / "sortie"))
    assert (refused.code in {3, 6}, refused.out) == (True, "")
    assert (Publication.objects.exists(), (tmp_path / "sortie").exists()) == (False, False)
    shown = autan("check")
    assert (shown.code, "tout ce qu’elle affirme tient" in shown.out) == (3, False)
    assert "Édition essai ; " in shown.out + shown.err
    place, kind, subject, detail = next(line for line in shown.out.splitlines() if "\t" in line).split("\t")
    assert (":" in place, bool(kind), bool(subject), bool(detail)) == (True, True, True, True)


def test_a_check_says_what_has_changed_since_the_publication(autan: Command, edition: Edition) -> None:
    publish(autan)
    assert "Changés" not in autan("check", "essai").out
    keep_facts({"F1": "10", "F2": "12", "F3": ""})
    (report,) = json.loads(autan("check", "essai", "--json").out)
    changed = {(row["figure"], row["published"], row["today"]) for row in report["changes"]}
    assert any(figure == "facts.F2" and "11" in before and "12" in after for figure, before, after in changed)
    shown = autan("check", "essai")
    assert f"Changés depuis la publication : {len(report['changes'])}" in shown.out + shown.err


def test_two_publications_are_compared_figure_by_figure(autan: Command, edition: Edition, tmp_path: Path) -> None:
    publish(autan, "--date", "2026-03-01")
    keep_facts({"F1": "10", "F2": "12", "F3": ""})
    source = WITHOUT_MAP.replace("autan", "essai", 1).replace("answered == 11", "answered == 12")
    record_edition(by=None, source=source, file="essai.md")
    publish(autan, "--date", "2026-04-01", "--note", "Un chiffre corrigé")
    lines = objects(autan, "edition", "compare", "essai")
    changed = {(line["before"], line["after"]): line for line in lines}
    moved = next(line for (before, after), line in changed.items() if "11" in before and "12" in after)
    assert moved["reasons"]
    shown = [line.split("\t") for line in autan("edition", "compare", "essai").out.splitlines()]
    cells = [" ".join(moved[name].split()) for name in ("name", "before", "after")]
    assert cells in [line[:3] for line in shown]
    out = tmp_path / "a.docx"
    assert autan("edition", "compare", "essai", "--out", str(out)).code == 0
    written = Document(str(out))
    told = [*written.paragraphs, *(cell for table in written.tables for row in table.rows for cell in row.cells)]
    assert any("12" in part.text for part in told)
    before = out.read_bytes()
    again = autan("edition", "compare", "essai", "--out", str(out))
    assert (again.code, "existe déjà" in again.err, out.read_bytes() == before) == (6, True, True)
    assert autan("edition", "compare", "essai", "--out", str(out), "--force").code == 0
    wrong = autan("edition", "compare", "essai", "--out", str(tmp_path / "a.pdf"))
    assert (wrong.code, "finit par .docx ou .odt" in wrong.err, (tmp_path / "a.pdf").exists()) == (6, True, False)


def test_a_document_that_came_out_comes_back_with_what_was_changed(
    autan: Command, edition: Edition, tmp_path: Path
) -> None:
    objects(autan, "publish", "essai", "--format", "docx", "--out", tmp_path)
    (file,) = tmp_path.glob("*.docx")
    whole = autan("edition", "bring-back", "essai", str(file))
    assert (whole.code, whole.out.startswith("✓ Les "), whole.out.endswith("tels qu’ils sont sortis.\n")) == (
        0,
        True,
        True,
    )
    assert objects(autan, "edition", "bring-back", "essai", file) == []
    refused = autan("edition", "bring-back", "essai", str(tmp_path / "absent.docx"))
    assert (refused.code, refused.out) == (5, "")


def test_a_template_of_documents_is_kept_or_refused_whole(autan: Command, network: Network, tmp_path: Path) -> None:
    file = tmp_path / "agence.docx"
    Document().save(str(file))
    kept = objects(autan, "edition", "template", "essai", file)
    assert (kept["network"], isinstance(kept["remarks"], list)) == ("essai", True)
    assert autan("edition", "template", "essai", str(file)).out.endswith("Modèle du réseau essai gardé.\n")
    file.write_bytes(b"PK\x03\x04 damaged")
    refused = autan("edition", "template", "essai", str(file))
    assert (refused.code, refused.out, "Traceback" in refused.err) == (5, "", False)


def test_a_figure_is_traced_by_its_name_its_number_or_its_address(autan: Command, edition: Edition) -> None:
    records = [objects(autan, "trace", "essai", word) for word in ("schemes", "facts.F1")]
    assert [record["id"] for record in records] == ["facts.F1"] * 2
    tree = autan("trace", "essai", "schemes").out
    for words in ("Identifiant  facts.F1", "Période  2013", "Empreinte  ", "Preuves  1", "Source  Réseau, Synthèse"):
        assert words in tree
    both = objects(autan, "trace", "essai", "both")
    assert [record["id"] for record in both] == ["facts.F1", "facts.F2"]
    unknown = autan("trace", "essai", "zorg", "--json")
    assert (unknown.code, "schemes" in json.loads(unknown.out)["error"]) == (3, True)
    assert autan("trace", "essai", "schemes", "--rows", "-1").code == 2
