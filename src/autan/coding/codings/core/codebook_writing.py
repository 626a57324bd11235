"""A codebook written as the plain values of a document, which `codebook_reading` reads back."""

from collections.abc import Mapping

from autan.coding.codings.core.codebook import Code, Codebook
from autan.ground.wordings import Text


def codebook_values(codebook: Codebook) -> dict[str, object]:
    """Write a codebook as plain values; its history is not in them."""
    values: dict[str, object] = {
        "codebook": codebook.slug,
        "version": codebook.version,
        "date": codebook.day.isoformat(),
        "title": _text_values(codebook.title),
        "source": codebook.source,
        "note": _text_values(codebook.note),
        "codes": [_code_values(codebook, code) for code in codebook.children()],
    }
    return _filled(values)


def _code_values(codebook: Codebook, code: Code) -> dict[str, object]:
    examples = [_filled({"words": example.words, "locator": example.locator}) for example in code.examples]
    values: dict[str, object] = {
        "code": code.key,
        "label": _text_values(code.label),
        "definition": _text_values(code.definition),
        "include": _text_values(code.includes),
        "exclude": _text_values(code.excludes),
        "examples": examples,
        "keywords": list(code.keywords),
        "color": code.color,
        "locator": code.locator,
        "is_codable": "" if code.is_codable else False,
        "codes": [_code_values(codebook, child) for child in codebook.children(code.key)],
    }
    return _filled(values)


def _text_values(text: Text) -> dict[str, object]:
    return _filled({"fr": text.fr, "en": text.en})


def _filled(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value is False or value}
