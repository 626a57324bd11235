"""Tables of LimeSurvey, each row with its line."""

import re
from collections.abc import Iterable
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


@dataclass(slots=True, kw_only=True)
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
