"""Reinert classes of texts, with what a page and a command show of them: forms and segments of each class."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from autan.coding.textometry.core.iramuteq import CorpusText
from autan.coding.textometry.core.reinert.crossings import CrossingSet
from autan.coding.textometry.core.reinert.descending import classify
from autan.coding.textometry.core.reinert.double import DoubleClassification, classify_twice
from autan.coding.textometry.core.reinert.keyness import KeyForm, TypicalSegment, class_keyness, typical_segments
from autan.coding.textometry.core.reinert.results import NO_CLASS, Classification
from autan.coding.textometry.core.reinert.segments import SIZE, TextSegment, cut_texts
from autan.coding.textometry.core.reinert.tables import Integers, SegmentTable, UnclassifiableError
from autan.coding.textometry.importers import Classifiable, ColumnAnswers, DocumentSegments, form_reader
from autan.evidence.figures.core.figures import Method
from autan.ground.tables.core.findings import ResultRemark
from autan.ground.wordings import Sentence

_TYPICAL = 5
_FEWEST_SEGMENTS_WITH_A_FORM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassParameters:
    """What a person chooses: classes at most, words of a segment, forms that a row should hold, simple or double."""

    k: int = 5
    size: int = SIZE
    min_size: int = 0
    is_double: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassReport:
    """One class: its number, how many segments, its forms, its most typical segments."""

    number: int
    size: int
    forms: tuple[KeyForm, ...]
    typical: tuple[TypicalSegment, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextClasses:
    """Classes of texts."""

    segments: tuple[TextSegment, ...]
    classification: Classification
    classes: Integers
    reports: tuple[ClassReport, ...]
    method: Method
    remarks: tuple[ResultRemark, ...]

    @property
    def unclassed(self) -> int:
        """Segments without a class."""
        return int((self.classes == NO_CLASS).sum())


def texts_of_file(classifiable: Classifiable) -> tuple[str, ...]:
    """Return the texts of a file that can be classified; none for a table of segments by forms."""
    if isinstance(classifiable, ColumnAnswers):
        return classifiable.texts
    if isinstance(classifiable, SegmentTable | DocumentSegments):
        return ()
    return tuple(text.words for text in classifiable if isinstance(text, CorpusText))


def classify_texts(texts: Sequence[str], parameters: ClassParameters) -> TextClasses:
    """Cut texts into segments, read their forms, and classify them.

    Raises UnclassifiableError: no segment, or fewer than two forms.
    """
    segments = cut_texts(texts, size=parameters.size)
    forms = form_reader().read_all(segment.text for segment in segments)
    least = _FEWEST_SEGMENTS_WITH_A_FORM if len(segments) > _FEWEST_SEGMENTS_WITH_A_FORM else 1
    table = SegmentTable.from_forms(forms, min_segments=least)
    documents = [segment.document for segment in segments]
    return classify_table(table, parameters, segments=segments, documents=documents)


def classify_table(
    table: SegmentTable,
    parameters: ClassParameters,
    *,
    segments: tuple[TextSegment, ...] = (),
    documents: Sequence[Hashable] | None = None,
) -> TextClasses:
    """Classify a table of segments by forms.

    Raises:
        UnclassifiableError: no segment, or fewer than two forms; for a double classification, no class that both hold.
    """
    if not parameters.is_double:
        single = classify(table, k=parameters.k, documents=documents, min_segment_size=parameters.min_size)
        return _build_report(table, single, single.classes, single.method, single.remarks, segments)
    sizes = max(parameters.min_size, 1), max(parameters.min_size, 1) + 5
    few = max(1, len(table) // 50)
    double = classify_twice(table, k=parameters.k, documents=documents, min_segment_sizes=sizes, min_members=few)
    classes = double.classes(_most(double.by_chi2, double))
    return _build_report(table, double.first, classes, double.method, double.remarks, segments)


def _most(sets: dict[int, CrossingSet], double: DoubleClassification) -> int:
    if not sets:
        reason = Sentence(
            "des classes communes aux deux classifications (aucune sur {count} croisements)",
            count=len(double.crossings),
        )
        raise UnclassifiableError(reason)
    return max(sets)


def _build_report(
    table: SegmentTable,
    classification: Classification,
    classes: Integers,
    method: Method,
    remarks: tuple[ResultRemark, ...],
    segments: tuple[TextSegment, ...],
) -> TextClasses:
    return TextClasses(
        segments=segments,
        classification=classification,
        classes=classes,
        reports=tuple(
            ClassReport(
                number=number,
                size=int((classes == number).sum()),
                forms=class_keyness(table, classes, number),
                typical=typical_segments(table, classes, number, most=_TYPICAL),
            )
            for number in range(1, int(classes.max(initial=0)) + 1)
        ),
        method=method,
        remarks=remarks,
    )
