"""Files that can be classified, and the reader of their forms, whose lemmas are those of simplemma."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from autan.coding.textometry.core.iramuteq import CorpusText, read_corpus
from autan.coding.textometry.core.reinert.forms import FormReader
from autan.coding.textometry.core.reinert.tables import SegmentTable
from autan.coding.textometry.core.trade_terms import ACRONYMS, TERMS
from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.findings import ResultRemark
from autan.ground.tables.importers.delimited import decode, decode_text
from autan.ground.tables.importers.tables import TextTable, read_text_table
from autan.ground.wordings import Sentence

if TYPE_CHECKING:
    from simplemma import Lemmatizer


_SHORTEST_ANSWER = 3  # words, on average, of a column that is read as answers
_HIGHEST_COUNT = 1_000_000
_LOOKED_AT = 1_000  # bytes
_FEWEST_NUMBERED = 3  # rows, from which a column of 1, 2, 3… is read as their numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnAnswers:
    """Answers of one column of a file."""

    heading: str
    texts: tuple[str, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSegments:
    """Segments by forms, with the document of each: those of one document follow each other."""

    table: SegmentTable
    documents: tuple[str, ...]


type Classifiable = tuple[CorpusText, ...] | ColumnAnswers | SegmentTable | DocumentSegments


def read_classifiable(
    data: bytes, file: str, *, column: str = "", document: str = ""
) -> tuple[Classifiable, tuple[ResultRemark, ...]]:
    """Read a file that can be classified, whichever of the three it is.

    A `.txt`, or a file that begins with `****`, is a corpus. In a table whose cells are numbers (but
    for the first column), rows are segments and columns are forms; in another, one column holds answers.

    `column` is the heading of the answers; the one with most words when empty. `document` is the heading of the
    documents of a table of segments.

    Raises ImportFileError: see `read_corpus_file`, `read_answer_column`, `read_segment_table` and
    `read_document_segments`.
    """
    if document:
        return read_document_segments(read_text_table(data, file), file, document=document), ()
    if PurePath(file).suffix.lower() == ".txt" or decode(data[:_LOOKED_AT]).lstrip().startswith("****"):
        return read_corpus_file(data, file)
    table = read_text_table(data, file)
    if not column and table.rows and _is_numeric(table):
        remarks = (_number_remark(table.headings[0]),) if _numbers_segments(table) else ()
        return read_segment_table(table, file), remarks
    return read_answer_column(table, file, column=column)


def read_corpus_file(data: bytes, file: str) -> tuple[tuple[CorpusText, ...], tuple[ResultRemark, ...]]:
    """Read an IRaMuTeQ corpus.

    Raises ImportFileError: no text, words before the first line of variables, or a variable with a blank, each listed.
    """
    reading = read_corpus(decode_text(data, file))
    if reading.faults:
        raise ImportFileError(file, reading.faults)
    return reading.texts, reading.remarks


def _is_numeric(table: TextTable) -> bool:
    """True when cells beyond the first column are numbers, or nothing."""
    cells = [cell for row in table.rows for cell in row[1:] if cell]
    return bool(cells) and all(cell.replace(",", ".", 1).replace(".", "", 1).isdigit() for cell in cells)


def _numbers_segments(table: TextTable) -> bool:
    """True when the first column only numbers its rows, from 0 or from 1: these are no counts of a form."""
    cells = table.column(0)
    return len(cells) >= _FEWEST_NUMBERED and any(
        cells == [str(number) for number in range(first, first + len(cells))] for first in (0, 1)
    )


def read_segment_table(table: TextTable, file: str) -> SegmentTable:
    """Read segments by forms: a row a segment, a column a form, whole numbers; a first column may name or number rows.

    Raises ImportFileError: a form given twice or without a name, or a cell that is no whole number, each at its place.
    An empty cell is unknown, and is no zero.
    """
    first = int(any(not cell.isdigit() for cell in table.column(0)) or _numbers_segments(table))
    forms = table.headings[first:]
    faults = [
        Fault(row=1, column=form or None, value=form or None, expected="des formes qui ont chacune un nom, et un seul")
        for rank, form in enumerate(forms)
        if not form or form in forms[:rank]
    ]
    faults += [
        Fault(row=line, column=form, value=cell or None, expected="un nombre entier d’occurrences, 0 pour aucune")
        for line, row in zip(table.lines, table.rows, strict=True)
        for form, cell in zip(forms, row[first:], strict=True)
        if not (cell.isdigit() and int(cell) <= _HIGHEST_COUNT)
    ]
    if not table.rows:
        faults.append(Fault(row=1, expected="au moins un segment, sous la ligne des formes"))
    if faults:
        raise ImportFileError(file, faults)
    return SegmentTable.from_array([[int(cell) for cell in row[first:]] for row in table.rows], forms)


def read_document_segments(table: TextTable, file: str, *, document: str) -> DocumentSegments:
    """Read segments by forms, beside the column that names their documents.

    Raises ImportFileError: see `read_segment_table`; no such column, a segment without a document, or one whose
    document is taken up again after another.
    """
    if document not in table.headings:
        known = ", ".join(table.headings)[:200]
        fault = Fault(row=1, value=document, expected=Sentence("une des colonnes du fichier ({known})", known=known))
        raise ImportFileError(file, [fault])
    place = table.headings.index(document)
    documents = table.column(place)
    expected = "le document du segment, les segments d’un même document se suivant"
    faults, seen = [], set[str]()
    for line, before, name in zip(table.lines, ["", *documents], documents, strict=False):
        if not name or (name in seen and name != before):
            faults.append(Fault(row=line, column=document, value=name or None, expected=expected))
        seen.add(name)
    if faults:
        raise ImportFileError(file, faults)
    others = replace(
        table,
        headings=table.headings[:place] + table.headings[place + 1 :],
        rows=tuple(row[:place] + row[place + 1 :] for row in table.rows),
    )
    return DocumentSegments(table=read_segment_table(others, file), documents=tuple(documents))


def read_answer_column(
    table: TextTable, file: str, *, column: str = ""
) -> tuple[ColumnAnswers, tuple[ResultRemark, ...]]:
    """Take the column of answers of a table.

    The column with most words when `column` is empty.

    Raises ImportFileError: no such column, or none with a few words a row.
    """
    if column and column not in table.headings:
        known = ", ".join(table.headings)[:200]
        raise ImportFileError(
            file, [Fault(row=1, value=column, expected=Sentence("une colonne parmi : {known}", known=known))]
        )
    words = [sum(len(cell.split()) for cell in table.column(rank)) for rank in range(len(table.headings))]
    rank = table.headings.index(column) if column else words.index(max(words))
    if not column and words[rank] < _SHORTEST_ANSWER * max(len(table.rows), 1):
        expected = Sentence(
            "une colonne de réponses d’au moins {shortest_answer} mots en moyenne", shortest_answer=_SHORTEST_ANSWER
        )
        raise ImportFileError(file, [Fault(row=1, expected=expected)])
    heading = table.headings[rank]
    remarks = () if column else (_column_remark(heading),)
    return ColumnAnswers(heading=heading, texts=tuple(table.column(rank)), lines=table.lines), remarks


def _number_remark(heading: str) -> ResultRemark:
    return ResultRemark.of(
        "column_of_numbers",
        f"La première colonne (« {heading} ») numérote les segments : elle n’est pas lue comme une forme.",
        f"The first column (“{heading}”) numbers the segments: it is not read as a form.",
        place="ligne 1",
    )


def _column_remark(heading: str) -> ResultRemark:
    return ResultRemark.of(
        "column_chosen",
        f"Réponses lues dans la colonne « {heading} ».",
        f"Answers read in the column “{heading}”.",
        place="ligne 1",
    )


_LANGUAGE = "fr"
_LONGEST_WORD = 50


@cache
def _lemmatizer() -> "Lemmatizer":
    from simplemma import Lemmatizer  # its rules of twenty languages are loaded when a word is, not with every command
    from simplemma.strategies import DefaultStrategy

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(greedy=False))


@cache
def french_lemma(word: str) -> str:
    """Return the lemma of a word in lower case; the word itself when the lexicon does not know it.

    >>> french_lemma("prévoient"), french_lemma("communaux"), french_lemma("agrivoltaïsme")
    ('prévoir', 'communal', 'agrivoltaïsme')
    """
    return word if len(word) > _LONGEST_WORD else _lemmatizer().lemmatize(word, lang=_LANGUAGE)


@cache
def form_reader() -> FormReader:
    """Return the one reader: it indexes its terms once."""
    return FormReader(lemmatize=french_lemma, acronyms=ACRONYMS, terms=TERMS)
