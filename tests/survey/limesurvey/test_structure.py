"""A file of LimeSurvey becomes a questionnaire whatever its age; what ours does not hold is kept and said."""

from pathlib import Path

import pytest

from autan.ground.errors import ImportFileError
from autan.ground.expressions.core.rules import write_rule
from autan.ground.wordings import Text
from autan.survey.limesurvey.importers.structure import read_limesurvey
from autan.survey.limesurvey.importers.xml import MAX_FILE_BYTES, MAX_TEXT_CHARACTERS
from autan.survey.questionnaires.core.kinds import QuestionKind, Requirement
from autan.survey.questionnaires.core.questionnaire import Bounds, ForeignTrait
from tests.survey.limesurvey.lime_making import (
    ALL_LETTERS,
    DAY,
    Rows,
    answer_row,
    every_letter,
    lime_text,
    part_row,
    question_row,
    read_lime,
)

K = QuestionKind
FORMATS = Path(__file__).parents[4] / "shared" / "data" / "formats"
EXPECTED = {
    **dict.fromkeys("TU", K.OPEN),
    **dict.fromkeys("L!YGWZ", K.SINGLE),
    **dict.fromkeys("MP", K.MULTIPLE),
    **dict.fromkeys("1ABCEFHKQ:;", K.MATRIX),
    **dict.fromkeys("XI*", K.DISPLAY),
    "S": K.SHORT_TEXT,
    "O": K.HALF_OPEN,
    "N": K.NUMBER,
    "D": K.DATE,
    "5": K.SCALE,
    "R": K.RANKING,
    "|": K.FILE,
}


def test_every_type_letter_has_its_kind() -> None:
    found, warnings = read_lime(every_letter())
    assert {letter: q.kind for letter, q in zip(ALL_LETTERS, found.questions, strict=True)} == EXPECTED
    assert found.question("q1").text == Text("Question 1 ?", "")
    assert found.sections[0].title == Text("Énergie", "Energy")
    values = {fault.value for fault in warnings}
    assert {"P", "*", "I", "H", "G"} <= values
    dual = found.question(f"q{ALL_LETTERS.index('1') + 1}")
    assert [column.code for column in dual.columns] == ["scale_1", "scale_2"]
    assert dual.rows is not None
    assert dual.rows.codes == ("sq001", "sq002")
    five = found.question(f"q{ALL_LETTERS.index('5') + 1}")
    assert five.bounds == Bounds(low=1, high=5)
    numbers = found.question(f"q{ALL_LETTERS.index(':') + 1}")
    assert [(column.code, column.kind) for column in numbers.columns] == [("c3", K.NUMBER), ("c4", K.NUMBER)]


def test_an_unknown_type_is_kept_and_said() -> None:
    found, warnings = read_lime({"questions": [question_row(1, "?")]})
    assert (found.questions[0].kind, found.questions[0].kept[-1]) == (K.OPEN, ForeignTrait(name="type", value="?"))
    assert [(fault.column, fault.value) for fault in warnings if "type de question" in (fault.expected)] == [
        ("Q1", "?")
    ]


def test_settings_of_a_question_are_taken_or_kept() -> None:
    rows: dict[str, Rows] = {
        "questions": [
            question_row(1, "N", mandatory="Y"),
            question_row(2, "K", mandatory="S", preg="/a/"),
            question_row(3, "N"),
            question_row(4, "N"),
            question_row(5, "L", other="Y"),
            question_row(6, "T", other="Y", encrypted="Y"),
        ],
        "subquestions": [part_row(21, 2, "SQ001"), part_row(22, 2, "SQ002")],
        "answers": [answer_row(51, 5, "1"), answer_row(52, 5, "other")],
        "question_l10ns": [{"qid": "6", "question": "Quoi", "script": "alert(1)", "language": "fr"}],
        "question_attributes": [
            {"qid": "1", "attribute": "min_num_value_n", "value": "0"},
            {"qid": "1", "attribute": "max_num_value_n", "value": "2.5"},
            {"qid": "1", "attribute": "suffix", "value": "MWh", "language": "fr"},
            {"qid": "2", "attribute": "equals_num_value", "value": "100"},
            {"qid": "3", "attribute": "suffix", "value": "%", "language": "fr"},
            {"qid": "3", "attribute": "min_num_value_n", "value": "0"},
            {"qid": "3", "attribute": "max_num_value_n", "value": "100"},
            {"qid": "4", "attribute": "min_num_value_n", "value": "9"},
            {"qid": "4", "attribute": "max_num_value_n", "value": "1"},
            {"qid": "4", "attribute": "suffix", "value": "agents", "language": "fr"},
            {"qid": "9", "attribute": "lost", "value": "1"},
        ],
    }
    found, warnings = read_lime(rows)
    energy, split, share, wrong, single, words = found.questions
    assert (energy.unit, energy.bounds, energy.requirement) == ("MWh", Bounds(low=0, high=2.5), Requirement.HARD)
    assert (split.kind, split.requirement) == (K.SPLIT, Requirement.SOFT)
    assert (share.kind, share.unit) == (K.PERCENTAGE, "pct")
    assert (wrong.unit, wrong.bounds) == ("count", Bounds())
    assert single.choices is not None
    assert (single.allows_other, single.choices.codes) == (True, ("a1", "other_2"))
    kept = {trait.name: trait.value for trait in words.kept}
    assert kept == {"code": "Q6", "other": "Y", "encrypted": "Y", "script.fr": "alert(1)"}
    assert {("Q2", "preg"), ("Q4", "suffix"), ("Q6", "other, encrypted, script")} <= {
        (fault.column, fault.value) for fault in warnings
    }


def test_an_older_file_repeats_its_rows_in_each_language() -> None:
    rows: dict[str, Rows] = {
        "groups": [
            {"gid": "1", "group_name": "Énergie", "language": "fr", "group_order": "0"},
            {"gid": "1", "group_name": "Energy", "language": "en", "group_order": "0"},
            {"gid": "2", "group_name": "Vide", "language": "fr", "group_order": "1"},
        ],
        "questions": [
            question_row(1, "L", question="Oui ou non", language="fr"),
            question_row(1, "L", question="Yes or no", language="en"),
            question_row(2, "M", question="Lesquels", language="fr"),
            question_row(3, "F", question="Combien", language="fr", lid="7"),
            question_row(4, ":", question="Où", language="fr", lid="7"),
        ],
        "answers": [
            {"qid": "1", "code": "Y", "answer": "Oui", "language": "fr", "sortorder": "1"},
            {"qid": "1", "code": "Y", "answer": "Yes", "language": "en", "sortorder": "1"},
            {"qid": "2", "code": "a", "answer": "Un", "language": "fr", "sortorder": "1"},
            {"qid": "3", "code": "r", "answer": "Ligne", "language": "fr", "sortorder": "1"},
            {"qid": "4", "code": "r", "answer": "Ligne", "language": "fr", "sortorder": "1"},
        ],
        "labels": [
            {"lid": "7", "code": "1", "title": "Peu", "language": "fr", "sortorder": "1"},
            {"lid": "7", "code": "2", "title": "Très", "language": "fr", "sortorder": "2"},
        ],
        "conditions": [
            {"qid": "2", "cqid": "1", "cfieldname": "12345X1X1", "method": "==", "value": "Y", "scenario": "1"},
            {"qid": "3", "cqid": "2", "cfieldname": "+12345X1X2a", "method": "==", "value": "Y", "scenario": "1"},
            {"qid": "8", "cqid": "2", "cfieldname": "12345X1X2a", "method": "==", "value": "Y", "scenario": "1"},
        ],
    }
    found, warnings = read_lime(rows, version="132")
    first, second, third, fourth = found.questions
    assert first.text == Text("Oui ou non", "Yes or no")
    assert first.choices is not None
    assert first.choices.choices[0].label == Text("Oui", "Yes")
    assert second.choices is not None
    assert second.choices.codes == ("a",)
    assert third.columns[0].choices is not None
    assert third.columns[0].choices.codes == ("a1", "a2")
    assert [column.code for column in fourth.columns] == ["c1", "c2"]
    assert second.relevance is not None
    assert third.relevance is not None
    assert (write_rule(second.relevance), write_rule(third.relevance)) == ("q1 == 'y'", "'a' in q2")
    assert any(fault.expected == "un groupe qui a des questions" for fault in warnings)


def test_languages_that_ours_do_not_hold_are_kept() -> None:
    rows: dict[str, Rows] = {
        "questions": [question_row(1, "T"), question_row(2, "T")],
        "question_l10ns": [
            {"qid": "1", "question": "Was?", "language": "de"},
            {"qid": "1", "question": "<p>What?</p>", "language": "en"},
            {"qid": "2", "question": "Cosa?", "language": "it"},
        ],
        "surveys": [{"sid": "12345", "language": "en", "admin": "x", "datecreated": "2019-02-03 10:00:00"}],
        "surveys_languagesettings": [
            {"surveyls_language": "en", "surveyls_title": "Trial", "surveyls_welcometext": "Welcome"}
        ],
        "quota": [{"id": "1", "qid": "2", "name": "half"}],
    }
    found, warnings = read_lime(rows, languages="de en it")
    assert (found.slug, found.version.isoformat()) == ("limesurvey_12345", "2019-02-03")
    assert found.title == Text("Trial", "Trial")
    assert found.question("q1").text == Text("What?", "What?")
    assert found.question("q2").text == Text("Cosa?", "Cosa?")
    kept = {trait.name: trait.value for trait in (*found.kept, *found.question("q1").kept)}
    assert kept["text.de"] == "Was?"
    assert kept["text.en"] == "<p>What?</p>"
    assert kept["languages"] == "en de it"
    assert kept["welcometext.en"] == "Welcome"
    assert kept["table.quota"] == '[{"id": "1", "qid": "Q2", "name": "half"}]'
    assert {"languages", "welcometext", "quota", "surveys"} <= {fault.column for fault in warnings}


def test_an_english_file_is_read_in_both_languages() -> None:
    rows: dict[str, Rows] = {
        "questions": [question_row(1, "T")],
        "question_l10ns": [{"qid": "1", "question": "What?", "language": "en"}],
    }
    assert read_lime(rows, languages="en")[0].questions[0].text == Text("What?", "What?")


GOOD = lime_text({"questions": [question_row(1, "T")]})
BAD = {
    "cut": (GOOD[:-20], "coupé"),
    "not XML": ("bonjour", "coupé"),
    "empty": ("", "coupé"),
    "another root": ("<html></html>", "racine"),
    "a document type": (GOOD.replace("<document>", "<!DOCTYPE document><document>"), "DTD"),
    "an entity": (GOOD.replace("<document>", '<!DOCTYPE d [<!ENTITY a "b">]><document>'), "DTD"),
    "an external entity": (GOOD.replace("<document>", '<!DOCTYPE d SYSTEM "file:///x"><document>'), "DTD"),
    "an unknown entity": (GOOD.replace("<languages>", "<languages>&a;"), "bien formé"),
    "answers": (GOOD.replace(">Survey<", ">Responses<"), "de type Survey"),
    "no version": (GOOD.replace(">641<", ">abc<"), "numéro de version"),
    "no language": (GOOD.replace("<language>fr</language>\n<language>en</language>", ""), "une langue"),
    "no question": (lime_text({"groups": [{"gid": "1"}]}), "une question"),
    "a huge text": (GOOD.replace(">Q1<", f">{'a' * (MAX_TEXT_CHARACTERS + 1)}<"), "un texte d’au plus"),
    "nested without end": (f"<document>{'<a>' * 200_000}{'</a>' * 200_000}</document>", "emboîtés"),
    "a huge file": (" " * (MAX_FILE_BYTES + 1), "un fichier d’au plus"),
    "one code twice": (
        lime_text({"questions": [question_row(1, "T"), question_row(2, "T", title="Q1")]}),
        "une seule fois",
    ),
    "one answer twice": (
        lime_text({"questions": [question_row(1, "L")], "answers": [answer_row(1, 1, "A"), answer_row(2, 1, "A")]}),
        "une seule fois",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_aloud(name: str) -> None:
    text, words = BAD[name]
    with pytest.raises(ImportFileError) as caught:
        read_limesurvey(text.encode(), "essai.lss", version=DAY)
    assert any(words in fault.expected for fault in caught.value.faults), caught.value.faults


EQUATIONS = [
    ('Q1.NAOK == "A1"', "q1 == 'a1'"),
    ("((Q1.NAOK != 'A2'))", "q1 != 'a2'"),
    ('"A1" == Q1', "q1 == 'a1'"),
    ('12345X1X1.NAOK == "A1"', "q1 == 'a1'"),
    ('Q1 == "-oth-"', "q1 == 'other'"),
    ('Q1 == ""', "not answered(q1)"),
    ('Q2_SQ001.NAOK == "Y"', "'sq001' in q2"),
    ('Q2_SQ001.NAOK != "Y"', "'sq001' not in q2"),
    ("is_empty(Q2_SQ001)", "'sq001' not in q2"),
    ("!is_empty(Q2_other)", "'other' in q2"),
    ("count(that.Q2.NAOK) > 0", "answered(q2)"),
    ("Q3 ge 5 && Q3 < 10.5", "q3 >= 5 and q3 < 10.5"),
    ("5 < Q3 or not (Q3 == -1)", "q3 > 5 or not q3 == -1"),
    ("not is_empty(Q3.NAOK)", "answered(q3)"),
    ('Q4 > "2020-01-31"', "q4 > '2020-01-31'"),
]


def with_relevance(equation: str, group: str = "1") -> dict[str, Rows]:
    return {
        "groups": [{"gid": "1", "grelevance": group}],
        "questions": [
            question_row(1, "L", other="Y", relevance=""),
            question_row(2, "M", other="Y"),
            question_row(3, "N"),
            question_row(4, "D"),
            question_row(5, "T", relevance=equation),
        ],
        "subquestions": [part_row(21, 2, "SQ001")],
        "answers": [answer_row(1, 1, "A1"), answer_row(2, 1, "A2")],
    }


@pytest.mark.parametrize(("equation", "rule"), EQUATIONS)
def test_an_equation_is_translated(equation: str, rule: str) -> None:
    question = read_lime(with_relevance(equation))[0].question("q5")
    assert question.relevance is not None
    assert write_rule(question.relevance) == rule


@pytest.mark.parametrize(
    "equation",
    [
        *("Q1.NAOK + 2 == 3", "strlen(Q5) > 3", "Q9 == 'A1'", "Q1 == 'A9'", "Q2_SQ001 == 'N'", "Q3 == 'x'", "Q1 == Q2"),
        *("Q1", "Q1 ==", "(Q1 == 'A1'", "Q1 == 'A1')", "Q4 == 'hier'", "count(Q2) > 1", "'A1' == 'A1'", "Q1 ( 'A1'"),
        *(
            "Q1.shown == 'A1'",
            "is_empty(Q1",
            "Q1 && Q2",
            "(" * 5000,
            "!" * 5000,
            " or ".join(f"Q3 > {number}" for number in range(60)),
            "Q1 == 'é",
        ),
    ],
)
def test_an_equation_that_our_rules_cannot_say_is_kept(equation: str) -> None:
    found, warnings = read_lime(with_relevance(equation))
    question = found.question("q5")
    assert question.relevance is None
    assert ForeignTrait(name="relevance", value=equation) in question.kept
    assert any(fault.column == "Q5" and "gardée comme texte" in fault.expected for fault in warnings)


def test_the_relevance_of_a_group_goes_to_its_questions() -> None:
    rows = with_relevance("Q3 > 2")
    groups = [{"gid": "1", "group_order": "1"}, {"gid": "2", "group_order": "2", "grelevance": 'Q1 == "A1"'}]
    moved = [{**row, "gid": "2"} if row["qid"] == "5" else row for row in rows["questions"]]
    questionnaire = read_lime({**rows, "groups": groups, "questions": moved})[0]
    rule = questionnaire.question("q5").relevance
    assert rule is not None
    assert write_rule(rule) == "q1 == 'a1' and q3 > 2"


def test_the_relevance_of_a_group_that_our_rules_cannot_say_stays_with_it() -> None:
    found, warnings = read_lime(with_relevance("1", group="rand(0, 1) == 1"))
    assert ForeignTrait(name="relevance", value="rand(0, 1) == 1") in found.sections[0].kept
    assert any(fault.column == "grelevance" for fault in warnings)


def test_rules_in_a_circle_are_opened() -> None:
    rows: dict[str, Rows] = {
        "questions": [question_row(1, "N", relevance="Q2 > 1"), question_row(2, "N", relevance="Q1 > 1")]
    }
    found, warnings = read_lime(rows)
    assert [question.relevance is None for question in found.questions] == [True, False]
    assert any("cercle" in fault.expected for fault in warnings)


@pytest.mark.skipif(not FORMATS.is_dir(), reason="the shared data are not here")
@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("limesurvey_questionnaire.lss", ["open", "scale", "file", "single"]),
        ("limesurvey_questionnaire_reponses.lss", ["multiple", "matrix"]),
        ("limesurvey_questionnaire_432535.lss", ["scale", "open"]),
        ("limesurvey_groupe.lsg", ["scale", "open"]),
        ("limesurvey_question_texte_libre.lsq", ["open"]),
    ],
)
def test_real_files_are_read(name: str, kinds: list[str]) -> None:
    found, _ = read_limesurvey((FORMATS / name).read_bytes(), name, version=DAY)
    assert [question.kind.value for question in found.questions] == kinds
