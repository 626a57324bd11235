"""The marks that an author writes inside a living text, and how each is read.

======================================================  =====================================================
``{{name}}``                                            the figure of this name, number and unit
``{{name | form: number}}``                             the number alone; also ``form: coverage``
``{{name | text: dix des onze | claim: value == 10}}``  the words of the author, held to a claim on the figure
``{{… | claim: a > b | reason: pourquoi}}``             the same, kept by its author though it cannot be verified
``{{figures: a, b, c}}``                                key figures side by side, alone on their line
``{{chart: name}}`` ``{{map: name}}``                   a chart or a map, alone on its line
``{{picture: name}}``                                   a picture, alone on its line
``[@S067]`` ``[@S067, W009]``                           facts that the sentence rests on
``[@lesson:isoler]``                                    any other piece of evidence, by its kind and key
======================================================  =====================================================
"""

import re
from collections.abc import Mapping

from autan.ground.errors import DomainError
from autan.ground.wordings import Sentence
from autan.publishing.living_text.core.claims import ClaimError, parse_claim
from autan.publishing.living_text.core.document import (
    FACT,
    CitationMark,
    FigureMark,
    FigureStrip,
    Form,
    IllustrationKind,
    IllustrationMark,
    PictureMark,
    Place,
)

NAME = re.compile(r"[a-z][a-z0-9_]*")
_RESERVED = frozenset({"and", "of", "value", "low", "high", "known", "total"})
_SIGN = re.compile(r"([\\`*_\[\]<>{}#|~&]|^[-+])|^(\d{1,9})(?=[.)])")
_CITED = re.compile(r"[A-Z][A-Za-z0-9]*\d|r[0-9a-f]{10}|[a-z][a-z-]*:[^\s,\[\]]+")
_OPTIONS = ("form", "text", "claim", "reason")


class MarkError(DomainError):
    """A mark cannot be read."""

    def __init__(self, written: str, expected: str) -> None:
        self.written = written
        self.expected = expected
        super().__init__("repère {written!r}\u00a0: attendu, {expected}", written=written, expected=Sentence(expected))


def is_name(text: str) -> bool:
    """Say whether a text can name a figure, a chart or a map.

    >>> is_name("electricity_2024"), is_name("Électricité"), is_name("value")
    (True, False, False)
    """
    return bool(NAME.fullmatch(text)) and text not in _RESERVED


PICTURE = "picture"
"""Begins the mark of a picture."""


def parse_mark(inside: str, place: Place) -> FigureMark | FigureStrip | IllustrationMark | PictureMark:
    """Read what stands between two braces.

    `inside` stands between ``{{`` and ``}}``.

    Raises MarkError: it is none of the marks at the head of this file.

    >>> parse_mark(" people | form: number ", Place(line=1, column=1)).form
    <Form.NUMBER: 'number'>
    """
    head, *options = [part.strip() for part in inside.split("|")]
    word, colon, rest = (part.strip() for part in head.partition(":"))
    if not colon:
        return _figure_mark(inside, head, options, place)
    if options:
        raise MarkError(inside, "aucune option pour un graphique, une carte, une image ou une suite de chiffres")
    if word == "figures":
        names = [name.strip() for name in rest.split(",")]
        return FigureStrip(marks=tuple(_figure_mark(inside, name, [], place) for name in names))
    if word == PICTURE:
        return PictureMark(name=_name(inside, rest), place=place)
    if word not in set(IllustrationKind):
        raise MarkError(inside, "un nom de chiffre, « figures: », « chart: », « map: » ou « picture: »")
    return IllustrationMark(kind=IllustrationKind(word), name=_name(inside, rest), place=place)


def parse_citation(inside: str, place: Place) -> CitationMark:
    """Read the evidence cited between ``[@`` and ``]``.

    Raises MarkError: one of them can be neither the identifier of a fact, nor a kind and a key.

    >>> parse_citation("S067, fact:W009, r4ec52710d1, lesson:isoler", Place(line=1, column=1)).cited
    ('S067', 'W009', 'r4ec52710d1', 'lesson:isoler')
    """
    cited = tuple(part.strip().removeprefix("@").removeprefix(f"{FACT}:") for part in inside.split(","))
    if not all(map(_CITED.fullmatch, cited)):
        raise MarkError(
            inside,
            "des identifiants de faits ou de pièces, séparés par des virgules, par exemple [@S067, lesson:isoler]",
        )
    return CitationMark(cited=cited, place=place)


def citation_mark(ref: str) -> str:
    """Write the citation of a piece of evidence, of its kind and key; empty for a key that no citation can hold.

    >>> citation_mark("fact:S067"), citation_mark("lesson:isoler"), citation_mark("answer:a, b")
    ('[@S067]', '[@lesson:isoler]', '')
    """
    return f"[@{ref.removeprefix(f'{FACT}:')}]" if _CITED.fullmatch(ref) else ""


def as_typed(text: str) -> str:
    r"""Write words so that no sign of them is read as a mark, nor their beginning as that of an item of a list.

    >>> print(as_typed("3. Isoler {{a}} [@S067]"), as_typed("- 2.1"))
    3\. Isoler \{\{a\}\} \[@S067\] \- 2.1
    """
    return _SIGN.sub(r"\2\\\1", text)


def _figure_mark(inside: str, name: str, parts: list[str], place: Place) -> FigureMark:
    options = _options(inside, parts)
    name = _name(inside, name)
    if ("text" in options) != ("claim" in options):
        raise MarkError(inside, "« text: » et « claim: » ensemble : des mots écrits à la main se vérifient")
    if "reason" in options and "claim" not in options:
        raise MarkError(inside, "« reason: » avec « claim: » : la raison de garder une affirmation invérifiable")
    if "claim" not in options:
        return FigureMark(name=name, place=place, form=_form(inside, options))
    if "form" in options:
        raise MarkError(inside, "« form: » sans « text: », ou l’inverse")
    try:
        claim = parse_claim(options["claim"])
    except ClaimError as error:
        raise MarkError(inside, error.expected) from None
    reason = options.get("reason", "")
    return FigureMark(name=name, place=place, form=Form.WRITTEN, written=options["text"], claim=claim, reason=reason)


def _options(inside: str, parts: list[str]) -> Mapping[str, str]:
    options: dict[str, str] = {}
    for part in parts:
        key, colon, value = (piece.strip() for piece in part.partition(":"))
        if not colon or not value or key not in _OPTIONS or key in options:
            raise MarkError(inside, "des options « form: », « text: », « claim: », « reason: », chacune une fois")
        options[key] = value
    return options


def _name(inside: str, name: str) -> str:
    if not is_name(name):
        raise MarkError(inside, "un nom en minuscules sans accent, par exemple « electricity_2024 »")
    return name


def _form(inside: str, options: Mapping[str, str]) -> Form:
    requested = options.get("form", Form.FULL)
    if requested not in {Form.FULL, Form.NUMBER, Form.COVERAGE}:
        raise MarkError(inside, "« form: » suivi de full, number ou coverage")
    return Form(requested)
