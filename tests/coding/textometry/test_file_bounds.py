"""Which of its forms a file is read in, at the bounds: numbers, first columns, answers; what is said of the choice."""

import pytest

from autan.coding.textometry.core.iramuteq import CorpusPart, CorpusText, corpus_of, read_corpus, write_corpus
from autan.coding.textometry.core.reinert import SegmentTable
from autan.coding.textometry.importers import ColumnAnswers, french_lemma, read_classifiable
from autan.coding.textometry.queries import ClassParameters, TextClasses, classify_table
from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.findings import ResultRemark
from tests.coding.codings.making import make_text
from tests.coding.textometry.reinert_tables import PUBLISHED


def read(text: str, **options: str) -> tuple[object, tuple[ResultRemark, ...]]:
    return read_classifiable(text.encode(), "essai.csv", **options)


def faults(text: str, **options: str) -> list[Fault]:
    with pytest.raises(ImportFileError) as refused:
        read(text, **options)
    return list(refused.value.faults)


def forms(text: str) -> tuple[str, ...]:
    table, _remarks = read(text)
    assert isinstance(table, SegmentTable)
    return table.forms


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("s;bois;eau\n1;1;0\n2;0;2\n3;1;1\n", ("bois", "eau")),  # 1, 2, 3
        ("s;bois;eau\n0;1;0\n1;0;2\n2;1;1\n", ("bois", "eau")),  # 0, 1, 2
        ("s;bois;eau\n1;1;0\n2;0;2\n", ("s", "bois", "eau")),  # two rows tell nothing
        ("s;bois;eau\n2;1;0\n3;0;2\n4;1;1\n", ("s", "bois", "eau")),  # from elsewhere: counts
        ("s;bois;eau\n1;1;0\n3;0;2\n2;1;1\n", ("s", "bois", "eau")),  # not in order
        ("s;bois;eau\na;1;0\n2;0;2\n", ("bois", "eau")),  # a name among numbers
    ],
)
def test_a_first_column_names_or_numbers_the_segments_or_is_a_form(text: str, names: tuple[str, ...]) -> None:
    assert forms(text) == names


def test_a_column_that_numbers_is_named_in_the_remark_and_another_is_not() -> None:
    (remark,) = read("rang;bois;eau\n1;1;0\n2;0;2\n3;1;1\n")[1]
    assert (remark.code, remark.place) == ("column_of_numbers", "ligne 1")
    assert "« rang »" in remark.text.fr.replace("\u202f", " ")
    assert "“rang”" in remark.text.en
    assert read("s;bois;eau\na;1;0\nb;0;2\nc;1;1\n")[1] == ()


@pytest.mark.parametrize(("count", "is_read"), [("1000000", True), ("1000001", False)])
def test_a_form_occurs_a_million_times_at_most(count: str, *, is_read: bool) -> None:
    text = f"s;bois;eau\na;{count};0\nb;0;1\n"
    if is_read:
        assert forms(text) == ("bois", "eau")
        return
    (fault,) = faults(text)
    assert (fault.row, fault.column, fault.value) == (2, "bois", count)
    assert "un nombre entier d’occurrences" in fault.expected


def test_every_fault_of_a_table_is_told_the_headings_first() -> None:
    told = faults("s;bois;bois\na;1,5;0\nb;;2\n")
    assert [(fault.row, fault.column, fault.value) for fault in told] == [
        (1, "bois", "bois"),
        (2, "bois", "1,5"),
        (3, "bois", None),
    ]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("a;b\nun deux trois;x\n", "a"),  # three words in a row
        ("a;b\nun deux trois quatre;x\nun deux;x\n", "a"),  # three on average
        ("a;b\nun deux;cinq mots tout de suite\n", "b"),
        ("a;b\nun deux trois;un deux trois\n", "a"),  # the first of two
    ],
)
def test_the_column_with_most_words_holds_the_answers(text: str, heading: str) -> None:
    answers, (remark,) = read(text)
    assert isinstance(answers, ColumnAnswers)
    assert answers.heading == heading
    assert f"« {heading} »" in remark.text.fr.replace("\u202f", " ")
    assert f"“{heading}”" in remark.text.en
    assert remark.place == "ligne 1"


def test_a_column_of_short_answers_is_read_where_it_is_named_alone() -> None:
    text = "a;b\nun deux;x\nun;x\n"
    (fault,) = faults(text)
    assert (fault.row, "d’au moins 3 mots en moyenne" in fault.expected) == (1, True)
    answers, remarks = read(text, column="a")
    assert isinstance(answers, ColumnAnswers)
    assert (answers.texts, answers.lines, remarks) == (("un deux", "un"), (2, 3), ())
    (unknown,) = faults(text, column="c")
    assert (unknown.row, unknown.value, "a, b" in unknown.expected) == (1, "c", True)


def test_a_table_of_numbers_is_read_as_answers_where_a_column_is_named() -> None:
    answers, _remarks = read("s;bois;eau\na;1;0\nb;0;1\n", column="bois")
    assert isinstance(answers, ColumnAnswers)
    assert answers.texts == ("1", "0")


@pytest.mark.parametrize("cells", ["1,5;2", "0.5;2"])
def test_decimals_are_numbers_and_no_occurrences(cells: str) -> None:
    (fault,) = faults(f"s;bois;eau\na;{cells}\n")
    assert (fault.row, fault.column) == (2, "bois")


def test_a_line_of_numbers_begins_a_text_and_stars_that_are_five_do_not() -> None:
    reading = read_corpus("0001 *epci_albi\nUn.\n***** *epci_b\n12 *x\n0002 sans étoile\n**** *epci_muret\nDeux.")
    assert [text.variables for text in reading.texts] == [(("epci", "albi"),), (("epci", "muret"),)]
    assert reading.texts[0].words == "Un.\n***** *epci_b\n12 *x\n0002 sans étoile"
    assert [text.line for text in reading.texts] == [1, 6]


def test_only_the_first_of_the_words_before_any_text_is_a_fault_and_each_wrong_variable_is_one() -> None:
    reading = read_corpus("Avant.\nEncore.\n**** *a_b mal *_ *c\nMots.")
    assert [(fault.row, fault.value) for fault in reading.faults] == [(1, "Avant."), (3, "mal"), (3, "*_")]
    assert reading.texts[0].variables == (("a", "b"), ("c", ""))
    long = read_corpus(f"**** {'x' * 90}\nMots.").faults[0]
    assert long.value == "x" * 80


def test_remarks_name_the_line_of_the_text_and_each_variable_once() -> None:
    remarks = read_corpus("**** *a_1 *a_2 *a_3 *b_1 *b_2\nMots.\n**** *a_1\n\n").remarks
    assert [(remark.code, remark.place) for remark in remarks] == [
        ("variable_twice", "ligne 1"),
        ("variable_twice", "ligne 1"),
        ("empty_text", "ligne 3"),
    ]
    assert [remark.text.en for remark in remarks[:2]] == ["Variable “a” given twice.", "Variable “b” given twice."]


def test_what_would_pass_for_a_header_or_a_theme_begins_with_a_blank() -> None:
    part = CorpusPart(theme="Eau & air", text="**** a\n-*b\n0012 *c\n12 *d\n- e")
    written = write_corpus([CorpusText(variables=(("Âge (ans)", "plus de 60"),), parts=(part,))])
    assert written.splitlines() == [
        "**** *AgeAns_plus-de-60",
        "-*Eau-air",
        " **** a",
        " -*b",
        " 0012 *c",
        "12 *d",
        "- e",
    ]
    (back,) = read_corpus(written).texts
    assert [(one.theme, one.text.splitlines()[-1]) for one in back.parts] == [("Eau-air", "- e")]


def test_texts_without_a_word_are_left_out_and_variables_follow_their_text() -> None:
    corpus = corpus_of([make_text("a", "  Un. "), make_text("b", "\n"), make_text("c", "Deux.")], {"c": [("x", "1")]})
    assert [(text.words, text.variables, text.line) for text in corpus] == [("Un.", (), 0), ("Deux.", (("x", "1"),), 0)]


@pytest.mark.parametrize(("length", "lemma"), [(50, "chevals"), (51, "chevals")])
def test_a_word_that_is_too_long_is_no_word_of_the_lexicon(length: int, lemma: str) -> None:
    word = "x" * (length - len(lemma)) + lemma
    assert french_lemma(word) == word
    assert french_lemma("chevaux") == "cheval"


def test_no_more_classes_are_told_than_there_are_and_the_unclassed_are_counted() -> None:
    table = SegmentTable.from_array([*PUBLISHED.tolist(), [0] * 5])
    classes = classify_table(table, ClassParameters(k=2))
    assert isinstance(classes, TextClasses)
    assert (classes.unclassed, [report.number for report in classes.reports]) == (1, [1, 2])
    assert [report.size for report in classes.reports] == [2, 5]
    assert dict(classify_table(table, ClassParameters(k=2, min_size=2)).method.parameters)["min_segment_size"] == "2"
