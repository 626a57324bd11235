"""Codebooks, texts and codings of Autan, as a project of the exchange format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from autan.coding.codings.core.codebook import Code, Codebook
from autan.coding.codings.core.codings import Coder, Coding
from autan.coding.codings.core.positions import normalised
from autan.coding.codings.core.project import (
    OWN_ORIGIN,
    QdaCase,
    QdaCode,
    QdaCodebook,
    QdaCoding,
    QdaProject,
    QdaSelection,
    QdaSet,
    QdaSource,
    QdaUser,
    QdaValue,
    QdaVariable,
    VariableType,
    make_guid,
    read_guid,
)
from autan.coding.codings.core.qda.descriptions import write_description
from autan.coding.codings.core.reanchoring import AnchorState, reanchor
from autan.evidence.figures.core.codable_texts import CodableText

type Attribute = str | bool | int | float | date | None

SIREN_VARIABLE = "siren"
_NOTHING_KEPT = QdaProject(name="")
_OWN_GUIDS: Mapping[str, str] = {}
_TYPES = {bool: VariableType.BOOLEAN, int: VariableType.INTEGER, float: VariableType.FLOAT, date: VariableType.DATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSheet:
    """A territory as a case: its name, and what is known of it (kind, inhabitants, year of its plan)."""

    siren: str
    name: str
    attributes: Mapping[str, Attribute]


def qda_codebook(codebook: Codebook, *, language: str, guids: Mapping[str, str] = _OWN_GUIDS) -> QdaCodebook:
    """A codebook in the exchange format; labels and descriptions are in one language.

    `guids`, by key, are those of codes that came with a project.
    """
    codes = tuple(_code(codebook, code, language, guids) for code in codebook.children())
    return QdaCodebook(codes=codes, origin=OWN_ORIGIN)


def code_guid(codebook: Codebook, key: str, guids: Mapping[str, str] = _OWN_GUIDS) -> str:
    """Identifier of a code, by which a file that comes back is recognised: its own, or one of Autan."""
    return guids.get(key) or codebook.code(key).guid or make_guid("code", codebook.slug, key)


def _code(codebook: Codebook, code: Code, language: str, guids: Mapping[str, str]) -> QdaCode:
    return QdaCode(
        guid=code_guid(codebook, code.key, guids),
        name=code.label.in_language(language),
        is_codable=code.is_codable,
        color=code.color,
        description=write_description(code, language),
        children=tuple(_code(codebook, child, language, guids) for child in codebook.children(code.key)),
    )


def qda_project(
    name: str,
    *,
    codebook: Codebook,
    texts: Sequence[CodableText],
    codings: Sequence[Coding],
    coders: Sequence[Coder],
    territories: Sequence[CaseSheet],
    language: str,
    original: QdaProject = _NOTHING_KEPT,
    guids: Mapping[str, str] = _OWN_GUIDS,
) -> QdaProject:
    """Put a coded corpus in the exchange format.

    Territories are cases with their attributes, texts are sources, people are users, memos are notes. A coding whose
    text changed under it is given to the whole text, with a note that holds its words: it is to be reviewed.

    The codebook is in the version of the codings. `original` is what the project that the texts came with held beside
    them, and `guids` the identifiers of its codes, by key: both go back as they came.
    """
    writer = _Writer(codebook, language, guids)
    by_text: dict[str, list[Coding]] = {}
    for coding in codings:
        by_text.setdefault(coding.text, []).append(coding)
    of_kept = {source.guid: source for source in original.sources}
    sources = tuple(_with_kept(writer.source(text, by_text.get(text.key, [])), of_kept) for text in texts)
    codes = qda_codebook(codebook, language=language, guids=guids)
    variables = _variables(territories)
    return QdaProject(
        name=name,
        users=tuple(QdaUser(guid=user_guid(coder.key), name=coder.name, id=coder.key) for coder in coders),
        codes=codes.codes,
        variables=(*variables.values(), *original.variables) if territories else original.variables,
        cases=(*(_case(sheet, variables, texts) for sheet in territories), *_present(original.cases, codes, sources)),
        sources=sources,
        notes=tuple(writer.notes),
        sets=_present(original.sets, codes, sources),
    )


def _with_kept(source: QdaSource, of_kept: Mapping[str, QdaSource]) -> QdaSource:
    same = of_kept.get(source.guid)
    return replace(source, description=same.description, values=same.values) if same else source


def _present[T: (QdaCase, QdaSet)](
    groups: Sequence[T], codes: QdaCodebook, sources: Sequence[QdaSource]
) -> tuple[T, ...]:
    """Cases or sets that name only what goes out with them."""
    known = {code.guid for code in codes.walk()} | {source.guid for source in sources}
    return tuple(
        replace(
            group,
            codes=tuple(guid for guid in group.codes if guid in known),
            sources=tuple(guid for guid in group.sources if guid in known),
        )
        for group in groups
    )


def user_guid(key: str) -> str:
    """Identifier of a person: her own in the project that she came with, or one of Autan."""
    return read_guid(key) or make_guid("user", key)


def source_guid(text: CodableText) -> str:
    """Identifier of a text: its own in the project that it came with, or one of Autan."""
    return read_guid(text.key.rpartition("/")[2]) or make_guid("source", text.kind.code, text.key)


class _Writer:
    """Writes sources, and gathers their notes."""

    def __init__(self, codebook: Codebook, language: str, guids: Mapping[str, str]) -> None:
        self.codebook, self.language, self.guids = codebook, language, guids
        self.notes: list[QdaSource] = []

    def source(self, text: CodableText, codings: Sequence[Coding]) -> QdaSource:
        passages: dict[tuple[int, int, str], list[Coding]] = {}
        to_review: list[Coding] = []
        for coding in codings:
            reanchored = reanchor(coding.anchor, text.text)
            if reanchored.state is AnchorState.TO_REVIEW:
                to_review.append(coding)
            else:
                passages.setdefault((reanchored.anchor.start, reanchored.anchor.end, coding.coder), []).append(coding)
        return QdaSource(
            guid=source_guid(text),
            name=text.title.in_language(self.language),
            text=normalised(text.text),
            selections=tuple(self._selection(text, *places) for places in sorted(passages.items())),
            codings=tuple(self._coding(coding, note=f"« {coding.anchor.quote} »") for coding in to_review),
        )

    def _selection(self, text: CodableText, places: tuple[int, int, str], codings: Sequence[Coding]) -> QdaSelection:
        start, end, coder = places
        words = normalised(text.text[start:end])
        first = len(normalised(text.text[:start]))
        return QdaSelection(
            guid=make_guid("selection", source_guid(text), str(start), str(end), coder),
            name=words,
            start=first,
            end=first + len(words),
            codings=tuple(self._coding(coding) for coding in codings),
            user=user_guid(coder),
            created=f"{codings[0].day.isoformat()}T00:00:00",
        )

    def _coding(self, coding: Coding, *, note: str = "") -> QdaCoding:
        memo = "\n".join(part for part in (note, coding.memo) if part)
        return QdaCoding(
            guid=make_guid("coding", coding.key),
            code=code_guid(self.codebook, coding.code, self.guids),
            user=user_guid(coding.coder),
            created=f"{coding.day.isoformat()}T00:00:00",
            notes=(self._note(coding, memo),) if memo else (),
        )

    def _note(self, coding: Coding, memo: str) -> str:
        guid = make_guid("note", coding.key)
        name = self.codebook.code(coding.code).label.in_language(self.language)
        self.notes.append(QdaSource(guid=guid, name=name, text=normalised(memo), user=user_guid(coding.coder)))
        return guid


def _variables(territories: Sequence[CaseSheet]) -> dict[str, QdaVariable]:
    """Variables of the cases by name, the SIREN first; one whose values are of several types is a text."""
    values: dict[str, set[type]] = {SIREN_VARIABLE: {str}}
    for sheet in territories:
        for name, value in sheet.attributes.items():
            values.setdefault(name, set()).update({type(value)} if value is not None else ())
    return {
        name: QdaVariable(
            guid=make_guid("variable", name),
            name=name,
            type=_TYPES.get(next(iter(types)), VariableType.TEXT) if len(types) == 1 else VariableType.TEXT,
        )
        for name, types in values.items()
    }


def _case(sheet: CaseSheet, variables: Mapping[str, QdaVariable], texts: Sequence[CodableText]) -> QdaCase:
    attributes: dict[str, Attribute] = {SIREN_VARIABLE: sheet.siren, **sheet.attributes}
    return QdaCase(
        guid=make_guid("case", sheet.siren),
        name=sheet.name,
        values=tuple(_value(variables[name], value) for name, value in attributes.items() if value is not None),
        sources=tuple(source_guid(text) for text in texts if text.siren == sheet.siren),
    )


def _value(variable: QdaVariable, value: Attribute) -> QdaValue:
    if variable.type is VariableType.TEXT:
        return QdaValue(variable=variable.guid, value=str(value))
    return QdaValue(variable=variable.guid, value=Decimal(repr(value)) if isinstance(value, float) else value)
