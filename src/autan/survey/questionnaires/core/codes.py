"""Codes of questions, sections, lists and choices made from words or from those of a tool; lists one choice a line."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from autan.ground.texts.core.plain_letters import without_accents
from autan.survey.questionnaires.core.questionnaire import OTHER, PAGE_WORDS, WHOLE_CAMPAIGN

_NOT_CODE = re.compile(r"[^a-z0-9]+")
_RESERVED = frozenset({OTHER, WHOLE_CAMPAIGN, *PAGE_WORDS})
_LONGEST = 30


def free_code(wanted: str, taken: Collection[str], *, prefix: str = "q", longest: int | None = _LONGEST) -> str:
    """Return a code not yet taken, made of plain letters and figures, after the words given.

    The prefix stands before a figure, and in place of nothing; so many signs of the words are kept, all when None.

    >>> free_code("Quel budget ?", {"quel_budget"}), free_code("1", (), prefix="a")
    ('quel_budget_2', 'a1')
    """
    parts = _NOT_CODE.sub("_", without_accents(wanted).lower())[:longest].strip("_").split("_")
    base = "_".join("o" if part == "or" else part for part in parts)  # « _or_ » joins choices in the ids of figures
    if not base or base[0].isdigit():
        base = prefix + base
    code, rank = base, 1
    while code in taken or code in _RESERVED:
        rank += 1
        code = f"{base}_{rank}"
    return code


def settle_code(raw: str, taken: set[str], *, prefix: str) -> str:
    """Return a code of ours for one of another tool, not yet taken, and take it.

    >>> settle_code("G01Q02", {"g01q02"}, prefix="q")
    'g01q02_2'
    """
    code = free_code(raw, taken, prefix=prefix, longest=None)
    taken.add(code)
    return code


def read_choices(text: str) -> list[dict[str, Any]]:
    r"""Read a list of choices written one a line: `français`, `français | english` or `code | français | english`.

    >>> [choice["code"] for choice in read_choices("Oui | Yes\nnon | Non | No\nPeut-être")]
    ['oui', 'non', 'peut_etre']
    """
    choices: list[dict[str, Any]] = []
    taken: set[str] = set()
    for line in text.splitlines():
        parts = [part.strip() for part in line.split("|")]
        if not any(parts):
            continue
        own_code = parts[0] if len(parts) > 2 else ""
        french, english = (parts[1], parts[2]) if own_code else (parts[0], parts[1] if len(parts) > 1 else "")
        code = own_code or free_code(french, taken)
        taken.add(code)
        choices.append({"code": code, "label": {"fr": french, "en": english} if english else {"fr": french}})
    return choices


def write_choices(current: Any) -> str:
    """Write a list of choices one a line, as `read_choices` reads it.

    >>> write_choices([{"code": "oui", "label": {"fr": "Oui", "en": "Yes"}}])
    'oui | Oui | Yes'
    """
    choices = current["choices"] if isinstance(current, Mapping) else current or ()
    return "\n".join(
        f"{choice['code']} | {choice['label']['fr']} | {choice['label'].get('en', '')}".rstrip() for choice in choices
    )
