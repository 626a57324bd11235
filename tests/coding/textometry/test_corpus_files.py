"""IRaMuTeQ corpora in and out, CSV of answers, CSV of segments and forms, tables of codings."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.coding.codings.core.codings import Coder
from autan.coding.results.core.reports import table_of_codings
from autan.coding.textometry.core import reinert
from autan.coding.textometry.core.iramuteq import (
    CorpusPart,
    CorpusText,
    corpus_of,
    read_corpus,
    variable_word,
    write_corpus,
)
from autan.coding.textometry.importers import (
    ColumnAnswers,
    read_answer_column,
    read_classifiable,
    read_corpus_file,
    read_segment_table,
)
from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.importers.tables import read_text_table
from tests.coding.codings.making import DAY, NOTE, make_codebook, make_coding, make_text

CORPUS = """\ufeff**** *epci_toulouse *age_ *question_q_12
Le temps manque.

Encore.
**** *epci_albi
Avant le thème.
-*difficultes
Les données.
-*leviers
0002 *epci_muret
Texte numéroté.
"""


def faults_of(data: bytes, file: str = "essai.csv", **options) -> list[Fault]:
    with pytest.raises(ImportFileError) as refused:
        read_classifiable(data, file, **options)
    assert refused.value.file == file
    return list(refused.value.faults)


def test_a_corpus_is_read() -> None:
    reading = read_corpus(CORPUS)
    first, second, third = reading.texts
    assert first.variables == (("epci", "toulouse"), ("age", ""), ("question", "q_12"))
    assert (first.words, first.line) == ("Le temps manque.\n\nEncore.", 1)
    assert [(part.theme, part.text) for part in second.parts] == [
        ("", "Avant le thème."),
        ("difficultes", "Les données."),
        ("leviers", ""),
    ]
    assert (third.variables, third.words, third.line) == ((("epci", "muret"),), "Texte numéroté.", 10)
    assert (reading.faults, reading.remarks) == ((), ())


@pytest.mark.parametrize(
    ("text", "row", "value"),
    [
        ("", 1, None),
        ("\n \n", 1, None),
        ("Un texte sans en-tête.\nPuis un autre.", 1, "Un texte sans en-tête."),
        ("\n\nAvant.\n**** *a_b\nAprès.", 3, "Avant."),
        ("**** *ville_Grand Albi\nMots.", 1, "Albi"),
        ("**** *\nMots.", 1, "*"),
        ("**** *_\nMots.", 1, "*_"),
    ],
)
def test_what_is_no_corpus_is_refused_at_its_line(text: str, row: int, value: str | None) -> None:
    (fault,) = read_corpus(text).faults
    assert (fault.row, fault.value) == (row, value)
    with pytest.raises(ImportFileError):
        read_corpus_file(text.encode(), "corpus.txt")


def test_odd_texts_are_told() -> None:
    reading = read_corpus("**** *a_1 *a_2\n**** *b_1\nMots.")
    assert [(remark.code, remark.place) for remark in reading.remarks] == [
        ("empty_text", "ligne 1"),
        ("variable_twice", "ligne 1"),
    ]


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("epci", "Grand Albigeois", "*epci_Grand-Albigeois"),
        ("question", "q_12", "*question_q_12"),
        ("Nature", "Communauté d’agglomération", "*Nature_Communaute-d-agglomeration"),
        ("a_b", "", "*aB_"),
        ("…", "x", "*variable_x"),
    ],
)
def test_variables_are_written_as_the_program_wants_them(name: str, value: str, word: str) -> None:
    assert variable_word(name, value) == word


words = st.text(alphabet="abé '*-0123456789\n.", max_size=30).map(str.strip)
parts = st.builds(CorpusPart, theme=st.sampled_from(["", "difficultes", "leviers"]), text=words)
named = st.tuples(st.sampled_from(["epci", "age"]), st.sampled_from(["albi", "q_12", "", "2013"]))
texts = st.builds(
    CorpusText,
    variables=st.lists(named, max_size=3).map(tuple),
    parts=st.lists(parts, min_size=1, max_size=3).map(tuple),
)


@given(st.lists(texts, min_size=1, max_size=4))
def test_what_is_written_is_read_back(corpus: list[CorpusText]) -> None:
    back = read_corpus(write_corpus(corpus))
    assert back.faults == ()
    assert [text.variables for text in back.texts] == [text.variables for text in corpus]
    for mine, theirs in zip(corpus, back.texts, strict=True):
        assert theirs.words.split() == mine.words.split()
        assert [part.theme for part in theirs.parts if part.theme] == [part.theme for part in mine.parts if part.theme]


def test_our_answers_make_a_corpus() -> None:
    answers = [make_text("a", " Le temps. "), make_text("b", " "), make_text("c", "**** piège")]
    made = write_corpus(corpus_of(answers, {"a": [("epci", "Albi"), ("question", "q12")]}))
    assert made == "**** *epci_Albi *question_q12\nLe temps.\n\n****\n **** piège\n"
    assert [text.words for text in read_corpus(made).texts] == ["Le temps.", "**** piège"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_corpus_in_any_usual_encoding(encoding: str) -> None:
    found, remarks = read_classifiable("**** *epci_albi\nÉnergie".encode(encoding), "corpus.txt")
    assert isinstance(found, tuple)
    assert (found[0].words, remarks) == ("Énergie", ())


def test_a_corpus_without_a_header_is_refused_as_one() -> None:
    (fault,) = faults_of(b"Un texte ; sans en-t\xc3\xaate.", "corpus.txt")
    assert (fault.row, "****" in fault.expected) == (1, True)
    assert isinstance(read_classifiable(b"\n**** *a_b\nMots.", "corpus")[0], tuple)


ANSWERS = "epci;réponse;note\nAlbi;Le temps manque à tous;1\nMuret;Peu de données fiables ici;2\nCahors;;3\n"


def test_answers_are_read_in_the_column_with_most_words() -> None:
    found, remarks = read_classifiable(ANSWERS.encode(), "essai.csv")
    assert found == ColumnAnswers(
        heading="réponse",
        texts=("Le temps manque à tous", "Peu de données fiables ici", ""),
        lines=(2, 3, 4),
    )
    assert [remark.code for remark in remarks] == ["column_chosen"]


def test_answers_are_read_in_the_column_that_is_named() -> None:
    found, remarks = read_classifiable(ANSWERS.encode(), "essai.csv", column="epci")
    assert isinstance(found, ColumnAnswers)
    assert (found.heading, remarks) == ("epci", ())
    assert faults_of(ANSWERS.encode(), column="absente")[0].value == "absente"


def test_a_file_without_answers_is_refused() -> None:
    assert "3 mots" in faults_of(b"epci;nom\n1;Albi\n2;x\n")[0].expected
    assert "3 mots" in faults_of(b"epci;nom\n")[0].expected


TABLE = "segment;bois;eau;vent\ns1;1;0;2\ns2;0;1;0\ns3;1;1;0\n"


@pytest.mark.parametrize(
    "text", [TABLE, TABLE.replace("segment;", "").replace("s1;", "").replace("s2;", "").replace("s3;", "")]
)
def test_segments_and_forms_are_read(text: str) -> None:
    table, _ = read_classifiable(text.encode(), "essai.csv")
    assert isinstance(table, reinert.SegmentTable)
    assert (table.forms, table.sizes.tolist(), table.counts.tolist()) == (
        ("bois", "eau", "vent"),
        [2, 1, 2],
        [1, 2, 1, 1, 1],
    )


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (TABLE.replace("s2;0", "s2;"), [(3, "bois", None)]),  # unknown is no zero
        (TABLE.replace("s1;1", "s1;1,5"), [(2, "bois", "1,5")]),
        (TABLE.replace("eau", "bois"), [(1, "bois", "bois")]),
        (TABLE.replace("eau", ""), [(1, None, None)]),
        (TABLE.replace("s1;1", "s1;" + "9" * 12), [(2, "bois", "9" * 12)]),
    ],
)
def test_faults_of_a_table_have_their_place(text: str, places: list[tuple[int, str | None, str | None]]) -> None:
    assert [(fault.row, fault.column, fault.value) for fault in faults_of(text.encode())] == places


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "en-t"),
        (b"\n \n", "en-t"),
        (b'a;b\n"1;2\n', "bien form"),
        (b"a;b\n" + b"x" * 140_000 + b";1\n", "131072"),
        (b"\x00\x01\x02", "fichier texte"),
    ],
)
def test_files_that_are_no_table_are_refused(data: bytes, expected: str) -> None:
    assert expected in faults_of(data)[0].expected


def test_a_row_longer_than_its_headings_is_refused_and_a_shorter_one_lacks_cells() -> None:
    assert [fault.row for fault in faults_of(b"a,b\n1\n\n1,2\n1,2,3\n")] == [5]
    assert read_text_table(b"a,b\n1\n1,2\n", "x.csv").rows == (("1", ""), ("1", "2"))


def test_separators_and_quotes() -> None:
    for separator in ",;\t":
        table = read_text_table(f'"a;b,c"{separator}d\n1{separator}"x\ny"\n\n2{separator}z\n'.encode(), "x.csv")
        assert (table.headings, table.rows, table.lines) == (("a;b,c", "d"), (("1", "x\ny"), ("2", "z")), (2, 5))


def test_a_first_column_that_numbers_the_segments_is_no_form() -> None:
    table, remarks = read_classifiable(b"s,bois,eau\n1,1,0\n2,0,2\n3,1,1\n", "x.csv")
    assert isinstance(table, reinert.SegmentTable)
    assert table.forms == ("bois", "eau")
    assert "numérote" in remarks[0].text.fr
    counts, told = read_classifiable(b"bois,eau\n1,1\n2,0\n2,1\n", "x.csv")
    assert isinstance(counts, reinert.SegmentTable)
    assert (counts.forms, told) == (("bois", "eau"), ())


def test_forms_without_a_segment_are_refused() -> None:
    with pytest.raises(ImportFileError) as refused:
        read_segment_table(read_text_table(b"bois;eau\n", "x.csv"), "x.csv")
    assert "au moins un segment" in refused.value.faults[0].expected


def test_an_empty_row_of_forms_is_no_answer() -> None:
    table = read_text_table(b"a;b\n", "x.csv")
    with pytest.raises(ImportFileError):
        read_answer_column(table, "x.csv")


BOOK = make_codebook("means", "means/staff")
TEXT = make_text("a1", "Peu de postes, très peu.", siren="243100518")
CODERS = [Coder(key="anne", name="Anne"), Coder(key="paul", name="Anne")]


def rows_of(*codings, language: str = "fr", texts=(TEXT,)):
    return table_of_codings(
        codings,
        codebook=BOOK,
        texts=texts,
        coders=CODERS,
        territories={"243100518": "Toulouse Métropole"},
        language=language,
    )


def test_codings_make_a_table() -> None:
    first = replace(make_coding("1", "staff", text=TEXT, quote="postes"), memo="=1+1")
    table = rows_of(first)
    row = dict(zip(table.columns, table.rows[0], strict=True))
    assert row == {
        "coding": "1",
        "kind": "Réponses",
        "text": "a1",
        "title": "a1",
        "siren": "243100518",
        "territory": "Toulouse Métropole",
        "code": "staff",
        "label": "Staff",
        "path": "Means",
        "words": "postes",
        "start": 7,
        "end": 13,
        "state": "en place",
        "coder": "Anne (1)",
        "day": DAY,
        "memo": "=1+1",
        "origin": "à la main",
        "version": 1,
    }
    assert rows_of(first, language="en").headings[-1] == "codebook version"


def test_a_table_follows_the_texts_and_tells_what_is_to_be_reviewed() -> None:
    note = make_text("n1", "Des postes.", kind=NOTE)
    changed = make_text("a1", "Rien.", siren="1")
    codings = [
        make_coding("3", "means", text=TEXT, quote="très peu", coder="nobody"),
        make_coding("2", "staff", text=note, quote="postes"),
        make_coding("1", "staff", text=TEXT, quote="postes", coder="paul"),
    ]
    table = rows_of(*codings, texts=(note, changed))
    assert [row[0] for row in table.rows] == ["2", "1", "3"]
    assert [row[table.columns.index("state")] for row in table.rows] == ["en place", "à revoir", "à revoir"]
    assert [row[table.columns.index("coder")] for row in table.rows] == ["Anne (1)", "Anne (2)", "nobody"]
    assert [row[table.columns.index("territory")] for row in table.rows] == [None, None, None]
