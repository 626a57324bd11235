"""Answers of a file: matched to territories, weighed against what stands, recorded in one act, and once."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from typer.testing import CliRunner

from autan.evidence.imports.actions import run_import
from autan.evidence.imports.core import Import, Outcome, Preview, Upload
from autan.ground.errors import ImportFileError, RuleError
from autan.ground.tables.core.findings import Findings
from autan.instance.cli import answers
from autan.people.accounts.models import Person
from autan.people.individuals.actions import individual_named
from autan.people.journal.models import JournalEntry
from autan.survey.campaigns.actions.answer_revisions import lock_answers
from autan.survey.campaigns.actions.imported_answers import import_answers
from autan.survey.campaigns.actions.invitations import invite
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.core.exchange import OnConflict
from autan.survey.campaigns.models import Answer, Campaign, SectionValidation
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.campaigns.queries.importing import plan_answers
from autan.survey.formats.actions import preview_file
from autan.survey.formats.core.answer_files.formats import JSON_FORMAT, JSON_VERSION
from autan.survey.formats.importers.answers.files import read_answers
from autan.survey.formats.queries import match_sheet
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.territories.networks.models import Territory
from tests.cast import Cast
from tests.survey.campaigns.answering import record_answer

RUN = CliRunner()
DURING = datetime(2013, 5, 1, 12, tzinfo=UTC)
AFTER = datetime(2013, 7, 1, 12, tzinfo=UTC)
WIDE = """\
siren,territory,q1,q1[text],q1.state,q2,q2.state,q3[1_title],q3[2_title],q3[2_status]
100000001,Autan-Nord,yes,'=SOMME(A1),,12,,Bois,Soleil,no
100000002,Autan-Sud,,,refused,,no_data_exists,,,
"""


def load(
    text: str,
    campaign: Campaign,
    *,
    file: str = "reponses.csv",
    by: Person | None = None,
    now: datetime = DURING,
    **options: Any,
) -> Preview[AnswerRevision]:
    view = view_campaign(campaign.slug)
    sheet = read_answers(text.encode(), file, view.questionnaire)
    assert sheet.faults == ()
    rows = match_sheet(view, sheet, findings=Findings())
    importing = Import(
        kind="answers",
        read=lambda upload: plan_answers(view, rows, file=upload.file, **options),
        write=lambda by, preview: import_answers(by=by, campaign=view.record, preview=preview, now=now),
        lock=lambda: lock_answers(view.sirens),
    )
    return run_import(importing, Upload(file=file, data=text.encode()), by=by)


def current(campaign: Campaign) -> dict[tuple[str, str], Any]:
    found = Answer.objects.filter(campaign=campaign, is_current=True)
    return {(answer.territory_id, answer.question): answer.value or answer.state for answer in found}


def test_answers_are_recorded_with_their_file(collected: Campaign) -> None:
    plan = load(WIDE, collected)
    assert plan.count(Outcome.ADDED) == 5
    assert current(collected) == {
        ("100000001", "q1"): {"choice": "yes", "text": "=SOMME(A1)"},
        ("100000001", "q2"): 12,
        ("100000001", "q3"): [{"title": "Bois"}, {"title": "Soleil", "status": "no"}],
        ("100000002", "q1"): "refused",
        ("100000002", "q2"): "no_data_exists",
    }
    answer = Answer.objects.get(campaign=collected, territory_id="100000001", question="q2")
    assert (answer.source_document, answer.at, answer.revision) == ("reponses.csv, ligne 2", DURING, 1)
    entry = JournalEntry.objects.get(act="import_answers")
    assert entry.summary == "Réponses lues dans reponses.csv : 5 réponses de 2 collectivités"
    assert entry.details["added"] == 5


def test_the_same_file_again_writes_nothing(collected: Campaign) -> None:
    load(WIDE, collected)
    plan = load(WIDE, collected, on_conflict=OnConflict.REPLACE)
    assert plan.count(Outcome.SAME) == 5
    assert Answer.objects.count() == 5
    assert JournalEntry.objects.filter(act="import_answers").count() == 1


def test_what_stands_is_kept_or_replaced_as_asked(collected: Campaign) -> None:
    load(WIDE, collected)
    other = "siren,q2\n100000001,14\n"
    assert load(other, collected).count(Outcome.KEPT) == 1
    assert current(collected)["100000001", "q2"] == 12
    plan = load(other, collected, on_conflict=OnConflict.REPLACE)
    (changed,) = plan.to_write
    assert changed.current is not None
    assert (changed.outcome, changed.current.content.value) == (Outcome.CHANGED, 12)
    revisions = Answer.objects.filter(campaign=collected, territory_id="100000001", question="q2").order_by("revision")
    assert [(answer.value, answer.is_current) for answer in revisions] == [(12, False), (14, True)]


def test_a_format_that_holds_less_takes_nothing_away(collected: Campaign) -> None:
    record_answer(
        by=None,
        campaign=collected,
        siren="100000001",
        question="q2",
        value=12,
        source_document="PCET, p. 4",
        on=DURING.date(),
    )
    plan = load("siren,q2\n100000001,12\n", collected, on_conflict=OnConflict.REPLACE)
    assert plan.to_write == ()
    assert Answer.objects.get().source_document == "PCET, p. 4"


def test_a_wrong_answer_refuses_the_file_or_is_left(collected: Campaign) -> None:
    text = "siren,q2\n100000001,12\n100000002,900\n"
    view = view_campaign(collected.slug)
    sheet = read_answers(text.encode(), "r.csv", view.questionnaire)
    (fault,) = sheet.faults
    assert (fault.row, fault.column, fault.value) == (3, "q2", "900")
    assert "hors des bornes" in fault.expected
    assert [row.siren for row in sheet.rows if row.answers] == ["100000001"]


def test_an_unknown_fact_or_confidence_is_refused_whole(collected: Campaign) -> None:
    head = "siren,question,item,value,confidence,facts"
    for cells, column in (("q2,q2,3,certaine,", "q2"), ("q2,q2,3,,S999", "facts")):
        text = f"{head}\n100000001,{cells}\n100000002,q2,q2,4,,\n"
        with pytest.raises(ImportFileError) as caught:
            load(text, collected)
        (fault,) = caught.value.faults
        assert (fault.row, fault.column) == (2, column)
        assert not Answer.objects.exists()
        assert load(text, collected, skips_faults=True).count(Outcome.ADDED) == 1
        Answer.objects.all().delete()


def test_the_long_form_brings_confidence_source_and_author(collected: Campaign) -> None:
    text = (
        "siren,question,item,value,state,note,author,source,confidence,is_on_behalf\n"
        "100000001,q1,q1,yes,answered_partly,À revoir,Ana,PCET.pdf,checked,1\n"
        "100000001,q1,q1[text],Depuis 2010,answered_partly,À revoir,Ana,PCET.pdf,checked,1\n"
    )
    load(text, collected)
    answer = Answer.objects.get()
    assert answer.value == {"choice": "yes", "text": "Depuis 2010"}
    told = (answer.is_partial, answer.note_fr, answer.by_name, answer.source_document, answer.confidence)
    assert told == (True, "À revoir", "Ana", "PCET.pdf", "checked")
    assert answer.is_on_behalf


def test_who_may_import(collected: Campaign, documented: Campaign, people: Cast) -> None:
    own, both = "siren,q2\n100000001,3\n", "siren,q2\n100000001,3\n100000002,4\n"
    for by in (people.outsider, people.reader):
        with pytest.raises(RuleError):
            load(own, collected, by=by)
    with pytest.raises(RuleError, match="Autan-Sud"):
        load(both, collected, by=people.officer)
    with pytest.raises(RuleError, match="close"):
        load(own, collected, by=people.officer, now=AFTER)
    with pytest.raises(RuleError, match="documentée"):
        load(own, documented)
    assert not Answer.objects.filter(campaign=collected).exists()
    load(own, collected, by=people.officer)
    load(both, collected, by=people.coordinator, now=AFTER)
    assert Answer.objects.get(campaign=collected, territory_id="100000001").by_name == people.officer.name


def test_territories_are_told_by_name_column_and_mapping(collected: Campaign) -> None:
    view = view_campaign(collected.slug)

    def sirens(text: str, **options: Any) -> list[str]:
        sheet = read_answers(text.encode(), "r.csv", view.questionnaire)
        return [siren for siren, _ in match_sheet(view, sheet, findings=Findings(), **options)]

    assert sirens("territory,q2\nAutan-Nord,3\n") == ["100000001"]
    assert sirens("territory,q2\nC.A. d’autan nord,3\n") == []
    assert sirens("territory,q2\nCA AUTAN NORD,3\n") == ["100000001"]
    assert sirens("territory,Ville,q2\nx,Autan-Mer,3\n", column="Ville") == ["100000003"]
    assert sirens("territory,Ville,q2\nx,Bord de mer,3\n", column="ville", mapping={"bord de mer": "100000003"}) == [
        "100000003"
    ]
    assert sirens("territory,q1[text],q2\nx,Autan-Sud,3\n", column="q1") == ["100000002"]


def test_a_row_without_one_territory_is_a_fault(collected: Campaign) -> None:
    view = view_campaign(collected.slug)
    text = "siren,q2\n100000001,3\n100000001,4\n999999999,5\n"
    findings = Findings()
    assert match_sheet(view, read_answers(text.encode(), "r.csv", view.questionnaire), findings=findings) == ()
    told = [(fault.row, fault.expected) for fault in findings.faults]
    assert told == [
        (4, "une collectivité interrogée"),
        (2, "une seule réponse par collectivité (celle-ci est laissée)"),
        (3, "une seule réponse par collectivité (celle-ci est laissée)"),
    ]


def test_of_two_responses_the_one_that_was_sent_is_taken(collected: Campaign) -> None:
    view = view_campaign(collected.slug)
    text = "id,submitdate,lastpage,siren,q2\n1,,1,100000001,3\n2,2013-05-02,3,100000001,4\n"
    findings = Findings()
    rows = match_sheet(view, read_answers(text.encode(), "r.csv", view.questionnaire), findings=findings)
    assert [(siren, row.key) for siren, row in rows] == [("100000001", "2")]
    assert [fault.row for fault in findings.faults] == [2]


def test_another_answer_written_at_the_same_instant_is_told(collected: Campaign) -> None:
    load("siren,q2\n100000001,12\n", collected)
    first = Answer.objects.get()
    Answer.objects.create(
        campaign=collected,
        territory=first.territory,
        question="q2",
        revision=2,
        is_current=False,
        state="answered",
        value=13,
    )
    with pytest.raises(RuleError, match="recommencez"):
        load("siren,q2\n100000001,14\n", collected, on_conflict=OnConflict.REPLACE)
    assert Answer.objects.get(is_current=True) == first


def test_a_validated_section_that_changes_is_to_be_validated_again(collected: Campaign) -> None:
    for siren in ("100000001", "100000002"):
        SectionValidation.objects.create(
            campaign=collected,
            territory=Territory.objects.get(siren=siren),
            section="first",
            at=DURING,
            by=individual_named("Ana"),
        )
    load("siren,q2\n100000001,14\n", collected)
    held = SectionValidation.objects.order_by("territory__siren")
    assert [validation.withdrawn_at for validation in held] == [DURING, None]


def test_a_plan_writes_nothing(collected: Campaign) -> None:
    view = view_campaign(collected.slug)
    rows = match_sheet(view, read_answers(WIDE.encode(), "r.csv", view.questionnaire), findings=Findings())
    assert plan_answers(view, rows, file="r.csv").count(Outcome.ADDED) == 5
    assert not Answer.objects.exists()


# --- the command line -------------------------------------------------------------------------------------------------


def run(*words: str) -> Any:
    return RUN.invoke(answers.app, list(words), catch_exceptions=False)


def test_import_from_the_command_line(collected: Campaign, tmp_path: Path) -> None:
    file = tmp_path / "reponses.csv"
    file.write_text(WIDE, encoding="utf-8")
    dry = " ".join(run("import", collected.slug, str(file), "--dry-run").stdout.split())
    assert dry.endswith("reponses.csv : 5 ajouts Rien n’a été écrit.")
    assert not Answer.objects.exists()
    loads = json.loads(run("import", collected.slug, str(file), "--json", "--yes").stdout)
    assert (loads["added"], loads["is_written"], loads["faults"]) == (5, True, [])
    value = {"state": "answered", "value": {"choice": "yes", "text": "=SOMME(A1)"}, "is_partial": False}
    assert loads["items"][0] == {
        "key": "100000001/q1", "name": "Avez-vous un plan ?", "group": "Autan-Nord", "outcome": "added", "line": 2,
        "changes": [{"field": "answer", "before": None, "after": value}],
    }  # fmt: skip
    file.write_text("siren,q2\n100000001,14\n", encoding="utf-8")
    shown = run("import", collected.slug, str(file)).stdout
    assert "1 différent non repris" in shown
    assert "Rien n’a été écrit." in shown


def test_faults_from_the_command_line(collected: Campaign, tmp_path: Path) -> None:
    file = tmp_path / "reponses.csv"
    file.write_text("siren,q2\n100000001,beaucoup\n100000002,4\n", encoding="utf-8")
    with pytest.raises(ImportFileError):
        run("import", collected.slug, str(file))
    dry = run("import", collected.slug, str(file), "--dry-run", "--json")
    assert dry.exit_code == 5
    assert json.loads(dry.stdout)["faults"][0]["value"] == "beaucoup"
    assert not Answer.objects.exists()
    assert "Enregistré : 1 ajout" in run("import", collected.slug, str(file), "--skip-faults", "--yes").stdout


def test_a_mapping_file_tells_territories(collected: Campaign, tmp_path: Path) -> None:
    file, mapping = tmp_path / "r.csv", tmp_path / "m.csv"
    file.write_text("territory,Ville,q2\nx,Port,3\n", encoding="utf-8")
    mapping.write_text("ville;siren\nPort;100000003\n", encoding="utf-8")
    run("import", collected.slug, str(file), "--match", f"Ville={mapping}", "--yes")
    assert current(collected) == {("100000003", "q2"): 3}
    for bad in ("ville;code\nPort;1\n", "ville;siren\nPort;12\n", "ville;siren\nPort;100000001\nPort;100000002\n"):
        mapping.write_text(bad, encoding="utf-8")
        with pytest.raises(ImportFileError):
            run("import", collected.slug, str(file), "--match", f"Ville={mapping}", "--yes")


def test_participants_and_a_structure_explain_a_file(collected: Campaign, tmp_path: Path) -> None:
    file, participants = tmp_path / "r.csv", tmp_path / "p.csv"
    file.write_text("id,submitdate,lastpage,token,q2\n1,2013-05-02 10:00:00,1,abc,3\n", encoding="utf-8")
    participants.write_text("tid,token,attribute_1 <SIREN>\n1,abc,100000003\n", encoding="utf-8")
    words = ("import", collected.slug, str(file), "--yes")
    with pytest.raises(ImportFileError):
        run(*words)
    run(*words, "--participants", str(participants))
    assert current(collected) == {("100000003", "q2"): 3}
    structure = tmp_path / "enquete.lss"
    structure.write_text("<document>", encoding="utf-8")
    with pytest.raises(ImportFileError, match="enquete"):
        run(*words, "--structure", str(structure))


def test_a_note_that_changes_is_shown(collected: Campaign, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    for note in ("avant", "après"):
        file.write_text(f"siren,question,item,value,note\n100000001,q2,q2,3,{note}\n", encoding="utf-8")
        shown = run("import", collected.slug, str(file), "--on-conflict", "replace", "--yes").stdout
    assert "Remarque avant après" in " ".join(shown.split())


def test_export_from_the_command_line(collected: Campaign, tmp_path: Path) -> None:
    load(WIDE, collected)
    file = tmp_path / "reponses.csv"
    shown = run("export", collected.slug, str(file), "--separator", ";")
    assert "5 réponses de 3 collectivités (réseau inventé)" in shown.stdout
    assert "Ce que le fichier ne contient pas" in shown.stdout
    text = file.read_bytes()
    assert text.startswith(b"\xef\xbb\xbfsiren;territory;network_mark;q1;q1[text];")
    assert "'=SOMME(A1)" in text.decode()
    with pytest.raises(RuleError, match="--force"):
        run("export", collected.slug, str(file))
    loads = json.loads(run("export", collected.slug, str(file), "--force", "--json").stdout)
    assert (loads["answers"], loads["is_invented"]) == (5, True)
    assert any("versions antérieures" in loss["expected"] for loss in loads["losses"])
    for bad in (["x.doc"], ["x.csv", "--separator", "|"], ["x.ods", "--long"]):
        with pytest.raises((ImportFileError, RuleError)):
            run("export", collected.slug, str(tmp_path / bad[0]), *bad[1:])
    again = run("import", collected.slug, str(file), "--json")
    assert json.loads(again.stdout)["same"] == 5


def test_states_stay_apart_in_every_row(collected: Campaign) -> None:
    load("siren,q1.state,q2.state,q3.state\n100000001,refus de répondre,sans objet,la donnée n’existe pas\n", collected)
    states = {answer.question: answer.state for answer in Answer.objects.all()}
    assert states == {
        "q1": AnswerState.REFUSED,
        "q2": AnswerState.NOT_APPLICABLE,
        "q3": AnswerState.NO_DATA_EXISTS,
    }


def test_a_workbook_that_a_person_filled(collected: Campaign, tmp_path: Path) -> None:
    """A sheet of its own name, numbers as numbers, a column of its own, an empty line."""
    file = tmp_path / "saisie.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        page = book.add_worksheet("Saisie")
        for line, row in enumerate([["SIREN", "q2", "Remarque"], [100000002, 7, "vu"], [None], [100000003, 8]]):
            for place, cell in enumerate(row):
                if cell is not None:
                    page.write(line, place, cell)
    run("import", collected.slug, str(file), "--yes")
    assert current(collected) == {("100000002", "q2"): 7, ("100000003", "q2"): 8}


def test_our_own_links_tell_their_territories(collected: Campaign) -> None:
    token = invite(
        by=None, campaign=collected, siren="100000003", name="Ana", email="", expires_at=DURING.replace(year=2030)
    ).token
    view = view_campaign(collected.slug)
    text = f"id,submitdate,lastpage,token,q2\n1,2013-05-02,1,{token},7\n2,2013-05-02,1,inconnu,8\n"
    findings, sheet = Findings(), read_answers(text.encode(), "r.csv", view.questionnaire)
    rows = match_sheet(view, sheet, column="token", findings=findings)
    assert [(siren, row.key) for siren, row in rows] == [("100000003", "1")]
    assert [fault.value for fault in findings.faults] == ["inconnu"]


STRANGERS = range(900_000_000, 900_001_100)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("ours.csv", "siren,q2\n" + "".join(f"{siren},douze\n" for siren in STRANGERS)),
        ("limesurvey.csv", "id,submitdate,lastpage,token,q2\n" + "".join(f"{n},,1,{n},douze\n" for n in STRANGERS)),
        ("kobo.csv", "_index,_uuid,siren,q2\n" + "".join(f"1,{siren},{siren},douze\n" for siren in STRANGERS)),
        ("ours.json", json.dumps({
            "format": JSON_FORMAT, "format_version": JSON_VERSION, "territories": [
                {"siren": str(siren), "answers": [{"question": "q2", "value": "douze"}]} for siren in STRANGERS
            ],
        })),
    ],
)  # fmt: skip
def test_a_file_of_unknown_members_is_refused_before_its_answers_are_read(
    collected: Campaign, file: str, text: str
) -> None:
    with pytest.raises(ImportFileError) as refused:
        preview_file(view_campaign(collected.slug), Upload(file=file, data=text.encode()))
    assert "douze" not in {fault.value for fault in refused.value.faults}
    assert len(refused.value.faults) > 1_000
    assert "les suivants ne sont pas relevés" in refused.value.faults[-1].expected
