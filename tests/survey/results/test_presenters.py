"""Published ranges beside the answers."""

from autan.survey.campaigns.core.documented.published import publish_figure
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.results.core.agreement import compare_figures, draw_published_ranges
from tests.survey.questionnaires.making import SIRENS, make_question
from tests.survey.results.test_published import RANGE, TEN_OF_ELEVEN

K = QuestionKind


def test_published_ranges_are_drawn_when_there_are_several() -> None:
    question = make_question(K.SPLIT)
    span = compare_figures(publish_figure("c", RANGE, SIRENS), None)
    count = compare_figures(publish_figure("c", TEN_OF_ELEVEN, SIRENS), None)
    assert draw_published_ranges(question, [span, count]) is None
    chart = draw_published_ranges(question, [span, span])
    assert chart is not None
    assert [row.label.fr for row in chart.rows] == ["Sobriety", "Sobriety"]
    plain = draw_published_ranges(make_question(K.OPEN), [span, span])
    assert plain is not None
    assert plain.rows[0].label.fr == "Évaluation"
