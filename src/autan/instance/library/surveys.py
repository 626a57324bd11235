"""A survey of a home: its questions, its answers, its counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.ground.errors import DomainError
from autan.instance.library.figures import figures_frame, values_of
from autan.instance.library.frames import Frame, make_frame
from autan.instance.library.opening import in_reading_thread


class UnknownQuestionError(DomainError):
    """A questionnaire has no question, or no way of grouping, of this code.

    Attributes:
        code: what was asked for.
        known: codes that there are.
    """

    def __init__(self, code: str, known: Sequence[str], label: str) -> None:
        self.code = code
        self.known = tuple(known)
        super().__init__(
            "{what} « {code} » inconnue ; il y a : {known}", what=label, code=code, known=", ".join(self.known)
        )


@dataclass(frozen=True, slots=True)
class HomeSurvey:
    """A campaign of a survey."""

    slug: str
    title: str

    @in_reading_thread
    def questions(self) -> Frame:
        """Return `code, kind, text` of every question, in order."""
        from autan.survey.campaigns.queries.campaigns import view_campaign

        rows = [
            (question.code, str(question.kind), question.text.fr)
            for question in view_campaign(self.slug).questionnaire.questions
        ]
        return make_frame(rows, dict.fromkeys(("code", "kind", "text"), str))

    @in_reading_thread
    def answers(self, *, long: bool = False) -> Frame:
        """Return the answers: one row a territory, or one row a cell when `long`.

        The cells are those of `autan answers export`. A member without an answer is there, with empty cells.
        """
        from autan.evidence.figures.queries.registry import OPERATOR
        from autan.survey.campaigns.queries.campaigns import view_campaign
        from autan.survey.formats.core.answer_files.tables import build_long_table, build_wide_table
        from autan.survey.formats.exporters.answers.typed_files import frame_of
        from autan.survey.formats.queries import gather_export

        export = gather_export(view_campaign(self.slug), reader=OPERATOR, has_authors=False)
        return frame_of((build_long_table if long else build_wide_table)(export.sheet, export.questionnaire))

    @in_reading_thread
    def tabulate(self, question: str, *, by: str = "") -> Frame:
        """Return the figures of a question, as `Home.figures` gives them; each `known` of `total` members.

        Args:
            question: code of the question.
            by: a grouping: `by_kind`, `by_size` or `with_<question>`; `group` then stands first.

        Raises UnknownQuestionError: no question, or no grouping, of this code.
        """
        from autan.survey.campaigns.queries.campaigns import view_campaign
        from autan.survey.results.queries.figures import find_grouping, list_groupings
        from autan.survey.results.queries.results import find_question, tabulate_questions

        view = view_campaign(self.slug)
        own = find_question(view, question)
        if own is None:
            raise UnknownQuestionError(question, [own.code for own in view.questionnaire.questions], "question")
        grouping = find_grouping(view, by) if by else None
        if by and grouping is None:
            raise UnknownQuestionError(by, [code for code, _label in list_groupings(view)], "répartition")
        result = tabulate_questions(view, [own], grouping=grouping)[0]
        parts = [("", result.tabulation)]
        if result.grouped is not None:
            parts = [(part.group.label.fr, part.tabulation) for part in result.grouped.parts]
        rows = [
            {"group": group, **values}
            for group, counts in parts
            for values in values_of([counts.answered, *(row.figure for row in counts.rows)])
        ]
        return figures_frame(rows, first=("group",) if by else ())
