"""Codebooks, projects and codings of files, taken in and taken away, by page and by command."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from autan.coding.codings.actions.codings import withdraw_coding
from autan.coding.codings.actions.project_imports import codebook_import, codings_import, project_import
from autan.coding.codings.importers.project import read_qda_project
from autan.coding.codings.models import CodingRecord, Document
from autan.coding.codings.queries.codebooks import get_codebook, read_version
from autan.coding.codings.queries.corpora import get_corpus, view_corpus
from autan.coding.results.renderers import CODEBOOK_FILES, CODER_FILES, REPORT_FILES
from autan.evidence.imports.actions import run_import
from autan.evidence.imports.core import Outcome, Upload
from autan.ground.errors import ConflictError, ImportFileError, NotAllowedError, RuleError
from autan.instance.cli.coding import app
from tests.coding.codings.acting import SUD, code_all
from tests.coding.codings.conftest import change_answer
from tests.coding.codings.qda_making import archive, code, guid, selection, text_source
from tests.coding.codings.qda_making import project as qda_project
from tests.kept_rows import written_again

PLACE = {"network": "reseau", "codebook": "obstacles", "address": "enquete.q1"}
runner = CliRunner()


@pytest.fixture
@written_again
def coded(corpus, coders):
    code_all(corpus, coders.cast.coordinator)
    return corpus


def project(corpus) -> Upload:
    return Upload(file="obstacles.qdpx", data=CODER_FILES["qdpx"](view_corpus(corpus)))


def test_a_project_that_comes_back_changes_nothing(coded, coders) -> None:
    done = run_import(codings_import(coded), project(coded), by=coders.cast.coordinator)
    assert done.count(Outcome.SAME) == 4
    assert done.to_write == ()
    assert done.warnings == ()


def test_codings_that_are_gone_come_back_under_the_name_of_their_author(coded, coders) -> None:
    by = coders.cast.coordinator
    upload = project(coded)
    record = CodingRecord.objects.get(code="time")
    withdraw_coding(by=by, corpus=coded, key=record.pk)
    done = run_import(codings_import(coded), upload, by=coders.second)
    assert done.count(Outcome.ADDED) == 1
    back = CodingRecord.objects.get(code="time", withdrawn_at__isnull=True)
    assert (back.coder_key, back.coder_name, back.origin) == (f"person-{by.pk}", by.name, "import")
    assert back.quote == "temps"


@pytest.mark.parametrize("who", ["officer", "reader", "outsider", "stranger"])
def test_who_does_not_coordinate_takes_nothing_in(coded, network, coders, who: str) -> None:
    by = coders.stranger if who == "stranger" else getattr(coders.cast, who)
    upload = project(coded)
    withdraw_coding(by=coders.cast.coordinator, corpus=coded, key=CodingRecord.objects.get(code="time").pk)
    imports: tuple[Any, ...] = (codings_import(coded), project_import(network))
    for importing in imports:
        with pytest.raises(NotAllowedError):
            run_import(importing, Upload(file="autre.qdpx", data=upload.data), by=by)
    assert Document.objects.count() == 0


def test_codings_of_a_text_that_changed_or_of_no_code_of_ours_are_told_and_left(coded, campaign, coders) -> None:
    upload = project(coded)
    change_answer(campaign, SUD, "Tout autre chose.")
    preview = codings_import(coded).read(upload)
    assert [fault.value for fault in preview.warnings] == ["Pas assez d’ingénierie"]
    assert preview.to_write == ()


def test_a_whole_project_is_taken_in_with_its_texts_and_counted_apart(coded, network, coders) -> None:
    upload = project(coded)
    done = run_import(project_import(network), Upload(file="Venu d’ailleurs.qdpx", data=upload.data), by=coders.second)
    assert done.count(Outcome.ADDED) == 4 + 3 + 4
    corpus = get_corpus("reseau", "venu-d-ailleurs", "reseau.venu-d-ailleurs")
    view = view_corpus(corpus)
    assert [text.text for text in view.texts.texts] == [text.text for text in view_corpus(coded).texts.texts]
    assert len(view.readings[0].codings) == 4
    again = project_import(network).read(Upload(file="Venu d’ailleurs.qdpx", data=upload.data))
    assert again.to_write == ()
    with pytest.raises(ImportFileError):
        run_import(project_import(network), Upload(file="obstacles.qdpx", data=upload.data), by=coders.second)


def test_what_a_project_holds_beside_its_texts_goes_back_as_it_came(network, coders) -> None:
    beside = (
        f'<Variables><Variable guid="{guid(40)}" name="âge" typeOfVariable="Integer"/></Variables>'
        f'<Cases><Case guid="{guid(41)}" name="Bourg"><CodeRef targetGUID="{guid(1)}"/><VariableValue>'
        f'<VariableRef targetGUID="{guid(40)}"/><IntegerValue>7</IntegerValue></VariableValue>'
        f'<SourceRef targetGUID="{guid(10)}"/></Case></Cases>'
    )
    sets = (
        f'<Sets><Set guid="{guid(50)}" name="Lot"><MemberCode targetGUID="{guid(1)}"/>'
        f'<MemberSource targetGUID="{guid(10)}"/></Set></Sets>'
    )
    codes = code(1, "Temps") + code(3, "Moyens", code(4, "Agents"))
    source = text_source(selection(20, 3, 8), number=10)
    data = archive(qda_project(source, codes=codes, before=beside, other=sets), {"sources/10.txt": "Le temps manque."})
    run_import(project_import(network), Upload(file="venu.qdpx", data=data), by=coders.second)
    sent = CODER_FILES["qdpx"](view_corpus(get_corpus("reseau", "venu", "reseau.venu")))
    first, again = (read_qda_project(file, "venu.qdpx")[0] for file in (data, sent))
    assert (again.variables, again.cases, again.sets) == (first.variables, first.cases, first.sets)
    assert [item.guid for item in again.codebook.walk()] == [guid(1), guid(3), guid(4)]
    assert [item.guid for item in again.users] == [guid(2)]
    assert [item.guid for item in again.sources] == [guid(10)]
    corpus = get_corpus("reseau", "venu", "reseau.venu")
    assert codings_import(corpus).read(Upload(file="venu.qdpx", data=data)).count(Outcome.SAME) == 1


def test_every_file_of_a_codebook_comes_back_as_it_was(coded, network) -> None:
    version = read_version(get_codebook("reseau", "obstacles"))
    for extension, write in CODEBOOK_FILES.items():
        upload = Upload(file=f"livre.{extension}", data=write(version), options={"slug": f"copie-{extension}"})
        run_import(codebook_import(network), upload, by=None)
        copy = read_version(get_codebook("reseau", f"copie-{extension}"))
        assert [code.label.fr for code in copy.codes] == [code.label.fr for code in version.codes]
        assert [code.is_codable for code in copy.codes] == [code.is_codable for code in version.codes]
    other = CODEBOOK_FILES["yaml"](version).replace(b"Temps", "Durée".encode())
    with pytest.raises(ImportFileError):
        run_import(codebook_import(network), Upload(file="obstacles.yaml", data=other), by=None)


@pytest.mark.parametrize(
    ("file", "data", "place"),
    [
        ("livre.yaml", b"codebook: x\nversion: 1\ndate: 2026-01-01\ntitle: {fr: X}\ncodes: [{code: a}]\n", "codes[0]"),
        ("livre.yaml", b"a: &b 1\n", "a"),
        ("livre.qdc", b"<CodeBook/>", None),
        ("livre.txt", b"rien", None),
    ],
)
def test_a_codebook_that_cannot_be_read_is_refused_with_the_place(network, file: str, data: bytes, place) -> None:
    with pytest.raises(ImportFileError) as refused:
        codebook_import(network).read(Upload(file=file, data=data))
    assert refused.value.faults[0].column == place


def test_a_codebook_a_project_and_codings_are_taken_in_on_their_pages(coded, coders, client: Client) -> None:
    client.force_login(coders.cast.coordinator)
    upload = project(coded)
    held = CODEBOOK_FILES["yaml"](read_version(coded.codebook))
    pages = {
        reverse("coding:import_codebook", args=["reseau"]): ("copie.yaml", held, {"slug": "copie"}),
        reverse("coding:import_project", args=["reseau"]): ("projet.qdpx", upload.data, {}),
        reverse("coding:import_codings", kwargs=PLACE): ("obstacles.qdpx", upload.data, {}),
    }
    for place, (name, data, options) in pages.items():
        page = client.post(place, {"file": SimpleUploadedFile(name, data), **options})
        assert page.status_code == 200
        if pending := page.context["pending"]:
            sent = {"confirm": pending.pk, "digest": page.context["preview"].digest}
            assert client.post(place, sent).status_code == 302
    assert read_version(get_codebook("reseau", "copie")).version == 1
    assert Document.objects.count() == 3
    for extension in CODER_FILES:
        assert (
            client.get(
                reverse("coding:corpus_file", kwargs={**PLACE, "name": "codages", "extension": extension})
            ).status_code
            == 200
        )
    for name, extension in (("codages", "pdf"), ("rien", "csv")):
        assert (
            client.get(
                reverse("coding:corpus_file", kwargs={**PLACE, "name": name, "extension": extension})
            ).status_code
            == 404
        )
    assert client.get(reverse("coding:codebook_file", args=["reseau", "obstacles", "pdf"])).status_code == 404


def run(*arguments: object) -> str:
    done = runner.invoke(app, [str(one) for one in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_commands_list_count_and_write(coded, tmp_path) -> None:
    assert json.loads(run("codebooks", "reseau", "--json"))[0]["texts"] == ["enquete.q1"]
    counted = {row["code"]: row for row in json.loads(run("counts", "reseau", "obstacles", "enquete.q1", "--json"))}
    assert counted["engineering"]["territories"] == 2
    assert (counted["engineering"]["named"], counted["engineering"]["not_named"]) == ([], 2)
    assert "Ingénierie" in run("counts", "reseau", "obstacles", "enquete.q1", "--version", 1)
    for extension in (*CODER_FILES, *REPORT_FILES):
        run("export", "reseau", "obstacles", tmp_path / f"x.{extension}", "--texts", "enquete.q1")
    run("export", "reseau", "obstacles", tmp_path / "x.qdc")
    with pytest.raises(RuleError):
        runner.invoke(app, ["export", "reseau", "obstacles", str(tmp_path / "x.pdf")], catch_exceptions=False)
    assert "30" not in run("import", "reseau", tmp_path / "x.qdc", "--slug", "autre", "--yes")
    assert "inchangés" in run(
        "import", "reseau", tmp_path / "x.qdpx", "--codebook", "obstacles", "--texts", "enquete.q1"
    )
    run("import", "reseau", tmp_path / "x.qdpx", "--slug", "projet", "--yes")
    assert "Quelles difficultés" not in run("add", "reseau", "obstacles", "enquete.q2")
    with pytest.raises(RuleError):
        runner.invoke(app, ["import", "reseau", str(tmp_path / "x.qdpx"), "--codebook", "x"], catch_exceptions=False)


def test_agreement_of_a_file_is_measured_without_a_home(tmp_path) -> None:
    file = tmp_path / "valeurs.csv"
    file.write_text("A,B\n" + "\n".join(f"{a},{b}" for a, b in zip("0100000010", "1110010000", strict=True)))
    loads = json.loads(run("agreement", file, "--level", "nominal", "--json"))
    assert round(loads["alpha"]["value"], 6) == 0.095238
    assert round(loads["kappas"][0]["value"], 6) == 0.090909
    assert loads["alpha"]["low"] < loads["alpha"]["value"] < loads["alpha"]["high"]
    assert "alpha de Krippendorff" in run("agreement", file, "--draws", 0)
    file.write_text("A,B\n1,1\n1,1\n")
    constant = json.loads(run("agreement", file, "--json"))
    assert (constant["alpha"]["value"], constant["alpha"]["undefined"]) == (None, "constant")
    assert "non défini" in run("agreement", file)


def test_a_file_is_classified_without_a_home(tmp_path) -> None:
    rows = ["11100", "00110", "10000", "11110", "11111", "10000", "11100"]
    file = tmp_path / "segments.csv"
    file.write_text("\n".join(["a,b,c,d,e", *(",".join(row) for row in rows)]) + "\n")
    loads = json.loads(run("classify", file, "--k", 2, "--min-size", 0, "--json"))
    assert loads["classes"] == [2, 2, 1, 2, 2, 1, 2]
    assert round(loads["splits"][0]["chi2"], 6) == 4.843137
    assert loads["remarks"][0]["code"] == "few_segments"
    file.write_text("\n".join(["doc,a,b,c,d,e", *(f"d{rank // 2}," + ",".join(row) for rank, row in enumerate(rows))]))
    loads = json.loads(run("classify", file, "--k", 2, "--min-size", 0, "--document", "doc", "--json"))
    assert loads["classes"] == [2, 2, 1, 2, 2, 1, 2]
    joined = json.loads(run("classify", file, "--k", 2, "--min-size", 4, "--document", "doc", "--json"))
    # rows 1-2, 3-4 and 5-6 are each one text; across documents, 1-2 alone would have been joined to 3
    assert [joined["classes"][rank] == joined["classes"][rank + 1] for rank in (0, 2, 4)] == [True] * 3
    for heading, lines in (("autre", "d,a\n1,1"), ("d", "d,a\nx,1\ny,1\nx,1"), ("d", "d,a\n,1")):
        file.write_text(f"{lines}\n")
        with pytest.raises(ImportFileError):
            runner.invoke(app, ["classify", str(file), "--document", heading], catch_exceptions=False)
    corpus = tmp_path / "corpus.txt"
    words = ["Le vélo et la piste cyclable vers la gare.", "Le chauffage au bois de la forêt et la chaufferie."]
    corpus.write_text("".join(f"**** *n_{rank}\n{words[rank % 2]}\n" for rank in range(24)))
    loads = json.loads(run("classify", corpus, "--k", 3, "--json"))
    assert len(set(loads["classes"])) == 2
    assert {"bois", "vélo"} <= {form["form"] for report in loads["reports"] for form in report["forms"]}
    assert "Classe" not in run("classify", corpus, "--k", 2, "--double")
    answers = tmp_path / "reponses.csv"
    answers.write_text("siren,texte\n" + "".join(f"{rank},{words[rank % 2]}\n" for rank in range(24)))
    assert "Réponses lues" in run("classify", answers, "--k", 2)
    file.write_text("a\n1\n")
    with pytest.raises(ImportFileError):
        runner.invoke(app, ["classify", str(file)], catch_exceptions=False)


def test_what_a_file_would_write_is_not_written_once_it_has_changed(coded) -> None:
    with pytest.raises(ConflictError):
        run_import(codings_import(coded), project(coded), by=None, digest="autre")
