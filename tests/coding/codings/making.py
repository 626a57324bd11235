"""Small codes, codebooks, texts and codings for the tests."""

from datetime import date

from autan.coding.codings.core.anchors import anchor_quote
from autan.coding.codings.core.codebook import Code, Codebook
from autan.coding.codings.core.codings import Coding
from autan.evidence.figures.core.codable_texts import CodableKind, CodableText
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text

DAY = date(2026, 11, 26)
ANSWER = CodableKind(code="survey-answer", label=Text("Réponses", "Answers"), is_answer=True)
NOTE = CodableKind(code="workshop-note", label=Text("Notes d’atelier", "Workshop notes"))


def make_code(key: str, *, parent: str = "", **fields) -> Code:
    return Code(key=key, label=Text(key.capitalize(), key.capitalize()), parent=parent, **fields)


def make_codebook(*paths: str, version: int = 1) -> Codebook:
    """A codebook of codes given as paths: `means/staff` is the code `staff` under the code `means`."""
    parents: dict[str, str] = {}
    for path in paths:
        steps = path.split("/")
        for above, key in zip(["", *steps], steps, strict=False):
            parents.setdefault(key, above)
    codes = tuple(make_code(key, parent=parent) for key, parent in parents.items())
    return Codebook(slug="obstacles", title=Text("Difficultés", "Obstacles"), version=version, day=DAY, codes=codes)


def make_text(key: str, words: str, *, siren: str = "", kind: CodableKind = ANSWER) -> CodableText:
    return CodableText(
        key=key,
        kind=kind,
        text=words,
        siren=siren,
        title=Text(key, key),
        evidence=EvidenceRef(kind="answer" if kind.is_answer else "workshop", key=key),
    )


def make_coding(
    key: str,
    code: str,
    *,
    text: CodableText | None = None,
    quote: str = "mots",
    coder: str = "anne",
    version: int = 1,
) -> Coding:
    words = text.text if text else "des mots dits"
    return Coding(
        key=key,
        text=text.key if text else "t",
        code=code,
        anchor=anchor_quote(words, quote),
        coder=coder,
        day=DAY,
        codebook_version=version,
    )
