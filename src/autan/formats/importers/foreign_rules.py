"""How is a rule written in the language of another tool cut into words, and read one after the other?

Each tool has its own words and its own reader (`limesurvey/rules.py`, `xlsform/rules.py`); what both do stands here.
"""

import re

type Token = tuple[str, str]
"""Its kind, named by the group of the pattern, and its text."""


class UntranslatableError(Exception):
    """The rule says something that our language of rules does not."""


def cut_tokens(pattern: re.Pattern[str], text: str) -> list[Token]:
    """Cut a rule into tokens.

    Args:
        pattern: one named group for each kind of token.
        text: the rule.

    Raises:
        UntranslatableError: something is no token.
    """
    found, place = [], 0
    while place < len(text):
        match = pattern.match(text, place)
        if match is None or match.lastgroup is None:
            raise UntranslatableError
        found.append((match.lastgroup, match.group(match.lastgroup)))
        place = match.end()
    return found


class TokenReader:
    """Reads the tokens of a rule from left to right; what is not expected cannot be translated."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.place = 0

    def _peek(self) -> str:
        return self.tokens[self.place][1] if self.place < len(self.tokens) else ""

    def _take(self, *kinds: str) -> Token:
        if self.place >= len(self.tokens) or self.tokens[self.place][0] not in kinds:
            raise UntranslatableError
        self.place += 1
        return self.tokens[self.place - 1]

    def _expect(self, word: str) -> None:
        if self._peek() != word:
            raise UntranslatableError
        self.place += 1

    def _expect_end(self) -> None:
        if self.place < len(self.tokens):
            raise UntranslatableError
