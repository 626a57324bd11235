"""`autan coding`: files measured and classified without a home; a codebook taken in, put to texts, and written back."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from autan.coding.codings.core.codebook import Code, Codebook
from autan.coding.codings.models import Corpus, NetworkCodebook
from autan.coding.results.renderers import CODEBOOK_FILES
from autan.ground.wordings import Text
from autan.territories.networks.models import Network
from tests.cast import HERE, THERE
from tests.coding.codings.conftest import QUESTIONNAIRE
from tests.instance.cli.conftest import Command


def objects(autan: Command, *words: object) -> Any:
    done = autan(*map(str, words), "--json")
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


RATINGS = "A,B,C\n1,1,1\n1,2,1\n2,2,2\n2,2,1\n3,3,3\n"


def test_agreement_is_measured_by_pair_and_of_all_with_its_bounds(autan: Command, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(RATINGS, encoding="utf-8")
    measured = objects(autan, "coding", "agreement", file, "--draws", 50, "--seed", 7)
    assert (measured["coders"], measured["units"], measured["level"]) == (["A", "B", "C"], 5, "nominal")
    assert [pair["coders"] for pair in measured["kappas"]] == [["A", "B"], ["A", "C"], ["B", "C"]]
    alpha = measured["alpha"]
    assert (alpha["low"] <= alpha["value"] <= alpha["high"], alpha["draws"], alpha["seed"]) == (True, 50, 7)
    assert objects(autan, "coding", "agreement", file, "--draws", 50, "--seed", 7) == measured
    shown = autan("coding", "agreement", str(file), "--draws", "50", "--seed", "7").out
    title, *lines = shown.splitlines()
    assert (title, len(lines)) == (str(file), 1 + 3 + 1 + 1)
    assert lines[0].startswith("  pourcentage d’accord (A, B, C) : ")
    assert lines[-1] == f"  bornes de l’alpha à 95 % : {alpha['low']:.3f} à {alpha['high']:.3f} (50 tirages, graine 7)"


def test_without_draws_an_agreement_has_no_bounds(autan: Command, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(RATINGS, encoding="utf-8")
    alpha = objects(autan, "coding", "agreement", file, "--draws", 0)["alpha"]
    assert (alpha["low"], alpha["high"], alpha["draws"], alpha["value"] is None) == (None, None, 0, False)
    assert "bornes" not in autan("coding", "agreement", str(file), "--draws", "0").out


def test_an_agreement_that_has_no_value_says_why_and_draws_nothing(autan: Command, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("A,B\n1,1\n1,1\n", encoding="utf-8")
    alpha = objects(autan, "coding", "agreement", file)["alpha"]
    assert (alpha["value"], alpha["undefined"], alpha["low"], alpha["draws"]) == (None, "constant", None, 0)
    shown = autan("coding", "agreement", str(file)).out
    assert ("non défini : " in shown, "bornes" in shown) == (True, False)


def test_the_order_of_values_is_that_which_is_given(autan: Command, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("A,B\nbas,moyen\nhaut,haut\nmoyen,bas\nbas,bas\n", encoding="utf-8")
    near, far = (
        objects(autan, "coding", "agreement", file, "--level", "ordinal", "--order", order, "--draws", 0)["alpha"]
        for order in ("bas, moyen ,haut", "bas,haut,moyen")
    )
    assert near["value"] > far["value"]
    refused = autan("coding", "agreement", str(file), "--level", "ordinal", "--order", "bas,haut")
    assert (refused.code, "moyen" in refused.err) == (5, True)


WORDS = ("Le vélo et la piste cyclable vers la gare.", "Le chauffage au bois de la forêt et la chaufferie.")


def test_answers_are_put_in_classes_each_with_its_forms(autan: Command, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text("siren,texte\n" + "".join(f"{n},{WORDS[n % 2]}\n" for n in range(24)), encoding="utf-8")
    classified = objects(autan, "coding", "classify", file, "--k", 2)
    assert (classified["file"], classified["segments"], len(classified["classes"])) == (str(file), 24, 24)
    assert {classified["classes"][rank] for rank in range(0, 24, 2)} != {classified["classes"][1]}
    assert sum(report["size"] for report in classified["reports"]) + classified["unclassed"] == 24
    first = classified["reports"][0]["typical"][0]
    assert (1 <= first["segment"] <= 24, first["text"] in WORDS) == (True, True)
    remark, *rows = autan("coding", "classify", str(file), "--k", "2").out.splitlines()
    assert remark.startswith("Réponses lues")
    lines = [row.split("\t") for row in rows if "\t" in row]
    assert [(cells[0], cells[1]) for cells in lines] == [
        (str(report["class"]), str(report["size"])) for report in classified["reports"]
    ]
    assert all(cells[2] for cells in lines)
    named = objects(autan, "coding", "classify", file, "--k", 2, "--column", "texte")
    assert (named["classes"], named["reports"]) == (classified["classes"], classified["reports"])
    codes = [{remark["code"] for remark in answer["remarks"]} for answer in (classified, named)]
    assert codes[0] - codes[1] == {"column_chosen"}
    wrong = autan("coding", "classify", str(file), "--column", "zorg")
    assert (wrong.code, "une colonne parmi : siren, texte" in wrong.err) == (5, True)


def test_what_cannot_be_put_in_classes_is_a_fault_of_the_file(autan: Command, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    for text in ("a\n1\n", "a,b\n1,0\n", ""):
        file.write_text(text, encoding="utf-8")
        refused = autan("coding", "classify", str(file), "--json")
        assert (refused.code, len(json.loads(refused.out)["faults"])) == (5, 1)


@pytest.fixture
def asked(autan: Command, network: Network, tmp_path: Path) -> Path:
    """A campaign with an open question, two answers to it, and a file of a codebook: all by commands."""
    questions, answers, codebook = (tmp_path / name for name in ("q.yaml", "r.csv", "livre.yaml"))
    questions.write_text(QUESTIONNAIRE, encoding="utf-8")
    answers.write_text(f"siren,q1\n{HERE},Manque d’ingénierie\n{THERE},Pas assez de temps\n", encoding="utf-8")
    codes = tuple(Code(key=key, label=Text(label, label)) for key, label in (("time", "Temps"), ("skill", "Savoir")))
    book = Codebook(
        slug="obstacles", version=1, day=date(2026, 1, 5), title=Text("Obstacles", "Obstacles"), codes=codes
    )
    codebook.write_bytes(CODEBOOK_FILES["yaml"](book))
    assert autan("campaign", "open", "enquete", str(questions), "--network", "essai", "--title", "E").code == 0
    assert autan("answers", "import", "enquete", str(answers), "--yes").code == 0
    return codebook


def test_a_codebook_is_taken_in_put_to_texts_and_written_back(autan: Command, asked: Path, tmp_path: Path) -> None:
    tried = autan("coding", "import", "essai", str(asked), "--dry-run")
    assert (tried.code, NetworkCodebook.objects.exists()) == (0, False)
    assert objects(autan, "coding", "import", "essai", asked, "--yes")["is_written"]
    added = autan("coding", "add", "essai", "obstacles", "enquete.q1")
    assert added.out.startswith("À coder avec « obstacles » : ")
    (book,) = objects(autan, "coding", "codebooks", "essai")
    assert book == {"codebook": "obstacles", "version": 1, "codes": 2, "texts": ["enquete.q1"]}
    assert autan("coding", "codebooks", "essai").out == "obstacles\t1\t2\tenquete.q1\n"
    # nobody has read the texts yet: how many say it is not known
    counted = objects(autan, "coding", "counts", "essai", "obstacles", "enquete.q1")
    assert {(row["code"], row["mentions"], row["asked"]) for row in counted} == {("time", None, 2), ("skill", None, 2)}
    for name, more in (("x.yaml", ()), ("x.qdc", ()), ("x.csv", ("--texts", "enquete.q1"))):
        out = tmp_path / name
        assert autan("coding", "export", "essai", "obstacles", str(out), *more).out == f"Écrit : {out}\n"
    same = autan("coding", "import", "essai", str(tmp_path / "x.yaml"))
    assert (same.code, same.out) == (0, "x.yaml : 2 inchangés\nRien n’a été écrit.\n")
    assert autan("coding", "export", "essai", "obstacles", str(tmp_path / "x.yaml")).code == 6
    other = objects(autan, "coding", "import", "essai", tmp_path / "x.qdc", "--slug", "autre", "--yes")
    assert (other["is_written"], {row["codebook"] for row in objects(autan, "coding", "codebooks", "essai")}) == (
        True,
        {"obstacles", "autre"},
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [("add essai zorg enquete.q1", 3), ("add essai obstacles zorg.q1", 3), ("add essai obstacles enquete.q4", 3),
     ("counts essai obstacles enquete.q1", 3), ("add zorg obstacles enquete.q1", 3)],
)  # fmt: skip
def test_texts_that_are_not_there_are_coded_by_nobody(line: str, code: int, autan: Command, asked: Path) -> None:
    autan("coding", "import", "essai", str(asked), "--yes")
    refused = autan("coding", *line.split())
    assert (refused.code, refused.out, Corpus.objects.exists()) == (code, "", False)
