"""The answers exported from KoBo become ours: codes or labels, groups or not, several choices, repeats."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError, RuleError
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.importers.tables import read_tables
from autan.ground.wordings import Text
from autan.instance.cli import answers as commands
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.core.exchange import AnswerRow, AnswerSheet, SheetAnswer
from autan.survey.campaigns.models import Answer, Campaign
from autan.survey.formats.core.answer_files.tables import AnswerExport
from autan.survey.formats.importers.answers.files import read_answers
from autan.survey.formats.importers.answers.readers import AnswerSource
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.core.answers.values import AnswerValue
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from autan.survey.questionnaires.exporters.yaml_file import write_questionnaire
from autan.survey.xlsforms.exporters.form import write_xlsform
from autan.survey.xlsforms.exporters.kobo_answers import write_kobo
from autan.survey.xlsforms.importers.form import read_xlsform
from autan.survey.xlsforms.importers.kobo_answers import is_kobo, read_kobo_answers
from autan.territories.networks.models import Network
from tests.survey.questionnaires.making import make_question, make_questionnaire
from tests.survey.xlsforms.form_making import DAY, read_form

K = QuestionKind
META = ("_id", "_uuid", "_submission_time", "_index")

type Table = Sequence[Sequence[str | float | None]]


def asked() -> Questionnaire:
    """A form as a coordinator would have made it in KoBo, with names and codes of its own."""
    found, _ = read_form(
        [
            ("type", "name", "label"),
            ("text", "SIREN", "Numéro SIREN"),
            ("begin_group", "Demarche", "La démarche"),
            ("select_one oui_non", "Plan", "Avez-vous un plan ?"),
            ("select_multiple themes or_other", "Themes", "Quels thèmes ?"),
            ("rank themes", "Ordre", "Dans quel ordre ?"),
            ("decimal", "Budget", "Quel budget (k€) ?"),
            ("date", "Jour", "Adopté le"),
            ("image", "Photo", "Une image"),
            ("end_group", "", ""),
            ("begin_repeat", "Actions", "Vos actions"),
            ("text", "Titre", "Titre de l’action"),
            ("select_one oui_non", "Faite", "Est-elle faite ?"),
            ("end_repeat", "", ""),
        ],
        choices=[
            ("list_name", "name", "label"),
            ("oui_non", "1", "Oui"),
            ("oui_non", "0", "Non"),
            ("themes", "air", "Air et climat"),
            ("themes", "EAU", "Eau"),
        ],
    )
    return found


def workbook(**sheets: Table) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write(line, column, cell)
    book.close()
    return stream.getvalue()


def values_of(row: AnswerRow) -> Mapping[str, AnswerValue]:
    return {answer.question: answer.value for answer in row.answers}


def read(data: bytes, file: str = "kobo.xlsx", questionnaire: Questionnaire | None = None) -> AnswerSheet:
    return read_kobo_answers(
        read_tables(data, file), AnswerSource(file=file, questionnaire=questionnaire or asked(), findings=Findings())
    )


WHOLE = workbook(
    Essai=[
        (
            *("SIREN", "Demarche/Plan", "Demarche/Themes", "Demarche/Themes_other", "Demarche/Ordre"),
            *("Demarche/Budget", "Demarche/Jour", "Demarche/Photo", "Demarche/Photo_URL", "deviceid", *META),
        ),
        (
            *("200000001", "1", "air EAU other", "Bruit", "EAU air", 12.5, "2020-03-01", "a.jpg", "https://x.fr/a.jpg"),
            *("appareil", 71, "u1", "2026-01-05T10:00:00", 1),
        ),
        ("200000002", "0", None, None, None, None, None, None, None, None, 72, "u2", "2026-01-06T10:00:00", 2),
    ],
    Actions=[
        ("Titre", "Faite", "_index", "_parent_table_name", "_parent_index", "_submission__id"),
        ("Chaufferie bois", "1", 1, "Essai", 1, 71),
        ("Autopartage", "0", 2, "Essai", 2, 72),
        ("Isolation", None, 3, "Essai", 1, 71),
    ],
)


def test_an_export_in_codes_is_read_whole() -> None:
    sheet = read(WHOLE)
    assert not sheet.faults
    first, second = sheet.rows
    assert (first.key, first.submitted_at, first.line) == ("71", "2026-01-05T10:00:00", 2)
    assert (first.siren, second.siren) == ("200000001", "200000002")
    assert values_of(first) == {
        "siren": "200000001",
        "plan": "a1",
        "themes": {"choices": ["air", "eau"], "other": "Bruit"},
        "ordre": ["eau", "air"],
        "budget": 12.5,
        "jour": "2020-03-01",
        "photo": {"name": "a.jpg", "link": "https://x.fr/a.jpg"},
        "actions": [{"titre": "Chaufferie bois", "faite": "a1"}, {"titre": "Isolation"}],
    }
    assert values_of(second) == {
        "siren": "200000002",
        "plan": "a0",
        "actions": [{"titre": "Autopartage", "faite": "a0"}],
    }


NESTED = (
    ("type", "name", "label"),
    ("text", "SIREN", "Numéro SIREN"),
    ("begin_repeat", "Actions", "Vos actions"),
    ("text", "Titre", "Titre de l’action"),
    ("decimal", "Budget", "Budget (k€)"),
    ("begin_repeat", "Partenaires", "Ses partenaires"),
    ("text", "Nom", "Nom du partenaire"),
    ("decimal", "Part", "Sa part (k€)"),
    ("end_repeat", "", ""),
    ("end_repeat", "", ""),
)
IN_ROWS = workbook(
    Essai=[
        ("SIREN", *META),
        ("100000001", 71, "u1", "2013-05-05T10:00:00", 1),
        ("100000002", 72, "u2", "2013-05-06T10:00:00", 2),
    ],
    Actions=[
        ("Titre", "Budget", "_index", "_parent_table_name", "_parent_index", "_submission__id"),
        ("Bois", 10, 1, "Essai", 1, 71),
        ("Vélo", 5, 2, "Essai", 2, 72),
        ("Soleil", 7, 3, "Essai", 1, 71),
    ],
    Partenaires=[
        ("Nom", "Part", "_index", "_parent_table_name", "_parent_index", "_submission__id"),
        ("Région", 4, 1, "Actions", 1, 71),
        ("ADEME", 3, 2, "Actions", 1, 71),
        ("Club", 1, 3, "Actions", 2, 72),
    ],
)


def test_a_repeat_inside_another_stands_under_its_own_row() -> None:
    sheet = read(IN_ROWS, questionnaire=read_form(NESTED)[0])
    assert not sheet.faults
    first, second = (values_of(row)["actions"] for row in sheet.rows)
    assert first == [
        {"titre": "Bois", "budget": 10, "nom": "Région", "part": 4},
        {"titre": "Bois", "nom": "ADEME", "part": 3},  # the budget of the action is not said twice: it would be added
        {"titre": "Soleil", "budget": 7},
    ]
    assert second == [{"titre": "Vélo", "budget": 5, "nom": "Club", "part": 1}]
    assert [len(row.answers) for row in sheet.rows] == [2, 2]  # one answer a question


def test_what_is_read_of_nested_repeats_is_what_is_written(network: Network, tmp_path: Path) -> None:
    text = write_questionnaire(read_form(NESTED)[0])
    campaign = open_campaign(
        by=None,
        slug="kobo",
        network=network,
        questionnaire=record_questionnaire(by=None, text=text, file="kobo.yaml"),
        title=Text("KoBo", "KoBo"),
        opened_on=date(2013, 4, 1),
    )
    file, by_hand = tmp_path / "kobo.xlsx", tmp_path / "qui.csv"
    file.write_bytes(IN_ROWS)
    by_hand.write_text("_id,siren\n71,100000002\n72,100000001\n")
    done = CliRunner().invoke(commands.app, ["import", "kobo", str(file), "--yes", "--match", f"_id={by_hand}"])
    assert done.exit_code == 0, done.output
    kept = Answer.objects.filter(campaign=campaign, question="actions")
    assert {answer.territory_id: len(answer.value) for answer in kept} == {"100000002": 3, "100000001": 1}


def test_what_a_device_writes_of_itself_is_left_aside_aloud() -> None:
    sheet = read(WHOLE)
    assert [fault.column for fault in sheet.warnings] == ["deviceid"]
    assert "deviceid" not in sheet.rows[0].others


def test_a_column_that_is_empty_on_every_line_is_no_news() -> None:
    """KoBo exports the notes of a form, which nobody fills, like its questions."""
    lines: list[Sequence[str | float | None]] = [("SIREN", "Demarche/Plan", "note", "Remarque", *META)]
    lines += [(str(siren), "1", None, words, siren, "u", "2026-01-05", 1) for siren, words in ((1, None), (2, "Vu"))]
    assert [fault.column for fault in read(workbook(Essai=lines)).warnings if fault.row == 1] == ["Remarque"]


def test_labels_are_read_like_codes_and_boxes_like_lists() -> None:
    sheet = read(
        workbook(
            Essai=[
                ("Avez-vous un plan ?", "Quels thèmes ?", "La démarche/Dans quel ordre ?", "Nom de la commune", *META),
                ("Oui", "Air et climat Eau", "Eau Air et climat", "Albi", 1, "u", "2026-01-05", 1),
            ]
        )
    )
    assert values_of(sheet.rows[0]) == {
        "plan": "a1",
        "themes": {"choices": ["air", "eau"]},
        "ordre": ["eau", "air"],
    }
    assert sheet.rows[0].others == {"Nom de la commune": "Albi"}
    boxes = read(workbook(Essai=[("Themes/air", "Themes/EAU", *META), (0, 1, 1, "u", "t", 1), (0, 0, 2, "v", "t", 2)]))
    assert [values_of(row) for row in boxes.rows] == [{"themes": {"choices": ["eau"]}}, {}]


def test_each_bad_cell_has_its_place_and_the_rest_is_kept() -> None:
    sheet = read(
        workbook(
            Essai=[
                ("Plan", "Themes", "Budget", "Jour", *META),
                ("peut-être", "air feu", "beaucoup", "2020-02-31", 1, "u", "t", 1),
                ("1", "air", "3", "2020-02-03", 2, "v", "t", 2),
            ],
            Actions=[("Titre", "Faite", "_parent_index"), ("Isolation", "jamais", 2)],
        )
    )
    places = {(fault.sheet, fault.row, fault.column, fault.value) for fault in sheet.faults}
    assert places == {
        ("Essai", 2, "Plan", "peut-être"),
        ("Essai", 2, "Themes", "air feu"),
        ("Essai", 2, "Budget", "beaucoup"),
        ("Essai", 2, "Jour", "2020-02-31"),
        ("Actions", 2, "Faite", "jamais"),
    }
    assert values_of(sheet.rows[0]) == {}
    assert values_of(sheet.rows[1])["budget"] == 3


def test_a_csv_has_no_table_and_says_so() -> None:
    text = "Plan;_id;_uuid;_submission_time\n1;7;u;2026-01-05\n"
    sheet = read(text.encode(), "kobo.csv")
    assert values_of(sheet.rows[0]) == {"plan": "a1"}
    assert [fault.column for fault in sheet.warnings] == ["actions"]


def test_rows_of_a_table_find_their_response_by_its_number() -> None:
    sheet = read(
        workbook(
            Essai=[("Plan", "_id", "_uuid"), ("1", 71, "u")],
            Actions=[("Titre", "_parent_index", "_submission__id"), ("Isolation", 1, 71), ("Ailleurs", 2, 99)],
            Autre=[("Rien", "_parent_index"), ("x", 1)],
        )
    )
    assert values_of(sheet.rows[0])["actions"] == [{"titre": "Isolation"}]
    assert [fault.sheet for fault in sheet.warnings] == ["Autre"]


def test_the_parts_of_our_own_kinds_come_back() -> None:
    ours = make_questionnaire(
        make_question(K.HALF_OPEN, code="half"),
        make_question(K.SPLIT, code="split"),
        make_question(K.MATRIX, code="grid"),
        make_question(K.SINGLE, code="one", allows_other=True),
    )
    form, _ = read_xlsform(write_xlsform(ours), "essai.xlsx", version=DAY)
    data = workbook(
        Essai=[
            (
                *("half", "half_text", "split_sobriety", "split_efficiency", "split_renewables"),
                *("grid_sobriety_status", "grid_sobriety_cost_eur", "one", "one_other", *META),
            ),
            ("yes", "Depuis peu", 20, 30, 50, "no", 1500, "other", "Autrement", 1, "u", "t", 1),
        ]
    )
    for questionnaire in (ours, form):
        sheet = read(data, questionnaire=questionnaire)
        assert not sheet.faults
        assert values_of(sheet.rows[0]) == {
            "half": {"choice": "yes", "text": "Depuis peu"},
            "split": {"sobriety": 20, "efficiency": 30, "renewables": 50},
            "grid": {"sobriety": {"status": "no", "cost_eur": 1500}},
            "one": {"other": "Autrement"},
        }


@pytest.mark.parametrize("headings", [["siren", "plan"], ["id", "submitdate"], ["_uuid"]])
def test_another_table_is_not_taken_for_one_of_kobo(headings: list[str]) -> None:
    assert not is_kobo(headings)


def test_the_common_reader_knows_an_export() -> None:
    assert read_answers(WHOLE, "kobo.xlsx", asked()).rows == read(WHOLE).rows


VALUES: dict[str, AnswerValue] = {
    "open": "Deux lignes\nde texte",
    "half_open": {"choice": "yes", "text": "Depuis peu"},
    "single": {"other": "Autrement"},
    "multiple": {"choices": ["yes", "no"], "other": "Bruit"},
    "number": 1500,
    "percentage": 35,
    "scale": 4,
    "ranking": ["efficiency", "sobriety"],
    "split": {"sobriety": 20, "efficiency": 30, "renewables": 50},
    "date": "2020-03-01",
    "year": 2013,
    "table": [{"title": "Chaufferie", "status": "yes", "cost_eur": 1500}, {"title": "=1+1", "start": 2013}],
    "matrix": {"sobriety": {"status": "yes", "words": "Beaucoup"}},
    "file": {"name": "plan.pdf", "link": "https://exemple.fr/plan.pdf"},
}


def every_kind() -> Questionnaire:
    questions = [
        make_question(kind, code=kind.value, **({"allows_other": True} if kind in {K.SINGLE, K.MULTIPLE} else {}))
        for kind in K
    ]
    return make_questionnaire(*questions)


def exported(questionnaire: Questionnaire, *, is_invented: bool = False) -> AnswerExport:
    answers = tuple(SheetAnswer(question=code, value=value) for code, value in VALUES.items())
    refused = SheetAnswer(question="open", state=AnswerState.REFUSED, note="Une remarque")
    rows = (
        AnswerRow(key="200000001", siren="200000001", name="Nord", answers=answers),
        AnswerRow(key="200000002", siren="200000002", name="Sud", answers=(refused,)),
    )
    sheet = AnswerSheet(file="", rows=rows, campaign="essai", is_invented=is_invented)
    return AnswerExport(sheet=sheet, questionnaire=questionnaire, title=Text("E", "E"), network=Text("R", "N"))


def test_answers_written_as_kobo_does_come_back() -> None:
    ours = every_kind()
    data, losses = write_kobo(exported(ours, is_invented=True))
    assert data == write_kobo(exported(ours, is_invented=True))[0]
    form, _ = read_xlsform(write_xlsform(ours), "essai.xlsx", version=DAY)
    for questionnaire in (ours, form):
        sheet = read(data, questionnaire=questionnaire)
        assert not sheet.faults
        assert not sheet.warnings
        assert sheet.is_invented
        assert values_of(sheet.rows[0]) == VALUES
        assert (sheet.rows[1].siren, sheet.rows[1].name, values_of(sheet.rows[1])) == ("200000002", "Sud", {})
    told = [(loss.value, loss.expected) for loss in losses]
    assert told[0] == (None, "perdu : les versions antérieures des réponses")
    assert ("1", "perdu : remarques, sources, confiances et auteurs") in told
    assert len(told) == 3


def test_sheets_have_names_that_a_workbook_takes() -> None:
    long = "t" * 40
    ours = make_questionnaire(make_question(K.TABLE, code=f"{long}_a"), make_question(K.TABLE, code=f"{long}_b"))
    grids = read_tables(write_kobo(exported(ours))[0], "kobo.xlsx")
    names = [grid.name for grid in grids]
    assert len(set(names)) == len(names) == 3
    assert all(len(name) <= 31 for name in names)


def test_the_command_writes_a_campaign_as_kobo_does(tmp_path: Path, documented: Campaign) -> None:
    target = tmp_path / "reponses.xlsx"
    result = CliRunner().invoke(commands.app, ["export", "essai-2013", str(target), "--kobo"], catch_exceptions=False)
    assert "perdu" in result.stdout
    grids = read_tables(target.read_bytes(), target.name)
    assert is_kobo(grids[0].headings)
    with pytest.raises(RuleError):
        CliRunner().invoke(
            commands.app, ["export", "essai-2013", str(tmp_path / "a.csv"), "--kobo"], catch_exceptions=False
        )


def test_the_page_gives_a_campaign_as_kobo_does(client: Client, documented: Campaign) -> None:
    page = client.get(reverse("formats:downloads", kwargs={"slug": "essai-2013"})).content.decode()
    address = reverse("formats:download", kwargs={"slug": "essai-2013", "suffix": "kobo"})
    assert address in page
    given = client.get(address)
    assert given["Content-Disposition"].endswith('-kobo.xlsx"')
    assert is_kobo(read_tables(given.getvalue(), "kobo.xlsx")[0].headings)


def test_an_export_of_another_form_is_refused() -> None:
    with pytest.raises(ImportFileError) as caught:
        read_answers(b"inconnue,_id,_uuid\nx,7,u7\n", "k.csv", make_questionnaire(make_question(code="q1")))
    assert [fault.expected for fault in caught.value.faults] == ["au moins une question de la campagne"]
