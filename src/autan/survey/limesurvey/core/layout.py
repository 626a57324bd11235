"""Items of a survey of LimeSurvey: their tables, and the rows of a tab-separated structure (.txt) that stand for them.

A structure has one row a setting (S), text of the survey (SL), group (G), question (Q), sub-question (SQ) or answer (A)
and a language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

COLUMNS = (
    *("id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language"),
    *("validation", "mandatory", "encrypted", "other", "default", "same_default", "same_script"),
    *("assessment_value", "question_theme_name"),
)
"""Columns of every row of a structure, in order; the attributes of questions follow."""

KEPT = "tsv_"
"""Begins the names of the tables that keep the rows of a class without a table here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowClass:
    """One class of items.

    Attributes:
        key: column of the table that numbers them.
        holder: column of the table that numbers what holds them; empty for groups.
        usual: what an empty cell stands for, by column of the table.
        order: column of the table that tells their place.
    """

    name: str
    table: str
    key: str
    holder: str = ""
    columns: Mapping[str, str]
    usual: Mapping[str, str] = field(default_factory=dict)
    order: str
    wordings: str
    texts: Mapping[str, str]


GROUP = RowClass(
    name="G",
    table="groups",
    key="gid",
    columns={"group_order": "type/scale", "grelevance": "relevance", "randomization_group": "random_group"},
    order="group_order",
    wordings="group_l10ns",
    texts={"group_name": "name", "description": "text"},
)
QUESTION = RowClass(
    name="Q",
    table="questions",
    key="qid",
    holder="gid",
    columns={
        "type": "type/scale",
        "title": "name",
        "preg": "validation",
        "question_theme_name": "question_theme_name",
        **{name: name for name in ("other", "mandatory", "encrypted", "relevance", "same_default", "same_script")},
    },
    usual={"other": "N", "mandatory": "N", "encrypted": "N", "relevance": "1"},
    order="question_order",
    wordings="question_l10ns",
    texts={"question": "text", "help": "help"},
)
PART = RowClass(
    name="SQ",
    table="subquestions",
    key="qid",
    holder="parent_qid",
    columns={"title": "name", "scale_id": "type/scale", "relevance": "relevance"},
    usual={"scale_id": "0", "relevance": "1"},
    order="question_order",
    wordings="question_l10ns",
    texts={"question": "text"},
)
ANSWER = RowClass(
    name="A",
    table="answers",
    key="aid",
    holder="qid",
    columns={"code": "name", "scale_id": "type/scale", "assessment_value": "assessment_value"},
    usual={"scale_id": "0"},
    order="sortorder",
    wordings="answer_l10ns",
    texts={"answer": "text"},
)
