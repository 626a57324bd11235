"""The questionnaire as a document: page, PDF and DOCX, blank or with the answers of a territory."""

import io
import shutil
import subprocess
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from typer.testing import CliRunner

from autan.cli import questionnaire as commands
from autan.errors import ImportFileError
from autan.evidence.core.texts import Text
from autan.questionnaires.core.answers.answer import RecordedAnswer
from autan.questionnaires.core.kinds import AnswerConfidence, AnswerState, QuestionKind, Requirement, Scope
from autan.questionnaires.core.questionnaire import Bounds, Question
from autan.questionnaires.core.rules.expressions import parse_rule
from autan.questionnaires.exporters.documents import write_document
from autan.questionnaires.presenters.printed import print_questionnaire
from autan.questionnaires.presenters.printed_values import PrintedQuestion, PrintedQuestionnaire
from autan.questionnaires.presenters.rules import tell_rule
from autan.surveys.core.campaigns.invitations import InvitationRole
from autan.surveys.models import Campaign, Invitation
from autan.territories.models import Network
from tests.cast import Cast
from tests.questionnaires.making import SMALL_YAML, make_question, make_questionnaire
from tests.surveys.answering import OTHER, OWN, link, record_answer, token_of

K = QuestionKind
DAY = date(2026, 1, 2)
RUN = CliRunner()
VALUES: dict[K, Any] = {
    K.OPEN: "Deux lignes\nde texte",
    K.SHORT_TEXT: "Service énergie",
    K.HALF_OPEN: {"choice": "yes", "text": "Depuis 2010"},
    K.SINGLE: "planned",
    K.MULTIPLE: {"choices": ["yes", "no"]},
    K.NUMBER: 1500,
    K.PERCENTAGE: 35,
    K.SCALE: 4,
    K.RANKING: ["efficiency", "sobriety"],
    K.SPLIT: {"sobriety": 20, "efficiency": 30, "renewables": 50},
    K.DATE: "2020-03-01",
    K.YEAR: 2013,
    K.TABLE: [{"title": "Chaufferie", "status": "yes", "cost_eur": 1500, "start": 2013}],
    K.MATRIX: {"sobriety": {"status": "yes", "words": "Beaucoup"}},
    K.FILE: {"name": "plan.pdf", "link": "https://exemple.fr/plan.pdf"},
}


def printed(question: Question, value: Any = None, *, is_blank: bool = False, language: str = "fr") -> PrintedQuestion:
    """One question of a questionnaire, blank or with its answer."""
    answer = RecordedAnswer(campaign="c", siren="s", question="q1", state=AnswerState.ANSWERED, value=value)
    answers = None if is_blank else ({"q1": answer} if value is not None else {})
    return lay_out(question, answers=answers, language=language).sections[0].questions[0]


def lay_out(*questions: Question, **options: Any) -> PrintedQuestionnaire:
    return print_questionnaire(make_questionnaire(*questions), **({"language": "fr"} | options))


@pytest.mark.parametrize("kind", [kind for kind in K if kind is not K.DISPLAY])
def test_a_blank_question_leaves_room_for_its_answer(kind: QuestionKind) -> None:
    shown = printed(make_question(kind), is_blank=True)
    assert shown.number == "1"
    assert shown.boxes or shown.table or shown.blank_lines or shown.unit is not None
    assert not shown.answer
    assert not shown.state
    assert not any(box.is_ticked for box in shown.boxes)


@pytest.mark.parametrize("kind", list(VALUES))
def test_an_answer_is_shown_in_place_of_the_room(kind: QuestionKind) -> None:
    shown = printed(make_question(kind), VALUES[kind])
    assert shown.blank_lines == 0
    assert shown.unit is None
    ticked = [box.label for box in shown.boxes if box.is_ticked]
    cells = [cell for row in shown.table.rows for cell in row] if shown.table else []
    assert shown.answer or ticked or any(cells)


def test_each_part_of_an_answer_has_its_place() -> None:
    ticked = [box.label for box in printed(make_question(K.MULTIPLE), VALUES[K.MULTIPLE]).boxes if box.is_ticked]
    assert ticked == ["Oui", "Non"]
    half = printed(make_question(K.HALF_OPEN), VALUES[K.HALF_OPEN])
    assert ([b.label for b in half.boxes if b.is_ticked], half.answer) == (["Oui"], ("Depuis 2010",))
    other = printed(make_question(K.SINGLE, allows_other=True), {"other": "Autrement"})
    assert other.boxes[-1].label == "Autre, à préciser\u00a0: Autrement"
    assert other.boxes[-1].is_ticked
    ranked = printed(make_question(K.RANKING), VALUES[K.RANKING]).table
    assert ranked
    assert [row[1] for row in ranked.rows] == ["2", "1", "–"]
    grid = printed(make_question(K.MATRIX), VALUES[K.MATRIX]).table
    assert grid
    assert grid.rows[0] == ("Sobriety", "Oui", "–", "Beaucoup")
    assert grid.rows[1] == ("Efficiency", "–", "–", "–")
    shares = printed(make_question(K.SPLIT), {"sobriety": 33.3, "efficiency": 66.7, "renewables": 0}).table
    assert shares
    assert [row[1] for row in shares.rows] == ["33,3", "66,7", "0"]
    scale = printed(make_question(K.SCALE), 4)
    assert [box.is_ticked for box in scale.boxes] == [False, False, False, True, False]
    assert scale.boxes[0].label == "1 (faible)"


def test_what_is_not_answered_is_said_and_never_left_blank() -> None:
    assert printed(make_question()).state == "Pas de réponse à ce jour."
    refused = RecordedAnswer(campaign="c", siren="s", question="q1", state=AnswerState.REFUSED)
    shown = lay_out(make_question(K.TABLE), answers={"q1": refused}).sections[0].questions[0]
    assert (shown.state, shown.table) == ("Refus de répondre.", None)


def test_an_answer_is_printed_with_its_source_and_the_whole_with_its_day() -> None:
    answer = RecordedAnswer(
        campaign="c",
        siren="s",
        question="q1",
        state=AnswerState.ANSWERED,
        value="Oui",
        source_document="Bilan 2019",
        confidence=AnswerConfidence.ESTIMATED,
    )
    sheet = lay_out(make_question(), make_question(code="q2"), answers={"q1": answer}, answered_on=DAY)
    assert sheet.sections[0].questions[0].source == "Source et fiabilité\u00a0: Bilan 2019, estimée"
    assert sheet.standing == "Questions réglées\u00a0: 1 sur 2, dernière réponse le 2\u00a0janvier\u00a02026."
    assert lay_out(make_question()).standing == ""


def test_a_question_that_is_not_asked_says_so() -> None:
    no = RecordedAnswer(campaign="c", siren="s", question="q0", state=AnswerState.ANSWERED, value="no")
    asked = make_question(K.SINGLE, code="q0"), make_question(relevance=parse_rule("q0 == 'yes'"))
    shown = lay_out(*asked, answers={"q0": no}).sections[0].questions[1]
    assert shown.state == "Question non posée\u00a0: sa condition n’est pas remplie."
    assert lay_out(*asked, answers={}).sections[0].questions[1].state == "Pas de réponse à ce jour."


def test_notes_say_how_when_and_why() -> None:
    first = make_question(K.SINGLE, code="q0")
    question = make_question(
        K.NUMBER,
        help=Text("Hors taxes", "Without tax"),
        why=Text("Pour comparer", "To compare"),
        scope=Scope.TERRITORY,
        requirement=Requirement.HARD,
        relevance=parse_rule("q0 == 'yes'"),
    )
    notes = lay_out(first, question).sections[0].questions[1].notes
    assert notes == (
        "Ensemble du territoire, réponse attendue pour valider.",
        "Hors taxes",
        "À remplir si la réponse à la question 1 est «\u202fOui\u202f».",
        "Pourquoi cette question\u00a0: Pour comparer",
    )


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("one != 'yes'", "la réponse à la question 1 n’est pas «\u202fOui\u202f»"),
        ("one in ['yes', 'no']", "la réponse à la question 1 est «\u202fOui\u202f» ou «\u202fNon\u202f»"),
        ("'other' in many", "«\u202fAutre\u202f» est coché à la question 2"),
        ("'yes' not in many", "«\u202fOui\u202f» n’est pas coché à la question 2"),
        ("5 < n", "la réponse à la question 3 est au-dessus de 5\u00a0€"),
        ("n <= 1000.5", "la réponse à la question 3 est au plus 1\u202f000,5\u00a0€"),
        ("year >= 2010", "la réponse à la question 4 est au moins 2010"),
        ("day < '2020-01-31'", "la réponse à la question 5 est en dessous de 31\u00a0janvier\u00a02020"),
        ("not answered(n) and answered(day)",
         "il n’est pas vrai que la question 3 a une réponse, et la question 5 a une réponse"),
    ],
)  # fmt: skip
def test_conditions_are_told_in_words(rule: str, words: str) -> None:
    questions = [
        make_question(K.SINGLE, code="one"),
        make_question(K.MULTIPLE, code="many", allows_other=True),
        make_question(K.NUMBER, code="n"),
        make_question(K.YEAR, code="year"),
        make_question(K.DATE, code="day"),
    ]
    ranks = {question.code: (rank, question) for rank, question in enumerate(questions, start=1)}
    assert tell_rule(parse_rule(rule), ranks, "fr") == words
    assert "question" in tell_rule(parse_rule(rule), ranks, "en")


def whole(**options: Any) -> PrintedQuestionnaire:
    """Every kind of question at once."""
    questions = [make_question(kind, code=f"q{rank}") for rank, kind in enumerate(K, start=1)]
    return lay_out(*questions, **options)


def test_the_pdf_is_the_same_twice_and_says_that_the_network_is_invented() -> None:
    made = write_document(whole(is_invented=True, subtitle="Essai"), "pdf", day=DAY)
    assert made.startswith(b"%PDF")
    assert made == write_document(whole(is_invented=True, subtitle="Essai"), "pdf", day=DAY)
    if shutil.which("pdftotext"):
        told = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True).stdout.decode()
        assert told.count("Réseau inventé pour") == told.count("\f")
    assert write_document(whole(language="en"), "pdf", day=DAY) != made


def test_the_docx_has_headings_boxes_and_tables() -> None:
    read = Document(io.BytesIO(write_document(whole(is_invented=True), "docx", day=DAY)))
    headings = [p.text for p in read.paragraphs if p.style and p.style.name == "Heading 2"]
    assert len(headings) == len(K)
    assert headings[0] == "1. Quoi"
    assert sum(paragraph.text.startswith("☐") for paragraph in read.paragraphs) >= 9
    assert len(read.tables) == 4  # ranking, split, table, matrix
    assert "inventé" in read.sections[0].header.paragraphs[0].text
    filled = lay_out(make_question(K.SINGLE), answers={"q1": _yes()}, respondent="Autan-Nord")
    shown = Document(io.BytesIO(write_document(filled, "docx", day=DAY)))
    assert [p.text for p in shown.paragraphs if p.text.startswith("☒")] == ["☒\u00a0Oui"]
    assert "Autan-Nord" in [p.text for p in shown.paragraphs]
    with pytest.raises(ImportFileError):
        write_document(filled, "odt", day=DAY)


def _yes() -> RecordedAnswer:
    return RecordedAnswer(campaign="c", siren="s", question="q1", state=AnswerState.ANSWERED, value="yes")


def test_bounds_of_a_scale_are_the_boxes() -> None:
    question = make_question(K.SCALE, bounds=Bounds(low=0, high=2), low_label=Text("", ""))
    assert [box.label for box in printed(question, is_blank=True).boxes] == ["0", "1", "2"]


ADDRESS = {"slug": "essai-2013", "extension": "pdf"}


def test_a_documented_campaign_shows_the_answers_of_a_member_to_all(client: Client, documented: Campaign) -> None:
    page = client.get(reverse("surveys:questionnaire", kwargs={"slug": "essai-2013"}), {"territoire": "100000001"})
    assert page.status_code == 200
    text = page.content.decode()
    assert "Plan de 2010" in text
    assert "Non documenté." in text
    assert "Pas de réponse à ce jour." not in text
    assert 'class="is-ticked"' in text
    assert "style=" not in text
    assert (
        client.get(reverse("surveys:questionnaire", kwargs={"slug": "essai-2013"}), {"territoire": "1"}).status_code
        == 404
    )


@pytest.mark.parametrize("extension", ["pdf", "docx", "xlsx", "yaml", "lss"])
def test_each_file_is_given_under_its_name(client: Client, documented: Campaign, extension: str) -> None:
    address = reverse("surveys:questionnaire_file", kwargs=ADDRESS | {"extension": extension})
    answer = client.get(address, {"territoire": "100000001"} if extension in {"pdf", "docx"} else {})
    name = "questionnaire-essai-2013-autan-nord" if extension in {"pdf", "docx"} else "questionnaire-essai-2013"
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{name}.{extension}"'
    if extension in {"yaml", "lss"}:
        assert "Réseau inventé pour essayer" in answer.content.decode()  # the network of the test is invented
    assert client.get(reverse("surveys:questionnaire_file", kwargs=ADDRESS | {"extension": "exe"})).status_code == 404


def test_a_campaign_under_way_shows_its_answers_to_those_concerned(
    client: Client, running: Campaign, people: Cast
) -> None:
    Network.objects.update(is_invented=False)  # an invented one shows everything
    record_answer(by=None, campaign=running, siren="100000001", question="q2", value=7)
    address = reverse("surveys:questionnaire", kwargs={"slug": running.slug})
    asked = {"territoire": "100000001"}
    assert client.get(address, asked).status_code == 403
    assert client.get(address).status_code == 200
    for person, status in (
        (people.officer, 200),
        (people.coordinator, 200),
        (people.outsider, 403),
        (people.reader, 403),
    ):
        client.force_login(person)
        assert client.get(address, asked).status_code == status
        assert ("<option" in client.get(address).content.decode()) is (status == 200)
        file = reverse("surveys:questionnaire_file", kwargs={"slug": running.slug, "extension": "docx"})
        assert client.get(file, asked).status_code == status


def test_the_command_prints_a_file_or_a_campaign(tmp_path: Any, documented: Campaign) -> None:
    source, target = tmp_path / "essai.yaml", tmp_path / "essai.pdf"
    source.write_text(SMALL_YAML, encoding="utf-8")
    assert "Écrit" in RUN.invoke(commands.app, ["print", str(source), str(target)], catch_exceptions=False).stdout
    assert target.read_bytes().startswith(b"%PDF")
    filled = tmp_path / "nord.docx"
    words = ["print", "essai-2013", str(filled), "--territory", "100000001"]
    RUN.invoke(commands.app, words, catch_exceptions=False)
    shown = Document(str(filled))
    assert any("Plan de 2010" in paragraph.text for paragraph in shown.paragraphs)
    with pytest.raises(ImportFileError):
        RUN.invoke(commands.app, ["print", str(source), str(tmp_path / "x.odt")], catch_exceptions=False)


def test_who_leads_a_territory_by_a_link_prints_its_answers(client: Client, running: Campaign) -> None:
    Network.objects.update(is_invented=False)
    record_answer(by=None, campaign=running, siren=OWN, question="q2", value=7)
    address = reverse("surveys:questionnaire", kwargs={"slug": running.slug})
    client.get(link(token_of(running, InvitationRole.CONTRIBUTOR, ("first",))))
    assert client.get(address, {"territoire": OWN}).status_code == 403
    client.get(link(token_of(running)))
    shown = client.get(address, {"territoire": OWN})
    assert shown.status_code == 200
    assert f'<option value="{OWN}" selected>' in shown.content.decode()
    assert client.get(address, {"territoire": OTHER}).status_code == 403
    Invitation.objects.update(revoked_at=timezone.now())
    assert client.get(address, {"territoire": OWN}).status_code == 403
    assert client.get(address).status_code == 200
