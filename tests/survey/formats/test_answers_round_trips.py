"""Answers written to each format and read again are the same answers, states included."""

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autan.ground.tables.importers.workbooks import read_workbook
from autan.ground.wordings import Text
from autan.survey.campaigns.core.exchange import AnswerRow, AnswerSheet, SheetAnswer
from autan.survey.formats.core.answer_files.formats import Headings
from autan.survey.formats.core.answer_files.tables import INVENTED_MARK, AnswerExport
from autan.survey.formats.exporters.answers.files import write_answers
from autan.survey.formats.importers.answers.files import read_answers
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.questionnaires.core.questionnaire import Choice, ChoiceList, Questionnaire
from tests.survey.questionnaires.answer_making import EVERY_KIND, values_of
from tests.survey.questionnaires.making import make_question, make_questionnaire

QUESTIONNAIRE = make_questionnaire(
    *(
        make_question(kind, code=f"q_{kind.value}", allows_other=kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE})
        for kind in EVERY_KIND
    )
)
STATES = [state for state in AnswerState if state is not AnswerState.ANSWERED]
VALUES: Mapping[str, Any] = {
    "q_open": "=1+1\nDeux  lignes, d’« élus »",
    "q_single": {"other": "Bois"},
    "q_multiple": {"choices": ["yes", "no"], "other": "+33"},
    "q_number": 1250.5,
    "q_ranking": ["renewables", "sobriety"],
    "q_split": {"sobriety": 50, "efficiency": 30, "renewables": 20},
    "q_date": "2013-04-01",
    "q_table": [{"title": "A"}, {"title": "B", "status": "planned", "cost_eur": 12}],
    "q_matrix": {"sobriety": {"status": "yes"}, "renewables": {"cost_eur": 3, "words": "@x"}},
    "q_half_open": {"choice": "planned", "text": ""},
    "q_year": 2012,
    "q_scale": 4,
    "q_file": {"name": "plan.pdf", "link": "https://exemple.fr/plan.pdf"},
}


def export_of(*rows: AnswerRow, questionnaire: Questionnaire = QUESTIONNAIRE, is_invented: bool = True) -> AnswerExport:
    sheet = AnswerSheet(file="", rows=rows, campaign="essai", is_invented=is_invented)
    text = Text("Essai", "Trial")
    return AnswerExport(sheet=sheet, questionnaire=questionnaire, title=text, network=text)


def row_of(values: Mapping[str, Any], siren: str = "100000001", **fields: Any) -> AnswerRow:
    answers = tuple(SheetAnswer(question=code, value=value, **fields) for code, value in values.items())
    return AnswerRow(key=siren, siren=siren, name="Autan-Nord", answers=answers)


FULL = (
    row_of(VALUES),
    AnswerRow(
        key="100000002",
        siren="100000002",
        name="Autan-Sud",
        answers=tuple(
            SheetAnswer(question=question.code, state=STATES[rank % len(STATES)])
            for rank, question in enumerate(QUESTIONNAIRE.questions)
        ),
    ),
    AnswerRow(key="100000003", siren="100000003", name="Autan-Mer"),
    row_of({"q_multiple": {"choices": ["yes"]}}, "100000004", is_partial=True),
)


def heard(sheet: AnswerSheet) -> dict[str, dict[str, Any]]:
    """Answers by SIREN and question, without what tells where they were read."""
    return {
        row.siren: {answer.question: (answer.state, answer.value, answer.is_partial) for answer in row.answers}
        for row in sheet.rows
        if row.answers
    }


@pytest.mark.parametrize("headings", list(Headings))
@pytest.mark.parametrize("file", ["essai.csv", "essai.xlsx", "essai.ods", "essai.json"])
def test_what_is_exported_is_read_again(file: str, headings: Headings) -> None:
    data, _ = write_answers(export_of(*FULL), file, headings=headings)
    sheet = read_answers(data, file, QUESTIONNAIRE)
    assert sheet.faults == ()
    assert heard(sheet) == heard(export_of(*FULL).sheet)
    assert sheet.is_invented
    real, _ = write_answers(export_of(*FULL, is_invented=False), file, headings=headings)
    assert not read_answers(real, file, QUESTIONNAIRE).is_invented


@pytest.mark.parametrize("is_invented", [True, False])
def test_the_first_sheet_of_a_workbook_says_whose_answers_they_are(*, is_invented: bool) -> None:
    data, _ = write_answers(export_of(*FULL, is_invented=is_invented), "essai.xlsx")
    notice = read_workbook(data, "essai.xlsx")[0]
    (network,) = [row for row in notice.rows if row.cells[0] == "Réseau"]
    assert any(INVENTED_MARK.fr == cell for cell in network.cells) is is_invented


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_long_form_keeps_who_when_and_from_what(separator: str) -> None:
    fields = {"author": "Ana", "recorded_at": "2013-04-02T10:00:00", "source": "PCET.pdf", "note": "À revoir"}
    rows = (row_of(VALUES, **fields), *FULL[1:])
    data, losses = write_answers(export_of(*rows), "essai.csv", is_long=True, separator=separator)
    sheet = read_answers(data, "essai.csv", QUESTIONNAIRE)
    assert sheet.faults == ()
    assert heard(sheet) == heard(export_of(*rows).sheet)
    answer = sheet.rows[0].answer_to("q_table")
    assert answer is not None
    assert {name: getattr(answer, name) for name in fields} == fields
    assert [loss.expected for loss in losses] == ["perdu : les versions antérieures des réponses"]


def test_the_json_keeps_everything() -> None:
    row = row_of(
        VALUES, note="N", note_en="n", author="Ana", source="d", confidence="checked", is_on_behalf=True, revision=3,
        facts=("S001",),
    )  # fmt: skip
    data, _ = write_answers(export_of(row), "essai.json")
    (read,) = read_answers(data, "essai.json", QUESTIONNAIRE).rows
    kept = [replace(answer, place="", revision=3) for answer in read.answers]
    assert kept == list(row.answers)


@settings(max_examples=60)
@given(st.data())
def test_any_answer_survives_csv_and_ods(data: Any) -> None:
    questions = data.draw(st.lists(st.sampled_from(QUESTIONNAIRE.questions), min_size=1, max_size=4, unique=True))
    values = {question.code: data.draw(values_of(question)) for question in questions}
    file = data.draw(st.sampled_from(["a.csv", "a.ods", "a.xlsx"]))
    export = export_of(row_of(values))
    written, _ = write_answers(export, file, headings=data.draw(st.sampled_from(Headings)))
    assert heard(read_answers(written, file, QUESTIONNAIRE)) == heard(export.sheet)


def test_parquet_is_typed_and_bears_the_mark() -> None:
    data, _ = write_answers(export_of(*FULL), "essai.parquet")
    frame = pl.read_parquet(io.BytesIO(data))
    assert frame.height == 4
    assert frame["network_mark"].unique().to_list() == ["réseau inventé"]
    assert (frame.schema["q_number"], frame.schema["q_date"]) == (pl.Float64, pl.Date)
    assert frame["q_multiple[yes]"].to_list() == [True, None, None, True]
    assert frame["q_multiple[no]"].to_list() == [True, None, None, None]
    metadata = pl.read_parquet_metadata(io.BytesIO(data))
    assert metadata["autan.mark"] == "réseau inventé"
    assert "Quoi" in metadata["autan.columns"]


def test_spss_cuts_what_is_too_long_and_keeps_the_mark(tmp_path: Any) -> None:
    question = make_question(QuestionKind.HALF_OPEN, code="q1", text=Text("É" * 200, ""))
    long = ChoiceList(code="long", choices=(Choice(code="a", label=Text("à" * 100, "")),))
    questionnaire = make_questionnaire(replace(question, choices=long), make_question(code="q2"))
    export = export_of(row_of({"q1": {"choice": "a", "text": ""}, "q2": "ç" * 20_000}), questionnaire=questionnaire)
    data, losses = write_answers(export, "essai.sav")
    path = tmp_path / "essai.sav"
    path.write_bytes(data)
    frame, meta = pyreadstat.read_sav(str(path), output_format="polars")
    label = meta.column_names_to_labels["q1"]
    assert (label[:16], label[-1], len(label.encode()) <= 256) == ("réseau inventé —", "…", True)
    assert len(meta.variable_value_labels["q1"][1].encode()) <= 120
    assert frame["q2"].to_list()[0].endswith("ç…")
    cut = [(loss.row, loss.column) for loss in losses if loss.expected.startswith("coupé")]
    assert {(None, "q1"), (2, "q2")} <= set(cut)


def test_spss_has_labels_accents_and_measures(tmp_path: Any) -> None:
    data, losses = write_answers(export_of(*FULL), "essai.sav")
    path = tmp_path / "essai.sav"
    path.write_bytes(data)
    frame, meta = pyreadstat.read_sav(str(path), output_format="polars")
    labels = meta.variable_value_labels
    assert meta.column_names_to_labels["q_scale"] == "réseau inventé — Quoi"
    assert "réseau inventé" in meta.file_label
    assert labels["q_half_open"][2] == "Prévu"
    assert frame["q_half_open"].to_list()[0] == 2
    assert meta.variable_measure["q_scale"] == "ordinal"
    assert (meta.variable_measure["q_number"], meta.variable_measure["q_single"]) == ("scale", "nominal")
    states = [labels["q_open.state"].get(code) for code in frame["q_open.state"].to_list()]
    assert states == ["répondu", "la donnée n’existe pas", None, None]
    assert frame["q_open"].to_list()[0] == VALUES["q_open"]
    assert any("codes" in loss.expected for loss in losses)
