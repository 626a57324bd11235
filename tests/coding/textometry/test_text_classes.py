"""Classes of texts as a page and a command show them: segments, reports of each class, the tree as it is drawn."""

import re

import numpy as np
import pytest

from autan.coding.textometry.core.iramuteq import CorpusPart, CorpusText
from autan.coding.textometry.core.reinert.results import NO_CLASS, DendrogramNode
from autan.coding.textometry.core.reinert.tables import SegmentTable, UnclassifiableError
from autan.coding.textometry.importers import (
    ColumnAnswers,
    DocumentSegments,
    read_classifiable,
    read_document_segments,
)
from autan.coding.textometry.queries import ClassParameters, TextClasses, classify_table, classify_texts, texts_of_file
from autan.coding.textometry.renderers import draw_dendrogram
from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.importers.tables import read_text_table
from tests.coding.textometry.reinert_tables import PUBLISHED, planted_themes, same_partition

HEAT = "La chaufferie au bois alimente le réseau de chaleur du quartier."
ROADS = "Le vélo et le covoiturage remplacent la voiture sur la route."
TWO_THEMES = (*(f"{HEAT} {HEAT}" for _ in range(4)), *(f"{ROADS} {ROADS}" for _ in range(4)))


@pytest.fixture(scope="module")
def classes() -> TextClasses:
    return classify_texts(TWO_THEMES, ClassParameters(k=2, size=11))


def test_texts_are_cut_read_and_put_in_the_classes_of_their_themes(classes: TextClasses) -> None:
    assert len(classes.segments) == len(classes.classes)
    themes = np.array([int(segment.document >= 4) for segment in classes.segments])
    assert same_partition(classes.classes, themes)
    assert classes.unclassed == 0
    assert classes.method.name == "reinert"
    assert dict(classes.method.parameters)["k"] == "2"


def test_each_class_is_told_by_its_number_its_size_its_forms_and_its_segments(classes: TextClasses) -> None:
    assert [report.number for report in classes.reports] == [1, 2]
    assert sum(report.size for report in classes.reports) == len(classes.segments)
    for report in classes.reports:
        own = {form.form for form in report.forms if form.keyness > 0}
        theme = "chaufferie" if "chaufferie" in own else "vélo"
        assert ("réseau_de_chaleur" in own) == (theme == "chaufferie")
        assert 1 <= len(report.typical) <= 5
        for typical in report.typical:
            assert classes.classes[typical.segment] == report.number
            assert theme in classes.segments[typical.segment].text


def test_a_form_of_one_segment_alone_is_left_out_of_long_corpora_and_kept_in_short_ones() -> None:
    table = classify_texts([*TWO_THEMES, f"{HEAT} Unicité."], ClassParameters(k=2)).classification.table
    assert "unicité" not in table.forms
    assert "chaufferie" in table.forms
    short = classify_texts(["bois vélo", "route chaufferie"], ClassParameters(k=2)).classification.table
    assert set(short.forms) == {"bois", "vélo", "route", "chaufferie"}


@pytest.mark.parametrize("texts", [(), ("", " "), ("bois",)])
def test_what_holds_no_two_forms_cannot_be_classified(texts: tuple[str, ...]) -> None:
    with pytest.raises(UnclassifiableError):
        classify_texts(texts, ClassParameters())


def test_a_table_is_classified_without_the_words_of_its_segments() -> None:
    classes = classify_table(SegmentTable.from_array(PUBLISHED), ClassParameters(k=2))
    assert classes.segments == ()
    assert len(classes.classes) == len(PUBLISHED)
    assert [report.size for report in classes.reports] == [int((classes.classes == n).sum()) for n in (1, 2)]


def test_segments_without_a_class_are_counted_and_are_in_no_report() -> None:
    table, _themes = planted_themes(200, 40, density=0.2, themes=2, boost=12, seed=5)
    classes = classify_table(table, ClassParameters(k=3, is_double=True))
    assert classes.method.name == "reinert_double"
    assert classes.unclassed == int(np.count_nonzero(classes.classes == NO_CLASS))
    assert sum(report.size for report in classes.reports) + classes.unclassed == len(table)
    parameters = dict(classes.method.parameters)
    assert (parameters["min_members"], parameters["first.min_segment_size"]) == ("4", "1")
    assert parameters["second.min_segment_size"] == "6"


def test_the_second_of_two_classifications_takes_five_forms_more() -> None:
    table, _themes = planted_themes(200, 40, density=0.2, themes=2, boost=12, seed=5)
    parameters = dict(classify_table(table, ClassParameters(k=3, min_size=3, is_double=True)).method.parameters)
    assert [parameters[f"{run}.min_segment_size"] for run in ("first", "second")] == ["3", "8"]


def test_two_classifications_without_a_common_class_are_said() -> None:
    table = SegmentTable.from_array(np.ones((4, 3), dtype=int))
    with pytest.raises(UnclassifiableError, match="des classes communes aux deux classifications"):
        classify_table(table, ClassParameters(is_double=True))


def test_the_texts_of_a_file_are_those_of_its_answers_or_of_its_corpus() -> None:
    table = SegmentTable.from_array(PUBLISHED)
    corpus = (
        CorpusText(variables=(), parts=(CorpusPart(text="Un."), CorpusPart(theme="eau", text="Deux."))),
        CorpusText(variables=(), parts=(CorpusPart(text=""),)),
    )
    assert texts_of_file(ColumnAnswers(heading="r", texts=("a", ""), lines=(2, 3))) == ("a", "")
    assert texts_of_file(corpus) == ("Un.\nDeux.", "")
    assert texts_of_file(table) == ()
    assert texts_of_file(DocumentSegments(table=table, documents=("a",) * 7)) == ()


DOCUMENTS = "bois;texte;eau\n1;a;0\n0;a;2\n1;b;1\n"


def faults_of(text: str, document: str = "texte") -> list[Fault]:
    with pytest.raises(ImportFileError) as refused:
        read_document_segments(read_text_table(text.encode(), "x.csv"), "x.csv", document=document)
    return list(refused.value.faults)


def test_segments_are_read_beside_the_column_of_their_documents() -> None:
    segments, remarks = read_classifiable(DOCUMENTS.encode(), "x.csv", document="texte")
    assert isinstance(segments, DocumentSegments)
    assert (segments.documents, remarks) == (("a", "a", "b"), ())
    assert segments.table.forms == ("bois", "eau")
    assert segments.table.counts.tolist() == [1, 2, 1, 1]


def test_a_column_of_documents_that_is_not_there_is_refused_with_those_that_are() -> None:
    (fault,) = faults_of(DOCUMENTS, "epci")
    assert (fault.row, fault.value) == (1, "epci")
    assert "bois, texte, eau" in str(fault.expected)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (DOCUMENTS.replace("0;a;2", "0;;2"), [(3, None)]),
        (DOCUMENTS + "1;a;0\n", [(5, "a")]),
        (DOCUMENTS.replace("1;a;0", "1;;0"), [(2, None)]),
        (DOCUMENTS + "1;a;0\n2;;1\n", [(5, "a"), (6, None)]),
    ],
)
def test_a_document_has_a_name_and_its_segments_follow_each_other(
    text: str, places: list[tuple[int, str | None]]
) -> None:
    faults = faults_of(text)
    assert [(fault.row, fault.value) for fault in faults] == places
    assert {fault.column for fault in faults} == {"texte"}


def test_the_counts_beside_the_documents_are_checked_too() -> None:
    (fault,) = faults_of(DOCUMENTS.replace("0;a;2", "0;a;"))
    assert (fault.row, fault.column) == (3, "eau")


TREE = DendrogramNode(
    classes=(1, 2, 3),
    size=10,
    height=8.0,
    children=(
        DendrogramNode(classes=(1,), size=4),
        DendrogramNode(
            classes=(2, 3),
            size=6,
            height=2.0,
            children=(DendrogramNode(classes=(2,), size=3), DendrogramNode(classes=(3,), size=3)),
        ),
    ),
)
LABELS = {1: "Chaufferies", 2: "Vélos", 3: "Trains"}


def lines_of(drawing: str) -> list[tuple[float, float, float, float]]:
    """Both ends of each line of a drawing."""
    ends = re.findall(r'd="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"', drawing)
    return [(float(x), float(y), float(to_x), float(to_y)) for x, y, to_x, to_y in ends]


def test_a_tree_is_drawn_in_both_lay_outs_with_its_title_and_its_classes_in_order() -> None:
    drawing = draw_dendrogram(TREE, LABELS, title="Classes des réponses")
    layouts = drawing.split("<svg")[1:]
    assert len(layouts) == 2
    for layout in layouts:
        assert "Classes des réponses" in layout
        assert "Chaufferies; Vélos; Trains" in layout
        places = [layout.rindex(label) for label in LABELS.values()]
        assert places == sorted(places)


def test_a_tree_has_an_upright_for_each_split_and_a_branch_for_each_side() -> None:
    layout = draw_dendrogram(TREE, LABELS, title="x").split("<svg")[1]
    lines = lines_of(layout)
    uprights = [line for line in lines if line[0] == line[2]]
    branches = [line for line in lines if line[1] == line[3]]
    assert (len(uprights), len(branches), len(lines)) == (2, 4, 6)
    root, inner = min(uprights), max(uprights)
    ends = {line[2] for line in branches if line[2] > inner[0]}
    assert len(ends) == 1
    (right,) = ends
    # a split of a quarter of the height of the whole stands three quarters of the way
    assert inner[0] - root[0] == pytest.approx((right - root[0]) * 0.75, abs=0.2)


def test_a_class_alone_has_no_branch() -> None:
    layout = draw_dendrogram(DendrogramNode(classes=(1,), size=4), {1: "Tout"}, title="x").split("<svg")[1]
    assert "Tout" in layout
    assert lines_of(layout) == []
