"""Numbers of survey, group and question written as codes, in equations and texts of LimeSurvey.

`841748X3X26SQ001` is a name that holds in one file only: numbers change each time a survey is imported. Codes do not,
so that numbers are written as codes (`Q5_SQ001`), and `{INSERTANS:841748X3X26}` as `{Q5.shown}`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from autan.survey.limesurvey.core.tables import LimeFile
from autan.survey.limesurvey.importers.groups import LimeGroup, LimeQuestion

_NUMBERS = re.compile(r"\d+X\d+X\d\w*(?:#\d)?")
_INSERTED = re.compile(r"\{INSERTANS:(\d+X\d+X\d\w*(?:#\d)?)\}")
_LEFT = frozenset({"conditions", "survey_url_parameters", "quota_members"})  # their columns hold numbers on purpose
_NAMED = re.compile(r"\d+X\d+X\d")


def name_numbers(groups: Sequence[LimeGroup]) -> dict[str, str]:
    """Return the variable that each name by numbers stands for, answers beside a choice and ranks included."""
    variables: dict[str, str] = {}
    for question in (question for group in groups for question in group.questions):
        row = question.row
        start = f"{row.get('sid')}X{row.get('gid')}X{row.get('qid')}"
        variables |= {f"{start}{suffix}": f"{question.code}{name}" for suffix, name in _suffixes(question)}
    return variables


def _suffixes(question: LimeQuestion) -> Iterator[tuple[str, str]]:
    """Give each suffix of the number of a question, with the one that its code then has."""
    yield "", ""
    rows = [option.code for option in question.parts.get("0", [])]
    plain = [*rows, "other", "comment", *(f"{code}comment" for code in [*rows, "other"])]
    plain += [f"{row}_{column.code}" for row in rows for column in question.parts.get("1", [])]
    if question.letter == "R":
        plain += [str(rank) for rank in range(1, len(question.answers.get("0", []) or rows) + 1)]
    yield from ((suffix, f"_{suffix}") for suffix in plain)
    if question.letter == "1":
        yield from ((f"{row}#{scale}", f"_{row}_{scale}") for row in rows for scale in "01")


def write_codes(lime_file: LimeFile, names: Mapping[str, str]) -> bool:
    """Write codes for numbers in every equation and text of a file, in place; True when there was any."""
    has_changed = False
    for table, rows in lime_file.tables.items():
        for row in rows if table not in _LEFT else ():
            for column, text in row.values.items():
                if "X" in text and _NAMED.search(text):
                    shown = _INSERTED.sub(
                        lambda match: f"{{{names[match[1]]}.shown}}" if match[1] in names else match[0], text
                    )
                    row.values[column] = _NUMBERS.sub(lambda match: names.get(match[0], match[0]), shown)
                    has_changed = True
    return has_changed
