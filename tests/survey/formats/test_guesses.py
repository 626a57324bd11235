"""Nothing is guessed: a number that may be two is asked back once a column, ranks that do not follow are refused."""

from typing import Any

import pytest

from autan.ground.tables.core.findings import Findings
from autan.survey.formats.core.answer_files.formats import Headings
from autan.survey.formats.exporters.answers.files import write_answers
from autan.survey.formats.importers.answers.files import read_answers
from autan.survey.questionnaires.core.kinds import QuestionKind
from tests.survey.formats.test_answers_round_trips import export_of, row_of
from tests.survey.questionnaires.making import make_question, make_questionnaire

K = QuestionKind
QUESTIONNAIRE = make_questionnaire(
    make_question(K.NUMBER, code="q1"),
    make_question(K.NUMBER, code="q2"),
    make_question(K.RANKING, code="q3"),
    make_question(K.TABLE, code="q4"),
)


def read(text: str, **options: Any) -> tuple[list[tuple[int | None, str | None, str]], dict[tuple[str, str], Any]]:
    """The faults of a file with their places, and the values read."""
    sheet = read_answers(text.encode(), "r.csv", QUESTIONNAIRE, findings=Findings(), **options)
    faults = [(fault.row, fault.column, fault.expected.replace("\u202f", " ")) for fault in sheet.faults]
    return faults, {(row.siren, answer.question): answer.value for row in sheet.rows for answer in row.answers}


AMBIGUOUS = 'siren,q1,q2\n100000001,12.500,3\n100000002,7,4\n100000003,"1,500",5\n'


def test_a_column_is_asked_back_once_and_the_rest_is_read() -> None:
    faults, values = read(AMBIGUOUS)
    ((line, column, words),) = faults
    assert (line, column) == (2, "q1")
    assert "12 500, ou 12,500" in words
    assert "2 cases de cette colonne" in words
    assert values == {("100000001", "q2"): 3, ("100000002", "q1"): 7, ("100000002", "q2"): 4, ("100000003", "q2"): 5}


@pytest.mark.parametrize(("mark", "first", "third"), [(",", 12500, 1.5), (".", 12.5, 1500)])
def test_who_gives_the_file_says_which(mark: str, first: float, third: float) -> None:
    faults, values = read(AMBIGUOUS, decimal_mark=mark)
    assert faults == []
    assert (values["100000001", "q1"], values["100000003", "q1"]) == (first, third)


def test_a_column_that_shows_its_mark_is_not_asked_back() -> None:
    assert read("siren,q1\n100000001,12.500\n100000002,7.25\n")[1]["100000001", "q1"] == 12.5
    assert read("siren;q1\n100000001;12.500\n100000002;7,25\n")[1]["100000001", "q1"] == 12500
    both = read("siren;q1\n100000001;12.500\n100000002;7,25\n100000003;7.25\n")[0]
    assert [(row, column) for row, column, _words in both] == [(2, "q1")]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".ods", ".json"])
@pytest.mark.parametrize("headings", ["codes", "texts"])
def test_what_we_write_is_never_asked_back(suffix: str, headings: str) -> None:
    given = {"q1": 12.125, "q2": 0.125, "q4": [{"cost_eur": 1.001}]}
    export = export_of(row_of(given), questionnaire=QUESTIONNAIRE)
    for options in ({"headings": Headings(headings)}, *([{"is_long": True}] if suffix == ".csv" else [])):
        data, _losses = write_answers(export, f"r{suffix}", **options)
        sheet = read_answers(data, f"r{suffix}", QUESTIONNAIRE, findings=Findings())
        assert sheet.faults == ()
        values = {answer.question: answer.value for answer in sheet.rows[0].answers}
        assert values == given


@pytest.mark.parametrize(
    ("cells", "shown"), [("1,1,3", "1, 1, 3"), ("2,,3", "2, 3"), ("0,1,2", "0, 1, 2"), ("1,,3", "1, 3")]
)
def test_ranks_that_do_not_follow_are_refused_at_their_place(cells: str, shown: str) -> None:
    faults, values = read(f"siren,q3[sobriety],q3[efficiency],q3[renewables]\n100000001,{cells}\n")
    assert [(row, column) for row, column, _words in faults] == [(2, "q3[sobriety]")]
    assert shown in faults[0][2]
    assert values == {}
    assert read("siren,q3[sobriety],q3[efficiency]\n100000001,2,1\n")[1] == {
        ("100000001", "q3"): ["efficiency", "sobriety"]
    }
