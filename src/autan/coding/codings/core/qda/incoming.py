"""A project of the exchange format, converted into a codebook, texts and codings of Autan."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from autan.coding.codings.core.anchors import AnchorError, AnchorProblem, anchor_passage
from autan.coding.codings.core.codebook import Code, Codebook
from autan.coding.codings.core.codings import Coder, Coding, CodingOrigin
from autan.coding.codings.core.project import QdaCode, QdaCodebook, QdaCoding, QdaProject, QdaSource, make_guid
from autan.coding.codings.core.qda.descriptions import read_description
from autan.ground.wordings import Text

_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")
NO_MEMO: Mapping[str, str] = {}
UNKNOWN_CODER = Coder(key="", name="—")


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingText:
    """A text of a project, before it is known what it is of Autan."""

    guid: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingSetAside:
    """A coding that has no place in a text, kept for a person to look at.

    `problem` says why it has no place; None when the text itself is not in the project.
    """

    coding: QdaCoding
    source: str
    words: str
    problem: AnchorProblem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingCodings:
    """What a project brings.

    `kept` is what nothing here uses (cases, variables, sets, values of texts), to be sent back with its identifiers.
    """

    codebook: Codebook
    keys: Mapping[str, str]
    coders: tuple[Coder, ...]
    texts: tuple[IncomingText, ...]
    codings: tuple[Coding, ...]
    set_aside: tuple[CodingSetAside, ...]
    kept: QdaProject


def incoming_codebook(
    qda_codebook: QdaCodebook, *, slug: str, title: Text, day: date, memos: Mapping[str, str] = NO_MEMO
) -> tuple[Codebook, dict[str, str]]:
    """Make a codebook of codes of the exchange format.

    `memos`, by identifier: those about a code end its definition. Returns the codebook in its first version, and the
    key of each code by its identifier. Keys are made of the names.
    """
    keys: dict[str, str] = {}
    codes: list[Code] = []
    used: set[str] = set()

    def take(code: QdaCode, parent: str) -> None:
        key = free_key(code.name, used)
        used.add(key)
        keys[code.guid] = key
        guid = "" if code.guid == make_guid("code", slug, key) else code.guid
        bare = Code(
            key=key, label=Text(code.name, ""), parent=parent, color=code.color, is_codable=code.is_codable, guid=guid
        )
        words = (code.description, *(memos.get(note, "") for note in code.notes))
        codes.append(read_description(bare, "\n\n".join(filter(None, words))))
        for child in code.children:
            take(child, key)

    for code in _tree(qda_codebook):
        take(code, "")
    return Codebook(slug=slug, title=title, version=1, day=day, codes=tuple(codes)), keys


def _tree(qda_codebook: QdaCodebook) -> tuple[QdaCode, ...]:
    """The codes as a tree: Taguette writes a flat list, where « a.b » stands under « a »."""
    codes = qda_codebook.codes
    names = {code.name for code in codes}
    if not qda_codebook.origin.startswith("Taguette") or len(names) != len(codes):
        return codes

    def above(name: str) -> str:
        parts = name.split(".")
        heads = (".".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))
        return next((head for head in heads if head in names), "")

    def under(parent: str) -> tuple[QdaCode, ...]:
        return tuple(
            replace(
                code,
                name=code.name.removeprefix(f"{parent}.") if parent else code.name,
                children=(*code.children, *under(code.name)),
            )
            for code in codes
            if above(code.name) == parent
        )

    return under("")


def kept_of(project: QdaProject) -> QdaProject:
    """What is kept of a project to be sent back: no person, no word of a text, nothing coded."""
    return QdaProject(
        name=project.name,
        codes=_tree(project.codebook),
        variables=project.variables,
        cases=tuple(replace(case, selections=()) for case in project.cases),
        sources=tuple(
            QdaSource(
                guid=source.guid, name=source.name, text=None, description=source.description, values=source.values
            )
            for source in project.sources
        ),
        sets=tuple(replace(group, notes=()) for group in project.sets),
    )


def free_key(name: str, used: set[str]) -> str:
    """Make a key of a name, with a number when another code has it.

    >>> free_key("Élus, mobilisés", {"elus_mobilises"})
    'elus_mobilises_2'
    """
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    stem = _NOT_IN_A_KEY.sub("_", plain).strip("_") or "code"
    stem = stem if stem[0].isalpha() else f"c_{stem}"
    numbers = (stem if rank == 1 else f"{stem}_{rank}" for rank in range(1, len(used) + 2))
    return next(key for key in numbers if key not in used)


def incoming_codings(project: QdaProject, *, slug: str, day: date) -> IncomingCodings:
    """Make a codebook, texts and codings of a project.

    `day` is that of the codebook, and of the codings that have none.
    """
    memos = {note.guid: note.text or note.description for note in project.notes}
    title = Text(project.name, "")
    codebook, keys = incoming_codebook(project.codebook, slug=slug, title=title, day=day, memos=memos)
    codings: list[Coding] = []
    set_aside: list[CodingSetAside] = []
    for source, coding, start, end, words in _passages(project):
        try:
            codings.append(_coding(source, coding, start, end, keys, memos, day))
        except AnchorError as error:
            problem = error.problem if source.text is not None else None
            set_aside.append(CodingSetAside(coding=coding, source=source.name, words=words, problem=problem))
    coders = tuple(Coder(key=user.guid, name=user.name) for user in project.users)
    is_signed = all(coding.coder for coding in codings)
    return IncomingCodings(
        codebook=codebook,
        keys=keys,
        coders=coders if is_signed else (*coders, UNKNOWN_CODER),
        texts=tuple(
            IncomingText(guid=source.guid, name=source.name, text=source.text)
            for source in project.sources
            if source.text is not None
        ),
        codings=tuple(codings),
        set_aside=tuple(set_aside),
        kept=kept_of(project),
    )


def _passages(project: QdaProject) -> Iterator[tuple[QdaSource, QdaCoding, int, int, str]]:
    """Every coding with its text, its places and its words; a code given to a whole text is of all its words."""
    for source in project.sources:
        for coding in source.codings:
            yield source, coding, 0, len(source.text or ""), source.name
        for selection in source.selections:
            end = selection.end if selection.is_placed else -1
            for coding in selection.codings:
                with_notes = replace(coding, notes=(*coding.notes, *selection.notes))
                yield source, with_notes, selection.start, end, selection.name


def _coding(
    source: QdaSource,
    coding: QdaCoding,
    start: int,
    end: int,
    keys: Mapping[str, str],
    memos: Mapping[str, str],
    day: date,
) -> Coding:
    return Coding(
        key=coding.guid,
        text=source.guid,
        code=keys[coding.code],
        anchor=anchor_passage(source.text or "", start, end),
        coder=coding.user,
        day=date.fromisoformat(coding.created[:10]) if coding.created else day,
        memo="\n".join(memos[note] for note in coding.notes if memos.get(note)),
        origin=CodingOrigin.IMPORT,
    )
