"""Groups, questions and options of a LimeSurvey file, gathered from its tables whatever its age.

Recent files keep texts in `*_l10ns` tables, older ones repeat each row once a language; the oldest keep
sub-questions among the answers and columns in label sets.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from autan.survey.limesurvey.core.tables import LimeFile, LimeRow, order_of, rows_by
from autan.survey.limesurvey.core.types import TYPES
from autan.survey.questionnaires.core.kinds import QuestionKind

type ByLanguage = dict[str, str]

READ_TABLES = frozenset(
    {"groups", "group_l10ns", "questions", "subquestions", "question_l10ns", "answers", "answer_l10ns", "conditions"}
    | {"question_attributes", "surveys", "surveys_languagesettings", "labels", "labelsets"}
)
_WITH_PARTS = frozenset(
    letter for letter, lime_type in TYPES.items() if lime_type.kind in {QuestionKind.MULTIPLE, QuestionKind.MATRIX}
)
_WITH_LABELS = frozenset("FH1:;WZ")


@dataclass(slots=True, kw_only=True)
class LimeOption:
    """One answer, sub-question or column of a question.

    Attributes:
        relevance: equation of a sub-question that is not always shown; empty when it is.
        weight: points of an answer in an assessment; empty when it has none.
    """

    code: str
    label: ByLanguage
    line: int
    order: int = 0
    relevance: str = ""
    weight: str = ""


@dataclass(slots=True, kw_only=True)
class LimeQuestion:
    """One question as LimeSurvey holds it.

    Attributes:
        texts: wordings by language of `question`, `help` and `script`.
        parts: sub-questions by scale: 0 for lines, 1 for columns.
    """

    row: LimeRow
    texts: dict[str, ByLanguage]
    attributes: dict[tuple[str, str], str] = field(default_factory=dict)
    answers: dict[str, list[LimeOption]] = field(default_factory=dict)
    parts: dict[str, list[LimeOption]] = field(default_factory=dict)
    conditions: list[LimeRow] = field(default_factory=list)

    @property
    def code(self) -> str:
        """Its code, as LimeSurvey writes it."""
        return self.row.get("title")

    @property
    def letter(self) -> str:
        """Its type."""
        return self.row.get("type")


@dataclass(slots=True, kw_only=True)
class LimeGroup:
    """One group with its questions in order."""

    row: LimeRow
    texts: dict[str, ByLanguage]
    questions: list[LimeQuestion] = field(default_factory=list)


def gather_groups(lime_file: LimeFile) -> list[LimeGroup]:
    """Return the groups of a file in order; the questions of a file without groups make one group."""
    questions = _gather_questions(lime_file)
    groups = {}
    for gid, rows in rows_by(lime_file.rows("groups"), "gid").items():
        texts = _texts(
            [*rows, *rows_by(lime_file.rows("group_l10ns"), "gid").get(gid, ())], ("group_name", "description")
        )
        groups[gid] = LimeGroup(row=rows[0], texts=texts)
    for question in questions:
        gid = question.row.get("gid")
        if gid not in groups:
            groups[gid] = LimeGroup(row=LimeRow(values={"gid": gid}, line=question.row.line), texts={})
        groups[gid].questions.append(question)
    return sorted(groups.values(), key=lambda group: order_of(group.row, "group_order"))


def _gather_questions(lime_file: LimeFile) -> list[LimeQuestion]:
    localised = rows_by(lime_file.rows("question_l10ns"), "qid")
    entries = rows_by(lime_file.rows("questions", "subquestions"), "qid")
    questions: dict[str, LimeQuestion] = {}
    for qid, rows in entries.items():
        if rows[0].get("parent_qid", "0") == "0":
            texts = _texts([*rows, *localised.get(qid, ())], ("question", "help", "script"))
            questions[qid] = LimeQuestion(row=rows[0], texts=texts)
    for qid, rows in entries.items():
        if parent := questions.get(rows[0].get("parent_qid", "0")):
            texts = _texts([*rows, *localised.get(qid, ())], ("question",))
            option = _option(rows[0], "title", texts.get("question", {}), "question_order")
            parent.parts.setdefault(rows[0].get("scale_id", "0"), []).append(option)
    _add_answers(lime_file, questions)
    _add_settings(lime_file, questions)
    for question in questions.values():
        _settle(question, lime_file)
    return sorted(questions.values(), key=lambda question: order_of(question.row, "question_order"))


def _add_settings(lime_file: LimeFile, questions: Mapping[str, LimeQuestion]) -> None:
    for row in lime_file.rows("question_attributes"):
        if row.get("qid") in questions and row.get("value"):
            questions[row.get("qid")].attributes[row.get("attribute"), row.get("language")] = row.get("value")
    for row in lime_file.rows("conditions"):
        if row.get("qid") in questions:
            questions[row.get("qid")].conditions.append(row)


def _add_answers(lime_file: LimeFile, questions: Mapping[str, LimeQuestion]) -> None:
    localised = rows_by(lime_file.rows("answer_l10ns"), "aid")
    entries: dict[tuple[str, ...], list[LimeRow]] = {}
    for row in lime_file.rows("answers"):
        # without `aid`, the rows of one answer are those of its languages; two of one language are two answers
        key = (row.get("aid"),) if row.get("aid") else (row.get("qid"), row.get("scale_id", "0"), row.get("code"))
        while any(row.get("language") == other.get("language") for other in entries.get(key, ())):
            key = (*key, "again")
        entries.setdefault(key, []).append(row)
    for rows in entries.values():
        if question := questions.get(rows[0].get("qid")):
            label = _texts([*rows, *localised.get(rows[0].get("aid"), ())], ("answer",)).get("answer", {})
            option = _option(rows[0], "code", label, "sortorder")
            question.answers.setdefault(rows[0].get("scale_id", "0"), []).append(option)


def _settle(question: LimeQuestion, lime_file: LimeFile) -> None:
    """Move what the oldest files keep elsewhere to its place, and put the options in order."""
    if question.letter in _WITH_PARTS and not question.parts and question.answers:
        question.parts = {"0": [option for options in question.answers.values() for option in options]}
        question.answers = {}
    if question.letter in _WITH_LABELS and lime_file.rows("labels"):
        for scale, column in (("0", "lid"), ("1", "lid1")):
            labels = [row for row in lime_file.rows("labels") if row.get("lid") == question.row.get(column, "0")]
            target = question.parts if question.letter in ":;" else question.answers
            for rows in rows_by(labels, "code").values():
                option = _option(rows[0], "code", _texts(rows, ("title",)).get("title", {}), "sortorder")
                target.setdefault("1" if question.letter in ":;" else scale, []).append(option)
    for options in (*question.answers.values(), *question.parts.values()):
        options.sort(key=lambda option: option.order)


def _option(row: LimeRow, code: str, label: ByLanguage, order: str) -> LimeOption:
    return LimeOption(
        code=row.get(code),
        label=label,
        line=row.line,
        order=order_of(row, order),
        relevance="" if row.get("relevance").strip() == "1" else row.get("relevance").strip(),
        weight="" if row.get("assessment_value") == "0" else row.get("assessment_value"),
    )


def _texts(rows: Iterable[LimeRow], columns: tuple[str, ...]) -> dict[str, ByLanguage]:
    """Wordings by column then language, from rows that bear both; an empty wording is none."""
    texts: dict[str, ByLanguage] = {}
    for row in rows:
        for column in columns:
            if row.get(column):
                texts.setdefault(column, {})[row.get("language")] = row.get(column)
    return texts
