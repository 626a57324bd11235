"""Any sign that somebody types is printed, or written by its number; a text that cannot be read is refused."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autan.ground.documents.core import make_printable, replace_unprintable
from autan.ground.errors import ImportFileError
from autan.ground.tables.core.documents import MAX_TEXT
from autan.ground.texts.core.texts import NO_TEXT
from autan.survey.questionnaires.core.printing.values import (
    PrintedAnswer,
    PrintedBox,
    PrintedQuestion,
    PrintedQuestionnaire,
    PrintedSection,
)
from autan.survey.questionnaires.core.wordings import verbatim
from autan.survey.questionnaires.exporters.documents import write_document
from autan.survey.questionnaires.importers import check_questionnaire
from tests.survey.questionnaires.making import SMALL_YAML

DAY = date(2026, 11, 25)


def printed(text: str) -> PrintedQuestionnaire:
    answer = PrintedAnswer(boxes=(PrintedBox(label=verbatim("Oui")),), words=(verbatim(text),))
    printed_question = PrintedQuestion(code="q1", number="1", text=verbatim("Quoi"), answer=answer)
    section = PrintedSection(code="s", title=verbatim("Partie"), intro=NO_TEXT, questions=(printed_question,))
    return PrintedQuestionnaire(
        title=verbatim("Essai"),
        subtitle=verbatim("2026"),
        note=NO_TEXT,
        respondent="CC d’essai",
        is_invented=True,
        sections=(section,),
    )


SIGNS = ["😀", "👨\u200d👩", "中", "\x07", "\x00", "\ue000", "\u0378", "☀", "→", "ﬁ", "א", "\u202e"]
ON_LETTERS = ["0\u1ab0", "é\u1ab0", "e\u0301"]


@pytest.mark.parametrize("sign", SIGNS + ON_LETTERS)
def test_no_sign_keeps_a_document_from_being_made(sign: str) -> None:
    assert write_document(printed(f"Un {sign} deux"), "pdf", day=DAY).startswith(b"%PDF")
    words = Document(BytesIO(write_document(printed(f"Un {sign} deux"), "docx", day=DAY)))
    assert "deux" in "".join(paragraph.text for paragraph in words.paragraphs)


def test_a_sign_that_is_not_printed_is_written_by_its_number() -> None:
    assert replace_unprintable("a\x07b é 😀") == "a[U+0007]b é 😀"
    printable = make_printable(printed("vélo 🚲 été"), lambda sign: sign == "🚲")
    assert printable.sections[0].questions[0].answer.words == (verbatim("vélo [U+1F6B2] été"),)
    assert replace_unprintable("e\u0301te\u0301") == "été"
    assert printable.sections[0].questions[0].answer.boxes == (PrintedBox(label=verbatim("Oui")),)


@settings(max_examples=15, deadline=None)
@example("0\u1ab0")
@example("\t\u0a66")  # a tab alone before a letter of another script, which no font draws
@given(st.text(min_size=1, max_size=30))
def test_whatever_was_answered_is_printed(text: str) -> None:
    assert write_document(printed(text), "pdf", day=DAY).startswith(b"%PDF")
    assert write_document(printed(text), "docx", day=DAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quoi\\x07 ?", "signe de contrôle (lu : U+0007, signe 5)"),
        ("Quoi\\0 ?", "U+0000"),
        ("x" * (MAX_TEXT + 1), f"au plus {MAX_TEXT} signes"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused_with_its_place(text: str, expected: str) -> None:
    with pytest.raises(ImportFileError) as caught:
        check_questionnaire(SMALL_YAML.replace("Avez-vous un plan ?", text), "essai.yaml")
    assert [fault.column for fault in caught.value.faults] == ["sections[0].questions[0].text.fr"]
    assert expected in caught.value.faults[0].expected
