"""One SELECT over named tables, and how it is refused."""

import re
from collections.abc import Collection
from difflib import get_close_matches
from typing import Self

from autan.ground.errors import DomainError

_WORD = re.compile(r"[a-z0-9_]+")


class LakeQueryError(DomainError):
    """A query cannot be run."""

    def __init__(self, reason: str, tables: Collection[str]) -> None:
        self.reason = reason
        super().__init__("requête refusée : {reason} ; tables : {tables}", reason=reason, tables=", ".join(tables))

    @classmethod
    def of(cls, error: Exception, statement: str, names: Collection[str]) -> Self:
        """Say what the engine refuses, in its first line, and the names that look like those that were written."""
        words = [word for word in sorted(words_of(statement)) if word not in names]
        close = [match for word in words for match in get_close_matches(word, names, n=1)]
        return cls(str(error).splitlines()[0], list(dict.fromkeys(close)) or names)


def words_of(statement: str) -> set[str]:
    """Return the words of a query, among which the tables that it reads are."""
    return set(_WORD.findall(statement.lower()))


def only_select(query: str, names: Collection[str]) -> str:
    """Return a query without its last semicolon. Raises LakeQueryError: it is not one SELECT."""
    statement = query.strip().rstrip(";")
    # the engine would run a second statement too, whatever it does
    if not re.match(r"(?i)(select|with)\b", statement) or ";" in statement:
        raise LakeQueryError("une seule requête SELECT est attendue", names)
    return statement
