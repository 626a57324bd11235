"""Compares a published figure with the one recomputed from the recorded answers; neither replaces the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.figures.core.figures import Figure
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.core.addresses import PUBLISHED, measure_of
from autan.survey.questionnaires.core.questionnaire import Question


class PublishedAgreement(StrEnum):
    """How a recomputed figure stands beside a published one."""

    AGREES = "agrees"  # all is known, and it is the same value
    COMPATIBLE = "compatible"  # what is known does not contradict it, and the rest is not known
    DISAGREES = "disagrees"  # what is known contradicts it
    NOT_COMPARABLE = "not_comparable"  # nothing to compare with


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedComparison:
    """A published figure and what the recorded answers give for the same measure.

    `recomputed`: from the recorded answers, or None when no measure of the question is the same.
    """

    published: Figure
    recomputed: Figure | None
    agreement: PublishedAgreement
    sentence: Text


def compare_figures(published: Figure, recomputed: Figure | None) -> PublishedComparison:
    """Set a published figure beside the recomputed one.

    A count over a partly known campaign is compatible when the members not known could make up the difference.
    A range is compatible when the points known lie inside it.
    """
    agreement = _compare(published, recomputed)
    return PublishedComparison(
        published=published, recomputed=recomputed, agreement=agreement, sentence=_SENTENCES[agreement]
    )


def _compare(published: Figure, recomputed: Figure | None) -> PublishedAgreement:
    if recomputed is None or not recomputed.is_known:
        return PublishedAgreement.NOT_COMPARABLE
    if published.unit.dimension is not recomputed.unit.dimension:
        return PublishedAgreement.NOT_COMPARABLE
    if published.low is not None and published.high is not None:
        return _compare_ranges((published.low, published.high), recomputed)
    if published.value is None or recomputed.value is None:
        return PublishedAgreement.NOT_COMPARABLE
    missing = published.value - recomputed.value
    if not recomputed.is_partial:
        return PublishedAgreement.AGREES if missing == 0 else PublishedAgreement.DISAGREES
    # a member not known can only add to a count
    unknown = recomputed.total - recomputed.known
    return PublishedAgreement.COMPATIBLE if 0 <= missing <= unknown else PublishedAgreement.DISAGREES


def _compare_ranges(published: tuple[float, float], recomputed: Figure) -> PublishedAgreement:
    if recomputed.low is None or recomputed.high is None:
        return PublishedAgreement.NOT_COMPARABLE
    ends = (recomputed.low, recomputed.high)
    if not recomputed.is_partial:
        return PublishedAgreement.AGREES if ends == published else PublishedAgreement.DISAGREES
    # a point not known can only widen a range
    is_inside = published[0] <= ends[0] and ends[1] <= published[1]
    return PublishedAgreement.COMPATIBLE if is_inside else PublishedAgreement.DISAGREES


def draw_published_ranges(question: Question, comparisons: Sequence[PublishedComparison]) -> Chart | None:
    """Draw the published ranges of one question, one bar each from its lowest to its highest value; None under two.

    A range whose code is one of the choices of the question bears the label of that choice.
    """
    ranges = [item.published for item in comparisons if item.published.low is not None]
    if len(ranges) < 2:
        return None
    unit = ranges[0].unit.symbol
    return Chart(
        id=f"published-{question.code}",
        kind=ChartKind.RANGES,
        title=Sentence("Valeurs publiées ({unit})", unit=unit),
        sentence=Sentence("Chaque barre va de la plus petite à la plus grande valeur publiée."),
        rows=tuple(ChartRow(label=_range_label(question, figure), figures=(figure,)) for figure in ranges),
        series=(Series(code="published", label=Sentence("Publié")),),
        source=Sentence("Valeurs reprises de la publication"),
    )


def _range_label(question: Question, figure: Figure) -> Text:
    code = measure_of(figure).removeprefix(f"{PUBLISHED}_")
    return question.label_of(code) if code in question.codes else figure.label


_SENTENCES = {
    PublishedAgreement.AGREES: Sentence("Le chiffre recalculé sur toutes les réponses est le chiffre publié."),
    PublishedAgreement.COMPATIBLE: Sentence(
        "Les réponses documentées ne contredisent pas le chiffre publié\u202f; elles ne suffisent pas à le retrouver."
    ),
    PublishedAgreement.DISAGREES: Sentence(
        "Les réponses documentées contredisent le chiffre publié\u202f; les deux sont conservés."
    ),
    PublishedAgreement.NOT_COMPARABLE: Sentence(
        "Le chiffre publié ne peut pas être recalculé\u00a0: aucune réponse documentée ne porte sur ce qu’il mesure."
    ),
}
