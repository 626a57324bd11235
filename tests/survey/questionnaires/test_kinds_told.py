"""Each kind, from the fields of a screen to the cells of a file: what is read, refused, spread, gathered."""

from typing import Any

import pytest

from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.answers.fields import Widget
from autan.survey.questionnaires.core.answers.values import InvalidAnswerError
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.questionnaires.core.kinds.registry import KINDS, format_answer, kind_of
from autan.survey.questionnaires.core.questionnaire import Bounds, Choice, ChoiceList, Limits, Question
from autan.survey.questionnaires.core.spread.columns import CellKind
from autan.survey.questionnaires.core.spread.flattening import (
    PARTLY,
    flatten_questionnaire,
    lengths_in,
    lengths_of,
    write_state,
)
from tests.survey.questionnaires.making import (
    SIRENS,
    check_value,
    flatten_question,
    gather_value,
    make_answer,
    make_question,
    make_questionnaire,
    read_value,
    spread_value,
    write_parts,
)

K = QuestionKind
SHA = "0" * 64


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def refusals(question: Question, value: object) -> list[tuple[str, str]]:
    """The field of each fault of a value, and its words."""
    with pytest.raises(InvalidAnswerError) as caught:
        check_value(question, value)
    return [(fault.part, plain(fault.message.fr)) for fault in caught.value.faults]


def typed(question: Question, **parts: str) -> tuple[Any, list[str]]:
    """What a screen gives: the value, or the fields at fault."""
    value, faults = read_value(question, {name.replace("__", "."): (text,) for name, text in parts.items()})
    return value, [fault.part for fault in faults]


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ({"name": "x" * 256}, "name"),
        ({"name": " "}, "name"),
        ({"name": "a/b"}, "name"),
        ({"name": "a\\b"}, "name"),
        ({"link": "ftp://exemple.fr"}, "link"),
        ({"link": "exemple.fr"}, "link"),
        ({"link": "https://" + "x" * 2033}, "link"),
        ({"name": "a", "file": "A" * 64}, "file"),
        ({"name": "a", "file": "0" * 63}, "file"),
        ({"file": SHA}, "name"),
        ({}, "name"),
    ],
)
def test_a_document_is_refused_at_the_field_at_fault(value: dict[str, str], part: str):
    assert refusals(make_question(K.FILE), value)[0][0] == part


@pytest.mark.parametrize(
    "value",
    [
        {"name": "x" * 255},
        {"link": "http://exemple.fr"},
        {"link": "https://" + "x" * 2032},
        {"name": "plan.pdf", "file": "0123456789abcdef" * 4},
    ],
)
def test_a_document_has_a_name_or_a_link_and_maybe_itself(value: dict[str, str]):
    assert check_value(make_question(K.FILE), value) == value


def test_a_document_is_read_spread_and_told_without_its_digest():
    question, value = make_question(K.FILE), {"name": "plan.pdf", "link": "https://e.fr", "file": SHA}
    assert typed(question, name=" plan.pdf ") == ({"name": "plan.pdf"}, [])
    assert [field.widget for field in kind_of(question).fields(question)] == [Widget.FILE, Widget.LINE, Widget.LINE]
    columns = flatten_question(question)
    assert [column.heading for column in columns] == ["q1[name]", "q1[link]", "q1[file]"]
    assert spread_value(question, value, columns) == ["plan.pdf", "https://e.fr", SHA]
    assert spread_value(question, {"name": "plan.pdf"}, columns) == ["plan.pdf", None, None]
    told = [text.fr for text in kind_of(question).format_value(question, value)]
    assert SHA not in told
    assert "plan.pdf" in told


def test_texts_are_drawn_with_the_room_that_they_take():
    for kind, widget, lines in ((K.OPEN, Widget.AREA, 6), (K.SHORT_TEXT, Widget.LINE, 1)):
        question = make_question(kind)
        (field,) = kind_of(question).fields(question)
        assert (field.widget, kind_of(question).print_answer(question, None, is_blank=True).blank_lines) == (
            widget,
            lines,
        )
        assert kind_of(question).print_answer(question, "x", is_blank=False).blank_lines == 0
    assert refusals(make_question(K.SHORT_TEXT), "a\nb") == [("value", "une seule ligne est attendue")]
    assert check_value(make_question(K.SHORT_TEXT), "x" * 255) == "x" * 255


@pytest.mark.parametrize(
    ("choice", "other", "value", "faults"),
    [
        ("yes", "", "yes", []),
        ("", "ailleurs", {"other": "ailleurs"}, []),
        ("other", "ailleurs", {"other": "ailleurs"}, []),
        ("other", "", None, ["other"]),
        ("yes", "ailleurs", None, ["other"]),
        ("", "", None, []),
        ("gone", "", None, ["choice"]),
    ],
)
def test_one_choice_or_another_answer_and_not_both(choice: str, other: str, value: Any, faults: list[str]):
    question = make_question(K.SINGLE, allows_other=True)
    assert typed(question, choice=choice, other=other) == (value, faults)


def test_another_answer_is_let_go_where_it_is_not_offered():
    assert typed(make_question(K.SINGLE), choice="yes", other="x") == ("yes", [])
    assert typed(make_question(K.MULTIPLE), choice="yes", other="x") == ({"choices": ["yes"]}, [])


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        ({(): "yes"}, "yes"),
        ({(): "other", ("other",): "x"}, {"other": "x"}),
        ({("other",): "x"}, {"other": "x"}),
        ({(): "other"}, {"other": ""}),
        ({(): "yes", ("other",): "x"}, {"other": "x", "choice": "yes"}),
        ({(): ""}, None),
        ({(): None, ("other",): ""}, None),
    ],
)
def test_the_cells_of_one_choice_are_gathered(cells: dict[Any, Any], value: Any):
    assert gather_value(make_question(K.SINGLE, allows_other=True), cells) == value


def test_a_half_open_answer_stands_by_its_choice_or_its_words():
    question = make_question(K.HALF_OPEN)
    assert typed(question, choice="yes") == ({"choice": "yes", "text": ""}, [])
    assert typed(question, text="Oui, mais") == ({"choice": None, "text": "Oui, mais"}, [])
    assert typed(question, choice="gone", text="x") == (None, ["choice"])
    assert refusals(question, {"choice": None, "text": " "})[0] == ("choice", "un choix ou un texte est attendu")
    columns = flatten_question(question)
    assert [(column.heading, column.kind) for column in columns] == [
        ("q1", CellKind.CHOICE),
        ("q1[text]", CellKind.TEXT),
    ]
    assert spread_value(question, {"choice": None, "text": "x"}, columns) == [None, "x"]
    assert write_parts(question, {"choice": "no", "text": ""}) == {"choice": ("no",)}


def test_ticked_choices_are_put_in_the_order_of_the_list():
    question = make_question(K.MULTIPLE, allows_other=True)
    value, faults = read_value(question, {"choice": ("planned", "other", "yes"), "other": ("x",)})
    assert (value, faults) == ({"choices": ["yes", "planned"], "other": "x"}, ())
    assert write_parts(question, value) == {"choice": ("yes", "planned"), "other": ("x",)}
    columns = flatten_question(question)
    assert [column.heading for column in columns] == ["q1[yes]", "q1[planned]", "q1[no]", "q1[other]"]
    assert spread_value(question, value, columns) == [1, 1, 0, "x"]
    assert spread_value(question, value, columns, is_partial=True) == [1, 1, None, "x"]
    assert spread_value(question, None, columns) == [None] * 4
    assert gather_value(question, {("choices", "yes"): 1, ("choices", "no"): 0}) == {"choices": ["yes"]}
    assert gather_value(question, {("choices", "no"): 0}) == {"choices": []}, "a « no » to all is an answer"


def test_several_faults_of_ticks_are_all_told():
    told = refusals(make_question(K.MULTIPLE), {"choices": ["yes", "yes", "gone"]})
    assert [part for part, _words in told] == ["choice", "choice"]
    assert told[1][1] == "un choix est coché deux fois"


@pytest.mark.parametrize(
    ("ranks", "value", "faults"),
    [
        ({"sobriety": "2", "efficiency": "1"}, ["efficiency", "sobriety"], []),
        ({"sobriety": "1"}, ["sobriety"], []),
        ({}, None, []),
        ({"sobriety": "1", "efficiency": "1"}, None, ["rank.efficiency"]),
        ({"sobriety": "2"}, None, ["rank.sobriety"]),
        ({"sobriety": "1", "efficiency": "3"}, None, ["rank.efficiency"]),
        ({"sobriety": "4"}, None, ["rank.sobriety"]),
        ({"sobriety": "0"}, None, ["rank.sobriety"]),
        ({"sobriety": "1,5"}, None, ["rank.sobriety"]),
        ({"sobriety": "premier"}, None, ["rank.sobriety"]),
    ],
)
def test_ranks_follow_one_another_from_one(ranks: dict[str, str], value: Any, faults: list[str]):
    question = make_question(K.RANKING)
    given, told = read_value(question, {f"rank.{code}": (rank,) for code, rank in ranks.items()})
    assert (given, [fault.part for fault in told]) == (value, faults)


def test_a_missing_rank_is_named():
    _value, (fault,) = read_value(make_question(K.RANKING), {"rank.sobriety": ("1",), "rank.efficiency": ("3",)})
    assert plain(fault.message.fr) == "aucun choix n’a le rang 2 ; les rangs se suivent depuis 1"


def test_a_ranking_is_spread_by_choice_and_gathered_by_rank():
    question, value = make_question(K.RANKING), ["renewables", "sobriety"]
    columns = flatten_question(question)
    assert spread_value(question, value, columns) == [2, None, 1]
    cells = dict(zip((column.path for column in columns), (2, None, 1), strict=True))
    assert gather_value(question, cells) == value
    assert write_parts(question, value) == {"rank.renewables": ("1",), "rank.sobriety": ("2",)}
    assert [plain(text.fr) for text in kind_of(question).format_value(question, value)] == [
        "1. Renewables",
        "2. Sobriety",
    ]
    for wrong in ((1, 1), (1, 3), (2, None), ("a", None), (1.5, 2)):
        cells = dict(zip((column.path for column in columns), (*wrong, None), strict=True))
        with pytest.raises(InvalidAnswerError, match="des rangs qui se suivent depuis 1"):
            gather_value(question, cells)


def test_shares_make_the_whole_or_say_what_they_make():
    question = make_question(K.SPLIT)
    parts = {"part.sobriety": ("50",), "part.efficiency": ("50 %",)}
    assert read_value(question, parts)[0] == {"sobriety": 50, "efficiency": 50, "renewables": 0}
    (fault,) = read_value(question, {"part.sobriety": ("60",), "part.efficiency": ("30",)})[1]
    assert (fault.part, plain(fault.message.fr)) == ("part.renewables", "ces parts font 90 % et non 100 %")
    full = {"sobriety": 60.5, "efficiency": 30, "renewables": 20}
    assert refusals(question, full) == [("part.renewables", "ces parts font 110,5 % et non 100 %")]
    assert write_parts(question, {"sobriety": 99.5, "efficiency": 0.5, "renewables": 0}) == {
        "part.sobriety": ("99,5",),
        "part.efficiency": ("0,5",),
        "part.renewables": ("0",),
    }


@pytest.mark.parametrize(("last", "is_kept"), [(19.5, True), (20.5, True), (19.4, False), (20.6, False)])
def test_half_a_point_is_let_go_for_roundings(last: float, *, is_kept: bool):
    value = {"sobriety": 50, "efficiency": 30, "renewables": last}
    if is_kept:
        assert check_value(make_question(K.SPLIT), value) == value
    else:
        assert refusals(make_question(K.SPLIT), value)[0][0] == "part.renewables"


@pytest.mark.parametrize(
    ("text", "value", "faults"),
    [
        ("2013", 2013, []),
        ("800", None, ["value"]),
        ("1800", 1800, []),
        ("2200", 2200, []),
        ("2201", None, ["value"]),
        ("20133", None, ["value"]),
        ("13,5", None, ["value"]),
        ("-200", None, ["value"]),
    ],
)
def test_a_year_has_four_figures_between_its_bounds(text: str, value: int | None, faults: list[str]):
    assert typed(make_question(K.YEAR), value=text) == (value, faults)


def test_the_bounds_of_a_year_are_told_where_it_is_not_read():
    question = make_question(K.YEAR, bounds=Bounds(low=1990))
    _value, (fault,) = read_value(question, {"value": ("hier",)})
    assert fault.message.fr == "une année de 1990 à 2200, en quatre chiffres, est attendue"
    assert typed(question, value="1989") == (None, ["value"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("27/3/2013", "2013-03-27"),
        ("27.03.2013", "2013-03-27"),
        ("2013-03-27", "2013-03-27"),
        ("31/02/2013", None),
        ("3/2013", None),
        ("27-03-2013", None),
        ("demain", None),
    ],
)
def test_a_day_is_read_in_french_or_as_browsers_write_it(text: str, value: str | None):
    assert typed(make_question(K.DATE), value=text) == (value, [] if value else ["value"])


def test_ages_are_those_at_the_end_of_the_campaign():
    kind = KINDS[K.YEAR]
    ages = {2014: "later", 2013: "under_3", 2011: "under_3", 2010: "under_6", 2008: "under_6", 2007: "from_6"}
    assert {year: tuple(kind.classes_of(year, Period.year(2013))) for year in ages} == {
        year: (code,) for year, code in ages.items()
    }
    labels = dict(kind.classes(make_question(K.YEAR)))
    assert [labels[code].fr for code in ("under_3", "under_6", "from_6")] == [
        "Moins de 3 ans",
        "De 3 à 5 ans",
        "6 ans et plus",
    ]
    assert kind.classes_of("2013", Period.year(2013)) == ()


def test_a_scale_is_ticked_a_step_at_a_time():
    question = make_question(K.SCALE)
    (field,) = kind_of(question).fields(question)
    assert field.widget is Widget.RADIO
    assert [(code, label.fr) for code, label in field.options[1:3]] == [("1", "1 (faible)"), ("2", "2")]
    printed = kind_of(question).print_answer(question, 4, is_blank=False)
    assert ([box.is_ticked for box in printed.boxes], printed.is_in_line) == ([False, False, False, True, False], True)
    assert [code for code, _label in kind_of(question).classes(question)] == ["1", "2", "3", "4", "5"]


def test_a_table_keeps_its_rows_in_order_and_refuses_at_their_cells():
    question = make_question(K.TABLE)
    parts = {"cell.3.title": ("B",), "cell.1.title": ("A",), "cell.2.cost_eur": (" ",), "cell.1.cost_eur": ("12,5 €",)}
    assert read_value(question, parts) == ([{"title": "A", "cost_eur": 12.5}, {"title": "B"}], ())
    wrong = {"cell.1.title": ("A",), "cell.1.cost_eur": ("beaucoup",), "cell.2.status": ("gone",)}
    value, faults = read_value(question, wrong)
    assert (value, sorted(fault.part for fault in faults)) == (None, ["cell.1.cost_eur", "cell.2.status"])
    assert [part for part, _words in refusals(question, [{"title": "A"}, {}])] == ["cell.1.title"]
    assert [part for part, _words in refusals(question, [{"title": " "}])] == ["cell.0.title"]


def test_rows_shown_are_those_filled_then_blank_ones():
    kind, question = KINDS[K.TABLE], make_question(K.TABLE)
    rows = kind.field_rows(question, {"cell.0.title": ("A",), "cell.4.title": ("B",)}, 3)
    assert [(row.label.fr, row.number) for row in rows] == [("Ligne 1", "0"), ("Ligne 2", "4"), ("Ligne 3", "5")]
    assert [row.number for row in kind.field_rows(question, {}, 1)] == [""], "one row alone is not taken away"
    assert [row.number for row in kind.field_rows(question, {"cell.0.a": ("x",), "cell.1.a": ("x",)}, 1)] == ["0", "1"]
    fields = rows[0].fields
    assert [(field.part, field.widget) for field in fields[:2]] == [
        ("cell.0.title", Widget.AREA),
        ("cell.0.status", Widget.SELECT),
    ]


def test_a_table_is_spread_row_by_row_and_gathered_without_its_blank_rows():
    question = make_question(K.TABLE)
    columns = flatten_question(question, 2)
    assert [column.heading for column in columns[:5]] == [
        "q1[1_title]",
        "q1[1_status]",
        "q1[1_cost_eur]",
        "q1[1_start]",
        "q1[2_title]",
    ]
    assert len(flatten_question(question, 0)) == 4
    assert spread_value(question, [{"title": "A"}], columns) == ["A", *[None] * 7]
    assert gather_value(question, {(3, "title"): "C", (1, "cost_eur"): 0, (2, "title"): ""}) == [
        {"cost_eur": 0},
        {"title": "C"},
    ]


def test_a_matrix_is_read_line_by_line():
    question = make_question(K.MATRIX)
    parts = {"cell.renewables.status": ("yes",), "cell.sobriety.cost_eur": ("3",), "cell.efficiency.words": (" ",)}
    assert read_value(question, parts) == ({"sobriety": {"cost_eur": 3}, "renewables": {"status": "yes"}}, ())
    assert typed(question, cell__sobriety__cost_eur="trois") == (None, ["cell.sobriety.cost_eur"])
    assert refusals(question, {"sobriety": {"cost_eur": "3"}})[0][0] == "cell.sobriety.cost_eur"
    value = {"sobriety": {"cost_eur": 1250.5}}
    assert write_parts(question, value) == {"cell.sobriety.cost_eur": ("1\u202f250,5",)}
    assert len(flatten_question(question)) == 9


def test_words_to_read_take_nothing():
    question = make_question(K.DISPLAY)
    assert refusals(question, "x") == [("value", "rien n’est demandé ici")]
    assert typed(question, value="x") == (None, [])


def test_what_a_publication_states_is_kept_whatever_its_question_allows():
    question = make_question(K.MULTIPLE, limits=Limits(most=1))
    value = {"choices": ["yes", "no"]}
    with pytest.raises(InvalidAnswerError, match="1 réponse au plus"):
        kind_of(question).check_value(question, value)
    assert kind_of(question).check_value(question, value, keeps_breaches=True) == value
    few = make_question(K.MULTIPLE, limits=Limits(fewest=2))
    with pytest.raises(InvalidAnswerError, match="2 réponses au moins"):
        kind_of(few).check_value(few, {"choices": ["yes"]})
    assert kind_of(few).check_value(few, {"choices": ["yes"]}, is_partial=True) == {"choices": ["yes"]}


def test_a_state_is_told_in_place_of_a_value():
    question = make_question(K.SINGLE)
    assert [text.fr for text in format_answer(question, make_answer(SIRENS[0], "yes"))] == ["Oui"]
    refused = RecordedAnswer(campaign="c", siren=SIRENS[0], question="q1", state=AnswerState.REFUSED)
    assert [text.en for text in format_answer(question, refused)] == ["refused"]
    assert kind_of(question).format_value(question, None) == ()


def test_a_hint_says_how_to_fill_then_what_is_allowed():
    bare, limited = make_question(K.MULTIPLE), make_question(K.MULTIPLE, limits=Limits(most=2))
    assert plain(kind_of(limited).field_hint_of(limited).fr) == "2 réponses au plus."
    assert kind_of(bare).field_hint_of(bare).fr == ""
    split = make_question(K.SPLIT)
    assert plain(kind_of(split).field_hint_of(split).fr) == "Le total fait 100 %."
    ranked = make_question(K.RANKING, limits=Limits(most=2))
    assert plain(kind_of(ranked).field_hint_of(ranked).en).endswith(". 2 answers at most.")


def test_the_columns_of_a_questionnaire_follow_its_questions_each_with_its_state():
    questions = (
        make_question(K.SINGLE, code="a"),
        make_question(K.DISPLAY, code="lu"),
        make_question(K.TABLE, code="t", columns=(Question(code="c", kind=K.OPEN, text=Text("C", "C")),)),
    )
    whole = make_questionnaire(*questions)
    headings = [column.heading for column in flatten_questionnaire(whole, {"t": 2})]
    assert headings == ["a", "a.state", "t[1_c]", "t[2_c]", "t.state"]
    assert [column.heading for column in flatten_questionnaire(whole, {})][-2:] == ["t[1_c]", "t.state"]
    assert lengths_of(whole, [("t", [{}, {}, {}]), ("t", [{}]), ("a", ["x", "y"]), ("t", None)]) == {"t": 3}
    assert lengths_of(whole, []) == {"t": 1}
    files = ["t[3_c]", "t[12_c]", "a[4_c]", "t[c]", "t[1234_c]", "t[5_c", "t"]
    assert lengths_in(whole, files) == {"t": 12}
    assert lengths_in(whole, ["t[0_c]"]) == {"t": 1}


def test_the_word_of_a_state_says_that_an_answer_may_not_be_whole():
    assert write_state(AnswerState.ANSWERED, is_partial=True) == PARTLY == "answered_partly"
    assert write_state(AnswerState.ANSWERED, is_partial=False) == "answered"
    assert write_state(AnswerState.REFUSED, is_partial=True) == "refused"


def test_a_list_of_one_choice_is_a_list():
    alone = ChoiceList(code="l", choices=(Choice(code="a", label=Text("A", "A")),))
    question = make_question(K.SPLIT, choices=alone)
    assert check_value(question, {"a": 100}) == {"a": 100}
    assert refusals(question, {"a": 0}) == [("part.a", "ces parts font 0 % et non 100 %")]
