"""A code has a definition, rules and examples; the exchange format has one description. One is written as the other.

After the definition, each rule, example and list of key words has a line of its own, under its heading: "Inclut : …",
"Exclut : …", "Exemple : « contrainte de temps » (lignes 538-539)", "Mots-clés : temps, délai".
"""

import re
from dataclasses import replace

from autan.coding.codings.core.codebook import Code, CodeExample
from autan.ground.wordings import Sentence, Text

_HEADINGS = {
    "includes": Sentence("Inclut"),
    "excludes": Sentence("Exclut"),
    "examples": Sentence("Exemple"),
    "keywords": Text("Mots-clés", "Key words"),
}
_LINE = re.compile(r"([^\W\d_][\w\s-]{2,12}?)\s*:\s++(.+)")
_EXAMPLE = re.compile(r"«(.+)»(?:\s+\(([^()]*)\))?")


def write_description(code: Code, language: str) -> str:
    """Write what a code says of itself in one language, as one text."""
    lines = [f"{_heading(name, language)} : {rule}" for name, rule in _rules(code, language) if rule]
    for example in code.examples:
        place = f" ({example.locator})" if example.locator else ""
        lines.append(f"{_heading('examples', language)} : « {example.words} »{place}")
    if code.keywords:
        lines.append(f"{_heading('keywords', language)} : {', '.join(code.keywords)}")
    definition = code.definition.in_language(language)
    return "\n\n".join(part for part in (definition, "\n".join(lines)) if part)


def _heading(name: str, language: str) -> str:
    return _HEADINGS[name].in_language(language)


def _rules(code: Code, language: str) -> tuple[tuple[str, str], ...]:
    return ("includes", code.includes.in_language(language)), ("excludes", code.excludes.in_language(language))


def read_description(code: Code, description: str) -> Code:
    """Give a code what a description says: what is under a heading of Autan where it belongs, the rest as definition.

    The words are kept as French, since the format does not say their language.
    """
    names = {label: name for name, text in _HEADINGS.items() for label in (text.fr, text.en)}
    definition: list[str] = []
    lines_by_name: dict[str, list[str]] = {name: [] for name in _HEADINGS}
    for line in description.split("\n"):
        match = _LINE.fullmatch(line.strip())
        name = names.get(match[1]) if match else None
        if match and name:
            lines_by_name[name].append(match[2])
        else:
            definition.append(line)
    return replace(
        code,
        definition=Text("\n".join(definition).strip(), ""),
        includes=Text("\n".join(lines_by_name["includes"]), ""),
        excludes=Text("\n".join(lines_by_name["excludes"]), ""),
        examples=tuple(_example(words) for words in lines_by_name["examples"]),
        keywords=tuple(
            word.strip() for words in lines_by_name["keywords"] for word in words.split(",") if word.strip()
        ),
    )


def _example(words: str) -> CodeExample:
    match = _EXAMPLE.fullmatch(words)
    return CodeExample(words=match[1].strip(), locator=match[2] or "") if match else CodeExample(words=words)
