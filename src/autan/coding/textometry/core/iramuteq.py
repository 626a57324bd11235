"""A corpus as IRaMuTeQ reads it: one text file, a line of variables before each text.

    **** *epci_toulouse *question_q12
    Les mots de la réponse.
    -*leviers
    Les mots d'une autre partie, sous son thème.

A value may hold underscores, since a variable is cut at its first one; it holds no blank.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from autan.evidence.figures.core.codable_texts import CodableText
from autan.ground.errors import Fault
from autan.ground.tables.core.findings import ResultRemark

_HEADER = re.compile(r"\*\*\*\*(?!\*)(.*)|\d{4,}\s+(\*.*)")
_THEME = re.compile(r"-\*(.*)")
_MARKS = re.compile(r"\*\*\*\*|-\*|\d{4,}\s+\*")
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9]+")
_NOT_IN_A_VALUE = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusPart:
    """Words of a text, under a theme; without one when it is empty."""

    theme: str = ""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusText:
    """One text of a corpus; `line` is that of its variables in the file, from 1; 0 for a text that was in none."""

    variables: tuple[tuple[str, str], ...]
    parts: tuple[CorpusPart, ...]
    line: int = 0

    @property
    def words(self) -> str:
        """Its words, all parts together."""
        return "\n".join(part.text for part in self.parts if part.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusReading:
    """What a corpus file holds, with what is wrong in it."""

    texts: tuple[CorpusText, ...]
    faults: tuple[Fault, ...]
    remarks: tuple[ResultRemark, ...]


@dataclass(frozen=False, slots=True, kw_only=True)
class _Open:
    """A text while its lines are read."""

    variables: tuple[tuple[str, str], ...]
    line: int
    parts: list[tuple[str, list[str]]] = field(default_factory=lambda: [("", [])])


def read_corpus(text: str) -> CorpusReading:
    """Read a corpus.

    Returns the texts; words before the first line of variables, a variable with a blank, and a file without a text are
    faults.
    """
    open_texts: list[_Open] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        header = _HEADER.fullmatch(line.rstrip())
        if header:
            open_texts.append(_Open(variables=_variables(header[1] or header[2] or "", number, faults), line=number))
        elif open_texts and (theme := _THEME.fullmatch(line.rstrip())):
            open_texts[-1].parts.append((theme[1].strip(), []))
        elif open_texts:
            open_texts[-1].parts[-1][1].append(line)
        elif line.strip() and not faults:
            expected = "une ligne « **** *variable_valeur » avant le premier texte"
            faults.append(Fault(row=number, value=line.strip()[:80], expected=expected))
    if not open_texts and not faults:
        faults.append(Fault(row=1, expected="au moins un texte, après une ligne « **** *variable_valeur »"))
    texts = tuple(_close_text(open_text) for open_text in open_texts)
    return CorpusReading(texts=texts, faults=tuple(faults), remarks=tuple(_remarks(texts)))


def _variables(text: str, line: int, faults: list[Fault]) -> tuple[tuple[str, str], ...]:
    variables = []
    for word in text.split():
        if not word.startswith("*") or word.strip("*_") == "":
            expected = "des variables écrites *nom_valeur, sans espace dans la valeur"
            faults.append(Fault(row=line, value=word[:80], expected=expected))
            continue
        name, _, value = word[1:].partition("_")
        variables.append((name, value))
    return tuple(variables)


def _close_text(opened: _Open) -> CorpusText:
    parts = [CorpusPart(theme=theme, text="\n".join(lines).strip()) for theme, lines in opened.parts]
    non_empty = [part for part in parts if part.text or part.theme] or parts[:1]
    return CorpusText(variables=opened.variables, parts=tuple(non_empty), line=opened.line)


def _remarks(texts: Sequence[CorpusText]) -> Iterable[ResultRemark]:
    for text in texts:
        if not text.words:
            yield ResultRemark.of(
                "empty_text", "Texte sans un mot.", "Text without a word.", place=f"ligne {text.line}"
            )
        names = [name for name, _ in text.variables]
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            yield ResultRemark.of(
                "variable_twice",
                f"Variable « {name} » donnée deux fois.",
                f"Variable “{name}” given twice.",
                place=f"ligne {text.line}",
            )


def corpus_of(
    texts: Iterable[CodableText], variables: Mapping[str, Sequence[tuple[str, str]]]
) -> tuple[CorpusText, ...]:
    """Make a corpus of texts of Autan.

    Texts without a word are left out; `variables` gives names and values by key of the text.
    """
    return tuple(
        CorpusText(variables=tuple(variables.get(text.key, ())), parts=(CorpusPart(text=text.text.strip()),))
        for text in texts
        if text.text.strip()
    )


def write_corpus(texts: Iterable[CorpusText]) -> str:
    """Write a corpus, in UTF-8 for IRaMuTeQ; names and values are written as it wants them (`variable_word`).

    A line of a text that would be taken for a line of variables or a theme begins with a blank.
    """
    lines: list[str] = []
    for text in texts:
        words = [variable_word(name, value) for name, value in text.variables]
        lines.append(" ".join(["****", *words]))
        for part in text.parts:
            lines += [f"-*{_value(part.theme)}"] if part.theme else []
            lines += [f" {line}" if _MARKS.match(line) else line for line in part.text.splitlines()]
        lines.append("")
    return "\n".join(lines)


def variable_word(name: str, value: str) -> str:
    """Write a variable without accent or blank; its name without underscore.

    >>> variable_word("Nature de l’EPCI", "Communauté d'agglomération")
    '*NatureDeLEPCI_Communaute-d-agglomeration'
    """
    words = _NOT_IN_A_NAME.sub(" ", _ascii(name)).split()
    joined = "".join(word[:1].upper() + word[1:] if rank else word for rank, word in enumerate(words))
    return f"*{joined or 'variable'}_{_value(value)}"


def _value(value: str) -> str:
    return _NOT_IN_A_VALUE.sub("-", _ascii(value)).strip("-")


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text.replace("’", " ")).encode("ascii", "ignore").decode()
