"""Writes a living text as its file: the head in YAML between two lines `---`, then the text."""

import yaml

from autan.publishing.editions.core.starter import StarterText

_WIDTH = 10_000  # a value stays on its line, so that a change of one word is a change of one line


def write_living_text(text: StarterText) -> str:
    """Return the file of a text, which `read_living_text` reads."""
    head = yaml.safe_dump(dict(text.head), allow_unicode=True, sort_keys=False, width=_WIDTH)
    return f"---\n{head}---\n{text.body}"
