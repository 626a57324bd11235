"""Codes of ours made from those of other tools."""

import re

from autan.questionnaires.core.questionnaire import OTHER, PAGE_WORDS, WHOLE_CAMPAIGN

_NOT_CODE = re.compile(r"[^a-z0-9]+")


def settle_code(raw: str, taken: set[str], *, prefix: str) -> str:
    """Return a code of ours for one of another tool, not yet taken, and take it.

    >>> settle_code("G01Q02", {"g01q02"}, prefix="q"), settle_code("1", set(), prefix="a")
    ('g01q02_2', 'a1')
    """
    parts = _NOT_CODE.sub("_", raw.lower()).strip("_").split("_")
    code = "_".join("o" if part == "or" else part for part in parts)  # « _or_ » joins choices in the ids of figures
    if not code or code[0].isdigit():
        code = prefix + code
    found, rank = code, 1
    while found in taken or found in {OTHER, WHOLE_CAMPAIGN, *PAGE_WORDS}:
        rank += 1
        found = f"{code}_{rank}"
    taken.add(found)
    return found
