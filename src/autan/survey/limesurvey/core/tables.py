"""Tables and items of a survey of LimeSurvey, each row with its line, and the rows of a structure for them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_PLACE = re.compile(r"-?[0-9]{1,12}")
QUESTION_KEYS = frozenset({"qid", "sqid", "cqid", "targetqid", "targetsqid"})
"""Columns that hold the number of a question or of a sub-question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimeRow:
    """One row of a table: its columns, and the line of the file where it begins."""

    values: dict[str, str]
    line: int

    def get(self, column: str, default: str = "") -> str:
        """Return the text of a column; an absent or empty one gives the default."""
        return self.values.get(column) or default


@dataclass(frozen=False, slots=True, kw_only=True)
class LimeFile:
    """A file of LimeSurvey as its tables. `kind`: Survey, Group, Question, Responses or Tokens."""

    name: str
    kind: str = ""
    db_version: str = ""
    languages: list[str] = field(default_factory=list)
    tables: dict[str, list[LimeRow]] = field(default_factory=dict)

    def rows(self, *tables: str) -> list[LimeRow]:
        """Return the rows of some tables, one table after the other; a missing table has none."""
        return [row for table in tables for row in self.tables.get(table, ())]


def order_of(row: LimeRow, column: str) -> int:
    """Return the place of a row, as its column says; 0 when it does not."""
    text = row.get(column, "0")
    return int(text) if _PLACE.fullmatch(text) else 0


def rows_by[R: (LimeRow, dict[str, str])](rows: Iterable[R], key: str) -> dict[str, list[R]]:
    """Return rows by the value of one of their columns, in order."""
    groups: dict[str, list[R]] = {}
    for row in rows:
        groups.setdefault(row.get(key) or "", []).append(row)
    return groups


SETTINGS, WORDINGS = "settings", "wordings"
"""Settings of a run, and wordings of its messages: one object in JSON, by language for the wordings."""

TABLE = "table."
"""Begins the name of a table that is kept whole, its rows in JSON."""

SURVEY_TEXTS = ("welcometext", "endtext", "policy_notice", "policy_notice_label", "policy_error", "alias")
"""Texts of a survey without an equivalent, each kept by language."""


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
