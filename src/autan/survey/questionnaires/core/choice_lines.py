"""A choice list written in a box of text, one choice a line."""

from collections.abc import Mapping
from typing import Any

from autan.survey.questionnaires.core.codes import free_code


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
