"""`autan publish`, `autan check`, `autan trace`."""

import json

import pikepdf
import pytest
from typer.testing import CliRunner

from autan.evidence.figures.core.stated_facts import print_of_lines
from autan.evidence.figures.models import Fact
from autan.instance.cli.commands import app
from autan.publishing.editions.actions.publishing import PublicationRefusedError
from autan.publishing.editions.queries.editions import UnknownMarkError
from tests.publishing.editions.conftest import keep_facts


def run(*words):
    return CliRunner().invoke(app, list(words))


def test_publish_writes_what_was_asked_and_says_where(edition, tmp_path):
    done = run("publish", "essai", "--format", "html", "--out", str(tmp_path / "sortie"), "--date", "2014-09-30")
    assert done.exit_code == 0, done.output
    assert "4 chiffres figés" in done.output
    assert [path.name for path in (tmp_path / "sortie").iterdir()] == ["synthese-essai.html"]
    assert run("publish", "essai", "--date", "2014-02-30").exit_code == 2


def test_the_annex_is_left_out_of_the_print_when_asked(edition, tmp_path):
    pages = []
    for more in ([], ["--no-annex"]):
        done = run("publish", "essai", "--format", "pdf", "--out", str(tmp_path), "--date", "2014-09-30", *more)
        assert done.exit_code == 0, done.output
        with pikepdf.open(tmp_path / "synthese-essai.pdf") as document:
            pages.append(len(document.pages))
    assert pages[1] < pages[0]


def test_check_lists_what_no_longer_holds_and_fails(edition):
    assert run("check").exit_code == 0
    assert run("publish", "essai", "--format", "html").exit_code == 0
    keep_facts({"F1": "9", "F2": "11", "F3": ""})
    done = run("check", "essai")
    assert done.exit_code == 3
    assert "affirmation périmée" in done.output
    assert "Changés depuis la publication" in done.output
    (report,) = json.loads(run("check", "--json").output)
    assert {item["kind"] for item in report["findings"] if item["stops"]} == {"stale_claim"}
    assert report["findings"][0]["line"] > 1
    assert report["changes"][0]["figure"] == "facts.F1"
    assert isinstance(run("publish", "essai").exception, PublicationRefusedError)


@pytest.mark.parametrize("word", ["schemes", "1", "facts.F1"])
def test_trace_goes_from_a_name_a_number_or_an_address_down_to_the_document(edition, word):
    done = run("trace", "essai", word)
    assert done.exit_code == 0
    for words in ("10 collectivités", "facts.F1", "Fait F1", "lignes 1", "Synthèse"):
        assert words in done.output.replace("\xa0", " ")
    record = json.loads(run("trace", "essai", word, "--json").output)
    assert (record["id"], record["value"], record["unit"]) == ("facts.F1", 10, "stated:authorities")
    assert record["evidence"][0]["locator"] == "lignes 1"


def test_trace_of_a_chart_is_that_of_each_of_its_figures(edition):
    records = json.loads(run("trace", "essai", "both", "--json").output)
    assert [record["id"] for record in records] == ["facts.F1", "facts.F2"]


def test_trace_of_nothing_says_the_names_that_there_are(edition):
    error = run("trace", "essai", "rien").exception
    assert isinstance(error, UnknownMarkError)
    assert "schemes" in str(error)


def test_check_reads_the_lines_of_the_document_again(edition, tmp_path):
    document = tmp_path / "document.txt"
    document.write_text("Dix ont un plan.\nOnze ont répondu.\n", encoding="utf-8")
    Fact.objects.filter(id="F1").update(lines_hash=print_of_lines(["Dix ont un plan."], "1"))
    assert Fact.objects.get(id="F1").locator == "lignes 1"
    held = run("check", "--document", str(document))
    assert (held.exit_code, "se lit encore" in held.stdout) == (0, True)
    document.write_text("Un titre ajouté.\nDix ont un plan.\n", encoding="utf-8")
    moved = run("check", "--document", str(document))
    assert moved.exit_code == 3
    assert "Un titre ajouté." in moved.stdout
    loads = json.loads(run("check", "--document", str(document), "--json").stdout)
    assert loads == [{"fact": "F1", "locator": "lignes 1", "read": "Un titre ajouté."}]


def test_check_says_that_there_is_nothing_to_check(db):
    assert "Aucune synthèse n’est enregistrée" in run("check").output
