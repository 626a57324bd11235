"""A questionnaire laid out for paper, blank or filled, and printed as PDF and DOCX."""

import io
import shutil
import subprocess
from datetime import date
from typing import Any

import pytest
from docx import Document

from autan.ground.errors import ImportFileError
from autan.ground.expressions.core.rules import parse_rule
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.texts.language import in_language
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.kinds import AnswerConfidence, AnswerState, QuestionKind, Requirement, Scope
from autan.survey.questionnaires.core.printing.layout import print_questionnaire
from autan.survey.questionnaires.core.printing.values import PrintedAnswer, PrintedQuestion, PrintedQuestionnaire
from autan.survey.questionnaires.core.questionnaire import Bounds, Choice, ChoiceList, Question
from autan.survey.questionnaires.core.rules import describe_rule
from autan.survey.questionnaires.core.wordings import verbatim
from autan.survey.questionnaires.exporters.documents import write_document
from tests.survey.questionnaires.making import make_question, make_questionnaire

K = QuestionKind
DAY = date(2026, 1, 2)
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


def printed(question: Question, value: Any = None, *, is_blank: bool = False) -> PrintedQuestion:
    """One question of a questionnaire, blank or with its answer."""
    answer = RecordedAnswer(campaign="c", siren="s", question="q1", state=AnswerState.ANSWERED, value=value)
    answers = None if is_blank else ({"q1": answer} if value is not None else {})
    return lay_out(question, answers=answers).sections[0].questions[0]


def lay_out(*questions: Question, **options: Any) -> PrintedQuestionnaire:
    return print_questionnaire(make_questionnaire(*questions), **options)


def room(question: Question, value: Any = None, *, is_blank: bool = False) -> PrintedAnswer:
    """What is printed under one question."""
    return printed(question, value, is_blank=is_blank).answer


@pytest.mark.parametrize("kind", [kind for kind in K if kind is not K.DISPLAY])
def test_a_blank_question_leaves_room_for_its_answer(kind: QuestionKind) -> None:
    shown = printed(make_question(kind), is_blank=True)
    assert shown.number == "1"
    left = shown.answer
    assert left.boxes or left.table or left.blank_lines or left.unit is not None
    assert not left.words
    assert not shown.state.fr
    assert not any(box.is_ticked for box in left.boxes)


@pytest.mark.parametrize("kind", list(VALUES))
def test_an_answer_is_shown_in_place_of_the_room(kind: QuestionKind) -> None:
    shown = room(make_question(kind), VALUES[kind])
    assert shown.blank_lines == 0
    assert shown.unit is None
    ticked = [box.label for box in shown.boxes if box.is_ticked]
    cells = [cell.fr for row in shown.table.rows for cell in row] if shown.table else []
    assert shown.words or ticked or any(cells)


def ticked(shown: PrintedAnswer) -> list[str]:
    return [box.label.fr for box in shown.boxes if box.is_ticked]


def rows(shown: PrintedAnswer) -> list[list[str]]:
    assert shown.table
    return [[cell.fr for cell in row] for row in shown.table.rows]


def test_each_part_of_an_answer_has_its_place() -> None:
    assert ticked(room(make_question(K.MULTIPLE), VALUES[K.MULTIPLE])) == ["Oui", "Non"]
    half = room(make_question(K.HALF_OPEN), VALUES[K.HALF_OPEN])
    assert (ticked(half), half.words) == (["Oui"], (verbatim("Depuis 2010"),))
    other = room(make_question(K.SINGLE, allows_other=True), {"other": "Autrement"})
    assert ticked(other) == ["Autre, à préciser\u00a0: Autrement"]
    assert [row[1] for row in rows(room(make_question(K.RANKING), VALUES[K.RANKING]))] == ["2", "1", "–"]
    grid = rows(room(make_question(K.MATRIX), VALUES[K.MATRIX]))
    assert grid[0] == ["Sobriety", "Oui", "–", "Beaucoup"]
    assert grid[1] == ["Efficiency", "–", "–", "–"]
    shares = rows(room(make_question(K.SPLIT), {"sobriety": 33.3, "efficiency": 66.7, "renewables": 0}))
    assert [row[1] for row in shares] == ["33,3", "66,7", "0"]
    scale = room(make_question(K.SCALE), 4)
    assert [box.is_ticked for box in scale.boxes] == [False, False, False, True, False]
    assert scale.boxes[0].label.fr == "1 (faible)"


def test_a_cell_to_fill_shows_what_it_offers() -> None:
    assert rows(room(make_question(K.MATRIX), is_blank=True))[0] == [
        "Sobriety",
        "☐\u00a0Oui ☐\u00a0Prévu ☐\u00a0Non",
        "€",
        "",
    ]
    many = tuple(Choice(code=f"c{rank}", label=Text(f"Choix {rank}", f"Choice {rank}")) for rank in range(9))
    column = Question(code="c", kind=K.SINGLE, text=Text("C", "C"), choices=ChoiceList(code="many", choices=many))
    assert rows(room(make_question(K.TABLE, columns=(column,)), is_blank=True)) == [[""]] * 4


def test_what_is_not_answered_is_said_and_never_left_blank() -> None:
    assert printed(make_question()).state.fr == "Pas de réponse à ce jour."
    refused = RecordedAnswer(campaign="c", siren="s", question="q1", state=AnswerState.REFUSED)
    for kind in (K.TABLE, K.MATRIX, K.SPLIT):
        shown = lay_out(make_question(kind), answers={"q1": refused}).sections[0].questions[0]
        assert (shown.state, shown.answer) == (Text("Refus de répondre.", "Refused."), PrintedAnswer())


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
    assert sheet.sections[0].questions[0].source.fr == "Source et fiabilité\u00a0: Bilan 2019, estimée"
    assert sheet.progress_line.fr == "Questions réglées\u00a0: 1 sur 2, dernière réponse le 2\u00a0janvier\u00a02026."
    assert lay_out(make_question()).progress_line == NO_TEXT


def test_a_question_that_is_not_asked_says_so() -> None:
    no = RecordedAnswer(campaign="c", siren="s", question="q0", state=AnswerState.ANSWERED, value="no")
    asked = make_question(K.SINGLE, code="q0"), make_question(relevance=parse_rule("q0 == 'yes'"))
    shown = lay_out(*asked, answers={"q0": no}).sections[0].questions[1]
    assert shown.state.fr == "Question non posée\u00a0: sa condition n’est pas remplie."
    assert lay_out(*asked, answers={}).sections[0].questions[1].state.fr == "Pas de réponse à ce jour."


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
    assert tuple(note.fr for note in notes) == (
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
        ("answered(n) or answered(day)", "la question 3 a une réponse, ou la question 5 a une réponse"),
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
    told = describe_rule(parse_rule(rule), ranks)
    assert told.fr == words
    assert "question" in told.en


def whole(**options: Any) -> PrintedQuestionnaire:
    """Every kind of question at once."""
    questions = [make_question(kind, code=f"q{rank}") for rank, kind in enumerate(K, start=1)]
    return lay_out(*questions, **options)


def test_the_pdf_is_the_same_twice_and_says_that_the_network_is_invented() -> None:
    made = write_document(whole(is_invented=True, subtitle=verbatim("Essai")), "pdf", day=DAY)
    assert made.startswith(b"%PDF")
    assert made == write_document(whole(is_invented=True, subtitle=verbatim("Essai")), "pdf", day=DAY)
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True).stdout.decode()
        assert text.count("Réseau inventé pour") == text.count("\f")
    with in_language("en"):
        assert write_document(whole(is_invented=True, subtitle=verbatim("Essai")), "pdf", day=DAY) != made


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
    assert [box.label.fr for box in room(question, is_blank=True).boxes] == ["0", "1", "2"]
